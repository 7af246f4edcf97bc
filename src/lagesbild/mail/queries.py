# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of the outbox and the inbox."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.queries import roles_on, token_hash
from lagesbild.mail import rules
from lagesbild.mail.models import IncomingMail, OutgoingMail, ReplyToken

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue, Round


def has_mail_server() -> bool:
    """Whether this installation sends mail itself; else mails are copied out by hand."""
    return bool(settings.INSTALLATION.mail.smtp_host) and not settings.INSTALLATION.is_demo


def outgoing(
    *, turn: Round | None = None, purpose: str = "", person: Person | None = None, key_begins: str = ""
) -> QuerySet[OutgoingMail]:
    """The outbox by round, purpose, person or the beginning of the key."""
    rows = OutgoingMail.objects.all()
    if turn is not None:
        rows = rows.filter(round=turn)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if person is not None:
        rows = rows.filter(person=person)
    return rows.filter(key__startswith=key_begins) if key_begins else rows


def sent_about(turn: Round, *, purpose: str = "") -> QuerySet[OutgoingMail]:
    """What has left about a round, by any way."""
    return outgoing(turn=turn, purpose=purpose).filter(sent_at__isnull=False).order_by("sent_at")


def ready_to_leave(at: datetime) -> QuerySet[OutgoingMail]:
    """What may be handed to the mail server now; one that may have left already is a person's to settle."""
    return (
        OutgoingMail.objects.filter(
            sent_at__isnull=True,
            cancelled_at__isnull=True,
            failed_at__isnull=True,
            held_at__isnull=True,
            handed_at__isnull=True,
            due_at__lte=at,
        )
        .filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at))
        .filter(Q(lease_ends_at__isnull=True) | Q(lease_ends_at__lte=at))
        .order_by("due_at", "pk")
    )


def waiting_by_hand(dialogue: Dialogue, *, at: datetime) -> list[OutgoingMail]:
    """What is due in an installation that sends no mail itself."""
    if has_mail_server():
        return []
    return list(ready_to_leave(at).filter(dialogue=dialogue))


def token_named_by(addresses: list[str]) -> ReplyToken | None:
    """The token that one of these addresses carries, whether it still holds or not."""
    hashes = [token_hash(token) for token in rules.tokens_in(addresses)]
    return (
        ReplyToken.objects.select_related("person").filter(token_hash__in=hashes).first() if hashes else None
    )


def coordinated_dialogues(person: Person | None, *, day: date) -> list[Dialogue]:
    """The dialogues whose outbox a person looks after."""
    if person is None:
        return []
    roles = roles_on(person, day).filter(kind=Role.Kind.COORDINATOR).select_related("dialogue__area")
    found = {role.dialogue_id: role.dialogue for role in roles if role.dialogue is not None}
    return sorted(found.values(), key=lambda dialogue: dialogue.name)


def letters_for(dialogue: Dialogue) -> QuerySet[IncomingMail]:
    """The letters that a dialogue's coordinators look after: their own, and those to nobody in particular."""
    return IncomingMail.objects.filter(Q(dialogue=dialogue) | Q(dialogue__isnull=True)).order_by(
        "-received_at", "-pk"
    )


def letters_waiting(dialogue: Dialogue) -> QuerySet[IncomingMail]:
    """Letters that belong to nothing, or could not be read, and that nobody has decided about."""
    waits = [IncomingMail.State.QUARANTINED, IncomingMail.State.REFUSED]
    return letters_for(dialogue).filter(state__in=waits, decided_by__isnull=True)
