# SPDX-License-Identifier: EUPL-1.2
"""The picture's day: where it stands, what counts as known, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lagesbild.dialogues.models import Dialogue, Round
from lagesbild.lib import swedish
from lagesbild.lib.periods import end_of

#: A round within this many days of today lets the picture stand at today.
FRESH = timedelta(days=60)


@dataclass(frozen=True)
class Standing:
    """When the picture stands: its day, what counts as known, and the sentence that says so."""

    day: date
    moment: datetime
    because: str


def standing_at(dialogue: Dialogue, *, today: date, as_known_at: date | None = None) -> Standing:
    """The picture's day by the rule: the day asked for, else today when a round lies within 60 days
    of it, before or after, else the day of the latest round that was held.
    """
    if as_known_at is not None:
        return Standing(
            as_known_at,
            end_of(as_known_at),
            f"Bilden visar vad forumet visste {swedish.day_short(as_known_at)}.",
        )
    held = dialogue.rounds.filter(held_on__lte=today).exclude(
        state__in=[Round.State.PLANNED, Round.State.CANCELLED]
    )
    latest = held.order_by("-held_on").values_list("held_on", flat=True).first()
    near = dialogue.rounds.filter(held_on__range=(today - FRESH, today + FRESH)).exclude(
        state=Round.State.CANCELLED
    )
    if latest is None or near.exists():
        return Standing(today, end_of(today), f"Bilden står vid dagens datum, {swedish.day_short(today)}.")
    return Standing(
        latest,
        end_of(today),
        f"Bilden står vid den senaste omgången, {swedish.day_short(latest)}, eftersom den är äldre än 60 dagar.",
    )
