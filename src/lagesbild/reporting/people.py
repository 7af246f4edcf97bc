# SPDX-License-Identifier: EUPL-1.2
"""Who speaks for a member: those who report for it, and its contacts."""

from __future__ import annotations

from datetime import date

from lagesbild.accounts.models import Person
from lagesbild.dialogues.contacts import NOBODY, Reached, reached_through, reporters_for
from lagesbild.dialogues.models import Dialogue
from lagesbild.organisations.models import Organisation


def speaks_for(person: Person, dialogue: Dialogue, organisation: Organisation, *, day: date) -> bool:
    """Whether the person reports for the member on a day, or is one of its contacts."""
    return (
        person in reporters_for(organisation.pk, day=day)
        or person in _reached(dialogue, organisation, day).everybody
    )


def whom_to_ask(dialogue: Dialogue, organisation: Organisation, *, day: date) -> list[Person]:
    """Who is written to about the member's report."""
    return _reached(dialogue, organisation, day).first


def _reached(dialogue: Dialogue, organisation: Organisation, day: date) -> Reached:
    return reached_through(dialogue, day=day).get(organisation.pk, NOBODY)


def people_of(dialogue: Dialogue, organisation: Organisation, *, day: date) -> list[Person]:
    """Everybody who speaks for the member on a day, contacts first, each once."""
    reached = _reached(dialogue, organisation, day).everybody
    return list(dict.fromkeys([*reached, *reporters_for(organisation.pk, day=day)]))
