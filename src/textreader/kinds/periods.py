# SPDX-License-Identifier: EUPL-1.2
"""Days and periods told from the day of writing: weekdays, weeks, quarters, seasons, "om en månad".

:func:`match_at` is called by :mod:`dates` for every trigger that is a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from textreader import days
from textreader.days import SEASONS, WEEKDAYS, Span
from textreader.kinds.date_core import FUTURE, PAST, Core, weekday_near
from textreader.kinds.dates import year_after
from textreader.model import Document
from textreader.tokens import NUMBER_WORDS, Trigger
from textreader.words import alternatives

G = " {1,5}"
O = " {0,3}"  # noqa: E741
_NUMBER = r"(?:[0-9]{1,3}|" + alternatives([w for w, n in NUMBER_WORDS.items() if n <= 120]) + "|en|ett)(?!\\w)"
_HEDGE = rf"(?:(?:ca|cirka|c:a|drygt|dryga|knappt|knappa|närmare|nästan|ungefär|omkring|minst|högst|upp{G}till|ytterligare|en|cirka){G})?"
_UNIT = r"(?P<unit>dagar(?:na|nas)?|dag(?:en)?|dygn(?:et|en)?|veckor(?:na|nas)?|veck(?:an|a)|månader(?:na|nas)?|månad(?:en|ens)?|mån|kvartal(?:en|et)?|halvår(?:en|et)?|åre[nt]s?|år)(?!\w)"
_UNITS = (("dag", "day"), ("dygn", "day"), ("veck", "week"), ("mån", "month"), ("kvartal", "quarter"), ("halvår", "half"), ("år", "year"))
_QUARTERS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def unit_name(word: str) -> str:
    """day, week, month, quarter, half or year for a Swedish unit of time in any inflection."""
    return next(name for stem, name in _UNITS if word.startswith(stem))


def number(word: str) -> int:
    """The value of digits or a numeral; "en" is 1 before a unit of time."""
    if word.isdigit():
        return int(word)
    return 1 if word in ("en", "ett") else NUMBER_WORDS[word]


def _fixed(match: re.Match[str], rule: str, grain: str, span: Span | None, **fields: Any) -> list[Core]:
    if span is None:
        return []
    return [Core(match.start(), match.end(), rule, grain, spans=span, fields=fields)]


def _days_on(offset: int) -> Callable[[re.Match[str], Document, str], list[Core]]:
    def build(match: re.Match[str], document: Document, rule: str) -> list[Core]:
        when = document.reference_date + timedelta(days=offset)
        return _fixed(match, rule, "day", (when, when))

    return build


def _today(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    cores = _days_on(0)(match, document, rule)
    if match[0].startswith("dagens"):
        cores[0].fields["fuzzy"] = True
    return cores


def _ahead(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "om 3 månader" is that day, "inom två veckor" the time until then."""
    count, unit = number(match["n"]), unit_name(match["unit"])
    when = days.add(document.reference_date, count, unit)
    if match[0].startswith("inom"):
        return _fixed(match, rule, "other", (document.reference_date, when))
    if match["m"]:
        last = days.add(document.reference_date, number(match["m"]), unit)
        return _fixed(match, rule, "day", (when, max(when, last)))
    return _fixed(match, rule, "day", (when, when), horizon_length=f"{count} {unit}")


def _ago(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "för två år sedan" is that calendar year, "för tre veckor sedan" that day; never exact."""
    count, unit = number(match["n"]), unit_name(match["unit"])
    when = days.add(document.reference_date, -count, unit)
    span = days.year_span(when.year) if unit == "year" else (when, when)
    return _fixed(match, rule, "year" if unit == "year" else "day", span, fuzzy=True)


_BACKWARD = ("sista", "senaste", "gångna", "föregående", "förra", "tidigare")


def _window(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "de sista 4 veckorna", "de kommande tolv månaderna", "det senaste året"."""
    unit = unit_name(match["unit"])
    count = number(match["n"]) if match["n"] else 1
    here = document.reference_date
    back = match["way"] in _BACKWARD
    if not match["n"]:
        # "senaste året" is twelve months, "sista dagen" the end of something else.
        if match["way"] == "sista" or match["unit"].endswith(("orna", "erna", "åren", "artalen", "agarna", "ygnen")):
            return []
        if match["unit"] in ("år", "dag", "månad", "vecka", "kvartal", "halvår") and match["way"] != "nästkommande":
            return []
    other = days.add(here, -count if back else count, unit)
    fuzzy = {"fuzzy": True} if match["hedge"] else {}
    return _fixed(match, rule, "other", (other, here) if back else (here, other), **fuzzy)


def _forward(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    return _fixed(match, rule, "other", (here, days.add(here, number(match["n"]), unit_name(match["unit"]))))


_STEP = {"nästa": 1, "nästkommande": 1, "kommande": 1, "förra": -1, "föregående": -1, "gångna": -1, "förrförra": -2}


_COUNTED_BEFORE = re.compile(rf"(?:[0-9]|tal|(?<!\w){_NUMBER}|gånger)(?:{G}[a-zåäö]+){{0,2}}{G}$")


def _whole_unit(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "nästa vecka", "förra året", "denna månad": the whole calendar unit."""
    if match[0].startswith("i ") and _COUNTED_BEFORE.search(document.flat, max(0, match.start() - 40), match.start()):
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
    return _fixed(match, rule, unit, days.unit_span(when, unit))


def _unit_before(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "fg mån", "fg år" in short notes."""
    unit = {"v": "week", "m": "month", "å": "year", "k": "quarter"}[match["unit"][0]]
    when = days.add(document.reference_date, -1, unit)
    return _fixed(match, rule, unit, days.unit_span(when, unit))


def _year_word(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match[0]
    step = 0
    if "förrfjol" in word or "förfjol" in word or "förrförra" in word:
        step = -2
    elif "fjol" in word or word.startswith(("förra", "föregående")):
        step = -1
    elif word.startswith("näst"):
        step = 1
    return _fixed(match, rule, "year", days.year_span(document.reference_date.year + step))


def _this_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "under året", "resten av året", "årets slut"."""
    here = document.reference_date
    left = document.flat[max(0, match.start() - 16) : match.start()]
    if re.search(r"(?<!\w)(?:och|eller) slutet av $|(?:första|andra|tredje|varje|hela|samma|sista) $", left):
        return []
    first, last = days.year_span(here.year)
    if match[0].startswith("resten") or match[0].endswith(" ut"):
        return _fixed(match, rule, "other", (here, last))
    mod = {"mod": "end"} if "slut" in match[0] else {"mod": "start"} if "början" in match[0] else {}
    return _fixed(match, rule, "year", (first, last), **mod)


def _sofar_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    unit = "month" if match["unit"].startswith("mån") else "week"
    span = days.unit_span(here, unit)
    mod = {"mod": "end"} if match["mod"].startswith("slut") else {"mod": "start"}
    return _fixed(match, rule, unit, span, **mod)


def _weekday(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "på onsdag" lies ahead, "i onsdags" behind, "nästa onsdag" in next week; else by tense."""
    here = document.reference_date
    bare = match["day"]
    past = bare.endswith("s") and bare not in WEEKDAYS and match["i"] is not None
    name = re.sub(r"(?:ens?|s)$", "", bare) if bare not in WEEKDAYS else bare
    if name not in WEEKDAYS:
        return []
    weekday = WEEKDAYS[name]
    left = document.flat[max(0, match.start() - 12) : match.start()]
    if re.search(r"(?:varje|varannan|alla|var|vissa|en) {1,3}$", left):
        return []
    if len(bare) <= 4 and not _SHORT_DAY.match(document.flat, match.start("day") + len(bare)):
        return []
    core = Core(match.start(), match.end(), rule, "day", weekday=None)
    way = match["way"] or ""
    if way.startswith("näst") or way.startswith("kommande"):
        step = 1 if way.startswith("näst") else 0
        core.spans = weekday_near(here, weekday, step) if step else _next_weekday(here, weekday)
    elif way.startswith("förra"):
        core.spans = weekday_near(here, weekday, -1)
    elif past:
        core.spans = _last_weekday(here, weekday)
        core.fields["relative"] = "past"
    else:
        core.rule = "date.weekday"
        ahead, behind = _next_weekday(here, weekday), _last_weekday(here, weekday)
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
    core.weekday = weekday
    core.order = weekday
    return [core]


_SHORT_DAY = re.compile(r"\.?,? {0,2}(?:den |d\.? ?)?[0-9]{1,2}(?:/[0-9]| {1,2}(?:" + alternatives(days.MONTHS) + r")(?!\w)|:e)")


def _next_weekday(here: date, weekday: int) -> Span:
    when = here + timedelta(days=(weekday - here.weekday() - 1) % 7 + 1)
    return when, when


def _last_weekday(here: date, weekday: int) -> Span:
    when = here - timedelta(days=(here.weekday() - weekday - 1) % 7 + 1)
    return when, when


def _weekend(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    here = document.reference_date
    saturday = here + timedelta(days=(5 - here.weekday()) % 7)

    def span(year: int) -> Span | None:
        if year == here.year:
            return saturday, saturday + timedelta(days=1)
        return (saturday - timedelta(days=7), saturday - timedelta(days=6)) if year == here.year - 1 else None

    return [Core(match.start(), match.end(), rule, "other", span, default=FUTURE)]


def _weeks(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "v 10-16", "vecka 34", "veckorna 46 och 47"."""
    first, last = int(match["a"]), int(match["b"] or match["a"])
    if not 1 <= first <= 53 or not 1 <= last <= 53:
        return []
    year, end = year_after(document, match.end())
    link = (match["link"] or "").strip()
    if link in ("och", "samt", ",", "&") and last != first + 1:
        apart = [_week_core(match.start(), match.end("a"), rule, first, first, year)]
        return [*apart, _week_core(match.start("b"), end, rule, last, last, year)]
    return [_week_core(match.start(), end, rule, first, last, year)]


def _week_core(start: int, end: int, rule: str, first: int, last: int, year: int | None) -> Core:
    def span(of_year: int) -> Span | None:
        begin = days.week_span(of_year, first)
        to = days.week_span(of_year + (last < first), last)
        return (begin[0], to[1]) if begin and to else None

    return Core(start, end, rule, "week", span, year, order=first)


def _short_week(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "v2634" is week 34 of 2026."""
    year, week = 2000 + int(match[1]), int(match[2])
    return _fixed(match, rule, "week", days.week_span(year, week))


def _quarter(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    def at(word: str) -> int:
        return int(word[0]) if word[0].isdigit() else _QUARTERS[word]

    first = at(match["a"])
    last = at(match["b"]) if match["b"] else first
    if not 1 <= first <= last <= 4 or re.match(rf"{G}i{G}(?:rad|följd)", document.flat[match.end() : match.end() + 8]):
        return []
    year, end = _year_of_part(document, match.end())
    span = _quarters(first, last)
    return [Core(match.start(), end, rule, "quarter", span, year, order=first)]


def _quarters(first: int, last: int) -> Callable[[int], Span | None]:
    return lambda year: days.months_span(year, 3 * first - 2, 3 * last)


_PART_YEAR = re.compile(rf"(?:{G}|[-/]|{O})(?:av{G}|under{G}|i{G})?(?:år{G})?('?(?:20)?[0-9]{{2}})(?![0-9:%]|[.,][0-9]|{O}(?:%|procent|kr|mkr))")
_PART_YEAR_WORD = re.compile(rf"{G}(?:i{G}år|i{G}fjol|ifjol|förra{G}året|nästa{G}år|samma{G}år)(?!\w)")


def _year_of_part(document: Document, end: int) -> tuple[int | None, int]:
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


def _half(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match["a"]
    half = 1 if word in ("första", "1", "1:a", "h1") else 2
    year, end = _year_of_part(document, match.end())
    return [Core(match.start(), end, rule, "half", lambda y: days.half_span(y, half), year, order=half)]


def _tertial(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match["a"] or match["b"]
    third = int(word[0]) if word[0].isdigit() else _QUARTERS.get(word, 0)
    if not 1 <= third <= 3:
        return []
    year, end = _year_of_part(document, match.end())
    return [Core(match.start(), end, rule, "other", lambda y: days.months_span(y, 4 * third - 3, 4 * third), year)]


def _of_the_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "årets tredje kvartal", "årets första fem månader"."""
    year = document.reference_date.year - (1 if "fjol" in match[0] else 0)
    nth, unit = _QUARTERS[match["nth"]], match["unit"]
    if unit.startswith("kvartal") and not match["n"]:
        return _fixed(match, rule, "quarter", days.quarter_span(year, nth))
    if unit.startswith("halvår") and not match["n"]:
        return _fixed(match, rule, "half", days.half_span(year, 2 if nth != 1 else 1))
    if unit.startswith("månad") and nth == 1:
        return _fixed(match, rule, "other", days.months_span(year, 1, min(12, number(match["n"] or "en"))))
    return []


def _season_of(word: str) -> str:
    return next(name for name in SEASONS if word[:3] == name[:3])


def _season(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "hösten 2026", "sommarmånaderna", "vintern 2025/26"."""
    season = _season_of(match["season"])
    if pair := re.compile(rf"{G}((?:19|20)[0-9]{{2}})[-/]((?:20)?[0-9]{{2}})(?![0-9])").match(document.flat, match.end()):
        if season == "vinter" and int(pair[2]) % 100 == (int(pair[1]) + 1) % 100:
            return [Core(match.start(), pair.end(), rule, "season", spans=days.season_span(int(pair[1]), season))]
    year, end = year_after(document, match.end())
    shift = 1 if season == "vinter" else 0

    def span(of_year: int) -> Span | None:
        return days.season_span(of_year - shift, season)

    return [Core(match.start(), end, rule, "season", span, year, order=SEASONS[season][0] % 12)]


def _season_near(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "i sommar" is the one now or next, "i våras" the one that was."""
    word = match["season"]
    past = word.endswith("as")
    season = _season_of(word)
    if word == "vår" and not _ENDS_PHRASE.match(document.flat, match.end()):
        return []
    core = Core(match.start(), match.end(), rule, "season", lambda y: days.season_span(y, season))
    core.lean = PAST if past else FUTURE
    core.order = SEASONS[season][0] % 12
    if past and core.span is not None:
        # "i våras" said in May is still the spring that runs; said in summer it has ended.
        core.fields["relative"] = "past"
    return [core]


_ENDS_PHRASE = re.compile(
    rf" {{0,3}}(?:[.,;:!?)]|$|-|(?:och|men|för|att|med|till|på|kommer|ska|har|är|blir|när|som|då|så|innan|efter|kan|sker|startar|väntas|inför|samt)(?!\w))|{O}\n"
)


def _term(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    autumn = match["term"].startswith("h")
    year, end = _year_of_part(document, match.end())
    if len(match["term"]) == 2 and year is None:
        if short := re.compile(rf"{O}'?([2-3][0-9])(?![0-9])").match(document.flat, match.end()):
            year, end = 2000 + int(short[1]), short.end()
        else:
            return []
    months = (8, 12) if autumn else (1, 6)
    core = Core(match.start(), end, rule, "term", lambda y: days.months_span(y, *months), year)
    return [core]


def _turn(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """The turn of the year, the half-year or a month: the last day and the first."""
    flat = document.flat
    word = match[0]
    if word.startswith("månadsskiftet"):
        if not match["m1"]:
            last = days.month_span(document.reference_date.year, document.reference_date.month)[1]
            return [Core(match.start(), match.end(), rule, "turn", spans=(last, last + timedelta(days=1)))]
        from textreader.kinds.dates import month_number

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
    if pair := re.compile(rf"{G}((?:19|20)[0-9]{{2}}){O}[-/]{O}((?:20)?[0-9]{{2}})(?![0-9])").match(flat, match.end()):
        year = int(pair[1])
        return [Core(match.start(), pair.end(), rule, "turn", spans=(date(year, 12, 31), date(year + 1, 1, 1)))]
    return [Core(match.start(), match.end(), rule, "turn", lambda y: (date(y, 12, 31), date(y + 1, 1, 1)), default=FUTURE)]


def _holiday(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match["day"]
    if word == "nationaldagen":
        return [Core(match.start(), match.end(), rule, "day", lambda y: (date(y, 6, 6), date(y, 6, 6)))]
    if word == "midsommarafton":
        return [Core(match.start(), match.end(), rule, "day", lambda y: (days.holiday_span("midsommar", y)[0],) * 2)]
    names = ("midsommar", "påsk", "jul", "pingst", "valborg", "lucia", "kristi himmelsfärd")
    name = next((n for n in names if word.startswith(n)), "allhelgona")
    if name == "jul" and word == "jul" and not re.search(r"(?:före|innan|efter|till|över|under|vid|inför|kring|runt|i|på|för|sedan|mot|och) {1,3}$", document.flat[max(0, match.start() - 8) : match.start()]):
        return []
    year, end = year_after(document, match.end())
    return [Core(match.start(), end, rule, "holiday", lambda y: days.holiday_span(name, y), year, default=FUTURE)]


def _nth_in_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "första måndagen i maj", "sista veckan i augusti"."""
    from textreader.kinds.dates import month_number

    month = month_number(match["month"])
    nth = 5 if match["nth"] == "sista" else _QUARTERS[match["nth"]]
    what = match["what"]
    year, end = year_after(document, match.end())

    def span(of_year: int) -> Span | None:
        first, last = days.month_span(of_year, month)
        if what.startswith("veck"):
            weeks = days.week_of(last) if nth == 5 else days.week_of(first + timedelta(days=7 * (nth - 1)))
            return weeks
        weekday = WEEKDAYS[re.sub(r"ens?$", "", what)]
        begin = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        while begin > last:
            begin -= timedelta(days=7)
        return begin, begin

    return [Core(match.start(), end, rule, "day" if not what.startswith("veck") else "week", span, year, order=month * 40)]


def _named_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    first = int(match["y"])
    last = match["z"]
    if not last:
        return _fixed(match, rule, "year", days.year_span(first))
    if match["word"].startswith("läs"):
        return _fixed(match, rule, "other", (date(first, 7, 1), date(first + 1, 6, 30)))
    return _fixed(match, rule, "years", (date(first, 1, 1), date(first + 1, 12, 31)))


def _day_in_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "den 15:e" alone: the one nearest in the sense of the clause."""
    number_of_day = int(match["d"])
    here = document.reference_date
    step = {"nästa": 1, "denna": 0, None: None}[match["way"]] if match["way"] in ("nästa", "denna", None) else None

    def span(index: int) -> Span | None:
        base = days.add_months(here.replace(day=1), index - here.year)
        when = days.day(base.year, base.month, number_of_day)
        return (when, when) if when else None

    if step is not None:
        return _fixed(match, rule, "day", span(here.year + step))
    return [Core(match.start(), match.end(), rule, "day", span)]


def _w(*words: str) -> frozenset[str]:
    return frozenset(words)


_MONTHS_ALT = "(?:" + alternatives(days.MONTHS) + r")\.?(?!\w)"
_DAY_NAME = "(?:" + alternatives(WEEKDAYS) + ")(?:en|ens|s)?"
_WAY = r"(?P<way>nästa|nästkommande|kommande|förra|föregående|denna|detta|innevarande|gångna|förrförra)"
_Rule = tuple[str, frozenset[str], re.Pattern[str], Callable[[re.Match[str], Document, str], list[Core]]]


def _rule(name: str, words: frozenset[str], pattern: str, build: Any) -> _Rule:
    return name, words, re.compile(pattern), build


_DAY_WORDS = frozenset(WEEKDAYS) | {d + s for d in WEEKDAYS if len(d) > 4 for s in ("en", "ens", "s")}

PATTERNS: list[_Rule] = [
    _rule("date.today", _w("idag", "i", "dagens"), rf"(?:idag|i{G}dag|dagens|i{G}(?:em|fm|eftermiddag|förmiddag|kväll|natt|morse))(?!\w)", _today),
    _rule("date.today", _w("ikväll"), r"ikväll(?!\w)", _days_on(0)),
    _rule("date.tomorrow", _w("imorgon", "imorn", "i", "morgondagens"), rf"(?:imorgon|imorn|i{G}morgon|i{G}morn|morgondagens?)(?!\w)", _days_on(1)),
    _rule("date.yesterday", _w("igår", "i", "gårdagens", "gårdagen"), rf"(?:igår|i{G}går|gårdagens?)(?!\w)", _days_on(-1)),
    _rule("date.two_days", _w("i"), rf"i{G}övermorgon(?!\w)", _days_on(2)),
    _rule("date.two_days", _w("i"), rf"i{G}förr?går(?!\w)", _days_on(-2)),
    _rule("date.ahead", _w("om", "inom"), rf"(?:om|inom){G}{_HEDGE}(?P<n>{_NUMBER})(?:{O}(?:-|eller|till|à|á){O}(?P<m>{_NUMBER}))?{O}{_UNIT}(?!{G}sedan)", _ahead),
    _rule("date.ago", _w("för"), rf"för{G}{_HEDGE}(?P<n>{_NUMBER}){O}{_UNIT}{G}(?:sedan|sen)(?!\w)", _ago),
    _rule("date.year_word", _w("i", "ifjol", "iår", "fjolåret", "fjolårets", "fjolår", "fjol", "förra", "föregående", "nästa", "nästkommande"),
          rf"(?:i{G}år|iår|i{G}f[jö]r?r?fjol|i{G}fjol|ifjol|fjolår(?:ets?)?|fjol|förra{G}årets?|föregående{G}årets?|nästa{G}års?|nästkommande{G}år)(?!\w)", _year_word),
    _rule("date.window", _w("de", "den", "det", "sista", "senaste", "närmaste", "närmsta", "kommande", "nästkommande", "gångna"),
          rf"(?:de[nt]?{G})?(?P<way>sista|senaste|närmaste|närmsta|kommande|nästkommande|gångna|föregående){G}(?P<hedge>(?:dryga?|knappa?|cirka|ca|närmare|nästan|ungefär){G})?(?:(?P<n>{_NUMBER}){O})?{_UNIT}", _window),
    _rule("date.unit", _w("nästa", "nästkommande", "kommande", "förra", "föregående", "denna", "detta", "innevarande", "gångna", "den", "det"),
          rf"(?:de[nt]{G})?{_WAY}{G}{_UNIT}", _whole_unit),
    _rule("date.unit", _w("fg", "f"), rf"(?:fg|f\.g)\.?{G}(?P<way>)(?P<unit>v(?:ecka)?|mån(?:ad)?|år|kv(?:artal)?)\.?(?!\w)", _unit_before),
    _rule("date.this_unit", _w("den", "det"), rf"de[nt]{G}här{G}(?P<way>){_UNIT}", _whole_unit),
    _rule("date.this_unit", _w("i"), rf"i{G}(?P<way>)(?P<unit>veckan|månaden)(?!\w|{G}(?:innan|före|efter))", _whole_unit),
    _rule("date.unit", _w("veckan", "månaden"), rf"(?P<unit>veckan|månaden){G}som{G}(?:gick|gått|har{G}gått|var)(?P<way>)(?!\w)",
          lambda m, d, r: _fixed(m, r, unit_name(m["unit"]), days.unit_span(days.add(d.reference_date, -1, unit_name(m["unit"])), unit_name(m["unit"])))),
    _rule("date.of_the_year", _w("årets", "fjolårets"), rf"(?:årets|fjolårets){G}(?P<nth>första|andra|tredje|fjärde|sista){G}(?:(?P<n>{_NUMBER}){G})?(?P<unit>kvartal|halvår|månad(?:er)?)(?!\w)", _of_the_year),
    _rule("date.this_year", _w("årets"), rf"årets{G}(?:slut|början)(?!\w)", _this_year),
    _rule("date.this_year", _w("resten", "året"), rf"(?:resten{G}av{G}året|året{G}ut|året)(?!\w|{G}(?:innan|före|därpå|efter|om|runt))", _this_year),
    _rule("date.year_word", _w("årets"), r"årets(?!\w)", _year_word),
    _rule("date.weekday_near", _w("i"), rf"(?P<i>i){G}(?P<way>)(?P<pa>)(?P<day>(?:måndags|tisdags|onsdags|torsdags|fredags|lördags|söndags))(?!\w)", _weekday),
    _rule("date.weekday_near", _w("nästa", "förra", "kommande", "nästkommande", "i"), rf"(?P<i>)(?P<pa>)(?:i{G})?(?P<way>nästa|förra|kommande|nästkommande){G}(?P<day>{_DAY_NAME})(?!\w)", _weekday),
    _rule("date.nth_in_month", _w("första", "andra", "tredje", "fjärde", "sista"), rf"(?P<nth>första|andra|tredje|fjärde|sista){G}(?P<what>veckan?|(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en)?){G}(?:i|av){G}(?P<month>{_MONTHS_ALT})", _nth_in_month),
    _rule("date.weekday", _DAY_WORDS, rf"(?P<i>)(?P<way>)(?P<pa>)(?P<day>{_DAY_NAME})(?!\w)\.?", _weekday),
    _rule("date.weekend", _w("helgen"), r"helgen(?!\w)", _weekend),
    _rule("date.short_week", _w("v"), rf"v\.?{O}([2-3][0-9])([0-5][0-9])(?![0-9])", _short_week),
    _rule("date.week", _w("v", "vecka", "veckan", "veckorna"),
          rf"(?:v\.?|veck(?:an?|orna)(?:{G}(?:nr|nummer))?){O}(?P<a>[0-9]{{1,2}})(?![0-9]|[.,:][0-9])(?:(?P<link>{O}(?:-|/|,){O}|{G}(?:och|till|t\.o\.m\.|tom|samt|&){G})(?:v\.?{O}|vecka{G})?(?P<b>[0-9]{{1,2}})(?![0-9/]|[,:][0-9]|\.[0-9]|{O}(?:%|procent|personer|st(?!\w))))?", _weeks),
    _rule("date.quarter", _w("q", "k", "kvartal", "kvartalet", "kv"), rf"(?:q{O}|k(?=[1-4])|kv(?:artal(?:et)?)?\.?{O})(?P<a>[1-4]|ett|två|tre|fyra)(?![\w,])(?:{O}(?:-|/|och|till){O}(?:q|k|kvartal{G})?(?P<b>[1-4]|två|tre|fyra)(?![\w,]))?", _quarter),
    _rule("date.quarter", _w("första", "andra", "tredje", "fjärde", "sista"), rf"(?P<a>första|andra|tredje|fjärde|sista)(?:{G}(?:och|till){G}(?P<b>andra|tredje|fjärde|sista))?{G}kvartalets?(?!\w)", _quarter),
    _rule("date.half", _w("första", "andra"), rf"(?P<a>första|andra){G}halvårets?(?!\w)", _half),
    _rule("date.half", _w("h"), r"(?P<a>h[12])(?!\w)", _half),
    _rule("date.tertial", _w("tertial", "första", "andra", "tredje"), rf"(?:tertial{G}(?P<a>[1-3])|(?P<b>första|andra|tredje){G}tertialet)(?!\w)", _tertial),
    _rule("date.season_near", _w("i"), rf"i{G}(?P<season>vår|sommar|höst|vinter|våras|somras|höstas|vintras)(?!\w)", lambda m, d, r: _season_near(m, d, r)),
    _rule("date.season", _w(*(s + e for s in ("vår", "sommar", "höst", "vint") for e in ("en", "ens")), *(s + e for s in SEASONS for e in ("en", "ens", "månaderna", "säsongen")), "sommaren", "sommarens", "vintern", "vinterns"),
          r"(?P<season>(?:vår|höst)(?:ens?)|sommar(?:ens?)|vinterns?|(?:vår|sommar|höst|vinter)(?:månaderna|säsongen))(?!\w)", _season),
    _rule("date.season", _w("vår", "sommar", "höst", "vinter"), rf"(?P<season>vår|sommar|höst|vinter)(?={G}(?:19|20)[0-9]{{2}}(?![0-9]))", _season),
    _rule("date.term", _w("vårterminen", "höstterminen", "vårterminens", "höstterminens", "vårtermin", "hösttermin", "vt", "ht"), r"(?P<term>(?:vår|höst)termin(?:ens?)?|vt|ht)(?![a-zåäö])", _term),
    _rule("date.turn", _w("årsskiftet", "årsskifte", "halvårsskiftet", "månadsskiftet", "nyår", "nyåret", "nyårsskiftet"),
          rf"(?:månadsskiftet(?:{G}(?P<m1>{_MONTHS_ALT})(?:{O}[-/]{O}(?P<m2>{_MONTHS_ALT}))?)?|(?:halv|ny)?årsskiftet?|nyåret|nyår)(?!\w)", _turn),
    _rule("date.holiday", _w("midsommar", "midsommarhelgen", "midsommarafton", "påsk", "påsken", "påskhelgen", "jul", "julen", "julhelgen", "juluppehållet", "pingst", "pingsten", "allhelgona", "allhelgonahelgen", "valborg", "lucia", "nationaldagen", "kristi"),
          rf"(?P<day>midsommar(?:helgen|afton)?|påsk(?:en|helgen)?|jul(?:en|helgen|uppehållet)?|pingst(?:en)?|allhelgona(?:helgen)?|valborg|lucia|nationaldagen|kristi{G}himmelsfärd(?:sdag|shelgen)?)(?!\w)", _holiday),
    _rule("date.named_year", _w("läsåret", "budgetåret", "räkenskapsåret", "verksamhetsåret"), rf"(?P<word>läs|budget|räkenskaps|verksamhets)året{G}(?P<y>(?:19|20)[0-9]{{2}})(?:{O}[-/]{O}(?P<z>(?:20)?[0-9]{{2}}))?(?![0-9])", _named_year),
    _rule("date.day_in_month", _w("den"), rf"den{G}(?P<d>[1-3]?[0-9])(?:(?P<th>:[ea])(?!\w))?(?:{G}i{G}(?:(?P<way>nästa|denna){G}månad|månaden))?(?={O}(?:[.,;)!](?![0-9])|$|kl)|(?<=[ea])(?:{G}(?:och|ska|är|har|till|i|på|blir))(?!\w))", _day_in_month),
    _rule("date.forward", _w(*(w for w in NUMBER_WORDS if NUMBER_WORDS[w] <= 60)), rf"(?P<n>{_NUMBER}){G}{_UNIT}{G}(?:framåt|framöver)(?!\w)", _forward),
]  # fmt: skip

_ON_DAY = re.compile(rf"(?<!\w)(?P<pa>på|till){G}$")
_BY_WORD: dict[str, list[_Rule]] = {}
for _entry in PATTERNS:
    for _word in _entry[1]:
        _BY_WORD.setdefault(_word, []).append(_entry)
_FORWARD = re.compile(rf"(?P<n>[0-9]{{1,3}}){G}{_UNIT}{G}(?:framåt|framöver)(?!\w)")


def match_at(trigger: Trigger, document: Document) -> list[Core]:
    """The first pattern of the trigger's word that understands what stands there."""
    flat = document.flat
    for name, _words, pattern, build in _BY_WORD.get(trigger.word, ()):
        match = pattern.match(flat, trigger.start)
        if match is None:
            continue
        cores = build(match, document, name)
        if cores:
            return _with_preposition(cores, flat)
    return []


def _with_preposition(cores: list[Core], flat: str) -> list[Core]:
    """ "på onsdag" lies ahead; a bare weekday goes by the tense."""
    core = cores[0]
    if core.rule == "date.weekday" and core.spans is None and core.span is not None:
        before = _ON_DAY.search(flat, max(0, core.start - 8), core.start)
        if before and not flat[core.start : core.end].endswith(("en", "ens")):
            core.start = before.start()
            core.lean = FUTURE
    return cores


def forward_at(trigger: Trigger, document: Document) -> list[Core]:
    """ "12 månader framåt", which begins with digits."""
    match = _FORWARD.match(document.flat, trigger.start)
    return _forward(match, document, "date.forward") if match else []
