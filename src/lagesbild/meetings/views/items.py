# SPDX-License-Identifier: EUPL-1.2
"""What the meeting says of something open: done, answered, another day, stays, closed with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lagesbild.components.toasts import add_toast
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import (
    answer_item,
    close_item,
    give_new_day,
    keep_open,
    put_on_agenda,
    reopen_item,
)
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.meetings.operations import start_meeting
from lagesbild.meetings.queries import agenda_items
from lagesbild.meetings.rules import one_line
from lagesbild.meetings.views.desk import MeetingDesk, answer
from lagesbild.meetings.words import day_in


@require_POST
def act(request: HttpRequest, slug: str, address: str, item_id: int) -> HttpResponse:
    """Carry out what was pressed beside an item on the agenda."""
    desk = MeetingDesk.of(request, slug, address)
    pressed = request.POST.get("gor") or request.GET.get("gor", "")
    words = one_line(request.POST.get("ord", ""))
    return answer(request, desk, lambda: _act(request, desk, item_id, pressed, words), anchor="#oppna")


def _act(request: HttpRequest, desk: MeetingDesk, item_id: int, pressed: str, words: str) -> str | None:
    item = _on_agenda(desk, item_id)
    if pressed == "oppna-igen":
        reopen_item(item=item, by=desk.person, at=now())
        return "Punkten är öppen igen."
    if item.state == FollowUpItem.State.CLOSED:
        raise Refused("no_item")
    start_meeting(turn=desk.turn, by=desk.person, at=now())
    put_on_agenda(items=[item], turn=desk.turn, by=desk.person, at=now())
    if pressed == "kvar":
        keep_open(item=item, turn=desk.turn, by=desk.person, at=now())
        return "Punkten står kvar och kommer med till nästa möte."
    if pressed == "dag":
        return _new_day(desk, item, words)
    _close(desk, item, pressed, words)
    undo = f"{desk.url('item', item.pk)}?gor=oppna-igen"
    add_toast(request, "Punkten är stängd.", undo_url=undo)
    return None


def _on_agenda(desk: MeetingDesk, item_id: int) -> FollowUpItem:
    """The item, where it was on this meeting's agenda; raises ``Refused`` (``no_item``)."""
    on_agenda = agenda_items(desk.turn, at=now(), with_closed=True)
    item = next((i for i in on_agenda if i.pk == item_id), None)
    if item is None:
        raise Refused("no_item")
    return item


def _new_day(desk: MeetingDesk, item: FollowUpItem, words: str) -> str:
    due = day_in(words, today())
    day = due.last_day or due.starts_on
    if day is None:
        raise Refused("no_day")
    if day < today():
        raise Refused("day_has_been")
    give_new_day(item=item, day=day, turn=desk.turn, by=desk.person, at=now())
    return f"Ny dag är sparad: {swedish.day(day, year=today().year)}."


def _close(desk: MeetingDesk, item: FollowUpItem, pressed: str, words: str) -> None:
    if pressed == "svar":
        if not words:
            raise Refused("no_answer")
        answer_item(item=item, answer=words, by=desk.person, at=now())
    elif pressed == "klart":
        because = f"Klart: {words}" if words else "Klart, enligt mötet"
        close_item(item=item, because=because, by=desk.person, at=now())
    elif not words:
        raise Refused("no_reason")
    else:
        close_item(item=item, because=words, by=desk.person, at=now())
