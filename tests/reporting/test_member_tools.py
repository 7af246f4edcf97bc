# SPDX-License-Identifier: EUPL-1.2
"""What the coordinator does for one member: a link without account, and a locked report opened again."""

from __future__ import annotations

import re
from datetime import date

import pytest
import told
from tests.conftest import NOON

from lagesbild.accounts.models import AccessLink
from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Submission
from lagesbild.reporting.models import Reopening

TODAY = date(2026, 6, 15)
PATH = "/d/prov/omgangar/2026-06-20/rapportera/"
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    return told.held(dialogue, date(2026, 6, 20))


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(somebody, organisation, act, **more):
    return somebody.client.post(PATH, {"organisation": organisation.pk, "gor": act, **more}, follow=True)


def test_a_link_is_shown_once_and_opens_the_report(turn, coordinator, reporter, visitor, organisation):
    page = press(coordinator, organisation, "lank", person=reporter.person.pk)
    link = re.search(r"(/rapportera/[\w-]{30,}/)", page.content.decode())[1]
    assert visitor.get(link).status_code == 200
    again = coordinator.client.get(f"{PATH}?medlem={organisation.pk}")
    assert link not in again.content.decode()
    assert "1 länk till rapporten slutade gälla." in words_of(
        press(coordinator, organisation, "dra-in-lankar")
    )
    assert visitor.get(link).status_code == 410


def test_a_link_goes_to_one_who_speaks_for_the_member_only(turn, coordinator, reader, organisation):
    press(coordinator, organisation, "lank", person=reader.person.pk)
    assert not AccessLink.objects.filter(purpose="report").exists()


def test_an_accepted_report_is_opened_again_with_reason_and_end(turn, coordinator, reporter, organisation):
    sent = {"organisation": organisation.pk, "gor": "skicka", "text": TEXT, "revision": "0"}
    reporter.client.post(PATH, sent)
    accept_version(submission=Submission.objects.get(), by=coordinator.person, at=NOON)
    press(coordinator, organisation, "oppna", reason="Fel siffra", ends_on="2026-06-17")
    row = Reopening.objects.get()
    assert (row.reason, row.opened_by) == ("Fel siffra", coordinator.person)
    assert Submission.objects.get().accepted_at is None
    assert (
        reporter.client.post(PATH, {**sent, "text": TEXT + " Nej, 13.", "revision": "1"}).status_code == 302
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [({"reason": " ", "ends_on": "2026-06-17"}, "Skriv varför."), ({"reason": "Fel", "ends_on": "2026-06-14"}, "redan varit")],
)  # fmt: skip
def test_opening_without_a_reason_or_into_the_past_changes_nothing(
    turn, coordinator, organisation, said, why
):
    turn.lock_at = told.noon(date(2026, 6, 14))
    turn.save()
    page = press(coordinator, organisation, "oppna", **said)
    assert page.status_code == 422
    assert why in words_of(page)
    assert not Reopening.objects.exists()


def test_a_member_cannot_open_its_own_report(turn, reporter, organisation):
    turn.lock_at = told.noon(date(2026, 6, 14))
    turn.save()
    press(reporter, organisation, "oppna", reason="Fel", ends_on="2026-06-17")
    assert not Reopening.objects.exists()


def test_a_large_file_by_link_is_taken_and_without_a_key_it_is_not(turn, reporter, visitor, organisation):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lagesbild.reporting.operations import make_report_link

    token = make_report_link(person=reporter.person, turn=turn, organisation=organisation, by=None, at=NOON)
    for address, status in ((f"/rapportera/{token}/", 302), ("/rapportera/hittepa/", 413)):
        file = SimpleUploadedFile("stor.txt", (TEXT + "\n" * 100_000).encode())
        assert visitor.post(address, {"gor": "skicka", "file": file}).status_code == status


def test_hostile_file_names_harm_nobody(turn, reporter, organisation):
    from django.core.files.uploadedfile import SimpleUploadedFile

    for number, name in enumerate(
        ("../../etc/passwd.txt", "a" * 250 + ".txt", "<script>.txt", "\u202etxt.exe.txt")
    ):
        file = SimpleUploadedFile("x.txt", f"{TEXT} {number}".encode())
        file.name = name
        answer = reporter.client.post(PATH, {"organisation": organisation.pk, "gor": "skicka", "file": file})
        assert answer.status_code == 302, name
    assert "<script>" not in reporter.client.get(f"{PATH}?kvitto=1").content.decode()


def test_who_had_been_mailed_before_a_text_was_taken_back_is_listed(
    turn, coordinator, reporter, organisation
):
    from lagesbild.mail.operations import mark_sent_by_hand, queue_mail

    reporter.client.post(
        PATH, {"organisation": organisation.pk, "gor": "skicka", "text": TEXT, "revision": "0"}
    )
    at = told.noon(TODAY)
    mail = queue_mail(
        key="a", person=None, to_address="namnd@prov.example", purpose="minutes", subject="Anteckningar", text="…",
        turn=turn, due_at=at, by=None, at=at,
    )  # fmt: skip
    mark_sent_by_hand(mail=mail, by=coordinator.person, at=at)
    press(reporter, organisation, "dra-tillbaka")
    page = words_of(coordinator.client.get(f"{PATH}?medlem={organisation.pk}"))
    assert "dragit tillbaka sin text" in page
    assert "namnd@prov.example" in page


def test_the_members_two_steps_are_set_and_taken_away(
    turn, coordinator, reporter, organisation, make_somebody
):
    chief = make_somebody("chef@prov.example", "reporter", organisation=organisation)
    press(coordinator, organisation, "vem-skickar", person=[chief.person.pk])
    assert "Lämna vidare" in words_of(reporter.client.get(PATH))
    assert "Skicka rapporten" in words_of(chief.client.get(PATH))
    press(coordinator, organisation, "vem-skickar")
    assert "Skicka rapporten" in words_of(reporter.client.get(PATH))


def test_the_dialogues_standing_questions_stand_above_the_field(turn, dialogue, reporter):
    dialogue.standing_questions = ["Hur ser orderläget ut?"]
    dialogue.crisis_questions = ["Vad är akut?"]
    dialogue.save()
    assert "Hur ser orderläget ut?" in words_of(reporter.client.get(PATH))
    turn.kind = "crisis"
    turn.save()
    page = words_of(reporter.client.get(PATH))
    assert "Vad är akut?" in page
    assert "orderläget" not in page
