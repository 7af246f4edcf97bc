# SPDX-License-Identifier: EUPL-1.2
"""What is done to a round: planned, moved, held, cancelled; and what each leaves standing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import told
from django.db import IntegrityError, transaction

from lagesbild.dialogues.messages_rounds import SENTENCES
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.operations import report_nothing_new
from lagesbild.dialogues.operations_rounds import (
    cancel_round,
    hold_round,
    open_crisis_round,
    plan_meeting,
    reinstate_round,
    reopen_round,
    reschedule_round,
    set_deadline,
    start_collecting,
)
from lagesbild.dialogues.picture import Standing, build_picture
from lagesbild.dialogues.queries import find_round
from lagesbild.dialogues.round_overview import Rate, answering_rates, members_on
from lagesbild.lib.audience import COORDINATOR
from lagesbild.lib.periods import STOCKHOLM, end_of
from lagesbild.lib.refusal import Refused

NOW = datetime(2026, 6, 15, 12, tzinfo=STOCKHOLM)
STARTS = datetime(2026, 8, 31, 9, tzinfo=STOCKHOLM)


@pytest.fixture
def by(coordinator):
    return coordinator.person


@pytest.fixture
def turn(dialogue, by):
    return plan_meeting(
        dialogue=dialogue,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        place="Residenset",
        by=by,
        at=NOW,
    )


def refused(act, **given) -> str:
    with pytest.raises(Refused) as caught:
        act(**given)
    assert caught.value.refusal.code in SENTENCES
    return caught.value.refusal.code


def test_a_planned_meeting_is_due_the_workday_before_and_locks_when_it_starts(turn):
    assert turn.state == Round.State.PLANNED
    assert turn.deadline_at == datetime(2026, 8, 28, 12, tzinfo=STOCKHOLM)
    assert turn.lock_at == STARTS


def test_two_rounds_on_one_day_have_addresses_of_their_own(turn, dialogue, by):
    second = plan_meeting(dialogue=dialogue, starts_at=STARTS + timedelta(hours=4), by=by, at=NOW)
    assert (turn.address, second.address) == ("2026-08-31", "2026-08-31-2")
    assert find_round(dialogue, "2026-08-31-2") == second


def test_a_moved_meeting_is_the_same_round_and_its_old_address_leads_to_it(turn, dialogue, by):
    row = turn.pk
    reschedule_round(turn=turn, starts_at=STARTS + timedelta(days=2), by=by, at=NOW)
    assert turn.pk == row
    assert turn.address == "2026-09-02"
    assert turn.deadline_at == datetime(2026, 9, 1, 12, tzinfo=STOCKHOLM)
    assert turn.ends_at - turn.starts_at == timedelta(hours=2)
    assert find_round(dialogue, "2026-08-31") == find_round(dialogue, "2026-09-02") == turn


def test_an_old_address_never_leads_to_another_round_that_came_to_the_day_later(turn, dialogue, by):
    reschedule_round(turn=turn, starts_at=STARTS + timedelta(days=2), by=by, at=NOW)
    newcomer = plan_meeting(dialogue=dialogue, starts_at=STARTS, by=by, at=NOW)
    assert newcomer.address == "2026-08-31-2"
    assert find_round(dialogue, "2026-08-31") == turn
    reschedule_round(turn=turn, starts_at=STARTS, by=by, at=NOW)
    assert find_round(dialogue, "2026-08-31-2") == newcomer
    assert find_round(dialogue, turn.address) == turn


def test_a_meeting_is_not_moved_to_the_past(turn, by):
    assert refused(reschedule_round, turn=turn, starts_at=NOW, by=by, at=NOW) == "starts_in_the_past"
    turn.refresh_from_db()
    assert turn.starts_at == STARTS


def test_a_round_is_cancelled_once_and_with_a_reason(turn, by):
    assert refused(cancel_round, turn=turn, because="  ", by=by, at=NOW) == "no_reason"
    cancel_round(turn=turn, because="Sjukdom", by=by, at=NOW)
    assert refused(cancel_round, turn=turn, because="Igen", by=by, at=NOW) == "round_cancelled"
    assert refused(reschedule_round, turn=turn, starts_at=STARTS, by=by, at=NOW) == "round_cancelled"
    assert refused(hold_round, turn=turn, by=by, at=NOW) == "round_cancelled"
    turn.refresh_from_db()
    assert (turn.cancelled_because, turn.cancelled_by) == ("Sjukdom", by)
    reinstate_round(turn=turn, by=by, at=NOW)
    turn.refresh_from_db()
    assert (turn.state, turn.cancelled_because, turn.cancelled_at) == (Round.State.PLANNED, "", None)


def test_a_held_round_is_neither_moved_nor_cancelled_but_can_be_opened_again(turn, by):
    hold_round(turn=turn, by=by, at=NOW)
    hold_round(turn=turn, by=by, at=NOW)
    assert refused(cancel_round, turn=turn, because="Nej", by=by, at=NOW) == "round_held"
    assert refused(reschedule_round, turn=turn, starts_at=STARTS, by=by, at=NOW) == "round_held"
    reopen_round(turn=turn, by=by, at=NOW)
    assert turn.state == Round.State.COLLECTING


def test_the_first_that_comes_in_opens_a_planned_round(turn, organisation, by):
    report = report_nothing_new(turn=turn, organisation=organisation, by=by, at=NOW)
    turn.refresh_from_db()
    assert turn.state == Round.State.COLLECTING
    assert report.reported_at == NOW
    start_collecting(turn=turn, by=by, at=NOW)


def test_the_lock_never_lies_before_the_deadline(turn, by):
    day = STARTS - timedelta(days=1)
    assert (
        refused(set_deadline, turn=turn, deadline_at=STARTS, lock_at=day, by=by, at=NOW)
        == "lock_before_deadline"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=turn.pk).update(deadline_at=STARTS, lock_at=day)


def test_the_database_refuses_a_cancelled_round_without_its_reason(turn):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=turn.pk).update(state="cancelled")


def test_a_crisis_day_has_three_rounds_without_a_meeting(dialogue, by):
    found = [
        open_crisis_round(dialogue=dialogue, deadline_at=NOW + timedelta(hours=h), by=by, at=NOW)
        for h in (1, 3, 6)
    ]
    assert [t.address for t in found] == ["2026-06-15", "2026-06-15-2", "2026-06-15-3"]
    assert {(t.state, t.starts_at, t.reminds) for t in found} == {(Round.State.COLLECTING, None, False)}
    assert (
        refused(open_crisis_round, dialogue=dialogue, deadline_at=NOW, by=by, at=NOW) == "deadline_has_been"
    )


def test_rates_and_the_picture_never_mix_kinds(dialogue, organisation, by):
    for day in (date(2026, 4, 20), date(2026, 5, 18)):
        report_nothing_new(turn=told.held(dialogue, day), organisation=organisation, by=by, at=told.noon(day))
    crisis = open_crisis_round(dialogue=dialogue, deadline_at=NOW + timedelta(hours=1), by=by, at=NOW)
    assert answering_rates(crisis, today=date(2026, 6, 16))[organisation.pk] == Rate(missing=1)
    standing = Standing(date(2026, 6, 15), end_of(date(2026, 6, 15)), "Prov.")
    picture = build_picture(dialogue, audience=COORDINATOR, standing=standing)
    assert picture["round"]["date"] == "2026-06-15"
    hold_round(
        turn=plan_meeting(dialogue=dialogue, starts_at=NOW + timedelta(days=1), by=by, at=NOW), by=by, at=NOW
    )
    june = find_round(dialogue, "2026-06-16")
    assert answering_rates(june, today=date(2026, 6, 17))[organisation.pk] == Rate(on_time=2, missing=1)


def test_a_cancelled_round_counts_for_nobody_and_is_no_next_meeting(turn, dialogue, organisation, by):
    cancel_round(turn=turn, because="Sjukdom", by=by, at=NOW)
    after = date(2026, 9, 30)
    assert answering_rates(turn, today=after)[organisation.pk] == Rate()
    standing = Standing(date(2026, 6, 15), end_of(date(2026, 6, 15)), "Prov.")
    assert build_picture(dialogue, audience=COORDINATOR, standing=standing)["next_meeting"] is None


def test_an_organisation_that_leaves_in_mid_round_is_not_asked_any_longer(turn, dialogue, organisation):
    assert [m.organisation for m in members_on(dialogue, turn.held_on)] == [organisation]
    dialogue.memberships.update(left_before=date(2026, 7, 1))
    assert members_on(dialogue, turn.held_on) == []
