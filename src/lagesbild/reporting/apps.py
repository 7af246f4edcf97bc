# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lagesbild.reporting"
    verbose_name = "Rapporter"

    def ready(self) -> None:
        """Take answers to mails about reports."""
        from lagesbild.mail.registry import on_reply
        from lagesbild.reporting.by_mail import REPORT, take_letter

        on_reply(REPORT, take_letter)
