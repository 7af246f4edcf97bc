# SPDX-License-Identifier: EUPL-1.2
"""Running what is due: one process at a time for each job, and no job stops another.

A process takes a job by compare-and-swap on its row. A lease that has run out belongs to a process
that died; whoever comes next takes over. So jobs are written to be safe when they are run again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lagesbild.jobs.models import JobState
from lagesbild.jobs.registry import Hindered, Job, jobs
from lagesbild.jobs.rules import LEASE, next_try

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of a job that was due."""

    name: str
    error: str = ""


def run_due(*, at: datetime) -> list[Outcome]:
    """Run every job that is due and that no other process is running."""
    return [_run(job, at) for job in jobs() if _take(job, at)]


def _take(job: Job, at: datetime) -> bool:
    """Whether this process got the job; of two that try at once, one does."""
    JobState.objects.get_or_create(name=job.name, defaults={"next_at": at})
    return bool(
        JobState.objects.filter(name=job.name, next_at__lte=at)
        .filter(Q(lease_ends_at__isnull=True) | Q(lease_ends_at__lte=at))
        .update(last_started_at=at, lease_ends_at=at + LEASE)
    )


def _run(job: Job, at: datetime) -> Outcome:
    mine = JobState.objects.filter(name=job.name, last_started_at=at)
    try:
        job.run(at)
    except Exception as fault:
        if isinstance(fault, Hindered):
            log.warning("job %s is hindered: %s", job.name, fault)
        else:
            log.exception("job %s failed", job.name)
        said = (str(fault) if isinstance(fault, Hindered) else f"{type(fault).__name__}: {fault}")[:300]
        attempts = JobState.objects.get(name=job.name).attempts + 1
        mine.update(attempts=attempts, last_error=said, lease_ends_at=None, next_at=next_try(at, attempts))
        return Outcome(job.name, said)
    mine.update(attempts=0, last_error="", lease_ends_at=None, last_ok_at=at, next_at=at + job.every)
    return Outcome(job.name)
