# SPDX-License-Identifier: EUPL-1.2
"""Who may enter the first run: the dialogue's coordinator; to all others it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import person_of
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.permissions import refusal_to_review
from lagesbild.dialogues.queries import audience_of
from lagesbild.lib.clock import today


@dataclass(frozen=True)
class Desk:
    """Whose first run of which dialogue."""

    dialogue: Dialogue
    person: Person

    @property
    def url(self) -> str:
        """The run's own page."""
        return reverse("dialogues:first_run_of", args=[self.dialogue.slug])


def for_coordinator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the desk; to all others than the dialogue's coordinator the page does not exist."""

    def enter(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        dialogue = Dialogue.objects.select_related("area").filter(slug=slug).first()
        person = person_of(request.user)
        if dialogue is None or person is None:
            raise Http404("no such dialogue")
        if refusal_to_review(audience_of(person, dialogue, day=today())) is not None:
            raise Http404("no such dialogue")
        return view(request, Desk(dialogue, person), **kwargs)

    return enter
