# SPDX-License-Identifier: EUPL-1.2
"""Lines noted in the room: saved, changed, taken away; and the day that words give."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from lagesbild.components.toasts import add_toast
from lagesbild.dialogues import states
from lagesbild.lib.clock import now, today
from lagesbild.meetings.days import period_words
from lagesbild.meetings.forms import NoteForm
from lagesbild.meetings.models import MeetingNote
from lagesbild.meetings.operations_notes import add_note, change_note, put_back_note, remove_note
from lagesbild.meetings.queries import speakers_of
from lagesbild.meetings.views.desk import MeetingDesk, answer, wants_json
from lagesbild.meetings.words import day_in

LATE = "Raden kom när mötet var avslutat. Den är sparad och syns under Efter mötet."


@require_POST
def add(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Save a line; sent twice it is there once."""
    desk = MeetingDesk.of(request, slug, address)
    form = NoteForm(request.POST, speakers=speakers_of(desk.turn))

    def act() -> str | None:
        form.is_valid()  # every field takes what it can: a line is never lost for what stands beside it
        row = add_note(
            turn=desk.turn,
            client_key=form.cleaned_data["client_key"] or uuid.uuid4().hex,
            line=form.line,
            written_at=form.cleaned_data["written_at"],
            by=desk.person,
            at=now(),
        )
        return LATE if desk.turn.state == states.HELD and row.removed_at is None else None

    return answer(request, desk, act, anchor="#rad")


@require_POST
def change(request: HttpRequest, slug: str, address: str, note_id: int) -> HttpResponse:
    """Change a line, take it away, or put it back."""
    desk = MeetingDesk.of(request, slug, address)
    row = desk.turn.meeting_notes.filter(pk=note_id).first()
    if row is None:
        raise Http404("no such line of this meeting")
    act = request.POST.get("gor") or request.GET.get("gor")
    if act == "ta-bort":
        return answer(request, desk, lambda: _remove(request, desk, row))
    if act == "ta-tillbaka":
        return answer(request, desk, lambda: _put_back(desk, row))
    form = NoteForm(request.POST, speakers=speakers_of(desk.turn))

    def save() -> str:
        form.is_valid()
        seen = form.cleaned_data["seen"] or None
        change_note(row=row, line=form.line, seen=seen, by=desk.person, at=now())
        return "Raden är ändrad."

    return answer(request, desk, save)


def _remove(request: HttpRequest, desk: MeetingDesk, row: MeetingNote) -> str | None:
    remove_note(row=row, by=desk.person, at=now())
    if not wants_json(request):
        undo = f"{desk.url('change_note', row.pk)}?gor=ta-tillbaka"
        add_toast(request, "Raden är borttagen.", undo_url=undo)
    return None


def _put_back(desk: MeetingDesk, row: MeetingNote) -> str:
    put_back_note(row=row, by=desk.person, at=now())
    return "Raden är tillbaka."


@require_safe
def day(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The day that words give, as the page shows it beside the field; stores nothing."""
    MeetingDesk.of(request, slug, address)
    words = request.GET.get("ord", "")[: MeetingNote.LONGEST]
    return JsonResponse({"day": period_words(day_in(words, today()), today().year) if words else ""})
