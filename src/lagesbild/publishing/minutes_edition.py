# SPDX-License-Identifier: EUPL-1.2
"""Minutes as an edition: cut for one audience, laid out as values that every format can show. Writes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from lagesbild.dialogues.models import Round
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.minutes.blocks import Block as MinutesBlock
from lagesbild.minutes.blocks import BlockKind, Part, PartKind, Parts
from lagesbild.minutes.cutting import LEFT_OUT, Piece, Sighted, reads_all, sight_all
from lagesbild.minutes.layout import ADDRESS, cells
from lagesbild.minutes.models import Correction, Minutes
from lagesbild.minutes.queries import corrections_of, is_draft, minutes_of, parts_of
from lagesbild.publishing.edition import (
    Block,
    Bullets,
    Edition,
    Origin,
    Pairs,
    Paragraph,
    Point,
    Points,
    Run,
    Table,
    fit,
)
from lagesbild.publishing.edition import Part as EditionPart

TITLE = "Minnesanteckningar"
AUDIENCE_NAMES = {Level.PUBLIC: "Offentlig utgåva", Level.GROUP: "Gruppens utgåva"}
SPOKEN = "muntligt"
DRAFT_MARK = "UTKAST"
WITHOUT_GROUP = 2

Shown = list[tuple[Sighted, tuple[Piece, ...]]]


def edition_of_round(turn: Round, level: Level) -> Edition:
    """The round's minutes as they stand, cut for the group or for everybody."""
    minutes = minutes_of(turn)
    return minutes_edition(
        turn,
        parts_of(turn),
        level=level,
        mark=DRAFT_MARK if is_draft(turn) else "",
        pairs=_registration(minutes) if minutes else (),
        closing=_closing(minutes) if minutes else (),
        corrections=corrections_of(minutes) if minutes else (),
    )


def _registration(minutes: Minutes) -> Iterator[tuple[str, str]]:
    """What a registrar asks for: number, when it was drawn up, from whom, about what."""
    turn = minutes.round
    if minutes.registration_number:
        yield ("Diarienummer", minutes.registration_number)
    drawn_up = "när texten är slutlig"
    if minutes.state == Minutes.State.FINAL:
        first = minutes.versions.filter(finalised_at__isnull=False).order_by("number").first()
        assert first is not None
        assert first.finalised_at is not None
        drawn_up = swedish.day(timezone.localtime(first.finalised_at))
    yield ("Upprättad", drawn_up)
    yield ("Avsändare", f"samordnaren för {turn.dialogue.name}")
    yield ("Gäller", f"mötet {swedish.day(turn.held_on)}")


def _closing(minutes: Minutes) -> Iterator[str]:
    """How the text became what it is, with the rule printed."""
    if minutes.closes_at is not None:
        last = swedish.moment(timezone.localtime(minutes.closes_at))
        yield f"Justeras av medlemmarna. Inga synpunkter senast {last} räknas som godkänt."
        if minutes.by_silence:
            yield f"Justerad enligt den regeln {swedish.day(timezone.localtime(minutes.state_at))}."


def minutes_edition(
    turn: Round,
    parts: Parts,
    *,
    level: Level,
    mark: str = "",
    pairs: Iterable[tuple[str, str]] = (),
    closing: Iterable[str] = (),
    corrections: Sequence[Correction] = (),
) -> Edition:
    """Minutes cut for an audience, as values."""
    dialogue = turn.dialogue
    lead = (
        f"{dialogue.name}, {swedish.day(turn.held_on)}. {AUDIENCE_NAMES.get(level, 'Samordnarens utgåva')}."
    )
    made = [*_parts(sight_all(parts), level), *_corrections(corrections, parts, level)]
    return Edition(
        title=TITLE,
        forum=fit(str(dialogue.area or dialogue.name)),
        lead=fit(lead),
        mark=mark,
        audience=level.value,
        day=turn.held_on.isoformat(),
        author=fit(dialogue.name),
        pairs=tuple((fit(a), fit(b)) for a, b in pairs),
        parts=tuple(made),
        closing=tuple(map(fit, closing)),
    )


def _corrections(corrections: Sequence[Correction], parts: Parts, level: Level) -> Iterator[EditionPart]:
    """The numbered corrections; one of words that this audience does not read is only counted."""
    items = []
    blocks = {b.key: b for p in parts for b in p.blocks}
    for c in corrections:
        when = swedish.day(timezone.localtime(c.version.created_at))
        said, origin = f"Rättelse {c.number}, {when}. ", None
        if reads_all(parts, c.block, (c.before, c.after), level):
            said += f"Där stod ”{c.before}”. Rätt är ”{c.after}”. {c.because}"
            origin = origin_of(blocks[c.block])
        else:
            said += "Den gäller text som inte ingår i den här utgåvan."
        items.append(Paragraph((Run(fit(said)),), origin=origin, key=f"rattelse-{c.number}"))
    if items:
        yield EditionPart("Rättelser", 2, PartKind.CORRECTIONS, "rattelser", blocks=tuple(items))


def _parts(sighted: Iterable[tuple[Part, list[Sighted]]], level: Level) -> Iterator[EditionPart]:
    """Parts with something left; a heading falls with its whole section, a group's with all its members."""
    waiting: EditionPart | None = None
    for part, blocks in sighted:
        shown = [(s, pieces) for s in blocks if (pieces := s.shown_to(level))]
        made = list(_split(part, shown))
        if part.kind == PartKind.GROUP:
            waiting = EditionPart(fit(part.heading), part.level, part.kind, anchor_of(part.key))
            if made:
                yield from made
                waiting = None
            continue
        if part.level == WITHOUT_GROUP:
            waiting = None
        if made and waiting is not None:
            yield waiting
            waiting = None
        yield from made


def anchor_of(key: str) -> str:
    """Where a part of the minutes is found on its page, for good."""
    return f"avsnitt-{key}"


def _split(part: Part, shown: Shown) -> Iterator[EditionPart]:
    """A part, and below it one for each heading within it that still has something under it."""
    heading, anchor, below, rows = part.heading, anchor_of(part.key), 0, Shown()
    origin: Origin | None = None
    for sighted, pieces in shown:
        if sighted.block.kind == BlockKind.HEADING:
            if rows or (below == 0 and _has_text(shown)):
                yield _made(part, heading, anchor, below, rows, origin)
            heading, anchor, below, rows, origin = _said(pieces), "", 1, [], _origin(sighted)
        else:
            rows.append((sighted, pieces))
    if rows:
        yield _made(part, heading, anchor, below, rows, origin)


def _has_text(shown: Shown) -> bool:
    return any(sighted.block.kind != BlockKind.HEADING for sighted, _ in shown)


def _made(
    part: Part, heading: str, anchor: str, below: int, rows: Shown, origin: Origin | None
) -> EditionPart:
    return EditionPart(
        heading=fit(heading),
        level=part.level + below,
        kind=part.kind,
        anchor=anchor,
        reporter=fit(part.reporter),
        note=fit(part.note) if not below else "",
        blocks=tuple(_blocks(rows)),
        origin=origin,
    )


def _blocks(shown: Shown) -> Iterator[Block]:
    for kind, run in itertools.groupby(shown, key=lambda pair: pair[0].block.kind):
        rows = list(run)
        if kind in (BlockKind.BULLET, BlockKind.NUMBERED):
            yield Bullets(tuple(_paragraph(s, p) for s, p in rows), ordered=kind == BlockKind.NUMBERED)
        elif kind == BlockKind.POINT:
            yield Points(tuple(_point(s, p) for s, p in rows))
        elif kind == BlockKind.PAIR:
            yield Pairs(tuple((fit(s.block.label), _said(p)) for s, p in rows))
        elif kind == BlockKind.ROW:
            yield from _table(rows)
        else:
            yield from (_paragraph(s, p) for s, p in rows)


def _table(rows: Shown) -> Iterator[Block]:
    """Rows of one width are a table with its first row as head; others stand as paragraphs."""
    cut = [(s, tuple(map(fit, cells("".join(piece.text for piece in p))))) for s, p in rows]
    cut = [(s, row) for s, row in cut if not all(cell and set(cell) <= set("-: ") for cell in row)]
    split, origins = [row for _, row in cut], [_origin(s) for s, _ in cut]
    if len(split) > 1 and len(split[0]) + 1 == len(split[1]):
        split[0] = ("", *split[0])  # the corner of the table says nothing
    if len(split) > 1 and len({len(row) for row in split}) == 1:
        # Rows without a place are nobody's report: nothing can be taken back from under them.
        known = tuple(o for o in origins if o is not None)
        yield Table("", split[0], tuple(split[1:]), known if len(known) == len(split) else ())
    else:
        yield from (_paragraph(s, p) for s, p in rows)


def _paragraph(sighted: Sighted, pieces: Sequence[Piece]) -> Paragraph:
    block = sighted.block
    return Paragraph(_runs(pieces), SPOKEN if block.spoken else "", _origin(sighted), block.key)


def _point(sighted: Sighted, pieces: Sequence[Piece]) -> Point:
    block = sighted.block
    detail = ", ".join(filter(None, (block.detail, SPOKEN if block.spoken else "")))
    return Point(block.what, block.label, _runs(pieces), fit(detail), _origin(sighted), block.key)


def _origin(sighted: Sighted) -> Origin | None:
    return origin_of(sighted.block)


def origin_of(block: MinutesBlock) -> Origin | None:
    """Where a block's words come from; None where they are nobody's report."""
    place = block.place
    return Origin(place.report, place.version, place.start, place.end) if place else None


def _said(pieces: Iterable[Piece]) -> str:
    return fit("".join(p.text for p in pieces))


def _runs(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for held, group in itertools.groupby(pieces, key=lambda p: p.text.strip() == LEFT_OUT):
        words = fit("".join(p.text for p in group))
        if held:
            runs.append(Run(words, held=True))
            continue
        at = 0
        for match in ADDRESS.finditer(words):
            if match.start() > at:
                runs.append(Run(words[at : match.start()]))
            runs.append(Run(match.group(), url=match.group()))
            at = match.end()
        if at < len(words):
            runs.append(Run(words[at:]))
    return tuple(runs)
