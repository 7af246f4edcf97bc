# SPDX-License-Identifier: EUPL-1.2
"""Saving a draft: the newest revision wins, and whatever loses is kept beside it.

A draft is read by those who report for its organisation and by nobody else; no query of any other
app reads ``Report.draft_text``, and a test says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Report, Round
from lagesbild.intake.canonical import canonical
from lagesbild.lib.refusal import Refused
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.models import Draft, DraftSideVersion

#: As much as a draft may hold: a book. Larger texts come as files.
MOST_CHARACTERS = 400_000


@dataclass(frozen=True)
class Saved:
    """What became of a save: the draft as it now stands, and the text kept beside it where it lost."""

    report: Report
    beside: DraftSideVersion | None = None


@transaction.atomic
def save_draft(
    *,
    turn: Round,
    organisation: Organisation,
    text: str,
    revision: int,
    by: Person,
    at: datetime,
    goes_on_in: DraftSideVersion | None = None,
    instead_of: DraftSideVersion | None = None,
) -> Saved:
    """Store a draft that was written on ``revision``; written on an older one, it is kept beside.

    ``goes_on_in`` is the text beside that the same window began and still writes in. ``instead_of`` is the writer's own text from beside, which now shall be the draft: the draft that it
    replaces is then kept beside in turn. Saving what already stands there changes nothing. An audit
    line is left where a draft begins and where something is put beside, not for every pause.

    Raises ``Refused`` (``draft_too_long``); the writer's browser still has the text.
    """
    text = canonical(text)
    if len(text) > MOST_CHARACTERS:
        raise Refused("draft_too_long", most=MOST_CHARACTERS)
    report = _report_for(turn, organisation, by=by, at=at)
    before = report.draft_text
    if goes_on_in is not None:
        goes_on_in.text, goes_on_in.written_at = text, at
        goes_on_in.save(update_fields=["text", "written_at"])
        return Saved(report, goes_on_in)
    if text == before:
        if instead_of is not None:
            settle_side_version(side=instead_of, by=by, at=at)
        return Saved(report)
    won = Report.objects.filter(pk=report.pk, draft_revision=revision).update(
        draft_text=text, draft_revision=F("draft_revision") + 1
    )
    report.refresh_from_db()
    if not won:
        if text == report.draft_text:  # another window sent the same words a moment ago
            return Saved(report)
        return Saved(report, _keep_beside(report, text, revision, by=by, at=at))
    if instead_of is not None:
        if before.strip():
            previous = Draft.objects.filter(report=report).first()
            writer = previous.saved_by if previous else None
            _keep_beside(report, before, revision, by=writer, at=at)
        settle_side_version(side=instead_of, by=by, at=at)
    Draft.objects.update_or_create(
        report=report,
        defaults={"saved_at": at, "saved_by": by, "handed_over_at": None, "handed_over_by": None},
    )
    return Saved(report)


def _report_for(turn: Round, organisation: Organisation, *, by: Person, at: datetime) -> Report:
    report, is_new = Report.objects.get_or_create(
        round=turn, organisation=organisation, section=None, defaults={"channel": Report.Channel.FORM}
    )
    if is_new:
        note("begin_draft", report, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    return report


def _keep_beside(
    report: Report, text: str, revision: int, *, by: Person | None, at: datetime
) -> DraftSideVersion:
    """A row of its own; a save that is repeated because its answer was lost finds the first one."""
    side, is_new = DraftSideVersion.objects.get_or_create(
        report=report,
        text=text,
        base_revision=revision,
        written_by=by,
        settled_at=None,
        defaults={"written_at": at},
    )
    if is_new:
        note("keep_draft_beside", side, by=by, at=at, report=report.pk)
    return side


@transaction.atomic
def settle_side_version(*, side: DraftSideVersion, by: Person, at: datetime) -> None:
    """Say that a text from beside needs no more choosing; its row stays."""
    if side.settled_at is not None:
        return
    side.settled_at, side.settled_by = at, by
    side.save(update_fields=["settled_at", "settled_by"])
    note("settle_draft_beside", side, by=by, at=at, report=side.report_id)


@transaction.atomic
def save_judgement(*, report: Report, level: int | None, word: str, by: Person, at: datetime) -> None:
    """Keep the assessment with the draft; the last one to choose decides."""
    draft, is_new = Draft.objects.get_or_create(
        report=report, defaults={"saved_at": at, "saved_by": by, "level": level, "word": word[:200]}
    )
    if is_new:
        note("keep_judgement", draft, by=by, at=at, report=report.pk)
    elif (draft.level, draft.word) != (level, word[:200]):
        draft.level, draft.word = level, word[:200]
        draft.save(update_fields=["level", "word"])


@transaction.atomic
def hand_over(*, report: Report, by: Person, at: datetime) -> None:
    """Say that the draft is ready for the one who sends at the organisation.

    Raises ``Refused`` (``nothing_to_hand_over``) for an empty draft.
    """
    draft = Draft.objects.filter(report=report).first()
    if draft is None or not report.draft_text.strip():
        raise Refused("nothing_to_hand_over")
    draft.handed_over_at, draft.handed_over_by = at, by
    draft.save(update_fields=["handed_over_at", "handed_over_by"])
    note("hand_over_draft", draft, by=by, at=at, report=report.pk)
