# SPDX-License-Identifier: EUPL-1.2
"""A picture as outsiders would see it, and what tells one edition from another. Writes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from lagesbild.dialogues.models import Dialogue, Edition
from lagesbild.dialogues.picture import Standing, build_picture
from lagesbild.lib.audience import COORDINATOR, PUBLIC

#: What is counted when a picture is cut for outsiders: the words, and the keys that hold the lines.
COUNTED = (
    (("siffra", "siffror"), ("changes", "news")),
    (("dag då något öppnar eller stänger", "dagar då något öppnar eller stänger"), ("deadlines",)),
    (("löfte", "löften"), ("promises",)),
    (("åtgärd", "åtgärder"), ("actions",)),
    (("fråga", "frågor"), ("questions",)),
    (("oro", "orosröster"), ("concerns",)),
    (("ljuspunkt", "ljuspunkter"), ("bright_spots",)),
    (("beslut", "beslut"), ("resolutions",)),
)


@dataclass(frozen=True)
class Draft:
    """What publishing would show, and how many lines of each kind only the group sees.

    ``falls_away`` holds (count, one, many) for the kinds where something does.
    """

    values: dict[str, Any]
    sha256: str
    falls_away: tuple[tuple[int, str, str], ...]
    kept: int


def draft_of(dialogue: Dialogue, *, standing: Standing) -> Draft:
    """The picture cut for outsiders, beside what the coordinator sees."""
    values = build_picture(dialogue, audience=PUBLIC, standing=standing)
    whole = build_picture(dialogue, audience=COORDINATOR, standing=standing)
    falls = []
    kept = 0
    for (one, many), keys in COUNTED:
        public = sum(len(values[key]) for key in keys)
        kept += public
        gone = sum(len(whole[key]) for key in keys) - public
        if gone > 0:
            falls.append((gone, one, many))
    return Draft(values, sha256_of(values), tuple(falls), kept)


def sha256_of(values: dict[str, Any]) -> str:
    """The digest of a picture, over its canonical JSON.

    >>> sha256_of({"b": 1, "a": "å"}) == sha256_of({"a": "å", "b": 1})
    True
    """
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def is_intact(edition: Edition) -> bool:
    """Whether the stored values are still the ones that were published."""
    return sha256_of(edition.values) == edition.sha256
