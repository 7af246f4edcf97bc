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

from textreader.clauses import clauses_of
from textreader.kinds import course_names
from textreader.kinds.measure_details import MeasureDetails
from textreader.literals import hint
from textreader.model import Document, Fact, Sentence
from textreader.name_shapes import NAME
from textreader.patterns import at_words
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
    Example(
        "Bredband. Återstående medel är 2,6 mkr. Den sista utlysningen är öppen 20 juni-27 augusti.",
        "sista utlysningen",
        {"opens": "2026-06-20", "closes": "2026-08-27", "budget": None},
    ),
    Example(
        "En extrautlysning inom ERUF öppnar efter sommaren.", "extrautlysning inom ERUF", {"opens": None}
    ),
    never=("Den utlysningen som stänger 10 september diskuteras.", "Vi väntar på utlysningar."),
)
SCHEME = rule(
    "scheme.name",
    "Support, loan, project or programme by its own name.",
    "projektet NAME, omställningsstödet, hyresbidraget till hyresvärdar",
    Example("ESF-projektet Framkraft startar i höst.", "Framkraft"),
    Example("Info om omställningsstödet kommer.", "omställningsstödet"),
    Example("exportchecken kan sökas från 1 juli", "exportchecken", {"opens": "2026-07-01"}, "chat"),
    Example(
        "Programmet Växtkraft startar om i höst. Ansökan är öppen 1 oktober-15 december.",
        "Växtkraft",
        {"opens": "2026-10-01", "closes": "2026-12-15"},
    ),
    Example(
        "Regeringens stöd till elintensiva företag kan sökas till och med 31 oktober 2026.",
        "stöd till elintensiva företag",
        {"closes": "2026-10-31"},
        "news",
    ),
    Example("ESF-projektet Framkraft. Beviljats närmare 8 mkr för kurser.", "Framkraft", {"budget": 8000000}),
    Example(
        "Energistödet. 90 har sökt. Sista ansökningsdag är den 31 augusti.",
        "Energistödet",
        {"closes": "2026-08-31"},
        "report",
    ),
    Example("Exportstödet: 48 ansökningar om totalt 21 mkr.", "Exportstödet", {"budget": None}, "chat"),
    never=("Stödet kan sökas nu.", "Krispaketen räcker inte."),
)
TRAINING = rule(
    "training.course",
    "A course, webinar or education with its subject.",
    "kurs i SUBJECT, SUBJECT + utbildning",
    Example("Kurs i exportjuridik startar den 3 september.", "Kurs i exportjuridik", {"opens": "2026-09-03"}),
    Example("webbinarium om elpriser 24/6", "webbinarium om elpriser", {"opens": "2026-06-24"}, "chat"),
    Example(
        "Kursen Anbud för nybörjare ges den 3, 10 och 17 september. Sista anmälningsdag är 20 augusti.",
        "Anbud för nybörjare",
        {"opens": "2026-09-03", "closes": "2026-08-20"},
        "news",
    ),
    Example("almi: kurs: Hållbar handel, start 3 sept", "Hållbar handel", {"opens": "2026-09-03"}, "chat"),
    Example("En svetsutbildning för 15 personer ges i Tallås.", "svetsutbildning", manner="news"),
    Example(
        "Ny omgång 21 augusti, 15 platser, anmälan senast 10 augusti.",
        "Ny omgång",
        {"opens": "2026-08-21", "closes": "2026-08-10"},
        "chat",
    ),
    never=(
        "Många går utbildningar.",
        "YH-utbildningar är viktiga.",
        "Kursen ges i Tallås.",
        "Utbildningen i Tallås är full.",
    ),
)


@dataclass(slots=True)
class _Found:
    kind: str
    start: int
    end: int
    rule: str
    sentence: Sentence


_QUOTED = r"[”\"“']([A-ZÅÄÖ][^”\"“'\n]{2,45})[”\"“']"
_WAY = "(?:Bron|Vägen|Steget|Nyckeln|Porten|Språnget|Broar) till (?:jobb|arbete|framtid|tillväxt|export|utbildning|lönsamhet|omställning)[a-zåäö]*"
_NAMED = rf"({_WAY}|(?:{NAME})(?:[ \n](?!(?:Region|Almi|Länsstyrelsen|Vi|Det|De|I)\b)(?:{NAME}|\d{{4}})){{0,3}}(?: (?:kust|lyft|tillväxt|omställning|handel|landsbygd|framtid|skog|företag))?)"
_CALL_NAMED = re.compile(
    rf"\b(?i:\w*utlysningen|ansökningsomgången|utlysning)[ \n]+(?:{_QUOTED}|{course_names.TITLE})"
)
_CALL_NEW = re.compile(
    r"\b(?:[Nn]y(?:a)? (?:\w+ )?utlysning(?:en)?|[Ee]xtrautlysning(?:en)?|[Ee]xtra utlysning|[Nn]ästa (?:ordinarie |stora |nationella )?utlysning(?= (?:öppnar|stänger|är öppen|blir))|(?:(?<=[Dd]en )|(?<=[Ee]n ))(?:sista|första|andra|tredje|nya|kommande|extra) utlysning(?:en)?(?= (?:är öppen|öppnar|stänger|öppnade|stängde))|(?:[Vv]årens|[Hh]östens|[Åå]rets) utlysning(?= (?:är öppen|öppnar|stänger|öppnade|stängde))|\b[Uu]tlysning(?=(?: inom| för| från| om| av) )|(?<![\w-])(?:[A-ZÅÄÖ]\w*-|[a-zåäö]{4,})utlysning(?:en)?|[Aa]nsökningsomgång(?:en)?(?= (?:\d|inom|för|hos)))"
    r"((?: |\n)(?:inom|om|för|från|hos|av)(?: |\n)(?:[A-ZÅÄÖ][\w-]*|\w{4,})(?: (?:och|fonden|[A-ZÅÄÖ]\w+|\d))?)?"
)
_CALL_OPEN = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n))((?:(?!Den |De |Vi )[A-ZÅÄÖ][\wåäö-]+ )?[Uu]tlysning(?:en)?(?: om [\wåäö-]+(?: (?:för|och|i) [\wåäö-]+)?)?)(?= (?:är öppen|öppnar|stänger|har öppnat|öppnade))"
)
_SCHEME_NAMED = re.compile(
    rf"\b(?i:(?:[\w-]*projektet|[\w-]*programmet|satsningen|initiativet|affärsutvecklingsprogrammet|konceptet|insatsen|lånet|stödet|plattformen|nätverksprogrammet|projekt|förstudien))[ \n]+(?:{_QUOTED}|{course_names.DESCRIBED}|{_NAMED})"
)
_SCHEME_COMPOUND = re.compile(
    r"(?<![\w-])((?:[a-zåäöA-ZÅÄÖ]{4,}|[Ee]l|[A-ZÅÄÖ]{2,}-)(?:stödet|stöd|bidraget|bidrag|checken|checkarna|checkar|check|rabatten|lånet|garantin)(?:[ \n]+(?:till|t|för|inom(?=[ \n]+\w+(?:et|en|n)\b))[ \n]+(?!att|de|den|dem|en|ett|oss|alla|många|några|\d)[a-zåäö-]{4,})?)(?![\w-])"
)
_SCHEME_APPOSED = re.compile(
    rf"\b(?:(?:Presenterade|Presenterar|Startade|Startar|Lanserade|Lanserar|Drar|Driver|Visade|Berättade)\s+(?:om )?)?((?:{NAME})(?: (?:{NAME})){{0,3}})(?:,| \(| –| -) ?(?:ett|vårt|regionens|vårt nya|ett nytt) (?:\w+ )?(?:program|projekt|initiativ|nätverksprogram|utvecklingsprogram|stöd)\b"
)
_NO_SCHEME = re.compile(
    r"(?i)^(?:bistånd|understöd|biståndet|ansökningsstöd|rådgivningsstöd|utlån|krisstöd|kristöd|lånestöd|ekonomistöd|beslutsstöd|försörjningsstöd|försörjningsstödet|\w*underlånet|utvecklingsbidrag|polisbidrag|medlemsbidrag|partistöd|fullstöd)$"
)
_SCHEME_FOR = re.compile(
    r"(?:[Rr]egeringens|[Ss]tatens|[Rr]egionens|[Ll]änsstyrelsens|EU:s|[Nn]ya|[A-ZÅÄÖ][\wåäö]+verkets) (stöd (?:till|för) (?!att)(?:[a-zåäö-]{3,}(?:a|iva|ande) )?[a-zåäö-]{4,})|(?:[Nn]ytt|[Ee]tt nytt) ([Ss]töd (?:till|för) (?!att)[a-zåäö-]{4,})|(?:(?<=\n)|(?<=[.!?:] )|(?<=^)|(?<=[•–-] ))([Ss]töd (?:i|till|för) (?!att)[a-zåäö-]{4,}(?: (?:i|och) [a-zåäö-]{4,})?)"
)
_SCHEME_OWN = re.compile(
    r"(?<![.!?:\n] )(?<!\n)\b([A-ZÅÄÖ][a-zåäö]{2,}(?:banken|lyftet|checken|programmet|steget|resan|kraft|klivet|språnget|modellen|kraften))\b"
)
_ROUND = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n))((?:Ny|Nästa|Andra|Tredje|Extra) (?:kurs)?omgång(?:en)?)(?= )(?=[^.!?\n]{0,80}\b(?:platser|anmälan|anmäl)\b)"
)
_SCHEME_WAY = re.compile(rf"(?<!\w)({_WAY})(?!\w)")
_QUOTED_NAME = re.compile(r"[”\"“]([A-ZÅÄÖ][\wåäö-]+(?:\s+[\wåäöÅÄÖ-]+){0,4})[”\"“]")
_PROGRAMME_NEAR = at_words(r"program|projekt|plan\b|steg|satsning|insats|workshop|etapp|initiativ")
_GOES_ON = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n))([A-ZÅÄÖ][a-zåäö]+[ \n]+[a-zåäö]*(?:återhämtning|tillväxt|omställning|etablering|start|framtid|växtkraft|lyft|landsbygd|export|kraft))(?=[ \n](?:pågår|startar|fortsätter|rullar|är|drivs))"
)
_TRAINING = re.compile(
    r"(?<![\w-])((?:[Ww]ebbkurs(?:en)?|[Dd]istanskurs(?:en)?|[Oo]nlinekurs(?:en)?|[Kk]vällskurs(?:en)?|[Gg]rundkurs(?:en)?|[A-ZÅÄÖa-zåäö-]*(?<!kon)(?<!Kon)(?<!års)(?<!dis)(?<!växel)(?<!valuta)(?<!aktie)(?<!börs)[Kk]urs(?:en)?|[A-ZÅÄÖa-zåäö-]*[Ww]ebbinari(?:um|et)|[Ww]ebinar(?:ium|iet|et)?|[A-ZÅÄÖa-zåäö-]*[Uu]tbildning(?:en)?|[Ss]eminari(?:um|et)|[Ff]öreläsning(?:en)?|[Uu]tbildningsdag(?:en)?|[Kk]urspaket(?:et)?|[Dd]iplomutbildning)"
    r"[ \n]+(?:i|om|inom|kring|till)[ \n]+(?!alla|våra|länets|kommunens|handlarna|företagen|stället|höst|vår\b|sommar|vinter|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|dag\b|morgon|länet|kommunen|regionen|området|samband|form|(?!Excel|Word|Power|Linkedin|LinkedIn|Canva|Chat|Python|Autocad|Photoshop|Google)[A-ZÅÄÖ](?![A-ZÅÄÖ]))(?:[A-ZÅÄÖ]{2,}(?:-[\wåäö]+)?|[\wåäö-]{3,})(?:(?:,? | och |\n)(?!startar|börjar|blev|blir|var|startade|fick|gick|drog|öppnar|finns|kan|ska|ges|hålls|den|är|var|på|under|som|i|för|med|till|har|kommer|planeras|av|där|från|\d)[\wåäö-]{4,}){0,2})"
)
_TRAINING_COMPOUND = re.compile(
    r"(?<![\w-])((?!(?i:konkurs|årskurs|diskurs|växelkurs|valutakurs|aktiekurs|börskurs|kronkurs))(?!(?i:yh|gymnasie|grund|högskole|vidare|yrkes|arbetsmarknads|vuxen|bas|högre|lärar|fort|introduktions|företags|uppdrags|spets)(?:-|ut|e|s)?(?:utbildning|kurs))[A-ZÅÄÖa-zåäö-]{3,}(?:utbildning|kurs|kursen|utbildningen|webbinarium|webbinariet|webinar|webinariet|skolning|skolningen))(?![\w-])"
)


def find(document: Document) -> list[Fact]:
    """Names of calls, schemes and trainings with their days and budget."""
    sentences = [c[0].sentence for c in clauses_of(document) if c]
    sentences = sorted([*sentences, *_headings(document, sentences)])
    shut = [(f.start, f.end) for f in document.of_kind("aside", "link", "person")]
    bodies = [(f.start, f.end) for f in document.of_kind("organisation")]
    kept = _kept(document, sentences, shut, bodies)
    details = MeasureDetails(document, sentences)
    names: dict[str, tuple[str, dict[str, Any]]] = {}
    until = _until_next(kept, len(document.text))
    for n, found in enumerate(kept):
        name = " ".join(document.text[found.start : found.end].split())
        told = details.of(found.kind, found.sentence, until[n], found.end)
        fields = {"name": name, **told.fields()}
        known = names.get(name.lower())
        if known is not None:
            for field, value in fields.items():
                if known[1].get(field) is None:
                    known[1][field] = value
        else:
            names[name.lower()] = (found.kind, fields)
    out: dict[tuple[int, int], Fact] = {}
    for found in kept:
        name = " ".join(document.text[found.start : found.end].split())
        fields = {**names[name.lower()][1], "name": name}
        out[found.start, found.end] = make(document, found.kind, found.start, found.end, found.rule, **fields)
    return [*out.values(), *_again(document, names, out, shut)]


_SUPPORT = re.compile(
    r"[\wåäö-]+(?:stöd|stödet|bidrag|bidraget|check|checkar|checken|checkarna|lån|lånet|lyftet|klivet)(?: 20\d\d)?"
)


def _headings(document: Document, sentences: list[Sentence]) -> Iterator[Sentence]:
    """Headings that name some support ("§ 5 Omställningscheckar"), read with the paragraph under them."""
    starts = [s.start for s in sentences]
    for section in document.sections:
        name = re.sub(r"^(?:§ ?\d+|\d+(?:\.\d+)*\.?|[#*]+)\s*", "", section.heading.strip())
        if section.role != "topic" or not _SUPPORT.fullmatch(name.strip(" *:")):
            continue
        at = bisect_left(starts, section.heading_end)
        if at < len(sentences) and sentences[at].start < section.end:
            yield Sentence(section.heading_start, section.heading_end, sentences[at].paragraph)


def _until_next(kept: list[_Found], end: int) -> list[int]:
    """For each name, where the next one begins that stands in a later sentence."""
    out = [end] * len(kept)
    for n in range(len(kept) - 2, -1, -1):
        following = kept[n + 1]
        out[n] = out[n + 1] if following.sentence == kept[n].sentence else following.start
    return out


def _kept(
    document: Document, sentences: list[Sentence], shut: list[tuple[int, int]], bodies: list[tuple[int, int]]
) -> list[_Found]:
    """The candidates in order, none overlapping, none in an aside, none that is a body's name."""
    kept: list[_Found] = []
    last_end = 0
    for found in sorted(_candidates(document, sentences), key=lambda f: (f.start, f.start - f.end)):
        if found.start < last_end or _covered(shut, found.start) or _same(bodies, found):
            continue
        if kept and _explains(document.text, kept[-1], found):
            continue
        if kept and found.kind == kept[-1].kind == "training" and found.start - kept[-1].end == 1:
            kept.pop()  # "Certifieringskursen Miljömärkt hotell": the name is the second
        last_end = found.end
        kept.append(found)
    return kept


def _explains(text: str, before: _Found, found: _Found) -> bool:
    """ "Effektlyftet, ett investeringsstöd för företag": the second says what the first is."""
    between = text[before.end : found.start]
    return (
        found.kind == "scheme"
        and re.fullmatch(r"[”\"]?(?:,| –| -| är) (?:ett|en) (?:\w+ )?", between) is not None
    )


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
    sentences: list[tuple[Sentence, str]]
    dates: list[int]

    def dated(self, sentence: Sentence) -> bool:
        a = bisect_left(self.dates, sentence.start)
        return a < len(self.dates) and self.dates[a] < sentence.end

    def courses(self) -> Iterator[_Found]:
        """Courses by a name of their own."""
        flat = self.document.flat
        for sentence, _ in self.sentences:
            if not _COURSE_HINT.search(flat, sentence.start, sentence.end):
                continue
            for start, end in course_names.names(self.document.text, sentence.start, sentence.end):
                yield _Found("training", start, end, TRAINING, sentence)

    def group(self, pattern: re.Pattern[str], kind: str, why: str) -> Iterator[_Found]:
        """What the first filled group of a pattern covers, in the sentences that can hold one."""
        told = hint(pattern)
        for sentence, said in self.sentences:
            if not told(said):
                continue
            for match in pattern.finditer(self.document.text, sentence.start, sentence.end):
                number = next((n for n in range(1, (match.re.groups or 0) + 1) if match.group(n)), 0)
                yield _Found(kind, *match.span(number), why, sentence)


def _candidates(document: Document, sentences: list[Sentence]) -> Iterator[_Found]:
    flat = document.flat
    telling = [
        (s, flat[s.start : s.end]) for s in sentences if _HINT.search(flat, max(0, s.start - 1), s.end)
    ]
    finder = _Finder(document, telling, [f.start for f in document.of_kind("date")])
    yield from _calls(finder)
    yield from _schemes(finder)
    yield from finder.courses()
    yield from finder.group(_TRAINING, "training", TRAINING)
    yield from finder.group(_TRAINING_COMPOUND, "training", TRAINING)
    yield from (f for f in finder.group(_ROUND, "training", TRAINING) if finder.dated(f.sentence))


def _calls(finder: _Finder) -> Iterator[_Found]:
    yield from finder.group(_CALL_NAMED, "call", CALL)
    yield from (f for f in finder.group(_CALL_OPEN, "call", CALL) if finder.dated(f.sentence))
    flat = finder.document.flat
    for sentence, _ in finder.sentences:
        for match in _CALL_NEW.finditer(finder.document.text, sentence.start, sentence.end):
            funded = match.group(1) or _FUND.search(flat, sentence.start, sentence.end)
            if funded or finder.dated(sentence):
                yield _Found("call", match.start(), match.end(), CALL, sentence)


#: Without one of these letters a sentence names no call, scheme or training.
_HINT = at_words(
    "utlysning|omgång|projekt|program|satsning|initiativ|koncept|insats|lån|stöd|plattform|förstudie|bidrag|check|rabatt|garanti"
    '|kurs|utbildning|webbin|webinar|seminari|föreläsning|banken|lyftet|steget|resan|kraft|klivet|språng|modell|återhämt|tillväxt|omställ|etabler|framtid|till jobb|till arbete|["”“]'
)
_COURSE_HINT = at_words("kurs|utbildning|webbinari|webinar|seminari|föreläsning")
_FUND = at_words(r"\b(?:eruf|esf|interreg|mkr|miljoner)\b")


def _schemes(finder: _Finder) -> Iterator[_Found]:
    text, flat = finder.document.text, finder.document.flat
    yield from finder.group(_SCHEME_NAMED, "scheme", SCHEME)
    for found in finder.group(_SCHEME_COMPOUND, "scheme", SCHEME):
        said = text[found.start : found.end].split()
        if not _NO_SCHEME.match(said[0]) or (len(said) > 1 and said[0].lower() in ("krisstöd", "kristöd")):
            yield found
    for pattern in (_SCHEME_APPOSED, _SCHEME_FOR, _SCHEME_OWN, _SCHEME_WAY, _GOES_ON):
        yield from finder.group(pattern, "scheme", SCHEME)
    for sentence, _ in finder.sentences:
        for match in _QUOTED_NAME.finditer(text, max(0, sentence.start - 1), sentence.end):
            window = flat[max(0, match.start() - 90) : match.end() + 60]
            if _PROGRAMME_NEAR.search(window):
                yield _Found("scheme", match.start(1), match.end(1), SCHEME, sentence)


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
