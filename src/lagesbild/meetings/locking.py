# SPDX-License-Identifier: EUPL-1.2
"""The one lock of a meeting: its round. A line falls before the end or sees it."""

from __future__ import annotations

from lagesbild.dialogues.models import Round


def lock_round(turn: Round) -> Round:
    """The round, locked until the transaction ends; the caller's object learns its state."""
    turn.state = Round.objects.select_for_update().get(pk=turn.pk).state
    return turn
