# SPDX-License-Identifier: EUPL-1.2
"""The minutes in a real browser: written in place, answered by a member, published, found again; axe on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PHONE
from tests.conftest import NOON

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.operations import ensure_round, receive_report
from lagesbild.intake import take_in_text
from lagesbild.minutes.operations import begin_minutes

DAY = date(2026, 6, 8)
TEXT = """\
Vi har frågat 40 företag: 12 personer är varslade.

Vi planerar en mässa i Granberga i höst.

Frågor besvaras av Karin Almgren.
"""


@pytest.fixture
def turn(
    transactional_db: None,
    dialogue: Dialogue,
    organisation: Any,
    coordinator: Any,
    stand_at: Callable[..., None],
) -> Any:
    """A meeting whose minutes have been begun."""
    stand_at(DAY + timedelta(days=1))
    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    dialogue.refresh_from_db()
    turn = ensure_round(dialogue=dialogue, held_on=DAY, by=None, at=NOON)
    sent = receive_report(
        turn=turn, organisation=organisation, intake=take_in_text(TEXT), content=None, filename="",
        channel="form", sent_at=NOON, by=None, at=NOON,
    )  # fmt: skip
    accept_version(submission=sent, by=coordinator.person, at=NOON)
    begin_minutes(turn=turn, by=coordinator.person, at=NOON)
    return turn


def path(turn: Any, end: str = "") -> str:
    return f"/d/{turn.dialogue.slug}/omgangar/{turn.address}/minnesanteckningar/{end}"


def test_from_draft_to_published_with_a_member_on_the_way(
    turn: Any, coordinator: Any, reporter: Any, new_page: Callable[..., Page], site: Any, axe: Callable[..., None],
    fits: Callable[[Page], None],
) -> None:  # fmt: skip
    page = new_page(somebody=coordinator)
    page.goto(site.url(path(turn)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet är klart att läsa igenom")
    row = page.locator(".doc-row", has_text="mässa i Granberga").first
    row.get_by_role("link", name="Ändra stycket").click()
    page.get_by_label("Stycket").fill("Vi planerar en mässa i Granberga i september.")
    axe(page)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("del")).to_contain_text("i höst")
    page.get_by_role("link", name="Offentlig utgåva").click()
    expect(page.locator(".edition")).to_contain_text("Faller bort för allmänheten: 1 del av en mening")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Skicka ut till medlemmarna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("0 av 1 har godkänt sitt avsnitt")

    member = new_page(somebody=reporter, viewport=PHONE)
    member.goto(site.url(path(turn)))
    member.locator(".doc-row", has_text="mässa i Granberga").get_by_text("Lämna en synpunkt").click()
    member.get_by_label("Vad ska stå i stället?").nth(1).fill("Mässan är i oktober.")
    axe(member)
    fits(member)
    member.get_by_role("button", name="Skicka synpunkten").click()
    expect(member.locator("article")).to_contain_text("Mässan är i oktober.")

    page.goto(site.url(path(turn)))
    expect(page.get_by_role("heading", level=1)).to_have_text("En synpunkt återstår att ta ställning till")
    page.get_by_role("button", name="Klart med synpunkten").click()
    page.get_by_role("button", name="Justera texten").click()
    page.get_by_role("button", name="Fastställ som slutlig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Minnesanteckningarna är slutliga")
    page.get_by_role("link", name="Publicera").click()
    expect(page.locator(".falling")).to_contain_text("Personnamn")
    axe(page)
    page.get_by_role("button", name="Publicera för alla").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Minnesanteckningar")
    axe(page)
    fits(page)


def test_a_visitor_finds_and_cites_what_was_published(
    turn: Any, coordinator: Any, new_page: Callable[..., Page], site: Any, axe: Callable[..., None],
    fits: Callable[[Page], None],
) -> None:  # fmt: skip
    from lagesbild.lib.audience import Level
    from lagesbild.publishing.minutes_operations import publish_minutes

    publish_minutes(turn=turn, level=Level.PUBLIC, by=coordinator.person, at=NOON)
    page = new_page(viewport=PHONE)
    page.goto(site.url("/minnesanteckningar/"))
    axe(page)
    page.get_by_label("Sök i minnesanteckningarna").fill("mässa")
    page.get_by_role("button", name="Sök").click()
    expect(page.locator("mark")).to_have_text("mässa")
    axe(page)
    page.locator(".archive h2 a").click()
    page.locator(".cite summary").first.click()
    expect(page.locator(".cite p").first).to_contain_text("/minnesanteckningar/2026-06-08/#avsnitt-")
    expect(page.locator("article")).not_to_contain_text("Almgren")
    axe(page)
    fits(page)
