# SPDX-License-Identifier: EUPL-1.2
"""Fact -> target: what an accepted fact becomes, by its kind.

The only module that sees both facts and everything they turn into. Writers are called by
``accepting`` inside its transaction and leave no audit line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import (
    Assessment,
    ClashQuestion,
    NextMeeting,
    Resolution,
    Topic,
    TopicMention,
)
from lagesbild.dialogues.places import Place
from lagesbild.dialogues.proposals import is_claimed, is_figure
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation, Population
from lagesbild.indicators.operations import ensure_population
from lagesbild.indicators.queries import Proposer
from lagesbild.lib.audience import Level, strictest
from lagesbild.lib.periods import half_open
from lagesbild.library.models import Link
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.models import Area, Organisation
from lagesbild.organisations.operations import add_alias, forget_aliases
from lagesbild.organisations.queries import find_organisation, name_key
from lagesbild.organisations.rules import SPEAK_FOR_AREA
from lagesbild.sources.models import Fact, FromFact
from lagesbild.sources.queries import live_ranges
from lagesbild.sources.rules import level_of

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

#: Roles of dates that say when a measure can be applied for.
OPENS_OR_CLOSES = ("opens", "closes", "deadline")

SENTENCE_ENDS = (". ", ".\n", "\n\n")

TONE_LEVEL = {"worried": 2, "neutral": 3, "positive": 4}

#: How members speak of the dialogue's own county.
THE_COUNTY = ("länet", "i länet", "vårt län", "i vårt län", "hela länet", "i hela länet", "totalt i länet")

#: How far before a number the measure may stand that it speaks of.
MEASURE_REACH = 600

_APPLICATIONS = re.compile(r"ansök", re.IGNORECASE)
_REMAINING = re.compile(r"återst|kvar|resterande", re.IGNORECASE)
_SEATS = re.compile(r"plats|deltagar", re.IGNORECASE)
_NEXT_MEETING = re.compile(r"nästa\s+(?:möte|dialog|träff|omgång|näringslivsdialog)|ses\s+(?:vi\s+)?(?:igen|nästa)", re.IGNORECASE)


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
    first, last = _sentence(fact)
    return first <= day.start < last


def _sentence(fact: Fact) -> tuple[int, int]:
    """About where the sentence of a fact begins and ends."""
    text = fact.version.text
    begins = [text.rfind(mark, 0, fact.start) for mark in SENTENCE_ENDS]
    ends = [text.find(mark, fact.end) for mark in SENTENCE_ENDS]
    return max(begins) + 1, min((e for e in ends if e >= 0), default=len(text))


def write_target(acceptance: Acceptance) -> None:
    """Write what the fact becomes; a kind without a target writes nothing."""
    writer = WRITERS.get(acceptance.fact.kind)
    if writer is not None and is_claimed(acceptance.payload):
        writer(acceptance)


def _observe(a: Acceptance) -> None:
    if not is_figure(a.fact):
        return
    measure = _measure_spoken_of(a)
    if measure is not None:
        _measure_amount(a, measure)
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
        value=_decimal(payload.get("value")),
        low=_decimal(payload.get("low")),
        high=_decimal(payload.get("high")),
        strict=bool(payload.get("strict")),
        total=_decimal(payload.get("total")),
        before=_decimal(payload.get("before")),
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
    known = Area.objects.filter(name__iexact=name.strip()).first() or Area.objects.filter(code=key[:40]).first()
    return known or Area.objects.create(code=key[:40], name=name.strip()[:120], level=Area.Level.COUNTIES)


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _measure_spoken_of(a: Acceptance) -> Measure | None:
    """The one measure that a figure belongs to, in the same report.

    One that the figure names, else, for applications, the nearest one named before it.
    """
    of, unit = str(a.payload.get("of") or ""), a.payload.get("unit")
    if a.fact.kind != "quantity":
        return None
    measures = _measures_of(a)
    by_name = [m for m, _ in measures if _names(of, m.name)]
    if len({name_key(m.name) for m in by_name}) == 1:
        return by_name[0]
    if unit != "count" or not _APPLICATIONS.search(of):
        return None
    before = [
        (fact.end, m)
        for m, fact in measures
        if m.kind != Measure.Kind.TRAINING and 0 <= a.fact.start - fact.end <= MEASURE_REACH
    ]
    return max(before, key=lambda found: found[0], default=(0, None))[1]


def _names(words: str, name: str) -> bool:
    """Whether a measure's name stands among the words, whole: "rot" is not in "skrotning"."""
    key = name_key(name)
    return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", name_key(words)) is not None


def _measures_of(a: Acceptance) -> list[tuple[Measure, Fact]]:
    """The standing measures of the figure's report, each with the fact that names it in this version."""
    section = a.place.report.section
    facts = {
        f.lineage: f
        for f in a.fact.version.facts.all()
        if f.kind in Measure.Kind.values and (section is None or section.start <= f.start < section.end)
    }
    measures = Measure.objects.filter(lineage__in=facts, known_until__isnull=True).order_by("pk")
    return [(m, facts[m.lineage]) for m in measures if m.lineage is not None]


def _measure_amount(a: Acceptance, measure: Measure) -> None:
    of = str(a.payload.get("of") or "")
    near = a.fact.version.text[max(0, a.fact.start - 60) : a.fact.end + 40]
    if _APPLICATIONS.search(of):
        role = MeasureAmount.Role.APPLICATIONS
    elif _SEATS.search(of):
        role = MeasureAmount.Role.SEATS
    elif a.payload.get("unit") == "SEK" and _REMAINING.search(near):
        role = MeasureAmount.Role.REMAINING
    elif a.payload.get("unit") == "SEK":
        role = MeasureAmount.Role.BUDGET
    else:
        role = MeasureAmount.Role.OTHER
    MeasureAmount.objects.create(
        **a.common,
        measure=measure,
        role=role,
        unit=a.payload.get("unit") or "",
        value=_decimal(a.payload.get("value")),
        low=_decimal(a.payload.get("low")),
        high=_decimal(a.payload.get("high")),
        as_written=f"{a.words} {of}".strip()[:200],
        is_forecast=a.payload.get("nature") == "forecast",
        scope=str(a.payload.get("area") or "")[:200],
    )


def _open_measure(a: Acceptance) -> None:
    payload = a.payload
    name = " ".join(str(payload.get("name") or a.words).split())[:200]
    measure = Measure.objects.create(
        **a.common,
        dialogue=a.place.dialogue,
        kind=a.fact.kind,
        name=name[:1].upper() + name[1:],
        authority=a.place.organisation,
    )
    for role in MeasureDate.Role.values:
        day = payload.get(role)
        if day:
            period = half_open(day, day)
            MeasureDate.objects.create(
                **a.common, measure=measure, role=role, starts_on=period.starts_on, ends_before=period.ends_before
            )
        elif near := _fuzzy_date(a.fact, role):
            period = half_open(near.payload.get("from"), near.payload.get("to"))
            MeasureDate.objects.create(
                **a.common,
                measure=measure,
                role=role,
                starts_on=period.starts_on,
                ends_before=period.ends_before,
                as_written=" ".join(near.quote.split())[:200],
                fuzzy=True,
            )
    if payload.get("budget") is not None:
        MeasureAmount.objects.create(
            **a.common,
            measure=measure,
            role=MeasureAmount.Role.BUDGET,
            unit="SEK",
            value=_decimal(payload["budget"]),
            as_written=name,
        )


def _fuzzy_date(fact: Fact, role: str) -> Fact | None:
    """A date that opens or closes something in the same sentence, without being an exact day."""
    _, sentence_end = _sentence(fact)
    wanted = ("closes", "deadline") if role == "closes" else ("opens",)
    found = [
        f
        for f in fact.version.facts.all()
        if f.kind == "date" and fact.end <= f.start < sentence_end and f.payload.get("role") in wanted
    ]
    return found[0] if len(found) == 1 else None


def _follow_up(a: Acceptance) -> None:
    payload = a.payload
    due = half_open(payload.get("due_from"), payload.get("due_to"))
    owner_words = str(payload.get("owner") or "")
    closed = (a.fact.kind == "question" and payload.get("answered")) or payload.get("status") == "done"
    because = ("Besvarad i texten" if a.fact.kind == "question" else "Klar när det rapporterades") if closed else ""
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
    "call": _open_measure,
    "scheme": _open_measure,
    "training": _open_measure,
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
        model.objects.filter(lineage=lineage, known_until__isnull=True).update(known_until=ends) for model in TARGETS
    )


def was_known(lineage: UUID) -> bool:
    """Whether the fact has had a target that was taken back after having been known."""
    return any(
        model.objects.filter(lineage=lineage, known_until__gt=F("known_from")).exists() for model in TARGETS
    )
