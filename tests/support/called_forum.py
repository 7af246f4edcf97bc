# SPDX-License-Identifier: EUPL-1.2
"""The days and people that the tests of invitations stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Dialogue, Round
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.operations import mark_sent_by_hand
from lagesbild.organisations.models import Organisation

TODAY = date(2026, 8, 17)
MEETING = date(2026, 8, 31)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment, Swedish time."""
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


@dataclass
class Forum:
    """Eva answers for the ring, Bo for the smiths and the chamber."""

    dialogue: Dialogue
    turn: Round
    by: Person
    eva: Person
    bo: Person
    ring: Organisation
    smiths: Organisation
    chamber: Organisation


def all_sent(by: Person, when: datetime) -> None:
    """Everything in the outbox has left."""
    for mail in OutgoingMail.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True):
        mark_sent_by_hand(mail=mail, by=by, at=when)
