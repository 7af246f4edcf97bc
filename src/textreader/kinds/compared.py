# SPDX-License-Identifier: EUPL-1.2
"""Figures made ready to be compared: the clause each stands in, its words, its stage and its time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from textreader.clauses import Clause, clauses_in, clauses_of
from textreader.model import Document, Fact, Sentence
from textreader.owners import Owners, owners_of
from textreader.patterns import at_words

STAGE_WORDS = (
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
_ANY_STAGE = at_words("|".join(pattern.pattern for _, pattern in STAGE_WORDS))
GENERIC = frozenset(
    "återstår återstående kvar uppgår personer företag anställda stycken antal kronor procent länet kommunen antalet andel andelen alla totalt kommer finns varit under efter också inom enligt bland cirka drygt ungefär närmare knappt över minst nästan jämfört största störst många vilket detta dessa deras sedan något några mellan olika".split()
)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[  ]\d{3})+(?![\w])|(?<![\w.,/-])\d+(?:,\d+)?(?![\w/])")


@dataclass(slots=True)
class Figure:
    fact: Fact
    clause: Clause
    sentence: int
    words: frozenset[str]
    stage: str | None
    times: frozenset[tuple[str | None, str | None]]


def figures_of(document: Document) -> list[Figure]:
    clauses = [c for sentence in clauses_of(document) for c in sentence]
    clauses = sorted([*clauses, *_headings(document)], key=lambda c: c.start)
    starts = [c.start for c in clauses]
    order = {c.sentence.start: n for n, c in enumerate(clauses)}
    owners = owners_of(document)
    out: list[Figure] = []
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
            if len(w.low) > 4 and w.low not in GENERIC and not w.low[0].isdigit() and not w.tags & {"stative"}
        )
        out.append(
            Figure(
                fact,
                clause,
                order[clause.sentence.start],
                words,
                _stage(clause, fact),
                _times(owners, clause),
            )
        )
    return out


def _headings(document: Document) -> Iterator[Clause]:
    """Headings that hold a figure: no sentences, but their figures can clash."""
    for section in document.sections:
        if section.heading_end > section.heading_start and section.role in ("title", "topic"):
            if any(c.isdigit() for c in section.heading) and any(c.isalpha() for c in section.heading):
                yield from clauses_in(document.flat, Sentence(section.heading_start, section.heading_end, -1))


def _stage(clause: Clause, fact: Fact) -> str | None:
    """The stage whose word stands nearest the figure."""
    if not _ANY_STAGE.search(clause.flat):
        return None
    at = clause.at(fact.start)
    best: tuple[int, str] | None = None
    for name, pattern in STAGE_WORDS:
        for match in pattern.finditer(clause.flat):
            distance = min(abs(match.start() - at), abs(match.end() - at))
            if best is None or distance < best[0]:
                best = (distance, name)
    if best is not None and best[1] == "applied" and re.search(r"\bansökningar\b", clause.flat):
        # "47 ansökningar beviljats": the noun tells less than the verb
        stages = [name for name, pattern in STAGE_WORDS[1:4] if pattern.search(clause.flat)]
        if len(stages) == 1 and len(_NUMBER.findall(clause.flat)) == 1:
            return stages[0]
    return best[1] if best is not None and best[0] < 60 else None


def value_of(fact: Fact) -> float | None:
    value = fact.fields.get("value")
    return float(value) if value is not None else None


def times_differ(a: Figure, b: Figure) -> bool:
    return bool(b.times) and a.times != b.times


def _times(owners: Owners, clause: Clause) -> frozenset[tuple[str | None, str | None]]:
    a, b = bisect_left(owners.date_starts, clause.start), bisect_left(owners.date_starts, clause.end)
    return frozenset((d.fields.get("from"), d.fields.get("to")) for d in owners.dates[a:b])


def as_written(fact: Fact) -> str:
    return " ".join(fact.text.split())


def same_head(a: str, b: str) -> bool:
    """The same word, one the last part of the other, or neither says what is counted."""
    if a in GENERIC or b in GENERIC:
        return (a in GENERIC and b in GENERIC) or "återst" in a + b or "kvar" in (a, b)
    return a[:5] == b[:5] or (min(len(a), len(b)) > 4 and (a.endswith(b[:-1]) or b.endswith(a[:-1])))


def head_of(figure: Figure) -> str:
    return str(figure.fact.fields.get("of") or "").lower()


def places_in(document: Document, clause: Clause) -> frozenset[str]:
    """Capitalised words of the clause after its first word, and "kommunen"."""
    said = document.text[clause.start : clause.end]
    names = re.findall(r"(?<=[\wåäö,] )[A-ZÅÄÖ][\wåäö-]+", said)
    return frozenset(n.rstrip("s") for n in names)
