# SPDX-License-Identifier: EUPL-1.2
"""Who may publish: a ``Refusal``, or None where nothing stands in the way."""

from __future__ import annotations

from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.refusal import Refusal


def refusal_to_publish(audience: Audience) -> Refusal | None:
    """Only the coordinator decides what outsiders see."""
    return None if audience.level is Level.COORDINATOR else Refusal("not_coordinator")
