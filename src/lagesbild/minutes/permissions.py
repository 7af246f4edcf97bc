# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with minutes: a ``Refusal``, or None where nothing stands in the way."""

from __future__ import annotations

from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.refusal import Refusal
from lagesbild.minutes import states


def refusal_to_change(audience: Audience) -> Refusal | None:
    """Only the coordinator writes the minutes."""
    return None if audience.level is Level.COORDINATOR else Refusal("not_coordinator")


def refusal_to_read(audience: Audience, state: str) -> Refusal | None:
    """A draft is the coordinator's own until it is sent out: a shared draft is a public record."""
    if audience.level is Level.COORDINATOR or state != states.DRAFT:
        return None
    return Refusal("not_sent_out")
