# SPDX-License-Identifier: EUPL-1.2
"""Writes while a meeting goes on: begin, the floor, the order, the projector, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Round
from lagesbild.followup.operations import put_on_agenda
from lagesbild.lib.refusal import Refused
from lagesbild.meetings import rules
from lagesbild.meetings.locking import lock_round
from lagesbild.meetings.models import Attendance, Meeting
from lagesbild.meetings.queries import agenda_items, speakers_of
from lagesbild.organisations.models import Organisation

Topic = Meeting.Topic


@transaction.atomic
def start_meeting(*, turn: Round, by: Person, at: datetime) -> Meeting:
    """The meeting begins, with what is open; begun once, by whatever is done first.

    Raises ``Refused`` for a round that is cancelled or has been held.
    """
    lock_round(turn)
    standing = Meeting.objects.filter(round=turn).first()
    if standing is not None and turn.state not in (states.HELD, states.CANCELLED):
        return standing
    if turn.state in (states.HELD, states.CANCELLED):
        raise Refused(states.BECAUSE[turn.state])
    meeting = Meeting.objects.create(round=turn, started_at=at, started_by=by)
    put_on_agenda(items=agenda_items(turn, at=at), turn=turn, by=by, at=at)
    note("start_meeting", meeting, by=by, at=at, round=turn.pk)
    return meeting


# The floor ----------------------------------------------------------------------------------------


@transaction.atomic
def give_floor(
    *, turn: Round, organisation: Organisation | None, topic: str = Topic.MEMBER, by: Person, at: datetime
) -> Meeting:
    """Let a member have the floor, or go to the open items or the meeting as a whole.

    Raises ``Refused`` (``not_a_member``, and those of ``start_meeting``).
    """
    meeting = start_meeting(turn=turn, by=by, at=at)
    if organisation is not None:
        if organisation.pk not in {s.pk for s in speakers_of(turn)}:
            raise Refused("not_a_member")
        topic = Topic.MEMBER
        meeting.heard = [*(pk for pk in meeting.heard if pk != organisation.pk), organisation.pk]
    meeting.topic, meeting.speaker = topic, organisation
    meeting.save(update_fields=["topic", "speaker", "heard"])
    note("give_floor", meeting, by=by, at=at, organisation=organisation.pk if organisation else None)
    return meeting


@transaction.atomic
def go_on(*, turn: Round, step: int = 1, by: Person, at: datetime) -> Meeting:
    """Give the floor to the next in order, or back to the one before; past the last to the whole meeting."""
    meeting = start_meeting(turn=turn, by=by, at=at)
    members = speakers_of(turn)
    order = rules.in_order([s.pk for s in members], meeting.order)
    if meeting.topic == Topic.GENERAL:
        found = order[-1] if step < 0 and order else None
    else:
        found = rules.after(order, meeting.speaker_id, step)
    organisation = next((s for s in members if s.pk == found), None)
    topic = Topic.GENERAL if step > 0 else Topic.OPEN
    return give_floor(turn=turn, organisation=organisation, topic=topic, by=by, at=at)


@transaction.atomic
def set_order(*, turn: Round, order: Sequence[int], by: Person, at: datetime) -> Meeting:
    """Who speaks when; the order is this meeting's alone."""
    meeting = start_meeting(turn=turn, by=by, at=at)
    members = [s.pk for s in speakers_of(turn)]
    meeting.order = rules.in_order(members, [pk for pk in order if pk in members])
    meeting.save(update_fields=["order"])
    note("set_speaking_order", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def move_speaker(*, turn: Round, organisation: Organisation, step: int, by: Person, at: datetime) -> Meeting:
    """Let a member speak one step earlier (-1) or later (1)."""
    meeting = start_meeting(turn=turn, by=by, at=at)
    order = rules.in_order([s.pk for s in speakers_of(turn)], meeting.order)
    return set_order(turn=turn, order=rules.moved(order, organisation.pk, step), by=by, at=at)


# The projector ------------------------------------------------------------------------------------


@transaction.atomic
def show(*, turn: Round, shown: str, by: Person, at: datetime) -> Meeting:
    """Choose what the projector shows; that lights it, and lets it go where it stood still."""
    meeting = start_meeting(turn=turn, by=by, at=at)
    meeting.shown, meeting.is_dark = Meeting.Shown(shown).value, False
    _let_go(meeting)
    note("show_on_projector", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def freeze(*, turn: Round, on: bool, by: Person, at: datetime) -> Meeting:
    """Let the projector stand still at what it shows now, or follow the meeting again.

    What stands still is the place and the moment, never the words: what may not be shown goes at once.
    """
    meeting = start_meeting(turn=turn, by=by, at=at)
    if not on:
        _let_go(meeting)
    elif meeting.frozen_at is None:
        meeting.frozen_at, meeting.frozen_topic = at, meeting.topic
        meeting.frozen_shown, meeting.frozen_speaker = meeting.shown, meeting.speaker
        meeting.save()
    note("freeze_projector" if on else "let_projector_go", meeting, by=by, at=at)
    return meeting


def _let_go(meeting: Meeting) -> None:
    meeting.frozen_at, meeting.frozen_topic, meeting.frozen_shown, meeting.frozen_speaker = None, "", "", None
    meeting.save()


@transaction.atomic
def darken(*, turn: Round, on: bool, by: Person, at: datetime) -> Meeting:
    """Put the projector out, or light it again."""
    meeting = start_meeting(turn=turn, by=by, at=at)
    meeting.is_dark = on
    meeting.save(update_fields=["is_dark"])
    note("darken_projector" if on else "light_projector", meeting, by=by, at=at)
    return meeting


# Attendance ---------------------------------------------------------------------------------------


@transaction.atomic
def attend(
    *,
    turn: Round,
    organisation: Organisation,
    kind: str,
    person_name: str | None = None,
    by: Person,
    at: datetime,
) -> Attendance | None:
    """Say how a member is at the meeting; an empty kind says that it is not, or that nobody knows.

    Can be said before the meeting and after it. Raises ``Refused`` (``not_a_member``, ``round_cancelled``).
    """
    lock_round(turn)
    if turn.state == states.CANCELLED:
        raise Refused("round_cancelled")
    if organisation.pk not in {s.pk for s in speakers_of(turn)}:
        raise Refused("not_a_member")
    if not kind:
        Attendance.objects.filter(round=turn, organisation=organisation).delete()
        note("clear_attendance", organisation, by=by, at=at, round=turn.pk)
        return None
    said: dict[str, Any] = {"kind": Attendance.Kind(kind).value, "noted_at": at, "noted_by": by}
    if person_name is not None or kind != Attendance.Kind.SUBSTITUTE:
        said["person_name"] = rules.one_line(person_name or "")[:120]
    row, _ = Attendance.objects.update_or_create(round=turn, organisation=organisation, defaults=said)
    note("note_attendance", row, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    return row


@transaction.atomic
def add_guest(*, turn: Round, name: str, by: Person, at: datetime) -> Attendance:
    """Somebody is there who belongs to no member. Said again it changes nothing.

    Raises ``Refused`` (``no_guest``, ``round_cancelled``).
    """
    lock_round(turn)
    if turn.state == states.CANCELLED:
        raise Refused("round_cancelled")
    name = rules.one_line(name)[:160]
    if not name:
        raise Refused("no_guest")
    row, is_new = Attendance.objects.get_or_create(
        round=turn,
        organisation=None,
        guest_name=name,
        defaults={"kind": Attendance.Kind.GUEST, "noted_at": at, "noted_by": by},
    )
    if is_new:
        note("add_guest", row, by=by, at=at, round=turn.pk)
    return row


@transaction.atomic
def remove_guest(*, guest: Attendance, by: Person, at: datetime) -> None:
    """Take a guest away again."""
    note("remove_guest", guest, by=by, at=at, round=guest.round_id)
    guest.delete()
