# SPDX-License-Identifier: EUPL-1.2
"""What belongs to the minutes beside the reports: who was there, what the meeting as a whole said, attachments."""

from __future__ import annotations

from collections.abc import Iterable

from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.lib.audience import Level
from lagesbild.meetings.models import Attendance
from lagesbild.meetings.queries import attendance_of, notes_of
from lagesbild.meetings.words import without_asides
from lagesbild.minutes.blocks import Block, BlockKind, Part, PartKind, Place

Kind = Attendance.Kind
LABELS = {Kind.HERE: "Här", Kind.SUBSTITUTE: "Ersättare", Kind.GUEST: "Gäst"}
#: How a file came in that is an attachment, and not the text itself.
WITH_FILE = (Report.Channel.UPLOAD, Report.Channel.MAIL)


def present_parts(turn: Round) -> list[Part]:
    """Organisations present, their substitutes and guests; names of persons are for the group."""
    present = attendance_of(turn)
    blocks = []
    for kind, label in LABELS.items():
        bodies = [p.name for p in present if p.kind == kind and p.organisation is not None]
        if bodies:
            blocks.append(_pair(f"present-{kind}", label, ", ".join(bodies), Level.PUBLIC))
    names = [f"{p.person_name} för {p.name}" for p in present if p.person_name]
    if names:
        blocks.append(_pair("present-names", "Ersättarnas namn", ", ".join(names), Level.GROUP))
    # A guest of no member is written freely: it can be a person's name.
    guests = [p.name for p in present if p.organisation is None]
    if guests:
        blocks.append(_pair("present-guests", "Andra gäster", ", ".join(guests), Level.GROUP))
    return (
        [Part(key="present", kind=PartKind.PRESENT, heading="Närvaro", blocks=tuple(blocks))]
        if blocks
        else []
    )


def _pair(key: str, label: str, words: str, level: Level) -> Block:
    return Block(
        key=key,
        kind=BlockKind.PAIR,
        text=words,
        composed=words,
        label=label,
        level=level.value,
        ground="person" if level is Level.GROUP else "",
    )


def room_parts(turn: Round) -> list[Part]:
    """Lines of the meeting that are nobody's report, decision or item: they stand under the meeting."""
    blocks = tuple(
        Block(
            key=f"note-{noted.pk}",
            kind=BlockKind.TEXT,
            text=words,
            composed=words,
            level=noted.level.value,
            ground="strictest" if noted.level != noted.base else "unconfirmed",
            spoken=True,
        )
        for noted in notes_of(turn)
        if not noted.stands_elsewhere and (words := " ".join(without_asides(noted.text).split()))
    )
    return [Part(key="room", kind=PartKind.ROOM, heading="Mötet som helhet", blocks=blocks)] if blocks else []


def attachment_parts(sent: Iterable[Submission]) -> list[Part]:
    """Files that members sent, by name, for those who read the report."""
    blocks = tuple(
        Block(
            key=f"file-{s.pk}",
            kind=BlockKind.BULLET,
            text=words,
            composed=words,
            # No passage of the text, but of it all the same: read by those who read the text, no longer
            # than it stands.
            place=Place(s.report_id, s.version_id, 0, 0),
        )
        for s in sent
        if s.report.channel in WITH_FILE and s.report.source is not None and s.report.source.filename
        if (words := f"{s.report.organisation or 'Mötet'}: {' '.join(s.report.source.filename.split())}")
    )
    return [Part(key="files", kind=PartKind.ATTACHMENTS, heading="Bilagor", blocks=blocks)] if blocks else []
