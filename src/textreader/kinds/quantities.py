# SPDX-License-Identifier: EUPL-1.2
"""Counts, shares, money, durations: every number that counts or measures something.

Numbers are collected first (:class:`Amount`), then joined with their neighbours ("1-7", "24 av
29", "från 70 till 90 procent"), then read with the words around them.
"""

from __future__ import annotations

import re
from typing import Any

from textreader.kinds import heads, steps
from textreader.kinds.amounts import Amount, collect
from textreader.kinds.counted import head_word, verb_beside
from textreader.kinds.inherited_units import STAGE_BEFORE
from textreader.kinds.joining import join
from textreader.kinds.limits import Limit, limit_around
from textreader.kinds.money import per_after
from textreader.kinds.titled_lists import title_of
from textreader.model import Document, Fact
from textreader.patterns import at_words
from textreader.rule import make

G = " {1,5}"


def find(document: Document) -> list[Fact]:
    """All quantities of a text that no table has claimed."""
    amounts = collect(document)
    amounts = join(amounts, document)
    facts: list[Fact] = []
    last_of: dict[int, str] = {}
    before: Amount | None = None
    for amount in amounts:
        if before is not None:
            _like_the_one_before(document, before, amount)
            if (
                facts
                and amount.unit == before.unit == "%"
                and _ALSO.fullmatch(document.flat[before.end : amount.start])
            ):
                amount.of = amount.of or facts[-1].fields.get("of")
        _under_title(document, amount)
        fact = _fact(document, amount, last_of)
        if fact is not None:
            facts.append(fact)
        before = amount
    return facts


_COMPARED_WITH = re.compile(
    rf"[^.!?;]{{0,40}}(?:,|(?<!\w)(?:mot|än|och|från|till|jämfört{G}med))[^.!?;]{{0,20}}"
)


def _under_title(document: Document, amount: Amount) -> None:
    """A figure in a list takes its head word, and a unit it has not, from the list's title."""
    if amount.of or amount.word or (title := title_of(document, amount.start)) is None:
        return
    amount.of = f"{title.noun} ({title.label})"
    if title.unit and not amount.own_unit and amount.value is not None:
        amount.value, amount.unit, amount.own_unit = amount.value * title.factor, title.unit, True


_EVERY = re.compile(r" {1,5}(?:i|per|om) {1,5}(?:månaden|månad|året|år|veckan|vecka|timmen|timme)(?!\w)")


#: "79,4 procent bland män och 75,1 procent bland kvinnor" are two of one thing.
_ALSO = re.compile(
    r"(?: {1,5}(?:bland|för|hos|inom|i|på) {1,5}[a-zåäö]+){1,2},? {1,5}(?:och|mot|respektive|medan|men)(?: {1,5}(?:bland|för|hos|inom|i|på) {1,5}[a-zåäö]+)?(?: {1,5}(?:ca|cirka|drygt|knappt))? {1,5}"
)


_UNITS = re.compile(r" enhet(?:er)?(?!\w)")


def _like_the_one_before(document: Document, before: Amount, amount: Amount) -> None:
    """A step said again in percent ("312 personer (7,4 procent)"), a rate compared with one."""
    if (
        before.unit.startswith("SEK")
        and amount.unit == "count"
        and not amount.word
        and (amount.value or 0) >= 1000
    ):
        if _EVERY.match(document.flat, amount.end) and amount.start - before.end < 40:
            amount.unit = "SEK"  # "250 kr/tim, dvs ca 42 000 i månaden"
    if (
        amount.sign
        and amount.unit == "count"
        and before.unit == "%"
        and document.flat[before.end : amount.start] == ", "
    ):
        amount.unit, amount.own_unit = "percentage_points", True  # "(5,8 %, −0,2)"
    if amount.unit == "count" and before.unit in ("%", "index") and _UNITS.match(document.flat, amount.end):
        amount.unit = "index" if before.unit == "index" else "percentage_points"
        amount.own_unit, amount.end = True, amount.end + len(" enheter")
    elif amount.kind_of_bracket and before.unit == "index" and amount.unit == "count":
        amount.unit = "index"
    elif amount.kind_of_bracket == "other" and before.change and amount.unit == "%" and before.unit != "%":
        amount.change = before.change
    elif (
        amount.unit == "SEK"
        and before.unit.startswith("SEK_per_")
        and (
            amount.fields.get("_factor") == 0.01 or amount.kind_of_bracket or amount.fields.get("_inherited")
        )
        and per_after(document.flat, amount.end) is None
    ):
        if amount.kind_of_bracket or _COMPARED_WITH.fullmatch(document.flat[before.end : amount.start]):
            amount.unit = before.unit


def _fact(document: Document, amount: Amount, last_of: dict[int, str]) -> Fact | None:
    flat = document.flat
    limit = limit_around(flat, amount.start, amount.end, duration=amount.unit == "duration")
    _some(flat, amount, limit)
    _far_limit(flat, amount, limit)
    _negated_limit(flat, amount, limit)
    noun = (
        heads.noun_after(document, amount.end)
        if amount.unit in ("count", "ratio", "%") or amount.rule == "quantity.of_total"
        else None
    )
    _per(document, amount, limit, noun)
    _index(document, amount, noun)
    share = amount.unit in ("%", "percentage_points", "index")
    _change(flat, amount, limit, noun, share)
    if _empty_word(document, amount, noun):
        document.lost(amount.start, amount.end, "räkneord utan något som räknas")
        return None
    _name_rule(amount)
    fields = _fields(amount, limit)
    of = head_word(document, amount, limit, noun)
    section = document.sections and document.section_at(amount.start)
    key = section.start if section else 0
    if noun is None and amount.change and re.match(rf"{G}(?:fler|färre)", flat[amount.end : amount.end + 8]):
        of = last_of.get(key) or of
    same = bool(
        amount.kind_of_bracket
        or _OF_WHICH.search(flat, max(0, limit.start - 8), limit.start)
        or _OF_THEM.match(flat, amount.end)
    )
    same = same and not (
        amount.of or verb_beside(document, amount, limit) or heads.part_of(document, amount.end)
    )
    if noun is None and same and key in last_of and amount.unit != "duration":
        of = last_of[key]  # "96 svarade (65 %), varav 11 bara delvis"
    if of is None or (noun is None and last_of.get(key, "").endswith(f" {of}")):
        of = last_of.get(key)  # "86 varsel, april 131"
    elif amount.unit != "duration":
        last_of[key] = of
    fields["of"] = None if amount.fields.get("_whole") else of
    if (
        amount.unit == "count"
        and (amount.value or 0) % 1
        and STAGE_BEFORE.search(flat, max(0, limit.start - 34), limit.start)
    ):
        fields |= {"doubt": True, "doubt_because": "unit"}  # "kvar av årsramen 6,1", and no unit near
    fields |= {k: v for k, v in amount.fields.items() if not k.startswith("_") or k == "_negated"}
    return make(document, "quantity", limit.start, max(limit.end, amount.end), amount.rule, **fields)


_OF_WHICH = at_words(r"(?<!\w)(?:varav|därav) {1,5}$")
_OF_THEM = re.compile(r" {1,5}av {1,5}(?:dem|dessa)(?!\w)")
_THAN_THEN = re.compile(
    r"[^.;!?]{0,30}?(?<!\w)(?:som|än|jämfört med|mot) (?:i |för |förra |samma |under |vid |tidigare|normalt|fjol)"
)


def _name_rule(amount: Amount) -> None:
    """A plain number is named for what it measures; joined ones keep the name of the joining."""
    if amount.rule != "quantity.count":
        return
    unit = amount.unit
    if unit.startswith("per_"):
        amount.rule = "quantity.rate"
    elif unit.startswith(("SEK", "EUR")):
        amount.rule = "quantity.money"
    elif unit in ("%", "percentage_points"):
        amount.rule = "quantity.percent"
    elif unit in ("duration", "age_years"):
        amount.rule = "quantity.duration"
    elif unit == "index":
        amount.rule = "quantity.index"
    elif unit != "count":
        amount.rule = "quantity.measure"


_SOME = at_words(r"(?<!\w)(?:en|ett) {1,5}$")


def _some(flat: str, amount: Amount, limit: Limit) -> None:
    """ "en tolvtusen", "en tio stycken": an article before a numeral makes it about."""
    if not amount.word or amount.value is None or amount.value < 5 or amount.rule == "quantity.share":
        return
    if (found := _SOME.search(flat, max(0, limit.start - 8), limit.start)) and not limit.hedge:
        limit.start, limit.approx, limit.hedge = found.start(), True, found[0].strip()


_FAR = re.compile(
    r"(?<!\w)(?:(?P<high>som längst|som högst|maximalt|max|högst(?! {1,5}(?:i|bland|var|av) ))|(?P<low>minst))(?: {1,5}(?!bland |var |av )[a-zåäö]+){1,4} {1,5}$"
)


def _far_limit(flat: str, amount: Amount, limit: Limit) -> None:
    """ "får som längst pågå under 4 månader": a limit binds over the verb."""
    if limit.low or limit.high:
        return
    found = _FAR.search(flat, max(0, limit.start - 48), limit.start)
    if found is None:
        return
    words = found["high"] or found["low"]
    if words == "minst" or (
        words == "högst" and not re.search(r"(?:under|på|till|använda|få|ge) {1,5}$", found[0])
    ):
        return
    limit.high = True
    limit.hedge = f"{words} {limit.hedge}".strip()


_NEGATED = at_words(
    r"(?<!\w)(?:inte|ej|aldrig|ingen|inget|inga|knappast|ingenstans)(?:(?! {1,5}(?:bara|minst)) {1,5}[a-zåäö]+){0,5} {1,5}$"
)


def _negated_limit(flat: str, amount: Amount, limit: Limit) -> None:
    """ "inte fått in mer än 12": a negated comparison turns the bound."""
    if (
        not (limit.low or limit.high)
        or not re.search(r"(?:än|över|under)(?!\w)", limit.hedge)
        or limit.hedge.startswith(("inte", "ej"))
    ):
        return
    if _NEGATED.search(flat, max(0, limit.start - 60), limit.start):
        limit.low, limit.high = limit.high, limit.low
        amount.fields["_negated"] = True


#: "14 i veckan i snitt".
_ON_AVERAGE = re.compile(r" {1,5}(?:i {1,5}(?:snitt|genomsnitt)|i {1,5}medeltal)(?!\w)")
_EACH = at_words(r"(?<!\w)[àáa] {1,2}$")


def _per(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> None:
    flat = document.flat
    if amount.unit in ("duration", "ratio", "age_years", "percentage_points", "index"):
        return
    end = noun[1] if noun is not None and amount.unit == "count" else amount.end
    found = per_after(flat, end, known=amount.unit == "count")
    if found is None and amount.unit == "SEK" and _EACH.search(flat, max(0, limit.start - 4), limit.start):
        amount.unit = "SEK_per_piece"  # "checkar à högst 150 tkr"
        return
    if found is None and amount.unit != "count":
        rest = re.compile(
            r"(?: {1,5}(?:mer|mindre|extra)(?= i )| {1,5}(?:i|på) {1,5}(?:snitt|genomsnitt|bidrag|stöd|lön|medel)| {1,5}[a-zåäö]+(?:d|t|n|r)?)? {1,5}(?=per )"
        ).match(flat, end)
        if rest is not None:
            found = per_after(flat, rest.end() - 1)
    if found is None:
        return
    what, stop = found
    if amount.unit == "%" or (what in ("kvm", "ton") and amount.unit == "count"):
        return
    if (
        amount.unit == "count"
        and flat[end : end + 1] == " "
        and re.match(r" {1,5}(?:om|i) ", flat[end : end + 4])
    ):
        if (
            noun is None
            and amount.rule not in ("quantity.share", "quantity.range")
            and not _ON_AVERAGE.match(flat, stop)
        ):
            return
    amount.unit = f"per_{what}" if amount.unit == "count" else f"{amount.unit}_per_{what}"
    amount.end = stop


_INDEX = re.compile(
    r"(?<!\w)(?:[a-zåäö-]*(?:index|indexet|indikatorn|indikator|barometern|barometerindikatorn|pmi|nki))(?!\w)[^.;!?]{0,60}$"
)


def _index(document: Document, amount: Amount, noun: tuple[str, int] | None) -> None:
    """ "konfidensindikatorn steg till 97,4": a bare number whose subject is an index."""
    if amount.unit != "count" or amount.own_unit or noun is not None or amount.word:
        return
    if _INDEX.search(document.flat, max(0, amount.start - 90), amount.start):
        amount.unit = "index"


def _change(flat: str, amount: Amount, limit: Limit, noun: tuple[str, int] | None, share: bool) -> None:
    if amount.change is not None:
        return
    if amount.kind_of_bracket == "other":
        # A step said again in percent has its direction already, "(12 % färre än i fjol)" says its own.
        told = steps.step_after(flat, amount.number_end, amount.end, share=False)
        amount.change = told[0] if told else None
        return
    if amount.sign:
        amount.change = steps.INCREASE if amount.sign > 0 else steps.DECREASE
        return
    if amount.rule == "quantity.share" and amount.unit == "ratio" and (amount.value or 0) > 1:
        if _THAN_THEN.match(flat, amount.end):
            amount.change = steps.INCREASE  # "dubbelt så dyrt som i januari"
        return
    if amount.unit in ("age_years",) or amount.rule == "quantity.of_total":
        return
    if amount.unit == "duration" and not re.search(
        r"(?<!\w)med {1,5}$", flat[max(0, limit.start - 6) : limit.start]
    ):
        return
    amount.change = steps.step_before(flat, limit.start, share=share)
    if amount.change is None and limit.end <= amount.end:
        after = steps.step_after(flat, amount.number_end, amount.end, share=share)
        if after is not None:
            amount.change = after[0]


_NOT_COUNTED = at_words(r"(?<!\w)(?:alla|de|båda|dessa|oss|vi|er) {1,5}$")


_NOW_ARE = at_words(r"(?<!\w)(?:är|var|blev|blir) {1,5}(?:de|vi|ni) {1,5}$")


def _empty_word(document: Document, amount: Amount, noun: tuple[str, int] | None) -> bool:
    """A numeral that counts no noun near it ("alla tre", "vi två") is left out."""
    if (
        amount.value == 1
        and not amount.own_unit
        and noun is None
        and amount.unit == "count"
        and not amount.sign
    ):
        return True
    if (
        not amount.word
        or amount.own_unit
        or amount.unit != "count"
        or noun is not None
        or amount.low is not None
    ):
        return False
    flat = document.flat
    if _NOW_ARE.search(flat, max(0, amount.start - 14), amount.start):
        return False  # "nu är de tjugosex"
    if (
        (amount.value or 0) < 13
        and _NOT_COUNTED.search(flat, max(0, amount.start - 8), amount.start)
        and heads.part_of(document, amount.end) is None
    ):
        return not re.search(r"(?<!\w)alla {1,5}$", flat[max(0, amount.start - 8) : amount.start])
    return False


def _fields(amount: Amount, limit: Limit) -> dict[str, Any]:
    value, low, high = amount.value, amount.low, amount.high
    if value is not None and (limit.low or limit.high):
        low, high = (value, None) if limit.low else (None, value)
        value = None
    fields: dict[str, Any] = {"value": _plain(value)}
    if value is None:
        fields |= {"low": _plain(low), "high": _plain(high)}
    if limit.strict and value is None:
        fields["strict"] = True
    fields["unit"] = amount.unit
    if amount.duration is not None and amount.unit == "duration":
        fields["duration_unit"] = amount.duration
    if amount.total is not None:
        fields["total"] = _plain(amount.total)
    if limit.approx or amount.fields.get("approx"):
        fields["approx"] = True
    if limit.hedge:
        fields["hedge"] = limit.hedge
    if amount.before is not None:
        fields["before"] = _plain(amount.before)
    if amount.change is not None:
        fields["change"] = amount.change
    return fields


def _plain(value: float | None) -> int | float | None:
    """Whole numbers as int, so that JSON shows 5000000 and not 5000000.0."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
