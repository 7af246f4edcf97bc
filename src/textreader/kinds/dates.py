# SPDX-License-Identifier: EUPL-1.2
"""All dates and periods: written-out days, months and years, and the relative ones.

``find`` tries the patterns of a trigger's class in order, joins and frames what they gave
(:mod:`date_joining`, :mod:`date_frames`), chooses the year and makes the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from textreader import days
from textreader.days import MONTHS
from textreader.kinds import periods
from textreader.kinds.date_core import Core, tense_at
from textreader.kinds.date_frames import frame
from textreader.kinds.date_joining import join
from textreader.kinds.date_roles import moved_days
from textreader.kinds.written_days import (
    DAY,
    DAYS_MONTH,
    DAYS_SLASH,
    MONTH_ALONE,
    day_and_month_slash,
    day_first,
    days_and_month_slash,
    days_of_month,
    is_christmas,
    iso,
    month,
)
from textreader.kinds.written_years import (
    DECADE,
    ONE_YEAR,
    YEAR_MONTH,
    YEARS,
    decade,
    one_year,
    year_month,
    years,
)
from textreader.model import Document, Fact
from textreader.rule import make
from textreader.tokens import Trigger

Pattern = tuple[str, re.Pattern[str], Callable[[re.Match[str], Document, str], list[Core]]]


def _whole_number(flat: str, start: int) -> bool:
    """Not the tail of a number, an identifier or a clock time."""
    if start == 0:
        return True
    before = flat[start - 1]
    if before.isalnum() or before in "_§":
        return False
    return not (before in ".,:/-" and start > 1 and flat[start - 2].isalnum() and flat[start - 2].isdigit())


NUMBER_PATTERNS: list[Pattern] = [
    ("date.iso", re.compile(r"((?:19|20)[0-9]{2})[.-]([0-9]{1,2})[.-]([0-9]{1,2})(?![0-9])"), iso),
    (
        "date.iso",
        re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])(?!-?[0-9]|[a-zåäö])"),
        iso,
    ),
    ("date.iso_slash", re.compile(r"((?:19|20)[0-9]{2})/([0-9]{2})/([0-9]{2})(?![0-9])"), iso),
    (
        "date.day_first",
        re.compile(rf"({DAY})[./]([01]?[0-9])[./ -]((?:20)?[0-9]{{2}})(?![0-9/:-]|\.[0-9])"),
        day_first,
    ),
    ("date.year_month", YEAR_MONTH, year_month),
    ("date.decade", DECADE, decade),
    ("date.years", YEARS, years),
    ("date.day_month", DAYS_MONTH, days_of_month),
    ("date.slash", DAYS_SLASH, days_and_month_slash),
    (
        "date.slash",
        re.compile(rf"({DAY})/(0?[1-9]|1[0-2])(?![0-9]|,[0-9])(?:[ /-]((?:20)[0-9]{{2}})(?![0-9:]))?"),
        day_and_month_slash,
    ),
    ("date.year", ONE_YEAR, one_year),
]


def _from_number(trigger: Trigger, document: Document, done: int) -> list[Core]:
    flat = document.flat
    after_date = done == trigger.start - 1 and flat[done] in "-/"
    if not after_date and not _whole_number(flat, trigger.start):
        return []
    for name, pattern, build in NUMBER_PATTERNS:
        if (match := pattern.match(flat, trigger.start)) and (cores := build(match, document, name)):
            return cores
    return periods.forward_at(trigger, document)


_MONTH_WORDS = frozenset(form for month in MONTHS for form in (month, month + "s"))


def find(document: Document) -> list[Fact]:
    """All dates and periods of a text."""
    cores: list[Core] = []
    claimed = sorted([(f.start, f.end) for f in document.of_kind("link")] + document.claimed)
    claim = 0
    done = 0
    for trigger in document.triggers:
        while claim < len(claimed) and claimed[claim][1] <= trigger.start:
            claim += 1
        if trigger.start < done or (claim < len(claimed) and claimed[claim][0] <= trigger.start):
            continue
        if trigger.word[0].isdigit():
            found = _from_number(trigger, document, done)
        elif trigger.word in _MONTH_WORDS and not is_christmas(document, trigger):
            match = MONTH_ALONE.match(document.flat, trigger.start)
            found = month(match, document, "date.month") if match else []
            if (
                found
                and document.flat[trigger.start - 1 : trigger.start] in ("/", "-")
                and not cores_end_at(cores, trigger.start - 1)
            ):
                found = (
                    found if document.flat[max(0, trigger.start - 2) : trigger.start - 1].isspace() else []
                )
        else:
            found = periods.match_at(trigger, document)
        if found:
            cores += found
            done = max(core.end for core in found)
    return _facts(document, join(cores, document))


def cores_end_at(cores: list[Core], place: int) -> bool:
    """Does the last core end here?"""
    return bool(cores) and cores[-1].end == place


def _facts(document: Document, cores: list[Core]) -> list[Fact]:
    facts: list[Fact] = []
    for core in cores:
        _trim(document, core)
        framed = frame(core, document)
        if framed is None:
            continue
        tense = (
            tense_at(document, framed.start, framed.end)
            if framed.spans is None and framed.year is None and not framed.free
            else 0
        )
        span = framed.resolve(document.reference_date, tense)
        if span is None:
            continue
        facts.append(_fact(document, framed, span))
    return moved_days(document, facts)


def _trim(document: Document, core: Core) -> None:
    """The full stop after "maj" ends the sentence, the one after "sept" the abbreviation."""
    if document.flat[core.end - 1] == "." and (
        word := re.search(r"([a-zåäö]+)\.$", document.flat[max(0, core.end - 12) : core.end])
    ):
        if len(word[1]) > 4 or word[1] in ("maj", "juni", "juli", "mars"):
            core.end -= 1


def _fact(document: Document, core: Core, span: days.Span) -> Fact:
    first: date | None = span[0]
    last: date | None = span[1]
    if core.open_to:
        last = None
    if core.open_from:
        first = None
    fields: dict[str, object] = {
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "grain": core.grain,
    }
    if core.weekday is not None and core.weekday != span[0].weekday():
        fields |= {"doubt": True, "doubt_because": "weekday"}
    return make(document, "date", core.start, core.end, core.rule, **(fields | core.fields))
