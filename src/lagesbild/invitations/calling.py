# SPDX-License-Identifier: EUPL-1.2
"""Calling members to a meeting: who is asked, what calendar file each gets, and every write to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.agenda import agenda_of
from lagesbild.dialogues.contacts import NOBODY, reached_through
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.operations_rounds import cancel_round, reschedule_round, start_collecting
from lagesbild.dialogues.round_overview import members_on
from lagesbild.invitations import letters
from lagesbild.invitations.calendar_events import CANCEL, REQUEST, Guest, calendar_bytes
from lagesbild.invitations.leaving import ASK, INVITE
from lagesbild.invitations.links import answer_token, answer_url
from lagesbild.invitations.meeting import GROUP, meeting_of, organiser_of
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.permissions import refusal_to_invite
from lagesbild.invitations.queries import invitations_of
from lagesbild.invitations.report_ways import way_to_report
from lagesbild.invitations.substitutes import uncall_substitute
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import insist
from lagesbild.mail.attachments import calendar_file
from lagesbild.mail.letters import Letter
from lagesbild.mail.operations import cancel_mails, mark_sent_by_hand, queue_letter
from lagesbild.mail.queries import outgoing
from lagesbild.organisations.models import Organisation

SAMPLE = "invite-sample"


@dataclass(frozen=True)
class ToCall:
    """Somebody to ask, for an organisation."""

    person: Person
    organisation: Organisation


def people_to_call(turn: Round) -> list[ToCall]:
    """The first contacts of every member of the round, in the members' order; each person once a member."""
    reached = reached_through(turn.dialogue, day=turn.held_on)
    return [
        ToCall(person, m.organisation)
        for m in members_on(turn.dialogue, turn.held_on)
        for person in reached.get(m.organisation_id, NOBODY).first
    ]


def uid_of(turn: Round) -> str:
    """The event's name in every calendar; it is given with the first invitation and never changes."""
    given = invitations_of(turn).values_list("uid", flat=True).first()
    if given:
        return given
    return f"{uuid4()}@{organiser_of(turn).rpartition('@')[2] or 'lagesbild.invalid'}"


def _sequence_of(turn: Round) -> int:
    return invitations_of(turn).aggregate(last=Max("sequence"))["last"] or 0


@transaction.atomic
def invite_members(*, turn: Round, by: Person, at: datetime) -> list[Invitation]:
    """Ask every member's contacts and let the round collect; those asked before are not asked again.

    The letters lie in the outbox, where they can be looked at and held. Raises ``Refused``.
    """
    turn = _locked(turn)
    called = people_to_call(turn)
    insist(refusal_to_invite(turn, people=len(called), at=at))
    if turn.kind == Round.Kind.CRISIS:
        for who in called:
            _ask_in_crisis(turn, who, by=by, at=at)
        return []
    uid, sequence = uid_of(turn), _sequence_of(turn)
    asked = set(invitations_of(turn).values_list("person_id", "organisation_id"))
    made = [
        _invite(turn, who, uid=uid, sequence=sequence, by=by, at=at)
        for who in called
        if (who.person.pk, who.organisation.pk) not in asked
    ]
    start_collecting(turn=turn, by=by, at=at)
    for invitation in made:
        _queue(invitation, is_update=sequence > 0, by=by, at=at)
    return made


def _locked(turn: Round) -> Round:
    Round.objects.select_for_update().get(pk=turn.pk)
    turn.refresh_from_db()
    return turn


def _invite(turn: Round, who: ToCall, *, uid: str, sequence: int, by: Person, at: datetime) -> Invitation:
    invitation = Invitation.objects.create(
        round=turn,
        person=who.person,
        organisation=who.organisation,
        uid=uid,
        sequence=sequence,
        invited_at=at,
    )
    note("invite", invitation, by=by, at=at, round=turn.pk, organisation=who.organisation.pk)
    return invitation


def _key(invitation: Invitation) -> str:
    return f"{INVITE}:{invitation.round_id}:{invitation.pk}:"


def _queue(invitation: Invitation, *, is_update: bool, by: Person, at: datetime) -> None:
    turn = invitation.round
    meeting = meeting_of(turn, uid=invitation.uid, sequence=invitation.sequence, at=at)
    guest = Guest(invitation.person.email, invitation.person.name)
    way = way_to_report(turn, invitation.organisation, invitation.person, by=by, at=at)
    queue_letter(
        letter=letters.invitation_letter(
            turn,
            invitation.organisation,
            answer_url=answer_url(invitation),
            report_url=way.url,
            points=agenda_of(turn, audience=GROUP, at=at, today=day_of(at)),
            is_update=is_update,
        ),
        key=f"{_key(invitation)}{invitation.sequence}",
        person=invitation.person,
        purpose=INVITE,
        turn=turn,
        attachments=[calendar_file(calendar_bytes(meeting, guest), REQUEST)],
        secrets=[answer_token(invitation), *way.secrets],
        reply_token=way.reply_token,
        due_at=at,
        by=by,
        at=at,
    )


def _ask_in_crisis(turn: Round, who: ToCall, *, by: Person, at: datetime) -> None:
    way = way_to_report(turn, who.organisation, who.person, by=by, at=at)
    queue_letter(
        letter=letters.crisis_letter(turn, who.organisation, report_url=way.url),
        key=f"{ASK}:{turn.pk}:{who.organisation.pk}:{who.person.pk}",
        person=who.person,
        purpose=ASK,
        turn=turn,
        secrets=way.secrets,
        reply_token=way.reply_token,
        due_at=at,
        by=by,
        at=at,
    )


# The meeting changes -----------------------------------------------------------------------------


@transaction.atomic
def move_meeting(
    *,
    turn: Round,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str | None = None,
    by: Person,
    at: datetime,
) -> int:
    """Move the meeting and tell those who were called; returns how many are told.

    The event in their calendars changes. Answers are asked for again where the time is another.
    """
    before = turn.starts_at
    reschedule_round(turn=turn, starts_at=starts_at, ends_at=ends_at, place=place, by=by, at=at)
    told = _next_edition(turn)
    for invitation in told:
        if before != turn.starts_at:
            uncall_substitute(invitation, by=by, at=at)
            invitation.answer, invitation.answered_at = Invitation.Answer.NONE, None
            invitation.substitute_name = invitation.substitute_email = ""
        invitation.save()
        cancel_mails(key_begins=_key(invitation), because="Mötet har fått en ny tid", by=by, at=at)
        _queue(invitation, is_update=True, by=by, at=at)
    return len(told)


@transaction.atomic
def cancel_meeting(*, turn: Round, because: str, by: Person, at: datetime) -> int:
    """Cancel the round and take the event out of the calendars; returns how many are told.

    Mail about it that has not left never does; those who were never told of the meeting are not
    told that it is cancelled.
    """
    cancel_round(turn=turn, because=because, by=by, at=at)
    told = _next_edition(turn)
    sent_to = set(
        outgoing(turn=turn, purpose=INVITE).filter(sent_at__isnull=False).values_list("person_id", flat=True)
    )
    cancel_mails(turn=turn, because="Omgången är inställd", by=by, at=at)
    heard = [invitation for invitation in told if invitation.person_id in sent_to]
    for invitation in told:
        invitation.save()
    for invitation in heard:
        uncall_substitute(invitation, by=by, at=at)
        _queue_cancellation(invitation, by=by, at=at)
    return len(heard)


def _next_edition(turn: Round) -> list[Invitation]:
    """The round's invitations with the next number of the event, not yet saved."""
    sequence = _sequence_of(turn) + 1
    invitations = list(invitations_of(turn))
    for invitation in invitations:
        invitation.round, invitation.sequence = turn, sequence
    return invitations


def _queue_cancellation(invitation: Invitation, *, by: Person, at: datetime) -> None:
    turn = invitation.round
    meeting = meeting_of(turn, uid=invitation.uid, sequence=invitation.sequence, at=at)
    guest = Guest(invitation.person.email, invitation.person.name)
    queue_letter(
        letter=letters.cancellation_letter(turn, invitation.organisation),
        key=f"{_key(invitation)}{invitation.sequence}",
        person=invitation.person,
        purpose=INVITE,
        turn=turn,
        attachments=[calendar_file(calendar_bytes(meeting, guest, method=CANCEL), CANCEL)],
        due_at=at,
        by=by,
        at=at,
    )


# By hand ----------------------------------------------------------------------------------------


@transaction.atomic
def send_sample(*, turn: Round, by: Person, at: datetime) -> None:
    """The invitation as members get it, to oneself; its link answers for nobody."""
    points = agenda_of(turn, audience=GROUP, at=at, today=day_of(at))
    called = people_to_call(turn)
    organisation = called[0].organisation if called else Organisation(name="en medlem")
    letter = letters.invitation_letter(
        turn,
        organisation,
        answer_url=letters.round_url(turn),
        report_url=letters.round_url(turn),
        points=points,
        is_update=False,
    )
    queue_letter(
        letter=Letter(f"Prov: {letter.subject}", letter.blocks, letter.forum, letter.why),
        key=f"{SAMPLE}:{turn.pk}:{by.pk}:{at.isoformat()}",
        person=by,
        purpose=SAMPLE,
        turn=turn,
        due_at=at,
        by=by,
        at=at,
    )


@transaction.atomic
def say_sent_by_hand(*, turn: Round, by: Person, at: datetime) -> int:
    """Somebody has sent the round's invitations from a mail program of their own; returns how many."""
    waiting = list(outgoing(turn=turn).filter(sent_at__isnull=True, cancelled_at__isnull=True))
    waiting = [mail for mail in waiting if mail.purpose in (INVITE, ASK)]
    for mail in waiting:
        mark_sent_by_hand(mail=mail, by=by, at=at)
    return len(waiting)
