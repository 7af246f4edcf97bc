# SPDX-License-Identifier: EUPL-1.2
"""Tables whose sum is not the sum of their column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textreader.patterns import at_words

_ROW_SPLIT = re.compile(r"\t|\||\s{2,}")
_SUM_ROW = re.compile(r"\W*(?:summa|totalt?|sammanlagt|hela länet|länet totalt|alla)\b", re.IGNORECASE)
_SUM = at_words("summa|total|sammanlagt|hela länet|alla")
_ROUNDED = at_words(r"avrund|stämmer inte alltid|överensstämmer (?:därför )?inte")


def wrong_sums(text: str, flat: str) -> Iterator[tuple[int, int, str]]:
    """Sum rows of tables whose column does not add up: the row's place, and the parts as written.

    A note that figures are rounded explains the difference, and nothing is told.

    >>> text = "Bransch\\tVarsel\\nIndustri\\t120\\nHandel\\t45\\nSumma\\t175"
    >>> [parts for _, _, parts in wrong_sums(text, text.lower())]
    ['120 + 45']
    """
    if not _SUM.search(flat) or _ROUNDED.search(flat):
        return
    rows: list[tuple[int, int, list[str]]] = []
    at = 0
    for raw in [*text.split("\n"), ""]:
        cells = [c.strip("* ") for c in _ROW_SPLIT.split(raw.strip(" |\r")) if c.strip("* |")]
        if len(cells) > 1 and any(_number(c) is not None or c.startswith("<") for c in cells[1:]):
            rows.append((at, at + len(raw), cells))
        else:
            yield from _column_sums(text, rows)
            if not set(raw) <= set("|-: \t"):
                rows = []
        at += len(raw) + 1


def _number(cell: str) -> float | None:
    said = re.sub(r"(?<=\d)[  \u202f](?=\d{3})", "", cell)
    match = re.fullmatch(r"-?(\d+(?:,\d+)?)(?: ?(?:kr|tkr|mkr|st))?", said)
    return float(match.group(1).replace(",", ".")) if match else None


def _column_sums(text: str, rows: list[tuple[int, int, list[str]]]) -> Iterator[tuple[int, int, str]]:
    if len(rows) < 3 or not _SUM_ROW.match(rows[-1][2][0]):
        return
    start, end, last = rows[-1]
    for column in range(1, len(last)):
        total = _number(last[column])
        parts = [r[2][column] if column < len(r[2]) else "" for r in rows[:-1]]
        numbers = [_number(p) for p in parts]
        if total is None or any(n is None for n in numbers) or any("%" in p for p in parts):
            continue
        if abs(sum(n or 0 for n in numbers) - total) > 0.5:
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield begin, start + len(text[start:end].rstrip()), " + ".join(parts)
            return
