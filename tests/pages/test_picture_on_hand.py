# SPDX-License-Identifier: EUPL-1.2
"""A kept picture is never older than the last write, and never another reader's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import NOON, load_minutes

from lagesbild.audit.models import AuditEntry
from lagesbild.audit.operations import note
from lagesbild.audit.queries import COUNTED, mark_of_last_write
from lagesbild.dialogues.accepting import reject_fact
from lagesbild.dialogues.visibility import set_visibility
from lagesbild.sources.models import Fact

MORE = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-06-12

Företagarringen
Orderingången har ökat med 4 %. 3 personer är varslade.
"""


@pytest.fixture(autouse=True)
def _at_noon(stand_at):
    stand_at(NOON)


def part_of(somebody) -> str:
    page = somebody.client.get("/d/prov/")
    assert page.status_code == 200
    return page.context["shown"].part


def queries_of(somebody) -> int:
    with CaptureQueriesContext(connection) as asked:
        part_of(somebody)
    return len(asked)


def test_a_second_visit_asks_little_and_shows_the_same(accepted, reader):
    first = part_of(reader)
    cold = queries_of(reader)
    cache.clear()
    assert queries_of(reader) > 2 * cold
    assert part_of(reader) == first


def fact_of(words: str) -> Fact:
    return Fact.objects.get(quote__contains=words, kind="quantity")


def hold_back(words: str, by) -> None:
    fact = fact_of(words)
    set_visibility(
        version=fact.version, start=fact.start, end=fact.end, level="coordinator", ground="g", by=by, at=NOON
    )


WRITES = {
    "a fact is rejected": lambda d, by: reject_fact(fact=fact_of("15 %"), by=by, at=NOON),
    "words are held back": lambda d, by: hold_back("15 %", by),
    "minutes are loaded": lambda d, by: load_minutes(d, MORE, "2026-06-12.txt", accept_all=True),
}


@pytest.mark.parametrize("what", WRITES)
def test_after_a_write_the_picture_is_the_one_made_anew(what, accepted, dialogue, reader, coordinator):
    before = part_of(reader)
    WRITES[what](dialogue, coordinator.person)
    after = part_of(reader)
    cache.clear()
    assert after == part_of(reader)
    assert after != before


def test_what_one_reader_saw_is_not_shown_to_one_who_may_read_less(accepted, coordinator, reader):
    hold_back("15 %", coordinator.person)
    assert "Orderingång" in part_of(coordinator)
    assert "Orderingång" not in part_of(reader)


def test_the_next_day_it_is_made_again(accepted, reader, stand_at):
    part_of(reader)
    kept = queries_of(reader)
    stand_at(NOON + timedelta(days=1))
    assert queries_of(reader) > kept


def test_two_writers_at_once_both_move_the_mark(dialogue):
    """The one with the lower number may be done last; then only the count tells."""
    note("late", dialogue, by=None, at=NOON)
    late = AuditEntry.objects.latest("pk")
    note("early", dialogue, by=None, at=NOON)
    both = mark_of_last_write()
    late.delete()
    assert mark_of_last_write() != both


def test_the_mark_asks_one_question_and_counts_the_latest_only(dialogue, django_assert_num_queries):
    for _ in range(COUNTED + 20):
        note("often", dialogue, by=None, at=NOON)
    with django_assert_num_queries(1):
        last, count = mark_of_last_write()
    assert count == COUNTED
    assert last
