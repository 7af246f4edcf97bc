# SPDX-License-Identifier: EUPL-1.2
"""Published pictures: reading one, publishing a new one, taking one back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.components.toasts import add_toast
from lagesbild.dialogues.models import Dialogue, Edition
from lagesbild.dialogues.picture import standing_at
from lagesbild.dialogues.queries import last_edition, published_editions
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.lib.clock import now, today
from lagesbild.lib.refusal import Refused
from lagesbild.pages.on_hand import Shown
from lagesbild.pages.shaping import shape_picture
from lagesbild.pages.visits import Visitor, enter, visitor_of
from lagesbild.publishing.editions import draft_of
from lagesbild.publishing.messages import sentence
from lagesbild.publishing.operations import publish_picture, restore_edition, withdraw_edition
from lagesbild.publishing.permissions import refusal_to_publish


# Public on purpose: a published edition is for everybody.
@login_not_required
@never_cache
@require_safe
def short_edition(request: HttpRequest, day: str) -> HttpResponse:
    """The published picture of a round's day; several dialogues' are listed."""
    found = {e.dialogue_id: e for e in _published().order_by("released_at", "pk") if e.round.address == day}
    if not found:
        raise Http404("nothing published of that day")
    editions = sorted(found.values(), key=lambda e: e.dialogue.name)
    if len(editions) > 1:
        return render(
            request,
            "pages/choose_edition_page.html",
            {"editions": editions, "day": editions[0].round.held_on},
        )
    return redirect("pages:edition", slug=editions[0].dialogue.slug, day=day)


# Public on purpose: a published edition is for everybody.
@login_not_required
@never_cache
@require_safe
def edition_page(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """The newest published picture of one dialogue's round."""
    for edition in _published().filter(dialogue__slug=slug).order_by("-released_at", "-pk"):
        if edition.round.address == day:
            return render_edition(request, edition, visitor_of(request))
    raise Http404("nothing published of that day")


def _published() -> QuerySet[Edition]:
    return published_editions(Edition.Of.PICTURE)


def render_edition(request: HttpRequest, edition: Edition, visitor: Visitor) -> HttpResponse:
    """An edition from its stored values; the way to the reports is for those who take part."""
    is_member = visitor.audience_in(edition.dialogue).level is not Level.PUBLIC
    view = shape_picture(
        edition.values,
        may_open=is_member,
        full=request.GET.get("alla", ""),
        published=published_words(edition),
    )
    shown = Shown(view.title, view.is_empty, render_to_string("pages/_picture.html", {"view": view}))
    place = edition.values["dialogue"]["area"] or edition.values["dialogue"]["name"]
    return render(request, "pages/picture_page.html", {"shown": shown, "place": place, "is_edition": True})


def published_words(edition: Edition) -> str:
    """When the edition was published, and where its picture stands."""
    when = swedish.day(timezone.localtime(edition.released_at))
    return f"Publicerad {when}. {edition.values['standing']}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly what outsiders would see, what falls away, and the button that publishes it."""
    visitor, dialogue = _coordinator(request, slug)
    assert visitor.person is not None
    standing = standing_at(dialogue, today=today())
    error = ""
    if request.method == "POST":
        try:
            edition = publish_picture(
                dialogue=dialogue,
                standing=standing,
                by=visitor.person,
                at=now(),
                seen_sha256=request.POST.get("sett", ""),
            )
        except Refused as refused:
            error = sentence(refused.refusal)
        else:
            undo = reverse("pages:withdraw", args=[slug, edition.pk])
            add_toast(request, "Lägesbilden är publicerad. Nu ser alla den.", undo_url=undo)
            return redirect("pages:edition", slug=slug, day=edition.round.address)
    draft = draft_of(dialogue, standing=standing)
    published = last_edition(dialogue)
    context = {
        "dialogue": dialogue,
        "draft": draft,
        "error": error,
        "published": published,
        "published_words": published_words(published) if published else "",
        "is_same": published is not None and published.sha256 == draft.sha256,
        "falls_away": swedish.listed([swedish.counted(n, one, many) for n, one, many in draft.falls_away]),
        "view": shape_picture(draft.values, may_open=False, full=request.GET.get("alla", "")),
        "stays_in_group": dialogue.default_level != Level.PUBLIC,
    }
    return render(request, "pages/publish_page.html", context, status=409 if error else 200)


def _coordinator(request: HttpRequest, slug: str) -> tuple[Visitor, Dialogue]:
    """The coordinator of the dialogue; other members are told no, others find nothing."""
    visitor, dialogue, audience = enter(request, slug)
    refusal = refusal_to_publish(audience)
    if refusal is not None:
        raise PermissionDenied(sentence(refusal))
    return visitor, dialogue


@require_POST
def withdraw(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    """Take an edition away from outsiders."""
    visitor, dialogue = _coordinator(request, slug)
    edition = _edition_of(dialogue, edition_id)
    assert visitor.person is not None
    try:
        withdraw_edition(edition=edition, by=visitor.person, at=now())
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    else:
        undo = reverse("pages:restore", args=[slug, edition.pk])
        add_toast(request, "Lägesbilden är tillbakadragen. Utomstående ser den inte längre.", undo_url=undo)
    return redirect("pages:publish", slug=slug)


@require_POST
def restore(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    """Undo a withdrawal."""
    visitor, dialogue = _coordinator(request, slug)
    edition = _edition_of(dialogue, edition_id)
    assert visitor.person is not None
    try:
        restore_edition(edition=edition, by=visitor.person, at=now())
    except Refused as refused:
        add_toast(request, sentence(refused.refusal))
    else:
        undo = reverse("pages:withdraw", args=[slug, edition.pk])
        add_toast(request, "Lägesbilden är publicerad igen, som den var.", undo_url=undo)
    return redirect("pages:publish", slug=slug)


def _edition_of(dialogue: Dialogue, pk: int) -> Edition:
    edition = Edition.objects.filter(dialogue=dialogue, of=Edition.Of.PICTURE, pk=pk).first()
    if edition is None:
        raise Http404("no such edition in this dialogue")
    return edition
