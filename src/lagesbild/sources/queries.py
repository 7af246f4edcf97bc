# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of sources, texts and facts; words only ever leave through an audience."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from lagesbild.lib.audience import RANK, Audience
from lagesbild.sources.models import Fact, FactDecision, TextVersion
from lagesbild.sources.rules import level_of

#: Stands for what an audience may not read, one for one, so that offsets hold.
MASK = "█"


def latest_decisions(facts: Iterable[Fact]) -> dict[int, FactDecision]:
    """The decision that counts, by fact id; facts without one are left out."""
    ids = [fact.pk for fact in facts]
    newest = (
        FactDecision.objects.filter(fact_id__in=ids)
        .values("fact_id")
        .annotate(newest=Max("id"))
        .values("newest")
    )
    return {d.fact_id: d for d in FactDecision.objects.filter(pk__in=newest).select_related("by")}


@dataclass(frozen=True)
class Confirmed:
    """Who decided about a fact last, when, and whether with many others at once."""

    by_id: int | None
    at: datetime
    bulk: bool


def confirmations(facts: Iterable[Fact]) -> dict[int, Confirmed]:
    """Who stands behind each fact, by fact id; what was decided is not read."""
    newest = FactDecision.objects.filter(fact_id=OuterRef("fact_id")).order_by("-pk").values("pk")[:1]
    rows = FactDecision.objects.filter(fact_id__in=[fact.pk for fact in facts], pk=Subquery(newest))
    return {
        fact: Confirmed(by, at, bulk)
        for fact, by, at, bulk in rows.order_by().values_list("fact_id", "by_id", "at", "bulk")
    }


def live_ranges(version: TextVersion) -> list[tuple[int, int, str]]:
    """The version's ranges that have not been lifted, as (start, end, level)."""
    return [(r.start, r.end, r.level) for r in version.ranges.all() if r.lifted_at is None]


def own_spans(
    version: TextVersion, *, audience: Audience, organisation_id: int | None
) -> list[tuple[int, int]]:
    """What the audience reads as the author, whatever its level: nothing unless it speaks for the author.

    In minutes of many members only the author's own passages; they are the version's sections.
    """
    if organisation_id is None or organisation_id not in audience.organisations:
        return []
    sections = list(version.sections.all())
    if not sections:
        return [(0, len(version.text))]
    return [(s.start, s.end) for s in sections if s.organisation_id == organisation_id]


def facts_of(
    version: TextVersion, *, audience: Audience, organisation_id: int | None = None
) -> QuerySet[Fact]:
    """A version's facts that the audience may read, in the order of the text.

    ``organisation_id`` is the author, who reads all of its own: see ``own_spans``.
    """
    facts = version.facts.select_related("within", "relative_to").order_by("start", "-end", "id")
    readable = Q(level__in=[level.value for level in audience.levels])
    for start, end in own_spans(version, audience=audience, organisation_id=organisation_id):
        readable |= Q(start__gte=start, end__lte=end)
    return facts.filter(readable)


def hidden_spans(
    version: TextVersion, *, audience: Audience, organisation_id: int | None = None
) -> list[tuple[int, int]]:
    """The passages that the audience may not read, in order, not overlapping."""
    own = own_spans(version, audience=audience, organisation_id=organisation_id)
    rank = RANK[audience.level]
    ranges = live_ranges(version)
    bounds = [*own, *((start, end) for start, end, _ in ranges)]
    edges = sorted({0, len(version.text), *(edge for span in bounds for edge in span)})
    hidden: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        if any(a <= start and end <= b for a, b in own):
            continue
        if RANK[level_of((start, end), ranges, version.level)] <= rank:
            continue
        if hidden and hidden[-1][1] == start:
            hidden[-1] = (hidden[-1][0], end)
        else:
            hidden.append((start, end))
    return hidden


def text_for(version: TextVersion, *, audience: Audience, organisation_id: int | None = None) -> str:
    """The version's text as the audience may read it; held-back characters are masked one for one."""
    text = version.text
    for start, end in hidden_spans(version, audience=audience, organisation_id=organisation_id):
        masked = "".join("\n" if c == "\n" else MASK for c in text[start:end])
        text = text[:start] + masked + text[end:]
    return text


def versions_with_text(digest: str) -> QuerySet[TextVersion]:
    """Versions that hold exactly this text, oldest first: the same text was sent before."""
    return TextVersion.objects.filter(sha256=digest).order_by("created_at", "id")
