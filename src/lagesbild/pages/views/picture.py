# SPDX-License-Identifier: EUPL-1.2
"""The start page and the picture of a dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.components.shapes import Empty, Link, Notice
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.picture import build_picture, standing_at
from lagesbild.dialogues.queries import find_round, last_edition
from lagesbild.dialogues.reporting import round_to_report_to
from lagesbild.dialogues.round_overview import Waiting, waiting_in
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.clock import now, today
from lagesbild.pages.on_hand import Shown, on_hand
from lagesbild.pages.shaping import shape_picture
from lagesbild.pages.views.editions import render_edition
from lagesbild.pages.visits import Visitor, enter, visitor_of

#: How many rounds' days stand beside the field; any other day can be written in it.
ROUNDS_AT_HAND = 3
#: Before this day nobody can have known anything here.
EARLIEST = date(1990, 1, 1)

CONFIRMED_KEYS = (
    "changes",
    "news",
    "deadlines",
    "measures",
    "promises",
    "actions",
    "questions",
    "concerns",
    "bright_spots",
    "resolutions",
)


@dataclass(frozen=True)
class AsKnown:
    """The form "Visa bilden som vi visste den": what was asked for, and the days at hand."""

    value: str
    latest: str
    choices: list[Link]
    error: str = ""


# Public on purpose: without a login it shows the last published edition and nothing else.
@login_not_required
@never_cache
@require_safe
def start_page(request: HttpRequest) -> HttpResponse:
    """The picture of the dialogue one takes part in; logged out, the last published edition."""
    visitor = visitor_of(request)
    if visitor.person is None:
        edition = last_edition()
        if edition is None:
            return render(request, "pages/welcome_page.html")
        return render_edition(request, edition, visitor)
    if len(visitor.dialogues) == 1:
        dialogue = visitor.dialogues[0]
        return render_picture(request, visitor, dialogue, visitor.audience_in(dialogue))
    return render(request, "pages/choose_dialogue_page.html", {"dialogues": visitor.dialogues})


@never_cache
@require_safe
def picture_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of one dialogue, by its long address."""
    visitor, dialogue, audience = enter(request, slug)
    return render_picture(request, visitor, dialogue, audience)


def render_picture(
    request: HttpRequest, visitor: Visitor, dialogue: Dialogue, audience: Audience
) -> HttpResponse:
    """The picture as this person may read it, today or as it was known on the day asked for."""
    wanted = request.GET.get("som", "").strip()
    day, error = read_day(wanted)
    shown = on_hand(
        (dialogue.pk, audience, day, request.GET.get("alla", "")),
        lambda: _shown(dialogue, audience, day, full=request.GET.get("alla", "")),
    )
    context: dict[str, Any] = {
        "shown": shown,
        "moments": _moments(shown.days, wanted if error else (day.isoformat() if day else ""), error),
        "empty": _empty(audience, replayed=day is not None),
        "to_report": _to_report(dialogue, audience),
    }
    return render(request, "pages/picture_page.html", context, status=400 if error else 200)


def _shown(dialogue: Dialogue, audience: Audience, day: date | None, *, full: str) -> Shown:
    picture = build_picture(
        dialogue, audience=audience, standing=standing_at(dialogue, today=today(), as_known_at=day)
    )
    # What waits is of today: an earlier picture is not waiting for anybody.
    waits = _waiting(dialogue, picture, audience) if day is None else Waiting(0, None)
    query = {"som": day.isoformat()} if day else {}
    view = shape_picture(picture, may_open=True, full=full, query=query, waiting=waits.facts)
    return Shown(
        title=view.title,
        is_empty=view.is_empty,
        part=render_to_string("pages/_picture.html", {"view": view}),
        days=tuple(turn["date"] for turn in picture["rounds"][-ROUNDS_AT_HAND:]),
        actions=tuple(_actions(dialogue, picture, audience)),
        notice=_what_waits(dialogue, picture, audience, waits),
    )


def read_day(wanted: str) -> tuple[date | None, str]:
    """The day asked for, or why it cannot be shown; neither where nothing was asked.

    >>> read_day("2020-06-15")[0]
    datetime.date(2020, 6, 15)
    """
    if not wanted:
        return None, ""
    shown = "Nu visas bilden som den är i dag."
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return None, f"”{wanted[:40]}” är inget datum. Skriv som 2026-03-12. {shown}"
    if day > today():
        return None, f"{swedish.day_short(day)} har inte varit än. Välj i dag eller en tidigare dag. {shown}"
    if day < EARLIEST:
        return None, f"{day.year} är för långt tillbaka. Välj en senare dag. {shown}"
    return day, ""


def _moments(days: tuple[str, ...], value: str, error: str) -> AsKnown:
    year = today().year
    choices = [Link(label="I dag", url="?", current=not value and not error)]
    for day in reversed(days):
        label = swedish.day_short(date.fromisoformat(day), year=year)
        choices.append(Link(label=label, url=f"?{urlencode({'som': day})}", current=day == value))
    return AsKnown(value=value, latest=today().isoformat(), choices=choices, error=error)


def _actions(dialogue: Dialogue, picture: dict[str, Any], audience: Audience) -> list[Link]:
    links = []
    if picture["round"]["address"]:
        url = reverse("dialogues:round", args=[dialogue.slug, picture["round"]["address"]])
        links.append(Link(label="Omgångens rapporter", url=url))
    if audience.level is Level.COORDINATOR and picture["round"]["address"]:
        links.append(Link(label="Publicera", url=reverse("pages:publish", args=[dialogue.slug])))
    return links


def _to_report(dialogue: Dialogue, audience: Audience) -> Notice | None:
    """The way to report, while a round waits for one's own member."""
    turn = round_to_report_to(audience, dialogue, today=today(), at=now())
    if turn is None:
        return None
    when = swedish.day_short(turn.held_on, year=today().year)
    url = reverse("reporting:report", args=[dialogue.slug, turn.address])
    return Notice(
        title=f"Mötet {when} väntar på er rapport.",
        text="Fem minuter räcker.",
        action=Link(label=f"Rapportera till mötet {when}", url=url),
    )


def _empty(audience: Audience, *, replayed: bool) -> Empty:
    title = "Här visas vad som har ändrats, vad som stänger och vad som är lovat"
    if replayed:
        text = "Den dagen fanns ingen omgång än. Välj en senare dag, eller se bilden som den är i dag."
        return Empty(title=title, text=text, action=Link(label="Visa i dag", url="?"))
    if audience.level is Level.COORDINATOR:
        return Empty(
            title=title,
            text="Bilden fylls när den första omgången finns. Börja med era senaste minnesanteckningar, "
            "så hittar vi möte, medlemmar, siffror och löften i dem. Du bekräftar innan något syns.",
            action=Link(label="Kom igång", url=reverse("dialogues:first_run")),
            example="Tre löften saknar besked. En fråga är obesvarad.",
        )
    return Empty(
        title=title,
        text="Bilden fylls när samordnaren har läst in den första omgången. Du behöver inte göra något än.",
    )


def _waiting(dialogue: Dialogue, picture: dict[str, Any], audience: Audience) -> Waiting:
    """What nobody has decided about in the picture's round."""
    address = picture["round"]["address"]
    turn = find_round(dialogue, address) if address else None
    return waiting_in(turn, audience=audience) if turn is not None else Waiting(0, None)


def _what_waits(
    dialogue: Dialogue, picture: dict[str, Any], audience: Audience, waits: Waiting
) -> Notice | None:
    """With reports but nothing accepted the picture would look as if nothing had happened."""
    address = picture["round"]["address"]
    is_bare = not any(picture[key] for key in CONFIRMED_KEYS)
    if address is None or not (is_bare or waits.facts):
        return None
    counted = swedish.counted(waits.facts, "uppgift väntar", "uppgifter väntar")
    if audience.level is not Level.COORDINATOR:
        said = f"{counted} på samordnarens granskning. " if waits.facts else ""
        text = f"{said}Bilden visar bara det som är godtaget."
        return Notice(title="Inget är godtaget än.", text=text) if is_bare else None
    if waits.first is None:
        url = reverse("dialogues:round", args=[dialogue.slug, address])
        return Notice(
            title="Inget är godtaget än.",
            text="Bilden visar bara det som du har godtagit. Granska rapporterna, så fylls den.",
            action=Link(label="Granska omgångens rapporter", url=url),
        )
    url = reverse("dialogues:review", args=[dialogue.slug, address, waits.first.pk])
    return Notice(
        title=f"{counted} på granskning.",
        text="Inget är godtaget än. Bilden fylls medan du granskar."
        if is_bare
        else "Bilden visar bara det som är godtaget.",
        action=Link(label=f"Granska {waits.first.organisation or 'mötet'}", url=url),
    )
