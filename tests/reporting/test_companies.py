# SPDX-License-Identifier: EUPL-1.2
"""One company beside a figure is noticed, named or pointed at; members and panels are not."""

from __future__ import annotations

from datetime import date

import pytest

import textreader
from lagesbild.reporting.companies import beside_figures
from textreader.model import KnownOrganisation

KNOWN = [KnownOrganisation(name="Almi Provlän AB", aliases=("Almi",), kind="business_association")]


def found(text: str) -> list[str]:
    read = textreader.read(text, date(2026, 6, 15), known=KNOWN)
    return [n.sentence for n in beside_figures(read, text, known=["Almi Provlän AB", "Almi"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nordplåt AB varslar 40 personer i Tallås.",
        "Sågverket i Vik har permitterat 12 personer.",
        "Kommunens största arbetsgivare drar ner med 30 tjänster.",
        "Tallås näst största industri har 85 anställda.",
        "Det enda slakteriet i Vik har 14 anställda kvar.",
        "Ett större företag i Granberga varslar 25 personer.",
        "Mejeriet i Tallås har tappat 20 % av ordrarna.",
    ],
)
def test_one_company_beside_a_figure_is_noticed(sentence: str) -> None:
    assert found(f"Läget är lugnt. {sentence} Vi återkommer.") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nordplåt AB har fått en ny ägare.",
        "Sågverket i Vik går bra.",
        "12 personer är varslade hos våra 63 medlemmar.",
        "Almi har fått 27 ansökningar.",
        "Tre av våra företag i Tallås har permitterat 40 personer.",
        "Kommunens största utmaning är att 40 % saknar utbildning.",
        "Flera sågverk i länet har permitterat 80 personer.",
    ],
)
def test_what_points_at_nobody_passes(sentence: str) -> None:
    assert found(sentence) == []


def test_each_sentence_is_told_once_with_its_place() -> None:
    text = "Lugnt.\nNordplåt AB varslar 40 av 90 personer.\nSågverket i Vik har 12 kvar."
    read = textreader.read(text, date(2026, 6, 15))
    named = beside_figures(read, text)
    assert [text[n.start : n.end].strip() for n in named] == [
        "Nordplåt AB varslar 40 av 90 personer.",
        "Sågverket i Vik har 12 kvar.",
    ]
