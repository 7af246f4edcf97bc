# SPDX-License-Identifier: EUPL-1.2
"""Promises, actions, questions and needs that are still open."""

from __future__ import annotations

from django.db.models import Q

from lagesbild.dialogues import figures as written
from lagesbild.dialogues.picture.ground import Ground, Line
from lagesbild.followup.models import FollowUpItem
from lagesbild.lib import swedish
from lagesbild.lib.periods import Period


class FollowUp:
    """Items of any round that nobody had closed at the picture's moment."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        open_then = Q(state=FollowUpItem.State.OPEN) | Q(closed_at__gt=ground.standing.moment)
        rows = ground.rows(FollowUpItem).filter(open_then)
        self.items = ground.fetch(rows.order_by("due_before", "round__held_on", "pk"))

    def lines(self) -> Line:
        """``promises`` and ``actions`` by their first day, unanswered ``questions``, ``needs``."""
        lines: dict[str, list[Line]] = {kind: [] for kind in FollowUpItem.Kind.values}
        for item in self.items:
            lines[item.kind].append(self._item(item))
        for kind in (FollowUpItem.Kind.PROMISE, FollowUpItem.Kind.ACTION):
            lines[kind].sort(key=_first_day)
        return {
            "promises": lines[FollowUpItem.Kind.PROMISE],
            "actions": lines[FollowUpItem.Kind.ACTION],
            "questions": [q for q in lines[FollowUpItem.Kind.QUESTION] if not q["answered"]],
            "needs": lines[FollowUpItem.Kind.NEED],
        }

    def _item(self, item: FollowUpItem) -> Line:
        last = Period(item.due_from, item.due_before).last_day
        late = last is not None and last < self.ground.standing.day
        has_day = item.due_from is not None or last is not None
        return {
            "text": item.text,
            "owner": item.owner.name if item.owner else (item.owner_words or None),
            "due_from": written.iso(item.due_from),
            "due_to": written.iso(last),
            "due_text": swedish.period(item.due_from, last, year=self.ground.year) if has_day else "",
            "status": item.status or None,
            "answered": item.answered,
            "state": "without_news" if late else "under_way",
            "said_on": item.round.held_on.isoformat(),
            "source": self.ground.source(item),
        }


def _first_day(line: Line) -> tuple[bool, str, str]:
    first = line["due_from"] or line["due_to"]
    return first is None, first or "", line["due_to"] or ""
