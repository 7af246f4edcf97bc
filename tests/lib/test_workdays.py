# SPDX-License-Identifier: EUPL-1.2
"""Office hours: mail leaves when somebody is there to read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.lib.periods import STOCKHOLM
from lagesbild.lib.workdays import is_workday, next_office_moment

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))


@given(MOMENTS)
def test_the_next_office_moment_lies_in_office_hours_and_never_before(at: datetime) -> None:
    moment = next_office_moment(at)
    here = moment.astimezone(STOCKHOLM)
    assert moment >= at
    assert is_workday(here.date())
    assert 8 <= here.hour < 16
    assert next_office_moment(moment) == moment
    assert moment - at < timedelta(days=8), "no rest in the calendar is longer"


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 6, 12, 15, 59), datetime(2026, 6, 12, 15, 59)),
        (datetime(2026, 6, 12, 16, 0), datetime(2026, 6, 15, 8)),
        (datetime(2026, 6, 15, 7, 59), datetime(2026, 6, 15, 8)),
        (datetime(2026, 6, 19, 10), datetime(2026, 6, 22, 8)),  # midsummer's eve
        (datetime(2026, 12, 23, 17), datetime(2026, 12, 28, 8)),
        (datetime(2026, 3, 27, 17), datetime(2026, 3, 30, 8)),  # the clocks change in between
    ],
)
def test_moments_that_people_know(at: datetime, leaves: datetime) -> None:
    assert next_office_moment(at.replace(tzinfo=STOCKHOLM)) == leaves.replace(tzinfo=STOCKHOLM)


def test_the_eves_that_nobody_works_are_no_workdays() -> None:
    assert not any(is_workday(day) for day in (date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)))
