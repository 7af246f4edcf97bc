# SPDX-License-Identifier: EUPL-1.2
"""Short lists of a label and a figure a line, under a title that tells what is counted.

"Konkurser per bransch" above "Bygg: 14" makes 14 of bankruptcies in building, and "tusental" in the
title makes thousands of the figures.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from textreader.kinds import heads
from textreader.model import Document

_ITEM = re.compile(
    r"[ \t•*–-]*(?P<label>[A-ZÅÄÖa-zåäö][\w /&-]{1,30}?):?[ \t]{1,4}(?=[-−+]?[0-9])[^\n]{1,40}$"
)
#: Labels that could be counted themselves but name a branch in a list.
_BRANCHES = frozenset(
    "handel handeln industri industrin export import el skog transporter hotell restauranger kvinnor män".split()
)
_FACTORS = (
    ("tusental", 1e3, "count"),
    ("tkr", 1e3, "SEK"),
    ("mkr", 1e6, "SEK"),
    ("mnkr", 1e6, "SEK"),
    ("procent", 1.0, "%"),
)
_UNIT = re.compile(r"(?:,|\()[ ]?(?:i )?(?P<unit>tusental|tkr|mkr|mnkr|procent|%)\)?\s*$")


class Title(NamedTuple):
    """What a list counts, the label of this line, and what the title says of the unit."""

    noun: str
    label: str
    factor: float
    unit: str | None


def title_of(document: Document, start: int) -> Title | None:
    """The title of the list in which the figure at ``start`` is the first of its line, or None."""
    text = document.text
    line_start = text.rfind("\n", 0, start) + 1
    label = _label(text, line_start, start)
    if label is None:
        return None
    at, items = line_start, 0
    while at > 0 and items < 40:
        before_start = text.rfind("\n", 0, at - 1) + 1
        line = text[before_start : at - 1]
        if _ITEM.match(line) is None:
            return _titled(document, line, before_start, label, items)
        at, items = before_start, items + 1
    return None


def _label(text: str, line_start: int, start: int) -> str | None:
    """The words before the first figure of a line, when they are a label."""
    end = text.find("\n", start)
    line = text[line_start : end if end >= 0 else len(text)]
    found = _ITEM.match(line)
    if found is None or re.search(r"[0-9]", text[line_start:start]):
        return None
    return found["label"].strip().lower()


def _titled(document: Document, line: str, line_start: int, label: str, items: int) -> Title | None:
    """The line above as a title: short, without a full stop, with something that can be counted."""
    said = line.strip()
    if not 3 < len(said) < 70 or said[-1] in ".!?;" or "\t" in line or re.search(r"[0-9]{3}", said):
        return None
    if len(said.split()) > 8:
        return None
    first = heads.noun_before(document, line_start + len(line.rstrip()), line_start)
    noun = next((w for w in re.findall(r"[a-zåäö-]+", said.lower()) if heads.is_head(w)), first)
    last = label.rsplit(maxsplit=1)[-1]
    if noun is None or not heads.is_head(noun) or (heads.is_head(last) and last not in _BRANCHES):
        return None
    unit = _UNIT.search(said.lower())
    for word, factor, name in _FACTORS:
        if unit and unit["unit"] in (word, "%" if name == "%" else word):
            return Title(noun, label, factor, name)
    return Title(noun, label, 1.0, None)
