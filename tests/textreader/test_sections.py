# SPDX-License-Identifier: EUPL-1.2
"""Whose passage is this: headings in many manners, labels, groups, the day of the meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from textreader import KnownOrganisation, Section, read
from textreader.sections import find_meeting_day

DAY = date(2026, 5, 11)
SHARED = Path(__file__).parents[3] / "shared"


def _sections(text: str, *known: KnownOrganisation) -> list[Section]:
    return list(read(text, DAY, known=known).sections)


def _owners(text: str) -> list[tuple[str, str | None]]:
    return [(s.role, s.owner) for s in _sections(text) if s.role != "title"]


@pytest.mark.parametrize(
    "heading",
    [
        "Almi",
        "ALMI",
        "Almi:",
        "## Almi",
        "2. Almi",
        "§ 4 Almi",
        "**Almi**",
        "Almi (Eva Ek)",
        "Eva Ek, Almi",
        "Lägesrapport Almi",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_body_alone_on_its_line_is_a_heading(heading: str, gap: str) -> None:
    text = f"Minnesanteckningar\n\n{heading}{gap}Fler företag söker lån än i fjol.\n"
    assert _owners(text) == [("organisation", "Almi")]


@pytest.mark.parametrize(
    ("heading", "owner"),
    [
        ("LST", "Länsstyrelsen"),
        ("AF", "Arbetsförmedlingen"),
        ("Region Havsnäs", "Region Havsnäs"),
        ("REGION HAVSNÄS", "Region Havsnäs"),
        ("Handelskammaren Mitt", "Handelskammaren Mitt"),
        ("Tallås kommun", "Tallås kommun"),
        ("Kommuner", "Kommunerna"),
        ("Skogsklustret", "Skogsklustret"),
    ],
)
def test_owner_is_the_usual_short_name(heading: str, owner: str) -> None:
    text = f"Minnesanteckningar\n\n{heading}\nLäget är lugnt i hela länet.\n"
    assert [o for _, o in _owners(text)] == [owner]


def test_groups_hold_their_kind_of_bodies() -> None:
    text = (
        "Minnesanteckningar\n\nLänsstyrelsen\nLugnt läge.\n\nNäringslivsorganisationer\n\n"
        "Almi\nFler lån.\n\nFöretagarna\nOro för elpriset.\n\nKommuner\nStabilt läge i alla.\n\n"
        "Region Havsnäs\nNy strategi.\n\nNästa möte\nDen 3 juni.\n"
    )
    found = [(s.role, s.owner, s.group) for s in _sections(text)[1:]]
    assert found == [
        ("organisation", "Länsstyrelsen", None),
        ("group", None, None),
        ("organisation", "Almi", "Näringslivsorganisationer"),
        ("organisation", "Företagarna", "Näringslivsorganisationer"),
        ("collective", "Kommunerna", None),
        ("organisation", "Region Havsnäs", None),
        ("next_meeting", None, None),
    ]


def test_labels_own_their_line_under_the_municipalities() -> None:
    text = "Möte\n\nKommuner\nTallås: två nya butiker.\nNordvik: hotellet är fullt.\n\nAlmi\nLugnt.\n"
    found = [(s.role, s.owner) for s in _sections(text) if s.role != "title"]
    assert found == [
        ("collective", "Kommunerna"),
        ("organisation", "Tallås kommun"),
        ("organisation", "Nordviks kommun"),
        ("organisation", "Almi"),
    ]


def test_labels_of_hasty_notes() -> None:
    text = "avstämning 14/9\n\nLST: lugnt\nAF: fler varsel i sep\n[14.20] HK: enkät ute\nTallås: inget nytt"
    assert [o for _, o in _owners(text)] == [
        "Länsstyrelsen", "Arbetsförmedlingen", "Handelskammaren", "Tallås kommun",
    ]  # fmt: skip


def test_unknown_heading_is_a_topic_to_ask_about() -> None:
    text = "Möte\n\nAlmi\nFler lån.\n\nLRF\nTorrt.\n\nKvarnhjulet Ö\n\nVi har fått två nya medlemmar i år.\n"
    assert ("topic", None) in _owners(text)


def test_those_present_are_no_headings() -> None:
    text = "Möte\n\nNärvarande\nAlmi\nLRF\nFöretagarna\n\nAlmi\nFler söker lån.\n"
    assert [o for r, o in _owners(text) if r == "organisation"] == ["Almi"]


def test_agenda_items_are_no_headings() -> None:
    text = "Möte\n\n1. Laget runt\n2. Frågor\n3. Nästa möte\n\nAlmi\nFler söker lån.\n"
    assert ("next_meeting", None) not in _owners(text)


def test_registered_body_is_known_by_its_alias() -> None:
    known = KnownOrganisation("Kvarnhjulet", ("KVH",), "business")
    text = "Möte\n\nKVH\nTvå nya medlemmar.\n"
    assert [s.owner for s in _sections(text, known) if s.role == "organisation"] == ["Kvarnhjulet"]
    found = read("Vi har möte med Kvarnhjulet i juni.", DAY, known=[known]).of_kind("organisation")
    assert [f.fields["name"] for f in found] == ["Kvarnhjulet"]


def test_spans_of_headings_are_the_words() -> None:
    text = "Möte\n\n2. Region Havsnäs  \nNy strategi är klar.\n"
    [section] = [s for s in _sections(text) if s.role == "organisation"]
    assert text[section.heading_start : section.heading_end] == "2. Region Havsnäs"
    assert section.heading == "Region Havsnäs"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Minnesanteckningar Näringslivsdialog \n2020-06-15\n\nAlmi\n", date(2020, 6, 15)),
        ("Möte den 14 september 2026 kl. 9\n\nAlmi\n", date(2026, 9, 14)),
        ("Minnesanteckningar 2026-09-14\nFöregående möte 2026-06-01\n", date(2026, 9, 14)),
        ("avstämning 14/9 2026\n", date(2026, 9, 14)),
        ("Protokoll\nTid: tisdag 3 mars 2026, 9-11\n", date(2026, 3, 3)),
        ("Anteckningar 260914\n", date(2026, 9, 14)),
        ("Almi\nFler söker lån.\n", None),
        ("Protokoll 2026-02-31\n", None),
    ],
)
def test_meeting_day_is_found_in_the_head(text: str, day: date | None) -> None:
    assert find_meeting_day(text) == day


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder with real minutes is not here")
def test_real_minutes_have_their_members() -> None:
    [path] = sorted((SHARED / "minutes").glob("*.txt"))
    text = path.read_text("utf-8")
    owners = [s.owner for s in read(text, date(2020, 6, 15)).sections if s.owner]
    assert owners == [
        "Länsstyrelsen", "Samling Näringsliv", "Almi", "Företagarna", "Handelskammaren",
        "IUC Z Group", "Kommunerna", "Region Jämtland Härjedalen",
    ]  # fmt: skip
    assert find_meeting_day(text) == date(2020, 6, 15)


def test_group_of_unknown_names_is_a_group() -> None:
    text = (
        "Minnesanteckningar 2026-05-04\n\nMyndigheter\n\nFjällverket\nVi har det lugnt.\n\n"
        "Organisationer\n\nKraftringen\nBra fart i höst.\n\nNävet\nMånga frågor om lån.\n"
    )
    found = [(s.role, s.heading, s.group) for s in read(text, date(2026, 5, 4)).sections[1:]]
    assert found == [
        ("group", "Myndigheter", None),
        ("topic", "Fjällverket", "Myndigheter"),
        ("group", "Organisationer", None),
        ("topic", "Kraftringen", "Organisationer"),
        ("topic", "Nävet", "Organisationer"),
    ]


def test_labels_in_capitals_are_municipalities_of_their_group() -> None:
    text = (
        "Anteckningar\n\nKOMMUNERNA\n\nGRANBY: två nya butiker.\nÄLVÅS: lugnt.\nKommunerna: mer om vägen.\n"
    )
    sections = read(text, date(2026, 5, 4)).sections
    labels = [(s.owner, s.group) for s in sections if s.heading in ("GRANBY", "ÄLVÅS")]
    assert labels == [("Granby kommun", "KOMMUNERNA"), ("Älvås kommun", "KOMMUNERNA")]
    assert not any("Kommunerna kommun" in (s.owner or "") for s in sections)


def test_numbered_heading_over_a_list_is_no_sentence() -> None:
    text = (
        "Handelskammaren\n\nEnkät 3\n- Skickas ut den 11 maj till alla medlemmar.\n- Svaren kommer i juni.\n"
    )
    reading = read(text, date(2026, 5, 4))
    assert [s.heading for s in reading.sections][1:] == ["Enkät 3"]
    assert not [f.text for f in reading.of_kind("promise") if "Skickas" in f.text]
