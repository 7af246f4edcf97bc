# SPDX-License-Identifier: EUPL-1.2
"""Promises without news and unanswered questions in older minutes, and what a person says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.dialogues.accepting import Desk, accept_fact, reject_fact, undo_decision
from lagesbild.dialogues.models import Dialogue, Report, Submission
from lagesbild.dialogues.passages import same_body
from lagesbild.dialogues.proposals import is_claimed
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import close_item
from lagesbild.lib.periods import day_of
from lagesbild.organisations.queries import name_key
from lagesbild.sources.models import Fact, FactDecision, TextVersion
from lagesbild.sources.queries import latest_decisions

#: Kinds that can bring news of a promise or an answer to a question.
NEWS = ("promise", "action", "decision", "question")
ASKED = ("promise", "question")
#: Words of promising, asking and time stand in every such sentence and tell nothing apart.
_COMMON = frozenset(
    "skicka återko komma kommer lämnar lämna redovi presen publis föresl svarar ansvar frågar undrar senast nästa "
    "under efter innan början slutet mitten vecka veckan månad månade januar februa april augus septem oktobe novemb "
    "decemb höste vårens sommar vinter också något några deras gäller möten mötet måndag tisdag onsdag torsda fredag".split()
)
#: An invitation is kept by the meeting that followed.
_INVITATION = re.compile(r"\b(?:kallar|kallelse|inbjud)", re.IGNORECASE)
#: Two sentences speak of one thing when this share of the shorter one's words stands in both.
ALIKE = 0.6

CLOSED_BECAUSE = {
    "promise": "Redan klart, enligt samordnaren när anteckningarna lästes in",
    "question": "Redan besvarad, enligt samordnaren när anteckningarna lästes in",
}

Verdict = FactDecision.Verdict


@dataclass(frozen=True)
class Said:
    """A promise, a question or what may be news of one; ``due`` is its last day."""

    key: int
    kind: str
    words: str
    owner: str
    held_on: date
    due: date | None = None
    is_settled: bool = False
    """Said to be done, or answered in the text."""
    also: tuple[date, ...] = field(default=(), compare=False)
    """Earlier meetings that said the same, the newest first."""


def without_news(said: Sequence[Said], *, today: date) -> list[Said]:
    """Promises whose day has passed, or that have none, and questions without an answer, of which no
    later meeting says anything; the newest meeting first, within it the earliest day.

    >>> old = Said(1, "promise", "Almi skickar listan", "Almi", date(2026, 3, 1), due=date(2026, 3, 9))
    >>> [s.key for s in without_news([old], today=date(2026, 3, 9))]
    []
    >>> [s.key for s in without_news([old], today=date(2026, 3, 10))]
    [1]
    """
    alike = _alike(said)
    open_ones = [
        replace(s, also=_earlier(i, alike[i], said))
        for i, s in enumerate(said)
        if s.kind in ASKED
        and not s.is_settled
        and not _lies_ahead(s, today)
        and not _has_news(i, alike[i], said)
    ]
    return sorted(open_ones, key=lambda s: (-s.held_on.toordinal(), s.due or date.max, s.key))


def _lies_ahead(s: Said, today: date) -> bool:
    return s.kind == "promise" and s.due is not None and s.due >= today


def _has_news(i: int, alike: Iterable[int], said: Sequence[Said]) -> bool:
    """Whether a later meeting speaks of the same thing: then that is what counts, not this.

    Two texts of one day that say the same (a file and its PDF) count as one: the one read in last.
    """
    mine = said[i]
    is_invitation = mine.kind == "promise" and _INVITATION.search(mine.words)
    if is_invitation and any(s.held_on > mine.held_on for s in said):
        return True
    return any(said[j].held_on > mine.held_on or (j > i and _same_sentence(said[j], mine)) for j in alike)


def _same_sentence(one: Said, other: Said) -> bool:
    return (one.held_on, one.kind, plain_words(one.words)) == (
        other.held_on,
        other.kind,
        plain_words(other.words),
    )


def _earlier(i: int, alike: Iterable[int], said: Sequence[Said]) -> tuple[date, ...]:
    """The earlier meetings at which the same was promised or asked."""
    days = {said[j].held_on for j in alike if said[j].kind == said[i].kind}
    return tuple(sorted((day for day in days if day < said[i].held_on), reverse=True))


def _alike(said: Sequence[Said]) -> list[list[int]]:
    """For each sentence the others of its owner that speak of the same thing, by their places.

    They share most of the words that carry the sense, or all their words where none does.
    """
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_words: dict[str, list[int]] = defaultdict(list)
    stems = [_stems(s.words) - _stems(s.owner) - _COMMON for s in said]
    for i, words in enumerate(stems):
        by_words[plain_words(said[i].words)].append(i)
        for stem in words:
            by_stem[stem].append(i)
    found = []
    for i, words in enumerate(stems):
        shared: dict[int, int] = defaultdict(int)
        for stem in words:
            for j in by_stem[stem]:
                shared[j] += 1
        near = {
            j
            for j, count in shared.items()
            if words == stems[j] or (count >= 2 and count / min(len(words), len(stems[j])) >= ALIKE)
        }
        near.update(by_words[plain_words(said[i].words)])
        found.append([j for j in sorted(near) if j != i and said[j].owner == said[i].owner])
    return found


def plain_words(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def _stems(words: str) -> frozenset[str]:
    """The words that carry the sense, cut so that most endings fall away."""
    return frozenset(w[:6] for w in re.findall(r"\w+", words.casefold()) if len(w) >= 5 and not w.isdigit())


# What the first run shows ------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """A sentence in older minutes that somebody should answer for, and in whose report it stands.

    ``verdict`` is what the person who asks said of it today.
    """

    fact: Fact
    report: Report
    verdict: str = ""
    is_closed: bool = False
    also: tuple[date, ...] = ()
    """Earlier meetings that said the same."""

    @property
    def who(self) -> str:
        """Who promised or asked, in the words of the reader or else the report's organisation."""
        return str(self.fact.payload.get("owner") or self.report.organisation or "")


@dataclass(frozen=True)
class Findings:
    """``left`` waits for an answer; ``answered`` got one today from this person and can be undone."""

    left: tuple[Finding, ...]
    answered: tuple[Finding, ...]

    def count(self, kind: str) -> int:
        """How many of a kind wait for an answer."""
        return sum(1 for f in self.left if f.fact.kind == kind)


def find_without_news(dialogue: Dialogue, *, person: Person, today: date) -> Findings:
    """What older minutes leave open in a dialogue: only suggestions, nothing is accepted by looking."""
    places = _Placing(dialogue)
    facts = list(Fact.objects.filter(version__in=places.versions, kind__in=NEWS).order_by("pk"))
    decisions = latest_decisions(f for f in facts if f.kind in ASKED)
    by_pk = {f.pk: f for f in facts}
    open_ones = without_news([_said(f, places) for f in facts if is_claimed(f.payload)], today=today)
    left = [s for s in open_ones if s.key not in decisions or decisions[s.key].verdict == Verdict.OPEN]
    answered = [
        by_pk[pk]
        for pk, d in sorted(decisions.items(), key=lambda item: item[1].pk)
        if d.by_id == person.pk and d.verdict != Verdict.OPEN and not d.bulk and day_of(d.at) == today
    ]
    closed = set(
        FollowUpItem.objects.filter(
            lineage__in=[f.lineage for f in answered],
            known_until__isnull=True,
            state=FollowUpItem.State.CLOSED,
        ).values_list("lineage", flat=True)
    )
    return Findings(
        tuple(Finding(by_pk[s.key], places.report_of(by_pk[s.key]), also=s.also) for s in left),
        tuple(
            Finding(f, places.report_of(f), decisions[f.pk].verdict, f.lineage in closed) for f in answered
        ),
    )


class _Placing:
    """The reports on a dialogue's loaded minutes, asked for once."""

    def __init__(self, dialogue: Dialogue) -> None:
        rows = Submission.objects.filter(
            report__round__dialogue=dialogue, version__is_history=True, withdrawn_at__isnull=True
        ).select_related("report__round__dialogue", "report__organisation", "report__section")
        self._reports: dict[int, list[Report]] = defaultdict(list)
        for row in rows:
            self._reports[row.version_id].append(row.report)
        for reports in self._reports.values():
            reports.sort(key=lambda r: r.section.end - r.section.start if r.section else float("inf"))
        self.versions = list(self._reports)

    def report_of(self, fact: Fact) -> Report:
        """The narrowest report that holds a fact."""
        reports = self._reports[fact.version_id]
        return next(
            (r for r in reports if r.section and r.section.start <= fact.start < r.section.end), reports[-1]
        )


def _said(fact: Fact, places: _Placing) -> Said:
    report = places.report_of(fact)
    due = fact.payload.get("due_to") or fact.payload.get("due_from")
    return Said(
        key=fact.pk,
        kind=fact.kind,
        words=fact.quote,
        owner=_owner(str(fact.payload.get("owner") or ""), str(report.organisation or "")),
        held_on=report.round.held_on,
        due=date.fromisoformat(due) if due else None,
        is_settled=fact.payload.get("status") == "done" or bool(fact.payload.get("answered")),
    )


def _owner(read: str, reporter: str) -> str:
    """Who said it: the reporter where the text only calls it otherwise ("Företagarna")."""
    is_reporter = not read or same_body(read, reporter) or same_body(reporter, read)
    return name_key(reporter if is_reporter else read)


@dataclass(frozen=True)
class Shown:
    """A finding with its text at hand; ``mark`` is the part of the sentence to point at."""

    finding: Finding
    version: TextVersion
    mark: tuple[int, int]


def with_texts(findings: Iterable[Finding]) -> list[Shown]:
    """Bring the texts of the findings that are shown, however many others there are.

    The mark is the day inside a promise, where the text gives one; else the whole of what was said.
    """
    chosen = list(findings)
    pks = {f.fact.version_id for f in chosen}
    versions = TextVersion.objects.select_related("source").prefetch_related("ranges").in_bulk(pks)
    dates: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for version, start, end in Fact.objects.filter(version__in=pks, kind="date").values_list(
        "version_id", "start", "end"
    ):
        dates[version].append((start, end))
    return [Shown(f, versions[f.fact.version_id], _mark(f.fact, dates[f.fact.version_id])) for f in chosen]


def _mark(fact: Fact, dates: Sequence[tuple[int, int]]) -> tuple[int, int]:
    inside = [d for d in dates if fact.start <= d[0] and d[1] <= fact.end]
    has_due = fact.kind == "promise" and (fact.payload.get("due_to") or fact.payload.get("due_from"))
    return inside[0] if has_due and len(inside) == 1 else (fact.start, fact.end)


# What a person says of it ------------------------------------------------------------------------


@transaction.atomic
def carry_to_next_meeting(*, facts: Iterable[Fact], by: Person, at: datetime) -> int:
    """Accept promises and questions, so that the picture follows them until somebody has news; returns how many."""
    desks: dict[int, Desk] = {}
    count = 0
    for fact in facts:
        desk = desks.setdefault(fact.version_id, Desk.for_version(fact.version))
        accept_fact(desk=desk, fact=desk.fact(fact.pk), by=by, at=at)
        count += 1
    return count


@transaction.atomic
def already_settled(*, fact: Fact, by: Person, at: datetime) -> None:
    """Accept a promise or a question and close it with its reason."""
    carry_to_next_meeting(facts=[fact], by=by, at=at)
    item = FollowUpItem.objects.get(lineage=fact.lineage, known_until__isnull=True)
    close_item(item=item, because=CLOSED_BECAUSE[fact.kind], by=by, at=at)


def no_such_thing(*, fact: Fact, by: Person, at: datetime) -> None:
    """Say that the sentence is no promise, or no question."""
    reject_fact(fact=fact, by=by, at=at)


def take_back(*, fact: Fact, by: Person, at: datetime) -> None:
    """Undo what was said of a sentence last.

    Raises ``Refused`` where there is nothing to undo, or where it was somebody else's word.
    """
    desk = Desk.for_version(fact.version)
    undo_decision(desk=desk, fact=desk.fact(fact.pk), by=by, at=at)


def finding_fact(dialogue: Dialogue, pk: Any) -> Fact | None:
    """A promise or question of the dialogue's loaded minutes by its id; None for any other."""
    return (
        Fact.objects.filter(
            pk=pk,
            kind__in=ASKED,
            version__is_history=True,
            version__submissions__report__round__dialogue=dialogue,
        )
        .select_related("version")
        .distinct()
        .first()
    )
