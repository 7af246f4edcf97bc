# SPDX-License-Identifier: EUPL-1.2
"""The installation's own organisations in a text: their abbreviations are no small words."""

from __future__ import annotations

from datetime import date

import pytest

from textreader import KnownOrganisation, read

DAY = date(2026, 6, 15)
KNOWN = (
    KnownOrganisation("Industrinätet Hällmark", ("Industrinätet", "IN")),
    KnownOrganisation("Region Hällmark", ("Regionen", "RH")),
    KnownOrganisation("Destination Hällmark", ("DH",)),
)


def _bodies(text: str) -> list[str]:
    return [f.fields["name"] for f in read(text, DAY, known=KNOWN).of_kind("organisation")]


@pytest.mark.parametrize(
    "text",
    [
        "Vi lägger in en femte träff i Granby.",
        "VI LÄGGER IN EN FEMTE TRÄFF",
        "In kom fyra svar.",
        "in: fyra svar, ut: inga",
        "Det är dags att gå in i nästa steg.",
    ],
)
def test_small_word_is_no_abbreviation(text: str) -> None:
    assert _bodies(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("IN har 48 företag i mätningen.", ["Industrinätet Hällmark"]),
        ("Listan kommer från IN och DH.", ["Industrinätet Hällmark", "Destination Hällmark"]),
        ("IN: lugnt\nRH: möte i maj", ["Industrinätet Hällmark", "Region Hällmark"]),
    ],
)
def test_abbreviation_in_capitals_is_the_body(text: str, names: list[str]) -> None:
    assert _bodies(text) == names
