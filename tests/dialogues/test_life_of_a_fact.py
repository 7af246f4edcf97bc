# SPDX-License-Identifier: EUPL-1.2
"""The life of a fact, rule by rule: suggestion, decision, target, next version, next reader."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from forum import ACCEPTED, SENT, Forum, at, fact_of
from scripted_reader import Script

from lagesbild.dialogues import accepting
from lagesbild.indicators.models import Indicator, IndicatorVersion, Observation
from lagesbild.lib.refusal import Refused
from lagesbild.sources import operations as sources
from lagesbild.sources.models import FactDecision, TextVersion
from lagesbild.sources.queries import latest_decisions

TEXT = "Läget är lugnt. Vi har 123 varslade hos oss. Det kom 20 nya i maj."


@pytest.fixture
def version(forum: Forum, script: Script) -> TextVersion:
    """A sent report with two figures in it."""
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    script.says("20", "quantity", value=20, unit="count", of="nyanställda")
    return forum.send(TEXT).version


def live(version: TextVersion, words: str = "123") -> list[Observation]:
    """The standing observations of a fact."""
    lineage = fact_of(version, words).lineage
    return list(Observation.objects.filter(lineage=lineage, known_until__isnull=True))


def verdict(version: TextVersion, words: str = "123") -> str | None:
    fact = fact_of(version, words)
    decision = latest_decisions([fact]).get(fact.pk)
    return decision.verdict if decision else None


# 1. A version is cut and read -----------------------------------------------------------------


def test_a_read_fact_is_a_suggestion_and_writes_nothing(version: TextVersion) -> None:
    assert verdict(version) is None
    assert not Observation.objects.exists()


def test_every_fact_quotes_its_place_in_the_text(version: TextVersion) -> None:
    assert [version.text[f.start : f.end] for f in version.facts.all()] == [
        f.quote for f in version.facts.all()
    ]


def test_a_version_cannot_be_rewritten(version: TextVersion) -> None:
    version.text = "Något annat."
    with pytest.raises(ValueError, match="immutable"):
        version.save()
    version.refresh_from_db()
    assert version.text == TEXT


def test_a_decision_cannot_be_rewritten(forum: Forum, version: TextVersion) -> None:
    forum.accept(version, "123")
    decision = FactDecision.objects.get()
    decision.verdict = FactDecision.Verdict.REJECTED
    with pytest.raises(ValueError, match="added"):
        decision.save()


# 2. Decisions ---------------------------------------------------------------------------------


def test_accepting_confirms_value_indicator_population_period_and_nature_together(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    (o,) = live(version)
    assert o.value == 123
    assert o.version is not None
    assert o.version.indicator.code == "varslade"
    assert (o.population.organisation, o.population.area) == (forum.ring, None)
    assert (o.starts_on, o.ends_before) == (forum.turn.held_on, at("2026-06-16").date())
    assert o.nature == Observation.Nature.OUTCOME
    decision = FactDecision.objects.get()
    assert {"value", "indicator", "population", "period_from", "period_to", "nature"} <= set(decision.payload)
    assert (decision.by, decision.at, decision.bulk) == (forum.coordinator, ACCEPTED, False)


def test_accepting_twice_changes_nothing(forum: Forum, version: TextVersion) -> None:
    forum.accept(version, "123")
    forum.accept(version, "123", when=at("2026-06-12"))
    assert FactDecision.objects.count() == 1
    assert Observation.objects.count() == 1


def test_a_change_replaces_the_figure_and_keeps_the_old_one_for_replay(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    forum.change(version, "123", when=at("2026-06-12"), value=132, nature="preliminary")
    (now,) = live(version)
    assert (now.value, now.nature) == (132, "preliminary")
    (before,) = Observation.objects.filter(known_until__isnull=False)
    assert (before.value, before.known_until) == (123, at("2026-06-12"))
    assert now.known_from == before.known_until
    assert [d.verdict for d in fact_of(version, "123").decisions.all()] == ["accepted", "changed"]


def test_a_change_of_one_field_keeps_what_was_changed_before(forum: Forum, version: TextVersion) -> None:
    forum.change(version, "123", value=132)
    forum.change(version, "123", nature="estimate", when=at("2026-06-12"))
    (o,) = live(version)
    assert (o.value, o.nature) == (132, "estimate")


def test_a_changed_indicator_is_proposed_the_next_time_for_the_same_words(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.change(version, "123", indicator="uppsagda")
    later = forum.send("Nu är 99 varslade.", turn=forum.round_on("2026-09-14"))
    script.forget()
    script.says("88", "quantity", value=88, unit="count", of="varslade")
    later = forum.send("Nu är 88 varslade.", turn=forum.round_on("2026-10-14"))
    forum.accept(later.version, "88")
    (o,) = live(later.version, "88")
    assert o.version is not None
    assert o.version.indicator.code == "uppsagda"


def test_what_one_organisation_bound_says_nothing_of_anothers_words(
    forum: Forum, version: TextVersion, script: Script
) -> None:
    forum.change(version, "123", indicator="uppsagda")
    other = forum.send(TEXT, by=forum.chamber)
    forum.accept(other.version, "123")
    (o,) = live(other.version)
    assert o.version is not None
    assert o.version.indicator.code == "varslade"


def test_a_rejection_writes_no_figure_and_takes_an_accepted_one_back(
    forum: Forum, version: TextVersion
) -> None:
    accepting.reject_fact(fact=fact_of(version, "20"), by=forum.coordinator, at=ACCEPTED)
    assert live(version, "20") == []
    forum.accept(version, "123")
    accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=at("2026-06-12"))
    assert live(version) == []
    assert verdict(version) == "rejected"


def test_a_person_adds_what_the_reader_did_not_see(forum: Forum, version: TextVersion) -> None:
    desk = accepting.Desk.for_version(version)
    start = TEXT.index("lugnt")
    fact = accepting.add_fact(
        desk=desk,
        start=start,
        end=start + 5,
        kind="assessment",
        payload={"tone": "neutral"},
        by=forum.colleague,
        at=ACCEPTED,
    )
    assert (fact.quote, fact.added_by, fact.reading) == ("lugnt", forum.colleague, None)
    assert verdict(version, "lugnt") == "accepted"


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 10_000)])
def test_a_fact_outside_the_text_is_refused_and_nothing_written(
    forum: Forum, version: TextVersion, span: tuple[int, int]
) -> None:
    before = version.facts.count()
    with pytest.raises(ValueError, match="outside"):
        accepting.add_fact(
            desk=accepting.Desk.for_version(version),
            start=span[0],
            end=span[1],
            kind="need",
            payload={},
            by=forum.coordinator,
            at=ACCEPTED,
        )
    assert version.facts.count() == before


def test_a_fact_of_another_version_is_not_found_on_the_desk(forum: Forum, version: TextVersion) -> None:
    other = forum.send("Här är 123 varslade.", by=forum.chamber).version
    with pytest.raises(LookupError):
        accepting.Desk.for_version(version).fact(fact_of(other, "123").pk)


# Accept all --------------------------------------------------------------------------------------


def test_accept_all_leaves_decided_facts_as_they_are(forum: Forum, version: TextVersion) -> None:
    accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=ACCEPTED)
    assert accepting.accept_all(desk=accepting.Desk.for_version(version), by=None, at=ACCEPTED) == 1
    assert (verdict(version), verdict(version, "20")) == ("rejected", "accepted")
    assert FactDecision.objects.get(verdict="accepted").bulk


def test_accept_all_twice_accepts_nothing_more(forum: Forum, version: TextVersion) -> None:
    forum.accept(version)
    assert accepting.accept_all(desk=accepting.Desk.for_version(version), by=None, at=ACCEPTED) == 0


@pytest.mark.parametrize(
    "mark", ["conditional", "denied", "quoted", "superseded", "cancelled", "withdrawn", "doubt"]
)
def test_accept_all_skips_what_nobody_claims(forum: Forum, script: Script, mark: str) -> None:
    script.says("50", "quantity", value=50, unit="count", of="varslade", **{mark: True})
    version = forum.send("Det kan bli 50 varslade.").version
    forum.accept(version)
    assert verdict(version, "50") is None
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ("varslade", "varslade"),  # exactly one definition fits
        ("hyllmeter", None),  # none
        ("uppsagda", None),  # two
    ],
)
def test_accept_all_binds_only_where_exactly_one_indicator_fits(
    forum: Forum, script: Script, of: str, code: str | None
) -> None:
    rival = Indicator.objects.create(code="uppsagningar-i-fjol")
    IndicatorVersion.objects.create(
        indicator=rival,
        number=1,
        name="Rival",
        definition="En rival.",
        unit="count",
        stock_flow="flow",
        terms={"of": ["uppsag"], "units": ["count"]},
        valid_from=forum.turn.held_on,
    )
    script.says("50", "quantity", value=50, unit="count", of=of)
    version = forum.send(f"Det är 50 {of} här.").version
    forum.accept(version)
    (o,) = live(version, "50")
    assert (o.version.indicator.code if o.version else None) == code
    assert o.of == of


def test_an_unbound_figure_stands_among_the_news_in_its_own_words(forum: Forum, script: Script) -> None:
    script.says("50", "quantity", value=50, unit="count", of="hyllmeter")
    version = forum.send("Det är 50 hyllmeter.").version
    forum.accept(version)
    (line,) = forum.picture()["news"]
    assert (line["indicator"], line["title"], line["value"]) == (None, "Hyllmeter", 50)


# Undo --------------------------------------------------------------------------------------------


def undo(forum: Forum, version: TextVersion, *, by: Any = None, when: Any = None, words: str = "123") -> None:
    accepting.undo_decision(
        desk=accepting.Desk.for_version(version),
        fact=fact_of(version, words),
        by=by or forum.coordinator,
        at=when or at("2026-06-12"),
    )


def test_undoing_an_acceptance_makes_it_a_suggestion_that_was_never_known(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    undo(forum, version, when=at("2026-06-11", 15))
    assert verdict(version) == "open"
    assert not Observation.objects.known_at(at("2026-06-11", 18)).exists()


def test_undoing_long_afterwards_does_not_rewrite_what_the_forum_knew(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    undo(forum, version, when=at("2026-09-01"))
    assert verdict(version) == "open"
    assert Observation.objects.known_at(at("2026-08-31")).exists()
    assert not Observation.objects.known_at(at("2026-09-02")).exists()


def test_accepting_again_after_an_undo_is_known_from_the_sending(forum: Forum, version: TextVersion) -> None:
    forum.accept(version, "123")
    undo(forum, version)
    forum.accept(version, "123", when=at("2026-06-13"))
    (o,) = live(version)
    assert o.known_from == SENT


def test_undoing_a_change_brings_the_accepted_value_back_without_a_gap(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    forum.change(version, "123", value=132, when=at("2026-06-12", 10))
    undo(forum, version, when=at("2026-06-12", 11))
    assert verdict(version) == "accepted"
    for hour in range(8, 14):
        rows = Observation.objects.known_at(at("2026-06-12", hour, 30))
        assert [row.value for row in rows] == [123], hour


def test_undoing_a_rejection_brings_the_accepted_value_back_without_a_gap(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=at("2026-06-12", 10))
    undo(forum, version, when=at("2026-06-12", 11))
    for hour in range(8, 14):
        assert Observation.objects.known_at(at("2026-06-12", hour, 30)).count() == 1, hour


def test_undoing_works_while_the_clock_stands_still_as_in_the_demonstration(
    forum: Forum, version: TextVersion
) -> None:
    noon = at("2026-06-12")
    forum.accept(version, "123", when=noon)
    forum.change(version, "123", value=132, when=noon)
    forum.change(version, "123", value=213, when=noon)
    undo(forum, version, when=noon)
    assert [o.value for o in live(version)] == [132]
    assert [o.value for o in Observation.objects.known_at(at("2026-06-12", 13))] == [132]


def test_undoing_a_rejected_suggestion_opens_it(forum: Forum, version: TextVersion) -> None:
    accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=ACCEPTED)
    undo(forum, version)
    assert (verdict(version), live(version)) == ("open", [])


def test_undoing_twice_goes_further_back_and_then_stops(forum: Forum, version: TextVersion) -> None:
    forum.accept(version, "123")
    forum.change(version, "123", value=132, when=at("2026-06-12", 10))
    undo(forum, version, when=at("2026-06-12", 11))
    undo(forum, version, when=at("2026-06-12", 12))
    assert (verdict(version), live(version)) == ("open", [])
    with pytest.raises(Refused) as refused:
        undo(forum, version, when=at("2026-06-12", 13))
    assert refused.value.refusal.code == "nothing_to_undo"


def test_undoing_another_persons_decision_is_refused_and_changes_nothing(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    with pytest.raises(Refused) as refused:
        undo(forum, version, by=forum.colleague)
    assert refused.value.refusal.code == "not_your_decision"
    assert (verdict(version), len(live(version))) == ("accepted", 1)


def test_undoing_nothing_is_refused(forum: Forum, version: TextVersion) -> None:
    with pytest.raises(Refused) as refused:
        undo(forum, version)
    assert refused.value.refusal.code == "nothing_to_undo"


def test_undoing_an_added_fact_leaves_no_suggestion_behind(forum: Forum, version: TextVersion) -> None:
    desk = accepting.Desk.for_version(version)
    start = TEXT.index("Läget är lugnt")
    accepting.add_fact(
        desk=desk, start=start, end=start + 14, kind="need", payload={}, by=forum.coordinator, at=ACCEPTED
    )
    undo(forum, version, words="Läget är lugnt")
    assert verdict(version, "Läget är lugnt") == "rejected"


# 6. Un-accepting ---------------------------------------------------------------------------------


def test_unaccepting_ends_the_figure_now_and_the_past_still_replays(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    accepting.unaccept_fact(fact=fact_of(version, "123"), by=forum.colleague, at=at("2026-06-20"))
    assert (verdict(version), live(version)) == ("open", [])
    assert Observation.objects.known_at(at("2026-06-19")).count() == 1
    assert not Observation.objects.known_at(at("2026-06-21")).exists()


def test_what_is_accepted_after_being_unaccepted_is_known_from_then(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    accepting.unaccept_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=at("2026-06-20"))
    forum.accept(version, "123", when=at("2026-06-25"))
    assert not Observation.objects.known_at(at("2026-06-22")).exists()
    (o,) = live(version)
    assert o.known_from == at("2026-06-25")


# One act, or none --------------------------------------------------------------------------------


def test_a_change_that_the_database_refuses_leaves_the_old_decision_standing(
    forum: Forum, version: TextVersion
) -> None:
    forum.accept(version, "123")
    with pytest.raises(IntegrityError), transaction.atomic():
        forum.change(version, "123", value=None, low=9, high=3)
    assert (verdict(version), [o.value for o in live(version)]) == ("accepted", [123])


def test_reading_the_same_version_again_with_the_same_reader_changes_nothing(version: TextVersion) -> None:
    before = list(version.facts.values_list("pk", flat=True))
    sources.read_version(version=version, at=ACCEPTED)
    assert list(version.facts.values_list("pk", flat=True)) == before
