# SPDX-License-Identifier: EUPL-1.2
"""What every kind of commitment asks of a clause: its subject, tense, modality and negation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from textreader.clauses import Clause
from textreader.owners import Owners
from textreader.patterns import at_words


@dataclass(slots=True)
class Verdict:
    """A kind read in a clause, by which rule and with which fields."""

    kind: str
    rule: str
    fields: dict[str, Any]
    whole_sentence: bool = False


@dataclass
class Situation:
    """A clause with what stands round it."""

    clause: Clause
    owners: Owners
    #: The body that is subject or agent in the clause, and whether it is a company.
    subject: str | None
    company: bool
    #: Owner by heading, label or speaker.
    context: str | None
    role: str
    heading: str
    #: A call, scheme or training is named in the clause.
    named: bool = False
    #: The clause whose subject this one shares.
    before: Clause | None = None

    def reported(self) -> str | None:
        """The body that another says will do something ("LRF meddelar att Almi skickar …")."""
        clause = self.clause
        finite = clause.finite()
        if finite is None or "sayer" not in clause.words[finite].tags:
            return None
        hit = _SAYS_THAT.search(clause.flat)
        if hit is None:
            return None
        after = clause.back(hit.end())
        for mention in self.owners.bodies(after, min(after + 3, clause.end)):
            name = self.owners.name(mention.body)
            return name if name != self.owner else None
        return None

    def has(self, *tags: str) -> bool:
        """Whether the clause, or the one whose subject it shares, has a word of these classes."""
        return self.clause.has(*tags) or (self.before is not None and self.before.has(*tags))

    @cached_property
    def owner(self) -> str | None:
        """Who owns what the clause says."""
        return self.subject if self.subject is not None and not self.company else self.context

    @cached_property
    def we(self) -> bool:
        """Does the clause speak of "vi"?"""
        return bool(_WE.search(self.clause.flat))

    @cached_property
    def about_others(self) -> bool:
        """Is the subject companies, customers, prices, figures: somebody who is no member?"""
        return self.company or outsider_subject(self.clause)

    @cached_property
    def negated(self) -> bool:
        """Is the main verb denied?"""
        return self.clause.has("negation") and bool(_DENIED.search(self.clause.flat))

    @cached_property
    def may(self) -> bool:
        """Does the main verb only say what could, should or may be?"""
        finite = self.clause.finite()
        return finite is not None and _main_verb(self.clause, finite) in _MAY


_SAYS_THAT = at_words(r"\b(?:att|om att) (?:också |även )?")
_WE = at_words(r"(?<!\w)(?:vi|jag)(?!\w)")
_DENIED = at_words(
    r"\b(?:inte|ej|inga|inget|ingen|aldrig|varken|knappast)\b(?! (?:bara|minst|längre än|ens))"
)
_MAY = frozenset(
    "kan kunde får fick borde bör skulle vill ville hoppas överväger funderar måste behöver lär torde önskar".split()
)


def _main_verb(clause: Clause, finite: int) -> str:
    return clause.words[finite].low


def outsider_subject(clause: Clause) -> bool:
    """Whether the clause's subject is an outsider's word, standing first or right after the verb.

    >>> from textreader.clauses import tags_of
    >>> "outsider" in tags_of("butikerna"), "outsider" in tags_of("kommunerna")
    (True, False)
    """
    finite = clause.finite()
    words = clause.words
    if finite is None:
        return "outsider" in words[0].tags if words else False
    subject = words[:finite]
    for i, word in enumerate(subject):
        if "outsider" not in word.tags or word.low == "var":
            continue
        if any(w.low in _PREPOSITIONS for w in subject[max(0, i - 4) : i]):
            continue
        return not any(w.low in ("vi", "jag") for w in subject)
    if (
        finite == 0
        or (subject and all(w.low in _OPENING for w in subject))
        or subject[0].low in _PREPOSITIONS
    ):
        after = [
            w
            for w in words[finite + 1 : finite + 4]
            if w.low not in ("också", "nu", "även", "flera", "många", "fler", "några", "ett", "en")
        ]
        if after and "outsider" in after[0].tags and not any(w.low in ("vi", "jag") for w in words[:4]):
            return True
    return False


_PREPOSITIONS = frozenset(
    "i på för med till från hos av om inom mellan mot bland genom kring vid utan över under efter inför sedan gällande angående per".split()
)
_OPENING = frozenset("nu här idag sedan då också även dessutom samtidigt därför just fortsatt".split())

_FUTURE = at_words(
    r"\b(?:kommer (?:\w+ )?(?:\w+ )?att|ska|skall|planerar att|planeras|avser att|tänker|siktar på att|kommer (?:\w+ )?vara|räknar med att kunna)\b"
)


def tense(clause: Clause, due: tuple[str | None, str | None]) -> str:
    """planned, ongoing or done, by the main verb and the day it is tied to."""
    flat = clause.flat
    if _FUTURE.search(flat):
        return "planned"
    finite = clause.finite()
    if finite is not None:
        word = clause.words[finite]
        if "past" in word.tags:
            return "done"
        if word.low in ("har", "hade") and any(
            "supine" in w.tags for w in clause.words[finite + 1 : finite + 7]
        ):
            return "done"
        if _IS_DONE.search(flat):
            return "done"
        if word.low in ("pågår", "fortlöper", "fortsätter", "fortgår", "arbetar", "jobbar"):
            return "ongoing"
        if due != (None, None) and not clause.has("habit"):
            return "planned"
        if re.search(r"\b(?:snart|inom kort|i uppstart|på väg in)\b", flat) and "går" not in flat:
            return "ongoing" if "uppstart" in flat else "planned"
        return "ongoing"
    if any("supine" in w.tags for w in clause.words[:4]) or _IS_DONE.search(flat):
        return "done"
    return "planned" if due != (None, None) else "ongoing"


_IS_DONE = at_words(
    r"\b(?:är|var|blev)(?: nu| redan| även| också)? (?:\w+ )?(?:klara?t?|färdigt?a?|återfö\w+|uppdaterade?t?|reviderade?t?|framtag\w+|upphandlade?t?|införda?|avslutade?t?|genomförda?t?|sjösatta?|inskickade?t?|påbörjade?t?|igång|i gång|utsedda?|anställda?|invigda?t?|öppnade?t?|lanserade?t?|inlämnade?t?|i hamn)\b"
)
