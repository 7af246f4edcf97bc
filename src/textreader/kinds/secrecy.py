# SPDX-License-Identifier: EUPL-1.2
"""Words that say that something must not be spread, and how far they reach.

What is told in confidence does the most harm when it is published, so doubt falls on the side of
holding back: the label, the sentence before "Sprid inte detta.", and what goes on about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textreader.clauses import Clause
from textreader.literals import hint
from textreader.model import Document, Section, Sentence
from textreader.patterns import at_words

_PAPERS = r"(?:anteckning(?:en|arna)?|minnesanteckning\w*|protokoll(?:et)?|utskick(?:et)?|referat(?:et)?|sammanfattningen)"
_SECRET = re.compile(
    rf"""\b(?:ej|inte|icke)[ ]för[ ](?:vidare[ ]?|extern[ ]|allmän[ ])?(?:spridning|protokoll\w*|publicering|{_PAPERS}|vidarebefordran|offentlig\w+|pressen|media|citat)\b
    |\bsprid(?:[ ](?:\w+[ ]){{0,3}}?(?:inte|ej)\b|s?[ ](?:inte|ej)\b)|\b(?:inte|ej)[ ]sprida?s?\b
    |\bnämn[ ](?:\w+[ ]){{0,2}}?(?:inte|ej|inget|inga)\b|\bciter(?:a|as)[ ](?:inte|ej)\b|\b(?:inte|ej)[ ]citera\b
    |(?:^|[.:,;(!–-][ ]?|\b(?:så|men|och|snälla|ni|er|ps|obs|nb)[ ])säg[ ](?:(?:\w+[ ])?(?:inget|ingenting)\b|(?:\w+[ ])?(?:inte|ej)\b(?![ ]upp))
    |\bskriv(?:[ ]ut)?[ ](?:absolut[ ]|helst[ ])?(?:inte|ej|inget)[ ](?:detta|det|ut|om|att|något|med|in|namn\w*|här|den|siffr\w+|mer|än|ännu|på)\b
    |\bskriv[ ](?:det|detta|den|det[ ]här|inget[ ]om|namnet|siffran)[ ](?:\w+[ ])?(?:inte|ej)\b
    |\b(?:lägg|ta|för|skicka|dela|publicera|släpp|berätta|sätt)[ ](?:det[ ]|detta[ ]|den[ ]|det[ ]här[ ])?(?:inte|ej|inget)[ ](?:ut|med[ ](?:det|detta|den|siffr|namn)|vidare|för[ ]någon|om[ ]det|i[ ]{_PAPERS})
    |\b(?:får|ska|bör|skall|måste)[ ](?:(?!att\b)\w+[ ]){{0,3}}?(?:inte|ej|inget|icke)[ ](?:\w+[ ]){{0,2}}?(?:nämnas|komma[ ]ut|publiceras|synas|skrivas|sägas|citeras|föras[ ]vidare|läcka|spridas|sprida|hamna[ ]i|stå[ ](?:med[ ]|kvar[ ])?(?:i|någonstans|nånstans)|(?:säga|berätta|avslöja|nämna)(?![ ]upp)|gå[ ]ut|berättas|med[ ]i)\b
    |\b(?:får|ska|skall)[ ](?:inte|ej)[ ](?:komma[ ])?ut(?=[ ]?(?:[.,;:!)]|$|än\b|ännu|innan|förrän|till|i[ ]media|före|ännu))
    |\b(?:ska|får|bör|skall|vill|tas|tar|skrivs|behöver|hör)\b(?:[ ]\w+){{0,3}}?[ ](?:inte|ej|inget)\b(?:[ ]\w+){{0,4}}?[ ](?:i|med|till|med[ ]i)[ ]{_PAPERS}\b|\binget[ ](?:om[ ](?:det[ ]här|det|detta|den)[ ])?(?:i|till|för)[ ]{_PAPERS}\b|\butanför[ ]{_PAPERS}\b
    |\bstryk(?:s)?[ ](?:gärna[ ])?(?:detta|det|den|de|meningen|stycket|raden|ovan|siffran|namne[tn])\b
    |\b(?:inte|ej|icke)[ ](?:ännu[ ]|än[ ]|helt[ ]|alls[ ])?(?:offentlig(?:t|a|gjor\w+|gjort)?|officiell\w*|publik[ta]?)\b(?![ ](?:sektor|upphandling|verksamhet|tjänst|plats|miljö|statistik))
    |\bmellan[ ]oss(?=[ ]?(?:[.:,;!)–-]|$)|[ ](?:sagt|bara|så|alltså|i[ ]gruppen|här)\b)|\bmellan[ ]skål[ ]och[ ]vägg\b|\boff[ ]the[ ]record\b|\bstannar[ ](?:mellan|här\b|i[ ](?:rummet|gruppen|den[ ]här)|inom|bland)
    |\bhåll(?:er|s|a)?[ ](?:vi[ ]|ni[ ]|er[ ]|gärna[ ]|det[ ]|detta[ ]|det[ ]här[ ]|den[ ]|siffran[ ]){{0,2}}(?:för[ ](?:er|oss)[ ]själva|tyst\w*|internt|inom[ ](?:gruppen|rummet|dialogen|oss)|hemlig\w*|under[ ]radarn)\b|\btyst(?:a)?[ ]om[ ](?:det|detta)\b
    |\b(?:topp)?hemlig(?:t|a|stämpl\w+)?\b|\bkonfidentiell\w*|\bförtrolig\w*|\bi[ ]förtroende\b|\bsekretess(?:belag\w+|[ ]?[:!.–-]|[ ](?:gäller|råder))|\bomfattas[ ]av[ ]sekretess|\bembargo\b|\btystnadsplikt\b|\b(?:vill|önskar)[ ](?:\w+[ ])?(?:vara[ ]|förbli[ ])?anonym\w?\b
    |\b(?:har|hade)[ ](?:\w+[ ])?(?:inte|ej)[ ](?:\w+[ ]){{0,2}}?gått[ ]ut[ ]med\b|\bgår[ ](?:\w+[ ])?(?:inte|ej)[ ]ut[ ]med[ ](?:det|detta|namn|siffr|uppgift|nyheten|något|någonting|varslet|sin)|\bvill[ ](?:\w+[ ])?(?:inte|ej)[ ](?:gå[ ]ut[ ]med[ ]än\w*|synas|nämnas|bli[ ]nämn\w+|gå[ ]ut[ ]med[ ](?:det|detta|namn\w*|siffr\w+|uppgift\w*|nyheten|något)|att[ ](?:det|detta|namnet|siffran|uppgiften|vi|någon)[ ](?:\w+[ ])?(?:sprids|nämns|kommer|syns|skriv\w*|sägs|går|berättar|publiceras))
    |\b(?:inte|inget|ej|ingenting)\b(?:[ ]\w+){{0,3}}?[ ]utåt\b|\butåt[ ](?:säger|får|ska)\b|\b(?:endast|bara|enbart)[ ](?:för[ ](?:gruppen|dig|oss|internt|er[ ]i[ ](?:gruppen|dialogen)|gruppens[ ]kännedom)(?![ ]som)|internt)\b|\binternt[ ](?:så[ ]länge|tills[ ]vidare|för[ ](?:gruppen|oss|dialogen))
    |\bingen[ ](?:annan|utomstående|utanför[ ]\w+)[ ](?:\w+[ ]){{0,2}}?(?:vet|känner)\b|\b(?:personalen|de[ ]anställda|facket|medarbetarna)[ ](?:har[ ](?:\w+[ ])?inte[ ](?:fått[ ]veta|informerats|underrättats)|är[ ](?:\w+[ ])?inte[ ]informerade?|vet[ ](?:inget|inte[ ]om[ ]det|ingenting))\b
    |\b(?:inte|ej)[ ](?:är[ ]|blivit[ ])?(?:allmänt[ ])?känt?[ ](?:utåt|utanför)\b""",
    re.VERBOSE,
)
#: Said of news that is no news to everybody yet; of a call or a figure to come it is ordinary.
_NOT_OUT = at_words(
    r"\b(?:inte|ej) (?:ännu |än )?ute (?:än|ännu)\b|\b(?:ännu|än) (?:inte|ej) (?:är )?(?:ute|känt?|kända?|allmänt kän\w+)\b|\b(?:inte|ej) (?:är )?(?:ute|känt?|kända?) (?:än|ännu)\b"
)
_NO_NEWS = re.compile(
    r"\b(?:hur|när|vad|varför|vart|om|orsak\w*|anledning\w*|omfattning\w*|effekt\w*|konsekvens\w*|följd\w*|resultat\w*|antal\w*|dat\w+|tid\w*|villkor\w*|detalj\w*|kostnad\w*|utfall\w*|\w*utlysning\w*|\w*enkät\w*|inbjud\w*|rapport\w*|kallelse\w*|annons\w*|statistik\w*|\w*djur\w*|belopp\w*|regler\w*)\b"
)
_NOT_SECRET = at_words(
    r"\b(?:inte|ej|ingen|inget|knappast|inte längre) (?:\w+ )?(?:hemlig|förtrolig|konfidentiell|sekretess)|\bsmitt|\bvirus|\bsjukdom|\bskadegör|\bbrand\b|\bbarkborr"
)
_LABEL = at_words(
    r"(?:obs\W{0,3}|nb\W{0,3})?(?:bara |endast |enbart |helt |strängt )?(?:internt?(?: (?:info|information|not|uppgift|anteckning))?|internt för \w+|interninfo|hemligt|konfidentiellt|förtroligt|i förtroende|sekretess|embargo|off the record|mellan oss(?: sagt)?|mellan skål och vägg"
    r"|(?:ej|inte|icke) (?:för (?:extern |vidare )?\w+(?: ut\w+)?|offentligt|i protokollet|till (?:protokollet|anteckningarna)|publikt)|känsligt|får inte spridas|sprids (?:inte|ej)|stannar (?:mellan oss|här|i rummet|i gruppen))"
    r"(?: (?:ännu|än|tills vidare|så länge|utanför gruppen))?(?: ?\([^)]{1,30}\))?"
)
_LABELLED = re.compile(rf"[(\[*_ ]*{_LABEL.pattern}[*_]* ?(?:[:!]|[–-] |, (?!och|men))")
_ABOUT_BEFORE = at_words(
    r"(?:(?:men|och|fast|obs!?|ps|nb)[ :,]*)?(?:det(?:ta)?|den(?: här)?|det här|uppgift(?:en|erna)|siffr(?:an|orna)|informationen|beskedet|affären|planerna|allt detta|nyheten|ovanstående|detta ovan)\b"
    r"|(?:snälla |ber er |och |så |men )?(?:sprid|nämn|säg|skriv|citera|publicera|stryk|lägg|ta|för|berätta|håll|skicka|dela)\b|(?:ej|inte|får|ska|bör) |stannar |mellan |off the |endast |bara |enbart |internt|konfident|förtrol|hemlig|sekretess"
)
_SPEAKS_OF_NEXT = re.compile(r"(?:detta|det här|följande|ej|inte för|stannar|mellan|off|internt|nu)\b")
_GOES_ON = re.compile(
    r"(?:de|det|den|hon|han|bolaget|företaget|koncernen|köparen|ägar(?:en|na)|säljaren|namnet|beskedet|varslet|affären|men|och|så|dessutom)\b"
)


def is_secret(said: str) -> bool:
    """Whether words in small letters, with single spaces, say that they must not be spread.

    >>> is_secret("köparen är klar men det är inte offentligt ännu")
    True
    >>> is_secret("hur många som berörs är ännu inte känt"), is_secret("det är ingen hemlighet")
    (False, False)
    """
    if hint(_SECRET)(said) and _SECRET.search(said) is not None:
        return _NOT_SECRET.search(said) is None
    return _NOT_OUT.search(said) is not None and _NO_NEWS.search(said) is None


def secret_headings(sections: list[Section], text: str) -> Iterator[tuple[int, int]]:
    """Passages under a heading that is a label of secrecy ("Ej för spridning")."""
    for section in sections:
        heading = section.heading.lower().strip(" *_#:!.")
        if section.role == "topic" and heading and _LABEL.fullmatch(heading):
            end = section.end
            while end > section.heading_end and text[end - 1].isspace():
                end -= 1
            yield section.heading_start, end


def secret_spans(document: Document, told: list[list[Clause]]) -> list[tuple[int, int]]:
    """Sentences that say that they are secret, with those they speak of, in the order of the text.

    ``told`` are the clauses of each sentence; only sentences with a word of the class ``secret``
    are looked at.
    """
    out: list[tuple[int, int]] = []
    reached = -1
    for n, clauses in enumerate(told):
        if n <= reached or not any("secret" in clause.tags for clause in clauses):
            continue
        sentence = clauses[0].sentence
        said = " ".join(document.flat[sentence.start : sentence.end].split())
        if not is_secret(said) and not _LABELLED.match(said):
            continue
        first, opens = n, False
        labelled = _LABELLED.match(said) is not None
        if _speaks_of_before(said):
            if n and _neighbours(document, told[n - 1], clauses):
                first = n - 1
            else:  # "Det här stannar i rummet. …": it opens what it speaks of
                opens = _SPEAKS_OF_NEXT.match(said) is not None
        reached = _reach(document, told, n, labelled=labelled or opens, opens=opens)
        out.append((told[first][0].sentence.start, told[reached][0].sentence.end))
    return out


def _speaks_of_before(said: str) -> bool:
    """ "Sprid inte detta.": short, with nothing of its own to hide."""
    told = said.partition(": ")[2]
    return _ABOUT_BEFORE.match(said) is not None and len(said.split()) <= 9 and not told


def _reach(document: Document, told: list[list[Clause]], n: int, *, labelled: bool, opens: bool) -> int:
    """The last sentence that is told under a label, or that goes on about the same thing."""
    last = n
    while last + 1 < len(told) and _neighbours(document, told[last], told[last + 1]):
        following = told[last + 1][0]
        said = document.flat[following.sentence.start : following.sentence.end]
        if not labelled and not _GOES_ON.match(said):
            break
        if labelled and not (opens and last == n) and _new_line_each(document, told, last):
            break
        last += 1
    return last


def _neighbours(document: Document, before: list[Clause], after: list[Clause]) -> bool:
    """Do two sentences stand in one paragraph and passage?"""
    a, b = before[0].sentence, after[0].sentence
    if a.paragraph != b.paragraph or a.bullet != b.bullet:
        return False
    return document.section_at(a.start) is document.section_at(b.start)


def _new_line_each(document: Document, told: list[list[Clause]], at: int) -> bool:
    """Does the next sentence open a line, in a text where each line is a matter of its own?"""
    here, following = told[at][0].sentence, told[at + 1][0].sentence
    if "\n" not in document.text[here.end : following.start]:
        return False
    return not _runs_on(document, here) and not _runs_on(document, following)


def _runs_on(document: Document, sentence: Sentence) -> bool:
    return "\n" in document.text[sentence.start : sentence.end]
