# SPDX-License-Identifier: EUPL-1.2
"""Handing due mail to the mail server, each once.

A row is leased by compare-and-swap, so of two workers one sends it. Just before the letter is given
to the server the row is marked as handed. What dies before that is tried again by whoever comes
next. What dies after it may or may not have left: it is not sent again by itself, it is shown to
the coordinator as unsure, because a second invitation harms more than a question.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction

from lagesbild.lib.workdays import next_office_moment
from lagesbild.mail import registry, rules
from lagesbild.mail.endings import mark_sent
from lagesbild.mail.envelopes import build
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.queries import has_mail_server, ready_to_leave
from lagesbild.mail.servers import fault_sentence

log = logging.getLogger(__name__)


class _ServerGone(Exception):
    """The server went away in the middle of a mail."""


#: Looked at in one turn, so that a long queue does not outlive its job's lease.
AT_A_TIME = 100
#: A quiet period ends in office hours, and those may lie in the next quiet period; not in a tenth one.
MOST_ROUNDS_OF_ASKING = 8


def send_due(*, at: datetime) -> int:
    """Hand to the mail server what may leave now; returns how many left.

    Does nothing where the installation has no mail server: there mails are copied out by hand.
    """
    if not has_mail_server():
        return 0
    rows = [row for row in ready_to_leave(at)[:AT_A_TIME] if not _postponed(row, at)]
    leased = [row for row in rows if _lease(row, at)]
    if not leased:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("the mail server does not answer: %s", fault)
        for row in leased:
            _try_later(row, fault, at)
        return 0
    sent = 0
    try:
        while leased:
            sent += _send(leased.pop(0), connection, at)
    except _ServerGone:
        # The rest was never given to it.
        OutgoingMail.objects.filter(pk__in=[row.pk for row in leased]).update(lease_ends_at=None)
    finally:
        connection.close()
    return sent


def earliest(row: OutgoingMail, at: datetime) -> datetime | None:
    """The moment before which a mail may not leave: office hours and quiet periods; None where it may now.

    The rules are asked again from each moment they name, until all of them agree.
    """
    moment = at
    for _ in range(MOST_ROUNDS_OF_ASKING):
        later = [found for rule in registry.hold_rules() if (found := rule(row, moment)) is not None]
        if registry.asks_for_office_hours(row.purpose):
            later.append(next_office_moment(moment))
        latest = max(later, default=moment)
        if latest <= moment:
            break
        moment = latest
    return moment if moment > at else None


def _postponed(row: OutgoingMail, at: datetime) -> bool:
    moment = earliest(row, at)
    if moment is not None:
        # Asked again within the hour: quiet periods are shortened, too.
        again = min(moment, at + timedelta(hours=1))
        OutgoingMail.objects.filter(pk=row.pk, sent_at__isnull=True).update(next_try_at=again)
    return moment is not None


def _lease(row: OutgoingMail, at: datetime) -> bool:
    return bool(ready_to_leave(at).filter(pk=row.pk).order_by().update(lease_ends_at=at + rules.LEASE))


def _send(row: OutgoingMail, connection: object, at: datetime) -> bool:
    """Send one leased row; whatever happens to it, the next one is still sent."""
    try:
        row.refresh_from_db()
        message = build(row)
        message.connection = connection
        message.message()  # what cannot be written must not count as handed
    except Exception as fault:
        log.exception("mail %s cannot be written", row.pk)
        _give_up(row, fault, at)
        return False
    mine = OutgoingMail.objects.filter(
        pk=row.pk, lease_ends_at=row.lease_ends_at, held_at__isnull=True, cancelled_at__isnull=True
    )
    if not mine.update(handed_at=at):
        return False
    try:
        message.send()
    except smtplib.SMTPResponseException as fault:
        (_give_up if 500 <= fault.smtp_code < 600 else _try_later)(row, fault, at)
        return False
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        (_give_up if all(500 <= code < 600 for code in codes) else _try_later)(row, fault, at)
        return False
    except (smtplib.SMTPServerDisconnected, OSError) as fault:
        log.warning("mail %s: the server went away in the middle: %s", row.pk, fault)
        _leave_unsure(row, fault)
        raise _ServerGone from fault
    except Exception as fault:
        log.exception("mail %s could not be sent", row.pk)
        _give_up(row, fault, at)
        return False
    with transaction.atomic():
        row.handed_at = at
        mark_sent(row, through=OutgoingMail.SentBy.SERVER, at=at)
    return True


def _try_later(row: OutgoingMail, fault: Exception, at: datetime) -> None:
    attempts = row.attempts + 1
    again = rules.next_try(at, attempts)
    OutgoingMail.objects.filter(pk=row.pk).update(
        attempts=attempts,
        next_try_at=again,
        lease_ends_at=None,
        handed_at=None,
        last_error=fault_sentence(fault),
        failed_at=None if again else at,
    )


def _give_up(row: OutgoingMail, fault: Exception, at: datetime) -> None:
    OutgoingMail.objects.filter(pk=row.pk).update(
        attempts=row.attempts + 1,
        failed_at=at,
        lease_ends_at=None,
        handed_at=None,
        last_error=fault_sentence(fault),
    )


def _leave_unsure(row: OutgoingMail, fault: Exception) -> None:
    OutgoingMail.objects.filter(pk=row.pk).update(
        attempts=row.attempts + 1, lease_ends_at=None, last_error=fault_sentence(fault)
    )
