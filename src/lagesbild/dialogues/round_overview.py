# SPDX-License-Identifier: EUPL-1.2
"""How far a round has come: who has reported, how much is reviewed, what the next step is.

Read with a number of queries that depends neither on the members nor on the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery

from lagesbild.dialogues.models import Dialogue, Membership, Report, Round, Submission
from lagesbild.dialogues.permissions import refusal_to_read
from lagesbild.dialogues.proposals import is_figure
from lagesbild.dialogues.queries import READ_THROUGH, quiet_periods
from lagesbild.dialogues.quiet import after_quiet
from lagesbild.dialogues.review_rules import PICTURE_KINDS, Candidate, in_picture
from lagesbild.dialogues.round_clock import is_late
from lagesbild.lib.audience import COORDINATOR, Audience
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Fact, FactDecision
from lagesbild.sources.queries import latest_decisions

#: How many rounds back "svarat, senaste tio" looks.
RATE_ROUNDS = 10


@dataclass(frozen=True)
class Status:
    """One member's report in a round; ``organisation`` None is the meeting as a whole.

    ``facts`` are those that the picture would show, ``decided`` how many of them a person has
    decided about.
    """

    organisation: Organisation | None
    report: Report | None
    submission: Submission | None
    facts: int = 0
    decided: int = 0
    unread: bool = False
    """Received, and not read through by the coordinator."""
    may_read: bool = True
    """Whether this reader may open the text."""

    @property
    def has_reported(self) -> bool:
        """Whether something has come in: a text, or the word that nothing is new."""
        return self.report is not None and self.report.state != Report.State.DRAFT

    @property
    def left(self) -> int:
        """Facts that nobody has decided about."""
        return self.facts - self.decided


@dataclass(frozen=True)
class Overview:
    """A round with its members in groups; each member's reports stand together."""

    turn: Round
    groups: Sequence[tuple[str, Sequence[Status]]]
    meeting: Sequence[Status]

    @property
    def statuses(self) -> list[Status]:
        """Every member's, group by group."""
        return [s for _, statuses in self.groups for s in statuses]

    @property
    def members(self) -> int:
        """How many members the round has."""
        return len({s.organisation.pk for s in self.statuses if s.organisation})

    @property
    def reported(self) -> int:
        """How many of them have reported."""
        return len({s.organisation.pk for s in self.statuses if s.organisation and s.has_reported})

    @property
    def left(self) -> int:
        """Facts left to review in the whole round."""
        return sum(s.left for s in [*self.statuses, *self.meeting])

    @property
    def next_to_review(self) -> Status | None:
        """The first report with facts left."""
        return next((s for s in [*self.statuses, *self.meeting] if s.left), None)

    @property
    def next_to_read(self) -> Status | None:
        """The first report that the group does not read yet."""
        return next((s for s in [*self.statuses, *self.meeting] if s.unread), None)


def members_on(dialogue: Dialogue, day: date) -> list[Membership]:
    """The memberships that hold on a day, group by group."""
    return list(
        dialogue.memberships.filter(joined_on__lte=day)
        .filter(Q(left_before__isnull=True) | Q(left_before__gt=day))
        .select_related("organisation", "group")
        .order_by("group__order", "order")
    )


def overview_of(turn: Round, *, audience: Audience = COORDINATOR) -> Overview:
    """How far the round has come; only facts that the audience may read are counted."""
    reports = list(turn.reports.select_related("section", "organisation").order_by("pk"))
    latest: dict[int, Submission] = {}
    #: Reports with a text that has been read through, and those whose newest text has.
    read: set[int] = set()
    newest_read: set[int] = set()
    sent = Submission.objects.filter(report__in=reports, withdrawn_at__isnull=True)
    for s in sent.annotate(is_read=READ_THROUGH).order_by("pk"):
        latest[s.report_id] = s
        read |= {s.report_id} if s.is_read else set()
        newest_read = newest_read | {s.report_id} if s.is_read else newest_read - {s.report_id}
    counts = _counted(reports, latest, audience)
    by_member: dict[int | None, list[Status]] = {}
    for report in reports:
        facts, decided = counts.get(report.pk, (0, 0))
        status = Status(
            report.organisation,
            report,
            latest.get(report.pk),
            facts,
            decided,
            unread=report.pk in latest and report.pk not in newest_read,
            may_read=refusal_to_read(audience, report.organisation_id, read_through=report.pk in read)
            is None,
        )
        by_member.setdefault(report.organisation_id, []).append(status)
    groups: dict[str, list[Status]] = {}
    for m in members_on(turn.dialogue, turn.held_on):
        found = by_member.pop(m.organisation_id, None) or [Status(m.organisation, None, None)]
        groups.setdefault(m.group.name, []).extend(found)
    meeting = by_member.pop(None, [])
    others = [status for statuses in by_member.values() for status in statuses]
    if others:
        groups["Andra"] = others
    return Overview(turn, list(groups.items()), [s for s in meeting if s.facts])


def _counted(
    reports: Sequence[Report], latest: dict[int, Submission], audience: Audience
) -> dict[int, tuple[int, int]]:
    """Facts for the picture and decided ones, by report; a fact counts in the narrowest report that holds it."""
    by_version = _reports_by_version((latest[r.pk].version_id, r) for r in reports if r.pk in latest)
    facts = [
        f
        for f in Fact.objects.filter(version__in=by_version).only(
            "version_id", "start", "kind", "payload", "level"
        )
        if _is_asked_about(f)
    ]
    decided = {pk for pk, d in latest_decisions(facts).items() if d.verdict != FactDecision.Verdict.OPEN}
    counts: dict[int, tuple[int, int]] = {}
    for fact in facts:
        report = _holder(fact, by_version)
        if report is not None and audience.may_read(fact.level, report.organisation_id):
            total, done = counts.get(report.pk, (0, 0))
            counts[report.pk] = (total + 1, done + (fact.pk in decided))
    return counts


@dataclass(frozen=True)
class Waiting:
    """What nobody has decided about in a round: how many facts, and the first report that holds one."""

    facts: int
    first: Report | None


def waiting_in(turn: Round, *, audience: Audience) -> Waiting:
    """What waits for review, of what the picture would show; counted as ``overview_of`` counts it.

    Two queries, of the undecided alone: the picture asks on every visit, and then little is left.
    """
    newest: dict[int, Submission] = {}
    sent = Submission.objects.filter(report__round=turn, withdrawn_at__isnull=True)
    for submission in sent.select_related("report__organisation", "report__section").order_by("pk"):
        newest[submission.report_id] = submission
    by_version = _reports_by_version((s.version_id, s.report) for s in newest.values())
    last_verdict = FactDecision.objects.filter(fact=OuterRef("pk")).order_by("-pk").values("verdict")[:1]
    undecided = (
        Fact.objects.filter(version__in=by_version, kind__in=PICTURE_KINDS)
        .annotate(last_verdict=Subquery(last_verdict))
        .filter(Q(last_verdict__isnull=True) | Q(last_verdict=FactDecision.Verdict.OPEN))
        .only("version_id", "start", "kind", "payload", "level")
    )
    held = [
        report
        for fact in undecided
        if _is_asked_about(fact)
        and (report := _holder(fact, by_version)) is not None
        and audience.may_read(fact.level, report.organisation_id)
    ]
    return Waiting(len(held), min(held, key=_members_first, default=None))


def _members_first(report: Report) -> tuple[bool, int]:
    return report.organisation_id is None, report.pk


def _reports_by_version(pairs: Iterable[tuple[int, Report]]) -> dict[int, list[Report]]:
    """The reports that a text is cut into, narrowest first."""
    by_version: dict[int, list[Report]] = {}
    for version, report in pairs:
        by_version.setdefault(version, []).append(report)
    for held in by_version.values():
        held.sort(key=lambda r: r.section.end - r.section.start if r.section else 1 << 60)
    return by_version


def _holder(fact: Fact, by_version: dict[int, list[Report]]) -> Report | None:
    """The narrowest report that holds the fact."""
    for report in by_version[fact.version_id]:
        if report.section is None or report.section.start <= fact.start < report.section.end:
            return report
    return None


def _is_asked_about(fact: Fact) -> bool:
    """Whether the picture would show the fact."""
    return in_picture(Candidate(key=fact.pk, kind=fact.kind, payload=fact.payload, figure=is_figure(fact)))


def reported_counts(turns: Iterable[Round]) -> dict[int, int]:
    """How many organisations have reported, by round."""
    counts: dict[int, set[int]] = {}
    rows = Report.objects.filter(round__in=list(turns), organisation__isnull=False)
    for turn, organisation in rows.exclude(state=Report.State.DRAFT).values_list(
        "round_id", "organisation_id"
    ):
        counts.setdefault(turn, set()).add(organisation)
    return {turn: len(organisations) for turn, organisations in counts.items()}


@dataclass(frozen=True)
class Rate:
    """How a member has answered in the last rounds of a kind: in time, late, not at all."""

    on_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def asked(self) -> int:
        """In how many rounds it was asked."""
        return self.on_time + self.late + self.missing

    def plus(self, *, answered: bool, late: bool) -> Rate:
        """With one more round."""
        if not answered:
            return replace(self, missing=self.missing + 1)
        return replace(self, late=self.late + 1) if late else replace(self, on_time=self.on_time + 1)


def answering_rates(turn: Round, *, today: date) -> dict[int, Rate]:
    """In time, late and missing over the last ten rounds of its kind that had their day, by organisation.

    A round that is still to come counts for nobody: there is time left to answer. A report in a round
    without a deadline, or out of old minutes, was in time. A deadline on a quiet day is the first
    workday after. A member's rate starts when it joined.

    For the coordinator, and for a member about itself: never a ranking.
    """
    turns = list(
        turn.dialogue.rounds.filter(held_on__lte=turn.held_on, kind=turn.kind)
        .filter(Q(held_on__lt=today) | Q(held_on=today, state=Round.State.HELD))
        .exclude(state__in=[Round.State.PLANNED, Round.State.CANCELLED])
        .order_by("-held_on", "-ordinal")[:RATE_ROUNDS]
    )
    answered: dict[tuple[int, int], datetime | None] = {
        (organisation, round_id): reported_at
        for organisation, round_id, reported_at in Report.objects.filter(
            round__in=turns, organisation__isnull=False
        )
        .exclude(state=Report.State.DRAFT)
        .values_list("organisation_id", "round_id", "reported_at")
    }
    quiet = quiet_periods(turn.dialogue)
    due = {t.pk: after_quiet(t.deadline_at, quiet) if t.deadline_at else None for t in turns}
    rates: dict[int, Rate] = {}
    for m in turn.dialogue.memberships.all():
        rate = rates.get(m.organisation_id, Rate())
        for t in turns:
            if m.joined_on <= t.held_on and (m.left_before is None or t.held_on < m.left_before):
                key = (m.organisation_id, t.pk)
                rate = rate.plus(answered=key in answered, late=is_late(answered.get(key), due[t.pk]))
        rates[m.organisation_id] = rate
    return rates


def is_open_for_reports(turn: Round, at: datetime) -> bool:
    """Whether members may still send: until the round is locked."""
    return turn.lock_at is None or at < turn.lock_at
