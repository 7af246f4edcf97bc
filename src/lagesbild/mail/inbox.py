# SPDX-License-Identifier: EUPL-1.2
"""What comes to the forum's address: fetched once, kept as it came, and given to whoever asked for it.

Fetching only keeps the letter and its row. What it is, is decided afterwards, one letter at a time
and in a transaction of its own, so that a letter that breaks something stops no other and is tried
again.
"""

from __future__ import annotations

import email
import email.message
import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import getaddresses

from django.conf import settings
from django.db import transaction

from lagesbild.intake import DEFAULT_LIMIT, Intake, IntakeRefused, take_in
from lagesbild.intake.mail.eml import address, header, read_headers
from lagesbild.intake.mail.letter import Letter, is_automatic_subject
from lagesbild.lib import blobs
from lagesbild.lib.periods import day_of
from lagesbild.mail import registry, rules
from lagesbild.mail.answers import answer_that_it_could_not_be_read
from lagesbild.mail.mailbox import OpenMailbox, Waiting, open_mailbox
from lagesbild.mail.models import IncomingMail, Mailbox, OutgoingMail
from lagesbild.mail.queries import token_named_by
from lagesbild.mail.registry import Outcome

log = logging.getLogger(__name__)

LARGEST = DEFAULT_LIMIT
#: A mailbox seen for the first time is read from yesterday, not from its beginning.
FIRST_LOOK = timedelta(days=1)
MOST_ATTEMPTS = 5
#: Headers that tell which address a letter came to; servers rewrite some and keep others.
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Resent-To")

State = IncomingMail.State


def fetch_mail(*, at: datetime) -> int:
    """Fetch what has come since last time and see to all that is new; returns how many letters were fetched.

    Raises ``OSError``, ``imaplib.IMAP4.error`` or ``NoToken`` where the mailbox cannot be opened:
    nothing is lost, the job tries again.
    """
    servers = settings.INSTALLATION.mail
    count = 0
    try:
        if servers.imap_host and not settings.INSTALLATION.is_demo:
            with open_mailbox(servers) as mailbox:
                name = f"{servers.imap_user}@{servers.imap_host}/{servers.imap_folder}"
                count = sum(1 for _ in _fetched(mailbox, name, at))
    finally:
        for incoming in IncomingMail.objects.filter(state=State.NEW).order_by("pk"):
            see_to(incoming=incoming, at=at)
    return count


def _fetched(mailbox: OpenMailbox, name: str, at: datetime) -> Iterator[IncomingMail]:
    kept = Mailbox.objects.filter(name=name).first()
    known = kept is not None and kept.uid_validity == mailbox.uid_validity
    since = None if known else day_of((kept.fetched_at if kept else at) - FIRST_LOOK)
    last = kept.last_uid if kept is not None and known else 0
    for waiting in mailbox.waiting(after=last, since=since):
        if not IncomingMail.objects.filter(message_id=waiting.message_id or "-").exists():
            incoming = _take(mailbox, waiting, at)
            if incoming is not None:
                yield incoming
        last = waiting.uid
        _remember(name, mailbox.uid_validity, last, at)
    # What is older than the first look is passed over for good.
    _remember(name, mailbox.uid_validity, max(last, mailbox.newest), at)


def _remember(name: str, uid_validity: int, last_uid: int, at: datetime) -> None:
    values = {"uid_validity": uid_validity, "last_uid": last_uid, "fetched_at": at}
    Mailbox.objects.update_or_create(name=name, defaults=values)


def _take(mailbox: OpenMailbox, waiting: Waiting, at: datetime) -> IncomingMail | None:
    if waiting.size > LARGEST:
        head = mailbox.head(waiting.uid)
        return keep_letter(content=head, at=at, size=waiting.size) if head is not None else None
    content = mailbox.letter(waiting.uid)
    return keep_letter(content=content, at=at) if content is not None else None


def keep_letter(*, content: bytes, at: datetime, size: int | None = None) -> IncomingMail:
    """Keep a letter as it came; the same letter again gives the row that is there.

    ``size`` is that of the whole letter where ``content`` is only its head.
    """
    message = email.message_from_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    sender, name = address(header(message, "From"))
    to = addresses_of(message)
    token = token_named_by(to)
    own = frozenset(rules.without_tokens(one) for one in to)
    row, _ = IncomingMail.objects.get_or_create(
        # A letter without a name of its own is known by its content.
        message_id=(header(message, "Message-ID") or f"<{digest}@sha256>")[:255],
        defaults={
            "token": token,
            "dialogue_id": token.dialogue_id if token and token.dialogue_id else registry.dialogue_of(own),
            "received_at": at,
            "from_address": (sender or "")[:254],
            "from_name": (name or "")[:160],
            "to_addresses": sorted(own)[:20],
            "subject": header(message, "Subject")[:300],
            "size": size or len(content),
            "blob_sha256": blobs.keep(settings.INSTALLATION.blobs, content),
        },
    )
    return row


def addresses_of(message: email.message.Message) -> list[str]:
    """Every address that a letter says it was sent to."""
    said = [header(message, name) for name in _TO]
    return [found for _, found in getaddresses([words for words in said if words]) if "@" in found]


def content_of(incoming: IncomingMail) -> bytes:
    """The letter as it came.

    Raises ``FileNotFoundError`` or ``ValueError`` where the stored file is gone or altered.
    """
    return blobs.fetch(settings.INSTALLATION.blobs, incoming.blob_sha256)


def letter_of(incoming: IncomingMail) -> Intake:
    """What the sender wrote, with quoted history cut off and the attached files.

    Raises ``IntakeRefused`` where it cannot be read.
    """
    return take_in(content_of(incoming), "brev.eml")


def see_to(*, incoming: IncomingMail, at: datetime) -> IncomingMail:
    """Decide what a new letter is and give it to whoever takes it; a fault keeps it for another try."""
    try:
        with transaction.atomic():
            row = IncomingMail.objects.select_for_update().get(pk=incoming.pk)
            if row.state != State.NEW:
                return row
            _settle(row, at)
            row.save()
            return row
    except Exception:
        log.exception("letter %s could not be seen to", incoming.pk)
        incoming.attempts += 1
        if incoming.attempts >= MOST_ATTEMPTS:
            incoming.state, incoming.because, incoming.decided_at = State.QUARANTINED, "failed", at
        incoming.save(update_fields=["attempts", "state", "because", "decided_at"])
        return incoming


def _settle(row: IncomingMail, at: datetime) -> None:
    """Fill in what becomes of the letter."""
    row.decided_at = at
    message = email.message_from_bytes(content_of(row))
    if because := _machine(message, row):
        row.state, row.because = State.DROPPED, because
        return
    if row.size > LARGEST:
        row.state, row.because = State.REFUSED, "too_large"
        answer_that_it_could_not_be_read(row, at=at)
        return
    if because := _no_right(row, at):
        row.state, row.because = State.QUARANTINED, because
        return
    try:
        letter = letter_of(row)
    except IntakeRefused as refused:
        row.state, row.because, row.note = State.REFUSED, refused.code, refused.message[:400]
        answer_that_it_could_not_be_read(row, at=at)
        return
    assert row.token is not None
    handler = registry.handler_of(row.token.purpose)
    assert handler is not None
    outcome: Outcome = handler(row, letter, row.token.person, row.token.target, at)
    row.state = State.TAKEN if outcome.taken else State.QUARANTINED
    row.because = outcome.because if outcome.taken else outcome.because or "not_taken"
    row.note = outcome.note[:400]


def _machine(message: email.message.Message, row: IncomingMail) -> str:
    """Why a letter was written by no person; "" where nothing says so."""
    seen = Letter()
    read_headers(message, seen)
    if OutgoingMail.objects.filter(message_id=row.message_id).exists():
        return "own"
    if rules.without_tokens(row.from_address) in row.to_addresses:
        return "loop"
    if seen.auto_submitted or is_automatic_subject(row.subject):
        return "automatic"
    if any(message.get(name) for name in ("List-Id", "List-Unsubscribe")):
        return "list"
    return ""


def _no_right(row: IncomingMail, at: datetime) -> str:
    """Why a letter belongs to nothing; "" where its token holds and somebody takes it."""
    token = row.token
    if token is None:
        return "no_token"
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at is not None and token.expires_at <= at:
        return "expired"
    return "" if registry.handler_of(token.purpose) else "no_handler"
