# SPDX-License-Identifier: EUPL-1.2
"""Units after a number: money in all written forms, percent, time, index, and "per" something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textreader.patterns import at_words
from textreader.words import alternatives, lexicon

O = " {0,3}"  # noqa: E741
G = " {1,5}"
_WORDS = lexicon("units")
_MULTIPLIERS: dict[str, float] = _WORDS["multipliers"]
_CURRENCIES: dict[str, str] = _WORDS["currencies"]
_MONEY: dict[str, list[float | str]] = _WORDS["money"]
_SHARES: dict[str, str] = _WORDS["shares"]
_DURATIONS: dict[str, str] = _WORDS["durations"]
_MEASURES: dict[str, str] = _WORDS["measures"]
_PER: dict[str, str] = _WORDS["per"]


@dataclass(slots=True)
class Unit:
    """``factor`` turns the number as written into whole units; ``end`` is where the unit ends."""

    name: str
    end: int
    factor: float = 1.0
    duration: str | None = None
    bare: bool = False


def _of(words: dict[str, object] | dict[str, str] | dict[str, float]) -> str:
    return "(?:" + alternatives(words) + ")"


_AFTER = re.compile(
    rf"{O}(?:(?P<multi>{_of(_MULTIPLIERS)})(?![\w])(?:{O}(?:svenska{G})?(?P<multi_money>{_of(_CURRENCIES)})(?!\w))?"
    rf"|(?P<m>[mkt])(?P<mcur>kr|sek)(?!\w)"
    rf"|(?P<money>{_of(dict.fromkeys(_MONEY, 0.0))})(?!\w)"
    rf"|(?P<currency>{_of(_CURRENCIES)})(?!\w)"
    rf"|(?P<share>{_of(_SHARES)})(?!\w)"
    rf"|(?P<duration>{_of(_DURATIONS)})(?!\w|\.?[a-zåäö])"
    rf"|(?P<measure>{_of(_MEASURES)})(?!\w))"
)
#: "väntan 9 v", but not "3 v 34" nor "5 v. möte".
_WEEKS_END = re.compile(
    r" {0,2}(?:[,;)!?]|\.(?! ?[a-zåäö0-9])|$|(?:i|för|till|mot|sen|sedan|och|på|kvar|innan) )"
)
_BEFORE_CURRENCY = at_words(r"(?:€|(?<!\w)eur|(?<!\w)sek) {0,2}$")
_PER_AFTER = re.compile(
    rf"{O}(?:/{O}|{G}?(?:per|pr){G})(?:arbetad{G}|enskild{G}|ny{G}|och{G})?(?P<what>{_of(_PER)})(?!\w)"
)
_PER_OTHER = re.compile(rf"{O}(?:/|per{G})(?:arbetad{G}|enskild{G}|ny{G})?(?P<what>[a-zåäö]{{2,24}})(?!\w)")
_HABIT_AFTER = re.compile(rf"{G}(?:om|i){G}(?P<what>dagen|dygnet|veckan|månaden|året|timmen)(?!\w)")
#: "900 kr timmen", "12 kr styck".
_BARE_HABIT = re.compile(rf"{G}(?P<what>timmen|dygnet|stycket|styck)(?!\w)")
_PEOPLE_ENDINGS = (
    "person",
    "anställd",
    "invånare",
    "deltagare",
    "elev",
    "medlem",
    "gäst",
    "besökare",
    "student",
    "sysselsatt",
    "arbetare",
    "läggare",
    "givare",
    "sökande",
    "tagare",
    "chef",
    "lärare",
    "ledare",
    "patient",
)


def unit_after(flat: str, end: int) -> Unit | None:
    """The unit that stands right after a number's last character, None where none does.

    ``bare`` is set for "miljoner" without currency: money or a count, by what follows.
    """
    match = _AFTER.match(flat, end)
    if match is None:
        return None
    if word := match["multi"]:
        currency = match["multi_money"]
        unit = _CURRENCIES[currency] if currency else ""
        return Unit(unit, match.end(), _MULTIPLIERS[word], bare=not currency)
    if match["m"]:
        return Unit("SEK", match.end(), 1e6 if match["m"] == "m" else 1e3)
    if word := match["money"]:
        factor, unit_of_money = _MONEY[word]
        return Unit(str(unit_of_money), match.end(), float(factor))
    if word := match["currency"]:
        return Unit(_CURRENCIES[word], match.end())
    if word := match["share"]:
        return Unit(_SHARES[word], match.end())
    if word := match["duration"]:
        if word in ("h", "min", "v") and flat[match.end() : match.end() + 1] == "/":
            return None
        if word == "v" and not _WEEKS_END.match(flat, match.end()):
            return None
        return Unit("duration", match.end(), duration=_DURATIONS[word])
    return Unit(_MEASURES[match["measure"]], match.end())


def currency_before(flat: str, start: int) -> bool:
    """ "€ 500" and "EUR 500"."""
    return bool(_BEFORE_CURRENCY.search(flat, max(0, start - 6), start))


def per_after(flat: str, end: int, *, known: bool = False) -> tuple[str, int] | None:
    """What a rate is counted by, with the end of its words: "/månad", "per anställd", "i timmen"."""
    if match := _PER_AFTER.match(flat, end):
        return _PER[match["what"]], match.end()
    if match := _HABIT_AFTER.match(flat, end):
        return _PER[match["what"]], match.end()
    if not known and (match := _BARE_HABIT.match(flat, end)):
        return _PER[match["what"]], match.end()
    if match := _PER_OTHER.match(flat, end):
        what = match["what"]
        if flat[match.start() : match.end()].strip().startswith("/") and len(what) < 5:
            return None
        if known and not what.endswith(_PEOPLE_ENDINGS):
            return None
        return ("person" if what.endswith(_PEOPLE_ENDINGS) else "piece"), match.end()
    return None
