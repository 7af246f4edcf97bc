# SPDX-License-Identifier: EUPL-1.2
import doctest

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.components import shapes, sparklines
from lagesbild.components.sparklines import HEIGHT, WIDTH, sparkline

values = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
points = st.lists(st.one_of(st.none(), values, st.tuples(values, values)), max_size=12)


def test_the_examples_run():
    assert doctest.testmod(sparklines).failed == 0
    assert doctest.testmod(shapes).failed == 0


def test_fewer_than_two_known_values_draw_nothing():
    assert sparkline([]) is None
    assert sparkline([None, 4, None]) is None


def test_the_highest_value_stands_at_the_top():
    line = sparkline([0, 10])
    assert line is not None
    assert line.lines == ("5.0,31.0 123.0,5.0",)
    assert line.end == ("123.0", "5.0")


def test_equal_values_lie_in_the_middle():
    line = sparkline([7, 7])
    assert line is not None
    assert line.lines == ("5.0,18.0 123.0,18.0",)


def test_a_gap_is_not_bridged():
    line = sparkline([1, 2, None, 2, 1])
    assert line is not None
    assert len(line.lines) == 2


def test_the_step_to_a_forecast_is_drawn_apart():
    line = sparkline([1, 2, 3], forecast=True)
    assert line is not None
    assert line.lines == ("5.0,31.0 64.0,18.0",)
    assert line.dashed == "64.0,18.0 123.0,5.0"


def test_ranges_become_bars_and_the_last_one_is_marked():
    line = sparkline([(1, 4), (2, 9)])
    assert line is not None
    assert [bar.is_last for bar in line.bars] == [False, True]
    assert line.end is None
    assert line.lines == ()


@given(points, st.booleans())
def test_everything_stays_inside_the_box(series, forecast):
    line = sparkline(series, forecast=forecast)
    if line is None:
        return
    pairs = [pair for run in [*line.lines, line.dashed] for pair in run.split()]
    places = [tuple(map(float, pair.split(","))) for pair in pairs]
    places += [(float(bar.x), float(y)) for bar in line.bars for y in (bar.top, bar.bottom)]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
