# SPDX-License-Identifier: EUPL-1.2
"""Two workers, or one that dies: a mail leaves once, and nothing is sealed twice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def mail_server() -> Iterator[Any]:
    from smtp_server import MailServer

    with MailServer() as server:
        yield server


def queued(count: int) -> list[Any]:
    from outbox import queue_one

    return [queue_one(f"prov:{n}", to_address=f"nr{n}@prov.example") for n in range(count)]


def send_here(server: Any, settings: Any, at: datetime) -> int:
    from another_process import use_mail_server

    from lagesbild.mail.sending import send_due

    settings.EMAIL_BACKEND = "lagesbild.mail.smtp.EmailBackend"
    use_mail_server(str(server.port))
    return send_due(at=at)


@pytest.fixture(autouse=True)
def _kept_settings(settings: Any) -> Iterator[None]:
    """What ``use_mail_server`` changes is put back."""
    from django.conf import settings as all_settings

    names = ("INSTALLATION", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    before = {name: getattr(all_settings, name) for name in names}
    sys.path.insert(0, str(Path(__file__).parent))
    yield
    sys.path.remove(str(Path(__file__).parent))
    for name, value in before.items():
        setattr(all_settings, name, value)


@pytest.mark.parametrize("act", ["send_mail", "work"])
def test_two_workers_at_once_send_each_mail_once(
    another: Callable[..., Any], mail_server: Any, act: str
) -> None:
    queued(20)
    two = [another(act, mail_server.port) for _ in range(2)]
    for process in two:
        process.go()
    assert [process.outcome() for process in two] == ["done", "done"]
    sent_to = sorted(str(letter["To"]) for letter in mail_server.received)
    assert sent_to == sorted(f"nr{n}@prov.example" for n in range(20))


def test_a_worker_that_dies_while_the_server_has_the_letter_sends_no_second_one(
    another: Callable[..., Any], mail_server: Any, settings: Any
) -> None:
    from lagesbild.mail.models import OutgoingMail

    first, second = queued(2)
    mail_server.keeps.silent_after_letter = True
    worker = another("send_mail", mail_server.port)
    worker.go()
    while not mail_server.received:
        time.sleep(0.05)
    worker.kill()
    mail_server.keeps.silent_after_letter = False
    assert send_here(mail_server, settings, TOMORROW) == 1
    assert sorted(str(letter["To"]) for letter in mail_server.received) == [
        first.to_address,
        second.to_address,
    ]
    unsure = OutgoingMail.objects.get(pk=first.pk)
    assert (unsure.handed_at, unsure.sent_at) == (NOON, None), "a person is asked"


def test_a_worker_that_dies_before_the_server_has_the_letter_loses_nothing(
    another: Callable[..., Any], mail_server: Any, settings: Any
) -> None:
    import socket

    queued(2)
    with socket.create_server(("127.0.0.1", 0)) as dumb:  # takes the call and never says a word
        worker = another("send_mail", dumb.getsockname()[1])
        worker.go()
        dumb.accept()
        worker.kill()
    assert send_here(mail_server, settings, NOON) == 0, "the dead worker's lease still holds"
    assert send_here(mail_server, settings, TOMORROW) == 2
    assert len(mail_server.received) == 2


def test_two_workers_at_once_leave_one_whole_chain(another: Callable[..., Any], mail_server: Any) -> None:
    from lagesbild.audit.sealing import verify

    queued(50)
    two = [another("work", mail_server.port) for _ in range(2)]
    for process in two:
        process.go()
    assert [process.outcome() for process in two] == ["done", "done"]
    chain = verify()
    assert chain.broken_at is None
    assert chain.sealed >= 50
