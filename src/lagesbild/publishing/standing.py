# SPDX-License-Identifier: EUPL-1.2
"""A stored edition as it may be shown today: without what has been withdrawn or masked since.

The stored values stay as they were published; two things alone reach them: a report that its member
has taken back, and letters that were masked for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from lagesbild.dialogues.models import Edition as Row
from lagesbild.dialogues.models import Submission
from lagesbild.minutes.layout import MASK, align
from lagesbild.publishing.edition import (
    LEFT_OUT,
    Block,
    Bullets,
    Edition,
    Origin,
    Paragraph,
    Part,
    Point,
    Points,
    Run,
    Table,
    said,
)
from lagesbild.sources.models import TextVersion

Item = TypeVar("Item", Paragraph, Point)


@dataclass(frozen=True)
class Since:
    """What has happened to the texts behind an edition: reports taken back, and masked texts by version."""

    withdrawn: frozenset[tuple[int, int]]
    masked: dict[int, str]


def standing_edition(row: Row) -> Edition:
    """The edition of minutes that a row holds, as it may be shown today."""
    edition = Edition.from_dict(row.values)
    since = _since(edition)
    if not since.withdrawn and not since.masked:
        return edition
    parts = tuple(p for part in edition.parts if (p := _part(part, since)) is not None)
    return replace(edition, parts=_without_empty_groups(parts))


def _origins(blocks: Iterable[Block]) -> Iterator[Origin]:
    for block in blocks:
        if isinstance(block, Table):
            yield from block.origins
        items = block.items if isinstance(block, Bullets | Points) else (block,)
        for item in items:
            if isinstance(item, Paragraph | Point) and item.origin is not None:
                yield item.origin


def _since(edition: Edition) -> Since:
    found = [o for part in edition.parts for o in (*_origins(part.blocks), part.origin) if o is not None]
    origins = {(o.report, o.version) for o in found}
    sent = Submission.objects.filter(
        report__in={report for report, _ in origins}, withdrawn_at__isnull=False
    ).values_list("report_id", "version_id")
    texts = TextVersion.objects.filter(pk__in={version for _, version in origins}, text__contains=MASK)
    return Since(frozenset(sent) & frozenset(origins), dict(texts.values_list("pk", "text")))


def _part(part: Part, since: Since) -> Part | None:
    blocks = tuple(b for block in part.blocks if (b := _block(block, since)) is not None)
    if part.blocks and not blocks:
        return None
    return replace(part, blocks=blocks, heading=_heading(part, since))


def _heading(part: Part, since: Since) -> str:
    """A heading that stands; one that was taken back or masked says nothing more."""
    origin = part.origin
    if origin is None:
        return part.heading
    standing = _paragraph(Paragraph((Run(part.heading),), origin=origin), since)
    return said(standing.runs) if standing is not None else ""


def _without_empty_groups(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        part
        for n, part in enumerate(parts)
        if part.kind != "group" or part.blocks or (n + 1 < len(parts) and parts[n + 1].level > part.level)
    )


def _block(block: Block, since: Since) -> Block | None:
    if isinstance(block, Bullets):
        bullets = tuple(b for item in block.items if (b := _paragraph(item, since)) is not None)
        return replace(block, items=bullets) if bullets else None
    if isinstance(block, Points):
        points = tuple(p for point in block.items if (p := _paragraph(point, since)) is not None)
        return replace(block, items=points) if points else None
    if isinstance(block, Table):
        return _table(block, since)
    return _paragraph(block, since) if isinstance(block, Paragraph) else block


def _table(table: Table, since: Since) -> Table | None:
    """A table without the rows that were taken back; with a masked row's cells left out."""
    if not table.origins:
        return table
    kept = [
        ((LEFT_OUT,) * len(cells) if _is_masked(origin, since) else cells, origin)
        for cells, origin in zip((table.head, *table.rows), table.origins, strict=True)
        if (origin.report, origin.version) not in since.withdrawn
    ]
    if not kept:
        return None
    (head, *rows), origins = [cells for cells, _ in kept], tuple(origin for _, origin in kept)
    return replace(table, head=head, rows=tuple(rows), origins=origins)


def _is_masked(origin: Origin, since: Since) -> bool:
    return MASK in since.masked.get(origin.version, "")[origin.start : origin.end]


def _paragraph(item: Item, since: Since) -> Item | None:
    origin = item.origin
    if origin is None:
        return item
    if (origin.report, origin.version) in since.withdrawn:
        return None
    if not _is_masked(origin, since):
        return item
    text = since.masked[origin.version]
    words = said(item.runs)
    offsets = align(text, (origin.start, origin.end), words)
    if offsets is None:
        return replace(item, runs=(Run(LEFT_OUT, held=True),))
    masked = "".join(MASK if text[at] == MASK else sign for sign, at in zip(words, offsets, strict=True))
    return replace(item, runs=(Run(masked),))
