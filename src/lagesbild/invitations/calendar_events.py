# SPDX-License-Identifier: EUPL-1.2
"""A meeting as a calendar file (RFC 5545, 5546): request, update and cancellation of one event. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from lagesbild.lib.periods import STOCKHOLM

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
PRODUCT = "-//Lagesbild//Kallelse//SV"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What the event says; ``organiser`` is the forum's function address, never somebody's own."""

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    place: str
    description: str
    url: str
    organiser: str
    organiser_name: str
    stamped_at: datetime


@dataclass(frozen=True)
class Guest:
    """The one person that a file is for; nobody sees the others' addresses."""

    email: str
    name: str


def calendar_bytes(meeting: Meeting, guest: Guest | None, *, method: str = REQUEST) -> bytes:
    """The file. With the same UID and a higher SEQUENCE a calendar program changes the event it has.

    Without a guest (``PUBLISH``) anybody can put it in a calendar of their own.
    """
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.stamped_at)
    event.add("last-modified", meeting.stamped_at)
    event.add("dtstart", meeting.starts_at.astimezone(STOCKHOLM))
    event.add("dtend", meeting.ends_at.astimezone(STOCKHOLM))
    event.add("summary", meeting.summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if method == CANCEL else "OPAQUE")
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.description:
        event.add("description", meeting.description)
    if meeting.url:
        event.add("url", meeting.url)
    if meeting.organiser:
        event["organizer"] = _address(meeting.organiser, meeting.organiser_name)
    if guest is not None:
        event.add("attendee", _guest(guest), encode=False)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address


def _guest(guest: Guest) -> vCalAddress:
    address = _address(guest.email, guest.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # One answers by the link in the letter: an answer from the calendar would go to a mailbox that
    # no one may be watching.
    address.params["RSVP"] = vText("FALSE")
    return address
