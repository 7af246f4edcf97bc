# SPDX-License-Identifier: EUPL-1.2
"""Those who come in another's place: the event comes into their calendar, and leaves it again."""

from __future__ import annotations

from datetime import datetime

from lagesbild.accounts.models import Person
from lagesbild.invitations import letters
from lagesbild.invitations.calendar_events import CANCEL, REQUEST, Guest, calendar_bytes
from lagesbild.invitations.leaving import INVITE
from lagesbild.invitations.meeting import meeting_of
from lagesbild.invitations.models import Invitation
from lagesbild.mail.attachments import calendar_file
from lagesbild.mail.letters import Letter
from lagesbild.mail.operations import cancel_mails, queue_letter
from lagesbild.mail.queries import outgoing


def call_substitute(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Call the person that an answer named."""
    letter = letters.substitute_letter(
        invitation.round, invitation.organisation, sent_by=str(invitation.person)
    )
    _queue(invitation, letter, REQUEST, by=by, at=at)


def uncall_substitute(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """The substitute is not needed, or not at that time: taken out of a calendar it has come into."""
    if not invitation.substitute_email:
        return
    begins = f"{_key(invitation)}{invitation.substitute_email}:"
    has_left = outgoing(key_begins=begins).filter(sent_at__isnull=False).exists()
    cancel_mails(key_begins=begins, because="Ersättaren behövs inte", by=by, at=at)
    if has_left:
        letter = letters.substitute_not_needed_letter(
            invitation.round, invitation.organisation, sent_by=str(invitation.person)
        )
        _queue(invitation, letter, CANCEL, by=by, at=at)


def _key(invitation: Invitation) -> str:
    return f"{INVITE}:{invitation.round_id}:substitute:{invitation.pk}:"


def _queue(invitation: Invitation, letter: Letter, method: str, *, by: Person, at: datetime) -> None:
    turn = invitation.round
    meeting = meeting_of(turn, uid=invitation.uid, sequence=invitation.sequence, at=at)
    guest = Guest(invitation.substitute_email, invitation.substitute_name)
    queue_letter(
        letter=letter,
        key=f"{_key(invitation)}{invitation.substitute_email}:{method}:{at.isoformat()}",
        person=None,
        to_address=invitation.substitute_email,
        to_name=invitation.substitute_name,
        purpose=INVITE,
        turn=turn,
        attachments=[calendar_file(calendar_bytes(meeting, guest, method=method), method)],
        due_at=at,
        by=by,
        at=at,
    )
