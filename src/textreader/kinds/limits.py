# SPDX-License-Identifier: EUPL-1.2
"""Words that make a number about ("ca"), at least ("minst") or at most ("upp till")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textreader.patterns import at_words
from textreader.words import alternatives, lexicon, word_before

G = " {1,5}"
_LISTS = lexicon("limits")
_SIGNS = "<>≤≥~≈"


def _words(name: str) -> str:
    words = [w for w in _LISTS[name] if w not in _SIGNS]
    return "(?:" + alternatives(words) + ")"


_APPROX, _LOW, _HIGH = _words("approx"), _words("low"), _words("high")
_BETWEEN = rf"(?:,[^,.;0-9]{{1,40}},)?(?:{G}(?:på|till|totalt|sammanlagt|hela|om|nu|alla|cirka))?"
_LEFT = re.compile(
    rf"(?:(?<![\w-])(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))(?!\w){_BETWEEN}{G})?"
    rf"(?:(?<![\w-])(?P<approx>{_APPROX})(?!\w)(?:{G}(?:de|på|en|ett|till))?{G})?$"
)
_SIGN_SET = frozenset(_SIGNS)
_LAST_WORDS = frozenset(
    w.split()[-1] for name in ("approx", "low", "high") for w in _LISTS[name]
) | frozenset(("på", "till", "totalt", "sammanlagt", "hela", "om", "nu", "alla", "cirka", "de", "en", "ett"))
_BEGINNINGS = {
    found[0] for name in ("approx", "low", "high") for w in _LISTS[name] if (found := re.match(r"\w+", w))
}
#: Where :data:`_LEFT` can begin: with the first word of any limit.
_FIRST = at_words(rf"(?<![\w-])(?:{alternatives(_BEGINNINGS)})(?!\w)")
_SIGN_LEFT = re.compile(r"([<>≤≥~≈]=?) {0,2}$")
_RIGHT = re.compile(
    rf"(?:{G}(?:(?P<low>{_words('low_after')})|(?P<high>{_words('high_after')}))(?!\w)|(?P<plus>\+)(?![0-9])|{G}(?P<about>drygt|ungefär|cirka|sådär|typ|nånting|någonting)(?= {{0,2}}(?:[.,;)!?]|$)))"
)
#: "under 2 veckor" tells how long something went on, "under 10 personer" how many at most.
_DURING = at_words(r"(?<!\w)(?:under|över|runt|kring|omkring|från och med)$")


@dataclass(slots=True)
class Limit:
    """What the words around a number make of it; ``start``/``end`` of number and words."""

    start: int
    end: int
    hedge: str = ""
    approx: bool = False
    low: bool = False
    high: bool = False
    strict: bool = False


def limit_around(flat: str, start: int, end: int, *, duration: bool = False) -> Limit:
    """The limit words just before a number and just after its unit."""
    limit = Limit(start, end)
    _from_left(flat, limit, duration)
    if right := _RIGHT.match(flat, end):
        limit.end = right.end()
        limit.low = limit.low or bool(right["low"] or right["plus"])
        limit.high = limit.high or bool(right["high"])
        limit.approx = limit.approx or bool(right["about"])
        words = right[0].strip()
        limit.hedge = f"{limit.hedge} {words}".strip()
    return limit


def _from_left(flat: str, limit: Limit, duration: bool) -> None:
    start = limit.start
    near = flat[max(0, start - 3) : start]
    if near.strip(" =")[-1:] in _SIGN_SET and (sign := _SIGN_LEFT.search(flat, max(0, start - 4), start)):
        limit.start = sign.start()
        limit.hedge = sign[1]
        limit.low, limit.high = sign[1][0] in ">≥", sign[1][0] in "<≤"
        limit.approx = sign[1][0] in "~≈"
        limit.strict = sign[1] in "<>"
        return
    word = word_before(flat, start)
    if word.lstrip('(["”*-') not in _LAST_WORDS and not word.endswith(","):
        return
    window = max(0, start - 72)
    found = None
    for first in _FIRST.finditer(flat, window, start):
        if found := _LEFT.match(flat, first.start(), start):
            break
    if found is None:
        return
    words = found["low"] or found["high"]
    if words and duration and _DURING.fullmatch(words):
        if not re.search(rf"(?<!\w)(?:på|i|inom|om){G}$", flat[max(0, found.start() - 8) : found.start()]):
            if not found["approx"]:
                return
            words = None
            found = re.compile(rf"(?<![\w-])(?P<approx>{_APPROX}){G}$").search(flat, window, start) or found
    limit.start = found.start() + (len(found[0]) - len(found[0].lstrip()))
    limit.hedge = " ".join(flat[limit.start : start].split())
    limit.approx = bool(found.groupdict().get("approx"))
    if words:
        limit.low = bool(found["low"])
        limit.high = bool(found["high"])
