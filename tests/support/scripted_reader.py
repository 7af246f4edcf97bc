# SPDX-License-Identifier: EUPL-1.2
"""A reader that finds what a test says, so that the life of a fact can be tested for every kind.

Sections and sentences are the real reader's. Only the facts are scripted: the tests here are about
what becomes of a fact, not about how well Swedish is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

import textreader
from textreader import Fact, KnownOrganisation, Reading


@dataclass(frozen=True)
class Line:
    """One thing to find, wherever its words stand."""

    quote: str
    kind: str
    fields: dict[str, Any]
    within: str | None
    relative_to: str | None


class Script:
    """Stands in for ``textreader.read``; ``says`` adds a thing to find, ``forget`` starts over."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.reader_version = "script-1"
        self._read = textreader.read

    def says(
        self,
        quote: str,
        kind: str,
        *,
        within: str | None = None,
        relative_to: str | None = None,
        **fields: Any,
    ) -> None:
        """Find a fact of a kind at every place of these words; ``within`` and ``relative_to`` are
        the words of other facts.
        """
        self.lines.append(Line(quote, kind, fields, within, relative_to))

    def forget(self) -> None:
        """Find nothing any more."""
        self.lines = []

    def read(self, text: str, reference_date: date, *, known: Sequence[KnownOrganisation] = ()) -> Reading:
        """A real reading of the text with the script's facts in it."""
        reading = self._read(text, reference_date, known=known)
        found = [self._fact(line, start, text) for line in self.lines for start in _places(line.quote, text)]
        by_words = {f.text: f.id for f in reversed(found)}
        facts = [
            replace(
                fact,
                within=by_words.get(line.within or ""),
                relative_to=by_words.get(line.relative_to or ""),
            )
            for fact in found
            for line in [next(x for x in self.lines if (x.quote, x.kind) == (fact.text, fact.kind))]
        ]
        facts.sort(key=lambda f: (f.start, -f.end))
        return replace(reading, facts=tuple(facts), reader_version=self.reader_version)

    def _fact(self, line: Line, start: int, text: str) -> Fact:
        end = start + len(line.quote)
        fields = dict(line.fields)
        for name in ("period", "horizon"):
            # The words of a date in the script stand for that fact's id, as the reader gives it.
            words = fields.get(name)
            if words and any(x.quote == words and x.kind == "date" for x in self.lines) and words in text:
                at = text.index(words)
                fields[name] = f"date-{at}-{at + len(words)}"
        return Fact(f"{line.kind}-{start}-{end}", line.kind, start, end, line.quote, "script", fields)


def _places(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + len(quote))


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """The scripted reader, in place of the real one for this test."""
    made = Script()
    monkeypatch.setattr(textreader, "read", made.read)
    return made
