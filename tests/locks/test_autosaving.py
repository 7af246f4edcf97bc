# SPDX-License-Identifier: EUPL-1.2
"""Fifty people write at once, and no word is lost: each in a report of its own, and all in one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
PEOPLE = 50
PAUSES = 4


@pytest.fixture
def turn(transactional_db: None, dialogue: Any) -> Any:
    from lagesbild.dialogues.operations import ensure_round

    return ensure_round(dialogue=dialogue, held_on=date(2026, 6, 20), by=None, at=NOON)


@pytest.fixture
def people(turn: Any) -> list[Any]:
    from lagesbild.accounts.operations import ensure_person

    return [ensure_person(email=f"person{n}@prov.example", by=None, at=NOON) for n in range(PEOPLE)]


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    """Let fifty begin together, each on a connection of its own."""
    from django.db import connection

    start = Barrier(PEOPLE)

    def one(number: int) -> Any:
        start.wait(timeout=60)
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_each_in_a_report_of_its_own(turn: Any, people: list[Any]) -> None:
    from lagesbild.dialogues.models import Report
    from lagesbild.organisations.operations import ensure_organisation
    from lagesbild.reporting.drafts import save_draft
    from lagesbild.reporting.models import DraftSideVersion

    members = [ensure_organisation(name=f"Förening {n}", by=None, at=NOON) for n in range(PEOPLE)]

    def write(number: int) -> None:
        for pause in range(PAUSES):
            save_draft(
                turn=turn, organisation=members[number], text=f"Förening {number} skriver " + "mer " * pause,
                revision=pause, by=people[number], at=NOON,
            )  # fmt: skip

    all_at_once(write)
    drafts = dict(Report.objects.filter(round=turn).values_list("organisation_id", "draft_text"))
    assert drafts == {m.pk: f"Förening {n} skriver " + "mer " * (PAUSES - 1) for n, m in enumerate(members)}
    assert not DraftSideVersion.objects.exists()


def test_all_in_one_report(turn: Any, people: list[Any], organisation: Any) -> None:
    from lagesbild.dialogues.models import Report
    from lagesbild.reporting.drafts import save_draft
    from lagesbild.reporting.models import DraftSideVersion

    def write(number: int) -> bool:
        saved = save_draft(
            turn=turn, organisation=organisation, text=f"Person {number} skriver.", revision=0,
            by=people[number], at=NOON,
        )  # fmt: skip
        return saved.beside is None

    assert sum(all_at_once(write)) == 1, "one was first, the others are told"
    report = Report.objects.get(round=turn)
    kept = [report.draft_text, *DraftSideVersion.objects.values_list("text", flat=True)]
    assert sorted(kept) == sorted(f"Person {n} skriver." for n in range(PEOPLE))
