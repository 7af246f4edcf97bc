# SPDX-License-Identifier: EUPL-1.2
"""Swedish workdays: Monday to Friday, without holidays and the eves that offices keep."""

from __future__ import annotations

from datetime import date, datetime, time

import holidays

from lagesbild.lib.periods import ONE_DAY, STOCKHOLM

OPENS, CLOSES = time(8), time(16)

_FREE_DAYS = holidays.country_holidays(
    "SE", categories=(holidays.PUBLIC, holidays.DE_FACTO), include_sundays=False
)


def is_workday(day: date) -> bool:
    """Whether offices are open.

    >>> is_workday(date(2026, 6, 18)), is_workday(date(2026, 6, 19)), is_workday(date(2026, 6, 20))
    (True, False, False)
    """
    return day.weekday() < 5 and day not in _FREE_DAYS


def workday_from(day: date) -> date:
    """The day itself or the first workday after it."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def next_office_moment(at: datetime) -> datetime:
    """This moment where it is a workday between 8 and 16, else the next opening.

    >>> next_office_moment(datetime(2026, 6, 12, 17, tzinfo=STOCKHOLM)).isoformat()
    '2026-06-15T08:00:00+02:00'
    """
    here = at.astimezone(STOCKHOLM)
    if is_workday(here.date()) and OPENS <= here.time() < CLOSES:
        return at
    day = here.date() if here.time() < OPENS else here.date() + ONE_DAY
    return datetime.combine(workday_from(day), OPENS, STOCKHOLM)


def workdays_before(day: date, count: int) -> date:
    """The day that lies ``count`` workdays before another.

    >>> workdays_before(date(2026, 6, 22), 1)
    datetime.date(2026, 6, 18)
    """
    while count > 0:
        day -= ONE_DAY
        count -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """How many workdays one goes back from ``last`` to come to ``first`` or past it; 0 from the day itself."""
    count = 0
    while last > first:
        last -= ONE_DAY
        count += is_workday(last)
    return count
