# SPDX-License-Identifier: EUPL-1.2
"""What comes along when a text is cut anew: decisions, and who may read which passage.

Called by ``operations`` while the new version is read. Decisions are carried only where nobody can
doubt it; what was held back stays so, rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import textreader
from lagesbild.lib.audience import RANK, Level
from lagesbild.sources.models import Fact, FactDecision, TextVersion, VisibilityRange
from lagesbild.sources.queries import latest_decisions, live_ranges
from lagesbild.sources.rules import Carried, Carry, Span, carry_held_back, carry_spans, level_of

#: Fields of a payload that say where something stands, not what is said.
_PLACES = ("rule", "read_id", "period", "horizon")


@dataclass(frozen=True)
class Step:
    """From one version to the next, with the sentences of both."""

    old: TextVersion
    new: TextVersion
    old_sentences: list[Span]
    new_sentences: list[Span]

    @classmethod
    def between(cls, version: TextVersion, read: textreader.Reading) -> Step:
        """The step to a version that has just been read; ``version.previous`` must be there."""
        old = version.previous
        assert old is not None
        old_read = textreader.read(old.text, old.reference_date)
        return cls(
            old,
            version,
            [(s.start, s.end) for s in old_read.sentences],
            [(s.start, s.end) for s in read.sentences],
        )

    def carry(self, spans: Mapping[int, Span]) -> dict[int, Carried]:
        """Where spans of the old text stand in the new one, by the rule for decisions."""
        return carry_spans(self.old.text, self.old_sentences, self.new.text, self.new_sentences, spans)

    def hold_back(self, held: Span) -> list[Span]:
        """Where a passage that was held back stands in the new text."""
        return carry_held_back(self.old.text, self.old_sentences, self.new.text, self.new_sentences, held)


# Ranges ------------------------------------------------------------------------------------------


def carry_ranges(step: Step, at: datetime) -> None:
    """Hold back, open and release in the new version what was so in the old one.

    A passage that was opened is opened again only where it is untouched. What a person released of
    the reader's own asides and names stays released while its sentence stands.
    """
    rows = list(step.old.ranges.exclude(ground="unread"))
    places = step.carry({row.pk: (row.start, row.end) for row in rows})
    found = {(r.ground, r.start, r.end): r for r in step.new.ranges.all()}
    for row in rows:
        place = places[row.pk]
        again = found.get((row.ground, *place.span)) if place.span else None
        if row.lifted_at is not None:
            if again is not None and place.how is Carry.UNTOUCHED and row.set_by_id is None:
                again.lifted_at, again.lifted_by, again.carried_from = at, row.lifted_by, row
                again.save(update_fields=["lifted_at", "lifted_by", "carried_from"])
        elif again is None:
            _carry_range(step, row, place, at)


def _carry_range(step: Step, row: VisibilityRange, place: Carried, at: datetime) -> None:
    if RANK[Level(row.level)] < RANK[Level(step.old.level)]:
        spans = [place.span] if place.span and place.how is Carry.UNTOUCHED else []
    elif row.set_by_id is None:
        spans = [place.span] if place.span else []
    else:
        spans = step.hold_back((row.start, row.end))
    VisibilityRange.objects.bulk_create(
        VisibilityRange(
            version=step.new,
            start=start,
            end=end,
            level=row.level,
            ground=row.ground,
            carried_from=row,
            set_by=row.set_by,
            set_at=at,
        )
        for start, end in spans
    )


# Decisions ---------------------------------------------------------------------------------------


def carry_decisions(step: Step, facts: Mapping[str, Fact], at: datetime) -> None:
    """Repeat the old version's decisions on the new one's facts, where their words still stand.

    ``facts`` are the new version's, by any key.
    """
    old_facts = {f.pk: f for f in step.old.facts.select_related("within", "relative_to")}
    decisions = {
        pk: d
        for pk, d in latest_decisions(old_facts.values()).items()
        if d.verdict != FactDecision.Verdict.OPEN
    }
    places = step.carry({pk: (old_facts[pk].start, old_facts[pk].end) for pk in decisions})
    here = {(f.kind, f.start, f.end): f for f in facts.values()}
    for pk, place in places.items():
        old, decision = old_facts[pk], decisions[pk]
        if place.span is None:
            continue
        if decision.verdict == FactDecision.Verdict.REJECTED and place.how is not Carry.UNTOUCHED:
            # A rejection holds while quote and sentence stand, and no longer.
            continue
        fact = here.pop((old.kind, *place.span), None)
        changed = place.how is Carry.LOOK_OVER or (fact is not None and _reads_otherwise(old, fact))
        fact = fact or _place_again(step.new, old, place.span)
        fact.lineage = old.lineage
        fact.save(update_fields=["lineage"])
        FactDecision.objects.create(
            fact=fact,
            verdict=decision.verdict,
            payload=decision.payload,
            by=decision.by,
            at=at,
            carried_from=decision,
            needs_look=changed or decision.needs_look,
        )


def _reads_otherwise(old: Fact, new: Fact) -> bool:
    """Whether the same words now mean something else: another day, another panel, another whole."""
    if old.added_by_id is not None:
        return False
    return _said(old) != _said(new) or any(
        (a.quote if a else None) != (b.quote if b else None)
        for a, b in ((old.within, new.within), (old.relative_to, new.relative_to))
    )


def _said(fact: Fact) -> dict[str, object]:
    return {key: value for key, value in fact.payload.items() if key not in _PLACES}


def _place_again(version: TextVersion, old: Fact, span: Span) -> Fact:
    """A decided fact that the reader does not see in the new text stands where its words stand."""
    return Fact.objects.create(
        version=version,
        start=span[0],
        end=span[1],
        quote=version.text[span[0] : span[1]],
        kind=old.kind,
        payload=old.payload,
        level=level_of(span, live_ranges(version), version.level),
        added_by=old.added_by,
    )
