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


_FORECAST = at_words(_any("forecast"))
_OUTCOME = at_words(_any("outcome"))
_CONDITIONAL = at_words(_any("conditional"))
_QUOTED = at_words(_any("quoted"))
_DOUBT = at_words(_any("doubt"))
_DENIED = at_words(_any("denied"))
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
_IF_OPENS = re.compile(
    r"(?<!\w)[^a-zåäö]{0,4}(?:om|ifall) {1,5}(?!(?:en|ett|ca|cirka|drygt|två|tre|fyra|fem|sex|[0-9]|några|kring|bara)(?!\w))[a-zåäö]"
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


_NAMES = ("conditional", "quoted", "doubt", "denied", "superseded", "cancelled", "withdrawn")


def _beginnings(pattern: str) -> set[str]:
    """Plain words that each hit of a pattern begins with.

    >>> sorted(_beginnings(r"i ?stället för"))
    ['i stället för', 'istället för']
    >>> sorted(_beginnings(r"(?:den )?(?:nya|gamla) bud\\w*"))
    ['den gamla bud', 'den nya bud', 'gamla bud', 'nya bud']
    """
    pattern = re.sub(r"^(?:\(\?<![^()]*\))+", "", pattern)  # what must not stand before is no beginning
    plain = re.match(r"[a-zåäö ]*", pattern)[0]  # type: ignore[index]  # matches anywhere
    rest = pattern[len(plain) :]
    if rest.startswith("?"):
        return _beginnings(plain + rest[1:]) | _beginnings(plain[:-1] + rest[1:])
    group = re.match(r"\(\?:([a-zåäö |]+)\)(\??)", rest)
    if group is None or re.match(r"[*+{]", rest[group.end() :]):
        return {plain[:-1] if rest[:1] in ("*", "{") else plain}
    begun = [*group[1].split("|"), *([""] if group[2] else [])]
    return {found for word in begun for found in _beginnings(plain + word + rest[group.end() :])}


def _words_of_marks() -> dict[str, frozenset[str]]:
    """A word or words that a mark can begin with, and the names of those marks."""
    found: dict[str, set[str]] = {}
    for name in _NAMES:
        for pattern in _LISTS[name]:
            for words in _beginnings(pattern):
                if words.strip():
                    found.setdefault(words.strip(), set()).add(name)
    for name, more in (
        ("conditional", ("om", "ifall", "hade", "skulle", "såvida")),
        ("denied", ("inte", "ej", "aldrig", "icke", "ing", "knappast", "varken")),
        ("taken_back", ("nej", "förlåt", "rättare", "jag", "menar")),
        ("at_first", ("först", "initialt", "till en bör")),
        (
            "changed",
            ("halvera", "minska", "sänk", "reducera", "dragits", "skrivits", "kortats", "krympt", "bantats"),
        ),
        ("changed", ("höjts", "utökats", "ökats", "justera", "ändrats", "nere", "uppe")),
    ):
        for word in more:
            found.setdefault(word, set()).add(name)
    return {
        words: frozenset().union(*(names for begun, names in found.items() if words.startswith(begun)))
        for words in found
    }


_MARK_WORDS = _words_of_marks()
#: The places where a mark can begin; a sentence without any needs no closer look.
_CUE = re.compile(rf"(?<!\w)(?=({alternatives(_MARK_WORDS)}))|[?]")


class Cues(NamedTuple):
    """What a sentence holds at all, asked once for all its figures: the names of marks whose words
    stand in it, a word that speaks of what is to come, one that parts it."""

    marks: frozenset[str]
    ahead: bool
    parts: bool


_ASKED = frozenset(("doubt",))


def cues_of(flat: str, sentence: tuple[int, int]) -> Cues:
    """Which closer looks the sentence's figures need."""
    start, end = sentence
    names: set[str] = set()
    for match in _CUE.finditer(flat, max(0, start - 1), min(len(flat), end + 1)):
        names |= _MARK_WORDS[" ".join(match[1].split())] if match[1] else _ASKED
    return Cues(
        frozenset(names),
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
    flat, names = document.flat, cues.marks
    first, last = max(sentence[0], start - 220), min(sentence[1], end + 180)
    found: dict[str, Any] = {}
    left_edge, right_edge = _clause(flat, start, end, first, last) if cues.parts else (first, last)
    if _is_overtaken(flat, start, end, first, last, left_edge, min(right_edge, end + 60), others, names):
        found["superseded"] = True
    if "denied" in names and not negated and _is_denied(flat, start, end, first, last, left_edge):
        found["denied"] = True
    if "withdrawn" in names and _near(flat, _WITHDRAWN, start, end, left_edge, right_edge, others):
        found["withdrawn"] = True
    if "cancelled" in names and _near(flat, _CANCELLED, start, end, left_edge, right_edge, others):
        found["cancelled"] = True
    if "quoted" in names and _QUOTED.search(flat, left_edge, right_edge):
        found["quoted"] = True
    if "conditional" in names and _is_conditional(flat, start, end, first, last, left_edge, right_edge):
        found["conditional"] = True
    if flat[sentence[1] - 1 : sentence[1]] == "?" or flat[sentence[1] : sentence[1] + 1] == "?":
        found["doubt"] = True
    if "doubt" in names and _is_doubted(flat, max(left_edge, start - 60), min(right_edge, end + 40)):
        found["doubt"] = True
    return found


#: "Varslet på 60 har halverats till 30."
_CHANGED_SINCE = re.compile(
    r"(?: {1,5}(?:personer|tjänster|anställda|jobb|st|varsel))? {1,5}(?:har|är) {1,5}(?:nu {1,5}|redan {1,5})?(?:halvera\w*|minska\w*|sänk\w*|reducera\w*|dragits ner|dragits ned|skrivits ner|skrivits ned|kortats|krympt|bantats|höjts|utökats|ökats|justera\w*|ändrats|nere|uppe) {1,5}(?:till|i) {1,5}[0-9a-zåäö]"
)
#: "Varslet omfattade först 45 personer men har minskats till 30."
_AT_FIRST = at_words(
    r"(?<!\w)(?:först|initialt|till {1,5}en {1,5}början)(?: {1,5}(?:gällde|omfattade|avsåg|var|låg|sades|sa|angavs))?(?: {1,5}(?:om|på|till|cirka|ca|drygt)){0,2} {1,5}$"
)
_BUT_NOW = at_words(r"(?<!\w)(?:men|nu|sedan|sen|därefter|numera|landade|stannade|blev)(?!\w)[^.;]*[0-9]")
_IS_RIGHT = re.compile(
    r"(?: {1,5}[a-zåäö]+)? {1,5}(?:är {1,5}(?:rätt|korrekt|den rätta|det rätta)|stämmer(?! {1,5}(?:inte|ej))|gäller(?! {1,5}(?:inte|ej)))(?!\w)"
)
#: "42 procent vet ej" is an answer, no doubt of the writer's.
_SHARE_LEFT = re.compile(r"(?:%|procent) {1,5}$")


def _is_doubted(flat: str, left: int, right: int) -> bool:
    found = _DOUBT.search(flat, left, right)
    if found is None:
        return False
    answer = found[0].startswith("vet") and _SHARE_LEFT.search(
        flat, max(0, found.start() - 12), found.start()
    )
    return not answer


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


def _is_overtaken(
    flat: str,
    start: int,
    end: int,
    first: int,
    last: int,
    left: int,
    right: int,
    others: list[int],
    names: frozenset[str],
) -> bool:
    """Does another figure hold instead, by the words before this one or after it?"""
    if _TAKEN_BACK.match(flat, end) or ("changed" in names and _CHANGED_SINCE.match(flat, end)):
        return True
    if "at_first" in names and _AT_FIRST.search(flat, max(first, start - 30), start):
        if _BUT_NOW.search(flat, end, last):
            return True
    if "superseded" not in names:
        return False
    if _overtaken(flat, start, left):
        return True
    match = _SUPERSEDED.search(flat, end, right)
    return (
        match is not None
        and not _figure_between(others, end, match.start())
        and not _SPEAKS_OF_BEFORE.match(match[0])
    )


_SPEAKS_OF_BEFORE = re.compile(r"i ?stället för|väntades|räknade|ursprungligen|tidigare")


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
    if _IS_RIGHT.match(flat, end) and "varken" not in flat[first:start]:
        return False  # "40 var fel, 46 är rätt"
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
    if _IF_OPENS.match(flat, max(0, first - 1), first + 14):
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
    if _EXPECTING.search(flat, max(left, start - 40), start) and _WHAT_THEY_EXPECT.match(flat, end):
        return False
    if flat[start:end].endswith(("%", "procent")) and _OTHERS_SAY.search(flat, max(left, start - 120), start):
        return False  # "41 % räknar med ökad export, 23 % med minskad"
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
_OTHERS_SAY = re.compile(
    r"(?:%|procent)(?: av [^.;!?]{1,40})? (?:tror|väntar sig|räknar|bedömer|förväntar|planerar|ser|svarar)(?!\w)[^.;!?]{0,60}(?:,|och|medan|men) $"
)
_CAME = re.compile(
    r"(?: {1,5}[a-zåäö]+)? {1,5}(?:kom|deltog|infann sig|dök upp)(?= {0,2}(?:[.,;)!?]|$)| {1,5}(?:till|hit|dit|dock|från)(?!\w))"
)
#: "Bland medlemmarna planerar 22 procent att anställa": the share is an outcome here too.
_EXPECTING = at_words(
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
