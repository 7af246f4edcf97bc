# SPDX-License-Identifier: EUPL-1.2
"""How somebody who is written to gets to the report: a link, and a token to answer the mail with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Round
from lagesbild.mail.links import absolute
from lagesbild.mail.operations import make_reply_token
from lagesbild.mail.registry import handler_of
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.links import make_report_link

#: What answers to these letters are about; whoever takes them registers for it with the mail.
REPORT = "report"


@dataclass(frozen=True)
class Way:
    """The address of the form, what in it is secret, and the token of Reply-To ("" for none)."""

    url: str
    secrets: list[str] = field(default_factory=list)
    reply_token: str = ""


def way_to_report(
    turn: Round, organisation: Organisation, person: Person, *, by: Person | None, at: datetime
) -> Way:
    """The way for one person to one organisation's report in one round, without an account."""
    token = make_report_link(person=person, turn=turn, organisation=organisation, by=by, at=at)
    reply = ""
    if handler_of(REPORT) is not None:
        reply = make_reply_token(
            person=person,
            purpose=REPORT,
            target=f"{turn.pk}:{organisation.pk}",
            dialogue=turn.dialogue,
            by=by,
            at=at,
        )
    return Way(absolute(reverse("reporting:link_report", args=[token])), [token], reply)
