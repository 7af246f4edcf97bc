# SPDX-License-Identifier: EUPL-1.2
"""What a member said by mail, on the telephone or in the room: received at once, and asked about."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage

import pytest
import told
from tests.conftest import NOON

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Report, Submission
from lagesbild.intake import take_in
from lagesbild.lib.audience import Level
from lagesbild.mail.models import IncomingMail, OutgoingMail
from lagesbild.reporting.by_mail import reply_target, take_letter

TODAY = date(2026, 6, 15)
ROUND = "/d/prov/omgangar/2026-06-20/"
PATH = f"{ROUND}rapportera/"
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    dialogue.default_level = Level.PUBLIC
    dialogue.save()
    return told.held(dialogue, date(2026, 6, 20))


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# ------------------------------------------------------------------ telephone and room


def take_down(coordinator, organisation, text=TEXT, channel="phone"):
    said = {"organisation": organisation.pk, "gor": "skicka", "text": text, "channel": channel}
    return coordinator.client.post(PATH, said)


@pytest.mark.parametrize("channel", ["phone", "room"])
def test_what_was_said_counts_is_unconfirmed_and_read_by_the_group_at_most(
    turn, coordinator, reporter, organisation, channel
):
    assert take_down(coordinator, organisation, channel=channel).status_code == 302
    submission = Submission.objects.get()
    assert submission.report.channel == channel
    assert submission.awaits_confirmation
    assert submission.version.level == Level.GROUP
    assert "1 av 1 har rapporterat" in words_of(coordinator.client.get(ROUND))


def test_the_members_own_draft_is_not_touched(turn, coordinator, reporter, organisation):
    reporter.client.post(f"{PATH}utkast/", {"text": "Vårt utkast.", "revision": "0"})
    take_down(coordinator, organisation)
    report = Report.objects.get()
    assert report.draft_text == "Vårt utkast."
    assert "Vårt utkast.</textarea>" in reporter.client.get(PATH).content.decode()


def test_the_member_is_asked_by_mail_and_on_its_page_and_says_that_it_stands_right(
    turn, coordinator, reporter, visitor, organisation
):
    take_down(coordinator, organisation)
    mail = OutgoingMail.objects.get()
    assert mail.person == reporter.person
    assert "Stämmer det här?" in mail.subject
    assert TEXT in " ".join(mail.text.split())
    link = re.search(r"(/rapportera/[\w-]+/)", mail.text)[1]
    for _ in range(3):
        assert "Stämmer det här?" in words_of(visitor.get(link))
    assert Submission.objects.get().awaits_confirmation
    assert "Stämmer det här?" in words_of(reporter.client.get(PATH))
    visitor.post(link, {"gor": "stammer"})
    submission = Submission.objects.get()
    assert (submission.confirmed_by, submission.version.level) == (reporter.person, Level.PUBLIC)
    assert "Stämmer det här?" not in words_of(visitor.get(link))


def test_the_member_can_put_it_right_instead(turn, coordinator, reporter, organisation):
    take_down(coordinator, organisation)
    assert TEXT in reporter.client.get(PATH).content.decode()
    right = {"organisation": organisation.pk, "gor": "skicka", "text": TEXT + " Nej, 13.", "revision": "0"}
    assert reporter.client.post(PATH, right).status_code == 302
    assert [s.awaits_confirmation for s in Submission.objects.order_by("pk")] == [True, False]


def test_the_group_sees_whether_the_member_has_confirmed(turn, coordinator, reader, reporter, organisation):
    take_down(coordinator, organisation)
    submission = Submission.objects.get()
    accept_version(submission=submission, by=coordinator.person, at=NOON)
    review = f"{ROUND}granska/{submission.report_id}/"
    assert "har inte bekräftat den än" in words_of(reader.client.get(review))
    reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "stammer"})
    assert "har inte bekräftat den än" not in words_of(reader.client.get(review))


def test_what_was_said_is_no_file(turn, coordinator, organisation):
    from django.core.files.uploadedfile import SimpleUploadedFile

    said = {"organisation": organisation.pk, "channel": "phone", "file": SimpleUploadedFile("a.txt", b"Hej")}
    assert coordinator.client.post(PATH, said).status_code == 422
    assert not Submission.objects.exists()


# ------------------------------------------------------------------ answering the mail


def letter(text: str, *files: tuple[str, bytes]):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "rapportor@prov.example",
        "forum@prov.example",
        "Sv: Hur är läget?",
    )
    mail["Message-ID"] = "<svar-1@prov.example>"
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="text", subtype="plain", filename=name)
    return take_in(mail.as_bytes(), "svar.eml")


def arrive(turn, organisation, person, said, at=told.noon(TODAY)):  # noqa: B008
    incoming = IncomingMail.objects.create(
        message_id=f"<{IncomingMail.objects.count()}@prov.example>", received_at=at, size=10
    )
    return take_letter(incoming, said, person, reply_target(turn, organisation), at)


def test_an_answer_becomes_the_report_without_the_letter_that_it_answers(turn, reporter, organisation):
    outcome = arrive(
        turn, organisation, reporter.person,
        letter(f"{TEXT}\n\nDen 10 juni 2026 kl. 10:12 skrev Forum <forum@prov.example>:\n> Hur är läget?\n> 99 varslade\n"),
    )  # fmt: skip
    assert outcome.taken
    submission = Submission.objects.get()
    assert submission.version.text.strip() == TEXT
    assert submission.awaits_confirmation
    assert submission.report.channel == Report.Channel.MAIL
    assert OutgoingMail.objects.get().person == reporter.person


def test_a_file_with_a_cover_note_is_the_report_and_a_longer_letter_stays_with_it(
    turn, reporter, organisation
):
    arrive(
        turn,
        organisation,
        reporter.person,
        letter("Hej! Här är vår rapport.\n", ("rapport.txt", TEXT.encode())),
    )
    assert Submission.objects.get().version.text.strip() == TEXT
    arrive(
        turn, organisation, reporter.person, letter("Nu är 15 varslade.\n", ("mer.txt", b"Och 3 nya jobb."))
    )
    assert Submission.objects.last().version.text.split("\n\n") == ["Nu är 15 varslade.", "Och 3 nya jobb.\n"]


def test_the_same_words_again_are_not_doubled(turn, reporter, organisation):
    for _ in range(2):
        assert arrive(turn, organisation, reporter.person, letter(TEXT)).taken
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "because"),
    [(" \n", "empty"), ("Tack!\n\nDen 10 juni 2026 kl. 10:12 skrev Forum:\n> 9 varslade\n", None)],
)
def test_an_empty_answer_waits_for_the_coordinator(turn, reporter, organisation, said, because):
    from dataclasses import replace

    read = replace(letter("x"), text=said) if because else letter(said)
    outcome = arrive(turn, organisation, reporter.person, read)
    assert (outcome.taken, outcome.because) == (because is None, because or "")


def test_an_answer_to_last_years_mail_waits_for_the_coordinator(turn, dialogue, reporter, organisation):
    old = told.held(dialogue, date(2025, 6, 16))
    outcome = arrive(old, organisation, reporter.person, letter(TEXT))
    assert (outcome.taken, outcome.because) == (False, "round_over")
    assert "16\xa0juni 2025" in outcome.note
    assert not Submission.objects.exists()


def test_an_answer_from_one_who_has_left_waits_for_the_coordinator(turn, reporter, organisation):
    reporter.person.roles.update(ends_before=TODAY)
    assert arrive(turn, organisation, reporter.person, letter(TEXT)).because == "speaks_no_more"


def test_an_answer_after_the_text_was_accepted_is_a_new_version_to_look_at(
    turn, reporter, coordinator, organisation
):
    arrive(turn, organisation, reporter.person, letter(TEXT))
    accept_version(submission=Submission.objects.get(), by=coordinator.person, at=NOON)
    arrive(turn, organisation, reporter.person, letter(TEXT + " Nu 13."))
    assert Submission.objects.last().accepted_at is None
