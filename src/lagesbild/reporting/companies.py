# SPDX-License-Identifier: EUPL-1.2
"""Sentences that name one company, or point at one, beside a figure. Pure: what was read in, places out.

A panel of some sixty firms in a small county is known by name to its readers: a figure beside "the
only sawmill in Vik" is a figure about that sawmill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import textreader

#: The reader's rule for an unknown name that does what companies do.
_SEEN_AS_COMPANY = "organisation.company"
_LEGAL_FORM = re.compile(r"\b(?:AB|HB|KB|Aktiebolag|aktiebolaget|Handelsbolag|i Sverige AB)\b")

_PLACE = r"[A-ZÅÄÖ][\wåäö-]+"
_FIRM = (
    r"(?:företaget|bolaget|bruket|verket|sågverket|sågen|fabriken|gruvan|hotellet|slakteriet|mejeriet|bageriet"
    r"|bryggeriet|varvet|smedjan|anläggningen|serverhallen|butikskedjan|\w{3,}(?:verket|bruket|fabriken|bolaget|företaget))"
)
_ONE_FIRM = (
    r"(?:företag|bolag|bruk|sågverk|fabrik|gruva|hotell|slakteri|mejeri|bryggeri|varv|industri|arbetsgivare"
    r"|\w{3,}(?:företag|bolag|verk|bruk|fabrik|industri))"
)
_AREA = rf"(?:kommunens|länets|ortens|stadens|byns|regionens|bygdens|{_PLACE}s)"
#: How a company is pointed at without its name.
_POINTING = re.compile(
    rf"\b{_AREA}\s+(?:(?:näst|tredje)\s+)?(?:största|enda|minsta|äldsta)\s+(?:privata\s+)?{_ONE_FIRM}\b"
    rf"|\b(?:[Dd]et|[Dd]en)\s+(?:enda|största)\s+{_ONE_FIRM}\w*\s+(?:i|på)\s+{_PLACE}"
    rf"|\b(?i:{_FIRM})\s+(?:i|på|utanför)\s+{_PLACE}"
    rf"|\b(?:[Ee]tt|[Ee]n)\s+(?:(?:stort|större|stor|känt|känd|enskilt|visst)\s+)?{_ONE_FIRM}\s+(?:i|på|utanför)\s+{_PLACE}"
)


@dataclass(frozen=True)
class Named:
    """A sentence [start, end) that points at one company beside a figure, and the words that do."""

    start: int
    end: int
    sentence: str
    company: str
    figure: str


def beside_figures(read: textreader.Reading, text: str, *, known: Iterable[str] = ()) -> list[Named]:
    """The sentences in which one company stands beside a figure, in order, each once.

    ``known`` are the members' own names and other bodies' of the installation: they are no companies.
    """
    bodies = {name.casefold() for name in known}
    named = [
        f
        for f in read.facts
        if f.kind == "organisation" and _is_company(f) and f.text.casefold() not in bodies
    ]
    figures = [f for f in read.facts if f.kind == "quantity"]
    found = []
    for sentence in read.sentences:
        figure = _first_within(figures, sentence.start, sentence.end)
        if figure is None:
            continue
        name = _first_within(named, sentence.start, sentence.end)
        words = text[sentence.start : sentence.end]
        pointed = _POINTING.search(words)
        company = name.text if name is not None else (pointed[0] if pointed else "")
        if company:
            found.append(Named(sentence.start, sentence.end, " ".join(words.split()), company, figure.text))
    return found


def _is_company(fact: textreader.Fact) -> bool:
    return fact.rule == _SEEN_AS_COMPANY or _LEGAL_FORM.search(fact.text) is not None


def _first_within(facts: Sequence[textreader.Fact], start: int, end: int) -> textreader.Fact | None:
    return next((f for f in facts if start <= f.start < end), None)
