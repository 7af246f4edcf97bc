# SPDX-License-Identifier: EUPL-1.2
"""Sentences taken apart: words with their classes, and the clauses that say one thing each.

What a clause says (something done, promised, needed …) is decided by the files in ``kinds/`` from
these features: which classes of words stand in it, what its subject is, its tense and modality.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache, partial
from sys import intern
from typing import NamedTuple

from textreader.model import Document, Sentence
from textreader.patterns import at_words
from textreader.words import lexicon

_WORD = re.compile(r"[\w§][\w&+]*(?::(?=\w)[\w&+]*)*(?:-\w+)*")
_AUXILIARY = frozenset(
    "är var blir blev har hade ska skall skulle kan kunde vill ville måste bör borde får fick kommer kom finns fanns"
    " behöver behövde tänker avser behövs saknas saknar söker hoppas brukar lär".split()
)
_NOT_VERBS = frozenset(
    "under över eller efter mer fler fler heller vår er sommar vinter ytterligare sedan respektive medlemmar lokaler"
    " februari januari pengar siffror veckor frågor åtgärder insatser resurser tider planer hinder kommuner regioner"
    " företagare näringar branscher effekter länder aktörer kunder möten månader timmar sidor mindre större bättre"
    " sämre samt både utan bland hos dels alla andra våra deras dess nuvarande kommande cirka etc minst främst"
    " mest ofta redan också även nedan ovan bara inte aldrig just nu idag här där denna dessa fortsatt därefter"
    " tidigare senare bolag förra nästa annars dock däremot annat bl bla tex exempelvis enligt före för med från"
    " samtal besked bredband arbete hela mellan inför utifrån oss hade".split()
)


_SUBJECTS = frozenset(("vi", "jag", "man", "ni", "de"))


class Word(NamedTuple):
    """A word of a clause with the classes it belongs to."""

    start: int
    end: int
    low: str
    tags: frozenset[str]


#: A word without the detour over the named fields: there is one for each word of the text.
_word = partial(tuple.__new__, Word)


@dataclass(slots=True)
class Clause:
    """A part of a sentence that says one thing.

    ``flat`` is in small letters with single spaces and without remarks in brackets; :meth:`at` tells
    where a place of the text lies in it, :meth:`back` the other way. ``continues`` says that its subject is the clause's before ("… och rekryterar två").
    """

    start: int
    end: int
    flat: str
    words: list[Word]
    tags: frozenset[str]
    sentence: Sentence
    number: int
    continues: bool = False
    question: bool = False
    #: Where each letter of ``flat`` came from; None when none was left out.
    places: tuple[int, ...] | None = None
    _finite: int | None = -1

    def at(self, offset: int) -> int:
        """Where the text's ``offset`` lies in ``flat``."""
        if self.places is None:
            return min(max(offset - self.start, 0), len(self.flat))
        return bisect_left(self.places, offset)

    def back(self, index: int) -> int:
        """Where ``flat[index]`` lies in the text."""
        if self.places is None:
            return min(self.start + index, self.end)
        return self.places[index] if index < len(self.places) else self.end

    def has(self, *tags: str) -> bool:
        """Whether any word is of one of these classes."""
        return not self.tags.isdisjoint(tags)

    def finite(self) -> int | None:
        """Place of the first finite verb among the words, None when there is none."""
        if self._finite == -1:  # asked by many rules, looked up once
            self._finite = _first_finite(self.words)
        return self._finite


def _first_finite(words: list[Word]) -> int | None:
    for i, word in enumerate(words):
        if "finite" in word.tags:
            return i
        if word.low in _SUBJECTS and i + 1 < len(words) and "verb_shaped" in words[i + 1].tags:
            return i + 1
    return None


@lru_cache(maxsize=1)
def _classes() -> tuple[dict[str, frozenset[str]], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Whole words → classes, and a pattern a class for the words with a star."""
    exact: dict[str, set[str]] = {}
    starred: dict[str, list[str]] = {}
    groups = dict(lexicon("clauses"))
    for tone, row in lexicon("valuing").items():
        groups[tone] = [*row["words"], *row["weak"]]
        groups[f"weak_{tone}"] = row["weak"]
    for tag, words in groups.items():
        for word in words:
            if "*" in word:
                starred.setdefault(tag, []).append(re.escape(word).replace(r"\*", r"[\w-]*"))
            else:
                exact.setdefault(word, set()).add(tag)
    patterns = tuple((tag, re.compile("(?:" + "|".join(forms) + r")\Z")) for tag, forms in starred.items())
    return {w: frozenset(t) for w, t in exact.items()}, patterns


_VERB_CLASSES = frozenset(("stative", "sayer", "going_on"))
_FINITE_ENDING = at_words(r"(?:r|de|te|ades|des|tes|as|es|ds)\Z")
_VERB_SHAPED = at_words(
    r"(?:erar|erade|erades|eras|ade|ades|ifierar|nar|kar|tar|lar|gar|dar|sar|par|bar|mar|rar|var|jer|der|ler|ger|ker|per|ner|ver|ter|ser|mer)\Z"
)


@lru_cache(maxsize=60_000)
def tags_of(low: str) -> frozenset[str]:
    """The classes of a word in small letters.

    >>> sorted(tags_of("genomfördes") & {"doing", "finite", "past"})
    ['doing', 'finite', 'past']
    """
    exact, patterns = _classes()
    tags = set(exact.get(low, ()))
    if len(low) < 40:
        tags.update(tag for tag, pattern in patterns if pattern.match(low))
    verb = bool(tags & _VERB_CLASSES) or low in _AUXILIARY
    if "doing" in tags or "giving" in tags or "need" in tags:
        verb = verb or (bool(_FINITE_ENDING.search(low)) and low not in ("viktigaste", "akut", "prio"))
        if re.search(r"(?:[^e]t|[^a]ts|ets)\Z", low) or re.search(r"(?:at|ats)\Z", low):
            tags.add("supine")
    if low in _NOT_VERBS:
        verb = False
    if verb:
        tags.add("finite")
        if re.search(r"(?:ade|ades|de|des|te|tes)\Z", low) or low in _PAST:
            tags.add("past")
    elif re.search(r"(?:ats|its|erat|erats|ats)\Z", low):
        tags.add("supine")
    if not tags and _DONE_BY_SOMEBODY.search(low) and low not in _NO_DEED:
        tags.update(("doing", "finite"))
        tags.update({"past"} if low.endswith(("ade", "ades")) else ())
    if low not in _NOT_VERBS and len(low) > 4 and _VERB_SHAPED.search(low):
        tags.add("verb_shaped")
    return frozenset(tags)


#: "patrullerar", "koordinerade": verbs that the lexicon need not name one by one.
_DONE_BY_SOMEBODY = re.compile(r"\w{3,}(?:erar|erade|eras|erades)\Z")
_NO_DEED = frozenset(
    "varierar varierade fungerar fungerade dominerar dominerade domineras existerar existerade accelererar accelererade stagnerar"
    " stagnerade konkurrerar reagerar reagerade accepterar kritiserar ignorerar resonerar passerar refererar definierar definieras"
    " annonseras påannonseras baseras baserade indikerar illustrerar rekommenderar rekommenderas exkluderar inkluderar inkluderas producerar producerade"
    " exporterar exporterade importerar investerar investerade opererar permitterar permitterade permitteras relateras"
    " accentueras karakteriseras kompenserar kompenseras kalkylerar estimeras deklarerar deklareras registrerade premieras".split()
)
_PAST = frozenset(
    "var blev fick kom fanns gick drev tog togs höll hölls satte gjorde bjöd drog drogs stod låg såg skrev spred sa"
    " deltog erbjöd ville skedde beslöt lade las åkte beslutade valdes utsågs".split()
)
_BRACKET = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_BOUNDARY = at_words(
    r";|:(?= )| - |,(?! ?\d)| (?:men|medan|samt|och|o|fast)(?= )| med(?= det (?:är|har|går|ser|blir|var) )|\.\s"
)
_SUBORDINATE = frozenset(
    "som vilket vilka vilken där när då eftersom för så trots att dvs bl bland bla t tex exempelvis framförallt både"
    " inte inklusive såsom liksom med till utan främst särskilt t.ex. bl.a. om fast även varav varför innan sedan"
    " medan d.v.s. d tills alltså ev framför".split()
)
_HANDS_OVER = frozenset(
    "redovisar presenterar skickar mejlar mailar återkommer publicerar lämnar delar sammanställer redovisas presenteras skickas".split()
)
_STRONG = (";", "men", "medan", "med")  # "med det är" is "men" mistyped
_SUBORDINATOR = frozenset("att som där om eftersom när hur vilket vilka för".split())


def clauses_of(document: Document) -> list[list[Clause]]:
    """The clauses of each sentence of a text.

    >>> from datetime import date
    >>> text = "Mötet är den 3 maj och inbjudan kommer att skickas ut av Almi."
    >>> d = Document(text, text.lower(), text.lower(), date(2026, 6, 15), (), [], [Sentence(0, 62, 0)])
    >>> [c.flat for c in clauses_of(d)[0]]
    ['mötet är den 3 maj', 'inbjudan kommer att skickas ut av almi.']
    """
    made: list[list[Clause]] | None = document.made.get("clauses")
    if made is None:
        made = document.made["clauses"] = [clauses_in(document.flat, s) for s in document.sentences]
    return made


def clauses_in(flat: str, sentence: Sentence) -> list[Clause]:
    """The clauses of one sentence of a flattened text."""
    said = flat[sentence.start : sentence.end]
    if "(" in said or "[" in said:
        said = _BRACKET.sub(
            lambda m: " " * len(m.group()) if m.start() > 0 or m.end() < len(said) - 2 else m.group(), said
        )
    if "http" in said or "www." in said:
        said = re.sub(r"(?:https?://|www\.)\S+", lambda m: "#" * len(m.group()), said)
    offset = sentence.start
    words: list[Word] = []
    for match in _WORD.finditer(said):
        begin, stop = match.span()
        low = intern(match[0])  # a text says the same words again and again
        words.append(_word((offset + begin, offset + stop, low, tags_of(low))))
    cuts = _cuts(said, words, offset)
    out: list[Clause] = []
    edges = [(0, 0, False), *cuts, (len(said), len(said), False)]
    for n, ((_, begin, goes_on), (stop, _, _)) in enumerate(itertools.pairwise(edges)):
        start, end = offset + begin, offset + stop
        inside = [w for w in words if start <= w.start < end] if cuts else words
        if not inside:
            continue
        while start < end and flat[start] == " ":
            start += 1
        while end > start and flat[end - 1] == " ":
            end -= 1
        tags = frozenset().union(*[w.tags for w in inside])
        text, places = _squeezed(said[start - offset : end - offset], start)
        asks = "?" in text and text.rstrip(' )"”').endswith("?")
        out.append(Clause(start, end, text, inside, tags, sentence, n, goes_on, asks, places))
    return out


def _squeezed(said: str, start: int) -> tuple[str, tuple[int, ...] | None]:
    """Runs of spaces as one, and where each letter came from."""
    if "  " not in said:
        return said, None
    kept = [i for i, c in enumerate(said) if c != " " or i == 0 or said[i - 1] != " "]
    return "".join(said[i] for i in kept), tuple(start + i for i in kept)


def _cuts(said: str, words: list[Word], offset: int) -> list[tuple[int, int, bool]]:
    """Where clauses part: end of the one, begin of the next, and whether it lacks a subject."""
    if not 5 <= len(words) <= 250:
        return []
    cuts: list[tuple[int, int, bool]] = []
    starts = [w.start - offset for w in words]
    note = said.rstrip()[-1:] not in (".", "!", "?") or not any("finite" in w.tags for w in words)
    last = 0
    for match in _BOUNDARY.finditer(said):
        left = words[bisect_left(starts, last) : bisect_left(starts, match.start())]
        right = words[bisect_left(starts, match.end()) :]
        sign = match.group().strip(" .") or "."
        if len(left) < 2 or len(right) < 2 or said[match.start() - 1] == "-":
            continue  # "hälso- och sjukvård" is one word told as two
        if sign in ("och", "samt") and left[-1].low.isdigit() and right[0].low[0].isdigit():
            continue  # "mellan 300 och 400"
        verdict = _parts(sign, left, right, said, offset)
        if verdict is None and sign == "," and note and _fragments(left, right, said, offset):
            verdict = "clause"
        if verdict is None:
            continue
        begin = match.end()
        if sign == ",":
            joint = re.match(r" +(?:och|men|samt|fast) ", said[begin:])
            begin += joint.end() - 1 if joint else 0
        cuts.append((match.start(), begin, verdict == "verb"))
        last = begin
    return cuts


def _parts(sign: str, left: list[Word], right: list[Word], said: str, offset: int) -> str | None:
    """Does this sign part two clauses? "verb" when the second has no subject of its own."""
    first = right[0].low
    if sign in (",", "-") and first in ("och", "men", "samt", "fast") and len(right) > 2:
        right = right[1:]
        sign = "men" if first in ("men", "fast") else sign
        first = right[0].low
    left_finite = any(
        w.tags & {"finite", "supine", "verb_shaped"} or (w.low.endswith(("as", "ades")) and len(w.low) > 4)
        for w in left
    )
    if sign == ":" or sign in _STRONG:
        strong = sign != ":" and (left_finite or len(left) > 3)
        return "clause" if strong or (sign == ":" and _worth_and_figures(left, right, said, offset)) else None
    if sign == "." or first == "att":
        # "beslutade att … och att …" settles two things
        return "verb" if sign != "." and any("decided" in w.tags for w in left) else None
    until = _until_next_sign(right, said, offset)
    finite_at = next(
        (i for i, w in enumerate(until) if "finite" in w.tags and (not i or until[i - 1].low != "som")), None
    )
    if sign == "-":
        return (
            "clause" if finite_at is not None and finite_at > 0 and len(until) > 3 and left_finite else None
        )
    if finite_at is None or (not left_finite and not (sign == "," and len(left) > 2)):
        return None
    if sign == ",":
        if first in _SUBORDINATE or ("finite" in right[0].tags and not left_finite):
            return None
        return "verb" if finite_at == 0 else "clause"
    infinitive = first.endswith("a") and ("doing" in right[0].tags or "giving" in right[0].tags)
    if finite_at > 5 or first in _SUBORDINATE or (infinitive and finite_at > 0):
        return None
    if finite_at == 0:
        if (
            "doing" in right[0].tags
            and "going_on" not in right[0].tags
            and right[0].low.endswith(("a", "na"))
        ):
            return None
        subordinate = any(w.low in _SUBORDINATOR for w in left[2:])
        main_first = any("finite" in w.tags for w in left[:2])  # "vi kartlägger … och redovisar"
        own = main_first and right[0].low in _HANDS_OVER
        return None if subordinate and not own else "verb"
    if until[0].low in ("annan", "andra", "annat", "liknande"):
        return None
    return "clause"


def _worth_and_figures(left: list[Word], right: list[Word], said: str, offset: int) -> bool:
    """ "Sommaren blev bättre än väntat: 412 000 gästnätter": figures after a value word."""
    until = _until_next_sign(right, said, offset)
    if not any(w.tags & _TONES for w in left) or any(w.tags & (_TONES | {"finite"}) for w in until):
        return False
    return len(left) > 3 and any(c.isdigit() for c in said[until[0].start - offset : until[-1].end - offset])


def _fragments(left: list[Word], right: list[Word], said: str, offset: int) -> bool:
    """Do two parts of a note without verbs tell of two things ("Skörden bra, vetet +15 %")?"""
    until = _until_next_sign(right, said, offset)
    if right[0].low in _SUBORDINATE or any("finite" in w.tags for w in until):
        return False
    if not any(len(w.low) > 2 and w.low[0].isalpha() and not _DAY_WORD.match(w.low) for w in until):
        return False
    told = said[until[0].start - offset : until[-1].end - offset + 2]
    values = any(w.tags & _TONES for w in until) != any(w.tags & _TONES for w in left)
    return values or any(c.isdigit() for c in told) or "thing" in until[0].tags


_TONES = frozenset(("worried", "positive", "neutral"))
_DAY_WORD = re.compile(
    r"(?:mån|tis|ons|tor|fre|lör|sön)(?:s|dag\w*)?$|(?:jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)\w*$|maj$|kl$|vecka$|den$"
)


def _until_next_sign(right: list[Word], said: str, offset: int) -> list[Word]:
    stop = _NEXT_SIGN.search(said, right[0].end - offset)
    end = max(offset + stop.start() if stop else right[-1].end, right[0].end)
    return list(itertools.takewhile(lambda w: w.start < end, right)) or right[:1]


_NEXT_SIGN = at_words(r"[,;]| (?:och|men|samt) ")
