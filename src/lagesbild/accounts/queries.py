# SPDX-License-Identifier: EUPL-1.2
"""Who somebody is, asked on a day."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from lagesbild.accounts.models import AccessLink, Person, Role
from lagesbild.lib.audience import PUBLIC, Audience, Level


def person_of(user: object) -> Person | None:
    """The person behind a logged-in user; None for a visitor."""
    if not getattr(user, "is_authenticated", False):
        return None
    key: Any = getattr(user, "pk", None)
    return Person.objects.filter(user_id=key).first()


def roles_on(person: Person, day: date) -> QuerySet[Role]:
    """The roles that a person holds on a day."""
    return person.roles.filter(starts_on__lte=day).filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day)
    )


def audience_in(
    person: Person | None, *, dialogue_id: int, member_ids: frozenset[int], day: date
) -> Audience:
    """How much a person may read in one dialogue.

    ``member_ids`` are the dialogue's member organisations: a reporter for one of them belongs to
    the group, and always reads that organisation's own text.
    """
    if person is None:
        return PUBLIC
    roles = list(roles_on(person, day))
    own = frozenset(
        r.organisation_id for r in roles if r.organisation_id in member_ids and r.kind == Role.Kind.REPORTER
    )
    kinds = {r.kind for r in roles if r.dialogue_id == dialogue_id}
    if Role.Kind.COORDINATOR in kinds:
        return Audience(Level.COORDINATOR, own)
    if Role.Kind.READER in kinds or own:
        return Audience(Level.GROUP, own)
    return PUBLIC


def is_coordinator(person: Person | None, *, dialogue_id: int, day: date) -> bool:
    """Whether a person coordinates this dialogue on this day."""
    return (
        person is not None
        and roles_on(person, day).filter(dialogue_id=dialogue_id, kind=Role.Kind.COORDINATOR).exists()
    )


def coordinators_on(*, dialogue_id: int, day: date) -> QuerySet[Role]:
    """The roles of those who coordinate a dialogue on a day, in the order they were given."""
    return (
        Role.objects.filter(dialogue_id=dialogue_id, kind=Role.Kind.COORDINATOR, starts_on__lte=day)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))
        .select_related("person")
        .order_by("pk")
    )


def token_hash(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def usable_link(token: str, *, at: datetime, purpose: str = AccessLink.Purpose.LOGIN) -> AccessLink | None:
    """The link behind a token while it is neither used, revoked nor expired; one made for something else is none."""
    return (
        AccessLink.objects.select_related("person")
        .filter(
            token_hash=token_hash(token),
            purpose=purpose,
            used_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=at,
        )
        .first()
    )


def roles_with_login(day: date) -> list[Role]:
    """What those who can log in are on a day, with person, organisation and dialogue at hand."""
    return list(
        Role.objects.filter(person__user__isnull=False, person__user__is_active=True, starts_on__lte=day)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))
        .select_related("person", "organisation", "dialogue")
        .order_by("id")
    )
