# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lagesbild.reporting"
    verbose_name = "Rapporter"

    def ready(self) -> None:
        """Take answers to mails about reports, and offer other letters a way into one."""
        from lagesbild.mail.registry import offer_for_quarantine, on_reply
        from lagesbild.reporting.by_mail import REPORT, take_letter
        from lagesbild.reporting.views.files import offer_report

        on_reply(REPORT, take_letter)
        offer_for_quarantine(offer_report)
