# SPDX-License-Identifier: EUPL-1.2
"""Shares and multiples in words: "hälften", "en tredjedel", "det dubbla", "var tredje"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from textreader.model import Document
from textreader.patterns import at_words
from textreader.tokens import AMOUNT_WORDS, NUMBER_WORDS, Trigger
from textreader.words import alternatives

G = " {1,5}"
_PARTS = {
    "tredjedel": 3,
    "fjärdedel": 4,
    "femtedel": 5,
    "sjättedel": 6,
    "sjundedel": 7,
    "åttondel": 8,
    "tiondel": 10,
    "kvarts": 4,
}
_ORDINALS = {
    "tredje": 3,
    "fjärde": 4,
    "femte": 5,
    "sjätte": 6,
    "sjunde": 7,
    "åttonde": 8,
    "nionde": 9,
    "tionde": 10,
    "tjugonde": 20,
    "annan": 2,
}
_SMALL = "(?:" + alternatives([w for w, n in NUMBER_WORDS.items() if n <= 12]) + ")"
_TIME = re.compile(
    r" {1,5}(?:vecka|månad|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|år|dag|gång|kvartal|timme|kväll|helg)(?!\w)"
)

_PART = re.compile(
    rf"(?:(?P<n>{_SMALL}){G})?(?P<part>tredjedel|fjärdedel|femtedel|sjättedel|åttondel|tiondel|kvarts)(?:ar|en|arna)?(?!\w)"
)
_EVERY = re.compile(r"var(?:t)?(?: {1,3})?(?P<nth>" + alternatives(_ORDINALS) + r")(?!\w)")
_HALF = re.compile(r"(?:hälften|halva(?=(?: {1,5}[a-zåäö]+)))(?!\w)")
_DOUBLE = re.compile(r"(?:dubbla|dubbelt)(?!\w)")
_DOUBLED = re.compile(
    r"(?:(?P<two>fördubbla(?:ts|des|s|t|de)?|dubblera(?:ts|des|s|t|de)?|dubbla(?:ts|des|de))|(?P<three>tredubbla(?:ts|des|s|t|de)?)|(?P<four>fyrdubbla(?:ts|des|s|t)?)|(?P<half>halvera(?:ts|des|s|t|de)?))(?!\w)"
)
_TIMES = re.compile(
    rf"(?P<n>[0-9]{{1,3}}(?:,[0-9])?|{_SMALL})(?:{G}(?:till|och){G}(?P<m>[0-9]{{1,3}}|{_SMALL}))?{G}gånger{G}(?:så{G}(?:många|mycket|stor|stora|stort|hög|höga|högt|lång|dyr|dyrt|vanlig)|fler|färre|mer|högre|större|lägre|mindre|dyrare|längre|vanligare)(?!\w)"
)
_TENS = re.compile(r"(?P<tal>tio|tjugo|trettio|fyrtio|femtio|hundra|tusen)tal(?:et)?(?!\w)|dussin(?!\w)")
_FRACTION = re.compile(r"([1-9])/([2-9]|10)(?= {1,3}(?:av|delar)(?!\w))")
_FRACTION_ALONE = re.compile(r"([1-9])/([2-9])(?![0-9/,])")
_ABOUT = at_words(r"(?<!\w)(?:ca|drygt|knappt|nästan|cirka|ungefär|omkring|närmare) {1,3}$")
_ONE_OF = re.compile(
    rf"(?:[2-9]|[1-9][0-9]|{_SMALL})(?![\w,./%-])(?= {{1,4}}(?!(?:procent|mkr|år|dag)\w*)[a-zåäö])"
)
_ONE_BEFORE = at_words(r"(?<!\w)(?:en|ett) {1,3}av {1,3}$")
_HALF_OF_TIME = re.compile(r"halva {1,5}(?:dagen|tiden|natten|inne)")
_TENS_DIGITS = re.compile(r"([1-9][0-9]{1,3})-tal(?:et)?(?!\w)")
_MILLION = re.compile(r"(?:(?P<half>halv) {1,5})?(?P<word>miljon|miljard)(?!\w)")

Share = tuple[int, int, float, dict[str, Any]]


def _one_before(flat: str, start: int, words: str = "en|ett|den|det") -> int:
    """The place of the article before, which belongs to the share ("en tredjedel")."""
    found = re.compile(rf"(?<!\w)(?:{words}) {{1,4}}$").search(flat, max(0, start - 9), start)
    return found.start() if found else start


def share_at(document: Document, trigger: Trigger) -> Share | None:
    """A share or multiple that begins at a trigger: start, end, value and extra fields."""
    flat, start, word = document.flat, trigger.start, trigger.word
    number = word[0].isdigit() or word in NUMBER_WORDS
    if number and flat.endswith("av ", 0, start) and (found := _one_of(flat, start)):
        return found
    if word in SHARE_WORDS:
        return SHARE_WORDS[word](flat, start)
    if word[0].isdigit() and flat[trigger.end : trigger.end + 1] not in ("/", "-", " ", ","):
        return None
    if number and not word[0].isdigit():
        return _part(flat, start) or _times(flat, start)
    if number:
        return _fraction(flat, start, word) or _tens_in_digits(flat, start) or _times(flat, start)
    if word not in AMOUNT_WORDS:
        return None
    for read in (_tens, _million, _doubled, _part):
        if found := read(flat, start):
            return found
    return None


def _one_of(flat: str, start: int) -> Share | None:
    """ "en av tre företagare"."""
    match = _ONE_OF.match(flat, start)
    before = _ONE_BEFORE.search(flat, max(0, start - 12), start) if match else None
    if match is None or before is None:
        return None
    total = int(match[0]) if match[0][0].isdigit() else NUMBER_WORDS[match[0]]
    return before.start(), match.end(), 1.0, {"_total": float(total)}


def _fraction(flat: str, start: int, word: str) -> Share | None:
    match = _FRACTION.match(flat, start) if word[0].isdigit() else None
    if match is None and word[0].isdigit() and (match := _FRACTION_ALONE.match(flat, start)):
        match = match if _ABOUT.search(flat, max(0, start - 10), start) else None
    if match is None or not int(match[1]) < int(match[2]):
        return None
    return start, match.end(), round(int(match[1]) / int(match[2]), 4), {}


def _half(flat: str, start: int) -> Share | None:
    match = _HALF.match(flat, start)
    if match is None or _HALF_OF_TIME.match(flat, start):
        return None
    return start, match.end(), 0.5, {}


def _every(flat: str, start: int) -> Share | None:
    """ "var tredje företagare", but not "var tredje vecka"."""
    match = _EVERY.match(flat, start)
    if match is None or _TIME.match(flat, match.end()):
        return None
    return start, match.end(), round(1 / _ORDINALS[match["nth"]], 4), {}


def _double(flat: str, start: int) -> Share | None:
    match = _DOUBLE.match(flat, start)
    begin = _one_before(flat, start, "det|den")
    if match is None or (match[0] == "dubbla" and begin == start):
        return None
    return begin, match.end(), 2.0, {}


def _tens(flat: str, start: int) -> Share | None:
    """ "ett tjugotal", "ett dussin"."""
    match = _TENS.match(flat, start)
    begin = _one_before(flat, start, "ett|det")
    if match is None or begin == start:
        return None
    if not match["tal"]:
        return begin, match.end(), 12.0, {"unit": "count"}
    return begin, match.end(), float(_TEN[match["tal"]]), {"unit": "count", "approx": True}


def _tens_in_digits(flat: str, start: int) -> Share | None:
    """ "ett 30-tal"."""
    match = _TENS_DIGITS.match(flat, start)
    if match is None:
        return None
    begin = _one_before(flat, start, "ett|det")
    return begin, match.end(), float(match[1]), {"unit": "count", "approx": True}


def _doubled(flat: str, start: int) -> Share | None:
    match = _DOUBLED.match(flat, start)
    if match is None:
        return None
    value = 2.0 if match["two"] else 3.0 if match["three"] else 4.0 if match["four"] else 0.5
    return start, match.end(), value, {"change": "decrease" if match["half"] else "increase"}


def _part(flat: str, start: int) -> Share | None:
    """ "en tredjedel", "tre fjärdedelar"."""
    match = _PART.match(flat, start)
    if match is None:
        return None
    count, whole = NUMBER_WORDS[match["n"]] if match["n"] else 1, _PARTS[match["part"]]
    if count >= whole or (match["part"] == "kvarts" and not flat.startswith((" av", " miljon"), match.end())):
        return None
    begin = start if match["n"] else _one_before(flat, start)
    return begin, match.end(), round(count / whole, 4), {}


def _times(flat: str, start: int) -> Share | None:
    """ "tre gånger så många"."""
    match = _TIMES.match(flat, start)
    if match is None:
        return None
    written = match["n"]
    value = float(written.replace(",", ".")) if written[0].isdigit() else float(NUMBER_WORDS[written])
    return start, match.end(), value, {}


def _million(flat: str, start: int) -> Share | None:
    match = _MILLION.match(flat, start)
    if match and match["half"] and _ONE_AND.search(flat, max(0, start - 16), start):
        return None  # "en och en halv miljon"
    return _one_million(flat, start, match) if match else None


_ONE_AND = at_words(r"(?<!\w)e(?:n|tt) {1,4}och {1,4}e(?:n|tt) {1,4}$")
_TEN = {"tio": 10, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "hundra": 100, "tusen": 1000}
#: Words that are a share by themselves, and how each is read.
SHARE_WORDS: dict[str, Callable[[str, int], Share | None]] = {
    "hälften": _half,
    "halva": _half,
    "var": _every,
    "vart": _every,
    "varannan": _every,
    "vartannat": _every,
    "dubbla": _double,
    "dubbelt": _double,
}


def _one_million(flat: str, start: int, match: re.Match[str]) -> Share | None:
    """ "en miljon kronor", "en halv miljard"."""
    begin = _one_before(flat, start, "en|ett")
    if begin == start and not match["half"]:
        return None
    value = {"miljon": 1e6, "miljard": 1e9}[match["word"]] * (0.5 if match["half"] else 1.0)
    money = re.compile(rf"{G}(kronor|kr|sek|euro)(?!\w)").match(flat, match.end())
    end = money.end() if money else match.end()
    unit = "EUR" if money and money[1] == "euro" else "SEK"
    return begin, end, value, {"unit": unit}
