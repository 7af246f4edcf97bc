# SPDX-License-Identifier: EUPL-1.2
"""What was not meant for the readers: remarks to a colleague, notes about the text, private mail.

A bracket that informs ("(enligt statistik)") is none. Asides are held back from public editions,
so they are looked for before anything else is read in the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from textreader.clauses import clauses_of
from textreader.model import Document, Fact, Sentence
from textreader.owners import owners_of
from textreader.rule import Example, make, rule
from textreader.words import lexicon

BRACKET = rule(
    "aside.bracket",
    "A bracket that speaks to a colleague, to the note-taker or to oneself.",
    "( … jag, kolla, stryk, ej för protokollet, NAME, … )",
    Example("Lånen ökar. (Kollar siffran med Sören i em.)", "(Kollar siffran med Sören i em.)"),
    Example(
        "nya kurser i höst [stryk det här om det inte hinns]",
        "[stryk det här om det inte hinns]",
        manner="chat",
    ),
    Example("Vi ser en uppgång (skriv inte ut namnet, tack).", "(skriv inte ut namnet, tack)", manner="mail"),
    never=("Handeln (enligt Svensk Handel) går bra.", "Stödet (högst 50 tkr) söks i maj."),
)
NOTE = rule(
    "aside.note",
    "A note about the text or to somebody who works with it, without brackets.",
    "OBS internt, lägg in diagram, ska vi ha med, ev kan sägas något om …",
    Example(
        "Läget är gott.\n\nOBS! Ej för spridning utanför gruppen.", "OBS! Ej för spridning utanför gruppen."
    ),
    Example("Ska vi ha med tabellen här?", "Ska vi ha med tabellen här?", manner="report"),
    Example("Not till mig själv: ring om lokalen.", "Not till mig själv: ring om lokalen.", manner="chat"),
    never=("Vi tar med frågan till styrelsen.", "Tabellen visar att varslen ökar."),
)
MAIL = rule(
    "aside.mail",
    "A private mail that was pasted into the text.",
    "Från: … Skickat: … Till: …, or Vidarebefordrat meddelande",
    Example(
        "Almi\nFler lån.\n\nFrån: Eva Ek\nSkickat: den 3 maj\nTill: Bo Alm\nÄmne: Sv: lån\nHej, kan du kolla?",
        "Från: Eva Ek\nSkickat: den 3 maj\nTill: Bo Alm\nÄmne: Sv: lån\nHej, kan du kolla?",
    ),
    Example(
        "Rapport\nAllt är lugnt.\n\n---------- Vidarebefordrat meddelande ----------\nHej Bo!\nVi ses.",
        "---------- Vidarebefordrat meddelande ----------\nHej Bo!\nVi ses.",
        manner="mail",
    ),
    Example(
        "Almi\nFler lån.\n\nVB: lokalen\nKan du ringa mig om nyckeln?",
        "VB: lokalen\nKan du ringa mig om nyckeln?",
        manner="chat",
    ),
    never=("Från: Eva Ek\nTill: Dialogen\n\nHej! Fler söker lån.",),
)

_BRACKET = re.compile(r"[(\[][^()\[\]]{3,600}[)\]]")
_CUE = re.compile(
    r"""\bjag\b|\bmig\b|\bkolla[rs]?\b|\bdubbelkolla|\bbör[ ]väl\b|\bskriv[ ]inte\b|\bstryk\b|\bta[ ]bort\b|\binternt?\b|\bobs\b
    |\bej[ ]för[ ](?:spridning|protokoll|vidare|publicering|offentlig)|\binte[ ]för[ ](?:spridning|protokoll|publicering|vidare)
    |\bhinner\b|\bminns[ ]inte\b|\bvet[ ]ej\b|\bosäker[ ]på\b|\bska[ ]vi[ ](?:ha|ta|skriva|nämna)\b|\bmellan[ ]oss\b|\bnot[ ]till\b
    |\btill[ ]protokollet\b|\bstämmer[ ](?:det|detta|siffran)\b|\bfråga[ ]\w+[ ](?:om|vad|hur)\b|\?\?|\bfyll(?:er)?[ ]i\b|\bxx+\b|\bkan[ ]du\b|\bdu\b
    |\bsäg[ ]till\b|\bmuntligt\b|\bprata(?:r)?[ ]med\b|\bprata[ ]vidare\b|\bring[ ]\w+|\bhör[ ]med\b|\bfår[ ]inte[ ]spridas\b|\bsprids[ ]inte\b|\bförtroligt\b
    |\bej[ ]offentlig|\bsägs[ ]inte\b|\btar[ ]vi[ ](?:sen|sedan|på[ ]fikat|muntligt|internt|utanför)\b|\båterkommer\b(?=[^)]*\b(?:om|när|efter|senare|imorgon)\b)
    |\blägg(?:er)?[ ](?:in|till)\b|\bsnälla\b|\bskicka[ ]gärna\b|\bhör[ ]av[ ]dig\b|\bbör[ ]kanske\b|\bkanske[ ](?:ska|bör|kan)[ ]vi\b|\bglöm[ ](?:inte|ej)\b|^p\.?s\.?[ ]
    |\bkom[ ]ihåg\b|\bpåminn\b|\butkast\b|\barbetsnamn\b|\bnågon[ ]annan[ ]får\b|\boff[ ]the[ ]record\b|\bmellan[ ]skål[ ]och[ ]vägg\b|\b:-?\)|;-?\)|\bhaha\b|\bfikat\b""",
    re.VERBOSE,
)
_NOTE = re.compile(
    r"""^(?:obs!?|nb|ps|p\.s\.|todo|att-göra|not(?:ering)?[ ]till|internt|intern[ ]not|anm(?:ärkning)?[ ]till[ ](?:mig|dig|oss)|till[ ](?:dig|protokollföraren|sekreteraren|redaktören|antecknaren)\b
      |kommentar:|arbetskommentar|redigering)[ :!].*(?:intern|ej[ ]för|inte[ ]för|sprid|mig|dig|ring|kolla|skriv|stryk|lägg|fyll|ändra|komplettera)
    |\b(?:not[ ]till[ ]mig|skriv[ ]inte[ ](?:detta|det[ ]här|ut)|stryk[ ](?:detta|det[ ]här|ovan)|mellan[ ]oss[ ](?:sagt|bara)|ej[ ]för[ ](?:spridning|protokollet|publicering)|inte[ ]för[ ](?:spridning|protokollet|publicering))\b
    |^(?:lägg[ ]in|fyll[ ]i|infoga|komplettera[ ]med|kontrollera|dubbelkolla|kolla[ ](?:upp|med|om)|stryk|ta[ ]bort|flytta|byt[ ]ut|ska[ ]vi[ ]ha[ ]med|ska[ ]vi[ ]nämna|ska[ ]det[ ]stå|ev[ ]kan[ ](?:också[ ])?sägas|kan[ ]också[ ]sägas[ ]något)\b
    |\bvar[ ]det[ ]nåt[ ](?:mer|annat)\b|\bvar[ ]det[ ]något[ ]mer[ ]som\b|\bnåt[ ]mer[ ](?:som|att)[ ]\b.*lyfta|\bhar[ ]jag[ ]missat\b|\bhoppas[ ](?:det|detta)[ ](?:räcker|duger|funkar)\b|\bhinner[ ]inte[ ](?:skriva|mer)
    |^(?:alternativ|uppdelat)[ ](?:med|på)\b|\bförvirra[ ]läsar\w+|\bi[ ]tabellen[ ](?:i[ ]inledningen[ ]|ovan[ ]|nedan[ ])?(?:säger|skriver)[ ]vi\b|\bvilket[ ]datum[ ]gäller[ ]för[ ]uttag\b
    |^ett[ ]alternativ[ ]är[ ]att[ ]förtydliga|\bsäger[ ]inget[ ]om[ ]det[ ]här\b|\bdetta[ ]stycke\b.*\?|^justering[ ]av[ ].*\?$""",
    re.VERBOSE,
)
_ABOUT_TEXT = re.compile(
    r"^(?=.{3,90}\?$)(?:(?!\b(?:kommer|startar|gäller|söka|stödet|får|ska|kan)\b).)*(?:diagram|tabell|rubrik|figur|formulering|branschindelning|indelning|företagsurval|kolumn|-regioner|fotnot|textruta|stycke)\w*"
)
_MAIL = re.compile(
    r"^[ \t]*(?:-{2,}[ ]*(?:ursprungligt meddelande|vidarebefordrat meddelande|original message|forwarded message)|från:[^\n]*\n[ \t]*(?:skickat|datum|date|sent):|vidarebefordrat:|vb:)",
    re.MULTILINE,
)


def find(document: Document) -> list[Fact]:
    """Asides with who wrote them."""
    owners = owners_of(document)
    first_names = _names()
    spans: list[tuple[int, int, str]] = [(s, e, MAIL) for s, e in _mails(document)]
    for match in _BRACKET.finditer(document.flat):
        said = match.group()[1:-1].strip()
        vocative = re.match(r"([\wåäö-]+)[,:] ", said)
        called = vocative and vocative.group(1) in first_names and len(said.split()) > 3
        if len(said.split()) > 1 and (_CUE.search(said) or called):
            spans.append((match.start(), match.end(), BRACKET))
    spans += _notes(document, spans)
    out: list[Fact] = []
    last = -1
    for start, end, why in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start < last:
            continue
        last = end
        section = owners.section(start)
        owner = section.owner if section is not None else None
        out.append(make(document, "aside", start, end, why, owner=owner, due_from=None, due_to=None))
    return out


def _names() -> frozenset[str]:
    rows = lexicon("persons")
    return frozenset(n.lower() for n in rows["first_names"])


def _notes(document: Document, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Unbracketed notes; neighbours within a paragraph are one note."""
    taken = sorted((s, e) for s, e, _ in spans)
    starts = [s for s, _ in taken]
    out: list[tuple[int, int, str]] = []
    before: Sentence | None = None
    for clauses in clauses_of(document):
        if not clauses:
            continue
        sentence = clauses[0].sentence
        at = bisect_right(starts, sentence.start) - 1
        inside = at >= 0 and taken[at][1] > sentence.start
        said = " ".join(c.flat for c in clauses) if len(clauses) > 1 else clauses[0].flat
        hinted = "note" in clauses[0].tags or any("note" in c.tags for c in clauses[1:])
        note = (
            hinted and not inside and len(said) < 500 and bool(_NOTE.search(said) or _ABOUT_TEXT.search(said))
        )
        if not note and before is not None and before.paragraph == sentence.paragraph and not inside:
            # a question or a half sentence that goes on the note
            note = said.endswith("?") or bool(re.match(r"(?:här|då|så) behöver vi\b", said))
        if note:
            if (
                out
                and before is not None
                and before.paragraph == sentence.paragraph
                and out[-1][1] == before.end
            ):
                out[-1] = (out[-1][0], sentence.end, NOTE)
            else:
                out.append((sentence.start, sentence.end, NOTE))
            before = sentence
        else:
            before = None
    return out


def _mails(document: Document) -> list[tuple[int, int]]:
    """Pasted mails, unless the whole text is one mail."""
    out: list[tuple[int, int]] = []
    opens = len(document.text) - len(document.text.lstrip())
    ends = [
        s.start
        for s in document.sections
        if s.owner is not None
        and s.heading_end > s.heading_start
        and s.role != "title"
        and s.heading[:4].lower() != "från"
    ]
    for match in _MAIL.finditer(document.lowered):
        if match.end() <= opens or match.start() <= opens:
            continue
        at = bisect_right(ends, match.end())
        end = ends[at] if at < len(ends) else len(document.text)
        while end > match.start() and document.text[end - 1].isspace():
            end -= 1
        if out and match.start() < out[-1][1]:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        out.append((start, end))
    return out
