# SPDX-License-Identifier: EUPL-1.2
"""Lines noted in the room: each arrives exactly once, can be changed, and taken away with a way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Round
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import Refused
from lagesbild.meetings import rules
from lagesbild.meetings.locking import lock_round
from lagesbild.meetings.models import MeetingNote
from lagesbild.meetings.operations import start_meeting
from lagesbild.meetings.operations_ending import settle_if_held
from lagesbild.meetings.words import day_in
from lagesbild.organisations.models import Organisation

Kind = MeetingNote.Kind


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is said of a line in the room."""

    text: str
    kind: str = Kind.NOTE
    organisation: Organisation | None = None
    to_organisation: Organisation | None = None
    answer: str = ""
    owner: Organisation | None = None
    due_words: str = ""
    is_private: bool = False


@transaction.atomic
def add_note(
    *,
    turn: Round,
    client_key: str,
    line: Line,
    written_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> MeetingNote:
    """Save a line; the same key again gives back the row that is there, whatever became of it.

    The first line begins the meeting. One that comes when the meeting has ended is kept and becomes
    what it is at once; one for a cancelled round is kept as it is. Raises ``Refused`` (``no_words``,
    ``too_long``, ``key_taken``).
    """
    lock_round(turn)
    standing = MeetingNote.objects.filter(client_key=client_key).first()
    if standing is not None:
        if standing.round_id != turn.pk:
            raise Refused("key_taken")
        return standing
    if turn.state not in (states.HELD, states.CANCELLED):
        start_meeting(turn=turn, by=by, at=at)
    moment = rules.written_at(written_at, at)
    row = MeetingNote(round=turn, client_key=client_key, written_at=moment, written_by=by, received_at=at)
    _fill(row, line, today=day_of(moment))
    row.save()
    note("add_meeting_note", row, by=by, at=at, round=turn.pk)
    settle_if_held(turn=turn, by=by, at=at)
    return row


@transaction.atomic
def change_note(
    *, row: MeetingNote, line: Line, seen: str | None = None, by: Person, at: datetime
) -> MeetingNote:
    """Give a line other words, another kind or another member.

    ``seen`` is the text that the person had before them. Raises ``Refused`` (``changed_meanwhile``,
    ``no_words``, ``too_long``).
    """
    turn = lock_round(row.round)
    row = MeetingNote.objects.select_for_update().get(pk=row.pk)
    if seen is not None and seen != row.text:
        raise Refused("changed_meanwhile")
    _fill(row, line, today=day_of(row.written_at))
    row.changed_at, row.changed_by = at, by
    row.save()
    note("change_meeting_note", row, by=by, at=at, round=turn.pk)
    settle_if_held(turn=turn, by=by, at=at)
    return row


def _fill(row: MeetingNote, line: Line, *, today: date) -> None:
    kind, text = rules.kind_by_sign(line.text, line.kind)
    answer = rules.one_line(line.answer)
    if not text:
        raise Refused("no_words")
    if len(text) > MeetingNote.LONGEST or len(answer) > MeetingNote.LONGEST:
        raise Refused("too_long", longest=MeetingNote.LONGEST)
    line = _fitting(replace(line, text=text, kind=kind, answer=answer))
    row.text, row.kind, row.answer = line.text, line.kind, line.answer
    row.organisation = line.organisation
    row.to_organisation, row.owner, row.is_private = line.to_organisation, line.owner, line.is_private
    row.due_words = rules.one_line(line.due_words)[:120]
    row.due_from, row.due_before = None, None
    if line.kind == Kind.PROMISE:
        row.due_from, row.due_before = day_in(row.due_words or line.text, today)


def _fitting(line: Line) -> Line:
    """Without what belongs to another kind of line; who promises is who speaks, where nothing else is said."""
    if line.kind != Kind.QUESTION:
        line = replace(line, to_organisation=None, answer="")
    if line.kind == Kind.NOTE:
        return replace(line, owner=None, due_words="")
    if line.kind == Kind.PROMISE:
        return replace(line, owner=line.owner or line.organisation)
    return replace(line, owner=None, due_words="")


@transaction.atomic
def remove_note(*, row: MeetingNote, by: Person, at: datetime) -> None:
    """Take a line away; its words are kept, and it can be put back. Said again it changes nothing."""
    _set_removed(row, at, by=by, at=at)


@transaction.atomic
def put_back_note(*, row: MeetingNote, by: Person, at: datetime) -> None:
    """A line that was taken away stands again, where it stood."""
    _set_removed(row, None, by=by, at=at)


def _set_removed(row: MeetingNote, removed_at: datetime | None, *, by: Person, at: datetime) -> None:
    turn = lock_round(row.round)
    row.refresh_from_db()
    if (row.removed_at is None) == (removed_at is None):
        return
    row.removed_at, row.removed_by = removed_at, by if removed_at else None
    row.save(update_fields=["removed_at", "removed_by"])
    note("remove_meeting_note" if removed_at else "put_back_meeting_note", row, by=by, at=at, round=turn.pk)
    settle_if_held(turn=turn, by=by, at=at)
