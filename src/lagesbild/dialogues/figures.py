# SPDX-License-Identifier: EUPL-1.2
"""Observations as they are written on the picture: value, delta, population and period in Swedish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from lagesbild.indicators.models import Observation
from lagesbild.lib import swedish
from lagesbild.lib.periods import Period

BASELINES = {
    "normal_year": "av ett normalår",
    "last_year": "jämfört med i fjol",
    "last_round": "sedan förra omgången",
}
DIRECTION = {"increase": 1, "decrease": -1}


def plain(value: Decimal | None) -> float | int | None:
    """A decimal as JSON writes it: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def middle(o: Observation) -> float | None:
    """One number for a value, a range or a bound, for comparing and drawing."""
    if o.value is not None:
        sign = DIRECTION.get(o.change, 1) if o.reading_as == Observation.ReadingAs.BALANCE else 1
        return float(o.value) * sign
    ends = [float(end) for end in (o.low, o.high) if end is not None]
    return sum(ends) / len(ends) if ends else None


def title(o: Observation) -> str:
    """The indicator's name, else the head word as the text says it."""
    if o.version is not None:
        return o.version.name
    words = " ".join(o.of.split()) or "Uppgift utan rubrik"
    return words[:1].upper() + words[1:]


def value_text(o: Observation) -> str:
    """The value with its unit, without the hedge: "5 mkr", "1–7 i veckan", "24 av 29"."""
    if o.value is None and o.low is None and o.high is None:
        return o.words
    if o.value is None:
        return swedish.interval(o.low, o.high, strict=o.strict, unit=o.unit or "count")
    value = o.value
    if o.reading_as == Observation.ReadingAs.CHANGE and o.change in DIRECTION and value > 0:
        return swedish.with_unit(value * DIRECTION[o.change], o.unit or "count", plus=True)
    if o.reading_as == Observation.ReadingAs.BALANCE:
        return swedish.with_unit(value * DIRECTION.get(o.change, 1), o.unit or "count", plus=True)
    return swedish.with_unit(value, o.unit or "count", total=o.total)


def population_text(o: Observation) -> str:
    """Whom the figure speaks of, with the number asked: "63 företag", "Jämtlands och ... län"."""
    if o.population.description:
        words = o.population.description
        return f"{swedish.number(o.population_n)} {_bare(words)}" if o.population_n else words
    if o.population.organisation is not None:
        return f"enligt {o.population.organisation.name}"
    return str(o.population.area or "")


def _bare(words: str) -> str:
    """ "företagen" beside a number is "företag"."""
    return words[:-2] if words.endswith("tagen") else words


def period_text(o: Observation, *, year: int) -> str:
    """The days that the figure holds for; nothing for a single day, which is the round's own."""
    period = Period(o.starts_on, o.ends_before)
    if o.starts_on is not None and o.starts_on == period.last_day:
        return swedish.day_short(o.starts_on, year=year)
    return swedish.period(o.starts_on, period.last_day, year=year)


def delta_text(now: Observation, before: Observation) -> tuple[str, float | None]:
    """The change as it is said, and as a number: ("−38 personer", -38.0).

    Percent change by percentage points; ranges and hedged values only say the direction.
    """
    a, b = middle(before), middle(now)
    if a is None or b is None:
        return "", None
    step = b - a
    if step == 0:
        return "oförändrat", 0.0
    exact = now.value is not None and before.value is not None
    if not exact:
        return ("högre" if step > 0 else "lägre"), step
    unit = "percentage_points" if now.unit == "%" else (now.unit or "count")
    written = swedish.with_unit(Decimal(str(step)).quantize(Decimal("0.001")).normalize(), unit, plus=True)
    return (f"omkring {written}" if now.approx or before.approx else written), step


def entry(o: Observation, *, year: int) -> dict[str, Any]:
    """An observation as a JSON-able line, without its source."""
    return {
        "title": title(o),
        "headline": o.version.headline if o.version else "",
        "indicator": o.version.indicator.code if o.version else None,
        "of": o.of,
        "unit": o.unit,
        "value": plain(o.value),
        "low": plain(o.low),
        "high": plain(o.high),
        "total": plain(o.total),
        "before": plain(o.before),
        "strict": o.strict,
        "change": o.change or None,
        "reading_as": o.reading_as,
        "baseline": o.baseline or None,
        "nature": o.nature,
        "approx": o.approx,
        "hedge": o.hedge,
        "words": o.words,
        "value_text": value_text(o),
        "baseline_text": BASELINES.get(o.baseline, ""),
        "population": {
            "text": population_text(o),
            "n": o.population_n,
            "area": str(o.population.area or "") or None,
        },
        "period": {
            "from": iso(o.starts_on),
            "to": iso(Period(o.starts_on, o.ends_before).last_day),
            "text": period_text(o, year=year),
        },
        "horizon": o.horizon,
        "known_from": o.known_from.isoformat(),
    }


def iso(day: date | None) -> str | None:
    """A day as ISO text, None where there is none."""
    return day.isoformat() if day else None
