# SPDX-License-Identifier: EUPL-1.2
"""How the jobs are doing, for ``lagesbild doctor`` and ``/halsa/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lagesbild.jobs.models import JobState
from lagesbild.jobs.registry import jobs
from lagesbild.jobs.rules import is_overdue


@dataclass(frozen=True)
class JobHealth:
    """One job: when it last worked, what stopped it last, and whether that calls for somebody."""

    name: str
    title: str
    last_ok_at: datetime | None
    last_error: str
    overdue: bool


def health_of_jobs(*, at: datetime, known_since: datetime | None) -> list[JobHealth]:
    """Every job's health; ``known_since`` is when the installation was first used (None: it never was)."""
    states = {state.name: state for state in JobState.objects.all()}
    found = []
    for job in jobs():
        state = states.get(job.name)
        last_ok_at = state.last_ok_at if state else None
        since = last_ok_at or known_since
        found.append(
            JobHealth(
                job.name,
                job.title,
                last_ok_at,
                state.last_error if state else "",
                since is not None
                and is_overdue(last_ok_at=last_ok_at, known_since=since, every=job.every, at=at),
            )
        )
    return found
