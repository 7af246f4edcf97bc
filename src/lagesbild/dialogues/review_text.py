# SPDX-License-Identifier: EUPL-1.2
"""The text of the review page: rows cut into pieces with the lines of the facts, what may not be read left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lagesbild.dialogues import segments
from lagesbild.dialogues.review_cards import Cards
from lagesbild.dialogues.review_shapes import Piece
from lagesbild.dialogues.review_words import mark_of
from lagesbild.dialogues.segments import RowSpan, Segment, spread
from lagesbild.lib.audience import RANK, Level
from lagesbild.sources.models import Fact
from lagesbild.sources.queries import hidden_spans, live_ranges, text_for
from lagesbild.sources.rules import level_of

if TYPE_CHECKING:
    from lagesbild.dialogues.review import Review

#: The line that the stylesheet draws where nothing else is said.
PLAIN = "quantity"

#: Said in place of what the reader of the page may not see.
LEFT_OUT = "[utelämnat]"


class Painter:
    """Cuts rows into pieces with the lines of the facts, and hides what may not be read."""

    def __init__(self, review: Review, cards: Cards) -> None:
        self.review, self.cards = review, cards
        version, author = review.version, review.report.organisation_id
        self.text = text_for(version, audience=review.audience, organisation_id=author)
        self.hidden = hidden_spans(version, audience=review.audience, organisation_id=author)
        self.base = Level(version.level)
        self.ranges = live_ranges(version)
        self.by_id = {f.pk: f for f in review.facts}
        spans = [row for row, _ in review.row_spans]
        self._facts = spread(spans, [(f.start, f.end, f) for f in review.facts])
        self._closed = spread(spans, [(a, b, (a, b, level)) for a, b, level in self.ranges])
        self._masked = spread(spans, [(a, b, (a, b)) for a, b in self.hidden])
        self._homes = {f.pk: number for number, facts in reversed(self._facts.items()) for f in facts}
        self._at_home: dict[int, list[Fact]] = {}
        for fact in review.facts:
            self._at_home.setdefault(self._homes[fact.pk], []).append(fact)
        self._anchored: set[int] = set()

    def home(self, fact: Fact) -> int:
        """The number of the row that holds the fact's card: the first that it touches, else the next one."""
        return self._homes[fact.pk]

    def at_home(self, number: int) -> list[Fact]:
        """The facts whose cards stand in a row, in the order of the text."""
        return self._at_home.get(number, [])

    def level(self, row: RowSpan, number: int) -> Level | None:
        """Who may read the row, where that is not as the rest of the text."""
        if not self.review.may_review:
            return None
        level = level_of((row.start, row.end), self._closed.get(number, []), self.base)
        return level if level != self.base else None

    def pieces(self, row: RowSpan, number: int, where: dict[int, set[int]]) -> list[Piece]:
        """The row's text in pieces, cut where a shown fact or a held-back passage begins or ends.

        A fact without a line cuts nothing: links to it land on the piece that holds its beginning.
        """
        facts = [f for f in self._facts.get(number, []) if f.start < row.end and row.start < f.end]
        hidden = self._masked.get(number, [])
        for fact in facts:
            where.setdefault(fact.pk, {self._homes[fact.pk]}).add(number)
        spans = [(f.start, f.end, f.pk) for f in facts if f.pk in self.review.shown]
        # Ranges and hidden passages cut too; their keys are negative and mark nothing.
        spans += [(a, b, -1) for a, b, _ in self._closed.get(number, [])] + [(a, b, -2) for a, b in hidden]
        found: list[Piece] = []
        for piece in segments.cut(row.start, row.end, spans):
            keys = [k for k in piece.keys if k > 0]
            anchors = self._anchors(f.pk for f in facts if f.start < piece.end and piece.start < f.end)
            if any(a <= piece.start < b for a, b in hidden):
                if not (found and found[-1].text == LEFT_OUT):
                    found.append(Piece(LEFT_OUT, css="fact fact--held", anchors=anchors))
                continue
            found.append(self._piece(piece, keys, number, anchors))
        stray = [f.pk for f in self.at_home(number) if f.pk not in self._anchored]
        if stray:
            found.append(Piece("", anchors=self._anchors(stray)))
        return found

    def _anchors(self, keys: Iterable[int]) -> tuple[int, ...]:
        """Where links to these facts land: once each, with the ids they had in earlier texts."""
        new = [k for k in keys if k not in self._anchored]
        self._anchored.update(new)
        earlier = self.review.earlier_ids
        return tuple(pk for k in new for pk in (k, *earlier.get(self.by_id[k].lineage, ())))

    def _piece(self, piece: Segment, shown: list[int], number: int, anchors: tuple[int, ...]) -> Piece:
        start, end = piece.start, piece.end
        text = self.text[start:end]
        css: list[str] = []
        if shown:
            # The narrowest fact gives the line; an open one shows through from outside.
            top = next((k for k in shown if k == self.review.look.active), shown[0])
            fact = self.by_id[top]
            mark = mark_of(fact.kind, self.review.payload(fact))
            css = ["fact", *([] if mark == PLAIN else [f"fact--{mark}"]), *self.cards.mark_states(fact, end)]
            if fact.start < start:
                css.append("is-rest")
            if fact.kind == "quantity" and len(text) < 16 and "\n" not in text:
                css.append("num")
        if RANK[level_of((start, end), self._closed.get(number, []), self.base)] > RANK[self.base]:
            css = [*css, "is-held"] if css else ["fact", "fact--held"]
        if shown and len(anchors) == 1:
            return Piece(text, " ".join(css), shown[0], anchors[0])
        return Piece(text, " ".join(css), shown[0] if shown else None, anchors=anchors)
