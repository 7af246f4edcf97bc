# SPDX-License-Identifier: EUPL-1.2
"""The agenda of a round: what is open first, then the dialogue's template. Nothing is copied or moved.

An item that is open belongs on every agenda until a person closes it: it is the dialogue's, so a
moved or cancelled meeting loses none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lagesbild.dialogues.models import Round
from lagesbild.dialogues.next_round import proposed_meeting
from lagesbild.dialogues.text_short import shortened
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.queries import open_on_agenda
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience
from lagesbild.lib.periods import Period

KINDS = {
    FollowUpItem.Kind.PROMISE: "Löfte",
    FollowUpItem.Kind.ACTION: "Åtgärd",
    FollowUpItem.Kind.QUESTION: "Fråga",
    FollowUpItem.Kind.NEED: "Behov",
}
#: As much of an item as one reads out in a meeting.
LONGEST = 160


@dataclass(frozen=True)
class AgendaPoint:
    """A point; ``text`` says whose it is, since when, and what is known of its day."""

    title: str
    text: str = ""
    is_open_item: bool = False


def agenda_of(turn: Round, *, audience: Audience, at: datetime, today: date) -> list[AgendaPoint]:
    """Open items as the meeting will go through them, then the template's points."""
    items = open_on_agenda(
        dialogue_id=turn.dialogue_id, held_on=turn.held_on, ordinal=turn.ordinal, audience=audience, at=at
    )
    found = [
        AgendaPoint(shortened(" ".join(item.text.split()), LONGEST), _about(item, today), is_open_item=True)
        for item in items
    ]
    return found + [_template_point(turn, point, today) for point in turn.dialogue.agenda_template]


def _template_point(turn: Round, point: str, today: date) -> AgendaPoint:
    """A point of the template; the one about the next meeting says when it is, or is proposed."""
    if not point.casefold().startswith("nästa möte"):
        return AgendaPoint(point)
    planned = (
        turn.dialogue.rounds.filter(held_on__gt=turn.held_on, kind=Round.Kind.ORDINARY)
        .exclude(state=Round.State.CANCELLED)
        .order_by("held_on")
        .first()
    )
    if planned is not None:
        return AgendaPoint(point, f"{swedish.day(planned.held_on, year=today.year).capitalize()}.")
    proposal = proposed_meeting(turn.dialogue, today=max(today, turn.held_on))
    if proposal is None:
        return AgendaPoint(point)
    return AgendaPoint(point, f"Förslag: {swedish.moment(proposal.starts_at, year=today.year)}.")


def _about(item: FollowUpItem, today: date) -> str:
    owner = item.owner.name if item.owner else item.owner_words
    kind = KINDS[FollowUpItem.Kind(item.kind)]
    parts = [f"{kind}, {owner}" if owner else kind]
    last = Period(item.due_from, item.due_before).last_day
    if last is not None and last < today:
        parts.append(f"utan besked sedan {swedish.day_short(last, year=today.year)}")
    elif item.due_from or last:
        parts.append(swedish.period(item.due_from, last, year=today.year))
    parts.append(f"från {swedish.day_short(item.round.held_on, year=today.year)}")
    return ", ".join(parts) + "."
