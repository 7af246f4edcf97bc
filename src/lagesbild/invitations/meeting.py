# SPDX-License-Identifier: EUPL-1.2
"""A round's meeting as calendars know it, and whose it is."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from lagesbild.dialogues.agenda import agenda_of
from lagesbild.dialogues.models import Round
from lagesbild.invitations import letters
from lagesbild.invitations.calendar_events import Meeting
from lagesbild.invitations.links import MEETING_LASTS
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.periods import day_of

#: What stands in a letter to members is what the group may read.
GROUP = Audience(Level.GROUP)


def meeting_of(turn: Round, *, uid: str, sequence: int, at: datetime) -> Meeting:
    """The round's meeting as calendars know it."""
    assert turn.starts_at is not None
    dialogue = turn.dialogue
    points = agenda_of(turn, audience=GROUP, at=at, today=day_of(at))
    lines = [f"Svara senast {letters.moment_words(turn.deadline_at)}."] if turn.deadline_at else []
    lines += [f"{number}. {point.title}" for number, point in enumerate(points, start=1)]
    return Meeting(
        uid=uid,
        sequence=sequence,
        summary=dialogue.name,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at or turn.starts_at + MEETING_LASTS,
        place=turn.place,
        description="\n".join(lines),
        url=letters.round_url(turn),
        organiser=organiser_of(turn),
        organiser_name=dialogue.name,
        stamped_at=at,
    )


def organiser_of(turn: Round) -> str:
    """The forum's own address: the dialogue's, else the installation's."""
    return turn.dialogue.function_address or settings.INSTALLATION.mail.function_address
