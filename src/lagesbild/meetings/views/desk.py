# SPDX-License-Identifier: EUPL-1.2
"""Who leads which meeting: loaded and permitted, or 404 and 403; and how an act is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.meetings.messages import sentence
from lagesbild.meetings.queries import speakers_of
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class MeetingDesk:
    """The coordinator at a round's meeting."""

    desk: DialogueDesk
    turn: Round

    @classmethod
    def of(cls, request: HttpRequest, slug: str, address: str) -> MeetingDesk:
        """Raises ``Http404`` for a round that is not theirs, ``PermissionDenied`` for all but coordinators."""
        desk = DialogueDesk.of(request, slug)
        turn = desk.round(address)
        desk.insist_on_coordinator()
        return cls(desk, turn)

    @property
    def person(self) -> Person:
        """Who leads the meeting."""
        return self.desk.person

    def url(self, name: str, *more: int) -> str:
        """An address of this meeting."""
        return reverse(f"meetings:{name}", args=[self.desk.dialogue.slug, self.turn.address, *more])

    def speaker(self, text: str | None) -> Organisation | None:
        """The member with this id; None where it is none of the meeting's."""
        pk = row_id(text)
        return next((o for o in speakers_of(self.turn) if o.pk == pk), None)


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's own script asks, which keeps the line until it is told that it is saved."""
    return request.headers.get("Accept") == "application/json"


def answer(
    request: HttpRequest, desk: MeetingDesk, act: Callable[[], str | None], *, anchor: str = ""
) -> HttpResponse:
    """Do it and go back to the page, or say to the script that it is done.

    ``act`` gives back words for the page, or nothing. A refusal is said in the same place.
    """
    try:
        said = act()
    except Refused as refused:
        words = sentence(refused.refusal)
        if wants_json(request):
            return JsonResponse({"saved": False, "because": words}, status=422)
        add_toast(request, words)
        return redirect(desk.url("meeting"))
    if wants_json(request):
        return JsonResponse({"saved": True, "said": said or ""})
    if said:
        add_toast(request, said)
    return redirect(f"{desk.url('meeting')}{anchor}")
