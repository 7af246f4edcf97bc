# SPDX-License-Identifier: EUPL-1.2
"""Writes to what is followed up, beside what accepting a fact writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models, transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.followup.models import Appearance, FollowUpItem
from lagesbild.lib.periods import Period


@transaction.atomic
def close_item(*, item: FollowUpItem, because: str, by: Person, at: datetime) -> None:
    """Close an item with the reason that is shown beside it; closing a closed one changes nothing."""
    if item.state == FollowUpItem.State.CLOSED:
        return
    item.state, item.closed_because, item.closed_at, item.closed_by = (
        FollowUpItem.State.CLOSED,
        because[:200],
        at,
        by,
    )
    item.save(update_fields=["state", "closed_because", "closed_at", "closed_by"])
    note("close_item", item, by=by, at=at)


@transaction.atomic
def give_new_day(*, item: FollowUpItem, day: date, turn: models.Model, by: Person, at: datetime) -> None:
    """Let an open item be due on another day; the round's line remembers which day it was before."""
    before = Period(item.due_from, item.due_before).last_day
    moved = f"Nytt datum {day.isoformat()}"
    if before is not None:
        moved += f", förut {before.isoformat()}"
    item.due_from, item.due_before = day, day + timedelta(days=1)
    item.save(update_fields=["due_from", "due_before"])
    appearance, _ = Appearance.objects.get_or_create(item=item, round_id=turn.pk)
    appearance.note = "; ".join(part for part in (appearance.note, moved) if part)[-300:]
    appearance.save(update_fields=["note"])
    note("give_new_day", item, by=by, at=at, round=turn.pk)


@transaction.atomic
def answer_item(*, item: FollowUpItem, answer: str, by: Person, at: datetime) -> None:
    """Close a question with the answer that was given."""
    item.answered = True
    item.save(update_fields=["answered"])
    close_item(item=item, because=f"Svar: {answer}", by=by, at=at)


@transaction.atomic
def keep_open(*, item: FollowUpItem, turn: models.Model, by: Person, at: datetime) -> None:
    """Say at a meeting that an item stays as it is; the round's line remembers that it was gone through."""
    appearance, _ = Appearance.objects.get_or_create(item=item, round_id=turn.pk)
    if not appearance.note:
        appearance.note = "Står kvar"
        appearance.save(update_fields=["note"])
    note("keep_item_open", item, by=by, at=at, round=turn.pk)


@transaction.atomic
def reopen_item(*, item: FollowUpItem, by: Person, at: datetime) -> None:
    """Take back that an item was closed; one that is open stays so."""
    if item.state == FollowUpItem.State.OPEN:
        return
    item.state, item.closed_because, item.closed_at, item.closed_by = FollowUpItem.State.OPEN, "", None, None
    if item.kind == FollowUpItem.Kind.QUESTION:
        item.answered = False
    item.save(update_fields=["state", "closed_because", "closed_at", "closed_by", "answered"])
    note("reopen_item", item, by=by, at=at)


@transaction.atomic
def put_on_agenda(
    *, items: Iterable[FollowUpItem], turn: models.Model, by: Person | None, at: datetime
) -> None:
    """Let items appear in a round: each once, whatever else is said of it there."""
    for item in items:
        _, is_new = Appearance.objects.get_or_create(item=item, round_id=turn.pk)
        if is_new:
            note("put_on_agenda", item, by=by, at=at, round=turn.pk)
