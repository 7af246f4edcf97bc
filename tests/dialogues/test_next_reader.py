# SPDX-License-Identifier: EUPL-1.2
"""A later version of the reader: what is decided stays, what it sees otherwise is listed."""

from __future__ import annotations

import pytest
from forum import ACCEPTED, Forum, at, fact_of
from scripted_reader import Script

from lagesbild.dialogues import accepting
from lagesbild.dialogues.visibility import read_again
from lagesbild.indicators.models import Observation
from lagesbild.lib.audience import PUBLIC
from lagesbild.sources.models import FactDecision, Reading, TextVersion
from lagesbild.sources.queries import latest_decisions, text_for

TEXT = "De 63 företagen har svarat. Det är 927 i korttidsarbete och 123 varslade. Bolaget är litet."
LATER = at("2026-07-01")


@pytest.fixture
def version(forum: Forum, script: Script) -> TextVersion:
    script.says("De 63 företagen", "quantity", value=63, unit="count", of="företagen", role="population")
    script.says("927", "quantity", value=927, unit="count", of="korttidsarbete", within="De 63 företagen")
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    return forum.send(TEXT).version


def read_with(script: Script, version: TextVersion) -> Reading:
    """Let a new version of the reader read the text."""
    script.reader_version = "script-2"
    read_again(version=version, by=None, at=LATER)
    return version.readings.get(reader_version="script-2")


def said(script: Script, quote: str, **fields: object) -> None:
    """Let the next reader understand a fact otherwise."""
    script.lines = [line for line in script.lines if line.quote != quote]
    script.says(quote, "quantity", **fields)


def test_a_decided_fact_is_untouched_and_the_difference_is_listed(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "123")
    fact, decisions = fact_of(version, "123"), FactDecision.objects.count()
    said(script, "123", value=123, unit="count", of="varslade", forecast=True)
    reading = read_with(script, version)
    after = fact_of(version, "123")
    assert (after.pk, after.payload, after.reading) == (fact.pk, fact.payload, fact.reading)
    assert FactDecision.objects.count() == decisions
    (difference,) = reading.differences
    assert difference["lineage"] == str(fact.lineage)
    assert difference["was"] == fact.payload
    assert difference["now"]["forecast"] is True


def test_a_decided_fact_that_the_reader_no_longer_sees_is_listed(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "123")
    script.lines = [line for line in script.lines if line.quote != "123"]
    assert read_with(script, version).differences == [
        {"lineage": str(fact_of(version, "123").lineage), "was": fact_of(version, "123").payload, "now": None}
    ]


def test_a_rejected_fact_is_not_suggested_again(forum: Forum, version: TextVersion, script: Script) -> None:
    accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=ACCEPTED)
    said(script, "123", value=123, unit="count", of="uppsagda")
    read_with(script, version)
    assert latest_decisions([fact_of(version, "123")])[fact_of(version, "123").pk].verdict == "rejected"


def test_the_same_reading_by_a_later_reader_differs_in_nothing(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "123")
    before = list(version.facts.values_list("pk", "lineage", "payload", "within"))
    assert read_with(script, version).differences == []
    assert list(version.facts.values_list("pk", "lineage", "payload", "within")) == before


def test_suggestions_follow_the_later_reader(forum: Forum, version: TextVersion, script: Script) -> None:
    script.lines = [line for line in script.lines if line.quote != "123"]
    said(script, "927", value=927, unit="count", of="korttidspermitterade")
    script.says("Bolaget är litet.", "assessment", tone="worried")
    read_with(script, version)
    assert {f.quote: f.payload.get("of") for f in version.facts.all()} == {
        "De 63 företagen": "företagen",
        "927": "korttidspermitterade",
        "Bolaget är litet.": None,
    }


def test_a_decided_figure_keeps_the_population_it_stands_under(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "927")
    said(script, "De 63 företagen", value=63, unit="count", of="företag", role="population")
    read_with(script, version)
    within = fact_of(version, "927").within
    assert within is not None
    assert within.quote == "De 63 företagen"


def test_a_new_suggestion_finds_its_population_among_decided_facts(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "De 63 företagen")
    script.says("123 varslade", "change", change="increase", within="De 63 företagen")
    read_with(script, version)
    within = fact_of(version, "123 varslade").within
    assert within is not None
    assert within.quote == "De 63 företagen"


def test_a_fact_that_was_opened_again_keeps_its_history(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version, "123")
    fact = fact_of(version, "123")
    accepting.unaccept_fact(fact=fact, by=forum.coordinator, at=at("2026-06-20"))
    script.lines = [line for line in script.lines if line.quote != "123"]
    read_with(script, version)
    assert [d.verdict for d in fact_of(version, "123").decisions.all()] == ["accepted", "open"]
    assert Observation.objects.known_at(at("2026-06-15")).filter(lineage=fact.lineage).exists()


def test_what_a_person_added_is_no_difference(forum: Forum, version: TextVersion, script: Script) -> None:
    start = TEXT.index("litet")
    accepting.add_fact(
        desk=accepting.Desk.for_version(version),
        start=start,
        end=start + 5,
        kind="need",
        payload={},
        by=forum.coordinator,
        at=ACCEPTED,
    )
    assert read_with(script, version).differences == []
    assert version.facts.filter(quote="litet").exists()


def test_an_aside_that_only_the_later_reader_sees_is_held_back_with_its_figures(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.accept(version)
    script.says("Det är 927 i korttidsarbete och 123 varslade.", "aside")
    read_with(script, version)
    assert "927" not in text_for(version, audience=PUBLIC)
    assert set(Observation.objects.values_list("audience", flat=True)) == {"coordinator"}


def test_an_aside_that_was_released_is_not_held_back_by_a_later_reader(forum: Forum, script: Script) -> None:
    script.says("Bolaget är litet.", "aside")
    version = forum.send(TEXT).version
    row = version.ranges.get()
    from lagesbild.dialogues.visibility import lift_range

    lift_range(row=row, by=forum.coordinator, at=ACCEPTED)
    read_with(script, version)
    assert text_for(version, audience=PUBLIC) == TEXT
