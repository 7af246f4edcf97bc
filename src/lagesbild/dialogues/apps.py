# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "lagesbild.dialogues"

    def ready(self) -> None:
        """Stand first on the page of a round."""
        from lagesbild.dialogues import round_parts
        from lagesbild.dialogues.views.round_core import CorePart

        round_parts.register(CorePart())
