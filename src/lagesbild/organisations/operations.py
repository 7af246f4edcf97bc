# SPDX-License-Identifier: EUPL-1.2
"""Every write to areas, organisations and their names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.organisations.models import Alias, Area, Organisation
from lagesbild.organisations.queries import LONGEST_NAME, find_organisation, name_key


@transaction.atomic
def ensure_area(*, code: str, name: str, level: str, parent: Area | None = None) -> Area:
    """The area with this code, made where there is none."""
    area, _ = Area.objects.get_or_create(code=code, defaults={"name": name, "level": level, "parent": parent})
    return area


@transaction.atomic
def ensure_organisation(
    *,
    name: str,
    kind: str = Organisation.Kind.OTHER,
    area: Area | None = None,
    aliases: Iterable[str] = (),
    by: Person | None,
    at: datetime,
) -> Organisation:
    """The organisation that bears this name or alias, made where nobody does.

    An alias that already means somebody else is left with them.
    """
    organisation = find_organisation(name)
    if organisation is None:
        organisation = Organisation.objects.create(name=name.strip()[:LONGEST_NAME], kind=kind, area=area)
        note("add_organisation", organisation, by=by, at=at)
    for alias in (name, *aliases):
        key = name_key(alias)
        if key:
            Alias.objects.get_or_create(text=key, defaults={"organisation": organisation})
    return organisation


@transaction.atomic
def add_alias(
    *, organisation: Organisation, text: str, by: Person | None, at: datetime, lineage: UUID | None = None
) -> Alias | None:
    """Let a name mean this organisation; None where it already means another.

    ``lineage`` is the fact that taught the name, so that it can be forgotten with it.
    """
    key = name_key(text)
    if not key:
        return None
    alias, is_new = Alias.objects.get_or_create(
        text=key, defaults={"organisation": organisation, "lineage": lineage}
    )
    if is_new:
        note("add_alias", alias, by=by, at=at, organisation=organisation.pk)
    return alias if alias.organisation_id == organisation.pk else None


@transaction.atomic
def forget_aliases(*, lineage: UUID, by: Person | None, at: datetime) -> None:
    """Let the names that a fact taught mean nobody again."""
    for alias in Alias.objects.filter(lineage=lineage):
        note("forget_alias", alias, by=by, at=at, organisation=alias.organisation_id)
        alias.delete()
