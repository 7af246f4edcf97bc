# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of meetings: who is there, who speaks, what was noted, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lagesbild.dialogues.models import Round
from lagesbild.dialogues.round_overview import members_on
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.queries import open_on_agenda
from lagesbild.lib.audience import COORDINATOR, Audience, Level
from lagesbild.lib.periods import Period
from lagesbild.meetings.models import Attendance, Meeting, MeetingNote
from lagesbild.meetings.rules import base_level
from lagesbild.meetings.words import level_of_words
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class Present:
    """Somebody at a meeting. ``kind`` is here, substitute or guest; a guest of no member has no organisation.

    ``person_name`` (the substitute's) belongs to the group and never to a public edition.
    """

    name: str
    kind: str
    organisation: Organisation | None = None
    person_name: str = ""


@dataclass(frozen=True)
class Noted:
    """A line of a meeting as it stands: spoken. ``base`` is who may read it, ``level`` who may read all of it.

    ``stands_elsewhere`` says that the line has become what it is (an item, a resolution, a member's
    spoken text): minutes find it there.
    """

    pk: int
    kind: str
    text: str
    organisation: Organisation | None
    to_organisation: Organisation | None
    answer: str
    owner: Organisation | None
    due: Period
    due_words: str
    written_at: datetime
    base: Level
    level: Level
    stands_elsewhere: bool


def meeting_of(turn: Round) -> Meeting | None:
    """The round's meeting, where one has begun."""
    return Meeting.objects.select_related("speaker", "frozen_speaker").filter(round=turn).first()


def speakers_of(turn: Round) -> list[Organisation]:
    """Who can have the floor: the members of the day, and those who have left but were there or said something."""
    members = [m.organisation for m in members_on(turn.dialogue, turn.held_on)]
    there = set(turn.attendances.values_list("organisation_id", flat=True))
    there |= set(turn.meeting_notes.values_list("organisation_id", flat=True))
    others = Organisation.objects.filter(pk__in=there - {o.pk for o in members} - {None})
    return members + list(others.order_by("name"))


def agenda_items(
    turn: Round, *, at: datetime, audience: Audience = COORDINATOR, with_closed: bool = False
) -> list[FollowUpItem]:
    """What earlier rounds left open at a moment; ``with_closed`` adds what this meeting has closed."""
    return open_on_agenda(
        dialogue_id=turn.dialogue_id,
        held_on=turn.held_on,
        ordinal=turn.ordinal,
        audience=audience,
        at=at,
        met_in=turn.pk if with_closed else None,
    )


def attendance_of(turn: Round) -> list[Present]:
    """Who was there, members in the order of the dialogue, then guests."""
    rows = {a.organisation_id: a for a in turn.attendances.all() if a.organisation_id is not None}
    found = [
        Present(o.name, rows[o.pk].kind, o, rows[o.pk].person_name) for o in speakers_of(turn) if o.pk in rows
    ]
    guests = [a for a in turn.attendances.all() if a.organisation_id is None]
    return found + [Present(a.guest_name, a.kind) for a in guests]


def has_guests(turn: Round) -> bool:
    """Whether anybody is there who belongs to no member, or comes with one."""
    return turn.attendances.filter(kind=Attendance.Kind.GUEST).exists()


def notes_of(turn: Round) -> list[Noted]:
    """The lines of a meeting in the order in which they were written, without the removed and the private."""
    rows = turn.meeting_notes.filter(removed_at__isnull=True, is_private=False).select_related(
        "organisation", "to_organisation", "owner"
    )
    spoken = set(
        turn.spoken_passages.filter(submission__withdrawn_at__isnull=True).values_list(
            "organisation_id", flat=True
        )
    )
    default = turn.dialogue.default_level
    return [
        Noted(
            pk=row.pk,
            kind=row.kind,
            text=row.text,
            organisation=row.organisation,
            to_organisation=row.to_organisation,
            answer=row.answer,
            owner=row.owner,
            due=Period(row.due_from, row.due_before),
            due_words=row.due_words,
            written_at=row.written_at,
            base=base_level(row.kind, default, is_private=False),
            level=level_of(row, default),
            stands_elsewhere=bool(row.item_id or row.resolution_id)
            or (row.kind == MeetingNote.Kind.NOTE and row.organisation_id in spoken),
        )
        for row in rows
    ]


def level_of(row: MeetingNote, default: str) -> Level:
    """Who may read the whole of a line: its kind's level, or that of the strictest words in it."""
    base = base_level(row.kind, default, is_private=row.is_private)
    return level_of_words(f"{row.text}\n{row.answer}" if row.answer else row.text, base)
