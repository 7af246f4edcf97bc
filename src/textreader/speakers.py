# SPDX-License-Identifier: EUPL-1.2
"""Who speaks: labels before what is said, and which body a person stands for."""

from __future__ import annotations

import re

from textreader.bodies import Body, Roster, municipality_called
from textreader.name_shapes import NAME

_SAYS = re.compile(
    r"\s+(?:frågar|undrar|säger|sa|sade|svarar|svarade|informerar|informerade|rapporterar|rapporterade|meddelar|"
    r"berättar|berättade|tillägger|lyfter|hälsar|skriver|fortsätter|informerar om läget)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:lägesrapport(?:er)?|rapport|fråga|frågor|svar|information|info|nytt|status|läget|hälsning|inspel|medskick|uppdatering)"
    r"(?:\s+(?:från|hos|på|av))?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:informerar|rapporterar|berättar|har ordet|om läget|lägesrapport|lägesbild|status|nuläge)$",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^\[?\(?(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\)?\]?\s*[-–]?\s*", re.IGNORECASE)
_SHORT_MUNICIPALITY = re.compile(rf"({NAME}(?: {NAME})?) (?:k|kn|komm)\.?")
_SPEAKER_WORDS = 8


def heading_body(phrase: str, roster: Roster, people: dict[str, Body] | None = None) -> Body | None:
    """The body that a heading or a label names, with the ways in which a speaker is added.

    >>> roster = Roster("")
    >>> [heading_body(h, roster).short for h in ("LST", "Eva Ek, Almi", "F (Almi)", "Rapport från AF")]
    ['Länsstyrelsen', 'Almi', 'Almi', 'Arbetsförmedlingen']
    """
    said = _STAMP.sub("", " ".join(phrase.split())).strip(" *_#:–-")
    said = _SAYS.sub("", said)
    if not said or len(said) > 70:
        return None
    short = _SHORT_MUNICIPALITY.fullmatch(said)
    body = roster.resolve(f"{short.group(1)} kommun" if short else said)
    if body is not None:
        return body
    inside = re.fullmatch(r"(.+?)\s*[(\[](.+?)[)\]]", said)
    candidates: list[str] = [*inside.groups()] if inside else []
    stripped = _LEAD.sub("", said)
    candidates += [stripped, _TAIL.sub("", said)]
    for mark in (",", " – ", " - ", " — ", "/", " genom ", " gm ", " via "):
        if mark in said:
            left, _, right = stripped.partition(mark)
            # "SKV – konkurserna ökar" is a label and what is said, no heading
            candidates += [left, right] if len(left.split()) <= 5 and len(right.split()) <= 5 else []
    for candidate in candidates:
        if candidate and candidate != said and "," not in candidate:
            body = roster.resolve(candidate)
            if body is not None:
                return body
    if people:
        return people.get(said.lower())
    return None


#: Words for many bodies are the name of none.
_GROUP_WORD = re.compile(
    r"(?i)(?:kommuner(?:na)?|organisationer(?:na)?|myndigheter(?:na)?|företag(?:en)?|regioner(?:na)?|aktörer(?:na)?|banker(?:na)?|kontor(?:en)?)$"
)


def place_body(phrase: str) -> Body | None:
    """A lone place name under the municipalities' heading stands for its municipality.

    >>> place_body("Tallås").short
    'Tallås kommun'
    """
    said = " ".join(phrase.split()).strip(" *_:–-")
    if not re.fullmatch(rf"(?:{NAME})(?: (?:{NAME}))?", said) or len(said) < 3 or _GROUP_WORD.search(said):
        return None
    if said.isupper():
        said = said.title()
    # An invented place that ends in s has its genitive already: "Tallås kommun".
    called = municipality_called(said)
    return Body(called, called, "municipality")


def people_of(roster: Roster) -> dict[str, Body]:
    """Person, first name, initials in small letters → the body that the text ties them to.

    >>> people = people_of(Roster("Närvarande: Eva Ek (Almi), Bo Alm, LRF."))
    >>> people["eva"].short, people["bo alm"].short
    ('Almi', 'LRF')
    """
    text = roster.text
    sure: dict[str, Body] = {}
    likely: dict[str, Body] = {}
    unclear: set[str] = set()
    for mention in roster.mentions():
        behind = _PERSON_BEFORE.search(text[max(0, mention.start - 45) : mention.start])
        after = _PERSON_AFTER.match(text[mention.end : mention.end + 45])
        for hit, out in ((behind, sure), (after, likely)):
            if hit is None or (out is likely and behind is not None):
                continue
            first, last = hit.group(1), hit.group(2)
            for key in (f"{first} {last}".lower(), first.lower(), f"{first[0]}{last[0]}".lower()):
                if key in out and out[key] != mention.body:
                    unclear.add(key)
                out.setdefault(key, mention.body)
    return {k: b for k, b in {**likely, **sure}.items() if k not in unclear}


_PERSON_BEFORE = re.compile(rf"({NAME})[ \t]+({NAME})\s*(?:,|\(|–|-|/|från|på)\s*(?:från |på )?$")
_PERSON_AFTER = re.compile(rf"\s*(?:\(|:|–|-|,|genom|gm)\s*({NAME})[ \t]+({NAME})\s*(?:[),.;]|$|\n| och )")


_LABEL = re.compile(r"(?:[^:.!?\n]|(?<= k)\.){1,60}?(?::(?=\s)|\s[–—-](?=\s)|\t)")
_STAMPED_LABEL = re.compile(r"\[?\d{1,2}[.:]\d{2}\]?[ ][^:.!?\n]{1,40}:(?=\s)")


def label_end(said: str) -> int | None:
    """Where a label at the head of a line may end: at its colon, dash or tab."""
    if ":" not in said and not any(sign in said for sign in "–—-\t"):
        return None
    match = _LABEL.match(said)
    if match is None:
        stamped = _STAMPED_LABEL.match(said)
        return stamped.end() if stamped else None
    return match.end() if len(match.group().split()) <= _SPEAKER_WORDS else None
