# SPDX-License-Identifier: EUPL-1.2
"""Who promises is who says so; wishes, requests and silence bind nobody."""

from __future__ import annotations

from datetime import date

import pytest

from textreader import Fact, read

DAY = date(2026, 5, 11)


def _promises(text: str) -> list[Fact]:
    return list(read(f"Minnesanteckningar\n\nAlmi\n{text}", DAY).of_kind("promise"))


@pytest.mark.parametrize(
    "text",
    [
        "Regionen ombads att ta fram en lista över lokaler.",
        "Vi tar med oss frågan till vår styrelse.",
        "Det vore bra om Länsstyrelsen skickade sina beslut till alla.",
        "Almi lovar inget, men undersöker saken.",
        "Kan någon skicka listan?",
        "Skulle inte Handelskammaren kunna bjuda in oss?",
        "Tystnad i rummet när frågan om medfinansiering ställdes.",
        "Handelskammaren uppmanas att publicera sin enkät.",
        "Kommunerna borde publicera sina väntetider.",
        "Vi skickar inte ut fler nyhetsbrev i vår.",
        "Vi väntar fortfarande på rapporten som Trafikverket lovade i höstas.",
        "Ingen åtog sig att skriva.",
        "Vi hoppas kunna skicka en rapport i juni.",
        "Rapporten kan skickas till den som vill.",
        "Listan skickades ut i mars.",
        "Vi skickar siffror till alla varje måndag.",
        "En rapport kommer eventuellt i juni.",
        "Nio av deltagarna är redan lovade jobb.",
    ],
)
def test_nobody_is_bound_by(text: str) -> None:
    assert [f.text for f in _promises(text) if not f.fields.get("withdrawn")] == []


@pytest.mark.parametrize(
    ("text", "owner", "due_to"),
    [
        ("Vi skickar listan till alla senast den 20 maj.", "Almi", "2026-05-20"),
        ("Handelskammaren återkommer med ett datum i juni.", "Handelskammaren", "2026-06-30"),
        ("En rapport delas ut nästa vecka.", "Almi", "2026-05-24"),
        ("Kommunerna lämnar sina underlag senast den 29 maj.", "Kommunerna", "2026-05-29"),
        ("Vi lovar att siffrorna presenteras den 9 juni.", "Almi", "2026-06-09"),
    ],
)
def test_who_says_so_is_bound(text: str, owner: str, due_to: str) -> None:
    [promise] = _promises(text)
    assert promise.fields["owner"] == owner
    assert promise.fields["due_to"] == due_to
    assert not promise.fields.get("quoted")


def test_what_one_says_that_another_will_send_is_quoted() -> None:
    [promise] = _promises("LRF meddelar att Länsstyrelsen skickar ut blanketter i juni.")
    assert promise.fields["owner"] == "Länsstyrelsen"
    assert promise.fields["quoted"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Löftet från mars om en gemensam rapport dras tillbaka.",
        "Vi tar tillbaka löftet om en lista.",
        "Den utlovade rapporten blir inte av.",
        "Vi kan inte längre leverera siffrorna som lovades i mars.",
    ],
)
def test_promise_taken_back_is_not_owed(text: str) -> None:
    promises = _promises(text)
    assert promises
    assert all(p.fields.get("withdrawn") is True for p in promises)
    assert all(p.fields["due_to"] is None for p in promises)
