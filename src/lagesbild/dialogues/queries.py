# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of dialogues, rounds and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.queries import audience_in, roles_on
from lagesbild.dialogues.models import Dialogue, Edition, Report, Round, Submission
from lagesbild.dialogues.permissions import refusal_to_read
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.periods import Period
from lagesbild.organisations.models import Organisation


def find_dialogue(slug: str | None) -> Dialogue | None:
    """The dialogue with this slug; without one, the only dialogue there is."""
    dialogues = Dialogue.objects.select_related("area")
    if slug:
        return dialogues.filter(slug=slug).first()
    only = list(dialogues.order_by("pk")[:2])
    return only[0] if len(only) == 1 else None


def member_organisations(dialogue: Dialogue) -> QuerySet[Organisation]:
    """Organisations that have belonged to the dialogue, with their names at hand."""
    return (
        Organisation.objects.filter(memberships__dialogue=dialogue)
        .order_by("memberships__group__order", "memberships__order")
        .prefetch_related("aliases")
        .distinct()
    )


def audience_of(person: Person | None, dialogue: Dialogue, *, day: date) -> Audience:
    """How much a person may read in a dialogue on a day.

    Somebody who is there for members only sees rounds from the day that the first of them joined,
    unless the earlier ones have been opened to it; coordinators and readers see all.
    """
    sees = {
        organisation: opened or joined
        for organisation, joined, opened in dialogue.memberships.filter(joined_on__lte=day)
        .filter(Q(left_before__isnull=True) | Q(left_before__gt=day))
        .values_list("organisation_id", "joined_on", "sees_from")
    }
    audience = audience_in(person, dialogue_id=dialogue.pk, member_ids=frozenset(sees), day=day)
    if audience.level is not Level.GROUP or person is None or not audience.organisations:
        return audience
    if roles_on(person, day).filter(dialogue=dialogue, kind=Role.Kind.READER).exists():
        return audience
    return replace(audience, sees_from=min(sees[pk] for pk in audience.organisations))


def rounds_seen_by(dialogue: Dialogue, audience: Audience) -> QuerySet[Round]:
    """The rounds that are open to a reader."""
    rounds = dialogue.rounds.all()
    return rounds if audience.sees_from is None else rounds.filter(held_on__gte=audience.sees_from)


def quiet_periods(dialogue: Dialogue) -> list[Period]:
    """The days when the dialogue rests."""
    return [Period(*days) for days in dialogue.quiet_periods.values_list("starts_on", "ends_before")]


def audiences_for(person: Person | None, *, day: date) -> dict[Dialogue, Audience]:
    """The dialogues that a person takes part in, by name, and how much they may read in each."""
    if person is None:
        return {}
    roles = roles_on(person, day)
    of_a_role = Q(pk__in=roles.values("dialogue")) | Q(
        memberships__organisation__in=roles.values("organisation")
    )
    candidates = Dialogue.objects.filter(of_a_role).select_related("area").order_by("name").distinct()
    audiences = {d: audience_of(person, d, day=day) for d in candidates}
    return {d: audience for d, audience in audiences.items() if audience.level is not Level.PUBLIC}


def dialogues_for(person: Person | None, *, day: date) -> list[Dialogue]:
    """The dialogues that a person takes part in."""
    return list(audiences_for(person, day=day))


def find_round(dialogue: Dialogue, address: str) -> Round | None:
    """The round at an address, ``2026-02-10`` or ``2026-02-10-2``; None where there is none.

    A round that was moved is found at the day it stood on before, unless another stands there now.
    """
    day, ordinal = address[:10], address[11:] or "1"
    try:
        where = {"held_on": date.fromisoformat(day), "ordinal": int(ordinal)}
    except ValueError:
        return None
    former = {f"former_addresses__{name}": value for name, value in where.items()}
    return (
        dialogue.rounds.filter(**where).first()
        or dialogue.rounds.filter(**former).order_by("-former_addresses__id").first()
    )


def latest_submission(report: Report) -> Submission | None:
    """What the report says now: its newest version that has not been withdrawn."""
    return (
        report.submissions.filter(withdrawn_at__isnull=True).select_related("version").order_by("-id").first()
    )


#: Texts that the whole group may open: accepted reports, and old minutes.
READ_THROUGH = Q(accepted_at__isnull=False) | Q(version__is_history=True)


def readable_submission(report: Report, audience: Audience) -> Submission | None:
    """What this reader finds of a report: its newest text, or the newest that has been read through."""
    submissions = report.submissions.filter(withdrawn_at__isnull=True).select_related("version")
    if refusal_to_read(audience, report.organisation_id, read_through=False) is not None:
        submissions = submissions.filter(READ_THROUGH)
    return submissions.order_by("-id").first()


def published_editions(of: str, *, audience: str = Level.PUBLIC) -> QuerySet[Edition]:
    """What named persons have published and not taken back: pictures, or minutes."""
    standing = Edition.objects.filter(withdrawn_at__isnull=True, of=of, audience=audience)
    return standing.select_related("dialogue__area", "round")


def last_edition(dialogue: Dialogue | None = None) -> Edition | None:
    """The newest picture that a named person published and has not taken back."""
    editions = published_editions(Edition.Of.PICTURE).select_related("released_by")
    if dialogue is not None:
        editions = editions.filter(dialogue=dialogue)
    return editions.order_by("-released_at", "-id").first()
