# SPDX-License-Identifier: EUPL-1.2
"""One scan of the text for the words and digits that a date or a quantity can begin with.

The scan is the only pattern that meets every character; all others are tried at its hits.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from textreader.days import MONTHS, WEEKDAYS
from textreader.words import alternatives, lexicon


class Trigger(NamedTuple):
    """A hit of the scan: where, and the word in lower case (digits for a number)."""

    start: int
    end: int
    word: str


#: A trigger without the detour over the named fields: there are many in a text.
_trigger = partial(tuple.__new__, Trigger)

#: Words that a date can begin with, beside the names of months and days.
DATE_WORDS: frozenset[str] = frozenset(lexicon("dates")["triggers"])


def _numerals() -> dict[str, int]:
    """Every whole number from two to 999 999 that is written as one word of at most three parts."""
    words = lexicon("numbers")
    ones, teens, tens = words["ones"], words["teens"], words["tens"]
    below_100 = {**ones, **teens, **tens}
    below_100 |= {t + o: tens[t] + ones[o] for t in tens for o in ones}
    hundreds = {o + "hundra": 100 * ones[o] for o in ones if o != "en"} | {"hundra": 100}
    below_1000 = {**below_100, **hundreds}
    below_1000 |= {h + b: hundreds[h] + below_100[b] for h in hundreds for b in below_100}
    thousands = {b + "tusen": 1000 * below_100[b] for b in below_100 if b != "en"}
    thousands |= {h + "tusen": 1000 * hundreds[h] for h in hundreds} | {"ettusen": 1000}
    every = {**below_1000, **thousands, "tusen": 1000}
    return {word: value for word, value in every.items() if value > 1}


NUMBER_WORDS: dict[str, int] = _numerals()
AMOUNT_WORDS: frozenset[str] = frozenset(lexicon("numbers")["triggers"])

_MONTH_FORMS = {form for month in MONTHS for form in (month, month + "s")}
_DAY_FORMS = {
    form for day in WEEKDAYS for form in (day, day + "s", day + "en", day + "ens") if len(day) > 3
} | set(WEEKDAYS)

_SCAN = re.compile(
    r"[0-9]+|(?<!\w)(?:"
    + alternatives({*DATE_WORDS, *_MONTH_FORMS, *_DAY_FORMS, *NUMBER_WORDS, *AMOUNT_WORDS} - {"v", "q", "h"})
    + r"|[vqhk](?=\.? {0,2}[0-9]))(?!\w)"
    + r"|(?<!\w)[vqhk](?=[0-9])|(?<!\w)[hv]t(?=[0-9])"
)


def scan(flat: str) -> list[Trigger]:
    """All triggers in a flattened text, in order.

    >>> [t.word for t in scan("den 3 maj och två veckor")]
    ['den', '3', 'maj', 'två']
    """
    return [_trigger((*m.span(), m[0])) for m in _SCAN.finditer(flat)]
