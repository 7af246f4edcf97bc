# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "lagesbild.meetings"

    def ready(self) -> None:
        """Stand on the page of a round."""
        from lagesbild.dialogues import round_parts
        from lagesbild.meetings.round_part import MeetingPart

        round_parts.register(MeetingPart())
