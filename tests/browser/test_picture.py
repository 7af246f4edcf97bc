# SPDX-License-Identifier: EUPL-1.2
"""The picture in a browser: no fault for axe, by keyboard to the source, on paper, without script."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import told

NARROWEST = {"width": 320, "height": 700}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def spring(site, dialogue, coordinator):
    """The dialogue's two rounds of spring; they lie in the past, and the picture says where it stands."""
    from lagesbild.dialogues.models import Dialogue

    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    dialogue.refresh_from_db()
    return told.tell_spring(dialogue, coordinator.person)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROWEST, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_the_picture_is_accessible_and_fits(spring, coordinator, new_page, axe, fits, scheme, viewport):
    page = new_page(somebody=coordinator, viewport=viewport, scheme=scheme)
    page.goto("/")
    fits(page)
    axe(page)
    for source in page.locator("details.source > summary").all()[:6]:
        source.click()
    fits(page)
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_published_picture_and_the_page_before_publishing_are_accessible(
    spring, coordinator, new_page, axe, fits, scheme
):
    page = new_page(somebody=coordinator, scheme=scheme)
    page.goto("/d/prov/publicera/")
    axe(page)
    page.get_by_role("button", name="Publicera", exact=True).click()
    assert page.get_by_text("Lägesbilden är publicerad.").is_visible()
    outside = new_page(viewport=PHONE, scheme=scheme)
    outside.goto("/")
    fits(outside)
    axe(outside)


def test_the_keyboard_reaches_a_source_opens_it_and_goes_to_its_sentence(spring, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto("/")
    mark = page.locator("#forandringar ~ .changes details.source > summary").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert page.locator(".changes blockquote mark").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".changes blockquote mark").first.is_visible()
    assert mark.evaluate("mark => mark === document.activeElement"), "focus goes back to the mark"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/granska/\d+/(\?.*)?#f\d+$"))
    fact = page.url.rsplit("#", 1)[1]
    assert page.locator(f"#{fact}").count() == 1, "the sentence is on the page that the source leads to"


def test_focus_is_seen_and_never_hidden(spring, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_on_paper_controls_go_and_every_round_of_the_matrix_stays(spring, coordinator, new_page):
    page = new_page(somebody=coordinator, viewport=PHONE)
    page.goto("/")
    page.locator("details.source > summary").first.click()
    page.emulate_media(media="print")
    for gone in (".site-nav", ".as-known", ".foot-links"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("blockquote mark").first.is_visible(), "an open source prints as a quote"
    assert page.locator(".mood .back-1 .word").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_script_everything_is_there(spring, coordinator, new_page):
    page = new_page(somebody=coordinator, script=False)
    page.goto("/")
    page.locator("details.source > summary").first.click()
    assert page.locator("blockquote mark").first.is_visible()
    page.locator("#som").fill("2026-04-20")
    page.get_by_role("button", name="Visa", exact=True).click()
    assert "forumet visste 20" in page.locator(".basis").inner_text()


def test_the_picture_as_known_is_one_press_away_and_back(spring, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto("/")
    page.get_by_role("link", name="20\xa0april").first.click()
    assert "drygt" not in page.locator(".changes, .news").first.inner_text()
    page.get_by_role("link", name="I dag", exact=True).click()
    assert "drygt" in page.locator(".changes").inner_text()


def test_withdrawing_can_be_undone_on_the_spot(spring, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto("/d/prov/publicera/")
    page.get_by_role("button", name="Publicera", exact=True).click()
    page.goto("/d/prov/publicera/")
    page.get_by_role("button", name="Dra tillbaka den publicerade bilden").click()
    visitor = new_page()
    visitor.goto("/")
    assert "Ingen lägesbild är publicerad än" in visitor.inner_text("main")
    page.get_by_role("button", name="Ångra").click()
    visitor.goto("/")
    assert "Antalet varslade minskar" in visitor.inner_text("main").replace("\n", " ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_empty_picture_and_the_pages_around_are_accessible(
    dialogue, coordinator, new_page, axe, fits, scheme
):
    page = new_page(somebody=coordinator, viewport=NARROWEST, scheme=scheme)
    for path in ("/", "/?som=2020-02-31", "/finns-inte/"):
        page.goto(path)
        fits(page)
        axe(page)
    outside = new_page(viewport=NARROWEST, scheme=scheme)
    outside.goto("/")
    fits(outside)
    axe(outside)
