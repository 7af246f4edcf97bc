# SPDX-License-Identifier: EUPL-1.2
"""Who may read a passage, and with it everything that was made of the facts in it.

``sources`` keeps ranges and facts in step but knows nothing of targets; these operations add that.
"""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import targets
from lagesbild.dialogues.acceptance import LENDERS, audience_of
from lagesbild.dialogues.places import Places
from lagesbild.dialogues.queries import member_organisations
from lagesbild.lib.audience import RANK, Level
from lagesbild.organisations.queries import known_organisations
from lagesbild.sources import operations as sources
from lagesbild.sources.models import Fact, TextVersion, VisibilityRange
from lagesbild.sources.queries import live_ranges
from lagesbild.sources.rules import level_of


@transaction.atomic
def set_visibility(
    *, version: TextVersion, start: int, end: int, level: str, ground: str, by: Person, at: datetime
) -> VisibilityRange:
    """Let fewer, or more, read a passage; facts and what they became follow at once.

    Raises ``ValueError`` for a span outside the text.
    """
    row = sources.set_visibility(
        version=version, start=start, end=end, level=level, ground=ground, by=by, at=at
    )
    align_audiences(version)
    _hold_back_before(version, version.text[start:end], level, ground, by=by, at=at)
    return row


def _hold_back_before(
    version: TextVersion, words: str, level: str, ground: str, *, by: Person, at: datetime
) -> None:
    """Hold the same words back in the texts that this one replaced: the picture still quotes them.

    Only ever for fewer readers; what is opened here is opened here alone.
    """
    earlier = version.previous
    while earlier is not None:
        ranges = live_ranges(earlier)
        for start, end in (match.span() for match in re.finditer(re.escape(words), earlier.text)):
            if RANK[Level(level)] > RANK[level_of((start, end), ranges, earlier.level)]:
                sources.set_visibility(
                    version=earlier, start=start, end=end, level=level, ground=ground, by=by, at=at
                )
        align_audiences(earlier)
        earlier = earlier.previous


@transaction.atomic
def lift_range(*, row: VisibilityRange, by: Person, at: datetime) -> None:
    """Take a range away again; the passage, its facts and what they became get the version's own level."""
    sources.lift_range(row=row, by=by, at=at)
    align_audiences(row.version)


@transaction.atomic
def read_again(*, version: TextVersion, by: Person | None, at: datetime) -> None:
    """Let the present reader read a text again; asides and names that only it sees are held back.

    Decided facts are untouched. Reading again with a reader that has read the text does nothing.
    """
    places = Places(version)
    known = known_organisations(member_organisations(places.dialogue)) if places.dialogue else []
    sources.read_version(version=version, at=at, known=known)
    align_audiences(version)
    note("ask_to_read_again", version, by=by, at=at)


def align_audiences(version: TextVersion) -> None:
    """Let what the version's facts became be read by those who may read the facts.

    Rows that have been taken back follow too: an earlier picture must not show them either. Where a
    fact stands in several versions the newest one decides.
    """
    lineages = set(version.facts.values_list("lineage", flat=True))
    standing: dict[UUID, Fact] = {}
    facts = Fact.objects.filter(lineage__in=lineages).select_related("within", "relative_to", "version")
    facts = facts.prefetch_related("version__ranges")
    for fact in facts.order_by("version_id"):
        standing[fact.lineage] = fact
    around: dict[int, list[Fact]] = {}
    for fact in Fact.objects.filter(version__in={f.version_id for f in standing.values()}, kind__in=LENDERS):
        around.setdefault(fact.version_id, []).append(fact)
    by_level: dict[Level, list[UUID]] = {}
    for lineage, fact in standing.items():
        level = audience_of(fact, around.get(fact.version_id, []))
        by_level.setdefault(level, []).append(lineage)
    for level, those in by_level.items():
        for model in targets.TARGETS:
            model.objects.filter(lineage__in=those).exclude(audience=level).update(audience=level)
