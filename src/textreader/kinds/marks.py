# SPDX-License-Identifier: EUPL-1.2
"""Is a figure claimed? Conditions, denials, rumours, overtaken figures and forecasts are marked.

A mark is set for the words of the figure's own clause; a mark that stood on most facts would say
nothing.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import GAP, alternatives, lexicon

_LISTS = lexicon("marks")


def _any(name: str) -> str:
    return r"(?<!\w)(?:" + "|".join(w.replace(" ", GAP) for w in _LISTS[name]) + r")(?!\w)"


_FORECAST = re.compile(_any("forecast"))
_OUTCOME = re.compile(_any("outcome"))
_CONDITIONAL = re.compile(_any("conditional"))
_QUOTED = re.compile(_any("quoted"))
_DOUBT = re.compile(_any("doubt"))
_DENIED = re.compile(_any("denied"))
_SUPERSEDED = at_words(_any("superseded"))
_CANCELLED = at_words(_any("cancelled"))
_WITHDRAWN = at_words(_any("withdrawn"))
_BREAK = at_words(r";|(?<!\w)(?:men|medan|fast|däremot|utan)(?!\w)")
_IF_FIRST = re.compile(
    r"(?:^|[,.;:!?(\n-]) {0,3}(?:och |men |även )?(?:om|ifall|såvida) {1,5}(?!(?:en|ett|ca|cirka|drygt|två|tre|fyra|fem|sex|[0-9]|några|kring|samma|samtliga|knappt|cirka)(?!\w))(?!\w+(?:ar|or) )"
)
_IF_LATER = at_words(
    r"(?<!\w)om {1,5}(?!(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|några|totalt|ca|drygt|knappt|cirka)(?!\w))(?:inte|inget|ingen|vi|det|den|de|man|ni|hon|han|bara|[a-zåäö-]{2,}(?:en|et|arna|erna|orna|na|n)) {1,5}(?:[a-zåäö]+ {1,5}){0,3}?(?:inte|[a-zåäö]+(?:as|es|ds|gs|ls|ns|rs|ts|er|ar|år|ör|ir))(?!\w)"
)
#: "Hade stödet uteblivit hade 25 förlorat jobbet."
_HAD_FIRST = re.compile(r"[^a-zåäö]{0,3}(?:hade|skulle) ")
_HAD_AGAIN = at_words(r"(?<!\w)(?:hade|skulle)(?!\w)")
_NOT = at_words(
    r"(?<!\w)(?:inte|ej|aldrig|icke|knappast|varken)(?! {1,5}(?:bara|minst|mindre|enbart|endast|mer|fler|färre|över|under|högre|förrän|längre än))(?:(?! {1,5}utan) {1,5}[a-zåäö-]+){0,3} {1,5}$"
)
_NONE = at_words(r"(?<!\w)(?:inga|ingen|inget)(?: {1,5}(?:nya|fler|ytterligare|hela|sådana))? {1,5}$")
_RIGHT_OF_DENIED = at_words(
    r"(?<!\w)(?:rätt siffra|rätta siffran|det rätta|korrekt siffra|korrekta siffran|ska vara|skulle vara|skulle ha varit|skulle stå|ska stå|rätt är|utan|i själva verket|i stället(?! för)|istället(?! för))(?!\w)|, {1,3}(?:det|den|siffran|antalet) {1,5}(?:är|var|blev|rör|handlar)(?!\w)"
)


def _beginnings() -> list[str]:
    """The plain letters that each word of a mark begins with."""
    names = ("conditional", "quoted", "doubt", "denied", "superseded", "cancelled", "withdrawn")
    found = set()
    for name in names:
        for pattern in _LISTS[name]:
            start = re.match(r"\(\?:([a-zåäö |]+)\)", pattern)
            words = start[1].split("|") if start else [pattern]
            plain = [re.match(r"[a-zåäö]*", word.lstrip()) for word in words]
            found |= {match[0] for match in plain if match}
    return sorted(found - {""})


#: A word that a mark can begin with; a sentence without any needs no closer look.
_CUE = re.compile(
    r"(?<!\w)(?:"
    + alternatives(
        [
            *_beginnings(),
            "om",
            "ifall",
            "hade",
            "inte",
            "ej",
            "aldrig",
            "icke",
            "ing",
            "skulle",
            "såvida",
            "nej",
            "förlåt",
            "rättare",
            "jag",
            "menar",
            "först",
            "initialt",
            "knappast",
            "varken",
            "tidigare",
            "det tidigare",
            "till en bör",
        ]
    )
    + r")|[?]|(?<!\w)den (?:gamla|förra|ursprungliga|första)"
)


class Cues(NamedTuple):
    """What a sentence holds at all, asked once for all its figures: a word that a mark can begin
    with, one that speaks of what is to come, one that parts it."""

    marks: bool
    ahead: bool
    parts: bool


def cues_of(flat: str, sentence: tuple[int, int]) -> Cues:
    """Which closer looks the sentence's figures need."""
    start, end = sentence
    return Cues(
        _CUE.search(flat, max(0, start - 1), min(len(flat), end + 1)) is not None,
        _FORECAST.search(flat, start, end) is not None,
        _BREAK.search(flat, start, end) is not None,
    )


def marks(
    document: Document,
    start: int,
    end: int,
    sentence: tuple[int, int],
    others: list[int],
    cues: Cues,
    *,
    negated: bool = False,
) -> dict[str, Any]:
    """The true marks for a figure; ``others`` are where the sentence's other figures begin."""
    flat = document.flat
    first, last = max(sentence[0], start - 220), min(sentence[1], end + 180)
    found: dict[str, Any] = {}
    left_edge, right_edge = _clause(flat, start, end, first, last) if cues.parts else (first, last)
    if (
        _overtaken(flat, start, left_edge)
        or _TAKEN_BACK.match(flat, end)
        or (_AT_FIRST.search(flat, max(first, start - 30), start) and _BUT_NOW.search(flat, end, last))
    ):
        found["superseded"] = True
    elif (match := _SUPERSEDED.search(flat, end, min(right_edge, end + 60))) and not _figure_between(
        others, end, match.start()
    ):
        if not re.match(r"i ?stället för|väntades|räknade|ursprungligen|tidigare", match[0]):
            found["superseded"] = True
    if not negated and _is_denied(flat, start, end, first, last, left_edge):
        found["denied"] = True
    if _near(flat, _WITHDRAWN, start, end, left_edge, right_edge, others):
        found["withdrawn"] = True
    if _near(flat, _CANCELLED, start, end, left_edge, right_edge, others):
        found["cancelled"] = True
    if _QUOTED.search(flat, left_edge, right_edge):
        found["quoted"] = True
    if _is_conditional(flat, start, end, first, last, left_edge, right_edge):
        found["conditional"] = True
    if flat[sentence[1] - 1 : sentence[1]] == "?" or flat[sentence[1] : sentence[1] + 1] == "?":
        found["doubt"] = True
    if _DOUBT.search(flat, max(left_edge, start - 60), min(right_edge, end + 40)):
        found["doubt"] = True
    return found


#: "Varslet omfattade först 45 personer men har minskats till 30."
_AT_FIRST = at_words(
    r"(?<!\w)(?:först|initialt|till {1,5}en {1,5}början)(?: {1,5}(?:om|på|till|cirka|ca|drygt)){0,2} {1,5}$"
)
_BUT_NOW = at_words(r"(?<!\w)(?:men|nu|sedan|sen|därefter|numera)(?!\w)[^.;]*[0-9]")
#: "40, nej 45": the writer corrects a figure at once.
_TAKEN_BACK = re.compile(
    r"(?: {1,5}[a-zåäö]+)? {0,3}(?:,|\.\.\.|…|-) {0,3}(?:nej|förlåt|rättare {1,5}sagt|jag {1,5}menar|menar {1,5}jag)(?!\w)"
)


def _overtaken(flat: str, start: int, left_edge: int) -> bool:
    """A word like "i stället för" or "tidigare uppgift" close before, with no comma between."""
    last = None
    for match in _SUPERSEDED.finditer(flat, max(left_edge, start - 60), start):
        last = match
    return last is not None and not re.search(
        r"[,:;0-9]|(?<!\w)(?:att|är|nu)(?!\w)", flat[last.end() : start]
    )


def _clause(flat: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The part of the sentence around a figure, between "men", "medan", "utan" and semicolons."""
    left, right = first, last
    for match in _BREAK.finditer(flat, first, start):
        left = match.start()
    if after := _BREAK.search(flat, end, last):
        right = after.start()
    return left, right


def _figure_between(others: list[int], low: int, high: int) -> bool:
    return any(low < place < high for place in others)


def _none_between(flat: str, pattern: re.Pattern[str], left: int, start: int, others: list[int]) -> bool:
    """The last word of the pattern before a figure has no other figure after it."""
    last = None
    for match in pattern.finditer(flat, left, start):
        last = match
    return last is not None and not _figure_between(others, last.end(), start)


def _near(
    flat: str, pattern: re.Pattern[str], start: int, end: int, left: int, right: int, others: list[int]
) -> bool:
    if (match := pattern.search(flat, end, right)) and not _figure_between(others, end, match.start()):
        return True
    return _none_between(flat, pattern, left, start, others)


def _is_denied(flat: str, start: int, end: int, first: int, last: int, left_edge: int) -> bool:
    if _NOT.search(flat, max(left_edge, start - 50), start) or _NONE.search(
        flat, max(left_edge, start - 24), start
    ):
        return True
    # "Inte 40 utan 30": what stands after "utan" is what holds.
    match = _DENIED.search(flat, first, last)
    if match is None:
        return False
    righting = _RIGHT_OF_DENIED.search(flat, first, start)
    return not (righting and righting.end() <= start and match.start() < start)


def _is_conditional(flat: str, start: int, end: int, first: int, last: int, left: int, right: int) -> bool:
    if (found := _CONDITIONAL.search(flat, left, right)) and not (
        found[0] == "skulle" and _DENIED.search(flat, first, last)
    ):
        return True
    opening = flat[max(0, first - 1) : first + 14]
    if re.match(
        r"[^a-zåäö]{0,4}(?:om|ifall) {1,5}(?!(?:en|ett|ca|cirka|drygt|två|tre|fyra|fem|sex|[0-9]|några|kring|bara)(?!\w))[a-zåäö]",
        opening,
    ):
        return True
    if _HAD_FIRST.match(flat, first) and _HAD_AGAIN.search(flat, first + 4, last):
        return True
    if _IF_FIRST.search(flat, first + 2, start):
        return True
    return bool(_IF_LATER.search(flat, end, right))


def is_forecast(
    document: Document, start: int, end: int, sentence: tuple[int, int], others: list[int], cues: Cues
) -> bool:
    """Does the nearest telling word speak of what is to come?"""
    if not cues.ahead:
        return False
    flat = document.flat
    first, last = max(sentence[0], start - 200), min(sentence[1], end + 120)
    left, right = _clause(flat, start, end, first, last) if cues.parts else (first, last)
    if _ASKED.search(flat, max(left, start - 40), start) and _WHAT_THEY_EXPECT.match(flat, end):
        return False
    if _RESPONDENTS_SAY.match(flat, end):
        return False  # "12 procent tror på minskning"
    if _CAME.match(flat, end):
        return False  # "det väntades komma 300, 180 kom"
    ahead = _last_end(_FORECAST, flat, left, start)
    behind = _last_end(_OUTCOME, flat, left, start)
    if ahead >= behind and ahead >= 0:
        return True
    after = _FORECAST.search(flat, end, min(right, end + 44))
    if after is not None and _BY_RESPONDENTS.match(after[0]):
        return False
    if after is None or (behind >= 0 and behind > start - 40):
        return False
    outcome = _OUTCOME.search(flat, end, after.start())
    between = flat[end : after.start()]
    return (
        outcome is None
        and "," not in between
        and " som " not in between
        and not _figure_between(others, end, after.start())
    )


_RESPONDENTS_SAY = re.compile(
    r"(?: {1,5}av {1,5}(?:de {1,5})?[a-zåäö]+| {1,5}(?:företag|företagare|medlemmar|svarande|kommuner|deltagare))? {1,5}(?:tror|väntar sig|räknar med|räknade med|bedömer|förväntar sig|hoppas|befarar|planerar att)(?!\w)"
)
_CAME = re.compile(
    r"(?: {1,5}[a-zåäö]+)? {1,5}(?:kom|blev|deltog|infann|dök)(?!\w)(?! {1,5}(?:att|aldrig|inte))"
)
#: "Bland medlemmarna planerar 22 procent att anställa": the share is an outcome here too.
_ASKED = re.compile(
    r"(?<!\w)(?:planera(?:r|de)|räkna(?:r|de)|vänta(?:r|de)|tro(?:r|dde)|bedöm(?:er|de)|hoppa(?:s|des)|befara(?:r|de)|sikta(?:r|de)|förvänta(?:r|de)) {1,5}(?:(?:hela|bara|drygt|knappt|närmare|nästan|omkring|ca|cirka|över|mer än|minst) {1,5}){0,2}$"
)
_WHAT_THEY_EXPECT = re.compile(
    r"(?: {1,5}av {1,5}(?:de {1,5})?[a-zåäö]+)? {1,5}(?:att|med|på|sig|en|ett|ökad|ökat|minskad|minskat|fler|färre|högre|lägre)(?!\w)"
)
#: "38 procent väntar sig en ökning": the share is an outcome, what they wait for is not.
_BY_RESPONDENTS = re.compile(
    r"(?:vänta[rs] sig|förvänta|räkna|tror|planera|hoppas|sikta|befara|bedömer|är$|flagga)"
)


def _last_end(pattern: re.Pattern[str], flat: str, left: int, start: int) -> int:
    place = -1
    for match in pattern.finditer(flat, left, start):
        place = match.end()
    return place
