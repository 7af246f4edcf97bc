# SPDX-License-Identifier: EUPL-1.2
"""Minutes cut for an audience: which words of which blocks it reads, and why the others fall away.

The words of a report follow the ranges of its version, as they are now; words that a person wrote
follow their own level. Rather too much is held back than too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import textreader
from lagesbild.dialogues.models import Submission
from lagesbild.lib.audience import RANK, Level
from lagesbild.minutes.blocks import Block, Part, Place
from lagesbild.minutes.layout import MASK, align
from lagesbild.sources.models import TextVersion
from lagesbild.sources.rules import carry_held_back, level_of

Range = tuple[int, int, str, str]

#: Stands where words were held back from the middle of something that is shown.
LEFT_OUT = "[utelämnat]"
#: Grounds beside the ranges' own: the report's level, not read through yet, withdrawn.
BASE = "base"
NOT_READ_THROUGH = "not_read_through"
WITHDRAWN = "withdrawn"

#: Sentences are cut without asking for days.
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a block that the same people may read; ``ground`` says why not everybody."""

    text: str
    level: Level
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Sighted:
    """A block with who may read which of its words."""

    block: Block
    pieces: tuple[Piece, ...]

    @property
    def level(self) -> Level:
        """The level of most that it says: what its margin shows."""
        visible = [p for p in self.pieces if any(c.isalnum() for c in p.text)]
        return max(visible, key=lambda p: len(p.text)).level if visible else Level(self.block.level)

    def shown_to(self, level: Level) -> tuple[Piece, ...]:
        """The words as this level reads them, the held-back ones replaced by a mark; none where nothing is left."""
        found: list[Piece] = []
        for piece in self.pieces:
            if RANK[piece.level] <= RANK[level]:
                found.append(piece)
            elif any(c.isalnum() for c in piece.text) and not (found and found[-1].text == LEFT_OUT):
                found.append(replace(piece, text=LEFT_OUT))
        kept = "".join(p.text for p in found if p.text != LEFT_OUT)
        return _spaced(found) if any(c.isalnum() for c in kept) else ()

    def held_from(self, level: Level) -> tuple[Piece, ...]:
        """The words that this level does not read."""
        return tuple(p for p in self.pieces if RANK[p.level] > RANK[level] and any(map(str.isalnum, p.text)))


def _spaced(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A mark takes the place of words, not of the spaces around them."""
    found: list[Piece] = []
    for n, piece in enumerate(pieces):
        text = piece.text
        if text == LEFT_OUT:
            before = found[-1].text[-1:] if found else " "
            after = pieces[n + 1].text[:1] if n + 1 < len(pieces) else " "
            text = (
                ("" if before in ' (”"' or not before else " ") + text + ("" if not after.isalnum() else " ")
            )
        found.append(replace(piece, text=text))
    return tuple(found)


@dataclass(frozen=True)
class Ground:
    """What cutting needs to know of a version: its text and ranges, and which reports nobody may read on."""

    text: str
    base: str
    ranges: tuple[Range, ...] = ()
    unread: frozenset[int] = frozenset()
    withdrawn: frozenset[int] = frozenset()


def sight(block: Block, ground: Ground | None) -> Sighted:
    """Who may read which words of a block; ``ground`` is its version's, None where it has none."""
    if ground is None or block.place is None:
        return Sighted(block, (Piece(block.text, Level(block.level), block.ground),))
    if block.place.report in ground.withdrawn:
        return Sighted(block, (Piece(block.text, Level.COORDINATOR, WITHDRAWN),))
    offsets = align(ground.text, (block.place.start, block.place.end), block.text)
    if offsets is not None:
        words = "".join(
            MASK if ground.text[at] == MASK else c for c, at in zip(block.text, offsets, strict=True)
        )
        pieces = _by_offsets(words, offsets, ground)
    else:
        pieces = _edited(block, block.place, ground)
    if block.place.report in ground.unread:
        return Sighted(block, tuple(_at_least(p, Level.COORDINATOR, NOT_READ_THROUGH) for p in pieces))
    return Sighted(block, tuple(_at_least(p, Level(block.level), block.ground) for p in pieces))


def _at_least(piece: Piece, floor: Level, because: str) -> Piece:
    if RANK[piece.level] >= RANK[floor]:
        return piece
    return Piece(piece.text, floor, because)


def _by_offsets(text: str, offsets: Sequence[int], ground: Ground) -> list[Piece]:
    """Cut where a range begins or ends; each letter knows its place in the version."""
    here = [r for r in ground.ranges if offsets and r[0] <= offsets[-1] and offsets[0] < r[1]]
    bare = [(a, b, level) for a, b, level, _ in here]
    pieces: list[Piece] = []
    start = 0
    standing: tuple[Level, str] | None = None
    for n, at in enumerate(offsets):
        level = level_of((at, at + 1), bare, ground.base)
        now = (level, _ground_at(here, at, level, ground.base))
        if standing is not None and now != standing:
            pieces.append(Piece(text[start:n], *standing))
            start = n
        standing = now
    if standing is not None:
        pieces.append(Piece(text[start:], *standing))
    return pieces


def _ground_at(ranges: Iterable[Range], at: int, level: Level, base: str) -> str:
    """Why a letter has its level: the range that gives it, else the report's own level."""
    for a, b, other, because in ranges:
        if other == level and a <= at < b:
            return because
    return BASE if level == base and level != Level.PUBLIC else ""


def _edited(block: Block, place: Place, ground: Ground) -> list[Piece]:
    """An edited block: what was held back in the report's words is held back wherever it stands now."""
    old = _one_line(ground.text[place.start : place.end])
    moved: list[Range] = []
    for a, b, level, because in ground.ranges:
        first, last = max(a, place.start), min(b, place.end)
        if a <= place.start and place.end <= b:
            moved.append((0, len(block.text), level, because))
        elif first < last and RANK[Level(level)] > RANK[Level(ground.base)]:
            words = _one_line(ground.text[first:last])
            moved += [(x, y, level, because) for x, y in _places(old, block.text, words)]
    return _by_offsets(block.text, range(len(block.text)), replace(ground, ranges=tuple(moved)))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _places(old: str, new: str, words: str) -> list[tuple[int, int]]:
    if not words:
        return []
    if old.count(words) == 1 and new.count(words) == 1:
        start = new.index(words)
        return [(start, start + len(words))]
    if words not in old:
        return [(0, len(new))]
    start = old.index(words)
    found = carry_held_back(old, _sentences(old), new, _sentences(new), (start, start + len(words)))
    # Words that can no longer be found: nobody can tell what is left of them.
    return found or ([] if not _common(words, new) else [(0, len(new))])


def _common(words: str, new: str) -> bool:
    """Whether anything of held-back words may still be said."""
    said = {w.casefold() for w in new.split() if len(w) > 3}
    return any(w.casefold() in said for w in words.split() if len(w) > 3)


def _sentences(words: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in textreader.read(words, ANY_DAY).sentences]


def grounds_of(parts: Iterable[Part]) -> dict[int, Ground]:
    """The versions that the parts' words come from, by id; a number of queries that does not grow."""
    ids = {b.place.version for part in parts for b in part.blocks if b.place is not None}
    accepted: dict[int, set[int]] = {}
    standing: dict[int, set[int]] = {}
    reports: dict[int, set[int]] = {}
    sent = Submission.objects.filter(version__in=ids)
    for pk, report, read, gone in sent.values_list("version_id", "report_id", "accepted_at", "withdrawn_at"):
        reports.setdefault(pk, set()).add(report)
        if read is not None:
            accepted.setdefault(pk, set()).add(report)
        if gone is None:
            standing.setdefault(pk, set()).add(report)
    found = {}
    for version in TextVersion.objects.filter(pk__in=ids).prefetch_related("ranges"):
        mine = reports.get(version.pk, set())
        read_through = mine if version.is_history else accepted.get(version.pk, set())
        found[version.pk] = Ground(
            version.text,
            version.level,
            tuple((r.start, r.end, r.level, r.ground) for r in version.ranges.all() if r.lifted_at is None),
            unread=frozenset(mine - read_through),
            withdrawn=frozenset(mine - standing.get(version.pk, set())),
        )
    return found


def see(block: Block) -> Sighted:
    """One block with who may read it, as things stand now."""
    ((_, (seen,)),) = sight_all([Part(key="", kind="", heading="", blocks=(block,))], removed=True)
    return seen


def reads_all(parts: Iterable[Part], key: str, wordings: Iterable[str], level: Level) -> bool:
    """Whether a level reads every letter of these wordings of a block, former ones too."""
    found = next((b for part in parts for b in part.blocks if b.key == key), None)
    return found is not None and not any(
        see(replace(found, text=words)).held_from(level) for words in wordings
    )


def sight_all(parts: Iterable[Part], *, removed: bool = False) -> list[tuple[Part, list[Sighted]]]:
    """Every block of the parts with who may read it, as things stand now; ``removed`` ones where asked for."""
    parts = list(parts)
    grounds = grounds_of(parts)
    return [
        (
            part,
            [
                sight(b, grounds.get(b.place.version) if b.place else None)
                for b in part.blocks
                if removed or not b.removed
            ],
        )
        for part in parts
    ]
