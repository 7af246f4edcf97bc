# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "lagesbild.components"
    verbose_name = "Byggstenar"
