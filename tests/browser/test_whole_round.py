# SPDX-License-Identifier: EUPL-1.2
"""A whole round: a coordinator, three reporters and a mailbox; called, answered, reported three ways, reminded, read."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import told

from lagesbild.dialogues import accepting
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.operations_members import add_contact
from lagesbild.dialogues.operations_rounds import plan_meeting
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.lib.workdays import next_office_moment, workday_from
from lagesbild.mail.inbox import keep_letter, see_to
from lagesbild.mail.sending import send_due

PEOPLE = {
    "Företagarringen Provlän": ("Eva Ask", "eva@ring.example"),
    "Smedringen Provlän": ("Bo Berg", "bo@smeder.example"),
    "Handelskammaren Provlän": ("Cia Ek", "cia@kammaren.example"),
}


@pytest.fixture
def post(settings):
    """A mail server that the installation sends through; gives the letters that came to an address."""
    from smtp_server import MailServer

    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        servers = replace(settings.INSTALLATION.mail, smtp_host=server.host)
        settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)

        def letters_to(address: str) -> list[EmailMessage]:
            send_due(at=next_office_moment(now()))
            return [m for m in server.keeps.received if m["To"].addresses[0].addr_spec == address]

        yield letters_to


@pytest.fixture
def turn(site, post, dialogue, coordinator):
    """A meeting in three workdays, with three members that have a contact each."""
    dialogue.function_address = "forumet@prov.example"
    dialogue.save()
    for name, (person, email) in PEOPLE.items():
        organisation = told.member(dialogue, name, "Näringslivsorganisationer")
        member = dialogue.memberships.get(organisation=organisation)
        add_contact(member=member, email=email, name=person, by=coordinator.person, at=now())
    day = today()
    for _ in range(2):
        day = workday_from(day + timedelta(days=1))
    starts = datetime.combine(day, time(9), STOCKHOLM)
    return plan_meeting(
        dialogue=dialogue, starts_at=starts, place="Residenset", by=coordinator.person, at=now()
    )


def link_in(letter: EmailMessage, begins: str) -> str:
    """The path of the first link of a kind in a letter's text."""
    body = letter.get_body(("plain",))
    assert body is not None
    return re.search(rf"https?://[^/\s]+(/{begins}/[^\s]+)", body.get_content())[1]


def test_a_round_from_calling_to_the_next_step(turn, dialogue, post, coordinator, new_page, axe):
    desk = new_page(somebody=coordinator)
    here = f"/d/prov/omgangar/{turn.address}/"
    desk.goto(here)
    desk.get_by_role("link", name="Läs kallelsen").click()
    desk.get_by_role("button", name="Skicka kallelsen till 3").click()
    desk.wait_for_url(re.compile(f"/{turn.address}/$"))

    # Eva answers and reports by the links in her letter, without an account.
    (call,) = post("eva@ring.example")
    eva = new_page()
    eva.goto(link_in(call, "svara"))
    eva.get_by_role("button", name="Ja, kommer").click()
    eva.get_by_role("heading", name="Tack, svaret är sparat").wait_for()
    eva.goto(link_in(call, "rapportera"))
    eva.get_by_label("Hur är läget hos era medlemmar?").fill("Läget är stabilt. 12 personer är varslade.")
    eva.get_by_role("button", name="Skicka rapporten").click()
    eva.get_by_role("heading", level=1, name=re.compile("Tack")).wait_for()

    # Bo answers the letter.
    (call,) = post("bo@smeder.example")
    answer = EmailMessage()
    answer["From"], answer["To"] = "Bo Berg <bo@smeder.example>", str(call["Reply-To"] or call["From"])
    answer["Subject"], answer["Message-ID"] = f"Sv: {call['Subject']}", "<svar-bo@smeder.example>"
    answer.set_content("Orderingången har minskat med 15 %. Vi är oroliga för elpriset.\n")
    see_to(incoming=keep_letter(content=answer.as_bytes(), at=now()), at=now())
    report = Report.objects.get(round=turn, organisation__name="Smedringen Provlän")
    assert report.channel == Report.Channel.MAIL

    # Cia is reminded at the press of a button, and telephones.
    desk.goto(here)
    desk.get_by_role("heading", name="2 av 3 har rapporterat", exact=False).wait_for()
    desk.get_by_role("button", name="Påminn 1 nu").click()
    desk.get_by_text("1 påminnelse").wait_for()
    assert len(post("cia@kammaren.example")) == 2
    assert [len(post(address)) for address in ("eva@ring.example",)] == [1]  # who has sent is not reminded
    cia = Report.objects.filter(round=turn, organisation__name="Handelskammaren Provlän")
    assert not cia.exists()
    desk.goto(here)
    desk.get_by_role("link", name="Ta emot rapporten från Handelskammaren Provlän").click()
    desk.get_by_label("I telefon").check()
    desk.get_by_label("Rapportens text").fill("Hon säger att läget är gott i handeln.")
    desk.get_by_role("button", name="Ta emot rapporten").click()
    desk.wait_for_url(re.compile("/granska/"))
    desk.goto(here)
    desk.get_by_role("heading", name="3 av 3 har rapporterat", exact=False).wait_for()
    assert desk.get_by_text("Nästa steg:").count() == 1
    axe(desk)

    # Read through and accepted, the round goes on by itself.
    for submission in Submission.objects.filter(report__round=turn):
        desk_of = accepting.Desk.for_version(submission.version)
        accepting.accept_all(desk=desk_of, by=coordinator.person, at=now())
        accepting.accept_version(submission=submission, by=coordinator.person, at=now())
    desk.goto(here)
    assert desk.get_by_text("Nästa steg: publicera lägesbilden").is_visible()
    assert desk.get_by_text("1 ja, 0 nej, 2 har inte svarat").is_visible()
