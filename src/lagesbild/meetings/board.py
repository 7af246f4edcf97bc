# SPDX-License-Identifier: EUPL-1.2
"""The meeting's page as values: the agenda, the round of speakers, the lines, what was agreed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lagesbild.components.shapes import Link
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.round_overview import Status, overview_of
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.queries import invitations_of
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM, Period
from lagesbild.meetings import rules
from lagesbild.meetings.agenda_cards import ItemCard, item_card
from lagesbild.meetings.days import period_words
from lagesbild.meetings.models import Attendance, Meeting, MeetingNote
from lagesbild.meetings.projector import edition_shown
from lagesbild.meetings.queries import agenda_items, meeting_of, speakers_of
from lagesbild.meetings.registry import ready_after
from lagesbild.organisations.models import Organisation

Kind = MeetingNote.Kind
Topic = Meeting.Topic
Answer = Invitation.Answer
KIND_LABELS = {Kind.NOTE: "Notering", Kind.QUESTION: "Fråga", Kind.PROMISE: "Löfte", Kind.DECISION: "Beslut"}
GENERAL = "Mötet"
#: As many open items stand on the page at once; the rest are one press away.
ITEMS_SHOWN = 8
SPOKEN_ORDER = {Kind.DECISION: 0, Kind.PROMISE: 1, Kind.QUESTION: 2}


@dataclass(frozen=True, kw_only=True)
class NoteCard:
    """A line as it stands on the page."""

    row: MeetingNote
    time: str
    label: str
    detail: str
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A row in the round of speakers."""

    organisation: Organisation
    group: str
    state: str
    is_current: bool
    attendance: str
    person_name: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """All that the page shows."""

    title: tuple[str, ...]
    basis: str
    state: str
    heading: str
    speaker: Organisation | None
    topic: str
    heard: int
    turns: Sequence[Turn]
    following: Organisation | None
    current: Sequence[NoteCard]
    earlier: Sequence[tuple[str, Sequence[NoteCard]]]
    agenda: Sequence[ItemCard]
    agenda_rest: Sequence[ItemCard]
    agreed: Sequence[NoteCard]
    tally: str
    guests: Sequence[Attendance]
    present: str
    meeting: Meeting | None
    on_projector: str
    ending: str
    ready: Sequence[Link] = field(default_factory=tuple)
    client_key: str = ""


def board_of(turn: Round, *, now: datetime) -> Board:
    """The page of a round's meeting, for its coordinator."""
    meeting = meeting_of(turn)
    year = turn.held_on.year
    turns = _turns(turn, meeting)
    order = [t.organisation.pk for t in turns]
    by_pk = {t.organisation.pk: t.organisation for t in turns}
    notes = _notes(turn, meeting, year)
    speaker = meeting.speaker if meeting else None
    topic = meeting.topic if meeting else Topic.OPEN
    mine = speaker.pk if speaker else None
    is_over = turn.state == states.HELD
    current = [] if is_over else [n for n in notes if n.row.organisation_id == mine]
    heard = sum(pk in order for pk in meeting.heard) if meeting else 0
    following = rules.after(order, mine) if topic != Topic.GENERAL else None
    agreed = _agreed(notes)
    agenda = [item_card(i, turn, year) for i in agenda_items(turn, at=now, with_closed=True)]
    return Board(
        title=_title(turn, meeting),
        basis=_basis(turn, meeting, heard=heard, members=len(turns)),
        state=_state(turn, meeting),
        heading=_heading(meeting),
        speaker=speaker,
        topic=topic,
        heard=heard,
        turns=turns,
        following=by_pk.get(following) if following is not None else None,
        current=current,
        earlier=_by_heading([n for n in notes if n not in current], order),
        agenda=agenda[:ITEMS_SHOWN],
        agenda_rest=agenda[ITEMS_SHOWN:],
        agreed=agreed,
        tally=_tally(agreed),
        guests=[a for a in turn.attendances.all() if a.organisation_id is None],
        present=_present(turn, turns),
        meeting=meeting,
        on_projector=_on_projector(turn, meeting),
        ending=_ending(len(turns) - heard),
        ready=ready_after(turn) if is_over else (),
        client_key=uuid.uuid4().hex,
    )


def _state(turn: Round, meeting: Meeting | None) -> str:
    """cancelled, over, coming or under_way."""
    if turn.state == states.CANCELLED:
        return "cancelled"
    if turn.state == states.HELD:
        return "over"
    return "under_way" if meeting is not None else "coming"


def _heading(meeting: Meeting | None) -> str:
    return meeting.speaker.name if meeting and meeting.speaker else GENERAL


def _title(turn: Round, meeting: Meeting | None) -> tuple[str, ...]:
    day = swedish.day_short(turn.held_on)
    if turn.state == states.CANCELLED:
        return (f"Mötet {day}", "är inställt")
    if turn.state == states.HELD:
        return (f"Mötet {day}", "är avslutat")
    if meeting is None:
        return (f"Mötet {day}",)
    if meeting.speaker is not None:
        return (meeting.speaker.name, "har ordet")
    return ("Det som är öppet",) if meeting.topic == Topic.OPEN else ("Mötet i sin helhet",)


def _basis(turn: Round, meeting: Meeting | None, *, heard: int, members: int) -> str:
    if turn.state == states.CANCELLED:
        return "Inget kan ändras här. Det som är öppet följer med till nästa möte."
    if turn.state == states.HELD and meeting is not None:
        if meeting.ended_at is None:
            return "Omgången är genomförd, men raderna från mötet har inte blivit till något än."
        return f"Avslutat kl.{swedish.NBSP}{_clock(meeting.ended_at)}."
    if turn.state == states.HELD:
        return "Omgången är genomförd utan anteckningar här."
    if meeting is None:
        return "Fyll i närvaron när de kommer. Mötet börjar när du ger ordet eller skriver den första raden."
    began = f"Mötet började kl.{swedish.NBSP}{_clock(meeting.started_at)}."
    return f"{heard} av {swedish.counted(members, 'talare', 'talare')} har haft ordet. {began}"


def _clock(moment: datetime) -> str:
    return swedish.clock(moment.astimezone(STOCKHOLM))


# Speakers -----------------------------------------------------------------------------------------


def _turns(turn: Round, meeting: Meeting | None) -> list[Turn]:
    """The members in the order in which they speak, each with what it has sent and how it is there."""
    overview = overview_of(turn)
    sent: dict[int, list[Status]] = {}
    group_of: dict[int, str] = {}
    for group, statuses in overview.groups:
        for status in statuses:
            if status.organisation is not None:
                sent.setdefault(status.organisation.pk, []).append(status)
                group_of[status.organisation.pk] = group
    there = {a.organisation_id: a for a in turn.attendances.all() if a.organisation_id is not None}
    answers = _answers(turn)
    organisations = {o.pk: o for o in speakers_of(turn)}
    heard = set(meeting.heard) if meeting else set()
    current = meeting.speaker_id if meeting and turn.state != states.HELD else None
    order = rules.in_order(list(organisations), meeting.order if meeting else [])
    return [
        Turn(
            organisation=organisations[pk],
            group=group_of.get(pk, "Andra"),
            state=_said(sent.get(pk, []), heard=pk in heard, has_floor=pk == current)
            + ("" if pk in there else answers.get(pk, "")),
            is_current=pk == current,
            attendance=there[pk].kind if pk in there else "",
            person_name=there[pk].person_name if pk in there else "",
        )
        for pk in order
    ]


def _said(statuses: Iterable[Status], *, heard: bool, has_floor: bool) -> str:
    """What the coordinator needs to know before giving a member the floor."""
    words = "Inget skriftligt. Rapporterar muntligt."
    for status in statuses:
        report = status.report
        if report is None or not status.has_reported or report.section_id is not None:
            continue
        if status.submission is None:
            words = "Inget nytt."
        elif report.channel == Report.Channel.PHONE:
            words = "På telefon, bara nyheter och frågor."
        elif report.channel == Report.Channel.ROOM:
            words = "Muntligt, inskrivet här."
        else:
            words = "Skriftligt, bara nyheter och frågor."
    if has_floor:
        return f"{words} Har ordet."
    return f"{words} Har talat." if heard else words


def _answers(turn: Round) -> dict[int, str]:
    """What a member has answered to the invitation, where that says more than that it comes."""
    found: dict[int, set[str]] = {}
    for organisation, answer in invitations_of(turn).values_list("organisation_id", "answer"):
        found.setdefault(organisation, set()).add(answer)
    words = {Answer.NO: " Tackade nej till mötet.", Answer.SUBSTITUTE: " Skickar ersättare."}
    return {
        organisation: next((words[a] for a in (Answer.SUBSTITUTE, Answer.NO) if a in said), "")
        for organisation, said in found.items()
        if Answer.YES not in said
    }


def _present(turn: Round, turns: Sequence[Turn]) -> str:
    """ "12 av 14 medlemmar är med, två genom ersättare. En gäst." """
    there = [t for t in turns if t.attendance]
    substitutes = sum(t.attendance == Attendance.Kind.SUBSTITUTE for t in there)
    guests = turn.attendances.filter(kind=Attendance.Kind.GUEST).count()
    words = f"{len(there)} av {swedish.counted(len(turns), 'medlem', 'medlemmar')} är med"
    if substitutes:
        words += f", {swedish.spelled(substitutes, 'en', '').strip()} genom ersättare"
    return words + "." + (f" {swedish.spelled(guests, 'en gäst', 'gäster').capitalize()}." if guests else "")


def _ending(left: int) -> str:
    if left <= 0:
        return "Alla har haft ordet"
    return f"{swedish.spelled(left, 'en talare', 'talare').capitalize()} är kvar"


# Lines --------------------------------------------------------------------------------------------


def _notes(turn: Round, meeting: Meeting | None, year: int) -> list[NoteCard]:
    rows = turn.meeting_notes.filter(removed_at__isnull=True).select_related(
        "organisation", "to_organisation", "owner", "written_by"
    )
    ended = meeting.ended_at if meeting else None
    return [
        NoteCard(
            row=row,
            time=_clock(row.written_at),
            label=KIND_LABELS[Kind(row.kind)],
            detail=_detail(row, year),
            is_late=ended is not None and row.received_at > ended,
        )
        for row in rows
    ]


def _detail(row: MeetingNote, year: int) -> str:
    if row.kind == Kind.QUESTION:
        to = f"Till {row.to_organisation.name}. " if row.to_organisation else ""
        return f"{to}Svar: {row.answer}" if row.answer else f"{to}Obesvarad."
    if row.kind == Kind.PROMISE:
        owner = row.owner.name if row.owner else "Ingen ägare"
        return ", ".join(filter(None, (owner, due_words(row, year))))
    return ""


def due_words(row: MeetingNote, year: int) -> str:
    """When a promise is due, as a day where it is one, else as it was said."""
    words = period_words(Period(row.due_from, row.due_before), year)
    return f"till {words}" if words else row.due_words


def _by_heading(notes: Sequence[NoteCard], order: Sequence[int]) -> list[tuple[str, Sequence[NoteCard]]]:
    """Lines under those who said them: the meeting first, then the members as they spoke."""
    found: dict[int | None, list[NoteCard]] = {}
    for note in notes:
        found.setdefault(note.row.organisation_id, []).append(note)
    places = {None: -1} | {pk: n for n, pk in enumerate(order)}
    in_turn = sorted(found, key=lambda pk: places.get(pk, len(order)))
    return [(str(found[pk][0].row.organisation or GENERAL), found[pk]) for pk in in_turn]


def _agreed(notes: Sequence[NoteCard]) -> list[NoteCard]:
    stands = [n for n in notes if n.row.kind in SPOKEN_ORDER and not n.row.is_private]
    return sorted(stands, key=lambda n: SPOKEN_ORDER[Kind(n.row.kind)])


def _tally(agreed: Sequence[NoteCard]) -> str:
    """ "Två beslut, ett löfte och en obesvarad fråga." """
    kinds = [n.row.kind for n in agreed if not n.row.answer]
    counts = [
        (kinds.count(Kind.DECISION), "ett beslut", "beslut"),
        (kinds.count(Kind.PROMISE), "ett löfte", "löften"),
        (kinds.count(Kind.QUESTION), "en obesvarad fråga", "obesvarade frågor"),
    ]
    words = [swedish.spelled(n, one, many) for n, one, many in counts if n]
    return f"{swedish.listed(words).capitalize()} hittills." if words else ""


# The projector ------------------------------------------------------------------------------------


def _on_projector(turn: Round, meeting: Meeting | None) -> str:
    edition = edition_shown(turn)
    if meeting is None:
        return "Duken väntar på att mötet börjar."
    if meeting.is_dark:
        return "Duken är släckt."
    if meeting.frozen_at is not None:
        what = meeting.frozen_speaker.name if meeting.frozen_speaker else "samma bild"
        return f"Duken står still på {what} sedan kl.{swedish.NBSP}{_clock(meeting.frozen_at)}. {edition}."
    if meeting.shown != Meeting.Shown.FLOOR:
        return f"Duken visar {meeting.get_shown_display()}. {edition}."
    return f"Duken visar {_heading(meeting) if meeting.speaker else _title(turn, meeting)[0].lower()}. {edition}."
