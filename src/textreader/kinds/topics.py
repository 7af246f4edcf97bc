# SPDX-License-Identifier: EUPL-1.2
"""What an assessment values: the noun phrase as it is written, or nothing.

Without a parser the phrase is found by its surroundings: what one worries for, what is called a
problem, the subject of the clause. A body is who values, not what is valued.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from textreader.clauses import Clause, Word
from textreader.patterns import at_words

Span = tuple[int, int]

_FELT = at_words(
    r"\b(?:oron?|oroliga?|oroligt|oroade?|oroar sig|oroas|bekymrade?|bekymrat|bekymmer|nervösa?|irriterade?|glada?|nöjda?|stolta?|besvikna?|kritiska?|rädda|tacksamma?|optimistiska?|pessimistiska?"
    r"|problem(?:en|et)?|osäkerhet(?:en)?|utmaning(?:en|ar|arna)?|svårighet(?:er|erna)?|frustration(?:en)?|brist(?:en)?|tror)(?: är)?(?: stor| störst)? (?:dock |också |nu )?(?:för|över|kring|inför|om|gällande|med|på|runt|av|till) "
)
_CALLED = re.compile(
    r"(?:(?:en|ett|den|det|vår|vårt|de|största|stora|stor|stort|fortsatt|annan|annat) )*(?:oro|oron|bekymmer|bekymret|problemet|problem|utmaning|utmaningen|ljuspunkt(?:en)?|glädjeämne[t]?|ljusglimt(?:en)?|orosmoln(?:et)?|hot(?:et)?|glädjande|positivt|tråkigt|oroande)(?: ?:| (?:är|var|finns|gäller)(?: dock| fortsatt| fortfarande| nu| också)*(?: att)?) "
)
_AS_FOR = re.compile(
    r"(?:gällande|angående|beträffande|rörande|vad gäller|när det gäller|i fråga om|för (?=\w+(?:en|na|et) (?:är|går|ser|har|blev)\b)) ?"
)
_WHICH_IS = at_words(r",? (?:vilket|som) (?:är|var|känns|kändes|upplevs|innebär|indikerar|skapar|ger)\b")
_THANKED_FOR = at_words(r"\bför ")
_TOGETHER = re.compile(
    r"(?:\w*samarbete\w*|\w*samverkan|hjälp\w*|\w*stöd\w*|\w*insats\w*|\w*arbete\w*|\w*jobb\w*|\w*besked\w*|\w*svar\w*|\w*dialog\w*|\w*engagemang\w*|tålamod\w*|\w*hantering\w*|\w*kommunikation\w*|\w*rådgivning\w*"
    r"|\w*information\w*|\w*möte\w*|\w*samtal\w*|\w*service\w*|\w*bidrag\w*|\w*material\w*|\w*underlag\w*|\w*mottagande\w*|\w*bemötande\w*|\w*uppslutning\w*|\w*initiativ\w*|\w*kontakt\w*)$"
)
_PREPOSITIONS = frozenset(
    "i på för med till från hos av om inom mellan mot bland genom kring vid utan över under efter inför sedan gällande angående per ur runt trots än som åt enligt".split()
)
_GENERIC = frozenset(
    "läget utvecklingen situationen stämningen efterfrågan tillgången trycket konjunkturen förutsättningarna".split()
)
_AMOUNT = frozenset("antalet andelen mängden fler flera fart tryck".split())
_NO_NOUN = frozenset(
    "att det den och också även dock detta denna dessa mycket väldigt stor stora stort alla allt varit hade många fler"
    " vissa något någon några ganska fortsatt samtidigt positivt summerat känns finns hela nya nytt annat andra sina våra"
    " deras sammantaget sammanfattningsvis totalt generellt överlag tyvärr däremot annars övrigt alltså redan lite igen"
    " igång här där idag högt låg lågt hög höga låga längre störst största minst mest mer mindre bäst tidigare senast"
    " senaste första sista tredje andra sin sitt vår vårt vara blir bli nog igår just ännu snart själva själv"
    " man han hon dem oss er jag vi ni ert min mitt deras dess både antingen varken desto ens inte ingen inget inga"
    " hur när vad vem vilka vilken vilket varför var sedan fort långsamt snabbt relativt rätt helt extra framför"
    " en ett två tre fyra fem sex sju åtta nio tio elva tolv flera sen men ute inne veckor veckorna månader månaderna"
    " dagar dagarna stämde trodde tyckte heller tills medan eftersom fullt tomt sist gott dåligt igenom runtom mitt"
    " bland annat framöver framåt uppåt nedåt tillbaka över under ut upp ner ned in fram ihop ensam extern intern"
    " januari februari mars april maj juni juli augusti september oktober november december vecka veckan år året"
    " procent mkr kronor gången tack eloge beröm trappa hand sätt sidan taget delen fall alls".split()
)
_ADJECTIVE = at_words(
    r"(?:iga?|igt|liga?|ligt|iska?|iskt|ade|erat|ande|ende|bara|bart|samma|samt|ella|ellt|iva|ivt|ösa?|öst|abla|abelt|erade?|are|ast|aste)$"
)
_NOUN_ALL_THE_SAME = at_words(
    r"(?:företagande|boende|skogsägare|ägare|tillverkare|besökare|arbetare|arbetsgivare|företagare|anställda|studerande|arbetssökande|lärare|ledare|leverantörer|odlare|bransch\w*)$"
)
_MODAL = frozenset(
    "att kan ska skall vill måste bör borde brukar kommer får skulle kunde behöver hoppas".split()
)


class _Phrase(NamedTuple):
    first: int
    last: int
    governed: bool


def topic_of(text: str, clause: Clause, bodies: list[Span], *, thanks: bool) -> str | None:
    """The valued phrase of a clause as written, None when it values nothing that is named.

    ``bodies`` are the places of bodies in the text, in order.
    """
    words = clause.words
    phrases = [p for p in _phrases(text, words) if not _is_body(words, p, bodies)]
    chosen: _Phrase | None
    if thanks:
        chosen = _after(clause, phrases, _THANKED_FOR)
        if chosen is None or not _TOGETHER.match(words[chosen.last].low):
            return None
    else:
        chosen = _framed(clause, phrases) or _subject(clause, phrases)
    if chosen is None:
        return None
    first, last = _with_place(text, words, phrases, chosen)
    if last + 1 < len(words) and words[last].low == "väg" and words[last + 1].low.isdigit():
        last += 1  # "väg 641"
    elif words[last].low == "väg" and words[last - 1].low == "på":
        return None
    return " ".join(text[words[first].start : words[last].end].split())


def _framed(clause: Clause, phrases: list[_Phrase]) -> _Phrase | None:
    """What one feels something about, or calls something."""
    opening = _CALLED.match(clause.flat) or _AS_FOR.match(clause.flat)
    if opening:
        found = _first_from(clause, phrases, opening.end())
        return _of_amount(clause, phrases, found) if found is not None else None
    felt = _after(clause, phrases, _FELT)
    if felt is not None:
        return felt
    which = _WHICH_IS.search(clause.flat)
    if which:
        before = [p for p in phrases if clause.at(clause.words[p.last].end) <= which.start() + 1]
        if before:
            return before[-1]
    return None


def _after(clause: Clause, phrases: list[_Phrase], pattern: re.Pattern[str]) -> _Phrase | None:
    """The phrase close after a pattern."""
    hit = pattern.search(clause.flat)
    if hit is None:
        return None
    found = _first_from(clause, phrases, hit.end())
    if found is None or clause.at(clause.words[found.first].start) - hit.end() > 25:
        return None
    return found


def _first_from(clause: Clause, phrases: list[_Phrase], place: int) -> _Phrase | None:
    return next((p for p in phrases if clause.at(clause.words[p.first].start) >= place), None)


def _subject(clause: Clause, phrases: list[_Phrase]) -> _Phrase | None:
    finite = clause.finite()
    before = [p for p in phrases if finite is not None and p.last < finite]
    after = [p for p in phrases if finite is None or p.first > finite]
    for group in (before, after):
        free = [p for p in group if not p.governed]
        if free and not (group is before and free[0].first > 4):
            return _of_amount(clause, group, free[0])
    return after[0] if after else None


def _of_amount(clause: Clause, group: list[_Phrase], phrase: _Phrase) -> _Phrase:
    """ "antalet nystartade företag", "bra fart i byggandet": what there is more of."""
    head = clause.words[phrase.first].low
    if head in _AMOUNT:
        if phrase.last > phrase.first:
            return _Phrase(phrase.first + 1, phrase.last, phrase.governed)
        later = next((p for p in group if p.first > phrase.last), None)
        return later if later is not None and later.first - phrase.last <= 3 else phrase
    return phrase


def _with_place(text: str, words: list[Word], phrases: list[_Phrase], phrase: _Phrase) -> tuple[int, int]:
    """ "läget i handeln", "bron mot Finland": a general word with what it is about."""
    last = phrase.last
    if last + 2 < len(words) and words[last + 1].low in ("i", "inom", "på", "för", "till", "mot"):
        following = next((p for p in phrases if p.governed and p.first - last in (2, 3)), None)
        named = text[words[last + 2].start].isupper() and words[last + 1].low in ("till", "mot")
        if named:
            return phrase.first, last + 2
        if words[last].low in _GENERIC and following is not None and following.last - following.first < 2:
            return phrase.first, following.last
    return phrase.first, last


def _phrases(text: str, words: list[Word]) -> list[_Phrase]:
    """Runs of words that end in a noun, each with whether a preposition governs it."""
    out: list[_Phrase] = []
    i = 0
    while i < len(words):
        if not _may_be_noun(words, i):
            i += 1
            continue
        j = i
        while j + 1 < len(words) and _may_be_noun(words, j + 1) and _adjoin(text, words, j):
            if not _ADJECTIVE.search(words[j].low) and not words[j].low.endswith(("a", "s", "e", "t")):
                break  # a noun ends the phrase; what follows begins another
            j += 1
        last = j
        while (
            last >= i
            and _ADJECTIVE.search(words[last].low)
            and not _NOUN_ALL_THE_SAME.search(words[last].low)
        ):
            last -= 1
        if last >= i:
            first = max(i, last - 2)
            before = words[first - 1].low if first else ""
            if before in ("de", "den", "det", "en", "ett", "sin", "våra", "flera", "många") and first > 1:
                before = words[first - 2].low
            out.append(_Phrase(first, last, before in _PREPOSITIONS))
        i = j + 1
    return out


def _adjoin(text: str, words: list[Word], i: int) -> bool:
    return not text[words[i].end : words[i + 1].start].strip()


def _may_be_noun(words: list[Word], i: int) -> bool:
    word = words[i]
    low = word.low
    if len(low) < 3 or low in _NO_NOUN or low in _PREPOSITIONS or any(c.isdigit() for c in low):
        return False
    if word.tags & {"worried", "positive", "neutral", "finite", "negation", "may"}:
        return False
    before = words[i - 1].low if i else ""
    if low.endswith(("a", "as")) and (
        before in _MODAL or (i > 1 and words[i - 2].low in _MODAL and before == "inte")
    ):
        return False  # an infinitive
    if "supine" in word.tags and (
        before in ("har", "hade", "bra", "illa") or low.endswith(("at", "its", "ats"))
    ):
        return False
    return True


def _is_body(words: list[Word], phrase: _Phrase, bodies: list[Span]) -> bool:
    start, end = words[phrase.first].start, words[phrase.last].end
    at = bisect_left(bodies, (end, 0)) - 1
    return at >= 0 and bodies[at][1] > start
