# SPDX-License-Identifier: EUPL-1.2
"""Half-open periods of days, and moments in Swedish time.

The reader says both days inclusive, tables keep ``[starts_on, ends_before)``: converted here and
nowhere else.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ONE_DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days from ``starts_on`` up to but not including ``ends_before``; None is an open side."""

    starts_on: date | None
    ends_before: date | None

    @property
    def last_day(self) -> date | None:
        """The last day inside, None where the period is open."""
        return self.ends_before - ONE_DAY if self.ends_before else None


def half_open(first: str | date | None, last: str | date | None) -> Period:
    """The reader's inclusive days as a period.

    >>> half_open("2020-06-11", "2020-09-10").ends_before
    datetime.date(2020, 9, 11)
    """
    first_day = date.fromisoformat(first) if isinstance(first, str) else first
    last_day = date.fromisoformat(last) if isinstance(last, str) else last
    return Period(first_day, last_day + ONE_DAY if last_day and last_day < date.max else None)


def one_day(day: date) -> Period:
    """The period of a single day."""
    return Period(day, day + ONE_DAY)


def start_of(day: date) -> datetime:
    """The first moment of a day, Swedish time."""
    return datetime.combine(day, time.min, STOCKHOLM)


def end_of(day: date) -> datetime:
    """The midnight that ends a day: what is "known at" the day was known before it.

    The last day of the calendar has no next one and ends with its last moment.
    """
    return start_of(day + ONE_DAY) if day < date.max else datetime.combine(day, time.max, UTC)


def day_of(moment: datetime) -> date:
    """The Swedish day that holds a moment."""
    return moment.astimezone(STOCKHOLM).date()
