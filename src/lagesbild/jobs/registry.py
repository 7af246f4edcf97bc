# SPDX-License-Identifier: EUPL-1.2
"""The periodic work of this installation: apps register it in ``AppConfig.ready()``.

>>> from datetime import timedelta
>>> register("exempel", title="Ett exempel", every=timedelta(hours=1), run=lambda at: None)
>>> forget("exempel")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Job:
    """Something done again and again; ``run`` is given the moment and is safe to repeat."""

    name: str
    title: str
    every: timedelta
    run: Callable[[datetime], object]


class Hindered(Exception):
    """Raised by a job that something outside the program keeps from being done now, in a Swedish sentence."""


_jobs: dict[str, Job] = {}


def register(name: str, *, title: str, every: timedelta, run: Callable[[datetime], object]) -> None:
    """Have ``run(at)`` called about every so often by one process at a time.

    ``title`` is Swedish and shown by ``lagesbild doctor``. Raises ``ValueError`` for a name that
    another job has.
    """
    if name in _jobs:
        raise ValueError(f"two jobs are called {name}")
    _jobs[name] = Job(name, title, every, run)


def forget(name: str) -> None:
    """Take a job away again; for tests."""
    _jobs.pop(name, None)


def jobs() -> list[Job]:
    """Every job, in the order of registration."""
    return list(_jobs.values())
