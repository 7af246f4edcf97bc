# SPDX-License-Identifier: EUPL-1.2
"""Who is asking: the argument of every query that gives out words or figures.

Three levels, each seeing what the ones before it see: *public*, *group* (members of the dialogue),
*coordinator*. An organisation always reads its own text, whatever its level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How widely a passage may be read; compared by ``RANK``."""

    PUBLIC = "public"
    GROUP = "group"
    COORDINATOR = "coordinator"


RANK = {Level.PUBLIC: 0, Level.GROUP: 1, Level.COORDINATOR: 2}
LEVEL_CHOICES = [
    (Level.PUBLIC.value, "offentligt"),
    (Level.GROUP.value, "gruppen"),
    (Level.COORDINATOR.value, "samordnaren"),
]


def strictest(*levels: str) -> Level:
    """The level that fewest may read.

    >>> strictest("public", "group")
    <Level.GROUP: 'group'>
    """
    return max((Level(level) for level in levels), key=RANK.__getitem__)


@dataclass(frozen=True)
class Audience:
    """A reader's level and own organisations (by id).

    ``sees_from`` is the first day whose rounds are open to the reader; None where all are.
    """

    level: Level
    organisations: frozenset[int] = frozenset()
    sees_from: date | None = None

    def may_see_day(self, day: date) -> bool:
        """Whether the rounds of a day are open to the reader."""
        return self.sees_from is None or day >= self.sees_from

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that this audience may read."""
        return tuple(level for level in Level if RANK[level] <= RANK[self.level])

    def may_read(self, level: str, organisation_id: int | None) -> bool:
        """Whether a passage at this level, written by this organisation, may be read."""
        return Level(level) in self.levels or (
            organisation_id is not None and organisation_id in self.organisations
        )


PUBLIC = Audience(Level.PUBLIC)
COORDINATOR = Audience(Level.COORDINATOR)
