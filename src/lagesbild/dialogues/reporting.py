# SPDX-License-Identifier: EUPL-1.2
"""Who may report for whom, and whether a text has been sent before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.dialogues.round_overview import is_open_for_reports, members_on
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.refusal import Refusal
from lagesbild.organisations.models import Organisation
from lagesbild.sources.operations import text_sha256

#: What a day is stored as where nobody knows the time.
SOME_TIME = time(12)


def has_clock(moment: datetime) -> bool:
    """Whether the time of a moment (local) is known, or stands for some time that day."""
    return moment.timetz().replace(tzinfo=None) != SOME_TIME


def refusal_to_report(
    audience: Audience, turn: Round, organisation_id: int | None, *, at: datetime
) -> Refusal | None:
    """The coordinator reports for any member, a reporter for its own; a locked round only by the
    coordinator, and by a member that it has been opened again for.

    ``organisation_id`` None asks whether there is anybody that this person reports for.
    """
    if turn.state == Round.State.CANCELLED:
        return Refusal("round_cancelled")
    if audience.level is Level.COORDINATOR:
        return None
    own = (
        organisation_id in audience.organisations
        if organisation_id is not None
        else bool(audience.organisations)
    )
    if not own:
        return Refusal("not_reporter")
    if is_open_for_reports(turn, at) or is_opened_again(turn, organisation_id, at):
        return None
    return Refusal("round_locked")


def is_opened_again(turn: Round, organisation_id: int | None, at: datetime) -> bool:
    """Whether the coordinator has opened a locked round for this member, and the time is not out."""
    opened = turn.reopenings.filter(opened_at__lte=at, ends_at__gt=at)
    return opened.filter(organisation=organisation_id).exists() if organisation_id else opened.exists()


def organisations_to_report_for(audience: Audience, turn: Round) -> list[Organisation]:
    """The members that this person may report for in this round, in the groups' order."""
    members = [m.organisation for m in members_on(turn.dialogue, turn.held_on)]
    if audience.level is Level.COORDINATOR:
        return members
    return [o for o in members if o.pk in audience.organisations]


def round_to_report_to(audience: Audience, dialogue: Dialogue, *, today: date, at: datetime) -> Round | None:
    """The next round that this person's members have not all reported to yet; None where there is none."""
    if not audience.organisations:
        return None
    ahead = dialogue.rounds.filter(held_on__gte=today).exclude(
        state__in=[Round.State.HELD, Round.State.CANCELLED]
    )
    for turn in ahead.order_by("held_on", "ordinal"):
        mine = {o.pk for o in organisations_to_report_for(audience, turn)} & audience.organisations
        reports = turn.reports.filter(organisation__in=mine).exclude(state=Report.State.DRAFT)
        missing = mine - set(reports.values_list("organisation_id", flat=True))
        if any(refusal_to_report(audience, turn, pk, at=at) is None for pk in missing):
            return turn
    return None


@dataclass(frozen=True)
class SentBefore:
    """Where the same text was sent before."""

    submission: Submission
    same_round: bool
    same_organisation: bool

    @property
    def round(self) -> Round:
        """The round it was sent to."""
        return self.submission.report.round

    @property
    def who(self) -> str:
        """Whose report it was."""
        organisation = self.submission.report.organisation
        return organisation.name if organisation else "mötet"


def sent_before(audience: Audience, turn: Round, organisation: Organisation, text: str) -> SentBefore | None:
    """The last time exactly this text was sent in the dialogue; this round's own first of all.

    A reporter learns of its own members' texts only: what others have sent cannot be found by guessing.
    """
    found = list(
        Submission.objects.filter(
            version__sha256=text_sha256(text),
            report__round__dialogue=turn.dialogue_id,
            withdrawn_at__isnull=True,
        )
        .select_related("report__round", "report__organisation")
        .order_by("pk")
    )
    matches = [
        SentBefore(s, s.report.round_id == turn.pk, s.report.organisation_id == organisation.pk)
        for s in found
        if audience.level is Level.COORDINATOR or s.report.organisation_id in audience.organisations
    ]
    return max(matches, key=lambda m: (m.same_organisation, m.same_round), default=None)
