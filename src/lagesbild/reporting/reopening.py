# SPDX-License-Identifier: EUPL-1.2
"""Opening a locked round again for one member, with a reason and an end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.accepting import unaccept_version
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.queries import latest_submission
from lagesbild.lib.refusal import Refused
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.models import Reopening
from lagesbild.reporting.queries import report_of


@transaction.atomic
def reopen_for(
    *, turn: Round, organisation: Organisation, reason: str, ends_at: datetime, by: Person, at: datetime
) -> Reopening:
    """Let one member write again until a moment; an accepted text of its is opened with it.

    Raises ``Refused`` (``reopening_needs_reason``, ``reopening_over``).
    """
    if not reason.strip():
        raise Refused("reopening_needs_reason")
    if ends_at <= at:
        raise Refused("reopening_over")
    row = Reopening.objects.create(
        round=turn,
        organisation=organisation,
        reason=reason.strip()[:200],
        opened_at=at,
        opened_by=by,
        ends_at=ends_at,
    )
    report = report_of(turn, organisation)
    sent = latest_submission(report) if report is not None else None
    if sent is not None and sent.accepted_at is not None:
        unaccept_version(submission=sent, by=by, at=at)
    note("reopen_report", row, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    return row
