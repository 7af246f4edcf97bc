# SPDX-License-Identifier: EUPL-1.2
"""However facts cross each other, no character is lost and each fact keeps its own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues.segments import RowSpan, cut, locate, rows, spread, trim


@st.composite
def row_with_spans(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int]]]:
    start = draw(st.integers(0, 30))
    end = start + draw(st.integers(1, 60))
    spans = []
    for key in range(draw(st.integers(0, 12))):
        a = draw(st.integers(0, 100))
        spans.append((a, a + draw(st.integers(1, 40)), key))
    return start, end, spans


@given(row_with_spans())
def test_segments_tile_the_row(row: tuple[int, int, list[tuple[int, int, int]]]) -> None:
    start, end, spans = row
    pieces = cut(start, end, spans)
    assert [p.start for p in pieces] + [end] == [start] + [p.end for p in pieces]
    assert all(p.start < p.end for p in pieces)


@given(row_with_spans())
def test_each_span_covers_exactly_its_own_characters(
    row: tuple[int, int, list[tuple[int, int, int]]],
) -> None:
    start, end, spans = row
    pieces = cut(start, end, spans)
    for a, b, key in spans:
        covered = {c for p in pieces if key in p.keys for c in range(p.start, p.end)}
        assert covered == set(range(max(a, start), min(b, end)))


def test_the_narrowest_span_comes_first() -> None:
    inner = [p for p in cut(0, 20, [(0, 20, 1), (5, 8, 2)]) if len(p.keys) == 2]
    assert [p.keys for p in inner] == [(2, 1)]


TEXT = "Rubrik\n\nEtt är 1. Två\när 2.\n\n- Tre är 3.\nbil\t4\tfyra\n1.\nSlut."


def spans_of(*words: str) -> list[tuple[int, int, int]]:
    return [(TEXT.index(w), TEXT.index(w) + len(w), n) for n, w in enumerate(words)]


def test_rows_are_sentences_headings_and_lines_between() -> None:
    sentences = [(8, 17, 0), (18, 27, 0), *((a, b, n + 1) for a, b, n in spans_of("Tre är 3.", "Slut."))]
    found = rows(TEXT, (0, len(TEXT)), sentences, [(0, 6)])
    assert [TEXT[r.start : r.end] for r in found] == [
        "Rubrik", "Ett är 1.", "Två\när 2.", "Tre är 3.", "bil\t4\tfyra", "Slut.",
    ]  # fmt: skip
    assert [r.heading for r in found] == [True, False, False, False, False, False]
    assert [r.ends_paragraph for r in found][:3] == [False, False, True]


def test_rows_stay_inside_their_passage() -> None:
    found = rows(TEXT, (8, 28), [(8, 17, 0), (18, 27, 0), *spans_of("Tre är 3.")], [(0, 6)])
    assert [TEXT[r.start : r.end] for r in found] == ["Ett är 1.", "Två\när 2."]


@given(st.text(alphabet="ab1 .\n\t-🙂", max_size=80), st.lists(st.integers(0, 80), max_size=8))
def test_rows_hold_every_word_between_sentences(text: str, cuts: list[int]) -> None:
    edges = sorted({min(c, len(text)) for c in cuts})
    sentences = [(a, b, n) for n, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=False)) if a < b]
    found = rows(text, (0, len(text)), sentences)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    shown = {c for r in found for c in range(r.start, r.end)}
    for line_start, line in _lines(text, sentences):
        if sum(c.isalnum() for c in line) > 4:
            assert all(line_start + i in shown for i, c in enumerate(line) if c.isalnum())


def _lines(text: str, sentences: list[tuple[int, int, int]]) -> list[tuple[int, str]]:
    blank = list(text)
    for a, b, _ in sentences:
        blank[a:b] = "\n" * (b - a)
    found, at = [], 0
    for line in "".join(blank).split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.data())
def test_each_thing_is_in_every_row_that_it_touches_and_in_one_at_least(
    lengths: list[int], data: st.DataObject
) -> None:
    laid, at = [], 0
    for length in lengths:
        at += data.draw(st.integers(0, 2))
        laid.append(RowSpan(at, at + length))
        at += length
    start = data.draw(st.integers(0, at + 3))
    end = start + data.draw(st.integers(1, 9))
    found = spread(laid, [(start, end, "x")])
    touched = {n for n, row in enumerate(laid, 1) if row.start < end and start < row.end}
    assert set(found) >= touched
    assert found
    assert touched == set(found) or (not touched and len(found) == 1)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Två är", [(18, 24)]),  # over the line break
        ("är", [(12, 14), (22, 24)]),
        ("finns inte", []),
        ("", []),
    ],
)
def test_words_are_found_whatever_parts_them(words: str, places: list[tuple[int, int]]) -> None:
    assert locate(TEXT, (8, 28), words) == places


def test_trim_takes_away_white_space_and_what_lies_outside() -> None:
    assert trim("  ab \n", (0, 99)) == (2, 4)
    start, end = trim("   ", (0, 3))
    assert start == end
