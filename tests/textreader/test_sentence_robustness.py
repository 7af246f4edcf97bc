# SPDX-License-Identifier: EUPL-1.2
"""Any text is read without error, with exact places, the same way each time, in linear work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textreader import read

DAY = date(2026, 5, 11)
PIECES = [
    "Almi", "Kommuner", "Nästa möte", "Tallås: ", "AF: ", "§ 4 ", "- ", "1. ", "Vi ", "skickar ", "listan ",
    "senast den 3 juni", ". ", "? ", "! ", ": ", ", ", " och ", " men ", "\n", "\n\n", "\t", "|", "(", ")", "(kolla m Eva) ",
    "kommer att ", "Beslut: ", "oro för ", "tack till ", "behövs ", "24 av 29 ", "27 företag har ansökt. ", "blev godkända",
    "Region Havsnäs", "kommun", "Länsstyrelsen", "Eva Ek", "www.almi.example", "\x00", "å", "😊", "\u200b", "\u00ad", "\r\n", "…", "”", "–",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_minutes_is_read(text: str) -> None:
    reading = read(text, DAY)
    assert all(text[f.start : f.end] == f.text for f in reading.facts)
    assert all(
        0 <= s.start <= s.heading_start <= s.heading_end <= s.end <= len(text) for s in reading.sections
    )
    assert all(0 <= s.start < s.end <= len(text) for s in reading.sentences)
    assert read(text, DAY) == reading


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    reading = read(text, DAY)
    assert all(text[f.start : f.end] == f.text for f in reading.facts)


def _calls(text: str) -> int:
    """How many Python calls a reading makes: a measure of work that no other process disturbs."""
    count = 0

    def tick(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    read(text[:200], DAY)
    sys.setprofile(tick)
    try:
        read(text, DAY)
    finally:
        sys.setprofile(None)
    return count


LONG: dict[str, Callable[[int], str]] = {
    "labels": lambda n: "Möte\n\n" + "AF: lugnt i sep\nLRF: torrt\n" * n,
    "headings": lambda n: "Almi\nFler söker lån.\n\nKommuner\nTallås: lugnt.\n\n" * n,
    "commas": lambda n: "vi skickar, " * (4 * n),
    "one line": lambda n: "Almi startar en kurs och " * (2 * n),
    "brackets": lambda n: "(kolla m Eva " * (2 * n),
    "questions": lambda n: "Vem skickar listan? " * (2 * n),
    "names": lambda n: "Eva Ek och Bo Alm och " * (2 * n),
    "figures": lambda n: "27 företag har ansökt. 24 av 29 blev godkända. " * n,
    "table cells": lambda n: "Mora\t12\t" * (4 * n) + "\n" + "1  2  3\n" * n,
    "stops": lambda n: "bl. " * (8 * n),
}


@pytest.mark.parametrize("shape", LONG)
def test_work_grows_as_the_text_does(shape: str) -> None:
    small, large = _calls(LONG[shape](60)), _calls(LONG[shape](240))
    assert large < 6.5 * small, (small, large)


@pytest.mark.parametrize("piece", ["A", "a-", "(", "_", "1", " ", "\n", "\t", "? ", "Abc "])
def test_a_hundred_thousand_characters_without_end_are_read(piece: str) -> None:
    """A pattern that goes back over the whole text at each place would never come to an end here."""
    text = piece * (100_000 // len(piece))
    assert all(text[f.start : f.end] == f.text for f in read(text, DAY).facts)
