# SPDX-License-Identifier: EUPL-1.2
"""The chain over the audit lines shows what was altered, taken out or put in afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lagesbild.accounts.models import Person
from lagesbild.audit.models import AuditEntry
from lagesbild.audit.operations import note
from lagesbild.audit.sealing import seal, verify

NOON = datetime(2026, 6, 15, 10, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def lines(db: None) -> list[AuditEntry]:
    AuditEntry.objects.all().delete()  # those of the indicators' definitions
    person = Person.objects.create(email="anna@prov.example")
    for number in range(5):
        note(
            "do",
            person,
            by=person if number % 2 else None,
            at=NOON + timedelta(seconds=number),
            b=number,
            a=1,
        )
    return list(AuditEntry.objects.order_by("pk"))


def test_a_sealed_chain_holds_and_grows(lines: list[AuditEntry]) -> None:
    assert seal(NOON) == 5
    assert seal(NOON) == 0
    first = verify()
    assert (first.sealed, first.unsealed, first.broken_at) == (5, 0, None)
    note("do", lines[0], by=None, at=NOON)
    assert verify().unsealed == 1
    seal(NOON)
    assert verify().broken_at is None
    assert verify().last_seal != first.last_seal


@pytest.mark.parametrize(
    "change",
    [
        {"operation": "other"},
        {"at": NOON},
        {"object_id": "9"},
        {"ids": {"a": 2, "b": 2}},
        {"by_id": None},
    ],
)
def test_a_line_that_is_altered_shows(lines: list[AuditEntry], change: dict[str, object]) -> None:
    seal(NOON)
    AuditEntry.objects.filter(pk=lines[3].pk).update(**change)
    assert verify().broken_at == 4


def test_a_line_that_is_taken_out_shows(lines: list[AuditEntry]) -> None:
    seal(NOON)
    lines[1].delete()
    assert verify().broken_at == 2


def test_two_lines_that_change_places_show(lines: list[AuditEntry]) -> None:
    seal(NOON)
    second, third = AuditEntry.objects.order_by("place")[1:3]
    AuditEntry.objects.filter(pk=second.pk).update(place=99)
    AuditEntry.objects.filter(pk=third.pk).update(place=2)
    AuditEntry.objects.filter(pk=second.pk).update(place=3)
    assert verify().broken_at == 2


def test_a_line_that_is_committed_late_is_sealed_after_those_before_it(lines: list[AuditEntry]) -> None:
    late = lines[0]
    AuditEntry.objects.filter(pk=late.pk).delete()
    seal(NOON)
    AuditEntry.objects.bulk_create([late])
    assert seal(NOON) == 1
    assert verify().broken_at is None
