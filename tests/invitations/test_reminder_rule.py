# SPDX-License-Identifier: EUPL-1.2
"""Who is reminded when: what the rule promises for every round, deadline, holiday and rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues.quiet import after_quiet, holds
from lagesbild.invitations.reminders import About, Asked, Planned, moments, plan
from lagesbild.lib.periods import STOCKHOLM, Period, day_of
from lagesbild.lib.workdays import is_workday


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM)


FRIDAY, MONDAY = date(2026, 8, 28), date(2026, 8, 31)
ASKED = Asked(
    round_id=1,
    organisation_id=1,
    people=(1,),
    asked_at=at(date(2026, 8, 17)),
    deadline_at=at(FRIDAY, 12),
    lock_at=at(MONDAY, 9),
)


def days(asked: Asked) -> list[date]:
    return [day_of(moment) for moment in moments(asked)]


def test_one_is_reminded_two_workdays_before_and_on_the_day():
    assert moments(ASKED) == (at(date(2026, 8, 26), 8), at(FRIDAY, 8))


def test_a_deadline_early_in_the_day_or_on_a_free_day_is_reminded_of_the_workday_before():
    assert days(replace(ASKED, deadline_at=at(FRIDAY, 9)))[-1] == date(2026, 8, 27)
    sunday = at(date(2026, 8, 30), 12)
    assert days(replace(ASKED, deadline_at=sunday))[-1] == FRIDAY


@pytest.mark.parametrize("given", [{"has_reported": True}, {"is_collecting": False}, {"reminds": False}])
def test_nobody_is_reminded_after_sending_nor_of_a_round_that_does_not_collect(given):
    assert moments(replace(ASKED, **given)) == ()


def test_one_who_was_asked_the_same_day_is_not_reminded_that_day():
    assert days(replace(ASKED, asked_at=at(date(2026, 8, 26), 7))) == [FRIDAY]
    assert days(replace(ASKED, asked_at=at(FRIDAY, 7))) == []


def test_what_falls_in_a_rest_is_one_list_on_the_first_workday_after():
    rest = (Period(date(2026, 8, 24), date(2026, 9, 7)),)
    asked = replace(ASKED, quiet=rest, lock_at=at(date(2026, 9, 14), 9))
    assert moments(asked) == (at(date(2026, 9, 7), 8),)


def test_one_person_gets_one_digest_for_several_members_and_dialogues():
    everything = [replace(ASKED, organisation_id=n, round_id=1 + n // 3) for n in (1, 2, 3)]
    found = plan(everything)
    assert [len(p.about) for p in found] == [3, 3]
    assert [a.number for p in found for a in p.about] == [1, 1, 1, 2, 2, 2]


def test_what_has_been_sent_counts_and_is_not_sent_again():
    once = replace(ASKED, already=((1, date(2026, 8, 26)),))
    assert plan([once]) == [Planned(at(FRIDAY, 8), 1, (About(1, 1, 2),))]
    by_hand_today = replace(ASKED, already=((1, date(2026, 8, 27)),))
    assert [day_of(p.at) for p in plan([by_hand_today])] == [FRIDAY]
    twice = replace(ASKED, already=((1, date(2026, 8, 20)), (1, date(2026, 8, 21))))
    assert plan([twice]) == []


DAY = st.dates(date(2024, 1, 1), date(2030, 12, 31))
HOUR = st.integers(0, 23)


@st.composite
def an_asked(draw: st.DrawFn) -> Asked:
    due = draw(DAY)
    lock = due + timedelta(days=draw(st.integers(0, 10)))
    rest = draw(DAY | st.just(due))
    people = draw(st.sets(st.integers(1, 3), max_size=2))
    already = draw(st.lists(st.tuples(st.integers(1, 3), DAY | st.just(due)), max_size=3))
    deadline_at = at(due, draw(HOUR))
    return Asked(
        round_id=draw(st.integers(1, 2)),
        organisation_id=draw(st.integers(1, 3)),
        people=tuple(people),
        asked_at=at(due - timedelta(days=draw(st.integers(0, 40))), draw(HOUR)),
        deadline_at=deadline_at,
        lock_at=max(deadline_at, at(lock, draw(HOUR))),
        has_reported=draw(st.booleans()),
        quiet=tuple(
            Period(rest - timedelta(days=a), rest + timedelta(days=b))
            for a, b in draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), max_size=2))
        ),
        already=tuple(already),
    )


ROUNDS = st.lists(an_asked(), max_size=4, unique_by=lambda a: (a.round_id, a.organisation_id))


@given(ROUNDS)
def test_reminders_leave_on_workdays_in_office_hours_and_never_in_a_rest(rounds):
    for planned in plan(rounds):
        local = planned.at.astimezone(STOCKHOLM)
        assert is_workday(local.date())
        assert time(8) <= local.time() < time(16)
        for about in planned.about:
            asked = next(
                a
                for a in rounds
                if (a.round_id, a.organisation_id) == (about.round_id, about.organisation_id)
            )
            assert holds(local.date(), asked.quiet) is None


@given(ROUNDS)
def test_nobody_is_reminded_more_than_twice_of_a_report_what_was_sent_included(rounds):
    sent = Counter((a.round_id, a.organisation_id, p) for a in rounds for p, _ in a.already if p in a.people)
    planned = Counter((b.round_id, b.organisation_id, p.person_id) for p in plan(rounds) for b in p.about)
    assert all(count <= max(0, 2 - sent[key]) for key, count in planned.items())
    assert all(b.number in (1, 2) for p in plan(rounds) for b in p.about)


@given(ROUNDS)
def test_each_person_gets_at_most_one_mail_a_day(rounds):
    found = Counter((p.person_id, day_of(p.at)) for p in plan(rounds))
    assert not found or max(found.values()) == 1


@given(ROUNDS)
def test_no_reminder_after_sending_or_after_the_lock(rounds):
    by_key = {(a.round_id, a.organisation_id): a for a in rounds}
    for planned in plan(rounds):
        for about in planned.about:
            asked = by_key[about.round_id, about.organisation_id]
            assert not asked.has_reported
            assert planned.at < max(asked.lock_at, after_quiet(asked.deadline_at, asked.quiet))
            if holds(day_of(asked.lock_at), asked.quiet) is None:
                assert planned.at < asked.lock_at


@given(ROUNDS, st.randoms())
def test_the_order_of_the_rounds_makes_no_difference(rounds, random):
    mixed = list(rounds)
    random.shuffle(mixed)
    assert plan(mixed) == plan(rounds)
