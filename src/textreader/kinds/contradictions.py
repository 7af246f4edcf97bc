# SPDX-License-Identifier: EUPL-1.2
"""Figures of one text that cannot both be right: shown together, never chosen between.

Either a rule between stages is broken (more approved than applied, a part above its whole, a sum
that is not the sum), or two places give different figures for the same thing, time and scope.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from textreader.clauses import Clause, clauses_of
from textreader.kinds.table_sums import wrong_sums
from textreader.model import Document, Fact
from textreader.owners import Owners, owners_of
from textreader.patterns import at_words
from textreader.rule import Example, make, rule

STAGES = rule(
    "contradiction.stages",
    "More were approved, decided or answered than had applied or were asked, or a part passes its whole.",
    "approved > applied, answers > asked, part > whole",
    Example("18 företag har ansökt. 20 av 22 blev godkända.", "20 av 22 blev godkända.", {"with": "18"}),
    Example(
        "Vi fick in 30 ansökningar. Hittills är 34 beviljade.",
        "Hittills är 34 beviljade.",
        {"with": "30"},
        "chat",
    ),
    Example("Enkäten gick till 40 företag och 43 svarade.", "43 svarade.", {"with": "40"}, "report"),
    never=(
        "30 företag har ansökt. 24 av 29 blev godkända.",
        "Av 63 företag svarade 41.",
        "I maj ansökte 10 företag. I juni beviljades 14 ansökningar.",
    ),
)
SUM = rule(
    "contradiction.sum",
    "A total that is not the sum of its parts.",
    "totalt N: a i A och b i B; the sum row of a table",
    Example(
        "Totalt varslades 170 personer, 120 inom industrin och 45 inom handeln.",
        "Totalt varslades 170 personer, 120 inom industrin och 45 inom handeln.",
        {"with": "120 + 45"},
    ),
    Example(
        "Bransch\tVarsel\nIndustri\t120\nHandel\t45\nSumma\t175", "Summa\t175", {"with": "120 + 45"}, "table"
    ),
    Example(
        "sammanlagt 12 kurser: 5 i norr och 6 i söder",
        "sammanlagt 12 kurser: 5 i norr och 6 i söder",
        {"with": "5 + 6"},
        "chat",
    ),
    never=(
        "Totalt varslades 165 personer, 120 inom industrin och 45 inom handeln.",
        "Totalt 165 varslade, varav 45 inom handeln.",
    ),
)
SOURCES = rule(
    "contradiction.sources",
    "Two places give different figures for the same thing, time and scope.",
    "same head word and words about it, no other time or place",
    Example(
        "AF: I maj varslades 310 personer i länet.\nLST: I maj varslades 290 personer i länet.",
        "I maj varslades 310 personer i länet.",
        {"with": "290"},
    ),
    Example(
        "Bredbandspotten har 5 mkr kvar.\n\nÖvrigt\nAv bredbandspotten återstår 7 mkr.",
        "Av bredbandspotten återstår 7 mkr.",
        {"with": "5 mkr"},
        "report",
    ),
    Example(
        "Hotellen hade 12 400 gästnätter i juli.\n\nTurism\nGästnätterna på hotellen i juli blev 14 100.",
        "Gästnätterna på hotellen i juli blev 14 100.",
        {"with": "12 400"},
        "news",
    ),
    never=(
        "I maj varslades 310 personer. I juni varslades 290 personer.",
        "I Tallås varslades 31 personer. I länet varslades 290 personer.",
        "Varslen var 31. Uppsägningarna var 12.",
    ),
)

_STAGE_WORDS = (
    (
        "applied",
        re.compile(
            r"\b(?:har ansökt|ansökt|ansökte|sökt|sökte|ansökningar(?:na)?|sökande|inkommit|inkomna|anmälda|anmält|anmälde|anmälningar)\b"
        ),
    ),
    (
        "approved",
        re.compile(
            r"\b(?:beviljade?s?|beviljats?|godkända|godkändes|godkänts|godkända|tillstyrkta|antagna|fick ja|klartecken|utbetalda)\b"
        ),
    ),
    (
        "decided",
        re.compile(
            r"\b(?:beslutade|beslutats|handlagda|handlagts|prövade|prövats|bedömda|bedömts|avgjorda|avgjorts|behandlade|behandlats)\b"
        ),
    ),
    ("refused", re.compile(r"\b(?:avslag|avslagits|avslogs|avslagna|nekats|nekades|nekade)\b")),
    ("answered", re.compile(r"\b(?:svarade|svarat|svar|svarande|besvarade|besvarades|besvarats)\b")),
    ("left", re.compile(r"\b(?:återstår|återstående|kvar|återstod)\b")),
    ("seats", re.compile(r"\bplatser(?:na)?\b")),
    ("admitted", re.compile(r"\b(?:antagna|tillsatta|bokade|fyllda)\b")),
    (
        "asked",
        re.compile(
            r"\b(?:tillfrågade|tillfrågats|gick till|gått till|skickades till|skickats till|utskickad|urval|utskick|fick enkäten|frågat)\b"
        ),
    ),
)
_ANY_STAGE = at_words("|".join(pattern.pattern for _, pattern in _STAGE_WORDS))
#: A later stage can never be larger than the one it came from.
_LIMITS = {
    "approved": ("decided", "applied"),
    "decided": ("applied",),
    "refused": ("decided", "applied"),
    "answered": ("asked",),
    "admitted": ("seats",),
}
_SUM_WORD = at_words(r"\b(?:totalt|sammanlagt|tillsammans|summa|i allt|inalles)\b")
_OPEN_PART = at_words(r"\b(?:varav|därav|bland annat|bl\.?a|av dem|av dessa|framför ?allt|främst|mest)\b")
_OTHER_SCOPE = re.compile(
    r"\b(?:riket|sverige|nationellt|hela landet|varav|därav|prognos|väntas|beräknas|bedöms|bedömning|förra|tidigare|i fjol|ifjol|föregående|jämfört|mot|budget|målet|mål|plats(?:er)?|i snitt|per|upp till|högst|minst|ytterligare|"
    r"preliminär\w*|panelen|av de|medlemmar\w*|hittills|sedan|kvinnor|män|ungdomar|yngre|äldre|möjliggöra|möjliga)\b"
)
_GENERIC = frozenset(
    "återstår återstående kvar uppgår personer företag anställda stycken antal kronor procent länet kommunen antalet andel andelen alla totalt kommer finns varit under efter också inom enligt bland cirka drygt ungefär närmare knappt över minst nästan jämfört största störst många vilket detta dessa deras sedan något några mellan olika".split()
)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[  ]\d{3})+(?![\w])|(?<![\w.,/-])\d+(?:,\d+)?(?![\w/])")


@dataclass(slots=True)
class _Figure:
    fact: Fact
    clause: Clause
    sentence: int
    words: frozenset[str]
    stage: str | None
    times: frozenset[tuple[str | None, str | None]]


def find(document: Document) -> list[Fact]:
    """Contradictions, each with the other figure as written."""
    figures = _figures(document)
    out: dict[tuple[int, int], Fact] = {}
    for start, end, why, other in [
        *_stages(document, figures),
        *_sums(document, figures),
        *((start, end, SUM, parts) for start, end, parts in wrong_sums(document.text, document.flat)),
        *_sources(document, figures),
    ]:
        out.setdefault((start, end), make(document, "contradiction", start, end, why, **{"with": other}))
    return list(out.values())


def _figures(document: Document) -> list[_Figure]:
    clauses = [c for sentence in clauses_of(document) for c in sentence]
    starts = [c.start for c in clauses]
    order = {c.sentence.start: n for n, c in enumerate(clauses)}
    owners = owners_of(document)
    out: list[_Figure] = []
    for fact in document.of_kind("quantity"):
        at = bisect_right(starts, fact.start) - 1
        if at < 0 or clauses[at].end < fact.end:
            continue
        clause = clauses[at]
        if any(
            fact.fields.get(mark)
            for mark in (
                "forecast",
                "conditional",
                "denied",
                "quoted",
                "superseded",
                "cancelled",
                "withdrawn",
            )
        ):
            continue
        words = frozenset(
            w.low[:5]
            for w in clause.words
            if len(w.low) > 4
            and w.low not in _GENERIC
            and not w.low[0].isdigit()
            and not w.tags & {"stative"}
        )
        out.append(
            _Figure(
                fact,
                clause,
                order[clause.sentence.start],
                words,
                _stage(clause, fact),
                _times(owners, clause),
            )
        )
    return out


def _stage(clause: Clause, fact: Fact) -> str | None:
    """The stage whose word stands nearest the figure."""
    if not _ANY_STAGE.search(clause.flat):
        return None
    at = clause.at(fact.start)
    best: tuple[int, str] | None = None
    for name, pattern in _STAGE_WORDS:
        for match in pattern.finditer(clause.flat):
            distance = min(abs(match.start() - at), abs(match.end() - at))
            if best is None or distance < best[0]:
                best = (distance, name)
    if best is not None and best[1] == "applied" and re.search(r"\bansökningar\b", clause.flat):
        # "47 ansökningar beviljats": the noun tells less than the verb
        stages = [name for name, pattern in _STAGE_WORDS[1:4] if pattern.search(clause.flat)]
        if len(stages) == 1 and len(_NUMBER.findall(clause.flat)) == 1:
            return stages[0]
    return best[1] if best is not None and best[0] < 60 else None


def _value(fact: Fact) -> float | None:
    value = fact.fields.get("value")
    return float(value) if value is not None else None


def _stages(document: Document, figures: list[_Figure]) -> Iterator[tuple[int, int, str, str]]:
    for n, figure in enumerate(figures):
        fields = figure.fact.fields
        value, total = _value(figure.fact), fields.get("total")
        if fields.get("unit") == "ratio" and total and value and value > total:
            yield figure.clause.start, figure.clause.end, STAGES, f"{total}"
            continue
        if figure.stage not in _LIMITS or fields.get("unit") not in ("count", "ratio") or value is None:
            continue
        nearby = (
            [f for f in figures[n + 1 : n + 3] if f.sentence == figure.sentence]
            if figure.stage == "answered"
            else []
        )
        for earlier in [*reversed(figures[max(0, n - 6) : n]), *nearby]:
            if figure.sentence - earlier.sentence > 4 or earlier.fact.fields.get("unit") not in (
                "count",
                "ratio",
            ):
                break
            whole = earlier.fact.fields.get("total") or _value(earlier.fact)
            if earlier.stage not in _LIMITS[figure.stage] or whole is None or _times_differ(earlier, figure):
                continue
            reached = (
                total if total is not None and figure.stage in ("approved", "decided", "refused") else value
            )
            if reached > whole and earlier.fact.fields.get("high") is None:
                yield figure.clause.start, figure.clause.end, STAGES, _as_written(earlier.fact)
            break
    yield from _parts_of(figures)


_OF = at_words(r"\bav (?:de |dem |länets |våra |alla |totalt |samtliga )*$")


def _parts_of(figures: list[_Figure]) -> Iterator[tuple[int, int, str, str]]:
    """ "Av de 30 platserna är 34 tillsatta", "63 svar av 58 tillfrågade"."""
    for a, b in pairwise(figures):
        if (
            a.clause is not b.clause
            or a.fact.fields.get("unit") != "count"
            or b.fact.fields.get("unit") != "count"
        ):
            continue
        one, other, flat = _value(a.fact), _value(b.fact), a.clause.flat
        if one is None or other is None or re.search(r"\b(?:per|kr|mkr|procent)\b", flat):
            continue
        between = flat[a.clause.at(a.fact.end) : a.clause.at(b.fact.start)]
        whole_first = bool(_OF.search(flat[: a.clause.at(a.fact.start)])) and bool(
            re.search(r"\b(?:är|har|var|blev|svarade|deltog|kom)\b", between)
        )
        whole_last = bool(_OF.search(between)) and len(between.split()) <= 4
        if (whole_first and other > one) or (whole_last and one > other):
            yield a.clause.start, a.clause.end, STAGES, _as_written(a.fact if whole_first else b.fact)


def _times_differ(a: _Figure, b: _Figure) -> bool:
    return bool(b.times) and a.times != b.times


def _times(owners: Owners, clause: Clause) -> frozenset[tuple[str | None, str | None]]:
    a, b = bisect_left(owners.date_starts, clause.start), bisect_left(owners.date_starts, clause.end)
    return frozenset((d.fields.get("from"), d.fields.get("to")) for d in owners.dates[a:b])


def _as_written(fact: Fact) -> str:
    return " ".join(fact.text.split())


def _sums(document: Document, figures: list[_Figure]) -> Iterator[tuple[int, int, str, str]]:
    """ "Totalt 170, 120 inom industrin och 45 inom handeln"."""
    by_sentence: dict[int, list[_Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.clause.sentence.start, []).append(figure)
    for rows in by_sentence.values():
        sentence = rows[0].clause.sentence
        flat = document.flat[sentence.start : sentence.end]
        word = _SUM_WORD.search(flat)
        exact = [
            r
            for r in rows
            if _value(r.fact) is not None
            and not r.fact.fields.get("approx")
            and not r.fact.fields.get("change")
            and r.fact.fields.get("unit") in ("count", "SEK")
        ]
        if len({r.stage for r in rows if r.stage}) > 1:
            continue
        if word is None or len(exact) < 3 or len(exact) != len(rows) or _OPEN_PART.search(flat):
            continue
        units = {r.fact.fields.get("unit") for r in exact}
        values = [_value(r.fact) or 0.0 for r in exact]
        total = max(values)
        at = values.index(total)
        if len(units) > 1 or at not in (0, len(values) - 1):
            continue
        if abs(word.start() + sentence.start - exact[at].fact.start) > 40:
            continue
        parts = [r for n, r in enumerate(exact) if n != at]
        if abs(sum(_value(p.fact) or 0 for p in parts) - total) > 0.001 * total:
            yield sentence.start, sentence.end, SUM, " + ".join(_as_written(p.fact) for p in parts)


def _sources(document: Document, figures: list[_Figure]) -> Iterator[tuple[int, int, str, str]]:
    """The same thing told twice with different figures."""
    by_word: dict[str, list[_Figure]] = {}
    plain: list[_Figure] = []
    for figure in figures:
        fields = figure.fact.fields
        if (
            _value(figure.fact) is None
            or fields.get("unit") not in ("count", "SEK", "%")
            or fields.get("reading_as") not in (None, "level")
        ):
            continue
        if (
            fields.get("role") == "population"
            or fields.get("change")
            or fields.get("before")
            or (_value(figure.fact) or 0) < 4
        ):
            continue
        if _OTHER_SCOPE.search(figure.clause.flat):
            continue
        plain.append(figure)
    for figure in plain:
        for word in figure.words:
            by_word.setdefault(word, []).append(figure)
    seen: set[tuple[int, int]] = set()
    for word in sorted(by_word):
        group = by_word[word]
        if not 2 <= len(group) <= 12:
            continue
        for a, b in combinations(sorted(group, key=lambda f: f.fact.start), 2):
            key = (a.fact.start, b.fact.start)
            if key in seen or not _same_thing(document, a, b):
                continue
            seen.add(key)
            yield a.clause.start, a.clause.end, SOURCES, _as_written(b.fact)
            yield b.clause.start, b.clause.end, SOURCES, _as_written(a.fact)


def _same_thing(document: Document, a: _Figure, b: _Figure) -> bool:
    if a.clause.sentence is b.clause.sentence or a.fact.fields.get("unit") != b.fact.fields.get("unit"):
        return False
    one, other = _value(a.fact) or 0.0, _value(b.fact) or 0.0
    rough = a.fact.fields.get("approx") or b.fact.fields.get("approx")
    if abs(one - other) <= (0.06 if rough else 0.005) * max(one, other) or max(one, other) > 2.5 * min(
        one, other
    ):
        return False
    shared = a.words & b.words
    if a.fact.within != b.fact.within and len(shared) < 4:
        return False  # a panel's figure is not the county's, unless all the words are the same
    head_a, head_b = _head(a), _head(b)
    if head_a and head_b and not _same_head(head_a, head_b):
        generic_a, generic_b = head_a in _GENERIC, head_b in _GENERIC
        few = len(a.words & b.words) < 0.6 * min(len(a.words), len(b.words))
        if (
            few
            or generic_a == generic_b
            or (head_b[:5] not in a.words if generic_a else head_a[:5] not in b.words)
        ):
            return False
    if (
        len(shared) < 2
        and not (shared and a.words == b.words)
        and not (len(shared) == 1 and head_a and head_a[:5] in shared and len(head_a) > 8)
    ):
        return False
    if len(shared) < 0.4 * min(len(a.words), len(b.words)):
        return False
    if a.stage != b.stage:
        return False
    if a.times != b.times and a.times and b.times:
        return False
    return _places(document, a.clause) == _places(document, b.clause)


def _same_head(a: str, b: str) -> bool:
    """The same word, one the last part of the other, or neither says what is counted."""
    if a in _GENERIC or b in _GENERIC:
        return (a in _GENERIC and b in _GENERIC) or "återst" in a + b or "kvar" in (a, b)
    return a[:5] == b[:5] or (min(len(a), len(b)) > 4 and (a.endswith(b[:-1]) or b.endswith(a[:-1])))


def _head(figure: _Figure) -> str:
    return str(figure.fact.fields.get("of") or "").lower()


def _places(document: Document, clause: Clause) -> frozenset[str]:
    """Capitalised words of the clause after its first word, and "kommunen"."""
    said = document.text[clause.start : clause.end]
    names = re.findall(r"(?<=[\wåäö,] )[A-ZÅÄÖ][\wåäö-]+", said)
    return frozenset(n.rstrip("s") for n in names)
