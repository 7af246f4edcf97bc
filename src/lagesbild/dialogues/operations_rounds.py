# SPDX-License-Identifier: EUPL-1.2
"""Taking back what was done to a round by a slip of the finger."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Report, Round
from lagesbild.lib.refusal import Refused


@transaction.atomic
def remove_empty_round(*, turn: Round, by: Person, at: datetime) -> None:
    """Take away a round that nobody has used.

    Raises ``Refused`` (``round_in_use``) where anything has come in or been published.
    """
    turn = Round.objects.select_for_update().get(pk=turn.pk)
    if turn.reports.exists() or turn.editions.exists():
        raise Refused("round_in_use")
    note("remove_round", turn, by=by, at=at, dialogue=turn.dialogue_id)
    turn.delete()


@transaction.atomic
def take_back_nothing_new(*, report: Report, by: Person, at: datetime) -> None:
    """Undo "Inget nytt": the member is asked again.

    Raises ``Refused`` (``report_has_text``) where a text has come in meanwhile.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.nothing_new or report.submissions.exists():
        raise Refused("report_has_text")
    note(
        "take_back_nothing_new",
        report,
        by=by,
        at=at,
        round=report.round_id,
        organisation=report.organisation_id,
    )
    report.delete()
