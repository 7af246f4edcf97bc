# SPDX-License-Identifier: EUPL-1.2
"""Two processes on one database: writers queue, readers never wait, nothing is half done or done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any

import pytest

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


@pytest.fixture
def figure(loaded: Any) -> Any:
    """An undecided figure of the loaded minutes."""
    return loaded.version.facts.filter(kind="quantity", quote="12").get()


def accept_here(fact: Any) -> None:
    from lagesbild.dialogues.accepting import Desk, accept_fact

    desk = Desk.for_version(fact.version)
    accept_fact(desk=desk, fact=desk.fact(fact.pk), by=None, at=NOON)


def observations(fact: Any) -> int:
    from lagesbild.indicators.models import Observation

    return Observation.objects.filter(lineage=fact.lineage, known_until__isnull=True).count()


def test_a_reader_does_not_wait_for_a_writer(another: Callable[..., Any], figure: Any) -> None:
    from lagesbild.sources.models import Fact

    writer = another("accept_and_hang", figure.pk)
    writer.go()
    writer.wait_for("inside")
    assert Fact.objects.filter(pk=figure.pk).exists()
    assert observations(figure) == 0, "what is not committed is not seen"
    writer.go()
    assert writer.outcome() == "done"
    assert observations(figure) == 1


def test_two_writers_queue_and_both_get_through(
    another: Callable[..., Any], figure: Any, loaded: Any
) -> None:
    from threading import Timer

    other = loaded.version.facts.filter(kind="promise").first()
    writer = another("accept_and_hang", figure.pk)
    writer.go()
    writer.wait_for("inside")
    Timer(0.5, writer.go).start()
    accept_here(other)
    assert writer.outcome() == "done"
    assert {d.fact_id for f in (figure, other) for d in f.decisions.all()} == {figure.pk, other.pk}


def test_a_process_that_dies_in_the_middle_leaves_nothing(another: Callable[..., Any], figure: Any) -> None:
    from lagesbild.audit.models import AuditEntry

    before = AuditEntry.objects.count()
    writer = another("accept_and_hang", figure.pk)
    writer.go()
    writer.wait_for("inside")
    writer.kill()
    assert observations(figure) == 0
    assert not figure.decisions.exists()
    assert AuditEntry.objects.count() == before
    accept_here(figure)
    assert observations(figure) == 1


def test_the_same_fact_accepted_by_two_at_once_becomes_one_figure(
    another: Callable[..., Any], figure: Any
) -> None:
    first, second = another("accept_and_hang", figure.pk), another("accept", figure.pk)
    first.go()
    first.wait_for("inside")
    second.go()
    sleep(1)  # long enough to get as far as it can while the first is not done
    first.go()
    assert [process.outcome() for process in (first, second)] == ["done", "done"]
    assert observations(figure) == 1


def test_the_same_minutes_loaded_by_two_at_once_are_there_once(
    another: Callable[..., Any], dialogue: Any, tmp_path: Path
) -> None:
    from lagesbild.dialogues.models import Report, Round
    from lagesbild.sources.models import TextVersion

    path = tmp_path / "2026-06-08.txt"
    path.write_text("Möte 2026-06-08\n\nRegion Provlän\n12 personer är varslade.\n", "utf-8")
    first, second = another("load_and_hang", dialogue.slug, path), another("load", dialogue.slug, path)
    first.go()
    first.wait_for("inside")
    second.go()
    sleep(1)
    first.go()
    assert first.outcome() == "done"
    second.outcome()
    assert Round.objects.filter(dialogue=dialogue).count() == 1
    assert TextVersion.objects.count() == 1
    assert Report.objects.filter(section__isnull=False).count() == 1


def test_a_login_link_lets_one_of_two_in(another: Callable[..., Any], coordinator: Any) -> None:
    from lagesbild.accounts.operations import make_login_link

    token = make_login_link(person=coordinator.person, by=None, at=NOON)
    two = [another("use_link", token) for _ in range(2)]
    for process in two:
        process.go()
    for process in two:
        process.wait_for("found")
    for process in two:
        process.go()
    assert sorted(process.outcome() for process in two) == ["ValueError", "done"]


def test_many_small_writes_from_two_sides_all_get_through(another: Callable[..., Any]) -> None:
    from lagesbild.organisations.models import Organisation

    two = [another("many", prefix, 40) for prefix in ("Bolaget", "Föreningen")]
    for process in two:
        process.go()
    assert [process.outcome() for process in two] == ["done", "done"]
    assert Organisation.objects.filter(name__regex="^(Bolaget|Föreningen) ").count() == 80
