# SPDX-License-Identifier: EUPL-1.2
"""Acts of the review page that touch a decision and who may read, or several decisions, at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from lagesbild.accounts.models import Person
from lagesbild.dialogues import accepting, visibility
from lagesbild.dialogues.accepting import Desk
from lagesbild.indicators.models import IndicatorVersion
from lagesbild.lib.audience import RANK, Level
from lagesbild.lib.refusal import Refused
from lagesbild.sources.models import Fact, FactDecision, TextVersion
from lagesbild.sources.operations import HELD_BACK
from lagesbild.sources.queries import latest_decisions
from lagesbild.sources.rules import level_of

#: The ground of a range that the coordinator chose for a sentence.
CHOSEN = "chosen"
#: All grounds that a coordinator chooses: the law's are for what one has to answer for.
CHOICES = frozenset({CHOSEN, "business", "security"})


@transaction.atomic
def reject(*, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Say that the text does not say this; an aside or a name that was none is no longer held back."""
    decision = accepting.reject_fact(fact=fact, by=by, at=at)
    _hold_or_release(fact, by=by, at=at)
    return decision


@transaction.atomic
def reopen(*, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Open a decided fact again; an aside or a name is held back again."""
    decision = accepting.unaccept_fact(fact=fact, by=by, at=at)
    _hold_or_release(fact, by=by, at=at)
    return decision


@transaction.atomic
def undo(*, desk: Desk, fact: Fact, by: Person, at: datetime) -> FactDecision:
    """Take the last decision back, and what it did to who may read.

    Raises ``Refused`` where there is nothing to undo, or where the decision was somebody else's.
    """
    decision = accepting.undo_decision(desk=desk, fact=fact, by=by, at=at)
    _hold_or_release(fact, by=by, at=at)
    return decision


@transaction.atomic
def change(
    *, desk: Desk, fact: Fact, changes: Mapping[str, Any], by: Person, at: datetime
) -> IndicatorVersion | None:
    """Confirm a fact otherwise than proposed.

    Returns the series that the member's same words will mean from now on, None where that is no news.
    """
    decision = accepting.change_fact(desk=desk, fact=fact, changes=changes, by=by, at=at)
    return accepting.series_to_remember(desk, fact, decision.payload)


@transaction.atomic
def accept_rest(*, desk: Desk, facts: list[Fact], by: Person, at: datetime) -> tuple[int, int]:
    """Accept what the text claims and nobody has decided about.

    Returns how many, and the id of the first decision, by which all of it can be taken back.
    """
    before = FactDecision.objects.aggregate(last=Max("id"))["last"] or 0
    return accepting.accept_all(desk=desk, facts=facts, by=by, at=at), before + 1


@transaction.atomic
def undo_bulk(*, desk: Desk, facts: list[Fact], since: int, by: Person, at: datetime) -> int:
    """Take back what "accept all" decided, from the decision with id ``since`` on; returns how many.

    What was decided one by one since then stands.

    Raises ``Refused`` where nothing is left to take back.
    """
    latest = latest_decisions(facts)
    mine = [
        fact for fact in facts if (d := latest.get(fact.pk)) and d.bulk and d.pk >= since and d.by_id == by.pk
    ]
    if not mine:
        raise Refused("nothing_to_undo")
    for fact in mine:
        accepting.undo_decision(desk=desk, fact=fact, by=by, at=at)
    return len(mine)


def _hold_or_release(fact: Fact, *, by: Person, at: datetime) -> None:
    """Keep the range of an aside or a name in step with whether a person says that it is one."""
    if fact.kind not in HELD_BACK:
        return
    standing = latest_decisions([fact]).get(fact.pk)
    rejected = standing is not None and standing.verdict == FactDecision.Verdict.REJECTED
    rows = fact.version.ranges.filter(
        lifted_at__isnull=True, ground=fact.kind, start=fact.start, end=fact.end
    )
    if rejected:
        for row in rows:
            visibility.lift_range(row=row, by=by, at=at)
    elif not rows.exists():
        visibility.set_visibility(
            version=fact.version, start=fact.start, end=fact.end,
            level=HELD_BACK[fact.kind], ground=fact.kind, by=by, at=at,
        )  # fmt: skip


@transaction.atomic
def set_sentence_level(
    *,
    version: TextVersion,
    start: int,
    end: int,
    level: str,
    ground: str = CHOSEN,
    by: Person,
    at: datetime,
) -> Level:
    """Choose who may read a sentence, and on what ground; returns the level that it then has.

    What the sentence's asides held back is opened where the level is wider; names of persons stay
    held back until each is released. A range that reaches outside the sentence is left, so the
    answer may be stricter than the choice.

    Raises ``ValueError`` for a span outside the text.
    """
    for row in version.ranges.filter(lifted_at__isnull=True, start__gte=start, end__lte=end).exclude(
        ground="person"
    ):
        if row.ground in CHOICES or RANK[Level(row.level)] > RANK[Level(level)]:
            visibility.lift_range(row=row, by=by, at=at)
    if sentence_level(version, start, end) != level:
        visibility.set_visibility(
            version=version, start=start, end=end, level=level, ground=ground, by=by, at=at
        )
    return sentence_level(version, start, end)


def sentence_level(version: TextVersion, start: int, end: int) -> Level:
    """Who may read a sentence, names in it aside."""
    rows = version.ranges.filter(lifted_at__isnull=True).exclude(ground="person")
    return level_of((start, end), [(r.start, r.end, r.level) for r in rows], version.level)
