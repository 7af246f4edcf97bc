# SPDX-License-Identifier: EUPL-1.2
"""The one place that asks what time it is; doors ask here, rules get the answer as an argument.

A demonstration stands still at its pinned day, noon.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from lagesbild.lib.periods import STOCKHOLM, day_of


def now() -> datetime:
    """This moment, or noon of the demonstration's day."""
    pinned: date | None = settings.INSTALLATION.pinned_day
    if pinned is not None:
        return datetime.combine(pinned, time(12), STOCKHOLM)
    return timezone.now()


def today() -> date:
    """The Swedish day of ``now``."""
    return day_of(now())
