# SPDX-License-Identifier: EUPL-1.2
"""The rhythm of a dialogue as values: "andra måndagen varannan månad kl. 9". Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from lagesbild.dialogues.quiet import holds
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM, Period

ORDINALS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", -1: "sista"}
WEEKDAYS = {0: "måndagen", 1: "tisdagen", 2: "onsdagen", 3: "torsdagen", 4: "fredagen"}
EVERY_MONTH = tuple(range(1, 13))
EVERY_OTHER = {tuple(range(1, 13, 2)), tuple(range(2, 13, 2))}
#: Two years of days hold any rhythm's next meeting.
FURTHEST = 24


@dataclass(frozen=True)
class Rhythm:
    """Which weekday of which months, when, how long and where."""

    weekday: int
    ordinal: int
    months: tuple[int, ...]
    clock: time
    minutes: int
    place: str = ""

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Rhythm | None:
        """The rhythm as a table keeps it."""
        if not stored:
            return None
        return cls(
            weekday=stored["weekday"],
            ordinal=stored["ordinal"],
            months=tuple(stored["months"]),
            clock=time.fromisoformat(stored["clock"]),
            minutes=stored["minutes"],
            place=stored.get("place", ""),
        )

    def stored(self) -> dict[str, Any]:
        """What ``read`` takes."""
        return {
            "weekday": self.weekday,
            "ordinal": self.ordinal,
            "months": list(self.months),
            "clock": f"{self.clock:%H:%M}",
            "minutes": self.minutes,
            "place": self.place,
        }

    @property
    def words(self) -> str:
        """The rhythm as one says it.

        >>> Rhythm(0, 2, (2, 4, 6, 8, 10, 12), time(9), 120).words.replace(swedish.NBSP, " ")
        'andra måndagen varannan månad kl. 9.00'
        """
        clock = f"{self.clock.hour}.{self.clock.minute:02d}"
        return f"{ORDINALS[self.ordinal]} {WEEKDAYS[self.weekday]} {self._months()} kl.{swedish.NBSP}{clock}"

    def _months(self) -> str:
        if self.months == EVERY_MONTH:
            return "varje månad"
        if self.months in EVERY_OTHER:
            return "varannan månad"
        return "i " + swedish.listed([swedish.MONTHS[m - 1] for m in self.months])


@dataclass(frozen=True)
class Proposal:
    """A meeting that the rhythm proposes."""

    starts_at: datetime
    ends_at: datetime
    place: str


def day_in(rhythm: Rhythm, year: int, month: int) -> date:
    """The rhythm's day in a month.

    >>> day_in(Rhythm(0, 2, EVERY_MONTH, time(9), 60), 2026, 8)
    datetime.date(2026, 8, 10)
    """
    if rhythm.ordinal == -1:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - rhythm.weekday) % 7)
    first = date(year, month, 1)
    offset = (rhythm.weekday - first.weekday()) % 7
    return first + timedelta(days=offset + 7 * (rhythm.ordinal - 1))


def next_meeting(rhythm: Rhythm, after: date, *, quiet: list[Period], taken: set[date]) -> Proposal | None:
    """The first day of the rhythm after another that is neither quiet nor has a round; None within two years."""
    for step in range(FURTHEST + 1):
        month = (after.month - 1 + step) % 12 + 1
        year = after.year + (after.month - 1 + step) // 12
        if month not in rhythm.months:
            continue
        day = day_in(rhythm, year, month)
        if day > after and day not in taken and holds(day, quiet) is None:
            starts_at = datetime.combine(day, rhythm.clock, STOCKHOLM)
            return Proposal(starts_at, starts_at + timedelta(minutes=rhythm.minutes), rhythm.place)
    return None
