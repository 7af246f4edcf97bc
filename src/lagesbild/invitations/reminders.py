# SPDX-License-Identifier: EUPL-1.2
"""When who is reminded of what: values in, planned reminders out. No clock, no table.

Computed from the round, never from today: a plan made on Monday and one made on Wednesday are the
same plan, so a reminder can neither slip away nor come back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from lagesbild.dialogues.quiet import after_quiet, holds
from lagesbild.lib.periods import STOCKHOLM, Period, day_of
from lagesbild.lib.workdays import is_workday, workday_from, workdays_before

MOST = 2
#: Reminders leave when the day at the office begins.
CLOCK = time(8)
#: A deadline earlier in the day than this is reminded of the day before.
TOO_EARLY = time(10)
DAYS_BETWEEN = 2


@dataclass(frozen=True)
class Asked:
    """One organisation that is asked for a report in one round, and who is written to about it.

    ``already`` are the days when each person has been reminded of it.
    """

    round_id: int
    organisation_id: int
    people: tuple[int, ...]
    asked_at: datetime
    deadline_at: datetime
    lock_at: datetime
    has_reported: bool = False
    is_collecting: bool = True
    reminds: bool = True
    quiet: tuple[Period, ...] = ()
    already: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, order=True)
class About:
    """What a reminder is about; ``number`` is the first or the second."""

    round_id: int
    organisation_id: int
    number: int


@dataclass(frozen=True)
class Planned:
    """One digest to one person, about everything that the person has left to answer."""

    at: datetime
    person_id: int
    about: tuple[About, ...]


def moments(asked: Asked) -> tuple[datetime, ...]:
    """When an organisation that has not answered is reminded: at most twice, on workdays at 8.

    The last one on the day to answer by (the workday before, where that is early in the day), the
    first two workdays earlier. In a quiet period both wait for the first workday after it, and are
    one. None on the day of the invitation, and none once the round is locked.
    """
    if asked.has_reported or not asked.is_collecting or not asked.reminds:
        return ()
    due = after_quiet(asked.deadline_at, asked.quiet).astimezone(STOCKHOLM)
    last = (
        due.date() if is_workday(due.date()) and due.time() >= TOO_EARLY else workdays_before(due.date(), 1)
    )
    days = {_free(day, asked.quiet) for day in (workdays_before(last, DAYS_BETWEEN), last)}
    asked_on = day_of(after_quiet(asked.asked_at, asked.quiet))
    ends = max(asked.lock_at, after_quiet(asked.deadline_at, asked.quiet))
    found = (datetime.combine(day, CLOCK, STOCKHOLM) for day in sorted(days) if day > asked_on)
    return tuple(moment for moment in found if moment < ends and moment < _meeting(asked, ends))


def _meeting(asked: Asked, ends: datetime) -> datetime:
    """A lock on a day that is not quiet is the meeting: nobody is reminded after it."""
    return ends if holds(day_of(asked.lock_at), asked.quiet) else asked.lock_at


def _free(day: date, quiet: tuple[Period, ...]) -> date:
    while (period := holds(day, quiet)) is not None and period.ends_before is not None:
        day = workday_from(period.ends_before)
    return day


def plan(everything: Iterable[Asked]) -> list[Planned]:
    """All reminders of all rounds: one digest a person and day, whatever the dialogues."""
    digests: dict[tuple[datetime, int], list[About]] = {}
    for asked in everything:
        for person in asked.people:
            reminded = sorted(day for who, day in asked.already if who == person)
            left = [m for m in moments(asked) if not reminded or day_of(m) > reminded[-1]]
            for number, moment in enumerate(left[: MOST - len(reminded)], start=len(reminded) + 1):
                about = About(asked.round_id, asked.organisation_id, number)
                digests.setdefault((moment, person), []).append(about)
    return [
        Planned(moment, person, tuple(sorted(about)))
        for (moment, person), about in sorted(digests.items(), key=lambda d: d[0])
    ]
