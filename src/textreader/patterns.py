# SPDX-License-Identifier: EUPL-1.2
"""Patterns that begin at a word, written so that ``re`` can leap to the letters they begin with.

``re`` searches three times as fast for ``m(?<!\\w.)en|u(?<!\\w.)tan`` as for
``(?<!\\w)(?:men|utan)``: of the first it knows the letters a hit must begin with, of the second it
tries every place. People read the second more easily, so rules are written like that and
:func:`at_words` turns the one into the other. Both find the same, place by place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_GUARD = re.compile(r"\\b|\(\?<!(?P<kept>\\w|\[[^\]\\]*(?:\\[w.s-][^\]\\]*)*\])\)")
_CAPTURES = re.compile(r"(?<!\\)\((?!\?)|\(\?P[<=]|\\[1-9]")
_LONGEST, _MOST = 30_000, 600


class _Leaf(NamedTuple):
    """One way in which a pattern can begin: a letter, what must not stand before it, the rest."""

    letter: str
    guard: str
    rest: str


class _CannotTellError(Exception):
    """The letters that the pattern begins with cannot be told."""


def at_words(pattern: str) -> re.Pattern[str]:
    """``pattern`` compiled; where its first letters can be told, in the form that searches fast.

    >>> at_words(r"(?<!\\w)(?:men|medan|utan)(?!\\w)").pattern
    '(?:m(?<!\\\\w.)(?:en|edan)|u(?<!\\\\w.)tan)(?!\\\\w)'
    >>> at_words(r"\\w+ by").pattern
    '\\\\w+ by'
    """
    try:
        faster = _rewritten(pattern)
    except _CannotTellError:
        return re.compile(pattern)
    return re.compile(faster) if len(faster) < _LONGEST else re.compile(pattern)


def searching(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Like ``re.compile(pattern).search``, for patterns with named groups at their beginning.

    :func:`at_words` cannot take those apart; without their names it can, and finds the place.

    >>> searching(r"(?<!\\w)(?:(?P<since>sedan)|(?P<after>efter)) (?P<what>\\w+)")("tiden efter jul")["what"]
    'jul'
    """
    whole, place = re.compile(pattern), at_words(_NAMED.sub("(?:", pattern))

    def search(said: str) -> re.Match[str] | None:
        found = place.search(said)
        return whole.match(said, found.start()) if found else None

    return search


_NAMED = re.compile(r"\(\?P<\w+>")


def _rewritten(pattern: str) -> str:
    alternatives = _split(pattern)
    if len(alternatives) > 1:
        return _joined([leaf for one in alternatives for leaf in _leaves(one, "")])
    guard, body = _guard(pattern, "")
    inner, rest = _group(body)
    if inner is None or rest[:1] in tuple("?*+{"):
        return _joined(_leaves(pattern, ""))
    # What follows the group need not be said again for each of its alternatives.
    return _joined([leaf for one in _split(inner) for leaf in _leaves(one, guard)]) + rest


def _leaves(pattern: str, guard: str) -> list[_Leaf]:
    """How one alternative, without ``|`` at its top, can begin."""
    guard, body = _guard(pattern, guard)
    if not body:
        raise _CannotTellError
    inner, rest = _group(body)
    if inner is not None:
        starts = _split(inner)
        optional = rest[:1] == "?"
        if optional:
            rest = rest[1:]
        if rest[:1] in tuple("?*+{") or _CAPTURES.search(rest):
            raise _CannotTellError
        found = [_Leaf(a, g, r + rest) for one in starts for a, g, r in _leaves(one, guard)]
        if optional:
            found += _leaves(rest, guard)
        if len(found) > _MOST:
            raise _CannotTellError
        return found
    letters, rest = _first(body)
    if guard == r"\b" and not all(c.isalnum() or c == "_" for c in letters):
        raise _CannotTellError
    if rest[:1] == "?" and rest[1:2] not in tuple("?+"):
        if _CAPTURES.search(rest):
            raise _CannotTellError
        return [*(_Leaf(c, guard, rest[1:]) for c in letters), *_leaves(rest[1:], guard)]
    if rest[:1] in tuple("?*+{"):
        raise _CannotTellError
    if len(letters) > 1 and _CAPTURES.search(rest):
        raise _CannotTellError
    return [_Leaf(c, guard, rest) for c in letters]


def _guard(pattern: str, guard: str) -> tuple[str, str]:
    """What must not stand before the first letter, and the pattern after that."""
    found = _GUARD.match(pattern)
    if found is None:
        return guard, pattern
    if guard:
        raise _CannotTellError
    return found["kept"] or r"\b", pattern[found.end() :]


def _group(body: str) -> tuple[str | None, str]:
    """The inside of a plain group that the pattern begins with, and what follows it."""
    if not body.startswith("(?:"):
        if body.startswith("("):
            raise _CannotTellError
        return None, body
    end = _closing(body, 0)
    return body[3:end], body[end + 1 :]


def _first(body: str) -> tuple[str, str]:
    """The letters that the pattern can begin with, and what follows them."""
    char = body[0]
    if char == "[":
        end = _end_of_set(body, 0)
        inside = body[1 : end - 1]
        if not inside or inside[0] == "^" or "-" in inside or "\\" in inside or "[" in inside:
            raise _CannotTellError
        return inside, body[end:]
    if char == "\\":
        if len(body) < 2 or body[1].isalnum():
            raise _CannotTellError
        return body[1], body[2:]
    if char in ".^$*+?{}|()]":
        raise _CannotTellError
    return char, body[1:]


def _split(pattern: str) -> list[str]:
    """The alternatives at the top of a pattern."""
    parts, begin, place = [], 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 2
        elif char == "[":
            place = _end_of_set(pattern, place)
        elif char == "(":
            place = _closing(pattern, place) + 1
        else:
            if char == "|":
                parts.append(pattern[begin:place])
                begin = place + 1
            place += 1
    return [*parts, pattern[begin:]]


def _closing(pattern: str, opening: int) -> int:
    """Where the group that opens at a place closes."""
    depth, place = 0, opening
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 2
            continue
        if char == "[":
            place = _end_of_set(pattern, place)
            continue
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
        place += 1
    raise _CannotTellError


def _end_of_set(pattern: str, opening: int) -> int:
    """The place after a set of characters."""
    place = opening + 1
    if pattern[place : place + 1] == "^":
        place += 1
    if pattern[place : place + 1] == "]":
        place += 1
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _joined(leaves: list[_Leaf]) -> str:
    """The leaves with each first letter said once; their order is kept for each letter."""
    by_letter: dict[str, list[_Leaf]] = {}
    for leaf in leaves:
        by_letter.setdefault(leaf.letter, []).append(leaf)
    return "(?:" + "|".join(_branch(letter, same) for letter, same in by_letter.items()) + ")"


def _branch(letter: str, leaves: list[_Leaf]) -> str:
    guards = {leaf.guard for leaf in leaves}
    if len(guards) == 1:
        rests = [leaf.rest for leaf in leaves]
        guard = _behind(guards.pop())
        return (
            re.escape(letter)
            + guard
            + (rests[0] if len(rests) == 1 and "|" not in rests[0] else f"(?:{'|'.join(rests)})")
        )
    return re.escape(letter) + "(?:" + "|".join(_behind(leaf.guard) + leaf.rest for leaf in leaves) + ")"


def _behind(guard: str) -> str:
    """The guard as seen from behind the first letter."""
    if not guard:
        return ""
    return r"(?<!\w.)" if guard == r"\b" else f"(?<!{guard}.)"
