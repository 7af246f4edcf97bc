# SPDX-License-Identifier: EUPL-1.2
"""Which facts the review page asks about first: those that the picture would show.

Pure. A review that asks about everything costs more than writing minutes by hand, so the page opens
with at most twelve facts to decide about; all others are one click away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lagesbild.dialogues.proposals import is_claimed

#: How many facts the page opens with.
AT_FIRST = 12

#: Ranks from here on belong to facts that the picture would not show by themselves.
NOT_IN_PICTURE = 10

_MEASURES = ("call", "scheme", "training")
#: Kinds that may be in the picture; the rest never is.
PICTURE_KINDS = ("quantity", "change", "call", "scheme", "training", "assessment", "date", "promise", "question", "decision", "contradiction", "action", "need")  # fmt: skip
_RANKS = {"promise": 2, "question": 3, "decision": 4, "contradiction": 5, "action": 9, "need": 9}


@dataclass(frozen=True)
class Candidate:
    """What the rule needs to know of a fact.

    ``bound`` tells that the figure has exactly one indicator, ``next_meeting`` that a date is the day
    of a meeting to come. ``settled`` that a decision stands
    which nobody needs to look at here: carried from the text before, or made for all at once.
    ``look_over`` that its sentence has changed since it was decided.
    """

    key: int
    kind: str
    payload: Mapping[str, Any]
    figure: bool = False
    bound: bool = False
    next_meeting: bool = False
    settled: bool = False
    look_over: bool = False


def rank(fact: Candidate) -> int:
    """How early the fact comes; lower is earlier.

    Decisions to look over again, figures of a known series, measures with a day, promises,
    questions, decisions of the meeting, clashes, voiced worries and bright spots, the next meeting,
    figures without a series, last what is done and needed. The rest is not on the picture.
    """
    if not is_claimed(dict(fact.payload)):
        return NOT_IN_PICTURE
    if fact.look_over:
        return -1
    if fact.figure:
        return 0 if fact.bound else 8
    if fact.kind in _MEASURES:
        return 1 if fact.payload.get("opens") or fact.payload.get("closes") else 9
    if fact.kind == "assessment":
        return 6 if fact.payload.get("tone") in ("worried", "positive") else NOT_IN_PICTURE
    if fact.kind == "date":
        return 7 if fact.next_meeting else NOT_IN_PICTURE
    return _RANKS.get(fact.kind, NOT_IN_PICTURE)


def in_picture(fact: Candidate) -> bool:
    """Whether the picture would show the fact once it is accepted."""
    return rank(fact) < NOT_IN_PICTURE


def first_to_review(facts: Iterable[Candidate], *, at_most: int = AT_FIRST) -> set[int]:
    """Keys of the facts that the page opens with, chosen so that a decision does not change the choice.

    ``facts`` come in the order of the text, which settles ties.
    """
    asked = [f for f in facts if in_picture(f) and (f.look_over or not f.settled)]
    return {f.key for f in sorted(asked, key=rank)[:at_most]}
