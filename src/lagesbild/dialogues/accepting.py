# SPDX-License-Identifier: EUPL-1.2
"""The life of a fact: what joins a person's decision with what the fact becomes.

Each act is one operation that adds a decision and writes or closes the fact's target. ``sources``
knows nothing of targets, targets nothing of decisions; only this module sees both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import targets
from lagesbild.dialogues.acceptance import Acceptance
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.places import Place, Places
from lagesbild.dialogues.proposals import is_claimed, proposal_for
from lagesbild.indicators.models import IndicatorVersion, Observation
from lagesbild.indicators.operations import forget_binding, remember_binding
from lagesbild.indicators.queries import Proposer
from lagesbild.lib.refusal import Refused
from lagesbild.sources import operations as sources
from lagesbild.sources.models import Fact, FactDecision, TextVersion
from lagesbild.sources.queries import latest_decisions

#: Written in this order, so that a figure finds the measure that it belongs to.
ORDER = {"call": 0, "scheme": 0, "training": 0}

Verdict = FactDecision.Verdict
CONFIRMED = (Verdict.ACCEPTED, Verdict.CHANGED)
#: A decision taken back within this time was a slip of the finger.
SLIP = timedelta(days=2)


@dataclass(frozen=True)
class Desk:
    """What is needed to decide about one version's facts, read once."""

    version: TextVersion
    places: Places
    proposer: Proposer

    @classmethod
    def for_version(cls, version: TextVersion) -> Desk:
        """The desk for a version, with its facts at hand."""
        prefetch_related_objects([version], "facts__within", "facts__relative_to")
        return cls(version, Places(version), Proposer())

    def facts(self) -> list[Fact]:
        """The version's facts, in the order of the text."""
        return sorted(self.version.facts.all(), key=lambda f: (f.start, -f.end, f.pk))

    def fact(self, pk: int) -> Fact:
        """One of the version's facts.

        Raises ``LookupError`` for another version's.
        """
        for fact in self.version.facts.all():
            if fact.pk == pk:
                return fact
        raise LookupError(f"fact {pk} is not of version {self.version.pk}")

    def proposal(self, fact: Fact) -> dict[str, Any]:
        """What accepting the fact would confirm."""
        return proposal_for(fact, self.places.of(fact), self.proposer)


def _queue_for(version_id: int) -> None:
    """Let those who decide about one version do so one after the other: no target is written twice."""
    TextVersion.objects.select_for_update().only("pk").get(pk=version_id)


@transaction.atomic
def accept_fact(
    *, desk: Desk, fact: Fact, by: Person | None, at: datetime, bulk: bool = False
) -> FactDecision:
    """Confirm a fact as proposed; accepting an accepted one changes nothing.

    A decision carried over a changed sentence is confirmed as it was once somebody has looked it over.
    """
    _queue_for(fact.version_id)
    standing = latest_decisions([fact]).get(fact.pk)
    if standing is not None and standing.verdict in CONFIRMED:
        if not standing.needs_look or bulk:
            return standing
        return _confirm(desk, fact, standing.payload, standing.verdict, by=by, at=at)
    return _confirm(desk, fact, desk.proposal(fact), Verdict.ACCEPTED, by=by, at=at, bulk=bulk)


@transaction.atomic
def change_fact(
    *, desk: Desk, fact: Fact, changes: Mapping[str, Any], by: Person, at: datetime
) -> FactDecision:
    """Confirm a fact otherwise than proposed: value, indicator, population, period and nature together.

    ``changes`` are laid over what was decided last, or else over the proposal. A changed indicator
    is remembered for the organisation's same words.
    """
    _queue_for(fact.version_id)
    standing = latest_decisions([fact]).get(fact.pk)
    start = standing.payload if standing is not None and standing.payload else desk.proposal(fact)
    payload = {**start, **changes}
    _remember(desk, fact, payload, by=by, at=at)
    return _confirm(desk, fact, payload, Verdict.CHANGED, by=by, at=at)


def _confirm(
    desk: Desk,
    fact: Fact,
    payload: dict[str, Any],
    verdict: str,
    *,
    by: Person | None,
    at: datetime,
    bulk: bool = False,
    undoes: FactDecision | None = None,
    needs_look: bool = False,
) -> FactDecision:
    place = desk.places.of(fact)
    decision = sources.decide(
        fact=fact,
        verdict=verdict,
        payload=payload,
        by=by,
        at=at,
        bulk=bulk,
        undoes=undoes,
        needs_look=needs_look,
    )
    targets.write_target(
        Acceptance(
            fact=fact,
            payload=payload,
            place=place,
            known_from=_known_from(desk.version, decision, undoes),
            at=at,
            by=by,
            proposer=desk.proposer,
        )
    )
    return decision


def _known_from(version: TextVersion, decision: FactDecision, undoes: FactDecision | None) -> datetime:
    """Since when the forum knows what is being confirmed; ends what the fact was until now.

    The first time, and for corrections of loaded minutes: since it knew the text. Otherwise since
    now, or, where a decision is taken back, since that decision, so that no gap is left.
    """
    lineage = decision.fact.lineage
    if not FactDecision.objects.filter(fact__lineage=lineage).exclude(pk=decision.pk).exists():
        return version.known_from
    replaced = targets.close_targets(
        lineage=lineage, by=decision.by, at=decision.at, as_never_known=version.is_history
    )
    if (replaced and version.is_history) or not (replaced or targets.was_known(lineage)):
        return version.known_from
    return undoes.at if undoes is not None else decision.at


def series_to_remember(desk: Desk, fact: Fact, payload: Mapping[str, Any]) -> IndicatorVersion | None:
    """The series that the organisation's same words will mean from now on; None where that is no news."""
    place: Place = desk.places.of(fact)
    version = desk.proposer.versions.get(payload.get("indicator") or "")
    of, unit = payload.get("of"), payload.get("unit")
    if version is None or place.organisation is None or not of or not unit:
        return None
    is_news = desk.proposer.propose(of, unit, place.organisation) != [version.indicator.code]
    return version if is_news else None


def _remember(desk: Desk, fact: Fact, payload: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    version, organisation = series_to_remember(desk, fact, payload), desk.places.of(fact).organisation
    if version is None or organisation is None:
        return
    remember_binding(
        organisation=organisation,
        of=payload["of"],
        unit=payload["unit"],
        indicator=version.indicator,
        by=by,
        at=at,
    )


def _forget(desk: Desk, fact: Fact, payload: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    """Let the words mean what the changes that still stand say, or nothing where this was the only one."""
    organisation = desk.places.of(fact).organisation
    of, unit = payload.get("of") or "", payload.get("unit") or ""
    if organisation is None or desk.proposer.remembered(of, unit, organisation) != payload.get("indicator"):
        return
    others = (
        Observation.objects.filter(reporter=organisation, unit=unit, known_until__isnull=True)
        .filter(version__isnull=False, fact__decisions__verdict=Verdict.CHANGED)
        .exclude(lineage=fact.lineage)
        .select_related("version__indicator")
        .order_by("recorded_at", "pk")
    )
    said = [o.version.indicator for o in others if o.version and o.of.casefold() == of.casefold()]
    if not said:
        forget_binding(organisation=organisation, of=of, unit=unit, by=by, at=at)
    elif said[-1].code != payload.get("indicator"):
        remember_binding(organisation=organisation, of=of, unit=unit, indicator=said[-1], by=by, at=at)


@transaction.atomic
def reject_fact(*, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Say that the text does not say this; a target that it had is taken back.

    What was misread in loaded minutes the forum never knew; what a member's report was taken to
    say has been known until now.
    """
    _queue_for(fact.version_id)
    targets.close_targets(lineage=fact.lineage, by=by, at=at, as_never_known=fact.version.is_history)
    return sources.decide(fact=fact, verdict=Verdict.REJECTED, payload={}, by=by, at=at)


@transaction.atomic
def unaccept_fact(*, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Open a decided fact again: its target ends now, the past still replays."""
    _queue_for(fact.version_id)
    targets.close_targets(lineage=fact.lineage, by=by, at=at)
    return sources.decide(fact=fact, verdict=Verdict.OPEN, payload={}, by=by, at=at)


@transaction.atomic
def undo_decision(*, desk: Desk, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Take the last decision back and stand where one stood before.

    A series that the decision made the organisation's words mean is forgotten with it.

    Within two days it is a slip of the finger and was never known; later, what stood so long ends now.

    Undoing again goes further back. A decision that came along from an earlier version was made
    there and cannot be undone here, only made anew.

    Raises ``Refused`` where there is nothing to undo, or where the decision was somebody else's.
    """
    _queue_for(fact.version_id)
    standing = _standing(fact.decisions.order_by("id"))
    if not standing:
        raise Refused("nothing_to_undo")
    last, before = standing[-1], standing[-2] if len(standing) > 1 else None
    if last.carried_from_id is not None:
        raise Refused("carried_decision")
    if last.by_id is not None and last.by_id != by.pk:
        raise Refused("not_your_decision")
    # Long afterwards it is no slip: what the forum was told it has known until now.
    is_slip = fact.version.is_history or at - last.at < SLIP
    targets.close_targets(lineage=fact.lineage, by=by, at=at, as_never_known=is_slip)
    if last.verdict == Verdict.CHANGED:
        _forget(desk, fact, last.payload, by=by, at=at)
    if before is not None and before.verdict in CONFIRMED:
        return _confirm(
            desk,
            fact,
            before.payload,
            before.verdict,
            by=by,
            at=at,
            undoes=last,
            needs_look=before.needs_look,
        )
    # What a person added and took back was never there, and must not be suggested.
    nothing = Verdict.REJECTED if fact.added_by_id is not None else Verdict.OPEN
    verdict = before.verdict if before is not None else nothing
    return sources.decide(fact=fact, verdict=verdict, payload={}, by=by, at=at, undoes=last)


def _standing(decisions: Iterable[FactDecision]) -> list[FactDecision]:
    """The decisions that have not been taken back, oldest first."""
    standing: list[FactDecision] = []
    for decision in decisions:
        if decision.undoes_id is None:
            standing.append(decision)
        elif standing:
            standing.pop()
    return standing


@transaction.atomic
def add_fact(
    *, desk: Desk, start: int, end: int, kind: str, payload: Mapping[str, Any], by: Person, at: datetime
) -> Fact:
    """A fact that a person marked in the text: added and confirmed in one act.

    Raises ``ValueError`` for a span outside the text.
    """
    fact = sources.add_fact(
        version=desk.version, start=start, end=end, kind=kind, payload=dict(payload), by=by, at=at
    )
    _confirm(desk, fact, {**desk.proposal(fact), **payload}, Verdict.ACCEPTED, by=by, at=at)
    return fact


@transaction.atomic
def accept_all(*, desk: Desk, facts: Iterable[Fact] | None = None, by: Person | None, at: datetime) -> int:
    """Confirm every undecided fact that the text claims; returns how many.

    A figure is bound only where exactly one indicator fits, and what is marked as denied, quoted or
    doubtful stays a suggestion: nobody has looked at it.
    """
    _queue_for(desk.version.pk)
    chosen = desk.facts() if facts is None else list(facts)
    decided = {pk for pk, d in latest_decisions(chosen).items() if d.verdict != Verdict.OPEN}
    count = 0
    for fact in sorted(chosen, key=lambda f: (ORDER.get(f.kind, 1), f.start, f.pk)):
        if fact.pk in decided or not is_claimed(fact.payload):
            continue
        _confirm(desk, fact, desk.proposal(fact), Verdict.ACCEPTED, by=by, at=at, bulk=True)
        count += 1
    return count


@transaction.atomic
def accept_version(*, submission: Submission, by: Person, at: datetime) -> None:
    """Receive a version as the report that counts.

    Targets of earlier versions whose words are gone from this one end now; until then they stand.

    Raises ``Refused`` for a withdrawn one; accepting twice changes nothing.
    """
    if submission.withdrawn_at is not None:
        raise Refused("submission_withdrawn")
    if submission.accepted_at is not None:
        return
    submission.accepted_at, submission.accepted_by = at, by
    submission.save(update_fields=["accepted_at", "accepted_by"])
    report: Report = submission.report
    report.state = Report.State.ACCEPTED
    report.save(update_fields=["state"])
    # Of a text that could not be read nobody knows what is gone from it.
    if submission.version.readings.exists():
        _end_what_is_gone(submission.version, by=by, at=at)
    note("accept_version", submission, by=by, at=at, report=report.pk, version=submission.version_id)


def _end_what_is_gone(version: TextVersion, *, by: Person, at: datetime) -> None:
    for lineage in _gone_from(version):
        targets.close_targets(lineage=lineage, by=by, at=at)


def _gone_from(version: TextVersion) -> set[UUID]:
    """The facts of earlier versions that this one no longer says."""
    gone: set[UUID] = set()
    earlier = version.previous
    while earlier is not None:
        gone.update(earlier.facts.values_list("lineage", flat=True))
        earlier = earlier.previous
    return gone - set(version.facts.values_list("lineage", flat=True))


@transaction.atomic
def unaccept_version(*, submission: Submission, by: Person, at: datetime) -> None:
    """Open an accepted report again, so that its text can be changed.

    What ended only because the accepted text no longer said it stands again.
    """
    if submission.accepted_at is not None:
        targets.reopen_targets(lineages=_gone_from(submission.version), ended_at=submission.accepted_at)
    submission.accepted_at = submission.accepted_by = None
    submission.save(update_fields=["accepted_at", "accepted_by"])
    submission.report.state = Report.State.RECEIVED
    submission.report.save(update_fields=["state"])
    note("unaccept_version", submission, by=by, at=at, report=submission.report_id)
