# SPDX-License-Identifier: EUPL-1.2
"""Every write to the outbox and the inbox.

What other rooms call:

``queue_mail(*, key, person, purpose, subject, text, due_at, by, at, html="", attachments=(),
reply_token="", secrets=(), turn=None, dialogue=None, function_address="", from_name="",
to_address="", to_name="") -> OutgoingMail``
    A mail that leaves when ``due_at`` has come and nothing holds it. **The same key twice gives the
    first row**, whatever became of it, so name purpose, person, round and day (or a sequence number)
    in the key: ``f"remind:{turn.pk}:{person.pk}:{day}"``. ``person`` may be None where ``to_address``
    is given. ``dialogue`` is taken from ``turn`` where it is not given, and gives the sender its
    function address and name; a mail without one is in no coordinator's outbox. ``secrets`` are words in text and html (link
    tokens) that the outbox page does not show and that are wiped when the mail has left.
``mail.letters``: ``Letter(subject, blocks)`` with ``Paragraph``, ``Heading``, ``Quote``, ``Items``,
    ``Button``, ``Small``; ``write(letter) -> Written(subject, text, html)`` makes both editions from
    one source. ``queue_letter(*, letter=..., **as queue_mail)`` does both steps.
``mail.attachments``: ``Attachment(filename, content, content_type)``, ``calendar_file(content, method)``.
``make_reply_token(*, person, purpose, target, by, at, dialogue=None, expires_at=None) -> str``
    The token to give ``queue_mail`` as ``reply_token``; ``target`` is the caller's own words, such as
    ``"12:34"`` for round and organisation. ``revoke_reply_tokens(*, purpose, target, by, at)``.
``mail.registry.on_reply(purpose, handler)``, ``handler(incoming, letter, person, target, at) ->
    Outcome(taken, because, note)``; ``letter`` is an ``intake.Intake`` with quoted history cut off.
``hold_mail``, ``release_mail``, ``cancel_mail``, ``cancel_mails(*, because, by, at, **filters)``,
    e.g. ``cancel_mails(turn=turn, purpose="remind", because="Omgången är inställd", by=..., at=...)``.
``mail.inbox.letter_of(incoming) -> Intake`` reads a letter of the quarantine, and ``take_letter`` /
    ``drop_letter(*, incoming, by, at)`` write down what became of it; ``registry.offer_for_quarantine``
    puts a link of yours beside it.
``mail.registry.hold_until(rule)``, ``only_in_office_hours(*purposes)``: what may not leave yet.
``mail.links.absolute(path) -> str``: the address to write in a mail.
``mail.queries``: ``outgoing(...)``, ``sent_about(turn)``, ``has_mail_server()``.
"""

from __future__ import annotations

import base64
import secrets as randomness
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import token_hash
from lagesbild.audit.operations import note
from lagesbild.lib.refusal import Refused, insist
from lagesbild.mail import permissions
from lagesbild.mail.attachments import Attachment
from lagesbild.mail.endings import forget_secrets, mark_sent
from lagesbild.mail.letters import Letter, write
from lagesbild.mail.models import IncomingMail, OutgoingMail, ReplyToken

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue, Round


@transaction.atomic
def make_reply_token(
    *,
    person: Person,
    purpose: str,
    target: str,
    by: Person | None,
    at: datetime,
    dialogue: Dialogue | None = None,
    expires_at: datetime | None = None,
) -> str:
    """A new token for the Reply-To of one person about one thing; only its hash is kept."""
    # Mail servers may change the case of an address, so the alphabet has one case only.
    token = base64.b32encode(randomness.token_bytes(20)).decode("ascii").lower()
    row = ReplyToken.objects.create(
        token_hash=token_hash(token),
        person=person,
        dialogue=dialogue,
        purpose=purpose,
        target=target,
        made_at=at,
        expires_at=expires_at,
    )
    note("make_reply_token", row, by=by, at=at, person=person.pk)
    return token


@transaction.atomic
def revoke_reply_tokens(
    *, purpose: str, target: str, by: Person | None, at: datetime, person: Person | None = None
) -> int:
    """Let answers about a thing no longer be taken; returns how many tokens that concerned."""
    rows = ReplyToken.objects.filter(purpose=purpose, target=target, revoked_at__isnull=True)
    if person is not None:
        rows = rows.filter(person=person)
    revoked = list(rows)
    ReplyToken.objects.filter(pk__in=[row.pk for row in revoked]).update(revoked_at=at)
    for row in revoked:
        note("revoke_reply_token", row, by=by, at=at)
    return len(revoked)


@transaction.atomic
def queue_mail(
    *,
    key: str,
    person: Person | None,
    purpose: str,
    subject: str,
    text: str,
    due_at: datetime,
    by: Person | None,
    at: datetime,
    html: str = "",
    attachments: Sequence[Attachment] = (),
    reply_token: str = "",
    secrets: Sequence[str] = (),
    turn: Round | None = None,
    dialogue: Dialogue | None = None,
    function_address: str = "",
    from_name: str = "",
    to_address: str = "",
    to_name: str = "",
) -> OutgoingMail:
    """Put a mail in the outbox; the same key again gives the row that is there.

    Raises ``ValueError`` where there is nobody to send it to.
    """
    address = to_address or (person.email if person is not None else "")
    if not address:
        raise ValueError(f"nobody to send {key} to")
    forum = dialogue or (turn.dialogue if turn is not None else None)
    servers = settings.INSTALLATION.mail
    sender = function_address or (forum.function_address if forum else "") or servers.function_address
    row, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "dialogue": forum,
            "round": turn,
            "person": person,
            "purpose": purpose,
            "to_address": address,
            "to_name": to_name or (person.name if person is not None else ""),
            "from_address": sender,
            "from_name": from_name or (forum.name if forum else "") or servers.function_name,
            "reply_token": reply_token,
            "subject": " ".join(subject.split())[:300],
            "text": text,
            "html": html,
            "attachments": [attachment.keep() for attachment in attachments],
            "secrets": list(secrets),
            "message_id": f"<{uuid4().hex}@{sender.rpartition('@')[2] or 'lagesbild.invalid'}>",
            "queued_at": at,
            "queued_by": by,
            "due_at": due_at,
        },
    )
    if is_new:
        note("queue_mail", row, by=by, at=at, person=person.pk if person else None)
    return row


def queue_letter(*, letter: Letter, by: Person | None, at: datetime, **more: Any) -> OutgoingMail:
    """Write a letter as text and HTML and put it in the outbox; ``more`` is as for ``queue_mail``."""
    written = write(letter)
    return queue_mail(subject=written.subject, text=written.text, html=written.html, by=by, at=at, **more)


def _locked(mail: OutgoingMail) -> OutgoingMail:
    """The row as it is now, held until the transaction ends: a worker may be about to take it."""
    return OutgoingMail.objects.select_for_update().get(pk=mail.pk)


@transaction.atomic
def hold_mail(*, mail: OutgoingMail, because: str, by: Person | None, at: datetime) -> OutgoingMail:
    """Keep a mail from leaving until it is released.

    Raises ``Refused`` for one that has left, is leaving or is cancelled.
    """
    row = _locked(mail)
    insist(permissions.refusal_to_change(row, at=at))
    row.held_at, row.held_by, row.held_because = at, by, because[:200]
    row.save(update_fields=["held_at", "held_by", "held_because"])
    note("hold_mail", row, by=by, at=at)
    return row


@transaction.atomic
def release_mail(*, mail: OutgoingMail, by: Person | None, at: datetime) -> OutgoingMail:
    """Let a held mail leave when its time comes. Raises ``Refused`` for one that has ended."""
    row = _locked(mail)
    insist(permissions.refusal_to_change(row, at=at))
    row.held_at, row.held_by, row.held_because = None, None, ""
    row.save(update_fields=["held_at", "held_by", "held_because"])
    note("release_mail", row, by=by, at=at)
    return row


@transaction.atomic
def cancel_mail(*, mail: OutgoingMail, because: str, by: Person | None, at: datetime) -> OutgoingMail:
    """Take a mail out of the outbox; it stays to be seen there, without its links.

    Raises ``Refused`` for one that has left, is leaving or is cancelled already.
    """
    row = _locked(mail)
    insist(permissions.refusal_to_change(row, at=at))
    row.cancelled_at, row.cancelled_by, row.cancelled_because = at, by, because[:200]
    forget_secrets(row)
    row.save()
    note("cancel_mail", row, by=by, at=at)
    return row


@transaction.atomic
def cancel_mails(
    *,
    because: str,
    by: Person | None,
    at: datetime,
    turn: Round | None = None,
    purpose: str = "",
    person: Person | None = None,
    key_begins: str = "",
) -> int:
    """Cancel what has not left, of a round, a purpose, a person or keys that begin alike; returns how many.

    Raises ``ValueError`` where nothing says which.
    """
    if turn is None and not key_begins and person is None:
        raise ValueError("say which mails to cancel")
    rows = OutgoingMail.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True)
    if turn is not None:
        rows = rows.filter(round=turn)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if person is not None:
        rows = rows.filter(person=person)
    if key_begins:
        rows = rows.filter(key__startswith=key_begins)
    count = 0
    for row in rows:
        try:
            cancel_mail(mail=row, because=because, by=by, at=at)
        except Refused:
            continue  # on its way at this very moment
        count += 1
    return count


@transaction.atomic
def send_at_once(*, mail: OutgoingMail, by: Person | None, at: datetime) -> OutgoingMail:
    """Let a mail leave with the worker's next turn: not held, not waiting for its day or a retry.

    Quiet periods and office hours still hold it. Raises ``Refused`` for one that has left, is
    leaving or is cancelled.
    """
    row = _locked(mail)
    insist(permissions.refusal_to_send_again(row, at=at))
    row.due_at = min(row.due_at, at)
    row.held_at, row.held_by, row.held_because = None, None, ""
    row.failed_at = row.next_try_at = row.handed_at = row.lease_ends_at = None
    row.attempts = 0
    row.save()
    note("send_at_once", row, by=by, at=at)
    return row


@transaction.atomic
def mark_sent_by_hand(*, mail: OutgoingMail, by: Person | None, at: datetime) -> OutgoingMail:
    """Write down that somebody sent it from a mail program of their own.

    Raises ``Refused`` for one that has left, is leaving or is cancelled.
    """
    row = _locked(mail)
    insist(permissions.refusal_to_send_again(row, at=at))
    mark_sent(row, through=OutgoingMail.SentBy.HAND, at=at)
    note("mark_sent_by_hand", row, by=by, at=at)
    return row


@transaction.atomic
def note_copied(*, mail: OutgoingMail, by: Person | None, at: datetime) -> None:
    """Write down that somebody took a mail out with its links, to send it themselves."""
    note("copy_mail", mail, by=by, at=at)


@transaction.atomic
def take_letter(*, incoming: IncomingMail, says: str, by: Person | None, at: datetime) -> IncomingMail:
    """Write down that a letter from the quarantine has been put to use, and how (a Swedish sentence).

    Raises ``Refused`` for one that no longer waits.
    """
    return _decide(incoming, IncomingMail.State.TAKEN, "by_hand", says, by=by, at=at)


@transaction.atomic
def drop_letter(*, incoming: IncomingMail, by: Person | None, at: datetime) -> IncomingMail:
    """Put a letter from the quarantine aside; it stays to be found. Raises ``Refused`` as ``take_letter``."""
    return _decide(incoming, IncomingMail.State.DROPPED, "dropped_by_hand", "", by=by, at=at)


def _decide(
    incoming: IncomingMail, state: str, because: str, says: str, *, by: Person | None, at: datetime
) -> IncomingMail:
    row = IncomingMail.objects.select_for_update().get(pk=incoming.pk)
    insist(permissions.refusal_to_decide(row))
    row.state, row.because, row.note = state, because, says[:400]
    row.decided_at, row.decided_by = at, by
    row.save()
    note(f"{state}_letter", row, by=by, at=at)
    return row
