# SPDX-License-Identifier: EUPL-1.2
"""The first dialogue of an installation and its coordinator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Role
from lagesbild.accounts.operations import ensure_person, give_role, make_login_link
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.operations import create_dialogue
from lagesbild.lib.periods import day_of


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
