# SPDX-License-Identifier: EUPL-1.2
"""The list of rounds and the page of one round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.accounts.queries import person_of
from lagesbild.components.headings import needs_heading
from lagesbild.components.shapes import Badge, Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.forms_rounds import RoundForm
from lagesbild.dialogues.messages_rounds import sentence
from lagesbild.dialogues.models import Edition, Round
from lagesbild.dialogues.operations import ensure_round
from lagesbild.dialogues.operations_rounds import remove_empty_round, take_back_nothing_new
from lagesbild.dialogues.queries import (
    audiences_for,
    dialogues_for,
    find_round,
    published_editions,
    rounds_seen_by,
)
from lagesbild.dialogues.reporting import refusal_to_report, round_to_report_to
from lagesbild.dialogues.round_overview import answering_rates, overview_of, reported_counts
from lagesbild.dialogues.views import round_shapes as shapes
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id

ROUNDS_A_PAGE = 20


# Short addresses --------------------------------------------------------------------------------


@require_safe
def short_rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of one's only dialogue, or the dialogues to choose from."""
    dialogues = dialogues_for(person_of(request.user), day=today())
    if not dialogues:
        raise Http404("takes part in nothing")
    if len(dialogues) == 1:
        return redirect("dialogues:rounds", slug=dialogues[0].slug)
    choices = [Link(label=d.name, url=reverse("dialogues:rounds", args=[d.slug])) for d in dialogues]
    return render(
        request, "dialogues/choose_round_page.html", {"title": "Vilken dialogs omgångar?", "choices": choices}
    )


@require_safe
def short_round(request: HttpRequest, address: str) -> HttpResponse:
    """The only round of that day that one can read; several are listed."""
    audiences = audiences_for(person_of(request.user), day=today())
    found = [
        d
        for d, audience in audiences.items()
        if (turn := find_round(d, address)) is not None and audience.may_see_day(turn.held_on)
    ]
    if not found:
        raise Http404("no such round of theirs")
    if len(found) == 1:
        return redirect("dialogues:round", slug=found[0].slug, address=address)
    choices = [Link(label=d.name, url=reverse("dialogues:round", args=[d.slug, address])) for d in found]
    return render(
        request, "dialogues/choose_round_page.html", {"title": "Vilken dialogs omgång?", "choices": choices}
    )


# The list ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A line in the list of rounds."""

    label: str
    url: str
    badge: Badge
    reported: str
    published: str


@require_http_methods(["GET", "HEAD", "POST"])
def rounds_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All rounds, newest first; the coordinator adds one."""
    desk = DialogueDesk.of(request, slug)
    form = RoundForm(
        request.POST if request.method == "POST" else None, dialogue=desk.dialogue, today=today()
    )
    if request.method == "POST":
        desk.insist_on_coordinator()
        if form.is_valid():
            return _add_round(request, desk, form.cleaned_data["held_on"])
    turns = rounds_seen_by(desk.dialogue, desk.audience).order_by("-held_on", "-ordinal")
    page = Paginator(turns, ROUNDS_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "desk": desk,
        "form": form if desk.coordinates else None,
        "page": page,
        "rows": _rows(desk, list(page)),
        "lead": _lead(desk),
        "to_report": _to_report(desk),
    }
    return render(request, "dialogues/rounds_page.html", context, status=422 if form.errors else 200)


def _add_round(request: HttpRequest, desk: DialogueDesk, held_on: date) -> HttpResponse:
    state = Round.State.COLLECTING if held_on >= today() else Round.State.HELD
    turn = ensure_round(dialogue=desk.dialogue, held_on=held_on, state=state, by=desk.person, at=now())
    undo = f"{desk.url('round', turn)}?gor=ta-bort"
    add_toast(request, f"Omgången {swedish.day_short(held_on)} finns nu.", undo_url=undo)
    return redirect(desk.url("round", turn))


def _rows(desk: DialogueDesk, turns: list[Round]) -> list[RoundRow]:
    reported = reported_counts(turns)
    published: dict[int, Edition] = {
        e.round_id: e
        for e in published_editions(Edition.Of.PICTURE).filter(round__in=turns).order_by("released_at", "pk")
    }
    memberships = list(desk.dialogue.memberships.all())
    rows = []
    for turn in turns:
        members = {
            m.organisation_id
            for m in memberships
            if m.joined_on <= turn.held_on and (m.left_before is None or turn.held_on < m.left_before)
        }
        edition = published.get(turn.pk)
        number = f" ({turn.ordinal})" if turn.ordinal > 1 else ""
        rows.append(
            RoundRow(
                label=swedish.day(turn.held_on, year=today().year) + number,
                url=desk.url("round", turn),
                badge=_state_badge(turn),
                reported=f"{reported.get(turn.pk, 0)} av {len(members)}",
                published=swedish.day_short(day_of(edition.released_at), year=today().year)
                if edition
                else "",
            )
        )
    return rows


def _state_badge(turn: Round) -> Badge:
    if turn.held_on > today():
        return Badge(text="Kommande")
    if turn.held_on == today():
        return Badge(text="I dag")
    return Badge(text="Genomförd", tone="done")


def _to_report(desk: DialogueDesk) -> Link | None:
    """The way to report, for one whose member has not reported to the round to come."""
    turn = round_to_report_to(desk.audience, desk.dialogue, today=today(), at=now())
    if turn is None:
        return None
    when = swedish.day_short(turn.held_on, year=today().year)
    return Link(label=f"Rapportera till mötet {when}", url=desk.url("report", turn))


def _lead(desk: DialogueDesk) -> str:
    ahead = desk.dialogue.rounds.filter(held_on__gt=today()).order_by("held_on").first()
    if ahead is None:
        return "Ingen kommande omgång är inlagd."
    when = swedish.day(ahead.held_on, year=today().year)
    return f"Nästa möte är {when}, {swedish.in_days(ahead.held_on, today=today())}."


# One round --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def round_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """How far the round has come, member by member; POST takes back a slip of the finger."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    if request.method == "POST":
        return _take_back(request, desk, turn)
    overview = overview_of(turn, audience=desk.audience)
    rates = answering_rates(turn, today=today())
    groups = [
        (name, [shapes.member_row(desk, overview, s, rates) for s in statuses])
        for name, statuses in overview.groups
    ]
    if overview.meeting:
        groups.append(
            ("Mötet som helhet", [shapes.member_row(desk, overview, s, rates) for s in overview.meeting])
        )
    edition = published_editions(Edition.Of.PICTURE).filter(round=turn).order_by("-released_at").first()
    actions = {row.action.label for _, rows in groups for row in rows if row.action}
    context = {
        "desk": desk,
        "title": shapes.title(overview),
        "basis": shapes.basis(overview),
        "steps": shapes.steps(overview, edition),
        "next_step": shapes.next_step(desk, overview, edition),
        "groups": [
            (name if needs_heading(name, [row.name for row in rows]) else "", rows) for name, rows in groups
        ],
        "action_heading": "" if not actions else ("Rapport" if actions == {shapes.READ} else "Att göra"),
        "has_rates": any(row.rate for _, rows in groups for row in rows),
        "back": Link(label="Alla omgångar", url=desk.url("rounds")),
        "turn": turn,
    }
    return render(request, "dialogues/round_page.html", context)


def _take_back(request: HttpRequest, desk: DialogueDesk, turn: Round) -> HttpResponse:
    """Undo: an empty round goes, "Inget nytt" is asked again."""
    act, report_id = request.GET.get("gor"), row_id(request.GET.get("rapport"))
    try:
        if act == "ta-bort":
            desk.insist_on_coordinator()
            remove_empty_round(turn=turn, by=desk.person, at=now())
            add_toast(request, "Omgången är borttagen.")
            return redirect(desk.url("rounds"))
        report = turn.reports.filter(pk=report_id).first() if report_id else None
        if act != "fraga-igen" or report is None:
            raise Http404("nothing to take back")
        if refusal_to_report(desk.audience, turn, report.organisation_id, at=now()) is not None:
            raise Http404("not theirs to take back")
        take_back_nothing_new(report=report, by=desk.person, at=now())
        add_toast(request, "Inget nytt är borttaget. Rapporten väntas igen.")
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    return redirect(desk.url("round", turn))
