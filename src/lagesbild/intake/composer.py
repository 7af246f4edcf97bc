# SPDX-License-Identifier: EUPL-1.2
"""Builds a canonical text piece by piece and remembers where headings and links fell.

Layout is two gaps: a line end within a block (list items, table rows, the text under
a heading) and a blank line between blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.intake.canonical import MAX_CHARACTERS, canonical
from lagesbild.intake.model import Heading, Link
from lagesbild.intake.refusal import IntakeRefused

SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:", "ftp:", "ftps:")


@dataclass(eq=False)
class Mark:
    """An open range: it starts at the first text written while it is open."""

    start: int | None = None


class Composer:
    """Collects text. `gap(1)` asks for a line end, `gap(2)` for a blank line, before what
    comes next; the widest of several wishes counts, and none at the very start or end.
    After a heading the text follows on the next line, as people write minutes."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._wanted = 0
        self._after_heading = False
        self._open: list[Mark] = []
        self._links: list[Link] = []
        self._headings: list[Heading] = []
        self.length = 0

    def gap(self, lines: int) -> None:
        """Ask for at least `lines` line ends before the next text."""
        self._wanted = max(self._wanted, 1 if self._after_heading else lines)

    def line_break(self) -> None:
        """Ask for one more line end before the next text, two at the most."""
        self.gap(min(self._wanted + 1, 2))

    @property
    def at_line_start(self) -> bool:
        return self.length == 0 or self._wanted > 0

    def write(self, text: str, *, lead: str = "") -> int:
        """Add text and return its start. `lead` (a bullet, a tab) goes before it, outside
        every open mark. Raises IntakeRefused past the longest text."""
        text = canonical(text)
        if not text:
            return self.length
        if self._wanted and self.length:
            self._append("\n" * self._wanted)
        self._wanted, self._after_heading = 0, False
        self._append(lead)
        start = self.length
        for mark in self._open:
            if mark.start is None:
                mark.start = start
        self._append(text)
        return start

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)
        if self.length > MAX_CHARACTERS:
            raise IntakeRefused("too_much_text")

    def open(self) -> Mark:
        """Begin a range that will start where the next text is written."""
        mark = Mark()
        self._open.append(mark)
        return mark

    def close(self, mark: Mark) -> tuple[int, int]:
        """End a range; (n, n) when nothing was written in it."""
        self._open.remove(mark)
        return (self.length if mark.start is None else mark.start), self.length

    def link(self, start: int, end: int, url: str) -> None:
        """Remember a hyperlink, unless it is empty or leads to a script or a local file."""
        url = canonical(url).strip()
        if start < end and url.lower().startswith(SAFE_SCHEMES):
            self._links.append(Link(start, end, url))

    def heading(self, start: int, end: int, level: int) -> None:
        """Remember a heading that has just been written, unless it is empty."""
        if start < end:
            self._wanted, self._after_heading = 1, True
            self._headings.append(Heading(start, end, min(max(level, 1), 9)))

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def links(self) -> tuple[Link, ...]:
        """In order, without the space that writers drag into a link's ends."""
        text, found = self.text, []
        for link in self._links:
            start, end = stripped(text, link.start, link.end)
            if start < end:
                found.append(Link(start, end, link.url))
        return tuple(sorted(found, key=lambda link: (link.start, link.end)))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """In order, without space at their ends."""
        text, found = self.text, []
        for heading in self._headings:
            start, end = stripped(text, heading.start, heading.end)
            if start < end:
                found.append(Heading(start, end, heading.level))
        return tuple(sorted(found, key=lambda heading: heading.start))


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends.

    >>> stripped("a b c", 1, 4)
    (2, 3)
    """
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), max(start, end - len(words) + len(words.rstrip()))
