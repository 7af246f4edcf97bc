# SPDX-License-Identifier: EUPL-1.2
"""Whether one may answer, and whether a round can be called: a Refusal, or None."""

from __future__ import annotations

from datetime import datetime

from lagesbild.dialogues import states
from lagesbild.dialogues.models import Round
from lagesbild.lib.refusal import Refusal


def refusal_to_answer(turn: Round, *, is_member: bool, until: datetime, at: datetime) -> Refusal | None:
    """One answers while the meeting is to come, and for a member."""
    if turn.state == Round.State.CANCELLED:
        return Refusal("meeting_cancelled")
    if turn.state == Round.State.HELD or at >= until:
        return Refusal("meeting_over")
    return None if is_member else Refusal("left_dialogue")


def refusal_to_invite(turn: Round, *, people: int, at: datetime) -> Refusal | None:
    """Members are asked to a meeting that is to come, or for reports in a crisis that is not over."""
    if turn.state in (states.HELD, states.CANCELLED):
        return Refusal(states.BECAUSE[turn.state])
    if turn.kind == Round.Kind.ORDINARY and turn.starts_at is None:
        return Refusal("no_clock")
    if turn.kind == Round.Kind.ORDINARY and turn.starts_at is not None and turn.starts_at <= at:
        return Refusal("meeting_over")
    return None if people else Refusal("nobody_to_invite")
