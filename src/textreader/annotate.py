# SPDX-License-Identifier: EUPL-1.2
"""The text cut at every place where a fact begins or ends.

Facts cross each other (a date in a sentence in a call), so they cannot nest as marks in HTML; the
segments can be shown one after the other, each with the facts that lie over it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from textreader.model import Fact, Reading


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` and the ids of the facts over it, the longest first."""

    start: int
    end: int
    text: str
    facts: tuple[str, ...]


def annotate(reading: Reading, facts: Iterable[Fact] | None = None) -> list[Segment]:
    """Segments that joined give the whole text; ``facts`` picks some of the reading's.

    >>> from datetime import date
    >>> from textreader import read
    >>> [s.text for s in annotate(read("Ca 5 mkr till maj.", date(2026, 3, 1)))]
    ['Ca 5 mkr', ' till ', 'maj', '.']
    """
    chosen = sorted(reading.facts if facts is None else facts, key=lambda f: (f.start, -f.end))
    starts: dict[int, list[Fact]] = {}
    stops: dict[int, list[Fact]] = {}
    for fact in chosen:
        starts.setdefault(fact.start, []).append(fact)
        stops.setdefault(fact.end, []).append(fact)
    cuts = sorted({0, len(reading.text), *starts, *stops})
    over: dict[str, None] = {}
    segments: list[Segment] = []
    for start, end in pairwise(cuts):
        for fact in stops.get(start, ()):
            over.pop(fact.id, None)
        for fact in starts.get(start, ()):
            over[fact.id] = None
        segments.append(Segment(start, end, reading.text[start:end], tuple(over)))
    return segments
