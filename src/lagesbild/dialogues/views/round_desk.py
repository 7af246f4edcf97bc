# SPDX-License-Identifier: EUPL-1.2
"""Who asks for which round: loaded and permitted, or 404."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import person_of
from lagesbild.dialogues.messages_rounds import sentence
from lagesbild.dialogues.models import Dialogue, Round
from lagesbild.dialogues.permissions import refusal_to_enter, refusal_to_review
from lagesbild.dialogues.queries import audience_of, find_round
from lagesbild.lib.audience import Audience
from lagesbild.lib.clock import today


@dataclass(frozen=True)
class DialogueDesk:
    """A person in one of their own dialogues."""

    person: Person
    dialogue: Dialogue
    audience: Audience

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> DialogueDesk:
        """Raises ``Http404`` for a dialogue that is not theirs, whether it exists or not."""
        person = person_of(request.user)
        dialogue = Dialogue.objects.select_related("area").filter(slug=slug).first()
        if person is None or dialogue is None:
            raise Http404
        audience = audience_of(person, dialogue, day=today())
        if refusal_to_enter(audience) is not None:
            raise Http404
        return cls(person, dialogue, audience)

    @property
    def coordinates(self) -> bool:
        """Whether the person is the dialogue's coordinator."""
        return refusal_to_review(self.audience) is None

    def insist_on_coordinator(self) -> None:
        """Raises ``PermissionDenied`` with the reason for everybody else."""
        refusal = refusal_to_review(self.audience)
        if refusal is not None:
            raise PermissionDenied(sentence(refusal))

    def round(self, address: str) -> Round:
        """Raises ``Http404`` where the dialogue has no such round, or none that is open to this person."""
        turn = find_round(self.dialogue, address)
        if turn is None or not self.audience.may_see_day(turn.held_on):
            raise Http404
        turn.dialogue = self.dialogue
        return turn

    def url(self, name: str, turn: Round | None = None, *more: int) -> str:
        """An address in this dialogue."""
        place = [self.dialogue.slug, turn.address] if turn is not None else [self.dialogue.slug]
        return reverse(f"{'reporting' if name == 'report' else 'dialogues'}:{name}", args=[*place, *more])

    def url_of_member(self, member_id: int) -> str:
        """The settings of one member of this dialogue."""
        return reverse("dialogues:member", args=[self.dialogue.slug, member_id])
