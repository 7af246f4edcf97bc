# SPDX-License-Identifier: EUPL-1.2
"""Years as they are written: one, several, a decade, a year with a month."""

from __future__ import annotations

import re
from datetime import date

from textreader import days
from textreader.kinds.date_core import Core
from textreader.kinds.heads import is_head, noun_after
from textreader.kinds.written_days import YEAR, G, O
from textreader.model import Document
from textreader.patterns import at_words

YEARS = re.compile(rf"({YEAR})(?:{O}([-/]){O}((?:19|20)?[0-9]{{2}})(?![0-9]))")
DECADE = re.compile(r"((?:1[0-9]|20)?[0-9]0)[- ]?(talets?)(?!\w)")


def years(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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


def decade(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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


ONE_YEAR = re.compile(rf"({YEAR})(?!:[0-9]|-[0-9]{{3}}(?![0-9-])|-[0-9]{{5}})")
_COUNTED = re.compile(
    rf"(?:{G}[a-zåäö]{{2,20}}(?:a|e|iga|ande|ska))?{G}[a-zåäö-]{{0,30}}(?:personer|personers|anställda|företag|företagare|kronor|procent|jobb|platser|ansökningar|varsel|varslade"
    r"|invånare|elever|bostäder|lägenheter|deltagare|medlemmar|besökare|arbetstillfällen|kvadratmeter|timmar|hushåll|ärenden|tjänster"
    r"|gånger|stycken|miljoner|gästnätter|nätter|svar|enkäter|sysselsatta|arbetslösa|uppsägningar|kunder)(?!\w)"
    rf"|{G}(?:st|kr|tkr|mkr|euro|ton|meter|km|mil|kvm|mw|kwh|fler|färre)(?!\w)"
)
_COUNT_CUE = at_words(
    r"(?:drygt|ca|c:a|cirka|knappt|närmare|nästan|ungefär|minst|högst|över|mer än|fler än|upp till|totalt|sammanlagt) {1,3}$"
)


def one_year(match: re.Match[str], document: Document, rule: str) -> list[Core]:
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
    if document.text[start - 1 : start] not in ("\n", "\t") and re.search(
        r"[0-9] $|nr\.? $|§ ?$|[/#+]$", flat[max(0, start - 4) : start]
    ):
        return []
    if re.search(r"[a-zåäö0-9]-$", flat[max(0, start - 2) : start]) and not re.search(
        r"[0-9]{4}-$", flat[max(0, start - 5) : start]
    ):
        return []
    return [Core(start, end, rule, "year", spans=days.year_span(year), order=year, year=year)]


YEAR_MONTH = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])(?![0-9-])")


def year_month(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    year, month = int(match[1]), int(match[2])
    if year + 1 == 2000 + month:  # "2011-12" are two years
        return []
    return [Core(match.start(), match.end(), rule, "month", spans=days.month_span(year, month))]
