# SPDX-License-Identifier: EUPL-1.2
"""What every part of the picture stands on: its dialogue, audience, moment and rounds, and the way home.

Rows are fetched first and their sources found afterwards, for all of them at once: the number of
queries does not depend on how many rounds the rows come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.dialogues.permissions import refusal_to_read
from lagesbild.dialogues.picture.standing import Standing
from lagesbild.dialogues.queries import READ_THROUGH
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.periods import day_of
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Fact, FromFact, KnownQuerySet, TextVersion
from lagesbild.sources.queries import Confirmed, confirmations, text_for
from lagesbild.sources.quotes import Quotes

#: How many earlier rounds a small line, and the matrix of assessments, look back on.
HISTORY = 12

Line = dict[str, Any]
Row = TypeVar("Row", bound=FromFact)


#: What points at an organisation in the rows that the picture is made of.
BODIES = ("reporter", "owner", "authority")


def _bodies_of(row: FromFact) -> list[str]:
    return [name for name in BODIES if hasattr(row, f"{name}_id")]


@dataclass
class Ground:
    """One dialogue as one audience knows it at one moment."""

    dialogue: Dialogue
    audience: Audience
    standing: Standing
    rounds: list[Round] = field(init=False)

    def __post_init__(self) -> None:
        recent = self.dialogue.rounds.filter(held_on__lte=self.standing.day).exclude(
            state__in=[Round.State.PLANNED, Round.State.CANCELLED]
        )
        # Today's picture is whole for whoever has joined; a replay of a day before that shows nothing.
        if not self.audience.may_see_day(self.standing.day):
            recent = recent.none()
        newest = recent.order_by("-held_on", "-ordinal").first()
        # "Since last" never mixes kinds: a crisis is compared with crises, a meeting with meetings.
        alike = recent.filter(kind=newest.kind) if newest else recent
        self.rounds = list(alike.order_by("-held_on", "-ordinal")[:HISTORY])[::-1]
        self._quotes = Quotes(self.audience)
        self._pending: dict[int, Fact] = {}
        self._versions: dict[int, TextVersion] = {}
        self._reports: dict[int, list[Report]] = {}
        self._read_through: set[int] = set()
        self._decisions: dict[int, Confirmed] = {}
        self._people: dict[int, Person] = {}
        self._rows: list[FromFact] = []
        self._addresses: dict[tuple[int, int], str] = {}

    @property
    def turn(self) -> Round | None:
        """The round that the picture is of."""
        return self.rounds[-1] if self.rounds else None

    @property
    def year(self) -> int:
        """Days of this year are written without it."""
        return self.standing.day.year

    @property
    def is_public(self) -> bool:
        """Whether outsiders are the audience."""
        return self.audience.level is Level.PUBLIC

    def rows(self, model: type[FromFact]) -> KnownQuerySet:
        """The dialogue's rows of a kind that this audience may read and that were known."""
        rows: KnownQuerySet = model.objects.known_at(self.standing.moment).visible_to(self.audience)
        if not self.audience.may_see_day(self.standing.day):
            return rows.none()
        # What a fact was read as is long decided when it has become a row.
        return rows.filter(round__dialogue=self.dialogue).select_related("fact").defer("fact__payload")

    def fetch(self, rows: QuerySet[Row]) -> list[Row]:
        """The rows, noted so that all their sources, rounds and organisations are found in one go."""
        found = list(rows)
        self._rows += found
        self.expect(row.fact for row in found)
        return found

    def settle(self) -> None:
        """Give all rows fetched so far their rounds and organisations: few there are, shared by many rows."""
        rounds = Round.objects.in_bulk({row.round_id for row in self._rows})
        asked = [(row, name, getattr(row, f"{name}_id")) for row in self._rows for name in _bodies_of(row)]
        bodies = Organisation.objects.in_bulk({pk for _, _, pk in asked if pk is not None})
        for row in self._rows:
            row.round = rounds[row.round_id]
        for row, name, pk in asked:
            if pk is not None:
                setattr(row, name, bodies[pk])
        self._rows = []

    def expect(self, facts: Iterable[Fact | None]) -> None:
        """Note facts whose sources will be asked for."""
        self._pending |= {f.pk: f for f in facts if f is not None and f.pk not in self._decisions}

    def source(self, row: FromFact, *, fact: Fact | None = None) -> Line | None:
        """The way home of a row: the report, the place in its version, the words around it.

        ``fact`` is another fact than the row's own, in the same round (the other side of a clash).
        """
        fact = fact or row.fact
        if fact is None:
            return None
        self._find(fact)
        report = self._report_of(fact)
        if report is None:
            return None
        return {
            "report": report.pk,
            "version": fact.version_id,
            "fact": fact.pk,
            "start": fact.start,
            "end": fact.end,
            "text": fact.quote,
            "url": f"{self._address(row.round, report)}#f{fact.pk}",
            "who": row.reporter.name if row.reporter else "Mötet",
            "round": row.round.held_on.isoformat(),
            "unread": self._is_unread(fact, report),
            "confirmed": self._confirmed(fact),
            **self._quote(fact, organisation_id=row.reporter_id),
        }

    def _address(self, turn: Round, report: Report) -> str:
        """Where the report is read."""
        key = (turn.pk, report.pk)
        if key not in self._addresses:
            args = [self.dialogue.slug, turn.address, report.pk]
            self._addresses[key] = reverse("dialogues:review", args=args)
        return self._addresses[key]

    def may_read_words(self, row: FromFact, words: str) -> bool:
        """Whether this audience reads these words somewhere in the row's own text."""
        if row.fact is None:
            return False
        self._find(row.fact)
        version = self._versions[row.fact.version_id]
        text = text_for(version, audience=self.audience, organisation_id=row.reporter_id)
        return " ".join(words.split()) in " ".join(text.split())

    def _quote(self, fact: Fact, *, organisation_id: int | None) -> dict[str, str]:
        """The fact's words in their sentence, as this audience may read them."""
        quote = self._quotes.of(
            self._versions[fact.version_id], fact.start, fact.end, organisation_id=organisation_id
        )
        return {"before": quote.before, "quote": quote.quote, "after": quote.after}

    def _find(self, fact: Fact) -> None:
        if fact.version_id in self._versions and fact.pk not in self._pending:
            return
        self._pending.setdefault(fact.pk, fact)
        missing = {f.version_id for f in self._pending.values()} - set(self._versions)
        versions = TextVersion.objects.filter(pk__in=missing).defer("page_map", "intake_notes")
        for version in versions.prefetch_related("ranges"):
            self._versions[version.pk] = version
        submissions = Submission.objects.filter(version__in=missing).annotate(is_read=READ_THROUGH)
        for submission in submissions.select_related("report__section"):
            self._reports.setdefault(submission.version_id, []).append(submission.report)
            self._read_through |= {submission.version_id} if submission.is_read else set()
        for reports in self._reports.values():
            reports.sort(key=lambda r: r.section.end - r.section.start if r.section else 1 << 60)
        found = confirmations(self._pending.values())
        self._decisions |= found
        unknown = {c.by_id for c in found.values() if c.by_id is not None} - set(self._people)
        if unknown and not self.is_public:
            self._people |= Person.objects.in_bulk(unknown)
        self._pending = {}

    def _is_unread(self, fact: Fact, report: Report) -> bool:
        """Whether this reader has to wait for the report itself; outsiders never open one."""
        read = fact.version_id in self._read_through
        refusal = refusal_to_read(self.audience, report.organisation_id, read_through=read)
        return refusal is not None and not self.is_public

    def _report_of(self, fact: Fact) -> Report | None:
        """The narrowest report that holds the fact."""
        for report in self._reports.get(fact.version_id, []):
            if report.section is None or report.section.start <= fact.start < report.section.end:
                return report
        return None

    def _confirmed(self, fact: Fact) -> Line | None:
        """Who accepted the fact and when; a person's name never leaves the group."""
        decision = self._decisions.get(fact.pk)
        if decision is None:
            return None
        by = str(self._people[decision.by_id]) if decision.by_id and not self.is_public else None
        return {"by": by, "on": day_of(decision.at).isoformat(), "bulk": decision.bulk}
