# SPDX-License-Identifier: EUPL-1.2
"""``doctor`` and ``/halsa/`` say whether mail leaves and comes in, and what to do where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lagesbild.mail import operations
from lagesbild.mail.health import check_mail
from lagesbild.mail.sending import send_due

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def change(settings: Any) -> Callable[..., None]:
    """Changes the mail servers' settings."""

    def with_(**values: Any) -> None:
        servers = replace(settings.INSTALLATION.mail, **values)
        settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)

    return with_


def told(at: datetime = NOON, *, tries: bool = False) -> dict[str, tuple[bool, str]]:
    return {check.code: (check.ok, check.sentence) for check in check_mail(at=at, try_servers=tries)}


def test_no_mail_server_is_no_fault() -> None:
    ok, sentence = told()["mail"]
    assert ok
    assert "för hand" in sentence


def test_a_server_that_answers_is_sound(posted: Any) -> None:
    assert told(tries=True)["mail"][0]


def test_a_missing_function_address_is_named(posted: Any, change: Callable[..., None]) -> None:
    change(function_address="")
    ok, sentence = told()["mail"]
    assert not ok
    assert "function_address" in sentence


def test_links_that_would_lead_to_the_readers_own_machine_are_a_fault(
    posted: Any, change: Callable[..., None]
) -> None:
    change(smtp_host="mejl.lansforum.example")
    ok, sentence = told()["mail"]
    assert not ok
    assert "site" in sentence


def test_a_server_that_does_not_answer_is_only_asked_by_doctor(posted: Any, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    assert told()["mail"][0], "/halsa/ must not wait for other machines"
    ok, sentence = told(tries=True)["mail"]
    assert not ok
    assert "svarar inte" in sentence


def test_mail_that_should_have_left_long_ago_is_a_fault(posted: Any, queue: Any) -> None:
    row = queue()
    assert told(NOON + timedelta(hours=1))["mail"][0]
    assert not told(LATER)["mail"][0]
    operations.hold_mail(mail=row, because="", by=None, at=LATER)
    assert told(LATER)["mail"][0], "what a person holds is no fault"


def test_mail_that_a_quiet_period_holds_is_no_fault(
    posted: Any, queue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lagesbild.mail import registry

    monkeypatch.setattr(registry, "_hold_rules", [lambda row, at: at + timedelta(days=1)])
    queue()
    for minutes in range(0, 300, 30):
        send_due(at=NOON + timedelta(minutes=minutes))
        assert told(NOON + timedelta(minutes=minutes))["mail"][0]


def test_the_mailbox_is_opened_by_doctor_alone(mailbox: Any, change: Callable[..., None]) -> None:
    assert told(tries=True)["mailbox"][0]
    change(imap_password="fel")
    assert told()["mailbox"][0]
    ok, sentence = told(tries=True)["mailbox"]
    assert not ok
    assert "lösenord" in sentence
