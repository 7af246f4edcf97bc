# SPDX-License-Identifier: EUPL-1.2
"""What holds for every text: places fit, reading is the same each time, nothing breaks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textreader import annotate, explain, read
from textreader.source import flatten, lower, prepare

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 15)
WORDS = [
    "ca", "drygt", "högst", "minst", "63", "1 000", "81,5", "%", "procent", "mkr", "kr", "miljoner", "av", "till", "från", "med",
    "minskade", "ökade", "varslade", "företagen", "De", "om", "inte", "maj", "den", "3", "juni-10", "september", "2026-06-15", "v", "10-16",
    "hösten", "i fjol", "nästa vecka", "på onsdag", "senast", "efter", "hälften", "(", ")", "+0,4", "−12", ".", ",", "\n", "\n\n", "\t", "|", "1", "§", "kl", "10.30",
    "https://a.example/b-\nc", "två", "tjugofem", "per", "månad", "/vecka", "Länsstyrelsen", "ska", "?", ":", "jan", "Q3", "H1", "90-talet", "å", "a\u030a", "\u00ad", "\u200e", "😀", "\0", "\u2009", "–",
]  # fmt: skip
swedish = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
texts = st.one_of(swedish, st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=80).map("".join))
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@settings(max_examples=150)
@given(texts, days)
def test_every_fact_is_the_text_at_its_place(text: str, day: date) -> None:
    reading = read(text, day)
    assert reading.text == text
    for fact in reading.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
    ids = [fact.id for fact in reading.facts]
    assert len(ids) == len(set(ids))
    for fact in reading.facts:
        pointed = {fact.within, fact.relative_to, fact.fields.get("period")} - {None}
        assert pointed <= set(ids)


CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "changed",
    [str.upper, str.title, str.swapcase, lambda t: t.replace(" ", "\n"), lambda t: t.replace("\n", "")],
    ids=["capitals", "titles", "swapped", "a word a line", "one line"],
)
def test_text_in_any_dress_is_read_with_its_places(path: Path, changed: Callable[[str], str]) -> None:
    text = changed(path.read_text("utf-8"))
    assert all(text[fact.start : fact.end] == fact.text for fact in read(text, DAY).facts)


@settings(max_examples=60)
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text, DAY) == read(text, DAY)


@settings(max_examples=100)
@given(swedish, days)
def test_days_are_in_order_and_values_are_numbers(text: str, day: date) -> None:
    for fact in read(text, day).of_kind("date", "quantity"):
        first, last = fact.fields.get("from"), fact.fields.get("to")
        if first and last:
            assert date.fromisoformat(first) <= date.fromisoformat(last)
        for name in ("value", "low", "high", "total"):
            value = fact.fields.get(name)
            assert value is None or isinstance(value, int | float)


@settings(max_examples=100)
@given(texts)
def test_segments_joined_are_the_text(text: str) -> None:
    reading = read(text, DAY)
    segments = annotate(reading)
    assert "".join(s.text for s in segments) == text
    over = {i for s in segments for i in s.facts}
    assert over == {f.id for f in reading.facts}


@settings(max_examples=50)
@given(texts)
def test_explaining_gives_the_same_facts_as_reading(text: str) -> None:
    assert [f.fact for f in explain(text, DAY).fired] == list(read(text, DAY).facts)


@given(st.text(max_size=200))
def test_lowering_and_flattening_move_no_place(text: str) -> None:
    assert len(flatten(lower(text))) == len(text)


@given(st.text(alphabet="aåäoé\u030a\u0308\u0301\u00ad\u200b 1", max_size=60))
def test_composed_text_points_back_to_what_was_written(text: str) -> None:
    prepared = prepare(text)
    for place in range(len(prepared.text)):
        start, end = prepared.original(place, place + 1)
        assert 0 <= start < end <= len(text)


@settings(max_examples=60)
@given(swedish, swedish)
def test_links_and_written_out_days_of_joined_texts_are_those_of_both(one: str, two: str) -> None:
    def sure(text: str, shift: int = 0) -> list[tuple[str, str]]:
        return [(f.kind, f.text) for f in read(text, DAY).facts if f.kind == "link" or f.rule == "date.iso"]

    joined = f"Inledning.\n\n{one.strip()}.\n\nSlut.\n\n{two.strip()}."
    alone = sure(f"Inledning.\n\n{one.strip()}.\n\nSlut.") + sure(f"\n\n{two.strip()}.")
    assert sure(joined) == alone


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ufeff3 maj", "1" * 100_000, "1 " * 20_000, "1," * 20_000, "tre och " * 5_000, "3 maj, " * 5_000, "a" * 50_000, "😀" * 10_000, "(" * 20_000, "|1" * 10_000, "A\n1\n" * 5_000],
    ids=["empty", "nul", "bom", "digits", "ones", "commas", "numerals", "days", "one word", "emoji", "brackets", "pipes", "lines"],
)  # fmt: skip
def test_strange_texts_are_read_in_steps_that_grow_with_their_length(text: str) -> None:
    # A text twice as long costs at most some more than twice as much: counted in calls, not seconds.
    if len(text) < 1000:
        read(text, DAY)
        return
    half, whole = calls(text[: len(text) // 4]), calls(text[: len(text) // 2])
    assert whole <= 2.6 * half + 3_000


def calls(text: str) -> int:
    """How many Python calls a reading takes: a measure of work that no busy machine changes."""
    import sys

    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        read(text, DAY)
    finally:
        sys.setprofile(before)
    return count
