# SPDX-License-Identifier: EUPL-1.2
"""Days and budget of a call, a scheme or a training, from the sentences that speak of it.

Its own sentence tells most; the rest of its paragraph counts where it speaks of applying ("Ansökan
är öppen …", "Sista dag att söka är …"), until another measure is named. What is no exact day
("öppnar efter sommaren") is kept as it was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from textreader.model import Document, Fact, Sentence
from textreader.patterns import at_words

_CLOSES = at_words(
    r"\b(?:stänger|stängde|sista (?:(?:ansöknings|anmälnings)?dag(?:en)?(?: (?:att söka|för ansökan|för anmälan))?)|senast|till och med|t\.?o\.?m\.?|tom)\b"
)
_OPENS = re.compile(r"\b(?:öppnar|startar|börjar|från|ges|hålls|söka\w*|fören|förrän)\b")
_OPENS_LATER = at_words(r"\b(?:öppnar|söka\w*|fören|förrän|öppen från|öppet från)\b")
_APPLYING = at_words(
    r"\b(?:ansök(?:an|ningstid\w*|ningsperiod\w*|ningsdag\w*)|anmäl(?:an|ningar|er|ningstid\w*|ningsdag\w*)|sök(?:a|as|s)|öppen|öppet|öppnar|stänger|sista dag\w*|omgång(?:en)?|utlysning(?:en)?)\b"
)
#: A round that is not the one spoken of.
_ANOTHER = at_words(
    r"\b(?:nästa|förra|föregående|en ny|ännu en|ytterligare en) (?:\w+ )?(?:utlysning|omgång|period|ansök|kurs)"
)
_FUND = at_words(r"\b(?:ramen|ram|budget\w*|pott(?:en)?|avsätt\w*|avsatt\w*|anslag\w*|länets andel)\b")
_NO_POT = at_words(
    r"per (?:företag|person|ansökan|sökande)|högst|max\b|upp till|återst|kvar|varav|kostar|omsättning|utlåning|utbetal|betalats|\bsök(?:er|t|te)\b|ansökningar\w* [^.]{0,40}\bom\b|använ[dt]|\bkom(?:mit)? in\b|\binkom|\bà\b"
)
_TO_APPLY = at_words(r"ansök|söka|söks|anmäl")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: How far after its name a measure's days may stand.
_REACH = 320
_RANGE = re.compile(r"\d.*[-–].*\d|till")
#: What only follows on a name that stands as a sentence of its own ("Projektet X. Beviljats 8 mkr.").
_GRANTED = at_words(r"(?:har )?(?:beviljats?|beviljades|fått|fick|omfattar|budget|totalt|ram(?:en)?)\b")


@dataclass(slots=True)
class Details:
    """Exact days as ISO dates and the whole pot in SEK, None where the text tells none."""

    opens: str | None = None
    closes: str | None = None
    budget: float | int | None = None
    #: ``{"from", "to", "text"}`` by role, where only a week, a season or an open side is told.
    about: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        """As fields of a fact; ``opens_about`` and ``closes_about`` only where no exact day is told."""
        told = {"opens": self.opens, "closes": self.closes, "budget": self.budget}
        vague = {f"{role}_about": said for role, said in self.about.items() if told[role] is None}
        return {**told, **vague}


class FactsInOrder:
    """Facts in order, to be had by span."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.starts = [f.start for f in facts]

    def within(self, start: int, end: int) -> list[Fact]:
        """The facts that begin in a span."""
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


class MeasureDetails:
    """Answers for one document."""

    def __init__(self, document: Document, sentences: list[Sentence]) -> None:
        self.document = document
        self.sentences = sentences
        self.starts = [s.start for s in sentences]
        self.dates = FactsInOrder(document.of_kind("date"))
        money = [f for f in document.of_kind("quantity") if f.fields.get("unit") == "SEK"]
        self.amounts = FactsInOrder(money)

    def of(self, kind: str, sentence: Sentence, until: int, named: int) -> Details:
        """What is told of a measure named in ``sentence``, up to the place ``until``.

        ``named`` is where its name ends.
        """
        found = Details()
        self._days(found, kind, sentence, own=True)
        if kind != "training":
            self._budget(found, sentence, own=True)
        at = bisect_left(self.starts, sentence.start)
        for number, later in enumerate(self.sentences[at + 1 : at + 7]):
            if later.start >= until or not self._goes_on(sentence, later):
                break
            flat = self.document.flat
            if flat[later.start : later.end].rstrip().endswith("?") or _ANOTHER.search(
                flat, later.start, later.end
            ):
                break
            if _APPLYING.search(flat, later.start, later.end):
                self._days(found, kind, later, own=False)
            if kind != "training":
                granted = number == 0 and _GRANTED.match(flat, later.start)
                self._budget(found, later, own=bool(granted))
        passage = self._passage(sentence, named, until)
        for role in ("opens", "closes"):
            if getattr(found, role) is None:
                self._about(found, role, passage)
        return found

    def _passage(self, sentence: Sentence, named: int, until: int) -> tuple[int, int]:
        """From the name to the next empty line, a little way at most, or to the next measure."""
        text = self.document.text
        blank = _BLANK_LINE.search(text, named)
        end = min(blank.start() if blank else len(text), named + _REACH)
        # A text with an empty line after every line still ends its sentences.
        return named, min(max(end, sentence.end), until)

    def _about(self, found: Details, role: str, passage: tuple[int, int]) -> None:
        """The one date of the passage that opens or closes the measure; two different ones give none."""
        told: dict[tuple[str | None, str | None, str], Fact] = {}
        for fact in self.dates.within(*passage):
            if any(fact.fields.get(mark) for mark in ("superseded", "cancelled")):
                continue
            days = self._days_as(fact, role)
            if days is not None:
                exact = (
                    days[0] is not None and days[0] == days[1] and fact.fields.get("grain", "day") == "day"
                )
                told[(*days, "" if exact else " ".join(fact.text.split()))] = fact
        if len(told) != 1:
            return
        first, last, words = next(iter(told))
        if words:
            found.about[role] = {"from": first, "to": last, "text": words}
        else:
            setattr(found, role, first)

    def _days_as(self, fact: Fact, role: str) -> tuple[str | None, str | None] | None:
        """First and last day that a date gives for opening or closing; None for an open side."""
        first, last, said = fact.fields.get("from"), fact.fields.get("to"), fact.fields.get("role")
        if said == "open_period":
            day = first if role == "opens" else last
            return (day, day) if day else None
        if said == "deadline" and role == "closes":
            sentence = self.sentences[max(0, bisect_left(self.starts, fact.start + 1) - 1)]
            if not _TO_APPLY.search(self.document.flat, sentence.start, sentence.end):
                return None
            return first or last, last
        if said != role:
            return None
        return (first or last, last) if role == "closes" else (first, last)

    def _goes_on(self, sentence: Sentence, later: Sentence) -> bool:
        if later.paragraph != sentence.paragraph:
            return False
        return self.document.section_at(later.start) is self.document.section_at(sentence.start)

    def _days(self, found: Details, kind: str, sentence: Sentence, *, own: bool) -> None:
        start, end = sentence.start, sentence.end
        opening = _OPENS if own else _OPENS_LATER
        for fact in self.dates.within(start, end):
            since, until, role = fact.fields.get("from"), fact.fields.get("to"), fact.fields.get("role")
            before = self.document.flat[max(start, fact.start - 40) : fact.start]
            exact = since is not None and since == until
            if fact.fields.get("grain", "day") != "day":
                continue  # a season or a month is no day
            if any(fact.fields.get(mark) for mark in ("superseded", "cancelled", "fuzzy")):
                continue
            span = since and until and since != until and re.search(r"\d", fact.text)
            if role == "open_period" or (span and re.search("[-–]", fact.text)):
                if _RANGE.search(fact.text):
                    found.opens, found.closes = found.opens or since, found.closes or until
            elif role in ("closes", "deadline") or _CLOSES.search(before + fact.text.lower()):
                found.closes = found.closes or (until if exact or since is None else None)
            elif role == "opens" or opening.search(before) or (own and kind == "training"):
                found.opens = found.opens or (since if exact or until is None else None)

    def _budget(self, found: Details, sentence: Sentence, *, own: bool) -> None:
        start, end = sentence.start, sentence.end
        flat = self.document.flat
        for fact in self.amounts.within(start, end):
            around = flat[max(start, fact.start - 60) : min(end, fact.end + 25)]
            close = flat[max(start, fact.start - 30) : min(end, fact.end + 25)]
            fund = _FUND.search(close)
            if _NO_POT.search(close if fund else around) or not (own or fund):
                continue
            if fund and own:
                found.budget = fact.fields.get("value") or found.budget
            found.budget = found.budget or fact.fields.get("value")
