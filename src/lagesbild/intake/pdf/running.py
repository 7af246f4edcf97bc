# SPDX-License-Identifier: EUPL-1.2
"""Finds page headers, page footers and page numbers, which are no part of the text.

A line is one of them when it stands near the upper or lower edge, at the same height,
with the same words on most pages, and its numbers are the same or count with the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import zip_longest

from lagesbild.intake.pdf.lines import Line, PageLines

_NUMBER = re.compile(r"\d+")
# "Sida 1 av 3", "1 (3)", "- 2 -": recognised on a single page as well
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?|s\.?|page)\s*\d+(?:\s*(?:av|of|[/(])\s*\d+\)?)?|\d+\s*\(\d+\)|[-–]\s*\d+\s*[-–]",
    re.I,
)
_MARGIN = 0.13  # the share of the page's height that counts as an edge
_SAME_HEIGHT = 6.0  # points
_MOST = 0.4  # odd and even pages can each have a line of their own


def running_lines(pages: list[PageLines]) -> dict[int, list[Line]]:
    """Lines to leave out, by page number."""
    groups: dict[tuple[str, bool], list[tuple[PageLines, Line]]] = defaultdict(list)
    found: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        for line, following in zip_longest(page.lines, page.lines[1:]):
            if following and _heads_a_table(line, following):
                continue
            upper = line.bottom > page.height * (1 - _MARGIN)
            if not upper and line.box[3] > page.height * _MARGIN:
                continue
            if _PAGE_NUMBER.fullmatch(line.text.strip()):
                found[page.number].append(line)
            else:
                key = _NUMBER.sub("#", " ".join(line.text.split()))
                groups[key, upper].append((page, line))
    for members in groups.values():
        for group in _at_same_height(members):
            numbers = {page.number for page, _ in group}
            if len(numbers) >= max(2, _MOST * len(pages)) and _counts_with_pages(group):
                for page, line in group:
                    found[page.number].append(line)
    return found


def _heads_a_table(line: Line, following: Line) -> bool:
    """A table's first row is repeated on every page, and belongs to the rows close below."""
    gap = line.bottom - following.box[3]
    return line.in_table and following.in_table and gap < 0.8 * line.height


def _at_same_height(
    members: list[tuple[PageLines, Line]],
) -> list[list[tuple[PageLines, Line]]]:
    """Split lines with the same words by their distance to the page's lower edge."""
    groups: list[list[tuple[PageLines, Line]]] = []
    for page, line in sorted(members, key=lambda member: member[1].bottom):
        if groups and line.bottom - groups[-1][-1][1].bottom <= _SAME_HEIGHT:
            groups[-1].append((page, line))
        else:
            groups.append([(page, line)])
    return [sorted(group, key=lambda member: member[0].number) for group in groups]


def _counts_with_pages(group: list[tuple[PageLines, Line]]) -> bool:
    """Every number in the line stays the same or grows by one a page."""
    first_page, first_line = group[0]
    first = [int(n) for n in _NUMBER.findall(first_line.text)]
    still = [True] * len(first)
    counting = [True] * len(first)
    for page, line in group[1:]:
        step = page.number - first_page.number
        for at, number in enumerate(map(int, _NUMBER.findall(line.text))):
            still[at] = still[at] and number == first[at]
            counting[at] = counting[at] and number == first[at] + step
    return all(s or c for s, c in zip(still, counting, strict=True))
