# SPDX-License-Identifier: EUPL-1.2
"""A login link by mail: the same answer whoever asks, one mail an hour, a link that works once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import NOON

from lagesbild.mail.models import OutgoingMail

ASK = "/inloggningslank/"


@pytest.fixture(autouse=True)
def _at_noon(stand_at: Any) -> None:
    stand_at(NOON)


@pytest.fixture
def with_server(settings: Any) -> None:
    servers = replace(
        settings.INSTALLATION.mail, smtp_host="127.0.0.1", function_address="forum@prov.example"
    )
    settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)


def said(answer: Any) -> str:
    return re.sub(r"csrf\w+\W.*", "", answer.content.decode())


def test_the_link_in_the_mail_lets_in_once(with_server: None, visitor: Client, reporter: Any) -> None:
    visitor.post(ASK, {"email": f" {reporter.person.email.upper()} "})
    mail = OutgoingMail.objects.get()
    path = re.search(r"/logga-in/[\w-]+/", mail.text)
    assert path
    assert mail.to_address == reporter.person.email
    visitor.post(path[0])
    assert "_auth_user_id" in visitor.session
    assert Client().post(path[0]).status_code != 302


def test_unknown_known_and_former_get_the_same_answer_and_only_one_a_mail(
    with_server: None, visitor: Client, reporter: Any, make_somebody: Any
) -> None:
    make_somebody("utan-roll@prov.example")
    answers = [
        said(visitor.post(ASK, {"email": address}))
        for address in (reporter.person.email, "finns-inte@prov.example", "utan-roll@prov.example")
    ]
    assert len(set(answers)) == 1
    assert [m.to_address for m in OutgoingMail.objects.all()] == [reporter.person.email]


def test_asking_again_within_the_hour_sends_no_second_mail(
    with_server: None, visitor: Client, reporter: Any, stand_at: Any
) -> None:
    for _ in range(3):
        visitor.post(ASK, {"email": reporter.person.email})
    assert OutgoingMail.objects.count() == 1
    stand_at(NOON + timedelta(hours=1))
    visitor.post(ASK, {"email": reporter.person.email})
    assert OutgoingMail.objects.count() == 2


def test_without_a_mail_server_the_page_says_whom_to_ask(visitor: Client, reporter: Any) -> None:
    assert "skickar inga mejl" in visitor.get(ASK).content.decode()
    visitor.post(ASK, {"email": reporter.person.email})
    assert not OutgoingMail.objects.exists()


def test_the_login_page_leads_there(visitor: Client) -> None:
    assert f'href="{ASK}"' in visitor.get(reverse("accounts:login")).content.decode()


def test_what_is_no_address_is_said(with_server: None, visitor: Client) -> None:
    answer = visitor.post(ASK, {"email": "anna"})
    assert answer.status_code == 422
    assert "Skriv hela adressen" in answer.content.decode()
