# SPDX-License-Identifier: EUPL-1.2
"""Schemes, calls and trainings: what opens or closes, with which money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from lagesbild.dialogues import figures as written
from lagesbild.dialogues.picture.ground import Ground, Line
from lagesbild.lib import swedish
from lagesbild.lib.periods import Period
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.queries import name_key

#: Sorts after every ISO day: what has no day comes last.
NO_DAY = "9999"


class Measures:
    """The measures that recent rounds spoke of, and older ones whose days are still to come."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        day = ground.standing.day
        ahead = MeasureDate.objects.filter(Q(ends_before__gt=day) | Q(starts_on__gte=day))
        rows = ground.rows(Measure).filter(
            Q(round__in=ground.rounds)
            | Q(pk__in=ahead.filter(round__dialogue=ground.dialogue).values("measure"))
        )
        self.measures = ground.fetch(rows.order_by("round__held_on", "pk"))
        self.dates = self._parts(MeasureDate)
        self.amounts = self._parts(MeasureAmount)

    def _parts(self, model: type[MeasureDate] | type[MeasureAmount]) -> dict[UUID | int, list[Any]]:
        """Days or amounts by measure; a measure that has been changed since is still the same one."""
        of = Q(measure__in=self.measures) | Q(
            measure__lineage__in=[m.lineage for m in self.measures if m.lineage]
        )
        rows = self.ground.fetch(self.ground.rows(model).filter(of).select_related("measure"))
        found: dict[UUID | int, list[Any]] = {}
        for row in sorted(rows, key=lambda r: (r.known_from, r.pk)):
            found.setdefault(_same(row.measure), []).append(row)
        return found

    def lines(self) -> Line:
        """``measures``, one line for each name; ``deadlines`` that are not over, soonest first.

        What a later round says of a measure's day or money replaces what was said before.
        """
        merged: dict[tuple[str, str], Line] = {}
        deadlines: dict[tuple[str, str, str], Line] = {}
        for m in self.measures:
            key = (m.kind, name_key(m.name))
            line = merged.setdefault(key, {**_names(m), "dates": [], "amounts": []})
            line["authority"] = m.authority.name if m.authority else line.get("authority")
            line["source"] = self.ground.source(m)
            for d in self.dates.get(_same(m), []):
                said = self._date(d)
                line["dates"] = [x for x in line["dates"] if x["role"] != d.role] + [said]
                deadlines[*key, d.role] = {
                    **said,
                    **_names(m),
                    "authority": line["authority"],
                    "source": self.ground.source(d),
                    "measure": key,
                }
            for a in self.amounts.get(_same(m), []):
                line["amounts"] = [x for x in line["amounts"] if x["role"] != a.role] + [self._amount(a)]
        today = self.ground.standing.day.isoformat()
        ahead = [d for d in deadlines.values() if (d["to"] or d["from"] or NO_DAY) >= today]
        for d in ahead:
            d["amounts"] = merged[d.pop("measure")]["amounts"]
        ahead.sort(key=lambda d: (d["from"] or d["to"] or NO_DAY, d["name"]))
        return {"deadlines": ahead, "measures": list(merged.values())}

    def _date(self, d: MeasureDate) -> Line:
        last = Period(d.starts_on, d.ends_before).last_day
        return {
            "role": d.role,
            "role_text": d.get_role_display(),
            "from": written.iso(d.starts_on),
            "to": written.iso(last),
            "fuzzy": d.fuzzy,
            "as_written": d.as_written,
            "text": d.as_written if d.fuzzy else swedish.period(d.starts_on, last, year=self.ground.year),
        }

    def _amount(self, a: MeasureAmount) -> Line:
        if a.unit == "ratio":
            text = a.as_written  # "20 av 24 platser": the row keeps no whole
        elif a.value is not None:
            text = swedish.with_unit(a.value, a.unit or "count")
        else:
            text = swedish.interval(a.low, a.high, unit=a.unit or "count")
        return {
            "role": a.role,
            "role_text": a.get_role_display(),
            "value": written.plain(a.value),
            "low": written.plain(a.low),
            "high": written.plain(a.high),
            "unit": a.unit,
            "text": text,
            "as_written": a.as_written,
            "forecast": a.is_forecast,
            "scope": a.scope or None,
            "source": self.ground.source(a),
        }


def _names(m: Measure) -> Line:
    return {"kind": m.kind, "kind_text": m.get_kind_display(), "name": m.name}


def _same(m: Measure) -> UUID | int:
    """What stays the same when a measure is changed and written anew."""
    return m.lineage or m.pk
