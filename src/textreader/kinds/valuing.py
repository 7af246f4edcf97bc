# SPDX-License-Identifier: EUPL-1.2
"""Whether a clause values something, and with which tone: the tests behind the rules of ``assessments``."""

from __future__ import annotations

import re
from functools import lru_cache

from textreader.clauses import Clause, tags_of
from textreader.model import Document
from textreader.patterns import at_words
from textreader.words import alternatives, lexicon

VALUED, THANKS, HARM = "assessment.word", "assessment.thanks", "assessment.harm"
Judged = tuple[str, str]

_THANKS = re.compile(
    r"\b(?:(?:stort|varmt|ett|många|tusen) )?tack(?:ar)? (?:till|för|alla|regionen|länsstyrelsen|almi)\b|^tack\b(?! vare)|\beloge\b|\bbra jobbat\b|\bberöm\b|\btackar\b(?! nej| ja)"
)
_HARM = at_words(
    r"\b(?:vi|jag) (?:bedömer|räknar med|befarar|fruktar|tror|spår|ser framför oss)\b.{0,60}\b(?:varslas|sägas upp|konkurs|permitteras|läggs? ner|stängs?|förlora\w*|försvinn\w*|drabbas|tvingas)\b"
    r"|\b(?:vi|jag) (?:tror|befarar|kommer|räknar|fruktar|ser|väntar|bedömer)\b.{0,50}\b(?:fler|mer|ökade|ökat|många|ytterligare|nya|högre) (?:\w+ )?(?:varsel|konkurser|uppsägningar|nedläggningar|permitteringar|arbetslöshet|arbetslösa)\b"
    r"|\b(?:stor risk|risken är (?:stor|överhängande|uppenbar)|överhängande risk|risk(?:en)? finns)(?: \w+){0,2} (?:att|för)\b|\briskera(?:r|de)(?: \w+){0,5} (?:att|leda|tvingas|gå|slås|bli|tappa|förlora|försvinna|stänga)\b|\b(?:kommer|lär|tros) (?:\w+ ){0,3}(?:slå hårt|drabba hårt|tvingas stänga|slås ut|gå under)\b"
    r"|\b(?:det|tyvärr) (?:\w+ ){0,3}blir (?:\w+ ){0,2}fler (?:konkurser|varsel)\b"
)
_GENERAL = re.compile(
    r"\bakuta? (?:brist|behov)|\bvid sämre tider\b|\bgoda exempel\b|\bgott exempel\b|\bi god tid\b|\bgod tid\b|\bbästa sätt\b|\bpå bästa\b|\bså bra (?:som|vi)\b|\bbättre (?:kunskap|förutsättningar|förståelse|bild|överblick|samordning av|underlag|stöd)\b"
    r"|\bsvårt att (?:urskilja|säga|se|bedöma|avgöra|veta|överblicka|mäta|jämföra|uttala)\b|\bkan vara svårt\b|\bsämre tider medför\b|\bpositiv(?:t|a)? (?:besked|svar|beslut|netto|tal|nettotal)\b|\bpositiva till att delta\b|\bnormalt?(?:år| år)\b|\bi det stora hela\b|\bett normalt år\b"
    r"|\bsnarast möjligt\b|\btack vare\b|\btackar (?:nej|ja)\b|\boförändra\w* \d|\binget nytt besked\b|\bgod man\b|\bstarkt beroende\b|\bhög och stabil\b(?! )|\bhellre än bra\b|\bgod mat\b|\bdet nya normala\b(?! )|\bproblemet? är löst\b|\blösa (?:\w+ )?problem|\bkrispaket|\brisk(?:analys|kapital|bedömning|spridning)|\bsvagt för\b|\butmaningsdriv|\bhälsade?s? (?:alla )?(?:\w+ )?välk|\balla (?:\w+ )?(?:är )?välkomna|^välkom\w+ (?:till|på)\b|\bvälkom\w+ (?:att|du|er|ni|in)\b|\bvarmt välkom"
)
_PREDICATE = at_words(
    r"\b(?:är|var|varit|känns|kändes|blev|blir|blivit|ser|såg|går|gått|gick|fungerar|fungerat|upplevs|upplever|mår|ligger|verkar|börjar|håller|står|rapporterar|redovisar|beskrivs|beskriver|bedöms|märks|har|råder|kvarstår|växer|ökar|skapar|uttrycker|visar på|visar|känner|finns|vi|jag)\b"
)
_NOT = at_words(r"\b(?:inte|ej|ingen|inga|inget|aldrig|utan|knappast|mindre)(?: (?!bara|minst)\w+){0,3} $")
_DEGREE = at_words(
    r"\b(?:väldigt|mycket|jätte\w*|super\w*|riktigt|oerhört|otroligt|ganska|rätt|relativt|särskilt|extra|så|alldeles|fortsatt|ytterst)\s$"
)
_EMOJI = {
    "😊": "positive",
    "🙂": "positive",
    "😀": "positive",
    "👍": "positive",
    "🎉": "positive",
    "🥳": "positive",
    "❤": "positive",
    "💪": "positive",
    ":-)": "positive",
    "☹": "worried",
    "😟": "worried",
    "😢": "worried",
    "😕": "worried",
    "😞": "worried",
    "🙁": "worried",
    "😬": "worried",
    ":-(": "worried",
    "😱": "worried",
    "🚀": "positive",
    "😩": "worried",
    "😔": "worried",
    "👎": "worried",
    "☀": "positive",
    "😁": "positive",
    "😃": "positive",
    "🙏": "positive",
    "👏": "positive",
    "😥": "worried",
    "😰": "worried",
    "😡": "worried",
    ":-/": "worried",
    ":/": "worried",
    ":(": "worried",
    ";)": "positive",
    ":-D": "positive",
    ":)": "positive",
}
_SMILES = "|".join(re.escape(sign) for sign in _EMOJI if sign[0] in ":;")
_EMOJIS = re.compile(
    "|".join(sign for sign in _EMOJI if sign[0] not in ":;") + rf"|(?<=[\s.!?])(?:{_SMILES})(?=[\s.,!]|$)"
)
_SHARE = re.compile(
    r"\d\s?%|\bprocent|\b(?:\d+|sju|åtta|sex|fem|fyra|tre|nio) av (?:\d+|tio|de)\b|\bprocentenhet"
)
#: How something works, with a word between.
_RATED = at_words(
    r"\b(?:funger\w+|funk\w+|löp\w+|gick|går|gått|rullat|klarat sig|klarar sig) (?:\w+ ){1,3}(?:väl|bra|fint|utmärkt|smidigt|perfekt|strålande)(?= ?(?:[.,;!:]|$)| (?:i|på|för|med|och|men|trots|under|inom|enligt|just|hittills|så)\b)"
)
_NOT_RATED = at_words(r"\b(?:inte|ej|aldrig|sällan|mindre|knappast)\b")
_TOO_MUCH = at_words(
    r"\b(?:är|blir|var|blev|tar|går|känns|tycks) (?:\w+ )?(?:alldeles |alltför )?för (?:hög\w*|låg\w*|lång\w*|dyr\w*|svår\w*|krånglig\w*|få|lite|liten|små|sen|sent|långsam\w*|otydlig\w*|stor|stora|tung\w*|trång\w*)(?= ?(?:[.,;!:]|$)| (?:för|i|på|att|hos|just|nu|och)\b)"
)
_TOO_MUCH_NOTED = re.compile(
    r"\w (?:alldeles |alltför )?för (?:långa|höga|låga|dyra|dyrt|få|svårt|krångligt|långsamt|långsam|sent|lite|små|trångt|hög|låg|lång|dyr)[.!]?$"
)
#: "Bra att polisen syns mer."
_FELT_THAT = re.compile(
    r"(?:(?:mycket|väldigt|riktigt|otroligt|så|extra|det är|det känns) )*(bra|skönt|roligt|kul|positivt|glädjande|härligt|fint|starkt|tråkigt|synd|oroande|dåligt|konstigt|beklagligt|sorgligt|trist|bekymmersamt) att\b"
)
_SORRY = frozenset("tråkigt synd oroande dåligt konstigt beklagligt sorgligt trist bekymmersamt".split())
_TURNS = re.compile(r"(?:försämr|förbättr)(?:as|ats|ades)$")
_REGRET = re.compile(r"(?:men )?(?:tyvärr|dessvärre|olyckligtvis) ")
_IF = re.compile(r"(?:om|när|ifall|såvida|även om) ")
_STATISTIC = at_words(r"\b(?:andel(?:en)?|antal(?:et)?|nöjdhet\w*|index|betyg\w*) (?:\w+ ){0,3}$")
_PRAISE_HINT = at_words("tack|eloge|beröm|bra jobbat")
_OWN = re.compile(r"(?:\w+ ){0,2}(?:vi|jag)\b")
_HARM_HINT = at_words(
    "riskera|varsel|varslas|sägas upp|läggs|stäng|förlora|försvinn|drabba|konkurs|uppsägning|nedlägg|permitter|arbetslös|slå|tvingas|under"
)
_OF_THOSE_ASKED = re.compile(
    r"(?:\d+(?:,\d+)? ?(?:%|procent\b)|hälften\b|(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio) av\b|var (?:tredje|fjärde|femte|annan)\b|en (?:tredjedel|fjärdedel)\b|majoriteten\b)"
)
_STATIVE_FIGURE = re.compile(r"\b\d[\d  ]*(?:,\d+)?\b")


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    tones = {phrase: tone for tone, row in lexicon("valuing").items() for phrase in row["phrases"]}
    return at_words(rf"(?<!\w)(?:{alternatives(tones)})(?!\w)"), tones


def judge(document: Document, clause: Clause) -> Judged | None:
    """The tone of a clause and the rule that tells it, None where nothing is valued."""
    flat = clause.flat
    if clause.question or _OF_THOSE_ASKED.match(flat) or flat.strip(" !.") == "tack":
        return None
    told = _by_manner(document, clause, flat) or _by_phrase(clause, flat)
    if told is not None or not clause.has("worried", "positive", "neutral"):
        return told
    tone = _leading_tone(document, clause)
    return (tone, VALUED) if tone is not None else None


def _by_manner(document: Document, clause: Clause, flat: str) -> Judged | None:
    """Thanks, foreseen harm, a sign, a feeling that turns, how a thing works."""
    if (
        _PRAISE_HINT.search(flat)
        and _THANKS.search(flat)
        and len(clause.words) > 1
        and "tack vare" not in flat
    ):
        return "positive", THANKS
    if (
        _HARM_HINT.search(flat)
        and _HARM.search(flat)
        and (_OWN.match(flat) or not _STATIVE_FIGURE.search(flat))
    ):
        return "worried", HARM
    emoji = None
    if not document.text.isascii() or ":" in document.text or ";" in document.text:
        emoji = _EMOJIS.search(document.text, clause.start, min(clause.end + 4, len(document.text)))
    if emoji:
        return _EMOJI[emoji.group()], VALUED
    turned = _turned(flat) if clause.has("worried", "positive") else None
    if turned is not None:
        return turned, VALUED
    felt = _FELT_THAT.match(flat)
    if felt:
        return ("worried" if felt.group(1) in _SORRY else "positive"), VALUED
    if _RATED.search(flat) and not _STATIVE_FIGURE.search(flat):
        return ("worried" if _NOT_RATED.search(flat) else "positive"), VALUED
    return None


def _by_phrase(clause: Clause, flat: str) -> Judged | None:
    """Several words that value together."""
    pattern, tones = _phrases()
    phrase = pattern.search(flat)
    if clause.finite() is None and _TOO_MUCH_NOTED.search(flat):
        return "worried", VALUED
    if phrase is None and (_TOO_MUCH.search(flat) or _REGRET.match(flat)):
        return "worried", VALUED
    if phrase and not _GENERAL.search(flat) and not _IF.match(flat):
        said = " ".join(phrase.group().split())
        return tones[said], VALUED
    return None


_EASED = at_words(
    r"\b(?:oron?|osäkerhet(?:en)?|bekymr(?:en|et)|problem(?:en|et)?|pessimism(?:en)?|svårighet(?:er|erna)|frågetecknen|farhågorna|nervositet(?:en)?)\b(?:(?! men )[\wåäö ]){0,45}?"
    r"\b(?:mindre|minska[rdt]\w*|lägre|avta\w*|lätta[rt]\w*|släpp\w+|lagt sig|försvunnit|borta|mildra\w+|löst[as]?|lösts|dämpa\w+|färre|svalnat)\b"
)
_FADED = at_words(
    r"\b(?:optimism(?:en)?|framtidstro(?:n)?|hopp(?:et)?|förtroende(?:t)?|tillförsikt(?:en)?)\b(?:(?! men )[\wåäö ]){0,40}?\b(?:mindre|minska[rdt]\w*|lägre|avta\w*|dämpa\w+|svikta\w*|mattats|försvunnit|borta)\b"
)
_FROM_TO = at_words(r"\bfrån (?P<before>(?:\w+ )?\w+) till (?P<after>(?:\w+ )?\w+)")


def _turned(flat: str) -> str | None:
    """The tone of a feeling that eases or fades, or of the state that a change ends in."""
    if _EASED.search(flat) and not _NOT_EASED.search(flat):
        return "positive"
    if _FADED.search(flat):
        return "worried"
    change = _FROM_TO.search(flat)
    if change is None:
        return None
    before, after = _tone_within(change.group("before")), _tone_within(change.group("after"))
    return after if before is not None and before != after else None


_NOT_EASED = at_words(
    r"\b(?:inte|ej|knappast) (?:\w+ )?(?:mindre|minska|lägre|avta|lätta|släppt|lagt|försvunnit|borta|lös)"
)


def _tone_within(words: str) -> str | None:
    tones = ("worried", "positive", "neutral")
    return next((t for w in reversed(words.split()) for t in tones if t in tags_of(w)), None)


def _leading_tone(document: Document, clause: Clause) -> str | None:
    flat = clause.flat
    general = [(m.start(), m.end()) for m in _GENERAL.finditer(flat)]
    for i, word in enumerate(clause.words):
        tone = next((t for t in ("worried", "positive", "neutral") if t in word.tags), None)
        if tone is None:
            continue
        at = clause.at(word.start)
        if i and document.text[word.start].isupper() and not document.text[word.start : word.end].isupper():
            continue  # "Ola Frisk"
        if any(s <= at < e for s, e in general) or _STATISTIC.search(flat[:at]):
            continue
        if flat[:at].endswith(", ") and len(clause.words) - i <= 2 and clause.finite() is None:
            return tone  # "bokningarna +6 %, bra!", "export +4 %, kul läsning"
        turns = _TURNS.match(word.low) is not None  # "läget försämras"
        if f"weak_{tone}" in word.tags and not turns and not _values(clause, i, flat, at):
            continue
        if _SHARE.search(flat) and f"weak_{tone}" in word.tags:
            continue
        if _NOT.search(flat[:at]):
            if f"weak_{tone}" in word.tags and re.search(r"\b(?:inget|ingen|inga) $", flat[:at]):
                continue
            return {"worried": "positive", "positive": "worried", "neutral": "neutral"}[tone]
        return tone
    return None


def _values(clause: Clause, i: int, flat: str, at: int) -> bool:
    """Does a weak word say how something is, rather than belong to a noun?"""
    before = flat[:at]
    if _DEGREE.search(before):
        return True
    following = clause.words[i + 1].low if i + 1 < len(clause.words) else ""
    if following == "än" and re.match(r"\s*än \d", flat[at + len(clause.words[i].low) :]):
        return False
    ends = (
        not following
        or following in _AFTER_PREDICATE
        or flat[at + len(clause.words[i].low) :].lstrip()[:1] in ",.!;:"
    )
    if before.endswith("det ") and clause.words[i].low.endswith("a"):
        return False  # "det dåliga först"
    if clause.finite() is None:
        return len(clause.words) <= 9
    if "need" in clause.tags and re.search(r"\b(?:behövs?|måste|viktigt|vill|krävs|önskar)\b", before):
        return False
    return bool(_PREDICATE.search(before)) and (
        ends
        or (
            i > 0
            and clause.words[i - 1].low
            in (
                "är",
                "var",
                "går",
                "en",
                "ett",
                "har",
                "känns",
                "blev",
                "gick",
                "fortsatt",
                "ser",
                "finns",
                "med",
            )
        )
    )


_AFTER_PREDICATE = frozenset(
    "i på för med till och men att just nu här inom bland hos under efter inför när som än men jämfört ut dock också sedan trots från fortfarande igen idag mot hela av särskilt särskild framför framförallt ute samarbete samverkan läge stämning utveckling trend fart respons uppslutning kontakt dialog säsong sommar höst vinter vår kommunikation efterfrågan intresse".split()
)
