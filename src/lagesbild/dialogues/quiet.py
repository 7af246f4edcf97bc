# SPDX-License-Identifier: EUPL-1.2
"""Quiet periods: days when no mail leaves, no link expires and no counter runs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from lagesbild.lib.periods import STOCKHOLM, Period, day_of
from lagesbild.lib.workdays import workday_from


def holds(day: date, periods: Iterable[Period]) -> Period | None:
    """The quiet period that a day lies in."""
    return next((p for p in periods if _starts(p) <= day < _ends(p)), None)


def first_day_after(day: date, periods: Sequence[Period]) -> date:
    """The day itself, or the first workday when nothing is quiet any longer."""
    while (period := holds(day, periods)) is not None:
        day = workday_from(_ends(period))
    return day


def after_quiet(moment: datetime, periods: Sequence[Period]) -> datetime:
    """A moment outside quiet days is itself; one inside moves to the first workday after, same clock.

    What is due, expires or is counted from does so then.
    """
    day = day_of(moment)
    moved = first_day_after(day, periods)
    if moved == day:
        return moment
    return datetime.combine(moved, moment.astimezone(STOCKHOLM).time(), STOCKHOLM)


def extended(start: datetime, end: datetime, periods: Sequence[Period]) -> datetime:
    """The end of a time that does not run on quiet days: as much later as lay in them.

    Days that open up by the extension and are quiet as well extend it again.
    """
    day, last = day_of(start), day_of(end)
    while day <= last:
        if holds(day, periods) is not None:
            last += timedelta(days=1)
        day += timedelta(days=1)
    return after_quiet(_same_clock(end, last), periods)


def _same_clock(moment: datetime, day: date) -> datetime:
    local = moment.astimezone(STOCKHOLM)
    return moment if local.date() == day else datetime.combine(day, local.time(), STOCKHOLM)


def _starts(period: Period) -> date:
    return period.starts_on or date.min


def _ends(period: Period) -> date:
    return period.ends_before or date.max
