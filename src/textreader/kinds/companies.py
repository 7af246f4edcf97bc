# SPDX-License-Identifier: EUPL-1.2
"""Companies that no list holds, by what they do or by the words before their names."""

from __future__ import annotations

import re
from functools import lru_cache

from textreader.bodies import Body, Mention, county_bodies, municipalities
from textreader.clauses import tags_of
from textreader.name_shapes import NAME
from textreader.patterns import at_words
from textreader.rule import Example, rule
from textreader.words import lexicon

COMPANY = rule(
    "organisation.company",
    "An unknown name that does what companies do, or that a word for a company introduces.",
    "NAME + varslar, anställer, investerar …; företaget NAME; hos NAME",
    Example("Norrplåt varslar 40 personer.", "Norrplåt"),
    Example("Sågverket Granberga stänger i höst.", "Granberga", manner="news"),
    Example("oro hos underleverantören Tibema", "Tibema", manner="chat"),
    Example("varsel på Plastgruppen, 23 av 110 berörs", "Plastgruppen", manner="chat"),
    Example("Norrbageriet söker bagare.", "Norrbageriet", manner="news"),
    never=(
        "Fabriken i Lönnvik stänger.",
        "Bruket i Hedfors investerar.",
        "Skogslyftet startar.",
        "Flera varslar personal.",
        "Företaget har ökat.",
    ),
)

_COMPANY_VERB = frozenset(
    "varslar varslade varslat anställer anställde nyanställer investerar investerade bygger expanderar stänger stängde"
    " lägger flyttar etablerar etablerade öppnar avvecklar lade nedlägger rekryterar permitterar permitterade söker"
    " tvingas begär köper köpte säljer sålde tar ansökte försattes återanställer drar vann utökar producerar levererar"
    " växer planerar startar har ska hyr hyrde inviger tecknade halverar dubblerar effektiviserar omstrukturerar".split()
)
_SURE_COMPANY_VERB = frozenset(
    "varslar varslade varslat nyanställer expanderar avvecklar permitterar permitterade återanställer investerar"
    " investerade anställer anställde etablerar".split()
)
#: Ends of names of programmes, which are no bodies.
_UNDERTAKINGS = (
    "lyftet",
    "klivet",
    "steget",
    "programmet",
    "paketet",
    "checken",
    "stödet",
    "dagen",
    "mässan",
    "veckan",
)
NEXT_WORD = re.compile(r"(?: som)?[ ]+([\wåäö]+)")
_SECOND_NAME = re.compile(rf"[ \t]+((?:{NAME}))(?![\w])")
_OTHER_NAMED = ("projektet", "programmet", "satsningen", "utlysningen", "initiativet", "kursen", "insatsen")
_COMPANY_WORD = tuple(
    "företaget bolaget koncernen industriföretaget tillverkaren batteritillverkaren kedjan arbetsgivaren sågverket hotellet fabriken leverantören underleverantören butikskedjan teknikföretaget åkeriet startupbolaget verkstaden verkstadsföretaget bryggeriet mejeriet bageriet gruvbolaget energibolaget it-företaget industrijätten anläggningen familjeföretaget skogsbolaget byggbolaget entreprenören flygbolaget banken mässarrangören".split()
)
NO_COMPANY = at_words(r"(?:en|et|na|or|ar|er|are|ing|tion|het|isk|iga|liga|ande|ade|ats|ligt|a|arna)$")
COMMON = frozenset(
    "vi de det den man han hon jag ni många flera alla några båda ingen någon annan industrin handeln norge sverige"
    " finland danmark tyskland europa eu usa kina ryssland ukraina polen norden hur vad vem när var därför sedan".split()
)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    return frozenset(n.lower() for n in lexicon("persons")["first_names"])


def company_at(text: str, flat: str, start: int, end: int, following: str, before: str) -> Mention | None:
    """An unknown company, by its verb or by the word before its name."""
    word = text[start:end]
    low = word.lower()
    if before.endswith(_OTHER_NAMED) or low.endswith(_UNDERTAKINGS):
        return None
    introduced = before.endswith(_COMPANY_WORD)
    opens = not before or before[-1] in '.!?:•*–-"”' or text[max(0, start - 2) : start].strip() == ""
    opens = opens or "\n" in text[max(0, start - 2) : start]
    second = _SECOND_NAME.match(text, end, end + 30)
    last_end = end
    if second is not None:
        follow = re.match(r"[ ]+([\wåäö]+)", flat[second.end() : second.end() + 20])
        if introduced or (follow is not None and follow.group(1) in _SURE_COMPANY_VERB):
            if low not in first_names():
                last_end = second.end()
                following = follow.group(1) if follow else ""
    if (len(word) < 3 and not word.isupper()) or (low in first_names() and not introduced):
        return None
    name = Mention(start, last_end, Body(text[start:last_end], text[start:last_end], "company"), COMPANY)
    one_word = Mention(start, end, Body(word, word, "company"), COMPANY)
    if introduced and not opens:
        return name
    if not opens and _MADE_OF.search(low) and low not in COMMON:
        return one_word  # "och Norrplast i Granby"
    if tags_of(low) or low in COMMON or _IN_PLACE.search(before):
        return _at_company(text, start, end, before, low, opens)
    verb = following in _COMPANY_VERB or bool(tags_of(following) & {"finite", "verb_shaped"})
    if verb and _OF_A_PLACE.match(word):
        return one_word  # "Hedforsbruket investerar"
    return name if _does_as_companies(following, before, low, opens, alone=last_end == end) else None


def _does_as_companies(following: str, before: str, low: str, opens: bool, *, alone: bool) -> bool:
    """ "Norrplåt varslar", "hos Tibema", and in the middle of a sentence the weaker verbs too."""
    if following in _SURE_COMPANY_VERB and not (opens and NO_COMPANY.search(low) and alone):
        return True
    if opens:
        return False
    if re.search(r"(?:\shos|\sbåde)$", " " + before) and not NO_COMPANY.search(low):
        return True
    weak = ("har", "ska", "tar", "söker", "drar", "lägger", "växer", "planerar")
    return following in _COMPANY_VERB and following not in weak


#: A place or a quarter of the sky, and what is made there: a name where a lone "bruket" would be none.
_OF_A_PLACE = re.compile(
    r"(?:[A-ZÅÄÖ][a-zåäö]*(?:fors|ås|vik|by|berg|torp|hult|sund|ström|holm|näs|köping|stad|bo|sjö|dal|lund|hamn|landa?s?)s?|Norr(?:lands)?|Nord|Väst|Öst|Syd|Mitt)"
    r"(?:bageriet|bruket|mejeriet|bryggeriet|sågen|verken|energi|bostäder|varvet|gruvan|hotellet|plåt|trä|gruppen|media|kraft|buss|frakt|gjuteriet)$"
)
#: Ends that a capital word in the middle of a sentence has only as a company.
_MADE_OF = re.compile(
    r"[a-zåäö]{3,}(?:plast|plåt|teknik|bygg|frakt|pack|gruppen|invest|konsult|foods|gjuteri|buss|elnät|bostäder|verken|mekaniska|kakel|betong|maskin|åkeri|industrier)$"
)
_IN_PLACE = re.compile(r"(?:^|\s)(?:i|från|till|runt|kring|utanför|genom|på|vid|mot|över|norr om|söder om)$")
#: "varsel på Plastgruppen", "anställda vid Tibema": who gives notice or employs.
_HIT_AT = at_words(
    r"(?<!\w)(?:varsel|varslet|varslen|varslade|uppsagda|praktik|besök|studiebesök|uppsägningar(?:na)?|anställda|jobb(?:en)?|jobbar|arbetar|permitteringar|neddragningar(?:na)?|konkurs(?:en)?|nedläggning(?:en)?|facken|facket|personalen|rekrytering(?:en)?|nyanställningar|order|ordrar|driftstopp|produktionen|krisen) (?:[0-9a-zåäö]+ )?(?:på|vid|hos|från)$"
)


def _at_company(text: str, start: int, end: int, before: str, low: str, opens: bool) -> Mention | None:
    """A name after "varsel på" or "anställda vid"; places and islands stay what they are."""
    word = text[start:end]
    if opens or low in COMMON or not _HIT_AT.search(before):
        return None
    if word in municipalities() or word in county_bodies() or _PLACE_END.search(low):
        return None
    second = _SECOND_NAME.match(text, end, end + 30)
    last = second.end() if second is not None else end
    return Mention(start, last, Body(text[start:last], text[start:last], "company"), COMPANY)


_PLACE_END = at_words(
    r"(?:land|ön|öarna|fjällen|dalen|bygden|torp|köping|stad|sund|vik|hamn|udden|området|gatan|vägen|torget)$"
)
