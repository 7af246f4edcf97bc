# SPDX-License-Identifier: EUPL-1.2
"""Days and months as they are written out: "2026-05-03", "3 maj", "15/6", "i maj"."""

from __future__ import annotations

import re
from datetime import date

from textreader import days
from textreader.days import MONTHS
from textreader.kinds.date_core import Core, by_month_and_day, interval
from textreader.model import Document
from textreader.patterns import at_words
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


#: Eight digits are a day where nothing says that they number or count.
_COMPACT_AFTER = re.compile(
    r"(?:^|[\n.,;:(]|(?<!\w)(?!nr|dnr|tel|nummer|ocr|org|ca|id|faktura|ärende)[a-zåäö.]{2,}) ?$"
)


def iso(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    if (
        len(match[0]) == 8
        and document.flat[match.end() - 8 : match.end()].isdigit()
        and not _COMPACT_AFTER.search(document.flat, max(0, match.start() - 20), match.start())
    ):
        return []
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
    r"(?:(?<!\w)(?:den|senast|till|tom|fom|from|fr|från|före|innan|efter|sedan|sen|kl|dag|datum|\w*möte|må|ti|on|to|lö|sö"
    r"|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mån|tis|ons|tors?|fre|lör|sön|start\w*|stäng\w*|öppn\w*"
    r"|deadline|dat|klart?|klara)\.?"
    r"|t ?\. ?o ?\. ?m ?\.?|fr ?\. ?o ?\. ?m ?\.?|[-(:,/]|och) {0,2}$"
)
_SLASH_NOT = re.compile(
    r" ?(?:%|av(?!\w)|st(?!\w)|mkr|kr(?!\w)|dels|[a-zåäö]*(?:tid|tjänst)(?!\w))"
    r"| (?:[a-zåäö]+a )?[a-zåäö]*(?:företag|bolag|kommuner|personer|pers|deltagare|ledamöter|medlemmar|svar|svarande|ansökningar"
    r"|anställda|varslade|platser|butiker|hotell|projekt|närvarande|klara|godkända|beviljade|färdiga|möjliga)(?!\w)"
)
#: Written like this a share is meant rather than a day, unless the words around say a day.
_SHARES = frozenset("1/2 1/3 2/3 1/4 2/4 3/4 1/5 2/5 3/5 4/5 1/6 1/8 3/8 1/10".split())
_OF_ALL = at_words(
    r"(?<!\w)(?:med|ca|cirka|c:a|runt|omkring|nästan|drygt|knappt|bara|endast|än|över|minst) {0,2}$"
)
#: What may stand after a day in a short note.
_DAY_ENDS = re.compile(
    r" {0,2}(?:[.,;:)!?\n]|$|kl(?!\w)|-)| {1,2}(?:i|på|och|el(?:ler)?|hos|vid|med|m|för|samt) "
)


def day_and_month_slash(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "15/6" is a day where it can be one and nothing says that it is a share."""
    flat = document.flat
    day_of_month, month = int(match[1]), int(match[2])
    span = by_month_and_day(month, day_of_month)
    if span(2024) is None or _SLASH_NOT.match(flat, match.end()):
        return []
    if flat[match.end() : match.end() + 1] == "/":
        return []
    if not _SLASH_CUE.search(flat, max(0, match.start() - 14), match.start()):
        if _OF_ALL.search(flat, max(0, match.start() - 9), match.start()) or match[0] == "24/7":
            return []
        if match[0] in _SHARES and not _DAY_ENDS.match(flat, match.end()):
            return []
    year, end = int(match[3]) if match[3] else None, match.end()
    if year is None and (short := _SHORT_YEAR.match(flat, end)):
        year, end = 2000 + int(short[1]), short.end()
    core = Core(match.start(), end, rule, "day", span, year, order=month * 40 + day_of_month)
    return [core]


_SHORT_YEAR = re.compile(r" ?[-'´’]([2-3][0-9])(?![0-9/:]|[.,][0-9]| ?(?:%|kr|st(?!\w)))")
DAYS_SLASH = re.compile(
    rf"({DAY})((?:,{O}|{O}-{O}|{G}(?:och|samt|&|o){G}){DAY})*(?:,{O}|{O}-{O}|{G}(?:och|samt|&|o){G})"
    rf"({DAY})/(0?[1-9]|1[0-2])(?![0-9]|,[0-9])(?:[ /-]((?:20)[0-9]{{2}})(?![0-9:]))?"
)


def days_and_month_slash(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "3-5/9", "3, 10 och 17/9": several days with the month said once."""
    flat, month = document.flat, int(match[4])
    numbers = list(re.compile(DAY).finditer(flat, match.start(), match.end(3)))
    written = [int(number[0]) for number in numbers]
    if written != sorted(set(written)) or _SLASH_NOT.match(flat, match.end()):
        return []
    year = int(match[5]) if match[5] else None
    return _listed(document, rule, [*numbers], month, year, match.end())


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
    rf"({DAY_TH})((?:{O}(?:-|/){O}|,{G}|{G}(?:och|samt|eller|till|resp\.?|respektive|&){G})(?:den{G})?{DAY_TH})*"
    rf"(?:{O}|\.{O})({MONTH})"
)
_DAY_IN_LIST = re.compile(rf"({DAY})(?: ?:[ea])?")


def days_of_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "3 maj", "11-14 juni" as one period, "3, 10 och 17 maj" as three days."""
    between = document.text[match.start() : match.start(3)]
    if "\n" in between and document.text[match.start(3)].isupper():
        return []  # "Juni 21" and, on the next line, "Juli 48"
    month = month_number(match[3])
    numbers = list(_DAY_IN_LIST.finditer(document.flat, match.start(), match.start(3)))
    year, end = year_after(document, match.end())
    return _listed(document, rule, numbers, month, year, end)


def _listed(
    document: Document, rule: str, numbers: list[re.Match[str]], month: int, year: int | None, end: int
) -> list[Core]:
    """The days of a list, or the period from one to the other."""
    flat = document.flat
    cores: list[Core] = []
    for place, number in enumerate(numbers):
        last = place == len(numbers) - 1
        stop = end if last else number.end()
        day_of_month = int(number[0].split(":")[0])
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


def month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    word = match[1].rstrip(".")
    month = month_number(word)
    year, end = year_after(document, match.end())
    if year is None and _is_name(document, match):
        return []
    if year is None and (
        short := re.compile(rf"{O}[-’']?([2-3][0-9])(?![0-9,.%/-]|:[0-9]| ?(?:%|[a-zåäö]))").match(
            document.flat, match.end()
        )
    ):
        if short[0].strip() != short[1]:
            year, end = 2000 + int(short[1]), short.end()
    return [
        Core(match.start(), end, rule, "month", lambda y: days.month_span(y, month), year, order=month * 40)
    ]


def is_christmas(document: Document, trigger: Trigger) -> bool:
    """ "jul" is the month only beside a year or another month; else people mean Christmas."""
    if trigger.word not in ("jul", "juls"):
        return False
    flat = document.flat
    if re.match(r" ?[/-] ?ny", flat[trigger.end : trigger.end + 5]):
        return True  # "jul/nyår"
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
