# SPDX-License-Identifier: EUPL-1.2
"""A member at its own report: the page, and every button on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lagesbild.components.shapes import Notice
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.operations import report_nothing_new
from lagesbild.dialogues.queries import latest_submission
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.reporting import answering, sending
from lagesbild.reporting.companies import Named
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.drafts import hand_over, save_draft, settle_side_version
from lagesbild.reporting.forms import FILE_AGAIN, WritingForm
from lagesbild.reporting.messages import sentence
from lagesbild.reporting.permissions import refusal_to_send, refusal_to_write
from lagesbild.reporting.queries import report_of
from lagesbild.reporting.stops import Stop, companies_of, digest_of, sent_before_notice
from lagesbild.reporting.views import autosave, receipt
from lagesbild.reporting.views.writing_shapes import context_of

SEND, HAND_OVER = "Skicka rapporten", "Lämna vidare"
NOTHING_NEW = "inget-nytt"


@dataclass
class Showing:
    """What the page shows beyond what is stored: a form with faults, a stop, what was posted."""

    form: WritingForm | None = None
    text: str | None = None
    again: Notice | None = None
    stop: Stop | None = None
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)


def writing_page(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """The form with the last text beside it; after sending a receipt."""
    if request.method != "POST":
        page = receipt.receipt_page(request, desk) if "kvitto" in request.GET else None
        return page or show(request, desk, Showing())
    act = ACTS.get(request.POST.get("gor", "skicka"), _save)
    try:
        if request.POST.get("punkt"):
            act = _answer
        elif request.POST.get("sida-vid"):
            act = _choose_side
        return act(request, desk)
    except Refused as refused:
        notice = Notice(title="Det gick inte.", text=sentence(refused.refusal), alert=True)
        return show(request, desk, Showing(text=request.POST.get("text"), again=notice, status=422))


def show(request: HttpRequest, desk: WritingDesk, showing: Showing) -> HttpResponse:
    """The page as it stands."""
    locked = refusal_to_write(desk, at=now())
    if locked is not None and showing.again is None and showing.status == 200:
        showing.again = Notice(title="Rapporten går inte att ändra nu.", text=sentence(locked))
    context = context_of(desk, text=showing.text, form=showing.form, at=now(), today=today())
    context |= {
        "again": showing.again,
        "stop": showing.stop,
        "locked": locked is not None,
        "file_again": FILE_AGAIN if request.FILES and showing.status != 200 else "",
        "send_label": SEND if desk.may_send else HAND_OVER,
        "send_act": "skicka" if desk.may_send else "lamna-vidare",
        **showing.more,
    }
    return render(request, "reporting/writing_page.html", context, status=showing.status)


def back(desk: WritingDesk, **query: str | int) -> HttpResponse:
    """To the page again, so that reloading sends nothing twice."""
    return HttpResponseRedirect(desk.url("report", **query))


# Keeping ------------------------------------------------------------------------------------------


def keep(request: HttpRequest, desk: WritingDesk) -> bool:
    """Save what is in the field before anything else is done; False where another had written meanwhile.

    Raises ``Refused`` where the member may not write now, or the text is too long.
    """
    refusal = refusal_to_write(desk, at=now())
    if refusal is not None:
        raise Refused(refusal.code, **refusal.details)
    if "text" not in request.POST:
        return True
    text = request.POST["text"]
    if desk.report is None and not text.strip() and not request.POST.get("level"):
        return True
    saved = save_draft(
        turn=desk.turn,
        organisation=desk.organisation,
        text=text,
        revision=row_id(request.POST.get("revision")) or 0,
        by=desk.person,
        at=now(),
    )
    autosave.keep_judgement(request, desk, saved.report)
    return saved.beside is None


def _conflict(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    return show(request, desk, Showing(status=409))


def _save(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    if not keep(request, desk):
        return _conflict(request, desk)
    add_toast(request, "Utkastet är sparat. Det är inte skickat, bara ni kan läsa det.")
    return back(desk)


def _choose_side(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """One of two texts becomes the draft; the other is still there until it is put away."""
    act, _, wanted = request.POST["sida-vid"].partition(":")
    side, report = autosave.side_of(desk, wanted), desk.report
    if side is None or report is None:
        raise Refused("nothing_sent")
    refusal = refusal_to_write(desk, at=now())
    if refusal is not None:
        raise Refused(refusal.code)
    if act == "bort":
        settle_side_version(side=side, by=desk.person, at=now())
        add_toast(request, "Texten bredvid är bortlagd. Det som står i fältet gäller.")
        return back(desk)
    saved = save_draft(
        turn=desk.turn, organisation=desk.organisation, text=side.text, revision=report.draft_revision,
        instead_of=side, by=desk.person, at=now(),
    )  # fmt: skip
    if saved.beside is not None:
        return _conflict(request, desk)
    add_toast(request, "Nu står den texten i fältet. Den andra ligger bredvid tills ni lägger bort den.")
    return back(desk)


# Promises and questions ---------------------------------------------------------------------------


def _answer(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """A promise is done, has a new day or is let go of; a question is answered. The text is kept first."""
    is_kept = keep(request, desk)
    answer = answering.read_answer(request.POST, desk, today=today())
    if isinstance(answer, answering.Fault):
        return show(request, desk, Showing(text=request.POST.get("text"), status=422, more={"fault": answer}))
    said = answering.carry_out(answer, turn=desk.turn, by=desk.person, at=now())
    add_toast(request, said)
    return back(desk) if is_kept else _conflict(request, desk)


# Sending ------------------------------------------------------------------------------------------


def _send(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    form = WritingForm(request.POST, request.FILES)
    refusal = refusal_to_send(desk, at=now())
    if refusal is not None:
        raise Refused(refusal.code)
    if not form.is_valid() or form.taken is None:
        return show(request, desk, Showing(form=form, text=request.POST.get("text"), status=422))
    if form.content is None and not keep(request, desk):
        return _conflict(request, desk)
    text = form.taken.text
    notice = sent_before_notice(desk, text, anyway=form.cleaned_data["anyway"])
    if notice is not None:
        return show(
            request, desk, Showing(form=form, text=request.POST.get("text"), again=notice, status=422, more={"asks_anyway": notice.alert})
        )  # fmt: skip
    companies = companies_of(desk, text)
    chosen = request.POST.get("foretag", "")
    if companies and not (chosen and request.POST.get("sett") == digest_of(companies)):
        return _stop_at_companies(request, desk, form, companies)
    submission = sending.send_report(
        turn=desk.turn,
        organisation=desk.organisation,
        intake=form.taken,
        content=form.content,
        filename=form.filename,
        channel=receipt.channel_of(form),
        level=form.cleaned_data["level"],
        word=form.cleaned_data["word"],
        held_back=[(c.start, c.end) for c in companies] if chosen == "hall" else (),
        by=desk.person,
        at=now(),
    )
    return back(desk, kvitto=submission.report_id)


def _stop_at_companies(
    request: HttpRequest, desk: WritingDesk, form: WritingForm, companies: list[Named]
) -> HttpResponse:
    """Nothing is sent; a file's text is laid in the field, so that it can be changed."""
    assert form.taken is not None
    if form.content is not None:
        report = desk.report
        save_draft(
            turn=desk.turn, organisation=desk.organisation, text=form.taken.text,
            revision=report.draft_revision if report is not None else 0, by=desk.person, at=now(),
        )  # fmt: skip
    stop = Stop(companies, digest_of(companies), from_file=form.content is not None)
    unbound = WritingForm(initial={"text": form.taken.text})
    return show(request, desk, Showing(form=unbound, text=form.taken.text, stop=stop, status=422))


def _hand_over(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    if not keep(request, desk):
        return _conflict(request, desk)
    report = report_of(desk.turn, desk.organisation)
    if report is None:
        raise Refused("nothing_to_hand_over")
    hand_over(report=report, by=desk.person, at=now())
    add_toast(request, "Texten är lämnad vidare till den som skickar hos er. Den är inte skickad än.")
    return back(desk)


def _nothing_new(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    """One press; what stands in the field says otherwise and must not be lost by it."""
    refusal = refusal_to_send(desk, at=now())
    if refusal is not None:
        raise Refused(refusal.code)
    report = desk.report
    sent = latest_submission(report) if report is not None else None
    text = request.POST.get("text", "")
    if text.strip() and (sent is None or text.replace("\r\n", "\n") != sent.version.text):
        kept = keep(request, desk)
        notice = Notice(
            title="Ni har skrivit något i fältet.",
            text=f"Inget har skickats. Tryck på {SEND} för att skicka texten, eller töm fältet och tryck på Inget nytt igen.",
            alert=True,
        )
        return show(request, desk, Showing(text=text, again=notice, status=422 if kept else 409))
    if sent is not None:
        add_toast(request, "En rapport finns redan i omgången. Den gäller.")
        return back(desk)
    report = report_nothing_new(turn=desk.turn, organisation=desk.organisation, by=desk.person, at=now())
    return receipt.after_nothing_new(request, desk, report)


def _take_back(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    report = desk.report
    if report is None:
        raise Refused("already_withdrawn")
    sending.withdraw_report(report=report, by=desk.person, at=now())
    return back(desk, kvitto="tillbaka")


def _confirm(request: HttpRequest, desk: WritingDesk) -> HttpResponse:
    report = desk.report
    sent = latest_submission(report) if report is not None else None
    if sent is None:
        raise Refused("nothing_sent")
    if not desk.may_send:  # what is confirmed is read as if the member had sent it
        raise Refused("not_approver_confirms")
    sending.confirm_submission(submission=sent, by=desk.person, at=now())
    add_toast(request, "Tack. Nu står det som bekräftat av er.")
    return back(desk)


ACTS: dict[str, Callable[[HttpRequest, WritingDesk], HttpResponse]] = {
    "skicka": _send,
    "spara": _save,
    "lamna-vidare": _hand_over,
    NOTHING_NEW: _nothing_new,
    "dra-tillbaka": _take_back,
    "stammer": _confirm,
}
