# SPDX-License-Identifier: EUPL-1.2
"""What members are written: invitation, new time, cancellation, crisis, reminder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from lagesbild.dialogues.agenda import AgendaPoint
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.text_short import shortened
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.mail.letters import Block, Button, Heading, Items, Letter, Paragraph, Quote, Small
from lagesbild.mail.links import absolute
from lagesbild.organisations.models import Organisation

RECORD = "Det ni skickar blir allmän handling. Nämn inte enskilda företag om uppgiften inte redan är känd."
#: As much of a member's last text as a reminder quotes.
QUOTED = 600
MOST_POINTS = 12


def meeting_words(turn: Round) -> str:
    """ "måndag 31 augusti kl. 9.00–11.00": the year stands where it is not the meeting's letter's own."""
    if turn.starts_at is None:
        return swedish.day(turn.held_on, year=turn.held_on.year)
    starts = turn.starts_at.astimezone(STOCKHOLM)
    words = swedish.moment(starts, year=starts.year)
    if turn.ends_at is not None:
        words += f"–{swedish.clock(turn.ends_at.astimezone(STOCKHOLM))}"
    return words


def moment_words(moment: datetime) -> str:
    """A moment as it is written in a letter."""
    local = moment.astimezone(STOCKHOLM)
    return swedish.moment(local, year=local.year)


def round_url(turn: Round) -> str:
    """The round's page, in full."""
    return absolute(reverse("dialogues:round", args=[turn.dialogue.slug, turn.address]))


def _when_and_where(turn: Round) -> list[str]:
    lines = [f"Tid: {meeting_words(turn)}"]
    if turn.place:
        lines.append(f"Plats: {turn.place}")
    if turn.deadline_at is not None:
        lines.append(f"Skicka er rapport senast {moment_words(turn.deadline_at)}")
    if turn.lock_at is not None and turn.lock_at != turn.starts_at:
        lines.append(f"Rapporterna låses {moment_words(turn.lock_at)}")
    elif turn.lock_at is not None:
        lines.append("Rapporterna låses när mötet börjar")
    return lines


def _agenda(points: Sequence[AgendaPoint]) -> list[Block]:
    if not points:
        return []
    shown = [f"{p.title} ({p.text.rstrip('.')})" if p.text else p.title for p in points[:MOST_POINTS]]
    left = len(points) - len(shown)
    if left:
        shown.append(f"och {swedish.counted(left, 'punkt', 'punkter')} till, på omgångens sida")
    return [Heading("Dagordning"), Items(tuple(shown))]


def _why(turn: Round, organisation: Organisation) -> str:
    return (
        f"Du får mejlet som kontaktperson för {organisation.name} i {turn.dialogue.name}. "
        "Är det fel person? Svara på mejlet, så ändrar samordnaren."
    )


def invitation_letter(
    turn: Round,
    organisation: Organisation,
    *,
    answer_url: str,
    report_url: str,
    points: Sequence[AgendaPoint],
    is_update: bool,
) -> Letter:
    """The invitation, or the same with another time."""
    when = meeting_words(turn)
    opening = (
        f"Mötet har flyttats till {when}. Kalendern uppdateras av den bifogade filen. Svara gärna igen."
        if is_update
        else f"Välkommen till nästa möte, {when}. Den bifogade filen lägger mötet i kalendern."
    )
    return Letter(
        subject=f"{'Ny tid' if is_update else 'Kallelse'}: {turn.dialogue.name} {when}",
        blocks=(
            Paragraph(opening),
            Items(tuple(_when_and_where(turn))),
            Button("Svara om du kommer", answer_url),
            Small("Du väljer mellan Ja, kommer, Kan inte och Jag skickar ersättare."),
            *_agenda(points),
            Button("Skriv er rapport", report_url, plain=True),
            Small(RECORD),
        ),
        forum=turn.dialogue.name,
        why=_why(turn, organisation),
    )


def cancellation_letter(turn: Round, organisation: Organisation) -> Letter:
    """The meeting will not be; what is open is not lost."""
    when = meeting_words(turn)
    return Letter(
        subject=f"Inställt: {turn.dialogue.name} {when}",
        blocks=(
            Paragraph(f"Mötet {when} är inställt. Den bifogade filen tar bort det ur kalendern."),
            Quote(turn.cancelled_because, by="Samordnaren skriver"),
            Paragraph("Öppna frågor och löften ligger kvar och kommer först på nästa dagordning."),
        ),
        forum=turn.dialogue.name,
        why=_why(turn, organisation),
    )


def substitute_letter(turn: Round, organisation: Organisation, *, sent_by: str) -> Letter:
    """To somebody who comes in another's place."""
    when = meeting_words(turn)
    return Letter(
        subject=f"Kallelse: {turn.dialogue.name} {when}",
        blocks=(
            Paragraph(
                f"{sent_by} kan inte komma och har bett dig gå på mötet för {organisation.name}, {when}. "
                "Den bifogade filen lägger mötet i kalendern."
            ),
            Items(tuple(_when_and_where(turn)[: 2 if turn.place else 1])),
        ),
        forum=turn.dialogue.name,
        why=f"Du får mejlet för att {sent_by} har skrivit din adress. Vi sparar den bara för det här mötet.",
    )


def substitute_not_needed_letter(turn: Round, organisation: Organisation, *, sent_by: str) -> Letter:
    """To somebody who does not have to come after all."""
    when = meeting_words(turn)
    return Letter(
        subject=f"Du behöver inte komma: {turn.dialogue.name}",
        blocks=(
            Paragraph(
                f"Du skulle ha gått på mötet för {organisation.name} i stället för {sent_by}. Det har ändrats, "
                f"så du behöver inte komma {when}. Den bifogade filen tar bort mötet ur kalendern."
            ),
        ),
        forum=turn.dialogue.name,
        why="Behövs du igen får du en ny kallelse.",
    )


def crisis_letter(turn: Round, organisation: Organisation, *, report_url: str) -> Letter:
    """A crisis round: no meeting, at most three questions, and a time."""
    assert turn.deadline_at is not None
    number = f" (omgång {turn.ordinal} i dag)" if turn.ordinal > 1 else ""
    questions = turn.dialogue.crisis_questions or turn.dialogue.standing_questions[:3]
    asked: list[Block] = [Items(tuple(questions))] if questions else []
    return Letter(
        subject=f"Läget nu? Svara senast {moment_words(turn.deadline_at)}",
        blocks=(
            Paragraph(
                f"Vi samlar in läget{number}. Skriv kort, det tar två minuter. "
                f"Svara senast {moment_words(turn.deadline_at)}."
            ),
            *asked,
            Button("Skriv här", report_url),
            Small(RECORD),
        ),
        forum=turn.dialogue.name,
        why=_why(turn, organisation),
    )


@dataclass(frozen=True)
class ToAnswer:
    """One report that a reminder asks for."""

    turn: Round
    organisation: Organisation
    url: str
    last_text: str = ""
    last_on: date | None = None
    open_items: tuple[str, ...] = ()


def reminder_letter(asks: Sequence[ToAnswer], *, by_reply: bool) -> Letter:
    """One digest, about everything that the person has left to answer. It blames nobody."""
    first = asks[0]
    assert first.turn.deadline_at is not None
    several = len(asks) > 1
    subject = (
        f"Hur är läget? {swedish.counted(len(asks), 'rapport', 'rapporter')} att skicka"
        if several
        else f"Hur är läget? Svara senast {moment_words(first.turn.deadline_at)}"
    )
    blocks: list[Block] = []
    for ask in asks:
        blocks += _asked_again(ask, heading=several)
    if by_reply:
        blocks.append(Small("Det går lika bra att svara på mejlet. Har ni redan skickat? Då är allt klart."))
    blocks.append(Small(RECORD))
    return Letter(
        subject=subject,
        blocks=tuple(blocks),
        forum=first.turn.dialogue.name,
        why=_why(first.turn, first.organisation) + " Ingen får fler än två påminnelser om en rapport.",
    )


def _asked_again(ask: ToAnswer, *, heading: bool) -> list[Block]:
    turn = ask.turn
    assert turn.deadline_at is not None
    what = f"mötet {meeting_words(turn)}" if turn.starts_at else turn.dialogue.name
    blocks: list[Block] = [Heading(ask.organisation.name)] if heading else []
    blocks.append(
        Paragraph(
            f"Vi väntar på rapporten från {ask.organisation.name} till {what}. "
            f"Svara senast {moment_words(turn.deadline_at)}. Är läget som förut räcker Inget nytt."
        )
    )
    if ask.last_text and ask.last_on:
        said = swedish.day_short(ask.last_on, year=turn.held_on.year)
        blocks.append(Quote(shortened(ask.last_text, QUOTED), by=f"Så skrev ni {said}"))
    if ask.open_items:
        blocks += [Paragraph("Öppet hos er:"), Items(ask.open_items)]
    blocks.append(Button("Skriv här", ask.url))
    return blocks
