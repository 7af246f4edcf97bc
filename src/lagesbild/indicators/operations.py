# SPDX-License-Identifier: EUPL-1.2
"""Every write to indicators, bindings and populations."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.indicators.models import Binding, Indicator, IndicatorVersion, Population
from lagesbild.organisations.models import Area, Organisation

DEFINITIONS = Path(__file__).parent / "definitions"


def read_definitions(folder: Path = DEFINITIONS) -> dict[str, dict[str, Any]]:
    """The definition files by code (the file's name).

    Raises ``tomllib.TOMLDecodeError`` for a broken file.
    """
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}


@transaction.atomic
def sync_definitions(*, at: datetime, folder: Path = DEFINITIONS) -> int:
    """Bring the tables in step with the definition files; returns how many versions were written.

    A higher ``version`` in the file is a new version (older observations keep theirs); without one
    only names, texts and terms follow the file.
    """
    written = 0
    for code, said in read_definitions(folder).items():
        indicator, _ = Indicator.objects.get_or_create(code=code)
        fields: dict[str, Any] = {
            "name": said["name"],
            "headline": said.get("headline", ""),
            "definition": said["definition"],
            "unit": said["unit"],
            "stock_flow": said["stock_flow"],
            "terms": said.get("terms", {}),
            "comparable_with_previous": said.get("comparable_with_previous", True),
            "valid_from": said.get("valid_from", date(2020, 1, 1)),
            "owner": said.get("owner", ""),
            "next_review": said.get("next_review"),
        }
        row, is_new = IndicatorVersion.objects.update_or_create(
            indicator=indicator, number=said.get("version", 1), defaults=fields
        )
        if is_new:
            note("define_indicator", row, by=None, at=at, indicator=indicator.pk)
            written += 1
    return written


@transaction.atomic
def remember_binding(
    *, organisation: Organisation, of: str, unit: str, indicator: Indicator, by: Person | None, at: datetime
) -> None:
    """Remember what these words of this organisation meant, for the next time."""
    row, _ = Binding.objects.update_or_create(
        organisation=organisation, of=of.casefold()[:120], unit=unit, defaults={"indicator": indicator}
    )
    note("remember_binding", row, by=by, at=at, indicator=indicator.pk)


@transaction.atomic
def forget_binding(
    *, organisation: Organisation, of: str, unit: str, by: Person | None, at: datetime
) -> None:
    """Forget what these words of this organisation meant; nothing where nothing was remembered."""
    for row in Binding.objects.filter(organisation=organisation, of=of.casefold()[:120], unit=unit):
        note("forget_binding", row, by=by, at=at, indicator=row.indicator_id)
        row.delete()


def ensure_population(
    *, area: Area | None, organisation: Organisation | None, description: str
) -> Population:
    """The population with these marks, made where there is none."""
    population, _ = Population.objects.get_or_create(
        area=area, organisation=organisation, description=description[:200]
    )
    return population
