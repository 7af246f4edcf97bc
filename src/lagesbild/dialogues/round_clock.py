# SPDX-License-Identifier: EUPL-1.2
"""When a round's reports are due and when it locks: computed from the round, never from today. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from lagesbild.lib.periods import STOCKHOLM, day_of, end_of
from lagesbild.lib.workdays import workdays_before, workdays_between


@dataclass(frozen=True)
class RoundClock:
    """A round's moments. ``starts_at`` is None where there is no meeting."""

    held_on: date
    starts_at: datetime | None
    ends_at: datetime | None
    deadline_at: datetime
    lock_at: datetime


def meeting_clock(
    starts_at: datetime, ends_at: datetime | None, *, deadline_workdays: int, deadline_clock: time
) -> RoundClock:
    """An ordinary round: due some workdays before, locked when the meeting starts."""
    held_on = day_of(starts_at)
    due = datetime.combine(workdays_before(held_on, deadline_workdays), deadline_clock, STOCKHOLM)
    return RoundClock(held_on, starts_at, ends_at, min(due, starts_at), starts_at)


def crisis_clock(deadline_at: datetime) -> RoundClock:
    """A crisis round: no meeting, due at a moment, locked when that day ends."""
    held_on = day_of(deadline_at)
    return RoundClock(held_on, None, None, deadline_at, end_of(held_on))


def moved(clock: RoundClock, starts_at: datetime, *, at: datetime) -> RoundClock:
    """The same round at another time: as long, due as many workdays before at the same clock.

    A day to answer that would already be over is no day to answer: then until the meeting.
    """
    length = clock.ends_at - clock.starts_at if clock.ends_at and clock.starts_at else None
    days = workdays_between(day_of(clock.deadline_at), clock.held_on)
    due_clock = clock.deadline_at.astimezone(STOCKHOLM).time()
    new = meeting_clock(
        starts_at,
        starts_at + length if length is not None else None,
        deadline_workdays=days,
        deadline_clock=due_clock,
    )
    if new.deadline_at > at:
        return new
    return RoundClock(new.held_on, new.starts_at, new.ends_at, new.lock_at, new.lock_at)


def is_late(reported_at: datetime | None, deadline_at: datetime | None) -> bool:
    """Whether a report came after "svara senast"; without both moments nobody is late."""
    return reported_at is not None and deadline_at is not None and reported_at > deadline_at
