# SPDX-License-Identifier: EUPL-1.2
"""Writes to what is followed up, beside what accepting a fact writes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.followup.models import FollowUpItem


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
