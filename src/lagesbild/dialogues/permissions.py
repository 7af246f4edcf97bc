# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a dialogue: a ``Refusal``, or None where nothing stands in the way."""

from __future__ import annotations

from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.refusal import Refusal


def refusal_to_enter(audience: Audience) -> Refusal | None:
    """Only those who take part see that the dialogue exists; pages answer others with 404."""
    return Refusal("not_member") if audience.level is Level.PUBLIC else None


def refusal_to_review(audience: Audience) -> Refusal | None:
    """Only the coordinator decides about facts, levels and reports."""
    return None if audience.level is Level.COORDINATOR else Refusal("not_coordinator")


def refusal_to_read(audience: Audience, organisation_id: int | None, *, read_through: bool) -> Refusal | None:
    """A text that the coordinator has not read through is read by the coordinator and its writer alone.

    Old minutes count as read through: the forum has had them. ``organisation_id`` is the writer's.
    """
    own = organisation_id is not None and organisation_id in audience.organisations
    if read_through or own or audience.level is Level.COORDINATOR:
        return None
    return Refusal("not_read_through")
