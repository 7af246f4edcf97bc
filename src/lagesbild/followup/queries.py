# SPDX-License-Identifier: EUPL-1.2
"""What is open when a round meets: one item in as many rounds as it takes, until a person closes it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q

from lagesbild.followup.models import Appearance, FollowUpItem
from lagesbild.lib.audience import Audience
from lagesbild.sources.models import KnownQuerySet

Kind = FollowUpItem.Kind
#: What a meeting goes through before the members: what somebody waits for. Needs are met and actions
#: without a day go on; neither waits for an answer.
ON_AGENDA = Q(kind__in=[Kind.PROMISE, Kind.QUESTION]) | Q(kind=Kind.ACTION, due_before__isnull=False)


def open_on_agenda(
    *,
    dialogue_id: int,
    held_on: date,
    ordinal: int,
    audience: Audience,
    at: datetime,
    met_in: int | None = None,
) -> list[FollowUpItem]:
    """Items of earlier rounds that were open at a moment: those with a day first, then the oldest.

    Nothing is copied to a round: an item is on its agenda because nobody has closed it, also where
    the meeting in between was moved or cancelled. With ``met_in``, a round's id, also those that its
    meeting began with and has closed.
    """
    stands = (Q(closed_at__isnull=True) | Q(closed_at__gt=at)) & ~Q(kind=Kind.QUESTION, answered=True)
    if met_in is not None:
        stands |= Q(pk__in=Appearance.objects.filter(round=met_in).values("item"))
    earlier = Q(round__held_on__lt=held_on) | Q(round__held_on=held_on, round__ordinal__lt=ordinal)
    return list(
        _known(dialogue_id, audience, at)
        .filter(earlier)
        .filter(stands)
        .filter(ON_AGENDA)
        .select_related("owner", "round", "reporter", "fact__version")
        .prefetch_related("appearances")
        .order_by(F("due_before").asc(nulls_last=True), "round__held_on", "pk")
    )


def settled_between(
    *, dialogue_id: int, audience: Audience, since: datetime, until: datetime
) -> list[FollowUpItem]:
    """Items that were closed during a meeting, in the order in which they were."""
    return list(
        _known(dialogue_id, audience, until)
        .filter(closed_at__gte=since, closed_at__lte=until)
        .select_related("owner", "round", "reporter")
        .order_by("closed_at", "pk")
    )


def _known(dialogue_id: int, audience: Audience, at: datetime) -> KnownQuerySet:
    """The dialogue's items that had been said by a moment and not taken back."""
    rows = FollowUpItem.objects.filter(dialogue_id=dialogue_id, known_from__lte=at)
    return rows.filter(Q(known_until__isnull=True) | Q(known_until__gt=at)).visible_to(audience)
