# SPDX-License-Identifier: EUPL-1.2
"""What a member finds beside its empty field: its last text, its figures, what it promised and is asked.

Everything here is the organisation's own, and is asked for by those who report for it (or by the
coordinator, who reads what has been sent): drafts are not among it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lagesbild.dialogues import figures as written
from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.dialogues.queries import latest_submission
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation
from lagesbild.lib import swedish
from lagesbild.lib.periods import Period
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.models import Draft

#: As much of the last text as stands beside the field.
SHOWN_CHARACTERS = 6000
#: As many of the last figures as stand beside the field.
SHOWN_FIGURES = 5


@dataclass(frozen=True)
class LastText:
    """What a member said in an earlier round."""

    held_on: date
    text: str
    report: Report


def report_of(turn: Round, organisation: Organisation | None) -> Report | None:
    """The organisation's own report in the round; passages of loaded minutes are others."""
    if organisation is None:
        return None
    return turn.reports.filter(organisation=organisation, section__isnull=True).first()


def draft_of(report: Report | None) -> Draft | None:
    """What belongs to the report's draft beside its text."""
    return Draft.objects.select_related("saved_by", "handed_over_by").filter(report=report).first()


def last_text(turn: Round, organisation: Organisation) -> LastText | None:
    """What the organisation said before this round, in the same kind of round."""
    report = (
        Report.objects.filter(
            round__dialogue=turn.dialogue_id,
            round__kind=turn.kind,
            round__held_on__lt=turn.held_on,
            organisation=organisation,
        )
        .exclude(state=Report.State.DRAFT)
        .filter(submissions__withdrawn_at__isnull=True, submissions__isnull=False)
        .select_related("round", "section")
        .order_by("-round__held_on", "-pk")
        .first()
    )
    submission = latest_submission(report) if report else None
    if report is None or submission is None:
        return None
    text = submission.version.text
    if report.section is not None:
        text = text[report.section.start : report.section.end]
    return LastText(report.round.held_on, text.strip()[:SHOWN_CHARACTERS], report)


def last_figures(report: Report, *, year: int) -> list[str]:
    """The figures that were confirmed out of a report, as "Varslade: 12", the first ones."""
    rows = (
        Observation.objects.filter(
            round=report.round_id, reporter=report.organisation_id, known_until__isnull=True
        )
        .select_related("version", "population__organisation", "population__area")
        .order_by("version__name", "pk")
    )
    lines: dict[str, str] = {}
    for row in rows:
        period = written.period_text(row, year=year)
        value = swedish.hedged(written.value_text(row), row.hedge)
        lines.setdefault(f"{written.title(row)}: {value}" + (f" ({period})" if period else ""), "")
        if len(lines) == SHOWN_FIGURES:
            break
    return list(lines)


@dataclass(frozen=True)
class ToAnswer:
    """Something that is open and the member's: a promise or an action of its own, a question to it."""

    item: FollowUpItem
    last_day: date | None

    @property
    def is_question(self) -> bool:
        return self.item.kind == FollowUpItem.Kind.QUESTION


def to_answer(dialogue: Dialogue, organisation: Organisation) -> list[ToAnswer]:
    """Open promises and actions that the organisation owns, and unanswered questions to it, oldest day first.

    A question that it asked itself is others' to answer.
    """
    own = Q(kind__in=[FollowUpItem.Kind.PROMISE, FollowUpItem.Kind.ACTION])
    asked = Q(kind=FollowUpItem.Kind.QUESTION) & ~Q(answered=True) & ~Q(reporter=organisation)
    rows = (
        FollowUpItem.objects.filter(
            own | asked,
            dialogue=dialogue,
            owner=organisation,
            state=FollowUpItem.State.OPEN,
            known_until__isnull=True,
        )
        .select_related("round", "reporter")
        .order_by("due_before", "round__held_on", "pk")
    )
    return [ToAnswer(item, Period(item.due_from, item.due_before).last_day) for item in rows]


def text_to_write(report: Report | None) -> str:
    """What stands in the field: the draft, else what the member sent last."""
    if report is None:
        return ""
    if report.draft_text.strip() or report.nothing_new:
        return report.draft_text
    sent = latest_submission(report)
    return sent.version.text if sent is not None else ""


def is_unsent(report: Report, sent: Submission | None) -> bool:
    """Whether the draft holds something that has not been sent."""
    return bool(report.draft_text.strip()) and (sent is None or sent.version.text != report.draft_text)


def may_send(organisation: Organisation, person_id: int) -> bool:
    """Whether the person sends for the organisation: everybody, unless approvers are named."""
    approvers = {a.person_id for a in organisation.approvers.all()}
    return not approvers or person_id in approvers
