# SPDX-License-Identifier: EUPL-1.2
"""Puts together what PDFium takes for lines of their own though it stands on one row.

Raised footnote marks and the cells of a table come out as separate lines. They are
recognised by their place: the next line begins where this one ends, at the same height.
"""

from __future__ import annotations

from lagesbild.intake.pdf.lines import Line

# Otherwise "123" with a footnote mark would read as 1231, and "10 m2" as a two.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CELL_GAP = 0.8  # of the letters' height


def mark_rows(lines: list[Line]) -> None:
    """Set `joins_row` on every line that continues the row of the one before it, and
    `row_left` and `in_table` on all lines of that row. Raised digits become superscripts."""
    row: list[Line] = []
    for line in lines:
        if row and _same_row(row[-1], line):
            _continue_row(row, line)
        else:
            row = []
        row.append(line)
        for member in row:
            member.row_left = row[0].left
            member.in_table = any("\t" in f"{other.joins_row}{other.text}" for other in row)


def _same_row(before: Line, line: Line) -> bool:
    """Higher or lower by less than half of the smaller one, and further right."""
    overlap = min(before.box[3], line.box[3]) - max(before.bottom, line.bottom)
    smaller = min(before.height, line.height)
    return smaller > 0 and overlap > 0.5 * smaller and line.left > before.right - 0.3 * smaller


def _continue_row(row: list[Line], line: Line) -> None:
    before = row[-1]
    gap, height = line.left - before.right, max(before.height, line.height)
    if gap > _CELL_GAP * height:
        line.joins_row = "\t"
    else:
        line.joins_row = " " if gap > 0.15 * height else ""
    raised = line.text.isdigit() and len(line.text) <= 3
    if raised and line.height < 0.9 * before.height and line.bottom > before.bottom:
        line.text = line.text.translate(RAISED)
        line.joins_row = ""
