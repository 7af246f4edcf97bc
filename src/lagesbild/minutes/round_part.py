# SPDX-License-Identifier: EUPL-1.2
"""What the minutes put on the page of a round: their step, the next step, the way to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from lagesbild.components.shapes import Link
from lagesbild.dialogues import round_parts
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.round_overview import Overview
from lagesbild.dialogues.round_parts import NextStep, PartStep, RoundPart
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.minutes.models import Minutes


class MinutesPart(RoundPart):
    """The minutes of a round that has a meeting."""

    def steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[PartStep]:
        """How far the minutes have come."""
        if overview.turn.kind != Round.Kind.ORDINARY:
            return []
        minutes = _minutes_of(overview.turn)
        return [
            PartStep(
                place=round_parts.MINUTES,
                title="Minnesanteckningar",
                text=minutes.get_state_display() if minutes else "inte påbörjade",
                done=minutes is not None and minutes.state == Minutes.State.FINAL,
            )
        ]

    def next_steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[NextStep]:
        """Writing them, once the meeting has been held and something has been reported."""
        turn = overview.turn
        if not desk.coordinates or turn.state != Round.State.HELD or turn.kind != Round.Kind.ORDINARY:
            return []
        minutes = _minutes_of(turn)
        if not overview.reported or (minutes is not None and minutes.state != Minutes.State.DRAFT):
            return []
        return [
            NextStep(
                place=round_parts.PICTURE + 5,
                title="Nästa steg: skriv minnesanteckningarna",
                text="Utkastet är gjort av medlemmarnas rapporter. Läs, ändra och skicka ut det för synpunkter.",
                action=Link(label="Öppna utkastet", url=_url(turn)),
            )
        ]

    def links(self, desk: DialogueDesk, overview: Overview) -> Sequence[Link]:
        """The way to the minutes."""
        if overview.turn.state == Round.State.CANCELLED:
            return []
        return [Link(label="Minnesanteckningar", url=_url(overview.turn))]


def _minutes_of(turn: Round) -> Minutes | None:
    return Minutes.objects.filter(round=turn).first()


def _url(turn: Round) -> str:
    return reverse("minutes:page", args=[turn.dialogue.slug, turn.address])
