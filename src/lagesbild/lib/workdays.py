# SPDX-License-Identifier: EUPL-1.2
"""Swedish workdays: Monday to Friday, without holidays and the eves that offices keep."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

ONE_DAY = timedelta(days=1)

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
