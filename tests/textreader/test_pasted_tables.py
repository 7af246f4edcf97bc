# SPDX-License-Identifier: EUPL-1.2
"""Tables pasted as text keep column, row, unit and period."""

from __future__ import annotations

from datetime import date

import pytest

from textreader import read

DAY = date(2026, 6, 15)
SPACES = """Kommun      Varsel maj   Varsel juni   Förändring (%)
Tallås            34           45            +32,4
Havsnäs            0           12
Summa             34           57            +67,6
"""
SEMICOLONS = "Indikator;2024;2025;2026\nOrderingång (mkr);120;115;98\nAnställda;1 250;1 230;1 180\n"
PIPES = "| Månad | Antal ärenden | Beviljat (tkr) |\n|---|---:|---:|\n| januari 2026 | 12 | 1 250 |\n| februari 2026 | 15 | 980 |\n"
LINES = "Sysselsatta efter bransch\n\nBransch\nAntal\nAndel, %\n\nTillverkning\n12 400\n31,5\n\nHandel\n8 300\n21,0\n\nVård\n9 900\n25,1\n"
YEARS = "År\tAntal\n2023\t1 200\n2024\t1 350\n2025\t1 400\n"
LABELS = "Varsel: 34\nUppsägningar: 12\nNyanställda: 20\n"
BULLETS = "* Industri: -4 %\n* Handel: -12 %\n"


@pytest.mark.parametrize(
    ("table", "words", "value", "unit", "of"),
    [
        (SPACES, "45", 45, "count", "Varsel juni (Tallås)"),
        (SPACES, "12", 12, "count", "Varsel juni (Havsnäs)"),
        (SPACES, "+32,4", 32.4, "%", "Förändring (Tallås)"),
        (SEMICOLONS, "98", 98_000_000, "SEK", "Orderingång (mkr)"),
        (SEMICOLONS, "1 230", 1230, "count", "Anställda"),
        (PIPES, "1 250", 1_250_000, "SEK", "Beviljat (januari 2026)"),
        (PIPES, "15", 15, "count", "ärenden (februari 2026)"),
        (LINES, "12 400", 12400, "count", "sysselsatta (Tillverkning)"),
        (LINES, "25,1", 25.1, "%", "sysselsatta (Vård)"),
        (YEARS, "1 350", 1350, "count", "Antal"),
        (LABELS, "12", 12, "count", "uppsägningar"),
        (BULLETS, "-12 %", 12, "%", "handel"),
    ],
)
def test_cell_keeps_its_column_and_row(table: str, words: str, value: float, unit: str, of: str) -> None:
    found = [f for f in read(table, DAY).of_kind("quantity") if f.text == words]
    assert found
    assert (found[0].fields["value"], found[0].fields["unit"], found[0].fields["of"]) == (value, unit, of)


def test_years_at_the_head_are_days_and_the_periods_of_their_column() -> None:
    reading = read(SEMICOLONS, DAY)
    facts = reading.by_id()
    orders = next(f for f in reading.of_kind("quantity") if f.text == "115")
    assert facts[orders.fields["period"]].text == "2025"
    assert [f.text for f in reading.of_kind("date")] == ["2024", "2025", "2026"]


def test_years_in_the_first_column_are_no_quantities() -> None:
    reading = read(YEARS, DAY)
    assert [f.text for f in reading.of_kind("date")] == ["2023", "2024", "2025"]
    assert [f.text for f in reading.of_kind("quantity")] == ["1 200", "1 350", "1 400"]
