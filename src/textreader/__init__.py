# SPDX-License-Identifier: EUPL-1.2
"""Swedish text into facts with their places: figures, dates, names and commitments.

The only door of the package. It opens no files, asks no clock and no network.

>>> from datetime import date
>>> reading = read("Möte den 31 augusti, ca 5 mkr återstår.", date(2026, 6, 15))
>>> [(f.kind, f.text) for f in reading.facts if f.kind == "date"]
[('date', '31 augusti')]
"""

from __future__ import annotations

from textreader.annotate import Segment, annotate
from textreader.earlier import earlier_figures
from textreader.engine import read
from textreader.explain import Explanation, explain
from textreader.model import (
    READER_VERSION,
    EarlierFigure,
    Fact,
    KnownOrganisation,
    Reading,
    Section,
    Sentence,
)

__all__ = [
    "READER_VERSION",
    "EarlierFigure",
    "Explanation",
    "Fact",
    "KnownOrganisation",
    "Reading",
    "Section",
    "Segment",
    "Sentence",
    "annotate",
    "earlier_figures",
    "explain",
    "read",
]
