# SPDX-License-Identifier: EUPL-1.2
"""When a job is tried again, and when its silence is a fault."""

from __future__ import annotations

from datetime import datetime, timedelta

#: A process that died holds its job back no longer than this.
LEASE = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
#: A job may miss some turns (a restart, a long night's backup) before anybody is called.
TURNS_MISSED = 4
AT_LEAST = timedelta(minutes=30)


def next_try(at: datetime, attempts: int) -> datetime:
    """When a job that failed ``attempts`` times in a row is tried again: 1 minute, 2, 4, at most an hour.

    >>> from datetime import UTC
    >>> at = datetime(2026, 6, 15, 10, tzinfo=UTC)
    >>> [str(next_try(at, n) - at) for n in (1, 2, 3, 20)]
    ['0:01:00', '0:02:00', '0:04:00', '1:00:00']
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 10)
    return at + min(doubled, LONGEST_WAIT)


def is_overdue(*, last_ok_at: datetime | None, known_since: datetime, every: timedelta, at: datetime) -> bool:
    """Whether a job has been silent for so long that somebody must look.

    ``known_since`` stands in for a success that has never been.
    """
    return at - (last_ok_at or known_since) > max(every * TURNS_MISSED, AT_LEAST)
