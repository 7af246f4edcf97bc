# SPDX-License-Identifier: EUPL-1.2
"""Figures that stand in one sum, share or step with each other, and do not add up.

A share against its two numbers, a step against its two levels, what is granted and what is left
against the whole, halves that are not the whole, and a list against the number that it opens with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from textreader.kinds.compared import Figure, as_written, value_of
from textreader.model import Document
from textreader.patterns import at_words
from textreader.rule import Example, rule

SHARE = rule(
    "contradiction.share",
    "A percentage that is not the share of the two numbers beside it.",
    "a av b (c %), b fick enkäten och a svarade, c procent",
    Example(
        "24 av 60 företag (50 procent) vill växa.",
        "24 av 60 företag (50 procent) vill växa.",
        {"with": "24 av 60"},
    ),
    Example(
        "30 av 40 medlemmar svarade, en svarsfrekvens på 65 procent.",
        "30 av 40 medlemmar svarade, en svarsfrekvens på 65 procent.",
        {"with": "30 av 40"},
        "report",
    ),
    Example("18 av 20 nöjda (80 %)", "18 av 20 nöjda (80 %)", {"with": "18 av 20"}, "chat"),
    never=("24 av 60 företag (40 procent) vill växa.", "24 av 60 företag vill växa med 50 procent."),
)
STEP = rule(
    "contradiction.step",
    "A step that is not the distance between its two levels.",
    "från a till b, en ökning med c",
    Example(
        "Antalet anställda ökade med 30 personer, från 480 till 520.",
        "Antalet anställda ökade med 30 personer, från 480 till 520.",
        {"with": "480 till 520"},
    ),
    Example(
        "Varslen minskade från 200 till 150, en minskning med 40 procent.",
        "Varslen minskade från 200 till 150, en minskning med 40 procent.",
        {"with": "200 till 150"},
        "report",
    ),
    Example(
        "order upp 5 st, från 20 till 28", "order upp 5 st, från 20 till 28", {"with": "20 till 28"}, "chat"
    ),
    never=(
        "Antalet anställda ökade med 40 personer, från 480 till 520.",
        "Varslen minskade från 200 till 150, en minskning med 25 procent.",
    ),
)
WHOLE = rule(
    "contradiction.whole",
    "Two halves that are not the whole: granted and left, granted and refused, women and men.",
    "av N är a beviljade och b kvar",
    Example(
        "Av 40 deltagare var 25 kvinnor och 18 män.",
        "Av 40 deltagare var 25 kvinnor och 18 män.",
        {"with": "25 + 18"},
    ),
    Example(
        "Potten är 12 mkr. Hittills har 9 mkr beviljats och 5 mkr återstår.",
        "Hittills har 9 mkr beviljats och 5 mkr återstår.",
        {"with": "12 mkr"},
        "report",
    ),
    Example(
        "30 har ansökt. 22 beviljade och 11 avslag", "22 beviljade och 11 avslag", {"with": "30"}, "chat"
    ),
    never=(
        "Av 40 deltagare var 22 kvinnor och 18 män.",
        "Potten är 12 mkr. Hittills har 9 mkr beviljats och 3 mkr återstår.",
        "30 har ansökt. 22 beviljade och 5 avslag",
    ),
)
LIST = rule(
    "contradiction.list",
    "A number and the numbers listed after it that do not make it up.",
    "N saker: a i A, b i B och c i C",
    Example(
        "Vi höll 14 möten: 5 i Tallås, 4 i Granby och 3 i Havsnäs.",
        "Vi höll 14 möten: 5 i Tallås, 4 i Granby och 3 i Havsnäs.",
        {"with": "5 + 4 + 3"},
    ),
    Example(
        "Under året beviljades 60 lån (25 i norr, 20 i söder och 10 i väster).",
        "Under året beviljades 60 lån (25 i norr, 20 i söder och 10 i väster).",
        {"with": "25 + 20 + 10"},
        "report",
    ),
    Example(
        "9 nya bolag: 4 i Tallås, 3 i Granby",
        "9 nya bolag: 4 i Tallås, 3 i Granby",
        {"with": "4 + 3"},
        "chat",
    ),
    never=(
        "Vi höll 12 möten: 5 i Tallås, 4 i Granby och 3 i Havsnäs.",
        "Vi höll 14 möten: bland annat 5 i Tallås och 4 i Granby.",
        "Mötet är den 14 maj: 5 kommuner deltar och 4 företag.",
    ),
)

Clash = tuple[int, int, str, str]
#: How far a rounded percentage may lie from its share.
_POINTS = 1.6


def find(document: Document, figures: list[Figure]) -> Iterator[Clash]:
    """Sums, shares and steps that do not add up."""
    rows: dict[int, list[Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.clause.sentence.start, []).append(figure)
    for told in rows.values():
        if len(told) > 1:
            yield from _share(document, told)
            yield from _share_first(document, told)
            yield from _step(document, told)
            yield from _halves(document, told)
            yield from _list(document, told)
    yield from _of_a_whole(document, figures)
    yield from _answered(figures)


def _sentence(figure: Figure) -> tuple[int, int]:
    return figure.clause.sentence.start, figure.clause.sentence.end


# A share ------------------------------------------------------------------------------------------

_ITS_SHARE = re.compile(
    r"[^.;:]{0,40}?(?:[(,] ?(?:ca |alltså |dvs |det vill säga |vilket (?:är|ger|motsvarar) |motsvarande |en svarsfrekvens på |svarsfrekvens(?:en)? (?:är |var |blev |på )?|en andel på )?)"
)


def _share(document: Document, told: list[Figure]) -> Iterator[Clash]:
    for a, b in pairwise(told):
        total, part, percent = a.fact.fields.get("total"), value_of(a.fact), value_of(b.fact)
        if not total or part is None or percent is None or b.fact.fields.get("unit") != "%":
            continue
        if a.fact.fields.get("unit") != "ratio" or b.fact.fields.get("change"):
            continue
        if not _ITS_SHARE.fullmatch(document.flat, a.fact.end, b.fact.start):
            continue
        room = 5.0 if b.fact.fields.get("approx") else _POINTS
        if abs(100 * part / float(total) - percent) > room:
            yield *_sentence(a), SHARE, as_written(a.fact)


_NUMBERS_OF_IT = re.compile(r" ?[:(] ?|,? alltså |, dvs ")


def _share_first(document: Document, told: list[Figure]) -> Iterator[Clash]:
    """ "Svarsfrekvensen var 70 procent: 60 av 120"."""
    for a, b in pairwise(told):
        total, part, percent = b.fact.fields.get("total"), value_of(b.fact), value_of(a.fact)
        if not total or part is None or percent is None or a.fact.fields.get("unit") != "%":
            continue
        if a.fact.fields.get("change") or not _NUMBERS_OF_IT.fullmatch(
            document.flat, a.fact.end, b.fact.start
        ):
            continue
        room = 5.0 if a.fact.fields.get("approx") else _POINTS
        if abs(100 * part / float(total) - percent) > room:
            yield *_sentence(a), SHARE, as_written(b.fact)


def _answered(figures: list[Figure]) -> Iterator[Clash]:
    """ "Enkäten gick till 148 företag. 96 svarade (75 %)."."""
    for asked, told, share in zip(figures, figures[1:], figures[2:], strict=False):
        if (asked.stage, told.stage) != ("asked", "answered") or share.fact.fields.get("unit") != "%":
            continue
        whole, part, percent = value_of(asked.fact), value_of(told.fact), value_of(share.fact)
        near = share.sentence == told.sentence and told.sentence - asked.sentence <= 2
        if not near or not whole or part is None or percent is None or part > whole:
            continue
        if share.fact.start - told.fact.end > 40 or any(
            f.fact.fields.get("approx") for f in (asked, told, share)
        ):
            continue
        if abs(100 * part / whole - percent) > _POINTS:
            yield *_sentence(told), SHARE, as_written(asked.fact)


# A step -------------------------------------------------------------------------------------------


def _step(document: Document, told: list[Figure]) -> Iterator[Clash]:
    levels = [f for f in told if f.fact.fields.get("before") is not None and value_of(f.fact) is not None]
    steps = [
        f
        for f in told
        if f.fact.fields.get("change") and f.fact.fields.get("before") is None and value_of(f.fact)
    ]
    if len(levels) != 1 or len(steps) != 1:
        return
    level, step = levels[0].fact.fields, steps[0].fact.fields
    before, after, by = (
        float(level["before"]),
        value_of(levels[0].fact) or 0.0,
        value_of(steps[0].fact) or 0.0,
    )
    if step.get("unit") == "%" and level.get("unit") != "%" and before:
        wrong = abs(100 * abs(after - before) / before - by) > (5.0 if step.get("approx") else _POINTS)
    elif step.get("unit") == level.get("unit") and level.get("unit") != "%":
        wrong = abs(abs(after - before) - by) > (0.1 if step.get("approx") else 0.01) * max(by, 1.0)
    elif step.get("unit") == "percentage_points" and level.get("unit") == "%":
        wrong = abs(abs(after - before) - by) > 0.15
    else:
        return
    if wrong:
        yield *_sentence(levels[0]), STEP, as_written(levels[0].fact)


# Halves -------------------------------------------------------------------------------------------

_PAIRS = (("kvinn", "män"), ("kvinn", "man"), ("flick", "pojk"), ("tjej", "kill"), ("ja", "nej"))
_PART_OF = at_words(r"\b(?:av|bland) (?:de |dessa |totalt |sammanlagt |alla )*$")


def _halves(document: Document, told: list[Figure]) -> Iterator[Clash]:
    """ "Av 40 deltagare var 25 kvinnor och 18 män"."""
    for whole, a, b in zip(told, told[1:], told[2:], strict=False):
        total, one, other = (value_of(f.fact) for f in (whole, a, b))
        if total is None or one is None or other is None or any(_not_exact(f) for f in (whole, a, b)):
            continue
        if not _PART_OF.search(document.flat[max(0, whole.fact.start - 30) : whole.fact.start]):
            continue
        heads = [document.flat[f.fact.end : f.fact.end + 12].strip() for f in (a, b)]
        paired = any(
            (heads[0].startswith(x) and heads[1].startswith(y))
            or (heads[0].startswith(y) and heads[1].startswith(x))
            for x, y in _PAIRS
        )
        if paired and abs(one + other - total) > 0.001:
            yield *_sentence(whole), WHOLE, f"{as_written(a.fact)} + {as_written(b.fact)}"


def _not_exact(figure: Figure) -> bool:
    fields = figure.fact.fields
    return fields.get("unit") != "count" or any(
        fields.get(k) for k in ("approx", "change", "before", "total")
    )


_SPENT = at_words(
    r"\b(?:beviljat|beviljats|beviljade|fördelat|fördelats|utbetalat|utbetalats|betalats ut|betalat|använts|använt|förbrukat|förbrukats|intecknat|intecknade|uppbokat|utlånat)\b"
)
_LEFT = at_words(r"\b(?:återstår|kvar|återstående|outnyttjat|ofördelat)\b")
_WHOLE_SUM = at_words(
    r"\b(?:pott(?:en)?|ram(?:en)?|budget(?:en)?|anslag(?:et)?|avsatt|avsatta|totalt|omfattar|fått|tilldelats|har)\b"
)


def _of_a_whole(document: Document, figures: list[Figure]) -> Iterator[Clash]:
    """Granted and left against the pot, granted and refused against the applied, near each other."""
    for n, (a, b) in enumerate(pairwise(figures)):
        one, other = value_of(a.fact), value_of(b.fact)
        if one is None or other is None or a.clause.sentence is not b.clause.sentence:
            continue
        unit = a.fact.fields.get("unit")
        if unit != b.fact.fields.get("unit") or any(f.fact.fields.get("approx") for f in (a, b)):
            continue
        for whole in reversed(figures[max(0, n - 3) : n]):
            total = value_of(whole.fact)
            if total is None or whole.fact.fields.get("unit") != unit or a.sentence - whole.sentence > 2:
                continue
            if (
                whole.fact.fields.get("approx")
                or whole.clause.sentence.paragraph != a.clause.sentence.paragraph
            ):
                continue
            if (
                unit == "SEK"
                and _spent_and_left(document, whole, a, b)
                and abs(one + other - total) > 0.01 * total
            ) or (
                whole.stage == "applied"
                and {a.stage, b.stage} == {"approved", "refused"}
                and one + other > total
            ):
                yield *_sentence(a), WHOLE, as_written(whole.fact)
            break


def _spent_and_left(document: Document, whole: Figure, a: Figure, b: Figure) -> bool:
    begin, end = a.clause.sentence.start, a.clause.sentence.end
    first = document.flat[begin : b.fact.start]
    second = document.flat[a.fact.end : end]
    told = (_SPENT.search(first) and _LEFT.search(second)) or (_LEFT.search(first) and _SPENT.search(second))
    around = document.flat[max(0, whole.fact.start - 50) : whole.fact.end + 20]
    return bool(told) and _WHOLE_SUM.search(around) is not None


# A list -------------------------------------------------------------------------------------------

_OPENS_LIST = re.compile(r"(?: [\wåäö-]+){1,3}? ?(?::|\() ?(?:varav )?")
_BETWEEN = at_words(
    r" (?:[\wåäö-]+ )?(?:i|från|på|inom|till|hos) [\wåäö-]+(?: [\wåäö-]+)?(?:,| och| samt|, och) (?:de )?"
)
_NOT_ALL = at_words(r"\b(?:bland annat|bl\.?a|främst|framför allt|däribland|till exempel|t\.?ex|varav)\b")


def _list(document: Document, told: list[Figure]) -> Iterator[Clash]:
    whole, parts = told[0], told[1:]
    total = value_of(whole.fact)
    if total is None or len(parts) < 2 or any(_not_exact(f) for f in told):
        return
    flat = document.flat
    opened = _OPENS_LIST.fullmatch(flat, whole.fact.end, parts[0].fact.start)
    if opened is None or _NOT_ALL.search(flat, *_sentence(whole)):
        return
    if not all(_BETWEEN.fullmatch(flat, a.fact.end, b.fact.start) for a, b in pairwise(parts)):
        return
    if abs(sum(value_of(p.fact) or 0.0 for p in parts) - total) > 0.001:
        yield *_sentence(whole), LIST, " + ".join(as_written(p.fact) for p in parts)
