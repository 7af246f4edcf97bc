# SPDX-License-Identifier: EUPL-1.2
"""The heading of the picture: what changed most, whose it is, and the worry that is one."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.dialogues.picture.headline import headline, is_easing
from lagesbild.indicators.operations import read_definitions

COUNTY = {"text": "Provlän", "n": None, "area": "Provlän"}


def picture(changes: Any = (), concerns: Any = ()) -> dict[str, Any]:
    return {
        "changes": list(changes),
        "concerns": list(concerns),
        "round": {"date": "2026-06-15"},
        "dialogue": {"area": "Provlän"},
    }


def change(name: str = "Orderingången", step: float | None = -20.0, **more: Any) -> dict[str, Any]:
    return {"headline": name, "title": name, "delta": step, "change": None, "population": COUNTY, **more}


def worry(topic: str, before: str, quote: str, after: str = "", **more: Any) -> dict[str, Any]:
    source = {"before": before, "quote": quote, "after": after}
    life = {"members": 1, "rounds_in_row": 1}
    return {"topic": topic, "text": quote, "source": source, **life, **more}


PRICE = worry("elpriset", "Vi är ", "oroliga för elpriset", ".")


def test_the_biggest_change_comes_before_the_worry() -> None:
    assert headline(picture([change()], [PRICE])) == ["Orderingången minskar,", "elpriset oroar"]
    assert headline(picture([change(step=3)])) == ["Orderingången ökar"]
    assert headline(picture([], [PRICE])) == ["Elpriset oroar"]


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (COUNTY, "Orderingången minskar"),
        ({"text": "63 företag", "n": 63, "area": None}, "Orderingången minskar hos 63 företag"),
        ({"text": "enligt Ringen", "n": None, "area": None}, "Orderingången minskar enligt Ringen"),
        ({"text": "Åsbruk", "n": None, "area": "Åsbruk"}, "Orderingången minskar i Åsbruk"),
        ({"text": "", "n": None, "area": None}, "Orderingången minskar"),
    ],
)
def test_a_panels_change_says_whose_it_is(population: dict[str, Any], said: str) -> None:
    assert headline(picture([change(population=population)])) == [said]


def test_a_figure_of_no_series_or_without_direction_is_no_heading() -> None:
    assert headline(picture([change(""), change(step=0.0), change(step=None)])) == ["Läget just nu"]
    worded = change(step=None, change="increase")
    assert headline(picture([change(""), worded])) == ["Orderingången ökar"]


@pytest.mark.parametrize(
    ("sentence", "topic", "clauses"),
    [
        (("Vi är ", "oroliga för Tyskland", "."), "tyskland", ["Orderingången minskar,", "Tyskland oroar"]),
        (("", "Tyskland oroar oss", "."), "tyskland", ["Tyskland oroar,", "orderingången minskar"]),
        (("", "ERUF oroar oss", "."), "eruf", ["Orderingången minskar,", "ERUF oroar"]),
        (("", "Elpriset oroar oss, elpriset", "."), "elpriset", ["Orderingången minskar,", "elpriset oroar"]),
    ],
)
def test_a_topic_keeps_the_letters_of_the_text(
    sentence: tuple[str, str, str], topic: str, clauses: list[str]
) -> None:
    assert headline(picture([change()], [worry(topic, *sentence)])) == clauses


def test_a_participle_takes_its_noun_and_its_place_with_it() -> None:
    said = ("En stor oro är ", "stängda gränsen till Norge", " som drabbar handeln.")
    for topic in ("stängda", "stängda gränsen till norge"):
        (clause,) = headline(picture([], [worry(topic, *said)]))
        assert clause.startswith("Stängda gränsen")
        assert clause.endswith(" oroar")
    assert "Norge" in clause


def test_what_one_member_writes_inside_a_sentence_settles_the_letters_for_all() -> None:
    first = worry("tyskland", "", "Tyskland oroar", " oss.", members=2)
    second = worry("tyskland", "Det går trögt för ", "Tyskland", ".", members=2)
    assert headline(picture([change()], [first, second]))[1] == "Tyskland oroar"


@pytest.mark.parametrize(
    ("words", "easing"),
    [
        ("Oron för elpriset har minskat.", True),
        ("Vi är mindre oroliga för elpriset nu.", True),
        ("Elpriset oroar mindre.", True),
        ("Elpriset är inte längre oroande.", True),
        ("Läget är bättre än i våras men elpriset oroar.", True),
        ("Minskad efterfrågan oroar.", False),
        ("Oron för elpriset är stor.", False),
        ("Mindre företag oroas av elpriset.", False),
        ("Elpriset oroar mer än förra gången.", False),
    ],
)
def test_a_worry_told_as_less_than_before_is_known(words: str, easing: bool) -> None:
    assert is_easing(words) is easing


def test_a_worry_told_as_less_than_before_is_no_heading() -> None:
    eased = worry("elpriset", "Oron för ", "elpriset", " har lagt sig.", members=5)
    assert headline(picture([], [eased])) == ["Läget just nu"]
    assert headline(picture([], [eased, worry("räntan", "Vi är ", "oroliga för räntan", ".")])) == [
        "Räntan oroar"
    ]


@pytest.mark.parametrize("topic", ["Läget är mycket svårt just nu", "12 procent", "stängda", ""])
def test_whole_sentences_figures_and_loose_participles_stay_out(topic: str) -> None:
    assert headline(picture([], [worry(topic, "", topic or "Oro.")])) == ["Läget just nu"]


@given(st.text(string.ascii_letters + "åäöÅÄÖ", min_size=2, max_size=20), st.booleans(), st.booleans())
def test_a_heading_is_one_sentence_that_begins_with_a_capital(topic: str, inside: bool, moved: bool) -> None:
    concern = worry(topic.casefold(), "Vi ser att " if inside else "", topic, " oroar.")
    clauses = headline(picture([change()] if moved else [], [concern]))
    assert clauses[0][0] == clauses[0][0].upper()
    assert [c.endswith(",") for c in clauses] == [True] * (len(clauses) - 1) + [False]


@pytest.mark.parametrize("code", sorted(read_definitions()))
def test_each_series_has_a_name_that_can_stand_before_a_verb(code: str) -> None:
    said = read_definitions()[code]["headline"]
    assert said[0].isupper()
    definite = ("en", "et", "na", "on")
    assert said.startswith(("Antalet ", "De ")) or said.split()[0].endswith(definite)
