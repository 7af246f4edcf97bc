# SPDX-License-Identifier: EUPL-1.2
"""Bodies in tables: the column "Kommun", the column of employers, cells pasted line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textreader.bodies import Body, Mention, Roster, county_bodies, municipalities
from textreader.speakers import place_body

_SPLIT = re.compile(r"\t|\|")
_MUNICIPALITY_HEAD = re.compile(r"\W*(?:kommun|kommuner|medlemskommun)\W*$", re.IGNORECASE)
_BODY_HEAD = re.compile(
    r"\W*(?:(?:största )?(?:privata )?arbetsgivare\b.*|företag|organisation|aktör|bolag|myndighet|medlem)\W*$",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(r"[<\d][\d\s.,%]*(?:kr|mkr|tkr|st)?$")
_NAME_LINE = re.compile(r"[A-ZÅÄÖ][\w&.’'-]*(?: (?:[A-ZÅÄÖ&][\w&.’'-]*|i|och|av))*$")
_NO_BODY = re.compile(
    r"(?i)^(?:summa|totalt?|övriga?|länet|riket|sverige|hela|antal|år|månad|kommun|arbetsgivare|källa)\b|\blän$"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    said: str


def bodies_in_tables(text: str, roster: Roster, rule: str) -> list[Mention]:
    """Mentions in cells, for cells that the ordinary rules would pass over.

    >>> text = "Kommun\\tVarsel\\nTallås\\t12\\nMora\\t9"
    >>> [m.body.short for m in bodies_in_tables(text, Roster(text), "organisation.name")]
    ['Tallås kommun', 'Mora kommun']
    """
    return [*_by_columns(text, roster, rule), *_line_by_line(text, roster, rule)]


def _by_columns(text: str, roster: Roster, rule: str) -> Iterator[Mention]:
    """Columns whose head says what their cells are."""
    heads: dict[int, str] = {}
    for start, line in _lines(text):
        cells = _cells(line, start)
        if len(cells) < 2:
            if line.strip():
                heads = {}
            continue
        named = {
            n: "municipality" if _MUNICIPALITY_HEAD.match(c.said.strip("* ")) else "body"
            for n, c in enumerate(cells)
            if _MUNICIPALITY_HEAD.match(c.said.strip("* ")) or _BODY_HEAD.match(c.said.strip("* "))
        }
        if named:
            heads = named
            continue
        for n, kind in heads.items():
            if n < len(cells):
                mention = _mention(cells[n], kind == "municipality", roster, rule)
                if mention is not None:
                    yield mention


def _cells(line: str, start: int) -> list[_Cell]:
    if "\t" not in line and line.count("|") < 2:
        return []
    out: list[_Cell] = []
    at = 0
    for piece in _SPLIT.split(line):
        said = piece.strip()
        if said or out:
            out.append(_Cell(start + at + len(piece) - len(piece.lstrip()), said))
        at += len(piece) + 1
    return out


def _mention(cell: _Cell, municipality: bool, roster: Roster, rule: str) -> Mention | None:
    said = cell.said.strip("* ")
    start = cell.start + cell.said.find(said) if said else cell.start
    if not said or not _NAME_LINE.match(said) or _NO_BODY.search(said):
        return None
    body = roster.resolve(said) or roster.place(said)
    if body is None:
        body = place_body(said) if municipality else Body(said, said, "company")
    return Mention(start, start + len(said), body, rule) if body is not None else None


def _line_by_line(text: str, roster: Roster, rule: str) -> Iterator[Mention]:
    """Tables pasted with a cell a line: blocks of names and numbers, several of one shape."""
    blocks: list[list[_Cell]] = [[]]
    for start, line in _lines(text):
        said = line.strip()
        if said:
            blocks[-1].append(_Cell(start + len(line) - len(line.lstrip()), said))
        elif blocks[-1]:
            blocks.append([])
    shapes: dict[str, list[list[_Cell]]] = {}
    for block in blocks:
        shape = "".join(
            "9"
            if _NUMBER_LINE.match(c.said)
            else "A"
            if _NAME_LINE.match(c.said) and len(c.said) < 45
            else "x"
            for c in block
        )
        if 2 <= len(shape) <= 12 and "9" in shape and "A" in shape and "x" not in shape:
            shapes.setdefault(shape, []).append(block)
    for rows in shapes.values():
        if len(rows) < 3:
            continue
        for block in rows:
            for n, cell in enumerate(block):
                if _NUMBER_LINE.match(cell.said):
                    continue
                mention = _cell_mention(cell, n == 0, roster, rule)
                if mention is not None:
                    yield mention


def _cell_mention(cell: _Cell, first: bool, roster: Roster, rule: str) -> Mention | None:
    if first:
        if cell.said in county_bodies() and cell.said not in municipalities():
            return None
        body = roster.place(cell.said) or roster.own.get(cell.said.lower())
        if body is None:
            return None
        return Mention(cell.start, cell.start + len(cell.said), body, rule)
    return _mention(cell, False, roster, rule)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
