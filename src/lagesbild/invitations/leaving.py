# SPDX-License-Identifier: EUPL-1.2
"""What the mail asks before a letter leaves: is the dialogue at rest, is the reminder still wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from lagesbild.dialogues.models import Dialogue, Report
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.quiet import first_day_after
from lagesbild.invitations.models import Reminder
from lagesbild.lib.periods import STOCKHOLM, Period, day_of
from lagesbild.lib.workdays import OPENS, workday_from
from lagesbild.mail.models import OutgoingMail

INVITE, REMIND, ASK = "invite", "remind", "ask"


def may_leave(row: OutgoingMail, at: datetime) -> datetime | None:
    """The moment before which a mail may not leave; None where it may now.

    On quiet days nothing leaves: it waits for the first workday after, at 8. A reminder that has
    become needless waits for the job that takes it away.
    """
    if row.dialogue_id is not None:
        opens = mail_opens(at, quiet_periods(Dialogue(pk=row.dialogue_id)))
        if opens > at:
            return opens
    if row.purpose == REMIND and is_needless(row):
        return at + timedelta(hours=1)
    return None


def mail_opens(at: datetime, quiet: Sequence[Period]) -> datetime:
    """The moment itself, or the first workday at 8 after the rest that it lies in or just after."""
    for period in quiet:
        assert period.starts_on is not None
        assert period.ends_before is not None
        first = first_day_after(workday_from(period.ends_before), quiet)
        opens = datetime.combine(first, OPENS, STOCKHOLM)
        if period.starts_on <= day_of(at) and at < opens:
            return opens
    return at


def is_needless(row: OutgoingMail) -> bool:
    """Whether somebody that the digest asks for has reported meanwhile, or is not asked any longer."""
    about = list(Reminder.objects.filter(mail=row).values_list("round_id", "organisation_id", "round__state"))
    if not about or any(state != "collecting" for _, _, state in about):
        return True
    reported = set(
        Report.objects.filter(round__in={turn for turn, _, _ in about})
        .exclude(state=Report.State.DRAFT)
        .values_list("round_id", "organisation_id")
    )
    return any((turn, organisation) in reported for turn, organisation, _ in about)


def dialogue_with_address(addresses: frozenset[str]) -> int | None:
    """The dialogue whose function address is among these."""
    for pk, address in Dialogue.objects.exclude(function_address="").values_list("pk", "function_address"):
        if address.lower() in addresses:
            return pk
    return None
