# SPDX-License-Identifier: EUPL-1.2
"""The end of a meeting: what its lines become, what is told, and what comes first next time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import told

from lagesbild.dialogues.models import Report, Resolution, Round, Submission
from lagesbild.dialogues.operations import ensure_round
from lagesbild.dialogues.operations_rounds import cancel_round, hold_round, reopen_round, reschedule_round
from lagesbild.dialogues.queries import latest_submission
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import close_item
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refused
from lagesbild.meetings import registry
from lagesbild.meetings.models import Attendance, Meeting, SpokenPassage
from lagesbild.meetings.operations import add_guest, attend, freeze
from lagesbild.meetings.operations_ending import reopen_meeting
from lagesbild.meetings.operations_notes import Line, change_note, remove_note
from lagesbild.meetings.queries import agenda_items, attendance_of, notes_of


def test_lines_become_what_they_are(hall):
    hall.add("Skickar listan senast den 26 juni", "ringen", kind="promise")
    hall.add("När öppnar vägen?", "ringen", kind="question", to_organisation="lst", minute=1)
    hall.add("Kommer tåget?", "ringen", kind="question", answer="Ja, i maj", minute=2)
    hall.add("Ett möte om tågen hålls", kind="decision", minute=3)
    hall.add("Tjata på ringen", "ringen", kind="promise", is_private=True, minute=4)
    hall.end()
    assert hall.turn.state == Round.State.HELD
    made = FollowUpItem.objects.filter(round=hall.turn).order_by("pk")
    promise, question, answered = made
    assert (promise.kind, promise.owner, promise.due_before) == (
        "promise",
        hall.members["ringen"],
        date(2026, 6, 27),
    )
    assert (question.owner, question.state, question.answered) == (hall.members["lst"], "open", False)
    assert (answered.state, answered.closed_because, answered.answered) == ("closed", "Svar: Ja, i maj", True)
    assert [i.audience for i in made] == ["group"] * 3
    decision = Resolution.objects.get(round=hall.turn)
    assert (decision.text, decision.reporter) == ("Ett möte om tågen hålls", None)
    assert [n.stands_elsewhere for n in notes_of(hall.turn)] == [True] * 4


def test_ending_again_changes_nothing(hall):
    hall.add("Skickar listan", "ringen", kind="promise")
    hall.add("Läget är lugnt", "ringen")
    first = hall.end(60)
    assert hall.end(75).ended_at == first.ended_at
    assert FollowUpItem.objects.filter(round=hall.turn).count() == 1
    assert Submission.objects.filter(report__organisation=hall.members["ringen"]).count() == 1


def test_a_member_that_only_spoke_has_reported_with_it(hall):
    report = Report.objects.create(
        round=hall.turn, organisation=hall.members["ringen"], channel="form", draft_text="Ofärdigt utkast"
    )
    hall.add("Fler frågar om generationsskiften", "ringen")
    hall.add("Läget är lugnt.", "ringen", minute=1)
    hall.end()
    report.refresh_from_db()
    version = latest_submission(report).version
    assert version.text == "Fler frågar om generationsskiften.\nLäget är lugnt."
    assert (report.channel, report.state, report.draft_text) == ("room", "accepted", "Ofärdigt utkast")
    assert version.level == Level.GROUP
    assert latest_submission(report).awaits_confirmation


def test_what_was_said_beside_a_written_report_stands_beside_it(hall):
    written = hall.turn.reports.get(organisation=hall.members["smederna"])
    before = latest_submission(written).version.text
    hall.add("Nu är det tre skift", "smederna")
    hall.end()
    assert latest_submission(written).version.text == before
    spoken = SpokenPassage.objects.get().submission
    assert spoken.report.pk != written.pk
    assert (spoken.report.channel, spoken.version.text) == ("room", "Nu är det tre skift.")


def test_an_aside_stays_with_the_coordinator_and_a_name_in_the_group(hall):
    hall.turn.dialogue.default_level = "public"
    hall.turn.dialogue.save()
    hall.add("Skickar listan (internt: ring först)", "ringen", kind="promise")
    hall.add("Greta Almsson kallar till möte", kind="decision", minute=1)
    hall.add("Mötet hålls i Storby", kind="decision", minute=2)
    hall.end()
    assert FollowUpItem.objects.get(round=hall.turn).text == "Skickar listan"
    levels = {r.text: r.audience for r in Resolution.objects.filter(round=hall.turn)}
    assert levels == {"Greta Almsson kallar till möte": "group", "Mötet hålls i Storby": "public"}


def test_opened_again_and_ended_again_everything_follows_the_lines(hall):
    kept = hall.add("Skickar listan", "ringen", kind="promise")
    wrong = hall.add("Skickar allt", "ringen", kind="promise", minute=1)
    said = hall.add("Läget är lugnt", "smederna", minute=2)
    hall.end(30)
    reopen_meeting(turn=hall.turn, by=hall.lead.person, at=hall.at(31))
    assert hall.turn.state == Round.State.COLLECTING
    by = {"by": hall.lead.person, "at": hall.at(32)}
    line = Line(text="Skickar kartan", kind="promise", organisation=hall.members["ringen"])
    change_note(row=kept, line=line, **by)
    remove_note(row=wrong, **by)
    remove_note(row=said, **by)
    hall.end(40)
    standing = FollowUpItem.objects.filter(round=hall.turn, known_until__isnull=True)
    assert [i.text for i in standing] == ["Skickar kartan"]
    assert SpokenPassage.objects.get().submission.withdrawn_at is not None
    written = hall.turn.reports.get(organisation=hall.members["smederna"], section=None)
    assert latest_submission(written).version.text.startswith("Läget är lugnt. Två skift")


def test_a_line_changed_after_the_end_changes_what_it_became(hall):
    row = hall.add("Skickar listan", "ringen", kind="promise")
    hall.end(30)
    change_note(
        row=row,
        line=Line(text="Möte hålls", kind="decision"),
        by=hall.lead.person,
        at=hall.at(35),
    )
    assert not FollowUpItem.objects.filter(round=hall.turn, known_until__isnull=True).exists()
    assert Resolution.objects.get(round=hall.turn).text == "Möte hålls"


def test_an_item_that_somebody_has_closed_since_stays_closed(hall):
    row = hall.add("Skickar listan", "ringen", kind="promise")
    hall.end(30)
    row.refresh_from_db()
    close_item(item=row.item, because="Klart", by=hall.lead.person, at=hall.at(40))
    hall.add("En rad till", "ringen", minute=45)
    row.item.refresh_from_db()
    assert (row.item.state, row.item.closed_because) == ("closed", "Klart")


def test_an_empty_meeting_ends_too(hall):
    hall.end()
    assert (hall.turn.state, Meeting.objects.get().ended_by) == (Round.State.HELD, hall.lead.person)
    assert notes_of(hall.turn) == []
    assert not SpokenPassage.objects.exists()


def test_a_round_that_was_held_or_opened_again_on_its_own_page_is_ended_all_the_same(hall):
    by = {"turn": hall.turn, "by": hall.lead.person}
    row = hall.add("Skickar listan", "ringen", kind="promise")
    hold_round(at=hall.at(10), **by)
    page = hall.lead.client.get(hall.path()).content.decode()
    assert "Raderna väntar" in page
    hall.end(20)
    row.refresh_from_db()
    assert row.item.text == "Skickar listan"
    reopen_round(at=hall.at(30), **by)
    hall.end(40)
    assert (hall.turn.state, Meeting.objects.get().ended_at) == (Round.State.HELD, hall.at(40))
    assert FollowUpItem.objects.filter(round=hall.turn).count() == 1


def test_a_cancelled_meeting_neither_begins_nor_ends(hall):
    cancel_round(turn=hall.turn, because="Snöstorm", by=hall.lead.person, at=hall.at())
    for act in (
        hall.end,
        lambda: freeze(turn=hall.turn, on=True, by=hall.lead.person, at=hall.at()),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "round_cancelled"


def test_those_who_go_on_are_told_once_all_is_safe_and_a_fault_there_undoes_nothing(hall, caplog):
    told_of: list[tuple[str, int]] = []

    def breaks(*, turn, by, at):
        raise RuntimeError("utkastet kunde inte göras")

    def follows(*, turn, by, at):
        told_of.append((Round.objects.get(pk=turn.pk).state, turn.pk))

    registry.on_ended(breaks)
    registry.on_ended(follows)
    registry.on_ended(follows)
    try:
        hall.add("Skickar listan", "ringen", kind="promise")
        hall.end()
    finally:
        registry.forget(breaks)
        registry.forget(follows)
    assert told_of == [("held", hall.turn.pk)]
    assert FollowUpItem.objects.filter(round=hall.turn).count() == 1
    assert "could not be made" in caplog.text


# Carry-over ----------------------------------------------------------------------------------------


def words(items) -> list[str]:
    return sorted(i.text for i in items)


def later(hall, days: int):
    held_on = hall.turn.held_on + timedelta(days=days)
    return ensure_round(
        dialogue=hall.turn.dialogue, held_on=held_on, state="collecting", by=None, at=hall.at()
    )


OPEN = ["Vem följer upp bredbandet?", "Vi lovar att skicka kartan"]


def test_what_is_open_comes_back_until_a_person_closes_it_with_a_reason(hall):
    assert words(agenda_items(hall.turn, at=hall.at())) == OPEN
    hall.add("Ordnar ett studiebesök", "storby", kind="promise")
    hall.end()
    august, october = later(hall, 70), later(hall, 130)
    after = told.noon(august.held_on)
    assert words(agenda_items(august, at=after)) == sorted([*OPEN, "Ordnar ett studiebesök"])
    close_item(item=hall.promise, because="Kartan kom", by=hall.lead.person, at=after)
    assert "Vi lovar att skicka kartan" not in words(agenda_items(october, at=told.noon(october.held_on)))
    assert "Vem följer upp bredbandet?" in words(agenda_items(october, at=told.noon(october.held_on)))


def test_one_item_appears_once_in_each_round_it_was_gone_through_in(hall):
    hall.add("Välkomna")
    hall.end()
    hall.turn.refresh_from_db()
    assert FollowUpItem.objects.filter(text=OPEN[1]).count() == 1
    assert list(hall.promise.appearances.values_list("round_id", flat=True)) == [hall.turn.pk]


def test_a_cancelled_meeting_passes_what_is_open_on(hall):
    cancel_round(turn=hall.turn, because="Snöstorm", by=hall.lead.person, at=hall.at())
    following = later(hall, 70)
    assert words(agenda_items(following, at=told.noon(following.held_on))) == OPEN
    assert not hall.promise.appearances.exists()


def test_a_moved_meeting_keeps_what_is_open(hall):
    moved = told.noon(hall.turn.held_on + timedelta(days=14))
    reschedule_round(turn=hall.turn, starts_at=moved, by=hall.lead.person, at=hall.at())
    assert words(agenda_items(hall.turn, at=moved)) == OPEN


# Attendance ----------------------------------------------------------------------------------------


def test_who_was_there_stands_in_the_order_of_the_dialogue_guests_last(hall):
    by = {"by": hall.lead.person, "at": hall.at()}
    add_guest(turn=hall.turn, name="Vägföreningarna", **by)
    add_guest(turn=hall.turn, name=" Vägföreningarna ", **by)
    attend(turn=hall.turn, organisation=hall.members["storby"], kind="here", **by)
    attend(turn=hall.turn, organisation=hall.members["ringen"], kind="substitute", **by)
    attend(
        turn=hall.turn, organisation=hall.members["ringen"], kind="substitute", person_name="Greta Alm", **by
    )
    attend(turn=hall.turn, organisation=hall.members["lst"], kind="here", **by)
    attend(turn=hall.turn, organisation=hall.members["lst"], kind="", **by)
    assert [(p.name, p.kind, p.person_name) for p in attendance_of(hall.turn)] == [
        ("Företagarringen Provlän", "substitute", "Greta Alm"),
        ("Storby kommun", "here", ""),
        ("Vägföreningarna", "guest", ""),
    ]
    assert Attendance.objects.count() == 3
