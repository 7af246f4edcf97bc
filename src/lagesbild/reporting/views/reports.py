# SPDX-License-Identifier: EUPL-1.2
"""The report page signed in: a member writes its own; the coordinator takes in what a member said."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.components.shapes import Link
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.reporting import organisations_to_report_for, refusal_to_report
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.messages import sentence
from lagesbild.reporting.views import autosave, taking_in, writing

#: In an address or a form: the coordinator writes as the member that it also reports for.
AS_MEMBER = "medlem"


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The member's form with its receipt, or the coordinator's form for what others sent or said."""
    dialogue_desk, turn = _desk_and_round(request, slug, address)
    refusal = refusal_to_report(dialogue_desk.audience, turn, None, at=now())
    if refusal is not None and not _has_own(dialogue_desk, turn):
        raise PermissionDenied(sentence(refusal))
    if dialogue_desk.coordinates and not _writes_as_member(request, dialogue_desk):
        return taking_in.take_in_page(request, dialogue_desk, turn)
    own = own_organisations(dialogue_desk, turn)
    chosen = _chosen(request, own)
    if chosen is None:
        return _choose(request, dialogue_desk, turn, own)
    desk = WritingDesk(dialogue_desk.person, turn, chosen)
    return writing.writing_page(request, desk)


def _desk_and_round(request: HttpRequest, slug: str, address: str) -> tuple[DialogueDesk, Round]:
    desk = DialogueDesk.of(request, slug)
    return desk, desk.round(address)


def own_organisations(desk: DialogueDesk, turn: Round) -> list[Organisation]:
    """The members that this person itself reports for."""
    members = organisations_to_report_for(desk.audience, turn)
    return [o for o in members if o.pk in desk.audience.organisations]


def _has_own(desk: DialogueDesk, turn: Round) -> bool:
    """After the lock one's own page still shows what was sent, and the ways on."""
    return bool(own_organisations(desk, turn))


def _writes_as_member(request: HttpRequest, desk: DialogueDesk) -> bool:
    values = request.POST if request.method == "POST" else request.GET
    return values.get("sida") == AS_MEMBER and bool(desk.audience.organisations)


def _chosen(request: HttpRequest, own: list[Organisation]) -> Organisation | None:
    values = request.POST if request.method == "POST" else request.GET
    wanted = values.get("organisation") or request.GET.get("medlem") or ""
    if not wanted:
        return own[0] if len(own) == 1 else None
    return next((o for o in own if str(o.pk) == wanted), None)


def _choose(request: HttpRequest, desk: DialogueDesk, turn: Round, own: list[Organisation]) -> HttpResponse:
    """Several members, or one that is not one's own: which of one's own is it?"""
    when = swedish.day_short(turn.held_on, year=today().year)
    address = desk.url("report", turn)
    context = {
        "title": ["Vem rapporterar ni för", f"till mötet {when}?"],
        "choices": [Link(label=o.name, url=f"{address}?medlem={o.pk}") for o in own],
        "back": Link(label="Omgången", url=desk.url("round", turn)),
        "posted": request.POST.get("text", ""),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/choose_member_page.html", context, status=status)


# What the page's script asks ----------------------------------------------------------------------


def _own_desk(request: HttpRequest, slug: str, address: str) -> WritingDesk:
    """Raises ``PermissionDenied`` for everybody who does not report for the member: drafts are theirs."""
    dialogue_desk, turn = _desk_and_round(request, slug, address)
    chosen = _chosen(request, own_organisations(dialogue_desk, turn))
    if chosen is None:
        raise PermissionDenied("Du rapporterar inte för den medlemmen. Inget har ändrats.")
    return WritingDesk(dialogue_desk.person, turn, chosen)


@require_POST
def save(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Keep the draft as it stands in the window."""
    return autosave.save(request, _own_desk(request, slug, address))


@require_POST
def read(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """What the reader makes of the text in the window; nothing is stored."""
    return autosave.read(request, _own_desk(request, slug, address))


@require_safe
def own_text(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The member's own text as a file."""
    return autosave.own_text(_own_desk(request, slug, address))
