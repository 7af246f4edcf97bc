# SPDX-License-Identifier: EUPL-1.2
"""Settings and a round in a browser: set up, called, answered, reminded, moved; at 320 pixels and with axe."""

from __future__ import annotations

import re
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import told

from lagesbild.dialogues.operations_members import add_contact
from lagesbild.dialogues.operations_rounds import plan_meeting
from lagesbild.invitations.calling import invite_members
from lagesbild.invitations.links import answer_token
from lagesbild.invitations.models import Invitation
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.lib.workdays import workday_from

NARROWEST = {"width": 320, "height": 700}
DESKTOP = {"width": 1280, "height": 900}
SETTINGS = "/d/prov/installningar/"


@pytest.fixture
def ahead(site, dialogue, organisation, coordinator):
    """A planned meeting in two weeks, and somebody to call."""
    dialogue.function_address, dialogue.agenda_template = "forumet@prov.example", ["Läget runt bordet"]
    dialogue.save()
    told.member(dialogue, "Smedringen Provlän", "Näringslivsorganisationer")
    member = dialogue.memberships.get(organisation=organisation)
    add_contact(member=member, email="eva@ring.example", name="Eva Ask", by=coordinator.person, at=now())
    day = workday_from(today() + timedelta(days=14))
    starts = datetime.combine(day, time(9), STOCKHOLM)
    return plan_meeting(
        dialogue=dialogue, starts_at=starts, ends_at=starts + timedelta(hours=2), place="Residenset",
        by=coordinator.person, at=now(),
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROWEST, DESKTOP], ids=["320", "1280"])
def test_the_pages_are_accessible_and_fit(
    ahead, dialogue, coordinator, new_page, axe, fits, scheme, viewport
):
    invite_members(turn=ahead, by=coordinator.person, at=now())
    member = dialogue.memberships.first()
    token = answer_token(Invitation.objects.get())
    page = new_page(somebody=coordinator, viewport=viewport, scheme=scheme)
    base = f"/d/prov/omgangar/{ahead.address}/"
    settings = ("", "medlemmar/", f"medlemmar/{member.pk}/", "adresser/", "tysta-perioder/", "samordnare/")
    for path in (
        *(SETTINGS + path for path in settings), "/d/prov/omgangar/", base, f"{base}kallelse/", f"{base}tid/",
        f"/svara/{token}/", "/svara/forfalskad/",
    ):  # fmt: skip
        page.goto(path)
        fits(page)
        axe(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_members_are_called_and_answer_without_logging_in(ahead, coordinator, new_page, script):
    page = new_page(somebody=coordinator, script=script)
    page.goto(f"/d/prov/omgangar/{ahead.address}/")
    page.get_by_role("link", name="Läs kallelsen").click()
    page.get_by_role("button", name="Skicka kallelsen till 1").click()
    page.wait_for_url(re.compile(f"/{ahead.address}/$"))
    assert page.get_by_text("0 ja, 0 nej, 1 har inte svarat").is_visible()

    guest = new_page(script=script)
    guest.goto(f"/svara/{answer_token(Invitation.objects.get())}/")
    guest.get_by_role("button", name="Ja, kommer").click()
    guest.get_by_role("heading", name="Tack, svaret är sparat").wait_for()
    guest.get_by_text("Jag skickar ersättare").click()
    guest.get_by_label("Vem kommer i stället?").fill("Ulf Ek")
    guest.get_by_role("button", name="Skicka ersättare").click()
    guest.get_by_text("Ulf Ek kommer i ditt ställe.").wait_for()
    page.goto(f"/d/prov/omgangar/{ahead.address}/kallelse/")
    assert page.get_by_text("I stället kommer Ulf Ek").is_visible()


def test_addresses_are_pasted_paired_and_taken_back(ahead, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto(f"{SETTINGS}adresser/")
    page.get_by_label("Adressraden").fill("Bo Berg <bo@smedringen.example>; Ulf Ek <ulf@okand.example>")
    page.get_by_role("button", name="Läs adresserna").click()
    page.get_by_role("heading", name="1 behöver ditt svar").wait_for()
    page.get_by_label("Organisation för Ulf Ek").select_option(label="Smedringen Provlän")
    page.get_by_role("button", name="Lägg till personerna").click()
    page.get_by_text("Bo Berg och Ulf Ek").wait_for()
    page.get_by_role("button", name="Ångra").click()
    page.wait_for_url(re.compile("/adresser/$"))
    page.goto(f"{SETTINGS}medlemmar/")
    assert page.get_by_text("Bo Berg").count() == 0


def test_members_change_places_by_keyboard(ahead, coordinator, new_page):
    page = new_page(somebody=coordinator)
    page.goto(f"{SETTINGS}medlemmar/")
    page.get_by_role("button", name="Ned med Företagarringen Provlän").press("Enter")
    page.get_by_role("button", name="Upp med Företagarringen Provlän").wait_for()
    names = page.locator(".member-group ol a").all_inner_texts()
    assert names == ["Smedringen Provlän", "Företagarringen Provlän"]


def test_a_meeting_is_moved_and_the_old_address_still_leads_to_it(ahead, coordinator, new_page):
    page = new_page(somebody=coordinator)
    old = ahead.address
    later = workday_from(ahead.held_on + timedelta(days=7)).isoformat()
    page.goto(f"/d/prov/omgangar/{old}/tid/")
    page.get_by_label("Dag", exact=True).fill(later)
    page.get_by_role("button", name="Spara den nya tiden").click()
    page.wait_for_url(re.compile(f"/{later}/$"))
    page.goto(f"/d/prov/omgangar/{old}/")
    assert page.get_by_role("heading", level=1).is_visible()
