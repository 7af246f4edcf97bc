# SPDX-License-Identifier: EUPL-1.2
"""The cards of the review page: what a fact says, what was decided, what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from lagesbild.components.shapes import CardAction
from lagesbild.dialogues.acceptance import LENDERS, audience_of
from lagesbild.dialogues.forms_review import FactForm, can_change, form_for
from lagesbild.dialogues.proposals import is_figure
from lagesbild.dialogues.review_shapes import Card
from lagesbild.dialogues.review_words import Said, kind_word, mark_of, say
from lagesbild.sources.models import Fact, FactDecision

if TYPE_CHECKING:
    from lagesbild.dialogues.review import Review

Verdict = FactDecision.Verdict

#: What the two answers are called, where they are not "Godta" and "Avvisa".
ANSWERS = {
    "contradiction": ("Ställ frågan", "Båda stämmer"),
    "aside": ("Det är internt", "Visa orden"),
    "person": ("Det är ett namn", "Visa orden"),
}
#: With more cards than this, those at rest say only their value.
MANY = 40
STATES: Mapping[str, str] = {
    Verdict.ACCEPTED: "accepted",
    Verdict.CHANGED: "changed",
    Verdict.REJECTED: "rejected",
}


def _state(decision: FactDecision | None) -> str:
    """How a card is drawn."""
    if decision is None:
        return "proposed"
    if decision.needs_look:
        return "look"
    if decision.carried_from_id is not None and decision.verdict != Verdict.REJECTED:
        return "carried"
    return STATES.get(decision.verdict, "proposed")


class Homes(Protocol):
    """Knows in which row a fact's card stands."""

    def home(self, fact: Fact) -> int: ...


class Cards:
    """Makes the cards of one review."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._rows_of_rivals: dict[int, int] = {}

    def card(self, fact: Fact) -> Card:
        """The card of a fact."""
        review, decision = self.review, self.review.decisions.get(fact.pk)
        payload, figure = review.payload(fact), is_figure(fact)
        words = " ".join(fact.quote.split())
        said = say(fact.kind, words, payload, figure=figure, series=review.series, year=review.year)
        card = Card(
            id=fact.pk,
            mark=mark_of(fact.kind, payload),
            word=kind_word(fact.kind, payload),
            said=said,
            state=_state(decision),
            state_text=self._state_text(fact, decision),
            clash_row=self._rows_of_rivals.get(fact.pk),
        )
        if not review.may_review:
            # All that the group sees is accepted: nothing needs to say so.
            card.said, card.state, card.state_text = self._without_hidden(fact, words, said), "proposed", ""
            return card
        if figure and payload.get("indicator") and (before := review.last_value(payload)):
            card.said = said = replace(said, note=f"{said.note} {before}")
        card.active = fact.pk == review.look.active
        card.undo = fact.pk == review.look.acted and decision is not None
        card.changeable = can_change(fact.kind, figure=figure)
        if fact.added_by_id is not None:
            card.origin = "Tillagd för hand."
        if card.active:
            if review.look.editing and card.changeable:
                card.form = self._form(fact)
            else:
                card.actions = self._actions(fact, decision)
        elif len(review.shown) > MANY:
            # Two hundred cards at rest say the value only; what goes with it stands in the open one.
            card.said = Said(said.value, said.hedge, said.rest)
        return card

    def _form(self, fact: Fact) -> FactForm | None:
        review = self.review
        if review.bound_form is not None:
            return review.bound_form
        return form_for(fact.kind, figure=is_figure(fact), payload=review.payload(fact), series=review.series)

    def _without_hidden(self, fact: Fact, words: str, said: Said) -> Said:
        """What the group reads of an accepted fact says nothing of a passage that it may not read."""
        level = audience_of(fact, self._lenders)
        may_read = self.review.audience.may_read(level, self.review.report.organisation_id)
        return said if may_read else Said(words)

    @cached_property
    def _lenders(self) -> list[Fact]:
        """The version's facts that lend others a day or a sum, the held-back ones too."""
        return list(self.review.version.facts.filter(kind__in=LENDERS))

    def _state_text(self, fact: Fact, decision: FactDecision | None) -> str:
        if decision is None:
            return ""
        if decision.needs_look:
            return "Se över: meningen är ändrad"
        word = {"accepted": "Godtagen", "changed": "Ändrad och godtagen", "rejected": "Avvisad"}[
            decision.verdict
        ]
        if fact.pk == self.review.look.acted:
            return f"{word} nu"
        if decision.carried_from_id is not None:
            return (
                "Följde med från förra texten"
                if decision.verdict != Verdict.REJECTED
                else "Avvisad i förra texten"
            )
        return word

    def _actions(self, fact: Fact, decision: FactDecision | None) -> list[CardAction]:
        yes, no = ANSWERS.get(fact.kind, ("Godta", "Avvisa"))
        accept = CardAction(label=yes, name="gor", value="accept", key="Enter", primary=True)
        reject = CardAction(label=no, name="gor", value="reject", key="x")
        if decision is None or decision.needs_look:
            return [accept, reject]
        reopen = CardAction(label="Öppna igen", name="gor", value="reopen")
        return [reopen] if decision.verdict == Verdict.REJECTED else [reopen, reject]

    # -- lines and clashes ----------------------------------------------------------

    def mark_states(self, fact: Fact, end: int) -> list[str]:
        """The classes of a fact's line in the text, of the piece that ends at ``end``."""
        decision = self.review.decisions.get(fact.pk)
        states = []
        if decision is not None and not decision.needs_look:
            states.append("is-rejected" if decision.verdict == Verdict.REJECTED else "is-accepted")
        if fact.pk == self.review.look.active:
            states.append("is-selected")
        if end == fact.end and fact.pk in self._rivals_by_fact:
            states.append("is-clashing")
        return states

    @cached_property
    def _rivals_by_fact(self) -> dict[int, Fact]:
        """Facts that may not agree, both ways, while nobody has said that both are right."""
        review = self.review
        rivals: dict[int, Fact] = {}
        for fact in review.facts:
            decision = review.decisions.get(fact.pk)
            if fact.kind != "contradiction" or (
                decision is not None and decision.verdict == Verdict.REJECTED
            ):
                continue
            other_words = str(review.payload(fact).get("with") or "").strip()
            same = [
                f
                for f in review.facts
                if f.kind in ("quantity", "contradiction")
                and f.pk != fact.pk
                and f.quote.strip() == other_words
            ]
            if len(same) == 1:
                rivals[fact.pk] = same[0]
                rivals.setdefault(same[0].pk, fact)
        return rivals

    def find_rivals(self, homes: Homes) -> list[tuple[int, int]]:
        """Let the cards know where their rivals stand; returns the rows of each pair."""
        pairs = []
        for pk, rival in self._rivals_by_fact.items():
            fact = self.review.fact(pk)
            assert fact is not None
            here, there = homes.home(fact), homes.home(rival)
            if here != there:
                self._rows_of_rivals[pk] = there
                if {pk, rival.pk} & self.review.shown:
                    pairs.append((here, there))
        return pairs
