# SPDX-License-Identifier: EUPL-1.2
"""The heading that answers: what changed most, and the worry that most members share. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Line = Mapping[str, Any]

#: Endings of words that lean on the next one.
PARTICIPLE = ("da", "ade")
#: "stängda gränsen till Norge" stands well before a verb, a clause does not.
MOST_WORDS = 4

#: A worry told as less than before: it may be open still, but it is not what answers.
_EASING = re.compile(
    r"""\b(?:
        (?:mindre|minskad|minskande|avtagande)\s+(?:oro|orolig\w*|bekymr\w*|ängsl\w*)\b
      | (?:oron?|bekymren|rädslan)\b[^.!?]{0,60}?\b(?:minska[rt]|lätta[rt]|avta(?:r|git)|lagt\s+sig|lugnat|släppt|(?:är|blivit)\s+mindre)
      | oroar\s+(?:\w+\s+)?mindre
      | (?:inte|ej)\s+(?:längre|lika)\s+(?:oro\w*|bekymr\w*|svårt|illa)
      | oro\w*\s+(?:\w+\s+)?inte\s+(?:längre|lika\s+mycket)
      | (?:bättre|lugnare|lättare|mindre|svagare)\s+än\s+(?:förra|förut|tidigare|sist|i|vid|under)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def headline(picture: Line) -> list[str]:
    """The heading in clauses: the biggest change of a known series, then the worry that most members
    share, for the longest time; among equals one that is called a worry in so many words.
    """
    change = next((c for c in (_change(line, picture) for line in picture["changes"]) if c), "")
    topic, is_certain = _worry(picture["concerns"])
    worry = f"{topic} oroar" if topic else ""
    if change and worry and is_certain:
        return [f"{_capital(change)},", worry]
    if change and worry:
        # Nobody has written the topic inside a sentence: put first it has its capital either way.
        return [f"{_capital(worry)},", change[:1].lower() + change[1:]]
    if change or worry:
        return [_capital(change or worry)]
    return ["Läget just nu"] if picture["round"]["date"] else ["Ingen omgång än"]


def _change(line: Line, picture: Line) -> str:
    """ "Orderingången minskar hos 63 företag"; nothing for a figure that has no series or no direction."""
    step = line.get("delta")
    direction = {"increase": 1, "decrease": -1}.get(line["change"] or "", 0) if step is None else step
    if not direction or not line.get("headline"):
        return ""
    said = f"{line['headline']} {'ökar' if direction > 0 else 'minskar'}"
    return " ".join(part for part in (said, _whose(line["population"], picture["dialogue"]["area"])) if part)


def _whose(population: Line, county: str) -> str:
    """Whom the change speaks of; nothing where it is the county itself."""
    text, area = population["text"], population["area"]
    if not text or text == county:
        return ""
    if text.startswith("enligt "):
        return str(text)
    return f"i {text}" if text == area else f"hos {text}"


def _worry(concerns: Sequence[Line]) -> tuple[str, bool]:
    """The topic of the heading, and whether its first letter is certain; ("", False) where there is none."""
    found = [(c, topic) for c in concerns if not is_easing(_sentence(c)) and (topic := in_heading(c))]
    if not found:
        return "", False
    shared, topic = max(
        found,
        key=lambda pair: (pair[0]["members"], pair[0]["rounds_in_row"], "oro" in pair[0]["text"].casefold()),
    )
    of_same = [c for c in concerns if c["topic"] == shared["topic"]]
    for concern in of_same:
        written = _as_written(topic, _sentence(concern))
        if written is not None:
            return written, True
    return topic, False


def in_heading(concern: Line) -> str:
    """A topic of at most four words that can stand before "oroar", else "".

    A participle takes its noun with it ("stängda gränsen"), figures and whole sentences stay out.
    """
    topic = " ".join(concern["topic"].split())
    if topic.endswith(PARTICIPLE):
        after = re.search(rf"\b{re.escape(topic)}\s+([a-zåäöé]+)", concern["text"], re.IGNORECASE)
        topic = f"{topic} {after[1]}" if after else ""
    few = topic and len(topic.split()) <= MOST_WORDS
    return topic if few and topic.replace(" ", "").isalpha() else ""


def is_easing(words: str) -> bool:
    """Whether a worry is told as less than before.

    >>> is_easing("Oron för elpriset har lagt sig."), is_easing("Minskad efterfrågan oroar.")
    (True, False)
    """
    return _EASING.search(words) is not None


def _as_written(topic: str, sentence: str) -> str | None:
    """The topic as the text writes it; None where it stands nowhere but first in a sentence.

    >>> _as_written("tyskland", "Vi är oroliga för Tyskland."), _as_written("tyskland", "Tyskland oroar oss.")
    ('Tyskland', None)
    """
    for match in re.finditer(rf"\b{re.escape(topic)}\b", sentence, re.IGNORECASE):
        inside = bool(re.search(r"\w", sentence[: match.start()])) and not re.search(
            r"[.!?:]\W*$", sentence[: match.start()]
        )
        if inside or match[0][1:] != match[0][1:].lower():
            return match[0]
    return None


def _sentence(concern: Line) -> str:
    """The whole sentence that the worry stands in, where it may be read."""
    source = concern.get("source")
    whole = f"{source['before']}{source['quote']}{source['after']}" if source else ""
    return " ".join((whole or concern["text"]).split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
