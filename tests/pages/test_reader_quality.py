# SPDX-License-Identifier: EUPL-1.2
"""Whoever reads a published figure can see how well such figures are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lagesbild.pages.reader_quality import KINDS, quality_of, reader_quality

PROJECT = Path(__file__).resolve().parents[2]
MEASURED = PROJECT / "docs" / "generated" / "reader-quality.json"
ROW: dict[str, Any] = {
    "n": 20,
    "read": 16,
    "right": 12,
    "precision": 0.75,
    "recall": 0.6,
    "f1": 0.667,
    "interval": [0.5, 0.81],
}
TRAPS = {"1": {"expected": 10, "found": 9, "dangerous": 8, "said": 1}}


def scored(day: str, **kinds: Any) -> dict[str, Any]:
    return {"first": {"date": day, "documents": 3, "kinds": kinds, "traps": TRAPS}}


@pytest.mark.pure
def test_the_figures_shown_are_those_that_were_measured() -> None:
    shown = json.loads((PROJECT / "src/lagesbild/pages/reader_quality.json").read_text("utf-8"))
    measured = json.loads(MEASURED.read_text("utf-8"))
    assert shown == {name: {"first": fold["first"]} for name, fold in measured.items()}


@pytest.mark.pure
def test_every_kind_that_is_measured_has_a_swedish_name() -> None:
    for fold in json.loads(MEASURED.read_text("utf-8")).values():
        assert not fold["first"]["kinds"].keys() - KINDS.keys()


@pytest.mark.pure
def test_what_goes_badly_is_told_with_its_numbers() -> None:
    quality = quality_of({"sealed": scored("2026-11-01", promise=ROW, date={**ROW, "f1": 0.9})})
    assert [row.name for row in quality.rows] == ["Datum och perioder", "Löften"]
    assert quality.hard == ("Löften: 12 av 20 hittades, och 4 av 16 lästa var fel.",)
    assert "8 farliga feltolkningar" in quality.traps
    assert quality.rows[0].between == "50–81"


@pytest.mark.pure
def test_the_newest_fold_as_it_fell_the_first_time_is_shown() -> None:
    opened = scored("2026-10-01", date={**ROW, "n": 5})
    quality = quality_of({"opened": opened, "sealed": scored("2026-11-01", date=ROW)})
    assert [row.count for row in quality.rows] == [20]
    assert not quality.rows[0].is_few
    assert quality_of({"opened": opened}).rows[0].is_few


@pytest.mark.database
def test_the_page_is_open_to_all_and_reached_from_every_foot(client: Client) -> None:
    address = reverse("pages:reader_quality")
    assert address == "/hjalp/sa-bra-laser-vi/"
    page = client.get(address)
    assert page.status_code == 200
    said = page.content.decode()
    for row in reader_quality().rows:
        assert row.name in said
    assert f'href="{address}"' in client.get(reverse("accounts:login")).content.decode()
