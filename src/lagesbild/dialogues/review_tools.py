# SPDX-License-Identifier: EUPL-1.2
"""What can be done with a sentence as such: add a fact that the reader did not see, choose who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import textreader
from lagesbild.dialogues import segments
from lagesbild.dialogues.forms_review import ADDABLE, AddForm, form_for
from lagesbild.dialogues.messages import sentence
from lagesbild.dialogues.review_shapes import Tools
from lagesbild.dialogues.review_words import KIND_WORDS
from lagesbild.dialogues.segments import RowSpan, Span
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refusal
from lagesbild.sources.rules import level_of

if TYPE_CHECKING:
    from lagesbild.dialogues.review import Review

LEVELS = ((Level.COORDINATOR, "Samordnaren"), (Level.GROUP, "Gruppen"), (Level.PUBLIC, "Alla"))

#: Kinds that write a value when a person adds them.
FIGURES = ("quantity",)


def tools_for(review: Review, row: RowSpan) -> Tools:
    """The open tools of a sentence: first the words and what they are, then the fields of that kind."""
    look, version = review.look, review.version
    ranges = [
        (r.start, r.end, r.level)
        for r in version.ranges.all()
        if r.lifted_at is None and r.ground != "person"
    ]
    level = level_of((row.start, row.end), ranges, version.level)
    tools = Tools(
        levels=[(value.value, label, value == level) for value, label in LEVELS], add=_add_form(review, row)
    )
    tools.names = _names_in(review, row)
    if look.kind not in ADDABLE:
        return tools
    span, refusal = find_words(review, (row.start, row.end))
    if refusal is not None:
        tools.error = sentence(refusal)
        return tools
    assert span is not None
    tools.span, tools.kind_word = span, KIND_WORDS[look.kind]
    tools.form = review.bound_form or form_for(
        look.kind,
        figure=look.kind in FIGURES,
        payload=first_reading(review, span, look.kind),
        series=review.series,
    )
    return tools


def _names_in(review: Review, row: RowSpan) -> str:
    """Why names in the sentence are not read by everybody, whatever is chosen for the sentence."""
    version = review.version
    spans = [
        (r.start, r.end)
        for r in version.ranges.all()
        if r.lifted_at is None and r.ground == "person" and r.start < row.end and row.start < r.end
    ]
    if not spans:
        return ""
    words = dict.fromkeys(" ".join(version.text[a:b].split()) for a, b in sorted(spans))
    names = swedish.listed([f"”{name}”" for name in words])
    one = len(words) == 1
    return (
        f"{names} {'är ett namn' if one else 'är namn'} på en person och läses bara av gruppen, också när "
        f"meningen är öppen för alla. Är det inget namn? Avvisa uppgiften Namn, så får alla se "
        f"{'det' if one else 'orden'}."
    )


def _add_form(review: Review, row: RowSpan) -> AddForm:
    words = review.look.words
    if not words and review.look.span is not None:
        words = " ".join(review.version.text[slice(*review.look.span)].split())
    return AddForm(initial={"ord": words, "slag": review.look.kind or "quantity"}, auto_id="ny-%s")


def find_words(review: Review, row: Span) -> tuple[Span | None, Refusal | None]:
    """The place of the marked words, by offsets where the page sent them, else by looking in the sentence.

    Either the span or the refusal is None. A span must touch the report's own text.
    """
    text, look = review.version.text, review.look
    if look.span is not None:
        span = segments.trim(text, look.span)
        if span[0] < span[1] and any(
            a <= span[0] and span[1] <= b for (a, b), other in review.passages if other is None
        ):
            return span, None
        return None, Refusal("words_not_found")
    if not look.words:
        return None, Refusal("words_missing")
    places = segments.locate(text, row, look.words)
    if len(places) == 1:
        return places[0], None
    return None, Refusal("words_twice" if places else "words_not_found")


def first_reading(review: Review, span: Span, kind: str) -> dict[str, Any]:
    """What the reader makes of the marked words alone, as a start for the fields."""
    words = review.version.text[slice(*span)]
    read = textreader.read(words, review.version.reference_date)
    found = next((dict(f.fields) for f in read.facts if f.kind == kind), {})
    payload = {k: v for k, v in found.items() if k not in ("period", "horizon")}
    if kind in FIGURES:
        held_on = review.report.round.held_on.isoformat()
        codes = review.desk.proposer.propose(
            str(payload.get("of") or ""), str(payload.get("unit") or ""), review.report.organisation
        )
        payload |= {
            "period_from": held_on,
            "period_to": held_on,
            "nature": "forecast" if payload.get("forecast") else "outcome",
            "candidates": codes,
            "indicator": codes[0] if len(codes) == 1 else None,
        }
    if kind in ("promise", "action", "need", "question") and review.report.organisation is not None:
        payload["owner"] = payload.get("owner") or review.report.organisation.name
    return payload
