# SPDX-License-Identifier: EUPL-1.2
"""Receiving a report: paste a text, choose a file, or say that nothing is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lagesbild.components.shapes import Link, Notice
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.forms_rounds import FILE_AGAIN, ReportForm
from lagesbild.dialogues.messages_rounds import BECOMES_RECORD, sentence
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.operations import receive_report, report_nothing_new
from lagesbild.dialogues.queries import latest_submission
from lagesbild.dialogues.reporting import (
    SOME_TIME,
    SentBefore,
    organisations_to_report_for,
    refusal_to_report,
    sent_before,
)
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.lib.row_ids import row_id
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Source

#: What the button is called, for the member and for the coordinator who takes in what a member sent.
SEND, TAKE_IN = "Skicka rapporten", "Ta emot rapporten"


@dataclass(frozen=True)
class Receipt:
    """What a reporter is told once the report has come in."""

    organisation: Organisation
    when: str
    found: int
    notes: tuple[str, ...]
    links: tuple[Link, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The form; after sending, the review page for the coordinator and a receipt for a reporter."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    refusal = refusal_to_report(desk.audience, turn, None, at=now())
    if refusal is not None:
        raise PermissionDenied(sentence(refusal))
    organisations = organisations_to_report_for(desk.audience, turn)
    if request.method == "POST":
        return _send(request, desk, turn, organisations)
    receipt = _receipt(desk, turn, request.GET.get("kvitto", ""))
    if receipt is not None:
        return render(request, "dialogues/receipt_page.html", {"receipt": receipt})
    wanted = request.GET.get("medlem", "")
    chosen = next((o for o in organisations if str(o.pk) == wanted), None)
    form = _form(desk, organisations, None, None, chosen)
    return _page(request, desk, turn, form, chosen or (organisations[0] if len(organisations) == 1 else None))


def _form(
    desk: DialogueDesk,
    organisations: list[Organisation],
    sent: object,
    files: object,
    chosen: Organisation | None,
) -> ReportForm:
    return ReportForm(
        sent,
        files,
        organisations=organisations,
        asks_when=desk.coordinates,
        today=today(),
        initial={"organisation": chosen.pk} if chosen else {},
    )


def _page(
    request: HttpRequest,
    desk: DialogueDesk,
    turn: Round,
    form: ReportForm,
    chosen: Organisation | None,
    *,
    again: Notice | None = None,
) -> HttpResponse:
    had_file = bool(request.FILES) and (form.errors or again)
    context = {
        "desk": desk,
        "turn": turn,
        "form": form,
        "chosen": chosen,
        "again": again,
        "record_note": BECOMES_RECORD,
        "file_again": FILE_AGAIN if had_file else "",
        "title": _title(desk, turn, chosen),
        "send_label": TAKE_IN if desk.coordinates else SEND,
        "already": _already(desk, turn, chosen),
        "last": _last_text(desk, turn, chosen),
        "back": Link(label="Omgången", url=desk.url("round", turn)),
    }
    return render(request, "dialogues/report_page.html", context, status=422 if form.errors or again else 200)


def _title(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> list[str]:
    when = swedish.day_short(turn.held_on, year=today().year)
    if desk.coordinates:
        what = f"Ta emot rapporten från {chosen.name}" if chosen else "Ta emot en rapport"
    else:
        what = f"Rapportera för {chosen.name}" if chosen else "Rapportera"
    return [what, f"till mötet {when}"]


def _already(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> Notice | None:
    """That something has come in already, and what a new text does."""
    report = _report_of(turn, chosen)
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


def _report_of(turn: Round, organisation: Organisation | None) -> Report | None:
    if organisation is None:
        return None
    return turn.reports.filter(organisation=organisation, section__isnull=True).first()


def _last_text(desk: DialogueDesk, turn: Round, chosen: Organisation | None) -> dict[str, str] | None:
    """What the member said last time, beside the empty field."""
    if chosen is None:
        return None
    report = (
        Report.objects.filter(
            round__dialogue=desk.dialogue, round__held_on__lt=turn.held_on, organisation=chosen
        )
        .exclude(state=Report.State.DRAFT)
        .filter(submissions__withdrawn_at__isnull=True, submissions__isnull=False)
        .select_related("round", "section")
        .order_by("-round__held_on", "-pk")
        .first()
    )
    submission = latest_submission(report) if report else None
    if report is None or submission is None:
        return None
    text = submission.version.text
    if report.section is not None:
        text = text[report.section.start : report.section.end]
    return {"when": swedish.day_short(report.round.held_on, year=today().year), "text": text.strip()[:6000]}


# Sending ----------------------------------------------------------------------------------------


def _send(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisations: list[Organisation]
) -> HttpResponse:
    if request.POST.get("gor") == "inget-nytt":
        return _nothing_new(request, desk, turn, organisations)
    form = _form(desk, organisations, request.POST, request.FILES, None)
    if not form.is_valid() or form.taken is None:
        chosen = next((o for o in organisations if str(o.pk) == request.POST.get("organisation")), None)
        return _page(request, desk, turn, form, chosen)
    organisation: Organisation = form.cleaned_data["organisation"]
    before = sent_before(desk.audience, turn, organisation, form.taken.text)
    if before is not None and (not form.cleaned_data["anyway"] or _is_same_again(before)):
        return _page(request, desk, turn, form, organisation, again=_sent_before_notice(desk, before))
    submission = receive_report(
        turn=turn,
        organisation=organisation,
        intake=form.taken,
        content=form.content,
        filename=form.filename,
        channel=_channel(form),
        sent_at=_sent_at(form),
        by=desk.person,
        at=now(),
    )
    return _after_sending(request, desk, turn, submission)


def _is_same_again(before: SentBefore) -> bool:
    """The same member's same text in the same round: there is nothing to add."""
    return before.same_round and before.same_organisation


def _sent_before_notice(desk: DialogueDesk, before: SentBefore) -> Notice:
    when = swedish.day_short(before.round.held_on, year=today().year)
    link = Link(label="Läs den", url=desk.url("review", before.round, before.submission.report_id))
    if _is_same_again(before):
        return Notice(
            title="Exakt den här texten har redan kommit in.",
            text="Den är mottagen och inget har dubblerats. Ni behöver inte göra något mer.",
            action=link,
        )
    if before.same_organisation:
        return Notice(
            title=f"Det är samma text som till mötet {when}.",
            text="Inget har tagits emot. Fråga medlemmen om texten är ny, eller kryssa i Ta emot ändå."
            if desk.coordinates
            else "Inget har skickats. Är läget oförändrat trycker ni på Inget nytt. Annars ändrar ni texten, eller kryssar i Skicka ändå.",
            action=link,
            alert=True,
        )
    return Notice(
        title=f"Samma text har kommit in från {before.who} till mötet {when}.",
        text="Inget har tagits emot. Kontrollera vilken medlem som är vald. Är det rätt kryssar du i Ta emot ändå."
        if desk.coordinates
        else "Inget har skickats. Kontrollera vilken medlem som är vald. Är det rätt ändå kryssar ni i Skicka ändå.",
        action=link,
        alert=True,
    )


def _channel(form: ReportForm) -> str:
    assert form.taken is not None
    if form.content is None:
        return str(Report.Channel.PASTE)
    is_mail = form.taken.kind in (Source.Kind.EML, Source.Kind.MSG)
    return str(Report.Channel.MAIL if is_mail else Report.Channel.UPLOAD)


def _sent_at(form: ReportForm) -> datetime:
    """Now, or some time of the day that the coordinator says it came in."""
    day = form.cleaned_data.get("sent_on")
    return now() if day is None or day == today() else datetime.combine(day, SOME_TIME, STOCKHOLM)


def _after_sending(
    request: HttpRequest, desk: DialogueDesk, turn: Round, submission: Submission
) -> HttpResponse:
    if desk.coordinates:
        add_toast(request, "Rapporten är mottagen. Här är uppgifterna som läsaren hittade.")
        for note in submission.version.intake_notes:
            add_toast(request, note)
        return HttpResponseRedirect(desk.url("review", turn, submission.report_id))
    return HttpResponseRedirect(f"{desk.url('report', turn)}?kvitto={submission.report_id}")


def _nothing_new(
    request: HttpRequest, desk: DialogueDesk, turn: Round, organisations: list[Organisation]
) -> HttpResponse:
    wanted = request.POST.get("organisation")
    organisation = next((o for o in organisations if str(o.pk) == wanted), None)
    form = _form(desk, organisations, None, None, organisation)
    if organisation is None:
        again = Notice(
            title="Vem gäller det?",
            text="Välj medlem och tryck på Inget nytt igen. Inget har skickats.",
            alert=True,
        )
        return _page(request, desk, turn, form, None, again=again)
    if request.POST.get("text", "").strip():
        # A text in the field says otherwise: it must not be lost by pressing the wrong button.
        form = _form(desk, organisations, request.POST, None, organisation)
        again = Notice(
            title="Ni har skrivit något i fältet.",
            text=f"Inget har skickats. Tryck på {TAKE_IN if desk.coordinates else SEND} för att skicka texten, eller töm fältet och tryck på Inget nytt igen.",
            alert=True,
        )
        return _page(request, desk, turn, form, organisation, again=again)
    existing = _report_of(turn, organisation)
    report = report_nothing_new(turn=turn, organisation=organisation, by=desk.person, at=now())
    if existing is not None:
        add_toast(request, "En rapport finns redan i omgången. Den gäller.")
    else:
        undo = f"{desk.url('round', turn)}?gor=fraga-igen&rapport={report.pk}"
        add_toast(
            request,
            f"Inget nytt från {organisation.name}. Siffrorna från förra gången behåller sina datum.",
            undo_url=undo,
        )
    return HttpResponseRedirect(desk.url("round", turn))


def _receipt(desk: DialogueDesk, turn: Round, wanted: str) -> Receipt | None:
    pk = row_id(wanted)
    report = turn.reports.select_related("organisation").filter(pk=pk).first() if pk else None
    submission = latest_submission(report) if report else None
    if report is None or report.organisation is None or submission is None:
        return None
    if refusal_to_report(desk.audience, turn, report.organisation_id, at=now()) is not None:
        return None
    sent = timezone.localtime(submission.sent_at)
    again = f"{desk.url('report', turn)}?medlem={report.organisation_id}"
    return Receipt(
        organisation=report.organisation,
        when=swedish.moment(sent, year=today().year),
        found=submission.version.facts.count(),
        notes=tuple(submission.version.intake_notes),
        links=(
            Link(label="Läs er text", url=desk.url("review", turn, report.pk)),
            Link(label="Skicka en ändrad text", url=again),
            Link(label="Till omgången", url=desk.url("round", turn)),
        ),
    )
