# SPDX-License-Identifier: EUPL-1.2
"""The meeting's page without its script: every button a form, every answer a page that says what happened."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lagesbild.components.shapes import Link
from lagesbild.dialogues.models import Report, Round
from lagesbild.followup.models import FollowUpItem
from lagesbild.meetings import registry
from lagesbild.meetings.models import Attendance, Meeting, MeetingNote


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def post(hall):
    """Presses a button and follows to the page."""

    def press(rest: str, **fields):
        return hall.lead.client.post(hall.path(f"mote/{rest}"), fields, follow=True)

    return press


def test_the_page_says_what_is_open_who_wrote_and_what_to_do(hall):
    page = words_of(hall.lead.client.get(hall.path()))
    assert "Mötet 15 juni" in page
    assert page.index("Vi lovar att skicka kartan") < page.index("Rundan och närvaron")
    assert "Smedringen Provlän Skriftligt, bara nyheter och frågor." in page
    assert "Företagarringen Provlän Inget skriftligt. Rapporterar muntligt." in page
    assert "0 av 5 medlemmar är med." in page


def test_a_draft_is_neither_shown_nor_told_of(hall):
    Report.objects.create(
        round=hall.turn, organisation=hall.members["ringen"], channel="form", draft_text="hemligt utkast"
    )
    page = words_of(hall.lead.client.get(hall.path()))
    assert "hemligt utkast" not in page
    assert "Företagarringen Provlän Inget skriftligt. Rapporterar muntligt." in page


def test_a_whole_meeting_without_script(hall, post):
    ringen, lst = hall.members["ringen"].pk, hall.members["lst"].pk
    post("narvaro/", narvaro=f"{ringen}:substitute")
    post("narvaro/", ersattare=ringen, namn="Greta Alm")
    post("narvaro/", gast="Vägföreningarna")
    page = post("styr/", ordet=ringen)
    assert "Företagarringen Provlän har ordet" in words_of(page)
    key = re.search(r'name="client_key" value="(\w+)"', page.content.decode())[1]
    line = {
        "text": "! Skickar listan nästa fredag",
        "kind": "note",
        "organisation": ringen,
        "client_key": key,
    }
    page = post("anteckna/", **line)
    post("anteckna/", **line)  # pressed twice
    assert "Skickar listan nästa fredag Företagarringen Provlän, till fredag 26 juni" in words_of(page)
    post("anteckna/", text="Kommer tåget?", kind="question", organisation=ringen, to_organisation=lst)
    post("anteckna/", text="Möte om tågen hålls", kind="decision")
    page = words_of(post("styr/", ordet="alla"))
    assert "1 av 5 medlemmar är med, en genom ersättare. En gäst." in page
    assert "Ett beslut, ett löfte och en obesvarad fråga hittills." in page
    page = words_of(post("avsluta/"))
    assert "Mötet är avslutat. Alla rader är sparade." in page
    assert Round.objects.get(pk=hall.turn.pk).state == Round.State.HELD
    assert FollowUpItem.objects.filter(round=hall.turn).count() == 2
    page = words_of(post("avsluta/", **{"oppna-igen": "1"}))
    assert "Mötet är öppet igen." in page


def test_an_open_item_is_closed_answered_moved_or_kept(hall, post):
    promise, question = f"punkt/{hall.promise.pk}/", f"punkt/{hall.question.pk}/"
    assert "Skriv varför punkten stängs" in words_of(post(promise, gor="stang"))
    assert "Skriv vilken dag det blir" in words_of(post(promise, gor="dag", ord="snart"))
    assert "Den dagen har redan varit" not in words_of(post(promise, gor="dag", ord="nästa fredag"))
    hall.promise.refresh_from_db()
    assert hall.promise.due_from.isoformat() == "2026-06-26"
    assert "Nytt datum 26 juni" in words_of(post(promise, gor="kvar"))
    assert "Skriv svaret först" in words_of(post(question, gor="svar"))
    page = post(question, gor="svar", ord="Länsstyrelsen gör det")
    assert "stängd Vem följer upp bredbandet?" in words_of(page)
    hall.question.refresh_from_db()
    assert (hall.question.closed_because, hall.question.closed_by) == (
        "Svar: Länsstyrelsen gör det",
        hall.lead.person,
    )
    undo = re.search(r'action="([^"]+gor=oppna-igen)"', page.content.decode())[1]
    hall.lead.client.post(undo)
    hall.question.refresh_from_db()
    assert (hall.question.state, hall.question.answered) == ("open", False)
    assert "Klart: hos alla" in words_of(post(promise, gor="klart", ord="hos alla"))
    assert "Punkten är redan stängd" in words_of(post(promise, gor="klart"))
    assert "Punkten är redan stängd" in words_of(post("punkt/999999/", gor="klart"))


def test_a_line_is_changed_and_taken_away_with_a_way_back(hall, post):
    row = hall.add("Sågarna kör tre skift", "smederna")
    page = post(f"rad/{row.pk}/", text="Sågarna kör två skift", kind="note", seen="Sågarna kör tre skift")
    assert "Raden är ändrad." in words_of(page)
    page = post(f"rad/{row.pk}/", text="Något annat", kind="note", seen="Sågarna kör tre skift")
    assert "Någon annan har ändrat raden" in words_of(page)
    page = post(f"rad/{row.pk}/", gor="ta-bort")
    assert "Sågarna kör två skift" not in words_of(page)
    undo = re.search(r'action="([^"]+gor=ta-tillbaka)"', page.content.decode())[1]
    hall.lead.client.post(undo)
    assert "Sågarna kör två skift" in words_of(hall.lead.client.get(hall.path()))


def test_the_script_is_told_in_json_what_became_of_a_line(hall):
    ask = {"headers": {"Accept": "application/json"}}
    path = hall.path("mote/anteckna/")
    line = {"text": "Läget är lugnt", "client_key": "en-nyckel-1", "written_at": "2026-06-15T06:10:00Z"}
    assert hall.lead.client.post(path, line, **ask).json() == {"saved": True, "said": ""}
    assert MeetingNote.objects.get().written_at.isoformat() == "2026-06-15T06:10:00+00:00"
    refused = hall.lead.client.post(path, {"text": "x" * 1001}, **ask)
    assert (refused.status_code, refused.json()["saved"]) == (422, False)
    hall.end()
    late = hall.lead.client.post(path, {"text": "Hann inte", "client_key": "en-nyckel-2"}, **ask)
    assert "kom när mötet var avslutat" in late.json()["said"]
    assert "Hann inte" in words_of(hall.lead.client.get(hall.path()))


@pytest.mark.parametrize("odd", ["", "kort", "x" * 65, "../../etc", "å" * 20, "a\x00bcdefgh"])
def test_an_odd_key_or_moment_never_costs_the_line(hall, post, odd):
    post("anteckna/", text="Läget är lugnt", client_key=odd, written_at=odd, organisation=odd, kind="note")
    assert MeetingNote.objects.get().text == "Läget är lugnt"


def test_an_unknown_kind_or_member_never_costs_the_line(hall, post):
    post("anteckna/", text="Läget är lugnt", kind="beslut-eller-nåt", organisation="999999", owner="²")
    assert (MeetingNote.objects.get().kind, MeetingNote.objects.get().organisation) == ("note", None)


def test_who_is_no_member_of_the_meeting_gets_neither_floor_nor_place(hall, post):
    assert post("styr/", ordet="999999").status_code == 404
    assert post("narvaro/", narvaro="999999:here").status_code == 404
    assert post("narvaro/", narvaro=f"{hall.members['ringen'].pk}:kung").status_code == 404
    assert not Attendance.objects.exists()
    assert not Meeting.objects.exists()


def test_the_order_is_changed_by_buttons_and_by_dragging(hall, post):
    def order() -> list[str]:
        page = hall.lead.client.get(hall.path()).content.decode()
        return re.findall(r'<li data-speaker="(\d+)"', page)

    first = order()
    post("styr/", ned=first[0])
    assert order() == [first[1], first[0], *first[2:]]
    post("styr/", ordning=",".join(reversed(first)))
    assert order() == first[::-1]
    post("styr/", ordning="nonsens,,999999")
    assert order() == first


def test_the_projector_is_steered_and_says_what_it_shows(hall, post):
    post("styr/", ordet=hall.members["storby"].pk)
    assert "Duken visar Storby kommun. Gruppens utgåva." in words_of(post("styr/", frys="0"))
    assert "Duken står still på Storby kommun" in words_of(post("styr/", frys="1"))
    assert "Duken är släckt." in words_of(post("styr/", slack="1"))
    page = words_of(post("styr/", duk="agreed"))
    assert "Duken visar det vi kom överens om." in page


def test_the_day_is_told_before_the_line_is_saved(hall):
    def ask(words: str) -> str:
        return hall.lead.client.get(hall.path("mote/dag/"), {"ord": words}).json()["day"]

    assert ask("nästa fredag").replace("\xa0", " ") == "fredag 26 juni"
    assert ask("snart") == ""
    assert ask("") == ""


def test_a_cancelled_and_a_held_round_say_what_can_be_done(hall, post):
    from lagesbild.dialogues.operations_rounds import cancel_round, reinstate_round

    cancel_round(turn=hall.turn, because="Snöstorm", by=hall.lead.person, at=hall.at())
    page = words_of(hall.lead.client.get(hall.path()))
    assert "är inställt" in page
    assert "Avsluta mötet" not in page
    assert "Mötet är inställt och kan inte börja" in words_of(post("styr/", ordet="oppna"))
    reinstate_round(turn=hall.turn, by=hall.lead.person, at=hall.at())
    hall.end()
    assert "Mötet är avslutat. Inget har ändrats." in words_of(post("styr/", ordet="oppna"))


def test_the_way_on_after_the_end_is_what_the_rooms_above_give(hall):
    def run(*, turn, by, at):
        pass

    registry.on_ended(run, link=lambda turn: Link(label="Läs utkastet", url=f"/utkast/{turn.pk}/"))
    try:
        assert "Läs utkastet" not in words_of(hall.lead.client.get(hall.path()))
        hall.end()
        page = hall.lead.client.get(hall.path())
    finally:
        registry.forget(run)
    assert "Utkastet till minnesanteckningar är klart" in words_of(page)
    assert f'href="/utkast/{hall.turn.pk}/"' in page.content.decode()


def test_the_page_costs_the_same_with_many_lines(hall):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            hall.lead.client.get(hall.path())
        return len(asked)

    hall.add("Första raden", "ringen")
    few = queries()
    for n in range(30):
        hall.add(f"Rad {n}", "ringen" if n % 2 else "smederna", minute=n)
    assert queries() == few
