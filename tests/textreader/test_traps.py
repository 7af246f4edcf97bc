# SPDX-License-Identifier: EUPL-1.2
"""Sentences in which a careless reader says something false, by the fifteen classes of traps.

Each row: the text, what must be found (kind, words, fields), and words that must not come out as
a claimed figure at all (no fact, or one that carries a mark).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from textreader import Fact, read

pytestmark = pytest.mark.pure
MARKS = {"conditional", "denied", "quoted", "superseded", "cancelled", "withdrawn", "doubt", "forecast"}
DAY = date(2026, 6, 15)


@dataclass(frozen=True)
class Trap:
    """``found``: words → fields that must be there; ``marked``: words → the mark they carry."""

    text: str
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()


TRAPS: dict[str, list[Trap]] = {
    "01 by and to": [
        Trap("Priset steg 12 öre till 94 öre.", {"12 öre": {"value": 0.12, "change": "increase"}, "94 öre": {"value": 0.94, "change": None}}),
        Trap("Lönerna steg 3,4 procent.", {"3,4 procent": {"change": "increase"}}),
        Trap("Varslet på 60 har halverats till 30.", {"30": {"value": 30}}, {"60": "superseded"}),
        Trap("Antalet anställda minskade med 12 till 48.", {"12": {"value": 12, "change": "decrease"}, "48": {"value": 48, "change": None}}),
        Trap("Bruket går från 210 till 180 anställda.", {"210 till 180": {"value": 180, "before": 210, "change": "decrease"}}),
        Trap("Priserna har stigit mellan 5 och 8 procent.", {"mellan 5 och 8 procent": {"low": 5, "high": 8, "change": "increase"}}),
        Trap("Varslen steg till 4 200, från 3 100 i maj.", {"4 200": {"value": 4200}}),
        Trap("Varslet om 60 personer har minskats till 45.", {"45": {"value": 45, "before": 60}}, {"60": "superseded"}),
    ],
    "02 brackets": [
        Trap("Sjukfrånvaro 6,1 % (mål 5,0).", {"6,1 %": {"forecast": None}}, {"5,0": "forecast"}),
        Trap("6 214 inskrivna (5,8 % av arbetskraften).", {"5,8 %": {"of": "arbetskraften"}}),
        Trap("Konfidensindikatorn 91,2 (−4,5).", {"91,2": {"unit": "index"}, "−4,5": {"unit": "index", "change": "decrease"}}),
        Trap("Lediga jobb 640, −12 %.", {"640": {"unit": "count"}, "−12 %": {"change": "decrease"}}),
        Trap("Varsel −12 % till 640.", {"640": {"unit": "count"}}),
        Trap("Lediga jobb 640 (12 % färre än i fjol).", {"12 %": {"change": "decrease"}}),
        Trap("Orderindex: 96 (104).", {"96": {"unit": "index"}, "104": {"unit": "index"}}),
        Trap("Snittpriset blev 0,94 kr/kWh (0,81).", {"0,81": {"value": 0.81, "unit": "SEK_per_kWh"}}),
        Trap("Varsel 210 pers (april 175).", {"210": {"of": "varsel pers"}, "175": {"value": 175, "forecast": None}}),
        Trap("Ledigheten var 6,2 procent (−0,4).", {"6,2 procent": {"value": 6.2, "change": None}, "−0,4": {"value": 0.4, "change": "decrease"}}),
        Trap("Konkurser: 34 (28 i fjol).", {"34": {"value": 34, "total": None}, "28": {"value": 28, "change": None}}),
        Trap("Orderstocken är 4,5 (4,1) mdkr.", {"4,5": {"value": 4_500_000_000}, "4,1": {"value": 4_100_000_000}}),
    ],
    "03 notices and dismissals": [
        Trap("46 fick varsel men 6 fick stanna.", {"46": {"of": "fick varsel"}, "6": {"of": "fick stanna"}}),
        Trap("Bolaget säger upp 45.", {"45": {"change": None, "of": "säger upp"}}),
        Trap("Bolaget varslar 45 personer.", {"45": {"of": "varslar personer"}}),
        Trap("Varslet gällde först 52 tjänster men har sänkts till 31.", {"31": {"value": 31, "before": 52}}, {"52": "superseded"}),
        Trap("9 uppsägningar är klara av de 33 som varslades.", {"9": {"of": "uppsägningar"}, "33": {"of": "varslades"}}),
        Trap("63 varslade, 26 uppsagda, 20 nyanställda.", {"63": {"of": "varslade"}, "26": {"of": "uppsagda"}, "20": {"of": "nyanställda"}}),
        Trap("Varslet om 40 har dragits tillbaka.", marked={"40": "withdrawn"}),
    ],
    "04 none or all except": [
        Trap("Inte en enda av de 60 har fått jobb.", {"60": {"role": "population"}}),
        Trap("Samtliga 60 är tillbaka.", {"60": {"value": 60}}),
        Trap("Ingen av de 12 kommunerna har stängt något.", {"12": {"role": "population"}}),
        Trap("Alla utom tre av de 40 butikerna är öppna.", {"40": {"role": "population"}, "tre": {"value": 3, "exception": True}}),
        Trap("Endast ett företag har varslat, Tre Källor går bra.", nothing=("ett", "Tre")),
    ],
    "05 shares in a survey": [
        Trap("46 procent svarar ja, 12 procent nej och 42 procent vet ej.", {"12 procent": {"doubt": None}, "42 procent": {"doubt": None}}),
        Trap("12 procent tror på minskning.", {"12 procent": {"forecast": None, "change": None}}),
        Trap("38 procent av företagen väntar sig ökad omsättning.", {"38 procent": {"value": 38, "change": None, "forecast": None}}),
        Trap("Svarsfrekvensen var 64 procent, 36 procent svarade inte.", {"64 procent": {"of": "svarsfrekvensen"}, "36 procent": {"of": "svarade inte"}}),
    ],
    "06 running totals": [
        Trap("Sedan årsskiftet har 412 varslats, 63 av dem i maj.", {"412": {"change": None}, "63": {"of": "varslats", "forecast": None}}),
        Trap("Därtill kommer 15 konsulter.", {"15": {"forecast": None}}),
        Trap("Totalt har 927 varslats hittills i år, varav 123 i juni.", {"927": {"change": None}, "123": {"value": 123, "change": None}}),
    ],
    "07 conditional, denied, quoted": [
        Trap("40 var fel, 46 är rätt.", {"46": {"denied": None}}, {"40": "denied"}),
        Trap("Tidigare sa vi 40, nu är det 46.", {"46": {"superseded": None}}, {"40": "superseded"}),
        Trap("Varslet, som först gällde 46, landade på 40.", {"40": {"superseded": None}}, {"46": "superseded"}),
        Trap("Varken 60 eller 45 stämmer, det är 52.", {"52": {"denied": None}}, {"60": "denied", "45": "denied"}),
        Trap("Det är knappast så många som 300.", marked={"300": "denied"}),
        Trap("Det tidigare varslet om 60 är nu nere i 45.", {"45": {}}, {"60": "superseded"}),
        Trap("Om elpriset stiger försvinner 120 jobb.", marked={"120": "conditional"}),
        Trap("Uppgiften om 300 varsel stämmer inte.", marked={"300": "denied"}),
        Trap("Enligt rykten ska 200 personer sägas upp.", marked={"200": "quoted"}),
        Trap("Det handlar inte om 40 utan om 30 tjänster.", {"30": {"denied": None}}, {"40": "denied"}),
        Trap("Vi har inte fått in mer än 12 ansökningar.", {"mer än 12": {"high": 12, "low": None}}),
    ],
    "08 stages": [
        Trap("412 inkom, 390 handlades, 12 avvisades.", {"390": {"of": "handlades"}, "12": {"of": "avvisades"}}),
        Trap("28 fick ja, 12 fick nej.", {"28": {"of": "fick ja"}, "12": {"of": "fick nej"}}),
        Trap("48 bifall, 13 avslag och 23 under handläggning.", {"48": {"change": None, "of": "bifall"}, "23": {"of": "under handläggning"}}),
        Trap("Inkomna: 27, beviljade: 24, avslag: 3.", {"27": {"of": "inkomna"}, "24": {"of": "beviljade"}, "3": {"of": "avslag"}}),
        Trap("27 ansökningar, 24 är beslutade: 20 beviljade och 4 avslag.", {"24": {"of": "beslutade"}, "20": {"of": "beviljade"}, "4": {"of": "avslag"}}),
    ],
    "09 what is left": [
        Trap("8,2 av de 11,6 miljonerna är utbetalda.", {"8,2": {"value": 8_200_000, "of": "utbetalda"}, "11,6 miljonerna": {"of": None}}),
        Trap("Det finns 11 mkr kvar av 20.", {"11 mkr": {"of": "kvar"}, "20": {"value": 20_000_000, "of": None}}),
        Trap("Av potten på 20 mkr återstår 11.", {"20 mkr": {"of": "potten"}, "11": {"value": 11_000_000, "of": "återstår"}}),
        Trap("45 procent av budgeten på 20 mkr är förbrukad.", {"20 mkr": {"of": "budgeten"}}),
        Trap("Kvar att fördela: 11 mkr.", {"11 mkr": {"of": "kvar att fördela"}}),
        Trap("Medel för laddstolpar har återförts och återstående 3 mkr kan gå till nya ansökningar.", {"3 mkr": {"value": 3_000_000, "of": "Medel för laddstolpar"}}),
        Trap("Sjukfrånvaron är 6,8 procent, ner från 7,4.", {"6,8 procent": {"value": 6.8, "before": 7.4, "change": "decrease"}}),
        Trap("Budgeten är 12 mkr, 7,5 är beslutade och 4,5 återstår.", {"7,5": {"value": 7_500_000, "of": "beslutade"}, "4,5": {"value": 4_500_000, "of": "återstår"}}),
        Trap("Kvar i potten ca 3,1 mkr.", {"ca 3,1 mkr": {"value": 3_100_000, "of": "potten"}}),
    ],
    "10 rates": [
        Trap("Avgiften är 350 kr plus 12 kr per deltagare.", {"12 kr per deltagare": {"unit": "SEK_per_person", "change": None}}),
        Trap("14 i veckan i snitt.", {"14 i veckan": {"unit": "per_week"}}),
        Trap("Bidraget är 30 000 per år.", {"30 000 per år": {"unit": "SEK_per_year"}}),
        Trap("250 kr/tim, dvs ca 42 000 i månaden.", {"ca 42 000 i månaden": {"unit": "SEK_per_month"}}),
        Trap("Stödet är högst 50 000 kr per anställd.", {"högst 50 000 kr per anställd": {"high": 50_000, "unit": "SEK_per_person"}}),
        Trap("I snitt kommer 12 samtal per dag.", {"12 samtal per dag": {"unit": "per_day"}}),
    ],
    "11 look-alikes": [
        Trap("Beredskapsnivå 2 gäller, ärende 2026-114, kurs 101 och tunnelbanelinje 11.", nothing=("2", "114", "101", "11")),
        Trap("Kommunen rankas 31 av 290, ID 234 567 890 12.", nothing=("31", "290", "12")),
        Trap("Mål T 1234-25 och 12 a § TVL, nås på +46 70 123 45 67.", nothing=("1234", "25", "12", "123", "67")),
        Trap("Industri 4.0 och EN 1090 i Dnr KS 2026/00412.", nothing=("4.0", "1090", "2026")),
        Trap("Enligt SFS 2020:548, § 12 och dnr 2020/345, ring 070-123 45 67 kl 10.30.", nothing=("12", "2020", "345", "10.30", "45")),
        Trap("Väg E14, linje 45 och rum 214 i SE2, Storgatan 12, covid-19.", nothing=("14", "45", "214", "2", "12", "19")),
    ],
    "12 dates that slip": [
        Trap("Möte onsdag 16 juni.", {"onsdag 16 juni": {"from": "2026-06-16", "doubt": True}}),
        Trap("Sista ansökningsdag flyttas från 15 juni till 30 juni.", {"30 juni": {"role": "deadline"}}, {"från 15 juni": "superseded"}),
        Trap("Mötet den 24 juni är inställt.", marked={"24 juni": "cancelled"}),
        Trap("Tredje kvartalet i vårt brutna räkenskapsår.", marked={"Tredje kvartalet": "doubt"}),
        Trap("Vi ses nästa fredag.", {"nästa fredag": {"from": "2026-06-26"}}),
    ],
    "13 forecast and outcome": [
        Trap("Vi hade räknat med 300 besökare men det kom 180.", {"180": {"forecast": None}}, {"300": "forecast"}),
        Trap("Det väntades komma 300, 180 kom.", {"180": {"forecast": None}}, {"300": "forecast"}),
        Trap("Planen var att anställa 40, hittills har 12 anställts.", {"12": {"forecast": None}}, {"40": "forecast"}),
        Trap("Utfallet blev 4,1 procent mot prognosens 3,5 procent.", {"4,1 procent": {"forecast": None}}, {"3,5 procent": "forecast"}),
        Trap("Bland våra medlemmar planerar 22 procent att anställa.", {"22 procent": {"forecast": None}}),
        Trap("Varslen blev 120 i maj men väntas bli 80 i augusti.", {"120": {"forecast": None}, "80": {"forecast": True}}),
        Trap("Prognosen var 500 men utfallet blev 320.", {"320": {"forecast": None}}, {"500": "forecast"}),
    ],
    "14 scope": [
        Trap("Södra Lappland har 260 lediga jobb.", {"260": {"scope": "Södra Lappland"}}),
        Trap("Länet: 5,2 procent. I fjällkommunerna saknas 40 kockar.", {"5,2 procent": {"scope": "Länet"}, "40": {"scope": "fjällkommunerna"}}),
        Trap("I länets södra del är 130 varslade.", {"130": {"scope": "länets södra del"}}),
        Trap("Upp till 1 000 ansökningar väntas för Hällmarks och Sandmarks län.", {"Upp till 1 000": {"scope": "Hällmarks och Sandmarks län"}}),
        Trap("I hela landet varslades 12 000 personer.", {"12 000": {"scope": "hela landet"}}),
    ],
}  # fmt: skip
ROWS = [(name, trap) for name, traps in TRAPS.items() for trap in traps]


def claimed(facts: tuple[Fact, ...], words: str) -> list[Fact]:
    return [f for f in facts if f.text == words and not MARKS & {m for m in MARKS if f.fields.get(m)}]


@pytest.mark.parametrize(("name", "trap"), ROWS, ids=[f"{n}: {t.text}" for n, t in ROWS])
def test_trap_is_read_for_what_it_says(name: str, trap: Trap) -> None:
    facts = read(trap.text, DAY).of_kind("date", "quantity")
    for words, fields in trap.found.items():
        found = [f for f in facts if f.text == words]
        assert found, (words, [f.text for f in facts])
        assert {k: found[0].fields.get(k) for k in fields} == fields, words
    for words, mark in trap.marked.items():
        found = [f for f in facts if f.text == words]
        assert found, (words, [f.text for f in facts])
        assert found[0].fields.get(mark) is True, (words, dict(found[0].fields))
    for words in trap.nothing:
        assert claimed(facts, words) == []


def test_most_figures_of_plain_texts_carry_no_mark() -> None:
    text = "63 företag svarade. Orderingången är 20 % lägre. 123 är varslade och 26 uppsagda. I maj betalades 5 mkr ut."
    facts = read(text, DAY).of_kind("quantity")
    assert len(facts) == 5
    assert [f.text for f in facts if any(f.fields.get(m) for m in MARKS)] == []
