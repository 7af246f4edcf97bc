# SPDX-License-Identifier: EUPL-1.2
"""One fact on its way to what it becomes, and who may read that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from lagesbild.accounts.models import Person
from lagesbild.dialogues.places import Place
from lagesbild.indicators.queries import Proposer
from lagesbild.lib.audience import RANK, Level, strictest
from lagesbild.measures.models import Measure
from lagesbild.sources.models import Fact
from lagesbild.sources.queries import live_ranges
from lagesbild.sources.rules import level_of

#: Roles of dates that say when a measure can be applied for.
OPENS_OR_CLOSES = ("opens", "closes", "deadline")

#: Kinds that lend others their day or their sum, and the keys under which others than measures keep it.
LENDERS = ("date", "quantity")
BORROWED = ("period", "horizon", "due_from", "due_to")

#: Keys whose words may stand outside the fact's own.
WORDS = ("of", "owner", "population", "area", "topic", "name")

SENTENCE_ENDS = (". ", ".\n", "\n\n")


@dataclass(frozen=True)
class Acceptance:
    """One fact on its way to its target, with what was confirmed."""

    fact: Fact
    payload: dict[str, Any]
    place: Place
    known_from: datetime
    at: datetime
    by: Person | None
    proposer: Proposer

    @property
    def words(self) -> str:
        """The fact's words on one line."""
        return " ".join(self.fact.quote.split())

    @property
    def common(self) -> dict[str, Any]:
        """What every target row keeps of its fact."""
        return {
            "lineage": self.fact.lineage,
            "fact": self.fact,
            "reporter": self.place.organisation,
            "round": self.place.round,
            "audience": audience_of(self.fact),
            "known_from": self.known_from,
            "recorded_at": self.at,
        }


def audience_of(fact: Fact, facts: Iterable[Fact] | None = None) -> Level:
    """Who may read what a fact becomes: those who may read all that its row takes words and numbers from.

    That is the fact, the population it stands under, the figure it is a share of, the dates that it
    holds for or is due, the dates and the money of a measure, the words that its payload takes from
    elsewhere, and, for a contradiction, those that it contradicts. ``facts`` are the version's
    ``LENDERS``, where they are at hand.
    """
    levels = [f.level for f in (fact, fact.within, fact.relative_to) if f is not None]
    if fact.kind in Measure.Kind.values or any(fact.payload.get(key) for key in BORROWED):
        around = fact.version.facts.all() if facts is None else facts
        levels += [f.level for f in around if f.kind in LENDERS and _takes_from(fact, f)]
    levels += _levels_of_words(fact)
    return strictest(*levels)


def _takes_from(fact: Fact, other: Fact) -> bool:
    """Whether a fact's payload holds the day or the sum that another one in its sentence says."""
    said, payload = fact.payload, other.payload
    if other.kind == "date" and payload.get("read_id") in (said.get("period"), said.get("horizon")):
        return payload.get("read_id") is not None
    if other.kind == "quantity":
        takes = said.get("budget") is not None and payload.get("value") == said["budget"]
    elif fact.kind in Measure.Kind.values:
        takes = payload.get("role") in OPENS_OR_CLOSES
    else:
        due = {said.get("due_from"), said.get("due_to")} - {None}
        takes = bool(due & {payload.get("from"), payload.get("to")})
    first, last = sentence_of(fact)
    return takes and first <= other.start < last


def _levels_of_words(fact: Fact) -> list[Level]:
    """The levels of words in the payload that do not stand in the fact itself.

    Words that stand in several places are read by those who may read one of them; a contradiction
    points at all of them.
    """
    said = (" ".join(str(fact.payload.get(key) or "").split()) for key in WORDS)
    here = " ".join(fact.quote.split()).casefold()
    wanted = {words for words in said if words and words.casefold() not in here}
    other = " ".join(str(fact.payload.get("with") or "").split()) if fact.kind == "contradiction" else ""
    places = {words: _places(fact.version.text, words) for words in {*wanted, other} if words}
    if not any(places.values()):
        return []
    ranges = live_ranges(fact.version)
    levels = {
        w: [level_of(place, ranges, fact.version.level) for place in found]
        for w, found in places.items()
        if found
    }
    found = [min(levels[words], key=RANK.__getitem__) for words in wanted if words in levels]
    return found + levels.get(other, [])


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand, whatever kind of space or line break parts them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def sentence_of(fact: Fact) -> tuple[int, int]:
    """About where the sentence of a fact begins and ends."""
    text = fact.version.text
    begins = [text.rfind(mark, 0, fact.start) for mark in SENTENCE_ENDS]
    ends = [text.find(mark, fact.end) for mark in SENTENCE_ENDS]
    return max(begins) + 1, min((e for e in ends if e >= 0), default=len(text))


def decimal(number: Any) -> Decimal | None:
    """A number of a payload as the tables keep it."""
    return None if number is None else Decimal(str(number))
