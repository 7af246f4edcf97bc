# SPDX-License-Identifier: EUPL-1.2
"""The menu, the pages for what went wrong, and the health check."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client

from lagesbild.pages import health as checks

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def menu(page) -> list[str]:
    nav = re.search(r'<nav class="site-nav".*?</nav>', page.content.decode(), re.S)
    return re.findall(r">([^<>\n]+)</a>", nav[0]) if nav else []


# ------------------------------------------------------------------ menu


def test_the_menu_holds_what_exists_for_each(dialogue, coordinator, reader, reporter, visitor, make_somebody):
    assert menu(coordinator.client.get("/")) == [
        "Lägesbild",
        "Omgångar",
        "Minnesanteckningar",
        "Utkorg",
        "Inställningar",
        "Kom igång",
    ]
    assert menu(reader.client.get("/")) == ["Lägesbild", "Omgångar", "Minnesanteckningar"]
    assert menu(reporter.client.get("/")) == ["Lägesbild", "Omgångar", "Minnesanteckningar"]
    assert menu(visitor.get("/")) == ["Minnesanteckningar", "Logga in"]
    assert menu(make_somebody("ingen@prov.example").client.get("/")) == []


def test_every_item_of_the_menu_leads_somewhere(dialogue, coordinator):
    page = coordinator.client.get("/").content.decode()
    nav = re.search(r'<nav class="site-nav".*?</nav>', page, re.S)[0]
    for url in re.findall(r'href="([^"]+)"', nav):
        assert coordinator.client.get(url, follow=True).status_code == 200, url


def test_the_page_says_whose_county_and_who_is_signed_in(dialogue, coordinator):
    page = coordinator.client.get("/").content.decode()
    assert "<small>Näringslivsdialogen Provlän</small>" in page
    assert coordinator.person.name in page


def test_the_current_page_is_marked_in_the_menu(dialogue, reader):
    page = reader.client.get("/d/prov/omgangar/").content.decode()
    assert '<a href="/d/prov/omgangar/" aria-current="page">Omgångar</a>' in page


# ------------------------------------------------------------------ what went wrong


def test_an_address_that_leads_nowhere_has_a_way_on(db, visitor):
    page = visitor.get("/finns/inte/")
    assert page.status_code == 404
    assert "Sidan finns inte" in page.content.decode()
    assert 'href="/"' in page.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_each_says_what_is_safe_and_where_to_go_even_without_a_request(name):
    page = render_to_string(f"{name}.html")
    assert '<html lang="sv">' in page
    assert 'href="/"' in page
    assert re.search(r"Inget har (ändrats|sparats)|redan var sparat är kvar", page)
    assert not re.search(r"style=|onclick=|<style|<script>", page)


def test_a_form_from_an_old_page_is_told_so_in_swedish(dialogue, coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator.user)
    page = client.post("/d/prov/publicera/")
    assert page.status_code == 403
    assert "Sidan var för gammal för att skickas" in page.content.decode()


# ------------------------------------------------------------------ health


def test_health_is_public_and_says_which_checks_hold(db, visitor, stand_at):
    stand_at(NOON)
    answer = visitor.get("/halsa/")
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "ok"
    assert {"settings", "database", "migrations", "disk", "mail", "job:send-mail"} <= set(told["checks"])
    assert all(told["checks"].values())
    assert "no-store" in answer["Cache-Control"]


def test_a_fault_gives_503_without_telling_where_or_what(db, visitor, monkeypatch, settings):
    monkeypatch.setattr(checks, "ENOUGH_DISK", 1 << 62)
    answer = visitor.get("/halsa/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] is False
    told = json.dumps(answer.json())
    assert str(settings.INSTALLATION.data) not in told
    assert "MB" not in told


def test_health_says_when_each_job_last_worked_and_when_one_is_silent(db, visitor, stand_at):
    from lagesbild.jobs.operations import run_due

    stand_at(NOON)
    run_due(at=NOON)
    assert visitor.get("/halsa/").json()["last_worked"]["seal-audit"] == "2026-06-15T10:00:00Z"
    stand_at(NOON + timedelta(hours=5))
    answer = visitor.get("/halsa/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["job:send-mail"] is False


def test_health_is_asked_and_never_told(db, visitor):
    assert visitor.post("/halsa/").status_code == 405
