# SPDX-License-Identifier: EUPL-1.2
"""A member writes in a real browser: kept while it writes, in two windows, over a lost session, by link."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

NARROWEST = {"width": 320, "height": 700}
FIELD = "Hur är läget hos era medlemmar?"
TEXT = "Läget är lugnt. Drygt 12 personer är varslade. Vi skickar en sammanställning senast den 26 juni."


@pytest.fixture
def ahead(dialogue: Any, organisation: Any, coordinator: Any) -> Any:
    """A round two weeks ahead, and one before it in which the member spoke."""
    import told

    from lagesbild.lib.clock import today

    told.tell(
        told.held(dialogue, today() - timedelta(days=50)), organisation, "Förra gången var det tungt.", [],
        by=coordinator.person,
    )  # fmt: skip
    return told.held(dialogue, today() + timedelta(days=14))


@pytest.fixture
def address(ahead: Any) -> str:
    return f"/d/prov/omgangar/{ahead.address}/rapportera/"


def state(page: Any, words: str) -> None:
    """Wait until the line beside the field says this."""
    page.wait_for_function(
        "words => document.querySelector('[data-state]').textContent.includes(words)", arg=words
    )


def report() -> Any:
    from lagesbild.dialogues.models import Report

    return Report.objects.get(section__isnull=True, round__reports__isnull=False, draft_revision__gt=0)


def test_what_is_written_is_kept_and_read_while_one_writes(
    address: str, reporter: Any, new_page: Callable[..., Any], axe: Any, fits: Any
) -> None:
    page = new_page(somebody=reporter, viewport=NARROWEST)
    page.goto(address)
    assert "blir allmän handling" in page.inner_text("main")
    assert "Förra gången var det tungt." in page.inner_text("main")
    page.get_by_label(FIELD).fill(TEXT)
    state(page, "Inte skickat, bara ni kan läsa.")
    page.wait_for_selector(".read-list")
    lines = page.locator(".read-list li")
    assert 1 < lines.count() <= 6
    assert "drygt 12" in page.inner_text(".read-list").replace("\xa0", " ")
    fits(page)
    axe(page)
    page.reload()
    assert page.get_by_label(FIELD).input_value() == TEXT
    assert page.evaluate("Object.keys(localStorage).length") == 0, "nothing is left in the browser"
    page.get_by_role("button", name="Skicka rapporten").click()
    assert "Tack" in page.inner_text("h1")
    fits(page)
    axe(page)


def test_without_script_a_button_keeps_it(address: str, reporter: Any, new_page: Callable[..., Any]) -> None:
    page = new_page(somebody=reporter, script=False)
    page.goto(address)
    page.get_by_label(FIELD).fill(TEXT)
    page.locator(".bar--send").get_by_role("button", name="Spara utkast").click()
    assert "Utkastet är sparat" in page.inner_text("main")
    assert page.get_by_label(FIELD).input_value() == TEXT


def test_two_windows_in_one_text_lose_no_word(
    address: str, reporter: Any, organisation: Any, make_somebody: Any, new_page: Callable[..., Any], axe: Any
) -> None:
    colleague = make_somebody("kollega@prov.example", "reporter", organisation=organisation)
    first, second = new_page(somebody=reporter), new_page(somebody=colleague)
    first.goto(address)
    second.goto(address)
    first.get_by_label(FIELD).fill("Annas ord.")
    state(first, "Inte skickat, bara ni kan läsa.")
    second.get_by_label(FIELD).fill("Bertils ord.")
    state(second, "Någon annan har skrivit")
    second.get_by_label(FIELD).press_sequentially(" Och fler.")
    state(second, "Sparas")
    state(second, "Sparat bredvid")
    assert report().draft_text == "Annas ord."
    assert [s.text for s in report().side_versions.all()] == ["Bertils ord. Och fler."]
    axe(second)
    second.get_by_role("button", name="Låt den här gälla").first.click()
    assert second.get_by_label(FIELD).input_value() == "Bertils ord. Och fler."
    assert "Annas ord." in second.inner_text("main")
    assert report().draft_text == "Bertils ord. Och fler."


def test_a_lost_session_loses_nothing(
    address: str, reporter: Any, new_page: Callable[..., Any], site: Any
) -> None:
    from lagesbild.accounts.operations import set_password
    from lagesbild.lib.clock import now

    set_password(person=reporter.person, password="gran tall björk en", at=now())
    reporter.client.force_login(reporter.person.user)
    page = new_page(somebody=reporter)
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label(FIELD).fill(TEXT)
    state(page, "Ni är utloggad.")
    page.locator("[data-state] a").click()
    page.get_by_label("E-post").fill(reporter.person.email)
    page.get_by_label("Lösenord").fill("gran tall björk en")
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(re.compile("rapportera"))
    state(page, "Inte skickat, bara ni kan läsa.")
    assert page.get_by_label(FIELD).input_value() == TEXT
    assert report().draft_text == TEXT


def test_a_server_that_does_not_answer_loses_nothing(
    address: str, reporter: Any, new_page: Callable[..., Any]
) -> None:
    page = new_page(somebody=reporter)
    page.goto(address)
    page.route(re.compile("/utkast/"), lambda route: route.abort())
    page.get_by_label(FIELD).fill("Första orden.")
    state(page, "Servern svarar inte.")
    page.unroute(re.compile("/utkast/"))
    page.get_by_label(FIELD).fill("Första orden. Och fler.")
    state(page, "Inte skickat, bara ni kan läsa.")
    page.wait_for_function("() => !Object.keys(localStorage).length")
    assert report().draft_text == "Första orden. Och fler."
    assert not report().side_versions.exists()


def test_a_link_is_enough_on_a_phone(
    ahead: Any, reporter: Any, organisation: Any, new_page: Callable[..., Any], axe: Any, fits: Any
) -> None:
    from lagesbild.lib.clock import now
    from lagesbild.reporting.operations import make_report_link

    token = make_report_link(person=reporter.person, turn=ahead, organisation=organisation, by=None, at=now())
    page = new_page(viewport=NARROWEST)
    page.goto(f"/rapportera/{token}/")
    page.get_by_label(FIELD).fill(TEXT)
    state(page, "Inte skickat, bara ni kan läsa.")
    axe(page)
    page.get_by_role("button", name="Skicka rapporten").click()
    assert "Tack" in page.inner_text("h1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta min text").click()
    assert Path(download.value.path()).read_text("utf-8") == TEXT
    fits(page)
    page.goto("/omgangar/")
    assert "/logga-in/" in page.url


def test_what_was_said_on_the_telephone_is_asked_about_and_confirmed(
    address: str, coordinator: Any, reporter: Any, new_page: Callable[..., Any], axe: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(address)
    page.get_by_label("I telefon").check()
    page.get_by_label("Rapportens text").fill("De är oroliga. 12 personer är varslade.")
    axe(page)
    page.get_by_role("button", name="Ta emot rapporten").click()
    page.wait_for_url(re.compile(r"/granska/\d+/"))
    assert "har inte bekräftat" in page.inner_text("main")
    member = new_page(somebody=reporter)
    member.goto(address)
    assert "De är oroliga." in member.inner_text(".unconfirmed")
    axe(member)
    member.get_by_role("button", name="Stämmer").click()
    assert "Tack. Nu står det som bekräftat av er." in member.inner_text("main")
    page.reload()
    assert "har inte bekräftat" not in page.inner_text("main")


def test_a_company_beside_a_figure_is_told_of_and_stops(
    address: str, reporter: Any, new_page: Callable[..., Any], axe: Any
) -> None:
    page = new_page(somebody=reporter)
    page.goto(address)
    page.get_by_label(FIELD).fill("Nordplåt AB varslar 40 personer.")
    page.wait_for_selector(".writing-read .notice")
    page.get_by_role("button", name="Skicka rapporten").click()
    assert "Inget är skickat än." in page.inner_text("#stopp")
    axe(page)
    page.get_by_role("button", name="Bara samordnaren får läsa den meningen").click()
    assert "Tack" in page.inner_text("h1")
