# SPDX-License-Identifier: EUPL-1.2
"""Where a mail is on its way, told from what its row says. No state is stored, so none can be wrong."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """In the order in which the outbox shows them."""

    UNSURE = "unsure"
    FAILED = "failed"
    BY_HAND = "by_hand"
    LEAVING = "leaving"
    AGAIN = "again"
    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    CANCELLED = "cancelled"


#: What somebody must do something about.
NEEDS_SOMEBODY = frozenset({State.UNSURE, State.FAILED, State.BY_HAND})
#: What has not come to its end.
ON_ITS_WAY = frozenset({State.LEAVING, State.AGAIN, State.WAITING})


class Marks(Protocol):
    """What a row says of its way."""

    sent_at: datetime | None
    cancelled_at: datetime | None
    held_at: datetime | None
    handed_at: datetime | None
    failed_at: datetime | None
    lease_ends_at: datetime | None
    due_at: datetime
    attempts: int


def state_of(row: Marks, *, at: datetime, has_server: bool) -> State:
    """Where a mail is now; the first line that holds decides."""
    leased = row.lease_ends_at is not None and row.lease_ends_at > at
    told: tuple[tuple[bool, State], ...] = (
        (row.sent_at is not None, State.SENT),
        (row.cancelled_at is not None, State.CANCELLED),
        (leased, State.LEAVING),
        (row.handed_at is not None, State.UNSURE),
        (row.held_at is not None, State.HELD),
        (row.failed_at is not None, State.FAILED),
        (row.due_at > at, State.WAITING),
        (not has_server, State.BY_HAND),
        (row.attempts > 0, State.AGAIN),
    )
    return next((state for holds, state in told if holds), State.LEAVING)
