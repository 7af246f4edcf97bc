# SPDX-License-Identifier: EUPL-1.2
"""Rounds and reports in a browser: adding, pasting, uploading, the way on to review."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import told

from lagesbild.lib.clock import today

NARROWEST = {"width": 320, "height": 700}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def spring(site, dialogue, coordinator):
    return told.tell_spring(dialogue, coordinator.person)


@pytest.fixture
def ahead(site, dialogue, coordinator):
    """A round that is still to come."""
    return told.held(dialogue, today() + timedelta(days=5))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROWEST, DESKTOP], ids=["320", "1280"])
def test_the_pages_are_accessible_and_fit(spring, coordinator, new_page, axe, fits, scheme, viewport):
    page = new_page(somebody=coordinator, viewport=viewport, scheme=scheme)
    for path in ("", "2026-06-08/", "2026-06-08/rapportera/", "2026-06-08/rapportera/?medlem=x"):
        page.goto(f"/d/prov/omgangar/{path}")
        fits(page)
        axe(page)


def test_a_round_is_added_and_taken_back(spring, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto("/d/prov/omgangar/")
    day = (today() + timedelta(days=30)).isoformat()
    page.get_by_label("Mötesdag").fill(day)
    page.get_by_role("button", name="Lägg till omgången").click()
    page.wait_for_url(re.compile(f"/omgangar/{day}/$"))
    page.get_by_role("button", name="Ångra").click()
    page.wait_for_url(re.compile("/omgangar/$"))
    assert page.locator(f'a[href$="/{day}/"]').count() == 0


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_coordinator_pastes_a_report_and_reviews_it(
    ahead, coordinator, organisation, new_page, axe, script
):
    page = new_page(somebody=coordinator, script=script)
    page.goto(f"/d/prov/omgangar/{ahead.address}/")
    page.get_by_role("link", name="Ta emot rapporten från Företagarringen").click()
    page.get_by_label("Rapportens text").fill("12 personer är varslade hos våra medlemmar.")
    page.get_by_role("button", name="Ta emot rapporten").click()
    page.wait_for_url(re.compile(r"/granska/\d+/"))
    assert "Rapporten är mottagen" in page.inner_text("main")


def test_a_reporter_uploads_a_file_and_gets_a_receipt(ahead, reporter, new_page, axe, fits):
    page = new_page(somebody=reporter, viewport=NARROWEST)
    page.goto(f"/d/prov/omgangar/{ahead.address}/")
    page.get_by_role("link", name="Rapportera", exact=True).first.click()
    assert "blir allmän handling" in page.inner_text("main")
    file = {"name": "läget.txt", "mimeType": "text/plain", "buffer": "12 personer är varslade.".encode()}
    page.get_by_label("Eller välj en fil").set_input_files(file)
    page.get_by_role("button", name="Skicka rapporten").click()
    assert "Tack," in page.inner_text("h1")
    fits(page)
    axe(page)


def test_a_fault_is_told_at_its_field_and_the_text_stays(ahead, coordinator, organisation, new_page, axe):
    page = new_page(somebody=coordinator)
    page.goto(f"/d/prov/omgangar/{ahead.address}/rapportera/")
    page.get_by_label("Rapportens text").fill("Läget är lugnt.")
    page.get_by_label("Eller välj en fil").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Annat"}
    )
    page.get_by_role("button", name="Ta emot rapporten").click()
    field = page.get_by_label("Eller välj en fil")
    assert field.get_attribute("aria-invalid") == "true"
    told_why = page.locator(f"#{field.get_attribute('id')}_error")
    assert "både skrivit en text och valt en fil" in told_why.inner_text()
    assert page.get_by_label("Rapportens text").input_value() == "Läget är lugnt."
    axe(page)


def test_inget_nytt_is_one_press_and_can_be_undone(ahead, reporter, new_page):
    page = new_page(somebody=reporter)
    page.goto(f"/d/prov/omgangar/{ahead.address}/rapportera/")
    page.get_by_role("button", name="Inget nytt").click()
    assert "1 av 1 har rapporterat" in page.inner_text("h1").replace("\n", " ")
    page.get_by_role("button", name="Ångra").click()
    assert "0 av 1 har rapporterat" in page.inner_text("h1").replace("\n", " ")
