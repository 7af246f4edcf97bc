# SPDX-License-Identifier: EUPL-1.2
"""A whole meeting in two windows: the net is cut, the browser is closed, and every line is there once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from hall import Hall, make_hall

from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.operations import ensure_round
from lagesbild.followup.models import FollowUpItem
from lagesbild.lib.clock import now, today
from lagesbild.meetings.models import Attendance, MeetingNote
from lagesbild.meetings.operations_ending import end_meeting
from lagesbild.meetings.queries import agenda_items, notes_of
from lagesbild.minutes.models import Minutes

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
NARROWEST = {"width": 320, "height": 700}


@pytest.fixture
def hall(site: Any, dialogue: Any, organisation: Any, coordinator: Any) -> Hall:
    """The meeting of today."""
    return make_hall(dialogue, organisation, coordinator, today())


@pytest.fixture
def lead(hall: Hall, new_page: Callable[..., Page], coordinator: Any) -> Page:
    """The coordinator's window."""
    page = new_page(somebody=coordinator)
    page.goto(hall.path())
    return page


def write(page: Page, *lines: str) -> None:
    """Type lines, Enter after each."""
    for line in lines:
        page.locator("#rad").press_sequentially(line)
        page.keyboard.press("Enter")


def give_floor(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Ge ordet till {name}").click()
    expect(page.locator("[data-speaker-name]")).to_have_text(name)


def until_saved(page: Page, hall: Hall, lines: int) -> None:
    """Wait for lines in the tables; the page goes on meanwhile."""
    for _ in range(150):
        if len(texts(hall)) >= lines:
            break
        page.wait_for_timeout(100)
    assert len(texts(hall)) == lines


def texts(hall: Hall) -> list[str]:
    return [note.text for note in notes_of(hall.turn)]


def test_a_whole_meeting_loses_no_line_and_doubles_none(
    hall, lead, new_page, own_browser, coordinator, tmp_path
):
    room = new_page(somebody=coordinator)  # the window on the projector
    room.goto(hall.path("visa/"))
    expect(room.get_by_text("Mötet har inte börjat.")).to_be_visible()

    lead.get_by_role("button", name="Börja mötet").click()
    expect(room.locator("h1")).to_have_text("Öppna punkter")
    lead.get_by_role("group", name="Närvaro, Storby kommun").get_by_role("button", name="Här").click()
    write(lead, "Välkomna till mötet")
    give_floor(lead, "Smedringen Provlän")
    expect(room.locator("h1")).to_have_text("Smedringen Provlän")
    expect(room.get_by_text("Två skift går för fullt.")).to_be_visible()
    write(lead, "Nu är det tre skift", "!Skickar listan nästa fredag")
    expect(lead.locator("#nu .notes > li")).to_have_count(2)

    without_net(hall, lead)
    closed_and_opened(hall, lambda: own_browser(tmp_path / "profil", coordinator))

    expect(lead.locator("#overens").get_by_text("Ett möte om godstrafiken hålls")).to_be_visible()
    lead.get_by_role("button", name="Avsluta mötet").click()
    expect(lead.locator("#slut")).to_contain_text("Utkastet till minnesanteckningar är klart")
    expect(lead.locator("#slut").get_by_role("link", name="Minnesanteckningar")).to_be_visible()
    assert sorted(texts(hall)) == sorted(WRITTEN)
    it_became_what_it_is(hall)


#: What is typed in the meeting above, whoever and wherever.
WRITTEN = (
    "Välkomna till mötet",
    "Nu är det tre skift",
    "Skickar listan nästa fredag",
    "Nätet är borta",
    "När öppnar vägen",
    "Fler frågor om generationsskiften",
    "Ett möte om godstrafiken hålls",
    "Skrivet i det andra fönstret",
)


def without_net(hall: Hall, lead: Page) -> None:
    """Three lines and a change of speaker while the net is gone, and an end that has to wait."""
    lead.context.set_offline(True)
    write(lead, "Nätet är borta", "?När öppnar vägen")
    give_floor(lead, "Företagarringen Provlän")
    write(lead, "Fler frågor om generationsskiften")
    expect(lead.get_by_text("3 rader sparade bara här.")).to_be_visible()
    lead.get_by_role("button", name="Avsluta mötet").click()
    expect(lead.get_by_text("Mötet är inte avslutat än: 3 rader väntar")).to_be_visible()
    assert len(texts(hall)) == 3
    lead.context.set_offline(False)
    expect(lead.get_by_text("3 rader sparade bara här.")).to_be_hidden()
    until_saved(lead, hall, 6)


def closed_and_opened(hall: Hall, start: Callable[[], Any]) -> None:
    """The second window: a browser of its own, closed without net, opened again."""
    second = start()
    page = second.pages[0]
    page.goto(hall.path())
    expect(page.locator("[data-speaker-name]")).to_have_text("Företagarringen Provlän")
    second.set_offline(True)
    write(page, "=Ett möte om godstrafiken hålls", "Skrivet i det andra fönstret")
    expect(page.get_by_text("2 rader sparade bara här.")).to_be_visible()
    second.close()  # one of them may get out as the browser closes: it is sent again, and there once
    second = start()
    second.pages[0].goto(hall.path())
    until_saved(second.pages[0], hall, 8)
    second.close()


def it_became_what_it_is(hall: Hall) -> None:
    """Under those who said it, followed up, reported, in the draft, and first next time."""
    spoken = {n.text: n.organisation.name for n in notes_of(hall.turn) if n.organisation}
    assert spoken["När öppnar vägen"] == "Smedringen Provlän"
    assert spoken["Fler frågor om generationsskiften"] == "Företagarringen Provlän"
    assert Round.objects.get(pk=hall.turn.pk).state == Round.State.HELD
    assert Attendance.objects.get().organisation == hall.members["storby"]
    assert FollowUpItem.objects.filter(round=hall.turn).count() == 2
    assert Report.objects.filter(round=hall.turn, channel="room").count() == 2
    assert Minutes.objects.filter(round=hall.turn).exists()
    day = today() + timedelta(days=70)
    following = ensure_round(dialogue=hall.turn.dialogue, held_on=day, by=None, at=now())
    assert len(agenda_items(following, at=now())) == 4


def test_a_line_typed_while_the_meeting_is_ended_elsewhere_is_kept_and_shown(hall, lead):
    write(lead, "Välkomna")
    until_saved(lead, hall, 1)
    lead.locator("#rad").press_sequentially("Hann nästan inte")
    end_meeting(turn=hall.turn, by=hall.lead.person, at=now())
    expect(lead.locator("h1")).to_contain_text("är avslutat")
    expect(lead.locator("#rad")).to_have_value("Hann nästan inte")
    lead.locator("#rad").press("Enter")
    expect(lead.locator("#noterat").get_by_text("Hann nästan inte", exact=True)).to_be_visible()
    expect(lead.locator("#noterat").get_by_text("efter mötet")).to_be_visible()
    assert texts(hall) == ["Välkomna", "Hann nästan inte"]


def test_two_who_note_at_once_see_each_others_lines_and_keep_their_own(hall, lead, new_page, coordinator):
    other = new_page(somebody=coordinator)
    other.goto(hall.path())
    give_floor(lead, "Storby kommun")
    write(lead, "Från det första fönstret")
    expect(other.get_by_text("Från det första fönstret", exact=True)).to_be_visible()
    other.locator("#rad").press_sequentially("Halva ra")
    give_floor(lead, "Lillby kommun")
    expect(other.locator("#rubrik h1")).to_contain_text("Lillby kommun")
    other.locator("#rad").press_sequentially("den")
    other.locator("#rad").press("Enter")
    until_saved(other, hall, 2)
    assert MeetingNote.objects.get(text="Halva raden").organisation == hall.members["storby"]


def test_it_is_led_by_keyboard_alone(hall, lead):
    lead.locator("#rad").press("PageDown")
    expect(lead.locator("[data-speaker-name]")).not_to_have_text("Mötet")
    write(lead, "Läget är lugt")
    expect(lead.locator("#nu .notes > li")).to_have_count(1)
    lead.locator("#rad").press("ArrowUp")
    lead.keyboard.press("End")
    lead.keyboard.press("Backspace")
    lead.keyboard.type("nt")
    lead.keyboard.press("Enter")
    expect(lead.locator("#nu").get_by_text("Läget är lugnt", exact=True)).to_be_visible()
    lead.keyboard.press("F8")
    expect(lead.get_by_text("Duken står still på")).to_be_visible()
    lead.locator("#rad").press_sequentially("!Skickar listan")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Tab")
    lead.keyboard.type("nästa fredag")
    expect(lead.locator("[data-day-hint]")).to_contain_text("fredag")
    lead.keyboard.press("Escape")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_open_item_is_closed_and_a_line_removed_with_a_way_back(hall, new_page, coordinator, script):
    hall.add("Fel rad")
    page = new_page(somebody=coordinator, script=script)
    page.goto(hall.path())
    item = page.locator(f"#punkt-{hall.question.pk}")
    item.locator("summary").click()
    item.get_by_label("Svar, ny dag eller skäl").fill("Länsstyrelsen gör det")
    item.get_by_role("button", name="Besvara").click()
    expect(page.locator(f"#punkt-{hall.question.pk}")).to_contain_text("Svar: Länsstyrelsen gör det")
    line = page.locator(".notes > li", has_text="Fel rad")
    line.locator("summary").click()
    line.get_by_role("button", name="Ta bort raden").click()
    expect(page.locator(".notes > li", has_text="Fel rad")).to_have_count(0)
    page.locator(".toast", has_text="Raden är borttagen").get_by_role("button", name="Ångra").click()
    expect(page.locator(".notes > li", has_text="Fel rad")).to_have_count(1)


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(NARROWEST, "light"), (PHONE, "dark"), (TABLET, "light"), (DESKTOP, "dark")],
    ids=["320", "390 dark", "tablet", "1280 dark"],
)
def test_both_pages_are_accessible_and_fit(hall, new_page, coordinator, axe, fits, viewport, scheme):
    page = new_page(somebody=coordinator, viewport=viewport, scheme=scheme)

    def look(path: str) -> None:
        page.goto(hall.path(path))
        fits(page)
        axe(page)

    look("mote/")
    look("visa/")
    hall.add("Läget är lugnt", "smederna")
    hall.add("Skickar listan nästa fredag", "smederna", kind="promise", minute=1)
    page.goto(hall.path())
    give_floor(page, "Smedringen Provlän")
    page.locator("#rad").press_sequentially("!Skickar kartan")
    for summary in page.locator("#nu summary, #oppna summary").all():
        summary.click()
    page.locator("#ordna").check()
    fits(page)
    axe(page)
    look("visa/")
    hall.end()
    look("mote/")
    look("visa/")


def test_everything_that_is_pressed_on_a_tablet_is_a_finger_wide(hall, new_page, coordinator):
    hall.add("Läget är lugnt", "smederna")
    page = new_page(somebody=coordinator, viewport=TABLET)
    page.goto(hall.path())
    page.locator("#ordna").check()
    small = page.evaluate(
        """() => [...document.querySelectorAll("#motet :is(button, summary, select, input.input)")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
          .map((e) => `${e.textContent.trim().slice(0, 30)} ${e.getBoundingClientRect().height}`)"""
    )
    assert small == []


def test_a_member_is_moved_by_the_arrows(hall, lead):
    lead.locator("#ordna").check()
    rows = lead.locator("[data-speaker]")
    before = [row.get_attribute("data-speaker") for row in rows.all()]
    rows.nth(0).get_by_role("button", name=re.compile("Flytta ned")).click()
    expect(rows.nth(1)).to_have_attribute("data-speaker", before[0])
    expect(lead.locator("#ordna")).to_be_checked()
