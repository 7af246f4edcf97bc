# SPDX-License-Identifier: EUPL-1.2
"""The menu of every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lagesbild.components.shapes import Link
from lagesbild.dialogues.models import Dialogue
from lagesbild.pages.visits import Visitor, visitor_of

#: The pages of rounds, one entry of the menu; those of the settings another.
ROUNDS = ("rounds", "short_rounds", "short_round", "round", "report", "review", "meeting")
SETTINGS = ("settings", "members", "member", "addresses", "quiet", "coordinators")

#: Published minutes.
ARCHIVE = ("archive", "minutes", "short_minutes")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the base page needs: the menu that exists for this person, and whose county it is."""
    user = getattr(request, "user", None)
    if not getattr(user, "is_authenticated", False):
        here = request.resolver_match.url_name if request.resolver_match else ""
        return {
            "shows_building_blocks": settings.INSTALLATION.is_demo,
            "nav": [
                Link(label="Minnesanteckningar", url=reverse("publishing:archive"), current=here in ARCHIVE),
                Link(label="Logga in", url=reverse("accounts:login"), current=here == "login"),
            ],
        }
    visitor = visitor_of(request)
    dialogue = _dialogue_of(request, visitor)
    return {
        "nav": _menu(request, visitor, dialogue),
        "place": str(dialogue.area or dialogue.name) if dialogue else "",
        "signed_in_as": str(visitor.person) if visitor.person else "",
        "shows_building_blocks": settings.INSTALLATION.is_demo or visitor.coordinates(None),
    }


def _dialogue_of(request: HttpRequest, visitor: Visitor) -> Dialogue | None:
    """The dialogue that the address names, else the only one."""
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    for dialogue in visitor.dialogues:
        if dialogue.slug == slug:
            return dialogue
    return visitor.dialogues[0] if len(visitor.dialogues) == 1 and slug is None else None


def _menu(request: HttpRequest, visitor: Visitor, dialogue: Dialogue | None) -> list[Link]:
    if not visitor.dialogues:
        return []
    items: list[tuple[str, str, tuple[str, ...]]] = []
    if dialogue is not None:
        picture = reverse("pages:picture", args=[dialogue.slug]) if len(visitor.dialogues) > 1 else "/"
        rounds = reverse("dialogues:rounds", args=[dialogue.slug])
    else:
        picture, rounds = "/", reverse("dialogues:short_rounds")
    items.append(("Lägesbild", picture, ("start", "picture", "publish", "edition")))
    items.append(("Omgångar", rounds, ROUNDS))
    items.append(("Minnesanteckningar", reverse("publishing:archive"), (*ARCHIVE, "publish_minutes")))
    if visitor.coordinates(dialogue):
        if dialogue is not None:
            outbox = reverse("mail:outbox", args=[dialogue.slug])
            items.append(("Utkorg", outbox, ("outbox", "mail", "copy", "letters", "letter")))
            items.append(("Inställningar", reverse("dialogues:settings", args=[dialogue.slug]), SETTINGS))
        items.append(("Kom igång", reverse("dialogues:first_run"), ("first_run", "first_run_of")))
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [Link(label=label, url=url, current=here in names) for label, url, names in items]
