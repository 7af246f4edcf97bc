# SPDX-License-Identifier: EUPL-1.2
"""What the picture shows, in which order, and what it never puts together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from forum import Forum, at, fact_of
from scripted_reader import Script

from lagesbild.dialogues import operations
from lagesbild.dialogues.models import Report, Round
from lagesbild.indicators.models import IndicatorVersion, Observation
from lagesbild.organisations.models import Organisation

KEYS = {
    "dialogue", "round", "changes", "deadlines", "promises", "actions", "questions", "measures", "concerns",
    "bright_spots", "news", "next_meeting", "clashes", "forecasts", "needs", "headline", "standing", "rule", "mood",
}  # fmt: skip
ROUNDS = ["2025-09-15", "2025-11-17", "2026-01-19", "2026-02-16", "2026-03-16", "2026-04-20", "2026-06-15"]


@pytest.fixture
def say(forum: Forum, script: Script) -> Any:
    """Let a member say figures in a round, all accepted: ``say("2026-04-20", varslade=12)``."""

    def said(
        day: str, *, by: Organisation | None = None, more: dict[str, Any] | None = None, **figures: Any
    ) -> Report:
        script.forget()
        for of, value in figures.items():
            script.says(str(value), "quantity", value=value, unit="count", of=of, **(more or {}))
        text = " ".join(f"Det är {value} {of}." for of, value in figures.items())
        turn = forum.round_on(day)
        sent = forum.send(text, by=by, turn=turn, sent_at=at(day, 8))
        forum.accept(sent.version, when=at(day, 9))
        return sent.report

    return said


def titles(lines: list[dict[str, Any]]) -> list[str]:
    return [line["indicator"] or line["of"] for line in lines]


# Always all keys ----------------------------------------------------------------------------------


def test_before_the_first_round_the_picture_is_empty_with_all_keys(forum: Forum) -> None:
    Round.objects.all().delete()
    picture = forum.picture()
    assert picture.keys() >= KEYS
    assert picture["round"]["date"] is None
    for key in ("changes", "deadlines", "promises", "actions", "questions", "measures", "news", "clashes"):
        assert picture[key] == []


def test_the_picture_is_plain_json(forum: Forum, say: Any) -> None:
    import json

    say("2026-06-15", varslade=12)
    picture = forum.picture()
    assert picture.keys() >= KEYS
    assert json.loads(json.dumps(picture)) == picture


def test_every_line_leads_to_its_sentence_in_its_report(forum: Forum, say: Any) -> None:
    report = say("2026-06-15", varslade=12)
    source = forum.picture()["news"][0]["source"]
    version = report.submissions.get().version
    assert (source["report"], source["version"]) == (report.pk, version.pk)
    assert version.text[source["start"] : source["end"]] == source["text"] == source["quote"] == "12"
    assert (source["before"], source["after"].rstrip()) == ("Det är ", " varslade.")
    assert source["url"].endswith(f"#f{fact_of(version, '12').pk}")


# What changed -------------------------------------------------------------------------------------


def test_a_figure_is_compared_with_the_one_before_in_its_series(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=50)
    say("2026-06-15", varslade=12)
    (line,) = forum.picture()["changes"]
    assert (line["value"], line["previous"], line["delta"], line["since"]) == (12, 50, -38, "2026-04-20")
    assert line["points"] == [50, 12]


def test_the_biggest_change_comes_first(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=100, nyanställda=200, konkurser=300)
    say("2026-06-15", varslade=110, nyanställda=120, konkurser=303)
    assert titles(forum.picture()["changes"]) == ["nyanstallda", "varslade", "konkurser"]


def test_with_six_earlier_values_a_series_is_held_against_itself(forum: Forum, say: Any) -> None:
    """A calm series that moves a little says more than a wild one that moves a lot."""
    for day, calm, wild in zip(
        ROUNDS[:-1], (100, 101, 99, 100, 101, 100), (20, 90, 15, 80, 25, 95), strict=True
    ):
        say(day, varslade=calm, nyanställda=wild)
    say(ROUNDS[-1], varslade=110, nyanställda=30)
    assert titles(forum.picture()["changes"]) == ["varslade", "nyanstallda"]


def test_measured_changes_come_before_stated_and_these_before_worded(
    forum: Forum, say: Any, script: Script
) -> None:
    say("2026-04-20", varslade=50)
    script.forget()
    script.says("49", "quantity", value=49, unit="count", of="varslade")
    script.says("20 %", "quantity", value=20, unit="%", of="orderingång", change="decrease")
    script.says("Något färre konkurser", "change", change="decrease", of="konkurser")
    script.says("7", "quantity", value=7, unit="count", of="hyllmeter")
    version = forum.send(
        "Något färre konkurser. Ned 20 % i order. Det är 7 hyllmeter och 49 varslade."
    ).version
    forum.accept(version)
    picture = forum.picture()
    assert [line["source"]["text"] for line in picture["changes"]] == ["49", "20 %", "Något färre konkurser"]
    assert [line["source"]["text"] for line in picture["news"]] == ["7"]


def test_figures_of_different_populations_are_never_compared(forum: Forum, say: Any) -> None:
    say("2026-04-20", by=forum.board, varslade=500)  # the county's
    say("2026-06-15", by=forum.ring, varslade=12)  # the ring's own firms
    picture = forum.picture()
    assert picture["changes"] == []
    assert titles(picture["news"]) == ["varslade"]


def test_a_panel_of_firms_is_another_population_than_the_reporters_own(
    forum: Forum, say: Any, script: Script
) -> None:
    say("2026-04-20", varslade=50)
    script.forget()
    script.says("De 63 företagen", "quantity", value=63, unit="count", of="företagen", role="population")
    script.says("12", "quantity", value=12, unit="count", of="varslade", within="De 63 företagen")
    forum.accept(forum.send("De 63 företagen: 12 varslade.").version)
    assert forum.picture()["changes"] == []


def test_a_panels_figure_is_not_held_against_the_reporters_own_when_both_are_there(
    forum: Forum, say: Any, script: Script
) -> None:
    say("2026-04-20", varslade=50)
    script.forget()
    script.says("De 63 företagen", "quantity", value=63, unit="count", of="företagen", role="population")
    script.says("12", "quantity", value=12, unit="count", of="varslade", within="De 63 företagen")
    script.says("40", "quantity", value=40, unit="count", of="varslade")
    forum.accept(forum.send("Det är 40 varslade hos oss. De 63 företagen: 12 varslade.").version)
    picture = forum.picture()
    assert [(line["value"], line["previous"]) for line in picture["changes"]] == [(40, 50)]
    assert [line["value"] for line in picture["news"]] == [12]


def test_a_panel_of_another_size_is_the_same_population(forum: Forum, script: Script) -> None:
    for day, n, value in (("2026-04-20", 60, 50), ("2026-06-15", 63, 12)):
        script.forget()
        script.says(f"De {n} företagen", "quantity", value=n, unit="count", of="företagen", role="population")
        script.says(
            str(value), "quantity", value=value, unit="count", of="varslade", within=f"De {n} företagen"
        )
        sent = forum.send(
            f"De {n} företagen: {value} varslade.", turn=forum.round_on(day), sent_at=at(day, 8)
        )
        forum.accept(sent.version, when=at(day, 9))
    (line,) = forum.picture()["changes"]
    assert (line["delta"], line["population"]["n"]) == (-38, 63)


def test_definitions_that_cannot_be_compared_are_not(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=50)
    old = IndicatorVersion.objects.get(indicator__code="varslade")
    IndicatorVersion.objects.create(
        indicator=old.indicator,
        number=2,
        name="Varslade personer",
        definition="En annan avgränsning.",
        unit=old.unit,
        stock_flow=old.stock_flow,
        terms=old.terms,
        comparable_with_previous=False,
        valid_from=date(2026, 6, 1),
    )
    say("2026-06-15", varslade=12)
    picture = forum.picture()
    assert (picture["changes"], titles(picture["news"])) == ([], ["varslade"])


def test_a_new_wording_that_can_be_compared_is(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=50)
    old = IndicatorVersion.objects.get(indicator__code="varslade")
    IndicatorVersion.objects.create(
        indicator=old.indicator,
        number=2,
        name="Varslade personer",
        definition="Samma sak, bättre sagd.",
        unit=old.unit,
        stock_flow=old.stock_flow,
        terms=old.terms,
        valid_from=date(2026, 6, 1),
    )
    say("2026-06-15", varslade=12)
    assert titles(forum.picture()["changes"]) == ["varslade"]


def test_a_forecast_is_no_earlier_value(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=50, more={"forecast": True})
    say("2026-06-15", varslade=12)
    assert forum.picture()["changes"] == []


# Two values, one thing ----------------------------------------------------------------------------


def test_two_values_for_one_thing_are_both_shown_with_the_question(forum: Forum, say: Any) -> None:
    second = ensure_second_board(forum)
    say("2026-06-15", by=forum.board, varslade=40)
    say("2026-06-15", by=second, varslade=50)
    picture = forum.picture()
    assert sorted(line["value"] for line in picture["news"]) == [40, 50]
    (clash,) = picture["clashes"]
    assert {clash["first"]["text"], clash["second"]["text"]} == {"40", "50"}


@pytest.mark.parametrize(
    "other",
    [
        {"nature": "forecast"},
        {"reading_as": "change"},
        {"period_from": "2026-05-01"},
        {"population": "de små"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_values_of_different_things_are_no_rivals(forum: Forum, say: Any, other: dict[str, Any]) -> None:
    say("2026-06-15", by=forum.board, varslade=40)
    report = say("2026-06-15", by=ensure_second_board(forum), varslade=50)
    assert len(forum.picture()["clashes"]) == 1
    forum.change(report.submissions.get().version, "50", **other)
    assert forum.picture()["clashes"] == []


def test_the_same_value_twice_is_no_question(forum: Forum, say: Any) -> None:
    say("2026-06-15", by=forum.board, varslade=40)
    say("2026-06-15", by=ensure_second_board(forum), varslade=40)
    assert forum.picture()["clashes"] == []


def ensure_second_board(forum: Forum) -> Organisation:
    """Another public body that speaks for the same county."""
    from lagesbild.organisations.operations import ensure_organisation

    return ensure_organisation(
        name="Arbetsmarknadsverket",
        kind=Organisation.Kind.AUTHORITY,
        area=forum.area,
        by=None,
        at=at("2026-01-01"),
    )


# Days, promises, meetings -------------------------------------------------------------------------


def test_days_ahead_come_soonest_first_and_past_ones_are_gone(forum: Forum, script: Script) -> None:
    script.says("stödet A", "scheme", name="A", opens="2026-07-01", closes="2026-09-10")
    script.says("stödet B", "scheme", name="B", opens="2026-06-01", closes="2026-06-30")
    script.says("stödet C", "scheme", name="C", closes="2026-06-15")
    forum.accept(forum.send("Här är stödet A, stödet B och stödet C.").version)
    picture = forum.picture()
    assert [(d["name"], d["role"]) for d in picture["deadlines"]] == [
        ("C", "closes"),  # today is not past
        ("B", "closes"),
        ("A", "opens"),
        ("A", "closes"),
    ]
    assert [m["name"] for m in picture["measures"]] == ["A", "B", "C"]


def test_what_a_later_round_says_of_a_measures_day_replaces_what_was_said(
    forum: Forum, script: Script
) -> None:
    for day, closes in (("2026-04-20", "2026-08-01"), ("2026-06-15", "2026-09-01")):
        script.forget()
        script.says("stödet A", "scheme", name="Stödet A", closes=closes)
        sent = forum.send("Här är stödet A.", turn=forum.round_on(day), sent_at=at(day, 8))
        forum.accept(sent.version, when=at(day, 9))
    assert [d["to"] for d in forum.picture()["deadlines"]] == ["2026-09-01"]
    assert [d["to"] for d in forum.picture(known_at=date(2026, 6, 14))["deadlines"]] == ["2026-08-01"]


@pytest.mark.parametrize(
    ("due", "state"),
    [("2026-06-14", "without_news"), ("2026-06-15", "under_way"), ("2026-07-01", "under_way")],
)
def test_a_promise_is_without_news_the_day_after_it_was_due(
    forum: Forum, script: Script, due: str, state: str
) -> None:
    script.says("Vi återkommer", "promise", due_to=due)
    forum.accept(forum.send("Vi återkommer.").version)
    (promise,) = forum.picture()["promises"]
    assert (promise["state"], promise["due_to"]) == (state, due)


def test_promises_of_earlier_rounds_stay_until_somebody_closes_them(forum: Forum, script: Script) -> None:
    script.says("Vi återkommer", "promise")
    sent = forum.send("Vi återkommer.", turn=forum.round_on("2026-01-19"), sent_at=at("2026-01-19", 8))
    forum.accept(sent.version, when=at("2026-01-19", 9))
    (promise,) = forum.picture()["promises"]
    assert promise["said_on"] == "2026-01-19"


def test_answered_questions_are_not_asked(forum: Forum, script: Script) -> None:
    script.says("Vem gör vad?", "question", answered=False)
    script.says("Vem betalar?", "question", answered=True)
    forum.accept(forum.send("Vem gör vad? Vem betalar? Kommunen.").version)
    assert [q["text"] for q in forum.picture()["questions"]] == ["Vem gör vad?"]


def test_the_next_meeting_is_what_comes_first_of_plan_and_text(forum: Forum, script: Script) -> None:
    assert forum.picture()["next_meeting"] is None
    script.says("31 augusti", "date", **{"from": "2026-08-31", "to": "2026-08-31"}, role="meeting")
    forum.accept(forum.send("Nästa möte är den 31 augusti.").version)
    assert forum.picture()["next_meeting"]["date"] == "2026-08-31"
    operations.ensure_round(
        dialogue=forum.dialogue,
        held_on=date(2026, 8, 24),
        state=Round.State.PLANNED,
        by=None,
        at=at("2026-06-15"),
    )
    assert forum.picture()["next_meeting"]["date"] == "2026-08-24"


def test_concerns_and_bright_spots_stand_under_the_members_group(forum: Forum, script: Script) -> None:
    script.says("oro för elpriset", "assessment", tone="worried", topic="elpriset")
    script.says("fulla order", "assessment", tone="positive", topic="order")
    forum.accept(forum.send("Stor oro för elpriset men fulla order.").version)
    picture = forum.picture()
    assert [(c["topic"], c["group"]) for c in picture["concerns"]] == [("elpriset", "Näringslivet")]
    assert [(c["topic"], c["who"]) for c in picture["bright_spots"]] == [("order", "Företagarringen")]


def test_another_dialogues_facts_are_not_in_the_picture(forum: Forum, say: Any) -> None:
    say("2026-06-15", varslade=12)
    other = operations.create_dialogue(slug="annan", name="Annan", by=None, at=at("2026-01-01"))
    turn = operations.ensure_round(dialogue=other, held_on=date(2026, 6, 15), by=None, at=at("2026-01-01"))
    sent = forum.send("Det är 12 varslade.", turn=turn)
    forum.accept(sent.version)
    assert Observation.objects.count() == 2
    assert len(forum.picture()["news"]) == 1


def test_the_picture_costs_as_many_queries_with_many_facts_as_with_few(forum: Forum, say: Any) -> None:
    say("2026-04-20", varslade=50, nyanställda=60)
    say("2026-06-15", varslade=12, nyanställda=60)
    with CaptureQueriesContext(connection) as few:
        forum.picture()
    for day in ROUNDS[:4]:
        say(day, varslade=51, nyanställda=61, konkurser=7, hyllmeter=9)
    say("2026-06-15", by=forum.chamber, varslade=13, nyanställda=61, konkurser=8, hyllmeter=10)
    with CaptureQueriesContext(connection) as many:
        forum.picture()
    assert len(many) <= len(few)
