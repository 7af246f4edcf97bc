# SPDX-License-Identifier: EUPL-1.2
"""The review page of one report, shaped for the one who looks: every query of the page is here.

A coordinator gets the facts to decide about; everybody else in the group the text as they may read
it, with the accepted facts that they may see. The number of queries does not grow with the facts.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

import textreader
from lagesbild.components.shapes import Link
from lagesbild.dialogues import figures, review_rules, segments
from lagesbild.dialogues.accepting import Desk
from lagesbild.dialogues.forms_review import FactForm
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.permissions import refusal_to_review
from lagesbild.dialogues.places import Places
from lagesbild.dialogues.proposals import is_claimed, is_figure
from lagesbild.dialogues.reporting import has_clock
from lagesbild.dialogues.review_cards import Cards
from lagesbild.dialogues.review_shapes import Gone, Look, Page, Row
from lagesbild.dialogues.review_text import Painter
from lagesbild.dialogues.review_tools import tools_for
from lagesbild.dialogues.review_words import kind_word, reading_as, say
from lagesbild.dialogues.segments import RowSpan, Span
from lagesbild.indicators.models import Observation
from lagesbild.indicators.queries import current_versions
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience
from lagesbild.lib.periods import STOCKHOLM, day_of
from lagesbild.sources.models import Fact, FactDecision, TextVersion
from lagesbild.sources.operations import HELD_BACK
from lagesbild.sources.queries import facts_of, latest_decisions

log = logging.getLogger(__name__)

Verdict = FactDecision.Verdict
AGREED = (Verdict.ACCEPTED, Verdict.CHANGED)

#: Where sentences and headings lie in a text never changes: kept by digest, for the newest texts asked for.
_laid_out: dict[tuple[str, str], tuple[list[tuple[int, int, int]], list[Span]]] = {}
_KEPT = 40


def lay_out(version: TextVersion) -> tuple[list[tuple[int, int, int]], list[Span]]:
    """The version's sentences (start, end, paragraph) and headings, as the reader finds them.

    Where the reader fails the text is shown line by line: a fault there must never hide a text.
    """
    key = (version.sha256, textreader.READER_VERSION)
    if key not in _laid_out:
        try:
            read = textreader.read(version.text, version.reference_date)
        except Exception:
            log.exception("version %s could not be laid out", version.pk)
            return [], []
        while len(_laid_out) >= _KEPT:
            _laid_out.pop(next(iter(_laid_out)), None)
        _laid_out[key] = (
            [(s.start, s.end, s.paragraph) for s in read.sentences],
            [(s.heading_start, s.heading_end) for s in read.sections if s.heading_end > s.heading_start],
        )
    return _laid_out[key]


@dataclass
class Review:
    """One report in one version, on the desk of one reader; made once a request."""

    report: Report
    submission: Submission
    audience: Audience
    look: Look = field(default_factory=Look)
    bound_form: FactForm | None = None
    """What was sent and could not be taken: shown again with what is wrong."""
    _payloads: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def version(self) -> TextVersion:
        return self.submission.version

    @cached_property
    def may_review(self) -> bool:
        return refusal_to_review(self.audience) is None

    @cached_property
    def desk(self) -> Desk:
        return Desk.for_version(self.version)

    @cached_property
    def facts(self) -> list[Fact]:
        """The report's facts that this reader may see, in the order of the text."""
        if self.may_review:
            facts, places = self.desk.facts(), self.desk.places
        else:
            facts = list(
                facts_of(self.version, audience=self.audience, organisation_id=self.report.organisation_id)
            )
            places = Places(self.version)
        return [f for f in facts if places.of(f).report.pk == self.report.pk]

    @cached_property
    def decisions(self) -> dict[int, FactDecision]:
        """The decision that stands, by fact; an opened fact has none."""
        return {pk: d for pk, d in latest_decisions(self.facts).items() if d.verdict != Verdict.OPEN}

    @cached_property
    def passages(self) -> list[tuple[Span, Report | None]]:
        """The parts of the text that are this report's; between them, whose report the text is."""
        section = self.report.section
        if section is not None:
            return [((section.start, section.end), None)]
        others = (
            Report.objects.filter(submissions__version=self.version, section__isnull=False)
            .exclude(pk=self.report.pk)
            .select_related("section", "organisation")
            .order_by("section__start")
        )
        found: list[tuple[Span, Report | None]] = []
        at = 0
        for other in others:
            assert other.section is not None
            found += [((at, other.section.start), None), ((other.section.start, other.section.end), other)]
            at = max(at, other.section.end)
        return [*found, ((at, len(self.version.text)), None)]

    @cached_property
    def row_spans(self) -> list[tuple[RowSpan, Report | None]]:
        """The rows of the page; their numbers (from 1) hold as long as the version does."""
        sentences, headings = lay_out(self.version)
        found: list[tuple[RowSpan, Report | None]] = []
        for passage, other in self.passages:
            if other is not None:
                found.append((RowSpan(*passage), other))
            else:
                found += [(r, None) for r in segments.rows(self.version.text, passage, sentences, headings)]
        # A text of nothing but signs is shown as it is.
        return found or [(RowSpan(*passage), other) for passage, other in self.passages]

    def fact(self, pk: int) -> Fact | None:
        """One of the report's facts."""
        return next((f for f in self.facts if f.pk == pk), None)

    def payload(self, fact: Fact) -> Mapping[str, Any]:
        """What was decided, else what accepting would confirm."""
        if fact.pk not in self._payloads:
            decision = self.decisions.get(fact.pk)
            if decision is not None and decision.payload:
                self._payloads[fact.pk] = decision.payload
            else:
                self._payloads[fact.pk] = self.desk.proposal(fact) if self.may_review else fact.payload
        return self._payloads[fact.pk]

    @cached_property
    def shown(self) -> set[int]:
        """Facts with a line in the text and a card beside it."""
        if not self.may_review:
            agreed = [
                f for f in self.facts if f.pk in self.decisions and self.decisions[f.pk].verdict in AGREED
            ]
            return {f.pk for f in agreed if self.look.show_all or review_rules.in_picture(self._candidate(f))}
        if self.look.show_all:
            return {f.pk for f in self.facts}
        candidates = [self._candidate(f) for f in self.facts]
        chosen = review_rules.first_to_review(candidates)
        chosen |= {c.key for c in candidates if c.settled and review_rules.in_picture(c)}
        chosen |= {f.pk for f in self.facts if f.kind == "aside" or f.added_by_id is not None}
        return chosen | {pk for pk in (self.look.active, self.look.acted) if pk}

    def _candidate(self, fact: Fact) -> review_rules.Candidate:
        decision = self.decisions.get(fact.pk)
        payload, figure = self.payload(fact), is_figure(fact)
        return review_rules.Candidate(
            key=fact.pk,
            kind=fact.kind,
            payload=payload,
            figure=figure,
            bound=bool(payload.get("indicator")),
            next_meeting=payload.get("role") == "meeting"
            and str(payload.get("from") or "") > self.report.round.held_on.isoformat(),
            settled=decision is not None and (decision.bulk or decision.carried_from_id is not None),
            look_over=decision is not None and decision.needs_look,
        )

    def undecided(self, fact: Fact) -> bool:
        """Whether somebody should still look at the fact."""
        decision = self.decisions.get(fact.pk)
        return decision is None or decision.needs_look

    def claimed_left(self) -> list[Fact]:
        """What "accept all" would confirm: undecided, and claimed by the text."""
        return [f for f in self.facts if f.pk not in self.decisions and is_claimed(f.payload)]

    def unclaimed_left(self) -> list[Fact]:
        """What "accept all" leaves: undecided, and only quoted, denied or doubtful in the text."""
        return [f for f in self.facts if f.pk not in self.decisions and not is_claimed(f.payload)]

    def next_after(self, fact: Fact) -> Fact | None:
        """The next shown fact to decide about, from this one on and then from the top."""
        left = [f for f in self.facts if f.pk in self.shown and f.pk != fact.pk and self._asks(f)]
        place = (fact.start, -fact.end, fact.pk)
        later = [f for f in left if (f.start, -f.end, f.pk) > place]
        return next(iter(later or left), None)

    def _asks(self, fact: Fact) -> bool:
        return self.undecided(fact) and (self.look.show_all or fact.kind not in HELD_BACK)

    # -- the page -------------------------------------------------------------------

    def page(self) -> Page:
        """All that the templates need."""
        page = Page(
            version=self.version.pk,
            who=self.report.organisation.name if self.report.organisation else "mötet",
            heading="",
            may_review=self.may_review,
            look=self.look,
            arrived=self.report.get_channel_display(),
            arrived_at=self.submission.sent_at,
            is_history=self.version.is_history,
            accepted_at=self.submission.accepted_at,
            accepted_by=str(self.submission.accepted_by or ""),
            is_unconfirmed=self.submission.awaits_confirmation,
        )
        counted = [
            f for f in self.facts if f.pk in self.shown and (self.look.show_all or f.kind not in HELD_BACK)
        ]
        page.shown, page.total = len(counted), len(self.facts)
        page.done = sum(not self.undecided(f) for f in counted)
        page.left_everywhere = sum(map(self.undecided, self.facts))
        if self.may_review:
            claimed = self.claimed_left()
            page.claimed_left = len(claimed)
            page.claimed_shown = [f.pk for f in claimed if f in counted]
            page.differences = self._differences()
            page.gone = self._gone()
            page.next_report = self._next_report()
            if self.look.active is None and self.look.row is None:
                page.look = self.look = self._with_first_open()
        page.heading = _heading(page)
        self._fill_rows(page)
        return page

    def _with_first_open(self) -> Look:
        first = next((f for f in self.facts if f.pk in self.shown and self._asks(f)), None)
        return replace(self.look, active=first.pk) if first is not None else self.look

    def _fill_rows(self, page: Page) -> None:
        cards = Cards(self)
        painter = Painter(self, cards)
        page.clashes = sorted({(min(pair), max(pair)) for pair in cards.find_rivals(painter)})
        for number, (span, other) in enumerate(self.row_spans, 1):
            if other is not None:
                page.rows.append(Row(number, span.start, link=self._link_to(other)))
                continue
            row = Row(
                number,
                span.start,
                pieces=painter.pieces(span, number, page.where),
                heading=span.heading,
                ends_paragraph=span.ends_paragraph,
                level=painter.level(span, number),
            )
            here = painter.at_home(number)
            row.cards = [cards.card(f) for f in here if f.pk in self.shown]
            if not row.cards and self.may_review:
                row.more = sum(f.kind not in ("organisation", "person", "link") for f in here)
            if self.may_review and self.look.row == number:
                row.tools = tools_for(self, span)
            page.rows.append(row)

    def _link_to(self, other: Report) -> Link:
        turn = self.report.round
        url = reverse("dialogues:review", args=[turn.dialogue.slug, turn.address, other.pk])
        return Link(label=f"Här står rapporten från {other.organisation or 'mötet'}", url=url)

    def _next_report(self) -> Link | None:
        turn = self.report.round
        waiting = turn.reports.filter(submissions__withdrawn_at__isnull=True, submissions__isnull=False)
        waiting = (
            waiting.exclude(state=Report.State.ACCEPTED)
            .exclude(pk=self.report.pk)
            .distinct()
            .select_related("organisation")
        )
        reports = sorted(waiting, key=lambda r: (r.pk < self.report.pk, r.pk))
        if not reports:
            return None
        url = reverse("dialogues:review", args=[turn.dialogue.slug, turn.address, reports[0].pk])
        return Link(label=str(reports[0].organisation or "Mötet"), url=url)

    def _differences(self) -> list[str]:
        """What a later reader reads otherwise than a person decided, a sentence each."""
        reading = self.version.readings.order_by("-id").first()
        by_lineage = {str(f.lineage): f for f in self.facts}
        found = []
        for difference in reading.differences if reading is not None else ():
            fact = by_lineage.get(difference.get("lineage", ""))
            if fact is None:
                continue
            now = difference.get("now")
            words = " ".join(fact.quote.split())
            if now is None:
                found.append(f"”{words}”: läsaren ser inte längre någon uppgift här.")
            else:
                said = say(fact.kind, words, now, figure=False, series=self.series, year=self.year)
                found.append(
                    f"”{words}”: läsaren läser nu {' '.join(p for p in (said.hedge, said.value, said.rest) if p)}."
                )
        return found

    def _gone(self) -> list[Gone]:
        """Accepted facts of earlier texts whose words are gone from this one, which still stand."""
        if self.version.number == 1 or self.submission.accepted_at is not None:
            return []
        here = {f.lineage for f in self.version.facts.all()}
        newest = {
            f.lineage: f for f in self._earlier_facts().order_by("version__number") if f.lineage not in here
        }
        standing = latest_decisions(newest.values())
        return [
            Gone(f.pk, kind_word(f.kind, f.payload), " ".join(f.quote.split()))
            for f in newest.values()
            if f.pk in standing and standing[f.pk].verdict in AGREED
        ]

    @cached_property
    def series(self) -> dict[str, str]:
        """Indicators' names by code."""
        versions = self.desk.proposer.versions if self.may_review else current_versions()
        return {code: v.name for code, v in versions.items()}

    def last_value(self, payload: Mapping[str, Any]) -> str:
        """What this member last said of the same, in a sentence; empty where it is the first time."""
        return self._last_values.get(_series_key(payload), "")

    @cached_property
    def _last_values(self) -> dict[tuple[str, ...], str]:
        turn = self.report.round
        earlier = Observation.objects.filter(
            reporter=self.report.organisation_id, round__dialogue=turn.dialogue_id, round__held_on__lt=turn.held_on,
            known_until__isnull=True, version__isnull=False,
        ).exclude(nature=Observation.Nature.FORECAST)  # fmt: skip
        said: dict[tuple[str, ...], str] = {}
        for o in earlier.select_related("version__indicator", "round").order_by("round__held_on", "pk"):
            assert o.version is not None
            key = (o.version.indicator.code, o.unit, o.reading_as, o.baseline)
            said[key] = (
                f"Förra gången {figures.value_text(o)}, {swedish.day_short(o.round.held_on, year=self.year)}."
            )
        return said

    @property
    def year(self) -> int:
        """Days of this year are written without it."""
        return self.report.round.held_on.year

    @cached_property
    def earlier_ids(self) -> dict[Any, list[int]]:
        """Facts of earlier versions by lineage, so that a link to one finds it here."""
        if self.version.number == 1:
            return {}
        found: dict[Any, list[int]] = {}
        for lineage, pk in self._earlier_facts().values_list("lineage", "pk"):
            found.setdefault(lineage, []).append(pk)
        return found

    def _earlier_facts(self) -> QuerySet[Fact]:
        """The facts of the texts that the report had before this one."""
        numbers = {"version__number__lt": self.version.number, "version__submissions__report": self.report.pk}
        return Fact.objects.filter(**numbers).distinct()


def _series_key(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two values of one member comparable."""
    return (
        str(payload.get("indicator") or ""),
        str(payload.get("unit") or ""),
        reading_as(payload),
        str(payload.get("baseline") or ""),
    )


def _heading(page: Page) -> str:
    if not page.may_review:
        return f"Rapporten från {page.who}"
    if page.left:
        return f"{swedish.counted(page.left, 'uppgift', 'uppgifter')} kvar att granska"
    if page.accepted_at is not None:
        return "Rapporten är godtagen"
    if not page.total:
        return "Här finns inga uppgifter att granska"
    return "Alla uppgifter är granskade" if not page.left_everywhere else "Det som bilden visar är granskat"


def received_words(page: Page, today_year: int) -> str:
    """When the text came, for the line under the heading; with its time where that is known."""
    if page.arrived_at is None:
        return ""
    local = page.arrived_at.astimezone(STOCKHOLM)
    when = swedish.day(day_of(page.arrived_at), year=today_year)
    if page.is_history or not has_clock(local):
        return when
    return f"{when} kl.{swedish.NBSP}{swedish.clock(local)}"
