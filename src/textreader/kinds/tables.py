# SPDX-License-Identifier: EUPL-1.2
"""Tables pasted as text: by pipes, tabs, semicolons, runs of spaces, or line by line.

Found before dates and sentences are read, so that a cell's number keeps its column and row in
``of`` ("sommarjobb (Uppsala län)") and 2075 employees are no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textreader.kinds import heads
from textreader.kinds.limits import limit_around
from textreader.kinds.money import unit_after
from textreader.model import Document, Fact
from textreader.patterns import at_words
from textreader.rule import Example, make, rule

CELL = rule(
    "quantity.table_cell",
    "Ett tal i en tabell: rubriken för kolumnen säger vad som räknas, raden säger för vem.",
    "rad med celler skilda av |, tabb, ; eller minst två mellanslag, under en rubrikrad",
    Example("Kommun\tVarsel\nTallås\t34\nHavsnäs\t12\n", "34", {"of": "Varsel (Tallås)"}, "table"),
    Example("| Län | Medel (mkr) |\n| --- | --- |\n| A-län | 12,5 |\n| B-län | 7 |\n", "12,5", {"value": 12500000, "unit": "SEK"}, "report"),
    Example("Kommun        Antal jobb    Andel (%)\nTallås        120           4,5\nHavsnäs       80            3,1\n", "3,1", {"unit": "%", "of": "Andel (Havsnäs)"}, "mail"),
    never=("Möte | Tallås | måndag", "Vi säger tack\toch hej"),
)  # fmt: skip
LINES = rule(
    "quantity.table_lines",
    "Ett tal i en tabell som har fallit isär till en cell på varje rad.",
    "samma följd av ord och tal om och om igen, en rad var",
    Example("Tallås\n120\n\nHavsnäs\n80\n\nVik\n45\n", "80", {"of": "Havsnäs"}, "table"),
    Example("Kommun\nVarsel\n\nTallås\n120\n\nHavsnäs\n80\n\nVik\n45\n", "45", {"of": "Varsel (Vik)"}, "report"),
    Example("Varsel\n123\nUppsägningar\n26\nAnställningar\n20\n", "26", {"of": "Uppsägningar"}, "mail"),
    never=("Tallås\n120\n\nHavsnäs",),
)  # fmt: skip

_NUMBER_CELL = re.compile(
    r"(?P<pre>(?:ca\.?|cirka|drygt|knappt|[<>≤≥~])? {0,2})(?P<sign>[-+])? {0,1}(?P<n>[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,12}(?:[,.][0-9]{1,4})?)"
    r" {0,3}(?P<unit>%|procent|procentenheter|%-enheter|mkr|tkr|mnkr|kr|kronor|st|mdkr|personer|milj\.? kr)?\*{0,3}"
)
_DATE_HEAD = at_words(
    r"(?:år|datum|period|månad|vecka|v\.?|kvartal|dag|tid|nr|rad|id|kod|dnr|diarienummer|klockslag|tel\w*|postnr|läsår|åk|stängningsdag|sista ansökningsdag|öppnar|stänger)"
)
_YEARISH = at_words(
    r"(?:19|20)[0-9]{2}(?: {0,1}[-/] {0,1}[0-9]{2,4})?|(?:q|kv|v\.?|vecka|kvartal) ?[0-9].*|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?(?: [0-9]{2,4})?"
)
_MONEY_HEAD = at_words(
    r"(?<!\w)(?:medel|belopp\w*|budget\w*|kostnad\w*|bidrag\w*|anslag\w*|kronor|kr|sek|utbetalt|beviljat belopp|stöd i kr|intäkter|omsättning i|lön)(?!\w)"
)
_UNIT_IN_HEAD = re.compile(
    r"(?:\(|i |, ?|\[)(%|procent|procentenheter|%-enheter|mkr|mnkr|tkr|kr|kronor|sek|miljoner kronor|milj\.? kr|tusental kr|mdkr|miljoner|tusen|tusental|1000-tal|euro|meur)(?:\)|\]|$|,)"
)
_CHANGE_HEAD = re.compile(r"(?:förändring|diff|ökning|minskning|\+/-|ändring)")
_SEPARATORS = (
    ("|", re.compile(r"\|")),
    ("\t", re.compile(r"\t+")),
    (";", re.compile(r";")),
    ("  ", re.compile(r" {2,}")),
)


@dataclass(slots=True)
class Cell:
    """Where a cell's words stand, without padding and markup."""

    start: int
    end: int
    text: str

    @property
    def number(self) -> re.Match[str] | None:
        """The number, when the cell holds nothing else."""
        return _NUMBER_CELL.fullmatch(self.text)


Row = list[Cell]


def find(document: Document) -> list[Fact]:
    """Numbers in tables; the places of the tables go to ``document.claimed``."""
    lines = list(_lines(document.text))
    facts: list[Fact] = []
    index = 0
    while index < len(lines):
        rows, stop = _grid(document, lines, index)
        if rows:
            facts += _grid_facts(document, rows)
            index = stop
        else:
            index += 1
    facts += _by_line(document, lines, facts)
    return facts


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cell(document: Document, start: int, end: int) -> Cell:
    flat = document.flat
    while start < end and flat[start] in " *|":
        start += 1
    while end > start and flat[end - 1] in " *|":
        end -= 1
    return Cell(start, end, flat[start:end])


def _cells(document: Document, line: tuple[int, int], name: str, separator: re.Pattern[str]) -> Row:
    text, (start, end) = document.text, line
    if name not in text[start:end]:
        return []
    if name == "  ":
        start += len(text[start:end]) - len(text[start:end].lstrip())
    row: Row = []
    place = start
    for match in separator.finditer(text, start, end):
        row.append(_cell(document, place, match.start()))
        place = match.end()
    row.append(_cell(document, place, end))
    if name == "|":
        row = row[1:] if row and not row[0].text else row
        row = row[:-1] if row and not row[-1].text else row
    return row if len(row) > 1 else []


_RULE_LINE = re.compile(r"[\s|:+=-]+")


def _grid(document: Document, lines: list[tuple[int, int]], index: int) -> tuple[list[Row], int]:
    """Rows from this line on that are parted in the same way, when they are a table at all."""
    text = document.text
    start, end = lines[index]
    if start == end:
        return [], index
    for name, separator in _SEPARATORS:
        first = _cells(document, (start, end), name, separator)
        if not first:
            continue
        rows: list[Row] = []
        place = index
        while place < len(lines):
            line = lines[place]
            content = text[line[0] : line[1]]
            row = _cells(document, line, name, separator)
            if row and not (name == "|" and _RULE_LINE.fullmatch(content)):
                rows.append(row)
            elif not (name == "|" and content and _RULE_LINE.fullmatch(content)):
                break
            place += 1
        numeric = [row for row in rows if any(c.number for c in row[1:])]
        widths = {len(row) for row in numeric}
        enough = len(numeric) >= (1 if name in "|\t" else 2) and len(rows) >= 2
        even = name in "|\t" or len(widths) == 1 or (name == "  " and len(first) >= max(widths, default=0))
        if enough and even and _mostly_numbers(numeric, name):
            return rows, place
    return [], index


def _mostly_numbers(rows: list[Row], name: str) -> bool:
    """Text with a stray double space or semicolon is no table: cells are short and numeric."""
    cells = [c for row in rows for c in row[1:] if c.text]
    numbers = sum(c.number is not None for c in cells)
    long = sum(len(c.text) > 60 for c in cells)
    return numbers > 0 and (name == "|" or numbers * 3 >= len(cells)) and long * 3 < max(len(cells), 1)


def _grid_facts(document: Document, rows: list[Row]) -> list[Fact]:
    head: Row = []
    facts: list[Fact] = []
    for row in rows:
        numbers = [c for c in row if c.number]
        if _is_head(row, first=not head and not facts):
            head = row
            continue
        if not numbers:
            continue
        label = next((c for c in row if c.text and not c.number), None)
        for place, cell in enumerate(row):
            above = _above(document, head, row, place)
            fact = _cell_fact(document, cell, above, label, CELL)
            if fact is not None:
                facts.append(fact)
    return facts


def _above(document: Document, head: Row, row: Row, place: int) -> Cell | None:
    """The head of a cell's column: by number, else by what stands straight above it."""
    if not head:
        return None
    if len(head) == len(row):
        return head[place]
    if len(head) == len(row) - 1:
        return head[place - 1] if place else None
    cell = row[place]
    text = document.text
    shift = text.rfind("\n", 0, cell.start) - text.rfind("\n", 0, head[0].start)

    def away(column: Cell) -> int:
        start, end = column.start + shift, column.end + shift
        return min(abs(start - cell.start), abs(end - cell.end))

    nearest: Cell = min(head, key=away)
    return nearest


_BARE_COLUMN = re.compile(
    r"(?:antal(?:et)?|andel(?:en)?|procent|%|summa|totalt|värde)(?:,? ?(?:i )?\(?(?:%|procent|st)\)?)?",
    re.IGNORECASE,
)


def _title_noun(document: Document, above: Cell) -> str | None:
    """What the lines over a table say that a column "Antal" counts."""
    edge = max(0, above.start - 240)
    lines = document.lowered[edge : document.lowered.rfind("\n", 0, above.start) + 1].split("\n")
    for line in [line for line in reversed(lines) if line.strip()][:5]:
        if _BARE_COLUMN.fullmatch(line.strip()):
            continue
        words: list[str] = re.findall(r"[a-zåäö][\w-]+", line)
        if noun := next((word for word in words if heads.is_head(word)), None):
            return noun
    return None


def _is_head(row: Row, *, first: bool) -> bool:
    """A row of words, or of years and months, above the figures."""
    filled = [c for c in row if c.text]
    if not filled:
        return False
    if not any(c.number for c in filled):
        return first or len(filled) == len(row)
    rest = [c for c in filled[1:] if c.text] if not filled[0].number else filled
    return first and bool(rest) and all(_YEARISH.fullmatch(c.text) for c in rest)


def _cell_fact(
    document: Document, cell: Cell, above: Cell | None, label: Cell | None, name: str
) -> Fact | None:
    match = cell.number
    if match is None or cell is label:
        return None
    heading = above.text if above else ""
    if (heading and _DATE_HEAD.fullmatch(heading)) or (
        not heading and _YEARISH.fullmatch(cell.text) and label is None
    ):
        return None
    digits = match["n"].replace(" ", "")
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", digits):
        digits = digits.replace(".", "")
    value = float(digits.replace(",", "."))
    unit, factor = _unit(document, cell, match, heading, label.text if label else "")
    limit = limit_around(document.flat, cell.start + match.start("n"), cell.start + match.end("n"))
    value *= factor
    plain: int | float = int(round(value, 6)) if round(value, 6) == int(round(value, 6)) else round(value, 6)
    fields: dict[str, object] = {"value": plain}
    if limit.low or limit.high:
        fields = {"value": None, "low": plain if limit.low else None, "high": plain if limit.high else None}
        if limit.strict:
            fields["strict"] = True
    fields["unit"] = unit
    if limit.approx:
        fields["approx"] = True
    if limit.hedge:
        fields["hedge"] = limit.hedge
    if match["sign"]:
        fields["change"] = "increase" if match["sign"] == "+" else "decrease"
    elif _CHANGE_HEAD.search(heading):
        fields["change"] = "decrease" if "minskning" in heading else "increase"
    fields["of"] = _of(document, above, label)
    end = cell.start + match.end()
    while document.flat[end - 1] in "* ":
        end -= 1
    start = cell.start
    fact = make(document, "quantity", start, end, name, **fields)
    document.claimed.append((cell.start, cell.end))
    document.cells[fact.id] = tuple((c.start, c.end) for c in (above, label) if c is not None)
    return fact


def _unit(
    document: Document, cell: Cell, match: re.Match[str], heading: str, label: str
) -> tuple[str, float]:
    """The cell's own unit, else the column head's, else the row's."""
    if match["unit"] and match["unit"] not in ("st", "personer"):
        found = unit_after(document.flat, cell.start + match.end("n"))
        if found is not None:
            return found.name, found.factor
    for words in (heading, label):
        if in_head := _UNIT_IN_HEAD.search(words):
            word = in_head[1].replace("tusental", "tusen").replace("1000-tal", "tusen")
            found = unit_after(" " + word, 0)
            if found is not None:
                return found.name or ("SEK" if _MONEY_HEAD.search(words) else "count"), found.factor
        if words.endswith(("%", "procent")) or re.match(r"andel|procent", words):
            return "%", 1.0
        if _MONEY_HEAD.search(words) and "antal" not in words:
            return "SEK", 1.0
    return "count", 1.0


def _of(document: Document, above: Cell | None, label: Cell | None) -> str | None:
    """Column and row: "sommarjobb (Uppsala län)"; a column of years leaves the row alone."""
    row = document.text[label.start : label.end] if label else ""
    row = " ".join(row.split())
    column = ""
    if above is not None and above.text and not _YEARISH.fullmatch(above.text) and not above.number:
        column = " ".join(document.text[above.start : above.end].split())
        column = re.sub(r"^(?:Antal|Antalet|antal|antalet)\s+", "", column)
        column = re.sub(r"\s+(?:som|per|under|enligt)\s.*$", "", column)
        column = re.sub(r"\s*[(\[].*$", "", column) or column
    if above is not None and _BARE_COLUMN.fullmatch(column):
        column = _title_noun(document, above) or column
    if column and row:
        return f"{column} ({row})"
    return column or row or None


# ---- line by line -----------------------------------------------------------------------------


def _by_line(document: Document, lines: list[tuple[int, int]], found: list[Fact]) -> list[Fact]:
    """Tables whose cells have come to stand one a line, with or without empty lines between."""
    taken = {f.start for f in found}
    cells = [_cell(document, start, end) for start, end in lines]
    facts: list[Fact] = []
    for block in _repeating(document, cells):
        width, body, head = block
        for row_start in range(0, len(body), width):
            row = body[row_start : row_start + width]
            label: Cell | None = None
            for place, cell in enumerate(row):
                if not cell.number:
                    label = cell
                    continue
                if cell.start in taken:
                    continue
                fact = _cell_fact(document, cell, head[place] if head else None, label, LINES)
                if fact is not None:
                    facts.append(fact)
    return facts


def _repeating(document: Document, cells: list[Cell]) -> Iterator[tuple[int, list[Cell], list[Cell]]]:
    """Runs of short lines with the same pattern of words and numbers, three times or more."""
    filled = [c for c in cells if c.text]
    kinds = "".join(
        "n" if c.number else "t" if len(c.text) <= 48 and c.text[-1] not in ".!?:" else "x" for c in filled
    )
    index = 0
    while index < len(kinds):
        found = _period(kinds, index)
        if found is None:
            index += 1
            continue
        width, count = found
        body = filled[index : index + width * count]
        before = filled[max(0, index - width) : index]
        head: list[Cell] = []
        if len(before) == width and set(kinds[max(0, index - width) : index]) == {"t"}:
            head = before
        elif kinds[index] == "t" and len(before) >= width - 1 and width > 2:
            tail = filled[index - width + 1 : index]
            if len(tail) == width - 1 and set(kinds[index - width + 1 : index]) == {"t"}:
                head = [body[0], *tail]
        if head and width == 2 and not _looks_like_head(document, head, body):
            head = []
        yield width, body, head
        index += width * count


def _period(kinds: str, index: int) -> tuple[int, int] | None:
    """Width and number of rows of the pattern that repeats from here: "tn", "ttntn", "tnn"."""
    if kinds[index] != "t":
        return None
    for width in range(2, 9):
        pattern = kinds[index : index + width]
        if len(pattern) < width or "x" in pattern or pattern[0] != "t" or pattern[-1] != "n":
            continue
        count = 1
        while kinds.startswith(pattern, index + width * count):
            count += 1
        if count >= 3:
            return width, count
    return None


def _looks_like_head(document: Document, head: list[Cell], body: list[Cell]) -> bool:
    """The line before the first row heads the column only when an empty line parts them."""
    return "\n\n" in document.text[head[-1].end : body[0].start + 1].replace(" ", "")
