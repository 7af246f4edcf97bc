# SPDX-License-Identifier: EUPL-1.2
"""Questions, direct and indirect, and whether an answer stands in the text."""

from __future__ import annotations

import re

from textreader.clauses import Clause
from textreader.kinds.judging import Situation, Verdict
from textreader.patterns import at_words
from textreader.rule import Example, rule

DIRECT = rule(
    "question.mark",
    "A sentence with a question mark, or one that is shaped as a question and breaks off at a colon.",
    "… ?, verb first … :, wh-word + verb",
    Example(
        "Gäller stödet även nystartade företag?",
        "Gäller stödet även nystartade företag?",
        {"answered": False},
    ),
    Example("vem bokar lokal?\nju, Regionen bokar", "vem bokar lokal?", {"answered": True}, "chat"),
    Example(
        "Vem driver frågan? Vi har talat om den frågan förut.", "Vem driver frågan?", {"answered": False}
    ),
    Example(
        "Almi\nVem driver frågan?\n\nLRF\nDet är rätt att det finns gårdar till salu.",
        "Vem driver frågan?",
        {"answered": False},
    ),
    Example(
        "Gäller stödet enskilda firmor? Det kunde Länsstyrelsen inte ge något besked om.",
        "Gäller stödet enskilda firmor?",
        {"answered": False},
    ),
    Example("När öppnar bron? Bron öppnar den 3 september.", "När öppnar bron?", {"answered": True}, "news"),
    Example(
        "Finns det pengar kvar i år: Ja, ungefär hälften.", "Finns det pengar kvar i år:", {"answered": True}
    ),
    never=("I vilken takt det går är osäkert.", "Hur många som söker vet vi i maj."),
)
INDIRECT = rule(
    "question.asks",
    "A body that wonders, asks or wants to be told something.",
    "BODY undrar, frågar, vill veta, vill få klarlagt",
    Example(
        "Tallås kommun undrar om stödet gäller nystartade.",
        "Tallås kommun undrar om stödet gäller nystartade.",
        {"owner": "Tallås kommun"},
    ),
    Example(
        "AF vill veta vilka som kan ta emot praktikanter.",
        "AF vill veta vilka som kan ta emot praktikanter.",
        manner="chat",
    ),
    Example(
        "Medlemmarna frågar när reglerna börjar gälla.",
        "Medlemmarna frågar när reglerna börjar gälla.",
        manner="mail",
    ),
    never=(
        "I enkäten frågar vi om resor och kompetens.",
        "Allt fler företag frågar om lån.",
        "Gästerna får olika besked beroende på vem de frågar.",
    ),
)

_FIGURE = re.compile(r"(?<![\w/.])\d[\d ,]*(?![\w/:]|\.\d)")
_SHAPED_AS_QUESTION = re.compile(
    r"\b(?:vem|vilka|vilken|vilket|vad|hur|varför|när|var|vart|kanske|månne|eller|undrar|väl|ev|eventuellt|nån|någon|ngn|något|några|möjligt)\b"
    r"|(?:^|[,:–-] ?|\b(?:och|men|så) )(?:är|har|kan|ska|går|får|blir|kommer|behöver|gäller|finns|vet|tar|gör|borde|måste|vill|räcker|stämmer|hinner|skulle|förs|omfattas|ingår)\b"
)
_HINT = at_words("undra|fråg|vill|besked|svar|klarhet|fundera")
_ASKS = at_words(
    r"\b(?:undrar|undrade|frågar|frågade|vill(?:e)? (?:gärna )?(?:veta|få veta|få klarlagt|ha klarlagt|få besked|ha besked|ha svar|få svar)|"
    r"efterlyser (?:ett )?(?:besked|svar|klarhet)|efterlyste (?:ett )?(?:besked|svar|klarhet)|ställde frågan|ställer frågan|frågan ställdes|"
    r"fråga (?:från|till) (?!i\b|förra|senaste|våren|hösten|mötet)[\wåäö]+|önskar (?:svar|besked)|väcker frågan|väckte frågan|funderar (?:på|över) (?:om|hur|när|vem|vad)|har frågat (?:om|hur|när))\b"
)
_SURVEY = at_words(r"enkät|undersökning|intervju|mätning|barometer|svarande")
_MANY = at_words(
    r"\b(?:allt fler|fler|många|flera|allt flera) (?:\w+ ){0,2}(?:frågar|undrar|frågade)\b|\bgången (?:\w+ )?(?:frågar|undrar)\b|\bfrågar(?:s)? (?:efter|alltmer)\b"
)
_WH = re.compile(
    r"^(?:och |men |fråga: ?)?(?:vem|vilka|vilken|vilket|vad|hur|varför|var|när|vart) (?:\w+ )??(?P<verb>[\wåäö]+)\b"
)
_INVERTED = re.compile(
    r"^(?:och |men )?(?:förs|finns|har|är|kan|ska|går|får|blir|kommer|behöver|gäller|vet|har|tar|gör|är|skulle|borde|måste|vill|tänker|hinner|räcker|stämmer|omfattas|ingår|betalas) "
    r"(?:det|vi|ni|man|någon|något|några|den|de|du|stödet|kommunerna|regionen|länsstyrelsen|alla|även)\b"
)
_UNKNOWN = at_words(
    r"\b(?:(?:inte|ej) (?:kunde |kan )?(?:ge|lämna|lämnat|få|fått|ta fram) (?:\w+ )?(?:besked|svar)|(?:inget|inga|utan) (?:\w+ )?(?:besked|svar)|vet ej|vet inte|ingen (?:\w+ ){0,4}?(?:visste|vet|kunde|svarade|hade (?:något |ngt )?svar|kan svara)|(?:vet|får) (?:vi|man) (?:besked )?först|får (?:\w+ )?vänta|återstår att se|(?:ej|inte) klart|ska kollas|under utredning|utreds|avvaktar|väntar på (?:besked|svar)|parkera\w+|hänvisa\w+|lyfts? (?:\w+ )?(?:vidare|till)|återkomma|får bli nästa|tas nästa|skickar (?:den|frågan) vidare|skickas till|svar kommer|besked kommer|besked väntas|svar (?:lämnas|ges|väntas)|besvaras (?:vid|på|i) |(?:vid|på|till) nästa (?:möte|sammanträde|gång|träff|avstämning)|frågan går till|frågan lämnas|ingen aning|svårt att (?:säga|svara)|kan (?:ännu )?inte säga|inget svar|utan svar|oklart|tar med (?:sig )?frågan|tas med|återkommer|återkom|får (?:vi )?(?:undersöka|kolla)|hann(?:s)? inte|"
    r"bordlades|skickas vidare|skickades vidare|lämnas vidare|går vidare till|kollar|undersöker|ska (?:kolla|undersöka|ta reda)|obesvarad|inte besvarad|kunde inte svara|inte svara|togs inte upp|tystnad|får bero|tar reda på|"
    r"ej besvarad|svar saknas|kan inte svara|återkommande svar|tas upp (?:på|vid) nästa|ej svar|återkoppling sker|frågan kvarstår|står obesvarad|får tas)\b"
)
_ANSWER = re.compile(
    r"^(?:ja|nej|jo|svar|jodå|absolut|japp|ju|nja|det (?:gör|är|blir|går|kommer|finns|har|gäller)|enligt|inte än|svaret|i dagsläget|frågan (?:diskuteras|besvaras|besvarades))\b"
)


def judge(situation: Situation, clauses: list[Clause]) -> Verdict | None:
    """Whether a sentence asks; called for its first clause and given all of them."""
    flat = " ".join(c.flat for c in clauses)
    bare = flat.strip(" \"”“'–-").rstrip(' )"”')
    if bare.endswith("?"):
        return None if _doubted(bare) else _verdict(situation, DIRECT, None)
    asks = _ASKS.search(flat) if _HINT.search(flat) else None
    if asks and not _MANY.search(flat):
        if not (
            _SURVEY.search(flat) and re.search(r"\bvi\b.{0,30}\bfråga(?:r|de)\b|\bfråga(?:r|de) vi\b", flat)
        ):
            if not re.search(
                r"\binte (?:undra|fråga)|\bsom (?:frågar|undrar)\b|\bfrågar? (?:sig )?inte\b|\b(?:vem|vilka|som|om|när|vad) (?:de|man|vi|ni|du) (?:frågar|undrar)",
                flat,
            ):
                return _verdict(situation, INDIRECT, situation.subject)
    words = flat.split()
    if _INVERTED.match(bare) and (bare.endswith(":") or (len(words) <= 14 and not bare.endswith((".", "!")))):
        return _verdict(situation, DIRECT, None)
    wh = _WH.match(bare)
    if (
        wh
        and not bare.endswith((".", "!"))
        and len(words) <= 16
        and not re.match(r"(?:vad|var) (?:gäller|avser)", bare)
    ):
        verb = wh.group("verb")
        if situation.clause.words[1:2] and (
            "finite" in situation.clause.words[1].tags or verb in ("gör", "gäller")
        ):
            return _verdict(situation, DIRECT, None)
    return None


def _doubted(bare: str) -> bool:
    """ "240 uppsagda i år??": a figure that somebody is unsure of asks nobody."""
    if not _FIGURE.search(bare) or _SHAPED_AS_QUESTION.search(bare):
        return False
    words = bare.split()
    return bare.endswith("??") or words[0][0].isdigit() or len(words) > 7


def _verdict(situation: Situation, why: str, asker: str | None) -> Verdict:
    owner = asker or situation.owner if why == INDIRECT else situation.context
    asked = _ANYBODY.search(situation.clause.flat) or (
        "fråg" in situation.heading and not situation.heading.startswith(("frågor till", "fråga till"))
    )
    if why == DIRECT and situation.role in ("title", "topic", "questions") and asked:
        owner = None  # the reader of the news, not its sender, asks "Får jag …?"
    return Verdict(
        "question",
        why,
        {"owner": owner, "due_from": None, "due_to": None, "answered": False},
        whole_sentence=True,
    )


def is_answered(
    question: list[Clause], following: list[list[Clause]], in_aside: bool, other_speaker: bool
) -> bool:
    """Whether an answer stands after a question: on its line, or in the next sentence."""
    if in_aside or not following or not following[0]:
        return False
    sentence, after = question[0].sentence, following[0][0].sentence
    said = " ".join(c.flat for c in following[0])
    if said.strip().rstrip('"”)').endswith("?"):
        # several questions in a row are answered together
        return (
            after.paragraph == sentence.paragraph
            and len(following) > 1
            and is_answered(following[0], following[1:], in_aside, other_speaker)
        )
    if _UNKNOWN.search(said):
        return False
    bare = said.strip(' –-"”')
    if re.search(
        r"\b(?:svarade|svarar|svarat|besked(?:et)? (?:är|var)|förklarade att|svar ?:|upplyste om)\b", said
    ):
        return after.paragraph - sentence.paragraph <= 1
    if _ANSWER.match(bare):
        return after.paragraph - sentence.paragraph <= 1
    flat_question = " ".join(c.flat for c in question).rstrip()
    if flat_question.endswith(":"):
        return after.paragraph - sentence.paragraph <= 1
    if after.paragraph - sentence.paragraph > (1 if other_speaker else 0):
        return False
    if _WANTS.search(said):
        return False  # goes on about the matter instead of answering
    fits = _fits(flat_question, bare)
    if fits is not None:
        return fits
    asked = {w.low[:5] for c in question for w in c.words if len(w.low) > 4} - _ALWAYS_THERE
    told = {w.low[:5] for c in following[0] for w in c.words if len(w.low) > 4}
    return bool(asked & told)


_ASKED = (
    (
        re.compile(r"\b(?:när|hur länge|vilket datum|vilken dag|hur dags)\b"),
        re.compile(
            r"\d{1,2}/\d{1,2}|\bv\.? ?\d|\bq[1-4]|\b20\d\d\b|\bkl\b|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|vecka|månad\w*|imorgon|i morgon|höst\w*|vår\w*|sommar\w*|vinter\w*|årsskiftet|jan|feb|aug|sep|okt|nov|dec|idag|i dag|snart|dagar|veckor|mån\w*dag|tisdag|onsdag|torsdag|fredag)\b"
        ),
    ),
    (
        re.compile(r"\bvarför\b"),
        re.compile(
            r"\b(?:för att|eftersom|därför|beror|på grund|pga|p\.g\.a|orsak\w*|skäl\w*|förklaring\w*)\b"
        ),
    ),
    (
        re.compile(r"\bhur (?:många|mycket|stor\w*|lång\w*|ofta|dyr\w*)\b|\bvad kostar\b"),
        re.compile(
            r"\d|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|hundra|tusen|hälften|inga|inget|gratis)\b"
        ),
    ),
)
_ANYBODY = at_words(r"\bjag\b")
_WHO = at_words(r"\b(?:vem|vilka|vilken myndighet|vilken kommun)\b")
_WHO_DOES = re.compile(
    r"(?:vi|jag|[\wåäö-]+(?: [\wåäö-]+)?) (?:gör|kör|tar|sköter|bokar|ordnar|samordnar|ansvarar|betalar|driver|leder|håller|fixar|står för|hjälper|svarar för)\b"
)


def _fits(question: str, answer: str) -> bool | None:
    """Does a sentence tell what was asked for: a time, a reason, a number, a doer? None: cannot tell."""
    if _WHO.search(question):
        return True if _WHO_DOES.match(answer) else None
    for asked, told in _ASKED:
        if asked.search(question):
            return told.search(answer) is not None
    return None


_WANTS = at_words(r"\b(?:vill|behöver|behövs|önskar|önskemål|hoppas|undrar|borde|måste|viktigt)\b")
#: Words (by their first letters) that a question shares with any sentence beside it.
_ALWAYS_THERE = frozenset(
    word[:5]
    for word in "fråga företa kommu länet region medlem några någon andra alla detta denna dessa borde skulle kanske också finns"
    " gäller kommer driver dialog möte mötet gruppen".split()
)
