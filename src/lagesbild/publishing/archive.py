# SPDX-License-Identifier: EUPL-1.2
"""The archive of published minutes: what a reader finds in it, and search inside it. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.models import Edition as Row
from lagesbild.lib.audience import PUBLIC, RANK, Audience, Level
from lagesbild.publishing.edition import Edition, block_lines
from lagesbild.publishing.standing import standing_edition

#: Letters of a found line that are shown before and after the words.
AROUND = 90
MOST_LINES = 5


@dataclass(frozen=True)
class Hit:
    """A line that holds the words: its section, and the words with what stands around them."""

    anchor: str
    heading: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Kept:
    """Published minutes as a reader of the archive finds them."""

    row: Row
    edition: Edition
    hits: tuple[Hit, ...] = ()


def rows_for(audiences: Mapping[Dialogue, Audience]) -> list[Row]:
    """The newest standing edition of each round that a reader may read, the newest meeting first.

    Those who take part in a dialogue read the group's edition where there is one; others the public
    one. ``audiences`` are the reader's dialogues.
    """
    found: dict[int, Row] = {}
    readers = {dialogue.pk: audience for dialogue, audience in audiences.items()}
    rows = Row.objects.filter(of=Row.Of.MINUTES, withdrawn_at__isnull=True).select_related(
        "dialogue__area", "round", "released_by"
    )
    for row in rows.order_by("released_at", "pk"):
        reader = readers.get(row.dialogue_id, PUBLIC)
        # A round from before the reader's time is read as everybody reads it.
        mine = reader.level if reader.may_see_day(row.round.held_on) else Level.PUBLIC
        if RANK[Level(row.audience)] > RANK[mine]:
            continue
        standing = found.get(row.round_id)
        if standing is None or RANK[Level(row.audience)] >= RANK[Level(standing.audience)]:
            found[row.round_id] = row
    return sorted(found.values(), key=lambda r: (r.round.held_on, r.round.ordinal, r.pk), reverse=True)


def row_for(audiences: Mapping[Dialogue, Audience], slug: str, address: str) -> Row | None:
    """The edition of one round that a reader may read."""
    return next(
        (r for r in rows_for(audiences) if (r.dialogue.slug, r.round.address) == (slug, address)), None
    )


def search(rows: Iterable[Row], words: str) -> Iterator[Kept]:
    """The minutes that hold all the words in one line, with those lines."""
    wanted = [w for w in words.casefold().split() if w]
    for row in rows:
        edition = standing_edition(row)
        hits = tuple(_hits(edition, wanted)) if wanted else ()
        if hits or not wanted:
            yield Kept(row, edition, hits[:MOST_LINES])


def _hits(edition: Edition, wanted: list[str]) -> Iterator[Hit]:
    anchor = heading = ""
    for part in edition.parts:
        anchor, heading = (part.anchor, part.heading) if part.anchor else (anchor, heading)
        for line in (part.heading, *(line for block in part.blocks for line in block_lines(block))):
            folded = line.casefold()
            if len(folded) != len(line) or not all(w in folded for w in wanted):
                continue
            at = folded.index(wanted[0])
            end = at + len(wanted[0])
            start = max(0, at - AROUND)
            yield Hit(
                anchor,
                heading,
                ("…" if start else "") + line[start:at],
                line[at:end],
                line[end : end + AROUND] + ("…" if end + AROUND < len(line) else ""),
            )
