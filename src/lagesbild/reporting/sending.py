# SPDX-License-Identifier: EUPL-1.2
"""Sending a report, confirming what was written down for a member, and taking a text back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import targets
from lagesbild.dialogues.models import Assessment, Report, Round, Submission
from lagesbild.dialogues.operations import assess, receive_report
from lagesbild.dialogues.visibility import align_audiences, set_visibility
from lagesbild.intake import Intake
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refused
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.models import Draft
from lagesbild.sources.models import TextVersion
from lagesbild.sources.operations import refresh_levels

#: The grounds of passages that fewer may read: one company beside a figure; a text that was taken back.
COMPANY, WITHDRAWN = "company", "withdrawn"

Span = tuple[int, int]


@transaction.atomic
def send_report(
    *,
    turn: Round,
    organisation: Organisation,
    intake: Intake,
    content: bytes | None,
    filename: str,
    channel: str,
    level: int | None = None,
    word: str = "",
    held_back: Sequence[Span] = (),
    by: Person,
    at: datetime,
) -> Submission:
    """A member sends its own text: received at once, and confirmed by being sent.

    ``held_back`` are passages that the coordinator alone shall read. ``level`` is the member's own
    judgement of the situation, with a word of why.
    """
    submission = receive_report(
        turn=turn,
        organisation=organisation,
        intake=intake,
        content=content,
        filename=filename,
        channel=channel,
        sent_at=at,
        by=by,
        at=at,
    )
    for start, end in held_back:
        set_visibility(
            version=submission.version, start=start, end=end, level=Level.COORDINATOR, ground=COMPANY, by=by, at=at
        )  # fmt: skip
    if level is not None:
        assess(turn=turn, organisation=organisation, level=level, word=word, by=by, at=at)
    Draft.objects.filter(report=submission.report_id).update(handed_over_at=None, handed_over_by=None)
    confirm_submission(submission=submission, by=by, at=at)
    return submission


@transaction.atomic
def confirm_submission(*, submission: Submission, by: Person, at: datetime) -> None:
    """The member says "Stämmer": what was written down for it is read as if it had sent it itself.

    Raises ``Refused`` (``already_confirmed``, ``already_withdrawn``).
    """
    if submission.withdrawn_at is not None:
        raise Refused("already_withdrawn")
    waited = submission.awaits_confirmation
    changed = Submission.objects.filter(pk=submission.pk, confirmed_at__isnull=True).update(
        confirmed_at=at, confirmed_by=by
    )
    if not changed:
        raise Refused("already_confirmed")
    submission.confirmed_at, submission.confirmed_by = at, by
    if waited:
        _open_to(submission.version, submission.report.round.dialogue.default_level)
    note("confirm_report", submission, by=by, at=at, report=submission.report_id)


def _open_to(version: TextVersion, level: str) -> None:
    if version.level != level:
        version.level = level
        version.save(update_fields=["level"])
        refresh_levels(version)
        align_audiences(version)


#: Called with every report whose text is taken back, inside the same transaction.
Withdrawal = Callable[..., None]
_on_withdrawal: list[Withdrawal] = []


def on_withdrawal(handler: Withdrawal) -> None:
    """Let an app above take a withdrawn text out of what it has made of it.

    ``handler(report=, versions=, by=, at=)`` is called in the same transaction; register it in
    ``AppConfig.ready``.
    """
    if handler not in _on_withdrawal:
        _on_withdrawal.append(handler)


@transaction.atomic
def withdraw_report(*, report: Report, by: Person, at: datetime) -> list[TextVersion]:
    """Take a member's text back: nobody but the member and the coordinator reads it any more.

    The original is kept, locked: it is a public record. All that its facts became is closed, its
    assessment too, and what has been made of it (editions, minutes) loses it through
    ``on_withdrawal``. Raises ``Refused`` (``already_withdrawn``) where there is nothing to take back.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    sent = list(report.submissions.filter(withdrawn_at__isnull=True).select_related("version"))
    if not sent:
        raise Refused("already_withdrawn")
    report.submissions.filter(pk__in=[s.pk for s in sent]).update(withdrawn_at=at, withdrawn_by=by)
    versions = [s.version for s in sent]
    for version in versions:
        if version.text:
            set_visibility(
                version=version, start=0, end=len(version.text), level=Level.COORDINATOR, ground=WITHDRAWN, by=by, at=at
            )  # fmt: skip
        for lineage in set(version.facts.values_list("lineage", flat=True)):
            targets.close_targets(lineage=lineage, by=by, at=at)
    Assessment.objects.filter(
        round=report.round_id, organisation=report.organisation_id, known_until__isnull=True
    ).update(known_until=at)
    report.state = Report.State.DRAFT
    report.nothing_new = False
    report.save(update_fields=["state", "nothing_new"])
    note("withdraw_report", report, by=by, at=at, round=report.round_id, organisation=report.organisation_id)
    for handler in _on_withdrawal:
        handler(report=report, versions=versions, by=by, at=at)
    return versions
