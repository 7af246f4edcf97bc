# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig

from lagesbild.jobs.registry import register
from lagesbild.meetings.registry import on_ended

if TYPE_CHECKING:
    from lagesbild.accounts.models import Person
    from lagesbild.components.shapes import Link
    from lagesbild.dialogues.models import Round


class MinutesConfig(AppConfig):
    name = "lagesbild.minutes"

    def ready(self) -> None:
        """Stand on the page of a round; the rule of silence closes minutes without anybody pressing a button."""
        from lagesbild.dialogues import round_parts
        from lagesbild.minutes.round_part import MinutesPart

        round_parts.register(MinutesPart())
        # The draft stands ready when people stand up.
        on_ended(_draft_after_meeting, link=_way_to_minutes)
        register(
            "minutes_by_silence",
            title="Minnesanteckningar utan synpunkter justeras när sista dagen har gått",
            every=timedelta(minutes=10),
            run=_close_by_silence,
        )


def _close_by_silence(at: datetime) -> None:
    from lagesbild.minutes.adjusting import close_by_silence

    close_by_silence(at=at)


def _draft_after_meeting(*, turn: Round, by: Person, at: datetime) -> None:
    from lagesbild.minutes.operations import draft_after_meeting

    draft_after_meeting(turn=turn, by=by, at=at)


def _way_to_minutes(turn: Round) -> Link | None:
    from django.urls import reverse

    from lagesbild.components.shapes import Link
    from lagesbild.minutes.queries import minutes_of

    if minutes_of(turn) is None:
        return None
    return Link(
        label="Minnesanteckningar", url=reverse("minutes:page", args=[turn.dialogue.slug, turn.address])
    )
