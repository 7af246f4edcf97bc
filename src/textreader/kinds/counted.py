# SPDX-License-Identifier: EUPL-1.2
"""The head word of a quantity: what the number counts or measures, as written near it."""

from __future__ import annotations

import re

from textreader.kinds import heads
from textreader.kinds.amounts import Amount
from textreader.kinds.joining import STAGE, STAGE_AFTER, STAGE_BEFORE
from textreader.kinds.limits import Limit
from textreader.model import Document
from textreader.patterns import at_words

G = " {1,5}"

_VERBS_OF_CASES = rf"(?:svara\w*(?:{G}(?:inte|ej))?|avstod|avstått|deltog|varsla(?:des|ts|s|de)?|sades{G}upp|sagts{G}upp|sägs{G}upp|uppsag\w+|nyanställ\w+|anställdes|anställts|permittera(?:des|ts|s|de)|bevilja(?:des|ts|s|de)|avslogs|avslagits|fått{G}avslag|fick{G}avslag|nekades|nekats|överklaga\w+|betala(?:des|ts|s){G}ut|utbetala\w+|återkalla\w+|ansökt\w*|sökt\w*|godkän\w+|avskriv\w+|handlägg\w+|väntar{G}på{G}beslut|återstår|kvarstår|inkommi\w+|startade\w*|avregistrera\w+)"
_ANSWERED = re.compile(
    rf"(?:{G}(?:har|hade|blev|har{G}blivit|av{G}dem|av{G}dessa|anställda|personer))?{G}(?P<words>{_VERBS_OF_CASES})(?!\w)"
)
_ANSWERED_BEFORE = re.compile(rf"(?<!\w)(?P<words>{_VERBS_OF_CASES}){G}$")


def head_word(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> str | None:
    """The head word: after a count, after "av" for a share, else the subject before."""
    if amount.of:
        return amount.of
    if noun is not None and _counts(amount.unit, noun[0]):
        return _with_what_befell(document, noun) if amount.unit == "count" else noun[0]
    flat, unit, end = document.flat, amount.unit, amount.end
    if told := heads.part_of(document, end) or heads.label_before(document, limit.start):
        return told
    if unit.startswith(("SEK", "EUR")):
        return _money_word(document, amount, limit)
    if unit == "count" and (asked := _ANSWERED_BEFORE.search(flat, max(0, limit.start - 36), limit.start)):
        return " ".join(asked["words"].split())
    if unit in ("%", "count", "ratio") and (answered := _answered(document, end)):
        return " ".join(answered["words"].split())
    if unit in ("%", "count") and (predicate := heads.predicate_after(document, end)):
        return predicate
    return (
        heads.noun_before(document, limit.start)
        or heads.purpose_after(document, end)
        or heads.noun_in_label(document, limit.start)
    )


_PEOPLE = (
    "personer",
    "person",
    "anställda",
    "medarbetare",
    "invånare",
    "kvinnor",
    "män",
    "ungdomar",
    "arbetare",
    "tjänstemän",
)
_BEFELL = re.compile(
    rf"{G}(?:(?:är|var|har|hade|blev|blir|nu|redan|fortfarande|varit|blivit){G}){{0,3}}(?:(?P<state>[a-zåäö-]*(?:varslade|permitterade|uppsagda|arbetslösa|sysselsatta|inskrivna|sjukskrivna|korttidsanställda|visstidsanställda))"
    rf"|(?P<act>(?:varsla|permittera|anställ|nyanställ|korttidspermittera)(?:des|ts|s|ats|d)|(?:sades|sagts|sägs){G}upp)"
    rf"|(?P<place>(?:i|på|under){G}(?:korttid\w*|permittering\w*|uppsägningstid\w*|varsel)))(?!\w)"
)


def _with_what_befell(document: Document, noun: tuple[str, int]) -> str:
    """ "190 personer korttidspermitterade", "12 personer sades upp": people alone name no series."""
    words, end = noun
    if not words.endswith(_PEOPLE) or (found := _BEFELL.match(document.flat, end)) is None:
        return words
    told = found["state"] or found["act"] or found["place"]
    return words if heads.on_next_line(document, end, found.end()) else f"{words} {' '.join(told.split())}"


def _answered(document: Document, end: int) -> re.Match[str] | None:
    """A verb of cases right after the number, on the same line or a wrapped one."""
    found = _ANSWERED.match(document.flat, end)
    return None if found and heads.on_next_line(document, end, found.end()) else found


def _counts(unit: str, noun: str) -> bool:
    """Is the noun after a number what it counts? After percent a verb or "ökning" is not."""
    if unit.startswith(("count", "per_", "ratio")):
        return True
    verb = noun.endswith("r") and not heads.is_head(noun.rsplit(maxsplit=1)[-1])  # "38 % bedömer"
    return unit == "%" and not verb and not _is_change_noun(noun)


def _money_word(document: Document, amount: Amount, limit: Limit) -> str | None:
    """What money is: its stage ("återstår"), the noun before, or what it goes to."""
    flat = document.flat
    if stage := _stage(STAGE_AFTER.match(flat, amount.end)):
        return stage
    before = heads.noun_before(document, limit.start)
    known = before is not None and heads.is_head(before)
    if _GRANTED.search(flat, max(0, limit.start - 26), limit.start) and (
        named := heads.named_before(document, limit.start)
    ):
        return named
    if stage := _stage(STAGE_BEFORE.search(flat, max(0, limit.start - 34), limit.start)):
        if pot := _pot_before(document, limit.start):
            return pot
        return f"{before} {stage}" if known and before != stage else stage
    if not known and (purpose := heads.purpose_after(document, amount.end)):
        return purpose
    return before or heads.noun_in_label(document, limit.start)


_POT = at_words(
    r"(?<!\w)(?:pengar(?:na)?|medel|medlen|anslag(?:et)?|bidrag(?:et)?) {1,5}(?:för|till) {1,5}[\w-]+"
)


def _pot_before(document: Document, place: int) -> str | None:
    """ "Medel för laddstolpar är återförda och återstående 5 mkr ...": the pot that is left of."""
    start = max((s.start for s in document.sentences if s.start <= place < s.end), default=place)
    found = _POT.search(document.flat, start, place)
    return " ".join(document.text[found.start() : found.end()].split()) if found else None


#: "Projektet Handelslyft har beviljats 8 mkr": what it was granted to tells more than the stage.
_GRANTED = at_words(
    r"(?<!\w)(?:beviljats|beviljades|beviljas|tilldelats|tilldelades|fått|får|fick) {1,5}(?:totalt |sammanlagt )?$"
)


def _stage(found: re.Match[str] | None) -> str | None:
    """The word that tells where money is on its way; "sökt" and "använt" tell too little."""
    word = re.search(STAGE, found[0]) if found else None
    return word[0] if word and not _LOOSE_STAGE.match(word[0]) else None


_LOOSE_STAGE = re.compile(r"sök|ansök|använ")


def _is_change_noun(words: str) -> bool:
    if words.endswith("sökning"):
        return False
    return words.endswith(
        ("ökning", "minskning", "uppgång", "nedgång", "sänkning", "höjning", "tapp", "tillväxt")
    )
