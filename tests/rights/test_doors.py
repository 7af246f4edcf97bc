# SPDX-License-Identifier: EUPL-1.2
"""Who gets through which door: every address × every role, from ``doors.toml``."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern
from site_map import DOORS, House, everything, is_let_in, plain

ROLES = ("visitor", "stranger", "reader", "reporter", "coordinator")


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


def door_and_query(house: House, site_routes: dict[str, URLPattern], name: str) -> str:
    return house.path(name, site_routes[name]) + str(DOORS[name].get("query", ""))


@pytest.mark.parametrize("name", DOORS)
def test_who_may_not_act_changes_nothing(house: House, site_routes: dict[str, URLPattern], name: str) -> None:
    path = door_and_query(house, site_routes, name)
    before = everything()
    answers = {role: house.clients[role].post(path) for role in ROLES if role not in DOORS[name]["post"]}
    assert not [role for role, answer in answers.items() if is_let_in(answer) or answer.status_code >= 500]
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "role"), [(name, role) for name, door in DOORS.items() for role in door["post"]]
)
def test_who_may_act_is_let_in(
    house: House, site_routes: dict[str, URLPattern], name: str, role: str
) -> None:
    answer = house.clients[role].post(door_and_query(house, site_routes, name))
    assert is_let_in(answer)
    assert answer.status_code < 500


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door["post"]])
def test_a_form_from_another_site_is_turned_away(
    house: House, site_routes: dict[str, URLPattern], name: str
) -> None:
    path = door_and_query(house, site_routes, name)
    client = Client(enforce_csrf_checks=True)
    client.cookies = house.clients["coordinator"].cookies
    before = everything()
    assert client.post(path).status_code == 403
    assert everything() == before


#: These addresses name no dialogue.
SHORT = {
    "dialogues:short_rounds",
    "dialogues:short_round",
    "dialogues:first_run",
    "accounts:password",
    "mail:short_outbox",
}


@pytest.mark.parametrize(
    "name", [n for n, door in DOORS.items() if door["access"] == "login" and n not in SHORT]
)
def test_a_dialogue_that_does_not_exist_and_one_that_is_not_mine_look_the_same(
    house: House, site_routes: dict[str, URLPattern], name: str
) -> None:
    ask = house.clients["stranger"]
    not_mine = ask.get(house.path(name, site_routes[name]))
    nowhere = ask.get(
        House(house.clients, {**house.values, "slug": "finns-inte"}).path(name, site_routes[name])
    )
    assert not_mine.status_code == nowhere.status_code
    assert plain(not_mine).replace("prov", "") == plain(nowhere).replace("finns-inte", "")
