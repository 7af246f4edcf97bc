# SPDX-License-Identifier: EUPL-1.2
"""A passage in its sentence, as one audience may read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lagesbild.lib.audience import Audience
from lagesbild.sources.models import TextVersion
from lagesbild.sources.queries import MASK, text_for

_END = re.compile(r"[.!?…:]\s|\s*\n\s*")
_BULLET = re.compile(r"(?:[-–•*]|\d+[.)])\s")
#: A line shorter than this that ends without a stop is a heading or an item, not the beginning of the next line.
SHORT_LINE, SHORT_PARAGRAPH = 45, 60
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
        self._texts: dict[tuple[int, int | None], str] = {}

    def of(self, version: TextVersion, start: int, end: int, *, organisation_id: int | None) -> Quote:
        """The passage in its sentence; held-back words are masked."""
        author = organisation_id if organisation_id in self.audience.organisations else None
        text = self._texts.get((version.pk, author))
        if text is None:
            text = text_for(version, audience=self.audience, organisation_id=author)
            self._texts[version.pk, author] = text
        ends = _END.finditer(text, max(0, start - REACH), start)
        first = max((m.end() for m in ends if _is_end(text, m)), default=None)
        if first is None:
            first = 0 if start <= REACH else text.find(" ", start - REACH) + 1
        if bullet := _BULLET.match(text, first, start):
            first = bullet.end()
        stops = _END.finditer(text, max(start, end - 1), end + REACH)
        last = next((m.end() for m in stops if _is_end(text, m)), min(len(text), end + REACH))
        # What is held back is no context: a row of black blocks says nothing to anybody.
        before = text[first:start].rpartition(MASK)[2].lstrip(")].,;: ")
        after = text[end:last].partition(MASK)[0]
        return Quote(one_line(before), one_line(text[start:end]).strip(), one_line(after).rstrip())


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a stop or a line break ends what is said; minutes break lines, and even leave lines
    empty, in the middle of sentences.
    """
    if "\n" not in match.group():
        return True
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    following = text[match.end() : match.end() + 4]
    if not before or not following or before[-1] in ".!?…:" or _BULLET.match(following):
        return True
    if following[0].islower():
        return False
    return len(before) < (SHORT_PARAGRAPH if match.group().count("\n") > 1 else SHORT_LINE)


def one_line(words: str) -> str:
    """Words of a text with every run of space, line ends too, as one space; the ends keep theirs.

    >>> one_line(" högst\\n\\n1 000 ")
    ' högst 1 000 '
    """
    return re.sub(r"\s+", " ", words)
