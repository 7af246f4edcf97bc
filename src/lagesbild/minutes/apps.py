# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import AppConfig

from lagesbild.jobs.registry import register


class MinutesConfig(AppConfig):
    name = "lagesbild.minutes"

    def ready(self) -> None:
        """Stand on the page of a round; the rule of silence closes minutes without anybody pressing a button."""
        from lagesbild.dialogues import round_parts
        from lagesbild.minutes.round_part import MinutesPart

        round_parts.register(MinutesPart())
        register(
            "minutes_by_silence",
            title="Minnesanteckningar utan synpunkter justeras när sista dagen har gått",
            every=timedelta(minutes=10),
            run=_close_by_silence,
        )


def _close_by_silence(at: datetime) -> None:
    from lagesbild.minutes.adjusting import close_by_silence

    close_by_silence(at=at)
