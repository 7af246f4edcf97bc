# SPDX-License-Identifier: EUPL-1.2
"""A meeting on 15 June 2026: five members, of which two have written, and two items open since March."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

TODAY = date(2026, 6, 15)


@dataclass
class Hall:
    """The round, its members by a short name, and who leads it."""

    turn: Any
    members: dict[str, Any]
    lead: Any
    promise: Any
    question: Any

    def at(self, minute: int = 0, hour: int = 9) -> datetime:
        """A moment of the meeting day."""
        import told

        return told.noon(TODAY).replace(hour=hour, minute=0) + timedelta(minutes=minute)

    def add(self, text: str, who: str | None = None, *, key: str = "", minute: int = 0, **more: Any) -> Any:
        """A line in the room."""
        from lagesbild.meetings.operations_notes import Line, add_note

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

    def end(self, minute: int = 90) -> Any:
        """End the meeting."""
        from lagesbild.meetings.operations_ending import end_meeting

        return end_meeting(turn=self.turn, by=self.lead.person, at=self.at(minute))

    def path(self, rest: str = "mote/") -> str:
        """An address below the round's."""
        return f"/d/prov/omgangar/{self.turn.address}/{rest}"


@pytest.fixture
def hall(dialogue: Any, organisation: Any, coordinator: Any, stand_at: Callable[..., None]) -> Hall:
    """The meeting, at noon of its day."""
    import told

    from lagesbild.dialogues.models import Round
    from lagesbild.dialogues.operations import ensure_round

    stand_at(TODAY)
    return make_hall(dialogue, organisation, coordinator, TODAY, told, Round, ensure_round)


def make_hall(
    dialogue: Any, organisation: Any, lead: Any, day: date, told: Any, rounds: Any, ensure_round: Any
) -> Hall:
    """Built the same way for the tests in a browser, on another day."""
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
        dialogue=dialogue, held_on=day, state=rounds.State.COLLECTING, by=lead.person, at=told.noon(day)
    )
    told.tell(turn, members["smederna"], "Läget är lugnt. Två skift går för fullt.", [], by=lead.person)
    told.tell(turn, members["storby"], "Tre krogar har stängt.", [], by=lead.person)
    return Hall(turn, members, lead, dialogue.items.get(kind="promise"), dialogue.items.get(kind="question"))
