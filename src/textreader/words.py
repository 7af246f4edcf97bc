# SPDX-License-Identifier: EUPL-1.2
"""Words are data: reading the lists in ``lexicon/``, and patterns made from lists of words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The list ``lexicon/<name>.toml``, read once."""
    path = files("textreader") / "lexicon" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words``, factored by common beginnings.

    A flat list of alternatives is tried word by word at each place; the factored one looks at each
    letter once. A space in a word matches the gap between words, a line end too.

    >>> alternatives(["maj", "mars", "mar"])
    'ma(?:j|r(?:s)?)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(node: dict[str, Any]) -> str:
    ends_here = "" in node
    branches = [
        (GAP if char == " " else re.escape(char)) + _pattern(child)
        for char, child in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    if ends_here:
        return "(?:" + "|".join(branches) + ")?"
    if len(branches) == 1:
        return branches[0]
    return "(?:" + "|".join(branches) + ")"


def word_before(flat: str, place: int) -> str:
    """The word that stands before a place with one or more spaces between, with its marks.

    Patterns that look back are tried only when it is one that they can end with.

    >>> word_before("ca 5", 3), word_before("x-5", 2)
    ('ca', '')
    """
    end = place
    while end and flat[end - 1] == " " and place - end < 6:
        end -= 1
    if end == place:
        return ""
    return flat[flat.rfind(" ", max(0, end - 24), end) + 1 : end]


#: Between two words: a space, or a line end with spaces around it (text out of PDF has an empty
#: line after every line). Bounded, so that a long run of spaces costs nothing.
GAP = " {1,6}"


def words_pattern(words: Iterable[str]) -> str:
    """Like :func:`alternatives`, but only whole words."""
    return r"(?<!\w)(?:" + alternatives(words) + r")(?!\w)"
