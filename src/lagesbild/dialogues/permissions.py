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
