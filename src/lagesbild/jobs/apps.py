# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lagesbild.jobs"

    def ready(self) -> None:
        """Register the work of the rooms below, which do not know that there are jobs."""
        from datetime import timedelta

        from lagesbild.audit.sealing import seal
        from lagesbild.jobs.registry import register

        register("seal-audit", title="Försegla spårraderna", every=timedelta(minutes=5), run=seal)
