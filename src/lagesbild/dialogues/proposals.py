# SPDX-License-Identifier: EUPL-1.2
"""What accepting a fact would write: all that is confirmed together, ready to be looked at and changed.

A proposal is a flat, JSON-able dict. It starts from the reader's payload, with what only the
installation knows filled in: indicator, population, period and nature for a figure.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lagesbild.dialogues.places import Place
from lagesbild.indicators.queries import Proposer
from lagesbild.sources.models import Fact

#: A fact with one of these true marks is not claimed by anybody and becomes no figure.
UNCLAIMED = ("conditional", "denied", "quoted", "superseded", "cancelled", "withdrawn", "doubt")

#: Kinds that somebody does, wants or asks; a decision without an owner is the meeting's.
OWNED = ("action", "promise", "need", "question")

#: Units of figures that say how long or how old, not how much.
NOT_MEASURED = ("duration", "age_years")


def is_claimed(payload: dict[str, Any]) -> bool:
    """Whether the text claims the fact."""
    return not any(payload.get(mark) for mark in UNCLAIMED)


def is_figure(fact: Fact) -> bool:
    """Whether accepting the fact writes an observation."""
    if fact.kind == "change":
        return True
    return (
        fact.kind == "quantity"
        and fact.payload.get("role") != "population"
        and fact.payload.get("unit") not in NOT_MEASURED
    )


def proposal_for(fact: Fact, place: Place, proposer: Proposer) -> dict[str, Any]:
    """The payload that accepting would confirm; the caller may change any of it."""
    said = {k: v for k, v in fact.payload.items() if k not in ("rule", "read_id")}
    if not is_figure(fact):
        return said | _owner(fact, place)
    said |= _period(fact, place.round.held_on)
    said |= _population(fact, place)
    said["nature"] = "forecast" if said.get("forecast") else "outcome"
    base = fact.relative_to
    of = said.get("of") or ""
    unit = said.get("unit") or ""
    if base is not None and unit in ("ratio", ""):
        of, unit = base.payload.get("of") or of, base.payload.get("unit") or ""
    codes = proposer.propose(of, unit, place.organisation)
    if not codes and base is None:
        # "190 personer i korttidsarbete": the head is a mere person, the clause says what is counted.
        codes = proposer.propose(f"{of} {_rest_of_clause(fact)}", unit, place.organisation)
    said["candidates"] = codes
    said["indicator"] = codes[0] if len(codes) == 1 else None
    if said["indicator"] in proposer.about_what_comes:
        said["nature"] = "outcome"
    return said


def _owner(fact: Fact, place: Place) -> dict[str, Any]:
    """Who is to do it, where the text names nobody: in a report of its own, the member that wrote it."""
    if fact.kind not in OWNED or fact.payload.get("owner") or place.organisation is None:
        return {}
    return {"owner": place.organisation.name}


_CLAUSE_END = re.compile(r"[.,;:!?()\d]|\n\s*\n|\b(?:och|men|varav|medan|som)\b")


def _rest_of_clause(fact: Fact) -> str:
    """The words after a figure, as far as they speak of it."""
    after = fact.version.text[fact.end : fact.end + 60]
    stop = _CLAUSE_END.search(after)
    return after[: stop.start()] if stop else after


def _period(fact: Fact, held_on: date) -> dict[str, Any]:
    """The days that the figure holds for: its date fact's, else the day of the round."""
    wanted = fact.payload.get("period") or fact.payload.get("horizon")
    dates = (
        {f.payload.get("read_id"): f for f in fact.version.facts.all() if f.kind == "date"} if wanted else {}
    )
    named = dates.get(wanted)
    if named is not None:
        return {
            "period_from": named.payload.get("from"),
            "period_to": named.payload.get("to"),
            "period_words": " ".join(named.quote.split()),
        }
    return {"period_from": held_on.isoformat(), "period_to": held_on.isoformat(), "period_words": ""}


def _population(fact: Fact, place: Place) -> dict[str, Any]:
    """Whom the figure speaks of: the panel it stands under, the area it names, else the reporter's own."""
    within = fact.within
    if within is not None:
        value = within.payload.get("value")
        return {
            "population": (within.payload.get("of") or within.quote)[:200].casefold(),
            "population_n": int(value) if value is not None else None,
            "area": None,
        }
    scope = fact.payload.get("scope")
    return {"population": "", "population_n": None, "area": str(scope) if scope else None}
