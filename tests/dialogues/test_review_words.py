# SPDX-License-Identifier: EUPL-1.2
"""A card says what accepting would write: value, hedge, direction, population, period, and doubt."""

from __future__ import annotations

from typing import Any

import pytest

from lagesbild.dialogues.review_words import KIND_WORDS, kind_word, mark_of, say

SERIES = {"varslade": "Varslade personer", "uppsagda": "Uppsagda personer"}


def said(kind: str, words: str = "orden", *, figure: bool = True, **payload: Any) -> str:
    """A card on one line, with plain spaces."""
    s = say(kind, words, payload, figure=figure, series=SERIES, year=2026)
    line = f"{s.hedge} {s.value} {s.rest} | {s.note}".replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(line.split())


@pytest.mark.parametrize(
    ("payload", "line"),
    [
        ({"value": 1234, "of": "varslade", "indicator": "varslade"}, "1 234 varslade | Varslade personer. Utfall."),
        ({"value": 20, "unit": "%", "change": "decrease"}, "−20 % | Ingen serie. Utfall."),
        ({"value": 90, "unit": "%", "change": "increase", "before": 70}, "90 % | Ingen serie. Utfall."),
        ({"high": 1000, "hedge": "upp till"}, "upp till 1 000 | Ingen serie. Utfall."),
        ({"low": 1, "high": 7, "unit": "per_week"}, "1–7 per vecka | Ingen serie. Utfall."),
        ({"value": 24, "total": 29, "unit": "ratio"}, "24 av 29 | Ingen serie. Utfall."),
        ({"value": 81.5, "unit": "%", "baseline": "normal_year", "nature": "forecast"}, "81,5 % av ett normalår | Ingen serie. Prognos."),
        ({"value": 5, "candidates": ["varslade", "uppsagda"]}, "5 | Flera serier passar: Varslade personer och Uppsagda personer. Utfall."),
        ({"value": 5, "population": "företagen", "population_n": 63, "period_from": "2026-07-01", "period_to": "2026-07-31"}, "5 | Ingen serie, 63 företag, juli. Utfall."),
        ({"value": 5, "doubt": True}, "5 | Tveksamt: räknas inte om du inte ändrar det."),
        ({"words": "några färre", "change": "decrease"}, "några färre | Ingen serie. Utfall."),
        ({"low": 9, "high": "nio"}, "orden | Ingen serie. Utfall."),  # what cannot be written is said in its own words
    ],
)  # fmt: skip
def test_a_figure_says_all_that_is_confirmed_together(payload: dict[str, Any], line: str) -> None:
    assert said("quantity", **payload) == line


@pytest.mark.parametrize(
    ("kind", "payload", "line"),
    [
        ("date", {"from": "2026-06-16", "to": "2026-06-16", "role": "meeting"}, "tisdag 16 juni möte |"),
        ("date", {"from": None, "to": "2026-06-16", "role": "deadline"}, "senast 16 juni sista dag |"),
        ("date", {"from": "2026-06-22", "to": "2026-06-28", "mod": "end"}, "slutet av vecka 26 |"),
        ("date", {"from": "igår", "to": "2026-01-01"}, "senast 1 januari |"),
        ("promise", {"owner": "Almi", "due_to": "2026-06-26"}, "Almi senast 26 juni |"),
        ("action", {"status": "ongoing"}, "ingen ansvarig pågår |"),
        ("question", {"owner": "LRF", "answered": False}, "obesvarad från LRF |"),
        ("need", {}, "ingen namngiven |"),
        ("decision", {}, "mötets beslut |"),
        ("assessment", {"tone": "worried", "topic": "läget"}, "ansträngt läget | Ton: orolig."),
        ("assessment", {"tone": "positive", "level": 5}, "starkt | Ton: positiv."),
        ("call", {"name": "grön omställning", "closes": "2026-09-30", "budget": 5_000_000}, "Grön omställning stänger 30 september | Budget 5 mkr."),
        ("contradiction", {"with": "27"}, "”orden” och ”27” |"),
        ("link", {"url": "https://x.example"}, "https://x.example |"),
        ("organisation", {"name": "Almi"}, "Almi |"),
    ],
)  # fmt: skip
def test_other_kinds_say_what_they_become(kind: str, payload: dict[str, Any], line: str) -> None:
    assert said(kind, **payload) == line


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_every_kind_can_be_said_of_an_empty_payload(kind: str) -> None:
    assert said(kind)
    assert kind_word(kind, {})
    assert mark_of(kind, {})


def test_a_changed_forecast_is_drawn_as_what_it_was_changed_to() -> None:
    assert mark_of("quantity", {"forecast": True}) == "forecast"
    assert mark_of("quantity", {"forecast": True, "nature": "outcome"}) == "quantity"
    assert kind_word("quantity", {"nature": "forecast"}) == "Prognos"
