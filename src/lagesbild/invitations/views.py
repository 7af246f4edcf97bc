# SPDX-License-Identifier: EUPL-1.2
"""The invitation and its answers, the meeting's time, and the page behind the link in a letter."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.operations_rounds import reinstate_round, set_deadline
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.invitations import calling, letters, reminding
from lagesbild.invitations.answering import answer_invitation, refusal_for
from lagesbild.invitations.calendar_events import PUBLISH, calendar_bytes
from lagesbild.invitations.call_shapes import call_context
from lagesbild.invitations.forms import AnswerForm, CancelForm, DeadlineForm, MoveForm
from lagesbild.invitations.links import invitation_by
from lagesbild.invitations.meeting import meeting_of
from lagesbild.invitations.messages import sentence
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.queries import invitations_of
from lagesbild.invitations.round_part import url_of
from lagesbild.lib import swedish
from lagesbild.lib.clock import now
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.queries import has_mail_server

# The invitation ---------------------------------------------------------------------------------


def _desk(request: HttpRequest, slug: str, address: str) -> tuple[DialogueDesk, Round]:
    desk = DialogueDesk.of(request, slug)
    desk.insist_on_coordinator()
    return desk, desk.round(address)


@require_http_methods(["GET", "HEAD", "POST"])
def call_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The letter as members get it, to whom it goes, what they answered; sent only by a button."""
    desk, turn = _desk(request, slug, address)
    refused = ""
    if request.method == "POST":
        act = request.POST.get("gor") or request.GET.get("gor", "")
        try:
            if _act(request, desk, turn, act):
                return redirect(url_of("call", turn) if act == "svar" else desk.url("round", turn))
        except Refused as no:
            refused = sentence(no.refusal)
    context = {"desk": desk, "turn": turn, "refused": refused, **call_context(desk, turn)}
    status = 422 if request.method == "POST" else 200
    return render(request, "invitations/call_page.html", context, status=status)


def _act(request: HttpRequest, desk: DialogueDesk, turn: Round, act: str) -> bool:
    """Do what was pressed; whether there was such a thing."""
    by, at = desk.person, now()
    leaves = "Mejlen skickas nu." if has_mail_server() else "Mejlen ligger i utkorgen, kopiera dem därifrån."
    if act == "kalla":
        calling.invite_members(turn=turn, by=by, at=at)
        add_toast(request, f"Kallelsen är gjord. {leaves}")
    elif act == "prov":
        calling.send_sample(turn=turn, by=by, at=at)
        add_toast(request, f"Ett prov till {by.email} ligger i utkorgen. Ingen annan får det.")
    elif act == "skickad":
        count = calling.say_sent_by_hand(turn=turn, by=by, at=at)
        add_toast(request, f"{swedish.counted(count, 'mejl', 'mejl')} räknas som skickade för hand.")
    elif act == "paminn":
        count = reminding.remind_now(turn=turn, by=by, at=at)
        add_toast(request, f"{swedish.counted(count, 'påminnelse', 'påminnelser')} ligger i utkorgen.")
    elif act == "svar":
        return _note_answer(request, desk, turn)
    else:
        return False
    return True


def _note_answer(request: HttpRequest, desk: DialogueDesk, turn: Round) -> bool:
    """What the coordinator was told on the telephone."""
    key = row_id(request.POST.get("inbjudan")) or 0
    invitation = (
        invitations_of(turn)
        .select_related("round__dialogue", "person", "organisation")
        .filter(pk=key)
        .first()
    )
    form = AnswerForm(request.POST)
    if invitation is None or not form.is_valid():
        return False
    answer_invitation(
        invitation=invitation,
        answer=form.cleaned_data["svar"],
        substitute_name=form.cleaned_data["substitute_name"],
        substitute_email=form.cleaned_data["substitute_email"],
        by=desk.person,
        at=now(),
    )
    return True


@require_safe
def calendar_file(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The meeting for a calendar of one's own, or to attach by hand."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    if turn.starts_at is None or turn.state == Round.State.CANCELLED:
        raise Http404("no meeting")
    first = invitations_of(turn).order_by("-sequence").first()
    uid = first.uid if first else f"omgang-{turn.pk}@lagesbild.invalid"
    meeting = meeting_of(turn, uid=uid, sequence=first.sequence if first else 0, at=now())
    content = calendar_bytes(meeting, None, method=PUBLISH)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mote-{turn.address}.ics"'
    return response


# The meeting's time -----------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def time_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Move the meeting, change when one answers, cancel, or take a cancellation back."""
    desk, turn = _desk(request, slug, address)
    act = request.POST.get("gor", "") if request.method == "POST" else ""
    forms: dict[str, Form] = {
        "flytta": MoveForm(request.POST) if act == "flytta" else MoveForm.of(turn),
        "svarstid": DeadlineForm(request.POST) if act == "svarstid" else DeadlineForm.of(turn),
        "stall-in": CancelForm(request.POST if act == "stall-in" else None),
    }
    refused = ""
    if request.method == "POST":
        try:
            if _change_time(request, desk, turn, act, forms):
                return redirect(desk.url("round", turn))
        except Refused as no:
            refused = sentence(no.refusal)
    context = {
        "desk": desk,
        "turn": turn,
        "refused": refused,
        "move": forms["flytta"],
        "deadline": forms["svarstid"],
        "cancel": forms["stall-in"],
        "when": letters.meeting_words(turn),
        "called": invitations_of(turn).count(),
        "is_open": turn.state in (Round.State.PLANNED, Round.State.COLLECTING),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "invitations/time_page.html", context, status=status)


def _change_time(
    request: HttpRequest,
    desk: DialogueDesk,
    turn: Round,
    act: str,
    forms: dict[str, Form],
) -> bool:
    """Do what was pressed; whether it was done."""
    by, at = desk.person, now()
    if act == "ta-tillbaka":
        reinstate_round(turn=turn, by=by, at=at)
        add_toast(request, "Omgången står igen. Kalla på nytt, så får alla veta det.")
        return True
    form = forms.get(act)
    if form is None or not form.is_valid():
        return False
    if isinstance(form, MoveForm):
        starts_at, ends_at = form.moments()
        place = form.cleaned_data["place"]
        told = calling.move_meeting(
            turn=turn, starts_at=starts_at, ends_at=ends_at, place=place, by=by, at=at
        )
        add_toast(request, f"Mötet är {letters.meeting_words(turn)}. {_told(told)}")
    elif isinstance(form, DeadlineForm):
        deadline_at, lock_at = form.moments()
        set_deadline(turn=turn, deadline_at=deadline_at, lock_at=lock_at, by=by, at=at)
        add_toast(request, "Svarstiden är ändrad. Påminnelserna följer med.")
    elif isinstance(form, CancelForm):
        told = calling.cancel_meeting(turn=turn, because=form.cleaned_data["because"], by=by, at=at)
        add_toast(request, f"Mötet är inställt. {_told(told)} Öppna punkter ligger kvar.")
    return True


def _told(count: int) -> str:
    if not count:
        return "Ingen var kallad, så ingen får mejl."
    return f"{swedish.counted(count, 'person får', 'personer får')} ett mejl som ändrar kalendern."


# Answering --------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in a letter: shows the meeting and three buttons. Only a button answers."""
    invitation = invitation_by(token)
    if invitation is None:
        return render(request, "invitations/no_link_page.html", status=404)
    refusal = refusal_for(invitation, at=now())
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and refusal is None and form.is_valid():
        answer_invitation(
            invitation=invitation,
            answer=form.cleaned_data["svar"],
            substitute_name=form.cleaned_data["substitute_name"],
            substitute_email=form.cleaned_data["substitute_email"],
            by=invitation.person,
            at=now(),
        )
        return redirect("invitations:answer", token=token)
    context = {
        "invitation": invitation,
        "turn": invitation.round,
        "when": letters.meeting_words(invitation.round),
        "form": form,
        "said": SAID.get(invitation.answer, ""),
        "refused": sentence(refusal) if refusal else "",
    }
    status = 410 if refusal else (422 if request.method == "POST" else 200)
    response = render(request, "invitations/answer_page.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


SAID = {
    Invitation.Answer.YES.value: "Du har svarat att du kommer.",
    Invitation.Answer.NO.value: "Du har svarat att du inte kan komma.",
    Invitation.Answer.SUBSTITUTE.value: "Du har svarat att du skickar en ersättare.",
}
