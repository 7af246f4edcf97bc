# SPDX-License-Identifier: EUPL-1.2
"""What a meeting decided, promised and asked, and what was open when it began, as points of its minutes."""

from __future__ import annotations

from datetime import timedelta

from lagesbild.dialogues.models import Resolution, Round
from lagesbild.dialogues.places import Places
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.queries import open_on_agenda
from lagesbild.lib import swedish
from lagesbild.lib.audience import COORDINATOR, Level
from lagesbild.lib.periods import start_of
from lagesbild.meetings.queries import meeting_of
from lagesbild.meetings.words import shown_to
from lagesbild.minutes.blocks import Block, BlockKind, Part, PartKind, Place
from lagesbild.sources.models import Fact, FromFact

Kind = FollowUpItem.Kind
LABELS = {
    Kind.PROMISE: "Löfte",
    Kind.ACTION: "Åtgärd",
    Kind.QUESTION: "Fråga",
    Kind.NEED: "Behov",
}
ORDER = {Kind.PROMISE: 0, Kind.ACTION: 1, Kind.QUESTION: 2, Kind.NEED: 3}


class Homes:
    """Whose report holds a fact; each version's reports are fetched once."""

    def __init__(self) -> None:
        self._places: dict[int, Places] = {}

    def report_of(self, fact: Fact) -> int:
        """The report's id; 0 for a text of no report."""
        if fact.version_id not in self._places:
            self._places[fact.version_id] = Places(fact.version)
        try:
            return self._places[fact.version_id].of(fact).report.pk
        except LookupError:
            return 0


def decided_part(turn: Round) -> Part | None:
    """The decisions, promises, actions and questions of the round that somebody has accepted."""
    homes = Homes()
    standing = {"round": turn, "known_until__isnull": True}
    decisions = Resolution.objects.filter(**standing).select_related("fact__version").order_by("pk")
    items = (
        FollowUpItem.objects.filter(**standing)
        .exclude(kind=Kind.NEED)
        .select_related("fact__version", "owner", "round")
    )
    blocks = [
        _point(homes, f"d{d.pk}", d, "decision", "Beslut", d.text, d.reporter.name if d.reporter else "")
        for d in decisions.select_related("reporter")
    ]
    blocks += [_item_point(homes, item) for item in sorted(items, key=lambda i: (ORDER[Kind(i.kind)], i.pk))]
    if not blocks:
        return None
    return Part(
        key="decided", kind=PartKind.DECIDED, heading="Beslut, löften och frågor", blocks=tuple(blocks)
    )


def open_part(turn: Round) -> Part | None:
    """The promises and questions that were open from earlier rounds when the meeting began."""
    meeting = meeting_of(turn)
    still = open_on_agenda(
        dialogue_id=turn.dialogue_id,
        held_on=turn.held_on,
        ordinal=turn.ordinal,
        audience=COORDINATOR,
        at=meeting.started_at if meeting else start_of(turn.held_on),
    )
    if not still:
        return None
    homes = Homes()
    blocks = [
        _item_point(homes, i, since=swedish.day_short(i.round.held_on, year=turn.held_on.year)) for i in still
    ]
    return Part(
        key="open", kind=PartKind.OPEN, heading="Öppna punkter från tidigare möten", blocks=tuple(blocks)
    )


def _item_point(homes: Homes, item: FollowUpItem, *, since: str = "") -> Block:
    # Typed words stand beside the point whoever reads it: names and asides in them do not.
    owner = item.owner.name if item.owner else shown_to(Level.PUBLIC, item.owner_words)
    news = shown_to(Level.PUBLIC, item.closed_because)
    became = f"stängd: {news}" if news else ""
    came = f"från mötet {since}" if since else ""
    detail = ", ".join(filter(None, (owner, _due(item), came, became)))
    key = f"{'u' if since else 'i'}{item.pk}"
    return _point(homes, key, item, item.kind, LABELS[Kind(item.kind)], item.text, detail)


def _due(item: FollowUpItem) -> str:
    if item.due_from is None and item.due_before is None:
        return ""
    last = item.due_before - timedelta(days=1) if item.due_before else None
    return swedish.period(item.due_from, last, year=item.round.held_on.year)


def _point(homes: Homes, key: str, row: FromFact, what: str, label: str, words: str, detail: str) -> Block:
    fact = row.fact
    said = " ".join(words.split())
    place = None
    if fact is not None:
        place = Place(homes.report_of(fact), fact.version_id, fact.start, fact.end)
    return Block(
        key=key,
        kind=BlockKind.POINT,
        text=said,
        composed=said,
        place=place,
        level=row.audience,
        ground="strictest" if row.audience != Level.PUBLIC else "",
        label=label,
        what=what,
        detail=detail,
    )
