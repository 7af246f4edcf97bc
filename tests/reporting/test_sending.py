# SPDX-License-Identifier: EUPL-1.2
"""Sending, being stopped, changing, taking back, and what a member says of what it promised."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told
from django.core.files.uploadedfile import SimpleUploadedFile

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Assessment, Report, Submission
from lagesbild.dialogues.picture import build_picture, standing_at
from lagesbild.followup.models import Appearance, FollowUpItem
from lagesbild.lib.audience import COORDINATOR
from lagesbild.sources.queries import text_for

TODAY = date(2026, 6, 15)
PATH = "/d/prov/omgangar/2026-06-20/rapportera/"
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."
NAMED = "Läget är lugnt. Nordplåt AB varslar 40 personer. 12 är varslade hos andra."


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    turn = told.held(dialogue, date(2026, 6, 20))
    turn.lock_at = told.noon(date(2026, 6, 19))
    turn.save()
    return turn


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def send(somebody, organisation, text=TEXT, **more):
    report = Report.objects.filter(section__isnull=True, organisation=organisation).first()
    revision = report.draft_revision if report else 0
    said = {"organisation": organisation.pk, "gor": "skicka", "text": text, "revision": str(revision)}
    return somebody.client.post(PATH, {**said, **more})


# ------------------------------------------------------------------ sending


def test_sending_is_receipt_and_needs_no_further_click(turn, reporter, organisation):
    page = send(reporter, organisation, level="4", word="orderböckerna")
    page = reporter.client.get(page["Location"])
    assert "Tack, rapporten är mottagen" in words_of(page)
    assert "Ni kan ändra till fredag 19 juni kl. 12.00." in words_of(page)
    submission = Submission.objects.get()
    assert submission.report.state == Report.State.RECEIVED
    assert not submission.awaits_confirmation
    assessment = Assessment.objects.get()
    assert (assessment.level, assessment.word) == (4, "orderböckerna")


def test_my_own_text_can_be_fetched(turn, reporter, organisation):
    send(reporter, organisation)
    answer = reporter.client.get(f"{PATH}text/")
    assert answer.content.decode() == TEXT
    assert "attachment" in answer["Content-Disposition"]


def test_a_change_before_the_lock_is_a_new_version_of_the_same_report(turn, reporter, organisation):
    send(reporter, organisation)
    assert TEXT in reporter.client.get(PATH).content.decode()
    send(reporter, organisation, TEXT + " Nu 13.")
    assert [s.version.text for s in Report.objects.get().submissions.all()] == [TEXT, TEXT + " Nu 13."]


def test_a_change_that_is_not_sent_is_told_apart_from_what_counts(turn, reporter, organisation):
    send(reporter, organisation)
    answer = reporter.client.post(f"{PATH}utkast/", {"text": TEXT + " Mer.", "revision": "1"})
    assert "inte skickad" in answer.json()["said"]
    assert "gäller" in answer.json()["said"]


def test_an_accepted_text_is_locked_until_it_is_opened_again(turn, reporter, coordinator, organisation):
    send(reporter, organisation)
    accept_version(submission=Submission.objects.get(), by=coordinator.person, at=told.noon(TODAY))
    page = send(reporter, organisation, TEXT + " Nu 13.")
    assert page.status_code == 422
    assert "har godtagit rapporten" in words_of(page)
    assert TEXT + " Nu 13." in page.content.decode()
    assert reporter.client.post(f"{PATH}utkast/", {"text": "x", "revision": "1"}).status_code == 423
    taken = {"organisation": organisation.pk, "gor": "skicka", "text": "Ny text."}
    assert "godtagen och låst" in words_of(coordinator.client.post(PATH, taken))
    assert Submission.objects.count() == 1


# ------------------------------------------------------------------ one company beside a figure


def test_a_company_beside_a_figure_stops_the_sending_with_three_ways_on(turn, reporter, organisation):
    page = send(reporter, organisation, NAMED)
    assert page.status_code == 422
    for words in (
        "Ändra texten",
        "Bara samordnaren får läsa den meningen",
        "Uppgiften är redan känd, skicka",
    ):
        assert words in words_of(page)
    assert not Submission.objects.exists()
    assert Report.objects.get().draft_text == NAMED


def seen_in(page) -> str:
    return re.search(r'name="sett" value="([^"]+)"', page.content.decode())[1]


def test_the_sentence_can_be_left_to_the_coordinator(turn, reporter, reader, organisation):
    seen = seen_in(send(reporter, organisation, NAMED))
    assert send(reporter, organisation, NAMED, sett=seen, foretag="hall").status_code == 302
    version = Submission.objects.get().version
    from lagesbild.dialogues.queries import audience_of

    group = audience_of(reader.person, turn.dialogue, day=TODAY)
    assert "Nordplåt" not in text_for(version, audience=group)
    assert "Nordplåt" in text_for(version, audience=COORDINATOR)
    assert "12 är varslade" in text_for(version, audience=group)


def test_a_figure_that_is_known_already_can_be_sent(turn, reporter, organisation):
    seen = seen_in(send(reporter, organisation, NAMED))
    assert send(reporter, organisation, NAMED, sett=seen, foretag="kand").status_code == 302
    assert not Submission.objects.get().version.ranges.filter(ground="company").exists()


def test_a_choice_counts_for_the_sentences_that_were_shown(turn, reporter, organisation):
    seen = seen_in(send(reporter, organisation, NAMED))
    more = NAMED + " Mejeriet i Tallås har 7 anställda kvar."
    assert send(reporter, organisation, more, sett=seen, foretag="kand").status_code == 422
    assert not Submission.objects.exists()


def test_a_stopped_file_is_laid_in_the_field(turn, reporter, organisation):
    file = SimpleUploadedFile("rapport.txt", NAMED.encode())
    page = send(reporter, organisation, "", file=file)
    assert page.status_code == 422
    assert NAMED in page.content.decode()
    assert "Filens text står nu i fältet." in words_of(page)
    assert not Submission.objects.exists()


# ------------------------------------------------------------------ taking back


def test_a_withdrawn_text_is_read_by_nobody_else_and_its_figures_end(
    turn, reporter, reader, coordinator, organisation, stand_at
):
    send(reporter, organisation, level="2")
    submission = Submission.objects.get()
    from lagesbild.dialogues.accepting import Desk, accept_all

    accept_all(desk=Desk.for_version(submission.version), by=coordinator.person, at=told.noon(TODAY))
    accept_version(submission=submission, by=coordinator.person, at=told.noon(TODAY))
    stand_at(told.noon(date(2026, 6, 19)) + timedelta(hours=1))
    page = reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "dra-tillbaka"}, follow=True)
    assert "tillbakadragen" in words_of(page)
    submission.refresh_from_db()
    assert submission.withdrawn_by == reporter.person
    assert submission.version.text == TEXT, "the original is kept"
    review = f"/d/prov/omgangar/2026-06-20/granska/{submission.report_id}/"
    assert "varslade" not in words_of(reader.client.get(review, follow=True))
    standing = standing_at(turn.dialogue, today=date(2026, 6, 21))
    picture = repr(build_picture(turn.dialogue, audience=COORDINATOR, standing=standing))
    assert "varslade" not in picture
    assert not Assessment.objects.filter(known_until__isnull=True).exists()


def test_there_is_nothing_to_take_back_before_anything_is_sent(turn, reporter, organisation):
    page = reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "dra-tillbaka"})
    assert page.status_code == 422


# ------------------------------------------------------------------ what was promised and asked


@pytest.fixture
def promise(turn, dialogue, organisation, coordinator) -> FollowUpItem:
    words = "Ringen skickar en sammanställning senast 26 juni"
    told.tell(
        told.held(dialogue, date(2026, 5, 11)), organisation, f"Lugnt. {words}.",
        [(words, "promise", {"owner": organisation.name, "due_to": "2026-06-26"})], by=coordinator.person,
    )  # fmt: skip
    return FollowUpItem.objects.get(kind="promise", text__contains="sammanställning")


def answer(somebody, organisation, act, **more):
    said = {"organisation": organisation.pk, "punkt": act, "text": "Halva texten", "revision": "0"}
    return somebody.client.post(PATH, {**said, **more}, follow=True)


def test_a_promise_stands_beside_the_field_until_it_is_answered(promise, reporter, organisation):
    page = words_of(reporter.client.get(PATH))
    assert "Ni lovade" in page
    assert "Väntas senast fredag 26 juni" in page
    page = answer(reporter, organisation, f"klart:{promise.pk}")
    promise.refresh_from_db()
    assert (promise.state, promise.closed_by) == ("closed", reporter.person)
    assert "Ni lovade" not in words_of(page)
    assert Report.objects.filter(round__held_on=date(2026, 6, 20)).get().draft_text == "Halva texten"


def test_a_promise_gets_a_new_day_and_the_round_remembers_the_old(promise, reporter, organisation):
    answer(reporter, organisation, f"nytt-datum:{promise.pk}", **{f"dag-{promise.pk}": "2026-07-03"})
    promise.refresh_from_db()
    assert promise.due_from == date(2026, 7, 3)
    assert "2026-06-26" in Appearance.objects.get().note


@pytest.mark.parametrize(
    ("day", "why"),
    [("", "Välj vilken dag"), ("i morgon", "Välj vilken dag"), ("2026-06-14", "redan varit"), ("2062-06-14", "Är året rätt?")],
)  # fmt: skip
def test_a_day_that_cannot_be_leaves_the_promise_and_the_text(promise, reporter, organisation, day, why):
    page = answer(reporter, organisation, f"nytt-datum:{promise.pk}", **{f"dag-{promise.pk}": day})
    assert page.status_code == 422
    assert why in words_of(page)
    assert "Halva texten" in page.content.decode()
    promise.refresh_from_db()
    assert promise.due_before == date(2026, 6, 27)


def test_a_promise_is_let_go_of_with_a_reason(promise, reporter, organisation):
    answer(reporter, organisation, f"inte-aktuellt:{promise.pk}")
    promise.refresh_from_db()
    assert promise.closed_because.startswith("Inte längre aktuellt")


def test_anothers_promise_cannot_be_answered(promise, dialogue, make_somebody):
    other = told.member(dialogue, told.PANEL, "Organisationer")
    rival = make_somebody("smed@prov.example", "reporter", organisation=other)
    assert answer(rival, other, f"klart:{promise.pk}").status_code == 422
    promise.refresh_from_db()
    assert promise.state == "open"


# ------------------------------------------------------------------ two steps inside the organisation


def test_where_approvers_are_named_others_hand_over(turn, reporter, organisation, make_somebody):
    from lagesbild.reporting.models import Approver

    chief = make_somebody("chef@prov.example", "reporter", organisation=organisation)
    Approver.objects.create(organisation=organisation, person=chief.person)
    assert "Lämna vidare" in words_of(reporter.client.get(PATH))
    page = send(reporter, organisation)
    assert page.status_code == 422
    assert not Submission.objects.exists()
    page = send(reporter, organisation, gor="lamna-vidare")
    assert "lämnade texten till dig" in words_of(chief.client.get(PATH))
    assert send(chief, organisation).status_code == 302
    assert Submission.objects.get().sent_by == chief.person


def test_a_withdrawn_text_leaves_every_published_picture(
    turn, dialogue, reporter, coordinator, visitor, organisation, stand_at
):
    from lagesbild.dialogues.accepting import Desk, accept_all
    from lagesbild.publishing.editions import draft_of, is_intact
    from lagesbild.publishing.operations import publish_picture

    dialogue.default_level = "public"
    dialogue.save()
    turn.refresh_from_db()
    other = told.member(dialogue, told.PANEL, "Organisationer")
    told.tell(told.held(dialogue, date(2026, 6, 20)), other, "Smedringen skickar listan senast 26 juni.",
              [("Smedringen skickar listan senast 26 juni", "promise", {"owner": told.PANEL, "due_to": "2026-06-26"})],
              by=coordinator.person)  # fmt: skip
    send(
        reporter,
        organisation,
        "12 personer är varslade hos våra medlemmar. Vi skickar en sammanställning i höst.",
    )
    submission = Submission.objects.get(report__organisation=organisation)
    accept_all(desk=Desk.for_version(submission.version), by=coordinator.person, at=told.noon(TODAY))
    accept_version(submission=submission, by=coordinator.person, at=told.noon(TODAY))
    stand_at(date(2026, 6, 21))
    standing = standing_at(dialogue, today=date(2026, 6, 21))
    edition = publish_picture(
        dialogue=dialogue, standing=standing, by=coordinator.person, at=told.noon(date(2026, 6, 21)),
        seen_sha256=draft_of(dialogue, standing=standing).sha256,
    )  # fmt: skip
    assert "varslade" in words_of(visitor.get("/"))
    reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "dra-tillbaka"})
    for door in ("/", "/lagesbilder/2026-06-20/"):
        page = words_of(visitor.get(door, follow=True))
        assert "varslade" not in page
        assert "sammanställning" not in page
    assert "listan" in words_of(visitor.get("/")), "what others said stays"
    edition.refresh_from_db()
    assert is_intact(edition)
