# SPDX-License-Identifier: EUPL-1.2
"""The draft stands ready when the meeting ends, with what was said in the room where it belongs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from forum import Forum, at

from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import close_item
from lagesbild.lib.audience import Level
from lagesbild.meetings.operations import add_guest, attend
from lagesbild.meetings.operations_ending import end_meeting, reopen_meeting
from lagesbild.meetings.operations_notes import Line, add_note
from lagesbild.minutes import operations
from lagesbild.minutes.cutting import sight_all
from lagesbild.minutes.operations import edit_block
from lagesbild.minutes.queries import current_version, minutes_of

TEN = at("2026-06-15", 10)


@pytest.fixture
def meeting(forum: Forum) -> Forum:
    """The ring has written; the board speaks, and a promise and a decision are noted."""
    reopen_meeting(turn=forum.turn, by=forum.coordinator, at=TEN)
    attend(turn=forum.turn, organisation=forum.ring, kind="here", by=forum.coordinator, at=TEN)
    return forum


def said(forum: Forum, text: str, who=None, kind: str = "note", **more):
    return add_note(
        turn=forum.turn,
        client_key=f"rad-{text}",
        line=Line(kind=kind, text=text, organisation=who, **more),
        by=forum.coordinator,
        at=TEN,
    )


def document(forum: Forum, level: Level) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    minutes = minutes_of(forum.turn)
    for part, blocks in sight_all(current_version(minutes).blocks):
        words = ["".join(p.text for p in s.shown_to(level)) for s in blocks]
        found.setdefault(part.heading, []).extend(w for w in words if w)
    return found


def test_what_was_said_stands_under_its_member_and_what_was_agreed_in_its_list(meeting):
    said(meeting, "Två nya butiker öppnar i Tallås", meeting.board)
    said(meeting, "Frågan om vägen lämnas över", kind="decision")
    said(meeting, "Mötet tackade för kaffet")
    end_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=1))
    read = document(meeting, Level.GROUP)
    assert read["Närvaro"] == ["Företagarringen"]
    assert any("Två nya butiker" in w for w in read["Länsstyrelsen Provlän"])
    assert any("lämnas över" in w for w in read["Beslut, löften och frågor"])
    assert any("kaffet" in w for w in read["Mötet som helhet"])


def test_what_was_spoken_is_marked_and_the_group_reads_it_at_most(meeting):
    said(meeting, "Två nya butiker öppnar i Tallås", meeting.board)
    end_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=1))
    blocks = [
        b for p in current_version(minutes_of(meeting.turn)).blocks for b in p.blocks if "butiker" in b.text
    ]
    assert [b.spoken for b in blocks] == [True]
    assert "Två nya butiker" not in str(document(meeting, Level.PUBLIC))


def test_names_of_substitutes_and_guests_are_for_the_group(meeting):
    attend(
        turn=meeting.turn, organisation=meeting.chamber, kind="substitute", person_name="Anna Ask",
        by=meeting.coordinator, at=TEN,
    )  # fmt: skip
    add_guest(turn=meeting.turn, name="Bo Berg, vägföreningen", by=meeting.coordinator, at=TEN)
    end_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=1))
    group, public = document(meeting, Level.GROUP), document(meeting, Level.PUBLIC)
    assert "Anna Ask för Provläns handelskammare" in group["Närvaro"]
    assert "Bo Berg, vägföreningen" in group["Närvaro"]
    assert public["Närvaro"] == ["Företagarringen", "Provläns handelskammare"]


def test_a_late_line_joins_the_draft_and_leaves_the_edits_alone(meeting):
    end_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=1))
    minutes = minutes_of(meeting.turn)
    block = next(b for p in current_version(minutes).blocks for b in p.blocks if "svetskurs" in b.text)
    edit_block(
        minutes=minutes, key=block.key, words="Kurs i svetsning.", seen=None, by=meeting.coordinator, at=TEN
    )
    from lagesbild.minutes.operations import draft_after_meeting

    said(meeting, "Mötet tackade för kaffet")
    draft_after_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=2))
    words = str(document(meeting, Level.GROUP))
    assert "Kurs i svetsning." in words
    assert "kaffet" in words


def test_what_was_typed_about_a_point_names_nobody_for_anybody(meeting):
    item = FollowUpItem.objects.create(
        dialogue=meeting.dialogue, kind="promise", text="Vi skickar listan.", owner_words="Karin Almgren",
        round=meeting.round_on("2026-03-02"), audience="public", known_from=at("2026-03-02"), recorded_at=at("2026-03-02"),
    )  # fmt: skip
    end_meeting(turn=meeting.turn, by=meeting.coordinator, at=TEN + timedelta(hours=1))
    close_item(
        item=item,
        because="Klart enligt Karin Almgren",
        by=meeting.coordinator,
        at=TEN + timedelta(minutes=30),
    )
    operations.compose_again(minutes=minutes_of(meeting.turn), by=meeting.coordinator, at=TEN)
    blocks = [
        b for p in current_version(minutes_of(meeting.turn)).blocks for b in p.blocks if "listan" in b.text
    ]
    assert blocks
    assert "Almgren" not in str(blocks)
