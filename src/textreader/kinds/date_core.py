# SPDX-License-Identifier: EUPL-1.2
"""A day or period as it is written, and the year that it means.

Patterns give a :class:`Core`, which may lack its year. Cores are joined and framed first ("11
juni-10 september", "efter sommaren"); only then is the year chosen: the one nearest the reference
date that fits the tense of the words around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from textreader import days
from textreader.days import Span
from textreader.kinds.heads import is_head
from textreader.model import Document
from textreader.words import lexicon, words_pattern

PAST, FUTURE, PERHAPS_AHEAD = -1, 1, 2


@dataclass(slots=True)
class Core:
    """What one pattern understood.

    ``span(year)`` gives the days in a year, None where the calendar has none; ``year`` is set when
    it is written. ``spans`` is set when nothing has to be chosen. ``lean`` overrules the tense, ``default`` stands in
    where the clause has none, ``joined`` tells that it runs from one day to another, ``free`` leaves the tense of the clause aside. ``grain`` is one of day, week,
    month, season, quarter, half, year, term, turn, holiday, decade, other.
    """

    start: int
    end: int
    rule: str
    grain: str
    span: Callable[[int], Span | None] | None = None
    year: int | None = None
    spans: Span | None = None
    order: int = 0
    lean: int = 0
    default: int = 0
    weekday: int | None = None
    open_from: bool = False
    open_to: bool = False
    free: bool = False
    joined: bool = False
    fields: dict[str, Any] = field(default_factory=dict)

    def resolve(self, reference: date, tense: int) -> Span | None:
        """First and last day, with the year chosen where none is written."""
        if self.spans is not None:
            return self.spans
        if self.span is None:
            return None
        if self.year is not None:
            return self.span(self.year)
        slack = 30 if self.lean else 100 if tense == PERHAPS_AHEAD else 0
        if tense == PAST and not self.lean and self.grain in ("day", "week"):
            slack = 60
        return nearest(self.span, reference, self.lean or min(tense, FUTURE) or self.default, slack)


def nearest(span: Callable[[int], Span | None], reference: date, tense: int, slack: int = 0) -> Span | None:
    """The span nearest the reference date that the tense allows; ahead when two are as near.

    Words of the future are weak: what ended at most ``slack`` days ago is meant rather than what
    lies most of a year ahead ("prognosen från mars" written in June). A bare day of most of a year
    ago is as unlikely where the same day lies near ahead.
    """
    chosen, away = _nearest(span, reference, tense)
    if tense and away > 200:
        other, near = _nearest(span, reference, FUTURE if tense == PAST else 0)
        if near <= slack:
            return other
    return chosen


def _nearest(span: Callable[[int], Span | None], reference: date, tense: int) -> tuple[Span | None, int]:
    best: tuple[int, int] | None = None
    chosen: Span | None = None
    for year in range(reference.year - 2, reference.year + 3):
        days_of_year = span(year)
        if days_of_year is None:
            continue
        first, last = days_of_year
        if (tense == PAST and first > reference) or (tense == FUTURE and last < reference):
            continue
        away = 0
        if first > reference:
            away = (first - reference).days
        elif last < reference:
            away = (reference - last).days
        # Without any tense a report rather looks back.
        rank = (away + (away // 8 if first > reference and tense == 0 else 0), first < reference)
        if best is None or rank < best:
            best, chosen = rank, days_of_year
    return chosen, best[0] if best else 10_000


_WORDS = lexicon("dates")
_TENSE = re.compile(
    "(?P<future>" + words_pattern(_WORDS["future"]) + ")|(?P<past>" + words_pattern(_WORDS["past"])
    + r"|(?<!\w)\w{3,20}(?:ade|ades|dde|ddes|nkte)(?!\w))"
)  # fmt: skip
_CLAUSE_END = re.compile(r"[.!?;](?=\s)|\n[ \t]*(?=\n|[-•*–]|[0-9]+\.)")
_WEAK = frozenset(_WORDS["weak_future"])
_REACH_BACK, _REACH_ON = 110, 70


#: "har", up to four words, and what has been done.
_SUPINE = re.compile(
    r"(?: {1,5}[\wåäö-]+){0,4}? {1,5}(?!(?:ett|det|nytt|något|annat|allt|sitt|vårt|inte|just|fast)(?!\w))[a-zåäö]{2,}(?:t|ts)(?!\w)"
)


def _inside_sentence(document: Document, place: int, left: int, right: int) -> tuple[int, int]:
    """The window cut to the sentence around a place, where the text has been cut into sentences."""
    index = bisect_right(document.sentences, place, key=lambda s: s.start) - 1
    if index < 0 or document.sentences[index].end <= place:
        return left, right
    sentence = document.sentences[index]
    return max(left, sentence.start), min(right, sentence.end)


def tense_at(document: Document, start: int, end: int) -> int:
    """PAST, FUTURE, PERHAPS_AHEAD or 0, by the nearest telling word of the clause around a place."""
    flat = document.flat
    left_edge, right_edge = max(0, start - _REACH_BACK), min(len(flat), end + _REACH_ON)
    left_edge, right_edge = _inside_sentence(document, start, left_edge, right_edge)
    for stop in _CLAUSE_END.finditer(document.lowered, left_edge, start):
        left_edge = stop.end()
    if stop_on := _CLAUSE_END.search(document.lowered, end, right_edge):
        right_edge = stop_on.start()
    best, tense = 10_000, 0
    for hit in _TENSE.finditer(flat, left_edge, right_edge):
        if hit.start() < end and hit.end() > start:
            continue
        if (
            hit["past"]
            and hit[0].endswith("ade")
            and re.search(r"(?:är|blir|de|våra|[0-9]) {1,3}$", flat[max(0, hit.start() - 6) : hit.start()])
        ):
            continue  # a participle: "företagen är intervjuade"
        if hit["past"] and hit[0].endswith("ade") and is_head(hit[0]):
            continue  # people: "korttidspermitterade"
        if hit[0] == "har" and not _SUPINE.match(flat, hit.end(), right_edge):
            continue  # what one has now: "kursen har platser kvar, start 21 oktober"
        # A word after the day tells less than one before it, and less still behind a comma.
        away = start - hit.end() if hit.end() <= start else (hit.start() - end) * 3 + 4
        if hit.start() >= end and "," in flat[end : hit.start()]:
            break
        if away < best:
            best = away
            if hit["past"] and hit.end() <= start and " att " in flat[hit.end() : start]:
                tense = PERHAPS_AHEAD  # "har beslutat att hålla en övning den 22 april"
                continue
            tense = PAST if hit["past"] else PERHAPS_AHEAD if hit["future"] in _WEAK else FUTURE
    return tense


def by_month_and_day(month: int, day_of_month: int) -> Callable[[int], Span | None]:
    """The days of a date without year."""

    def span(year: int) -> Span | None:
        when = days.day(year, month, day_of_month)
        return None if when is None else (when, when)

    return span


def weekday_near(reference: date, weekday: int, weeks: int) -> Span:
    """That weekday in the week ``weeks`` from the reference date's."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=weeks)
    when = monday + timedelta(days=weekday)
    return when, when


def interval(first: Core, last: Core, rule: str) -> Core:
    """From the first day of one to the last day of the other; the year of the last one rules."""
    lent = first.year

    def span(year: int) -> Span | None:
        to = last.spans or (last.span(year) if last.span else None)
        if to is None:
            return None
        if first.spans:
            begin: Span | None = first.spans
        elif first.span is None:
            return None
        elif lent is not None:
            begin = first.span(lent)
        else:
            begin = first.span(to[1].year)
            if begin is None or begin[0] > to[1]:
                begin = first.span(to[1].year - 1)
        if begin is None or begin[0] > to[1]:
            return None
        return begin[0], to[1]

    year = last.year
    if year is None and lent is not None and last.spans is None and first.spans is None:
        year = lent + (last.order < first.order)
    fixed = first.spans is not None and last.spans is not None
    core = Core(
        first.start, last.end, rule, first.grain, span=span, year=year, order=last.order,
        lean=first.lean or last.lean,
    )  # fmt: skip
    if fixed:
        core.spans = span(0)
        if core.spans is None:
            core.spans, core.span = last.spans, None
    core.fields = {**last.fields, **first.fields}
    core.joined = True
    return core
