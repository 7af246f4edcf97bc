# SPDX-License-Identifier: EUPL-1.2
"""What is open from earlier meetings, as the meeting's page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lagesbild.dialogues.models import Round
from lagesbild.followup.models import FollowUpItem
from lagesbild.lib import swedish
from lagesbild.lib.periods import Period
from lagesbild.meetings.days import period_words

ITEM_LABELS = {FollowUpItem.Kind.PROMISE: "Löfte", FollowUpItem.Kind.QUESTION: "Fråga"}


@dataclass(frozen=True, kw_only=True)
class ItemCard:
    """Something open from earlier meetings, or closed at this one."""

    pk: int
    kind: str
    label: str
    text: str
    detail: str
    history: str
    is_open: bool
    is_question: bool
    said: str = ""


def item_card(item: FollowUpItem, turn: Round, year: int) -> ItemCard:
    """An item as the page of a round's meeting shows it."""
    due = period_words(Period(item.due_from, item.due_before), year)
    owner = item.owner.name if item.owner else item.owner_words
    times = len({a.round_id for a in item.appearances.all()} | {turn.pk})
    here = next((a.note for a in item.appearances.all() if a.round_id == turn.pk), "")
    since = f"Sedan {swedish.day_short(item.round.held_on, year=year)}"
    history = f"{since}, {_times(times)} på dagordningen." if times > 1 else f"{since}."
    return ItemCard(
        pk=item.pk,
        kind=item.kind,
        label=ITEM_LABELS[FollowUpItem.Kind(item.kind)],
        text=" ".join(item.text.split()),
        detail=", ".join(filter(None, (owner, f"till {due}" if due else ""))),
        history=history,
        is_open=item.state == FollowUpItem.State.OPEN,
        is_question=item.kind == FollowUpItem.Kind.QUESTION,
        said=item.closed_because if item.state == FollowUpItem.State.CLOSED else _moved(here, year),
    )


def _times(count: int) -> str:
    words = {2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", 6: "sjätte"}
    return f"{words[count]} gången" if count in words else f"{count} gånger"


def _moved(note: str, year: int) -> str:
    """What this meeting has said of an item that stays open; days are kept as ISO in the row."""
    words = []
    for part in note.split():
        bare = part.strip(",;")
        try:
            words.append(part.replace(bare, swedish.day_short(date.fromisoformat(bare), year=year)))
        except ValueError:
            words.append(part)
    return " ".join(words)
