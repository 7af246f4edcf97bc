# SPDX-License-Identifier: EUPL-1.2
"""Where a mail is on its way follows from its moments alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.mail.shapes import ACTS, BADGES
from lagesbild.mail.states import NEEDS_SOMEBODY, ON_ITS_WAY, State, state_of

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
BEFORE, AFTER = NOON - timedelta(minutes=5), NOON + timedelta(minutes=5)


@dataclass(frozen=True)
class Row:
    due_at: datetime = BEFORE
    sent_at: datetime | None = None
    cancelled_at: datetime | None = None
    held_at: datetime | None = None
    handed_at: datetime | None = None
    failed_at: datetime | None = None
    lease_ends_at: datetime | None = None
    attempts: int = 0


@pytest.mark.parametrize(
    ("row", "with_server", "without"),
    [
        (Row(due_at=AFTER), State.WAITING, State.WAITING),
        (Row(), State.LEAVING, State.BY_HAND),
        (Row(attempts=1), State.AGAIN, State.BY_HAND),
        (Row(lease_ends_at=AFTER), State.LEAVING, State.LEAVING),
        (Row(lease_ends_at=AFTER, handed_at=BEFORE), State.LEAVING, State.LEAVING),
        (Row(lease_ends_at=BEFORE, handed_at=BEFORE), State.UNSURE, State.UNSURE),
        (Row(handed_at=BEFORE), State.UNSURE, State.UNSURE),
        (Row(held_at=BEFORE), State.HELD, State.HELD),
        (Row(failed_at=BEFORE), State.FAILED, State.FAILED),
        (Row(failed_at=BEFORE, held_at=BEFORE), State.HELD, State.HELD),
        (Row(sent_at=BEFORE, handed_at=BEFORE), State.SENT, State.SENT),
        (Row(cancelled_at=BEFORE, held_at=BEFORE), State.CANCELLED, State.CANCELLED),
    ],
)
def test_the_state_of_a_row(row: Row, with_server: State, without: State) -> None:
    assert state_of(row, at=NOON, has_server=True) == with_server
    assert state_of(row, at=NOON, has_server=False) == without


MOMENT = st.sampled_from([None, BEFORE, AFTER])


@given(
    st.builds(Row, st.sampled_from([BEFORE, AFTER]), MOMENT, MOMENT, MOMENT, MOMENT, MOMENT, MOMENT),
    st.booleans(),
)
def test_what_has_ended_has_no_acts_and_all_else_is_somewhere(row: Row, has_server: bool) -> None:
    state = state_of(row, at=NOON, has_server=has_server)
    if row.sent_at or row.cancelled_at:
        assert not ACTS[state]
    if replace(row, sent_at=None, cancelled_at=None) == row:
        assert state in NEEDS_SOMEBODY | ON_ITS_WAY | {State.HELD}


def test_every_state_has_its_word_and_its_buttons() -> None:
    assert set(BADGES) == set(ACTS) == set(State)
