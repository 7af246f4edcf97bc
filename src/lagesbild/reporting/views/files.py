# SPDX-License-Identifier: EUPL-1.2
"""Several files at once into a round, and a letter from the quarantine into a report. For the coordinator."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lagesbild.accounts.models import Person
from lagesbild.components.shapes import Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.round_overview import members_on
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.intake import DEFAULT_LIMIT, IntakeRefused
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.inbox import letter_of
from lagesbild.mail.models import IncomingMail
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.by_mail import words_of
from lagesbild.reporting.files import Laid, lay_file, place_file, place_letter
from lagesbild.reporting.guessing import guess_member
from lagesbild.reporting.models import UnplacedFile

#: As many files as one lays in at once.
MOST = 20
#: Rounds that a letter may belong to.
ROUNDS_OFFERED = 6


@require_http_methods(["GET", "HEAD", "POST"])
def files_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Files and mails of several members; whose is asked where it is not plain."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    desk.insist_on_coordinator()
    laid: list[Laid] = []
    if request.method == "POST" and request.POST.get("fil"):
        return _place(request, desk, turn)
    if request.method == "POST":
        laid = _lay_all(request, desk, turn)
    waiting = turn.unplaced_files.filter(placed_at__isnull=True)
    context = {
        "title": ["Lägg in filer", f"till mötet {swedish.day_short(turn.held_on, year=today().year)}"],
        "back": Link(label="Omgången", url=desk.url("round", turn)),
        "laid": laid,
        "nothing": request.method == "POST" and not laid,
        "waiting": waiting,
        "members": [m.organisation for m in members_on(turn.dialogue, turn.held_on)],
    }
    return render(request, "reporting/files_page.html", context, status=422 if context["nothing"] else 200)


def _lay_all(request: HttpRequest, desk: DialogueDesk, turn: Round) -> list[Laid]:
    laid = []
    for file in request.FILES.getlist("filer")[:MOST]:
        name = file.name or "fil"
        if (file.size or 0) > DEFAULT_LIMIT:
            size, limit = size_in_words(file.size or 0), size_in_words(DEFAULT_LIMIT)
            laid.append(Laid(name, refused=IntakeRefused("too_large", size=size, limit=limit).message))
        else:
            laid.append(lay_file(turn=turn, content=file.read(), filename=name, by=desk.person, at=now()))
    return laid


def _place(request: HttpRequest, desk: DialogueDesk, turn: Round) -> HttpResponse:
    row = get_object_or_404(
        UnplacedFile, pk=row_id(request.POST.get("fil")) or 0, round=turn, placed_at__isnull=True
    )
    here = HttpResponseRedirect(reverse("reporting:files", args=[desk.dialogue.slug, turn.address]))
    if request.POST.get("gor") == "bort":
        place_file(row=row, organisation=None, by=desk.person, at=now())
        add_toast(request, "Filen är bortlagd. Inget har lagts i någon rapport.")
        return here
    organisation = _member(request, turn)
    if organisation is None:
        add_toast(request, "Välj vem filen kommer från. Den väntar kvar.")
        return here
    place_file(row=row, organisation=organisation, by=desk.person, at=now())
    add_toast(request, f"Filen ligger i rapporten från {organisation}. Medlemmen frågas om den stämmer.")
    return here


def _member(request: HttpRequest, turn: Round) -> Organisation | None:
    wanted = row_id(request.POST.get("medlem"))
    members = members_on(turn.dialogue, turn.held_on)
    return next((m.organisation for m in members if m.organisation_id == wanted), None)


def offer_report(incoming: IncomingMail, person: Person) -> Link | None:
    """The way from a letter that belongs to nothing into a report."""
    if incoming.dialogue is None:
        return None
    address = reverse("reporting:letter", args=[incoming.dialogue.slug, incoming.pk])
    return Link(label="Lägg i rapporten från …", url=address)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_page(request: HttpRequest, slug: str, letter_id: int) -> HttpResponse:
    """A letter from the quarantine: which round, and whose report?"""
    desk = DialogueDesk.of(request, slug)
    desk.insist_on_coordinator()
    incoming = IncomingMail.objects.filter(
        pk=letter_id, dialogue=desk.dialogue, state=IncomingMail.State.QUARANTINED
    ).first()
    if incoming is None:
        raise Http404("no such letter waits")
    try:
        letter = words_of(letter_of(incoming))
    except IntakeRefused as refused:
        raise Http404(refused.message) from refused
    turns = list(desk.dialogue.rounds.order_by("-held_on", "-ordinal")[:ROUNDS_OFFERED])
    wanted = request.POST.get("omgang", "")
    turn = next((t for t in turns if t.address == wanted), turns[0] if turns else None)
    if turn is None:
        raise Http404("no round to lay it in")
    turn.dialogue = desk.dialogue
    organisation = _member(request, turn)
    if request.method == "POST" and organisation is not None and wanted:
        try:
            place_letter(incoming=incoming, turn=turn, organisation=organisation, by=desk.person, at=now())
        except Refused as refused:
            raise Http404("it no longer waits") from refused
        add_toast(request, f"Brevet ligger i rapporten från {organisation}. Medlemmen frågas om det stämmer.")
        return HttpResponseRedirect(desk.url("round", turn))
    guess = organisation or guess_member(turn, letter, "", day=today())
    context = {
        "incoming": incoming,
        "letter": letter,
        "turns": [(t.address, swedish.day(t.held_on, year=today().year)) for t in turns],
        "chosen_turn": turn.address,
        "members": [m.organisation for m in members_on(turn.dialogue, turn.held_on)],
        "guess": guess,
        "asks": request.method == "POST",
    }
    return render(request, "reporting/letter_page.html", context, status=422 if context["asks"] else 200)
