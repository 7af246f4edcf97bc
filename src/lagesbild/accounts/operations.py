# SPDX-License-Identifier: EUPL-1.2
"""Every write to persons, roles and their ways in."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import models, transaction

from lagesbild.accounts.models import AccessLink, Person, Role
from lagesbild.accounts.queries import token_hash
from lagesbild.audit.operations import note
from lagesbild.lib.periods import day_of

LOGIN_LINK_LASTS = timedelta(days=2)


@transaction.atomic
def ensure_person(*, email: str, name: str = "", by: Person | None, at: datetime) -> Person:
    """The person with this address, made where there is none; e-mail is compared in lower case."""
    address = email.strip().lower()
    person, is_new = Person.objects.get_or_create(email=address, defaults={"name": name})
    if is_new:
        note("add_person", person, by=by, at=at)
    return person


@transaction.atomic
def name_person(*, person: Person, name: str, by: Person | None, at: datetime) -> None:
    """Give a name to somebody who has none; a name that is there stays."""
    if name and not person.name:
        person.name = name
        person.save(update_fields=["name"])
        note("name_person", person, by=by, at=at)


@transaction.atomic
def ensure_user(*, person: Person, at: datetime) -> models.Model:
    """Give a person a user to log in with; it has no password until one is set."""
    if person.user is None:
        user = get_user_model().objects.create_user(username=person.email, email=person.email)
        person.user = user
        person.verified_at = person.verified_at or at
        person.save(update_fields=["user", "verified_at"])
        note("give_login", person, by=person, at=at)
    return person.user


@transaction.atomic
def give_role(
    *,
    person: Person,
    kind: str,
    starts_on: date,
    by: Person | None,
    at: datetime,
    organisation: models.Model | None = None,
    dialogue: models.Model | None = None,
) -> Role:
    """Give a role from a day on; giving it twice changes nothing."""
    role, is_new = Role.objects.get_or_create(
        person=person,
        kind=kind,
        organisation_id=organisation.pk if organisation else None,
        dialogue_id=dialogue.pk if dialogue else None,
        ends_before=None,
        defaults={"starts_on": starts_on},
    )
    if is_new:
        note("give_role", role, by=by, at=at, person=person.pk)
    return role


@transaction.atomic
def end_role(*, role: Role, by: Person | None, at: datetime) -> None:
    """End a role from today on; one that was given today is as if it had never been."""
    today = day_of(at)
    note("end_role", role, by=by, at=at, person=role.person_id)
    if role.starts_on >= today:
        role.delete()
    else:
        role.ends_before = today
        role.save(update_fields=["ends_before"])


@transaction.atomic
def make_login_link(*, person: Person, by: Person | None, at: datetime, target: str = "/") -> str:
    """A one-time token for a login link; only its hash is kept. A button uses it up, never opening."""
    purpose, expires_at = AccessLink.Purpose.LOGIN, at + LOGIN_LINK_LASTS
    return make_access_link(
        person=person, purpose=purpose, target=target, expires_at=expires_at, by=by, at=at
    )


@transaction.atomic
def make_access_link(
    *, person: Person, purpose: str, target: str, expires_at: datetime, by: Person | None, at: datetime
) -> str:
    """A token that opens one thing for one person until it expires; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    link = AccessLink.objects.create(
        token_hash=token_hash(token), person=person, purpose=purpose, target=target, expires_at=expires_at
    )
    note(f"make_{purpose}_link", link, by=by, at=at, person=person.pk)
    return token


@transaction.atomic
def revoke_links(*, links: models.QuerySet[AccessLink], by: Person | None, at: datetime) -> int:
    """Let links open nothing any more; returns how many still did."""
    live = list(links.filter(revoked_at__isnull=True))
    for link in live:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        note("revoke_link", link, by=by, at=at, person=link.person_id)
    return len(live)


@transaction.atomic
def use_login_link(*, link: AccessLink, at: datetime) -> Person:
    """Use a link up; two who press the button at once: the second finds it used.

    Raises ``ValueError`` where it has been used meanwhile.
    """
    used = AccessLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at)
    if not used:
        raise ValueError("the link is used")
    ensure_user(person=link.person, at=at)
    note("use_login_link", link, by=link.person, at=at)
    return link.person


@transaction.atomic
def set_password(*, person: Person, password: str, at: datetime) -> None:
    """Give a person's user a password of its own; the form has judged it.

    Raises ``ValueError`` for a person without a user.
    """
    if person.user is None:
        raise ValueError("the person has no user")
    person.user.set_password(password)
    person.user.save(update_fields=["password"])
    note("set_password", person, by=person, at=at)
