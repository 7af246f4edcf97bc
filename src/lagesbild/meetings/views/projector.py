# SPDX-License-Identifier: EUPL-1.2
"""The projector's page: follows the meeting by itself, and shows what the room may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib.clock import now
from lagesbild.meetings.projector import slide_of


@require_safe
def projector_page(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The slide, as a page or as the part of it that the page asks for again and again."""
    desk = DialogueDesk.of(request, slug)
    slide = slide_of(desk.round(address), now=now())
    template = "_slide.html" if request.GET.get("bild") else "projector_page.html"
    return render(request, f"meetings/{template}", {"slide": slide})
