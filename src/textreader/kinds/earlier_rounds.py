# SPDX-License-Identifier: EUPL-1.2
"""A figure that an earlier round gave for the same thing and the same days, and that is another now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from textreader.kinds.compared import GENERIC, Figure, value_of
from textreader.model import Document, EarlierFigure, Fact
from textreader.owners import owners_of
from textreader.patterns import at_words
from textreader.rule import Example, make, rule

EARLIER = rule(
    "contradiction.earlier",
    "An earlier round gave another figure for the same thing and the same days that were over.",
    "same words, period and unit as in an earlier text, another figure",
    Example(
        "I april varslades 290 personer i länet.",
        "I april varslades 290 personer i länet.",
        {"with": "310"},
        before="Under april varslades 310 personer i länet.",
    ),
    Example(
        "varsel i april: 48 personer varslade",
        "varsel i april: 48 personer varslade",
        {"with": "54"},
        "chat",
        before="Antalet varslade personer i april var 54.",
    ),
    Example(
        "Hotellen hade 12 400 gästnätter i april.",
        "Hotellen hade 12 400 gästnätter i april.",
        {"with": "14 100"},
        "report",
        before="I april blev gästnätterna på hotellen 14 100.",
    ),
    never=("I april varslades 290 personer.",),
)

_WORD = re.compile(r"[^\W\d_][\w-]{4,}")
_NAME = re.compile(r"(?<=[\wåäö,] )[A-ZÅÄÖ][\wåäö-]+")
#: Said of a figure that is another on purpose.
_MENDED = at_words(
    r"\b(?:rättelse|rättad\w*|reviderad\w*|korrigerad\w*|justerad\w*|uppdaterad\w*|i stället för|tidigare uppgift\w*|preliminär\w*)\b"
)


def find(document: Document, figures: list[Figure]) -> Iterator[Fact]:
    """Figures that clash with those of ``document.earlier``, each with the earlier one and its source."""
    if not document.earlier:
        return
    known: dict[tuple[str, str, str], list[EarlierFigure]] = {}
    for earlier in document.earlier:
        known.setdefault((earlier.since, earlier.until, earlier.unit), []).append(earlier)
    dates = {f.id: f for f in owners_of(document).dates}
    for figure in figures:
        fields = figure.fact.fields
        period = dates.get(str(fields.get("period")))
        if period is None or _MENDED.search(figure.clause.flat) or not _outcome(fields):
            continue
        key = (str(period.fields.get("from")), str(period.fields.get("to")), str(fields.get("unit")))
        for earlier in known.get(key, ()):
            if _same_thing(document, figure, earlier):
                yield make(
                    document, "contradiction", figure.clause.start, figure.clause.end, EARLIER,
                    **{"with": " ".join(earlier.text.split()), "earlier": earlier.source},
                )  # fmt: skip
                break


def _outcome(fields: Mapping[str, Any]) -> bool:
    return not any(fields.get(mark) for mark in ("approx", "change", "before", "total"))


def _same_thing(document: Document, figure: Figure, earlier: EarlierFigure) -> bool:
    """Two words in common of what is counted, no other place, and another value."""
    value = value_of(figure.fact)
    if value is None or abs(value - earlier.value) <= 0.005 * max(value, earlier.value):
        return False
    said = document.text[figure.clause.start : figure.clause.end]
    mine, theirs = _words(said), _words(earlier.said)
    shared = mine & theirs
    if len(shared) < 2 and not (shared and (mine <= theirs or theirs <= mine)):
        return False
    return len(shared) >= 0.4 * min(len(mine), len(theirs)) and _names(said) == _names(earlier.said)


def _words(said: str) -> frozenset[str]:
    return frozenset(m.group().lower()[:5] for m in _WORD.finditer(said) if m.group().lower() not in GENERIC)


def _names(said: str) -> frozenset[str]:
    return frozenset(n.rstrip("s") for n in _NAME.findall(said))
