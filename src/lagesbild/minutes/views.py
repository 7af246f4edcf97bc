# SPDX-License-Identifier: EUPL-1.2
"""The page of a round's minutes, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lagesbild.components.shapes import Link
from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.queries import outgoing
from lagesbild.minutes import adjusting, heading, operations, states
from lagesbild.minutes.cutting import reads_all
from lagesbild.minutes.forms import CorrectionForm, LevelForm, SendingForm
from lagesbild.minutes.letters import PURPOSE
from lagesbild.minutes.messages import sentence
from lagesbild.minutes.models import Comment, Correction, Minutes
from lagesbild.minutes.page import Desk, Look, Refusal, falling, sections
from lagesbild.minutes.permissions import refusal_to_change, refusal_to_read
from lagesbild.minutes.queries import corrections_of, minutes_of
from lagesbild.minutes.shapes import Edition
from lagesbild.organisations.models import Organisation

LEVELS = {"": None, "grupp": Level.GROUP, "offentlig": Level.PUBLIC}


@never_cache
@require_safe
def minutes_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The minutes of a round: the document, with margins for those who write it."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    minutes = minutes_of(turn)
    if minutes is None or refusal_to_read(desk.audience, minutes.state) is not None:
        return _not_yet(request, desk, turn, minutes)
    return _shown(request, desk, minutes)


def _not_yet(request: HttpRequest, desk: DialogueDesk, turn: Round, minutes: Minutes | None) -> HttpResponse:
    context = {
        "desk": desk,
        "turn": turn,
        "begun": minutes is not None,
        "back": _back_to_round(desk, turn),
        "cancelled": turn.state == Round.State.CANCELLED,
    }
    return render(request, "minutes/not_yet_page.html", context)


def _back_to_round(desk: DialogueDesk, turn: Round) -> Link:
    when = swedish.day_short(turn.held_on, year=today().year)
    return Link(label=f"Omgången {when}", url=desk.url("round", turn))


def _look(request: HttpRequest) -> Look:
    asked = request.GET
    level = LEVELS.get(asked.get("utgava", ""))
    return Look(
        level=level,
        hides=asked.get("dolj") == "1" and level is not None,
        editing=asked.get("andra", ""),
        adding=asked.get("skriv", ""),
        opening=asked.get("synlighet", ""),
    )


def _shown(
    request: HttpRequest,
    desk: DialogueDesk,
    minutes: Minutes,
    *,
    refusal: Refusal | None = None,
    sending: SendingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    look = _look(request)
    found = Desk(desk, minutes, look, now(), refusal)
    turn = minutes.round
    context: dict[str, Any] = {
        "desk": desk,
        "minutes": minutes,
        "look": look,
        "clauses": heading.clauses(found),
        "basis": heading.basis(found),
        "rule": heading.rule(minutes),
        "steps": heading.steps(minutes, found.at),
        "back": _back_to_round(desk, turn),
        "sections": sections(found),
        "corrections": _corrections(found),
        "editions": _editions(look) if desk.coordinates else [],
        "falls": falling(found, look.level) if look.level and desk.coordinates else "",
        "may_edit": found.may_edit,
        "refusal": refusal,
        "sending": sending or SendingForm.starting(today()),
        "act": f"{request.path}andra/?{look.query}",
        "answer": f"{request.path}svara/",
        "when": swedish.day(turn.held_on),
        "correcting": request.GET.get("ratta", "") if minutes.state == states.FINAL else "",
    }
    if request.method == "POST":
        page = reverse("minutes:page", args=[desk.dialogue.slug, turn.address])
        context |= {"act": f"{page}andra/?{look.query}", "answer": f"{page}svara/"}
    return render(request, "minutes/minutes_page.html", context, status=status)


def _corrections(found: Desk) -> list[Correction]:
    """The corrections of words that this person reads all of, as they stood and as they stand."""
    level = found.audience.level
    return [
        c
        for c in corrections_of(found.minutes)
        if found.desk.coordinates or reads_all(found.current.blocks, c.block, (c.before, c.after), level)
    ]


def _editions(look: Look) -> list[Edition]:
    labels = (("", "Allt"), ("grupp", "Gruppens utgåva"), ("offentlig", "Offentlig utgåva"))
    return [
        Edition(
            value=value,
            label=label,
            url=f"?utgava={value}" if value else "?",
            current=LEVELS[value] == look.level,
        )
        for value, label in labels
    ]


# Acts --------------------------------------------------------------------------------------------

Act = Callable[[HttpRequest, DialogueDesk, Minutes], str]


def _edit(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    key = request.POST.get("stycke", "")
    operations.edit_block(
        minutes=minutes, key=key, words=request.POST.get("text", ""), seen=request.POST.get("sett"),
        by=desk.person, at=now(),
    )  # fmt: skip
    return f"b-{key}"


def _undo(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    key = request.POST.get("stycke", "")
    operations.undo_edits(minutes=minutes, key=key, by=desk.person, at=now())
    return f"b-{key}"


def _remove(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    key = request.POST.get("stycke", "")
    operations.remove_block(minutes=minutes, key=key, by=desk.person, at=now())
    return f"b-{key}"


def _add(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    level = request.POST.get("level", Level.GROUP)
    if level not in [value.value for value in Level]:
        raise Refused("bad_choice")
    made = operations.add_block(
        minutes=minutes, part=request.POST.get("avsnitt", ""), after=request.POST.get("efter", ""),
        words=request.POST.get("text", ""), level=level, by=desk.person, at=now(),
    )  # fmt: skip
    return f"b-{made.key}"


def _level(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    form = LevelForm(request.POST)
    if not form.is_valid():
        raise Refused("bad_choice")
    key = request.POST.get("stycke", "")
    operations.set_block_level(
        minutes=minutes, key=key, level=form.cleaned_data["level"],
        ground=form.cleaned_data["ground"] or "chosen", by=desk.person, at=now(),
    )  # fmt: skip
    return f"b-{key}"


def _again(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    stale = operations.compose_again(minutes=minutes, by=desk.person, at=now())
    said = "Rapporterna är inlästa igen. Det du har ändrat står kvar."
    if stale:
        count = swedish.counted(stale, "ändring står", "ändringar står")
        said += f" {count} bredvid en rapport som säger något annat nu."
    add_toast(request, said)
    return ""


def _settle(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    comment = Comment.objects.filter(minutes=minutes, pk=row_id(request.POST.get("synpunkt")) or 0).first()
    if comment is None:
        raise Refused("bad_choice")
    adjusting.settle_comment(comment=comment, reply=request.POST.get("svar", ""), by=desk.person, at=now())
    return f"b-{comment.block}"


def _adjust(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    adjusting.adjust(minutes=minutes, by=desk.person, at=now())
    return ""


def _take_back(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    adjusting.take_back(minutes=minutes, by=desk.person, at=now())
    add_toast(request, "Texten är öppen igen och är ett utkast.")
    return ""


def _finalise(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    adjusting.finalise(minutes=minutes, by=desk.person, at=now())
    add_toast(
        request, "Minnesanteckningarna är slutliga. De syns för utomstående först när du publicerar dem."
    )
    return ""


def _correct(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> str:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        raise Refused("bad_choice")
    asked = Organisation.objects.filter(pk=row_id(request.POST.get("begard")) or 0).first()
    key = request.POST.get("stycke", "")
    made = operations.correct(
        minutes=minutes, key=key, words=form.cleaned_data["words"], because=form.cleaned_data["because"],
        asked_by=asked, by=desk.person, at=now(),
    )  # fmt: skip
    add_toast(request, f"Rättelse {made.number} är införd. Publicera igen, så syns den för utomstående.")
    return f"b-{key}"


ACTS: dict[str, Act] = {
    "andra": _edit,
    "angra": _undo,
    "ta-bort": _remove,
    "skriv": _add,
    "synlighet": _level,
    "las-in": _again,
    "svara": _settle,
    "justera": _adjust,
    "ta-tillbaka": _take_back,
    "faststall": _finalise,
    "ratta": _correct,
}


@require_POST
def change(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One act of the coordinator on the minutes."""
    desk = DialogueDesk.of(request, slug)
    refusal = refusal_to_change(desk.audience)
    if refusal is not None:
        raise PermissionDenied(sentence(refusal))
    turn = desk.round(address)
    act = request.POST.get("gor", "")
    if act == "borja":
        return _begin(request, desk, turn)
    minutes = minutes_of(turn)
    if minutes is None:
        raise Http404("no minutes yet")
    if act == "skicka":
        return _send(request, desk, minutes)
    if act not in ACTS:
        return _turned_away(request, desk, minutes, Refused("bad_choice"))
    try:
        anchor = ACTS[act](request, desk, minutes)
    except Refused as refused:
        return _turned_away(request, desk, minutes, refused)
    return redirect(_page_url(request, minutes, anchor))


def _page_url(request: HttpRequest, minutes: Minutes, anchor: str = "") -> str:
    page = reverse("minutes:page", args=[minutes.round.dialogue.slug, minutes.round.address])
    query = _look(request).query
    return page + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def _turned_away(
    request: HttpRequest, desk: DialogueDesk, minutes: Minutes, refused: Refused
) -> HttpResponse:
    """The page again, with the reason where it was tried and what was written kept."""
    details = refused.refusal.details
    tried = Refusal(
        key=request.POST.get("stycke", ""),
        sentence=sentence(refused.refusal),
        tried=request.POST.get("text", ""),
        now=str(details.get("now", "")),
    )
    return _shown(request, desk, minutes, refusal=tried, status=409)


def _begin(request: HttpRequest, desk: DialogueDesk, turn: Round) -> HttpResponse:
    try:
        minutes = operations.begin_minutes(turn=turn, by=desk.person, at=now())
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
        return redirect(desk.url("round", turn))
    return redirect(_page_url(request, minutes))


def _send(request: HttpRequest, desk: DialogueDesk, minutes: Minutes) -> HttpResponse:
    form = SendingForm(request.POST)
    if not form.is_valid():
        return _shown(request, desk, minutes, sending=form, status=422)
    try:
        sending = adjusting.send_out(
            minutes=minutes, purpose=form.cleaned_data["purpose"], until=form.closes_at(),
            by=desk.person, at=now(),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused.refusal))
        return _shown(request, desk, minutes, sending=form, status=409)
    count = swedish.counted(sending.checks.count(), "medlem", "medlemmar")
    letters = outgoing(turn=minutes.round, purpose=PURPOSE, key_begins=f"{PURPOSE}:{sending.pk}:").count()
    mails = f" {swedish.counted(letters, 'mejl ligger', 'mejl ligger')} i utkorgen." if letters else ""
    add_toast(request, f"Texten är ute {sending.get_purpose_display()} hos {count}.{mails}")
    return redirect(_page_url(request, minutes))


def _speaks_for(request: HttpRequest, desk: DialogueDesk) -> Organisation | None:
    """The member that the form names, or the only one, among those that the person speaks for."""
    own = Organisation.objects.filter(pk__in=desk.audience.organisations)
    named = row_id(request.POST.get("medlem"))
    if named is not None:
        return own.filter(pk=named).first()
    return own.first() if len(desk.audience.organisations) == 1 else None


@require_POST
def answer(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """What a member says of its own section: that it is right, or what should be otherwise."""
    desk = DialogueDesk.of(request, slug)
    minutes = minutes_of(desk.round(address))
    organisation = _speaks_for(request, desk)
    if minutes is None or organisation is None:
        raise PermissionDenied(sentence(Refused("not_own_section").refusal))
    if refusal_to_read(desk.audience, minutes.state) is not None:
        raise Http404("nothing to answer yet")
    key = request.POST.get("stycke", "")
    try:
        if request.POST.get("gor") == "godkann":
            adjusting.approve_section(minutes=minutes, organisation=organisation, by=desk.person, at=now())
            add_toast(request, "Tack. Ert avsnitt är godkänt. Ni kan ändra er till sista dagen.")
        else:
            adjusting.comment(
                minutes=minutes, organisation=organisation, block=key, words=request.POST.get("text", ""),
                by=desk.person, at=now(),
            )  # fmt: skip
            add_toast(request, "Synpunkten är skickad till samordnaren.")
    except Refused as refused:
        tried = Refusal(key=key, sentence=sentence(refused.refusal), tried=request.POST.get("text", ""))
        return _shown(request, desk, minutes, refusal=tried, status=409)
    return redirect(_page_url(request, minutes, f"b-{key}" if key else ""))
