# SPDX-License-Identifier: EUPL-1.2
"""Days and months as they are written out: "2026-05-03", "3 maj", "15/6", "i maj"."""

from __future__ import annotations

import re
from datetime import date

from textreader import days
from textreader.days import MONTHS
from textreader.kinds.date_core import Core, by_month_and_day, interval
from textreader.model import Document
from textreader.tokens import Trigger
from textreader.words import alternatives

G = " {1,4}"
O = " {0,3}"  # noqa: E741  (optional gap, short because it stands in every pattern)
MONTH = "(?:" + alternatives(MONTHS) + r")(?:s(?!\w)|\.(?! ?[a-zåäö]{0,3}\d*:))?(?!\w)"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
DAY_TH = DAY + r"(?: ?:[ea](?!\w))?"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"


def month_number(word: str) -> int:
    """1-12 for a month's name or abbreviation, in any inflection."""
    bare = word.rstrip(".")
    return MONTHS.get(bare) or MONTHS[bare.removesuffix("s")]


def _point(match: re.Match[str], rule: str, when: date | None) -> list[Core]:
    if when is None:
        return []
    return [Core(match.start(), match.end(), rule, "day", spans=(when, when))]


def iso(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    if document.flat[match.end() : match.end() + 2].strip("-").isdigit() and (
        document.flat[match.end()] == "-"
    ):
        return []
    year, month, day_of_month = (int(g) for g in match.groups())
    return _point(match, rule, days.day(year, month, day_of_month))


def day_first(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    day_of_month, month, year = (int(g) for g in match.groups())
    return _point(match, rule, days.day(year if year > 99 else 2000 + year, month, day_of_month))


_SLASH_CUE = re.compile(
    r"(?:(?<!\w)(?:den|senast|till|tom|fom|från|före|innan|efter|sedan|kl|dag|datum|möte|on|måndag|tisdag|onsdag"
    r"|torsdag|fredag|lördag|söndag|mån|tis|ons|tors?|fre|lör|sön|start\w*|stäng\w*|öppn\w*|deadline|dat)\.?"
    r"|t ?\. ?o ?\. ?m ?\.?|fr ?\. ?o ?\. ?m ?\.?|[-(:,/]|och) {0,2}$"
)
_SLASH_NOT = re.compile(r" ?(?:%|av(?!\w)|st(?!\w)|mkr|kr(?!\w)|dels|[a-zåäö]*(?:tid|tjänst)(?!\w))")


def day_and_month_slash(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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


DAYS_MONTH = re.compile(
    rf"({DAY_TH})((?:{O}(?:-|,|/){O}|{G}(?:och|samt|eller|till|resp\.?|respektive|&){G})(?:den{G})?{DAY_TH})*"
    rf"(?:{O}|\.{O})({MONTH})"
)
_DAY_IN_LIST = re.compile(rf"({DAY})(?: ?:[ea])?")


def days_of_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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


MONTH_ALONE = re.compile(rf"({MONTH})(?:{G}månads?(?!\w))?")
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


def month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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


def is_christmas(document: Document, trigger: Trigger) -> bool:
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
