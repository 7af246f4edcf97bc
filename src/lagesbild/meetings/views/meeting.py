# SPDX-License-Identifier: EUPL-1.2
"""The meeting's page, the floor and the projector's controls, attendance, and the end."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from lagesbild.components.shapes import Link
from lagesbild.lib import swedish
from lagesbild.lib.clock import now
from lagesbild.lib.row_ids import row_id
from lagesbild.meetings import operations
from lagesbild.meetings.board import KIND_LABELS, board_of
from lagesbild.meetings.models import Attendance, Meeting, MeetingNote
from lagesbild.meetings.operations_ending import end_meeting, reopen_meeting
from lagesbild.meetings.views.desk import MeetingDesk, answer
from lagesbild.organisations.models import Organisation

#: Ways to the open items and to the meeting as a whole, beside members' ids.
OPEN, ALL = "oppna", "alla"


@require_safe
def meeting_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Meeting mode: what is open, who speaks, what was said and agreed."""
    desk = MeetingDesk.of(request, slug, address)
    board = board_of(desk.turn, now=now())
    context = {
        "desk": desk,
        "board": board,
        "dialogue": desk.desk.dialogue,
        "kinds": [(kind.value, KIND_LABELS[kind], SIGNS[kind]) for kind in MeetingNote.Kind],
        "attendances": [(kind.value, kind.label.capitalize()) for kind in Attendance.Kind],
        "shown": [(s.value, SHOWN[s]) for s in Meeting.Shown],
        "back": Link(
            label=f"Omgången {swedish.day_short(desk.turn.held_on)}", url=desk.desk.url("round", desk.turn)
        ),
        "urls": {name: desk.url(name) for name in ("steer", "attend", "end", "add_note", "day", "projector")},
        "longest": MeetingNote.LONGEST,
    }
    return render(request, "meetings/meeting_page.html", context)


SIGNS = {MeetingNote.Kind.NOTE: "", MeetingNote.Kind.QUESTION: "?", MeetingNote.Kind.PROMISE: "!", MeetingNote.Kind.DECISION: "="}  # fmt: skip
SHOWN = {
    Meeting.Shown.FLOOR: "Den som talar",
    Meeting.Shown.OPEN: "Öppna punkter",
    Meeting.Shown.AGREED: "Det vi kom överens om",
}


@require_POST
def steer(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Who has the floor, in which order, and what the projector does; the pressed button says what."""
    desk = MeetingDesk.of(request, slug, address)
    return answer(request, desk, lambda: _steer(request, desk))


def _steer(request: HttpRequest, desk: MeetingDesk) -> None:
    said = request.POST
    turn, by, at = desk.turn, desk.person, now()
    if "ordet" in said:
        _give_floor(desk, said["ordet"])
    elif "upp" in said or "ned" in said:
        step = -1 if "upp" in said else 1
        member = _member(desk, said.get("upp") or said.get("ned"))
        operations.move_speaker(organisation=member, step=step, turn=turn, by=by, at=at)
    elif "ordning" in said:
        order = [pk for part in said["ordning"].split(",") if (pk := row_id(part)) is not None]
        operations.set_order(order=order, turn=turn, by=by, at=at)
    elif said.get("duk") in Meeting.Shown.values:
        operations.show(shown=said["duk"], turn=turn, by=by, at=at)
    elif "frys" in said:
        operations.freeze(on=said["frys"] == "1", turn=turn, by=by, at=at)
    elif "slack" in said:
        operations.darken(on=said["slack"] == "1", turn=turn, by=by, at=at)
    elif "borja" in said:
        operations.start_meeting(turn=turn, by=by, at=at)


def _give_floor(desk: MeetingDesk, wanted: str) -> None:
    topics = {OPEN: Meeting.Topic.OPEN, ALL: Meeting.Topic.GENERAL}
    organisation = None if wanted in topics else _member(desk, wanted)
    operations.give_floor(
        turn=desk.turn,
        organisation=organisation,
        topic=topics.get(wanted, Meeting.Topic.MEMBER),
        by=desk.person,
        at=now(),
    )


def _member(desk: MeetingDesk, wanted: str | None) -> Organisation:
    organisation = desk.speaker(wanted)
    if organisation is None:
        raise Http404("no such member of the meeting")
    return organisation


@require_POST
def attend(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """How a member is at the meeting (``narvaro=12:here``), who its substitute is, and guests."""
    desk = MeetingDesk.of(request, slug, address)
    return answer(request, desk, lambda: _attend(request, desk))


def _attend(request: HttpRequest, desk: MeetingDesk) -> str | None:
    said = request.POST
    turn, by, at = desk.turn, desk.person, now()
    if "narvaro" in said:
        wanted, _, kind = said["narvaro"].partition(":")
        if kind and kind not in Attendance.Kind.values:
            raise Http404("no such attendance")
        operations.attend(turn=turn, organisation=_member(desk, wanted), kind=kind, by=by, at=at)
    elif "ersattare" in said:
        operations.attend(
            turn=turn,
            organisation=_member(desk, said["ersattare"]),
            kind=Attendance.Kind.SUBSTITUTE,
            person_name=said.get("namn", ""),
            by=by,
            at=at,
        )
    elif "gast" in said:
        operations.add_guest(turn=turn, name=said["gast"], by=by, at=at)
    elif "bort" in said:
        guest = turn.attendances.filter(pk=row_id(said["bort"]) or 0, organisation=None).first()
        if guest is not None:
            operations.remove_guest(guest=guest, by=by, at=at)
            return "Gästen är borttagen."
    return None


@require_POST
def end(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """End the meeting, or open it again."""
    desk = MeetingDesk.of(request, slug, address)

    def act() -> str:
        if "oppna-igen" in request.POST:
            reopen_meeting(turn=desk.turn, by=desk.person, at=now())
            return "Mötet är öppet igen. Det som redan blivit uppföljning står kvar och ändras med raderna."
        end_meeting(turn=desk.turn, by=desk.person, at=now())
        return "Mötet är avslutat. Alla rader är sparade."

    return answer(request, desk, act)
