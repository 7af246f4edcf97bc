# SPDX-License-Identifier: EUPL-1.2
"""The reader on texts that its rules were not written for: it never falls below what it once reached.

Failures name kinds and figures, never a sentence, so that the fold stays sealed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import textreader

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import fold_scoring as scoring  # noqa: E402

FIGURES = HERE.parents[1] / "docs" / "generated" / "reader-quality.json"
SCORED: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))
FLOORS: dict[str, Any] = {name: fold["floor"] for name, fold in SCORED.items()}
FOLDS = [name for name, folder in scoring.FOLDS.items() if scoring.documents(folder)]
UNITS = {
    "%", "EUR", "SEK", "age_years", "count", "duration", "index", "kWh", "mil", "percentage_points", "ratio",
}  # fmt: skip
PER = tuple(f"per_{each}" for each in "piece person kWh year month week day hour".split())


def read(text: str, day: date) -> list[scoring.Gold]:
    facts: list[scoring.Gold] = textreader.read(text, day).to_dict()["facts"]
    return facts


def every_document() -> list[scoring.Document]:
    return [document for name in FOLDS for document in scoring.documents(scoring.FOLDS[name])]


@cache
def scored(name: str) -> dict[str, scoring.Count]:
    by_kind = scoring.score(read, scoring.documents(scoring.FOLDS[name]))
    return {kind: scoring.total(counts.values()) for kind, counts in by_kind.items()}


@cache
def trapped(name: str) -> dict[int, scoring.TrapCount]:
    return scoring.score_traps(read, scoring.traps(scoring.FOLDS[name]))


# The fold itself ----------------------------------------------------------------------------------


def test_every_gold_span_is_its_text() -> None:
    for document in every_document():
        assert document.gold, document.name
        for fact in document.gold:
            place = document.text[fact["start"] : fact["end"]]
            assert place == fact["text"] == place.strip(), (document.name, fact["start"])


def test_gold_keeps_to_the_kinds_and_units_of_the_conventions() -> None:
    for document in every_document():
        for fact in document.gold:
            assert fact["kind"] in scoring.KINDS
            if fact["kind"] == "quantity" and not fact.get("ambiguous"):
                money = fact["unit"].removeprefix("SEK_").removeprefix("kWh_")
                assert fact["unit"] in UNITS or money in PER, (document.name, fact["unit"])
                known = [fact.get(key) for key in ("value", "low", "high")]
                assert any(number is not None for number in known), (document.name, fact["start"])
            if fact["kind"] == "date":
                days = [date.fromisoformat(day) for day in (fact["from"], fact["to"]) if day]
                assert days, (document.name, fact["start"])
                assert days == sorted(days), (document.name, fact["start"])


@pytest.mark.parametrize("name", FOLDS)
def test_a_fold_holds_twelve_manners_and_six_sentences_of_each_class(name: str) -> None:
    fold = scoring.documents(scoring.FOLDS[name])
    assert len(fold) == len({document.manner for document in fold}) >= 12
    counted = Counter(trap.number for trap in scoring.traps(scoring.FOLDS[name]))
    assert list(counted) == list(range(1, 16))
    assert min(counted.values()) >= 6


# The scorer ---------------------------------------------------------------------------------------


def test_gold_read_back_scores_full_marks_and_nothing_read_scores_none() -> None:
    gold = {document.text: document.gold for document in every_document()}

    def echo(text: str, day: date) -> list[scoring.Gold]:
        return [{**fact, "id": "x"} for fact in gold[text]]

    for kind, counts in scoring.score(echo, every_document()).items():
        whole = scoring.total(counts.values())
        assert whole.f1 == 1.0, kind
        assert all(right == asked for right, asked in whole.details.values()), kind
    for counts in scoring.score(lambda text, day: [], every_document()).values():
        assert scoring.total(counts.values()).f1 == 0.0


@pytest.mark.parametrize(
    "wrong", [{"value": 13}, {"unit": "SEK"}, {"start": 30, "end": 32}, {"end": 60}, {"change": "decrease"}]
)
def test_a_wrong_value_unit_change_or_place_is_a_miss_and_spurious(wrong: scoring.Gold) -> None:
    gold = {"kind": "quantity", "start": 4, "end": 6, "value": 12, "unit": "count", "change": "increase"}
    count = scoring.count_kind("quantity", [gold], [{**gold, **wrong}])
    assert (count.asked, count.read, count.right) == (1, 1, 0)


def test_what_the_gold_doubts_is_neither_asked_for_nor_held_against_the_reader() -> None:
    doubted = {
        "kind": "date", "start": 0, "end": 5, "from": "2024-01-01", "to": "2024-01-01", "fuzzy": True,
    }  # fmt: skip
    count = scoring.count_kind("date", [doubted], [{**doubted, "to": None}])
    assert (count.asked, count.read) == (0, 0)


def test_a_dangerous_reading_does_no_harm_with_a_mark() -> None:
    danger = {"kind": "quantity", "value": 80}
    assert scoring.is_said(danger, [{"kind": "quantity", "value": 80}])
    assert not scoring.is_said(danger, [{"kind": "quantity", "value": 80, "denied": True}])


def test_an_interval_surrounds_its_score_and_is_the_same_each_time() -> None:
    counts = [scoring.Count(10, 10, right) for right in (4, 7, 8, 9, 10)]
    low, high = scoring.interval(counts)
    assert low < scoring.total(counts).f1 < high
    assert (low, high) == scoring.interval(counts)


# The reader ---------------------------------------------------------------------------------------


def test_every_kind_has_a_floor() -> None:
    for floor in FLOORS.values():
        assert list(floor["kinds"]) == list(scoring.KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name, floor in FLOORS.items() for kind in scoring.KINDS if floor["kinds"].get(kind)],
)
def test_the_reader_stays_above_its_floor(name: str, kind: str) -> None:
    assert scored(name)[kind].f1 >= FLOORS[name]["kinds"][kind], kind


@pytest.mark.parametrize("name", FLOORS)
def test_what_must_be_found_in_traps_is_found(name: str) -> None:
    found = sum(count.found for count in trapped(name).values())
    asked = sum(count.expected for count in trapped(name).values())
    assert found / asked >= FLOORS[name]["traps_found"]


@pytest.mark.parametrize("name", FLOORS)
def test_dangerous_readings_stay_rare(name: str) -> None:
    said = sum(count.said for count in trapped(name).values())
    dangerous = sum(count.dangerous for count in trapped(name).values())
    assert said / dangerous <= FLOORS[name]["traps_said_at_most"]
