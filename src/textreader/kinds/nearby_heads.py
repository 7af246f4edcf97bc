# SPDX-License-Identifier: EUPL-1.2
"""Head words that the clause gives away: its subject, its series, who did what.

"Pers" alone names no series: with "varsel" before it, it is those who were given notice. A share
is named by what they do of whom it is a share, a part by what befell it.
"""

from __future__ import annotations

import re

from textreader.clauses import tags_of
from textreader.days import MONTHS
from textreader.kinds import heads
from textreader.model import Document
from textreader.patterns import at_words

G = " {1,5}"

#: People and things that any series may count.
BARE_UNITS = (
    "personer",
    "person",
    "pers",
    "st",
    "stycken",
    "anställda",
    "medarbetare",
    "tjänster",
    "arbetstillfällen",
    "jobb",
)
#: What is done with people; it tells as much as the series' noun.
_HAPPENS = re.compile(
    r"(?<!\w)(?P<word>varslar|varslade|varslat|varslas|varsla|säger upp|sade upp|sa upp|sagt upp|säga upp|sägs upp|anställer|anställde|anställt|anställa|nyanställer|nyanställt|permitterar|permitterade|permitterat|återanställer|återanställt)(?!\w)[^.;!?0-9]{0,40}$"
)
_SERIES = re.compile(
    r"(?<!\w)(?P<word>[a-zåäö-]*(?:varsel|varslet|varslen|uppsägning(?:ar|en|arna)?|permittering(?:ar|en|arna)?|korttidsarbete|korttidspermittering(?:ar)?"
    r"|konkurs(?:er|en|erna)?|pensionsavgång(?:ar|arna)?|nyanställning(?:ar|arna)?|rekrytering(?:ar|arna|en)?|nedläggning(?:en|ar)?|inskrivna|arbetslösa))(?!\w)"
)


def series_before(document: Document, start: int, noun: str) -> str | None:
    """The series that a number of people belongs to, named before it in its clause."""
    if noun.rsplit(maxsplit=1)[-1] not in BARE_UNITS:
        return None
    edge = max(heads.clause_start(document, start), start - 60)
    found = None
    for match in _SERIES.finditer(document.flat, edge, start):
        found = match
    if found is None:
        happens = _HAPPENS.search(document.flat, edge, start)
        return happens["word"] if happens and noun != "jobb" and " " not in noun else None
    between = document.flat[found.end() : start]
    if re.search(r"(?<!\w)tot(?:alt)?\.? {1,3}$|(?<!\w)sammanlagt {1,3}$", between):
        return found["word"]  # "Varsel: 2 st, tot 61 pers"
    if re.search(r"[0-9]|[;()]|, (?!varav)", between) or re.search(
        r"(?<!\w)(?:och|men|medan|efter|utan|trots)(?!\w)", between
    ):
        return None
    return found["word"]


#: "Pensionsavgångarna väntas uppgå till 6 400 personer".
_AMOUNTS_TO = re.compile(
    rf"(?<!\w)(?P<subject>[a-zåäö-]{{4,}}(?:na|en|et|n|t|ar|er|or)){G}(?:(?:väntas|beräknas|bedöms|kan|har|nu){G}){{0,2}}(?:uppgå|uppgår|uppgick|uppgått|omfatta|omfattar|omfattade|berör|berörde|gäller|gällde|avser){G}(?:(?:till|nu|först|totalt|cirka|ca|drygt|knappt|närmare|upp|minst|högst){G}){{0,3}}$"
)


def subject_amounting(document: Document, start: int, noun: str) -> str | None:
    """What amounts to a number of people."""
    if noun.rsplit(maxsplit=1)[-1] not in BARE_UNITS:
        return None
    found = _AMOUNTS_TO.search(document.flat, max(heads.clause_start(document, start), start - 80), start)
    return found["subject"] if found and not heads.is_function_word(found["subject"]) else None


_SUBJECT = re.compile(
    rf"(?<!\w)(?P<subject>[a-zåäö-]{{5,}}(?:en|et|n|t|na)){G}(?:(?:är|var|blev|blir|ligger|låg|uppgår|uppgick|landade|hamnade|steg|sjönk|ökade|minskade|kostar|kostade){G})(?:(?:på|till|nu|med|fortsatt|i|snitt|genomsnitt|totalt|från|redan|då|hela|bara|endast){G}){{0,3}}$"
)


def subject_beside(document: Document, start: int) -> str | None:
    """ "egeninsatsen är 50 procent": the subject right before the verb of being."""
    found = _SUBJECT.search(document.flat, max(heads.clause_start(document, start), start - 64), start)
    if found is None:
        return None
    word = found["subject"]
    if heads.is_function_word(word) or "finite" in tags_of(word) or word in _NO_SUBJECTS:
        return None
    return word


_NOUN_ON = at_words(
    rf"(?:(?<!\w)(?:en|ett|sin|ny|nytt|i|med|har){G})(?P<word>[a-zåäö-]{{6,}}){G}(?:på|om){G}(?:(?:ca|cirka|drygt|knappt|i{G}snitt|nästan|upp{G}till|minst|högst){G})?$"
)
_LABEL_BESIDE = re.compile(
    r"(?:^|[\n(;,.–-] {0,2}|: {1,2})(?:(?!den |det |de |en |ett |och |av )[a-zåäö]{2,} )?(?P<word>[a-zåäö-]{3,})(?::)? {1,3}(?:±|ca |cirka |drygt |knappt |[-−+] ?)?$"
)


def noun_beside(document: Document, start: int) -> str | None:
    """ "en prishöjning på 2,5 procent", "(felmarginal ±0,6": the noun that the figure leans on."""
    flat = document.flat
    edge = max(heads.clause_start(document, start), start - 48)
    found = _NOUN_ON.search(flat, edge, start) or _LABEL_BESIDE.search(
        document.lowered, max(0, start - 30), start
    )
    if found is None:
        return None
    word, place = found["word"], found.start("word")
    if document.text[place].isupper() and document.text[place - 1 : place] == " ":
        return None  # a name: "61 pers – Tibema 43"
    if (
        heads.is_function_word(word)
        or "finite" in tags_of(word)
        or word in _NO_SUBJECTS
        or word in _STEPS
        or word in MONTHS
    ):
        return None
    return word


_STEPS = frozenset(
    "ökning minskning höjning sänkning uppgång nedgång förändring tillväxt skillnad neddragning förbättring försämring belopp nivå andel summa antal"
    " perioden tidigare månaden veckan året".split()
)
_NO_SUBJECTS = frozenset(
    "läget siffran nivån resultatet antalet andelen nettotalet värdet talet summan".split()
)

_WHO_DID = re.compile(
    rf"(?:{G}av{G}(?:de|dem)(?:{G}[0-9]{{1,6}})?)?{G}(?:som|vilka){G}(?:(?:har|hade|blev|blivit|inte|ännu|redan|också){G}){{0,3}}(?P<words>[a-zåäö]{{3,}}(?:{G}upp(?!\w))?)"
)
_HAVE_DONE = re.compile(
    rf"{G}av{G}(?:(?:de|dem|dessa|alla|samtliga|länets|våra){G})?(?:(?P<whole>[a-zåäö-]{{4,}}){G})?(?:har|hade|fick|får){G}(?:(?:nu|redan|hittills|inte|ännu|också){G}){{0,2}}(?P<words>[a-zåäö]{{3,}}(?:{G}[a-zåäö]{{3,}})?)"
)
_OF_THEM_ARE = re.compile(rf"{G}av{G}(?:de|dem|dessa){G}(?:är|var|blir|blev){G}(?P<words>[a-zåäö-]{{4,}})")


def who_did(document: Document, end: int) -> str | None:
    """ "de 25 som varslades", "52 av de varslade har fått jobb", "12 av dem är kvinnor"."""
    flat = document.flat
    for pattern in (_WHO_DID, _HAVE_DONE, _OF_THEM_ARE):
        found = pattern.match(flat, end)
        if found is None or heads.on_next_line(document, end, found.end()):
            continue
        words = " ".join(found["words"].split())
        if pattern is _HAVE_DONE:
            words = re.sub(
                rf"{G}(?:i|på|till|av|för|om|och|under|sedan|hos|vid|från|som|med|men|än)$", "", words
            )
        if words not in ("är", "var", "har", "hade", "inte", "kan", "ska"):
            return words
    return None


_THEY_DO = re.compile(
    rf"(?:{G}av{G}(?:de|dem|dessa|alla|våra|företagen|företagarna|medlemmarna|deltagarna|kommunerna|bolagen|hushållen)(?:{G}(?:svarande|tillfrågade|företagen))?)?"
    rf"{G}(?P<verb>[a-zåäö]{{2,}}){G}(?:(?:sig|att|en|ett|de|sina|sin|sitt|nu|inte|nya|ny|nytt|för|om|på|med|i|stor|stora|stort|behöva|kunna|ha|få|göra){G}){{0,4}}(?P<object>[a-zåäö-]{{2,}})"
)


_A_THING = re.compile(
    rf"{G}(?:en|ett){G}(?P<object>[a-zåäö-]{{4,}})(?= {{0,2}}(?:[.,;:)!?]|$|och |i |för |under |av ))"
)
_SHARE_BEFORE = re.compile(
    r"(?:%|procent) [a-zåäö].*(?<!\w)(?:och|medan|men|,) [0-9]{1,3}(?:,[0-9])? ?(?:%|procent)$"
)


def what_they_do(document: Document, end: int) -> str | None:
    """ "29 procent ser en uppgång": what those do, have or see of whom a share is told."""
    if (still := _A_THING.match(document.flat, end)) and _SHARE_BEFORE.search(
        document.flat, max(0, end - 90), end
    ):
        return still["object"]  # "29 procent ser en uppgång och 43 procent en nedgång"
    found = _THEY_DO.match(document.flat, end)
    if found is None or heads.on_next_line(document, end, found.end()):
        return None
    if "finite" not in tags_of(found["verb"]) or found["verb"] in ("är", "var", "kom", "blev", "blir"):
        return None
    return found["verb"] if heads.is_function_word(found["object"]) else found["object"]


_CAPITAL_PURPOSE = re.compile(
    r"\s{1,5}(?:till|för|i|på)\s{1,5}(?:(?:projektet|satsningen|programmet|stödet)\s{1,5})?(?P<name>[A-ZÅÄÖ][\w-]{3,}(?:lyftet|klivet|steget|kraft|kraften|fonden|programmet|checken|stödet|projektet|satsningen|paketet|akademin|dialogen|center|hubben))(?!\w)"
)


def named_purpose(document: Document, end: int) -> str | None:
    """ "18 miljoner kronor till Effektlyftet": a programme that money goes to."""
    found = _CAPITAL_PURPOSE.match(document.text, end)
    return found["name"] if found else None
