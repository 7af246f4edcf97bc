# SPDX-License-Identifier: EUPL-1.2
"""Logging in, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lagesbild.accounts.operations import make_login_link, set_password
from lagesbild.dialogues.models import Dialogue
from lagesbild.lib.clock import now

PASSWORD = "gran tall björk en"


@pytest.mark.parametrize("script", [True, False])
def test_link_then_password_then_in_again(
    new_page: Callable[..., Page],
    coordinator: Any,
    dialogue: Dialogue,
    axe: Callable[..., None],
    script: bool,
) -> None:
    token = make_login_link(person=coordinator.person, by=None, at=now(), target="/borja/")
    page = new_page(script=script)
    page.goto(f"/logga-in/{token}/")
    page.reload()
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    page.get_by_label("Nytt lösenord").fill("kort")
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.locator(".error")).to_contain_text("12 tecken")
    if script:
        axe(page)
    page.get_by_label("Nytt lösenord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Börja med era senaste minnesanteckningar")
    page.get_by_role("button", name="Logga ut").click()

    page.goto("/d/prov/borja/")
    page.get_by_label("E-postadress").fill(coordinator.person.email)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Börja med era senaste minnesanteckningar")


def test_wrong_password_keeps_the_address_and_tells_what_to_do(
    new_page: Callable[..., Page], coordinator: Any, axe: Callable[..., None]
) -> None:
    set_password(person=coordinator.person, password=PASSWORD, at=now())
    page = new_page()
    page.goto("/logga-in/")
    page.get_by_label("E-postadress").fill(coordinator.person.email)
    page.get_by_label("Lösenord", exact=True).fill("fel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("hör inte ihop")
    expect(page.get_by_label("E-postadress")).to_have_value(coordinator.person.email)
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_demonstrations_people_are_one_press_away(
    new_page: Callable[..., Page],
    settings: Any,
    coordinator: Any,
    reporter: Any,
    reader: Any,
    axe: Callable[..., None],
    fits: Callable[[Page], None],
    scheme: str,
) -> None:
    settings.INSTALLATION = replace(settings.INSTALLATION, is_demo=True)
    page = new_page(viewport={"width": 320, "height": 700}, scheme=scheme)
    page.goto("/logga-in/?next=/d/prov/borja/")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Samordnare").click()
    page.wait_for_url("**/d/prov/borja/")


def test_a_used_link_says_what_to_do(
    new_page: Callable[..., Page], site: Any, axe: Callable[..., None]
) -> None:
    page = new_page()
    page.goto("/logga-in/forbrukad/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Länken går inte att använda")
    axe(page)
