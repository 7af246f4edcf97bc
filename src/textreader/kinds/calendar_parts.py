# SPDX-License-Identifier: EUPL-1.2
"""Parts of the calendar: weeks, quarters, terms, turns of the year, holidays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from textreader import days
from textreader.days import WEEKDAYS, Span
from textreader.kinds.date_core import FUTURE, Core, by_month_and_day
from textreader.kinds.period_words import NTH, ORDINALS, G, O, fixed, number
from textreader.kinds.written_days import DAYS_MONTH, month_number, year_after
from textreader.model import Document
from textreader.patterns import at_words


def weeks(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "v 10-16", "vecka 34", "veckorna 46 och 47"."""
    first, last = int(match["a"]), int(match["b"] or match["a"])
    if not 1 <= first <= 53 or not 1 <= last <= 53:
        return []
    year, end = year_after(document, match.end())
    link = (match["link"] or "").strip()
    if link == "," and (
        last <= first
        or re.match(
            rf"{G}(?!och|samt|i |på |är )[a-zåäö]{{3,}}", document.flat[match.end() : match.end() + 12]
        )
    ):
        return [week_core(match.start(), match.end("a"), rule, first, first, None)]  # "v 45, 24 sökte"
    if link in ("och", "samt", ",", "&") and last != first + 1:
        apart = [week_core(match.start(), match.end("a"), rule, first, first, year)]
        return [*apart, week_core(match.start("b"), end, rule, last, last, year)]
    return [week_core(match.start(), end, rule, first, last, year)]


def week_core(start: int, end: int, rule: str, first: int, last: int, year: int | None) -> Core:
    def span(of_year: int) -> Span | None:
        begin = days.week_span(of_year, first)
        to = days.week_span(of_year + (last < first), last)
        return (begin[0], to[1]) if begin and to else None

    return Core(start, end, rule, "week", span, year, order=first)


def short_week(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "v2634" is week 34 of 2026."""
    year, week = 2000 + int(match[1]), int(match[2])
    return fixed(match, rule, "week", days.week_span(year, week))


def quarter(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    def at(word: str) -> int:
        return int(word[0]) if word[0].isdigit() else ORDINALS[word]

    first = at(match["a"])
    last = at(match["b"]) if match["b"] else first
    if not 1 <= first <= last <= 4 or re.match(
        rf"{G}i{G}(?:rad|följd)", document.flat[match.end() : match.end() + 8]
    ):
        return []
    year, end = year_of_part(document, match.end())
    span = quarters(first, last)
    return [Core(match.start(), end, rule, "quarter", span, year, order=first)]


def quarters(first: int, last: int) -> Callable[[int], Span | None]:
    return lambda year: days.months_span(year, 3 * first - 2, 3 * last)


_PART_YEAR = re.compile(
    rf"(?:{G}|[-/]|{O})(?:av{G}|under{G}|i{G})?(?:år{G})?('?(?:20)?[0-9]{{2}})(?![0-9:%]|[.,][0-9]|{O}(?:%|procent|kr|mkr))"
)
_PART_YEAR_WORD = re.compile(rf"{G}(?:i{G}år|i{G}fjol|ifjol|förra{G}året|nästa{G}år|samma{G}år)(?!\w)")


def year_of_part(document: Document, end: int) -> tuple[int | None, int]:
    """The year of a quarter or half-year, also "Q3-26" and "tredje kvartalet i år"."""
    flat, here = document.flat, document.reference_date
    if found := _PART_YEAR.match(flat, end):
        digits = found[1].lstrip("'")
        glued = flat[end : end + 1] != " " or found[1].startswith("'")
        if len(digits) == 4 or (glued and 15 <= int(digits) <= 40):
            year = int(digits) if len(digits) == 4 else 2000 + int(digits)
            if 1900 <= year <= 2100:
                return year, found.end()
    if found := _PART_YEAR_WORD.match(flat, end):
        words = found[0]
        if "samma" in words:
            return None, end
        step = -1 if "fjol" in words or "förra" in words else 1 if "näst" in words else 0
        return here.year + step, found.end()
    return None, end


def half(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match["a"]
    half = 1 if word in ("första", "1", "1:a", "h1") else 2
    year, end = year_of_part(document, match.end())
    return [Core(match.start(), end, rule, "half", lambda y: days.half_span(y, half), year, order=half)]


def tertial(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match["a"] or match["b"]
    third = int(word[0]) if word[0].isdigit() else ORDINALS.get(word, 0)
    if not 1 <= third <= 3:
        return []
    year, end = year_of_part(document, match.end())
    return [
        Core(match.start(), end, rule, "other", lambda y: days.months_span(y, 4 * third - 3, 4 * third), year)
    ]


def of_the_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "årets tredje kvartal", "årets första fem månader"."""
    year = document.reference_date.year - ("fjol" in match[0] or "förra" in match[0])
    if (of := match.groupdict().get("of")) and of[0].isdigit():
        year = int(of)
    nth, unit = ORDINALS[match["nth"]], match["unit"]
    if unit.startswith("kvartal") and match["m"] and nth == 1:
        return fixed(match, rule, "other", quarters(1, min(4, number(match["m"])))(year))
    if unit.startswith("kvartal") and not match["n"]:
        return fixed(match, rule, "quarter", days.quarter_span(year, nth))
    if unit.startswith("halvår") and not match["n"]:
        return fixed(match, rule, "half", days.half_span(year, 2 if nth != 1 else 1))
    if unit.startswith("månad"):
        count = min(12, number(match["n"] or match["m"] or "en"))
        span = days.months_span(year, 1, count) if nth == 1 else days.months_span(year, 13 - count, 12)
        return fixed(match, rule, "other", span) if match["nth"] in ("första", "sista") else []
    return []


def term(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    autumn = match["term"].startswith("h")
    year, end = year_of_part(document, match.end())
    if len(match["term"]) == 2 and year is None:
        if short := re.compile(rf"{O}'?([2-3][0-9])(?![0-9])").match(document.flat, match.end()):
            year, end = 2000 + int(short[1]), short.end()
        else:
            return []
    months = (8, 12) if autumn else (1, 6)
    core = Core(match.start(), end, rule, "term", lambda y: days.months_span(y, *months), year)
    return [core]


def turn(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """The turn of the year, the half-year or a month: the last day and the first."""
    flat = document.flat
    word = match[0]
    if word.startswith("månadsskiftet"):
        if not match["m1"]:
            last = days.month_span(document.reference_date.year, document.reference_date.month)[1]
            return [Core(match.start(), match.end(), rule, "turn", spans=(last, last + timedelta(days=1)))]

        first = month_number(match["m1"])
        month = first if match["m2"] else 12 if first == 1 else first - 1
        year, end = year_after(document, match.end())

        def turn_of_month(of_year: int) -> Span | None:
            last = days.month_span(of_year - (1 if month == 12 and not match["m2"] else 0), month)[1]
            return last, last + timedelta(days=1)

        return [Core(match.start(), end, rule, "turn", turn_of_month, year)]
    if word.startswith("halvår"):
        year, end = year_after(document, match.end())
        return [Core(match.start(), end, rule, "turn", lambda y: (date(y, 6, 30), date(y, 7, 1)), year)]
    if pair := re.compile(rf"{G}((?:19|20)[0-9]{{2}}){O}[-/]{O}((?:20)?[0-9]{{2}})(?![0-9])").match(
        flat, match.end()
    ):
        year = int(pair[1])
        return [
            Core(match.start(), pair.end(), rule, "turn", spans=(date(year, 12, 31), date(year + 1, 1, 1)))
        ]
    return [
        Core(
            match.start(),
            match.end(),
            rule,
            "turn",
            lambda y: (date(y, 12, 31), date(y + 1, 1, 1)),
            default=FUTURE,
        )
    ]


_HOLIDAYS = (
    "nationaldagen", "midsommarafton", "höstlovet", "trettondagsafton", "kristi himmelsfärdshelg",
    "kristi himmelsfärd", "påskveckan", "påsklovet", "trettond", "trettonhelg", "midsommar", "påsk", "jul",
    "pingst", "valborg", "lucia",
)  # fmt: skip
_AT_CHRISTMAS = at_words(
    r"(?<!\w)(?:före|innan|efter|till|över|under|vid|inför|kring|runt|i|på|för|sedan|mot|och) {1,3}$"
)


def holiday(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """A holiday; the next one, unless the last is hardly over."""
    word = " ".join(match["day"].split())
    if (
        word == "jul"
        and document.flat[match.end() : match.end() + 3] not in ("/ny", "-ny")
        and not _AT_CHRISTMAS.search(document.flat, max(0, match.start() - 8), match.start())
    ):
        return []
    name = next((n for n in _HOLIDAYS if word.startswith(n)), "allhelgona")
    grain = "day" if name in ("nationaldagen", "midsommarafton") else "holiday"
    year, end = year_after(document, match.end())
    here = document.reference_date
    just_gone = any(0 < (here - days.holiday_span(name, y)[1]).days < 60 for y in (here.year - 1, here.year))
    core = Core(match.start(), end, rule, grain, lambda y: days.holiday_span(name, y), year)
    core.default = 0 if just_gone or grain == "day" else FUTURE
    return [core]


def nth_in_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "första måndagen i maj", "sista veckan i augusti"."""

    month = month_number(match["month"])
    nth = 5 if match["nth"] == "sista" else ORDINALS[match["nth"]]
    what = match["what"]
    year, end = year_after(document, match.end())

    def span(of_year: int) -> Span | None:
        first, last = days.month_span(of_year, month)
        if what.startswith("veck"):
            # The week that has its Thursday in the month belongs to it.
            thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (nth - 1))
            return days.week_of(thursday if thursday <= last else thursday - timedelta(days=7))
        weekday = WEEKDAYS[re.sub(r"ens?$", "", what)]
        begin = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        while begin > last:
            begin -= timedelta(days=7)
        return begin, begin

    return [
        Core(
            match.start(),
            end,
            rule,
            "day" if not what.startswith("veck") else "week",
            span,
            year,
            order=month * 40,
        )
    ]


def edge_of_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "den sista augusti", "första maj": the last or the first day of a month."""
    month_of_year = month_number(match["month"])
    year, end = year_after(document, match.end())
    last = match["edge"].startswith("sist")

    def span(of_year: int) -> Span | None:
        when = days.month_span(of_year, month_of_year)[last]
        return when, when

    return [Core(match.start(), end, rule, "day", span, year, order=month_of_year * 40)]


def nth_of_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "den tredje september", "tjugofemte maj"."""
    month_of_year, day_of_month = month_number(match["month"]), NTH[match["nth"]]
    year, end = year_after(document, match.end())
    span = by_month_and_day(month_of_year, day_of_month)
    if span(2024) is None:
        return []
    return [Core(match.start(), end, rule, "day", span, year, order=month_of_year * 40 + day_of_month)]


def named_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    first = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    last = match["z"]
    if not last:
        return fixed(match, rule, "year", days.year_span(first))
    if match["word"].startswith("läs"):
        return fixed(match, rule, "other", (date(first, 7, 1), date(first + 1, 6, 30)))
    return fixed(match, rule, "years", (date(first, 1, 1), date(first + 1, 12, 31)))


def day_in_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "den 15:e" alone: the one nearest in the sense of the clause."""
    if DAYS_MONTH.match(document.flat, match.start("d")):
        return []  # "den 3, 10 och 17 maj": the month stands last
    number_of_day = int(match["d"])
    here = document.reference_date
    step = (
        {"nästa": 1, "denna": 0, None: None}[match["way"]]
        if match["way"] in ("nästa", "denna", None)
        else None
    )

    def span(index: int) -> Span | None:
        base = days.add_months(here.replace(day=1), index - here.year)
        when = days.day(base.year, base.month, number_of_day)
        return (when, when) if when else None

    if step is not None:
        return fixed(match, rule, "day", span(here.year + step))
    return [Core(match.start(), match.end(), rule, "day", span)]
