# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of dialogues, rounds and reports."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from lagesbild.accounts.models import Person
from lagesbild.accounts.queries import audience_in, roles_on
from lagesbild.dialogues.models import Dialogue, Edition, Report, Round, Submission
from lagesbild.dialogues.permissions import refusal_to_read
from lagesbild.lib.audience import Audience, Level
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
    """How much a person may read in a dialogue on a day."""
    members = frozenset(
        dialogue.memberships.filter(joined_on__lte=day)
        .filter(Q(left_before__isnull=True) | Q(left_before__gt=day))
        .values_list("organisation_id", flat=True)
    )
    return audience_in(person, dialogue_id=dialogue.pk, member_ids=members, day=day)


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
    """The round at an address, ``2026-02-10`` or ``2026-02-10-2``; None where there is none."""
    day, ordinal = address[:10], address[11:] or "1"
    try:
        held_on = date.fromisoformat(day)
        return dialogue.rounds.filter(held_on=held_on, ordinal=int(ordinal)).first()
    except ValueError:
        return None


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


def last_edition(dialogue: Dialogue | None = None) -> Edition | None:
    """The newest picture that a named person published and has not taken back."""
    editions = Edition.objects.filter(withdrawn_at__isnull=True, audience=Level.PUBLIC).select_related(
        "dialogue__area", "round", "released_by"
    )
    if dialogue is not None:
        editions = editions.filter(dialogue=dialogue)
    return editions.order_by("-released_at", "-id").first()
