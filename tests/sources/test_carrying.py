# SPDX-License-Identifier: EUPL-1.2
"""How spans follow a text into its next version (model: the life of a fact, rule 4)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.sources.rules import Carried, Carry, carry_spans


def sentences(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\s.][^.\n]*\.?", text)]


def carried(old: str, new: str, quote: str, *, nth: int = 0) -> tuple[str, str | None]:
    """What becomes of a quote, and the words that it then stands at."""
    start = [m.start() for m in re.finditer(re.escape(quote), old)][nth]
    result = carry_spans(old, sentences(old), new, sentences(new), {1: (start, start + len(quote))})[1]
    return result.how.value, new[slice(*result.span)] if result.span else None


OLD = "Läget är lugnt. Vi har 123 varslade hos oss. Det är allt."


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, ("untouched", "123")),
        ("Hej! Nytt först. " + OLD, ("untouched", "123")),
        ("Vi har 123 varslade hos oss. Läget är lugnt. Det är allt.", ("untouched", "123")),
        ("Läget är oroligt. Vi har 123 varslade hos oss. Det är allt.", ("untouched", "123")),
        ("Läget är lugnt. Vi har nu 123 varslade hos oss. Det är allt.", ("look_over", "123")),
        ("Läget är lugnt. Vi har 132 varslade hos oss. Det är allt.", ("gone", None)),
        ("Läget är lugnt. Det är allt.", ("gone", None)),
        ("", ("gone", None)),
        # The span twice in the changed sentence: nobody knows which.
        ("Läget är lugnt. Vi har 123 varslade hos oss, av 123. Det är allt.", ("gone", None)),
    ],
    ids=["same", "pushed-down", "moved", "neighbour", "sentence", "span", "removed", "empty", "twice"],
)
def test_a_span_goes_with_its_sentence(new: str, expected: tuple[str, str | None]) -> None:
    assert carried(OLD, new, "123") == expected


def test_two_alike_sentences_stand_while_both_stand() -> None:
    old = "Vi har 12 varsel. Mellan. Vi har 12 varsel."
    assert carried(old, "Nytt. " + old, "12", nth=1) == ("untouched", "12")


def test_of_two_alike_sentences_nobody_knows_which_one_went_away() -> None:
    old = "Vi har 12 varsel. Mellan. Vi har 12 varsel."
    assert carried(old, "Mellan. Vi har 12 varsel.", "12", nth=0) == ("gone", None)
    assert carried(old, "Mellan. Vi har 12 varsel.", "12", nth=1) == ("gone", None)


def test_a_sentence_that_has_become_two_is_ambiguous() -> None:
    old = "Vi har 12 varsel. Mellan."
    assert carried(old, "Vi har 12 varsel. Mellan. Vi har 12 varsel.", "12") == ("gone", None)


def test_a_removed_sentence_does_not_take_over_its_neighbours_place() -> None:
    """The new sentence is the second one's; the first must not claim it because it comes first."""
    old = "Norrby kommun har 12 varsel. Söderby kommun har 12 varsel."
    new = "Söderby kommun har nu 12 varsel."
    assert carried(old, new, "12", nth=0) == ("gone", None)
    assert carried(old, new, "12", nth=1) == ("look_over", "12")


def test_two_sentences_never_claim_the_same_new_one() -> None:
    """A changed sentence must not be paired with one that another has moved to."""
    old = "Vi har 12 varsel i dag. Mellan oss sagt. Vi har 12 varsel i norr."
    new = "Vi har 12 varsel i norr. Mellan oss sagt."
    assert carried(old, new, "12", nth=1) == ("untouched", "12")
    assert carried(old, new, "12", nth=0) == ("gone", None)


def test_a_span_over_two_sentences_goes_along_only_while_both_are_untouched() -> None:
    old = "En fråga. Ett svar. Slut."
    assert carried(old, "Först. " + old, "fråga. Ett svar") == ("untouched", "fråga. Ett svar")
    assert carried(old, "En fråga. Ett långt svar. Slut.", "fråga. Ett svar") == ("gone", None)
    assert carried(old, "En fråga. Mellan. Ett svar. Slut.", "fråga. Ett svar") == ("gone", None)


def test_a_span_outside_every_sentence_is_not_carried() -> None:
    assert carry_spans("Rubrik", [], "Rubrik", [], {1: (0, 6)}) == {1: Carried(Carry.GONE)}


WORDS = st.sampled_from(["varsel", "12", "å", "a\u030a", "🙂", "order", "å 12", "nej", "\u200f5"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(lambda w: " ".join(w) + "."), max_size=8).map(
    " ".join
)


@given(TEXTS, TEXTS, st.data())
def test_for_any_two_texts_a_carried_span_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    here = sentences(old)
    spans = {
        n: (start + data.draw(st.integers(0, end - start - 1)), end) for n, (start, end) in enumerate(here)
    }
    result = carry_spans(old, here, new, sentences(new), spans)
    assert result.keys() == spans.keys()
    for key, place in result.items():
        if place.span is None:
            assert place.how is Carry.GONE
        else:
            assert new[slice(*place.span)] == old[slice(*spans[key])]


@given(TEXTS, TEXTS)
def test_for_any_two_texts_no_two_sentences_are_carried_to_one_place(old: str, new: str) -> None:
    here = sentences(old)
    result = carry_spans(old, here, new, sentences(new), dict(enumerate(here)))
    places = [place.span for place in result.values() if place.span is not None]
    assert len(places) == len(set(places))


@given(TEXTS, TEXTS, TEXTS)
def test_for_any_text_put_before_and_after_unique_sentences_stay(before: str, text: str, after: str) -> None:
    new = f"{before} {text} {after}".strip()
    here, there = sentences(text), sentences(new)
    words = [new[a:b] for a, b in there]
    for key, place in carry_spans(text, here, new, there, dict(enumerate(here))).items():
        if words.count(text[slice(*here[key])]) == 1:
            assert place.how is Carry.UNTOUCHED
