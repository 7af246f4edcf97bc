# SPDX-License-Identifier: EUPL-1.2
"""Who asks for which outbox: loaded and permitted, or 404."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import person_of
from lagesbild.lib.clock import today
from lagesbild.mail.models import IncomingMail, OutgoingMail
from lagesbild.mail.queries import coordinated_dialogues, letters_for

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue


@dataclass(frozen=True)
class OutboxDesk:
    """A coordinator at the outbox of a dialogue. To others there is no outbox."""

    person: Person
    dialogue: Dialogue

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> OutboxDesk:
        """Raises ``Http404`` for everybody but the dialogue's coordinators."""
        person = person_of(request.user)
        for dialogue in coordinated_dialogues(person, day=today()):
            if dialogue.slug == slug and person is not None:
                return cls(person, dialogue)
        raise Http404("not their outbox")

    def mail(self, pk: int) -> OutgoingMail:
        """Raises ``Http404`` for a mail of another dialogue."""
        found = OutgoingMail.objects.filter(dialogue=self.dialogue, pk=pk).first()
        if found is None:
            raise Http404("no such mail here")
        return found

    def letter(self, pk: int) -> IncomingMail:
        """Raises ``Http404`` for a letter to another dialogue."""
        found = letters_for(self.dialogue).filter(pk=pk).first()
        if found is None:
            raise Http404("no such letter here")
        return found

    def url(self, name: str = "outbox", *more: int) -> str:
        """An address at this desk."""
        return reverse(f"mail:{name}", args=[self.dialogue.slug, *more])
