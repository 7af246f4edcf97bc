# SPDX-License-Identifier: EUPL-1.2
"""Lines noted in the room: once each, whatever the net does; changed, taken away, late."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from lagesbild.dialogues.operations_rounds import cancel_round, remove_empty_round
from lagesbild.lib.refusal import Refused
from lagesbild.meetings.models import Meeting, MeetingNote
from lagesbild.meetings.operations import attend, give_floor, go_on, start_meeting
from lagesbild.meetings.operations_notes import Line, add_note, change_note, put_back_note, remove_note
from lagesbild.meetings.queries import notes_of


def test_a_line_sent_again_is_the_same_line(hall):
    first = hall.add("Sågarna kör två skift", "smederna", key="en-nyckel-1")
    again = hall.add("Sågarna kör två skift", "smederna", key="en-nyckel-1", minute=5)
    assert again.pk == first.pk
    assert [n.text for n in notes_of(hall.turn)] == ["Sågarna kör två skift"]


def test_a_removed_line_does_not_come_back_when_it_is_sent_again(hall):
    row = hall.add("Fel rad", "smederna", key="en-nyckel-1")
    remove_note(row=row, by=hall.lead.person, at=hall.at(1))
    hall.add("Fel rad", "smederna", key="en-nyckel-1", minute=2)
    assert notes_of(hall.turn) == []
    put_back_note(row=row, by=hall.lead.person, at=hall.at(3))
    assert [n.text for n in notes_of(hall.turn)] == ["Fel rad"]


def test_a_key_of_another_meeting_is_refused_and_changes_nothing(hall):
    from lagesbild.dialogues.operations import ensure_round

    hall.add("Rad", key="en-nyckel-1")
    other = ensure_round(
        dialogue=hall.turn.dialogue, held_on=date(2026, 8, 31), state="collecting", by=None, at=hall.at()
    )
    with pytest.raises(Refused) as refused:
        add_note(turn=other, client_key="en-nyckel-1", line=Line(text="x"), by=hall.lead.person, at=hall.at())
    assert refused.value.refusal.code == "key_taken"
    assert MeetingNote.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "no_words"), ("   \n", "no_words"), ("x" * 1001, "too_long")]
)
def test_a_line_without_words_or_too_long_is_told_so(hall, text, code):
    with pytest.raises(Refused) as refused:
        hall.add(text, key="en-nyckel-1")
    assert refused.value.refusal.code == code
    assert not MeetingNote.objects.exists()
    assert not Meeting.objects.exists()


def test_a_promise_is_the_speakers_and_its_day_is_read_from_the_words(hall):
    row = hall.add("! Skickar listan senast den 26 juni", "ringen")
    assert (row.kind, row.owner, row.text) == (
        "promise",
        hall.members["ringen"],
        "Skickar listan senast den 26 juni",
    )
    assert row.due_before == date(2026, 6, 27)
    other = hall.add("Skickar kartan", "ringen", kind="promise", owner="lst", due_words="nästa fredag")
    assert (other.owner, other.due_from) == (hall.members["lst"], date(2026, 6, 26))


def test_what_belongs_to_another_kind_is_not_kept(hall):
    row = hall.add("Bara en notering", "ringen", owner="lst", due_words="nästa fredag", answer="ja")
    assert (row.owner, row.due_words, row.due_from, row.answer) == (None, "", None, "")


def test_a_changed_line_is_changed_once_and_not_over_somebody_else(hall):
    row = hall.add("Sågarna kör tre skift", "smederna")
    change = {"row": row, "seen": "Sågarna kör tre skift", "by": hall.lead.person, "at": hall.at(2)}
    change_note(line=Line(text="Sågarna kör två skift", organisation=hall.members["storby"]), **change)
    with pytest.raises(Refused) as refused:
        change_note(line=Line(text="Sågarna står"), **change)
    assert refused.value.refusal.code == "changed_meanwhile"
    (note,) = notes_of(hall.turn)
    assert (note.text, note.organisation) == ("Sågarna kör två skift", hall.members["storby"])


def test_the_first_line_begins_the_meeting_with_what_is_open(hall):
    hall.add("Välkomna", minute=3)
    meeting = Meeting.objects.get()
    assert (meeting.started_at, meeting.topic, meeting.ended_at) == (hall.at(3), "open", None)
    on_agenda = hall.promise.appearances.filter(round=hall.turn)
    assert on_agenda.count() == 1


def test_a_line_that_comes_after_the_end_is_kept_and_becomes_what_it_is(hall):
    hall.add("Välkomna")
    hall.end(60)
    late = hall.add("Skickar kartan", "ringen", kind="promise", minute=61)
    late.refresh_from_db()
    assert late.item.text == "Skickar kartan"
    assert late.item.round == hall.turn
    assert [n.text for n in notes_of(hall.turn)] == ["Välkomna", "Skickar kartan"]


def test_a_line_for_a_cancelled_meeting_is_kept_and_becomes_nothing(hall):
    cancel_round(turn=hall.turn, because="Snöstorm", by=hall.lead.person, at=hall.at())
    row = hall.add("Skickar kartan", "ringen", kind="promise")
    assert MeetingNote.objects.get().text == "Skickar kartan"
    assert row.item is None
    assert not Meeting.objects.exists()


def test_a_round_with_lines_is_not_removed_as_an_empty_one(hall, dialogue):
    from lagesbild.dialogues.operations import ensure_round

    turn = ensure_round(
        dialogue=dialogue, held_on=date(2026, 8, 31), state="collecting", by=None, at=hall.at()
    )
    add_note(turn=turn, client_key="en-nyckel-1", line=Line(text="Rad"), by=hall.lead.person, at=hall.at())
    with pytest.raises(Refused) as refused:
        remove_empty_round(turn=turn, by=hall.lead.person, at=hall.at())
    assert refused.value.refusal.code == "round_in_use"
    assert MeetingNote.objects.count() == 1


def test_a_member_that_has_left_keeps_its_lines_and_its_place(hall, dialogue):
    hall.add("Vi lägger ner", "ringen")
    member = dialogue.memberships.get(organisation=hall.members["ringen"])
    member.left_before = hall.turn.held_on
    member.save()
    give_floor(turn=hall.turn, organisation=hall.members["ringen"], by=hall.lead.person, at=hall.at(2))
    assert attend(
        turn=hall.turn, organisation=hall.members["ringen"], kind="here", by=hall.lead.person, at=hall.at(2)
    )
    assert [n.organisation.name for n in notes_of(hall.turn)] == ["Företagarringen Provlän"]


def test_going_on_passes_the_floor_round_once_and_ends_with_the_whole_meeting(hall):
    start_meeting(turn=hall.turn, by=hall.lead.person, at=hall.at())
    speakers = []
    for minute in range(6):
        meeting = go_on(turn=hall.turn, by=hall.lead.person, at=hall.at(minute))
        speakers.append(meeting.speaker.name if meeting.speaker else meeting.topic)
    assert len(set(speakers)) == 6
    assert speakers[-1] == "general"
    assert go_on(turn=hall.turn, step=-1, by=hall.lead.person, at=hall.at(7)).speaker.name == speakers[-2]


@pytest.mark.django_db(transaction=True)
def test_one_line_sent_from_two_windows_at_once_is_there_once(hall):
    start = threading.Barrier(4)
    faults: list[BaseException] = []

    def send(key: str) -> None:
        try:
            turn = type(hall.turn).objects.select_related("dialogue").get(pk=hall.turn.pk)
            start.wait(timeout=30)
            for n in range(5):
                line = Line(text=f"Rad {key} {n}")
                add_note(
                    turn=turn, client_key=f"{key}-{n}-nyckel", line=line, by=hall.lead.person, at=hall.at(n)
                )
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=send, args=(key,)) for key in ("a", "a", "b", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    expected = sorted(f"Rad {key} {n}" for key in "ab" for n in range(5))
    assert sorted(MeetingNote.objects.values_list("text", flat=True)) == expected
    assert Meeting.objects.count() == 1
