# SPDX-License-Identifier: EUPL-1.2
"""What changed most: the published rule as functions of values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues.changes import ENOUGH_HISTORY, robust_spread, weight_of_change

VALUES = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda x: round(x, 3))
POSITIVE = st.floats(min_value=1, max_value=1e6).map(lambda x: round(x, 3))


@pytest.mark.parametrize(
    ("now", "earlier", "weight"),
    [
        (50, [100], 0.5),
        (150, [100], 0.5),
        (100, [100], 0.0),
        (-50, [-100], 0.5),
        (5, [0], 1.0),  # from nothing to something
        (0, [0], 0.0),
        (110, [1, 2, 3, 4, 100], 0.1),  # five earlier values: relative to the last
    ],
)
def test_with_a_short_history_a_change_is_relative(now: float, earlier: list[float], weight: float) -> None:
    assert weight_of_change(now, earlier) == pytest.approx(weight)


def test_with_six_earlier_values_a_change_is_held_against_how_the_series_moves() -> None:
    calm, wild = [100, 101, 99, 100, 101, 100], [100, 150, 60, 140, 70, 100]
    assert weight_of_change(110, calm) > 3 > 1 > weight_of_change(110, wild)


def test_a_series_that_rises_as_it_always_does_is_no_news() -> None:
    rising = [10, 20, 31, 40, 50, 61]
    assert weight_of_change(71, rising) < 1 < weight_of_change(20, rising)


def test_a_series_that_swings_to_and_fro_is_no_calm_series() -> None:
    swinging, calm = [20, 90, 15, 80, 25, 95], [100, 101, 99, 100, 101, 100]
    assert weight_of_change(30, swinging) < 1 < weight_of_change(110, calm)


def test_one_wild_value_does_not_make_a_calm_series_wild() -> None:
    calm = [100, 101, 99, 100, 102, 101, 100]
    with_a_slip = [100, 101, 99, 1000, 102, 101, 100]
    assert weight_of_change(110, with_a_slip) > 1
    assert robust_spread(with_a_slip) < 10 * robust_spread(calm)


def test_a_series_that_never_moved_falls_back_on_percent() -> None:
    assert weight_of_change(110, [100] * ENOUGH_HISTORY) == pytest.approx(0.1)


def test_without_an_earlier_value_there_is_no_change() -> None:
    with pytest.raises(ValueError, match="earlier"):
        weight_of_change(1, [])


@given(VALUES, st.lists(VALUES, min_size=1, max_size=20))
def test_a_weight_is_a_finite_size_and_nothing_only_where_nothing_moved(
    now: float, earlier: list[float]
) -> None:
    weight = weight_of_change(now, earlier)
    assert math.isfinite(weight)
    assert weight >= 0
    assert (weight == 0) == (now == earlier[-1])


@given(POSITIVE, st.lists(POSITIVE, min_size=1, max_size=20), st.sampled_from([2, 4, 0.5, 1024]))
def test_the_unit_that_a_series_is_counted_in_does_not_matter(
    now: float, earlier: list[float], factor: float
) -> None:
    same = weight_of_change(now * factor, [e * factor for e in earlier])
    assert same == pytest.approx(weight_of_change(now, earlier))


@given(st.lists(POSITIVE, min_size=ENOUGH_HISTORY, max_size=20), POSITIVE)
def test_a_bigger_step_weighs_more(earlier: list[float], step: float) -> None:
    last = earlier[-1]
    assert weight_of_change(last + 2 * step, earlier) > weight_of_change(last + step, earlier)
