# SPDX-License-Identifier: EUPL-1.2
"""A draft loses no word, whoever else writes, and is read by its own organisation alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import told
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOON

import lagesbild
from lagesbild.dialogues.models import Report, Submission
from lagesbild.lib.refusal import Refused
from lagesbild.reporting.drafts import MOST_CHARACTERS, save_draft
from lagesbild.reporting.models import Draft, DraftSideVersion

TODAY = date(2026, 6, 15)
PATH = "/d/prov/omgangar/2026-06-20/rapportera/"
SAVE = f"{PATH}utkast/"
SECRET = "Rutbergas hemliga utkast om 4711 varslade"


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    return told.held(dialogue, date(2026, 6, 20))


@pytest.fixture
def colleague(organisation, make_somebody):
    """Another reporter of the same member."""
    return make_somebody("kollega@prov.example", "reporter", organisation=organisation)


def save(somebody, text, revision=0, **more):
    return somebody.client.post(SAVE, {"text": text, "revision": revision, **more})


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# ------------------------------------------------------------------ one writer


def test_opening_the_page_begins_no_draft(turn, reporter):
    for _ in range(3):
        assert reporter.client.get(PATH).status_code == 200
    assert not Report.objects.exists()


def test_a_save_says_that_it_is_saved_and_not_sent(turn, reporter):
    answer = save(reporter, "Läget är lugnt.")
    assert answer.json() == {"revision": 1, "said": "Sparat 12.00. Inte skickat, bara ni kan läsa."}
    page = reporter.client.get(PATH)
    assert "Läget är lugnt.</textarea>" in page.content.decode()
    assert "Inte skickat, bara ni kan läsa." in words_of(page)


def test_saving_on_and_on_keeps_one_draft(turn, reporter):
    for number in range(4):
        assert save(reporter, "Läget" + " är" * number, revision=number).json()["revision"] == number + 1
    assert Report.objects.get().draft_text == "Läget är är är"
    assert not DraftSideVersion.objects.exists()


def test_a_save_whose_answer_was_lost_can_be_sent_again(turn, reporter):
    save(reporter, "Läget är lugnt.")
    assert save(reporter, "Läget är lugnt.").json()["revision"] == 1
    assert not DraftSideVersion.objects.exists()


def test_an_empty_field_begins_no_draft(turn, reporter):
    assert save(reporter, " \n").json()["revision"] == 0
    assert not Report.objects.exists()


def test_the_judgement_is_kept_with_the_draft(turn, reporter):
    save(reporter, "Läget är lugnt.", level="4", word="orderboken")
    page = reporter.client.get(PATH).content.decode()
    assert re.search(r'value="4" checked', page)
    assert 'value="orderboken"' in page


def test_a_draft_longer_than_a_book_says_so(turn, organisation, reporter):
    with pytest.raises(Refused):
        save_draft(
            turn=turn, organisation=organisation, text="a" * (MOST_CHARACTERS + 1), revision=0,
            by=reporter.person, at=NOON,
        )  # fmt: skip
    assert save(reporter, "a" * (MOST_CHARACTERS + 1)).status_code == 413


def test_the_button_saves_without_script(turn, reporter, organisation):
    said = {"organisation": organisation.pk, "gor": "spara", "text": "Läget är lugnt.", "revision": "0"}
    page = reporter.client.post(PATH, said, follow=True)
    assert "Utkastet är sparat." in words_of(page)
    assert Report.objects.get().draft_text == "Läget är lugnt."
    assert not Submission.objects.exists()


# ------------------------------------------------------------------ two writers


def test_the_second_of_two_is_told_and_both_texts_are_there(turn, reporter, colleague):
    save(reporter, "Annas text.")
    answer = save(colleague, "Bertils text.")
    assert answer.status_code == 409
    assert answer.json()["revision"] == 1
    assert "Någon annan har skrivit" in answer.json()["html"]
    for somebody in (reporter, colleague):
        page = words_of(somebody.client.get(PATH))
        assert "Annas text." in page
        assert "Bertils text." in page


def test_the_one_who_lost_goes_on_beside(turn, reporter, colleague):
    save(reporter, "Annas text.")
    beside = save(colleague, "Bertils text.").json()["beside"]
    save(colleague, "Bertils längre text.", revision=1, beside=beside)
    assert [s.text for s in DraftSideVersion.objects.all()] == ["Bertils längre text."]
    assert Report.objects.get().draft_text == "Annas text."


def test_choosing_ones_own_keeps_the_others_beside(turn, reporter, colleague, organisation):
    save(reporter, "Annas text.")
    beside = save(colleague, "Bertils text.").json()["beside"]
    said = {"organisation": organisation.pk, "sida-vid": f"galler:{beside}"}
    page = colleague.client.post(PATH, said, follow=True)
    assert Report.objects.get().draft_text == "Bertils text."
    assert "Annas text." in words_of(page)
    assert save(reporter, "Annas text, mer.", revision=1).status_code == 409


def test_putting_a_text_away_leaves_its_row(turn, reporter, colleague, organisation):
    save(reporter, "Annas text.")
    beside = save(colleague, "Bertils text.").json()["beside"]
    page = reporter.client.post(
        PATH, {"organisation": organisation.pk, "sida-vid": f"bort:{beside}"}, follow=True
    )
    assert "Bertils text." not in words_of(page)
    assert DraftSideVersion.objects.get().text == "Bertils text."


def test_sending_over_another_text_sends_nothing(turn, reporter, colleague, organisation):
    save(reporter, "Annas text.")
    said = {"organisation": organisation.pk, "gor": "skicka", "text": "Bertils text.", "revision": "0"}
    page = colleague.client.post(PATH, said)
    assert page.status_code == 409
    assert "Bertils text." in words_of(page)
    assert not Submission.objects.exists()


@settings(max_examples=25)
@given(data=st.data())
def test_no_text_that_was_ever_saved_is_gone(data, turn, organisation, reporter, colleague):
    """Two windows save in any order on whatever revision they last heard of."""
    Report.objects.all().delete()
    heard = {reporter: 0, colleague: 0}
    ever = set()
    for number in range(data.draw(st.integers(2, 7))):
        who = data.draw(st.sampled_from([reporter, colleague]))
        text = f"Text {number}. " + data.draw(st.text(max_size=8))
        before = Report.objects.first()
        saved = save_draft(
            turn=turn, organisation=organisation, text=text, revision=heard[who], by=who.person, at=NOON
        )
        if saved.beside is None and before is not None and heard[who] == before.draft_revision:
            ever.discard(before.draft_text)  # its own writer, or one who had seen it, wrote over it
        ever.add(saved.beside.text if saved.beside else saved.report.draft_text)
        if data.draw(st.booleans()):
            heard[who] = saved.report.draft_revision
    kept = {Report.objects.get().draft_text} | {s.text for s in DraftSideVersion.objects.all()}
    assert ever <= kept


# ------------------------------------------------------------------ whose it is


@pytest.fixture
def secret(turn, reporter) -> Report:
    save(reporter, SECRET)
    return Report.objects.get()


def test_nobody_outside_the_organisation_reads_a_draft(
    secret, turn, dialogue, coordinator, reader, stranger, organisation, make_somebody
):
    other = told.member(dialogue, told.PANEL, "Organisationer")
    rival = make_somebody("smed@prov.example", "reporter", organisation=other)
    doors = ["/", "/omgangar/", "/d/prov/omgangar/", "/d/prov/omgangar/2026-06-20/", f"{PATH}text/",
             f"/d/prov/omgangar/2026-06-20/granska/{secret.pk}/", "/d/prov/lagesbild/", "/d/prov/utkorg/"]  # fmt: skip
    doors += [f"{PATH}?medlem={organisation.pk}{more}" for more in ("", "&sida=medlem", "&kvitto=1")]
    for somebody in (coordinator, reader, stranger, rival):
        for door in doors:
            answer = somebody.client.get(door, follow=True)
            assert answer.status_code < 500, door
            assert "4711" not in answer.content.decode(), (somebody.person, door)
        for act in ("spara", "skicka", "inget-nytt"):
            said = {"organisation": organisation.pk, "sida": "medlem", "gor": act, "revision": "0"}
            assert "4711" not in somebody.client.post(PATH, said).content.decode()
        assert somebody.client.post(SAVE, {"organisation": organisation.pk, "text": "x"}).status_code in (
            403,
            404,
        )


def test_the_coordinator_sees_that_there_is_a_draft(secret, coordinator):
    assert "Utkast" in words_of(coordinator.client.get("/d/prov/omgangar/2026-06-20/"))


def test_no_other_room_reads_a_drafts_text():
    source = Path(lagesbild.__file__).parent
    readers = {
        str(path.relative_to(source).parts[0])
        for path in source.rglob("*.*")
        if path.suffix in (".py", ".html")
        and "migrations" not in path.parts
        and re.search(r"draft_text|side_versions|DraftSideVersion", path.read_text("utf-8"))
    }
    assert readers == {"dialogues", "reporting"}
    in_dialogues = [
        p.name for p in (source / "dialogues").rglob("*.py") if "draft_text" in p.read_text("utf-8")
    ]
    assert set(in_dialogues) - {"0001_initial.py"} == {"models.py"}


def test_nothing_new_leaves_a_draft_where_it_is(secret, turn, reporter, organisation):
    reporter.client.post(
        PATH, {"organisation": organisation.pk, "gor": "inget-nytt", "text": "", "revision": "1"}
    )
    report = Report.objects.get()
    assert report.nothing_new
    reporter.client.post(f"/d/prov/omgangar/2026-06-20/?gor=fraga-igen&rapport={report.pk}")
    report.refresh_from_db()
    assert (report.state, report.nothing_new) == (Report.State.DRAFT, False)
    assert report.draft_text == SECRET
    assert Draft.objects.filter(report=report).exists()
