# SPDX-License-Identifier: EUPL-1.2
"""Publishing a round's minutes, and the files of what is not published yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Dialogue, Edition, Round
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.minutes.permissions import refusal_to_read
from lagesbild.minutes.queries import minutes_of
from lagesbild.publishing.edition import Edition as Values
from lagesbild.publishing.exporter import Setting, UnfitTemplate
from lagesbild.publishing.falling import falling_away
from lagesbild.publishing.formats import exporters
from lagesbild.publishing.messages import sentence
from lagesbild.publishing.minutes_edition import edition_of_round
from lagesbild.publishing.minutes_operations import last_minutes_edition, minutes_draft, publish_minutes
from lagesbild.publishing.operations import restore_edition, withdraw_edition
from lagesbild.publishing.permissions import refusal_to_publish

LEVELS = {"grupp": Level.GROUP, "offentlig": Level.PUBLIC}
#: Where a forum's own Word template lies in the data folder, by the dialogue's short name.
TEMPLATES = "mallar"


@never_cache
@require_safe
def draft_file(request: HttpRequest, slug: str, address: str, form: str) -> HttpResponse:
    """The minutes as they stand, as a file; marked as a draft until they are final."""
    desk = DialogueDesk.of(request, slug)
    turn = desk.round(address)
    minutes = minutes_of(turn)
    if minutes is None and not desk.coordinates:
        raise Http404("no minutes yet")
    if minutes is not None and refusal_to_read(desk.audience, minutes.state) is not None:
        raise Http404("not sent out")
    level = LEVELS.get(request.GET.get("utgava", ""), Level.GROUP)
    return file_of(edition_of_round(turn, level), turn, form)


def file_of(values: Values, turn: Round, form: str) -> HttpResponse:
    """An edition as a download."""
    exporter = exporters().get(form)
    if exporter is None:
        raise Http404("no such format")
    try:
        content = exporter.render(values, Setting(made_at=now(), template=template_of(turn.dialogue, form)))
    except UnfitTemplate:
        content = exporter.render(values, Setting(made_at=now()))
    response = HttpResponse(content, content_type=exporter.media_type)
    name = f"minnesanteckningar-{turn.address}{exporter.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def template_of(dialogue: Dialogue, form: str) -> bytes | None:
    """The forum's own Word template, where somebody has put one into the data folder."""
    if form != "docx":
        return None
    path = settings.INSTALLATION.data / TEMPLATES / f"{dialogue.slug}.docx"
    return path.read_bytes() if path.is_file() else None


def _coordinator(request: HttpRequest, slug: str) -> DialogueDesk:
    desk = DialogueDesk.of(request, slug)
    refusal = refusal_to_publish(desk.audience)
    if refusal is not None:
        raise PermissionDenied(sentence(refusal))
    return desk


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Exactly what the group or everybody would read, what falls away and why, and the button."""
    desk = _coordinator(request, slug)
    turn = desk.round(address)
    asked = request.POST.get("utgava") or request.GET.get("utgava", "")
    level = LEVELS.get(asked, Level.PUBLIC)
    error = ""
    if request.method == "POST":
        try:
            published = publish_minutes(
                turn=turn, level=level, by=desk.person, at=now(), seen_sha256=request.POST.get("sett", "")
            )
        except Refused as refused:
            error = sentence(refused.refusal)
        else:
            return _published(request, desk, turn, published.edition, is_new=published.is_new)
    values, digest = minutes_draft(turn, level)
    standing = last_minutes_edition(turn, level)
    context: dict[str, Any] = {
        "desk": desk,
        "turn": turn,
        "level": level.value,
        "choices": [(name, label, LEVELS[name] == level) for name, label in (("offentlig", "Offentlig utgåva"), ("grupp", "Gruppens utgåva"))],
        "values": values,
        "digest": digest,
        "error": error,
        "falls": falling_away(turn, level),
        "standing": standing,
        "standing_when": swedish.moment(timezone.localtime(standing.released_at), year=today().year) if standing else "",
        "is_same": standing is not None and standing.sha256 == digest,
        "name": next(name for name, value in LEVELS.items() if value == level),
        "when": swedish.day(turn.held_on),
    }  # fmt: skip
    return render(request, "publishing/publish_minutes_page.html", context, status=409 if error else 200)


def _published(
    request: HttpRequest, desk: DialogueDesk, turn: Round, edition: Edition, *, is_new: bool
) -> HttpResponse:
    undo = reverse("publishing:withdraw_minutes", args=[desk.dialogue.slug, edition.pk]) if is_new else ""
    who = "alla" if edition.audience == Level.PUBLIC else "gruppen"
    said = (
        f"Publicerat. Nu läser {who} den här utgåvan."
        if is_new
        else "Samma text var redan publicerad. Inget har ändrats."
    )
    add_toast(request, said, undo_url=undo)
    return redirect("publishing:minutes", slug=desk.dialogue.slug, address=turn.address)


@require_POST
def withdraw(request: HttpRequest, slug: str, minutes_edition_id: int) -> HttpResponse:
    """Take published minutes away; the values are kept."""
    desk, edition = _edition(request, slug, minutes_edition_id)
    try:
        withdraw_edition(edition=edition, by=desk.person, at=now())
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    else:
        undo = reverse("publishing:restore_minutes", args=[slug, edition.pk])
        add_toast(request, "Utgåvan är tillbakadragen och syns inte längre.", undo_url=undo)
    return redirect("publishing:publish_minutes", slug=slug, address=edition.round.address)


@require_POST
def restore(request: HttpRequest, slug: str, minutes_edition_id: int) -> HttpResponse:
    """Undo a withdrawal."""
    desk, edition = _edition(request, slug, minutes_edition_id)
    try:
        restore_edition(edition=edition, by=desk.person, at=now())
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    else:
        undo = reverse("publishing:withdraw_minutes", args=[slug, edition.pk])
        add_toast(request, "Utgåvan är publicerad igen, som den var.", undo_url=undo)
    return redirect("publishing:publish_minutes", slug=slug, address=edition.round.address)


def _edition(request: HttpRequest, slug: str, pk: int) -> tuple[DialogueDesk, Edition]:
    desk = _coordinator(request, slug)
    edition = Edition.objects.filter(dialogue=desk.dialogue, of=Edition.Of.MINUTES, pk=pk).first()
    if edition is None:
        raise Http404("no such edition in this dialogue")
    return desk, edition
