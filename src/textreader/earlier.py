# SPDX-License-Identifier: EUPL-1.2
"""Figures of earlier rounds, kept small, so that a new text can be held against them.

What the core stores of a figure is enough: its sentence, value, unit and period. A figure without
a period of its own is left out, because things change from one round to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from textreader.model import EarlierFigure, Reading

#: A figure with one of these is no outcome, and nothing is held against it.
_NO_OUTCOME = (
    "forecast", "conditional", "denied", "quoted", "superseded", "cancelled", "withdrawn", "doubt",
    "approx", "change", "before",
)  # fmt: skip
_UNITS = ("count", "SEK", "%")


def earlier_figures(reading: Reading, source: str = "") -> Iterator[EarlierFigure]:
    """The figures of a reading that a later text can be held against.

    >>> from datetime import date
    >>> from textreader import read
    >>> reading = read("I april varslades 310 personer i länet.", date(2026, 5, 4))
    >>> [(f.text, f.since, f.until) for f in earlier_figures(reading, "r1")]
    [('310', '2026-04-01', '2026-04-30')]
    """
    dates = {f.id: f for f in reading.of_kind("date")}
    starts = [s.start for s in reading.sentences]
    today = reading.reference_date.isoformat()
    for fact in reading.of_kind("quantity"):
        fields = fact.fields
        period = dates.get(str(fields.get("period")))
        at = bisect_right(starts, fact.start) - 1
        if period is None or at < 0 or reading.sentences[at].end < fact.end:
            continue
        since, until, value = period.fields.get("from"), period.fields.get("to"), fields.get("value")
        if since is None or until is None or until > today or value is None:
            continue
        if fields.get("unit") in _UNITS and not any(fields.get(mark) for mark in _NO_OUTCOME):
            sentence = reading.sentences[at]
            said = reading.text[sentence.start : sentence.end]
            yield EarlierFigure(fact.text, said, float(value), fields["unit"], since, until, source)
