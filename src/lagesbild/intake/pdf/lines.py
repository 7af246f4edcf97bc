# SPDX-License-Identifier: EUPL-1.2
"""What a PDF page gives before any decision is made: its lines, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class UriRange:
    """A hyperlink's part on one line: the words at [start, end) of the line lead to `url`."""

    start: int
    end: int
    url: str


@dataclass(eq=False)
class Line:
    """One line of a page. `char_index` is PDFium's index of its first character, and
    `box` is (left, bottom, right, top) in points.

    `joins_row` is what stands between this and the line before, when both are pieces of
    one row on the page; `row_left` is where the row begins.
    """

    text: str
    char_index: int
    box: Box
    bold: bool = False
    uris: list[UriRange] = field(default_factory=list)
    level: int | None = None
    continues_heading: bool = False
    joins_row: str | None = None
    row_left: float = 0.0
    in_table: bool = False

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def bottom(self) -> float:
        return self.box[1]

    @property
    def right(self) -> float:
        return self.box[2]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(eq=False)
class PageLines:
    """The lines of a page in reading order; `pictures` tells whether it shows images."""

    number: int
    width: float
    height: float
    lines: list[Line]
    pictures: bool = False


@dataclass(frozen=True)
class OutlineEntry:
    """A bookmark: page index from 0, level from 1, `top` in points when the mark has one."""

    title: str
    level: int
    page: int
    top: float | None


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around one or more boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
