# SPDX-License-Identifier: EUPL-1.2
"""Decisions about a meeting on values: the order of those who speak, the kind of a line, its moment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from lagesbild.lib.audience import Level, strictest

#: The sign first on a line that chooses its kind.
SIGNS = {"?": "question", "!": "promise", "=": "decision"}

#: A line cannot have been written longer ago than a closed browser is likely to keep it.
OLDEST_LINE = timedelta(days=14)


def one_line(text: str) -> str:
    """Typed words on one line, as tables can keep them.

    >>> one_line("  två \n ord ")
    'två ord'
    """
    return " ".join(text.replace("\x00", "\ufffd").split())


def kind_by_sign(text: str, kind: str) -> tuple[str, str]:
    """The kind that the first sign chooses, and the text without the sign.

    >>> kind_by_sign("! Skickar kartan", "note"), kind_by_sign("Allt väl", "question")
    (('promise', 'Skickar kartan'), ('question', 'Allt väl'))
    """
    text = one_line(text)
    chosen = SIGNS.get(text[:1])
    if chosen is None or not text[1:].strip():
        return kind, text
    return chosen, text[1:].strip()


def in_order(members: Sequence[int], order: Sequence[int]) -> list[int]:
    """Members as somebody has ordered them; those who are not in the order keep their place among the others.

    >>> in_order([1, 2, 3, 4], [3, 1]), in_order([1, 2], [])
    ([3, 2, 1, 4], [1, 2])
    """
    named = [pk for pk in dict.fromkeys(order) if pk in members]
    following = iter(named)
    return [next(following) if pk in named else pk for pk in members]


def moved(order: Sequence[int], pk: int, step: int) -> list[int]:
    """The order with one of it moved a step up (-1) or down (1); at the ends nothing changes.

    >>> moved([1, 2, 3], 3, -1), moved([1, 2, 3], 1, -1)
    ([1, 3, 2], [1, 2, 3])
    """
    found = list(order)
    here = found.index(pk) if pk in found else -1
    there = here + step
    if here < 0 or not 0 <= there < len(found):
        return found
    found[here], found[there] = found[there], found[here]
    return found


def after(order: Sequence[int], speaker: int | None, step: int = 1) -> int | None:
    """Who has the floor next: the first where nobody has it; None past the end.

    >>> after([1, 2], None), after([1, 2], 1), after([1, 2], 2), after([1, 2], 1, -1)
    (1, 2, None, None)
    """
    if speaker is None:
        return order[0] if order and step > 0 else None
    here = order.index(speaker) + step if speaker in order else -1
    return order[here] if 0 <= here < len(order) else None


def written_at(said: datetime | None, now: datetime) -> datetime:
    """When a line was written: what the browser says where that can be so, else now."""
    if said is None or said > now or now - said > OLDEST_LINE:
        return now
    return said


def base_level(kind: str, default: str, *, is_private: bool) -> Level:
    """Who may read a line: what a member said and has not confirmed is the group's at most.

    A decision is the meeting's own words and has the dialogue's level.

    >>> base_level("promise", "public", is_private=False).value, base_level("decision", "public", is_private=False).value
    ('group', 'public')
    """
    if is_private:
        return Level.COORDINATOR
    return Level(default) if kind == "decision" else strictest(default, Level.GROUP)
