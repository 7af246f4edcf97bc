# SPDX-License-Identifier: EUPL-1.2
"""Names of persons, so that they can be held back from public editions.

A first name of the list, a title before a name, or two capitalised words of which the second is
shaped like a Swedish last name. Better one too many than a name that slips out, but companies and
places that are called after people stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from textreader.bodies import municipalities
from textreader.clauses import tags_of
from textreader.kinds.organisations import bodies_in
from textreader.model import Document, Fact
from textreader.name_shapes import NAME
from textreader.patterns import at_words
from textreader.rule import Example, make, rule
from textreader.words import alternatives, lexicon

NAMED = rule(
    "person.name",
    "A first name, with the last name after it.",
    "FIRST NAME (LAST NAME)",
    Example("Kontakta Sören Lindgren för underlaget.", "Sören Lindgren"),
    Example("Läs av m Pelle i em.", "Pelle", manner="chat"),
    Example("Mvh\nAnn-Marie Ek", "Ann-Marie Ek", manner="mail"),
    never=("Ek & Söner AB växer.", "Skriv till eva.ek@almi.example.", "Vi är på Lars Plåt AB i dag."),
)
TITLED = rule(
    "person.titled",
    "Capitalised words after a title or between a contact word and a comma.",
    "TITLE NAME, kontakta NAME",
    Example("Landshövding Ylfa Tjärn öppnade mötet.", "Ylfa Tjärn"),
    Example("ordf. Zeth Wamming hälsade", "Zeth Wamming", manner="chat"),
    Example("säger näringslivschef Mio Tall.", "Mio Tall", manner="press"),
    never=("Landshövdingen öppnade mötet.", "Ordförande för Regionen är klar."),
)
SHAPED = rule(
    "person.shaped",
    "Two capitalised words of which the second ends as last names do.",
    "NAME + …sson, …gren, …ström",
    Example("Frågan går till Ezter Mårtensson.", "Ezter Mårtensson"),
    Example("Ansvarig: Wiggo Almkvist", "Wiggo Almkvist", manner="mail"),
    Example("Wilgot Granström (Almi) tar det.", "Wilgot Granström"),
    never=("Norra Långström får fiber.",),
)
SIGNED = rule(
    "person.initials",
    "Initials of a person who is named in the text, as a signature or a label.",
    "/EE, (EE), EE:",
    Example("Eva Ek öppnade.\nListan skickas. /EE", "EE"),
    Example("Eva Ek (Almi)\nEE: fler lån", "EE", manner="chat"),
    Example("Bo Alm och Eva Ek var med. Underlag tas fram (BA).", "BA"),
    Example("Vi hörs i veckan.\n\nHälsningar\nMirka", "Mirka", manner="mail"),
    Example("Från: Zeljka Orrmo <zeljka@orrmo.example>\nHej!", "Zeljka Orrmo", manner="mail"),
    Example("Hur går det för gruvan?\n/Håkan", "Håkan", manner="mail"),
    never=("Kontakta oss via EU.", "Hälsningar\nTallås kommun"),
)

_PAIR = re.compile(
    rf"(?<![\w@.&/-])(?:{NAME})(?:(?:[ \t]+(?:\n[ \t]*){{0,2}}|[ \t]*\n)(?:(?:von|af|de|van|el|al)[ ])?(?:{NAME})){{0,2}}"
)
_NOT_LAST = frozenset(
    "AB HB KB Kommun Region Län Sverige Norge Finland Danmark Norra Södra Östra Västra Stora Nya Fonden Stiftelsen"
    " Energi Turism Group Science Park Näringsliv Handel Sjukhus Centrum Hotell Plåt Bygg Trä".split()
)


#: Beside titles, what stands before a name.
_TELLS_OR_IS_TOLD = (
    "kontakta kontaktperson mvh hälsningar ring mejla kontakt säger berättar förklarar menar konstaterar tillägger"
    " påpekar".split()
)
_NOTED = ("ant av", "antecknat av", "skrivet av", "vid pennan")


@lru_cache(maxsize=1)
def _before_names() -> tuple[str, ...]:
    return (*lexicon("persons")["titles"], *_TELLS_OR_IS_TOLD, *_NOTED)


@lru_cache(maxsize=1)
def _last_words_before_names() -> tuple[str, ...]:
    """Where none of these ends what stands before a name, no closer look is needed."""
    return tuple({words.split()[-1] for words in _before_names()})


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    rows = lexicon("persons")
    return (
        frozenset(rows["first_names"]),
        frozenset(rows["also_words"]),
        re.compile(rf"(?:^|[^\w-])(?:{alternatives(_before_names())})[.:]? +\Z"),
        re.compile(r"\w{2,}(?:" + "|".join(rows["surname_ends"]) + r")s?\Z"),
    )


def find(document: Document) -> list[Fact]:
    """Names of persons without titles, across line ends too."""
    text = document.text
    taken = [(m.start, m.end) for m in bodies_in(document)] + [
        (f.start, f.end) for f in document.of_kind("link")
    ]
    taken.sort()
    starts = [s for s, _ in taken]
    out: list[Fact] = []
    for match in _PAIR.finditer(text):
        for start, end, why in _names(document, match.start(), match.end()):
            at = bisect_left(starts, end) - 1
            if (at >= 0 and taken[at][1] > start) or _address(text, start, end):
                continue
            out.append(make(document, "person", start, end, why))
    told = [*out, *_initials(document, out, taken)]
    covered = {f.start for f in told} | set(starts)
    signed = [m for pattern in (_SIGNED_BY, _HEADED_BY, _SLASHED) for m in pattern.finditer(text)]
    signed += [m for line in _PRESENT.finditer(text) for m in _ATTENDS.finditer(text, *line.span("names"))]
    for match in signed:
        start, end = match.span("name")
        if start not in covered and not _taken(taken, start, end) and _signs(match["name"]):
            covered.add(start)
            told.append(make(document, "person", start, end, SIGNED))
    return sorted(told, key=lambda f: f.start)


#: The name that stands alone under a greeting.
_SIGNED_BY = re.compile(
    rf"(?im:^[> \t]*(?:(?:med )?(?:(?:vänliga?|varma|bästa|soliga|glada|många) )?hälsning(?:ar)?|mvh|vh|hälsar|hälsn|allt gott|tack på förhand|tack|vi hörs|ha det(?: så bra)?|kram)[ ,!.]*)"
    rf"(?:[ ]*\n[> \t]*){{1,3}}(?P<name>(?:{NAME})(?:[ ](?:{NAME}))?)[ \t]*(?=\n|$|,)"
)
#: Sender and receivers of a mail.
_HEADED_BY = re.compile(
    rf"(?m:^[> \t]*(?:Från|Till|Kopia|Cc|From|To|Avsändare|Antecknat av|Antecknare|Justerare|Vid pennan|Protokollförare)):[ ]*(?P<name>(?:{NAME})(?:[ ](?:{NAME}))?)(?=[ ]*(?:[<(,;\n]|$))"
)
#: Who was there: two capital words between commas that are no body.
_PRESENT = re.compile(
    r"(?m:^[> \t*_]*(?:Närvarande|Deltagare|Deltog|Deltagande|På plats|Frånvarande|Ej närvarande|Anmält förhinder|Ledamöter|Kallade|Inbjudna|Med)[*_]*:[*_]*(?P<names>[^\n]+(?:\n(?![A-ZÅÄÖ][a-zåäö]+:|\s*\n|[0-9#§])[^\n]+){0,6}))"
)
_ATTENDS = re.compile(
    rf"(?:(?<=[,;:] )|(?<=\n)|(?<=och ))(?P<name>(?:{NAME})[ ](?:{NAME}))(?=[ ]*(?:[,;(.\n/–-]|och |$))"
)
#: "/Håkan" at the end of a note.
_SLASHED = re.compile(rf"(?:(?<=\s)|(?<=^))[/–—]\s?(?P<name>(?:{NAME}))(?=[ \t]*(?:\n|$))")


def _taken(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, 0)) - 1
    return at >= 0 and taken[at][1] > start


def _signs(name: str) -> bool:
    """Can it be a person: no word of a body, no place, no ordinary word in a capital?"""
    words = name.split()
    if any(word in municipalities() or word in _NOT_LAST or _NO_NAME.search(word) for word in words):
        return False
    return words[0] in _lists()[0] or (not tags_of(words[0].lower()) - {"verb_shaped"} and len(words[0]) > 2)


def _address(text: str, start: int, end: int) -> bool:
    after = text[end : end + 40]
    return bool(re.match(r"[\w.-]*@|\.\w+@| ?(?:&|och Söner|AB\b|HB\b|Plåt|Bygg)", after))


def _titled(flat: str, start: int) -> bool:
    """Does a title or a word of contact stand right before a place?"""
    before = flat[max(0, start - 42) : start]
    if before[-1:] != " " or not before.rstrip(" .:").endswith(_last_words_before_names()):
        return False
    return _lists()[2].search(" " + before) is not None


_CONTACT = re.compile(r"(?:^|\W)(?:kontakta|mejla|ring) +\Z")


def _names(document: Document, start: int, end: int) -> Iterable[tuple[int, int, str]]:
    """The names within a run of capitalised words."""
    text = document.text
    first_names, also_words, _, last_name = _lists()
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s]+", text[start:end])]
    n = 0
    while n < len(words):
        a, b = words[n]
        word = text[a:b]
        bare = word[:-1] if word.endswith("s") and word not in first_names else word
        follows = words[n + 1] if n + 1 < len(words) else None
        following = text[slice(*follows)] if follows else ""
        same_line = (follows is not None and "\n" not in text[b : follows[0]]) or _wrapped(text, b, follows)
        titled = _titled(document.flat, a)
        lasts = (
            follows is not None and same_line and following not in _NOT_LAST and following not in first_names
        )
        if word in ("von", "af", "de"):
            n += 1
            continue
        double = "-" in word and bare.split("-")[0] in first_names and word.split("-")[1][:1].isupper()
        if word in first_names or bare in first_names or double:
            if (
                lasts
                and follows is not None
                and (word not in also_words or not _place_name(following, last_name))
            ):
                stop, used = follows[1], 2
                if (
                    n + 2 < len(words)
                    and last_name.match(text[slice(*words[n + 2])].lower())
                    and "\n" not in text[stop : words[n + 2][0]]
                ):
                    stop, used = words[n + 2][1], 3
                yield a, stop, NAMED
                n += used
                continue
            acts = re.match(r" ([a-zåäö]+)", text[b : b + 20])
            is_doing = acts is not None and "finite" in tags_of(acts.group(1)) and word != "Inga"
            if (word not in also_words and bare not in also_words) or titled or is_doing:
                if not _is_other(text, document.flat, a, b, bare):
                    yield a, b, NAMED
        elif titled and word not in municipalities() and not _NO_NAME.search(word):
            stop = follows[1] if lasts and follows is not None else b
            if lasts or _CONTACT.search(document.flat[max(0, a - 42) : a]):
                yield a, stop, TITLED
                n += 2 if lasts else 1
                continue
        elif (
            lasts
            and follows is not None
            and last_name.match(following.lower())
            and _shaped(text, a, word, following)
        ):
            yield a, follows[1], SHAPED
            n += 2
            continue
        n += 1


_NO_NAME = re.compile(
    r"(?i:kommun|regionen|styrelsen|verket|förening\w*|gruppen|projektet|handelskammaren|länet)$|^[A-ZÅÄÖ]{2,}$"
)


@lru_cache(maxsize=2)
def _places(text: str) -> frozenset[str]:
    """Names that the text itself uses of a place."""
    found = re.findall(rf"(?:Region|Länsstyrelsen i) ({NAME})|(?<!\w)({NAME}) (?:kommun|län)\b", text)
    return frozenset(name.removesuffix("s") for pair in found for name in pair if name)


#: Ends that are a last name's even after an unknown first name; "…mark" and "…näs" are places too.
_SURE_LAST = at_words(
    r"(?:ss?on|gren|berg|ström|lund|[qk]vist|quist|dahl|stedt|blad|blom|holm|lö[fv]|én|lander|bäck|feldt|hjelm|[ck]rantz|brink|[nl]ius|ssen)s?$"
)
_BEFORE_SHAPED = frozenset(
    "I På Från Till Norra Södra Östra Västra Nya Stora Lilla Gamla Region Kommun Vid Hos Om Den Det De En Ett Vi Ny Nytt"
    " Hotell Hotel Visit Destination Campus Stiftelsen Bergs Kring Runt Även Och Men För Med Av Mot Under Över Inom När".split()
)


def _shaped(text: str, start: int, word: str, following: str) -> bool:
    if word in _BEFORE_SHAPED or word in municipalities() or following in municipalities():
        return False
    if (
        tags_of(word.lower()) - {"verb_shaped"}
        or word.endswith(("ade", "ades", "nde"))
        or not _SURE_LAST.search(following)
    ):
        return False
    if following.removesuffix("s") in _places(text):
        return False
    if len(word) < 3 or (not word[1:].islower() and "-" not in word):
        return False
    if re.search(r"(?:en|et|erna|arna|orna|sk|ska|iga|liga|ning|tion)$", word) and not following.endswith(
        "sson"
    ):
        return False
    return following[1:].islower() or "-" in following


def _place_name(following: str, last_name: re.Pattern[str]) -> bool:
    return following in municipalities() and not last_name.match(following.lower())


def _wrapped(text: str, end: int, follows: tuple[int, int] | None) -> bool:
    """Is the second word on the next line because the line was full, not as a heading?"""
    if follows is None:
        return False
    line_start = text.rfind("\n", 0, end) + 1
    return end - line_start > 45


def _is_other(text: str, flat: str, a: int, b: int, word: str) -> bool:
    """A first name that is something else here: a month, a company, part of a longer name."""
    after = text[b : b + 12]
    if re.match(r"[-&/]\w| ?&|\.\w", after):
        return True
    if word in ("Maj",) and re.search(r"\d|\bi $", flat[max(0, a - 4) : a] + after[:3]):
        return True
    return bool(re.match(r" (?:AB|Plåt|Bygg|Energi)\b", after))


def _initials(document: Document, people: list[Fact], taken: list[tuple[int, int]]) -> list[Fact]:
    """Signatures of people who are named in full elsewhere in the text."""
    letters = {f"{words[0][0]}{words[-1][0]}" for words in (f.text.split() for f in people) if len(words) > 1}
    if not letters:
        return []
    text = document.text
    pattern = re.compile(
        rf"(?:(?<=[/(])|(?<=\n)|(?<=[-–•] ))(?:{'|'.join(map(re.escape, sorted(letters)))})(?=[):]|\s*$|\s*\n)"
    )
    covered = {s for s, _ in taken}
    return [
        make(document, "person", m.start(), m.end(), SIGNED)
        for m in pattern.finditer(text)
        if m.start() not in covered
    ]
