# SPDX-License-Identifier: EUPL-1.2
"""Lists of a label and a figure a line take what they count from their title."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from textreader import read

pytestmark = pytest.mark.pure


def figures(text: str) -> list[tuple[str, Any, Any, Any]]:
    """Words, value, unit and head word of each quantity."""
    facts = read(text, date(2026, 6, 15)).of_kind("quantity")
    return [(f.text, f.fields.get("value"), f.fields.get("unit"), f.fields.get("of")) for f in facts]


def test_the_title_tells_what_the_figures_count() -> None:
    assert figures("Konkurser per bransch\nBygg: 14 (11)\nHandel: 9\n") == [
        ("14", 14, "count", "konkurser (bygg)"),
        ("11", 11, "count", "konkurser (bygg)"),
        ("9", 9, "count", "konkurser (handel)"),
    ]


@pytest.mark.parametrize(
    ("title", "value", "unit"),
    [
        ("Gästnätter, tusental", 21_400, "count"),
        ("Utlåning (mkr)", 21_400_000, "SEK"),
        ("Beläggning (%)", 21.4, "%"),
    ],
)
def test_the_title_tells_the_unit(title: str, value: float, unit: str) -> None:
    found = figures(f"{title}\nJuni 21,4\nJuli 48,9\n")
    assert [row[2] for row in found] == [unit, unit]
    assert found[0][1] == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "Varsel: 34\nUppsägningar: 12\n",
        "Det har varit en lugn månad med få konkurser.\nBygg: 14\n",
        "Möte i juni\nBygg: 14\n",
    ],
    ids=["labels that count themselves", "a sentence above", "a title that counts nothing"],
)
def test_a_label_without_a_title_stands_for_itself(text: str) -> None:
    assert all("(" not in str(row[3]) for row in figures(text))
