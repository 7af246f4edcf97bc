# SPDX-License-Identifier: EUPL-1.2
"""The first run, `/borja/`: one page that unfolds step by step, and the presses that carry it on.

Which step is open follows from what is stored, so that a reload or another browser goes on where
one was; ``?steg=`` only looks back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lagesbild.accounts.queries import person_of
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues import first_run as run
from lagesbild.dialogues import first_run_shapes as shapes
from lagesbild.dialogues import without_news
from lagesbild.dialogues.first_look import left_to_review, loaded_count, look_at
from lagesbild.dialogues.first_run_understanding import waiting_minutes
from lagesbild.dialogues.forms_first_run import CheckForm, PasteForm
from lagesbild.dialogues.messages import sentence
from lagesbild.dialogues.models_first_run import PendingMinutes
from lagesbild.dialogues.round_overview import overview_of
from lagesbild.dialogues.views.first_run_desk import Desk, for_coordinator
from lagesbild.dialogues.without_news import Findings
from lagesbild.intake import DEFAULT_LIMIT, IntakeRefused
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from textreader.model import KnownOrganisation

#: As many sentences as one can take in at once; the rest is one click away.
HANDFUL = 5

#: Said where a stored original cannot be read again: the disk is at fault, nothing was written.
LOST_ORIGINAL = "{filename} går inte att läsa från disken. Inget har lästs in ur den. Lägg till filen igen."


# Pages -------------------------------------------------------------------------------------------


@require_safe
def short_first_run(request: HttpRequest) -> HttpResponse:
    """Lead to the only dialogue that one coordinates, or let one choose."""
    dialogues = run.coordinated_dialogues(person_of(request.user), day=today())
    if not dialogues:
        raise Http404("coordinates nothing")
    if len(dialogues) == 1:
        return redirect("dialogues:first_run_of", slug=dialogues[0].slug)
    return render(request, "dialogues/first_run_choose_page.html", {"dialogues": dialogues})


@require_safe
@for_coordinator
def first_run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The step that comes next, or the one that is looked back on."""
    return _page(request, desk, _step(request, desk))


def _step(request: HttpRequest, desk: Desk) -> str:
    waiting = desk.dialogue.pending_minutes.filter(state=PendingMinutes.State.WAITING).exists()
    wanted = request.GET.get("steg", "")
    if wanted in (shapes.FILES, shapes.FOUND, shapes.DONE) and (wanted == shapes.FILES or _has_rounds(desk)):
        return wanted
    if waiting:
        return shapes.CHECK
    if not _has_rounds(desk):
        return shapes.FILES
    if _left_open(desk).left:
        return shapes.FOUND
    # A dialogue that got going otherwise has nothing to sum up here: it is offered to add old minutes.
    return shapes.DONE if loaded_count(desk.dialogue) else shapes.FILES


def _left_open(desk: Desk) -> Findings:
    return without_news.find_without_news(desk.dialogue, person=desk.person, today=today())


def _has_rounds(desk: Desk) -> bool:
    return desk.dialogue.rounds.exists()


def _page(request: HttpRequest, desk: Desk, step: str, **typed: Any) -> HttpResponse:
    """Lay a step out; ``typed`` are bound forms with something to mend."""
    parts: dict[str, Callable[..., tuple[str, str, dict[str, Any]]]] = {
        shapes.FILES: _files,
        shapes.CHECK: _check,
        shapes.FOUND: _found,
        shapes.DONE: _done,
    }
    title, lead, context = parts[step](request, desk, **typed)
    dialogue = desk.dialogue
    progress = shapes.Progress(
        waiting=dialogue.pending_minutes.filter(state=PendingMinutes.State.WAITING).count(),
        loaded=loaded_count(dialogue),
        members=dialogue.memberships.count(),
        groups=dialogue.groups.count(),
        left=len(_left_open(desk).left) if step == shapes.DONE else 0,
    )
    number = shapes.STEPS.index(step) + 1
    context |= {
        "dialogue": dialogue,
        "title": title,
        "eyebrow": f"Kom igång med {dialogue.name}. Steg {number} av {len(shapes.STEPS)}.",
        "steps": shapes.walk(step, title, lead, dialogue, progress),
        "step": step,
    }
    return render(request, "dialogues/first_run_page.html", context, status=422 if typed else 200)


def _files(
    request: HttpRequest, desk: Desk, paste: PasteForm | None = None
) -> tuple[str, str, dict[str, Any]]:
    lead = "En fil eller tjugo på en gång. Vi hittar mötesdagen, organisationerna och vad som lovades. Inget skickas, och ingen annan ser något förrän du har godtagit det."
    context = {
        "paste": paste or PasteForm(),
        "refused": run.refused_minutes(desk.dialogue),
        "is_empty": not _has_rounds(desk),
    }
    title = (
        "Börja med era senaste minnesanteckningar"
        if context["is_empty"]
        else "Lägg till äldre minnesanteckningar"
    )
    return title, lead, context


def _check(
    request: HttpRequest, desk: Desk, form: CheckForm | None = None
) -> tuple[str, str, dict[str, Any]]:
    look = form.look if form else look_at(desk.dialogue)
    form = form or CheckForm(look=look, today=today())
    lead = "Rätta det som är fel. Vi minns rättelserna till nästa fil. Inget är inläst än."
    context = {
        "form": form,
        "look": look,
        "refused": run.refused_minutes(desk.dialogue),
        "file_rows": [(file, form.day_of(file.row.pk), form.anyway_of(file.row.pk)) for file in look.files],
        "pair_rows": [(pair, form.pair_field(pair)) for pair in look.pairs],
        "member_rows": [(m, form[f"namn_{m.id}"], form[f"plats_{m.id}"]) for m in form.newcomers],
        "group_rows": [form[name] for name in form.fields if name.startswith("grupp_")],
        "group_shown": shapes.rows_of_groups(look),
        "made_up": shapes.made_up(look),
        "unknown_rows": [(h, form[f"rubrik_{h.id}"]) for h in look.unknown],
        "answered_rows": [(h, form[f"rubrik_{h.id}"]) for h in look.answered],
        "names_wrong": any(name.startswith(("namn_", "plats_", "grupp_")) for name in form.errors),
    }
    return shapes.check_title(look, year=today().year), lead, context


def _found(request: HttpRequest, desk: Desk) -> tuple[str, str, dict[str, Any]]:
    findings = _left_open(desk)
    everything = request.GET.get("visa") == "alla"
    shown = findings.left if everything else findings.left[:HANDFUL]
    year = today().year
    rows = shapes.found_rows(shown, desk.dialogue, year=year)
    answered = shapes.found_rows(
        findings.answered if everything else findings.answered[-HANDFUL:], desk.dialogue, year=year
    )
    context = {
        "rows": rows,
        "answered": answered,
        "left": len(findings.left),
        "hidden": len(findings.left) - len(shown),
    }
    return shapes.found_title(findings), shapes.found_lead(shown, today=today()), context


def _done(request: HttpRequest, desk: Desk) -> tuple[str, str, dict[str, Any]]:
    waiting = left_to_review(desk.dialogue)
    lead = "Inget är skickat. Allt som lästes ur anteckningarna är förslag tills du har godtagit det."
    begin = overview_of(waiting[0].turn).next_to_review if waiting else None
    context = {
        "waiting": waiting[:HANDFUL],
        "more": len(waiting) > HANDFUL,
        "begin": begin.report if begin else None,
        "waiting_words": shapes.waiting_words(waiting),
        "year": today().year,
    }
    return "Ni är igång", lead, context


# Presses -----------------------------------------------------------------------------------------


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_POST
@for_coordinator
def add_files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take files in, one at a time from the script or all at once without it."""
    files = request.FILES.getlist("filer")
    if not files:
        messages.warning(request, "Välj minst en fil först. Inget har ändrats.")
        return HttpResponseRedirect(f"{desk.url}?steg={shapes.FILES}")
    known = run.known_to(desk.dialogue)
    rows = [row for file in files for row in _take_in(desk, file, known)]
    if _wants_json(request):
        return JsonResponse({"files": [{"name": row.filename, "refused": row.because} for row in rows]})
    return HttpResponseRedirect(desk.url)


def _take_in(desk: Desk, file: UploadedFile, known: Sequence[KnownOrganisation]) -> list[PendingMinutes]:
    name, size = file.name or "fil", file.size or 0
    if size > DEFAULT_LIMIT:
        return [
            run.refuse_too_large(dialogue=desk.dialogue, filename=name, size=size, by=desk.person, at=now())
        ]
    return run.take_in_minutes(
        dialogue=desk.dialogue, content=file.read(), filename=name, known=known, by=desk.person, at=now()
    )


@require_POST
@for_coordinator
def add_text(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take pasted minutes in; what cannot be read stays in the field."""
    form = PasteForm(request.POST)
    if form.is_valid():
        try:
            run.take_in_paste(
                dialogue=desk.dialogue,
                text=form.cleaned_data["text"],
                known=run.known_to(desk.dialogue),
                by=desk.person,
                at=now(),
            )
            return HttpResponseRedirect(desk.url)
        except IntakeRefused as refused:
            form.add_error("text", refused.message)
    return _page(request, desk, shapes.FILES, paste=form)


@require_POST
@for_coordinator
def remove_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Leave a file out; what was typed about the others is kept where it is right."""
    row = _row(desk, pk)
    _save(CheckForm(request.POST, look=look_at(desk.dialogue), today=today()), desk)
    run.remove_minutes(row=row, by=desk.person, at=now())
    undo = reverse("dialogues:first_run_put_back", args=[desk.dialogue.slug, row.pk])
    add_toast(request, f"{row.filename} är borttagen ur listan.", undo_url=undo)
    return HttpResponseRedirect(desk.url)


@require_POST
@for_coordinator
def put_back_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Undo leaving a file out."""
    run.put_back_minutes(row=_row(desk, pk), by=desk.person, at=now())
    return HttpResponseRedirect(desk.url)


@require_POST
@for_coordinator
def put_away(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the list of files that could not be read away."""
    run.put_away_refused(dialogue=desk.dialogue, by=desk.person, at=now())
    return HttpResponseRedirect(desk.url)


def _row(desk: Desk, pk: int) -> PendingMinutes:
    row = desk.dialogue.pending_minutes.exclude(state=PendingMinutes.State.REFUSED).filter(pk=pk).first()
    if row is None:
        raise Http404("no such file")
    return row


def _save(form: CheckForm, desk: Desk) -> bool:
    """Remember the corrections; False, with nothing written, where something must be mended."""
    if not form.is_valid():
        return False
    run.correct_days(days=form.days(), dialogue=desk.dialogue, by=desk.person, at=now())
    run.read_anyway(wanted=form.anyway(), dialogue=desk.dialogue, by=desk.person, at=now())
    run.answer_headings(dialogue=desk.dialogue, answers=form.answers(), by=desk.person, at=now())
    return True


@require_POST
@for_coordinator
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Save what was corrected and, on "Ja, läs in", read the files in."""
    form = CheckForm(request.POST, look=look_at(desk.dialogue), today=today())
    if not _save(form, desk):
        return _page(request, desk, shapes.CHECK, form=form)
    if request.POST.get("gor") != "las-in":
        add_toast(request, "Rättelserna är sparade.")
        return HttpResponseRedirect(desk.url)
    for row in run.leave_out_doubles(dialogue=desk.dialogue, by=desk.person, at=now()):
        undo = reverse("dialogues:first_run_put_back", args=[desk.dialogue.slug, row.pk])
        add_toast(request, f"{row.filename} lästes inte in, eftersom det mesta redan finns.", undo_url=undo)
    if _wants_json(request):
        return _left(desk)
    _read_in(request, desk, waiting_minutes(desk.dialogue))
    return HttpResponseRedirect(desk.url)


@require_POST
@for_coordinator
def load(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make the waiting files into rounds, the newest meeting first, since its order of members counts.

    The script asks for one at a time, to tell how far it has come; each file is a transaction of
    its own, so that what is broken off goes on from there.
    """
    one_at_a_time = _wants_json(request)
    _read_in(request, desk, waiting_minutes(desk.dialogue)[: 1 if one_at_a_time else None])
    return _left(desk) if one_at_a_time else HttpResponseRedirect(desk.url)


def _read_in(request: HttpRequest, desk: Desk, rows: Sequence[PendingMinutes]) -> None:
    for row in rows:
        try:
            run.carry_out(row=row, by=desk.person, at=now())
        except Refused as refused:
            messages.warning(request, sentence(refused.refusal))
            break
        except (OSError, ValueError, IntakeRefused):
            run.remove_minutes(row=row, by=desk.person, at=now())
            messages.error(request, LOST_ORIGINAL.format(filename=row.filename))
    run.put_away_refused(dialogue=desk.dialogue, by=desk.person, at=now())


def _left(desk: Desk) -> JsonResponse:
    return JsonResponse(
        {"left": desk.dialogue.pending_minutes.filter(state=PendingMinutes.State.WAITING).count()}
    )


@require_POST
@for_coordinator
def answer(request: HttpRequest, desk: Desk, fact_id: int) -> HttpResponse:
    """Say of one sentence: take it along, already done, or no promise at all; or take that back."""
    fact = without_news.finding_fact(desk.dialogue, fact_id)
    said = request.POST.get("svar")
    if fact is None:
        raise Http404("no such sentence")
    if said == "ta-med":
        without_news.carry_to_next_meeting(facts=[fact], by=desk.person, at=now())
    elif said == "klart":
        without_news.already_settled(fact=fact, by=desk.person, at=now())
    elif said == "inget":
        without_news.no_such_thing(fact=fact, by=desk.person, at=now())
    elif said == "angra":
        try:
            without_news.take_back(fact=fact, by=desk.person, at=now())
        except Refused as refused:
            messages.warning(request, sentence(refused.refusal))
    else:
        messages.warning(request, "Valet gick inte att tyda. Inget har ändrats. Försök igen.")
    return HttpResponseRedirect(f"{desk.url}?steg={shapes.FOUND}#punkter")


@require_POST
@for_coordinator
def carry_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the sentences that were shown along to the next meeting, all in one press."""
    wanted = {row_id(pk) for pk in request.POST.getlist("punkt")}
    left = {f.fact.pk for f in _left_open(desk).left}
    found = (without_news.finding_fact(desk.dialogue, pk) for pk in sorted(left) if pk in wanted)
    count = without_news.carry_to_next_meeting(
        facts=[fact for fact in found if fact is not None], by=desk.person, at=now()
    )
    add_toast(
        request,
        "En punkt följs nu upp i lägesbilden."
        if count == 1
        else f"{count} punkter följs nu upp i lägesbilden.",
    )
    return HttpResponseRedirect(desk.url if len(left) > count else f"{desk.url}?steg={shapes.DONE}")
