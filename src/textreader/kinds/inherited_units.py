# SPDX-License-Identifier: EUPL-1.2
"""Bare figures that take over the unit of the one before: "12 mkr, 7,5 är beslutade"."""

from __future__ import annotations

import re
from itertools import pairwise

from textreader.kinds import steps
from textreader.kinds.amounts import Amount
from textreader.kinds.limits import limit_around
from textreader.model import Document
from textreader.patterns import at_words

G = " {1,5}"
O = " {0,3}"  # noqa: E741

STAGE = r"(?:beslut\w*|utbetal\w*|betal\w*|bevilja\w*|sök[ts]\w*|ansök\w*|inteckna\w*|återstå\w*|kvar\w*|kvarstå\w*|fördela\w*|förbruka\w*|använ\w*|upparbeta\w*|utdela\w*|beställ\w*|reservera\w*|avsat\w*|uppbund\w*|bund\w*)"
STAGE_AFTER = re.compile(rf"(?:{G}(?:är|var|har|finns|av{G}dem))?{G}{STAGE}(?!\w)")
STAGE_BEFORE = at_words(rf"(?<!\w){STAGE}(?:{G}(?:är|var|finns|har|ut|hittills|nu))?(?::|{O}-)?{G}$")
_SAME_AGAIN = at_words(
    r"(?:(?<!\w)(?:och|mot|med|än|till|från|men|var|är|blev|sedan|respektive|fjol|ifjol|året|normalt|normala|vanligtvis|vanliga|budgeterade|planerade|,)|,) {1,5}$"
)


#: "11 mkr kvar av 20".
_OF_WHOLE = re.compile(rf"(?:{G}kvar)?{G}av{G}(?:(?:totalt|de|sammanlagt){G})?")


def _reached(first: Amount, flat: str, start: int) -> bool:
    """Is the number the level that a change in percent led to?"""
    if not re.search(r"(?<!\w)till {1,5}$", flat[max(0, start - 9) : start]):
        return False
    return bool(first.sign) or steps.step_before(flat, first.start, share=True) is not None


def _inherit_range(first: Amount, second: Amount, flat: str) -> None:
    """ "tar tolv veckor, det brukar vara sex sju": a spoken range takes over the unit."""
    if not _SAID_AGAIN.search(flat, max(0, second.start - 24), second.start):
        return
    if not _PLACE_NEXT.match(flat[second.end : second.end + 44]):
        return
    factor = first.fields.get("_factor", 1.0)
    second.low = None if second.low is None else second.low * factor
    second.high = None if second.high is None else second.high * factor
    second.unit, second.own_unit, second.duration = first.unit, True, first.duration


#: "sagt åtta veckor, nu är det tolv".
_SAID_AGAIN = at_words(
    r"(?<!\w)(?:(?:är|var|blev|blir|tog|tar) {1,5}(?:det|den|de|vi)|(?:brukar|brukade|kan|borde) {1,5}(?:vara|ta|bli|kosta)|mot|än|än {1,5}normala|mot {1,5}normalt) {1,5}$"
)
_PLACE_NEXT = re.compile(
    r" {1,5}(?:i|under|för|hos|bland|år|vid|inom|året|månaden|samma|ett|mot|och|men|jämfört|mer|mindre|över)(?!\w)| {0,2}[.,;:)!?]|\s*$"
)


def inherit(amounts: list[Amount], document: Document) -> None:
    """A bare figure after money or percent takes over the unit when it names no noun of its own."""
    flat = document.flat
    for first, second in pairwise(amounts):
        if second.own_unit or second.unit != "count" or not first.own_unit or second.sign:
            continue
        if second.word and not _SAID_AGAIN.search(flat, max(0, second.start - 24), second.start):
            continue
        if second.start - first.end > 90 or second.total is not None:
            continue
        if second.value is None:
            _inherit_range(first, second, flat)
            continue
        if not first.unit.startswith(("SEK", "EUR", "%", "index", "duration")) or (
            second.start - first.end > 16 and re.search(r"[.!?] ", flat[first.end : second.start])
        ):
            continue
        start = limit_around(flat, second.start, second.end).start
        after = flat[second.end : second.end + 44]
        if (
            first.unit.startswith(("SEK", "EUR"))
            and _OF_WHOLE.fullmatch(flat[first.end : start])
            and _PLACE_NEXT.match(after)
        ):
            factor = first.fields.get("_factor", 1.0)
            if second.value is not None and second.value * factor >= (first.value or 0):
                second.value, second.unit, second.own_unit = second.value * factor, first.unit, True
                second.fields |= {"_factor": factor, "_whole": True}
            continue
        stage = STAGE_AFTER.match(after) or STAGE_BEFORE.search(flat[max(0, start - 34) : start])
        again = _SAME_AGAIN.search(flat[max(0, start - 14) : start]) and _PLACE_NEXT.match(after)
        again = again or (_PLACE_NEXT.match(after) if second.value % 1 or second.word else None)
        if again and first.unit == "%" and _reached(first, flat, start):
            continue  # "varsel −12 % till 640"
        if (stage and first.unit.startswith(("SEK", "EUR"))) or again:
            factor = first.fields.get("_factor", 1.0)
            second.value *= factor
            second.fields["_factor"] = factor
            second.unit, second.own_unit, second.duration = first.unit, True, first.duration
            second.fields["_inherited"] = True
            if stage:
                second.of = re.search(STAGE, stage[0])[0]  # type: ignore[index]
