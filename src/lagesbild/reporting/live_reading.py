# SPDX-License-Identifier: EUPL-1.2
"""What the reader makes of a text while it is written: shown, and stored nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import textreader
from lagesbild.dialogues.proposals import OWNED
from lagesbild.dialogues.review_rules import PICTURE_KINDS
from lagesbild.dialogues.review_words import DOUBTS, KIND_MARKS, Said, kind_word, mark_of, say
from lagesbild.intake.canonical import canonical
from lagesbild.reporting.companies import Named, beside_figures
from textreader.model import KnownOrganisation

#: At most so many lines beside the field.
LINES = 6
#: A longer text is not read at every pause; sending reads all of it.
MOST_CHARACTERS = 30_000

_ORDER = {
    "quantity": 0,
    "promise": 1,
    "question": 2,
    "call": 3,
    "scheme": 3,
    "training": 3,
    "change": 4,
    "date": 6,
}


@dataclass(frozen=True)
class ReadLine:
    """A line of "Så läser vi er text"."""

    mark: str
    word: str
    said: Said
    quote: str


@dataclass(frozen=True)
class LiveReading:
    """The first lines, how many more there are, and where a company stands beside a figure."""

    lines: Sequence[ReadLine]
    more: int
    companies: Sequence[Named]


def read_live(text: str, *, day: date, known: Sequence[KnownOrganisation] = ()) -> LiveReading:
    """Read the text as it would be read if it were sent today."""
    text = canonical(text)[:MOST_CHARACTERS]
    read = textreader.read(text, day, known=known)
    facts = [f for f in read.facts if _is_shown(f)]
    chosen = sorted(
        sorted(facts, key=lambda f: (_ORDER.get(f.kind, 5), f.start))[:LINES], key=lambda f: f.start
    )
    companies = companies_in(text, read, known)
    return LiveReading([_line(f, day) for f in chosen], len(facts) - len(chosen), companies)


def companies_in(text: str, read: textreader.Reading, known: Sequence[KnownOrganisation]) -> list[Named]:
    """Where one company stands beside a figure; the bodies that the installation knows are none."""
    names = [name for body in known for name in (body.name, *body.aliases)]
    return beside_figures(read, text, known=names)


def _is_shown(fact: textreader.Fact) -> bool:
    if fact.kind not in PICTURE_KINDS or any(fact.fields.get(mark) for mark in DOUBTS):
        return False
    return fact.kind != "date" or bool(fact.fields.get("role"))


def _line(fact: textreader.Fact, day: date) -> ReadLine:
    payload = dict(fact.fields)
    if fact.kind in OWNED and not payload.get("owner"):
        payload["owner"] = "ni"
    quote = " ".join(fact.text.split())
    said = say(fact.kind, quote, payload, figure=False, series={}, year=day.year)
    return ReadLine(
        mark=KIND_MARKS.get(mark_of(fact.kind, payload), mark_of(fact.kind, payload)),
        word=kind_word(fact.kind, payload),
        said=said,
        quote=quote if len(quote) <= 90 else quote[:87].rstrip() + "…",
    )
