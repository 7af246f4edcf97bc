# SPDX-License-Identifier: EUPL-1.2
"""Every write to a dialogue's settings: what is asked, the rhythm, quiet periods, who coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.operations import end_role, ensure_person, give_role, name_person
from lagesbild.accounts.queries import coordinators_on
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.models_settings import QuietPeriod
from lagesbild.dialogues.rhythm import Rhythm
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import Refused

#: What ``change_settings`` takes; a rhythm is given as values and written as words.
SETTINGS = (
    "name",
    "function_address",
    "standing_questions",
    "crisis_questions",
    "agenda_template",
    "deadline_workdays",
    "deadline_clock",
    "default_level",
)


@transaction.atomic
def change_settings(
    *, dialogue: Dialogue, values: Mapping[str, Any], rhythm: Rhythm | None, by: Person, at: datetime
) -> list[str]:
    """Change what is given and differs; returns the names of what changed.

    Rounds that are planned keep their days. A level holds for texts that come in from now on.
    """
    changed = [name for name in SETTINGS if name in values and getattr(dialogue, name) != values[name]]
    for name in changed:
        setattr(dialogue, name, values[name])
    if Rhythm.read(dialogue.rhythm_rule) != rhythm:
        dialogue.rhythm_rule = rhythm.stored() if rhythm else None
        dialogue.rhythm = rhythm.words[:120] if rhythm else ""
        changed += ["rhythm", "rhythm_rule"]
    if changed:
        dialogue.save(update_fields=changed)
        note("change_settings", dialogue, by=by, at=at, changed=", ".join(changed))
    return changed


@transaction.atomic
def add_quiet_period(
    *, dialogue: Dialogue, name: str, starts_on: date, ends_before: date, by: Person, at: datetime
) -> QuietPeriod:
    """Let a dialogue rest. Raises ``Refused`` (``quiet_overlaps``) where another period lies there."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if dialogue.quiet_periods.filter(starts_on__lt=ends_before, ends_before__gt=starts_on).exists():
        raise Refused("quiet_overlaps")
    period = QuietPeriod.objects.create(
        dialogue=dialogue, name=name, starts_on=starts_on, ends_before=ends_before
    )
    note("add_quiet_period", period, by=by, at=at, dialogue=dialogue.pk)
    return period


@transaction.atomic
def remove_quiet_period(*, period: QuietPeriod, by: Person, at: datetime) -> None:
    """Let mail leave again on those days."""
    note("remove_quiet_period", period, by=by, at=at, dialogue=period.dialogue_id)
    period.delete()


@transaction.atomic
def give_coordinator(*, dialogue: Dialogue, email: str, name: str = "", by: Person, at: datetime) -> Role:
    """Let somebody coordinate the dialogue from today."""
    person = ensure_person(email=email, name=name, by=by, at=at)
    name_person(person=person, name=name, by=by, at=at)
    return give_role(
        person=person,
        kind=Role.Kind.COORDINATOR,
        dialogue=dialogue,
        starts_on=day_of(at),
        by=by,
        at=at,
    )


@transaction.atomic
def end_coordinator(*, role: Role, by: Person, at: datetime) -> None:
    """Somebody stops coordinating, from now on; what was started goes on with the others.

    Raises ``Refused`` (``last_coordinator``): a dialogue is never left without one.
    """
    assert role.dialogue_id is not None
    Dialogue.objects.select_for_update().get(pk=role.dialogue_id)
    others = coordinators_on(dialogue_id=role.dialogue_id, day=day_of(at)).exclude(person=role.person_id)
    if not others.exists():
        raise Refused("last_coordinator")
    end_role(role=role, by=by, at=at)
