# SPDX-License-Identifier: EUPL-1.2
"""When calls, schemes and trainings open and close, also where no exact day is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from textreader import read

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 15)


def fields(text: str) -> dict[str, Any]:
    """The fields of the one measure that a text names."""
    [measure] = read(text, DAY).of_kind("call", "scheme", "training")
    return dict(measure.fields)


@pytest.mark.parametrize(
    ("text", "role", "said"),
    [
        (
            "En extrautlysning inom ERUF öppnar efter sommaren.",
            "opens",
            {"from": "2026-09-01", "to": None, "text": "efter sommaren"},
        ),
        (
            "Utlysningen Levande kust stänger i augusti.",
            "closes",
            {"from": "2026-08-01", "to": "2026-08-31", "text": "augusti"},
        ),
        (
            "Utlysningen Levande kust riktar sig till små företag. Den öppnar vecka 34.",
            "opens",
            {"from": "2026-08-17", "to": "2026-08-23", "text": "vecka 34"},
        ),
    ],
)
def test_what_is_no_exact_day_is_kept_as_said(text: str, role: str, said: dict[str, str | None]) -> None:
    told = fields(text)
    assert told[role] is None
    assert told[f"{role}_about"] == said


@pytest.mark.parametrize(
    "text",
    [
        "Utlysningen Levande kust öppnar i augusti eller öppnar i oktober.",
        "Utlysningen Levande kust är ny.\n\nHamnen öppnar efter sommaren.",
        "Utlysningen Levande kust öppnar den 7 september.",
    ],
    ids=["two of them", "another passage", "an exact day"],
)
def test_nothing_is_guessed_between_two_nor_told_beside_an_exact_day(text: str) -> None:
    assert "opens_about" not in fields(text)


def test_a_day_behind_the_sentence_of_the_name_is_found_where_it_opens_the_measure() -> None:
    told = fields("Utlysningen Levande kust är för små företag. Den öppnar den 7 september.")
    assert (told["opens"], told["closes"]) == ("2026-09-07", None)
