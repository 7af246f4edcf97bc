# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lagesbild.reporting"
    verbose_name = "Rapporter"
