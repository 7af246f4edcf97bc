# SPDX-License-Identifier: EUPL-1.2
"""The situation picture: one object that page, terminal, files and editions are made from.

Everything in it is already cut for one audience and one moment; what shows it never filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from lagesbild.dialogues import changes, figures
from lagesbild.dialogues.models import (
    Assessment,
    ClashQuestion,
    Dialogue,
    NextMeeting,
    Report,
    Resolution,
    Round,
    TopicMention,
)
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience
from lagesbild.lib.periods import Period, day_of, end_of
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.queries import name_key
from lagesbild.sources.models import FromFact, KnownQuerySet
from lagesbild.sources.quotes import Quotes

#: A round within this many days of today lets the picture stand at today.
FRESH = timedelta(days=60)
#: How many earlier rounds a small line, and the matrix of assessments, look back on.
HISTORY = 12
MATRIX_ROUNDS = 6

Line = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """When the picture stands: its day, what counts as known, and the sentence that says so."""

    day: date
    moment: datetime
    because: str


def standing_at(dialogue: Dialogue, *, today: date, as_known_at: date | None = None) -> Standing:
    """The picture's day by the rule: the day asked for, else today when a round lies within 60 days
    of it, else the latest round's day.
    """
    if as_known_at is not None:
        return Standing(
            as_known_at, end_of(as_known_at), f"Bilden visar vad forumet visste {swedish.day_short(as_known_at)}."
        )
    latest = dialogue.rounds.filter(held_on__lte=today).order_by("-held_on").values_list("held_on", flat=True).first()
    if latest is None or today - latest <= FRESH:
        return Standing(today, end_of(today), f"Bilden står vid dagens datum, {swedish.day_short(today)}.")
    return Standing(
        latest,
        end_of(today),
        f"Bilden står vid den senaste omgången, {swedish.day_short(latest)}, eftersom den är äldre än 60 dagar.",
    )


def build_picture(dialogue: Dialogue, *, audience: Audience, standing: Standing) -> Line:
    """The whole picture as a JSON-able object; before the first round it is empty, with all keys."""
    return _Builder(dialogue, audience, standing).build()


@dataclass
class _Builder:
    dialogue: Dialogue
    audience: Audience
    standing: Standing
    quotes: Quotes = field(init=False)
    rounds: list[Round] = field(init=False)

    def __post_init__(self) -> None:
        self.quotes = Quotes(self.audience)
        recent = self.dialogue.rounds.filter(held_on__lte=self.standing.day).exclude(state=Round.State.PLANNED)
        self.rounds = list(recent.order_by("-held_on", "-ordinal")[:HISTORY])[::-1]
        self._reports: dict[int, list[Report]] = {}

    @property
    def year(self) -> int:
        return self.standing.day.year

    def rows(self, model: type[FromFact]) -> KnownQuerySet:
        """The dialogue's rows of a kind that this audience may read and that were known."""
        rows: KnownQuerySet = model.objects.known_at(self.standing.moment).visible_to(self.audience)
        return rows.filter(round__dialogue=self.dialogue).select_related(
            "round", "reporter", "fact__version", "fact"
        )

    def build(self) -> Line:
        turn = self.rounds[-1] if self.rounds else None
        picture: Line = {
            "dialogue": {
                "slug": self.dialogue.slug,
                "name": self.dialogue.name,
                "area": str(self.dialogue.area or ""),
            },
            "round": {"date": turn.held_on.isoformat(), "address": turn.address} if turn else {"date": None, "address": None},
            "previous_round": {"date": self.rounds[-2].held_on.isoformat()} if len(self.rounds) > 1 else None,
            "day": self.standing.day.isoformat(),
            "standing": self.standing.because,
            "rule": changes.RULE_TEXT,
            "audience": self.audience.level.value,
        }
        picture |= self._figures(turn)
        picture["deadlines"], picture["measures"] = self._measures()
        picture |= self._follow_up()
        picture |= self._voices(turn)
        picture["clashes"] = self._clashes(turn)
        picture["resolutions"] = [
            {"text": r.text, "source": self.source(r)} for r in self.rows(Resolution).filter(round=turn)
        ] if turn else []
        picture["mood"] = self._mood()
        picture["next_meeting"] = self._next_meeting(turn)
        picture["basis"] = self._basis(turn, picture)
        picture["headline"] = headline(picture)
        return picture

    # -- sources ------------------------------------------------------------------

    def source(self, row: FromFact) -> Line | None:
        """The way home of a row: the report, the place in its version, the words around it."""
        fact = row.fact
        if fact is None:
            return None
        report = self._report_of(row)
        if report is None:
            return None
        quote = self.quotes.of(fact.version, fact.start, fact.end, organisation_id=row.reporter_id)
        url = reverse("dialogues:review", args=[self.dialogue.slug, row.round.address, report.pk])
        return {
            "report": report.pk,
            "version": fact.version_id,
            "fact": fact.pk,
            "start": fact.start,
            "end": fact.end,
            "text": fact.quote,
            "url": f"{url}#f{fact.pk}",
            "who": row.reporter.name if row.reporter else "Mötet",
            "round": row.round.held_on.isoformat(),
            "before": quote.before,
            "quote": quote.quote,
            "after": quote.after,
        }

    def _report_of(self, row: FromFact) -> Report | None:
        fact = row.fact
        assert fact is not None
        reports = self._reports.get(row.round_id)
        if reports is None:
            reports = list(row.round.reports.select_related("section").prefetch_related("submissions"))
            reports.sort(key=lambda r: r.section.end - r.section.start if r.section else 1 << 60)
            self._reports[row.round_id] = reports
        for report in reports:
            if fact.version_id not in {s.version_id for s in report.submissions.all()}:
                continue
            if report.section is None or report.section.start <= fact.start < report.section.end:
                return report
        return None

    # -- figures ------------------------------------------------------------------

    def _figures(self, turn: Round | None) -> Line:
        if turn is None:
            return {"changes": [], "news": [], "forecasts": []}
        rows = list(
            self.rows(Observation)
            .filter(round=turn)
            .select_related("version__indicator", "population__area", "population__organisation")
            .order_by("fact__version_id", "fact__start", "pk")
        )
        history = self._history(rows)
        forecasts, measured, stated, worded, news = [], [], [], [], []
        bases = {o.lineage: o for o in rows}
        for o in rows:
            line = self._line(o)
            if o.relative_lineage in bases:
                line["base"] = str(o.relative_lineage)
                line["derived"] = _derived(o, bases[o.relative_lineage])
            if o.nature == Observation.Nature.FORECAST:
                forecasts.append(line)
            elif o.reading_as == Observation.ReadingAs.CHANGE and (o.value is not None or o.low is not None or o.high is not None):
                stated.append(line)
            elif o.words and o.value is None:
                worded.append(line)
            elif earlier := history.get(_series(o)):
                measured.append(self._measured(o, line, earlier))
            else:
                news.append(line)
        self._attach(forecasts, [*measured, *stated, *worded, *news])
        measured.sort(key=lambda line: -line["weight"])
        stated.sort(key=lambda line: -_size(line))
        loose = [f for f in forecasts if not f.get("attached")]
        return {
            "changes": [*measured, *stated, *worded],
            "news": sorted(news, key=lambda line: line["indicator"] is None) + loose,
            "forecasts": forecasts,
        }

    def _line(self, o: Observation) -> Line:
        return {
            **figures.entry(o, year=self.year),
            "lineage": str(o.lineage),
            "reporter": o.reporter.name if o.reporter else None,
            "source": self.source(o),
            "points": [],
            "forecasts": [],
        }

    def _history(self, rows: Sequence[Observation]) -> dict[tuple[Any, ...], list[Observation]]:
        """Earlier values of the series that this round has values in, oldest first."""
        bound = [o for o in rows if o.version_id is not None]
        if not bound or len(self.rounds) < 2:
            return {}
        earlier = (
            self.rows(Observation)
            .filter(
                round__in=self.rounds[:-1],
                version__indicator__in={o.version.indicator_id for o in bound},
                population__in={o.population_id for o in bound},
            )
            .exclude(nature=Observation.Nature.FORECAST)
            .select_related("version__indicator", "population__area", "population__organisation")
            .order_by("round__held_on", "starts_on", "pk")
        )
        series: dict[tuple[Any, ...], list[Observation]] = {}
        for o in earlier:
            if figures.middle(o) is not None:
                series.setdefault(_series(o), []).append(o)
        return series

    def _measured(self, o: Observation, line: Line, earlier: Sequence[Observation]) -> Line:
        before = earlier[-1]
        values = [v for v in map(figures.middle, earlier) if v is not None]
        now = figures.middle(o)
        assert now is not None
        text, step = figures.delta_text(o, before)
        return {
            **line,
            "delta": step,
            "delta_text": text,
            "since": before.round.held_on.isoformat(),
            "previous": figures.plain(before.value),
            "previous_text": swedish.hedged(figures.value_text(before), before.hedge),
            "weight": changes.weight_of_change(now, values),
            "points": [*values, now],
        }

    def _attach(self, forecasts: Iterable[Line], lines: Iterable[Line]) -> None:
        by_lineage = {line["lineage"]: line for line in lines}
        for forecast in forecasts:
            base = by_lineage.get(forecast.get("base", ""))
            if base is None:
                same = [
                    line
                    for line in by_lineage.values()
                    if line["indicator"] and line["indicator"] == forecast["indicator"] and line["population"] == forecast["population"]
                ]
                base = same[0] if len(same) == 1 else None
            if base is not None:
                base["forecasts"].append(forecast)
                forecast["attached"] = True

    # -- measures -----------------------------------------------------------------

    def _measures(self) -> tuple[list[Line], list[Line]]:
        rows = list(self.rows(Measure).order_by("round__held_on", "pk"))
        dates = _by_measure(self.rows(MeasureDate))
        amounts = _by_measure(self.rows(MeasureAmount))
        merged: dict[tuple[str, str], Line] = {}
        deadlines: dict[tuple[Any, ...], Line] = {}
        for m in rows:
            line = merged.setdefault(
                (m.kind, name_key(m.name)),
                {"kind": m.kind, "kind_text": m.get_kind_display(), "name": m.name, "dates": [], "amounts": []},
            )
            line["authority"] = m.authority.name if m.authority else None
            line["source"] = self.source(m)
            for d in dates.get(m.pk, []):
                said = self._date(d)
                line["dates"] = [x for x in line["dates"] if x["role"] != d.role] + [said]
                deadlines[m.kind, name_key(m.name), d.role] = {**said, "name": m.name, "kind": m.kind, "kind_text": m.get_kind_display(), "authority": line["authority"], "source": self.source(d)}
            for amount in amounts.get(m.pk, []):
                line["amounts"] = [x for x in line["amounts"] if x["role"] != amount.role] + [self._amount(amount)]
        ahead = [d for d in deadlines.values() if (d["to"] or d["from"] or "9999") >= self.standing.day.isoformat()]
        for d in ahead:
            d["amounts"] = merged[d["kind"], name_key(d["name"])]["amounts"]
        ahead.sort(key=lambda d: (d["from"] or d["to"] or "9999", d["name"]))
        return ahead, list(merged.values())

    def _date(self, d: MeasureDate) -> Line:
        last = Period(d.starts_on, d.ends_before).last_day
        return {
            "role": d.role,
            "role_text": d.get_role_display(),
            "from": figures._iso(d.starts_on),
            "to": figures._iso(last),
            "fuzzy": d.fuzzy,
            "as_written": d.as_written,
            "text": d.as_written if d.fuzzy else swedish.period(d.starts_on, last, year=self.year),
        }

    def _amount(self, a: MeasureAmount) -> Line:
        text = (
            swedish.with_unit(a.value, a.unit or "count")
            if a.value is not None
            else swedish.interval(a.low, a.high, unit=a.unit or "count")
        )
        return {
            "role": a.role,
            "role_text": a.get_role_display(),
            "value": figures.plain(a.value),
            "low": figures.plain(a.low),
            "high": figures.plain(a.high),
            "unit": a.unit,
            "text": text,
            "as_written": a.as_written,
            "forecast": a.is_forecast,
            "scope": a.scope or None,
            "source": self.source(a),
        }

    # -- follow-up ----------------------------------------------------------------

    def _follow_up(self) -> Line:
        rows = self.rows(FollowUpItem).select_related("owner").order_by("due_before", "round__held_on", "pk")
        live = rows.filter(Q(state=FollowUpItem.State.OPEN) | Q(closed_at__gt=self.standing.moment))
        lines: dict[str, list[Line]] = {kind: [] for kind in FollowUpItem.Kind.values}
        for item in live:
            lines[item.kind].append(self._item(item))
        for promises in (lines["promise"], lines["action"]):
            promises.sort(key=lambda p: (p["due_to"] is None, p["due_to"] or "", p["due_from"] or ""))
        return {
            "promises": lines["promise"],
            "actions": lines["action"],
            "questions": [q for q in lines["question"] if not q["answered"]],
            "needs": lines["need"],
        }

    def _item(self, item: FollowUpItem) -> Line:
        last = Period(item.due_from, item.due_before).last_day
        late = last is not None and last < self.standing.day
        return {
            "text": item.text,
            "owner": item.owner.name if item.owner else (item.owner_words or None),
            "due_from": figures._iso(item.due_from),
            "due_to": figures._iso(last),
            "due_text": swedish.period(item.due_from, last, year=self.year) if item.due_from or last else "",
            "status": item.status or None,
            "answered": item.answered,
            "state": "without_news" if late else "under_way",
            "said_on": item.round.held_on.isoformat(),
            "source": self.source(item),
        }

    # -- voices -------------------------------------------------------------------

    def _voices(self, turn: Round | None) -> Line:
        lines: dict[str, list[Line]] = {"worried": [], "positive": []}
        if turn is None:
            return {"concerns": [], "bright_spots": []}
        groups = self._groups()
        for mention in self.rows(TopicMention).filter(round=turn).select_related("topic").order_by("fact__start", "pk"):
            lines[mention.topic.tone].append(
                {
                    "text": mention.text,
                    "topic": mention.topic.name,
                    "who": mention.reporter.name if mention.reporter else None,
                    "group": groups.get(mention.reporter_id or 0, ""),
                    "source": self.source(mention),
                }
            )
        return {"concerns": lines["worried"], "bright_spots": lines["positive"]}

    def _groups(self) -> dict[int, str]:
        return dict(self.dialogue.memberships.values_list("organisation_id", "group__name"))

    def _clashes(self, turn: Round | None) -> list[Line]:
        if turn is None:
            return []
        lines = []
        for c in self.rows(ClashQuestion).filter(round=turn).select_related("other_fact__version"):
            other = None
            if c.other_fact is not None:
                quote = self.quotes.of(c.other_fact.version, c.other_fact.start, c.other_fact.end, organisation_id=c.reporter_id)
                other = {"before": quote.before, "quote": quote.quote, "after": quote.after}
            lines.append({"first": self.source(c), "second": other, "with": c.other_words, "source": self.source(c)})
        return lines + self._rival_values(turn)

    def _rival_values(self, turn: Round) -> list[Line]:
        """Two accepted values for one thing: both are shown, neither wins."""
        seen: dict[tuple[Any, ...], Observation] = {}
        lines = []
        rows = self.rows(Observation).filter(round=turn, version__isnull=False).select_related("version").order_by("pk")
        for o in rows:
            key = (o.version_id, o.population_id, o.starts_on, o.ends_before, o.reading_as, o.baseline, o.nature, o.unit)
            first = seen.setdefault(key, o)
            if (first.value, first.low, first.high) != (o.value, o.low, o.high) and o.words == first.words:
                a, b = self.source(first), self.source(o)
                lines.append({"first": a, "second": b, "with": first.fact.quote if first.fact else "", "source": b})
        return lines

    def _mood(self) -> Line:
        """Members' assessments by round; for the public, groups instead of members."""
        rounds = self.rounds[-MATRIX_ROUNDS:]
        by_member: dict[tuple[int, int], list[Assessment]] = {}
        for a in self.rows(Assessment).filter(round__in=rounds):
            by_member.setdefault((a.organisation_id, a.round_id), []).append(a)
        members = list(
            self.dialogue.memberships.filter(left_before__isnull=True).select_related("organisation", "group")
        )
        by_group = self.audience.level == "public"
        rows = []
        names: dict[str, list[int]] = {}
        for m in members:
            names.setdefault(m.group.name if by_group else m.organisation.name, []).append(m.organisation_id)
        for name, ids in names.items():
            cells = []
            for turn in rounds:
                levels = [level for i in ids if (level := _level(by_member.get((i, turn.pk), []))) is not None]
                cells.append(_median(levels))
            rows.append({"name": name, "levels": cells})
        return {"rounds": [t.held_on.isoformat() for t in rounds], "rows": rows, "by": "group" if by_group else "member"}

    def _next_meeting(self, turn: Round | None) -> Line | None:
        planned = (
            self.dialogue.rounds.filter(held_on__gt=self.standing.day).order_by("held_on").first()
        )
        said = self.rows(NextMeeting).filter(round=turn).order_by("-known_from", "-pk").first() if turn else None
        if said is not None and (planned is None or said.held_on <= planned.held_on):
            return {
                "date": said.held_on.isoformat(),
                "text": swedish.day(said.held_on, year=self.year),
                "source": self.source(said),
            }
        if planned is None:
            return None
        return {"date": planned.held_on.isoformat(), "text": swedish.day(planned.held_on, year=self.year), "source": None}

    def _basis(self, turn: Round | None, picture: Line) -> Line:
        if turn is None:
            return {"reported": 0, "members": 0, "figures": 0}
        members = self.dialogue.memberships.filter(joined_on__lte=turn.held_on).filter(
            Q(left_before__isnull=True) | Q(left_before__gt=turn.held_on)
        )
        return {
            "reported": turn.reports.filter(organisation__isnull=False).exclude(state=Report.State.DRAFT)
            .values("organisation").distinct().count(),
            "members": members.count(),
            "figures": len(picture["changes"]) + len(picture["news"]),
        }


def _by_measure(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda r: (r.known_from, r.pk)):
        found.setdefault(row.measure_id, []).append(row)
    return found


def _series(o: Observation) -> tuple[Any, ...]:
    """What makes two values one series: never across populations, units or ways of reading."""
    indicator = o.version.indicator_id if o.version else None
    if indicator is None:
        return ("unbound", o.pk)
    return (indicator, o.population_id, o.reporter_id, o.reading_as, o.baseline, o.unit)


def _derived(o: Observation, base: Observation) -> float | None:
    """What a share of a figure comes to; computed for reading, never stored as said."""
    whole, share = figures.middle(base), figures.middle(o)
    if whole is None or share is None or o.unit != "ratio":
        return None
    return whole * share


def _size(line: Line) -> float:
    value = line["value"] if line["value"] is not None else (line["low"] or line["high"] or 0)
    return abs(float(value)) / 100 if line["unit"] == "%" else 0.0


def _level(assessments: Sequence[Assessment]) -> int | None:
    """One level for a member: its own word on the scale, else what its text says of the situation as such,
    else the middle of its tones.
    """
    own = [a.level for a in assessments if a.fact_id is None]
    if own:
        return own[-1]
    general = [a.level for a in assessments if name_key(a.word).startswith(("läge", "situation", "stämning"))]
    return _median(general or [a.level for a in assessments])


def _median(levels: Sequence[int]) -> int | None:
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def headline(picture: Line) -> list[str]:
    """The heading that answers, in clauses: the biggest change, then the first worry."""
    clauses = []
    for line in picture["changes"]:
        step = line.get("delta")
        direction = {"increase": 1, "decrease": -1}.get(line["change"] or "", 0) if step is None else step
        if direction:
            clauses.append(f"{line['title']} {'ökar' if direction > 0 else 'minskar'}")
            break
    concerns = [c["topic"] for c in picture["concerns"] if 0 < len(c["topic"].split()) <= 3]
    if concerns:
        clauses.append(f"{concerns[0]} oroar" if clauses else f"{concerns[0].capitalize()} oroar")
    if not clauses:
        return ["Läget just nu"] if picture["round"]["date"] else ["Ingen omgång än"]
    return [f"{c}," for c in clauses[:-1]] + clauses[-1:]


def picture_day(standing: Standing) -> str:
    """The day of the picture for a heading."""
    return swedish.day(standing.day)


__all__ = ["Standing", "build_picture", "day_of", "headline", "standing_at"]
