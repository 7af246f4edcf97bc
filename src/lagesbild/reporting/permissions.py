# SPDX-License-Identifier: EUPL-1.2
"""Who may write and send for a member: a ``Refusal``, or None where nothing stands in the way."""

from __future__ import annotations

from datetime import datetime

from lagesbild.dialogues.models import Report
from lagesbild.dialogues.queries import latest_submission
from lagesbild.dialogues.reporting import refusal_to_report
from lagesbild.lib.refusal import Refusal
from lagesbild.reporting.desk import WritingDesk


def refusal_to_write(desk: WritingDesk, *, at: datetime) -> Refusal | None:
    """A member writes until the round is locked, or until the coordinator has accepted its text."""
    refusal = refusal_to_report(desk.audience, desk.turn, desk.organisation.pk, at=at)
    return refusal or refusal_to_change(desk.report)


def refusal_to_change(report: Report | None) -> Refusal | None:
    """An accepted text is locked until the coordinator opens it again."""
    sent = latest_submission(report) if report is not None else None
    return Refusal("report_accepted") if sent is not None and sent.accepted_at is not None else None


def refusal_to_send(desk: WritingDesk, *, at: datetime) -> Refusal | None:
    """As writing; and where the organisation has approvers, only they send."""
    refusal = refusal_to_write(desk, at=at)
    if refusal is not None:
        return refusal
    return None if desk.may_send else Refusal("not_approver")
