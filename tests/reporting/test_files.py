# SPDX-License-Identifier: EUPL-1.2
"""Several files and mails at once: placed where it is sure whose they are, asked about otherwise."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage

import pytest
import told
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from lagesbild.dialogues.models import Submission
from lagesbild.lib import blobs
from lagesbild.mail.models import IncomingMail, OutgoingMail
from lagesbild.reporting.models import UnplacedFile

TODAY = date(2026, 6, 15)
PATH = "/d/prov/omgangar/2026-06-20/rapportera/"
FILES = f"{PATH}filer/"
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    return told.held(dialogue, date(2026, 6, 20))


@pytest.fixture
def other(turn, dialogue):
    return told.member(dialogue, told.PANEL, "Organisationer")


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def mail_from(sender: str, text: str = TEXT) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "forum@prov.example", "Rapport"
    mail["Message-ID"] = "<fil-1@prov.example>"
    mail.set_content(text)
    return mail.as_bytes()


def lay(somebody, *files: tuple[str, bytes]):
    return somebody.client.post(FILES, {"filer": [SimpleUploadedFile(n, c) for n, c in files]})


def test_a_mail_is_placed_by_its_sender_and_a_file_by_its_heading_or_name(
    turn, other, coordinator, reporter, organisation
):
    page = lay(
        coordinator,
        ("svar.eml", mail_from(reporter.person.email)),
        ("text.txt", f"{told.PANEL}\n\nOrderingången är 20 % lägre.".encode()),
    )
    assert "ligger i rapporten från Företagarringen" in words_of(page)
    assert {s.report.organisation for s in Submission.objects.all()} == {organisation, other}
    assert all(s.awaits_confirmation for s in Submission.objects.all())
    assert OutgoingMail.objects.get().person == reporter.person, "the other one has nobody to ask"
    assert not UnplacedFile.objects.exists()


def test_what_nobody_can_tell_is_asked_about(turn, other, coordinator, organisation):
    page = lay(coordinator, ("okänd.txt", TEXT.encode()), ("okänd.txt", TEXT.encode()))
    assert "Vem kommer okänd.txt från?" in words_of(page)
    row = UnplacedFile.objects.get()
    assert not Submission.objects.exists()
    coordinator.client.post(FILES, {"fil": row.pk, "medlem": ""})
    assert UnplacedFile.objects.get().placed_at is None
    coordinator.client.post(FILES, {"fil": row.pk, "medlem": other.pk})
    assert Submission.objects.get().report.organisation == other
    assert "Vem kommer" not in words_of(coordinator.client.get(FILES))


def test_sender_and_heading_that_disagree_are_asked_about(turn, other, coordinator, reporter):
    lay(coordinator, ("svar.eml", mail_from(reporter.person.email, f"{told.PANEL}\n\n{TEXT}")))
    assert UnplacedFile.objects.count() == 1
    assert not Submission.objects.exists()


def test_each_file_that_cannot_be_read_says_why_and_the_others_come_in(turn, other, coordinator, reporter):
    page = lay(
        coordinator, ("tom.txt", b""), ("bild.docx", b"\x7fELF" + bytes(90)), ("bara mellanrum.txt", b" \n \n"),
        ("svar.eml", mail_from(reporter.person.email)),
    )  # fmt: skip
    assert "Filen är tom." in words_of(page)
    assert Submission.objects.count() == 1


def test_the_same_mail_twice_is_not_doubled(turn, coordinator, reporter):
    lay(coordinator, ("a.eml", mail_from(reporter.person.email)))
    page = lay(coordinator, ("b.eml", mail_from(reporter.person.email)))
    assert "samma text fanns redan" in words_of(page)
    assert Submission.objects.count() == 1


def test_no_file_at_all_is_told_so(turn, coordinator):
    assert coordinator.client.post(FILES).status_code == 422


def test_only_the_coordinator_lays_files_in(turn, reporter, reader):
    for somebody in (reporter, reader):
        assert somebody.client.get(FILES).status_code == 403
        assert lay(somebody, ("a.txt", TEXT.encode())).status_code == 403
    assert not UnplacedFile.objects.exists()


def test_a_pasted_text_with_another_members_heading_is_asked_about(turn, other, coordinator, organisation):
    said = {"organisation": organisation.pk, "gor": "skicka", "text": f"{told.PANEL}\n\n{TEXT}"}
    page = coordinator.client.post(PATH, said)
    assert page.status_code == 422
    assert f"Texten har rubriken {told.PANEL}." in words_of(page)
    assert not Submission.objects.exists()
    assert coordinator.client.post(PATH, {**said, "anyway": "on"}).status_code == 302


# ------------------------------------------------------------------ the quarantine


@pytest.fixture
def letter(turn, dialogue) -> IncomingMail:
    return IncomingMail.objects.create(
        message_id="<okand@prov.example>", dialogue=dialogue, received_at=told.noon(TODAY), size=10,
        from_address="okand@prov.example", state="quarantined", because="no_token", note="Utan nyckel.",
        blob_sha256=blobs.keep(settings.INSTALLATION.blobs, mail_from("okand@prov.example")),
    )  # fmt: skip


def test_a_letter_from_the_quarantine_is_laid_in_a_report_once(
    letter, turn, coordinator, organisation, reporter
):
    door = f"/d/prov/rapporter/brev/{letter.pk}/"
    assert "12 personer är varslade" in words_of(coordinator.client.get(door))
    assert coordinator.client.post(door, {"omgang": turn.address}).status_code == 422
    answer = coordinator.client.post(door, {"omgang": turn.address, "medlem": organisation.pk})
    assert answer.status_code == 302
    submission = Submission.objects.get()
    assert submission.awaits_confirmation
    letter.refresh_from_db()
    assert letter.state == "taken"
    assert coordinator.client.get(door).status_code == 404
    assert reporter.client.get(door).status_code == 403
