# SPDX-License-Identifier: EUPL-1.2
"""A call leaves through a real mail server, the member answers the mail, and the answer becomes its report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import pytest

from lagesbild.jobs.operations import run_due
from lagesbild.lib.periods import STOCKHOLM, day_of
from lagesbild.mail.models import IncomingMail, OutgoingMail


@pytest.fixture
def turn(dialogue: Any, organisation: Any, coordinator: Any, mailbox: Any) -> Any:
    """A meeting in two weeks, to which the member's contact is called."""
    from imap_server import USER

    from lagesbild.dialogues.operations_members import add_contact
    from lagesbild.dialogues.operations_rounds import plan_meeting
    from lagesbild.invitations.calling import invite_members

    at = datetime.now(UTC)
    dialogue.function_address = USER
    dialogue.save()
    add_contact(
        member=dialogue.memberships.get(organisation=organisation),
        email="eva@ring.example", name="Eva Ask", by=coordinator.person, at=at - timedelta(days=30),
    )  # fmt: skip
    begins = (
        (at + timedelta(days=14)).astimezone(STOCKHOLM).replace(hour=9, minute=0, second=0, microsecond=0)
    )
    planned = plan_meeting(
        dialogue=dialogue, starts_at=begins, ends_at=begins + timedelta(hours=2), place="Residenset",
        by=coordinator.person, at=at,
    )  # fmt: skip
    invite_members(turn=planned, by=coordinator.person, at=at)
    return planned


def answered(call: EmailMessage, text: str) -> bytes:
    """What a mail program sends when somebody answers."""
    answer = EmailMessage()
    answer["From"], answer["To"] = call["To"], call["Reply-To"]
    answer["Subject"] = f"Sv: {call['Subject']}"
    answer["Message-ID"], answer["In-Reply-To"] = make_msgid(domain="ring.example"), call["Message-ID"]
    quoted = call.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    history = "\n".join(f"> {line}" for line in quoted.splitlines())
    answer.set_content(f"{text}\n\nDen 14 juni 2026 skrev {call['From']}:\n{history}\n")
    return answer.as_bytes()


def test_an_answer_to_the_call_becomes_the_members_report(
    turn: Any, organisation: Any, posted: Any, mailbox: Any
) -> None:
    at = datetime.now(UTC)
    run_due(at=at)
    (call,) = posted.received
    assert call["To"] == "Eva Ask <eva@ring.example>"
    mailbox.put(answered(call, "Vi ser 12 varsel hos våra medlemmar."))
    run_due(at=at + timedelta(minutes=5))
    (letter,) = IncomingMail.objects.all()
    assert (letter.state, letter.because) == ("taken", ""), letter.note
    report = turn.reports.get(organisation=organisation)
    (submission,) = report.submissions.all()
    assert submission.version.text.strip() == "Vi ser 12 varsel hos våra medlemmar."
    assert submission.confirmed_at is None, "the member is asked whether it stands right"
    run_due(at=at + timedelta(minutes=10))
    assert [mail["To"] for mail in posted.received[1:]] == ["Eva Ask <eva@ring.example>"]
    assert day_of(submission.sent_at) == day_of(at)


def test_the_answer_arrives_once_however_often_it_is_fetched(
    turn: Any, organisation: Any, posted: Any, mailbox: Any
) -> None:
    at = datetime.now(UTC)
    run_due(at=at)
    (call,) = posted.received
    answer = answered(call, "Vi ser 12 varsel hos våra medlemmar.")
    for minutes in (5, 10, 15):
        mailbox.put(answer)
        run_due(at=at + timedelta(minutes=minutes))
    assert turn.reports.get(organisation=organisation).submissions.count() == 1
    assert not OutgoingMail.objects.filter(failed_at__isnull=False).exists()
