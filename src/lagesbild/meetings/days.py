# SPDX-License-Identifier: EUPL-1.2
"""When something is due, as one says it in a meeting. Pure."""

from __future__ import annotations

from lagesbild.lib import swedish
from lagesbild.lib.periods import Period


def period_words(due: Period, year: int) -> str:
    """A day with its weekday, or the days; "" where nothing is said."""
    if due.starts_on is None and due.last_day is None:
        return ""
    if due.last_day is not None and due.starts_on in (None, due.last_day):
        return swedish.day(due.last_day, year=year)
    return swedish.period(due.starts_on, due.last_day, year=year)
