# SPDX-License-Identifier: EUPL-1.2
"""Who gets through which door: every address × every role, from ``doors.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

DOORS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "doors.toml").read_text("utf-8"))
ROLES = ("visitor", "stranger", "reader", "reporter", "coordinator")
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def routes(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site by its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join((*spaces, entry.name or str(entry.pattern))), entry


@pytest.fixture(scope="module")
def site_routes() -> dict[str, URLPattern]:
    """The site's routes."""
    return dict(routes(get_resolver()))


def test_every_address_is_declared_and_every_declared_one_exists(site_routes: dict[str, URLPattern]) -> None:
    assert set(site_routes) == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_a_view_is_public_only_where_that_is_declared_with_a_reason(
    site_routes: dict[str, URLPattern], name: str
) -> None:
    is_public = not getattr(site_routes[name].callback, "login_required", True)
    assert is_public == (DOORS[name]["access"] == "public")
    assert is_public == bool(DOORS[name].get("because"))


def test_only_a_public_door_lets_a_visitor_in() -> None:
    assert not [
        name
        for name, door in DOORS.items()
        if door["access"] == "login" and "visitor" in (*door["get"], *door["post"])
    ]


@dataclass(frozen=True)
class House:
    """A dialogue with something behind every door, and somebody in every role."""

    clients: dict[str, Client]
    values: dict[str, Any]

    def path(self, name: str, pattern: URLPattern) -> str:
        """The address of a door, with the numbers of what is there."""
        names = pattern.pattern.converters
        return reverse(name, kwargs={key: self.values[key] for key in names})


@pytest.fixture
def house(
    accepted: Any, stranger: Any, reader: Any, reporter: Any, coordinator: Any, visitor: Client,
    stand_at: Callable[[date], None],
) -> House:  # fmt: skip
    """Every role's client, and the numbers that addresses ask for."""
    from lagesbild.accounts.operations import make_login_link
    from lagesbild.dialogues.first_run import take_in_minutes
    from lagesbild.dialogues.picture import standing_at
    from lagesbild.publishing.editions import draft_of
    from lagesbild.publishing.operations import publish_picture

    stand_at(date(2026, 6, 15))
    dialogue = accepted.turn.dialogue
    standing = standing_at(dialogue, today=date(2026, 6, 15))
    edition = publish_picture(
        dialogue=dialogue,
        standing=standing,
        by=coordinator.person,
        at=NOON,
        seen_sha256=draft_of(dialogue, standing=standing).sha256,
    )
    report = accepted.turn.reports.filter(organisation__name="Företagarringen Provlän").get()
    (waiting,) = take_in_minutes(
        dialogue=dialogue,
        content="Möte 2026-05-04\n\nFöretagarringen\n9 personer är varslade.\n".encode(),
        filename="2026-05-04.txt",
        known=[],
        by=coordinator.person,
        at=NOON,
    )
    values = {
        "slug": dialogue.slug,
        "address": accepted.turn.address,
        "day": accepted.turn.address,
        "report_id": report.pk,
        "fact_id": accepted.version.facts.filter(kind="promise").first().pk,
        "edition_id": edition.pk,
        "pk": waiting.pk,
        "token": make_login_link(person=coordinator.person, by=None, at=NOON),
    }
    people = {"stranger": stranger, "reader": reader, "reporter": reporter, "coordinator": coordinator}
    return House({"visitor": visitor, **{role: somebody.client for role, somebody in people.items()}}, values)


def is_let_in(response: Any) -> bool:
    """Whether an answer is more than the login page, a no, or nothing there."""
    to_login = response.status_code == 302 and response["Location"].startswith("/logga-in/?next=")
    return not to_login and response.status_code not in (403, 404, 405)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All that the project's tables hold."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__module__.startswith("lagesbild.")
    }


@pytest.mark.parametrize("name", DOORS)
def test_each_role_is_shown_what_is_declared_and_looking_changes_nothing(
    house: House, site_routes: dict[str, URLPattern], name: str
) -> None:
    path = house.path(name, site_routes[name])
    before = everything()
    answers = {role: house.clients[role].get(path) for role in ROLES}
    assert {role for role, answer in answers.items() if is_let_in(answer)} == set(DOORS[name]["get"])
    assert not [role for role, answer in answers.items() if answer.status_code >= 500]
    assert everything() == before


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_is_declared_and_nothing_else(
    house: House, site_routes: dict[str, URLPattern], name: str, role: str
) -> None:
    path = house.path(name, site_routes[name]) + DOORS[name].get("query", "")
    before = everything()
    answer = house.clients[role].post(path)
    assert answer.status_code < 500
    assert is_let_in(answer) == (role in DOORS[name]["post"])
    if role not in DOORS[name]["post"]:
        assert everything() == before


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door["post"]])
def test_a_form_from_another_site_is_turned_away(house: House, site_routes: dict[str, URLPattern], name: str) -> None:
    path = house.path(name, site_routes[name]) + DOORS[name].get("query", "")
    client = Client(enforce_csrf_checks=True)
    client.cookies = house.clients["coordinator"].cookies
    before = everything()
    assert client.post(path).status_code == 403
    assert everything() == before


#: These addresses name no dialogue.
SHORT = {"dialogues:short_rounds", "dialogues:short_round", "dialogues:first_run", "accounts:password"}


@pytest.mark.parametrize("name", [n for n, door in DOORS.items() if door["access"] == "login" and n not in SHORT])
def test_a_dialogue_that_does_not_exist_and_one_that_is_not_mine_look_the_same(
    house: House, site_routes: dict[str, URLPattern], name: str
) -> None:
    ask = house.clients["stranger"]
    not_mine = ask.get(house.path(name, site_routes[name]))
    nowhere = ask.get(House(house.clients, {**house.values, "slug": "finns-inte"}).path(name, site_routes[name]))
    assert not_mine.status_code == nowhere.status_code
    assert plain(not_mine).replace("prov", "") == plain(nowhere).replace("finns-inte", "")


def plain(response: Any) -> str:
    """The page without its form token, which is new each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
