# SPDX-License-Identifier: EUPL-1.2
"""What a fact's card says, in Swedish: the value as read, and a line about what goes with it.

Functions of a fact's kind, words and payload (a proposal, or what was decided). Nothing here asks
the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lagesbild.dialogues.figures import BASELINES, DIRECTION
from lagesbild.dialogues.models import Assessment
from lagesbild.dialogues.targets import TONE_LEVEL
from lagesbild.indicators.models import Observation
from lagesbild.lib import swedish

#: The word on the card, by kind of fact.
KIND_WORDS: Mapping[str, str] = {
    "quantity": "Tal",
    "change": "Ändring",
    "date": "Datum",
    "link": "Länk",
    "organisation": "Organisation",
    "person": "Namn",
    "call": "Utlysning",
    "scheme": "Stöd",
    "training": "Utbildning",
    "action": "Åtgärd",
    "promise": "Löfte",
    "decision": "Beslut",
    "question": "Fråga",
    "need": "Behov",
    "assessment": "Bedömning",
    "aside": "Internt",
    "contradiction": "Stämmer båda?",
}

#: The line that a kind is drawn with, in the text and on its card.
KIND_MARKS: Mapping[str, str] = {
    "change": "quantity",
    "contradiction": "quantity",
    "call": "measure",
    "scheme": "measure",
    "training": "measure",
    "action": "promise",
    "need": "question",
    "aside": "held",
    "person": "name",
    "organisation": "name",
    "link": "name",
}

#: Why a fact is not claimed, said after its value.
DOUBTS: Mapping[str, str] = {
    "conditional": "bara om något annat händer",
    "denied": "texten säger att det inte är så",
    "quoted": "återger någon annan",
    "superseded": "rättas längre fram i texten",
    "cancelled": "inställt",
    "withdrawn": "återtaget",
    "doubt": "tveksamt",
}

TONES: Mapping[str, str] = {"worried": "orolig", "neutral": "oförändrad", "positive": "positiv"}
STATUSES: Mapping[str, str] = {"planned": "planerad", "ongoing": "pågår", "done": "klar"}
DATE_ROLES: Mapping[str, str] = {
    "opens": "öppnar",
    "closes": "stänger",
    "deadline": "sista dag",
    "meeting": "möte",
    "open_period": "öppet",
}
NATURES: Mapping[str, str] = {str(value): str(label) for value, label in Observation.Nature.choices}


@dataclass(frozen=True)
class Said:
    """The words of a card: ``hedge`` stands in italics before ``value``, ``rest`` after it."""

    value: str
    hedge: str = ""
    rest: str = ""
    note: str = ""


def kind_word(kind: str, payload: Mapping[str, Any]) -> str:
    """The word on a card; a figure of what is to come is a forecast."""
    if kind == "quantity" and _is_forecast(payload):
        return "Prognos"
    return KIND_WORDS.get(kind, "Uppgift")


def mark_of(kind: str, payload: Mapping[str, Any]) -> str:
    """The line that a fact is drawn with."""
    if kind in ("quantity", "change") and _is_forecast(payload):
        return "forecast"
    return KIND_MARKS.get(kind, kind)


def _is_forecast(payload: Mapping[str, Any]) -> bool:
    nature = payload.get("nature")
    return nature == "forecast" if nature else bool(payload.get("forecast"))


def say(
    kind: str, words: str, payload: Mapping[str, Any], *, figure: bool, series: Mapping[str, str], year: int
) -> Said:
    """What a card says of a fact.

    ``words`` are the fact's own on one line; ``series`` names the indicators by code; ``figure``
    tells that accepting writes a value. Days of ``year`` stand without their year.
    """
    if kind in ("quantity", "change"):
        said = _figure(words, payload, figure=figure, series=series, year=year)
    elif kind == "date":
        said = _date(words, payload, year)
    elif kind in ("call", "scheme", "training"):
        said = _measure(words, payload, year)
    elif kind == "assessment":
        said = _assessment(payload)
    elif kind in ("action", "promise", "question", "need", "decision"):
        said = _commitment(kind, payload, year)
    else:
        said = _named(kind, words, payload)
    doubts = [word for mark, word in DOUBTS.items() if payload.get(mark)]
    if doubts:
        note = f"{swedish.listed(doubts).capitalize()}: räknas inte om du inte ändrar det."
        said = Said(said.value, said.hedge, said.rest, note)
    return said


def value_words(payload: Mapping[str, Any], fallback: str) -> str:
    """A figure with its unit, without its hedge: "927", "−20 %", "1–7 per vecka"; else ``fallback``."""
    unit = payload.get("unit") or "count"
    value, low, high = (payload.get(name) for name in ("value", "low", "high"))
    more = {"duration_unit": payload.get("duration_unit") or ""}
    try:
        if value is None and low is None and high is None:
            return fallback
        if value is None:
            return swedish.interval(
                _exact(low), _exact(high), strict=bool(payload.get("strict")), unit=unit, **more
            )
        number, plus = Decimal(str(value)), payload.get("reading_as") == "balance"
        change = payload.get("change")
        if (
            change in DIRECTION
            and number > 0
            and payload.get("before") is None
            and payload.get("reading_as") in (None, "change")
            and unit != "ratio"
        ):
            number, plus = number * DIRECTION[change], True
        total = payload.get("total")
        return swedish.with_unit(number, unit, total=_exact(total), plus=plus, **more)
    except (ValueError, ArithmeticError):
        return fallback


def reading_as(payload: Mapping[str, Any]) -> str:
    """What a figure is read as: a number that is itself a step is a change."""
    step = payload.get("change") and payload.get("before") is None and payload.get("unit") != "ratio"
    return str(payload.get("reading_as") or ("change" if step else "level"))


def _exact(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _figure(
    words: str, payload: Mapping[str, Any], *, figure: bool, series: Mapping[str, str], year: int
) -> Said:
    value = value_words(payload, str(payload.get("words") or words))
    hedge = str(payload.get("hedge") or "")
    if hedge:
        value = swedish.hedged(value, hedge).removeprefix(f"{hedge}{swedish.NBSP}")
    rest = " ".join(str(payload.get("of") or "").split())
    if payload.get("baseline") in BASELINES:
        rest = f"{rest}, {BASELINES[payload['baseline']]}" if rest else BASELINES[payload["baseline"]]
    if not figure:
        return Said(value, hedge, rest, "Säger hur många eller hur länge. Blir inget eget värde.")
    code = payload.get("indicator")
    if code:
        bound = series.get(code, code)
    elif payload.get("candidates"):
        bound = f"Flera serier passar: {swedish.listed([series.get(c, c) for c in payload['candidates']])}"
    else:
        bound = "Ingen serie"
    nature = NATURES.get(payload.get("nature") or "outcome", "")
    parts = [bound, population_words(payload), period_words(payload, year)]
    return Said(value, hedge, rest, f"{', '.join(p for p in parts if p)}. {nature.capitalize()}.")


def population_words(payload: Mapping[str, Any]) -> str:
    """Whom a figure speaks of: "63 företag", "två län"; nothing for the reporter's own."""
    said, number = str(payload.get("population") or ""), payload.get("population_n")
    if said and number:
        said = f"{swedish.number(number)} {said[:-2] if said.endswith('tagen') else said}"
    return said or str(payload.get("area") or "")


def period_words(payload: Mapping[str, Any], year: int) -> str:
    """The days that a figure holds for."""
    first, last = _day(payload.get("period_from")), _day(payload.get("period_to"))
    return _period(first, last, year) if first or last else ""


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def _period(first: date | None, last: date | None, year: int, mod: str | None = None) -> str:
    try:
        return swedish.period(first, last, year=year, mod=mod)
    except ValueError:
        return ""


def _date(words: str, payload: Mapping[str, Any], year: int) -> Said:
    mod = payload.get("mod") if payload.get("mod") in ("start", "mid", "end") else None
    first, last = _day(payload.get("from")), _day(payload.get("to"))
    value = _period(first, last, year, mod) if first or last else words
    if first is not None and first == last:
        value = swedish.day(first, year=year)
    return Said(value or words, rest=DATE_ROLES.get(payload.get("role") or "", ""))


def _measure(words: str, payload: Mapping[str, Any], year: int) -> Said:
    name = " ".join(str(payload.get("name") or words).split())
    days = [
        f"{word} {swedish.day_short(day, year=year)}"
        for role, word in (("opens", "öppnar"), ("closes", "stänger"))
        if (day := _day(payload.get(role)))
    ]
    budget = payload.get("budget")
    money = f"Budget {swedish.with_unit(Decimal(str(budget)), 'SEK')}." if budget is not None else ""
    return Said(name[:1].upper() + name[1:], rest=", ".join(days), note=money)


def _assessment(payload: Mapping[str, Any]) -> Said:
    tone = payload.get("tone") or ""
    level = payload.get("level") or TONE_LEVEL.get(tone)
    value = Assessment.LEVELS.get(level, "utan läge") if level else "utan läge"
    return Said(
        value,
        rest=" ".join(str(payload.get("topic") or "").split()),
        note=f"Ton: {TONES[tone]}." if tone in TONES else "",
    )


def _commitment(kind: str, payload: Mapping[str, Any], year: int) -> Said:
    owner = str(payload.get("owner") or "")
    first, last = _day(payload.get("due_from")), _day(payload.get("due_to"))
    due = _period(first, last, year) if first or last else ""
    if kind == "question":
        answered = payload.get("answered")
        return Said(
            "besvarad i texten" if answered else "obesvarad", rest=f"från {owner}" if owner else "", note=due
        )
    if kind == "decision":
        return Said(owner or "mötets beslut", rest=due)
    status = STATUSES.get(payload.get("status") or "", "")
    nobody = "ingen namngiven" if kind == "need" else "ingen ansvarig"
    return Said(owner or nobody, rest=", ".join(part for part in (due, status) if part))


def _named(kind: str, words: str, payload: Mapping[str, Any]) -> Said:
    if kind == "link":
        return Said(str(payload.get("url") or words))
    if kind == "organisation":
        return Said(str(payload.get("name") or words))
    if kind == "person":
        return Said(words, note="Namn på personer visas inte för allmänheten.")
    if kind == "aside":
        return Said("läses bara av samordnaren", note="Avvisa, så får alla som läser rapporten se orden.")
    if kind == "contradiction":
        other = " ".join(str(payload.get("with") or "").split())
        return Said(f"”{words}”" if len(words) < 60 else "det här", rest=f"och ”{other}”" if other else "")
    return Said(words)
