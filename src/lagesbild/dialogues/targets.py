# SPDX-License-Identifier: EUPL-1.2
"""Fact -> target: what an accepted fact becomes, by its kind.

With ``measure_targets`` the only module that sees both facts and everything they turn into. Writers
are called by ``accepting`` inside its transaction and leave no audit line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from lagesbild.accounts.models import Person
from lagesbild.dialogues.acceptance import Acceptance, decimal
from lagesbild.dialogues.measure_targets import measure_spoken_of, open_measure, write_amount
from lagesbild.dialogues.models import (
    Assessment,
    ClashQuestion,
    NextMeeting,
    Resolution,
    Topic,
    TopicMention,
)
from lagesbild.dialogues.proposals import is_claimed, is_figure
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation, Population
from lagesbild.indicators.operations import ensure_population
from lagesbild.lib.periods import half_open
from lagesbild.library.models import Link
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.models import Area, Organisation
from lagesbild.organisations.operations import add_alias, forget_aliases
from lagesbild.organisations.queries import find_organisation, name_key
from lagesbild.organisations.rules import SPEAK_FOR_AREA
from lagesbild.sources.models import Fact, FromFact

TARGETS: tuple[type[FromFact], ...] = (
    Observation,
    MeasureDate,
    MeasureAmount,
    Measure,
    FollowUpItem,
    Link,
    Assessment,
    TopicMention,
    Resolution,
    ClashQuestion,
    NextMeeting,
)

TONE_LEVEL = {"worried": 2, "neutral": 3, "positive": 4}

#: How members speak of the dialogue's own county.
THE_COUNTY = ("länet", "i länet", "vårt län", "i vårt län", "hela länet", "i hela länet", "totalt i länet")

_NEXT_MEETING = re.compile(
    r"nästa\s+(?:möte|dialog|träff|omgång|näringslivsdialog)|ses\s+(?:vi\s+)?(?:igen|nästa)", re.IGNORECASE
)


def write_target(acceptance: Acceptance) -> None:
    """Write what the fact becomes; a kind without a target writes nothing."""
    writer = WRITERS.get(acceptance.fact.kind)
    if writer is not None and is_claimed(acceptance.payload):
        writer(acceptance)


def _observe(a: Acceptance) -> None:
    if not is_figure(a.fact):
        return
    measure = measure_spoken_of(a)
    if measure is not None:
        write_amount(a, measure)
        return
    payload = a.payload
    # Bound by the codes that exist: a definition taken away leaves the figure unbound, not lost.
    version = a.proposer.versions.get(payload.get("indicator") or "")
    period = half_open(payload.get("period_from"), payload.get("period_to"))
    base = a.fact.relative_to
    Observation.objects.create(
        **a.common,
        version=version,
        population=_population(a),
        population_n=payload.get("population_n"),
        of=_head(a, base)[:200],
        unit=payload.get("unit") or "",
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        reading_as=_reading_as(payload),
        baseline=payload.get("baseline") or "",
        value=decimal(payload.get("value")),
        low=decimal(payload.get("low")),
        high=decimal(payload.get("high")),
        strict=bool(payload.get("strict")),
        total=decimal(payload.get("total")),
        before=decimal(payload.get("before")),
        change=payload.get("change") or "",
        words=(payload.get("words") or a.words)[:200] if a.fact.kind == "change" else "",
        hedge=(payload.get("hedge") or "")[:60],
        approx=bool(payload.get("approx")),
        nature=payload.get("nature") or "outcome",
        forecast_base=a.place.round.held_on if payload.get("nature") == "forecast" else None,
        horizon=(payload.get("period_words") or "")[:120],
        relative_lineage=base.lineage if base is not None else None,
    )


def _head(a: Acceptance, base: Fact | None) -> str:
    return str(a.payload.get("of") or (base.payload.get("of") if base is not None else "") or "")


def _reading_as(payload: dict[str, Any]) -> str:
    """A number that is itself a step is a change, unless ``before`` tells that it is the new level."""
    if payload.get("reading_as"):
        return str(payload["reading_as"])
    if payload.get("change") and payload.get("before") is None and payload.get("unit") != "ratio":
        return Observation.ReadingAs.CHANGE
    return Observation.ReadingAs.LEVEL


def _population(a: Acceptance) -> Population:
    """A panel or an association speaks of its own; only a public body speaks of an area as such."""
    description = a.payload.get("population") or ""
    named, reporter = a.payload.get("area"), a.place.organisation
    if named:
        area = _area_named(named, a.place.dialogue.area)
        return ensure_population(area=area, organisation=None, description=description)
    if not description and (reporter is None or reporter.kind in SPEAK_FOR_AREA):
        own = (reporter.area if reporter else None) or a.place.dialogue.area
        return ensure_population(area=own, organisation=None, description="")
    return ensure_population(area=None, organisation=reporter, description=description)


def _area_named(name: str, county: Area | None) -> Area:
    """The area that a text names; a name that is new is kept as said, never as the county itself."""
    key = name_key(name)
    if county is not None and key in THE_COUNTY:
        return county
    known = (
        Area.objects.filter(name__iexact=name.strip()).first() or Area.objects.filter(code=key[:40]).first()
    )
    return known or Area.objects.create(code=key[:40], name=name.strip()[:120], level=Area.Level.COUNTIES)


def _follow_up(a: Acceptance) -> None:
    payload = a.payload
    due = half_open(payload.get("due_from"), payload.get("due_to"))
    owner_words = str(payload.get("owner") or "")
    closed = (a.fact.kind == "question" and payload.get("answered")) or payload.get("status") == "done"
    because = (
        ("Besvarad i texten" if a.fact.kind == "question" else "Klar när det rapporterades") if closed else ""
    )
    FollowUpItem.objects.create(
        **a.common,
        dialogue=a.place.dialogue,
        kind=a.fact.kind,
        text=a.words,
        owner=find_organisation(owner_words) if owner_words else a.place.organisation,
        owner_words=owner_words[:160],
        due_from=due.starts_on,
        due_before=due.ends_before,
        status=payload.get("status") or "",
        answered=payload.get("answered"),
        state=FollowUpItem.State.CLOSED if closed else FollowUpItem.State.OPEN,
        closed_because=because,
        # Closed since the forum knew of it, or an earlier picture would still ask for news of it.
        closed_at=a.known_from if closed else None,
        closed_by=a.by if closed else None,
    )


def _resolve(a: Acceptance) -> None:
    Resolution.objects.create(**a.common, text=a.words)


def _assess(a: Acceptance) -> None:
    tone = a.payload.get("tone")
    topic = " ".join(str(a.payload.get("topic") or "").split())[:200]
    if a.place.organisation is not None and tone in TONE_LEVEL:
        Assessment.objects.create(
            **a.common,
            organisation=a.place.organisation,
            level=a.payload.get("level") or TONE_LEVEL[tone],
            word=topic,
        )
    if tone in Topic.Tone.values:
        row, _ = Topic.objects.get_or_create(
            dialogue=a.place.dialogue, name=(topic or a.words)[:200].casefold(), tone=tone
        )
        TopicMention.objects.create(**a.common, topic=row, text=a.words)


def _name(a: Acceptance) -> None:
    organisation: Organisation | None = find_organisation(str(a.payload.get("name") or a.words))
    if organisation is not None:
        add_alias(organisation=organisation, text=a.words, by=a.by, at=a.at, lineage=a.fact.lineage)


def _link(a: Acceptance) -> None:
    Link.objects.create(**a.common, dialogue=a.place.dialogue, url=str(a.payload.get("url") or a.words)[:500])


def _clash(a: Acceptance) -> None:
    other = str(a.payload.get("with") or "")
    rivals = [
        f
        for f in a.fact.version.facts.all()
        if f.kind in ("quantity", "contradiction") and f.pk != a.fact.pk and f.quote.strip() == other.strip()
    ]
    ClashQuestion.objects.create(
        **a.common,
        other_fact=rivals[0] if len(rivals) == 1 else None,
        other_words=other[:300],
    )


def _meet_next(a: Acceptance) -> None:
    """A date becomes something only where the text says that it is the forum's next meeting."""
    day = a.payload.get("from")
    if a.payload.get("role") != "meeting" or not day or date.fromisoformat(day) <= a.place.round.held_on:
        return
    text = a.fact.version.text
    line = text[max(0, a.fact.start - 120) : a.fact.end + 20]
    if _NEXT_MEETING.search(line):
        NextMeeting.objects.create(**a.common, held_on=date.fromisoformat(day))


WRITERS: dict[str, Callable[[Acceptance], None]] = {
    "quantity": _observe,
    "change": _observe,
    "call": open_measure,
    "scheme": open_measure,
    "training": open_measure,
    "action": _follow_up,
    "promise": _follow_up,
    "question": _follow_up,
    "need": _follow_up,
    "decision": _resolve,
    "assessment": _assess,
    "organisation": _name,
    "link": _link,
    "contradiction": _clash,
    "date": _meet_next,
}


def close_targets(*, lineage: UUID, by: Person | None, at: datetime, as_never_known: bool = False) -> int:
    """Take back what a fact became; the past still replays.

    ``as_never_known`` closes the rows at their own beginning: for a slip of the finger, and for a
    corrected reading of loaded minutes, where the forum knew what the text says all along.
    Returns how many rows were closed.
    """
    forget_aliases(lineage=lineage, by=by, at=at)
    began = F("known_from")
    ends = began if as_never_known else Greatest(began, Value(at, output_field=DateTimeField()))
    return sum(
        model.objects.filter(lineage=lineage, known_until__isnull=True).update(known_until=ends)
        for model in TARGETS
    )


def reopen_targets(*, lineages: Collection[UUID], ended_at: datetime) -> int:
    """Let what ended at one moment stand again; returns how many rows that concerned."""
    return sum(
        model.objects.filter(lineage__in=lineages, known_until=ended_at).update(known_until=None)
        for model in TARGETS
    )


def was_known(lineage: UUID) -> bool:
    """Whether the fact has had a target that was taken back after having been known."""
    return any(
        model.objects.filter(lineage=lineage, known_until__gt=F("known_from")).exists() for model in TARGETS
    )
