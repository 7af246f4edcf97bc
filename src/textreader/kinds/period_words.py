# SPDX-License-Identifier: EUPL-1.2
"""What the patterns of periods share: gaps, numbers before a unit of time, the units."""

from __future__ import annotations

import re
from typing import Any

from textreader.days import Span
from textreader.kinds.date_core import Core
from textreader.tokens import NUMBER_WORDS
from textreader.words import alternatives

G = " {1,5}"
O = " {0,3}"  # noqa: E741
NUMBER = (
    r"(?:[0-9]{1,3}|" + alternatives([w for w, n in NUMBER_WORDS.items() if n <= 120]) + "|en|ett)(?!\\w)"
)
HEDGE = rf"(?:(?:ca|cirka|c:a|drygt|dryga|knappt|knappa|närmare|nästan|ungefär|omkring|minst|högst|upp{G}till|ytterligare|en|cirka){G})?"
UNIT = r"(?P<unit>dagar(?:na|nas)?|dag(?:en)?|dygn(?:et|en)?|veckor(?:na|nas)?|veck(?:an|a)|månader(?:na|nas)?|månad(?:en|ens)?|mån|kvartal(?:en|et)?|halvår(?:en|et)?|åre[nt]s?|år)(?!\w)"
_UNITS = (
    ("dag", "day"),
    ("dygn", "day"),
    ("veck", "week"),
    ("mån", "month"),
    ("kvartal", "quarter"),
    ("halvår", "half"),
    ("år", "year"),
)
ORDINALS = {
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "första": 1,
    "andra": 2,
    "tredje": 3,
    "fjärde": 4,
    "sista": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}


#: The days of a month in words, from the second on ("den tredje september").
NTH = {
    word: place
    for place, word in enumerate(
        "andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde femtonde"
        " sextonde sjuttonde artonde nittonde tjugonde tjugoförsta tjugoandra tjugotredje tjugofjärde tjugofemte"
        " tjugosjätte tjugosjunde tjugoåttonde tjugonionde trettionde trettioförsta".split(),
        start=2,
    )
}


def unit_name(word: str) -> str:
    """day, week, month, quarter, half or year for a Swedish unit of time in any inflection."""
    return next(name for stem, name in _UNITS if word.startswith(stem))


def number(word: str) -> int:
    """The value of digits or a numeral; "en" is 1 before a unit of time."""
    if word.isdigit():
        return int(word)
    return 1 if word in ("en", "ett") else NUMBER_WORDS[word]


def fixed(match: re.Match[str], rule: str, grain: str, span: Span | None, **fields: Any) -> list[Core]:
    if span is None:
        return []
    return [Core(match.start(), match.end(), rule, grain, spans=span, fields=fields)]
