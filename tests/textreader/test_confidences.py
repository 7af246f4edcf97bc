# SPDX-License-Identifier: EUPL-1.2
"""What is told in confidence is an aside, whole; ordinary words beside it are not."""

from __future__ import annotations

from datetime import date

import pytest

from textreader import read

DAY = date(2026, 10, 5)
SECRET = """
Detta får inte spridas vidare utanför gruppen.
Namnet på köparen får inte nämnas.
Håll detta för er själva tills på fredag.
Inget om det här i anteckningarna, tack.
Uppgiften är förtrolig.
Konfidentiellt: ny hotellkedja tittar på Lövhamn.
De anställda har inte fått veta än.
Bolaget vill inte synas.
Ägaren vill vara anonym.
Det vill vi inte gå ut med ännu.
Vi får inte säga vilket bolag det är.
Säg inget till pressen.
Siffran är inte officiell än.
Citera inte mig på det här.
Stannar mellan oss.
Ett stort bolag vill etablera sig i Tallås (ännu inte känt).
Vi har fått reda på att 120 varslas på fredag, inte ute än.
Embargo till fredag: 120 personer varslas.
(Bruket lägger ner linje 2 i höst.)
(Eva har sagt upp sig.)
(Telefon med Bo den 9, Eva antecknade.)
INTERNT – styrelsen byts ut i maj.
Off the record: bruket är till salu.
Lägg inte ut den här siffran.
Ej offentligt: Granby Såg köps av norrmän.
OBS! Får ej spridas: tre av butikerna säger upp sina avtal.
Detta bör inte komma med i protokollet.
Vi säger inget om detta utåt.
Under tystnadsplikt: förhandlingarna om fabriken har strandat.
""".strip().splitlines()
OPEN = """
Vi sprider information om stödet till alla.
Protokollet är inte justerat.
Statistiken är inte publicerad än.
Hur mycket som betalas ut är ännu inte känt.
Skillnaden mellan oss och grannlänet är stor.
Internt har vi organiserat om.
Säg inte upp avtalet innan ni läst villkoren.
Enkäten är anonym.
De får inte ut lönegarantin i tid.
Vi vill inte gå ut med fler enkäter.
Varslen minskade. (Uppgifterna är preliminära.)
Mötet hölls digitalt. (Tolv deltog.)
Tre butiker stängde (två i centrum och en i köpcentret).
Företagen nämner inte räntan som ett problem.
Frågan ska tas med i protokollet.
Köparen är inte känd för att betala dåligt.
Resultatet ska inte tolkas som en prognos.
Länsstyrelsen (LST) och Arbetsförmedlingen (AF) deltog.
""".strip().splitlines()


def _asides(said: str) -> list[str]:
    text = f"Region Havsnäs\nFler lån söks.\n\n{said}\n\nAlmi\nLugnt.\n"
    return [f.text for f in read(text, DAY).of_kind("aside")]


@pytest.mark.parametrize("said", SECRET)
def test_confidence_is_held_back(said: str) -> None:
    assert _asides(said)


@pytest.mark.parametrize("said", OPEN)
def test_ordinary_sentence_is_not_held_back(said: str) -> None:
    assert _asides(said) == []


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Orderna ökar. Granby Såg söker köpare. Sprid inte detta.", "Granby Såg söker köpare. Sprid inte detta."),
        ("Internt: varslet läggs på fredag. 120 personer berörs.", None),
        ("Ett bolag har köpt tomten, men det är inte offentligt. De bygger i höst. Handeln ökar.",
         "Ett bolag har köpt tomten, men det är inte offentligt. De bygger i höst."),
        ("Detta stannar i gruppen.\nBruket är till salu.", None),
        ("Internt: varslet läggs i maj.\nRäntan: hinder för 3 av 10.", "Internt: varslet läggs i maj."),
    ],
)  # fmt: skip
def test_label_and_pronoun_reach_what_they_speak_of(said: str, held: str | None) -> None:
    assert _asides(said) == [held or said]


def test_heading_of_secrecy_holds_its_whole_passage() -> None:
    text = "Almi\nFler lån.\n\nEj för spridning\nBruket är till salu.\nTvå har lagt bud.\n\nLRF\nLugnt.\n"
    assert [f.text for f in read(text, DAY).of_kind("aside")] == [
        "Ej för spridning\nBruket är till salu.\nTvå har lagt bud."
    ]
