# SPDX-License-Identifier: EUPL-1.2
"""Who writes for which member in which round: signed in, or by a link that opens this one report."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Dialogue, Report, Round
from lagesbild.lib.audience import Audience, Level
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.queries import may_send, report_of


@dataclass(frozen=True)
class WritingDesk:
    """A person at one member's report; ``token`` where it came by a link, and then it sees nothing else."""

    person: Person
    turn: Round
    organisation: Organisation
    token: str = ""

    @property
    def dialogue(self) -> Dialogue:
        """The dialogue of the round."""
        return self.turn.dialogue

    @property
    def audience(self) -> Audience:
        """One of the group, speaking for this member."""
        return Audience(Level.GROUP, frozenset({self.organisation.pk}))

    @property
    def report(self) -> Report | None:
        """The member's report; None before anything is saved."""
        return report_of(self.turn, self.organisation)

    @property
    def may_send(self) -> bool:
        """Whether this person sends, or hands over to one who does."""
        return may_send(self.organisation, self.person.pk)

    @property
    def writer_key(self) -> str:
        """What tells this writer's unsaved text from another's in the same browser."""
        return f"{self.turn.pk}-{self.organisation.pk}-{self.person.pk}"

    def url(self, name: str = "report", **query: object) -> str:
        """An address of this report: ``report``, ``save``, ``read`` or ``text``."""
        if self.token:
            address = reverse(f"reporting:link_{name}", args=[self.token])
        else:
            address = reverse(f"reporting:{name}", args=[self.dialogue.slug, self.turn.address])
            query = {"medlem": self.organisation.pk, **query}
        return f"{address}?{urlencode(query)}" if query else address

    @property
    def save_url(self) -> str:
        """Where the page's script keeps the draft."""
        return self.url("save")

    @property
    def read_url(self) -> str:
        """Where the page's script asks what the reader makes of the text."""
        return self.url("read")
