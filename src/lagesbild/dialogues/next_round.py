# SPDX-License-Identifier: EUPL-1.2
"""When a dialogue meets next: as it is planned, or as its rhythm proposes."""

from __future__ import annotations

from datetime import date

from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.rhythm import Proposal, Rhythm, next_meeting


def proposed_meeting(dialogue: Dialogue, *, today: date) -> Proposal | None:
    """What the rhythm proposes after the last round; None without a rhythm."""
    rhythm = Rhythm.read(dialogue.rhythm_rule)
    if rhythm is None:
        return None
    taken = set(dialogue.rounds.filter(held_on__gte=today).values_list("held_on", flat=True))
    last = max(taken, default=today)
    return next_meeting(rhythm, max(last, today), quiet=quiet_periods(dialogue), taken=taken)
