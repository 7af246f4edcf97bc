# SPDX-License-Identifier: EUPL-1.2
"""Every write to groups, members and the people that members are reached through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Max

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.operations import end_role, ensure_person, give_role, name_person
from lagesbild.accounts.queries import roles_on
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Dialogue, Group, Membership
from lagesbild.dialogues.models_settings import Contact
from lagesbild.lib.periods import day_of
from lagesbild.lib.refusal import Refused

# Groups ------------------------------------------------------------------------------------------


@transaction.atomic
def rename_group(*, group: Group, name: str, by: Person, at: datetime) -> None:
    """Give a group another heading. Raises ``Refused`` (``group_exists``) where another bears it."""
    if group.dialogue.groups.filter(name=name).exclude(pk=group.pk).exists():
        raise Refused("group_exists", name=name)
    group.name = name
    group.save(update_fields=["name"])
    note("rename_group", group, by=by, at=at, dialogue=group.dialogue_id)


@transaction.atomic
def move_group(*, group: Group, up: bool, by: Person, at: datetime) -> None:
    """Let a group change places with its neighbour; the first and the last stay where they are."""
    _swap(list(group.dialogue.groups.select_for_update().order_by("order", "pk")), group, up=up)
    note("move_group", group, by=by, at=at, dialogue=group.dialogue_id)


@transaction.atomic
def remove_group(*, group: Group, by: Person, at: datetime) -> None:
    """Take away a heading that nobody has ever stood under. Raises ``Refused`` (``group_in_use``)."""
    if group.memberships.exists():
        raise Refused("group_in_use", name=group.name)
    note("remove_group", group, by=by, at=at, dialogue=group.dialogue_id)
    group.delete()


def _swap(rows: Sequence[models.Model], row: models.Model, *, up: bool) -> None:
    """Change places in a list, and number it from one."""
    ordered = list(rows)
    here = ordered.index(row)
    there = here + (-1 if up else 1)
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
    for number, each in enumerate(ordered, start=1):
        if each.order != number:  # type: ignore[attr-defined]
            each.order = number  # type: ignore[attr-defined]
            each.save(update_fields=["order"])


# Members -----------------------------------------------------------------------------------------


@transaction.atomic
def move_member(*, member: Membership, up: bool, by: Person, at: datetime) -> None:
    """Let a member change places with its neighbour in the group."""
    neighbours = member.group.memberships.select_for_update().filter(left_before__isnull=True)
    _swap(list(neighbours.order_by("order", "pk")), member, up=up)
    note("move_member", member, by=by, at=at, organisation=member.organisation_id)


@transaction.atomic
def place_member(*, member: Membership, group: Group, by: Person, at: datetime) -> None:
    """Put a member last under another heading of its dialogue."""
    if group.pk == member.group_id:
        return
    last = group.memberships.aggregate(last=Max("order"))["last"] or 0
    member.group, member.order = group, last + 1
    member.save(update_fields=["group", "order"])
    note("place_member", member, by=by, at=at, organisation=member.organisation_id)


@transaction.atomic
def end_membership(*, member: Membership, last_day: date, by: Person, at: datetime) -> None:
    """An organisation leaves: it belongs to the dialogue to the end of a day, and is not asked after it.

    What it has reported stays. Raises ``Refused`` (``left_before_joining``).
    """
    if last_day < member.joined_on:
        raise Refused("left_before_joining")
    member.left_before = date.fromordinal(last_day.toordinal() + 1)
    member.save(update_fields=["left_before"])
    note("end_membership", member, by=by, at=at, organisation=member.organisation_id)


@transaction.atomic
def resume_membership(*, member: Membership, by: Person, at: datetime) -> None:
    """Take back the end of a membership. Raises ``Refused`` (``member_again``) where it has joined anew."""
    others = Membership.objects.filter(
        dialogue=member.dialogue_id, organisation=member.organisation_id, left_before__isnull=True
    )
    if others.exclude(pk=member.pk).exists():
        raise Refused("member_again")
    member.left_before = None
    member.save(update_fields=["left_before"])
    note("resume_membership", member, by=by, at=at, organisation=member.organisation_id)


@transaction.atomic
def open_earlier_rounds(*, member: Membership, sees_from: date | None, by: Person, at: datetime) -> None:
    """Let a member's people see rounds from before it joined, from a day on; None closes them again."""
    member.sees_from = sees_from if sees_from is None else min(sees_from, member.joined_on)
    member.save(update_fields=["sees_from"])
    note("open_earlier_rounds", member, by=by, at=at, organisation=member.organisation_id)


# Contacts ----------------------------------------------------------------------------------------


@transaction.atomic
def add_contact(
    *,
    member: Membership,
    email: str,
    name: str = "",
    part: str = Contact.Part.ORDINARY,
    batch: UUID | None = None,
    by: Person | None,
    at: datetime,
) -> Contact:
    """Reach a member through somebody, who may report for it; said again it changes only the part."""
    person = ensure_person(email=email, name=name, by=by, at=at)
    name_person(person=person, name=name, by=by, at=at)
    today = day_of(at)
    contact = member.contacts.filter(person=person, ends_before__isnull=True).first()
    if contact is None:
        contact = Contact.objects.create(
            membership=member, person=person, part=part, starts_on=today, batch=batch
        )
        note("add_contact", contact, by=by, at=at, person=person.pk, organisation=member.organisation_id)
    elif contact.part != part:
        contact.part = part
        contact.save(update_fields=["part"])
        note("change_contact", contact, by=by, at=at, person=person.pk)
    give_role(
        person=person,
        kind=Role.Kind.REPORTER,
        organisation=member.organisation,
        starts_on=today,
        by=by,
        at=at,
    )
    return contact


@transaction.atomic
def end_contact(*, contact: Contact, by: Person | None, at: datetime) -> None:
    """Somebody is no longer reached for a member, and no longer reports for it.

    The role stays where the person is a contact of the same organisation in another dialogue.
    """
    organisation = contact.membership.organisation_id
    if contact.starts_on >= day_of(at):
        note("remove_contact", contact, by=by, at=at, person=contact.person_id)
        contact.delete()
    else:
        contact.ends_before = day_of(at)
        contact.save(update_fields=["ends_before"])
        note("end_contact", contact, by=by, at=at, person=contact.person_id)
    elsewhere = Contact.objects.filter(
        person=contact.person_id, membership__organisation=organisation, ends_before__isnull=True
    )
    if not elsewhere.exists():
        for role in roles_on(contact.person, day_of(at)).filter(
            kind=Role.Kind.REPORTER, organisation=organisation
        ):
            end_role(role=role, by=by, at=at)


@transaction.atomic
def add_pasted_contacts(*, rows: Sequence[tuple[Membership, str, str]], by: Person, at: datetime) -> UUID:
    """Add the people of a pasted row of addresses (member, e-mail, name); the answer undoes them all.

    The first of a member becomes its ordinary contact where it has none, the others substitutes.
    """
    batch = uuid4()
    for member, email, name in rows:
        has_one = member.contacts.filter(part=Contact.Part.ORDINARY, ends_before__isnull=True).exists()
        part = Contact.Part.SUBSTITUTE if has_one else Contact.Part.ORDINARY
        if not member.contacts.filter(person__email=email, ends_before__isnull=True).exists():
            add_contact(member=member, email=email, name=name, part=part, batch=batch, by=by, at=at)
    return batch


@transaction.atomic
def take_back_pasted(*, dialogue: Dialogue, batch: UUID, by: Person, at: datetime) -> int:
    """Undo a pasted row of addresses; returns how many people that was."""
    added = list(
        Contact.objects.filter(
            membership__dialogue=dialogue, batch=batch, ends_before__isnull=True
        ).select_related("membership", "person")
    )
    for contact in added:
        end_contact(contact=contact, by=by, at=at)
    return len(added)
