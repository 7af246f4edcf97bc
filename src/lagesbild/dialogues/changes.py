# SPDX-License-Identifier: EUPL-1.2
"""What changed most: the published rule, as functions of values.

With six or more earlier values a change is measured against the series' own usual movement; else by
its relative size. Series are only ever compared with themselves, never across populations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

#: How many earlier values a series needs before its own spread says what is much.
ENOUGH_HISTORY = 6

#: Turns a median size of deviations into the scale of a standard deviation (Rousseeuw & Croux 1993).
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
    """How much a series usually moves: the median size of its steps, scaled to a standard deviation.

    Steps are measured from nothing and not from each other: a series that swings to and fro moves
    much, and one that rises by the same amount each time is expected to rise by it again. Falls back
    on the mean size where most steps are nothing.
    """
    sizes = [abs(b - a) for a, b in pairwise(values)]
    if not sizes:
        return 0.0
    return MAD_TO_SD * median(sizes) or sum(sizes) / len(sizes)
