# SPDX-License-Identifier: EUPL-1.2
"""Calls for applications, standing support and trainings, by their names.

The span is the naming phrase only. Days count when they are exact; the budget is the whole pot,
not what one company may get.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textreader.bodies import NAME
from textreader.clauses import clauses_of
from textreader.model import Document, Fact, Sentence
from textreader.rule import Example, make, rule

CALL = rule(
    "call.utlysning",
    "An utlysning by name, or one brought in with its days or its fund.",
    "utlysningen NAME, ny utlysning + day, extrautlysning inom FUND",
    Example(
        "Ny utlysning är öppen 11 augusti-10 september.",
        "Ny utlysning",
        {"opens": "2026-08-11", "closes": "2026-09-10"},
    ),
    Example(
        "Utlysningen Levande kust stänger den 1 oktober.", "Levande kust", {"closes": "2026-10-01"}, "news"
    ),
    Example(
        "en extrautlysning inom ESF öppnar 7/9", "extrautlysning inom ESF", {"opens": "2026-09-07"}, "chat"
    ),
    Example("En extrautlysning inom ERUF öppnar efter sommaren.", "extrautlysning inom ERUF", {"opens": None}),
    never=("Den utlysningen som stänger 10 september diskuteras.", "Vi väntar på utlysningar."),
)
SCHEME = rule(
    "scheme.name",
    "Support, loan, project or programme by its own name.",
    "projektet NAME, omställningsstödet, hyresbidraget till hyresvärdar",
    Example("ESF-projektet Framkraft startar i höst.", "Framkraft"),
    Example("Info om omställningsstödet kommer.", "omställningsstödet"),
    Example("exportchecken kan sökas från 1 juli", "exportchecken", {"opens": "2026-07-01"}, "chat"),
    never=("Stödet kan sökas nu.", "Krispaketen räcker inte."),
)
TRAINING = rule(
    "training.course",
    "A course, webinar or education with its subject.",
    "kurs i SUBJECT, SUBJECT + utbildning",
    Example("Kurs i exportjuridik startar den 3 september.", "Kurs i exportjuridik", {"opens": "2026-09-03"}),
    Example("webbinarium om elpriser 24/6", "webbinarium om elpriser", {"opens": "2026-06-24"}, "chat"),
    Example("En svetsutbildning för 15 personer ges i Tallås.", "svetsutbildning", manner="news"),
    never=("Många går utbildningar.", "YH-utbildningar är viktiga."),
)


@dataclass(slots=True)
class _Found:
    kind: str
    start: int
    end: int
    rule: str
    sentence: Sentence


_QUOTED = r"[”\"“']([A-ZÅÄÖ][^”\"“'\n]{2,45})[”\"“']"
_NAMED = rf"((?:{NAME})(?:[ \n](?!(?:Region|Almi|Länsstyrelsen|Vi|Det|De|I)\b)(?:{NAME}|\d{{4}})){{0,3}}(?: (?:kust|lyft|tillväxt|omställning|handel|landsbygd|framtid|skog|företag))?)"
_CALL_NAMED = re.compile(rf"\b(?i:\w*utlysningen|ansökningsomgången|utlysning)[ \n]+(?:{_QUOTED}|{_NAMED})")
_CALL_NEW = re.compile(
    r"\b(?:[Nn]y(?:a)? (?:\w+ )?utlysning(?:en)?|[Ee]xtrautlysning(?:en)?|[Ee]xtra utlysning|[Nn]ästa utlysning(?= (?:öppnar|stänger|är öppen|blir))|\b[Uu]tlysning(?=(?: inom| för| från| om| av) )|(?<![\w-])(?:[A-ZÅÄÖ]\w*-|[a-zåäö]{4,})utlysning(?:en)?|[Aa]nsökningsomgång(?:en)?(?= (?:\d|inom|för|hos)))"
    r"((?: |\n)(?:inom|om|för|från|hos|av)(?: |\n)(?:[A-ZÅÄÖ][\w-]*|\w{4,})(?: (?:och|fonden|[A-ZÅÄÖ]\w+|\d))?)?"
)
_CALL_OPEN = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n))((?:(?!Den |De |Vi )[A-ZÅÄÖ][\wåäö-]+ )?[Uu]tlysning(?:en)?(?: om [\wåäö-]+(?: (?:för|och|i) [\wåäö-]+)?)?)(?= (?:är öppen|öppnar|stänger|har öppnat|öppnade))"
)
_SCHEME_NAMED = re.compile(
    rf"\b(?i:(?:[\w-]*projektet|[\w-]*programmet|satsningen|initiativet|affärsutvecklingsprogrammet|konceptet|insatsen|lånet|stödet|plattformen|nätverksprogrammet|projekt|förstudien))[ \n]+(?:{_QUOTED}|{_NAMED})"
)
_SCHEME_COMPOUND = re.compile(
    r"(?<![\w-])((?:[a-zåäöA-ZÅÄÖ]{4,}|[A-ZÅÄÖ]{2,}-)(?:stödet|stöd|bidraget|bidrag|checken|checkarna|checkar|check|rabatten|lånet|garantin)(?:[ \n]+(?:till|för)[ \n]+(?!att|de|den|dem|en|ett|oss|alla|många|några|\d)[a-zåäö-]{4,})?)(?![\w-])"
)
_SCHEME_APPOSED = re.compile(
    rf"\b((?:{NAME})(?: (?:{NAME})){{0,3}})(?:,| \(| –| -) ?(?:ett|vårt|regionens|vårt nya|ett nytt) (?:\w+ )?(?:program|projekt|initiativ|nätverksprogram|utvecklingsprogram|stöd)\b"
)
_NO_SCHEME = re.compile(
    r"(?i)^(?:bistånd|understöd|biståndet|ansökningsstöd|rådgivningsstöd|utlån|krisstöd|kristöd|lånestöd|ekonomistöd|beslutsstöd|försörjningsstöd|försörjningsstödet|\w*underlånet|utvecklingsbidrag|polisbidrag|medlemsbidrag|partistöd|fullstöd)$"
)
_SCHEME_FOR = re.compile(
    r"(?:[Nn]ytt|[Ee]tt nytt) ([Ss]töd (?:till|för) (?!att)[a-zåäö-]{4,})|(?:(?<=\n)|(?<=[.!?:] )|(?<=^)|(?<=[•–-] ))([Ss]töd (?:i|till|för) (?!att)[a-zåäö-]{4,}(?: (?:i|och) [a-zåäö-]{4,})?)"
)
_SCHEME_OWN = re.compile(
    r"(?<![.!?:\n] )(?<!\n)\b([A-ZÅÄÖ][a-zåäö]{3,}(?:banken|lyftet|checken|programmet|steget|resan|kraft|klivet|språnget|modellen|kraften))\b"
)
_QUOTED_NAME = re.compile(r"[”\"“]([A-ZÅÄÖ][\wåäö-]+(?:\s+[\wåäöÅÄÖ-]+){0,4})[”\"“]")
_PROGRAMME_NEAR = re.compile(r"program|projekt|plan\b|steg|satsning|insats|workshop|etapp|initiativ")
_GOES_ON = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n))([A-ZÅÄÖ][a-zåäö]+[ \n]+[a-zåäö]*(?:återhämtning|tillväxt|omställning|etablering|start|framtid|växtkraft|lyft|landsbygd|export|kraft))(?=[ \n](?:pågår|startar|fortsätter|rullar|är|drivs))"
)
_TRAINING = re.compile(
    r"(?<![\w-])((?:[Ww]ebbkurs(?:en)?|[Dd]istanskurs(?:en)?|[Oo]nlinekurs(?:en)?|[Kk]vällskurs(?:en)?|[Gg]rundkurs(?:en)?|[Kk]urs(?:en)?|[Ww]ebbinari(?:um|et)|[Ww]ebinar(?:ium|iet|et)?|[Uu]tbildning(?:en)?|[Ss]eminari(?:um|et)|[Ff]öreläsning(?:en)?|[Uu]tbildningsdag(?:en)?|[Kk]urspaket(?:et)?|[Dd]iplomutbildning)"
    r"[ \n]+(?:i|om|inom|kring)[ \n]+(?!stället|höst|vår\b|sommar|vinter|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|dag\b|morgon|länet|kommunen|regionen|området|samband|form|[A-ZÅÄÖ])[\wåäö-]{3,}(?:(?:,? | och |\n)(?!startar|börjar|blev|blir|var|startade|fick|gick|drog|öppnar|finns|kan|ska|ges|hålls|den|är|var|på|under|som|i|för|med|till|har|kommer|planeras|av|där|från|\d)[\wåäö-]{4,}){0,2})"
)
_TRAINING_COMPOUND = re.compile(
    r"(?<![\w-])((?!(?i:yh|gymnasie|grund|högskole|vidare|yrkes|arbetsmarknads|vuxen|bas|högre|lärar|fort|introduktions|företags|uppdrags|spets)(?:-|ut|e|s)?(?:utbildning|kurs))[A-ZÅÄÖa-zåäö-]{4,}(?:utbildning|kurs|kursen|utbildningen|webbinarium|webbinariet))(?![\w-])"
)


def find(document: Document) -> list[Fact]:
    """Names of calls, schemes and trainings with their days and budget."""
    sentences = [c[0].sentence for c in clauses_of(document) if c]
    shut = [(f.start, f.end) for f in document.of_kind("aside", "link", "person")]
    bodies = [(f.start, f.end) for f in document.of_kind("organisation")]
    dates = _Facts(document.of_kind("date"))
    amounts = _Facts([f for f in document.of_kind("quantity") if f.fields.get("unit") == "SEK"])
    last_end = 0
    out: dict[tuple[int, int], Fact] = {}
    names: dict[str, tuple[str, dict[str, Any]]] = {}
    for found in sorted(_candidates(document, sentences), key=lambda f: (f.start, f.start - f.end)):
        if found.start < last_end or _covered(shut, found.start) or _same(bodies, found):
            continue
        name = " ".join(document.text[found.start : found.end].split())
        fields = {"name": name, **_details(document, found, dates, amounts)}
        known = names.get(name.lower())
        if known is not None:
            fields = {
                **fields,
                **{k: v for k, v in known[1].items() if v is not None and fields.get(k) is None},
            }
        names[name.lower()] = (found.kind, fields)
        last_end = found.end
        out[found.start, found.end] = make(document, found.kind, found.start, found.end, found.rule, **fields)
    return [*out.values(), *_again(document, names, out, shut)]


def _covered(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_left(spans, (place + 1, 0)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _same(bodies: list[tuple[int, int]], found: _Found) -> bool:
    at = bisect_left(bodies, (found.end, 0)) - 1
    return at >= 0 and bodies[at][0] <= found.start and bodies[at][1] >= found.end


@dataclass(slots=True)
class _Finder:
    """The text with its sentences and days, asked for the places that a pattern names."""

    document: Document
    sentences: list[Sentence]
    dates: list[int]

    def dated(self, sentence: Sentence) -> bool:
        a = bisect_left(self.dates, sentence.start)
        return a < len(self.dates) and self.dates[a] < sentence.end

    def group(self, pattern: re.Pattern[str], kind: str, why: str) -> Iterator[_Found]:
        """What the first filled group of a pattern covers, in the sentences that can hold one."""
        for sentence in self.sentences:
            for match in pattern.finditer(self.document.text, sentence.start, sentence.end):
                number = next((n for n in range(1, (match.re.groups or 0) + 1) if match.group(n)), 0)
                yield _Found(kind, *match.span(number), why, sentence)


def _candidates(document: Document, sentences: list[Sentence]) -> Iterator[_Found]:
    flat = document.flat
    telling = [s for s in sentences if _HINT.search(flat, max(0, s.start - 1), s.end)]
    finder = _Finder(document, telling, [f.start for f in document.of_kind("date")])
    yield from _calls(finder)
    yield from _schemes(finder)
    yield from finder.group(_TRAINING, "training", TRAINING)
    yield from finder.group(_TRAINING_COMPOUND, "training", TRAINING)


def _calls(finder: _Finder) -> Iterator[_Found]:
    yield from finder.group(_CALL_NAMED, "call", CALL)
    yield from (f for f in finder.group(_CALL_OPEN, "call", CALL) if finder.dated(f.sentence))
    flat = finder.document.flat
    for sentence in finder.sentences:
        for match in _CALL_NEW.finditer(finder.document.text, sentence.start, sentence.end):
            funded = match.group(1) or _FUND.search(flat, sentence.start, sentence.end)
            if funded or finder.dated(sentence):
                yield _Found("call", match.start(), match.end(), CALL, sentence)


#: Without one of these letters a sentence names no call, scheme or training.
_HINT = re.compile(
    "utlysning|ansökningsomgång|projekt|program|satsning|initiativ|koncept|insats|lån|stöd|plattform|förstudie|bidrag|check|rabatt|garanti"
    '|kurs|utbildning|webbin|webinar|seminari|föreläsning|banken|lyftet|steget|resan|kraft|klivet|språng|modell|återhämt|tillväxt|omställ|etabler|framtid|["”“]'
)
_FUND = re.compile(r"\b(?:eruf|esf|interreg|mkr|miljoner)\b")


def _schemes(finder: _Finder) -> Iterator[_Found]:
    text, flat = finder.document.text, finder.document.flat
    yield from finder.group(_SCHEME_NAMED, "scheme", SCHEME)
    for found in finder.group(_SCHEME_COMPOUND, "scheme", SCHEME):
        if not _NO_SCHEME.match(text[found.start : found.end].split()[0]):
            yield found
    for pattern in (_SCHEME_APPOSED, _SCHEME_FOR, _SCHEME_OWN, _GOES_ON):
        yield from finder.group(pattern, "scheme", SCHEME)
    for sentence in finder.sentences:
        for match in _QUOTED_NAME.finditer(text, max(0, sentence.start - 1), sentence.end):
            window = flat[max(0, match.start() - 90) : match.end() + 60]
            if _PROGRAMME_NEAR.search(window):
                yield _Found("scheme", match.start(1), match.end(1), SCHEME, sentence)


class _Facts:
    """Facts in order, to be had by span."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.starts = [f.start for f in facts]

    def within(self, start: int, end: int) -> list[Fact]:
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _details(document: Document, found: _Found, dates: _Facts, amounts: _Facts) -> dict[str, Any]:
    """Exact days and the whole budget, as the name's own sentence tells them."""
    opens = closes = budget = None
    start, end = found.sentence.start, found.sentence.end
    flat = document.flat
    for fact in dates.within(start, end):
        since, until, role = fact.fields.get("from"), fact.fields.get("to"), fact.fields.get("role")
        before = flat[max(start, fact.start - 40) : fact.start]
        exact = since is not None and since == until
        if fact.fields.get("grain", "day") != "day":
            continue  # a season or a month is no day
        if role == "open_period" or (
            since
            and until
            and since != until
            and fact.text.count("-") + fact.text.count("–")
            and re.search(r"\d", fact.text)
        ):
            if not fact.fields.get("fuzzy") and re.search(r"\d.*[-–].*\d|till", fact.text):
                opens, closes = opens or since, closes or until
        elif role in ("closes", "deadline") or re.search(
            r"\b(?:stänger|sista (?:ansöknings|anmälnings)?dag|senast|till och med|t\.?o\.?m\.?)\b", before
        ):
            closes = closes or (until if exact or since is None else None)
        elif (
            role == "opens"
            or re.search(r"\b(?:öppnar|startar|börjar|från|ges|hålls|söka\w*|fören|förrän|den)\b", before)
            or found.kind == "training"
        ):
            opens = opens or (since if exact or until is None else None)
    for fact in amounts.within(start, end):
        around = flat[max(start, fact.start - 30) : min(end, fact.end + 25)]
        if not re.search(
            r"per företag|per person|högst|max\b|upp till|återst|varav|kostar|omsättning|utlåning", around
        ):
            budget = budget or fact.fields.get("value")
    if found.kind == "training":
        budget = None
    return {"opens": opens, "closes": closes, "budget": budget}


def _again(
    document: Document,
    names: dict[str, tuple[str, dict[str, Any]]],
    out: dict[tuple[int, int], Fact],
    shut: list[tuple[int, int]],
) -> list[Fact]:
    """Later and earlier mentions of a name of its own repeat its fields."""
    proper = [
        n
        for n in names
        if len(n) > 5 and names[n][1]["name"][:1].isupper() and names[n][0] == "scheme" and " i " not in n
    ]
    if not proper:
        return []
    words = sorted(proper, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in words) + r")(?![\w-])"
    )
    taken = sorted(out)
    facts: list[Fact] = []
    for match in pattern.finditer(document.lowered):
        at = bisect_left(taken, (match.end(), 0)) - 1
        if (
            (at >= 0 and taken[at][1] > match.start())
            or _covered(shut, match.start())
            or not document.text[match.start()].isupper()
        ):
            continue
        kind, fields = names[" ".join(match.group().split())]
        facts.append(make(document, kind, match.start(), match.end(), SCHEME, **fields))
    return facts
