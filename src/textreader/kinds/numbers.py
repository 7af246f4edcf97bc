# SPDX-License-Identifier: EUPL-1.2
"""A number as it is written: digits with any thousands mark, decimals, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textreader.model import Document
from textreader.patterns import at_words
from textreader.tokens import NUMBER_WORDS, Trigger
from textreader.words import alternatives, lexicon


@dataclass(slots=True)
class Number:
    """``value`` at ``start:end``; ``sign`` is -1 or 1 where one is written, else 0."""

    start: int
    end: int
    value: float
    word: bool = False
    sign: int = 0


_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,5}(?![0-9])(?:,[0-9]{1,6}(?![0-9]))?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,5}(?![0-9])(?:,[0-9]{1,6}(?![0-9]))?")
_PLAIN = re.compile(r"[0-9]{1,15}(?:(?:,|\.(?=[0-9]{1,2}(?![0-9.])))[0-9]{1,6})?(?![0-9])")
_BARE = re.compile(r"[0-9]{1,15}(?![0-9]|[.,: ][0-9])")
_PRICE = re.compile(r"([0-9]{1,5}):([0-9]{2})(?= {0,2}(?:kr|kronor|sek)(?!\w))")
_SIGN = re.compile(r"(?:^|[\s(\[|:;,>=]|(?<!\w)ca ?)([-+])$")
_PLUS_SHARE = re.compile(r"\+ [0-9]+(?:,[0-9]+)? ?(?:%|procent)")
_ADDED = re.compile(r"(?:[0-9]|kr|kronor|[mt]kr|%|procent) {1,3}$")
_SIGN_WORD = re.compile(r"(?<!\w)(minus|plus) {1,3}$")

_ONES = lexicon("numbers")
_HALF_AFTER = re.compile(r" {1,4}och {1,4}e(?:n|tt) {1,4}halvt?(?!\w)")
_ONE_AND = at_words(r"(?<!\w)e(?:n|tt) {1,4}och {1,4}e(?:n|tt) {1,4}$")
_ONES_APART = re.compile(r" (två|tre|fyra|fem|sex|sju|åtta|nio)(?!\w)")
_MULTIPLIERS = {"tusen": 1_000, "hundra": 100}
_FOLLOWING = re.compile(r" {1,4}(tusen|hundra)(?!\w)")
_REST = re.compile(r" {1,4}(?:och {1,4})?(" + alternatives(NUMBER_WORDS) + r")(?!\w)")


def number_at(document: Document, trigger: Trigger) -> Number | None:
    """The number that begins at a trigger, None where it is none."""
    if trigger.word[0].isdigit():
        return _digits(document, trigger.start)
    return _words(document, trigger)


def _digits(document: Document, start: int) -> Number | None:
    flat = document.flat
    if start and (flat[start - 1].isalnum() or flat[start - 1] == "_"):
        return None
    if (plain := _BARE.match(flat, start)) is not None:  # most numbers, with no more to them
        number = Number(start, plain.end(), float(plain[0]))
        _sign(document, number)
        return number
    if (price := _PRICE.match(flat, start)) is not None:
        return Number(start, price.end(), float(price[1] + "." + price[2]))
    match = _SPACED.match(flat, start)
    if match is not None and not _one_number(document, start, match.end()):
        match = None
    match = match or _DOTTED.match(flat, start) or _PLAIN.match(flat, start)
    if match is None:
        return None
    written = match[0].replace(" ", "")
    if written.count(".") and not _DOTTED.fullmatch(match[0]):
        written = written.replace(".", ",")
    value = float(written.replace(".", "").replace(",", "."))
    number = Number(start, match.end(), value)
    _sign(document, number)
    return number


def _one_number(document: Document, start: int, end: int) -> bool:
    """ "1 000" is one number; cells of a table and rows of single figures are several."""
    text = document.text
    part = text[start:end]
    if "\t" in part:
        return False
    if "\n" in part:
        line_start = text.rfind("\n", 0, start) + 1
        if not text[line_start:start].strip():
            return False
    return not (document.flat[start] == "0" and end - start > 1)


def _sign(document: Document, number: Number) -> None:
    flat, start = document.flat, number.start
    if start and flat[start - 1] in "+-":
        if _SIGN.search(flat, max(0, start - 5), start) or start == 1:
            number.sign = 1 if flat[start - 1] == "+" else -1
            number.start = start - 1
    elif start > 1 and flat[start - 1] == " " and flat[start - 2] in "+-":
        # "- 20 %" with a space, at the opening of a bracket or after a colon
        if start > 2 and (flat[start - 3] in "(:" or _PLUS_SHARE.match(flat, start - 2)):
            number.sign = 1 if flat[start - 2] == "+" else -1
            number.start = start - 2
    elif found := _SIGN_WORD.search(flat, max(0, start - 9), start):
        if _ADDED.search(flat, max(0, found.start() - 9), found.start()):
            return  # "350 kr plus 12 kr per deltagare"
        number.sign = -1 if found[1] == "minus" else 1
        number.start = found.start()


def _words(document: Document, trigger: Trigger) -> Number | None:
    flat = document.flat
    if trigger.word in ("halv", "halvt"):
        one = _ONE_AND.search(flat, max(0, trigger.start - 16), trigger.start)
        return Number(one.start(), trigger.end, 1.5, word=True) if one else None
    value = NUMBER_WORDS.get(trigger.word)
    if value is None:
        return None
    start, end = trigger.start, trigger.end
    if 20 <= value <= 90 and value % 10 == 0 and (apart := _ONES_APART.match(flat, end)):
        return Number(start, apart.end(), float(value + NUMBER_WORDS[apart[1]]), word=True)
    if trigger.word in ("hundra", "tusen") and re.search(
        r"(?:några|flera|ett par|många) {1,3}$", flat[max(0, start - 9) : start]
    ):
        return None
    total = value
    if value < 1000 and (multiplier := _FOLLOWING.match(flat, end)):
        total = value * _MULTIPLIERS[multiplier[1]]
        end = multiplier.end()
        if (rest := _REST.match(flat, end)) and NUMBER_WORDS[rest[1]] < _MULTIPLIERS[multiplier[1]]:
            if "och" not in rest[0]:
                total += NUMBER_WORDS[rest[1]]
                end = rest.end()
    if half := _HALF_AFTER.match(flat, end):
        return Number(start, half.end(), total + 0.5, word=True)
    number = Number(start, end, float(total), word=True)
    _sign(document, number)
    return number
