# SPDX-License-Identifier: EUPL-1.2
"""How the jobs are doing, for ``lagesbild doctor`` and ``/halsa/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from lagesbild.audit.sealing import first_line_at
from lagesbild.jobs.models import JobState
from lagesbild.jobs.registry import jobs
from lagesbild.jobs.rules import is_overdue
from lagesbild.lib import swedish
from lagesbild.lib.health import Check
from lagesbild.lib.periods import STOCKHOLM


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


def last_worked() -> dict[str, datetime | None]:
    """When each job last worked."""
    states = dict(JobState.objects.values_list("name", "last_ok_at"))
    return {job.name: states.get(job.name) for job in jobs()}


def check_jobs(*, at: datetime) -> list[Check]:
    """When each job last worked; long silence is a fault.

    None in a demonstration: its clock stands still, so nothing is ever due there.
    """
    if settings.INSTALLATION.pinned_day is not None:
        return []
    found = health_of_jobs(at=at, known_since=first_line_at())
    return [Check(f"job:{job.name}", job.title, not job.overdue, _sentence(job, at)) for job in found]


def _sentence(job: JobHealth, at: datetime) -> str:
    when = ""
    if job.last_ok_at is not None:
        when = swedish.moment(job.last_ok_at.astimezone(STOCKHOLM), year=at.astimezone(STOCKHOLM).year)
    words = f"Gick senast {when}." if when else "Har inte gått än."
    if job.last_error:
        words += f" Senaste försöket stannade: {job.last_error}"
    elif job.overdue:
        words += " Starta arbetaren: «lagesbild serve» eller «lagesbild worker»."
    return words
