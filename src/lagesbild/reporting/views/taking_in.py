# SPDX-License-Identifier: EUPL-1.2
"""The coordinator takes in what a member sent or said: pasted, in a file, on the telephone, in the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from lagesbild.components.shapes import Link, Notice
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.operations import receive_report, report_nothing_new
from lagesbild.dialogues.reporting import (
    SOME_TIME,
    SentBefore,
    organisations_to_report_for,
    sent_before,
)
from lagesbild.dialogues.round_overview import members_on
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.by_mail import receive_unconfirmed
from lagesbild.reporting.forms import FILE_AGAIN, ReportForm
from lagesbild.reporting.guessing import heading_of
from lagesbild.reporting.messages import BECOMES_RECORD
from lagesbild.reporting.permissions import refusal_to_change
from lagesbild.reporting.queries import last_text, report_of
from lagesbild.reporting.stops import is_same_again
from lagesbild.reporting.views import member_tools
from lagesbild.reporting.views.receipt import channel_of

TAKE_IN = "Ta emot rapporten"
ACCEPTED_FIRST = (
    "Inget har tagits emot. Öppna den godtagna rapporten igen på dess sida, och ta sedan emot den nya texten."
)


def take_in_page(request: HttpRequest, desk: DialogueDesk, turn: Round) -> HttpResponse:
    """The form; after sending, the review page."""
    organisations = organisations_to_report_for(desk.audience, turn)
    if request.method == "POST":
        return _send(request, desk, turn, organisations)
    wanted = request.GET.get("medlem", "")
    chosen = next((o for o in organisations if str(o.pk) == wanted), None)
    form = _form(organisations, None, None, chosen)
    return _page(request, desk, turn, form, chosen or (organisations[0] if len(organisations) == 1 else None))


def _form(
    organisations: list[Organisation], sent: object, files: object, chosen: Organisation | None
) -> ReportForm:
    initial = {"organisation": chosen.pk} if chosen else {}
    return ReportForm(sent, files, organisations=organisations, today=today(), initial=initial)


def _page(
    request: HttpRequest,
    desk: DialogueDesk,
    turn: Round,
    form: ReportForm,
    chosen: Organisation | None,
    *,
    again: Notice | None = None,
    tools: member_tools.MemberTools | None = None,
) -> HttpResponse:
    had_file = bool(request.FILES) and (form.errors or again)
    last = last_text(turn, chosen) if chosen is not None else None
    context = {
        "desk": desk,
        "turn": turn,
        "form": form,
        "chosen": chosen,
        "again": again,
        "record_note": BECOMES_RECORD,
        "file_again": FILE_AGAIN if had_file else "",
        "title": _title(desk, turn, chosen),
        "send_label": TAKE_IN,
        "already": _already(desk, turn, chosen),
        "last": last,
        "last_when": swedish.day_short(last.held_on, year=today().year) if last else "",
        "files_url": reverse("reporting:files", args=[desk.dialogue.slug, turn.address]),
        "tools": tools or member_tools.tools_for(turn, chosen),
        "as_member": _as_member(desk, turn, chosen),
        "back": Link(label="Omgången", url=desk.url("round", turn)),
    }
    refused = form.errors or again or (tools is not None and tools.reopen.errors)
    return render(request, "reporting/take_in_page.html", context, status=422 if refused else 200)


def _title(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> list[str]:
    when = swedish.day_short(turn.held_on, year=today().year)
    what = f"Ta emot rapporten från {chosen.name}" if chosen else "Ta emot en rapport"
    return [what, f"till mötet {when}"]


def _already(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> Notice | None:
    """That something has come in already, and what a new text does."""
    report = report_of(turn, chosen)
    if report is None or report.state == Report.State.DRAFT:
        return None
    if report.nothing_new:
        return Notice(
            title="Svaret Inget nytt har kommit in.", text="Kommer en text också är det den som gäller."
        )
    return Notice(
        title="En rapport har redan kommit in.",
        text="En ny text ersätter den. Den förra sparas, och det som redan är granskat följer med där meningarna är lika.",
        action=Link(label="Läs den som finns", url=desk.url("review", turn, report.pk)),
    )


def _as_member(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> Link | None:
    """A coordinator that also reports for the member writes on the member's own page."""
    if chosen is None or chosen.pk not in desk.audience.organisations:
        return None
    url = f"{desk.url('report', turn)}?medlem={chosen.pk}&sida=medlem"
    return Link(label=f"Skriv som {chosen.name}", url=url)


# Sending ----------------------------------------------------------------------------------------


def _send(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisations: list[Organisation]
) -> HttpResponse:
    if request.POST.get("gor") in member_tools.ACTS:
        return _help(request, desk, turn, organisations)
    if request.POST.get("gor") == "inget-nytt":
        return _nothing_new(request, desk, turn, organisations)
    form = _form(organisations, request.POST, request.FILES, None)
    if not form.is_valid() or form.taken is None:
        chosen = next((o for o in organisations if str(o.pk) == request.POST.get("organisation")), None)
        return _page(request, desk, turn, form, chosen)
    organisation: Organisation = form.cleaned_data["organisation"]
    before = sent_before(desk.audience, turn, organisation, form.taken.text)
    if before is not None and (not form.cleaned_data["anyway"] or is_same_again(before)):
        return _page(request, desk, turn, form, organisation, again=_sent_before_notice(desk, before))
    other = heading_of(form.taken.text, members_on(turn.dialogue, turn.held_on))
    if other is not None and other != organisation and not form.cleaned_data["anyway"]:
        again = Notice(
            title=f"Texten har rubriken {other.name}.",
            text=f"Inget har tagits emot. Är den från {other.name} väljer du den medlemmen. Är den från {organisation.name} ändå kryssar du i Ta emot ändå.",
            alert=True,
        )
        return _page(request, desk, turn, form, organisation, again=again)
    locked = refusal_to_change(report_of(turn, organisation))
    if locked is not None:
        again = Notice(title="Rapporten är godtagen och låst.", text=ACCEPTED_FIRST, alert=True)
        return _page(request, desk, turn, form, organisation, again=again)
    how: dict[str, Any] = {
        "turn": turn, "organisation": organisation, "intake": form.taken, "content": form.content,
        "filename": form.filename, "channel": _channel(form), "sent_at": _sent_at(form), "by": desk.person, "at": now(),
    }  # fmt: skip
    if form.is_spoken:
        spoken = receive_unconfirmed(sent_by=None, **how)
        assert spoken is not None  # the same words again were told of above
        return _after_sending(request, desk, turn, spoken)
    submission = receive_report(**how)
    return _after_sending(request, desk, turn, submission)


def _help(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisations: list[Organisation]
) -> HttpResponse:
    """A link for the member, or its round opened again."""
    wanted = request.POST.get("organisation")
    organisation = next((o for o in organisations if str(o.pk) == wanted), None)
    if organisation is None:
        return HttpResponseRedirect(desk.url("report", turn))
    done = member_tools.act(request, desk, turn, organisation)
    if isinstance(done, HttpResponseRedirect):
        return done
    return _page(
        request, desk, turn, _form(organisations, None, None, organisation), organisation, tools=done
    )


def _sent_before_notice(desk: DialogueDesk, before: SentBefore) -> Notice:
    when = swedish.day_short(before.round.held_on, year=today().year)
    link = Link(label="Läs den", url=desk.url("review", before.round, before.submission.report_id))
    if is_same_again(before):
        return Notice(
            title="Exakt den här texten har redan kommit in.",
            text="Den är mottagen och inget har dubblerats. Ni behöver inte göra något mer.",
            action=link,
        )
    if before.same_organisation:
        return Notice(
            title=f"Det är samma text som till mötet {when}.",
            text="Inget har tagits emot. Fråga medlemmen om texten är ny, eller kryssa i Ta emot ändå.",
            action=link,
            alert=True,
        )
    return Notice(
        title=f"Samma text har kommit in från {before.who} till mötet {when}.",
        text="Inget har tagits emot. Kontrollera vilken medlem som är vald. Är det rätt kryssar du i Ta emot ändå.",
        action=link,
        alert=True,
    )


def _channel(form: ReportForm) -> str:
    """How it came: as the coordinator says, else as a paste or the kind of file that it is."""
    if form.is_spoken:
        return str(form.cleaned_data["channel"])
    return str(Report.Channel.PASTE) if form.content is None else channel_of(form)


def _sent_at(form: ReportForm) -> datetime:
    """Now, or some time of the day that the coordinator says it came in."""
    day = form.cleaned_data.get("sent_on")
    return now() if day is None or day == today() else datetime.combine(day, SOME_TIME, STOCKHOLM)


def _after_sending(
    request: HttpRequest, desk: DialogueDesk, turn: Round, submission: Submission
) -> HttpResponse:
    add_toast(request, "Rapporten är mottagen. Här är uppgifterna som läsaren hittade.")
    if submission.awaits_confirmation:
        add_toast(request, "Medlemmen frågas om det stämmer. Till dess läser högst gruppen texten.")
    for note in submission.version.intake_notes:
        add_toast(request, note)
    return HttpResponseRedirect(desk.url("review", turn, submission.report_id))


def _nothing_new(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisations: list[Organisation]
) -> HttpResponse:
    wanted = request.POST.get("organisation")
    organisation = next((o for o in organisations if str(o.pk) == wanted), None)
    form = _form(organisations, None, None, organisation)
    if organisation is None:
        again = Notice(
            title="Vem gäller det?",
            text="Välj medlem och tryck på Inget nytt igen. Inget har skickats.",
            alert=True,
        )
        return _page(request, desk, turn, form, None, again=again)
    if request.POST.get("text", "").strip():
        # A text in the field says otherwise: it must not be lost by pressing the wrong button.
        form = _form(organisations, request.POST, None, organisation)
        again = Notice(
            title="Ni har skrivit något i fältet.",
            text=f"Inget har skickats. Tryck på {TAKE_IN} för att skicka texten, eller töm fältet och tryck på Inget nytt igen.",
            alert=True,
        )
        return _page(request, desk, turn, form, organisation, again=again)
    existing = report_of(turn, organisation)
    report = report_nothing_new(turn=turn, organisation=organisation, by=desk.person, at=now())
    if existing is not None and existing.state != Report.State.DRAFT:
        add_toast(request, "En rapport finns redan i omgången. Den gäller.")
    else:
        undo = f"{desk.url('round', turn)}?gor=fraga-igen&rapport={report.pk}"
        add_toast(
            request,
            f"Inget nytt från {organisation.name}. Siffrorna från förra gången behåller sina datum.",
            undo_url=undo,
        )
    return HttpResponseRedirect(desk.url("round", turn))
