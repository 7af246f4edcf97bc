# SPDX-License-Identifier: EUPL-1.2
"""Dates that stand side by side: one interval of "11 juni" and "10 september", or two days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from textreader.days import Span
from textreader.kinds.date_core import Core, interval
from textreader.model import Document
from textreader.patterns import at_words

G = " {1,5}"
O = " {0,3}"  # noqa: E741
TOM = rf"(?:till{G}och{G}med|t{O}\.?{O}o{O}\.?{O}m(?:\.|(?!\w))|tom(?!\w))"

_RANGE = re.compile(rf"{O}-{{1,2}}{O}|{G}(?:fram{G})?till{G}(?:den{G})?|,?{G}{TOM}{G}(?:den{G})?|{O}/{O}")
_AND = re.compile(
    rf"(?:{G}(?:och|samt|&|eller|respektive|resp\.?){G}|,{G}|{O}/{O})(?:den{G}|under{G}|i{G}|till{G})?"
)
_BESIDE = re.compile(rf",?{O}(?:\(|den{G}|d\.?{G}|i{G}|,{O})?")
_BETWEEN = at_words(rf"(?<!\w)mellan{G}(?:den{G})?$")
_MOVED = at_words(
    r"(?<!\w)(?:flytta\w*|skjut\w*|sköt\w*|senarel\w+|tidigarel\w+|ändra\w*|framflytta\w*|förskj\w+|ombokad?\w*)(?!\w)"
)
_CALENDAR = {"day", "week", "month", "quarter", "half", "season", "year", "holiday", "turn", "term"}
_AND_SIGNS = ("och", "o", "&", "/", "-")
_NEIGHBOURS = {"month": 1, "season": 1, "quarter": 1, "half": 1, "week": 1}


def join(cores: list[Core], document: Document) -> list[Core]:
    """Put together what stands side by side, from the right so that a year lends itself leftwards."""
    joined: list[Core] = []
    for core in reversed(cores):
        if not joined:
            joined.append(core)
            continue
        after = joined[-1]
        between = document.flat[core.end : after.start] if after.start - core.end < 24 else ""
        pair = _pair(core, after, between, document) if between else None
        if pair is None:
            joined.append(core)
        else:
            for part in (core, after):
                document.lost(part.start, part.end, f"del av {document.text[pair.start : pair.end]!r}")
            joined[-1] = pair
    joined.reverse()
    return joined


def _pair(core: Core, after: Core, between: str, document: Document) -> Core | None:
    """One core for both, or None where they stay two (the year may still have been lent)."""
    if both := _same_day(core, after, between, document):
        return both
    if core.grain not in _CALENDAR or after.grain not in _CALENDAR:
        return None
    if core.rule == "date.holiday" and after.grain == "turn" and between.strip() in _AND_SIGNS:
        return interval(core, after, "date.interval")  # "över jul och nyår"
    if _RANGE.fullmatch(between) and not core.open_to and not after.open_from:
        if _is_move(core, document):
            core.fields["superseded"] = True
            _lend(core, after)
            return None
        if between.strip() == "/" and core.grain != "month":
            return None
        if core.grain == "year" and after.grain != "year":
            return None
        return interval(core, after, "date.interval")
    if not _AND.fullmatch(between):
        return None
    left = document.flat[max(0, core.start - 16) : core.start]
    if _BETWEEN.search(left) and " och " in between:
        return interval(core, after, "date.interval")
    _lend(core, after)
    if core.grain == after.grain and core.grain in _NEIGHBOURS and "eller" not in between:
        if _adjoining(core, after):
            return interval(core, after, "date.adjoining")
    return None


def _is_move(core: Core, document: Document) -> bool:
    left = document.flat[max(0, core.start - 60) : core.start]
    return bool(_MOVED.search(left)) and bool(re.search(rf"från{G}(?:den{G})?$", left))


def _lend(core: Core, after: Core) -> None:
    """The year of the last in a list holds for those before it."""
    if core.spans is None and core.year is None and after.year is not None and after.spans is None:
        if core.grain in ("day", "month", "quarter", "half", "week", "season"):
            core.year = after.year - (core.order > after.order)


def _adjoining(core: Core, after: Core) -> bool:
    """Does the one end the day before the other begins?"""
    for year in (after.year or 2023,):
        first = core.spans or (core.span(core.year or year) if core.span else None)
        last = after.spans or (after.span(year) if after.span else None)
        if first and last and first[1] + timedelta(days=1) == last[0]:
            return True
        if first and core.span and last and core.year is None:
            earlier = core.span(year - 1)
            if earlier and earlier[1] + timedelta(days=1) == last[0]:
                return True
    return False


def _same_day(core: Core, after: Core, between: str, document: Document) -> Core | None:
    """A weekday beside its date ("onsdag den 17 juni", "imorgon tisdag", "tisdag nästa vecka")."""
    if not _BESIDE.fullmatch(between):
        return None
    if core.rule.startswith("date.weekday") and after.grain == "day" and core.weekday is not None:
        if after.rule.startswith("date.weekday") or (between.strip() == "," and after.weekday is not None):
            return None
        return replace(after, start=core.start, weekday=core.weekday, rule=after.rule)
    if core.rule.startswith("date.weekday") and after.grain == "week" and core.weekday is not None:
        number = core.weekday

        def in_week(year: int) -> Span | None:
            week = after.spans or (after.span(year) if after.span else None)
            if week is None:
                return None
            when = week[0] + timedelta(days=number)
            return when, when

        fixed = in_week(0) if after.spans else None
        return replace(
            after, start=core.start, grain="day", span=in_week, spans=fixed, rule="date.weekday_in_week"
        )
    if after.rule == "date.weekday" and core.grain == "day" and after.weekday is not None:
        if between.strip() in ("", "(") and core.weekday is None and after.lean == 0:
            return replace(core, end=after.end, weekday=after.weekday)
    return None
