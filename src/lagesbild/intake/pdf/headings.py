# SPDX-License-Identifier: EUPL-1.2
"""Marks the lines that are headings: by the PDF's bookmarks, else by their letters."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from lagesbild.intake.pdf.lines import Line, OutlineEntry, PageLines

_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|§\s?\d+)\s+")
_MAX_LINES = 3
_MAX_LENGTH = 90
_MOST_LINES = 5000  # on one page, for the search to stay short


def mark_headings(pages: list[PageLines], outline: list[OutlineEntry]) -> None:
    """Set `level` on heading lines, and `continues_heading` on the further lines of one."""
    if outline:
        for entry in outline:
            _mark_entry(pages[entry.page], entry)
    else:
        _mark_by_letters(pages)


def _mark_entry(page: PageLines, entry: OutlineEntry) -> None:
    wanted = _plain(entry.title)
    if not wanted or len(page.lines) > _MOST_LINES:
        return
    candidates: list[list[Line]] = []
    for at in range(len(page.lines)):
        for count in range(1, _MAX_LINES + 1):
            lines = page.lines[at : at + count]
            words = _plain(" ".join(line.text for line in lines))
            if words == wanted and (not candidates or candidates[-1][0] is not lines[0]):
                candidates.append(lines)
            if len(words) >= len(wanted):
                break
    free = [lines for lines in candidates if lines[0].level is None]
    if not free:
        return
    top = entry.top
    best = free[0] if top is None else min(free, key=lambda lines: abs(lines[0].box[3] - top))
    for line in best:
        line.level = entry.level
        line.continues_heading = line is not best[0]


def _plain(words: str) -> str:
    """Letters and digits only: a heading may be hyphenated on the page."""
    words = _NUMBERING.sub("", " ".join(words.split())).casefold()
    return "".join(char for char in words if char.isalnum())


def _mark_by_letters(pages: list[PageLines]) -> None:
    """Without bookmarks: short lines in larger letters, or in bold, that stand alone.

    Levels follow the sizes, the largest is 1. Nothing is marked when such lines are
    so many that they are the text itself.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[_size(line)] += len(line.text)
    if not sizes:
        return
    ordinary = sizes.most_common(1)[0][0]
    found = [
        line
        for page in pages
        for line, after in zip_longest(page.lines, page.lines[1:])
        if _stands_out(line, ordinary)
        and not (after and (after.in_table or after.joins_row is not None))
        and line.joins_row is None
    ]
    if sum(len(line.text) for line in found) > 0.3 * sum(sizes.values()):
        return
    levels = sorted({_size(line) for line in found}, reverse=True)
    for line in found:
        line.level = levels.index(_size(line)) + 1


def _size(line: Line) -> float:
    """The height of the letters, in half points."""
    return round(line.height * 2) / 2


def _stands_out(line: Line, ordinary: float) -> bool:
    text = line.text.strip()
    if len(text) > _MAX_LENGTH or line.in_table or not text[0].isalnum():
        return False
    if text[0].islower() or text.endswith((".", ",", ";", ":", "-")):
        return False
    return _size(line) >= 1.15 * ordinary or (line.bold and _size(line) >= ordinary)
