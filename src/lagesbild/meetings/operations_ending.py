# SPDX-License-Identifier: EUPL-1.2
"""The end of a meeting: its lines become what they are, and the rooms above go on from there.

A promise or a question becomes an item that is followed up, a decision a resolution, and what a member
said a text of its own, marked as spoken. Done again it brings all that in step with the lines.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Resolution, Round
from lagesbild.dialogues.operations_rounds import hold_round, reopen_round
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import answer_item, put_on_agenda
from lagesbild.lib.audience import Level
from lagesbild.meetings.locking import lock_round
from lagesbild.meetings.models import Meeting, MeetingNote
from lagesbild.meetings.operations import start_meeting
from lagesbild.meetings.queries import agenda_items
from lagesbild.meetings.registry import tell_ended
from lagesbild.meetings.rules import base_level
from lagesbild.meetings.spoken import write_passages
from lagesbild.meetings.words import level_of_words, without_asides

Kind = MeetingNote.Kind


def end_meeting(*, turn: Round, by: Person, at: datetime) -> Meeting:
    """The meeting is over: the round has been held. Said again it changes nothing.

    What follows (the draft minutes) is called when all is safe. Raises ``Refused`` for a cancelled round.
    """
    with transaction.atomic():
        lock_round(turn)
        meeting = Meeting.objects.filter(round=turn).first()
        if meeting is not None and meeting.ended_at is not None and turn.state == states.HELD:
            return meeting  # a round that was opened again elsewhere is ended again
        meeting = meeting or Meeting(round=turn, started_at=at, started_by=by)
        put_on_agenda(items=agenda_items(turn, at=at), turn=turn, by=by, at=at)
        hold_round(turn=turn, by=by, at=at)
        meeting.ended_at, meeting.ended_by = max(at, meeting.started_at), by
        meeting.frozen_at, meeting.frozen_topic, meeting.frozen_shown, meeting.frozen_speaker = (
            None,
            "",
            "",
            None,
        )
        meeting.shown, meeting.is_dark = Meeting.Shown.AGREED, False
        meeting.save()
        settle(turn=turn, by=by, at=at)
        note("end_meeting", meeting, by=by, at=at, round=turn.pk)
    tell_ended(turn, by=by, at=at)
    return meeting


@transaction.atomic
def reopen_meeting(*, turn: Round, by: Person, at: datetime) -> Meeting:
    """The meeting goes on; what its lines have become stays, and follows them when it ends again.

    Raises ``Refused`` where the round has not been held.
    """
    lock_round(turn)
    reopen_round(turn=turn, by=by, at=at)
    meeting = Meeting.objects.filter(round=turn).first() or start_meeting(turn=turn, by=by, at=at)
    meeting.ended_at, meeting.ended_by, meeting.shown = None, None, Meeting.Shown.FLOOR
    meeting.save(update_fields=["ended_at", "ended_by", "shown"])
    note("reopen_meeting", meeting, by=by, at=at, round=turn.pk)
    return meeting


@transaction.atomic
def settle(*, turn: Round, by: Person, at: datetime) -> None:
    """Bring in step with the meeting's lines what they have become."""
    rows = list(
        turn.meeting_notes.select_related("organisation", "owner", "to_organisation", "item", "resolution")
    )
    for row in rows:
        stands = row.removed_at is None and not row.is_private
        _follow_up(turn, row, stands=stands and row.kind in (Kind.PROMISE, Kind.QUESTION), by=by, at=at)
        _resolve(turn, row, stands=stands and row.kind == Kind.DECISION, by=by, at=at)
        row.save(update_fields=["item", "resolution"])
    write_passages(turn, rows, by=by, at=at)


def settle_if_held(*, turn: Round, by: Person, at: datetime) -> None:
    """After the end a line becomes what it is at once, and those who go on from the meeting are told."""
    if turn.state == states.HELD:
        settle(turn=turn, by=by, at=at)
        transaction.on_commit(lambda: tell_ended(turn, by=by, at=at))


def _follow_up(turn: Round, row: MeetingNote, *, stands: bool, by: Person, at: datetime) -> None:
    """A promise or a question as an item; taken back where the line is gone or says something else now."""
    if row.item is not None and (not stands or row.item.kind != row.kind):
        _take_back(row.item, at)
        row.item = None
    if not stands:
        return
    said = {
        "text": _words_of(row),
        "owner": row.owner if row.kind == Kind.PROMISE else row.to_organisation,
        "due_from": row.due_from,
        "due_before": row.due_before,
        "audience": _audience(turn, row),
    }
    if row.item is None:
        answered = False if row.kind == Kind.QUESTION else None
        row.item = FollowUpItem.objects.create(
            **said, **_common(turn, row, at), dialogue=turn.dialogue, kind=row.kind, answered=answered
        )
        put_on_agenda(items=[row.item], turn=turn, by=by, at=at)
    else:
        FollowUpItem.objects.filter(pk=row.item.pk).update(**said)
        row.item.refresh_from_db()
    if row.answer and row.item.state == FollowUpItem.State.OPEN:
        answer_item(item=row.item, answer=without_asides(row.answer), by=by, at=at)


def _words_of(row: MeetingNote) -> str:
    """The line without its asides, with the day as it was said where that is no day of the calendar."""
    words = without_asides(row.text)
    if row.due_words and row.due_from is None and row.due_before is None:
        return f"{words} ({row.due_words})"
    return words


def _resolve(turn: Round, row: MeetingNote, *, stands: bool, by: Person, at: datetime) -> None:
    """A decision as the meeting's resolution."""
    if row.resolution is not None and not stands:
        _take_back(row.resolution, at)
        row.resolution = None
    if not stands:
        return
    said = {"text": without_asides(row.text), "audience": _audience(turn, row)}
    if row.resolution is None:
        row.resolution = Resolution.objects.create(**said, **_common(turn, row, at))
    else:
        Resolution.objects.filter(pk=row.resolution.pk).update(**said)


def _audience(turn: Round, row: MeetingNote) -> Level:
    """Who may read what a line became: as the line, its asides left out."""
    base = base_level(row.kind, turn.dialogue.default_level, is_private=False)
    return level_of_words(without_asides(row.text), base)


def _common(turn: Round, row: MeetingNote, at: datetime) -> dict[str, Any]:
    """What every row keeps of the line that it came from."""
    return {
        "round": turn,
        "reporter": row.organisation if row.kind != Kind.DECISION else None,
        "known_from": row.written_at,
        "recorded_at": at,
    }


def _take_back(target: FollowUpItem | Resolution, at: datetime) -> None:
    """The past still replays: what was known is known until now."""
    type(target).objects.filter(pk=target.pk, known_until__isnull=True).update(
        known_until=max(at, target.known_from)
    )
