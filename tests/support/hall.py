# SPDX-License-Identifier: EUPL-1.2
"""A meeting with five members, of which two have written, and two items open from the meeting before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import told

from lagesbild.dialogues.models import Dialogue, Round
from lagesbild.dialogues.operations import ensure_round
from lagesbild.followup.models import FollowUpItem
from lagesbild.meetings.models import Meeting, MeetingNote
from lagesbild.meetings.operations_ending import end_meeting
from lagesbild.meetings.operations_notes import Line, add_note
from lagesbild.organisations.models import Organisation


@dataclass
class Hall:
    """The round, its members by a short name, and who leads it."""

    turn: Round
    members: dict[str, Organisation]
    lead: Any
    promise: FollowUpItem
    question: FollowUpItem

    def at(self, minute: int = 0, hour: int = 9) -> datetime:
        """A moment of the meeting day."""
        return told.noon(self.turn.held_on).replace(hour=hour, minute=0) + timedelta(minutes=minute)

    def add(
        self, text: str, who: str | None = None, *, key: str = "", minute: int = 0, **more: Any
    ) -> MeetingNote:
        """A line in the room."""
        organisation = self.members[who] if who else None
        for name in ("to_organisation", "owner"):
            if name in more:
                more[name] = self.members[more[name]]
        return add_note(
            turn=self.turn,
            client_key=key or f"nyckel-{text}"[:64],
            line=Line(text=text, organisation=organisation, **more),
            written_at=self.at(minute),
            by=self.lead.person,
            at=self.at(minute),
        )

    def end(self, minute: int = 90) -> Meeting:
        """End the meeting."""
        return end_meeting(turn=self.turn, by=self.lead.person, at=self.at(minute))

    def path(self, rest: str = "mote/") -> str:
        """An address below the round's."""
        return f"/d/prov/omgangar/{self.turn.address}/{rest}"


def make_hall(dialogue: Dialogue, organisation: Organisation, lead: Any, day: date) -> Hall:
    """The meeting of ``day``: two of its members have written, and two items are open since March."""
    members = {
        "ringen": organisation,
        "smederna": told.member(dialogue, "Smedringen Provlän", "Näringslivsorganisationer"),
        "lst": told.member(dialogue, "Länsstyrelsen i Provlän", "Länsstyrelsen", kind="county_administrative_board"),
        "storby": told.member(dialogue, "Storby kommun", "Kommuner", kind="municipality"),
        "lillby": told.member(dialogue, "Lillby kommun", "Kommuner", kind="municipality"),
    }  # fmt: skip
    march = told.held(dialogue, day - timedelta(days=90))
    told.tell(
        march,
        members["lst"],
        "Vi lovar att skicka kartan. Vem följer upp bredbandet?",
        [
            ("Vi lovar att skicka kartan", "promise", {"owner": members["lst"].name}),
            ("Vem följer upp bredbandet?", "question", {"answered": False}),
        ],
        by=lead.person,
    )
    turn = ensure_round(
        dialogue=dialogue, held_on=day, state=Round.State.COLLECTING, by=lead.person, at=told.noon(day)
    )
    told.tell(turn, members["smederna"], "Läget är lugnt. Två skift går för fullt.", [], by=lead.person)
    told.tell(turn, members["storby"], "Tre krogar har stängt.", [], by=lead.person)
    return Hall(turn, members, lead, dialogue.items.get(kind="promise"), dialogue.items.get(kind="question"))
