# SPDX-License-Identifier: EUPL-1.2
"""Days and periods told from the day of writing: "imorgon", "om en månad", "nästa onsdag"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from textreader import days
from textreader.days import WEEKDAYS, Span
from textreader.kinds.date_core import FUTURE, PAST, Core, weekday_near
from textreader.kinds.period_words import NUMBER, G, fixed, number, unit_name
from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import alternatives


def days_on(offset: int) -> Callable[[re.Match[str], Document, str], list[Core]]:
    def build(match: re.Match[str], document: Document, rule: str) -> list[Core]:
        when = document.reference_date + timedelta(days=offset)
        return fixed(match, rule, "day", (when, when))

    return build


def today(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    cores = days_on(0)(match, document, rule)
    if match[0].startswith("dagens"):
        cores[0].fields["fuzzy"] = True
    return cores


def ahead(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "om 3 månader" is that day, "inom två veckor" the time until then."""
    count, unit = number(match["n"]), unit_name(match["unit"])
    when = days.add(document.reference_date, count, unit)
    if match[0].startswith("inom"):
        return fixed(match, rule, "other", (document.reference_date, when))
    if match["m"]:
        last = days.add(document.reference_date, number(match["m"]), unit)
        return fixed(match, rule, "day", (when, max(when, last)))
    return fixed(match, rule, "day", (when, when), horizon_length=f"{count} {unit}")


def ago(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "för två år sedan" is that calendar year, "för tre veckor sedan" that day; never exact."""
    count, unit = number(match["n"]), unit_name(match["unit"])
    when = days.add(document.reference_date, -count, unit)
    span = days.year_span(when.year) if unit == "year" else (when, when)
    return fixed(match, rule, "year" if unit == "year" else "day", span, fuzzy=True)


_BACKWARD = ("sista", "senaste", "gångna", "föregående", "förra", "tidigare")


def window(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "de sista 4 veckorna", "de kommande tolv månaderna", "det senaste året"."""
    unit = unit_name(match["unit"])
    count = number(match["n"]) if match["n"] else 1
    here = document.reference_date
    back = match["way"] in _BACKWARD
    if not match["n"]:
        # "senaste året" is twelve months, "sista dagen" the end of something else.
        if match["way"] == "sista" or match["unit"].endswith(
            ("orna", "erna", "åren", "artalen", "agarna", "ygnen")
        ):
            return []
        if (
            match["unit"] in ("år", "dag", "månad", "vecka", "kvartal", "halvår")
            and match["way"] != "nästkommande"
        ):
            return []
    other = days.add(here, -count if back else count, unit)
    fuzzy = {"fuzzy": True} if match["hedge"] else {}
    return fixed(match, rule, "other", (other, here) if back else (here, other), **fuzzy)


def forward(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    return fixed(match, rule, "other", (here, days.add(here, number(match["n"]), unit_name(match["unit"]))))


_STEP = {
    "nästa": 1,
    "nästkommande": 1,
    "kommande": 1,
    "förra": -1,
    "föregående": -1,
    "gångna": -1,
    "förrförra": -2,
}


_COUNTED_BEFORE = re.compile(rf"(?:[0-9]|tal|(?<!\w){NUMBER}|gånger)(?:{G}[a-zåäö]+){{0,2}}{G}$")


def whole_unit(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "nästa vecka", "förra året", "denna månad": the whole calendar unit."""
    if match[0].startswith("i ") and _COUNTED_BEFORE.search(
        document.flat, max(0, match.start() - 40), match.start()
    ):
        return []  # "3 ärenden i veckan" is a rate
    way, unit = match["way"], unit_name(match["unit"])
    if way == "kommande" and unit in ("year",):
        return []
    if match["unit"].endswith(("orna", "erna", "åren")):
        return []
    step = _STEP.get(way, 0)
    when = days.add(document.reference_date, step, unit)
    if way == "gångna" and unit == "week":
        # Written on a Monday the week gone by has just ended; at its end it is the present one.
        when = document.reference_date - timedelta(days=4)
    if unit == "day":
        return []
    return fixed(match, rule, unit, days.unit_span(when, unit))


def unit_before(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "fg mån", "fg år" in short notes."""
    unit = {"v": "week", "m": "month", "å": "year", "k": "quarter"}[match["unit"][0]]
    when = days.add(document.reference_date, -1, unit)
    return fixed(match, rule, unit, days.unit_span(when, unit))


def year_word(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match[0]
    step = 0
    if "förrfjol" in word or "förfjol" in word or "förrförra" in word:
        step = -2
    elif "fjol" in word or word.startswith(("förra", "föregående")):
        step = -1
    elif word.startswith("näst"):
        step = 1
    return fixed(match, rule, "year", days.year_span(document.reference_date.year + step))


def this_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "under året", "resten av året", "årets slut"."""
    here = document.reference_date
    left = document.flat[max(0, match.start() - 16) : match.start()]
    if match[0] == "året" and re.search(r"(?<!\w)om {1,5}$", left):
        return []  # "9 GWh om året" is a rate
    if re.search(r"(?<!\w)(?:och|eller) slutet av $|(?:första|andra|tredje|varje|hela|samma|sista) $", left):
        return []
    first, last = days.year_span(here.year)
    if match[0].startswith("resten") or match[0].endswith(" ut"):
        return fixed(match, rule, "other", (here, last))
    mod = {"mod": "end"} if "slut" in match[0] else {"mod": "start"} if "början" in match[0] else {}
    return fixed(match, rule, "year", (first, last), **mod)


def sofar_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    unit = "month" if match["unit"].startswith("mån") else "week"
    span = days.unit_span(here, unit)
    mod = {"mod": "end"} if match["mod"].startswith("slut") else {"mod": "start"}
    return fixed(match, rule, unit, span, **mod)


def weekday(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "på onsdag" lies ahead, "i onsdags" behind, "nästa onsdag" in next week; else by tense."""
    here = document.reference_date
    bare = match["day"]
    past = bare.endswith("s") and bare not in WEEKDAYS and not bare.endswith("ens")
    name = re.sub(r"(?:ens?|s)$", "", bare) if bare not in WEEKDAYS else bare
    if name not in WEEKDAYS:
        return []
    weekday = WEEKDAYS[name]
    left = document.flat[max(0, match.start() - 12) : match.start()]
    if re.search(r"(?:varje|varannan|alla|var|vissa|en) {1,3}$", left):
        return []
    short = len(bare) <= 4 and not _SHORT_DAY.match(document.flat, match.start("day") + len(bare))
    if short and not (_UNTIL_DAY.search(left) and _DAY_ENDS.match(document.flat, match.end())):
        return []
    core = Core(match.start(), match.end(), rule, "day", weekday=None)
    way = match["way"] or ""
    if way.startswith(("näst", "kommande")):
        step = 1 if way.startswith("näst") else 0
        core.spans = weekday_near(here, weekday, step) if step else next_weekday(here, weekday)
    elif way.startswith("förra"):
        core.spans = weekday_near(here, weekday, -1)
    elif past:
        core.spans = last_weekday(here, weekday)
        core.fields["relative"] = "past"
    else:
        core.rule = "date.weekday"
        ahead, behind = next_weekday(here, weekday), last_weekday(here, weekday)
        if match["pa"]:
            core.spans = ahead
        else:
            core.spans = None

            def span(year: int) -> Span | None:
                if year == here.year:
                    return ahead
                return behind if year == here.year - 1 else None

            core.span = span
            core.default = FUTURE
            if bare.endswith("ens"):
                told = _TOLD_OF.match(document.flat, match.end())
                core.lean = FUTURE if told else PAST
    core.weekday = weekday
    core.order = weekday
    return [core]


#: "torsdagens dialog" is rather the next one, "torsdagens besked" the last.
_TOLD_OF = re.compile(
    r" {1,5}[a-zåäö]*(?:möte|mötet|dialog|dialogen|träff|avstämning|workshop|seminarium|sammanträde|frukost|webbinarium|presentation|dragning|konferens|mässa|agenda|program)(?!\w)"
)
#: "t.o.m. fre", "senast tors": a short day with a word before it.
_UNTIL_DAY = at_words(r"(?<!\w)(?:t\.? ?o\.? ?m\.?|tom|till|på|senast|före|innan|fr\.?o\.?m\.?|nästa|ses) $")
_DAY_ENDS = re.compile(r" {0,2}(?:[.,;:!?)]|$|kl(?!\w)|[0-9]{1,2}[.:]|v(?:ecka)? ?[0-9])")
_SHORT_DAY = re.compile(
    r"\.?,? {0,2}(?:den |d\.? ?)?[0-9]{1,2}(?:/[0-9]| {1,2}(?:" + alternatives(days.MONTHS) + r")(?!\w)|:e)"
)


def next_weekday(here: date, weekday: int) -> Span:
    when = here + timedelta(days=(weekday - here.weekday() - 1) % 7 + 1)
    return when, when


def last_weekday(here: date, weekday: int) -> Span:
    when = here - timedelta(days=(here.weekday() - weekday - 1) % 7 + 1)
    return when, when


def weekend(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    saturday = here + timedelta(days=(5 - here.weekday()) % 7)

    def span(year: int) -> Span | None:
        if year == here.year:
            return saturday, saturday + timedelta(days=1)
        return (saturday - timedelta(days=7), saturday - timedelta(days=6)) if year == here.year - 1 else None

    return [Core(match.start(), match.end(), rule, "other", span, default=FUTURE)]
