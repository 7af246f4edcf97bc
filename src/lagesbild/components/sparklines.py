# SPDX-License-Identifier: EUPL-1.2
"""The small line beside a change, drawn from numbers. Pure: geometry only."""

from collections.abc import Sequence
from dataclasses import dataclass

Point = float | tuple[float, float] | None

WIDTH, HEIGHT, MARGIN = 128.0, 36.0, 5.0


@dataclass(frozen=True)
class Bar:
    """An upright stroke for a range, coordinates as text."""

    x: str
    top: str
    bottom: str
    is_last: bool


@dataclass(frozen=True)
class Sparkline:
    """Coordinates as text, since a template would write 5.0 with a Swedish comma."""

    view_box: str
    lines: tuple[str, ...]
    """One polyline a run of values; a gap parts them."""
    dashed: str
    """The last step, when it leads to a forecast."""
    bars: tuple[Bar, ...]
    end: tuple[str, str] | None
    """Where the last value stands."""


def _pair(value: float | tuple[float, float]) -> tuple[float, float]:
    return (min(value), max(value)) if isinstance(value, tuple) else (value, value)


def sparkline(points: Sequence[Point], *, forecast: bool = False) -> Sparkline | None:
    """Place values, oldest first, in a box of 128 by 36; None where fewer than two are known.

    A number is a point on the line, a pair (low, high) an upright bar, None a gap. With
    ``forecast`` the step to the last point is drawn apart. All the same value lies in the middle.

    >>> sparkline([1, 2, None, 3]).lines
    ('5.0,31.0 44.3,18.0', '123.0,5.0')
    """
    known = [_pair(p) for p in points if p is not None]
    if len(known) < 2:
        return None
    low, high = min(p[0] for p in known), max(p[1] for p in known)
    step = (WIDTH - 2 * MARGIN) / (len(points) - 1)

    def at(index: int) -> str:
        return f"{MARGIN + index * step:.1f}"

    def height(value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN):.1f}"

    runs: list[list[str]] = [[]]
    bars: list[Bar] = []
    last = max(i for i, p in enumerate(points) if p is not None)
    for index, point in enumerate(points):
        if isinstance(point, tuple):
            bottom, top = _pair(point)
            bars.append(Bar(at(index), height(top), height(bottom), index == last))
        if point is None or isinstance(point, tuple):
            runs.append([])
        else:
            runs[-1].append(f"{at(index)},{height(point)}")
    dashed = ""
    if forecast and len(runs[-1]) >= 2:
        dashed = " ".join(runs[-1][-2:])
        runs[-1].pop()
    final = points[last]
    end = None if final is None or isinstance(final, tuple) else (at(last), height(final))
    lines = tuple(" ".join(run) for run in runs if run)
    return Sparkline(f"0 0 {WIDTH:.0f} {HEIGHT:.0f}", lines, dashed, tuple(bars), end)
