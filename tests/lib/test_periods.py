# SPDX-License-Identifier: EUPL-1.2
"""Days inclusive outside, half-open inside; converted in one place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.lib.periods import Period, half_open, one_day

DAYS = st.dates(max_value=date.max - timedelta(days=1))
OPEN = st.none() | DAYS


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020-06-11", "2020-09-10", (date(2020, 6, 11), date(2020, 9, 11))),
        ("2020-02-28", "2020-02-28", (date(2020, 2, 28), date(2020, 2, 29))),
        ("2020-12-31", "2020-12-31", (date(2020, 12, 31), date(2021, 1, 1))),
        ("2020-06-11", None, (date(2020, 6, 11), None)),
        (None, "2020-06-11", (None, date(2020, 6, 12))),
        (None, None, (None, None)),
        (date(2020, 6, 11), date(2020, 6, 11), (date(2020, 6, 11), date(2020, 6, 12))),
        (None, "9999-12-31", (None, None)),  # nothing comes after: open
    ],
)
def test_inclusive_days_become_half_open(first: object, last: object, expected: object) -> None:
    assert half_open(first, last) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("nonsense", ["2020-02-31", "snart", ""])
def test_what_is_no_day_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|out of range"):
        half_open(nonsense, None)


@given(OPEN, OPEN)
def test_there_and_back_gives_the_same_days(first: date | None, last: date | None) -> None:
    period = half_open(first, last)
    assert (period.starts_on, period.last_day) == (first, last)


@given(DAYS, DAYS)
def test_text_and_day_are_the_same(first: date, last: date) -> None:
    assert half_open(first.isoformat(), last.isoformat()) == half_open(first, last)


@given(DAYS)
def test_one_day_is_one_day_long(day: date) -> None:
    period = one_day(day)
    assert period == half_open(day, day)
    assert period.last_day == day
    assert period.ends_before is not None
    assert period.ends_before - day == timedelta(days=1)


def test_an_open_period_has_no_last_day() -> None:
    assert Period(date(2020, 1, 1), None).last_day is None
