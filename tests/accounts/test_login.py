# SPDX-License-Identifier: EUPL-1.2
"""Ways in: password, one-time link, the demonstration's people. And no other way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.conftest import NOON

from lagesbild.accounts.models import AccessLink, Person
from lagesbild.accounts.operations import (
    LOGIN_LINK_LASTS,
    ensure_person,
    make_access_link,
    make_login_link,
    revoke_links,
    set_password,
)
from lagesbild.accounts.permissions import is_own_machine
from lagesbild.accounts.queries import usable_link
from lagesbild.accounts.ways_in import client_address
from lagesbild.audit.models import AuditEntry

PASSWORD = "gran tall björk en"


@pytest.fixture(autouse=True)
def _at_noon(stand_at: Callable[..., None]) -> None:
    stand_at(NOON)


@pytest.fixture
def with_password(coordinator: Any) -> Person:
    """The coordinator, with a password."""
    set_password(person=coordinator.person, password=PASSWORD, at=NOON)
    return coordinator.person


OWN_NAME = "127.0.0.1"


@pytest.fixture
def in_demo(settings: Any, visitor: Client) -> None:
    """As in a folder that is marked as a demonstration, asked by the name that the machine has for itself."""
    visitor.defaults["SERVER_NAME"] = OWN_NAME
    settings.INSTALLATION = replace(settings.INSTALLATION, is_demo=True)


def sign_in(client: Client, email: str, password: str, **more: str) -> Any:
    return client.post(reverse("accounts:login"), {"email": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Password ---------------------------------------------------------------------------------------


def test_address_and_password_let_in(visitor: Client, with_password: Person) -> None:
    answer = sign_in(visitor, f" {with_password.email.upper()} ", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(visitor)


def test_wrong_password_and_unknown_address_get_the_same_answer(
    visitor: Client, with_password: Person
) -> None:
    wrong = sign_in(visitor, with_password.email, "något annat helt")
    unknown = sign_in(visitor, "finns-inte@prov.example", "något annat helt")
    assert wrong.status_code == unknown.status_code == 422
    said = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert said[0] == said[1]
    assert said[0]
    assert not is_in(visitor)


def test_who_guesses_must_wait_and_the_right_password_does_not_help_meanwhile(
    visitor: Client, with_password: Person, stand_at: Callable[..., None]
) -> None:
    for _ in range(9):
        assert sign_in(visitor, with_password.email, "fel fel fel fel").status_code == 422
    assert sign_in(visitor, with_password.email, "fel fel fel fel").status_code == 429
    answer = sign_in(visitor, f" {with_password.email.upper()}", PASSWORD)
    assert answer.status_code == 429
    assert "Vänta en kvart" in answer.content.decode()
    assert not is_in(visitor)
    stand_at(NOON + timedelta(minutes=16))
    assert sign_in(visitor, with_password.email, PASSWORD).status_code == 302


def test_guessing_keeps_nobody_out_who_sits_elsewhere(visitor: Client, with_password: Person) -> None:
    for _ in range(12):
        sign_in(visitor, with_password.email, "fel fel fel fel")
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert sign_in(elsewhere, with_password.email, PASSWORD).status_code == 302


def test_behind_a_proxy_the_address_is_the_last_one_named_and_only_then(
    settings: Any, rf: RequestFactory
) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5, 192.0.2.9")
    assert client_address(request) == "10.0.0.1"
    settings.INSTALLATION = replace(settings.INSTALLATION, https=True)
    assert client_address(request) == "192.0.2.9"
    assert client_address(rf.get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def test_no_password_is_kept_of_one_who_guessed(visitor: Client, with_password: Person) -> None:
    sign_in(visitor, with_password.email, "hemligt och fel")
    kept = list(AccessAttempt.objects.values())
    assert len(kept) == 1
    assert "hemligt" not in str(kept)


def test_one_without_a_password_is_not_let_in_by_an_empty_one(visitor: Client, coordinator: Any) -> None:
    assert sign_in(visitor, coordinator.person.email, "").status_code == 422
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("wanted", "went"),
    [
        ("/d/prov/", "/d/prov/"),
        ("https://annan.example/", "/"),
        ("//annan.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\annan.example", "/"),
    ],
)
def test_one_is_led_only_to_addresses_of_this_site(
    visitor: Client, with_password: Person, wanted: str, went: str
) -> None:
    assert sign_in(visitor, with_password.email, PASSWORD, next=wanted)["Location"] == went


def test_logging_out_takes_a_press(coordinator: Any) -> None:
    assert coordinator.client.get(reverse("accounts:logout")).status_code == 405
    assert is_in(coordinator.client)
    coordinator.client.post(reverse("accounts:logout"))
    assert not is_in(coordinator.client)


# Link -------------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(db: None) -> Person:
    """A person without a user, as `lagesbild init` makes one."""
    return ensure_person(email="ny@prov.example", by=None, at=NOON)


@pytest.fixture
def link(newcomer: Person) -> str:
    """The address of a one-time link to the first run."""
    return f"/logga-in/{make_login_link(person=newcomer, by=None, at=NOON, target='/borja/')}/"


def test_opening_a_link_three_times_changes_nothing(visitor: Client, link: str, newcomer: Person) -> None:
    before = AuditEntry.objects.count()
    pages = [visitor.get(link) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert AccessLink.objects.get().used_at is None
    assert AuditEntry.objects.count() == before
    assert Person.objects.get(pk=newcomer.pk).user is None
    assert not is_in(visitor)


def test_the_button_uses_the_link_up_and_offers_a_password(
    visitor: Client, link: str, newcomer: Person
) -> None:
    answer = visitor.post(link)
    assert answer["Location"] == "/losenord/?next=%2Fborja%2F"
    assert is_in(visitor)
    page = visitor.get(answer["Location"])
    assert "Hoppa över" in page.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.user is not None
    assert newcomer.verified_at == NOON

    other = Client()
    assert other.post(link).status_code == 410
    assert other.get(link).status_code == 410
    assert not is_in(other)


def test_a_password_set_after_the_link_is_the_next_way_in(visitor: Client, link: str) -> None:
    visitor.post(link)
    answer = visitor.post("/losenord/", {"new_password": PASSWORD, "next": "/borja/"})
    assert answer["Location"] == "/borja/"
    assert is_in(visitor), "setting a password must not throw one out"
    assert is_in_after_login(PASSWORD)


def is_in_after_login(password: str) -> bool:
    client = Client()
    sign_in(client, "ny@prov.example", password)
    return is_in(client)


def test_a_weak_password_is_refused_in_swedish_and_nothing_is_set(
    visitor: Client, link: str, newcomer: Person
) -> None:
    visitor.post(link)
    answer = visitor.post("/losenord/", {"new_password": "kort"})
    assert answer.status_code == 422
    assert "lösenord" in " ".join(answer.context["form"].errors["new_password"]).lower()
    newcomer.refresh_from_db()
    assert not newcomer.user.has_usable_password()


def test_one_who_has_a_password_must_know_it_to_change_it(visitor: Client, with_password: Person) -> None:
    sign_in(visitor, with_password.email, PASSWORD)
    answer = visitor.post(
        "/losenord/", {"old_password": "fel fel fel fel", "new_password": "asp rönn sälg hägg"}
    )
    assert answer.status_code == 422
    with_password.user.refresh_from_db()
    assert with_password.user.check_password(PASSWORD)


@pytest.mark.parametrize("days", [1, 3])
def test_a_link_lasts_two_days(visitor: Client, link: str, stand_at: Callable[..., None], days: int) -> None:
    stand_at(NOON + timedelta(days=days))
    assert visitor.get(link).status_code == (200 if timedelta(days=days) < LOGIN_LINK_LASTS else 410)


def test_a_made_up_link_says_what_to_do(visitor: Client, db: None) -> None:
    page = visitor.get("/logga-in/hittepa/")
    assert page.status_code == 410
    assert "Be den som gav dig länken om en ny" in page.content.decode()


# Personas ---------------------------------------------------------------------------------------


def test_a_real_installation_offers_no_personas(visitor: Client, coordinator: Any) -> None:
    assert visitor.get("/logga-in/").context["personas"] == []
    assert visitor.post("/prova/", {"persona": coordinator.person.pk}).status_code == 404
    assert not is_in(visitor)


def test_the_demonstration_offers_its_people_the_coordinator_first(
    visitor: Client, in_demo: None, reader: Any, reporter: Any, coordinator: Any
) -> None:
    offered = visitor.get("/logga-in/").context["personas"]
    assert [p.role for p in offered] == ["samordnare", "rapportör", "läsare"]
    assert [p.of for p in offered] == [
        "Näringslivsdialogen Provlän",
        "Företagarringen Provlän",
        "Näringslivsdialogen Provlän",
    ]
    answer = visitor.post("/prova/", {"persona": reporter.person.pk, "next": "/d/prov/"})
    assert answer["Location"] == "/d/prov/"
    assert visitor.session["_auth_user_id"] == str(reporter.user.pk)


def test_personas_are_for_the_machine_itself(in_demo: None, coordinator: Any) -> None:
    for far in ({"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"REMOTE_ADDR": ""}):
        client = Client(**{"SERVER_NAME": OWN_NAME, **far})
        assert client.get("/logga-in/").context["personas"] == []
        assert client.post("/prova/", {"persona": coordinator.person.pk}).status_code == 404
        assert not is_in(client)


def test_one_who_takes_part_in_nothing_is_no_persona(
    visitor: Client, in_demo: None, make_somebody: Any
) -> None:
    nobody = make_somebody("ingen@prov.example")
    assert visitor.post("/prova/", {"persona": nobody.person.pk}).status_code == 404
    assert visitor.post("/prova/", {"persona": "x"}).status_code == 404


def test_opening_the_persona_address_lets_nobody_in(visitor: Client, in_demo: None, coordinator: Any) -> None:
    assert visitor.get("/prova/").status_code == 405
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.1", False),
        ("unix:", False),
    ],
)
def test_own_machine_is_loopback_only(address: str, own: bool) -> None:
    assert is_own_machine({"REMOTE_ADDR": address}) is own


@pytest.mark.parametrize("purpose", [p for p in AccessLink.Purpose.values if p != "login"])
def test_a_link_made_for_something_else_logs_nobody_in(
    visitor: Client, newcomer: Person, purpose: str
) -> None:
    token = make_access_link(
        person=newcomer, purpose=purpose, target="1", expires_at=NOON + timedelta(9), by=None, at=NOON
    )
    assert visitor.post(f"/logga-in/{token}/").status_code == 410
    assert usable_link(token, at=NOON) is None
    assert usable_link(token, at=NOON, purpose=purpose) is not None


def test_a_revoked_link_opens_nothing(newcomer: Person) -> None:
    token = make_access_link(
        person=newcomer, purpose="report", target="1", expires_at=NOON + timedelta(9), by=None, at=NOON
    )
    assert revoke_links(links=newcomer.links.all(), by=None, at=NOON) == 1
    assert revoke_links(links=newcomer.links.all(), by=None, at=NOON) == 0
    assert usable_link(token, at=NOON, purpose="report") is None
