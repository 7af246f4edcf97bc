# SPDX-License-Identifier: EUPL-1.2
"""Dates and quantities against hand-made gold, where it lies beside the project."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from textreader import read

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "tools" / "score_reader.py").exists(),
    reason="the gold lies beside the project where its makers work, and not here",
)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reader", SHARED / "tools" / "score_reader.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(*folders: str) -> dict[str, dict[str, Any]]:
    """Counts summed over the texts of these folders, by kind."""
    judge, total = scorer(), {}
    for path in sorted(p for folder in folders for p in (SHARED / folder).glob("*.txt")):
        text = path.read_text("utf-8")
        meta = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        found = [f.to_dict() for f in read(text, date.fromisoformat(meta["reference_date"])).facts]
        for kind, counts in judge.score(text, gold, found).items():
            mine = total.setdefault(kind, dict.fromkeys(counts, 0))
            for name, count in counts.items():
                mine[name] += count
    return total


def f1(counts: dict[str, Any]) -> float:
    return 2 * counts["right"] / (counts["found"] + counts["gold"])


def test_minutes_and_texts_reach_the_numbers_of_the_issue() -> None:
    total = score("minutes", "texts")
    dates, quantities = total["date"], total["quantity"]
    assert f1(dates) >= 0.97
    assert f1(quantities) >= 0.96
    assert quantities["approx"] / quantities["right"] >= 0.98
    assert quantities["of"] / quantities["of_asked"] >= 0.90


def test_real_minutes_keep_their_panel_and_their_forecasts() -> None:
    text = (SHARED / "minutes" / "2020-06-15.txt").read_text("utf-8")
    reading = read(text, date(2020, 6, 15))
    by_text = {" ".join(f.text.split()): f for f in reading.of_kind("quantity", "change")}
    panel = by_text["63"]
    assert panel.fields["role"] == "population"
    for words in ("20 %", "81,5 %", "927", "123", "26", "20", "ca hälften", "några färre"):
        assert by_text[words].within == panel.id, words
    half, fewer = by_text["ca hälften"], by_text["några färre"]
    assert half.relative_to == fewer.relative_to == by_text["927"].id
    assert half.fields["forecast"] is True
    assert fewer.fields["change"] == "decrease"
    assert by_text["20 %"].fields["reading_as"] == "change"
    share = by_text["81,5 %"]
    assert (share.fields["reading_as"], share.fields["baseline"]) == ("share_of_baseline", "normal_year")
    july = reading.by_id()[share.fields["period"]]
    assert (july.fields["from"], july.fields["to"]) == ("2020-07-01", "2020-07-31")
    applied = by_text["upp till 1 000"]
    assert (applied.fields["high"], applied.fields["forecast"]) == (1000, True)
    assert "Västernorrlands län" in applied.fields["scope"]
