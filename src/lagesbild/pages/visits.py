# SPDX-License-Identifier: EUPL-1.2
"""Who is on the page and which dialogues are theirs, asked once a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import person_of
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.permissions import refusal_to_enter
from lagesbild.dialogues.queries import audiences_for
from lagesbild.lib.audience import PUBLIC, Audience, Level
from lagesbild.lib.clock import today

_KEPT = "lagesbild_visitor"


@dataclass(frozen=True)
class Visitor:
    """A person (None for one who has not logged in) and the dialogues that they take part in."""

    person: Person | None
    audiences: dict[Dialogue, Audience]

    @property
    def dialogues(self) -> list[Dialogue]:
        """Their dialogues, by name."""
        return list(self.audiences)

    def audience_in(self, dialogue: Dialogue) -> Audience:
        """How much they may read there; outsiders read what is public."""
        return self.audiences.get(dialogue, PUBLIC)

    def coordinates(self, dialogue: Dialogue | None) -> bool:
        """Whether they coordinate this dialogue, or with None any of theirs."""
        chosen = self.audiences.values() if dialogue is None else [self.audience_in(dialogue)]
        return any(audience.level is Level.COORDINATOR for audience in chosen)


def visitor_of(request: HttpRequest) -> Visitor:
    """Who is asking."""
    kept: Visitor | None = getattr(request, _KEPT, None)
    if kept is None:
        person = person_of(getattr(request, "user", None))
        kept = Visitor(person, audiences_for(person, day=today()))
        setattr(request, _KEPT, kept)
    return kept


def enter(request: HttpRequest, slug: str) -> tuple[Visitor, Dialogue, Audience]:
    """The visitor in one of their own dialogues.

    Raises ``Http404`` for any other dialogue, whether it exists or not.
    """
    visitor = visitor_of(request)
    for dialogue, audience in visitor.audiences.items():
        if dialogue.slug == slug and refusal_to_enter(audience) is None:
            return visitor, dialogue, audience
    raise Http404("no dialogue of theirs")
