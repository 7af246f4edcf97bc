# SPDX-License-Identifier: EUPL-1.2
"""Patterns rewritten to search fast find exactly what they found before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textreader.patterns import at_words

pytestmark = pytest.mark.pure

PATTERNS = (
    r"(?<!\w)(?:men|medan|utan|mot)(?!\w)",
    r";|(?<!\w)(?:om|och)(?!\w)",
    r"\b(?:ska|skall) (?P<verb>\w+)|\bmå\b",
    r"(?<![\w-])(?:(?:en|ett) )?(?:man|mot)\b",
    r"(?:o?m|u(?:t|tan))en?",
    r"(?<!\w)[mM]en",
    r"(?:a|b){2}c",
    r"\b (?:men)",
    r"(?:me|m)(?P<end>n|edan)?",
    r"om[a-z]*$",
    "",
)
TEXT = st.text(st.sampled_from(list("menoutadskå -;M")), max_size=24)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXT)
def test_rewritten_pattern_finds_the_same_places_and_groups(pattern: str, text: str) -> None:
    plain, rewritten = re.compile(pattern), at_words(pattern)
    wanted = [(m.span(), m.groupdict()) for m in plain.finditer(text)]
    assert [(m.span(), m.groupdict()) for m in rewritten.finditer(text)] == wanted
    for start in range(len(text)):
        here, there = plain.search(text, start), rewritten.search(text, start)
        assert (here and here.span()) == (there and there.span())


def test_pattern_whose_first_letters_cannot_be_told_stays_as_it_is() -> None:
    assert at_words(r"\w+ån").pattern == r"\w+ån"
    assert at_words(r"\b (?:men)").pattern == r"\b (?:men)"


def test_first_letters_come_before_what_must_not_stand_there() -> None:
    assert at_words(r"(?<!\w)(?:men|utan)").pattern == r"(?:m(?<!\w.)en|u(?<!\w.)tan)"
