# SPDX-License-Identifier: EUPL-1.2
"""The file formats: one folder each, found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from lagesbild.publishing.exporter import Exporter


@lru_cache(maxsize=1)
def exporters() -> dict[str, Exporter]:
    """Every format by its identifier."""
    found: dict[str, Exporter] = {}
    for module in pkgutil.iter_modules(__path__):
        exporter: Exporter = importlib.import_module(f"{__name__}.{module.name}").EXPORTER
        found[exporter.identifier] = exporter
    return found
