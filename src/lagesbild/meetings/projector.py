# SPDX-License-Identifier: EUPL-1.2
"""What the projector shows: plain strings, made for the room and for nobody in particular.

This module alone asks for them. It never asks for a draft, for lines of the coordinator's own or for
private ones; every text goes through ``_Pane``, which knows one level and leaves out what is held back
and every mail address. A guest in the room makes the level public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.queries import readable_submission
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.queries import settled_between
from lagesbild.lib import swedish
from lagesbild.lib.audience import RANK, Audience, Level
from lagesbild.lib.periods import Period
from lagesbild.meetings import rules
from lagesbild.meetings.days import period_words
from lagesbild.meetings.models import Meeting, MeetingNote
from lagesbild.meetings.queries import Noted, agenda_items, has_guests, meeting_of, notes_of, speakers_of
from lagesbild.meetings.words import shown_to, without_addresses, without_spans
from lagesbild.organisations.models import Organisation
from lagesbild.sources.queries import hidden_spans

Kind = MeetingNote.Kind
Topic, Shown = Meeting.Topic, Meeting.Shown
EDITIONS = {Level.GROUP: "Gruppens utgåva", Level.PUBLIC: "Offentlig utgåva, en gäst är med"}
LABELS = {Kind.DECISION: "Beslut", Kind.PROMISE: "Löfte", Kind.QUESTION: "Fråga"}
#: As many points as can be read from the last row: alone on the slide, and beside a report.
LONGEST_LIST, LONGEST_ASIDE = 5, 4
ORDER = {Kind.DECISION: 0, Kind.PROMISE: 1, Kind.QUESTION: 2}


@dataclass(frozen=True, kw_only=True)
class Point:
    """Something open, settled or agreed: its words, and whose by when."""

    text: str
    who: str = ""
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One picture on the projector."""

    forum: str
    day: str
    title: str
    paragraphs: tuple[str, ...] = ()
    empty: str = ""
    main: tuple[Point, ...] = ()
    open: tuple[Point, ...] = ()
    settled: tuple[Point, ...] = ()
    more: str = ""
    following: str = ""
    edition: str = ""
    is_dark: bool = False
    is_frozen: bool = False


@dataclass(frozen=True)
class _Pane:
    """The glass that every word goes through."""

    level: Level
    year: int

    @property
    def audience(self) -> Audience:
        return Audience(self.level)

    def typed(self, text: str) -> str:
        """Words that somebody typed: without asides, and without names for the public."""
        return shown_to(self.level, " ".join(text.split()))

    def report(self, report: Report) -> tuple[str, ...] | None:
        """The paragraphs of a report that this level may read; None where it may not be opened."""
        submission = readable_submission(report, self.audience)
        if submission is None:
            return None
        version = submission.version
        start, end = (report.section.start, report.section.end) if report.section else (0, len(version.text))
        hidden = [
            (max(a, start) - start, min(b, end) - start)
            for a, b in hidden_spans(version, audience=self.audience)
            if a < end and b > start
        ]
        words = without_addresses(without_spans(version.text[start:end], hidden))
        return tuple(filter(None, (" ".join(line.split()) for line in words.split("\n"))))

    def items(self, rows: Iterable[FollowUpItem], *, with_reason: bool = False) -> tuple[Point, ...]:
        """Items as points; they have been asked for with this level."""
        found = []
        for row in rows:
            said = self.typed(row.closed_because) if with_reason else self._whose(row)
            found.append(Point(text=self.typed(row.text), who=said))
        return tuple(point for point in found if point.text)

    def _whose(self, row: FollowUpItem) -> str:
        owner = row.owner.name if row.owner else self.typed(row.owner_words)
        if row.kind == FollowUpItem.Kind.QUESTION:
            return f"till {owner}" if owner else ""
        return ", ".join(filter(None, (owner, period_words(Period(row.due_from, row.due_before), self.year))))

    def agreed(self, rows: Iterable[Noted]) -> tuple[Point, ...]:
        """Decisions, promises and questions of the meeting, in that order; nothing else that was noted."""
        found = []
        for row in sorted((r for r in rows if r.kind in ORDER), key=lambda r: ORDER[Kind(r.kind)]):
            if RANK[row.base] > RANK[self.level]:
                continue
            point = Point(
                text=self.typed(row.text),
                who=self._by_whom(row),
                kind=row.kind,
                label=LABELS[Kind(row.kind)],
            )
            found.append(point)
        return tuple(point for point in found if point.text)

    def _by_whom(self, row: Noted) -> str:
        if row.kind == Kind.QUESTION:
            to = f"till {row.to_organisation.name}" if row.to_organisation else ""
            answer = self.typed(row.answer) if row.answer else ""
            return ". ".join(filter(None, (to, f"Svar: {answer}" if answer else "")))
        owner = row.owner.name if row.owner else ""
        return ", ".join(filter(None, (owner, period_words(row.due, self.year) or self.typed(row.due_words))))


@dataclass(frozen=True)
class _Aim:
    """Where the projector points, and as of when."""

    topic: str
    shown: str
    speaker: Organisation | None
    moment: datetime


def _aim(meeting: Meeting, now: datetime) -> _Aim:
    if meeting.frozen_at is not None:
        return _Aim(meeting.frozen_topic, meeting.frozen_shown, meeting.frozen_speaker, meeting.frozen_at)
    return _Aim(meeting.topic, meeting.shown, meeting.speaker, now)


def slide_of(turn: Round, *, now: datetime) -> Slide:
    """The picture of a round's meeting at this moment, as the room may see it."""
    pane = _Pane(_level(turn), turn.held_on.year)
    meeting = meeting_of(turn)
    blank = Slide(
        forum=turn.dialogue.name,
        day=swedish.day(turn.held_on),
        title=turn.dialogue.name,
        edition=EDITIONS[pane.level],
    )
    if meeting is None:
        return replace(blank, empty="Mötet har inte börjat.")
    if meeting.is_dark:
        return replace(blank, title="", is_dark=True)
    aim = _aim(meeting, now)
    slide = replace(blank, following=_following(turn, meeting, aim), is_frozen=meeting.frozen_at is not None)
    if aim.shown == Shown.AGREED or (aim.shown == Shown.FLOOR and aim.topic == Topic.GENERAL):
        agreed = pane.agreed(n for n in notes_of(turn) if n.written_at <= aim.moment)
        return replace(
            slide, title="Det här kom vi överens om", main=agreed, empty="" if agreed else "Inget än."
        )
    left = agenda_items(turn, at=aim.moment, audience=pane.audience)
    slide = replace(slide, settled=_settled(turn, meeting, aim, pane))
    if aim.shown == Shown.OPEN or aim.speaker is None:
        empty = "" if left else "Inget är öppet från tidigare möten."
        more = f"och {len(left) - LONGEST_LIST} till" if len(left) > LONGEST_LIST else ""
        main = pane.items(left[:LONGEST_LIST])
        return replace(slide, title="Öppna punkter", main=main, more=more, empty=empty)
    theirs = [item for item in left if item.owner_id == aim.speaker.pk]
    paragraphs, empty = _said_by(turn, aim.speaker, pane)
    return replace(
        slide,
        title=aim.speaker.name,
        paragraphs=paragraphs,
        empty=empty,
        open=pane.items(theirs[:LONGEST_ASIDE]),
    )


def _level(turn: Round) -> Level:
    """What the room may see: a guest among them makes it what everybody may."""
    return Level.PUBLIC if has_guests(turn) else Level.GROUP


def _settled(turn: Round, meeting: Meeting, aim: _Aim, pane: _Pane) -> tuple[Point, ...]:
    """What was open and has been closed since the meeting began."""
    rows = settled_between(
        dialogue_id=turn.dialogue_id,
        audience=pane.audience,
        since=meeting.started_at,
        until=aim.moment,
    )
    return pane.items(rows[-LONGEST_ASIDE:], with_reason=True)


def _said_by(turn: Round, speaker: Organisation, pane: _Pane) -> tuple[tuple[str, ...], str]:
    """The speaker's report as the room may read it, or why there is none."""
    reports = turn.reports.filter(organisation=speaker).select_related("section").order_by("pk")
    read = [pane.report(report) for report in reports]
    paragraphs = tuple(line for lines in read if lines for line in lines)
    if paragraphs:
        return paragraphs, ""
    if any(report.nothing_new for report in reports):
        return (), "Inget nytt sedan sist."
    if any(lines is not None for lines in read):
        return (), "Rapporten visas inte för den här kretsen."
    if any(report.state != Report.State.DRAFT for report in reports):
        return (), "Rapporten är inte genomläst än och visas därför inte."
    return (), "Rapporterar muntligt."


def _following(turn: Round, meeting: Meeting, aim: _Aim) -> str:
    if aim.shown == Shown.AGREED or meeting.ended_at is not None:
        return ""
    members = speakers_of(turn)
    order = rules.in_order([o.pk for o in members], meeting.order)
    pk = rules.after(order, aim.speaker.pk if aim.speaker else None) if aim.topic != Topic.GENERAL else None
    return next((f"Härnäst: {o.name}" for o in members if o.pk == pk), "")


def edition_shown(turn: Round) -> str:
    """Which edition the projector shows."""
    return EDITIONS[_level(turn)]
