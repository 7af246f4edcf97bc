# SPDX-License-Identifier: EUPL-1.2
"""What every table promises: a word in the glossary, constraints, nothing that cascades into history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

PROJECT = Path(__file__).parents[2]
MODELS = [m for m in apps.get_models() if m.__module__.startswith("lagesbild.")]
GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text("utf-8")


def test_the_glossary_has_every_table_and_no_other() -> None:
    rows = set(re.findall(r"^\|[^|]+\| `(\w+)` \|", GLOSSARY.split("## Words")[0], re.MULTILINE))
    assert rows == {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_a_model_says_what_it_is(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "this is Django's own, not a sentence"


def pairs(model: type[models.Model]) -> list[tuple[models.Field, models.Field]]:  # type: ignore[type-arg]
    """The model's ``x_at`` with its ``x_by``."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [
        (fields[name], fields[f"{name[:-3]}_by"])
        for name in fields
        if name.endswith("_at") and f"{name[:-3]}_by" in fields
    ]


@pytest.mark.parametrize("model", [m for m in MODELS if pairs(m)], ids=lambda m: m.__name__)
def test_a_person_never_stands_without_the_moment(model: type[models.Model]) -> None:
    """Either the moment is required, or a check of the database names both."""
    checked = {
        frozenset(re.findall(r"'(\w+?_(?:at|by))(?:__|')", str(constraint.condition)))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }
    loose = [
        (at.name, by.name)
        for at, by in pairs(model)
        if at.null and not any({at.name, by.name} <= names for names in checked)
    ]
    assert not loose


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_a_period_has_its_check(model: type[models.Model]) -> None:
    """``[starts_on, ends_before)``, and dues and memberships written the same way, cannot run backwards."""
    fields = {field.name for field in model._meta.concrete_fields}
    ends = {
        "ends_before": "starts_on",
        "left_before": "joined_on",
        "due_before": "due_from",
        "known_until": "known_from",
    }
    conditions = " ".join(
        str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)
    )
    unchecked = [end for end, start in ends.items() if {end, start} <= fields and end not in conditions]
    assert not unchecked


def test_money_and_figures_are_decimals() -> None:
    assert not [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, models.FloatField)
    ]


def test_a_day_and_a_moment_are_named_as_such() -> None:
    wrong = []
    for model in MODELS:
        for field in model._meta.concrete_fields:
            moment = isinstance(field, models.DateTimeField)
            day = isinstance(field, models.DateField) and not moment
            if moment and not field.name.endswith(("_at", "at", "known_from", "known_until")):
                wrong.append(f"{model.__name__}.{field.name} is a moment")
            if day and not field.name.endswith(
                ("_on", "_before", "_from", "_date", "forecast_base", "next_review")
            ):
                wrong.append(f"{model.__name__}.{field.name} is a day")
    assert not wrong
