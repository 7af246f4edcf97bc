# SPDX-License-Identifier: EUPL-1.2
"""When a thing is due: the day that the clause itself sets, and no other day that stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left

from textreader.clauses import Clause, Word
from textreader.model import Fact
from textreader.patterns import at_words

Days = tuple[str | None, str | None]
NO_DAY: Days = (None, None)

_AT_MEETING = re.compile(
    r"\b(till|t|vid|på|inför|innan|före) (?:vårt |gruppens |dialogens )?nästa (?:möte|gång|dialogmöte|träff|näringslivsdialog|avstämning)"
)
_RELATIVE = at_words(r"\b(?:som|där|vilket|vilka|när|enligt|sedan)\b(?! (?:mest|helst))")
_FRAME = at_words(r"(?:under|inom ramen för|för|från) $")
_WILL = at_words(r"\b(?:kommer|ska|skall|planerar|avser)\b(?:.(?!\bplan))*? under $")
#: What stands between the days of a list.
_LISTED = re.compile(
    r" ?(?:,|och|samt|&|\+|resp\.?|respektive|, ?(?:och )?)? ?(?:den )?(?:(?:mån|tis|ons|tors?|fre|lör|sön)\w* )?"
)
#: The day that a paper is from says nothing of what is done with it.
_JUST_PAST = re.compile(r"i (?:\w+s|går|förrgår)$|igår|förra|förrförra|i går|häromdagen")
_WHAT_IS_SETTLED = re.compile(r"^-$|\b(?:om|att|till|en|ett|ny|nytt|nya|på)\b")
_AHEAD_OF = at_words(r"\binför (?:\w+ )?$")
_ATTRIBUTE = at_words(
    r"(?:vår|sommar|höst|vinter|vecka|månad|år|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?:ens|ns|s)"
)
_FROM_THAT_DAY = at_words(r"\b(?:från|av|daterad|per) (?:mötet )?(?:den )?$")


def due_days(
    clause: Clause,
    dates: list[Fact],
    starts: list[int],
    today: str,
    next_meeting: str | None,
    *,
    ahead: bool = False,
) -> Days:
    """The first and last day that a clause sets, from the facts of kind date.

    The day stands at the head of the clause or after its verb; in a relative clause or inside the
    subject it belongs to something else. With ``ahead`` a day without year lies ahead, whatever
    the tense ("beslutade om en träff den 4 maj"). Habits have no day.
    """
    if clause.has("habit"):
        return _until(clause, dates, starts, today)
    meeting = _AT_MEETING.search(clause.flat)
    if meeting:
        before = meeting.group(1) in ("till", "t", "inför", "innan", "före")
        return (None if before else next_meeting), next_meeting
    finite = clause.finite()
    main = clause.words[finite] if finite is not None else None
    ahead = ahead or (main is not None and "past" not in main.tags and main.low not in ("har", "hade"))
    relative = _RELATIVE.search(clause.flat)
    chosen: Days | None = None
    last = 0
    for fact in dates[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]:
        at = clause.at(fact.start)
        if relative and 0 < relative.start() < at:
            break
        days = _days_of(fact, clause, at, main, today, ahead)
        if days is None:
            continue
        if chosen is None or _within(days, chosen):
            chosen = days  # "under hösten okt/nov": the narrower one
        elif days[0] is chosen[0] is None and days[1] and chosen[1] and days[1] < chosen[1]:
            chosen = days  # "före jul, senast 20/12"
        elif days[1] and chosen[1] and days[1] > chosen[1] and _LISTED.fullmatch(clause.flat, last, at):
            chosen = chosen[0], days[1]  # "den 11, 12 och 13 februari"
        last = clause.at(fact.end)
    return chosen or NO_DAY


def _until(clause: Clause, dates: list[Fact], starts: list[int], today: str) -> Days:
    """A habit is due on no day, but it may have an end ("varannan vecka t.o.m. mars")."""
    for fact in dates[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]:
        until = fact.fields.get("to")
        if fact.fields.get("from") is None and until is not None and until >= today:
            return None, until
    return NO_DAY


def _within(inner: Days, outer: Days) -> bool:
    if inner[0] is None or inner[1] is None or outer[0] is None or outer[1] is None:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _days_of(fact: Fact, clause: Clause, at: int, main: Word | None, today: str, ahead: bool) -> Days | None:
    """The days of a date when it can be what the clause is due on."""
    verb_start = main.start if main is not None else clause.start
    if fact.start < verb_start and len(clause.flat[:at].split()) > 2:
        return None
    fields = fact.fields
    if any(fields.get(mark) for mark in ("fuzzy", "anaphoric", "superseded", "cancelled")):
        return None
    if fields.get("role") == "closes" or fact.text.lower().startswith(("dagens", "idag", "i dag")):
        return None
    since, until = fields.get("from"), fields.get("to")
    if since == until and until is not None and until < today and _FROM_THAT_DAY.search(clause.flat[:at]):
        return None
    if _AHEAD_OF.search(clause.flat[:at]) or fact.text.lower().startswith("inför"):
        return None
    if (
        clause.flat[clause.at(fact.end) :][:2].strip("-").isalpha()
        and clause.flat[clause.at(fact.end)] == "-"
    ):
        return None  # "jan-mötet"
    if _ATTRIBUTE.fullmatch(fact.text.lower()) and fact.start > clause.start:
        return None  # "vinterns bokningsläge"
    if until is None and since is not None and since < today:
        return None  # "sedan den 20 oktober"
    if until is not None and until < today:
        return _lying_ahead(fact, clause, at, main, today) if ahead else None
    whole_year = since is not None and until is not None and since[5:] == "01-01" and until[5:] == "12-31"
    if whole_year and _FRAME.search(clause.flat[max(0, at - 20) : at]) and not _WILL.search(clause.flat[:at]):
        return None  # the year of a budget or a plan
    return since, until


def _lying_ahead(fact: Fact, clause: Clause, at: int, main: Word | None, today: str) -> Days | None:
    """A day without year that was read as past, taken as the next one of its name."""
    since, until = fact.fields.get("from"), fact.fields.get("to")
    after_verb = main is not None and main.end <= fact.start
    just_when = clause.flat[clause.at(main.end) : at].strip() if main and after_verb else "-"
    if just_when in ("", "den", "i", "redan den", "den här") or _JUST_PAST.match(fact.text.lower()):
        return None  # the day it was done
    told_of_past = main is not None and ("past" in main.tags or main.low in ("har", "hade"))
    if told_of_past and not _WHAT_IS_SETTLED.search(just_when):
        return None
    if since is None or until is None or re.search(r"\d{4}", fact.text) or " att " in clause.flat[at:]:
        return None  # the day it was settled, not the day that was settled
    since, until = _next_year(since), _next_year(until)
    return (since, until) if until >= today else None


def _next_year(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}".replace("-02-29", "-02-28")
