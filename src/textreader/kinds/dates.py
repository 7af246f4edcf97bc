# SPDX-License-Identifier: EUPL-1.2
"""Days, months and years as they are written out; :mod:`periods` has the relative ones.

``find`` tries the patterns of a trigger's class in order, joins and frames what they gave
(:mod:`date_frames`), chooses the year and makes the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from textreader import days
from textreader.days import MONTHS
from textreader.kinds.date_core import Core, by_month_and_day, interval, tense_at
from textreader.kinds.date_frames import frame, join, moved_days
from textreader.kinds.heads import is_head, noun_after
from textreader.model import Document, Fact
from textreader.rule import make
from textreader.tokens import Trigger
from textreader.words import alternatives

Pattern = tuple[str, re.Pattern[str], Callable[[re.Match[str], Document, str], list[Core]]]

G = " {1,4}"
O = " {0,3}"  # noqa: E741  (optional gap, short because it stands in every pattern)
MONTH = "(?:" + alternatives(MONTHS) + r")(?:s(?!\w)|\.(?! ?[a-zåäö]{0,3}\d*:))?(?!\w)"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
DAY_TH = DAY + r"(?: ?:[ea](?!\w))?"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"


def _whole_number(flat: str, start: int) -> bool:
    """Not the tail of a number, an identifier or a clock time."""
    if start == 0:
        return True
    before = flat[start - 1]
    if before.isalnum() or before in "_§":
        return False
    return not (before in ".,:/-" and start > 1 and flat[start - 2].isalnum() and flat[start - 2].isdigit())


def month_number(word: str) -> int:
    """1-12 for a month's name or abbreviation, in any inflection."""
    bare = word.rstrip(".")
    return MONTHS.get(bare) or MONTHS[bare.removesuffix("s")]


def _point(match: re.Match[str], rule: str, when: date | None) -> list[Core]:
    if when is None:
        return []
    return [Core(match.start(), match.end(), rule, "day", spans=(when, when))]


def _iso(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    if document.flat[match.end() : match.end() + 2].strip("-").isdigit() and (
        document.flat[match.end()] == "-"
    ):
        return []
    year, month, day_of_month = (int(g) for g in match.groups())
    return _point(match, rule, days.day(year, month, day_of_month))


def _day_first(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    day_of_month, month, year = (int(g) for g in match.groups())
    return _point(match, rule, days.day(year if year > 99 else 2000 + year, month, day_of_month))


_SLASH_CUE = re.compile(
    r"(?:(?<!\w)(?:den|senast|till|tom|fom|från|före|innan|efter|sedan|kl|dag|datum|möte|on|måndag|tisdag|onsdag"
    r"|torsdag|fredag|lördag|söndag|mån|tis|ons|tors?|fre|lör|sön|start\w*|stäng\w*|öppn\w*|deadline|dat)\.?"
    r"|t ?\. ?o ?\. ?m ?\.?|fr ?\. ?o ?\. ?m ?\.?|[-(:,/]|och) {0,2}$"
)
_SLASH_NOT = re.compile(r" ?(?:%|av(?!\w)|st(?!\w)|mkr|kr(?!\w)|dels|[a-zåäö]*(?:tid|tjänst)(?!\w))")


def _slash(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "15/6" is a day where it can be one and nothing says that it is a share."""
    flat = document.flat
    day_of_month, month = int(match[1]), int(match[2])
    span = by_month_and_day(month, day_of_month)
    if span(2024) is None or _SLASH_NOT.match(flat, match.end()):
        return []
    if flat[match.end() : match.end() + 1] == "/":
        return []
    cued = _SLASH_CUE.search(flat, max(0, match.start() - 14), match.start())
    if not cued and (
        (day_of_month < month and day_of_month <= 4)
        or re.search(
            r"(?:ca|cirka|runt|omkring|nästan|drygt|knappt) {0,2}$",
            flat[max(0, match.start() - 9) : match.start()],
        )
    ):
        return []
    year = int(match[3]) if match[3] else None
    if year is not None and year < 100:
        year += 2000
    core = Core(match.start(), match.end(), rule, "day", span, year, order=month * 40 + day_of_month)
    return [core]


_YEAR_AFTER = re.compile(rf",?{G}(?:år{G})?({YEAR})(?! {{0,3}}(?:%|kr(?!\w)|mkr))")
_YEAR_WORD = re.compile(
    rf"{G}((?:i{G})?år|i{G}fjol|ifjol|förra{G}året|föregående{G}år|nästa{G}år|nästkommande{G}år)(?!\w)"
)


def year_after(document: Document, end: int) -> tuple[int | None, int]:
    """The year written just after a place, with the end of its words."""
    flat = document.flat
    if match := _YEAR_AFTER.match(flat, end):
        return int(match[1]), match.end()
    if match := _YEAR_WORD.match(flat, end):
        words = match[1]
        if words.strip() == "år":
            return None, end
        step = 1 if words.startswith("näst") else 0 if words.startswith("i") and "fjol" not in words else -1
        return document.reference_date.year + step, match.end()
    return None, end


_DAYS_MONTH = re.compile(
    rf"({DAY_TH})((?:{O}(?:-|,|/){O}|{G}(?:och|samt|eller|till|resp\.?|respektive|&){G})(?:den{G})?{DAY_TH})*"
    rf"(?:{O}|\.{O})({MONTH})"
)
_DAY_IN_LIST = re.compile(rf"({DAY})(?: ?:[ea])?")


def _days_of_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "3 maj", "11-14 juni" as one period, "3, 10 och 17 maj" as three days."""
    flat = document.flat
    month = month_number(match[3])
    list_end = match.start(3)
    numbers = list(_DAY_IN_LIST.finditer(flat, match.start(), list_end))
    year, end = year_after(document, match.end())
    cores: list[Core] = []
    for place, number in enumerate(numbers):
        last = place == len(numbers) - 1
        stop = end if last else number.end()
        day_of_month = int(number[1])
        span = by_month_and_day(month, day_of_month)
        if span(2024) is None:
            return []
        core = Core(number.start(), stop, rule, "day", span, year, order=month * 40 + day_of_month)
        joined = cores and re.fullmatch(
            rf"{O}-{O}|{G}till{G}(?:den{G})?", flat[cores[-1].end : number.start()]
        )
        if joined:
            cores[-1] = interval(cores[-1], core, rule)
        else:
            cores.append(core)
    return cores


_MONTH_ALONE = re.compile(rf"({MONTH})(?:{G}månads?(?!\w))?")
_NOT_MONTH_AFTER = re.compile(r"(?:[-/]? ?@|\.[a-z]{2}(?!\w)|\))")
_AMBIGUOUS_MONTHS = {
    "mar",
    "maj",
    "sep",
    "dec",
    "jan",
    "apr",
    "feb",
    "jun",
    "jul",
    "aug",
    "okt",
    "nov",
    "sept",
    "febr",
}


def _month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match[1].rstrip(".")
    month = month_number(word)
    year, end = year_after(document, match.end())
    if year is None and _is_name(document, match):
        return []
    if year is None and (
        short := re.compile(rf"{O}-?'?([2-3][0-9])(?![0-9,.:%/-]| ?(?:%|[a-zåäö]))").match(
            document.flat, match.end()
        )
    ):
        if word in _AMBIGUOUS_MONTHS and short.end() - match.end() <= 3 and short[0].strip() != short[1]:
            year, end = 2000 + int(short[1]), short.end()
    return [
        Core(match.start(), end, rule, "month", lambda y: days.month_span(y, month), year, order=month * 40)
    ]


def _is_christmas(document: Document, trigger: Trigger) -> bool:
    """ "jul" is the month only beside a year or another month; else people mean Christmas."""
    if trigger.word not in ("jul", "juls"):
        return False
    flat = document.flat
    if flat[trigger.start - 1 : trigger.start] in ("-", "/") or flat[trigger.end : trigger.end + 1] in (
        "-",
        "/",
    ):
        return False
    return not re.match(r"\.? {1,3}(?:20)?[0-9]{2}(?![0-9])", flat[trigger.end : trigger.end + 9])


_LINE_START = re.compile(r"(?:^|[.!?:\n•*|>(]|- )[ \t\"”»]*$")


def _is_name(document: Document, match: re.Match[str]) -> bool:
    """Months are written small: "Hej Maj!" greets a person, unless a sentence begins there."""
    text = document.text
    if not text[match.start()].isupper():
        return False
    if (
        text[match.end() : match.end() + 2].strip()[:1].isupper()
        and not text[match.start() : match.end()].isupper()
    ):
        return True
    if re.match(r"[ ]?[!,]|:(?! ?[0-9])", text[match.end() : match.end() + 3]) and match.start() > 0:
        return True
    if re.match(r"[ ]?[!,]", text[match.end() : match.end() + 2]) and match.start() > 0:
        return True
    return not _LINE_START.search(text[max(0, match.start() - 6) : match.start()] if match.start() else "\n")


_YEARS = re.compile(rf"({YEAR})(?:{O}([-/]){O}((?:19|20)?[0-9]{{2}})(?![0-9]))")
_DECADE = re.compile(r"((?:1[0-9]|20)?[0-9]0)[- ]?(talets?)(?!\w)")


def _years(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "2020-2021", "2024/25"."""
    first, last = int(match[1]), int(match[3])
    if last < 100:
        last += first // 100 * 100
        if last != first + 1 and match[2] == "/":
            return []
        if match[2] == "-" and last <= 2000 + 12 and last - first != 1 and last <= first:
            return []
    if not first < last <= first + 120 or document.flat[match.end() : match.end() + 1] in (":", "/"):
        return []
    spans = (date(first, 1, 1), date(last, 12, 31))
    return [Core(match.start(), match.end(), rule, "years", spans=spans)]


def _decade(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "1990-talet"; a full hundred is a century, but 2000-talet is the one we live in."""
    written = int(match[1])
    if len(match[1]) < 3:
        written += 2000 if written <= 20 else 1900
    if not 1000 <= written <= 2100:
        return []
    if len(match[1]) == 2 and (noun := noun_after(document, match.end())) and is_head(noun[0].split()[-1]):
        return []
    length = 100 if written % 100 == 0 and len(match[1]) == 4 else 10
    spans = (date(written, 1, 1), date(written + length - 1, 12, 31))
    return [Core(match.start(), match.end(), rule, "decade", spans=spans)]


_ONE_YEAR = re.compile(rf"({YEAR})(?!:[0-9])")
_YEAR_CUE = re.compile(
    r"(?<!\w)(?:år|åren|under|sedan|budgetåret|från|till|fram|om|våren|hösten|sommaren|vintern|och|mot|inför|före|efter"
    r"|jämfört med|som|i|men|av|plan|halvåret|kvartalet|mål|april|mars|maj|juni|juli|augusti|januari|februari|september|oktober|november|december)? {0,3}[(]?$"
)
_COUNTED = re.compile(
    rf"(?:{G}[a-zåäö]{{2,20}}(?:a|e|iga|ande|ska))?{G}[a-zåäö-]{{0,30}}(?:personer|personers|anställda|företag|företagare|kronor|procent|jobb|platser|ansökningar|varsel|varslade"
    r"|invånare|elever|bostäder|lägenheter|deltagare|medlemmar|besökare|arbetstillfällen|kvadratmeter|timmar|hushåll|ärenden|tjänster"
    r"|gånger|stycken|miljoner|gästnätter|nätter|svar|enkäter|sysselsatta|arbetslösa|uppsägningar|kunder)(?!\w)"
    rf"|{G}(?:st|kr|tkr|mkr|euro|ton|meter|km|mil|kvm|mw|kwh|fler|färre)(?!\w)"
)
_COUNT_CUE = re.compile(
    r"(?:drygt|ca|c:a|cirka|knappt|närmare|nästan|ungefär|minst|högst|över|mer än|fler än|upp till|totalt|sammanlagt) {1,3}$"
)


def _one_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    flat, start, end = document.flat, match.start(), match.end()
    year = int(match[1])
    if re.search(r"(?<!\w)(?:år|budgetåret|under|sedan) {1,4}$", flat[max(0, start - 12) : start]):
        return [Core(start, end, rule, "year", spans=days.year_span(year), order=year, year=year)]
    if _COUNTED.match(flat, end) or re.match(
        r" {0,2}(?:%|kr(?!\w)|st(?!\w)|,[0-9]|\.[0-9])|[0-9a-zåäö_]|/[0-9]| [0-9]{3}(?![0-9])",
        flat[end : end + 6],
    ):
        return []
    if _COUNT_CUE.search(flat, max(0, start - 12), start) and not 1980 <= year <= 2060:
        return []
    if re.search(r"[0-9] $|nr\.? $|§ ?$|[/#+]$", flat[max(0, start - 4) : start]):
        return []
    if re.search(r"[a-zåäö0-9]-$", flat[max(0, start - 2) : start]) and not re.search(
        r"[0-9]{4}-$", flat[max(0, start - 5) : start]
    ):
        return []
    return [Core(start, end, rule, "year", spans=days.year_span(year), order=year, year=year)]


_YEAR_MONTH = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])(?![0-9-])")


def _year_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    year, month = int(match[1]), int(match[2])
    if year + 1 == 2000 + month:  # "2011-12" are two years
        return []
    return [Core(match.start(), match.end(), rule, "month", spans=days.month_span(year, month))]


NUMBER_PATTERNS: list[Pattern] = [
    ("date.iso", re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])"), _iso),
    ("date.iso_slash", re.compile(r"((?:19|20)[0-9]{2})/([0-9]{2})/([0-9]{2})(?![0-9])"), _iso),
    (
        "date.day_first",
        re.compile(rf"({DAY})[./]([01]?[0-9])[./ -]((?:20)?[0-9]{{2}})(?![0-9/:-]|\.[0-9])"),
        _day_first,
    ),
    ("date.year_month", _YEAR_MONTH, _year_month),
    ("date.decade", _DECADE, _decade),
    ("date.years", _YEARS, _years),
    ("date.day_month", _DAYS_MONTH, _days_of_month),
    (
        "date.slash",
        re.compile(rf"({DAY})/(0?[1-9]|1[0-2])(?![0-9]|,[0-9])(?:[ /-]((?:20)[0-9]{{2}})(?![0-9:]))?"),
        _slash,
    ),
    ("date.year", _ONE_YEAR, _one_year),
]


def _from_number(trigger: Trigger, document: Document) -> list[Core]:
    flat = document.flat
    if not _whole_number(flat, trigger.start):
        return []
    for name, pattern, build in NUMBER_PATTERNS:
        if (match := pattern.match(flat, trigger.start)) and (cores := build(match, document, name)):
            return cores
    from textreader.kinds import periods

    return periods.forward_at(trigger, document)


def find(document: Document) -> list[Fact]:
    """All dates and periods of a text."""
    from textreader.kinds import periods  # its patterns build on this file's

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
            found = _from_number(trigger, document)
        elif (trigger.word.rstrip("s") in MONTHS or trigger.word in MONTHS) and not _is_christmas(
            document, trigger
        ):
            match = _MONTH_ALONE.match(document.flat, trigger.start)
            found = _month(match, document, "date.month") if match else []
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
