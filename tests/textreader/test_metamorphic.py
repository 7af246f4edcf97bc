# SPDX-License-Identifier: EUPL-1.2
"""The facts move with the text: other line breaks, spaces, figures and days change nothing else."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import pytest

from textreader import Fact, read

DAY = date(2026, 6, 15)
REPORT = (
    "De 48 företagen i panelen svarade i vecka 21. Orderingången är 84,5 % av ett normalår och omsättningen "
    "minskade med ca 12 % jämfört med i fjol, vilket motsvarar närmare 65 mkr i månaden. 305 är korttidspermitterade, "
    "om tre månader räknar företagen med hälften. Varslen blev 118 i maj men väntas bli 80 i augusti. "
    "Stödet höjs från 70 till 90 procent från och med 1 juli och utlysningen är öppen 11 juni-10 september. "
    "Av budgeten på 12 mkr är 7,5 beslutade. Upp till 1 000 ansökningar väntas. Mötet den 24 juni är inställt."
)
SHOWN = ("from", "to", "value", "low", "high", "unit", "change", "before", "approx", "forecast", "cancelled", "reading_as", "baseline")  # fmt: skip


def shape(facts: tuple[Fact, ...]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (f.kind, " ".join(f.text.split()), {k: f.fields[k] for k in SHOWN if f.fields.get(k) is not None})
        for f in facts
    ]


PLAIN = shape(read(REPORT, DAY).of_kind("date", "quantity"))


@pytest.mark.parametrize("width", [60, 72, 88, 110])
def test_wrapped_lines_change_nothing(width: int) -> None:
    wrapped = textwrap.fill(REPORT, width, break_on_hyphens=False)
    assert shape(read(wrapped, DAY).of_kind("date", "quantity")) == PLAIN


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_other_spaces_within_numbers_change_nothing(space: str) -> None:
    text = (
        REPORT.replace("1 000", f"1{space}000")
        .replace("84,5 %", f"84,5{space}%")
        .replace("12 mkr", f"12{space}mkr")
    )
    found = shape(read(text, DAY).of_kind("date", "quantity"))
    assert [(k, f) for k, _, f in found] == [(k, f) for k, _, f in PLAIN]


@pytest.mark.parametrize("dash", ["–", "−", "—"])
def test_other_dashes_change_nothing(dash: str) -> None:
    found = shape(read(REPORT.replace("-", dash), DAY).of_kind("date", "quantity"))
    assert [(k, f) for k, _, f in found] == [(k, f) for k, _, f in PLAIN]


def test_letters_in_two_code_points_and_soft_hyphens_change_nothing() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", REPORT).replace("omsättningen", "omsätt\u00adningen")
    reading = read(text, DAY)
    found = shape(reading.of_kind("date", "quantity"))
    assert [(k, f) for k, _, f in found] == [(k, f) for k, _, f in PLAIN]
    assert all(text[f.start : f.end] == f.text for f in reading.facts)


def test_other_figures_move_only_the_figures() -> None:
    other = REPORT.replace("305", "417").replace("118", "96").replace("65 mkr", "31 mkr")
    found = {
        text: fields["value"]
        for _, text, fields in shape(read(other, DAY).of_kind("quantity"))
        if "value" in fields
    }
    assert (found["417"], found["96"], found["närmare 31 mkr i månaden"]) == (417, 96, 31_000_000)
    assert len(read(other, DAY).of_kind("quantity")) == len(read(REPORT, DAY).of_kind("quantity"))


@pytest.mark.parametrize(("month", "number"), [("september", 9), ("oktober", 10), ("november", 11)])
def test_another_month_moves_only_its_day(month: str, number: int) -> None:
    text = REPORT.replace("80 i augusti", f"80 i {month}")
    days = [f.fields["from"] for f in read(text, DAY).of_kind("date")]
    assert f"2026-{number:02}-01" in days
    assert len(days) == len(read(REPORT, DAY).of_kind("date"))


def test_marks_and_panel_hold_after_rewrapping() -> None:
    reading = read(textwrap.fill(REPORT, 60, break_on_hyphens=False), DAY)
    by_text = {" ".join(f.text.split()): f for f in reading.of_kind("quantity", "date")}
    assert by_text["48"].fields["role"] == "population"
    assert by_text["305"].within == by_text["48"].id
    assert by_text["hälften"].relative_to == by_text["305"].id
    assert by_text["24 juni"].fields["cancelled"] is True
