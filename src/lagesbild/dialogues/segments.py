# SPDX-License-Identifier: EUPL-1.2
"""A text cut into rows (a sentence each) and a row cut into segments, as the review page sets it.

Pure. Facts may cross each other, so they cannot be nested: a row is cut at every boundary instead,
and each piece knows which facts it belongs to. Offsets are code points into the version's text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Span = tuple[int, int]
T = TypeVar("T")

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a row inside which nothing begins or ends; ``keys`` are the spans that cover it."""

    start: int
    end: int
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RowSpan:
    """A row of the page: a sentence, a heading, or what stands between sentences (a table's row)."""

    start: int
    end: int
    heading: bool = False
    ends_paragraph: bool = False


def cut(start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> list[Segment]:
    """Cut ``[start, end)`` at every boundary of ``spans``, which are (start, end, key).

    The segments tile the row without a gap; a span that reaches outside is clipped. Keys stand
    narrowest span first, so that the first one is what a reader points at.

    >>> [(s.start, s.end, s.keys) for s in cut(0, 10, [(2, 6, 1), (4, 8, 2)])]
    [(0, 2, ()), (2, 4, (1,)), (4, 6, (1, 2)), (6, 8, (2,)), (8, 10, ())]
    """
    here = sorted((s for s in spans if s[0] < end and start < s[1]), key=lambda s: (s[1] - s[0], s[2]))
    edges = sorted({start, end, *(e for s in here for e in s[:2] if start < e < end)})
    return [
        Segment(a, b, tuple(key for first, last, key in here if first <= a and b <= last))
        for a, b in itertools.pairwise(edges)
    ]


def rows(
    text: str,
    passage: Span,
    sentences: Iterable[tuple[int, int, int]],
    headings: Sequence[Span] = (),
) -> list[RowSpan]:
    """Lay a passage out in rows that together hold every visible character of it.

    ``sentences`` are (start, end, paragraph) of the whole text, in order and not overlapping.
    Between them each line that says something (a heading, a table's row) becomes a row of its own;
    bullets, list numbers and blank lines do not.
    """
    first, last = passage
    inside = [(max(s, first), min(e, last), p) for s, e, p in sentences if s < last and first < e]
    found: list[RowSpan] = []
    at = first
    for (start, end, paragraph), following in itertools.zip_longest(inside, inside[1:]):
        found += _lines_between(text, at, start, headings)
        found.append(RowSpan(start, end, ends_paragraph=following is None or following[2] != paragraph))
        at = end
    return found + _lines_between(text, at, last, headings)


def _lines_between(text: str, start: int, end: int, headings: Sequence[Span]) -> list[RowSpan]:
    between = []
    for line in _LINE.finditer(text, start, end):
        said = line.group()
        # "1." and "a)" before a sentence are its list number, not a row.
        if sum(c.isalnum() for c in said) < 2 or re.fullmatch(r"\s*\w{1,3}[.)]\s*", said):
            continue
        a = line.start() + len(said) - len(said.lstrip())
        b = line.end() - (len(said) - len(said.rstrip()))
        at = bisect_right(headings, (b,))
        is_heading = at > 0 and headings[at - 1][1] > a
        between.append(RowSpan(a, b, heading=is_heading, ends_paragraph=not is_heading))
    return between


def spread(rows: Sequence[RowSpan], spans: Iterable[tuple[int, int, T]]) -> dict[int, list[T]]:
    """Which rows (from 1, in order) hold each thing, which stands at (start, end, thing).

    A thing between two rows, or after the last, goes to the row after it, or the last one. Rows come
    out in order, the things of each in the order given.

    >>> spread([RowSpan(0, 5), RowSpan(6, 9)], [(3, 7, "a"), (5, 6, "b")])
    {1: ['a'], 2: ['a', 'b']}
    """
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    found: dict[int, list[T]] = {}
    for start, end, thing in spans:
        first = min(bisect_right(ends, start), len(rows) - 1)
        last = max(first, bisect_left(starts, end) - 1)
        for number in range(first, last + 1):
            found.setdefault(number + 1, []).append(thing)
    return dict(sorted(found.items()))


def locate(text: str, row: Span, words: str) -> list[Span]:
    """Where words stand in a row, whatever kind of space or line break parts them.

    >>> locate("Ca 5\\nmkr återstår.", (0, 17), "5 mkr")
    [(3, 8)]
    """
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    return [match.span() for match in pattern.finditer(text, *row)]


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; it may come out empty."""
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
