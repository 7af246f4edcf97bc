# SPDX-License-Identifier: EUPL-1.2
"""Figures that clash with a table, with what another body says, with their parts or with their verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from textreader.kinds.compared import Figure, as_written, value_of
from textreader.model import Document, Fact
from textreader.owners import Owners, owners_of
from textreader.patterns import at_words
from textreader.rule import Example, rule

TABLE = rule(
    "contradiction.table",
    "A sentence gives another figure than the table does for the same row and column.",
    "row's and column's words in the sentence, another figure",
    Example(
        "I maj varslades 69 personer.\n\nVarsel per månad\nApril\t41\nMaj\t96\nJuni\t55",
        "I maj varslades 69 personer.",
        {"with": "96"},
        "table",
    ),
    Example(
        "Antalet lediga jobb för svetsare var 57.\n\nTabell 1\nYrke\tLediga jobb\nKock\t31\nSvetsare\t75",
        "Svetsare\t75",
        {"with": "57"},
        "report",
    ),
    Example(
        "Totalt varslades 260 personer i länet.\n\nOrt\tVarslade\nTallås\t120\nGranby\t90\nSumma\t210",
        "Summa\t210",
        {"with": "260"},
        "minutes",
    ),
    never=(
        "I juni varslades 55 personer.\n\nVarsel per månad\nApril\t41\nMaj\t96\nJuni\t55",
        "I fjol varslades 69 personer i maj.\n\nVarsel per månad\nApril\t41\nMaj\t96\nJuni\t55",
        "Antalet lediga jobb för kockar var 57.\n\nYrke\tLediga jobb\nBagare\t31\nSvetsare\t75",
    ),
)
ANOTHER = rule(
    "contradiction.another",
    "One body gives a figure, and beside it another body gives another for the same thing.",
    "FIGURE. BODY hade, sa, uppger + other figure",
    Example("IUC: 240 uppsagda hittills i år. AF hade 310", "AF hade 310", {"with": "240"}, "chat"),
    Example(
        "Almi uppger att 48 lån har beviljats. Regionen räknar till 61.",
        "Regionen räknar till 61.",
        {"with": "48"},
    ),
    Example("85 berörs av varslet, enligt AF 97", "enligt AF 97", {"with": "85"}, "chat"),
    never=(
        "Almi gav 48 lån. AF har 310 inskrivna.",
        "Almi har beviljat 48 lån. AF hade 48.",
    ),
)
PARTS = rule(
    "contradiction.parts",
    "Parts that together pass their whole.",
    "N varav a och b, with a + b above N",
    Example(
        "Kursen hade 40 deltagare, varav 25 kvinnor och 18 män.",
        "Kursen hade 40 deltagare, varav 25 kvinnor och 18 män.",
        {"with": "25 + 18"},
    ),
    Example(
        "12 ärenden kom in, varav 7 avslogs och 6 beviljades.",
        "12 ärenden kom in, varav 7 avslogs och 6 beviljades.",
        {"with": "7 + 6"},
        "report",
    ),
    Example("31 nya bolag, varav 34 i handeln", "31 nya bolag, varav 34 i handeln", {"with": "34"}, "chat"),
    never=(
        "Kursen hade 40 deltagare, varav 25 kvinnor och 15 män.",
        "Av 40 deltagare kom 25 från Tallås.",
    ),
)
DIRECTION = rule(
    "contradiction.direction",
    "A verb of rising with a level that fell, or the other way round.",
    "ökade från 52 till 48",
    Example(
        "Antalet anställda ökade från 520 till 480.",
        "Antalet anställda ökade från 520 till 480.",
        {"with": "520"},
    ),
    Example(
        "Beläggningen sjönk från 41 till 47 procent.",
        "Beläggningen sjönk från 41 till 47 procent.",
        {"with": "41"},
        "report",
    ),
    Example(
        "konkurserna minskade från 12 till 15", "konkurserna minskade från 12 till 15", {"with": "12"}, "chat"
    ),
    never=("Antalet anställda ökade från 480 till 520.", "Beläggningen sjönk från 47 till 41 procent."),
)

Clash = tuple[int, int, str, str]
_NEAR = 2.5  # figures further apart than this are not of one thing


@dataclass(slots=True)
class _Cell:
    """A figure of a table with the words of its row, of its column and of what stands above."""

    fact: Fact
    row: frozenset[str]
    about: frozenset[str]
    months: frozenset[str]
    total: bool
    start: int
    end: int
    others: frozenset[float]


def find(document: Document, figures: list[Figure]) -> Iterator[Clash]:
    """Clashes of all four sorts, in no order."""
    owners = owners_of(document)
    yield from _with_tables(document, owners, figures)
    yield from _with_another_body(document, owners, figures)
    yield from _parts(document, figures)
    yield from _directions(figures)


# Sentence and table -------------------------------------------------------------------------------

_TOTAL = re.compile(r"\W*(?:summa|totalt?|sammanlagt|hela länet|länet(?: totalt)?)\b", re.IGNORECASE)
_TOTAL_SAID = at_words(r"\b(?:totalt|sammanlagt|summa|sammantaget|i länet|länet)\b")
_OTHER_TIME = at_words(
    r"\b(?:i fjol|ifjol|förra|föregående|tidigare|prognos\w*|väntas|beräknas|mål\w*|budget\w*|jämfört|året innan|preliminär\w*|varav|därav|ytterligare|rättelse|riket)\b"
)
_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\Z")


def _with_tables(document: Document, owners: Owners, figures: list[Figure]) -> Iterator[Clash]:
    if not document.cells:
        return
    by_word: dict[str, list[_Cell]] = {}
    totals: list[_Cell] = []
    for cell in _cells(document):
        for word in cell.row:
            by_word.setdefault(word, []).append(cell)
        if cell.total:
            totals.append(cell)
    for figure in figures:
        if figure.fact.id in document.cells or not _plain(figure) or _OTHER_TIME.search(figure.clause.flat):
            continue
        words = _words_of(document.text[figure.clause.start : figure.clause.end])
        near = [c for w in sorted(words) for c in by_word.get(w, ())[:50]]
        if _TOTAL_SAID.search(figure.clause.flat):
            near += totals[:50]
        for cell in near:
            if _clash(figure, words, cell):
                yield figure.clause.start, figure.clause.end, TABLE, as_written(cell.fact)
                yield cell.start, cell.end, TABLE, as_written(figure.fact)
                break


def _plain(figure: Figure) -> bool:
    fields = figure.fact.fields
    return (
        (value_of(figure.fact) or 0) >= 4
        and fields.get("unit") in ("count", "SEK", "%")
        and not any(fields.get(k) for k in ("approx", "change", "before", "total"))
    )


def _clash(figure: Figure, words: frozenset[str], cell: _Cell) -> bool:
    one, other = value_of(figure.fact) or 0.0, value_of(cell.fact) or 0.0
    if figure.fact.fields["unit"] != cell.fact.fields.get("unit") or min(one, other) <= 0:
        return False
    far = 1.5 if cell.total else _NEAR
    if abs(one - other) <= 0.005 * max(one, other) or max(one, other) > far * min(one, other):
        return False
    if one in cell.others or not (cell.about & words):
        return False
    months = {w for w in words if _MONTH.match(w)}
    if (months or cell.months) and not months & cell.months:
        return False
    return cell.total or len(cell.row & words) * 2 >= len(cell.row)


def _cells(document: Document) -> Iterator[_Cell]:
    """The figures of the tables; those of one row know each other."""
    facts = [f for f in document.of_kind("quantity") if document.cells.get(f.id) and value_of(f) is not None]
    rows: dict[int, list[Fact]] = {}
    for fact in facts:
        rows.setdefault(document.cells[fact.id][-1][0], []).append(fact)
    begun = [s.start for s in document.sentences]
    before, caption = 0, frozenset[str]()
    for at in sorted(rows):
        row = rows[at]
        first = min(at, document.cells[row[0].id][0][0])
        if not before or bisect_left(begun, before) != bisect_left(begun, first):
            caption = _caption(document, first)
        before = max(f.end for f in row)
        start, end = _row_span(document, at, before)
        values = frozenset(v for f in row if (v := value_of(f)) is not None)
        for fact in row:
            spans = document.cells[fact.id]
            label = document.text[spans[-1][0] : spans[-1][1]]
            head = _words_of(document.text[slice(*spans[0])]) if len(spans) > 1 else frozenset[str]()
            total = _TOTAL.match(label) is not None
            named = frozenset[str]() if total else _words_of(label)
            told = frozenset(w for w in named | head | caption if _MONTH.match(w))
            told = frozenset(w for w in named | head if _MONTH.match(w)) or told
            yield _Cell(fact, named, head or caption, told, total, start, end, values)


def _caption(document: Document, place: int) -> frozenset[str]:
    """Words of the few lines above a table that are no sentences."""
    lines = [line for line in document.text[max(0, place - 400) : place].split("\n") if line.strip()]
    above: list[str] = []
    for line in reversed(lines[-8:]):
        if line.rstrip()[-1:] in (".", "!", "?"):
            break
        above.append(line)
    return _words_of(" ".join(above))


def _words_of(said: str) -> frozenset[str]:
    """The words by their first letters, names left out."""
    out = set()
    for n, match in enumerate(_WORD.finditer(said)):
        word = match.group()
        inside = n and said[: match.start()].rstrip()[-1:].isalpha()
        if inside and word[0].isupper() and not _MONTH.match(word.lower()):
            continue
        out.add(word.lower() if _MONTH.match(word.lower()) else word.lower()[:4])
    return frozenset(out - _EMPTY) | frozenset(w.lower() for w in re.findall(r"\b[Mm]aj\b", said))


_EMPTY = frozenset(
    "anta ande tota samm läne pers före tabe enli unde efte mell inom sena året måna källa källs föränd ansta fram fler".split()
)


def _row_span(document: Document, label: int, last: int) -> tuple[int, int]:
    """The line of a row, or all its lines where each cell has its own."""
    text = document.text
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    start = text.rfind("\n", 0, label) + 1
    said = text[start:end]
    return start + len(said) - len(said.lstrip(" \t|")), start + len(said.rstrip(" \t|"))


# Two bodies ---------------------------------------------------------------------------------------

_SAYS_OTHERWISE = re.compile(
    r"(?:(?:men|fast|medan|och) )?(?:enligt [\wåäöé&. -]{2,40}?|[\wåäöé&. -]{2,40}? (?:hade|har|sa|säger|uppger|uppgav|anger|angav|fick|fått|räknar(?: till| med)?|skriver|menar|redovisar|redovisade|rapporterar|rapporterade|noterar|landar på|kom fram till|talar om|pratar om))(?: siffran)? $"
)


#: Somebody who is known in the text without a name.
_SOMEBODY = at_words(
    r"(?:(?:men|fast|medan|och) )?(?:enligt )?(?:facket|bolaget|företaget|kommunen|ledningen|arrangören|polisen|myndigheten|koncernen|ägaren|facken)\b"
)


def _with_another_body(document: Document, owners: Owners, figures: list[Figure]) -> Iterator[Clash]:
    for a, b in pairwise(figures):
        fields, others = a.fact.fields, b.fact.fields
        if fields.get("unit") != others.get("unit") or b.sentence - a.sentence > 1:
            continue
        one, other = value_of(a.fact), value_of(b.fact)
        if one is None or other is None or fields.get("approx") or others.get("approx"):
            continue
        if abs(one - other) <= 0.005 * max(one, other) or max(one, other) > _NEAR * min(one, other):
            continue
        if "\n" in document.text[a.fact.end : b.fact.start]:
            continue
        says = _between(document, owners, a, b)
        if says is not None:
            start, end = (
                (a.clause.start, a.clause.end) if a.clause is not b.clause else (a.clause.start, says)
            )
            begin = b.clause.start if a.clause is not b.clause else says
            yield start, _trimmed(document, start, end), ANOTHER, as_written(b.fact)
            yield _begin(document, begin), b.clause.end, ANOTHER, as_written(a.fact)


def _between(document: Document, owners: Owners, a: Figure, b: Figure) -> int | None:
    """Where another body begins to say otherwise, None where none does."""
    start = b.clause.start if a.clause is not b.clause else None
    if start is None:
        comma = document.text.find(",", a.fact.end, b.fact.start)
        if comma < 0:
            return None
        start = comma + 1
    before = " ".join(document.flat[start : b.fact.start].split()) + " "
    after = document.flat[b.fact.end : b.clause.end].strip(" .!?)")
    bodies = owners.bodies(start, b.fact.start)
    unnamed = _SOMEBODY.match(before)
    if not (bodies or unnamed) or not _SAYS_OTHERWISE.match(before) or len(after.split()) > 1:
        return None
    if after and after[:4] not in {w.low[:4] for w in a.clause.words}:
        return None
    said_by = {m.body for m in owners.bodies(a.clause.start, a.fact.end)}
    return start if not bodies or bodies[0].body not in said_by else None


def _trimmed(document: Document, start: int, end: int) -> int:
    while end > start and document.text[end - 1] in " ,":
        end -= 1
    return end


def _begin(document: Document, start: int) -> int:
    while document.text[start : start + 1].isspace():
        start += 1
    return start


# Parts and directions -----------------------------------------------------------------------------

_OF_WHICH = at_words(r"\b(?:varav|därav)\b")


def _parts(document: Document, figures: list[Figure]) -> Iterator[Clash]:
    by_sentence: dict[int, list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.clause.sentence.start, []).append(figure)
    for rows in by_sentence.values():
        sentence = rows[0].clause.sentence
        hit = _OF_WHICH.search(document.flat, sentence.start, sentence.end)
        if hit is None or len(rows) < 2:
            continue
        before = [r for r in rows if r.fact.end <= hit.start()]
        after = [r for r in rows if r.fact.start >= hit.end()]
        if not before or not after or any(not _exact_count(r) for r in (before[-1], *after)):
            continue
        whole, parts = value_of(before[-1].fact) or 0.0, [value_of(r.fact) or 0.0 for r in after]
        if max(parts) > whole or (1 < len(parts) <= 4 and sum(parts) > whole and _joined(document, after)):
            other = " + ".join(as_written(r.fact) for r in after)
            yield sentence.start, sentence.end, PARTS, other


def _exact_count(figure: Figure) -> bool:
    fields = figure.fact.fields
    return fields.get("unit") == "count" and value_of(figure.fact) is not None and not fields.get("approx")


def _joined(document: Document, parts: list[Figure]) -> bool:
    """ "25 kvinnor och 18 män": parts side by side, none within another."""
    return all(
        re.search(r"(?:,| och| samt)", document.flat[a.fact.end : b.fact.start])
        and not re.search(
            r"\b(?:varav|därav|av dem|av dessa|också|även|bland)\b", document.flat[a.fact.end : b.fact.start]
        )
        for a, b in pairwise(parts)
    )


_UP = at_words(r"\b(?:ökade|ökat|ökar|steg|stiger|stigit|växte|växer|höjdes|höjs|höjts|gick upp)\b")
_DOWN = at_words(
    r"\b(?:minskade|minskat|minskar|sjönk|sjunker|sjunkit|föll|faller|fallit|sänktes|sänks|gick ner|backade)\b"
)
_FIRST_NUMBER = re.compile(r"\d[\d   ]*(?:,\d+)?")


def _directions(figures: list[Figure]) -> Iterator[Clash]:
    for figure in figures:
        before, value = figure.fact.fields.get("before"), value_of(figure.fact)
        if before is None or value is None or before == value:
            continue
        said = figure.clause.flat[: figure.clause.at(figure.fact.start)]
        up, down = _UP.search(said), _DOWN.search(said)
        if bool(up) == bool(down) or not re.search(r"\bfrån (?:\w+ )?$", said):
            continue
        if (up and value < before) or (down and value > before):
            number = _FIRST_NUMBER.search(figure.fact.text)
            other = number.group().strip() if number else str(before)
            yield figure.clause.start, figure.clause.end, DIRECTION, other
