# SPDX-License-Identifier: EUPL-1.2
"""What a pattern cannot do without is asked for first, and changes no answer."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textreader.kinds
from textreader.kinds.marks import _LISTS, _MARK_WORDS, _NAMES, _any
from textreader.literals import hint, needed
from textreader.source import flatten, lower

pytestmark = pytest.mark.pure

CORPUS = Path(__file__).parent / "corpus"
LINES = sorted({line for path in CORPUS.glob("*.txt") for line in path.read_text("utf-8").splitlines()})


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.iter_modules(textreader.kinds.__path__):
        for name, value in vars(importlib.import_module(f"textreader.kinds.{module.name}")).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


PATTERNS = dict(_patterns())


@pytest.mark.parametrize("name", PATTERNS)
def test_no_line_of_the_corpus_is_hit_without_a_word_that_the_pattern_needs(name: str) -> None:
    pattern = PATTERNS[name]
    words = needed(pattern)
    for line in LINES:
        for match in pattern.finditer(line):
            held = flatten(lower(match[0]))
            assert not words or any(word in held for word in words), (match[0], words)


def test_most_patterns_tell_what_they_need() -> None:
    telling = [name for name, pattern in PATTERNS.items() if needed(pattern)]
    assert len(telling) > 0.6 * len(PATTERNS)


SMALL = ("ab", "a b", "[Aa]b", "(?:ab|cd)", "(?:ab)?", "(?:c|d)+", "(?<!a)b", "a*", r"\bcd", "(?i:DA)")


@given(st.lists(st.sampled_from(SMALL), min_size=1, max_size=4), st.text("abcd A", max_size=12))
def test_hint_is_false_only_where_nothing_is_found(parts: list[str], text: str) -> None:
    pattern = re.compile("".join(parts))
    if pattern.search(text):
        assert hint(pattern)(text.lower())


@pytest.mark.parametrize("name", _NAMES)
@given(data=st.data())
def test_every_mark_begins_with_words_that_the_scan_knows(name: str, data: st.DataObject) -> None:
    plain = [w for w in _LISTS[name] if not w.startswith(r"\?")]
    words = data.draw(st.sampled_from(plain))
    said = data.draw(st.from_regex(re.compile(words, re.ASCII), fullmatch=True))
    if re.fullmatch(_any(name), said):
        assert any(said.startswith(begun) and name in names for begun, names in _MARK_WORDS.items())
