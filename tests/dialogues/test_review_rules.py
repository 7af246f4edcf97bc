# SPDX-License-Identifier: EUPL-1.2
"""The review page opens with what the picture would show, and with no more than twelve."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues.review_rules import AT_FIRST, Candidate, first_to_review, in_picture, rank


def fact(kind: str, key: int = 1, **more: Any) -> Candidate:
    flags = {
        name: more.pop(name)
        for name in ("figure", "bound", "next_meeting", "settled", "look_over")
        if name in more
    }
    return Candidate(key=key, kind=kind, payload=more, **flags)


#: One of each, in the order that the page asks.
IN_ORDER = [
    fact("promise", look_over=True),
    fact("quantity", figure=True, bound=True, value=1),
    fact("call", closes="2026-09-30"),
    fact("promise"),
    fact("question"),
    fact("decision"),
    fact("contradiction"),
    fact("assessment", tone="worried"),
    fact("date", next_meeting=True, role="meeting"),
    fact("quantity", figure=True, value=1),
    fact("action"),
    fact("date"),
]


def test_the_order_is_the_published_one() -> None:
    ranks = [rank(f) for f in IN_ORDER]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    "unseen",
    [
        fact("date", role="meeting"),
        fact("organisation"),
        fact("link"),
        fact("person"),
        fact("aside"),
        fact("assessment", tone="neutral"),
        fact("quantity", value=63, role="population"),
        fact("quantity", figure=True, bound=True, denied=True),
        fact("promise", conditional=True),
    ],
    ids=lambda f: f"{f.kind}-{'-'.join(f.payload)}",
)
def test_what_the_picture_would_not_show_is_not_asked_about_first(unseen: Candidate) -> None:
    assert not in_picture(unseen)
    assert first_to_review([unseen]) == set()


@given(st.lists(st.sampled_from(IN_ORDER), max_size=60))
def test_at_most_twelve_and_the_most_important_ones(kinds: list[Candidate]) -> None:
    facts = [
        fact(f.kind, key=n, figure=f.figure, bound=f.bound, next_meeting=f.next_meeting, **f.payload)
        for n, f in enumerate(kinds)
    ]
    chosen = first_to_review(facts)
    assert len(chosen) <= AT_FIRST
    left_out = [rank(f) for f in facts if f.key not in chosen]
    assert all(rank(f) <= min(left_out) for f in facts if f.key in chosen and left_out)


def test_what_was_settled_before_makes_room_for_others() -> None:
    old = [fact("promise", key=n, settled=True) for n in range(AT_FIRST)]
    assert first_to_review([*old, fact("need", key=99)]) == {99}


def test_a_carried_decision_over_a_changed_sentence_is_asked_about() -> None:
    assert first_to_review([fact("promise", key=5, settled=True, look_over=True)]) == {5}
