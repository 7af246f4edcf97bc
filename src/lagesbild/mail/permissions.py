# SPDX-License-Identifier: EUPL-1.2
"""What may be done with a mail now: a ``Refusal``, or None where nothing stands in the way."""

from __future__ import annotations

from datetime import datetime

from lagesbild.lib.refusal import Refusal
from lagesbild.mail.models import IncomingMail, OutgoingMail


def refusal_to_change(mail: OutgoingMail, *, at: datetime) -> Refusal | None:
    """Only what has not left, and is not leaving at this moment, can be held or cancelled."""
    if mail.handed_at is not None and mail.sent_at is None:
        # It may have left. Cancelling it would write down something that perhaps is not so.
        leaving = mail.lease_ends_at is not None and mail.lease_ends_at > at
        return Refusal("leaving") if leaving else Refusal("unsure")
    return _refusal_to_touch(mail, at=at)


def refusal_to_send_again(mail: OutgoingMail, *, at: datetime) -> Refusal | None:
    """As ``refusal_to_change``, but a person who has looked may settle what nobody knows."""
    return _refusal_to_touch(mail, at=at)


def _refusal_to_touch(mail: OutgoingMail, *, at: datetime) -> Refusal | None:
    if mail.sent_at is not None:
        return Refusal("already_sent")
    if mail.cancelled_at is not None:
        return Refusal("already_cancelled")
    if mail.lease_ends_at is not None and mail.lease_ends_at > at:
        return Refusal("leaving")
    return None


def refusal_to_decide(incoming: IncomingMail) -> Refusal | None:
    """Only a letter that belongs to nothing, or could not be read, waits for a person."""
    waits = incoming.state in (IncomingMail.State.QUARANTINED, IncomingMail.State.REFUSED)
    return None if waits else Refusal("not_waiting")
