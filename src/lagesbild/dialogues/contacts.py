# SPDX-License-Identifier: EUPL-1.2
"""Whom each member is reached through on a day, and whom a pasted address speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from lagesbild.accounts.models import Person, Role
from lagesbild.dialogues.address_row import Candidate, Pasted, domain_of, member_for
from lagesbild.dialogues.models import Dialogue, Membership
from lagesbild.dialogues.models_settings import Contact
from lagesbild.dialogues.round_overview import members_on


@dataclass
class Reached:
    """The people of a member; where no contact is named, those who report for it stand as ordinary."""

    ordinary: list[Person] = field(default_factory=list)
    substitutes: list[Person] = field(default_factory=list)

    @property
    def everybody(self) -> list[Person]:
        """Ordinary contacts first."""
        return [*self.ordinary, *self.substitutes]

    @property
    def first(self) -> list[Person]:
        """Those who are written to: ordinary contacts, or the substitutes where there is none."""
        return self.ordinary or self.substitutes


NOBODY = Reached()


def reached_through(dialogue: Dialogue, *, day: date) -> dict[int, Reached]:
    """The people of every member, by organisation, in three queries."""
    members = members_on(dialogue, day)
    found: dict[int, Reached] = {}
    contacts = Contact.objects.filter(membership__in=members, starts_on__lte=day).filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day)
    )
    for contact in contacts.select_related("person", "membership").order_by("pk"):
        reached = found.setdefault(contact.membership.organisation_id, Reached())
        is_ordinary = contact.part == Contact.Part.ORDINARY
        (reached.ordinary if is_ordinary else reached.substitutes).append(contact.person)
    unnamed = {m.organisation_id for m in members} - set(found)
    for role in _reporter_roles(unnamed, day=day):
        assert role.organisation_id is not None
        found.setdefault(role.organisation_id, Reached()).ordinary.append(role.person)
    return found


def reporters_for(organisation_id: int, *, day: date) -> list[Person]:
    """Those who report for an organisation on a day."""
    return [role.person for role in _reporter_roles({organisation_id}, day=day)]


def _reporter_roles(organisations: set[int], *, day: date) -> list[Role]:
    return list(
        Role.objects.filter(organisation__in=organisations, kind=Role.Kind.REPORTER, starts_on__lte=day)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=day))
        .select_related("person")
        .order_by("pk")
    )


def current_members(dialogue: Dialogue, *, day: date) -> list[Membership]:
    """The memberships that hold on a day or begin after it, in order."""
    return list(
        dialogue.memberships.filter(Q(left_before__isnull=True) | Q(left_before__gt=day))
        .select_related("organisation", "group")
        .prefetch_related("organisation__aliases")
        .order_by("group__order", "order")
    )


@dataclass(frozen=True)
class Proposed:
    """Somebody of a pasted row; ``member_id`` None has to be asked about, ``known_as`` is who it already is."""

    name: str
    email: str
    as_written: str
    member_id: int | None
    known_as: str


def proposals(dialogue: Dialogue, pasted: Sequence[Pasted], *, day: date) -> list[Proposed]:
    """Whom each address speaks for, as far as one can tell."""
    members = current_members(dialogue, day=day)
    people = reached_through(dialogue, day=day)
    by_organisation = {m.organisation_id: m for m in members}
    known = {
        person.email: by_organisation[organisation]
        for organisation, reached in people.items()
        for person in reached.everybody
        if organisation in by_organisation
    }
    candidates = [
        Candidate(
            key=m.pk,
            names=(m.organisation.name, *(a.text for a in m.organisation.aliases.all())),
            domains=frozenset(
                domain
                for p in people.get(m.organisation_id, NOBODY).everybody
                if (domain := domain_of(p.email))
            ),
        )
        for m in members
    ]
    return [
        Proposed(
            name=p.name,
            email=p.email,
            as_written=p.as_written,
            member_id=known[p.email].pk if p.email in known else member_for(p, candidates),
            known_as=known[p.email].organisation.name if p.email in known else "",
        )
        for p in pasted
    ]
