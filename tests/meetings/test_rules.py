# SPDX-License-Identifier: EUPL-1.2
"""Rules of a meeting on values: signs, order, moments, levels; words that are held back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.lib.audience import Level
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.meetings import rules, words

NOW = datetime(2026, 6, 15, 9, 41, tzinfo=STOCKHOLM)
IDS = st.lists(st.integers(1, 30), unique=True, max_size=12)


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("? När öppnar vägen", "question", "När öppnar vägen"),
        ("!Skickar kartan", "promise", "Skickar kartan"),
        ("=Möte hålls", "decision", "Möte hålls"),
        ("Allt väl?", "note", "Allt väl?"),
        ("?", "note", "?"),
        ("  två   ord ", "note", "två ord"),
    ],
)
def test_the_first_sign_chooses_the_kind(text: str, kind: str, left: str) -> None:
    assert rules.kind_by_sign(text, "note") == (kind, left)


@given(members=IDS, order=IDS)
def test_an_order_holds_every_member_once_whatever_was_asked_for(
    members: list[int], order: list[int]
) -> None:
    found = rules.in_order(members, order)
    assert sorted(found) == sorted(members)
    asked = [pk for pk in order if pk in members]
    assert [pk for pk in found if pk in asked] == asked
    assert [pk for pk in found if pk not in asked] == [pk for pk in members if pk not in asked]


@given(order=IDS, pick=st.integers(0, 11), step=st.sampled_from([-1, 1]))
def test_a_step_and_the_step_back_change_nothing_within_the_row(
    order: list[int], pick: int, step: int
) -> None:
    if not order:
        return
    pk = order[pick % len(order)]
    there = rules.moved(order, pk, step)
    assert sorted(there) == sorted(order)
    if there != order:
        assert rules.moved(there, pk, -step) == order


@given(order=IDS)
def test_going_on_gives_everybody_the_floor_once(order: list[int]) -> None:
    heard: list[int] = []
    speaker = rules.after(order, None)
    while speaker is not None:
        heard.append(speaker)
        speaker = rules.after(order, speaker)
    assert heard == order


def test_a_line_keeps_the_browsers_moment_where_that_can_be_so() -> None:
    earlier = NOW - timedelta(minutes=20)
    assert rules.written_at(earlier, NOW) == earlier
    for odd in (None, NOW + timedelta(minutes=1), NOW - timedelta(days=400)):
        assert rules.written_at(odd, NOW) == NOW


@pytest.mark.parametrize("default", list(Level))
def test_what_was_said_and_not_confirmed_is_the_groups_at_most(default: Level) -> None:
    for kind in ("note", "question", "promise"):
        assert rules.base_level(kind, default, is_private=False) is not Level.PUBLIC
    assert rules.base_level("decision", default, is_private=False) is default
    assert rules.base_level("decision", default, is_private=True) is Level.COORDINATOR


@pytest.mark.parametrize(
    ("text", "group", "public"),
    [
        ("Allt går bra.", "Allt går bra.", "Allt går bra."),
        ("Vi är klara (internt: ring först).", "Vi är klara.", "Vi är klara."),
        ("Greta Almsson skickar svaret.", "Greta Almsson skickar svaret.", "skickar svaret."),
        (
            "Skriv till greta@prov.example i dag.",
            "Skriv till [utelämnat] i dag.",
            "Skriv till [utelämnat] i dag.",
        ),
        ("greta (at) prov.example", "", ""),
        ("", "", ""),
    ],
)
def test_a_typed_line_is_shown_without_what_a_level_may_not_read(text: str, group: str, public: str) -> None:
    assert words.shown_to(Level.GROUP, text) == group
    assert words.shown_to(Level.PUBLIC, text) == public


@given(
    before=st.sampled_from(["Vi ses", "Läget är lugnt.", ""]),
    user=st.from_regex(r"[a-z][a-z0-9._-]{0,10}", fullmatch=True),
    host=st.from_regex(r"[a-z][a-z0-9-]{0,8}\.[a-z]{2,6}", fullmatch=True),
    after=st.sampled_from([" i morgon.", ", eller ring", ""]),
)
def test_no_mail_address_is_left_in_a_text(before: str, user: str, host: str, after: str) -> None:
    assert f"@{host}" not in words.without_addresses(f"{before} {user}@{host}{after}")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("nästa fredag", date(2026, 6, 26), date(2026, 6, 26)),
        ("Skickar listan senast den 26 juni", None, date(2026, 6, 26)),
        ("om två veckor", date(2026, 6, 29), date(2026, 6, 29)),
        ("snart", None, None),
        ("Vi skickade listan i fredags", None, None),
    ],
)
def test_the_day_is_read_from_the_words(said: str, first: date | None, last: date | None) -> None:
    due = words.day_in(said, NOW.date())
    assert (due.starts_on, due.last_day) == (first, last)
