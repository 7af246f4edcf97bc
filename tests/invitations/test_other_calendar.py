# SPDX-License-Identifier: EUPL-1.2
"""The letters through a real mail server into a second calendar program: one event, whatever happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from called_forum import MEETING, TODAY, at
from icalendar import Calendar

from lagesbild.accounts.models import Role
from lagesbild.dialogues.operations_settings import end_coordinator, give_coordinator
from lagesbild.invitations.calling import cancel_meeting, invite_members, move_meeting
from lagesbild.mail.sending import send_due

NOW = at(TODAY)


@pytest.fixture
def calendar(tmp_path):
    from calendar_server import CalendarServer

    with CalendarServer(tmp_path) as server:
        yield server


def files_for(posted, address: str) -> list[bytes]:
    """The calendar files that came to an address, in the order they came."""
    mine = [m for m in posted.keeps.received if m["To"].addresses[0].addr_spec == address]
    found = []
    for letter in mine:
        parts = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
        assert parts, "a calendar program finds the invitation in the letter"
        found.append(parts[0].get_payload(decode=True))
    return found


def test_request_update_and_cancellation_land_on_one_event(forum, posted, calendar):
    invite_members(turn=forum.turn, by=forum.by, at=NOW)
    send_due(at=NOW)
    (request,) = files_for(posted, "eva@ring.example")
    assert calendar.take(request) == 201
    (event,) = calendar.events()
    assert event.decoded("DTSTART") == at(MEETING, 9)
    assert event["ORGANIZER"] == "mailto:forumet@prov.example"

    later = NOW + timedelta(hours=1)
    move_meeting(turn=forum.turn, starts_at=at(MEETING, 13), place="Länshuset", by=forum.by, at=later)
    send_due(at=later)
    update = files_for(posted, "eva@ring.example")[-1]
    assert calendar.take(update) in (200, 201, 204)
    (event,) = calendar.events()
    assert (event.decoded("DTSTART"), event["SEQUENCE"], event["LOCATION"]) == (
        at(MEETING, 13),
        1,
        "Länshuset",
    )

    uid = event["UID"]
    assert (
        calendar.put("en-annan-fil", update.replace(b"METHOD:REQUEST\r\n", b"")) >= 400
    )  # the UID is there already

    last = NOW + timedelta(hours=2)
    cancel_meeting(turn=forum.turn, because="Sjukdom", by=forum.by, at=last)
    send_due(at=last)
    calendar.take(files_for(posted, "eva@ring.example")[-1])
    (event,) = calendar.events()
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CANCELLED", 2)


def test_updates_still_land_when_the_coordinator_has_gone(forum, posted, calendar, make_somebody):
    invite_members(turn=forum.turn, by=forum.by, at=NOW)
    send_due(at=NOW)
    calendar.take(files_for(posted, "bo@smeder.example")[0])
    successor = make_somebody("vikarie@prov.example").person
    give_coordinator(dialogue=forum.dialogue, email=successor.email, by=forum.by, at=NOW)
    end_coordinator(role=Role.objects.get(person=forum.by, dialogue=forum.dialogue), by=successor, at=NOW)
    move_meeting(turn=forum.turn, starts_at=at(MEETING, 15), by=successor, at=NOW + timedelta(hours=1))
    send_due(at=NOW + timedelta(hours=1))
    letters = files_for(posted, "bo@smeder.example")
    assert {Calendar.from_ical(f).walk("VEVENT")[0]["ORGANIZER"] for f in letters} == {
        "mailto:forumet@prov.example"
    }
    calendar.take(letters[-1])
    (event,) = calendar.events()
    assert event.decoded("DTSTART") == at(MEETING, 15)
