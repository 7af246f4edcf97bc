# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "lagesbild.mail"

    def ready(self) -> None:
        """Send what is due every half minute."""
        from datetime import timedelta

        from lagesbild.jobs.registry import register
        from lagesbild.mail.sending import send_due

        register(
            "send-mail", title="Skicka mejl", every=timedelta(seconds=30), run=lambda at: send_due(at=at)
        )
