# SPDX-License-Identifier: EUPL-1.2
"""What the meeting puts on the page of a round: on its day the next step, and always the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from lagesbild.components.shapes import Link
from lagesbild.dialogues import round_parts
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.round_overview import Overview
from lagesbild.dialogues.round_parts import NextStep, RoundPart
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib.clock import today
from lagesbild.meetings.models import Meeting

#: On the day of the meeting nothing comes before it.
FIRST = round_parts.CALL - 5
AHEAD = (Round.State.PLANNED, Round.State.COLLECTING)


class MeetingPart(RoundPart):
    """The meeting of an ordinary round."""

    def next_steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[NextStep]:
        """Leading the meeting, on its day and while it goes on."""
        turn = overview.turn
        if not desk.coordinates or turn.kind != Round.Kind.ORDINARY or turn.state not in AHEAD:
            return []
        under_way = turn.held_on <= today() and Meeting.objects.filter(round=turn).exists()
        if not under_way and turn.held_on != today():
            return []
        return [
            NextStep(
                place=FIRST,
                title="Mötet pågår" if under_way else "Nästa steg: led mötet",
                text="Öppna punkter först, sedan medlemmarna i tur och ordning. "
                "Anteckna en rad i taget, så är utkastet klart när ni reser er.",
                action=Link(
                    label="Till mötet" if under_way else "Öppna mötesläget", url=_url("meeting", turn)
                ),
                more=[Link(label="Duken", url=_url("projector", turn))],
            )
        ]

    def links(self, desk: DialogueDesk, overview: Overview) -> Sequence[Link]:
        """The ways to the meeting and its projector."""
        turn = overview.turn
        if turn.kind != Round.Kind.ORDINARY or turn.state == Round.State.CANCELLED:
            return []
        if desk.coordinates:
            return [Link(label="Mötesläge", url=_url("meeting", turn))]
        if turn.state in AHEAD and Meeting.objects.filter(round=turn).exists():
            return [Link(label="Det som visas på duken", url=_url("projector", turn))]
        return []


def _url(name: str, turn: Round) -> str:
    return reverse(f"meetings:{name}", args=[turn.dialogue.slug, turn.address])
