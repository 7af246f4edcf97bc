# SPDX-License-Identifier: EUPL-1.2
"""What a pattern cannot do without, found from the pattern itself.

A long pattern tried on every sentence costs more than it finds. Nearly every one hangs on a few
words: none of its hits is without one of them. To ask for those first is cheap, and changes no
answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from textreader.words import alternatives

_MOST = 80
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)

Words = frozenset[str]


def needed(pattern: re.Pattern[str]) -> Words:
    """Pieces of words in small letters, of which every hit holds at least one; empty when not told.

    >>> sorted(needed(re.compile(r"\\b(?:[Nn]y \\w+|extra)utlysning(?:en)?|(?i:ansökningsOMGÅNG) \\d")))
    ['ansökningsomgång', 'utlysning']
    >>> needed(re.compile(r"\\w+ (?:av)?"))
    frozenset()
    """
    return _in_sequence(parser.parse(pattern.pattern, pattern.flags)) or frozenset()


@lru_cache(maxsize=256)
def hint(pattern: re.Pattern[str]) -> Callable[[str], Any]:
    """A cheap test on text in small letters that is false only where the pattern finds nothing."""
    words = needed(pattern)
    if not words:
        return lambda said: True
    if len(words) == 1:
        (word,) = words
        return lambda said: word in said
    return re.compile(alternatives(words)).search


def _in_sequence(items: Iterable[tuple[Any, Any]]) -> Words | None:
    """The best of what the parts of a sequence need: few words, and long ones."""
    found: list[Words] = []
    run = ""
    for code, value in items:
        letter = _letter(code, value)
        if letter is not None:
            run += letter
            continue
        if code in _ZERO_WIDTH:
            continue
        found.append(frozenset((run.strip(" "),)))
        run = ""
        inner = _in_item(code, value)
        if inner is not None:
            found.append(inner)
    found.append(frozenset((run.strip(" "),)))
    found = [words for words in found if "" not in words and len(words) <= _MOST]
    return max(found, key=lambda words: (min(len(w) for w in words), -len(words)), default=None)


def _in_item(code: Any, value: Any) -> Words | None:
    if code is codes.SUBPATTERN:
        return _in_sequence(value[3])
    if code is codes.ATOMIC_GROUP:
        return _in_sequence(value)
    if code in _REPEATS and value[0] > 0:
        return _in_sequence(value[2])
    if code is codes.BRANCH:
        each = [_in_sequence(one) for one in value[1]]
        if all(words is not None for words in each):
            return frozenset().union(*(words for words in each if words is not None))
    return None


def _letter(code: Any, value: Any) -> str | None:
    """The one letter, in small, that an item stands for."""
    if code is codes.LITERAL:
        letters = {chr(value).lower()}
    elif code is codes.IN and all(c is codes.LITERAL for c, _ in value):
        letters = {chr(v).lower() for _, v in value}
    else:
        return None
    letter = letters.pop()
    return letter if not letters and (letter.isalnum() or letter == " ") and len(letter) == 1 else None
