# SPDX-License-Identifier: EUPL-1.2
"""States, deadlines, rhythm and quiet days: what the pure rules of a round promise."""

from __future__ import annotations

import doctest
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues import quiet, rhythm, states
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.rhythm import Rhythm, next_meeting
from lagesbild.dialogues.round_clock import crisis_clock, is_late, meeting_clock, moved
from lagesbild.lib import workdays
from lagesbild.lib.periods import STOCKHOLM, Period
from lagesbild.lib.workdays import is_workday

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CLOCKS = st.times(time(7), time(17), timezones=st.none())


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


@pytest.mark.parametrize("module", [states, rhythm, workdays])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0


# ------------------------------------------------------------------ states


def test_the_table_names_every_state_of_the_model_and_no_other():
    named = set(states.ROUND) | {end for acts in states.ROUND.values() for end in acts.values()}
    assert named == set(Round.State.values) == set(states.BECAUSE)


@pytest.mark.parametrize("state", states.ROUND)
def test_what_the_table_lacks_is_refused_with_the_states_reason(state):
    acts = {act for found in states.ROUND.values() for act in found}
    for act in acts:
        refusal = states.refusal_to(act, state)
        if act in states.ROUND[state]:
            assert refusal is None
            assert states.after(state, act) in states.ROUND
        else:
            assert refusal is not None
            assert refusal.code == f"round_{state}"
            assert states.after(state, act) is None


# ------------------------------------------------------------------ due and locked


def test_a_monday_meeting_is_answered_by_friday_noon_and_locks_when_it_starts():
    clock = meeting_clock(at(date(2026, 6, 15)), None, deadline_workdays=1, deadline_clock=time(12))
    assert clock.deadline_at == at(date(2026, 6, 12), 12)
    assert clock.lock_at == at(date(2026, 6, 15))


@given(DAYS, CLOCKS, st.integers(0, 10), CLOCKS)
def test_one_never_answers_after_the_lock_and_never_on_a_free_day(day, starts, days, due):
    clock = meeting_clock(
        datetime.combine(day, starts, STOCKHOLM), None, deadline_workdays=days, deadline_clock=due
    )
    assert clock.deadline_at <= clock.lock_at
    assert days == 0 or is_workday(clock.deadline_at.date())


@given(DAYS, st.integers(1, 120), st.integers(0, 5))
def test_a_moved_meeting_is_due_as_many_workdays_before_at_the_same_clock(day, later, days):
    day = workdays.workday_from(day)
    clock = meeting_clock(at(day), at(day, 11), deadline_workdays=days, deadline_clock=time(8, 30))
    to = workdays.workday_from(day + timedelta(days=later))
    new = moved(clock, at(to, 13), at=at(date(2020, 1, 1)))
    assert workdays.workdays_between(new.deadline_at.date(), to) == days
    assert new.deadline_at.astimezone(STOCKHOLM).time() == time(8, 30)
    assert new.ends_at - new.starts_at == timedelta(hours=2)


def test_a_meeting_moved_to_tomorrow_is_answered_until_it_starts():
    clock = meeting_clock(at(date(2026, 6, 24)), None, deadline_workdays=2, deadline_clock=time(12))
    new = moved(clock, at(date(2026, 6, 16)), at=at(date(2026, 6, 15), 15))
    assert new.deadline_at == new.lock_at == at(date(2026, 6, 16))


def test_a_crisis_round_has_no_meeting_and_locks_when_the_day_ends():
    clock = crisis_clock(at(date(2026, 6, 15), 15))
    assert clock.starts_at is None
    assert clock.lock_at == at(date(2026, 6, 16), 0)


def test_late_is_after_the_deadline_and_nobody_is_late_without_one():
    due = at(date(2026, 6, 12), 12)
    assert is_late(due + timedelta(seconds=1), due)
    assert not is_late(due, due)
    assert not is_late(due, None)
    assert not is_late(None, due)


# ------------------------------------------------------------------ rhythm


def test_every_other_month_skips_quiet_days_and_days_that_have_a_round():
    monday = Rhythm(0, 2, (2, 4, 6, 8, 10, 12), time(9), 90, "Residenset")
    found = next_meeting(monday, date(2026, 6, 15), quiet=[], taken=set())
    assert (found.starts_at, found.ends_at) == (at(date(2026, 8, 10)), at(date(2026, 8, 10), 10, 30))
    summer = [Period(date(2026, 7, 1), date(2026, 8, 17))]
    assert next_meeting(monday, date(2026, 6, 15), quiet=summer, taken=set()).starts_at.month == 10
    taken = {date(2026, 8, 10)}
    assert next_meeting(monday, date(2026, 6, 15), quiet=[], taken=taken).starts_at.month == 10


@given(
    DAYS,
    st.integers(0, 4),
    st.sampled_from(sorted(rhythm.ORDINALS)),
    st.sets(st.integers(1, 12), min_size=1),
)
def test_the_next_meeting_is_the_rhythms_day_after_the_last(day, weekday, ordinal, months):
    said = Rhythm(weekday, ordinal, tuple(sorted(months)), time(9), 60)
    found = next_meeting(said, day, quiet=[], taken=set())
    assert found is not None
    held = found.starts_at.date()
    assert held > day
    assert held.weekday() == weekday
    assert held.month in months
    week = (held.day - 1) // 7 + 1
    assert week == ordinal if ordinal > 0 else (held + timedelta(days=7)).month != held.month
    assert Rhythm.read(said.stored()) == said


def test_a_rhythm_is_said_as_people_say_it():
    months = tuple(range(1, 13))
    assert Rhythm(3, -1, months, time(13), 60).words.startswith("sista torsdagen varje månad")
    assert "i januari, maj och september" in Rhythm(1, 1, (1, 5, 9), time(9), 60).words


# ------------------------------------------------------------------ quiet

PERIODS = st.lists(
    st.builds(lambda start, length: Period(start, start + timedelta(days=length)), DAYS, st.integers(1, 60)),
    max_size=4,
)


def test_what_falls_in_the_summer_comes_on_the_first_workday_after_at_its_clock():
    summer = [Period(date(2026, 7, 1), date(2026, 8, 1))]  # ends on a Friday, 1 August is a Saturday
    assert quiet.after_quiet(at(date(2026, 7, 15), 8), summer) == at(date(2026, 8, 3), 8)
    assert quiet.after_quiet(at(date(2026, 6, 30), 8), summer) == at(date(2026, 6, 30), 8)


@given(DAYS, PERIODS)
def test_nothing_moves_into_quiet_days_or_backwards(day, periods):
    found = quiet.after_quiet(at(day), periods)
    assert found >= at(day)
    assert quiet.holds(found.date(), periods) is None


@given(DAYS, st.integers(0, 40), PERIODS)
def test_a_link_lives_as_many_days_outside_quiet_time_as_it_was_given(day, length, periods):
    start, end = at(day), at(day + timedelta(days=length))
    found = quiet.extended(start, end, periods)
    days = [day + timedelta(days=n) for n in range((found.date() - day).days + 1)]
    assert sum(quiet.holds(d, periods) is None for d in days) >= length + (quiet.holds(day, periods) is None)
    assert found >= end
