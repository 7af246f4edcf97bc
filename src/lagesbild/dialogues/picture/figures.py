# SPDX-License-Identifier: EUPL-1.2
"""Changes, new figures and forecasts of the picture's round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lagesbild.dialogues import changes
from lagesbild.dialogues import figures as written
from lagesbild.dialogues.picture.ground import Ground, Line
from lagesbild.indicators.models import IndicatorVersion, Observation, Population
from lagesbild.indicators.queries import comparability_breaks
from lagesbild.lib import swedish

History = dict[tuple[Any, ...], list[Observation]]


class Figures:
    """The round's observations, sorted by how they came to be said."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.held_on = {turn.pk: turn.held_on for turn in ground.rounds}
        self.rows: list[Observation] = []
        if ground.turn is not None:
            rows = ground.rows(Observation).filter(round=ground.turn)
            self.rows = ground.fetch(rows.order_by("fact__version_id", "fact__start", "pk"))
        self._name(self.rows)

    @staticmethod
    def _name(rows: Sequence[Observation]) -> None:
        """Give values their series and populations: few there are, shared by many values."""
        series = IndicatorVersion.objects.select_related("indicator").in_bulk(
            {o.version_id for o in rows if o.version_id is not None}
        )
        populations = Population.objects.select_related("area", "organisation").in_bulk(
            {o.population_id for o in rows}
        )
        for o in rows:
            o.population = populations[o.population_id]
            if o.version_id is not None:
                o.version = series[o.version_id]

    def lines(self) -> Line:
        """``changes``, biggest first; ``news`` in their own words; ``forecasts``."""
        history = self._history()
        bases = {o.lineage: o for o in self.rows}
        forecasts: list[Line] = []
        measured: list[Line] = []
        stated: list[Line] = []
        worded: list[Line] = []
        news: list[Line] = []
        current = newest_of_each(self.rows)
        for o in self.rows:
            if o.pk not in current:
                continue
            line = self._line(o, bases)
            if o.nature == Observation.Nature.FORECAST:
                forecasts.append(line)
            elif o.reading_as == Observation.ReadingAs.CHANGE and written.middle(o) is not None:
                stated.append(line)
            elif o.words and o.value is None:
                worded.append(line)
            elif earlier := history.get(series_of(o)):
                measured.append(self._measured(o, line, earlier))
            else:
                news.append(line)
        attach(forecasts, [*measured, *stated, *worded, *news])
        measured.sort(key=lambda line: -line["weight"])
        stated.sort(key=lambda line: -_size(line))
        loose = [f for f in forecasts if not f.get("attached")]
        return {
            "changes": [*measured, *stated, *worded],
            "news": sorted(news, key=lambda line: line["indicator"] is None) + loose,
            "forecasts": forecasts,
        }

    def rivals(self) -> list[Line]:
        """Two accepted values for one thing: both are shown, neither wins."""
        seen: dict[tuple[Any, ...], Observation] = {}
        lines = []
        for o in sorted((o for o in self.rows if o.version_id is not None), key=lambda o: o.pk):
            first = seen.setdefault(_same_thing(o), o)
            if (first.value, first.low, first.high) != (o.value, o.low, o.high) and o.words == first.words:
                a, b = self.ground.source(first), self.ground.source(o)
                said = o.fact.quote if o.fact else ""
                lines.append({"first": a, "second": b, "with": said, "source": b})
        return lines

    def _line(self, o: Observation, bases: dict[Any, Observation]) -> Line:
        line = {
            **written.entry(o, year=self.ground.year),
            "lineage": str(o.lineage),
            "reporter": o.reporter.name if o.reporter else None,
            "source": self.ground.source(o),
            "points": [],
            "forecasts": [],
        }
        base = bases.get(o.relative_lineage) if o.relative_lineage else None
        if base is not None:
            line["base"] = str(o.relative_lineage)
            line["derived"] = _derived(o, base)
            line["derived_unit"] = base.unit
        return line

    def _history(self) -> History:
        """Earlier values of the series that this round has values in, oldest first."""
        bound = [o for o in self.rows if o.version is not None]
        if not bound or len(self.ground.rounds) < 2:
            return {}
        earlier = (
            self.ground.rows(Observation)
            .filter(
                round__in=self.ground.rounds[:-1],
                version__indicator__in={o.version.indicator_id for o in bound if o.version},
                population__in={o.population_id for o in bound},
            )
            .exclude(nature=Observation.Nature.FORECAST)
            .select_related(None)  # hundreds of rows, of which only the numbers are looked at
            .defer(None)
            .order_by("round__held_on", "starts_on", "pk")
        )
        rows = list(earlier)
        self._name(rows)
        breaks = comparability_breaks(o.version for o in bound if o.version)
        series: History = {}
        for o in rows:
            if written.middle(o) is not None and not _before_break(o, breaks):
                series.setdefault(series_of(o), []).append(o)
        return series

    def _measured(self, o: Observation, line: Line, earlier: Sequence[Observation]) -> Line:
        before = earlier[-1]
        values = [v for v in map(written.middle, earlier) if v is not None]
        now = written.middle(o)
        assert now is not None
        text, step = written.delta_text(o, before)
        return {
            **line,
            "delta": step,
            "delta_text": text,
            "since": self.held_on[before.round_id].isoformat(),
            "previous": written.plain(before.value),
            "previous_text": swedish.hedged(written.value_text(before), before.hedge),
            "weight": changes.weight_of_change(now, values),
            "points": [*values, now],
        }


def _before_break(o: Observation, breaks: Mapping[int, int]) -> bool:
    """Whether the value was measured by a definition that today's cannot be compared with."""
    assert o.version is not None
    return o.version.number < breaks.get(o.version.indicator_id, 0)


def attach(forecasts: Iterable[Line], lines: Iterable[Line]) -> None:
    """Lay each forecast beside the figure that it speaks of, where that is one and only one."""
    by_lineage = {line["lineage"]: line for line in lines}
    for forecast in forecasts:
        base = by_lineage.get(forecast.get("base", ""))
        if base is None and forecast["indicator"]:
            same = [
                line
                for line in by_lineage.values()
                if (line["indicator"], line["population"]) == (forecast["indicator"], forecast["population"])
            ]
            base = same[0] if len(same) == 1 else None
        if base is not None:
            base["forecasts"].append(forecast)
            forecast["attached"] = True


def newest_of_each(rows: Iterable[Observation]) -> set[int]:
    """Ids of the values that stand for their series: those of its latest period in this round.

    Last year's column in a table, or a peak that has passed, belongs to the series and is no news.
    """
    latest: dict[tuple[Any, ...], date] = {}
    rows = list(rows)
    for o in rows:
        key = (*series_of(o), o.nature)
        latest[key] = max(latest.get(key, date.min), o.ends_before or date.max)
    return {o.pk for o in rows if (o.ends_before or date.max) == latest[*series_of(o), o.nature]}


def series_of(o: Observation) -> tuple[Any, ...]:
    """What makes two values one series: never across populations, units or ways of reading."""
    if o.version is None:
        return ("unbound", o.pk)
    span = span_of(o) if o.version.stock_flow != IndicatorVersion.Kind.STOCK else None
    return (o.version.indicator_id, o.population_id, o.reporter_id, o.reading_as, o.baseline, o.unit, span)


def span_of(o: Observation) -> int | None:
    """How many months a flow counts; None for a single day, which says nothing of it, or an open side.

    A month's lending is never compared with a year's.
    """
    if o.starts_on is None or o.ends_before is None:
        return None
    days = (o.ends_before - o.starts_on).days
    return round(days / 30.4) if days > 1 else None


def _same_thing(o: Observation) -> tuple[Any, ...]:
    return (
        o.version_id,
        o.population_id,
        o.starts_on,
        o.ends_before,
        o.reading_as,
        o.baseline,
        o.nature,
        o.unit,
    )


def _derived(o: Observation, base: Observation) -> float | None:
    """What a share of a figure comes to; computed for reading, never stored as said."""
    whole, share = written.middle(base), written.middle(o)
    if whole is None or share is None or o.unit != "ratio":
        return None
    return whole * share


def _size(line: Line) -> float:
    value = line["value"] if line["value"] is not None else (line["low"] or line["high"] or 0)
    return abs(float(value)) / 100 if line["unit"] == "%" else 0.0
