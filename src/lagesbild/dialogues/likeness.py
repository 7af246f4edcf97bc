# SPDX-License-Identifier: EUPL-1.2
"""Whether minutes are almost what has been read in already: the PDF of the same Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from lagesbild.dialogues.models import Dialogue
from lagesbild.sources.models import TextVersion

#: From this share of a hundred on a person is asked whether it is the same minutes again.
ALIKE_FROM = 90
#: As much of two texts as is compared, in characters: the cost grows with the square.
LOOKED_AT = 100_000


@dataclass(frozen=True)
class Alike:
    """A text that is almost the same: how much of a hundred, and the version that holds it."""

    percent: int
    version_id: int


def percent_alike(one: str, other: str) -> int:
    """How alike two texts are, of a hundred, whatever their spaces and line ends; 0 below ``ALIKE_FROM``.

    >>> percent_alike("Läget är  lugnt\\ni länet.", "Läget är lugnt i länet.")
    100
    >>> percent_alike("Läget är lugnt.", "Tre varsel har kommit.")
    0
    """
    a, b = (" ".join(text.split())[:LOOKED_AT] for text in (one, other))
    if not a or not b:
        return 0
    return int(fuzz.ratio(a, b, score_cutoff=ALIKE_FROM))


def loaded_alike(dialogue: Dialogue, held_on: date | None, text: str) -> Alike | None:
    """The minutes of that day in the dialogue that are most like a text; None where none is."""
    if held_on is None:
        return None
    texts = (
        TextVersion.objects.filter(
            is_history=True,
            submissions__report__round__dialogue=dialogue,
            submissions__report__round__held_on=held_on,
        )
        .distinct()
        .values_list("pk", "text")
    )
    found = [Alike(percent, pk) for pk, loaded in texts if (percent := percent_alike(text, loaded))]
    return max(found, key=lambda alike: alike.percent, default=None)
