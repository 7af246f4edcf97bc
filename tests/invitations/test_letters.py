# SPDX-License-Identifier: EUPL-1.2
"""Golden mails: what members are written, word by word, and that opening every link changes nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from called_forum import MEETING, TODAY, all_sent, at
from django.test import Client

from lagesbild.dialogues.operations_rounds import open_crisis_round
from lagesbild.invitations.answering import answer_invitation
from lagesbild.invitations.calling import cancel_meeting, invite_members, move_meeting
from lagesbild.invitations.links import answer_token
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.reminding import queue_reminders
from lagesbild.mail.models import OutgoingMail

NOW = at(TODAY)
TUESDAY = at(date(2026, 8, 25))


@pytest.fixture
def letters(forum):
    """One letter of every kind to Eva (and Bo's digest for two members), by name."""
    forum.dialogue.crisis_questions = ["Vad har hänt?", "Vad behövs?", "Vem gör vad?"]
    forum.dialogue.save()
    invite_members(turn=forum.turn, by=forum.by, at=NOW)
    found = {"kallelse": last_to("eva@ring.example")}
    answer_invitation(
        invitation=Invitation.objects.get(person=forum.eva), answer="substitute", substitute_name="Ulf Ek",
        substitute_email="ulf@ring.example", by=forum.eva, at=NOW,
    )  # fmt: skip
    found["ersattare"] = last_to("ulf@ring.example")
    queue_reminders(at=TUESDAY)
    found["paminnelse"] = last_to("eva@ring.example")
    found["paminnelse-om-tva"] = last_to("bo@smeder.example")
    all_sent(forum.by, NOW)
    move_meeting(turn=forum.turn, starts_at=at(MEETING + timedelta(days=2), 13), by=forum.by, at=NOW)
    found["ny-tid"] = last_to("eva@ring.example")
    found["ersattare-behovs-inte"] = last_to("ulf@ring.example")
    all_sent(forum.by, NOW)
    cancel_meeting(turn=forum.turn, because="Flera av oss är sjuka.", by=forum.by, at=NOW)
    found["installt"] = last_to("eva@ring.example")
    crisis = open_crisis_round(dialogue=forum.dialogue, deadline_at=at(TODAY, 15), by=forum.by, at=NOW)
    invite_members(turn=crisis, by=forum.by, at=NOW)
    found["kris"] = last_to("eva@ring.example")
    return found


def last_to(address: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to_address=address).order_by("-pk")[0]


KINDS = (
    "kallelse", "ersattare", "paminnelse", "paminnelse-om-tva", "ny-tid", "ersattare-behovs-inte", "installt", "kris",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_letter_says_what_it_said(letters, kind):
    from outbox import assert_mail_is

    assert_mail_is(f"invitations-{kind}", letters[kind])


def test_every_letter_leaves_from_the_forum_and_says_why_one_gets_it(letters):
    for mail in letters.values():
        assert mail.from_address == "forumet@prov.example"
        assert mail.from_name == "Näringslivsdialogen Provlän"
        assert "Du får mejlet" in mail.text or "Behövs du igen" in mail.text


def test_opening_every_link_of_every_letter_three_times_changes_nothing(letters):
    """A mail scanner opens them all before anybody has read a word."""
    from site_map import everything

    links = {
        url
        for mail in letters.values()
        for url in re.findall(r"https?://[^/\s\"<>]+(/[^\s\"<>)]*)", mail.text + mail.html)
        if "w3.org" not in url
    }
    assert any(url.startswith("/svara/") for url in links)
    assert any(url.startswith("/rapportera/") for url in links)
    before = everything()
    for _ in range(3):
        for url in links:
            assert Client().get(url).status_code < 500
            assert Client().head(url).status_code < 500
    assert everything() == before


def test_a_letter_keeps_its_links_secret_from_the_outbox(letters, coordinator):
    for mail in letters.values():
        for token in mail.secrets:
            page = coordinator.client.get(f"/d/prov/utkorg/{mail.pk}/")
            assert page.status_code == 200
            assert token not in page.content.decode()
    tokens = [answer_token(i) for i in Invitation.objects.all()]
    page = coordinator.client.get("/d/prov/utkorg/").content.decode()
    assert not [token for token in tokens if token in page]
