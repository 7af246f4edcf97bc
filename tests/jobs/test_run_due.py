# SPDX-License-Identifier: EUPL-1.2
"""Jobs run when they are due, one process at a time, and none stops another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lagesbild.jobs import registry
from lagesbild.jobs.models import JobState
from lagesbild.jobs.operations import run_due
from lagesbild.jobs.queries import health_of_jobs
from lagesbild.jobs.rules import LEASE

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def job(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[datetime]]:
    """Registers a job among no others; returns the list of moments when it ran."""
    monkeypatch.setattr(registry, "_jobs", {})

    def make(name: str, fails: bool = False) -> list[datetime]:
        ran: list[datetime] = []

        def run(at: datetime) -> None:
            ran.append(at)
            if fails:
                raise OSError("no road")

        registry.register(name, title=name, every=HOUR, run=run)
        return ran

    return make


def test_a_job_runs_at_once_and_then_at_its_hours(job: Callable[..., list[datetime]]) -> None:
    ran = job("a")
    for minutes in (0, 1, 59, 60, 61, 125):
        run_due(at=NOON + timedelta(minutes=minutes))
    assert [(at - NOON).seconds // 60 for at in ran] == [0, 60, 125]


def test_a_job_that_fails_stops_no_other_and_is_tried_again_soon(job: Callable[..., list[datetime]]) -> None:
    broken, sound = job("a", fails=True), job("b")
    outcomes = run_due(at=NOON)
    assert [(o.name, bool(o.error)) for o in outcomes] == [("a", True), ("b", False)]
    for minutes in (1, 2, 3):
        run_due(at=NOON + timedelta(minutes=minutes))
    assert [(at - NOON).seconds // 60 for at in broken] == [0, 1, 3]
    assert len(sound) == 1
    state = JobState.objects.get(name="a")
    assert (state.attempts, state.last_ok_at) == (3, None)
    assert "no road" in state.last_error


def test_what_another_process_runs_is_left_alone_until_it_must_have_died(
    job: Callable[..., list[datetime]],
) -> None:
    ran = job("a")
    JobState.objects.create(name="a", next_at=NOON, last_started_at=NOON, lease_ends_at=NOON + LEASE)
    run_due(at=NOON + LEASE - timedelta(seconds=1))
    assert ran == []
    run_due(at=NOON + LEASE)
    assert len(ran) == 1


def test_silence_becomes_a_fault(job: Callable[..., list[datetime]]) -> None:
    job("a")
    assert [h.overdue for h in health_of_jobs(at=NOON, known_since=None)] == [False]
    assert [h.overdue for h in health_of_jobs(at=NOON, known_since=NOON - 5 * HOUR)] == [True]
    run_due(at=NOON)
    assert [h.overdue for h in health_of_jobs(at=NOON + 4 * HOUR, known_since=NOON)] == [False]
    assert [h.overdue for h in health_of_jobs(at=NOON + 5 * HOUR, known_since=NOON)] == [True]


def test_two_jobs_of_one_name_are_a_mistake(job: Callable[..., list[datetime]]) -> None:
    job("a")
    with pytest.raises(ValueError, match="two jobs"):
        job("a")
