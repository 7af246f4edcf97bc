# SPDX-License-Identifier: EUPL-1.2
"""Three clocks: what it is about, when the forum knew it, when it entered the system."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from forum import ACCEPTED, MEETING, SENT, Forum, at, fact_of
from hypothesis import given
from hypothesis import strategies as st
from scripted_reader import Script

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues import accepting, loading, operations
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.picture import standing_at
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation
from lagesbild.intake import take_in_text
from lagesbild.lib.periods import STOCKHOLM, day_of, end_of, start_of
from lagesbild.sources.models import TextVersion

TEXT = "Vi har 123 varslade hos oss."


@pytest.fixture
def varsel(script: Script) -> Script:
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    return script


def load(forum: Forum, text: str, day: str, *, loaded_at: datetime) -> TextVersion:
    """Minutes of a day, loaded and accepted much later."""
    intake = take_in_text(text)
    plan = loading.correct(
        loading.plan_minutes(intake, "minnen.txt", dialogue=forum.dialogue), held_on=date.fromisoformat(day)
    )
    return loading.load_plan(
        dialogue=forum.dialogue,
        plan=plan,
        intake=intake,
        content=None,
        accept_all=True,
        by=forum.coordinator,
        at=loaded_at,
    ).version


# Known from when ----------------------------------------------------------------------------------


def test_a_sent_figure_is_known_since_it_was_sent_and_recorded_when_it_was_accepted(
    forum: Forum, varsel: Script
) -> None:
    forum.accept(forum.send(TEXT).version)
    o = Observation.objects.get()
    assert (o.known_from, o.recorded_at) == (SENT, ACCEPTED)


def test_a_loaded_figure_is_known_since_the_meeting_day(forum: Forum, varsel: Script) -> None:
    load(forum, TEXT, "2020-06-15", loaded_at=at("2026-06-20"))
    o = Observation.objects.get()
    assert day_of(o.known_from) == date(2020, 6, 15)
    assert o.recorded_at == at("2026-06-20")
    assert not forum.picture(known_at=date(2020, 6, 14))["news"]
    assert forum.picture(known_at=date(2020, 6, 15))["news"][0]["value"] == 123


def test_the_audit_tells_when_it_was_recorded_and_not_when_it_was_known(forum: Forum, varsel: Script) -> None:
    load(forum, TEXT, "2020-06-15", loaded_at=at("2026-06-20"))
    lines = AuditEntry.objects.filter(operation__in=["load_minutes", "cut_version", "fact_accepted"])
    assert {line.at for line in lines} == {at("2026-06-20")}


@pytest.mark.parametrize("act", ["change", "reject"])
def test_a_corrected_reading_of_loaded_minutes_holds_for_the_past_too(
    forum: Forum, varsel: Script, act: str
) -> None:
    """The forum knew what the minutes say all along; only the reading was wrong."""
    version = load(forum, TEXT, "2020-06-15", loaded_at=at("2026-06-20"))
    if act == "change":
        forum.change(version, "123", when=at("2026-06-21"), value=132)
    else:
        accepting.reject_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=at("2026-06-21"))
    values = [line["value"] for line in forum.picture(known_at=date(2020, 6, 15))["news"]]
    assert values == ([132] if act == "change" else [])


def test_a_correction_of_a_sent_report_leaves_the_past_as_it_was_known(forum: Forum, varsel: Script) -> None:
    version = forum.send(TEXT).version
    forum.accept(version)
    forum.change(version, "123", when=at("2026-06-20"), value=132)
    assert [n["value"] for n in forum.picture(known_at=date(2026, 6, 19))["news"] or []] == [123]
    assert [n["value"] for n in forum.picture(known_at=date(2026, 6, 20))["news"]] == [132]


def test_unaccepting_in_loaded_minutes_leaves_the_past_as_it_was_known(forum: Forum, varsel: Script) -> None:
    version = load(forum, TEXT, "2020-06-15", loaded_at=at("2020-06-16"))
    accepting.unaccept_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=at("2020-07-01"))
    assert forum.picture(known_at=date(2020, 6, 20))["news"]
    assert not forum.picture(known_at=date(2020, 7, 1))["news"]


def test_an_item_that_was_closed_later_is_open_in_earlier_pictures(forum: Forum, script: Script) -> None:
    script.says("Vi återkommer", "promise")
    forum.accept(forum.send("Vi återkommer.").version)
    FollowUpItem.objects.update(state="closed", closed_because="Klart", closed_at=at("2026-06-20"))
    assert forum.picture(known_at=date(2026, 6, 19))["promises"]
    assert not forum.picture(known_at=date(2026, 6, 20))["promises"]


def test_a_picture_of_an_earlier_day_stands_at_the_round_of_that_day(forum: Forum, varsel: Script) -> None:
    forum.accept(forum.send(TEXT).version)
    later = forum.round_on("2026-09-14")
    varsel.says("99", "quantity", value=99, unit="count", of="varslade")
    forum.accept(forum.send("Nu 99 varslade.", turn=later, sent_at=at("2026-09-10")).version)
    assert forum.picture(known_at=date(2026, 9, 14))["changes"][0]["value"] == 99
    earlier = forum.picture(known_at=date(2026, 9, 13))
    assert (earlier["round"]["date"], earlier["news"][0]["value"]) == ("2026-06-15", 123)


# Known at D is before the midnight that ends D, in Sweden ------------------------------------------


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ("2026-01-15", datetime(2026, 1, 15, 23, tzinfo=UTC)),  # winter time, UTC+1
        ("2026-06-15", datetime(2026, 6, 15, 22, tzinfo=UTC)),  # summer time, UTC+2
        ("2026-03-28", datetime(2026, 3, 28, 23, tzinfo=UTC)),  # the night that loses an hour is the next
        ("2026-03-29", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("2026-10-24", datetime(2026, 10, 24, 22, tzinfo=UTC)),
        ("2026-10-25", datetime(2026, 10, 25, 23, tzinfo=UTC)),  # this day has 25 hours
    ],
)
def test_what_is_known_one_second_before_midnight_is_known_that_day(
    forum: Forum, varsel: Script, day: str, utc: datetime
) -> None:
    assert end_of(date.fromisoformat(day)) == utc
    forum.accept(forum.send(TEXT).version)
    row = Observation.objects.get()
    for moment, known in ((utc - timedelta(seconds=1), True), (utc, False)):
        Observation.objects.filter(pk=row.pk).update(known_from=moment)
        assert Observation.objects.known_at(end_of(date.fromisoformat(day))).exists() is known


def test_what_is_taken_back_at_midnight_was_known_until_then(forum: Forum, varsel: Script) -> None:
    version = forum.send(TEXT).version
    forum.accept(version)
    midnight = end_of(MEETING)
    accepting.unaccept_fact(fact=fact_of(version, "123"), by=forum.coordinator, at=midnight)
    assert Observation.objects.known_at(midnight).exists()
    assert not Observation.objects.known_at(midnight + timedelta(seconds=1)).exists()


def test_a_moment_and_not_only_a_day_can_be_asked_for(forum: Forum, varsel: Script) -> None:
    version = forum.send(TEXT).version
    forum.accept(version)
    forum.change(version, "123", value=132, when=at("2026-06-15", 10, 30))
    assert forum.picture(known_at=at("2026-06-15", 10))["news"][0]["value"] == 123
    assert forum.picture(known_at=at("2026-06-15", 11))["news"][0]["value"] == 132


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_day_ends_where_the_next_begins_and_holds_its_moments(day: date) -> None:
    assert end_of(day) == start_of(day + timedelta(days=1))
    assert day_of(start_of(day)) == day
    assert day_of(end_of(day).astimezone(UTC) - timedelta(microseconds=1)) == day


def test_the_last_day_of_the_calendar_ends_too() -> None:
    assert end_of(date.max) > start_of(date.max)


# The picture's day --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-06-15", "2026-06-15"),
        ("2026-08-14", "2026-08-14"),  # sixty days after
        ("2026-08-15", "2026-06-15"),  # sixty-one
        ("2020-01-01", "2020-01-01"),  # before the first
    ],
)
def test_the_picture_stands_at_today_while_a_round_lies_within_sixty_days(
    forum: Forum, today: str, day: str
) -> None:
    standing = standing_at(forum.dialogue, today=date.fromisoformat(today))
    assert standing.day == date.fromisoformat(day)
    assert standing.moment == end_of(date.fromisoformat(today))
    assert standing.because


def test_the_picture_stands_at_today_when_the_next_round_is_near(forum: Forum) -> None:
    operations.ensure_round(
        dialogue=forum.dialogue, held_on=date(2026, 9, 14), state=Round.State.PLANNED, by=None, at=ACCEPTED
    )
    assert standing_at(forum.dialogue, today=date(2026, 9, 1)).day == date(2026, 9, 1)


def test_a_planned_round_that_was_never_held_is_no_day_to_stand_at(forum: Forum) -> None:
    operations.ensure_round(
        dialogue=forum.dialogue, held_on=date(2026, 9, 14), state=Round.State.PLANNED, by=None, at=ACCEPTED
    )
    assert standing_at(forum.dialogue, today=date(2027, 3, 1)).day == MEETING


def test_a_day_that_is_asked_for_is_the_pictures_day(forum: Forum) -> None:
    standing = standing_at(forum.dialogue, today=date(2026, 6, 15), as_known_at=date(2026, 5, 1))
    assert (standing.day, standing.moment) == (date(2026, 5, 1), datetime(2026, 5, 2, tzinfo=STOCKHOLM))


# "Inget nytt" --------------------------------------------------------------------------------------


def test_nothing_new_renews_no_figure(forum: Forum, varsel: Script) -> None:
    forum.accept(forum.send(TEXT).version)
    before = list(Observation.objects.values())
    later = forum.round_on("2026-09-14")
    for _ in range(2):
        operations.report_nothing_new(turn=later, organisation=forum.ring, by=None, at=at("2026-09-13"))
    assert list(Observation.objects.values()) == before
    picture = forum.picture(known_at=date(2026, 9, 14))
    assert (picture["changes"], picture["news"]) == ([], [])
    assert picture["basis"]["reported"] == 1
