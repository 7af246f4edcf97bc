# SPDX-License-Identifier: EUPL-1.2
"""Receiving a report: nothing is lost, nothing is doubled, and everybody learns what became of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told
from django.core.files.uploadedfile import SimpleUploadedFile

from lagesbild.dialogues.models import Report, Round, Submission

TODAY = date(2026, 6, 15)
PATH = "/d/prov/omgangar/2026-06-20/rapportera/"
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."


@pytest.fixture
def turn(dialogue, stand_at) -> Round:
    stand_at(TODAY)
    return told.held(dialogue, date(2026, 6, 20))


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def send(somebody, organisation, **fields):
    return somebody.client.post(PATH, {"organisation": organisation.pk, "gor": "skicka", **fields})


# ------------------------------------------------------------------ who


def test_a_reader_reads_and_does_not_report(turn, reader, organisation):
    assert reader.client.get(PATH).status_code == 403
    assert send(reader, organisation, text=TEXT).status_code == 403
    assert not Submission.objects.exists()


def test_a_reporter_reports_for_its_own_organisation_only(turn, dialogue, reporter, organisation):
    other = told.member(dialogue, told.PANEL, "Organisationer")
    page = send(reporter, other, text=TEXT)
    assert page.status_code == 422
    assert "Välj vem rapporten kommer från." in words_of(page)
    assert not Submission.objects.exists()
    assert send(reporter, organisation, text=TEXT).status_code == 302
    assert Submission.objects.get().report.organisation == organisation


def test_the_coordinator_chooses_among_the_rounds_members(turn, dialogue, coordinator, organisation):
    told.member(dialogue, told.PANEL, "Organisationer")
    page = coordinator.client.get(PATH).content.decode()
    assert organisation.name in page
    assert told.PANEL in page
    chosen = coordinator.client.get(f"{PATH}?medlem={organisation.pk}").content.decode()
    assert f'<option value="{organisation.pk}" selected>' in chosen


def test_a_locked_round_takes_no_more_from_members(turn, reporter, coordinator, organisation):
    turn.lock_at = told.noon(TODAY) - timedelta(hours=1)
    turn.save()
    page = send(reporter, organisation, text=TEXT)
    assert page.status_code == 422
    assert "Omgången är låst" in words_of(page)
    assert TEXT in page.content.decode()
    assert not Submission.objects.exists()
    assert send(coordinator, organisation, text=TEXT).status_code == 302


# ------------------------------------------------------------------ before, and after


def test_the_page_says_that_it_becomes_a_public_record_before_anything_is_sent(turn, reporter):
    page = words_of(reporter.client.get(PATH))
    assert page.index("blir allmän handling") < page.index("Skicka rapporten")


def test_what_was_said_last_time_stands_beside_the_field(turn, dialogue, reporter, organisation):
    told.tell(
        told.held(dialogue, date(2026, 5, 11)), organisation, "I maj var det tungt.", [], by=reporter.person
    )
    page = words_of(reporter.client.get(PATH))
    assert "Så skrev ni 11 maj" in page
    assert "I maj var det tungt." in page


def test_the_coordinator_goes_on_to_review(turn, coordinator, organisation):
    page = send(coordinator, organisation, text=TEXT)
    report = Report.objects.get(round=turn)
    assert page.url == f"/d/prov/omgangar/2026-06-20/granska/{report.pk}/"
    assert report.channel == Report.Channel.PASTE
    assert Submission.objects.get().version.text == TEXT


def test_a_reporter_gets_a_receipt(turn, reporter, organisation):
    page = reporter.client.get(send(reporter, organisation, text=TEXT).url)
    assert "Tack, rapporten är mottagen" in words_of(page)
    assert "måndag 15 juni kl. 12.00" in words_of(page)
    assert reporter.client.get(PATH + "?kvitto=999999").status_code == 200


def test_a_receipt_is_for_those_who_reported(turn, dialogue, reporter, coordinator):
    other = told.member(dialogue, told.PANEL, "Organisationer")
    send(coordinator, other, text=TEXT)
    page = reporter.client.get(f"{PATH}?kvitto={Report.objects.get().pk}")
    assert "rapporten är mottagen" not in words_of(page)


def test_a_file_is_read_and_kept_under_its_name(turn, coordinator, organisation):
    file = SimpleUploadedFile("lägesrapport.txt", TEXT.encode())
    assert send(coordinator, organisation, file=file).status_code == 302
    submission = Submission.objects.select_related("version__source").get()
    assert submission.version.text == TEXT
    assert submission.version.source.filename == "lägesrapport.txt"
    assert submission.version.source.blob_sha256
    assert submission.report.channel == Report.Channel.UPLOAD


def test_the_day_it_came_in_can_be_said_by_the_coordinator(turn, coordinator, reporter, organisation):
    send(coordinator, organisation, text=TEXT, sent_on="2026-06-12")
    assert Submission.objects.get().sent_at == told.noon(date(2026, 6, 12))
    assert "Kom in" not in words_of(reporter.client.get(PATH))


def test_windows_lines_nul_and_emoji_come_through_as_one_text(turn, coordinator, organisation):
    send(coordinator, organisation, text="Rad ett 😀\r\nRad två\x00\u00ad och å")
    assert Submission.objects.get().version.text == "Rad ett 😀\nRad två\ufffd\u00ad och å"


# ------------------------------------------------------------------ what cannot be taken


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "tom.txt", "Filen är tom."),
        (b"%PDF-1.7 trasig", "rapport.pdf", "Inget har sparats."),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "rapport.docx", "Inget har sparats."),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_is_asked_for_again(
    turn, coordinator, organisation, content, name, reason
):
    page = send(coordinator, organisation, file=SimpleUploadedFile(name, content))
    assert page.status_code == 422
    assert reason in words_of(page)
    assert "Filen måste väljas på nytt" in words_of(page)
    assert not Submission.objects.exists()


def test_text_and_file_together_are_not_guessed_between_and_the_text_stays(turn, coordinator, organisation):
    page = send(coordinator, organisation, text=TEXT, file=SimpleUploadedFile("a.txt", b"Annat"))
    assert page.status_code == 422
    assert "både skrivit en text och valt en fil" in words_of(page)
    assert TEXT in page.content.decode()
    assert not Submission.objects.exists()


def test_nothing_at_all_is_told_so(turn, coordinator, organisation):
    page = send(coordinator, organisation, text="  \n ")
    assert page.status_code == 422
    assert "varken skrivit något eller valt en fil" in words_of(page)


@pytest.mark.parametrize("day", ["2026-06-16", "31 juni"])
def test_a_day_that_cannot_be_keeps_the_text_in_the_field(turn, coordinator, organisation, day):
    page = send(coordinator, organisation, text=TEXT, sent_on=day)
    assert page.status_code == 422
    assert TEXT in page.content.decode()
    assert not Submission.objects.exists()


# ------------------------------------------------------------------ the same text again


def test_the_same_text_twice_in_a_round_is_noticed_and_not_doubled(turn, coordinator, organisation):
    send(coordinator, organisation, text=TEXT)
    for anyway in ({}, {"anyway": "on"}):
        page = send(coordinator, organisation, text=TEXT, **anyway)
        assert page.status_code == 422
        assert "har redan kommit in" in words_of(page)
    assert Submission.objects.count() == 1


def test_last_rounds_text_is_noticed_and_can_be_sent_anyway(turn, dialogue, coordinator, organisation):
    told.tell(told.held(dialogue, date(2026, 5, 11)), organisation, TEXT, [], by=coordinator.person)
    page = send(coordinator, organisation, text=TEXT)
    assert page.status_code == 422
    assert "samma text som till mötet 11 maj" in words_of(page)
    assert TEXT in page.content.decode()
    assert send(coordinator, organisation, text=TEXT, anyway="on").status_code == 302
    assert Submission.objects.count() == 2


def test_another_members_text_is_noticed(turn, dialogue, coordinator, organisation):
    other = told.member(dialogue, told.PANEL, "Organisationer")
    send(coordinator, other, text=TEXT)
    page = send(coordinator, organisation, text=TEXT)
    assert page.status_code == 422
    assert f"Samma text har kommit in från {told.PANEL}" in words_of(page)


def test_a_changed_text_is_the_reports_next_version(turn, coordinator, organisation):
    send(coordinator, organisation, text=TEXT)
    assert "En rapport har redan kommit in." in words_of(
        coordinator.client.get(f"{PATH}?medlem={organisation.pk}")
    )
    assert send(coordinator, organisation, text=TEXT + " Nu 13.").status_code == 302
    assert Report.objects.count() == 1
    assert Submission.objects.count() == 2


# ------------------------------------------------------------------ nothing new


def test_nothing_new_counts_as_an_answer_and_can_be_undone(turn, reporter, organisation):
    page = reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "inget-nytt"}, follow=True)
    assert "Inget nytt från" in words_of(page)
    assert "1 av 1 har rapporterat" in words_of(page)
    undo = re.search(r'action="([^"]+fraga-igen[^"]+)"', page.content.decode())
    reporter.client.post(undo[1].replace("&amp;", "&"))
    assert not Report.objects.exists()


def test_nothing_new_pressed_over_a_written_text_loses_nothing(turn, reporter, organisation):
    page = reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "inget-nytt", "text": TEXT})
    assert page.status_code == 422
    assert TEXT in page.content.decode()
    assert "Ni har skrivit något i fältet." in words_of(page)
    report = Report.objects.get()
    assert (report.state, report.draft_text, report.nothing_new) == (Report.State.DRAFT, TEXT, False)


def test_nothing_new_without_a_member_asks_whom_it_concerns(turn, coordinator, dialogue):
    told.member(dialogue, told.PANEL, "Organisationer")
    page = coordinator.client.post(PATH, {"gor": "inget-nytt"})
    assert page.status_code == 422
    assert "Vem gäller det?" in words_of(page)


def test_a_text_after_nothing_new_is_the_one_that_counts(turn, reporter, organisation):
    reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "inget-nytt"})
    assert send(reporter, organisation, text=TEXT).status_code == 302
    report = Report.objects.get()
    assert not report.nothing_new
    assert report.submissions.count() == 1
