# SPDX-License-Identifier: EUPL-1.2
"""Lacks, wishes, demands and what is called necessary, said by or for a body."""

from __future__ import annotations

import re

from textreader.kinds.judging import Situation, Verdict
from textreader.patterns import at_words
from textreader.rule import Example, rule

LACK = rule(
    "need.lack",
    "Something is needed, missing or asked for.",
    "behövs, behov av, saknas, brist på, efterfrågas, förfrågan om",
    Example("Det behövs fler platser på svetsutbildningen.", "Det behövs fler platser på svetsutbildningen."),
    Example("AF: brist på kockar", "brist på kockar", {"owner": "Arbetsförmedlingen"}, "chat"),
    Example("Stor förfrågan om rådgivning till hösten.", "Stor förfrågan om rådgivning till hösten."),
    Example(
        "Medlemmarna efterfrågar stöd till laddstolpar.",
        "Medlemmarna efterfrågar stöd till laddstolpar.",
        manner="mail",
    ),
    never=(
        "38 % saknar lånelöfte.",
        "Vi kartlägger behov av utbildning.",
        "Stödet ses över vid behov.",
        "Det finns ingen brist på material.",
    ),
)
WISH = rule(
    "need.wish",
    "A body wants, wishes or asks that something be done.",
    "vill ha, vill se, önskar, önskemål om, efterlyser, ser gärna",
    Example(
        "Företagarna vill se en enklare upphandling.",
        "Företagarna vill se en enklare upphandling.",
        {"owner": "Företagarna"},
    ),
    Example("Önskemål om gemensamt nyhetsbrev.", "Önskemål om gemensamt nyhetsbrev.", manner="chat"),
    Example("Vi skulle önska tätare möten.", "Vi skulle önska tätare möten.", manner="mail"),
    never=("Hälften vill växa.", "Regeringen vill öka sysselsättningen."),
)
MUST = rule(
    "need.must",
    "Something must or ought to be done, or is called important.",
    "måste, borde, bör, viktigt att, avgörande, nyckelfråga",
    Example("Vi måste få fram mer mark för industrin.", "Vi måste få fram mer mark för industrin."),
    Example(
        "Viktigt att besked kommer före sommaren.", "Viktigt att besked kommer före sommaren.", manner="chat"
    ),
    Example(
        "LRF framhåller att bredbandet är en nyckelfråga.",
        "LRF framhåller att bredbandet är en nyckelfråga.",
        {"owner": "LRF"},
        "report",
    ),
    never=("Det är viktigt att notera att siffran är preliminär.", "Krav: minst tre anställda."),
)

_HINT = at_words(
    "brist|söker|eftersök|vore|a och o|behov|fråga|viktig|vikten|förfråg|efterfråg|nödvänd|avgörande|angeläg|beh |önskemål|fråga"
)
_LACK = re.compile(
    r"\b(?:behövs|behövdes|behöver|behövt|saknas|saknades|saknar|det fattas|fattas det|som fattas|efterfrågas|efterfrågar|efterfrågades|efterfrågade|efterlyses|eftersöks|(?:\w+-? ?)?brist(?:en)?(?:er)? på|brist:|"
    r"\w{3,}(?<!\bbes)brist(?:en)?\b|otillräcklig\w*|(?:stor|många|fler|stort) (?:efterfrågan|förfrågan|förfrågningar) (?:om|på|efter)|ont om|efterfrågan på [\w ,-]{3,60}? (?:är|har varit) (?:\w+ )?(?:stor|hög)|söker (?:\w+ )?(?:hjälp|stöd för|lokal\w*|personal|mark|folk|kompetens)|ropar efter|skriker efter|letar (?:desperat )?efter|törstar efter)\b"
)
_DEMAND = re.compile(
    r"\bbehov(?:et)? (?:av|för|är|finns|kvarstår)\b|\b(?:stort|ökat|ökande|akut|fortsatt|stora|ökade|växande|tydligt) (?:\w+)?behov\b|^behov ?:|\b\w+behov(?:et)? (?:är|ökar|kvarstår)\b|\bbeh (?!av\b)\w{4,}|\bbeh av\b"
)
_NOT_DEMAND = at_words(
    r"\b(?:oro\w*|risk\w*|rädsla\w*|rädda|varna\w*) (?:\w+ )?(?:för|om|över) (?:\w+ )?\w*brist|\b(?:du|ni) behöver\b|\bbehöver (?:du|ni)\b|\bvid (?:ytterligare )?behov\b|\b(?:kartlägg\w*|identifier\w*|inventer\w*|undersök\w*|mät\w*|analys\w* av|lyssna av|frågar om|fånga upp|efter|utifrån|frågor om|sammanställ\w*|bedöm\w*)(?: \w+){0,3} (?:behov|kompetensbehov|behovet)\b|\bbehöver inte\b|\bbehövs inte\b|\bsaknar inte\b|\bsaknas inte\b|\bingen brist\b|\bbehövde inte\b|\binget behov\b|\butan behov\b"
)
_WISH = re.compile(
    r"\b(?:vill (?:\w+ ){0,2}(?:ha|se|att|få|gärna)|ville (?:ha|se|att|få)|vill gärna|ser gärna|såg gärna|önskar|önskas|önskade|(?<!efter )(?<!utifrån )önskem(?:ål(?:et|en)?)?|önskvärt|efterlyser|efterlyste|skulle (?:\w+ ){0,2}?(?:behöva|vilja|önska|uppskatta|se|ha)|vädjar|begär att|kräver|krävde|uppmanar|hoppas (?:på|att få))\b"
)
_MUST = re.compile(
    r"\b(?:måste|borde|bör|krävs|(?:är|vore|känns|fortsatt|mycket|väldigt|det)? ?viktigt (?:att|med)|viktigt för|viktigt\.?$|viktigaste (?:\w+ )?fråga\w*|viktigaste (?:\w+ )?är att|angeläget|angelägen fråga|nödvändigt|avgörande|det vore (?:\w+ )?(?:bra|önskvärt|värdefullt|toppen|fint) med|a och o|nyckelfråga|överlevnadsfråga|framtidsfråga|ödesfråga|prioriterad fråga|hög prio|av största vikt|vikten av|(?:hög tid|dags) att|"
    r"är en (?:viktig|prioriterad) fråga|högt prioriterat|kritiskt att)\b"
)
_NOT_MUST = at_words(
    r"\b(?:bygglov|tillstånd|intyg|anmälan|legitimation|medfinansiering|avtal) (?:krävs|behövs)\b|viktigt att (?:notera|komma ihåg|minnas|poängtera|påpeka|skilja|förstå|betona|veta)\b|\bkrav ?:|\bkrävs (?:minst|att företaget|att man)|\bmåste (?:ha|vara) minst\b|\bmåste inte\b|\bviktigaste (?:branschen|marknaden)\b|\bbör väl\b"
    r"|\b(?:ansökan|ansökningar|intyg|sökande) (?:ska|måste|bör)\b|för att (?:få|söka) \w+ (?:krävs|måste)|kräver minst|kräver inte|är avgörande för att förstå|i \w+ krävs \w+ företag"
)
_SHARE = re.compile(
    r"\d ?%|\bprocent\b|\bhälften\b|\bvar (?:tredje|fjärde|femte|annan|tionde)\b|\b(?:\d+|en|två|tre|fyra|fem|sex|sju|åtta|nio) av (?:de )?(?:\d+|tre|fyra|fem|sex|sju|åtta|nio|tio|länets|företagen)\b|\bandelen\b|\bmajoriteten?\b"
)
_GENERAL = at_words(
    r"\b(?:regeringen|staten) vill\b|\bvill (?:öka|minska|växa|stärka|underlätta|bidra|anställa|satsa|investera|bli|fortsätta|tacka|avveckla|sälja)\b|\bvill du\b|\bden som vill\b|\bdet vill säga\b|\bom (?:ni|du|man|någon) vill\b|\bsom vill\b"
)


def judge(situation: Situation) -> Verdict | None:
    """Whether the clause says that something is lacking, wished for or necessary."""
    clause = situation.clause
    flat = clause.flat
    if clause.question or not (clause.has("need") or _HINT.search(flat)):
        return None
    share = bool(_SHARE.search(flat))
    if re.search(r"\bproblem\b", flat) and re.match(r"\w*brist(?:en)?\b", flat):
        return None  # valued, not asked for
    why: str | None = None
    if re.match(r"(?:behov|önskemål|medskick|brist) ?:", flat) or (
        (_LACK.search(flat) or _DEMAND.search(flat))
        and not _NOT_DEMAND.search(flat)
        and not share
        and not _relative(flat, _LACK)
    ):
        why = LACK
    elif _WISH.search(flat) and not _GENERAL.search(flat) and not share:
        why = WISH
    elif _MUST.search(flat) and not _NOT_MUST.search(flat) and not share:
        why = MUST
    if why is None:
        return None
    if re.match(r"(?:om|när|ifall) ", flat) and clause.number == 0 and why != LACK:
        return None
    owner = situation.owner
    if (
        why == MUST
        and situation.context is not None
        and not clause.has("sayer")
        and not re.search(r"\bvi måste\b", flat)
    ):
        owner = situation.context  # who says that another must
    return Verdict("need", why, {"owner": owner, "due_from": None, "due_to": None})


def _relative(flat: str, pattern: re.Pattern[str]) -> bool:
    """Does the word stand in a relative clause about something else?"""
    hit = pattern.search(flat)
    return (
        hit is not None
        and bool(
            re.search(r"\b(?:som|där|att om) (?:\w+ ){0,2}$", flat[max(0, hit.start() - 24) : hit.start()])
        )
        and not flat.startswith("det ")
    )
