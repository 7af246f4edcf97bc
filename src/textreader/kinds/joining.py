# SPDX-License-Identifier: EUPL-1.2
"""Numbers that belong together: ranges, parts of a total, movements, brackets, shared units."""

from __future__ import annotations

import re
from itertools import pairwise

from textreader.days import MONTHS
from textreader.kinds import heads, steps
from textreader.kinds.amounts import Amount, is_age_range
from textreader.kinds.inherited_units import STAGE, STAGE_AFTER, inherit
from textreader.kinds.limits import limit_around
from textreader.kinds.money import unit_after
from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import alternatives

G = " {1,5}"
O = " {0,3}"  # noqa: E741


_MONTH = alternatives(MONTHS)
_RANGE = re.compile(rf"{O}-{O}|{G}(?:till|à|á|a){G}")
_OR = re.compile(rf"{G}eller{G}")
_AND = re.compile(rf"{G}och{G}")
_OF = re.compile(
    rf"(?:{G}(?P<noun>[a-zåäö-]+))?{G}av{G}(?:(?:de|dem|dessa|våra|totalt|sammanlagt|alla|samtliga|länets|kommunens|regionens|landets|hela|deras|sina|ca|cirka|inkomna|möjliga){G}){{0,2}}(?:[a-zåäö]+s{G})?"
)
_LIST = re.compile(rf"{O},{O}|{G}(?:och|respektive|resp\.?|samt|eller){G}|{O}/{O}|,{G}respektive{G}")
_BRACKET = re.compile(
    rf"(?:{O}/?{O}[a-zåäö-]+|{G}(?:per|av){G}[a-zåäö]+)?{O}[(\[]{O}(?:(?:jämfört{G}med|jfr|mot|från|fg{G}år|förra{G}året|föregående{G}(?:år|månad|kvartal|mätning)|fjol\w*|i{G}fjol|ifjol|tidigare|förra|varav|upp|ned|ner)[ :]{{0,3}})?(?:i{G}fjol{G})?"
    rf"(?:(?:budget|plan|prognos|mål|normalt|norm|snitt|rikssnitt|riket|länet)(?:en|et)?[ :]{{1,3}}|(?:jämfört{G}med{G}|jfr{G}|mot{G}|från{G}|var{G})?(?:i{G}|under{G})?(?:förra|föregående|samma){G}(?:månad(?:en)?|vecka(?:n)?|kvartal(?:et)?|år(?:et)?|mätning(?:en)?|gång(?:en)?)(?:{G}(?:var|i{G}fjol))?[ :]{{1,3}}"
    rf"|(?:mot{G}|jfr{G})?(?:i{G})?(?:{_MONTH})(?:-(?:{_MONTH}))?(?:{G}i{G}fjol|{G}[0-9]{{4}}|{O}[-'][0-9]{{2}})?[ :]{{1,3}}(?:var{G})?)?"
)


def join(amounts: list[Amount], document: Document) -> list[Amount]:
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
    joined = [amount for amount in joined if amount.kind_of_bracket != "same"]
    inherit(joined, document)
    return joined


def _pair(amount: Amount, after: Amount, between: str, document: Document) -> list[Amount] | None:
    """What two neighbours become together, None where they stay two."""
    if amount.value is None or after.value is None:
        return None
    if _UP_FROM.fullmatch(between):
        return _up_from(amount, after)
    if (
        amount.unit == after.unit == "SEK"
        and _AND_ORE.fullmatch(between)
        and after.fields.get("_factor") == 0.01
    ):
        after.value += amount.value  # "1 krona och 12 öre"
        after.start = amount.start
        return [after]
    if _FROM_LEFT.search(document.flat, max(0, amount.start - 24), amount.start) and _bare_after(
        amount, after, document
    ):
        after.value *= amount.fields.get("_factor", 1.0)
        after.unit, after.own_unit, after.duration = amount.unit, True, amount.duration
        after.fields["_factor"] = amount.fields.get("_factor", 1.0)
    if (not amount.own_unit or amount.unit == after.unit) and (
        pair := _comparable_pair(amount, after, between, document)
    ):
        return pair
    return _part_of_total(amount, after, between, document)


def _comparable_pair(amount: Amount, after: Amount, between: str, document: Document) -> list[Amount] | None:
    """Two numbers of one unit: a range, or what something went from and to."""
    flat = document.flat
    left = flat[max(0, amount.start - 24) : amount.start]
    if _AND.fullmatch(between) and _BETWEEN_LEFT.search(left):
        return _ranged(amount, after, document)
    if _TO.fullmatch(between) and _FROM_LEFT.search(left):
        if steps.moves(flat, amount.start) is not False:
            return _moved(amount, after, document)
        return _ranged(amount, after, document)
    if _RANGE.fullmatch(between) and after.sign == 0:
        return _range_or_level(amount, after, between, document)
    if (
        (_OR.fullmatch(between) or between in (" ", ", "))
        and amount.word
        and after.word
        and _next_to(amount, after)
    ):
        return _ranged(amount, after, document)  # "fyra eller fem", "fyra fem stycken"
    if _FROM.fullmatch(between) and _TO_LEFT.search(left) and not _OWN_TIME.match(flat, after.end):
        return _moved_from(amount, after)
    if _REDUCED_TO.fullmatch(between) and _ABOUT_LEFT.search(left):
        return _reduced(amount, after, between)
    return None


_BETWEEN_LEFT = at_words(rf"(?<!\w)mellan{G}(?:ca{G}|cirka{G})?$")
_FROM_LEFT = at_words(
    rf"(?<!\w)från{G}(?:(?:ca|cirka|drygt|knappt|omkring|nästan|närmare|över|dagens|tidigare|nuvarande){G}){{0,2}}$"
)
_TO = re.compile(
    rf"(?:{G}(?!(?:i|under|år|per|vid|på|hos)(?!\w))[a-zåäö]+)?{G}(?:upp{G}|ned{G}|ner{G})?till{G}(?:nuvarande{G}|dagens{G})?"
)
_FROM = re.compile(rf",?{G}från{G}")
_TO_LEFT = at_words(rf"(?<!\w)till{G}$")
_ABOUT_LEFT = at_words(rf"(?<!\w)(?:om|på|först|ursprungligen|från{G}början){G}$")
_OWN_TIME = re.compile(r" {1,4}(?:[a-zåäö]+ {1,4})?(?:i|under|år) ")
_EXCEPT_LEFT = at_words(rf"(?<!\w)(?:utom|förutom|bortsett{G}från|undantag{G}av|undantaget|minus){G}$")


def _next_to(amount: Amount, after: Amount) -> bool:
    """ "två eller tre"."""
    return amount.value is not None and after.value is not None and after.value - amount.value == 1


def _moved_from(amount: Amount, after: Amount) -> list[Amount]:
    """ "till 45 från 60": the value comes first."""
    if amount.value is not None and after.value is not None:
        factor = 1.0 if after.own_unit == amount.own_unit else amount.fields.get("_factor", 1.0)
        amount.before = after.value * factor
        amount.change = steps.INCREASE if amount.value > amount.before else steps.DECREASE
    amount.end, amount.number_end, amount.rule = after.end, after.number_end, "quantity.from_to"
    if after.own_unit and not amount.own_unit:
        amount.unit, amount.own_unit, amount.duration = after.unit, True, after.duration
    return [amount]


def _part_of_total(amount: Amount, after: Amount, between: str, document: Document) -> list[Amount] | None:
    """ "24 av 29"; after "utom" the first number is an exception and no part."""
    if _EXCEPT_LEFT.search(document.flat, max(0, amount.start - 18), amount.start):
        amount.fields["exception"] = True
        return None
    found = _OF.fullmatch(between)
    if found is None or amount.sign or amount.bare or amount.unit != "count" or after.unit != "count":
        return None
    if amount.value is None or after.value is None or after.value < amount.value:
        return None
    noun = found["noun"]
    if noun is not None and noun not in ("st", "stycken") and not heads.is_head(noun):
        return None
    amount.total, amount.unit, amount.rule = after.value, "ratio", "quantity.of_total"
    amount.end, amount.number_end, amount.own_unit = after.end, after.number_end, True
    return [amount]


def _bare_after(amount: Amount, after: Amount, document: Document) -> bool:
    """ "från femton miljoner till tio": the second number of a movement says no unit again."""
    if (
        not amount.own_unit
        or after.own_unit
        or after.sign
        or not amount.unit.startswith(("SEK", "EUR", "%", "duration", "index"))
    ):
        return False
    between = document.flat[amount.end : after.start]
    return _TO.fullmatch(between) is not None and heads.noun_after(document, after.end) is None


_AND_ORE = re.compile(rf"{G}och{G}|{G}")
_UP_FROM = re.compile(rf"(?:{G})?,?{G}(?:upp|ner|ned){G}från{G}")


def _up_from(amount: Amount, after: Amount) -> list[Amount] | None:
    """ "7,8 procent, upp från 7,1": the level with where it came from, one fact."""
    before = after.value
    if amount.value is None or before is None or (after.own_unit and after.unit != amount.unit):
        return None
    if amount.own_unit and not after.own_unit:
        before *= float(amount.fields.get("_factor", 1.0))
    amount.before = before
    if amount.value != before:
        amount.change = steps.INCREASE if amount.value > before else steps.DECREASE
    return [amount]


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
    if re.search(
        rf"(?<!\w)mellan{G}(?:ca{G}|cirka{G})?$", document.flat[max(0, amount.start - 12) : amount.start]
    ):
        amount.start = document.flat.rfind("mellan", 0, amount.start)
    after.start, after.rule, after.sign = amount.start, "quantity.range", amount.sign
    if after.unit == "duration" and is_age_range(document, after):
        after.unit, after.duration = "age_years", None
    return [after]


def _scaled(amount: Amount, after: Amount) -> float:
    """ "2-3 miljoner": the first number has the scale of the second."""
    value = amount.value or 0.0
    if amount.own_unit or after.value is None:
        return value
    return value * float(after.fields.get("_factor", 1.0))


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
    if direction is None and "till" in between and amount.own_unit and after.own_unit:
        direction = steps.step_before(document.flat, amount.start, share=True)  # "steg 12 öre till 94 öre"
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
    return amount.value < after.value <= 2.5 * amount.value and after.unit in (
        "%",
        "percentage_points",
        "SEK",
    )


def _carry_unit(amount: Amount, after: Amount, document: Document) -> None:
    """ "40 respektive 65 öre": a bare number in a list has the unit of the next."""
    if amount.own_unit or not after.own_unit or after.unit in ("ratio", "duration", "age_years", "count"):
        if not (after.unit == "duration" and not amount.own_unit):
            return
    between = document.flat[amount.end : after.start]
    shared = after.unit.startswith(("SEK", "EUR")) and re.fullmatch(
        rf"{G}av{G}(?:de{G}|totalt{G}|budgeterade{G})?", between
    )
    if not (_LIST.fullmatch(between) or shared) or amount.value is None or after.sign:
        return  # "640, −12 %" are a level and its change
    if shared and (stage := STAGE_AFTER.match(document.flat, after.end)):
        amount.of = re.search(STAGE, stage[0])[0]  # type: ignore[index]
        after.fields["_whole"] = True
    amount.unit, amount.duration, amount.own_unit = after.unit, after.duration, True
    amount.value *= after.fields.get("_factor", 1.0)


def _brackets(amounts: list[Amount], document: Document) -> None:
    """A level with another figure in brackets: signed is the change, unsigned another period."""
    flat = document.flat
    for first, second in pairwise(amounts):
        if second.start - first.end > 44 or second.kind_of_bracket:
            continue
        start = limit_around(flat, second.start, second.end).start
        between = flat[first.end : start]
        if not _BRACKET.fullmatch(between):
            continue
        if not re.match(r"[^()\[\]]{0,30}[)\]]", flat[second.end : second.end + 40]):
            continue
        if not second.own_unit and not second.sign and second.value == first.value and first.word:
            second.kind_of_bracket = "same"  # "fem (5) företag"
            first.end = second.end + 1
            continue
        second.kind_of_bracket = "change" if second.sign else "other"
        if re.search(r"(?<!\w)(?:budget|plan|prognos|mål)(?:en|et)?[ :]", between):
            second.fields["forecast"] = True
        second.rule = "quantity.bracket"
        counted = heads.noun_after(document, second.end) if not second.own_unit and first.own_unit else None
        if not second.own_unit and not (counted and heads.is_head(counted[0].rsplit(maxsplit=1)[-1])):
            unit_outside = (
                unit_after(flat, second.end + 1) if flat[second.end : second.end + 1] in ")]" else None
            )
            if not first.own_unit and unit_outside is not None and unit_outside.name:
                first.unit = second.unit = unit_outside.name
                if first.value is not None and second.value is not None:
                    first.value *= unit_outside.factor
                    second.value *= unit_outside.factor
                first.own_unit = True
            else:
                second.unit, second.duration = first.unit, first.duration
                second.value = (
                    None if second.value is None else second.value * first.fields.get("_factor", 1.0)
                )
            second.own_unit = True
            if second.sign and second.unit == "%":
                second.unit = "percentage_points"
        if re.search(rf"(?<!\w)(?:upp|ned|ner){G}från", between):
            second.kind_of_bracket = "other"
