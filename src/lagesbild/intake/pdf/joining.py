# SPDX-License-Identifier: EUPL-1.2
"""Turns the lines of the pages into paragraphs, and keeps for each line where it went.

A paragraph becomes one line of text, with a blank line between paragraphs. Two lines
belong together when the first one is full (the next word would not have fitted on it),
the distance is the ordinary one and the letters are of one size. When in doubt the line
end stays: the reader takes a single line end for a space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lagesbild.intake.composer import Composer
from lagesbild.intake.model import Page, Run
from lagesbild.intake.pdf.hyphens import continues_address, joined_word, words_of
from lagesbild.intake.pdf.lines import Line, PageLines

_ITEM = re.compile(r"[•◦▪‣·*–—-]\s|\(?(?:\d{1,2}|[a-zåäö])[.)]\s|§\s?\d", re.I)
_SAME_SIZE = 0.08


@dataclass(frozen=True)
class _Column:
    """Lines that begin at about the same place: where they end, and whether they wrap.

    Lines wrap when they reach the page's margin, or when enough of them begin in the
    middle of a sentence. Without that a list of short lines would pass for a paragraph.
    """

    right: float
    wraps: bool


class _Spacing:
    """What is ordinary on a page: the distance from line to line, and the columns."""

    _BUCKET = 12.0  # points that beginnings may differ by, for bullets and first lines

    def __init__(self, page: PageLines) -> None:
        steps = [a.bottom - b.bottom for a, b in pairwise(page.lines)]
        down = [step for step in steps if step > 1]
        self.pitch = median(down) if down else 0.0
        self._margin = page.width - min((line.row_left for line in page.lines), default=0.0)
        self._by_left: dict[int, list[Line]] = defaultdict(list)
        for line in page.lines:
            self._by_left[self._bucket(line)].append(line)
        self._columns: dict[int, _Column] = {}

    def _bucket(self, line: Line) -> int:
        return round(line.row_left / self._BUCKET)

    def column(self, line: Line) -> _Column:
        bucket = self._bucket(line)
        if bucket not in self._columns:
            near = range(bucket - 2, bucket + 3)
            lines = [other for at in near for other in self._by_left.get(at, ())]
            # Few lines reach further than this; one may, by a long word or a rule.
            right = sorted(other.right for other in lines)[int(0.9 * (len(lines) - 1))]
            midway = sum(other.text[0].islower() for other in lines)
            wraps = right >= 0.85 * self._margin or midway >= 0.25 * len(lines)
            self._columns[bucket] = _Column(right, wraps)
        return self._columns[bucket]


def compose(pages: list[PageLines], composer: Composer) -> tuple[Page, ...]:
    """Write all lines in order and give the pages with their maps.

    Headings and hyperlinks of the lines are remembered in the composer.
    """
    words = words_of(line.text for page in pages for line in page.lines)
    placed: dict[Line, Run] = {}
    heading: tuple[int, int, int] | None = None
    for line, kept, between in _joints(pages, words):
        start = composer.write(kept)
        placed[line] = Run(start, composer.length, line.char_index, line.box)
        for uri in line.uris:
            composer.link(start + uri.start, start + min(uri.end, len(kept)), uri.url)
        if line.level is not None:
            first = heading[0] if heading and line.continues_heading else start
            heading = (first, composer.length, line.level)
        if "\n" in between:
            if heading:
                composer.heading(*heading)
            heading = None
            composer.gap(len(between))
        elif between:
            composer.write(between)
    return tuple(_numbered(pages, placed))


def _numbered(pages: list[PageLines], placed: dict[Line, Run]) -> Iterator[Page]:
    """The pages with their ranges; a page without text lies, empty, where the last ended."""
    at = 0
    for page in pages:
        runs = tuple(placed[line] for line in page.lines)
        start = runs[0].start if runs else at
        at = runs[-1].end if runs else at
        yield Page(page.number, start, at, page.width, page.height, runs)


def _joints(pages: list[PageLines], words: frozenset[str]) -> Iterator[tuple[Line, str, str]]:
    """Each line with the text that is kept of it and what comes between it and the next."""
    sequence = [(line, page) for page in pages for line in page.lines]
    spacing = {page.number: _Spacing(page) for page in pages}
    for at, (line, page) in enumerate(sequence):
        if at + 1 == len(sequence):
            yield line, line.text, "\n"
            continue
        following, next_page = sequence[at + 1]
        kept, between = _joint(line, following, spacing[page.number], next_page is not page, words)
        yield line, kept, between


def _joint(
    line: Line, following: Line, spacing: _Spacing, over_page: bool, words: frozenset[str]
) -> tuple[str, str]:
    if following.joins_row is not None and line.level == following.level:
        return line.text, following.joins_row
    if line.level is not None or following.level is not None:
        if following.continues_heading:
            return joined_word(line.text, following.text, words) or (line.text, " ")
        return line.text, "\n" if following.level is None else "\n\n"
    if line.in_table or following.in_table:
        return line.text, _gap(line, following, spacing, over_page)
    if continues_address(line.text, following.text, _shared_urls(line, following)):
        return line.text, ""
    joined = joined_word(line.text, following.text, words)
    if joined and not _ITEM.match(following.text):
        return joined
    gap = _gap(line, following, spacing, over_page)
    if _goes_on(line, following, spacing, gap):
        return line.text, _space(line.text, following.text)
    return line.text, gap


def _space(before: str, after: str) -> str:
    """Nothing between the ends of "10–|16", else a space."""
    return "" if re.search(r"\d[–/]$", before) and after[0].isdigit() else " "


def _shared_urls(line: Line, following: Line) -> tuple[str, ...]:
    """Addresses of hyperlinks that run from the end of one line into the next."""
    ends = {uri.url for uri in line.uris if uri.end >= len(line.text.rstrip()) - 1}
    return tuple(uri.url for uri in following.uris if uri.start <= 1 and uri.url in ends)


def _gap(line: Line, following: Line, spacing: _Spacing, over_page: bool) -> str:
    step = line.bottom - following.bottom
    if over_page or step < -line.height or not _same_size(line, following):
        return "\n\n"
    ordinary = max(spacing.pitch, 1.1 * line.height)
    return "\n\n" if step > 1.3 * ordinary else "\n"


def _goes_on(line: Line, following: Line, spacing: _Spacing, gap: str) -> bool:
    """Whether the paragraph of `line` goes on in `following`."""
    if not _same_size(line, following) or line.bold != following.bold:
        return False
    if _ITEM.match(following.text) or not line.text:
        return False
    letter = (line.right - line.left) / len(line.text)
    next_word = len(following.text.split(maxsplit=1)[0]) + 1
    column = spacing.column(line)
    full = column.wraps and line.right + next_word * letter > column.right - letter
    if gap == "\n":
        return full
    # Over a page or a column only a sentence that plainly goes on.
    moved = following.bottom > line.bottom - line.height
    return moved and full and following.text[0].islower()


def _same_size(line: Line, following: Line) -> bool:
    larger = max(line.height, following.height)
    return larger == 0 or abs(line.height - following.height) <= _SAME_SIZE * larger
