# SPDX-License-Identifier: EUPL-1.2
"""The shapes that names of bodies have: X kommun, Region X, X AB, Krögarföreningen i X."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from textreader.patterns import at_words

UPPER = "A-ZÅÄÖÉÜ"
NAME = rf"[{UPPER}][\w’'&-]*\w|[{UPPER}]"
# Two words of a name stand on one line, or break where the line was wrapped.
GAP = r"[ \t\u00a0]+(?:\n[ \t]*)?|\n"
SPACE = r"[ \u00a0]+"
#: What a company's last word ends in, where a name stands before it ("Lönnviks Bilinredning").
COMPANY_END = (
    "elnät|inredning|teknik|verkstäder|transporter|transport|åkeri|bageri|bryggeri|mejeri|chark"
    "|livs|buss|taxi|trafik|maskiner|service|konsult|vvs|glas|kök|möbler|fönster|betong|gjuteri|smide|svets"
    "|automation|media|reklam|tryckeri|förlag|camping|gästgiveri|värdshus|krog|café|restaurang|trädgård|rökeri|frakt"
    "|rederi|shipping|varv|biogas|vindkraft|energi|fjärrvärme|återvinning|bostäder|fastigheter|entreprenad|anläggning"
    "|emballage|förpackningar|kartong|sågverk|virke|trävaru|trähus|komponenter|produkter|elektronik|optik|pharma|omsorg"
    "|assistans|bemanning|städ|tvätt|sparbank|bruk|plåt|plast|stål|livsmedel|industri|invest"
)
#: What a named association's first word ends in, where its place stands after it ("Krögarföreningen i Lerhult").
ASSOCIATION_END = (
    "föreningen|förbundet|rådet|alliansen|klustret|nätverket|sällskapet|kammaren|bolaget|gruppen|stiftelsen|institutet"
    "|centret|centrum|akademin|fonden|hubben|kooperativet|ägarna|parken|byrån"
)
PATTERNS = re.compile(
    rf"""
    (?<![\w@/])(?:(?P<municipality>(?:{NAME})(?:{SPACE}(?:{NAME}))?)(?:{GAP})(?:kommuns?|Kommuns?|KOMMUN|stads?|Stad)(?!\w)
    |(?P<region>(?:Region|REGION)(?:{GAP})(?:{NAME})(?:{SPACE}(?:{NAME}))?(?:[ ]län)?)
    |(?P<board>[Ll]änsstyrelsen(?:{GAP})i(?:{GAP})(?P<county>(?:{NAME})(?:{SPACE}(?:{NAME}))?)(?:(?:{GAP})län)?)
    |(?P<company>(?:(?:{NAME})(?:{SPACE}|[ ]&[ ])){{1,4}}(?:AB|HB|KB|Aktiebolag)(?![\w-])|(?<![\w-])AB[ ](?:{NAME})(?:[ ](?:{NAME}))?)
    |(?P<tailed>(?:(?:{NAME})(?:{SPACE}|[ ]&[ ])){{1,3}}
        (?:universitets?|högskolas?|lasaretts?|sjukhus|folkhögskolas?|gymnasiums?|flygplats|museum|sparbanks?
          |Turism|Energi|Science[ ]Park|Näringsliv|[Hh]andelskammares?|Group|Gruppen|[Ff]öretagarförening
          |Mekaniska(?:[ ]Verkstad)?|Verkstads|Industrier|Trä|Såg|Bygg|Bryggeri|Bageri|Plåt|Maskin|Fastigheter
          |Kraft|Logistik|Åkeri|Mejeri|Textil|Stål|Gruva|Plast|Foods|Systems?|Tech|Hotell|Fjällanläggning
          |(?=[{UPPER}])[\wåäö]*?(?i:{COMPANY_END}))(?!\w))
    |(?P<headed>(?:Stiftelsen|Föreningen|Högskolan(?:[ ](?:i|på))?|Universitetet[ ]i|Visit|Destination|Business[ ]Region
          |Kommunförbundet|Regionförbundet|Näringslivsbolaget|Utvecklingsbolaget|Samordningsförbundet
          |Företagarföreningen(?:[ ]i)?|Länstrafiken(?:[ ]i)?|Campus|Leader|Hotell|Sparbanken|Handelskammaren|Företagarna
          |Energikontoret|Turistbyrån[ ]i|Hotel|Teknikcollege|Folkhögskolan[ ]i|Invest[ ]in)
        {SPACE}(?:{NAME})(?:{SPACE}(?:{NAME})){{0,2}}
      |(?:Svenska?|Sveriges){SPACE}[{UPPER}][a-zåäö]{{4,}}(?:{SPACE}[{UPPER}][a-zåäö]{{3,}})?
      |(?:[Yy]rkesh|[Hh]andelsh|H)ögskolan(?:{GAP})(?:i[ ]|på[ ])?(?:{NAME})
      |(?:Restaurang|Café|Kafé|Brf|Firma|Besöksliv|Camping|Värdshuset|Gästgiveriet|Bageriet|P4|Bostads(?:bolaget|stiftelsen)){SPACE}(?:{NAME})(?:{SPACE}(?:{NAME})){{0,2}}
      |(?!(?:Styr|Arbets|Referens|Projekt|Kris|Lednings|Mål|Ålders|Fokus|Expert|Samverkans|Närings(?!råd)|Bered|Plan)\w*gruppen)
       [{UPPER}][a-zåäö]+(?:{ASSOCIATION_END}){SPACE}(?:(?:i|på|för|inom){SPACE})?(?:{NAME})(?:{SPACE}(?:{NAME}))?(?:{SPACE}län)?)
    |(?P<short>(?:{NAME})(?:{SPACE}(?:{NAME}))?{SPACE}(?:k\.?|kn\.?|kmn\.?)(?=:|,|[ ]?[–-][ ]|[ ]*\n|[ ]*$))
    |(?P<authority>(?!(?:Regel|Nät|Ram|Konst|Såg|Kraft|Sam|Värme|Hant|Läro|Kommun|Region|Fond|Bolags(?=st)|Förenings|Klubb|Kyrko|Vatten|El|Parti|Last|Mäster|Klock|Snick)(?:verk|styr))
        [{UPPER}][a-zåäö]{{3,}}(?:myndigheten|verket|inspektionen|styrelsen)s?(?!\w))
    |(?P<ministry>(?:[{UPPER}a-zåäö]\w*-[ ]?och[ ])?\w+departementet))
    """,
    re.VERBOSE,
)


#: The words that :data:`PATTERNS` hang on, and the letters that a hit can consist of.
_CLUE = at_words(
    r"kommun|Kommun|KOMMUN|stad|Stad|Region|REGION|änsstyrelsen|AB|HB|KB|Aktiebolag|universitet|högskola|lasarett|sjukhus"
    r"|gymnasium|flygplats|museum|sparbank|Turism|Energi|Science|Näringsliv|andelskammare|Group|Gruppen|öretagarförening"
    r"|Mekaniska|Verkstads|Industrier|Trä|Såg|Bygg|Bryggeri|Bageri|Plåt|Maskin|Fastigheter|Kraft|Logistik|Åkeri|Mejeri"
    r"|Textil|Stål|Gruva|Plast|Foods|System|Tech|Hotel|Fjällanläggning|Stiftelsen|Föreningen|Högskolan|Universitetet"
    r"|Visit|Destination|Business|Utvecklingsbolaget|Samordningsförbundet|Länstrafiken|Campus|Leader|Sparbanken"
    r"|Företagarna|Turistbyrån|Teknikcollege|Energikontoret|Folkhögskolan|Invest|departementet|Svensk|Sveriges|ögskolan|Restaurang|Café|Kafé|Brf|Firma|Besöksliv|Camping"
    r"|Värdshuset|Gästgiveriet|Bageriet|P4|Bostads|myndigheten|verket|inspektionen|styrelsen"
    rf"|{COMPANY_END}|{COMPANY_END.title()}|{ASSOCIATION_END}| k(?=[.:,]| [–-])| kn| kmn"
)
LONG_HEAD = re.compile(rf"[{UPPER}][a-zåäö]{{3,}}(?:{ASSOCIATION_END})")
_NO_NAME = re.compile(r"[^\w’'&\s-]")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, between signs that no name runs over, in which a clue stands."""
    signs: list[int] | None = None
    end = 0
    while clue := _CLUE.search(text, end):
        if signs is None:
            signs = [m.start() for m in _NO_NAME.finditer(text)]
        at = bisect_left(signs, clue.start())
        end = signs[at] if at < len(signs) else len(text)
        yield signs[at - 1] + 1 if at else 0, end
