# SPDX-License-Identifier: EUPL-1.2
"""What changed most: the published rule, as functions of values.

With six or more earlier values a change is measured against the series' own usual movement; else by
its relative size. Series are only ever compared with themselves, never across populations.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

#: How many earlier values a series needs before its own spread says what is much.
ENOUGH_HISTORY = 6

#: Turns a median absolute deviation into the scale of a standard deviation (Rousseeuw & Croux 1993).
MAD_TO_SD = 1.4826

RULE_TEXT = (
    "Först jämförs varje siffra med uppgiftslämnarens förra värde i samma serie. Har serien minst sex tidigare "
    "värden räknas ändringen i förhållande till hur mycket serien brukar röra sig, annars i procent av förra "
    "värdet. Sedan kommer ändringar som medlemmarna själva anger, först i tal och sedan i ord. Siffror för olika "
    "grupper av företag jämförs aldrig med varandra."
)


def weight_of_change(now: float, earlier: Sequence[float]) -> float:
    """How big a change is, comparable between series; ``earlier`` in order of time, newest last.

    Raises ``ValueError`` without any earlier value.

    >>> weight_of_change(50, [100])
    0.5
    """
    if not earlier:
        raise ValueError("a change needs an earlier value")
    step = now - earlier[-1]
    if len(earlier) >= ENOUGH_HISTORY:
        spread = robust_spread(earlier)
        if spread > 0:
            return abs(step) / spread
    base = abs(earlier[-1])
    return abs(step) / base if base else float(bool(step))


def robust_spread(values: Sequence[float]) -> float:
    """Median absolute deviation of the steps between values, scaled to a standard deviation.

    The steps and not the levels: a series that rises steadily has a small spread, so that a turn
    stands out. Falls back on the mean absolute step where most steps are alike.
    """
    steps = [b - a for a, b in zip(values, values[1:], strict=False)]
    if not steps:
        return 0.0
    middle = median(steps)
    spread = MAD_TO_SD * median(abs(s - middle) for s in steps)
    return spread or sum(abs(s) for s in steps) / len(steps)
