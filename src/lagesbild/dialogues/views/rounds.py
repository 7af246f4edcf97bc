# SPDX-License-Identifier: EUPL-1.2
"""The list of rounds and the page of one round."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.accounts.queries import person_of
from lagesbild.components.headings import needs_heading
from lagesbild.components.shapes import Badge, Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues import round_parts
from lagesbild.dialogues.agenda import agenda_of
from lagesbild.dialogues.forms_new_round import CrisisForm, RoundForm
from lagesbild.dialogues.messages_rounds import sentence
from lagesbild.dialogues.models import Edition, Round
from lagesbild.dialogues.operations_rounds import (
    add_day,
    hold_round,
    open_crisis_round,
    plan_meeting,
    remove_empty_round,
    reopen_round,
    take_back_nothing_new,
)
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
from lagesbild.dialogues.views.round_core import OPEN, line_of_steps
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id

ROUNDS_A_PAGE = 20
#: Open items that one takes in at a glance; the rest is one click away.
AGENDA_SHOWN = 8


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
    is_crisis = request.method == "POST" and request.POST.get("gor") == "kris"
    form = RoundForm(
        request.POST if request.method == "POST" and not is_crisis else None,
        dialogue=desk.dialogue,
        today=today(),
    )
    crisis = CrisisForm(request.POST if is_crisis else None)
    refused = ""
    if request.method == "POST":
        desk.insist_on_coordinator()
        try:
            if is_crisis and crisis.is_valid():
                return _start_crisis(desk, crisis)
            if not is_crisis and form.is_valid():
                return _add_round(request, desk, form)
        except Refused as no:
            refused = sentence(no.refusal)
    turns = rounds_seen_by(desk.dialogue, desk.audience).order_by("-held_on", "-ordinal")
    page = Paginator(turns, ROUNDS_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "desk": desk,
        "form": form if desk.coordinates else None,
        "crisis": crisis,
        "refused": refused,
        "proposal": _proposal_words(desk, form),
        "page": page,
        "rows": _rows(desk, list(page)),
        "lead": _lead(desk),
        "to_report": _to_report(desk),
    }
    bad = bool(form.errors or crisis.errors or refused)
    return render(request, "dialogues/rounds_page.html", context, status=422 if bad else 200)


def _proposal_words(desk: DialogueDesk, form: RoundForm) -> str:
    if form.proposal is None or not desk.coordinates:
        return ""
    when = swedish.moment(form.proposal.starts_at, year=today().year)
    return f"{desk.dialogue.rhythm.capitalize()} ger {when}."


def _add_round(request: HttpRequest, desk: DialogueDesk, form: RoundForm) -> HttpResponse:
    """A round with its meeting; a day alone is a round that collects, or one that has been."""
    held_on, (starts_at, ends_at) = form.cleaned_data["held_on"], form.moments()
    if starts_at is not None and held_on >= today():
        turn = plan_meeting(
            dialogue=desk.dialogue,
            starts_at=starts_at,
            ends_at=ends_at,
            place=form.cleaned_data["place"],
            by=desk.person,
            at=now(),
        )
    else:
        state = Round.State.COLLECTING if held_on >= today() else Round.State.HELD
        turn = add_day(dialogue=desk.dialogue, held_on=held_on, state=state, by=desk.person, at=now())
    undo = f"{desk.url('round', turn)}?gor=ta-bort"
    add_toast(
        request, f"Omgången {swedish.day_short(held_on)} finns nu. Inget mejl har skickats.", undo_url=undo
    )
    return redirect(desk.url("round", turn))


def _start_crisis(desk: DialogueDesk, form: CrisisForm) -> HttpResponse:
    turn = open_crisis_round(
        dialogue=desk.dialogue,
        deadline_at=form.deadline(today()),
        reminds=form.cleaned_data["reminds"],
        by=desk.person,
        at=now(),
    )
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
    if turn.state == Round.State.CANCELLED:
        return Badge(text="Inställd", tone="none")
    if turn.kind == Round.Kind.CRISIS and turn.state == Round.State.COLLECTING:
        return Badge(text="Kris, samlar in", tone="alert")
    if turn.kind == Round.Kind.CRISIS:
        return Badge(text="Kris", tone="done")
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
    ahead = (
        desk.dialogue.rounds.filter(held_on__gt=today())
        .exclude(state=Round.State.CANCELLED)
        .order_by("held_on")
        .first()
    )
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
    parts = round_parts.parts()
    rates = answering_rates(turn, today=today())
    notes = {who: words for part in parts for who, words in part.notes(desk, overview).items()}
    groups = [
        (name, [shapes.member_row(desk, overview, s, rates, notes) for s in statuses])
        for name, statuses in overview.groups
    ]
    if overview.meeting:
        meeting = [shapes.member_row(desk, overview, s, rates, notes) for s in overview.meeting]
        groups.append(("Mötet som helhet", meeting))
    actions = {row.action.label for _, rows in groups for row in rows if row.action}
    facts = [fact for part in parts for fact in part.key_facts(desk, overview)]
    has_notes = any(row.note for _, rows in groups for row in rows)
    context = {
        "desk": desk,
        "turn": turn,
        "title": shapes.title(overview),
        "basis": shapes.basis(overview),
        "steps": line_of_steps([step for part in parts for step in part.steps(desk, overview)]),
        "next_step": round_parts.next_step(
            step for part in parts for step in part.next_steps(desk, overview)
        ),
        "key_facts": sorted(facts, key=lambda fact: fact.place),
        "links": [link for part in parts for link in part.links(desk, overview)],
        **_agenda(desk, turn),
        "groups": [
            (name if needs_heading(name, [row.name for row in rows]) else "", rows) for name, rows in groups
        ],
        "action_heading": "Rapport" if actions == {shapes.READ} and not has_notes else "Att göra",
        "has_actions": bool(actions) or has_notes,
        "has_rates": any(row.rate for _, rows in groups for row in rows),
        "back": Link(label="Alla omgångar", url=desk.url("rounds")),
    }
    return render(request, "dialogues/round_page.html", context)


def _agenda(desk: DialogueDesk, turn: Round) -> dict[str, object]:
    """The agenda of a meeting that is to come: what has waited longest, the rest of it folded, the template."""
    if turn.state not in OPEN or turn.kind == Round.Kind.CRISIS:
        return {"agenda": []}
    points = agenda_of(turn, audience=desk.audience, at=now(), today=today())
    waiting = [point for point in points if point.is_open_item]
    return {
        "agenda": [*waiting[:AGENDA_SHOWN], *(p for p in points if not p.is_open_item)],
        "agenda_rest": waiting[AGENDA_SHOWN:],
    }


def _hold(request: HttpRequest, desk: DialogueDesk, turn: Round, act: str) -> HttpResponse:
    """The meeting has been, or was ended by mistake."""
    desk.insist_on_coordinator()
    if act == "genomfort":
        hold_round(turn=turn, by=desk.person, at=now())
        add_toast(request, "Omgången är genomförd.", undo_url=f"{desk.url('round', turn)}?gor=oppna-igen")
    else:
        reopen_round(turn=turn, by=desk.person, at=now())
        add_toast(request, "Omgången är öppen igen.")
    return redirect(desk.url("round", turn))


def _take_back(request: HttpRequest, desk: DialogueDesk, turn: Round) -> HttpResponse:
    """Undo: an empty round goes, "Inget nytt" is asked again."""
    act, report_id = request.GET.get("gor"), row_id(request.GET.get("rapport"))
    try:
        if act == "ta-bort":
            desk.insist_on_coordinator()
            remove_empty_round(turn=turn, by=desk.person, at=now())
            add_toast(request, "Omgången är borttagen.")
            return redirect(desk.url("rounds"))
        if act in ("genomfort", "oppna-igen"):
            return _hold(request, desk, turn, act)
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
