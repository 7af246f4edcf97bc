# SPDX-License-Identifier: EUPL-1.2
"""What a number counts or measures: the head word near it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from textreader.clauses import tags_of
from textreader.days import MONTHS
from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import lexicon

_LISTS = lexicon("heads")
_STOP = frozenset(_LISTS["stop"])
_EMPTY = frozenset(_LISTS["empty"])
_HEADS = frozenset(_LISTS["heads"])

_WORD_ON = re.compile(r"(?P<gap>[ *_]{1,6}|-)(?P<word>[a-zåäöéü][\w-]*)")
_WORD = re.compile(r"[a-zåäöéü][\w-]*")
_VERB_END = (
    "as",
    "ades",
    "ats",
    "its",
    "ttes",
    "tts",
    "ddes",
    "ades",
    "erats",
    "ställts",
    "ggs",
    "kts",
    "nts",
    "rts",
)
_ADJECTIVE_END = (
    "iga", "ska", "ande", "ende", "ade", "ella", "iva", "ala", "ära", "ida", "fria", "ista", "lösa", "iska", "bara", "rika", "täta", "födda", "kända", "öppna", "tomma", "sena", "snabba", "starka", "svaga", "ta", "da", "na",
)  # fmt: skip
_NOUN_END = (
    "en", "et", "an", "ån", "na", "ar", "or", "er", "ing", "het", "tion", "skap", "else", "nad", "tal", "grad", "läge", "sel",
)  # fmt: skip
_REACH = 170


@lru_cache(maxsize=8192)
def is_head(word: str) -> bool:
    """Does the word, or the last part of the compound, name something countable?"""
    bare = word.removesuffix("s") if len(word) > 5 else word
    for form in (word, bare):
        if form in _HEADS:
            return True
        for cut in range(1, len(form) - 2):
            if form[cut:] in _HEADS and len(form) - cut >= 3:
                return len(form) - cut > 3 or form[cut:] in ("jobb", "djur")
    return False


def is_function_word(word: str) -> bool:
    """Is it a word that is never the head: a preposition, a pronoun, a common verb?"""
    return word in _STOP


def clause_start(document: Document, place: int) -> int:
    """Where the sentence around a place begins (never further than the reach of a clause)."""
    edge = max(0, place - _REACH)
    if document.sentences:
        index = bisect_right(document.sentences, (place + 1,)) - 1
        if index >= 0:
            sentence = document.sentences[index]
            if sentence.end > place:
                return max(edge, sentence.start)
            return max(edge, sentence.end)
    for stop in _SENTENCE_END.finditer(document.text, edge, place):
        edge = stop.end()
    return edge


_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ])|\n\s*\n(?=\s*[A-ZÅÄÖ0-9•*-])")


def noun_after(document: Document, end: int) -> tuple[str, int] | None:
    """The noun phrase just after a place: its words and where it ends."""
    flat = document.flat
    words: list[str] = []
    place = end
    for _ in range(5):
        match = _WORD_ON.match(flat, place)
        if match is None or (match["gap"] == "-" and place == end):
            break
        word = match["word"]
        if word == "gånger" and not words:
            return None if _TIMES_MORE.match(flat, match.end()) else (word, match.end())
        if word.split("-")[0] in MONTHS:  # "19 st jan–okt"
            break
        if _ends_phrase(document, place, match, bool(words)):
            break
        place = match.end()
        if word in _SKIPPED and not words:
            continue
        if word in _SINGULAR or word in _EMPTY:
            words = words or [word]
            continue
        words = [w for w in words if w in _SINGULAR or w not in _EMPTY] + [word]
        noun = word.endswith(("erna", "arna", "orna")) or (
            is_head(word) and not (word.endswith(("ade", "ande")) and _noun_follows(flat, place))
        )
        if noun or not word.endswith(_ADJECTIVE_END):
            break
    if not words or all(w in _EMPTY or w in _STOP for w in words):
        return None
    return " ".join(words[-3:]), place


_TIMES_MORE = re.compile(
    r" {1,5}(?:så|fler|färre|mer|mindre|större|högre|lägre|dyrare|längre|vanligare|i|om|per)(?!\w)"
)
#: Neuter in the singular is not counted but had: "97 nytt jobb eller studerar" are no 97 jobs.
_SINGULAR = frozenset(("nytt", "annat", "fast", "eget"))
_SKIPPED = frozenset(("fler", "färre", "flera", "st", "stycken", "styck"))


def _ends_phrase(document: Document, place: int, match: re.Match[str], begun: bool) -> bool:
    """Does the phrase end before this word: a function word, a verb, a name, a new paragraph?"""
    word, text = match["word"], document.text
    upper = text[match.start("word")].isupper()
    if "\n" in text[place : match.start("word")] and (upper or "*" in match["gap"]):
        return True  # a new line that begins with a name, a label or a bullet
    if word in _SKIPPED and not begun:
        return False
    if (word in _STOP and word not in _EMPTY) or word.endswith(_VERB_END) or len(word) < 3:
        return True
    return upper and (begun or not is_head(word))


def label_before(document: Document, start: int) -> str | None:
    """ "Beviljade: 24": the words before a colon or dash right before a figure."""
    match = _LABEL.search(document.lowered, max(0, start - 60), start)
    if match is None:
        return None
    words = [w for w in match["label"].split() if w not in _STOP or w in _EMPTY or is_head(w)]
    return " ".join(words[-3:]) or None


_LABEL = re.compile(
    r"(?:^|[.,;•*\n(]|- |(?<!\w)och )\s*(?P<label>[a-zåäö][a-zåäö -]{2,40}?)(?: {0,2}\([a-zåäö ]{1,12}\))? {0,2}(?::| [-–]| =)[ \u00a0]{1,3}$"
)


def _noun_follows(flat: str, place: int) -> bool:
    match = _WORD_ON.match(flat, place)
    return match is not None and is_head(match["word"]) and match["word"] not in _STOP


def noun_before(document: Document, start: int, begin: int | None = None) -> str | None:
    """The nearest noun before a place within the sentence, a known head before any other."""
    flat, text = document.flat, document.text
    edge = clause_start(document, start) if begin is None else begin
    words = list(_WORD.finditer(flat, edge, start))
    fallback: str | None = None
    for match in reversed(words):
        word = match[0].strip("-")
        if word in _STOP or word in _EMPTY or len(word) < 3:
            continue
        if is_head(word) and not _in_a_name(text, match.start()):
            return word
        upper = text[match.start()].isupper() and match.start() != edge
        if fallback is None and not upper and len(word) > 3:
            if _is_noun_like(flat, match, word):
                fallback = word
    if fallback is None and words:
        first = words[0]
        known = first[0] in _STOP or first[0] in _EMPTY or "finite" in tags_of(first[0])
        if not known and len(first[0]) > 3 and not _is_name(text, first.start(), first.end()):
            fallback = first[0]
    return fallback


def _is_name(text: str, start: int, end: int) -> bool:
    """An abbreviation in capitals, or a capital word before another one."""
    return text[start:end].isupper() or re.match(r" [A-ZÅÄÖ]|:", text[end : end + 2]) is not None


def _in_a_name(text: str, place: int) -> bool:
    """Is the word the last of a name ("Granby Hotell")?"""
    return (
        text[place].isupper()
        and re.search(r"[A-ZÅÄÖ][a-zåäö]+ $", text[max(0, place - 24) : place]) is not None
    )


_ARTICLE = at_words(r"(?<!\w)(?:en|ett|sin|sitt|sina|ny|nytt|vårt|våra|deras) {1,5}$")


def _is_noun_like(flat: str, match: re.Match[str], word: str) -> bool:
    """By its ending, or by the article before it ("en förstudie")."""
    if word.endswith(_VERB_END) or "finite" in tags_of(word):
        return False
    if word.endswith(_NOUN_END):
        return True
    return bool(_ARTICLE.search(flat, max(0, match.start() - 8), match.start()))


def noun_in_label(document: Document, start: int) -> str | None:
    """The noun of the short sentence before ("ESF-projektet Handelskraft. Beviljats 8 mkr")."""
    before = _label_sentence(document, start)
    return None if before is None else noun_before(document, before[1], before[0])


def _label_sentence(document: Document, start: int) -> tuple[int, int] | None:
    if not document.sentences:
        return None
    index = bisect_right(document.sentences, (start + 1,)) - 2
    if index < 0:
        return None
    before = document.sentences[index]
    if before.end - before.start > 70 or start - before.end > 40:
        return None
    return before.start, before.end


_NAMED = re.compile(
    r"(?P<kind>(?:[\w-]*(?:[Pp]rojektet|[Pp]rogrammet|[Ss]atsningen|[Ii]nitiativet|[Ff]örstudien))\s+)?[”\"]?(?P<name>[A-ZÅÄÖ][\w-]{2,}(?:\s+[A-ZÅÄÖ][\w-]+){0,3})[”\"]?"
)


def named_before(document: Document, start: int) -> str | None:
    """The project named in this sentence or in the short one before, for money it was granted.

    Only a name with its kind ("projektet Handelslyft"), or one that is a short sentence alone.
    """
    text = document.text
    edge = clause_start(document, start)
    found = None
    for match in _NAMED.finditer(text, edge, start):
        if match["kind"]:
            found = match
    label = _label_sentence(document, start)
    if found is None and label is not None and start - edge < 26:
        last = label[0] + len(text[label[0] : label[1]].rstrip(" .:-–"))
        found = _NAMED.fullmatch(text, label[0], last) or next(
            (m for m in _NAMED.finditer(text, *label) if m["kind"]), None
        )
    if found is None:
        return None
    end = found.end()
    for _ in range(2):  # "projektet Gränslös handel"
        more = _NAME_GOES_ON.match(text, end, start) if found["kind"] and text[end - 1] not in '”"' else None
        if more is None or is_function_word(more[1]) or more[1].endswith(_VERB_END):
            break
        end = more.end()
    return " ".join(text[found.start() : end].split()).strip('”"')


_NAME_GOES_ON = re.compile(r"\s+([a-zåäö-]{3,})(?!\w)")


_PART = re.compile(
    r" {1,5}av {1,5}(?:(?:den|det|de|dessa|alla|våra|länets|samtliga|hela|totala|kommunens|regionens|landets|deras|sina|[0-9]{1,5}) {1,5}){0,3}"
)
_IN = re.compile(r" {1,5}(?:till|för|i|på|om|inom) {1,5}(?:(?:den|det|de|nya|ett|en) {1,5}){0,2}")
_IS = re.compile(r" {1,5}(?:är|var|uppger sig vara|anser sig vara) {1,5}(?P<word>[a-zåäö-]{4,})")


def part_of(document: Document, end: int) -> str | None:
    """ "procent av den totala lönesumman": what a share is a share of."""
    if match := _PART.match(document.flat, end):
        found = noun_after(document, match.end() - 1)
        return found[0] if found else None
    return None


def on_next_line(document: Document, end: int, stop: int) -> bool:
    """Do the words from ``end`` to ``stop`` begin a new line with a capital, as a new item does?"""
    between = document.text[end:stop]
    return "\n" in between and between.lstrip()[:1].isupper()


def purpose_after(document: Document, end: int) -> str | None:
    """ "5 mkr till bredband": what money goes to."""
    if match := _IN.match(document.flat, end):
        found = noun_after(document, match.end() - 1)
        return found[0] if found else None
    return None


def predicate_after(document: Document, end: int) -> str | None:
    """ "50 procent är högutbildade"."""
    match = _IS.match(document.flat, end)
    if match is None or on_next_line(document, end, match.end()):
        return None
    word = match["word"]
    return word if word not in _STOP or word.endswith(("ade", "ats", "da", "ta")) else None
