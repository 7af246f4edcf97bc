# SPDX-License-Identifier: EUPL-1.2
"""Changes told in words without a number: "efterfrågan ökar", "om en månad några färre"."""

from __future__ import annotations

import re
from bisect import bisect_left

from textreader.kinds import heads
from textreader.model import Document, Fact
from textreader.patterns import at_words
from textreader.rule import Example, make, rule
from textreader.words import GAP as G
from textreader.words import alternatives, lexicon

_LISTS = lexicon("changes")


def _w(name: str) -> str:
    return "(?:" + alternatives(_LISTS[name]) + ")"


VERB = rule(
    "change.verb",
    "En ökning eller minskning i ord, utan tal.",
    "(har) ökat, minskar, sjönk … utan tal efter",
    Example("Djurläget har minskat.", "har minskat", {"change": "decrease", "of": "djurläget"}),
    Example("Efterfrågan ökar något i norra länet.", "ökar något", {"change": "increase", "of": "efterfrågan"}, "report"),
    Example("Bokningsläget är oförändrat.", "är oförändrat", {"change": "unchanged"}, "mail"),
    Example("Projekttider förlängs och vi ökar takten.", "ökar", {"change": "increase", "of": "takten"}),
    never=("Orderingången ökade med 12 procent.", "Varslen har minskat från 120 till 80.", "Vi vill minska."),
)  # fmt: skip
COMPARATIVE = rule(
    "change.comparative",
    "Fler, färre, högre eller lägre i ord, utan tal.",
    "några/något/lite/betydligt … + fler, färre, högre, lägre",
    Example("927 är permitterade, om en månad några färre.", "några färre", {"change": "decrease", "forecast": True}),
    Example("Vi har betydligt fler ansökningar nu.", "betydligt fler", {"change": "increase"}, "report"),
    Example("Det är något lägre tryck på rådgivningen.", "något lägre", {"change": "decrease"}, "mail"),
    never=("Det var 12 färre än i maj.", "De sökte några nya."),
)  # fmt: skip

_DEGREE = r"(?:något|lite|svagt|kraftigt|tydligt|marginellt|mycket|avsevärt|betydligt|stadigt|påtagligt|klart|en{G}aning|ytterligare|sakta|snabbt|fortfarande)".replace(
    "{G}", G
)
_VERB = re.compile(
    rf"(?<!\w)(?:(?:har|hade){G}(?:{_DEGREE}{G})?|väntas{G}|förväntas{G}|kommer{G}att{G}|ser{G}ut{G}att{G}|beräknas{G}|är{G}|ligger{G})?(?:(?P<increase>{_w('words_increase')})|(?P<decrease>{_w('words_decrease')})|(?P<unchanged>{_w('words_unchanged')}))(?:{G}{_DEGREE}(?!\w))?(?!\w)"
)
_COMPARATIVE = at_words(
    rf"(?<!\w)(?:några|något|lite|betydligt|avsevärt|klart|marginellt|många|mycket|väsentligt){G}(?:(?P<increase>fler|högre|större|mer)|(?P<decrease>färre|lägre|mindre))(?!\w)(?!{G}(?:än{G})?[0-9])"
)
_NUMBER_NEAR = re.compile(
    r"(?: {1,5}[a-zåäö]+){0,4}? {1,5}(?:med|till|från|på)? {0,5}(?:[a-zåäö:.]+ {1,5}){0,2}[0-9]"
)
_NOT_STATED = at_words(
    r"(?<!\w)(?:vill|att|ska|kan|måste|behöver|bör|för att|inte|ej|om|borde|skulle|de|den|det|en|ett) {1,5}$"
)
_PLURAL_NOUN = re.compile(r" {1,5}(?:[a-zåäö]+) {1,5}")


def find(document: Document) -> list[Fact]:
    """Changes in words; none where a quantity tells the size."""
    numbers = [f for f in document.facts if f.kind == "quantity"]
    starts = sorted(f.start for f in numbers)
    facts: list[Fact] = []
    for match in _VERB.finditer(document.flat):
        if _is_counted(document, match, starts) or not _is_statement(document, match):
            continue
        of = _what_changes(document, match)
        if of is not None:
            facts.append(_change(document, match, VERB, of, bare=False))
    for match in _COMPARATIVE.finditer(document.flat):
        if _is_counted(document, match, starts):
            continue
        noun = heads.noun_after(document, match.end())
        of = noun[0] if noun else heads.noun_before(document, match.start())
        if of is not None:
            facts.append(_change(document, match, COMPARATIVE, of, bare=noun is None))
    return sorted(facts, key=lambda f: f.start)


_ACTOR = at_words(r"(?<!\w)(?:vi|man|jag|ni|de|hon|han) {1,5}(?:nu |också |även |därför )?$")


def _what_changes(document: Document, match: re.Match[str]) -> str | None:
    """The subject; or the object, where somebody makes the change ("vi ökar utbetalningstakten")."""
    if _ACTOR.search(document.flat, max(0, match.start() - 16), match.start()):
        after = heads.noun_after(document, match.end())
        return after[0] if after else None
    of = heads.noun_before(document, match.start())
    after = heads.noun_after(document, match.end()) if of is None else None
    return of or (after[0] if after else None)


def _change(document: Document, match: re.Match[str], name: str, of: str, *, bare: bool) -> Fact:
    fields: dict[str, object] = {
        "change": match.lastgroup,
        "of": of,
        "words": " ".join(document.text[match.start() : match.end()].split()),
    }
    if bare:
        fields["_bare"] = True
    return make(document, "change", match.start(), match.end(), name, **fields)


def _is_counted(document: Document, match: re.Match[str], starts: list[int]) -> bool:
    """A number close after (or "12 färre" right before) tells the change already."""
    place = bisect_left(starts, match.start())
    for start in starts[max(0, place - 1) : place + 2]:
        if match.start() - 24 < start < match.end() + 44:
            between = document.flat[min(start, match.end()) : max(start, match.end())]
            if not re.search(r"[.;!?]|, |(?<!\w)(?:och|men)(?!\w)", between):
                return True
    return False


def _is_statement(document: Document, match: re.Match[str]) -> bool:
    """An infinitive after "vill", "ska", "för att" is a wish, an adjective before a noun no change."""
    flat = document.flat
    word = match[0].split()[-1]
    bare = not re.match(r"(?:har|hade|väntas|förväntas|kommer|ser|beräknas|är|ligger) ", match[0])
    if bare and _NOT_STATED.search(flat, max(0, match.start() - 12), match.start()):
        return False
    if bare and word in ("öka", "minska"):
        return False
    if bare and word in ("ökade", "minskade", "steg", "växer") and _adjective(document, match):
        return False
    return match.lastgroup is not None


def _adjective(document: Document, match: re.Match[str]) -> bool:
    """ "ökade kostnader", "steg 2"."""
    flat = document.flat
    if re.match(r" {0,3}[0-9]", flat[match.end() : match.end() + 4]):
        return True
    before = flat[max(0, match.start() - 2) : match.start()].strip()
    noun = heads.noun_after(document, match.end())
    return noun is not None and (
        not before or before in ".,;:" or heads.noun_before(document, match.start()) is None
    )
