# SPDX-License-Identifier: EUPL-1.2
"""What stops a sending, so that a person chooses: the same text again, one company beside a figure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import textreader
from lagesbild.components.shapes import Link, Notice
from lagesbild.dialogues.queries import member_organisations
from lagesbild.dialogues.reporting import SentBefore, sent_before
from lagesbild.lib import swedish
from lagesbild.lib.clock import today
from lagesbild.organisations.queries import known_organisations
from lagesbild.reporting.companies import Named
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.live_reading import companies_in


@dataclass(frozen=True)
class Stop:
    """Sentences in which one company stands beside a figure. ``seen`` goes with the choice about them."""

    companies: Sequence[Named]
    seen: str
    from_file: bool = False


def companies_of(desk: WritingDesk, text: str) -> list[Named]:
    """Where one company stands beside a figure in a text that is about to be sent."""
    known = known_organisations(member_organisations(desk.dialogue))
    return list(companies_in(text, textreader.read(text, today(), known=known), known))


def digest_of(companies: Sequence[Named]) -> str:
    """What tells the sentences that were shown from others: a choice counts for those alone."""
    said = "\n".join(f"{c.start} {c.sentence}" for c in companies)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_same_again(before: SentBefore) -> bool:
    """The same member's same text in the same round: there is nothing to add."""
    return before.same_round and before.same_organisation


def sent_before_notice(desk: WritingDesk, text: str, *, anyway: bool) -> Notice | None:
    """That exactly this text has been sent before; None where it is new, or shall be sent anyway."""
    before = sent_before(desk.audience, desk.turn, desk.organisation, text)
    if before is None or (anyway and not is_same_again(before)):
        return None
    if is_same_again(before):
        return Notice(
            title="Exakt den här texten har redan kommit in.",
            text="Den är mottagen och inget har dubblerats. Ni behöver inte göra något mer.",
            action=Link(label="Se kvittot", url=desk.url(kvitto=1)),
        )
    when = swedish.day_short(before.round.held_on, year=today().year)
    return Notice(
        title=f"Det är samma text som till mötet {when}.",
        text="Inget har skickats. Är läget oförändrat trycker ni på Inget nytt. Annars ändrar ni texten, eller kryssar i Skicka ändå.",
        alert=True,
    )
