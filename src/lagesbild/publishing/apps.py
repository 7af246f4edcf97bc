# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "lagesbild.publishing"

    def ready(self) -> None:
        """Let withdrawn reports leave the editions."""
        from lagesbild.publishing.withdrawing import take_out_of_editions
        from lagesbild.reporting.sending import on_withdrawal

        on_withdrawal(take_out_of_editions)
