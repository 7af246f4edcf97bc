# SPDX-License-Identifier: EUPL-1.2
"""What stands on the page of a round: each room above puts its own part there, in ``AppConfig.ready()``.

The page asks every part for its steps, key facts, notes beside members, and candidates for the next
step. "Nästa steg" is one button: ``next_step`` picks the candidate that comes first by ``place``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lagesbild.components.shapes import Link

if TYPE_CHECKING:
    from lagesbild.dialogues.round_overview import Overview
    from lagesbild.dialogues.views.round_desk import DialogueDesk

#: Where parts stand, on the line of steps and among the next steps.
CALL, REVIEW, REMIND, REPORTS, READ, MEET, MINUTES, PICTURE = 10, 20, 30, 40, 50, 60, 70, 80


@dataclass(frozen=True, kw_only=True)
class PartStep:
    """A step of the round's way: what it is called, how far it has come, whether it is done."""

    place: int
    title: str
    text: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something to do now. With ``is_post`` the button acts at once; else it leads to a page.

    ``more`` are quiet ways beside the button.
    """

    place: int
    title: str
    text: str
    action: Link
    is_post: bool = False
    more: Sequence[Link] = ()


@dataclass(frozen=True, kw_only=True)
class KeyFact:
    """A fact about the round that everybody looks for, such as when one answers at the latest."""

    place: int
    label: str
    value: str
    note: str = ""
    link: Link | None = None


class RoundPart:
    """A room's part of the page; each answers for what it knows and leaves the rest empty."""

    def steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[PartStep]:
        """Steps of the round's way."""
        return ()

    def next_steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[NextStep]:
        """What this person could do next, as far as this room knows."""
        return ()

    def key_facts(self, desk: DialogueDesk, overview: Overview) -> Sequence[KeyFact]:
        """Facts for the top of the page."""
        return ()

    def notes(self, desk: DialogueDesk, overview: Overview) -> dict[int, str]:
        """Words beside a member, by organisation: "Påminns i morgon kl. 8"."""
        return {}

    def links(self, desk: DialogueDesk, overview: Overview) -> Sequence[Link]:
        """Ways to pages of this room about the round."""
        return ()


_parts: list[RoundPart] = []


def register(part: RoundPart) -> None:
    """Put a part on the page of every round."""
    _parts.append(part)


def parts() -> list[RoundPart]:
    """Every part, in the order of registration."""
    return _parts


def next_step(candidates: Iterable[NextStep]) -> NextStep | None:
    """The one thing to do now: the candidate that comes first; None where nobody has any."""
    return min(candidates, key=lambda step: step.place, default=None)
