# SPDX-License-Identifier: EUPL-1.2
"""The area or panel that a figure holds for, where its sentence names one.

A place named with a figure is that figure's own: read as the county's, a closure in one village
would become the whole county's. A figure without any named place gets no scope.
"""

from __future__ import annotations

import re

from textreader.bodies import roster_of
from textreader.kinds.heads import is_function_word, is_head
from textreader.model import Document, Fact
from textreader.patterns import at_words

Span = tuple[int, int]

_NAME = r"[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?"
_PLACE = rf"(?:(?:Norra|Södra|Västra|Östra|Stora|Lilla|Nya|Gamla|Övre|Nedre)\s+)?{_NAME}"
_FEW = r"(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|[0-9]{1,2})"
_PART = r"(?:nordliga|sydliga|västliga|östliga|nordligaste|sydligaste|norra|södra|västra|östra|inre|största|minsta|övriga|andra)"
_AREA = (
    rf"(?:hela\s+)?(?:riket|landet|Sverige|världen|Norden|båda\s+länen|respektive\s+län|resp\.?\s+län"
    rf"|(?:de\s+)?{_FEW}\s+(?:{_PART}\s+)?(?:länen|kommunerna|kommuner|län|orterna|orter)|{_FEW}\s+av\s+(?:länets|de)(?:\s+{_FEW})?\s+kommuner(?:na)?"
    rf"|(?:de\s+)?{_PART}\s+(?:länen|kommunerna|kommuner)|(?:resten\s+av|övriga|halva|större\s+delen\s+av|delar\s+av)\s+(?:länet|regionen|landet|kommunen)"
    rf"|(?:länets|kommunens|landets|regionens)\s+{_PART}\s+(?:delar|del|kommuner|kommundelar)"
    rf"|länet|regionen"
    rf"|(?:kommunerna\s+)?(?:{_NAME}(?:s)?(?:,\s+{_NAME})*\s+och\s+)?{_NAME}s?\s+(?:län|kommun)"
    rf"|{_PART}\s+(?:delen\s+av\s+)?(?:länet|länsdelen|länsdelarna|{_NAME}|delarna)"
    rf"|(?:kommunerna\s+)?{_NAME}(?:,\s+{_NAME})*\s+och\s+{_NAME}(?!\s+(?:län|kommun))"
    rf"|(?:hälften|flera|merparten|[0-9]{{1,2}}|{_FEW})\s+av\s+(?:länets\s+|de\s+)?(?:kommunerna|länen)"
    rf"|hela\s+{_NAME}|{_NAME}s\s+(?:inland|kust|kustland|landsbygd|glesbygd|skärgård)|grannlänet|grannlänen|grannkommunerna|grannkommunen"
    rf"|inlandet|kusten|fjällen|fjällvärlden|landsbygden|glesbygden|tätorten|tätorterna|centralorten|centralorterna|storstäderna|skärgården"
    rf"|vårt\s+område|vår\s+region|vårt\s+län|[a-zåäö]{{3,}}(?:kommunerna|länen|bygden|bygderna|regionerna|orterna|dalen)"
    rf"|(?:centrala|mellersta)\s+{_NAME}|{_NAME}\s+(?:tätort|centrum|skärgård|landsbygd)"
    rf"|våra\s+medlemsföretag|våra\s+(?:kunder|deltagare|svarande)|panelen|panelföretagen"
    rf"|våra\s+medlemmar|medlemmarna|medlemsföretagen|kommunerna|vår\s+kommun|kommunen)"
)
_SCOPE = re.compile(
    rf"(?<!\w)(?:[Ff]ör|[Ii]|[Ii]nom|[Ff]rån|[Bb]land|[Öö]ver|[Hh]os|[Uu]tmed|[Ll]ängs|[Vv]id|[Pp]å)\s+(?P<scope>{_AREA})(?!\w)"
    rf"|(?<!\w)(?:[Ii]|[Rr]unt|[Kk]ring|[Uu]tanför)\s+(?P<place>{_PLACE})(?![\w@.]*\w|-|\s+[A-ZÅÄÖ])"
)
#: "Södra Lappland har 260 lediga jobb", "Länet: 5,2 procent": the area is the subject.
_SUBJECT = re.compile(
    rf"[^\w]{{0,3}}(?P<scope>(?:De\s+{_FEW}\s+{_PART}\s+(?:länen|kommunerna)|{_FEW.replace('två', '[Tt]vå').replace('tre', '[Tt]re').replace('fyra', '[Ff]yra').replace('fem', '[Ff]em')}\s+(?:län|kommuner)"
    rf"|Länet|Riket|Landet|Landsbygden|Glesbygden|Inlandet|Kusten|Sverige|Norrland|Kommunerna\s+i\s+[\wåäö]+"
    rf"|[A-ZÅÄÖ][a-zåäö]{{3,}}(?:länen|länet|kommunerna|bygden|regionen|dalen)|(?:Norra|Södra|Västra|Östra|Mellersta|Inre|Övre|Nedre)\s+{_NAME}"
    rf"|{_NAME}s?\s+(?:kommun|län)))(?:\s+(?:har|hade|får|fick|tappade|tappar|förlorade|växte|växer|ökade|ökar|minskade|minskar|saknar|redovisar|väntas|räknar|når|nådde|ligger|låg|är|var)(?!\w)|:)"
)
_TOGETHER = re.compile(
    rf"(?<!\w)(?P<scope>{_NAME}(?:s)?(?:,\s+{_NAME}s?)*\s+och\s+{_NAME}s?)(?=(?:\s+län|\s+kommuner)?\s+(?:har\s+|hade\s+|är\s+|får\s+)?(?:tillsammans|sammanlagt|gemensamt|totalt))"
)
_NATION = at_words(r"(?<!\w)(?:nationellt|på riksnivå|i hela landet|rikssnittet|riksgenomsnittet)(?!\w)")
_PARTED = at_words(r"[,;:()]|(?<!\w)(?:men|medan|varav|än|mot|jämfört)(?!\w)|(?<!\w)(?:samt|och) {1,5}$")
_ANOTHER_AREA = at_words(
    r"(?<!\w)(?:länet|länets|landet|landets|riket|rikets|regionen|totalt|sammanlagt|nationellt|kommunen|kommunens|övriga)(?!\w)"
)
#: " varslade och" between two figures: what follows the second is said of both.
_JOINED = re.compile(r"(?: {1,5}[a-zåäö-]+){0,3} {1,5}(?:och|samt|eller) {1,5}(?:ca |cirka |drygt |knappt )?")
_NO_PLACES = frozenset(
    "teams excel word outlook zoom skype facebook linkedin instagram interreg leader corona covid internet"
    " januari februari mars april maj juni juli augusti september oktober november december".split()
)
_OPENS = re.compile(r"[^\w]{0,12}")
#: Ends of names of programmes and surveys, written with a capital as places are.
_UNDERTAKINGS = (
    "lyftet",
    "steget",
    "klivet",
    "kraft",
    "kraften",
    "programmet",
    "rapporten",
    "panelen",
    "enkäten",
)
_AFTER, _BEFORE = 160, 160


def scope_of(document: Document, fact: Fact, sentence: Span, mates: list[Fact]) -> str | None:
    """The area or panel that the sentence names for a figure, as written."""
    others = [m for m in mates if m.id != fact.id]
    next_start = min([m.start for m in others if m.start >= fact.end] + [sentence[1]])
    last_end = max([m.end for m in others if m.end <= fact.start] + [sentence[0]])
    after = _after(document, fact.end, min(next_start, fact.end + _AFTER))
    parted = after is not None and bool(_PARTED.search(document.flat, fact.end, after[1]))
    if after is not None and not parted:
        return after[0]
    if before := _before(document, max(sentence[0], fact.start - _BEFORE), fact.start, last_end):
        return before
    if subject := _subject(document, fact, sentence):
        return subject
    if told := _of_the_next(document, fact, sentence, others) or _of_the_sentence(document, fact, sentence):
        return told
    # Behind a comma an area is the next figure's where there is one.
    return after[0] if after is not None and not after[2] and next_start == sentence[1] else None


def _subject(document: Document, fact: Fact, sentence: Span) -> str | None:
    """The area that opens the sentence as its subject, until another one is named."""
    found = _SUBJECT.match(document.text, sentence[0])
    if found is None or found.end() > fact.start or fact.start - found.end() > _BEFORE:
        return None
    between = document.text[found.end() : fact.start]
    if _ANOTHER_AREA.search(between) or re.search(rf"(?<!\w)(?:medan|men)(?!\w)|{_NAME}", between):
        return None
    return " ".join(found["scope"].split())


def _of_the_next(document: Document, fact: Fact, sentence: Span, others: list[Fact]) -> str | None:
    """ "185 varslade och 40 uppsagda i Tallnäs" says Tallnäs of both."""
    following = next((m for m in others if m.start >= fact.end), None)
    if following is None or not _JOINED.fullmatch(document.flat, fact.end, following.start):
        return None
    stop = min([m.start for m in others if m.start >= following.end] + [sentence[1]])
    after = _after(document, following.end, min(stop, following.end + _AFTER))
    if after is None or _PARTED.search(document.flat, following.end, after[1]):
        return None
    return after[0]


def _of_the_sentence(document: Document, fact: Fact, sentence: Span) -> str | None:
    """The place that opens the sentence holds until another area is named."""
    text = document.text
    opens_at = _OPENS.match(text, sentence[0])
    opening = _SCOPE.match(text, opens_at.end()) if opens_at else None
    if opening is None or opening.end() > fact.start or fact.start - opening.end() > _BEFORE:
        return None
    scope = _named(document, opening)
    between = text[opening.end() : fact.start]
    if scope is None or re.search(_NAME, between) or _ANOTHER_AREA.search(between):
        return None
    return scope


def _named(document: Document, match: re.Match[str]) -> str | None:
    """The area's words; None for a name after "i" that is no place ("i Almis enkät")."""
    if match["scope"]:
        return " ".join(match["scope"].split())
    place = match["place"]
    if place.lower() in _NO_PLACES or is_head(place.lower()) or place.lower().endswith(_UNDERTAKINGS):
        return None
    body = roster_of(document.text, tuple(document.known)).resolve(place)
    if body is not None and body.kind != "municipality":
        return None
    if place.endswith("s") and (word := re.compile(r"\s+([a-zåäö-]+)").match(document.text, match.end())):
        if not is_function_word(word[1]):
            return None  # "i Granbergas fabrik"
    return " ".join(place.split())


def _after(document: Document, start: int, stop: int) -> tuple[str, int, bool] | None:
    """The first area named in a stretch, where it begins, and whether it is a bare place."""
    for match in _SCOPE.finditer(document.text, start, stop):
        if named := _named(document, match):
            return named, match.start(), match["scope"] is None
    nation = _NATION.search(document.flat, start, stop)
    return ("nationellt", nation.start(), False) if nation else None


def _before(document: Document, start: int, stop: int, last_end: int) -> str | None:
    """The area named nearest before a figure, with no other figure between."""
    if match := _TOGETHER.search(document.text, max(start, last_end), stop):
        return " ".join(match["scope"].split())
    found = None
    for match in _SCOPE.finditer(document.text, start, stop):
        if match.end() >= last_end and (named := _named(document, match)):
            found = named
    if found is None and _NATION.search(document.flat, max(start, last_end), stop):
        return "nationellt"
    return found
