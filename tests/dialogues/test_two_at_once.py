# SPDX-License-Identifier: EUPL-1.2
"""Two people decide about one fact at the same moment: one target, not two."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from forum import ACCEPTED, fact_of, make_forum
from scripted_reader import Script

from lagesbild.dialogues import accepting
from lagesbild.indicators.models import Observation
from lagesbild.sources.models import FactDecision, TextVersion


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_a_fact_at_once_write_it_once(script: Script) -> None:
    forum = make_forum()
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    version = forum.send("Vi har 123 varslade.").version
    start = threading.Barrier(2)
    faults: list[BaseException] = []

    def accept(by: Any) -> None:
        try:
            mine = TextVersion.objects.get(pk=version.pk)
            desk = accepting.Desk.for_version(mine)
            fact = fact_of(mine, "123")
            start.wait(timeout=30)
            accepting.accept_fact(desk=desk, fact=fact, by=by, at=ACCEPTED)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(by,)) for by in (forum.coordinator, forum.colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert FactDecision.objects.count() == 1
    assert Observation.objects.count() == 1
