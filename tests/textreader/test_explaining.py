# SPDX-License-Identifier: EUPL-1.2
"""Explaining says which rule fired and what lost; segments and the JSON door."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from textreader import annotate, explain, read
from textreader.__main__ import main

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 15)


def test_explanation_names_rule_pattern_and_value() -> None:
    why = explain("ca 100 mkr/månad", DAY)
    shown = str(why)
    assert "quantity.money" in shown
    assert "value = 100000000" in shown
    fired = why.to_dict()["fired"][0]
    assert fired["pattern"]
    assert fired["fact"]["unit"] == "SEK_per_month"


def test_explanation_says_why_a_number_was_left_out() -> None:
    why = explain("Enligt § 12 varslades 40.", DAY)
    assert [w.text for w in why.lost] == ["12"]
    assert "räknar ingenting" in why.lost[0].because


def test_explanation_says_so_when_no_rule_fired() -> None:
    assert "Ingen regel gav något." in str(explain("…", DAY))


def test_crossing_facts_are_cut_into_segments() -> None:
    reading = read("Senast 3 maj 2027 skickas 5 mkr.", DAY)
    segments = annotate(reading, reading.of_kind("date", "quantity"))
    assert [s.text for s in segments if s.facts] == ["Senast 3 maj 2027", "5 mkr"]


def test_pure_door_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("Ca 5 mkr\r\nåterstår.".encode())
    assert main([str(path), "--date", "2026-06-15"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["text"] == "Ca 5 mkr\nåterstår."
    assert printed["source"]["reference_date"] == "2026-06-15"
    money = next(f for f in printed["facts"] if f["kind"] == "quantity")
    assert (money["value"], money["unit"], money["approx"]) == (5_000_000, "SEK", True)
