# SPDX-License-Identifier: EUPL-1.2
"""A new composition never overwrites a person's edit; held-back words are never cut in half."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.minutes import rules, states
from lagesbild.minutes.blocks import Block, Part, from_json, to_json
from lagesbild.minutes.rules import Standing

NOW = datetime(2031, 4, 18, 14, tzinfo=UTC)
SAID = "2031-04-10T08:40:00+00:00"


def block(key: str, words: str, **more: object) -> Block:
    return Block(key=key, kind="text", text=words, composed=words, **more)  # type: ignore[arg-type]


def edited(key: str, composed: str, words: str, **more: object) -> Block:
    return Block(key=key, kind="text", text=words, composed=composed, edited_by=1, edited_at=SAID, **more)  # type: ignore[arg-type]


def part(*blocks: Block, key: str = "o1") -> Part:
    return Part(key=key, kind="member", heading="Skogsägarna", blocks=blocks)


def texts(parts: object) -> list[str]:
    return [b.text for p in parts for b in p.blocks]  # type: ignore[attr-defined]


def test_an_edit_follows_its_sentence_to_its_new_place():
    old = (part(block("a", "Vägarna bär inte."), edited("b", "Det är en skandal.", "De är kritiska.")),)
    new = (
        part(block("c", "Nytt först."), block("d", "Vägarna bär inte."), block("e", "Det är en skandal.")),
    )
    merged = rules.merge(old, new)
    assert texts(merged) == ["Nytt först.", "Vägarna bär inte.", "De är kritiska."]
    assert [b.key for b in merged[0].blocks] == ["c", "d", "e"]
    assert not merged[0].blocks[2].stale


def test_an_edit_of_a_sentence_that_the_report_changed_stands_and_is_marked():
    old = (part(edited("b", "Elva vägar har sänkt bärighet.", "Flera vägar bär sämre.")),)
    new = (part(block("b", "Tolv vägar har sänkt bärighet.")),)
    (kept,) = rules.merge(old, new)[0].blocks
    assert (kept.text, kept.composed, kept.stale) == (
        "Flera vägar bär sämre.",
        "Tolv vägar har sänkt bärighet.",
        True,
    )


def test_an_edit_of_a_sentence_that_is_gone_stays_where_it_stood():
    old = (
        part(
            block("a", "Först."), edited("b", "Något helt annat stod här.", "Min text."), block("c", "Sist.")
        ),
    )
    new = (part(block("a", "Först."), block("c", "Sist.")),)
    merged = rules.merge(old, new)
    assert texts(merged) == ["Först.", "Min text.", "Sist."]
    assert merged[0].blocks[1].stale


def test_a_paragraph_of_ones_own_stays_also_when_the_whole_part_goes():
    own = Block(key="own", kind="text", text="Mötet tackade.", edited_by=1, edited_at=SAID)
    old = (part(block("a", "Först.")), part(block("b", "Borta."), own, key="o2"))
    merged = rules.merge(old, (part(block("a", "Först.")),))
    assert texts(merged) == ["Först.", "Mötet tackade."]
    assert not merged[1].blocks[0].stale


def test_what_was_left_out_stays_out_while_the_report_says_it():
    old = (part(block("a", "Först."), edited("b", "Kram Elsa", "Kram Elsa", removed=True)),)
    merged = rules.merge(old, (part(block("a", "Först."), block("b", "Kram Elsa")),))
    assert merged[0].blocks[1].removed
    assert texts(rules.merge(old, (part(block("a", "Först.")),))) == ["Först."]


WORDS = st.text("abc ", min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6), st.lists(WORDS, max_size=6))
def test_no_edit_is_ever_lost_and_none_is_doubled(before, after):
    old = (
        part(
            *(
                edited(f"a{n}", w, f"ÄNDRAT {n}") if touched else block(f"a{n}", w)
                for n, (w, touched) in enumerate(before)
            )
        ),
    )
    new = (part(*(block(f"b{n}", w) for n, w in enumerate(after))),)
    merged = rules.merge(old, new)
    wanted = sorted(f"ÄNDRAT {n}" for n, (_, touched) in enumerate(before) if touched)
    for parts in (merged, rules.merge(merged, new)):
        assert sorted(t for t in texts(parts) if t.startswith("ÄNDRAT")) == wanted
    assert from_json(to_json(merged)) == merged


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ett företag i Granberga med 40 anställda förhandlar.", None),
        ("Ett företag förhandlar.", None),
        ("Ett företag med 40 personer förhandlar.", "cuts_held_back"),
        ("Granberga är hårt drabbat.", "cuts_held_back"),
    ],
)
def test_held_back_words_stand_whole_or_not_at_all(words, code):
    refusal = rules.refusal_to_cut(["i Granberga\nmed 40 anställda"], words)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("words", ["Chefen ██ sa nej.", "█████"])
def test_masked_letters_are_not_cut(words):
    assert rules.refusal_to_mask("Chefen ████ sa nej.", words).code == "cuts_held_back"
    assert rules.refusal_to_mask("Chefen ████ sa nej.", "Nej, sa ████.") is None


@pytest.mark.parametrize(
    ("state", "unsettled", "hours", "closes"),
    [
        ("out", 0, 0, True),
        ("out", 0, -1, False),
        ("out", 1, 5, False),
        ("draft", 0, 5, False),
        ("final", 0, 5, False),
    ],
)
def test_silence_counts_as_yes_from_the_last_moment_on(state, unsettled, hours, closes):
    at = datetime(2031, 4, 18, 14 + hours, tzinfo=UTC)
    assert rules.closes_by_silence(Standing(state, NOW, unsettled), at) is closes


@pytest.mark.parametrize("state", list(states.MINUTES))
@pytest.mark.parametrize("act", sorted({act for acts in states.MINUTES.values() for act in acts}))
def test_an_act_outside_the_table_is_refused(state, act):
    refusal = rules.refusal_to_move(Standing(state), act)
    assert (refusal is None) is (act in states.MINUTES[state])


def test_nothing_leads_out_of_final():
    assert set(states.MINUTES["final"].values()) == {"final"}
