# SPDX-License-Identifier: EUPL-1.2
"""Counts, shares, money, durations: every number that counts or measures something.

Numbers are collected first (:class:`Amount`), then joined with their neighbours ("1-7", "24 av
29", "från 70 till 90 procent"), then read with the words around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from textreader.kinds import heads, steps
from textreader.kinds.limits import Limit, limit_around
from textreader.kinds.lookalikes import counts_nothing, skipped_to
from textreader.kinds.money import Unit, currency_before, per_after, unit_after
from textreader.kinds.numbers import Number, number_at
from textreader.kinds.shares import share_at
from textreader.model import Document, Fact
from textreader.rule import make

G = " {1,5}"
O = " {0,3}"  # noqa: E741


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


def find(document: Document) -> list[Fact]:
    """All quantities of a text that no table has claimed."""
    amounts = _collect(document)
    amounts = _join(amounts, document)
    facts: list[Fact] = []
    last_of: dict[int, str] = {}
    before: Amount | None = None
    for amount in amounts:
        if before is not None:
            _like_the_one_before(document, before, amount)
        fact = _fact(document, amount, last_of)
        if fact is not None:
            facts.append(fact)
        before = amount
    return facts


_COMPARED_WITH = re.compile(rf"[^.!?;]{{0,40}}(?:,|(?<!\w)(?:mot|än|och|från|till|jämfört{G}med))[^.!?;]{{0,20}}")


def _like_the_one_before(document: Document, before: Amount, amount: Amount) -> None:
    """A step said again in percent ("312 personer (7,4 procent)"), a rate compared with one."""
    if amount.kind_of_bracket == "other" and before.change and amount.unit == "%" and before.unit != "%":
        amount.change = before.change
    elif amount.unit == "SEK" and before.unit.startswith("SEK_per_") and amount.fields.get("_factor") == 0.01:
        if _COMPARED_WITH.fullmatch(document.flat[before.end : amount.start]):
            amount.unit = before.unit


def _claims(document: Document) -> list[tuple[int, int]]:
    claimed = [(f.start, f.end) for f in document.of_kind("date", "link", "quantity")]
    claimed += document.claimed
    return sorted(claimed)


def _collect(document: Document) -> list[Amount]:
    amounts: list[Amount] = []
    claimed = _claims(document)
    index, done = 0, 0
    for trigger in document.triggers:
        start = trigger.start
        while index < len(claimed) and claimed[index][1] <= start:
            index += 1
        if start < done or (index < len(claimed) and claimed[index][0] <= start):
            if start >= done and trigger.word[0].isdigit():
                document.lost(start, trigger.end, "siffrorna hör till ett datum, en länk eller en tabellcell")
            continue
        if trigger.word[0].isdigit() and (skip := skipped_to(document, start)):
            document.lost(start, skip, "ser ut som telefonnummer, diarienummer, postnummer eller klockslag")
            done = skip
            continue
        if share := share_at(document, trigger):
            first, last, value, fields = share
            unit = str(fields.pop("unit", "ratio"))
            total = fields.pop("_total", None)
            amounts.append(Amount(first, last, last, "quantity.share", value, total=total, unit=unit, own_unit=True, word=True, fields=fields))
            done = last
            continue
        number = number_at(document, trigger)
        if number is None:
            done = max(done, trigger.end)
            continue
        done = number.end
        if counts_nothing(document, number):
            document.lost(number.start, number.end, "räknar ingenting: numret på en sak, en punkt i en lista eller en del av ett namn")
            continue
        amount = _amount(document, number)
        amounts.append(amount)
        done = amount.end
    return amounts


def _amount(document: Document, number: Number) -> Amount:
    flat = document.flat
    amount = Amount(number.start, number.end, number.end, "quantity.count", number.value, word=number.word, sign=number.sign)
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
    elif currency_before(flat, number.start):
        amount.unit, amount.own_unit = ("SEK" if "sek" in flat[max(0, number.start - 5) : number.start] else "EUR"), True
    return amount


def _is_unit(document: Document, number: Number, unit: Unit) -> bool:
    """A unit on the next paragraph's first line is none; "h" and "min" need the number close."""
    between = document.text[number.end : unit.end]
    return between.count("\n") <= 2 and not ("\t" in between)


_COUNTABLE_AFTER = re.compile(r" {1,5}(?:[a-zåäö]+(?:a|e) )?(?P<word>[a-zåäö-]{3,})")


def _bare_millions(document: Document, amount: Amount) -> None:
    """ "310 miljoner till …" is money, "1,5 miljoner gästnätter" counts nights."""
    noun = heads.noun_after(document, amount.end)
    amount.unit = "SEK"
    scale = document.flat[amount.number_end : amount.end].strip()
    if noun is not None and (heads.is_head(noun[0].split()[-1]) or scale == "tusen"):
        amount.unit = "count"
    elif scale == "tusen":
        amount.unit = "count"


_AGE_BEFORE = re.compile(r"(?<!\w)(?:ålder\w*|åldrar\w*|medelålder\w*|medelåldrar|ungdomar|personer|unga|barn|äldre|yngre|fyllda|fyllt|pensionsålder\w*|åldersgrupp\w*|befolkning\w*|invånare)(?!\w)[^.;0-9]{0,28}$")
_AGE_AFTER = re.compile(r" {1,5}(?:gamla?|gammal|och äldre|eller äldre|och uppåt|i ålder)")


def _is_age(document: Document, amount: Amount) -> bool:
    if amount.duration != "year" or amount.value is None or not 0 < amount.value <= 110:
        return False
    flat = document.flat
    if _AGE_AFTER.match(flat, amount.end):
        return True
    left = flat[max(0, amount.start - 70) : amount.start]
    if re.search(r"(?<!\w)(?:ålder|medelålder|åldrar|åldersgrupp)\w*[^.;]{0,30}$", left) or re.search(r"medelåldrar[^.;]{0,30}$", left):
        return True
    return amount.value >= 13 and bool(_AGE_BEFORE.search(left)) and bool(re.search(r"(?:under|över|mellan|från|till|och|-|[0-9]) {0,3}$", left))


# ---- neighbours -------------------------------------------------------------------------------

_RANGE = re.compile(rf"{O}-{O}|{G}(?:till|à|á|a){G}")
_OR = re.compile(rf"{G}eller{G}")
_AND = re.compile(rf"{G}och{G}")
_OF = re.compile(
    rf"(?:{G}(?P<noun>[a-zåäö-]+))?{G}av{G}(?:(?:de|dem|dessa|våra|totalt|sammanlagt|alla|samtliga|länets|kommunens|regionens|landets|hela|deras|sina|ca|cirka|inkomna|möjliga){G}){{0,2}}(?:[a-zåäö]+s{G})?"
)
_LIST = re.compile(rf"{O},{O}|{G}(?:och|respektive|resp\.?|samt|eller){G}|{O}/{O}|,{G}respektive{G}")
_BRACKET = re.compile(
    rf"(?:{O}[a-zåäö-]+)?{O}[(\[]{O}(?:(?:jämfört{G}med|jfr|mot|från|fg{G}år|förra{G}året|föregående{G}(?:år|månad|kvartal|mätning)|fjol\w*|i{G}fjol|ifjol|tidigare|förra|varav|upp|ned|ner)[ :]{{0,3}})?(?:i{G}fjol{G})?"
)


def _join(amounts: list[Amount], document: Document) -> list[Amount]:
    """Ranges, totals, movements and units that carry over."""
    flat = document.flat
    joined: list[Amount] = []
    index = 0
    while index < len(amounts):
        amount = amounts[index]
        after = amounts[index + 1] if index + 1 < len(amounts) else None
        if after is not None and after.start - amount.end < 60:
            limit_start = limit_around(flat, after.start, after.end, duration=after.unit == "duration").start
            between = flat[amount.end : max(amount.end, min(limit_start, after.start))]
            pair = _pair(amount, after, between, document)
            if pair is not None:
                joined += pair
                index += 2
                continue
        joined.append(amount)
        index += 1
    for place in range(len(joined) - 2, -1, -1):
        _carry_unit(joined[place], joined[place + 1], document)
    _brackets(joined, document)
    _inherit(joined, document)
    return joined


def _pair(amount: Amount, after: Amount, between: str, document: Document) -> list[Amount] | None:
    flat = document.flat
    if amount.value is None or after.value is None:
        return None
    left = flat[max(0, amount.start - 12) : amount.start]
    comparable = not amount.own_unit or amount.unit == after.unit
    if _AND.fullmatch(between) and re.search(rf"(?<!\w)mellan{G}(?:ca{G}|cirka{G})?$", left) and comparable:
        return _ranged(amount, after, document)
    if re.search(rf"(?<!\w)från{G}(?:(?:ca|cirka|drygt|knappt|omkring|nästan|närmare|över|dagens|tidigare|nuvarande){G}){{0,2}}$", flat[max(0, amount.start - 24) : amount.start]):
        if re.fullmatch(rf"{G}(?:upp{G}|ned{G}|ner{G})?till{G}(?:nuvarande{G}|dagens{G})?", between) and comparable:
            if steps.moves(flat, amount.start) is not False:
                return _moved(amount, after, document)
            return _ranged(amount, after, document)
    if _RANGE.fullmatch(between) and comparable and after.sign == 0:
        return _range_or_level(amount, after, between, document)
    if _OR.fullmatch(between) and amount.word and after.word and comparable and after.value - amount.value == 1:
        return _ranged(amount, after, document)
    if re.fullmatch(rf"{G}från{G}", between) and comparable and re.search(rf"(?<!\w)till{G}$", left):
        if not re.match(r" {1,4}(?:[a-zåäö]+ {1,4})?(?:i|under|år) ", flat[after.end : after.end + 24]):
            amount.before = after.value if after.own_unit == amount.own_unit else after.value * amount.fields.get("_factor", 1.0)
            amount.change = steps.INCREASE if amount.value > amount.before else steps.DECREASE
            amount.end, amount.number_end, amount.rule = after.end, after.number_end, "quantity.from_to"
            if after.own_unit and not amount.own_unit:
                amount.unit, amount.own_unit, amount.duration = after.unit, True, after.duration
            return [amount]
    if _REDUCED_TO.fullmatch(between) and comparable and re.search(rf"(?<!\w)(?:om|på){G}$", left):
        return _reduced(amount, after, between)
    exception = re.search(rf"(?<!\w)(?:utom|förutom|bortsett{G}från|undantag{G}av|undantaget|minus){G}$", flat[max(0, amount.start - 18) : amount.start])
    if exception:
        amount.fields["exception"] = True
    if not exception and _OF.fullmatch(between) and amount.unit == "count" and not amount.sign and after.unit == "count" and not amount.bare:
        if after.value >= amount.value and not re.search(r"(?:%|procent)", between):
            noun = _OF.fullmatch(between)
            if noun is None or noun["noun"] is None or heads.is_head(noun["noun"]) or noun["noun"] in ("st", "stycken"):
                amount.total, amount.unit, amount.rule = after.value, "ratio", "quantity.of_total"
                amount.end, amount.number_end = after.end, after.number_end
                amount.own_unit = True
                return [amount]
    return None


_REDUCED_TO = re.compile(
    rf"(?:{G}[a-zåäö]+){{0,3}}{G}(?:har|hade|kommer{G}att|ska)?(?:{G}nu)?{G}?(?P<word>(?:minska|sänk|reducera|skriv|justera|korta|dra|krymp|banta|höj|öka|utöka|räkna)[a-zåäö]*(?:{G}(?:ned|ner|upp))?){G}till{G}"
)


def _reduced(amount: Amount, after: Amount, between: str) -> list[Amount]:
    """ "Varslet om 60 personer har minskats till 45": the first figure no longer holds."""
    before = _scaled(amount, after)
    if after.value is not None and before != after.value:
        after.before = before
        after.change = steps.INCREASE if after.value > before else steps.DECREASE
    if not after.own_unit:
        after.unit, after.duration = amount.unit, amount.duration
        if amount.own_unit and after.value is not None:
            after.value *= amount.fields.get("_factor", 1.0)
    amount.fields["superseded"] = True
    return [amount, after]


def _ranged(amount: Amount, after: Amount, document: Document) -> list[Amount] | None:
    if amount.value is None or after.value is None:
        return None
    low = _scaled(amount, after)
    if not low < after.value:
        return None
    after.low, after.high, after.value = low, after.value, None
    if re.search(rf"(?<!\w)mellan{G}(?:ca{G}|cirka{G})?$", document.flat[max(0, amount.start - 12) : amount.start]):
        amount.start = document.flat.rfind("mellan", 0, amount.start)
    after.start, after.rule, after.sign = amount.start, "quantity.range", amount.sign
    if after.unit == "duration" and _is_age_range(document, after):
        after.unit, after.duration = "age_years", None
    return [after]


def _scaled(amount: Amount, after: Amount) -> float:
    """ "2-3 miljoner": the first number has the scale of the second."""
    value = amount.value or 0.0
    if amount.own_unit or after.value is None:
        return value
    return value * after.fields.get("_factor", 1.0)


def _is_age_range(document: Document, amount: Amount) -> bool:
    if amount.duration != "year" or amount.low is None or amount.high is None:
        return False
    left = document.flat[max(0, amount.start - 60) : amount.start]
    if re.search(r"(?<!\w)(?:ålder|åldrar|åldersgrupp)\w*[^.;]{0,24}$", left) or _AGE_AFTER.match(document.flat, amount.end):
        return True
    if amount.low < 13:
        return False
    return bool(_AGE_BEFORE.search(left)) or bool(re.search(r"(?<!\w)(?:för|gruppen|bland|mellan|i gruppen) {1,3}$", left))


def _moved(amount: Amount, after: Amount, document: Document) -> list[Amount] | None:
    """ "från 70 till 90 procent" is the value 90 with 70 before it."""
    before = _scaled(amount, after)
    if after.value is None or before == after.value:
        return None
    after.before = before
    after.change = steps.INCREASE if after.value > before else steps.DECREASE
    after.start, after.rule = amount.start, "quantity.from_to"
    return [after]


_LEVEL_WORDS = re.compile(rf"{G}till{G}(?:nu|totalt|sammanlagt|idag|dagens|nuvarande){G}$")


def _range_or_level(amount: Amount, after: Amount, between: str, document: Document) -> list[Amount] | None:
    """After "ökade med" the second number is the level unless both can be the ends of one step."""
    if amount.value is None or after.value is None:
        return None
    direction = steps.with_step(document.flat, limit_around(document.flat, amount.start, amount.end).start)
    if direction is not None and "till" in between and not _one_step(amount, after):
        amount.change = direction
        if not amount.own_unit:
            amount.unit, amount.duration = after.unit, after.duration
            amount.value = _scaled(amount, after)
        return [amount, after]
    if amount.word != after.word and "till" in between:
        return None
    if after.value > 3000 * max(_scaled(amount, after), 1e-9):
        return None
    return _ranged(amount, after, document)


def _one_step(amount: Amount, after: Amount) -> bool:
    """ "med 3 till 5 procent" may be one step; "med 12 till 48" hardly."""
    if amount.own_unit or amount.value is None or after.value is None:
        return False
    return amount.value < after.value <= 2.5 * amount.value and after.unit in ("%", "percentage_points", "SEK")


def _carry_unit(amount: Amount, after: Amount, document: Document) -> None:
    """ "40 respektive 65 öre": a bare number in a list has the unit of the next."""
    if amount.own_unit or not after.own_unit or after.unit in ("ratio", "duration", "age_years", "count"):
        if not (after.unit == "duration" and not amount.own_unit):
            return
    between = document.flat[amount.end : after.start]
    shared = after.unit.startswith(("SEK", "EUR")) and re.fullmatch(rf"{G}av{G}(?:de{G}|totalt{G}|budgeterade{G})?", between)
    if not (_LIST.fullmatch(between) or shared) or amount.value is None:
        return
    amount.unit, amount.duration, amount.own_unit = after.unit, after.duration, True
    amount.value *= after.fields.get("_factor", 1.0)


def _brackets(amounts: list[Amount], document: Document) -> None:
    """A level with another figure in brackets: signed is the change, unsigned another period."""
    flat = document.flat
    for first, second in zip(amounts, amounts[1:], strict=False):
        if second.start - first.end > 44 or second.kind_of_bracket:
            continue
        start = limit_around(flat, second.start, second.end).start
        between = flat[first.end : start]
        if not _BRACKET.fullmatch(between):
            continue
        if not re.match(r"[^()\[\]]{0,30}[)\]]", flat[second.end : second.end + 40]):
            continue
        second.kind_of_bracket = "change" if second.sign else "other"
        second.rule = "quantity.bracket"
        if not second.own_unit:
            unit_outside = unit_after(flat, second.end + 1) if flat[second.end : second.end + 1] in ")]" else None
            if not first.own_unit and unit_outside is not None and unit_outside.name:
                first.unit = second.unit = unit_outside.name
                if first.value is not None and second.value is not None:
                    first.value *= unit_outside.factor
                    second.value *= unit_outside.factor
                first.own_unit = True
            else:
                second.unit, second.duration = first.unit, first.duration
                second.value = None if second.value is None else second.value * first.fields.get("_factor", 1.0)
            second.own_unit = True
            if second.sign and second.unit == "%":
                second.unit = "percentage_points"
        if re.search(rf"(?<!\w)(?:upp|ned|ner){G}från", between):
            second.kind_of_bracket = "other"


_STAGE = (
    r"(?:beslut\w*|utbetal\w*|betal\w*|bevilja\w*|sök[ts]\w*|ansök\w*|inteckna\w*|återstå\w*|kvar\w*|kvarstå\w*|fördela\w*|förbruka\w*|använ\w*|upparbeta\w*|utdela\w*|beställ\w*|reservera\w*|avsat\w*|uppbund\w*|bund\w*)"
)
_STAGE_AFTER = re.compile(rf"(?:{G}(?:är|var|har|finns|av{G}dem))?{G}{_STAGE}(?!\w)")
_STAGE_BEFORE = re.compile(rf"(?<!\w){_STAGE}(?:{G}(?:är|var|finns|har|ut|hittills|nu))?(?::|{O}-)?{G}$")
_SAME_AGAIN = re.compile(r"(?:(?<!\w)(?:och|mot|med|än|till|från|men|var|är|blev|sedan|respektive|fjol|ifjol|året|,)|,) {1,5}$")
_PLACE_NEXT = re.compile(r" {1,5}(?:i|under|för|hos|bland|år|vid|inom|året|månaden|samma|ett|mot|och|men|jämfört)(?!\w)| {0,2}[.,;:)!?]|\s*$")


def _inherit(amounts: list[Amount], document: Document) -> None:
    """A bare figure after money or percent takes over the unit when it names no noun of its own."""
    flat = document.flat
    for first, second in zip(amounts, amounts[1:], strict=False):
        if second.own_unit or second.word or second.unit != "count" or not first.own_unit or second.sign:
            continue
        if second.start - first.end > 90 or second.value is None or second.total is not None:
            continue
        if not first.unit.startswith(("SEK", "EUR", "%", "index", "duration")) or (second.start - first.end > 16 and re.search(r"[.!?] ", flat[first.end : second.start])):
            continue
        start = limit_around(flat, second.start, second.end).start
        after = flat[second.end : second.end + 44]
        stage = _STAGE_AFTER.match(after) or _STAGE_BEFORE.search(flat[max(0, start - 34) : start])
        again = _SAME_AGAIN.search(flat[max(0, start - 14) : start]) and _PLACE_NEXT.match(after)
        if (stage and first.unit.startswith(("SEK", "EUR"))) or again:
            factor = first.fields.get("_factor", 1.0)
            second.value *= factor
            second.fields["_factor"] = factor
            second.unit, second.own_unit, second.duration = first.unit, True, first.duration
            if stage:
                second.of = re.search(_STAGE, stage[0])[0]  # type: ignore[index]


# ---- facts ------------------------------------------------------------------------------------


def _fact(document: Document, amount: Amount, last_of: dict[int, str]) -> Fact | None:
    flat = document.flat
    limit = limit_around(flat, amount.start, amount.end, duration=amount.unit == "duration")
    _far_limit(flat, amount, limit)
    _negated_limit(flat, amount, limit)
    noun = heads.noun_after(document, amount.end) if amount.unit in ("count", "ratio", "%") or amount.rule == "quantity.of_total" else None
    _per(document, amount, limit, noun)
    _index(document, amount, noun)
    share = amount.unit in ("%", "percentage_points", "index")
    _change(flat, amount, limit, noun, share)
    if _empty_word(document, amount, noun):
        document.lost(amount.start, amount.end, "räkneord utan något som räknas")
        return None
    _name_rule(amount)
    fields = _fields(amount, limit)
    of = _of_word(document, amount, limit, noun)
    section = document.sections and document.section_at(amount.start)
    key = section.start if section else 0
    if noun is None and amount.change and re.match(rf"{G}(?:fler|färre)", flat[amount.end : amount.end + 8]):
        of = last_of.get(key) or of
    if of is None:
        of = last_of.get(key)
    elif amount.unit != "duration":
        last_of[key] = of
    fields["of"] = of
    fields |= {k: v for k, v in amount.fields.items() if not k.startswith("_") or k == "_negated"}
    return make(document, "quantity", limit.start, max(limit.end, amount.end), amount.rule, **fields)


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


_FAR = re.compile(
    r"(?<!\w)(?:(?P<high>som längst|som högst|maximalt|max|högst)|(?P<low>minst))(?: {1,5}(?!i |bland |var |av )[a-zåäö]+){1,3} {1,5}$"
)


def _far_limit(flat: str, amount: Amount, limit: Limit) -> None:
    """ "får som längst pågå under 4 månader": a limit binds over the verb."""
    if limit.low or limit.high:
        return
    found = _FAR.search(flat, max(0, limit.start - 48), limit.start)
    if found is None:
        return
    words = found["high"] or found["low"]
    if words == "minst" or (words == "högst" and not re.search(r"(?:under|på|till|använda|få|ge) {1,5}$", found[0])):
        return
    limit.high = True
    limit.hedge = f"{words} {limit.hedge}".strip()


_NEGATED = re.compile(r"(?<!\w)(?:inte|ej|aldrig|ingen|inget|inga|knappast|ingenstans)(?:(?! {1,5}(?:bara|minst)) {1,5}[a-zåäö]+){0,5} {1,5}$")


def _negated_limit(flat: str, amount: Amount, limit: Limit) -> None:
    """ "inte fått in mer än 12": a negated comparison turns the bound."""
    if not (limit.low or limit.high) or not re.search(r"(?:än|över|under)(?!\w)", limit.hedge) or limit.hedge.startswith(("inte", "ej")):
        return
    if _NEGATED.search(flat, max(0, limit.start - 60), limit.start):
        limit.low, limit.high = limit.high, limit.low
        amount.fields["_negated"] = True


def _per(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> None:
    flat = document.flat
    if amount.unit in ("duration", "ratio", "age_years", "percentage_points", "index"):
        return
    end = noun[1] if noun is not None and amount.unit == "count" else amount.end
    found = per_after(flat, end, known=amount.unit == "count")
    if found is None and amount.unit != "count":
        rest = re.compile(r"(?: {1,5}(?:i|på) {1,5}(?:snitt|genomsnitt|bidrag|stöd|lön|medel)| {1,5}[a-zåäö]+(?:d|t|n|r)?)? {1,5}(?=per )").match(flat, end)
        if rest is not None:
            found = per_after(flat, rest.end() - 1)
    if found is None:
        return
    what, stop = found
    if amount.unit == "%" or (what in ("kvm", "ton") and amount.unit == "count"):
        return
    if amount.unit == "count" and flat[end : end + 1] == " " and re.match(r" {1,5}(?:om|i) ", flat[end : end + 4]):
        if noun is None and amount.rule not in ("quantity.share", "quantity.range"):
            return
    amount.unit = f"per_{what}" if amount.unit == "count" else f"{amount.unit}_per_{what}"
    amount.end = stop


_INDEX = re.compile(r"(?<!\w)(?:[a-zåäö-]*(?:index|indexet|indikatorn|indikator|barometern|barometerindikatorn|pmi|nki))(?!\w)[^.;!?]{0,60}$")


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
        return  # a step said again in percent has its direction already
    if amount.sign:
        amount.change = steps.INCREASE if amount.sign > 0 else steps.DECREASE
        return
    if amount.unit in ("age_years",) or amount.rule == "quantity.of_total":
        return
    if amount.unit == "duration" and not re.search(r"(?<!\w)med {1,5}$", flat[max(0, limit.start - 6) : limit.start]):
        return
    amount.change = steps.step_before(flat, limit.start, share=share)
    if amount.change is None and limit.end <= amount.end:
        after = steps.step_after(flat, amount.number_end, amount.end, share=share)
        if after is not None:
            amount.change = after[0]


_NOT_COUNTED = re.compile(r"(?<!\w)(?:alla|de|båda|dessa|oss|vi|er) {1,5}$")


def _empty_word(document: Document, amount: Amount, noun: tuple[str, int] | None) -> bool:
    """A numeral that counts no noun near it ("alla tre", "vi två") is left out."""
    if amount.value == 1 and not amount.own_unit and noun is None and amount.unit == "count" and not amount.sign:
        return True
    if not amount.word or amount.own_unit or amount.unit != "count" or noun is not None or amount.low is not None:
        return False
    flat = document.flat
    if _NOT_COUNTED.search(flat, max(0, amount.start - 8), amount.start) and heads.part_of(document, amount.end) is None:
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


_VERBS_OF_CASES = rf"(?:svara\w*(?:{G}(?:inte|ej))?|avstod|avstått|deltog|varsla(?:des|ts|s|de)?|sades{G}upp|sagts{G}upp|sägs{G}upp|uppsag\w+|nyanställ\w+|anställdes|anställts|permittera(?:des|ts|s|de)|bevilja(?:des|ts|s|de)|avslogs|avslagits|fått{G}avslag|fick{G}avslag|nekades|nekats|överklaga\w+|betala(?:des|ts|s){G}ut|utbetala\w+|återkalla\w+|ansökt\w*|sökt\w*|godkän\w+|avskriv\w+|handlägg\w+|väntar{G}på{G}beslut|återstår|kvarstår|inkommi\w+|startade\w*|avregistrera\w+)"
_ANSWERED = re.compile(rf"(?:{G}(?:har|hade|blev|har{G}blivit|av{G}dem|av{G}dessa|anställda|personer))?{G}(?P<words>{_VERBS_OF_CASES})(?!\w)")
_ANSWERED_BEFORE = re.compile(rf"(?<!\w)(?P<words>{_VERBS_OF_CASES}){G}$")


def _of_word(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> str | None:
    """The head word: after a count, after "av" for a share, else the subject before."""
    if amount.of:
        return amount.of
    if noun is not None and amount.unit == "%" and noun[0].endswith("r") and not heads.is_head(noun[0].split()[-1]):
        noun = None  # a verb: "38 % bedömer"
    unit = amount.unit
    if noun is not None and (unit.startswith(("count", "per_", "ratio")) or (unit == "%" and not _is_change_noun(noun[0]))):
        return noun[0]
    if part := heads.part_of(document, amount.end):
        return part
    if label := heads.label_before(document, limit.start):
        return label
    if unit == "count" and (asked := _ANSWERED_BEFORE.search(document.flat, max(0, limit.start - 36), limit.start)):
        return " ".join(asked["words"].split())
    if unit.startswith(("SEK", "EUR")) and (stage := _STAGE_AFTER.match(document.flat, amount.end)):
        word = re.search(_STAGE, stage[0])
        if word and not re.match(r"sök|ansök|använ", word[0]):
            return word[0]
    if unit in ("%", "count", "ratio") and (answered := _ANSWERED.match(document.flat, amount.end)):
        return " ".join(answered["words"].split())
    if unit in ("%", "count") and (predicate := heads.predicate_after(document, amount.end)):
        return predicate
    before = heads.noun_before(document, limit.start)
    if unit.startswith(("SEK", "EUR")) and (stage := _STAGE_BEFORE.search(document.flat, max(0, limit.start - 34), limit.start)):
        word = re.search(_STAGE, stage[0])
        if word and not re.match(r"sök|ansök|använ", word[0]):
            return f"{before} {word[0]}" if before and heads.is_head(before) and before != word[0] else word[0]
    if unit.startswith(("SEK", "EUR")) and (before is None or not heads.is_head(before)):
        return heads.purpose_after(document, amount.end) or before
    return before or heads.purpose_after(document, amount.end) or heads.noun_in_label(document, limit.start)


def _is_change_noun(words: str) -> bool:
    if words.endswith("sökning"):
        return False
    return words.endswith(("ökning", "minskning", "uppgång", "nedgång", "sänkning", "höjning", "tapp", "tillväxt"))
