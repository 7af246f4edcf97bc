# SPDX-License-Identifier: EUPL-1.2
"""Mail leaves through a real server, each once, and nothing is lost when the server says no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lagesbild.mail import operations, registry
from lagesbild.mail.attachments import calendar_file
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.sending import send_due

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
WHO = {"by": None, "at": NOON}
Queue = Callable[..., OutgoingMail]


def now(row: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=row.pk)


def test_a_due_mail_leaves_once(posted: Any, queue: Queue) -> None:
    row = queue(html="<p>Hej!</p>")
    assert send_due(at=NOON) == 1
    assert send_due(at=NOON + timedelta(hours=9)) == 0
    (letter,) = posted.received
    assert letter["To"] == "Rapportor <rapportor@prov.example>"
    assert letter["From"] == "Näringslivsdialogen Provlän <forum@lansforum.example>"
    assert letter["Message-ID"] == row.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_body(("plain",)).get_content().splitlines() == row.text.splitlines()
    assert "Hej!" in letter.get_body(("html",)).get_content()
    assert (now(row).sent_at, now(row).sent_through) == (NOON, "server")


def test_the_same_key_twice_is_one_mail(posted: Any, queue: Queue) -> None:
    assert queue("samma").pk == queue("samma", subject="Något annat").pk
    send_due(at=NOON)
    assert [letter["Subject"] for letter in posted.received] == ["Hur är läget?"]
    assert queue("samma").sent_at == NOON, "a mail that has left is not queued again"


def test_a_mail_waits_for_its_day(posted: Any, queue: Queue) -> None:
    queue(due_at=NOON + timedelta(days=1))
    assert send_due(at=NOON) == 0
    assert send_due(at=NOON + timedelta(days=1)) == 1


def test_without_a_mail_server_nothing_is_tried(queue: Queue) -> None:
    row = queue()
    assert send_due(at=NOON) == 0
    assert now(row).attempts == 0


def test_an_answer_goes_to_an_address_with_the_token_which_is_then_forgotten(
    posted: Any, queue: Queue, reporter: Any
) -> None:
    token = operations.make_reply_token(person=reporter.person, purpose="prov", target="7", **WHO)
    row = queue(reply_token=token, text="Öppna https://x.example/r/hemligt/", secrets=["hemligt"])
    send_due(at=NOON)
    (letter,) = posted.received
    assert letter["Reply-To"] == f"forum+{token}@lansforum.example"
    assert "hemligt" in letter.get_content()
    row = now(row)
    assert (row.reply_token, row.secrets) == ("", [])
    assert row.text == "Öppna https://x.example/r/•••/"


def test_a_calendar_file_stands_both_in_the_letter_and_beside_it(posted: Any, queue: Queue) -> None:
    queue(attachments=[calendar_file("BEGIN:VCALENDAR\r\nSUMMARY:Möte å\r\nEND:VCALENDAR\r\n".encode())])
    send_due(at=NOON)
    (letter,) = posted.received
    calendars = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_filename() for part in calendars] == [None, "kallelse.ics"]
    assert calendars[0].get_param("method") == "REQUEST"
    assert all("Möte å" in part.get_payload(decode=True).decode() for part in calendars)


# What the server says -----------------------------------------------------------------------------


def test_a_busy_server_is_asked_again_later(posted: Any, queue: Queue) -> None:
    row = queue()
    posted.keeps.to_letters = ["451 4.7.1 Try later"]
    assert send_due(at=NOON) == 0
    assert now(row).last_error.startswith("Mejlservern är upptagen just nu.")
    assert send_due(at=NOON + timedelta(minutes=1)) == 0
    assert send_due(at=NOON + timedelta(minutes=2)) == 1
    assert (len(posted.received), now(row).last_error) == (1, "")


def test_a_server_that_is_down_loses_nothing(posted: Any, queue: Queue, settings: Any) -> None:
    rows = [queue(f"prov:{n}") for n in range(3)]
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send_due(at=NOON) == 0
    assert {now(row).attempts for row in rows} == {1}
    settings.EMAIL_PORT = port
    assert send_due(at=NOON + timedelta(minutes=5)) == 3


def test_an_address_that_does_not_exist_is_not_tried_again_and_stops_nobody(
    posted: Any, queue: Queue
) -> None:
    wrong, right = queue("fel", to_address="borta@prov.example"), queue("ratt")
    posted.keeps.to_recipients = {"borta@prov.example": "550 5.1.1 No such user"}
    assert send_due(at=NOON) == 1
    assert now(right).sent_at
    assert now(wrong).failed_at == NOON
    assert "Kontrollera att den är rätt" in now(wrong).last_error
    assert "No such user" in now(wrong).last_error
    assert send_due(at=NOON + timedelta(days=9)) == 0


def test_a_mail_that_a_person_sends_again_leaves(posted: Any, queue: Queue) -> None:
    row = queue(to_address="borta@prov.example")
    posted.keeps.to_recipients = {"borta@prov.example": "550 5.1.1 No such user"}
    send_due(at=NOON)
    posted.keeps.to_recipients = {}
    operations.send_at_once(mail=row, **WHO)
    assert send_due(at=NOON) == 1


def test_a_server_that_hangs_up_in_the_middle_leaves_a_question_and_no_second_mail(
    posted: Any, queue: Queue
) -> None:
    first, second = queue("1"), queue("2")
    posted.keeps.hang_up = True
    send_due(at=NOON)
    posted.keeps.hang_up = False
    assert now(first).handed_at == NOON
    assert now(first).sent_at is None
    assert send_due(at=NOON + timedelta(days=1)) == 1, "the one that was never given to the server"
    assert now(second).sent_at
    assert len(posted.received) == 2


@pytest.mark.parametrize(("printed", "leaves"), [("ratt-token", 1), ("fel-token", 0), ("", 0)])
def test_a_server_that_wants_a_token_gets_one(queue: Queue, settings: Any, printed: str, leaves: int) -> None:
    from smtp_server import MailServer

    with MailServer(token="ratt-token") as server:
        settings.EMAIL_BACKEND = "lagesbild.mail.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "forum@lansforum.example", ""
        servers = replace(
            settings.INSTALLATION.mail, smtp_host=server.host, oauth_token_command=f"echo {printed}"
        )
        settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)
        row = queue()
        assert send_due(at=NOON) == leaves
        assert len(server.received) == leaves
    assert bool(now(row).last_error) != bool(leaves)
    assert (now(row).next_try_at is None) == bool(leaves), "tried again later"


# What a person does ---------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["hold", "cancel"])
def test_what_is_held_or_cancelled_does_not_leave(posted: Any, queue: Queue, act: str) -> None:
    row = queue()
    does = {"hold": operations.hold_mail, "cancel": operations.cancel_mail}[act]
    does(mail=row, because="Vi väntar", **WHO)
    assert send_due(at=NOON + timedelta(days=30)) == 0
    if act == "hold":
        operations.release_mail(mail=row, **WHO)
        assert send_due(at=NOON) == 1


def test_all_of_a_kind_is_cancelled_and_what_has_left_is_left_alone(posted: Any, queue: Queue) -> None:
    sent = queue("remind:1")
    send_due(at=NOON)
    later = queue("remind:2")
    assert operations.cancel_mails(key_begins="remind:", because="Mötet är inställt", **WHO) == 1
    assert now(later).cancelled_because == "Mötet är inställt"
    assert now(sent).cancelled_at is None


# When it may leave --------------------------------------------------------------------------------


def test_a_quiet_period_holds_mail_until_it_is_over(
    posted: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = NOON + timedelta(days=20)
    monkeypatch.setattr(registry, "_hold_rules", [lambda row, at: ends if at < ends else None])
    row = queue()
    assert send_due(at=NOON) == 0
    operations.send_at_once(mail=row, **WHO)
    assert send_due(at=NOON) == 0, "not even by a button"
    assert send_due(at=ends) == 1
    assert now(row).due_at == NOON, "what was asked for stands"


def test_mail_that_keeps_office_hours_leaves_on_a_workday(
    posted: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_office_hours", {"prov"})
    eve = datetime(2026, 6, 19, 8, tzinfo=UTC)  # midsummer's eve
    queue(due_at=eve)
    assert send_due(at=eve) == 0
    assert send_due(at=datetime(2026, 6, 22, 5, 59, tzinfo=UTC)) == 0
    assert send_due(at=datetime(2026, 6, 22, 6, tzinfo=UTC)) == 1
