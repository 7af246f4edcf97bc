# SPDX-License-Identifier: EUPL-1.2
"""Calls, schemes and trainings of accepted facts, and the amounts that belong to them."""

from __future__ import annotations

import re

from lagesbild.dialogues.acceptance import Acceptance, decimal, sentence_of
from lagesbild.lib.periods import half_open
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.queries import name_key
from lagesbild.sources.models import Fact

#: How far before a number the measure may stand that it speaks of.
MEASURE_REACH = 600

_APPLICATIONS = re.compile(r"ansök", re.IGNORECASE)
_REMAINING = re.compile(r"återst|kvar|resterande", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:undrar|frågar|efterlyser|vill veta|vill få besked|väntar på besked)\b", re.IGNORECASE
)
_SEATS = re.compile(r"plats|deltagar", re.IGNORECASE)


def measure_spoken_of(a: Acceptance) -> Measure | None:
    """The one measure that a figure belongs to, in the same report.

    One that the figure names, else, for applications, the nearest one named before it.
    """
    of, unit = str(a.payload.get("of") or ""), a.payload.get("unit")
    if a.fact.kind != "quantity":
        return None
    measures = _measures_of(a)
    by_name = [m for m, _ in measures if _names(of, m.name)]
    if len({name_key(m.name) for m in by_name}) == 1:
        return by_name[0]
    if unit != "count" or not _APPLICATIONS.search(of):
        return None
    before = [
        (fact.end, m)
        for m, fact in measures
        if m.kind != Measure.Kind.TRAINING and 0 <= a.fact.start - fact.end <= MEASURE_REACH
    ]
    return max(before, key=lambda found: found[0], default=(0, None))[1]


def _names(words: str, name: str) -> bool:
    """Whether a measure's name stands among the words, whole: "rot" is not in "skrotning"."""
    key = name_key(name)
    return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", name_key(words)) is not None


def _measures_of(a: Acceptance) -> list[tuple[Measure, Fact]]:
    """The standing measures of the figure's report, each with the fact that names it in this version."""
    section = a.place.report.section
    facts = {
        f.lineage: f
        for f in a.fact.version.facts.all()
        if f.kind in Measure.Kind.values and (section is None or section.start <= f.start < section.end)
    }
    measures = Measure.objects.filter(lineage__in=facts, known_until__isnull=True).order_by("pk")
    return [(m, facts[m.lineage]) for m in measures if m.lineage is not None]


def write_amount(a: Acceptance, measure: Measure) -> None:
    """A figure of a measure, in the role that its words tell."""
    of = str(a.payload.get("of") or "")
    near = a.fact.version.text[max(0, a.fact.start - 60) : a.fact.end + 40]
    if _APPLICATIONS.search(of):
        role = MeasureAmount.Role.APPLICATIONS
    elif _SEATS.search(of):
        role = MeasureAmount.Role.SEATS
    elif a.payload.get("unit") == "SEK" and _REMAINING.search(near):
        role = MeasureAmount.Role.REMAINING
    elif a.payload.get("unit") == "SEK":
        role = MeasureAmount.Role.BUDGET
    else:
        role = MeasureAmount.Role.OTHER
    MeasureAmount.objects.create(
        **a.common,
        measure=measure,
        role=role,
        unit=a.payload.get("unit") or "",
        value=decimal(a.payload.get("value")),
        low=decimal(a.payload.get("low")),
        high=decimal(a.payload.get("high")),
        as_written=f"{a.words} {of}".strip()[:200],
        is_forecast=a.payload.get("nature") == "forecast",
        scope=str(a.payload.get("area") or "")[:200],
    )


def open_measure(a: Acceptance) -> None:
    """A measure with the days and the budget that its sentence gives it."""
    payload = a.payload
    name = " ".join(str(payload.get("name") or a.words).split())[:200]
    measure = Measure.objects.create(
        **a.common,
        dialogue=a.place.dialogue,
        kind=a.fact.kind,
        name=name[:1].upper() + name[1:],
        authority=None if _only_asked_about(a) else a.place.organisation,
    )
    for role in MeasureDate.Role.values:
        day = payload.get(role)
        if day:
            period = half_open(day, day)
            MeasureDate.objects.create(
                **a.common,
                measure=measure,
                role=role,
                starts_on=period.starts_on,
                ends_before=period.ends_before,
            )
        elif about := payload.get(f"{role}_about"):
            period = half_open(about.get("from"), about.get("to"))
            MeasureDate.objects.create(
                **a.common,
                measure=measure,
                role=role,
                starts_on=period.starts_on,
                ends_before=period.ends_before,
                as_written=str(about.get("text") or "")[:200],
                fuzzy=True,
            )
    if payload.get("budget") is not None:
        MeasureAmount.objects.create(
            **a.common,
            measure=measure,
            role=MeasureAmount.Role.BUDGET,
            unit="SEK",
            value=decimal(payload["budget"]),
            as_written=name,
        )


def _only_asked_about(a: Acceptance) -> bool:
    """Whether the sentence only asks about the measure; who asks does not handle it."""
    start, end = sentence_of(a.fact)
    sentence = a.fact.version.text[start : end + 1]
    return sentence.rstrip().endswith("?") or _ASKS.search(sentence) is not None
