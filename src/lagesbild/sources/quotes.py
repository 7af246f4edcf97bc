# SPDX-License-Identifier: EUPL-1.2
"""A passage in its sentence, as one audience may read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lagesbild.lib.audience import Audience
from lagesbild.sources.models import TextVersion
from lagesbild.sources.queries import text_for

_END = re.compile(r"[.!?…:]\s|\n\s*\n|\n(?=\s*(?:[-–•*]|\d+[.)])\s)")
#: How far the sentence is followed; what is longer is cut at a space.
REACH = 280


@dataclass(frozen=True)
class Quote:
    """The words before, in and after a passage, each on one line."""

    before: str
    quote: str
    after: str


class Quotes:
    """Quotes out of versions for one audience; each version's text is prepared once."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._texts: dict[tuple[int, bool], str] = {}

    def of(self, version: TextVersion, start: int, end: int, *, organisation_id: int | None) -> Quote:
        """The passage in its sentence; held-back words are masked."""
        own = organisation_id in self.audience.organisations
        text = self._texts.get((version.pk, own))
        if text is None:
            text = text_for(version, audience=self.audience, organisation_id=organisation_id)
            self._texts[version.pk, own] = text
        first = max((m.end() for m in _END.finditer(text, max(0, start - REACH), start)), default=None)
        if first is None:
            first = 0 if start <= REACH else text.find(" ", start - REACH) + 1
        stop = _END.search(text, max(start, end - 1), end + REACH)
        last = stop.end() if stop else min(len(text), end + REACH)
        return Quote(_line(text[first:start]), _line(text[start:end]).strip(), _line(text[end:last]).rstrip())


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
