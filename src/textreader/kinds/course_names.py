# SPDX-License-Identifier: EUPL-1.2
"""Courses by a name of their own: "kursen Trygg i butik", "Kurs: Anbud", "Hållbar handel, en heldagskurs"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
#: What a name never goes on with: verbs, places, days.
_STOP = (
    r"(?:öppen|öppet|stänger|stängde|löper|löpte|drivs|driver|drevs|rullar|beviljades|beviljats|beviljat|fortsätter|vill|syftar|samlar|når|omfattar|ägs|leds|"
    r"tillsammans|mellan|hjälper|inriktas|utvecklar|stöttar|innebär|gäller|bygger|utökas|förlängs|förlängdes|genomförs|genomfördes|lanseras|tar|tog|lyfter|visar|"
    r"ges|gavs|startar|startade|start|börjar|började|hålls|hölls|är|var|har|hade|blir|blev|kan|ska|skall|kommer|kostar|"
    r"som|där|den|det|på|av|hos|under|ger|fick|får|går|gick|öppnar|vänder|riktar|tyckte|men|samt|via|från|efter|inför|vid|"
    r"finns|söks|söker|passar|erbjuds|anordnas|arrangeras|lockade|lockar|fylldes|avslutades|pågår|planeras|ordnas|drog|drar|"
    rf"(?:i|till|med|om)[ \n]+(?:{_MONTH}|vår|våren|höst|hösten|sommar\w*|vinter\w*|start|vecka|v|samarbete|[A-ZÅÄÖ]\w+|\d)|"
    rf"för[ \n]+(?:\d|alla|länets|kommunens|våra)|och[ \n]+\w+(?:ades|ade|ar|er)(?!\w)|nu|idag|igen|inte|redan|fortfarande|{_MONTH}|med[ \n]+\d)(?![\wåäö])"
)
_DESCRIBES = (
    r"(?:Grön|Gröna|Grönt|Levande|Hållbar|Hållbara|Hållbart|Digital|Digitala|Digitalt|Ny|Nya|Nytt|Stark|Starka|Smart|Smarta|Trygg|Trygga|Öppen|Öppna|"
    r"Unga|Lokal|Lokala|Aktiv|Aktiva|Cirkulär|Cirkulära|Klimatsmart|Växande|Attraktiv|Robust|Rätt|Fler|Bättre|Jämställd|Jämställda|Inkluderande|Kreativ|Kreativa|Full|Fossilfri|Fossilfria)"
)
#: "Skogens värden", "Grön resa": a genitive or an adjective with the noun it belongs to. One group.
DESCRIBED = rf"((?:{_DESCRIBES}|[A-ZÅÄÖ][a-zåäö]{{2,}}(?<![aiu])s)[ \n]+(?!{_STOP}|(?:inom|även|har|som|kommun)(?![\wåäö]))[a-zåäö]{{3,}}(?:[ \n]+(?:för|i|och)[ \n]+(?!{_STOP})[a-zåäö]{{4,}})?)"
#: A name of its own: a capital, and what small words go with it. One group.
TITLE = rf"([A-ZÅÄÖ][\wåäö&-]+(?:[ \n]+(?!{_STOP})(?=[\d&-]*[^\W\d])[\wåäöÅÄÖ&-]+){{0,5}})"
_QUOTED = r"[”\"“'»]([A-ZÅÄÖ][^”\"“'»«\n]{2,60})[”\"“'«]"
_COURSE = (
    r"(?:[\wåäö-]*kursen|[\wåäö-]*utbildningen|[\wåäö-]*webbinariet|[\wåäö-]*webinariet|[\wåäö-]*seminariet|föreläsningen|"
    r"seminarieserien|föreläsningsserien|webbinarieserien|kurspaketet|kursserien|utbildningspaketet|utbildningsdagen|kursdagen|temakursen)"
)
_AFTER_NOUN = re.compile(rf"(?i:(?<![\w-]){_COURSE})[ \n]+(?:{_QUOTED}|{TITLE})")
_QUOTED_ONLY = re.compile(
    rf"(?i:(?<![\w-])(?:en |ett |vår |ny )?[\wåäö-]*(?:kurs|utbildning|webbinarium|webinar|föreläsning|seminarium))[ \n]+{_QUOTED}"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[.!?:] )|(?<=\n)|(?<=[-•*] ))(?i:(?:nästa |ny |vårens |höstens )?(?:\w*kurs|\w*utbildning|webbinarium|webinar|föreläsning|seminarium|kurstips)):[ ]+(?:{_QUOTED}|([A-ZÅÄÖ][^,.:;\n(\d]{{3,60}}?)(?= ?(?:[,.;(]|$|\n)| den \d| \d| [–-] ))"
)
_APPOSED = re.compile(
    rf"(?:^|(?<=[.!?:] )|(?<=\n)|(?<=[-•*] )|(?<=[”\"“]))(?:{TITLE})[”\"“]?(?:,| –| -| \(| är)[ ]?(?:namnet på |en |ett |vår |vårt |en ny |vår nya )?(?:\w+ )?[\wåäö-]*(?:kurs|kursen|utbildning|utbildningen|webbinarium|webbinariet)(?:er)?(?= (?:för|i|om|som|med|på|där|till|och)\b|[,.)])"
)
_TAIL = re.compile(r"(?:[ \n]+(?:i|för|om|med|och|till|på|av|en|ett))+$")


def names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of course names within a sentence.

    >>> text = "Hon gick kursen Trygg i butik i maj. Kurs: Anbud för nybörjare, start 3 juni."
    >>> [text[a:b] for a, b in names(text, 0, len(text))]
    ['Trygg i butik', 'Anbud för nybörjare']
    """
    for pattern in (_AFTER_NOUN, _QUOTED_ONLY, _LABELLED, _APPOSED):
        for match in pattern.finditer(text, start, end):
            number = next(n for n in range(1, (pattern.groups or 1) + 1) if match.group(n))
            begin, stop = match.span(number)
            tail = _TAIL.search(text, begin, stop)
            yield begin, tail.start() if tail else stop
