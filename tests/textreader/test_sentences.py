# SPDX-License-Identifier: EUPL-1.2
"""Where sentences begin and end."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from textreader import read

DAY = date(2026, 5, 11)


def _sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in read(text, DAY).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi möts kl. 9 i sal A. Sedan fika.", ["Vi möts kl. 9 i sal A.", "Sedan fika."]),
        ("Det gäller bl.a. lån m.m. Vi väntar.", ["Det gäller bl.a. lån m.m.", "Vi väntar."]),
        ("Enligt 2 kap. 3 § gäller kravet. Så är det.", ["Enligt 2 kap. 3 § gäller kravet.", "Så är det."]),
        ("Läs mer på verksamt.se. Finns nu där.", ["Läs mer på verksamt.se.", "Finns nu där."]),
        ("Potten är 5 mkr. Hälften är kvar.", ["Potten är 5 mkr.", "Hälften är kvar."]),
        ("Hur går det? Bra!", ["Hur går det?", "Bra!"]),
        ("Tack E. Ek för hjälpen i dag.", ["Tack E. Ek för hjälpen i dag."]),
        ("OBS! Kom i tid till mötet.", ["OBS! Kom i tid till mötet."]),
        ("Godkända för… nästa etapp av arbetet.", ["Godkända för… nästa etapp av arbetet."]),
        (
            "lån upp 10 %. ny kurs i maj. vi ser fler (mest små). bra!",
            ["lån upp 10 %.", "ny kurs i maj.", "vi ser fler (mest små).", "bra!"],
        ),
    ],
)
def test_full_stops_that_end_and_that_do_not(text: str, expected: list[str]) -> None:
    assert _sentences(text) == expected


def test_items_stand_without_bullet_and_number() -> None:
    text = "Möte\n\nAlmi\n- Ny kurs i maj\n• Fler lån än i fjol\n1. Kampanj i juni\n2) Mässa i höst\n"
    assert _sentences(text) == ["Ny kurs i maj", "Fler lån än i fjol", "Kampanj i juni", "Mässa i höst"]


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "Möte\n\nAlmi\nVi kommer under hösten att starta en kurs i digital handel för mindre\n"
        "företag i länets alla kommuner. Anmälan är öppen.\n"
    )
    assert _sentences(text)[0].endswith("kommuner.")
    assert len(_sentences(text)) == 2


def test_an_empty_line_after_every_line_does_not_part_a_sentence() -> None:
    lines = [
        "Vi kommer under hösten att starta en kurs i digital handel för de mindre ",
        "företagen i länets alla kommuner och det sker tillsammans med flera av de ",
        "större bolagen som redan har kommit långt med sin egen omställning och som ",
        "gärna delar med sig av det de har lärt. Anmälan är öppen.  ",
    ]
    text = "Möte\n\nAlmi\n" + "\n\n".join(lines)
    assert len(_sentences(text)) == 2


def test_a_page_foot_inside_a_sentence_is_passed_over() -> None:
    text = (
        "Möte\n\nAlmi\nVi arbetar med en ny modell för rådgivning till de mindre företagen i\n\n"
        "https://www.almi.example/modell\nSida 2 (4)\nlänets inland och den är klar i höst.\n"
    )
    assert next(s for s in _sentences(text) if s.startswith("Vi arbetar")).endswith("höst.")


def test_hasty_lines_are_sentences_each() -> None:
    text = "stämma av 3/6\n\nAlmi: lån upp\nLRF: torrt i markerna\n(kolla siffran med Sixten)\nnästa gång 9/9"
    assert _sentences(text)[-4:] == [
        "lån upp", "torrt i markerna", "(kolla siffran med Sixten)", "nästa gång 9/9",
    ]  # fmt: skip


def test_headings_are_no_sentences() -> None:
    assert _sentences("Minnesanteckningar\n\nAlmi\nFler lån.\n\nNästa möte\nDen 3 juni.\n") == [
        "Fler lån.",
        "Den 3 juni.",
    ]


@pytest.mark.parametrize("width", [36, 40, 48, 56, 64])
def test_sentences_stay_whole_in_text_wrapped_to_a_narrow_width(width: int) -> None:
    prose = (
        "I Granberga är 31 personer varslade sedan april och fler väntas i höst. "
        "Kommunen öppnar en lots för företagen den 14 maj. "
        "Stödet kan sökas av företag med högst 49 anställda till och med den 30 september 2026."
    )
    wrapped = textwrap.fill(prose, width)
    assert _sentences(wrapped) == _sentences(prose)


def test_short_notes_line_by_line_are_not_taken_for_wrapped_text() -> None:
    notes = "läget lugnt hos de flesta företagen\ninga nya varsel\nfler frågor om lån än i våras\nenkät ute på fredag"
    assert _sentences(notes) == notes.split("\n")
