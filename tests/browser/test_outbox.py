# SPDX-License-Identifier: EUPL-1.2
"""The outbox in a browser: seen, held, taken out and marked as sent, with and without script."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from outbox import answer_to, queue_one

from lagesbild.lib.clock import now

NARROWEST = {"width": 320, "height": 700}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def mail(site, dialogue, coordinator, reporter):
    """A mail that is due, one that is held, one that came in."""
    from lagesbild.mail.inbox import keep_letter, see_to
    from lagesbild.mail.operations import hold_mail

    more = {"dialogue": dialogue, "person": reporter.person, "due_at": now()}
    held = queue_one("held", **more)
    hold_mail(mail=held, because="Vi väntar på lokalen", by=coordinator.person, at=now())
    see_to(incoming=keep_letter(content=answer_to(), at=now()), at=now())
    return queue_one("due", text="Svara: https://lansforum.example/r/hemligt/", secrets=["hemligt"], **more)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROWEST, DESKTOP], ids=["320", "1280"])
def test_the_pages_are_accessible_and_fit(mail, coordinator, new_page, axe, fits, scheme, viewport):
    page = new_page(somebody=coordinator, viewport=viewport, scheme=scheme)
    for path in ("", f"{mail.pk}/", "inkommet/"):
        page.goto(f"/d/prov/utkorg/{path}")
        fits(page)
        axe(page)
    page.locator("table a").first.click()
    fits(page)
    axe(page)
    page.goto(f"/d/prov/utkorg/{mail.pk}/")
    page.get_by_role("button", name="Kopiera till Outlook").click()
    page.get_by_role("heading", name="Kopiera till Outlook").wait_for()
    fits(page)
    axe(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_mail_is_taken_out_and_marked_as_sent(mail, coordinator, new_page, script):
    page = new_page(somebody=coordinator, script=script)
    page.goto("/d/prov/utkorg/")
    assert "Ett mejl väntar på dig" in page.inner_text("h1")
    page.locator("#vantar-pa-dig ~ table a, section:has(#vantar-pa-dig) table a").first.click()
    assert "hemligt" not in page.inner_text("main")
    page.get_by_role("button", name="Kopiera till Outlook").click()
    assert "hemligt" in page.get_by_label("Text").input_value()
    copy = page.get_by_role("button", name="Kopiera", exact=True)
    if script:
        copy.first.wait_for()  # the script comes after the page
    assert copy.count() == (3 if script else 0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta som .eml").click()
    assert download.value.suggested_filename.endswith(".eml")
    page.get_by_role("button", name="Jag har skickat det").click()
    page.get_by_text("Skickat för hand", exact=True).wait_for()
