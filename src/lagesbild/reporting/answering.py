# SPDX-License-Identifier: EUPL-1.2
"""What a member says of something open: done, a new day, no longer of interest; an answer to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Round
from lagesbild.followup.models import FollowUpItem
from lagesbild.followup.operations import answer_item, close_item, give_new_day
from lagesbild.lib import swedish
from lagesbild.lib.refusal import Refused
from lagesbild.lib.row_ids import row_id
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.queries import to_answer

DONE, NEW_DAY, LET_GO, ANSWER = "klart", "nytt-datum", "inte-aktuellt", "svar"
#: A new day further off than this is a slip of the finger.
FURTHEST = timedelta(days=800)


@dataclass(frozen=True)
class Answer:
    """What shall be done with an item, and the words or the day that go with it."""

    act: str
    item: FollowUpItem
    words: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Fault:
    """What is missing in an answer, said at its item."""

    item_id: int
    text: str


def read_answer(said: Mapping[str, str], desk: WritingDesk, *, today: date) -> Answer | Fault:
    """The answer behind the pressed button (``klart:12``).

    Raises ``Refused`` (``nothing_sent``) for an item that is not open or not the member's.
    """
    act, _, wanted = said.get("punkt", "").partition(":")
    pk = row_id(wanted)
    item = next((t.item for t in to_answer(desk.dialogue, desk.organisation) if t.item.pk == pk), None)
    if item is None or act not in (DONE, NEW_DAY, LET_GO, ANSWER):
        raise Refused("nothing_sent")
    words = " ".join(said.get(f"ord-{item.pk}", "").split())
    if act == ANSWER and not words:
        return Fault(item.pk, "Skriv ett svar först. Frågan är kvar.")
    if act != NEW_DAY:
        return Answer(act, item, words)
    try:
        day = date.fromisoformat(said.get(f"dag-{item.pk}", "").strip())
    except ValueError:
        return Fault(item.pk, "Välj vilken dag det blir. Löftet är kvar som det var.")
    if day < today:
        return Fault(item.pk, "Den dagen har redan varit. Välj en dag från och med i dag.")
    if day > today + FURTHEST:
        return Fault(item.pk, "Den dagen är mer än två år bort. Är året rätt?")
    return Answer(act, item, words, day)


@transaction.atomic
def carry_out(answer: Answer, *, turn: Round, by: Person, at: datetime) -> str:
    """Do it, and say what was done."""
    item, words = answer.item, answer.words
    if answer.act == NEW_DAY and answer.day is not None:
        give_new_day(item=item, day=answer.day, turn=turn, by=by, at=at)
        return f"Nytt datum är sparat: {swedish.day(answer.day, year=at.year)}."
    if answer.act == ANSWER:
        answer_item(item=item, answer=words, by=by, at=at)
        return "Svaret är sparat. Frågan är besvarad."
    if answer.act == DONE:
        close_item(item=item, because=f"Klart: {words}" if words else "Klart, enligt medlemmen", by=by, at=at)
        return "Löftet är markerat som klart."
    close_item(
        item=item,
        because=f"Inte längre aktuellt: {words}" if words else "Inte längre aktuellt, enligt medlemmen",
        by=by,
        at=at,
    )
    return "Löftet är avslutat som inte längre aktuellt."
