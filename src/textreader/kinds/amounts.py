# SPDX-License-Identifier: EUPL-1.2
"""Numbers on their way to facts: collected with the unit that stands right after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from textreader.kinds import heads
from textreader.kinds.lookalikes import counts_nothing, skipped_to
from textreader.kinds.money import Unit, currency_before, unit_after
from textreader.kinds.numbers import Number, number_at
from textreader.kinds.shares import SHARE_WORDS, share_at
from textreader.model import Document
from textreader.patterns import at_words
from textreader.tokens import AMOUNT_WORDS, NUMBER_WORDS


@dataclass(slots=True)
class Amount:
    """A number with its unit on the way to a fact; ``end`` is after the unit."""

    start: int
    number_end: int
    end: int
    rule: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    total: float | None = None
    before: float | None = None
    unit: str = "count"
    duration: str | None = None
    own_unit: bool = False
    bare: bool = False
    word: bool = False
    sign: int = 0
    change: str | None = None
    of: str | None = None
    kind_of_bracket: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def _claims(document: Document) -> list[tuple[int, int]]:
    claimed = [(f.start, f.end) for f in document.of_kind("date", "link", "quantity")]
    claimed += document.claimed
    return sorted(claimed)


_MORE_DIGITS = re.compile(r"(?: [0-9]{2,4})+(?![0-9]|,[0-9]| ?(?:%|[a-zåäö]))")
#: Triggers that a number or a share can begin with; the others begin dates.
_COUNTING = frozenset((*NUMBER_WORDS, *AMOUNT_WORDS, *SHARE_WORDS))


def collect(document: Document) -> list[Amount]:
    amounts: list[Amount] = []
    claimed = _claims(document)
    index, done = 0, 0
    for trigger in document.triggers:
        start = trigger.start
        digits = trigger.word[0].isdigit()
        if not digits and trigger.word not in _COUNTING:
            continue
        while index < len(claimed) and claimed[index][1] <= start:
            index += 1
        if start < done or (index < len(claimed) and claimed[index][0] <= start):
            if start >= done and digits:
                document.lost(start, trigger.end, "siffrorna hör till ett datum, en länk eller en tabellcell")
            continue
        if digits and (skip := skipped_to(document, start)):
            document.lost(start, skip, "ser ut som telefonnummer, diarienummer, postnummer eller klockslag")
            done = skip
            continue
        if share := share_at(document, trigger):
            first, last, value, fields = share
            unit = str(fields.pop("unit", "ratio"))
            total = fields.pop("_total", None)
            amounts.append(
                Amount(
                    first,
                    last,
                    last,
                    "quantity.share",
                    value,
                    total=total,
                    unit=unit,
                    own_unit=True,
                    word=True,
                    fields=fields,
                )
            )
            done = last
            continue
        number = number_at(document, trigger)
        if number is None:
            done = max(done, trigger.end)
            continue
        done = number.end
        if counts_nothing(document, number):
            if number.value >= 100 and (more := _MORE_DIGITS.match(document.flat, done)):
                done = more.end()  # "ID 234 567 890 12"
            document.lost(
                number.start,
                number.end,
                "räknar ingenting: numret på en sak, en punkt i en lista eller en del av ett namn",
            )
            continue
        amount = _amount(document, number)
        amounts.append(amount)
        done = amount.end
    return amounts


def _amount(document: Document, number: Number) -> Amount:
    flat = document.flat
    amount = Amount(
        number.start,
        number.end,
        number.end,
        "quantity.count",
        number.value,
        word=number.word,
        sign=number.sign,
    )
    unit = unit_after(flat, number.end)
    if unit is not None and _is_unit(document, number, unit):
        amount.unit, amount.end, amount.duration = unit.name or "SEK", unit.end, unit.duration
        amount.value = number.value * unit.factor
        amount.fields["_factor"] = unit.factor
        amount.own_unit, amount.bare = True, unit.bare
        if unit.bare:
            _bare_millions(document, amount)
        if unit.name == "points":
            amount.unit = "index"
        if unit.duration is not None and _is_age(document, amount):
            amount.unit, amount.duration = "age_years", None
    elif 13 <= number.value <= 75 and not number.word and _young_under(document, number):
        amount.unit, amount.own_unit = "age_years", True
    elif currency_before(flat, number.start):
        amount.unit, amount.own_unit = (
            ("SEK" if "sek" in flat[max(0, number.start - 5) : number.start] else "EUR"),
            True,
        )
    elif (not number.word and _is_price(document, amount)) or is_round_money(document, amount):
        amount.unit = "SEK"
    return amount


#: What is said in kronor even where nobody says so.
_PRICE = re.compile(
    r"(?<!\w)(?:kosta(?:r|de|t|s)?|betala(?:r|de|t|s)?|[a-zåäö]*(?:priset|hyran|lönen|avgiften|bidraget|ersättningen|stödet|premien|månadshyran|grundlönen|startavgiften|deposition(?:en)?)(?: {1,5}(?:är|var|blev|blir|ligger|låg|landade|landar|höjs|sänks|steg|stiger))?|böter|vite|kostnad(?:en)?)"
    r"(?: {1,5}(?:på|till|med|nu|i dag|idag|cirka|ca|drygt|knappt|närmare|runt|omkring|minst|högst|upp|i snitt|dem|oss|honom|henne|mig|företaget|då|nästan|under|över|från|är|var|blir|om)){0,3} {1,5}$"
)
_PRICE_ENDS = re.compile(
    r" {0,2}(?:[.,;:!?)]|$|per |/|i (?:månaden|timmen|veckan|snitt|fjol)|om (?:året|dagen|dygnet)|för |och |men |plus |exkl|inkl|utan |mer |mindre |medan |mot |till |när |då |att |som )"
)


_MONEY_TALK = re.compile(
    r"(?<!\w)(?:[a-zåäö]*kosta\w*|[a-zåäö]*betal\w*|[a-zåäö]*hyra\w*|[a-zåäö]*lån(?:et|a|at)?|[a-zåäö]*lön(?:en)?|[a-zåäö]*avgift\w*|[a-zåäö]*räkning\w*|kronor|[a-zåäö]*pris\w*|miljon\w*|böter|skuld\w*)(?!\w)[^.;!?\n]{0,70}$"
)
_ROUND_ENDS = re.compile(
    r" {0,2}(?:[.,;:!?)]|$)| (?:i (?:månaden|timmen|veckan|snitt)|om (?:året|dagen|vi|det|de)|bara|men|och|när|då|mer i|till om)(?!\w)"
)


def is_round_money(document: Document, amount: Amount) -> bool:
    """ "elen har kostat tjugotvå tusen": a round sum in talk of money, where nothing else is counted."""
    if amount.own_unit or amount.unit != "count" or amount.value is None or amount.sign:
        return False
    if amount.value < 1000 or amount.value % 100:
        return False
    flat = document.flat
    return bool(
        _ROUND_ENDS.match(flat, amount.end)
        and _MONEY_TALK.search(flat, max(0, amount.start - 90), amount.start)
    )


def _is_price(document: Document, amount: Amount) -> bool:
    """ "kostade 15 000", "hyran är 45 000 i månaden"."""
    if amount.value is None or amount.sign or (amount.value < 100 and amount.value == int(amount.value)):
        return False
    flat = document.flat
    return bool(
        _PRICE_ENDS.match(flat, amount.end) and _PRICE.search(flat, max(0, amount.start - 60), amount.start)
    )


def _is_unit(document: Document, number: Number, unit: Unit) -> bool:
    """A unit on the next paragraph's first line is none; "h" and "min" need the number close."""
    between = document.text[number.end : unit.end]
    return between.count("\n") <= 2 and "\t" not in between


_COUNTABLE_AFTER = re.compile(r" {1,5}(?:[a-zåäö]+(?:a|e) )?(?P<word>[a-zåäö-]{3,})")


def _bare_millions(document: Document, amount: Amount) -> None:
    """ "310 miljoner till …" is money, "1,5 miljoner gästnätter" counts nights."""
    noun = heads.noun_after(document, amount.end)
    amount.unit = "SEK"
    scale = document.flat[amount.number_end : amount.end].strip()
    if (noun is not None and (heads.is_head(noun[0].split()[-1]) or scale == "tusen")) or scale == "tusen":
        amount.unit = "count"


_AGE_BEFORE = at_words(
    r"(?<!\w)(?:ålder\w*|åldrar\w*|medelålder\w*|medelåldrar|ungdomar|personer|unga|barn|äldre|yngre|fyllda|fyllt|pensionsålder\w*|åldersgrupp\w*|befolkning\w*|invånare)(?!\w)[^.;0-9]{0,28}$"
)
_PEOPLE_UNDER = at_words(
    r"(?<!\w)(?:arbetslösa|inskrivna|kvinnor|män|unga|ungdomar|elever|deltagare|företagare|anställda|sökande|alla|personal|föräldrar|studenter|nyanlända)(?: {1,5}(?:som|är)){0,2} {1,5}(?:under|över|mellan|från|fyllda|på) {1,5}$"
)
_AGE_AFTER = re.compile(r" {1,5}(?:gamla?|gammal|och äldre|eller äldre|och uppåt|i ålder)")


def _is_age(document: Document, amount: Amount) -> bool:
    if amount.duration != "year" or amount.value is None or not 0 < amount.value <= 110:
        return False
    flat = document.flat
    if _AGE_AFTER.match(flat, amount.end):
        return True
    left = flat[max(0, amount.start - 70) : amount.start]
    if amount.value >= 13 and _PEOPLE_UNDER.search(left):
        return True
    if re.search(r"(?<!\w)(?:ålder|medelålder|åldrar|åldersgrupp)\w*[^.;]{0,30}$", left) or re.search(
        r"medelåldrar[^.;]{0,30}$", left
    ):
        return True
    return (
        amount.value >= 13
        and bool(_AGE_BEFORE.search(left))
        and bool(re.search(r"(?:under|över|mellan|från|till|och|-|[0-9]) {0,3}$", left))
    )


_YOUNG = at_words(r"(?<!\w)(?:unga|ungdomar|arbetslösa|personer|alla|de) {1,5}(?:under|över) {1,5}$")
_YOUNG_ENDS = re.compile(r" {0,2}(?:[.,;:!?)]|$)| (?:ska|är|har|får|kan|i|som|och|utan|med|på|för)(?!\w)")


def _young_under(document: Document, number: Number) -> bool:
    """ "unga under 25", with the years left out."""
    flat = document.flat
    return bool(
        _YOUNG.search(flat, max(0, number.start - 28), number.start) and _YOUNG_ENDS.match(flat, number.end)
    )


def is_age_range(document: Document, amount: Amount) -> bool:
    if amount.duration != "year" or amount.low is None or amount.high is None:
        return False
    left = document.flat[max(0, amount.start - 60) : amount.start]
    if re.search(r"(?<!\w)(?:ålder|åldrar|åldersgrupp)\w*[^.;]{0,24}$", left) or _AGE_AFTER.match(
        document.flat, amount.end
    ):
        return True
    if amount.low < 13:
        return False
    return bool(_AGE_BEFORE.search(left)) or bool(
        re.search(r"(?<!\w)(?:för|gruppen|bland|mellan|i gruppen) {1,3}$", left)
    )
