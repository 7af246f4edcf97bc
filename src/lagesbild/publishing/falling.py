# SPDX-License-Identifier: EUPL-1.2
"""What falls away when minutes are cut for an audience, word by word, with the ground. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.dialogues.models import Round
from lagesbild.lib.audience import Level
from lagesbild.minutes.blocks import BlockKind
from lagesbild.minutes.cutting import sight_all
from lagesbild.minutes.queries import parts_of
from lagesbild.minutes.words import ground_name, ground_reason


@dataclass(frozen=True)
class Fallen:
    """Words that an audience does not read: where they stand, and whether the rest of the block stays."""

    heading: str
    words: str
    whole: bool


@dataclass(frozen=True)
class Reason:
    """A ground, and all that falls away for it."""

    name: str
    reason: str
    fallen: tuple[Fallen, ...]


def falling_away(turn: Round, level: Level) -> list[Reason]:
    """Everything that an edition leaves out, by ground."""
    found: dict[str, list[Fallen]] = {}
    for part, blocks in sight_all(parts_of(turn)):
        for sighted in blocks:
            if sighted.block.kind == BlockKind.HEADING:
                continue
            shown = sighted.shown_to(level)
            for piece in sighted.held_from(level):
                fallen = Fallen(part.heading, piece.text.strip(), whole=not shown)
                found.setdefault(piece.ground, []).append(fallen)
    return [Reason(ground_name(code), ground_reason(code), tuple(fallen)) for code, fallen in found.items()]
