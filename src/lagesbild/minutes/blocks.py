# SPDX-License-Identifier: EUPL-1.2
"""Minutes as values: parts under headings, each of blocks that know where their words came from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any


class PartKind(StrEnum):
    """What a part of the minutes is."""

    PRESENT = "present"
    OPEN = "open"
    MEETING = "meeting"
    ROOM = "room"
    GROUP = "group"
    MEMBER = "member"
    DECIDED = "decided"
    NEXT_MEETING = "next_meeting"
    ATTACHMENTS = "attachments"
    CORRECTIONS = "corrections"


class BlockKind(StrEnum):
    """How a block is set."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"
    PAIR = "pair"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block's words stand: the report, its version, and the span; code points."""

    report: int
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a row of a table, a point.

    ``text`` is how it stands, ``composed`` how the report says it (empty where a person wrote it).
    ``level`` counts for words that no report holds; a report's words follow its own ranges.
    ``label`` and ``detail`` are a point's kind and whose by when, or a pair's term. ``spoken`` and
    ``unconfirmed`` say that it was heard and not written, ``stale`` that the report has changed
    since a person edited the block.
    """

    key: str
    kind: str
    text: str
    composed: str = ""
    place: Place | None = None
    level: str = "public"
    ground: str = ""
    label: str = ""
    what: str = ""
    detail: str = ""
    spoken: bool = False
    unconfirmed: bool = False
    stale: bool = False
    removed: bool = False
    edited_by: int | None = None
    edited_at: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether a person has changed or written it."""
        return bool(self.edited_at)

    @property
    def is_passage(self) -> bool:
        """Whether its words are a passage of a report, so that the report says who reads them.

        A file's name belongs to a report and is no passage of it.
        """
        return self.place is not None and self.place.start < self.place.end

    def to_dict(self) -> dict[str, Any]:
        """JSON-able values, without what is as it usually is."""
        found = asdict(self)
        return {k: v for k, v in found.items() if k in ("key", "kind", "text") or v != _USUAL.get(k)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Block:
        """The block that ``to_dict`` was made of."""
        known = {f.name for f in fields(cls)}
        kept = {k: v for k, v in values.items() if k in known}
        if kept.get("place"):
            kept["place"] = Place(**kept["place"])
        return cls(**kept)


_USUAL = {f.name: f.default for f in fields(Block)}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its blocks.

    ``level`` is 3 below a group's heading, else 2. ``organisation`` is whose words they are, ``note``
    how the report came in.
    """

    key: str
    kind: str
    heading: str
    level: int = 2
    organisation: int | None = None
    reporter: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able values."""
        found: dict[str, Any] = {"key": self.key, "kind": self.kind, "heading": self.heading}
        if self.level != 2:
            found["level"] = self.level
        for name in ("organisation", "reporter", "note"):
            if getattr(self, name):
                found[name] = getattr(self, name)
        return found | {"blocks": [block.to_dict() for block in self.blocks]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Part:
        """The part that ``to_dict`` was made of."""
        known = {f.name for f in fields(cls)} - {"blocks"}
        kept = {k: v for k, v in values.items() if k in known}
        return cls(**kept, blocks=tuple(Block.from_dict(b) for b in values["blocks"]))


Parts = tuple[Part, ...]


def to_json(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The parts as they are stored."""
    return [part.to_dict() for part in parts]


def from_json(values: Sequence[Mapping[str, Any]]) -> Parts:
    """The parts that ``to_json`` was made of."""
    return tuple(Part.from_dict(part) for part in values)


def all_blocks(parts: Iterable[Part]) -> Iterator[tuple[Part, Block]]:
    """Every block with the part that it stands in."""
    for part in parts:
        for block in part.blocks:
            yield part, block
