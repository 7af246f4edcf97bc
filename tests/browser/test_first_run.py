# SPDX-License-Identifier: EUPL-1.2
"""The first run with real files in a real browser, with script and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lagesbild.dialogues.models import Dialogue, PendingMinutes, Round
from lagesbild.followup.models import FollowUpItem
from lagesbild.intake import take_in
from lagesbild.sample_county.files import as_docx, as_pdf
from lagesbild.sources.models import FactDecision


def minutes_of(day: str, what: str) -> str:
    return (
        f"Minnesanteckningar Näringslivsdialog Provlän\n{day}\n\nStatliga myndigheter\n\n"
        f"Länsstyrelsen\nLänsstyrelsen skickar en förteckning över {what} senast den 20 mars 2026.\n\n"
        f"Arbetsförmedlingen\nLugnt läge.\n\nKvarnbacken\nMässan om {what} drog många besökare.\n\n"
        f"Näringslivsorganisationer\n\nAlmi\nVem ansvarar för {what} i länet?\n"
    )


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A PDF, a Word file, a text, the text again, and a broken PDF."""
    made = {
        "mars.pdf": as_pdf(minutes_of("2026-03-03", "laddstolpar")),
        "januari.docx": as_docx(minutes_of("2026-01-13", "vindkraften")),
        "november.txt": minutes_of("2025-11-04", "skolskjutsen").encode(),
        "november igen.txt": minutes_of("2025-11-04", "skolskjutsen").encode("cp1252"),
        "trasig.pdf": b"%PDF-1.7\nslut",
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    assert "laddstolpar" in take_in(made["mars.pdf"], "mars.pdf").text
    return [tmp_path / name for name in made]


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("script", [True, False])
def test_from_files_to_promises_without_news(
    new_page: Callable[..., Page],
    coordinator: Any,
    dialogue: Dialogue,
    files: list[Path],
    axe: Callable[..., None],
    script: bool,
) -> None:
    page = new_page(somebody=coordinator, script=script)
    check = axe if script else lambda page: None
    page.goto("/borja/")
    check(page)
    page.get_by_label("Välj filer").set_input_files(files)
    page.get_by_role("button", name="Läs filerna").click()

    expect(heading(page)).to_have_text("Vi hittade 3 möten och 3 organisationer. Stämmer det?")
    expect(page.get_by_role("heading", name="2 filer lästes inte")).to_be_visible()
    expect(page.get_by_text("Samma text finns redan i listan, som november.txt.")).to_be_visible()
    expect(page.get_by_text("Filen är skadad")).to_be_visible()
    check(page)
    expect(page.get_by_label("Det är, för rubriken Kvarnbacken")).to_have_count(1)
    page.get_by_label("Det är, för rubriken Kvarnbacken").select_option(
        label="en medlem i Näringslivsorganisationer"
    )
    page.get_by_label("Mötesdag för januari.docx").fill("2026-01-14")
    page.get_by_text("Rätta namn och grupper").click()
    page.get_by_label("Namn på Länsstyrelsen").fill("Länsstyrelsen i Provlän")
    check(page)
    page.get_by_role("button", name="Ja, läs in").click()

    expect(heading(page)).to_have_text("Tre löften saknar besked. Tre frågor är obesvarade.")
    assert sorted(r.held_on.isoformat() for r in Round.objects.all()) == [
        "2025-11-04",
        "2026-01-14",
        "2026-03-03",
    ]
    assert not FactDecision.objects.exists()
    check(page)

    first = page.locator(".found > li").first
    expect(first.locator("mark")).to_have_text("senast den 20 mars 2026")
    expect(first.locator(".source")).to_contain_text("Minnesanteckningarna 3 mars")
    first.get_by_role("button", name="Redan klart").click()
    expect(page.get_by_text("Redan klart.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator(".found > li")).to_have_count(5)
    page.get_by_role("link", name="Visa alla 6").click()
    page.get_by_role("button", name="Ta med dem till nästa möte").click()

    expect(heading(page)).to_have_text("Ni är igång")
    assert FollowUpItem.objects.filter(state="open", known_until__isnull=True).count() == 6
    check(page)


def test_files_dropped_on_the_page_are_taken_in(
    new_page: Callable[..., Page], coordinator: Any, dialogue: Dialogue
) -> None:
    page = new_page(somebody=coordinator)
    page.goto("/d/prov/borja/")
    text = minutes_of("2026-03-03", "laddstolpar 😀")
    page.evaluate(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "släppt.txt", {type: "text/plain"}));
            const place = document.querySelector("form[data-drop]");
            for (const name of ["dragenter", "dragover", "drop"])
                place.dispatchEvent(new DragEvent(name, {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        text,
    )
    expect(heading(page)).to_contain_text("Vi hittade mötet 3 mars")
    assert PendingMinutes.objects.get().filename == "släppt.txt"


def test_a_broken_net_loses_nothing_that_was_sent(
    new_page: Callable[..., Page], coordinator: Any, dialogue: Dialogue, files: list[Path]
) -> None:
    page = new_page(somebody=coordinator)
    page.goto("/d/prov/borja/")
    sent = []

    def break_off(route: Any) -> None:
        sent.append(route.request.url)
        if len(sent) > 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/borja/filer/", break_off)
    page.get_by_label("Välj filer").set_input_files(files)
    page.get_by_role("button", name="Läs filerna").click()
    expect(page.get_by_role("status")).to_contain_text("2 av 5 är mottagna")
    page.reload()
    expect(heading(page)).to_contain_text("Vi hittade 2 möten")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_fits_a_phone_and_axe_finds_nothing(
    new_page: Callable[..., Page],
    coordinator: Any,
    dialogue: Dialogue,
    files: list[Path],
    axe: Callable[..., None],
    fits: Callable[[Page], None],
    scheme: str,
) -> None:
    page = new_page(somebody=coordinator, viewport={"width": 320, "height": 700}, scheme=scheme)
    page.goto("/d/prov/borja/")
    for summary in page.locator("main summary").all():
        summary.click()
    axe(page)
    fits(page)
    page.get_by_label("Välj filer").set_input_files(files[:1] + files[-1:])
    page.get_by_role("button", name="Läs filerna").click()
    expect(heading(page)).to_contain_text("Vi hittade mötet")
    page.get_by_label("Mötesdag för mars.pdf").fill("")
    page.get_by_role("button", name="Ja, läs in").click()
    expect(page.locator(".error")).to_be_visible()
    page.get_by_text("Rätta namn och grupper").click()
    axe(page)
    fits(page)
    page.get_by_label("Mötesdag för mars.pdf").fill("2026-03-03")
    page.get_by_role("button", name="Ja, läs in").click()
    expect(page.locator(".found")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Hoppa över").click()
    expect(heading(page)).to_have_text("Ni är igång")
    page.wait_for_load_state("load")
    axe(page)
    fits(page)
