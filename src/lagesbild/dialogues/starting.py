# SPDX-License-Identifier: EUPL-1.2
"""The first dialogue of an installation, and the people who are let in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Role
from lagesbild.accounts.operations import ensure_person, give_role, make_login_link, name_person
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.operations import create_dialogue
from lagesbild.lib.periods import day_of
from lagesbild.organisations.models import Organisation


@transaction.atomic
def start_dialogue(*, slug: str, name: str, coordinator: str, at: datetime) -> tuple[str, bool]:
    """Make the dialogue and give it its coordinator; returns a one-time login token and whether the
    dialogue is new. Said again, it only gives a new link.
    """
    person = ensure_person(email=coordinator, by=None, at=at)
    dialogue = Dialogue.objects.filter(slug=slug).first()
    is_new = dialogue is None
    if dialogue is None:
        dialogue = create_dialogue(slug=slug, name=name, by=person, at=at)
    give_role(
        person=person, kind=Role.Kind.COORDINATOR, dialogue=dialogue, starts_on=day_of(at), by=person, at=at
    )
    return make_login_link(person=person, by=person, at=at, target="/borja/"), is_new


@transaction.atomic
def invite_person(
    *, dialogue: Dialogue, email: str, name: str, kind: str, organisation: Organisation | None, at: datetime
) -> str:
    """Give somebody a role in a dialogue and return a one-time login token; nothing is sent.

    A reporter's role is for ``organisation``, others' for the dialogue. Said again, it only gives a
    new link.
    """
    person = ensure_person(email=email, name=name, by=None, at=at)
    name_person(person=person, name=name, by=None, at=at)
    give_role(
        person=person,
        kind=kind,
        dialogue=None if organisation else dialogue,
        organisation=organisation,
        starts_on=day_of(at),
        by=None,
        at=at,
    )
    target = "/borja/" if kind == Role.Kind.COORDINATOR else "/"
    return make_login_link(person=person, by=None, at=at, target=target)
