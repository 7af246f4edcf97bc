# SPDX-License-Identifier: EUPL-1.2
"""Figures of one text that cannot both be right: shown together, never chosen between.

Either a rule between stages is broken (more approved than applied, a part above its whole, a sum
that is not the sum), or two places give different figures for the same thing, time and scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from textreader.kinds import arithmetic, clashes, earlier_rounds
from textreader.kinds.compared import (
    GENERIC,
    Figure,
    as_written,
    figures_of,
    head_of,
    places_in,
    same_head,
    times_differ,
    value_of,
)
from textreader.kinds.table_sums import wrong_sums
from textreader.lines import is_log
from textreader.model import Document, Fact
from textreader.owners import owners_of
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
#: Never held against an outcome.
_NO_OUTCOME = at_words(
    r"\b(?:prognos\w*|väntas|beräknas|bedöms|budget\w*|mål\w*|upp till|högst|minst|per|i snitt|preliminär\w*|möjliggöra|möjliga|rättelse)\b"
)
_OTHER_SCOPE = at_words(
    r"\b(?:riket|sverige|nationellt|hela landet|varav|därav|prognos|väntas|beräknas|bedöms|bedömning|förra|tidigare|i fjol|ifjol|föregående|jämfört|mot|budget|målet|mål|plats(?:er)?|i snitt|per|upp till|högst|minst|ytterligare|"
    r"preliminär\w*|panelen|av de|medlemmar\w*|hittills|sedan|kvinnor|män|ungdomar|yngre|äldre|möjliggöra|möjliga)\b"
)


def find(document: Document) -> list[Fact]:
    """Contradictions, each with the other figure as written."""
    figures = figures_of(document)
    out: dict[tuple[int, int], Fact] = {}
    for start, end, why, other in [
        *_stages(document, figures),
        *_sums(document, figures),
        *((start, end, SUM, parts) for start, end, parts in wrong_sums(document.text, document.flat)),
        *clashes.find(document, figures),
        *arithmetic.find(document, figures),
        *_sources(document, figures),
    ]:
        out.setdefault((start, end), make(document, "contradiction", start, end, why, **{"with": other}))
    for fact in earlier_rounds.find(document, figures):
        out.setdefault((fact.start, fact.end), fact)
    return list(out.values())


def _stages(document: Document, figures: list[Figure]) -> Iterator[tuple[int, int, str, str]]:
    for n, figure in enumerate(figures):
        fields = figure.fact.fields
        value, total = value_of(figure.fact), fields.get("total")
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
            whole = earlier.fact.fields.get("total") or value_of(earlier.fact)
            if earlier.stage not in _LIMITS[figure.stage] or whole is None or times_differ(earlier, figure):
                continue
            reached = (
                total if total is not None and figure.stage in ("approved", "decided", "refused") else value
            )
            if reached > whole and earlier.fact.fields.get("high") is None:
                yield figure.clause.start, figure.clause.end, STAGES, as_written(earlier.fact)
            break
    yield from _parts_of(figures)


_OF = at_words(r"\bav (?:de |dem |länets |våra |alla |totalt |samtliga )*$")


_APPLIED = at_words(
    r" (?:företag |personer |sökande |ansökningar )?(?:som (?:har )?)?(?:sökt|ansökt|sökte|ansökte|sökande|inkomna|tillfrågade|anmälda|platser\w*)\b"
)


def _parts_of(figures: list[Figure]) -> Iterator[tuple[int, int, str, str]]:
    """ "Av de 30 platserna är 34 tillsatta", "63 svar av 58 tillfrågade"."""
    for a, b in pairwise(figures):
        if (
            a.clause is not b.clause
            or a.fact.fields.get("unit") != "count"
            or b.fact.fields.get("unit") != "count"
        ):
            continue
        one, other, flat = value_of(a.fact), value_of(b.fact), a.clause.flat
        if one is None or other is None or re.search(r"\b(?:per|kr|mkr|procent)\b", flat):
            continue
        between = flat[a.clause.at(a.fact.end) : a.clause.at(b.fact.start)]
        whole_first = bool(_OF.search(flat[: a.clause.at(a.fact.start)])) and bool(
            re.search(r"\b(?:är|har|var|blev|svarade|deltog|kom)\b", between)
        )
        far = 9 if _APPLIED.search(flat[a.clause.at(b.fact.end) :]) else 4
        whole_last = bool(_OF.search(between)) and len(between.split()) <= far
        if (whole_first and other > one) or (whole_last and one > other):
            yield a.clause.start, a.clause.end, STAGES, as_written(a.fact if whole_first else b.fact)


def _sums(document: Document, figures: list[Figure]) -> Iterator[tuple[int, int, str, str]]:
    """ "Totalt 170, 120 inom industrin och 45 inom handeln"."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.clause.sentence.start, []).append(figure)
    for rows in by_sentence.values():
        sentence = rows[0].clause.sentence
        flat = document.flat[sentence.start : sentence.end]
        word = _SUM_WORD.search(flat)
        exact = [
            r
            for r in rows
            if value_of(r.fact) is not None
            and not r.fact.fields.get("approx")
            and not r.fact.fields.get("change")
            and r.fact.fields.get("unit") in ("count", "SEK")
        ]
        if len({r.stage for r in rows if r.stage}) > 1:
            continue
        if word is None or len(exact) < 3 or len(exact) != len(rows) or _OPEN_PART.search(flat):
            continue
        units = {r.fact.fields.get("unit") for r in exact}
        values = [value_of(r.fact) or 0.0 for r in exact]
        total = max(values)
        at = values.index(total)
        if len(units) > 1 or at not in (0, len(values) - 1):
            continue
        if abs(word.start() + sentence.start - exact[at].fact.start) > 40:
            continue
        parts = [r for n, r in enumerate(exact) if n != at]
        if abs(sum(value_of(p.fact) or 0 for p in parts) - total) > 0.001 * total:
            yield sentence.start, sentence.end, SUM, " + ".join(as_written(p.fact) for p in parts)


def _sources(document: Document, figures: list[Figure]) -> Iterator[tuple[int, int, str, str]]:
    """The same thing told twice with different figures; in a log the later one follows the earlier."""
    if is_log(document.text):
        return
    by_word: dict[str, list[Figure]] = {}
    plain: list[Figure] = []
    for figure in figures:
        fields = figure.fact.fields
        if (
            value_of(figure.fact) is None
            or fields.get("unit") not in ("count", "SEK", "%")
            or fields.get("reading_as") not in (None, "level")
        ):
            continue
        if (
            fields.get("role") == "population"
            or fields.get("change")
            or fields.get("before")
            or (value_of(figure.fact) or 0) < 4
        ):
            continue
        if _NO_OUTCOME.search(figure.clause.flat):
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
            yield a.clause.start, a.clause.end, SOURCES, as_written(b.fact)
            yield b.clause.start, b.clause.end, SOURCES, as_written(a.fact)


def _same_thing(document: Document, a: Figure, b: Figure) -> bool:
    if (a.clause.sentence is b.clause.sentence and not _two_bodies(document, a, b)) or a.fact.fields.get(
        "unit"
    ) != b.fact.fields.get("unit"):
        return False
    one, other = value_of(a.fact) or 0.0, value_of(b.fact) or 0.0
    rough = a.fact.fields.get("approx") or b.fact.fields.get("approx")
    if abs(one - other) <= (0.06 if rough else 0.005) * max(one, other) or max(one, other) > 2.5 * min(
        one, other
    ):
        return False
    shared = a.words & b.words
    if a.fact.within != b.fact.within and len(shared) < 4:
        return False  # a panel's figure is not the county's, unless all the words are the same
    head_a, head_b = head_of(a), head_of(b)
    if head_a and head_b and not same_head(head_a, head_b):
        generic_a, generic_b = head_a in GENERIC, head_b in GENERIC
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
    if _period(document, a) != _period(document, b) or not _period(document, a):
        if a.times != b.times and a.times and b.times:
            return False
    scopes = [set(_OTHER_SCOPE.findall(f.clause.flat)) for f in (a, b)]
    return scopes[0] == scopes[1] and _one_place(document, a, b)


def _period(document: Document, figure: Figure) -> tuple[str, str] | None:
    """The days that a figure holds for, when they are its own."""
    known: dict[str, Fact] | None = document.made.get("dates_by_id")
    if known is None:
        known = document.made["dates_by_id"] = {d.id: d for d in document.of_kind("date")}
    date = known.get(str(figure.fact.fields.get("period")))
    return None if date is None else (str(date.fields.get("from")), str(date.fields.get("to")))


def _one_place(document: Document, a: Figure, b: Figure) -> bool:
    """The same names in both; a name that opens the one clause may stand inside the other."""
    mine, theirs = places_in(document, a.clause), places_in(document, b.clause)
    first, other = (
        document.text[f.clause.words[0].start : f.clause.words[0].end].rstrip("s") for f in (a, b)
    )
    return mine - {other} == theirs - {first}


def _two_bodies(document: Document, a: Figure, b: Figure) -> bool:
    """Two clauses of one sentence, each with a body of its own that tells."""
    if a.clause is b.clause:
        return False
    owners = owners_of(document)
    told = [owners.bodies(f.clause.start, f.clause.end) for f in (a, b)]
    return bool(told[0] and told[1]) and told[0][0].body != told[1][0].body
