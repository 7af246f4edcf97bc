# SPDX-License-Identifier: EUPL-1.2
"""One fact on its way to what it becomes, and who may read that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from lagesbild.accounts.models import Person
from lagesbild.dialogues.places import Place
from lagesbild.indicators.queries import Proposer
from lagesbild.lib.audience import Level, strictest
from lagesbild.measures.models import Measure
from lagesbild.sources.models import Fact
from lagesbild.sources.queries import live_ranges
from lagesbild.sources.rules import level_of

#: Roles of dates that say when a measure can be applied for.
OPENS_OR_CLOSES = ("opens", "closes", "deadline")

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
    """Who may read what a fact becomes: those who may read all that its row takes words and days from.

    That is the fact, the population it stands under, the figure it is a share of, the dates that it
    holds for or that open and close it, and, for a contradiction, the words that it contradicts.
    ``facts`` are all of the version, where they are at hand.
    """
    levels = [f.level for f in (fact, fact.within, fact.relative_to) if f is not None]
    if fact.kind in Measure.Kind.values or fact.payload.get("period") or fact.payload.get("horizon"):
        around = fact.version.facts.all() if facts is None else facts
        levels += [f.level for f in around if f.kind == "date" and _takes_its_day_from(fact, f)]
    other = str(fact.payload.get("with") or "").strip() if fact.kind == "contradiction" else ""
    if other:
        version = fact.version
        ranges, start = live_ranges(version), version.text.find(other)
        while start >= 0:
            levels.append(level_of((start, start + len(other)), ranges, version.level))
            start = version.text.find(other, start + len(other))
    return strictest(*levels)


def _takes_its_day_from(fact: Fact, day: Fact) -> bool:
    if day.payload.get("read_id") in (fact.payload.get("period"), fact.payload.get("horizon")):
        return day.payload.get("read_id") is not None
    if fact.kind not in Measure.Kind.values or day.payload.get("role") not in OPENS_OR_CLOSES:
        return False
    first, last = sentence_of(fact)
    return first <= day.start < last


def sentence_of(fact: Fact) -> tuple[int, int]:
    """About where the sentence of a fact begins and ends."""
    text = fact.version.text
    begins = [text.rfind(mark, 0, fact.start) for mark in SENTENCE_ENDS]
    ends = [text.find(mark, fact.end) for mark in SENTENCE_ENDS]
    return max(begins) + 1, min((e for e in ends if e >= 0), default=len(text))


def decimal(number: Any) -> Decimal | None:
    """A number of a payload as the tables keep it."""
    return None if number is None else Decimal(str(number))
