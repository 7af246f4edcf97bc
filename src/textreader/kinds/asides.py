# SPDX-License-Identifier: EUPL-1.2
"""What was not meant for the readers: remarks to a colleague, notes about the text, private mail.

A bracket that informs ("(enligt statistik)") is none. Asides are held back from public editions,
so they are looked for before anything else is read in the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from textreader.clauses import clauses_of, tags_of
from textreader.kinds.secrecy import is_secret, secret_headings, secret_spans
from textreader.model import Document, Fact, Sentence
from textreader.owners import owners_of
from textreader.rule import Example, make, rule
from textreader.words import lexicon

BRACKET = rule(
    "aside.bracket",
    "A bracket that speaks to a colleague, to the note-taker or to oneself, that tells a secret, or"
    " that holds a sentence of its own and does not merely inform.",
    "( … jag, kolla, stryk, ej för protokollet, NAME, … ), ( SENTENCE. )",
    Example("Lånen ökar. (Kollar siffran med Sören i em.)", "(Kollar siffran med Sören i em.)"),
    Example(
        "nya kurser i höst [stryk det här om det inte hinns]",
        "[stryk det här om det inte hinns]",
        manner="chat",
    ),
    Example("Vi ser en uppgång (skriv inte ut namnet, tack).", "(skriv inte ut namnet, tack)", manner="mail"),
    Example(
        "Fler lån. (Ett bolag överväger att flytta, men det är inte offentligt ännu.)",
        "(Ett bolag överväger att flytta, men det är inte offentligt ännu.)",
    ),
    Example("hotellen går bra (Granen säljer, säg inget)", "(Granen säljer, säg inget)", manner="chat"),
    Example(
        "Lokalerna fylls. (Ägaren till kvarnen ringde två gånger i går.)",
        "(Ägaren till kvarnen ringde två gånger i går.)",
        manner="mail",
    ),
    never=(
        "Handeln (enligt Svensk Handel) går bra.",
        "Stödet (högst 50 tkr) söks i maj.",
        "Tre butiker öppnar (bland annat en bokhandel som flyttar).",
        "Varslen ökade. (Siffrorna avser helåret 2025.)",
        "Kursen är full. (Nästa kurs startar i höst.)",
        "Lärcentrum (vars lokaler byggs om) öppnar i maj.",
    ),
)
SECRET = rule(
    "aside.secret",
    "A sentence or a passage that says that it must not be spread, or is not known yet.",
    "internt: …, sprid inte, säg inget, mellan oss, off the record, inte offentligt, ej för spridning",
    Example(
        "Fler lån.\n\nInternt: varslet läggs i morgon, sprid inte detta.",
        "Internt: varslet läggs i morgon, sprid inte detta.",
    ),
    Example(
        "Granby Såg söker köpare. Sprid inte detta.\n\nLugnt i handeln.",
        "Granby Såg söker köpare. Sprid inte detta.",
        manner="mail",
    ),
    Example(
        "Mellan oss: bruket har ont om pengar. Ägaren vill sälja.",
        "Mellan oss: bruket har ont om pengar. Ägaren vill sälja.",
        manner="chat",
    ),
    Example(
        "Läget är gott.\n\nOBS! Ej för spridning utanför gruppen.", "OBS! Ej för spridning utanför gruppen."
    ),
    Example("Siffran får inte ut än.", "Siffran får inte ut än.", manner="chat"),
    Example("Det här ska inte stå i anteckningarna.", "Det här ska inte stå i anteckningarna."),
    never=(
        "Internt arbetar vi med nya rutiner.",
        "Hur många som berörs är ännu inte känt.",
        "Avståndet mellan oss och Norge är kort.",
        "Smittan får inte spridas vidare.",
        "Inte offentlig sektor utan näringslivet växer.",
        "Utlysningen är inte ute än.",
        "Företagen får inte ut sina pengar.",
        "Det är ingen hemlighet att handeln har det svårt.",
    ),
)
NOTE = rule(
    "aside.note",
    "A note about the text or to somebody who works with it, without brackets.",
    "OBS internt, lägg in diagram, ska vi ha med, ev kan sägas något om …",
    Example(
        "Läget är gott.\n\nTill protokollföraren: hoppa över stycket om flytten.",
        "Till protokollföraren: hoppa över stycket om flytten.",
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

#: Notes without brackets hold other kinds of sentences too.
UNBRACKETED = (NOTE, SECRET)

_BRACKET = re.compile(r"[(\[][^()\[\]]{3,600}[)\]]")
_CUE = re.compile(
    r"""\bjag\b|\bmig\b|\bkolla[rs]?\b|\bdubbelkolla|\bbör[ ]väl\b|\bskriv[ ]inte\b|\bstryk\b|\bta[ ]bort\b|\binternt?\b|\bobs\b
    |\bej[ ]för[ ](?:spridning|protokoll|vidare|publicering|offentlig)|\binte[ ]för[ ](?:spridning|protokoll|publicering|vidare)
    |\bhinner\b|\bminns[ ]inte\b|\bvet[ ]ej\b|\bosäker[ ]på\b|\bska[ ]vi[ ](?:ha|ta|skriva|nämna)\b|\bmellan[ ]oss\b|\bnot[ ]till\b
    |\btill[ ]protokollet\b|\bstämmer[ ](?:det|detta|siffran)\b|\bfråga[ ]\w+[ ](?:om|vad|hur)\b|\?\?|\bfyll(?:er)?[ ]i\b|\bxx+\b|\bta[ ]upp[ ](?:det|detta|det[ ]här)[ ]med\b|\btar?[ ]bort\b|\bstäm[ ]av\b|\bdu[ ]får\b|\bkan[ ]du\b|\bdu\b
    |\bsäg[ ]till\b|\bmuntligt\b|\bprata(?:r)?[ ]med\b|\bprata[ ]vidare\b|\bring[ ]\w+|\bhör[ ]med\b|\bfår[ ]inte[ ]spridas\b|\bsprids[ ]inte\b|\bförtroligt\b
    |\bej[ ]offentlig|\bsägs[ ]inte\b|\btar[ ]vi[ ](?:sen|sedan|på[ ]fikat|muntligt|internt|utanför)\b|\båterkommer\b(?=[^)]*\b(?:om|när|efter|senare|imorgon)\b)
    |\blägg(?:er)?[ ](?:in|till)\b|\bsnälla\b|\bskicka[ ]gärna\b|\bhör[ ]av[ ]dig\b|\bbör[ ]kanske\b|\bkanske[ ](?:ska|bör|kan)[ ]vi\b|\bglöm[ ](?:inte|ej)\b|^p\.?s\.?[ ]
    |\bkom[ ]ihåg\b|\bpåminn\b|\butkast\b|\barbetsnamn\b|\bnågon[ ]annan[ ]får\b|\boff[ ]the[ ]record\b|\bmellan[ ]skål[ ]och[ ]vägg\b|\b:-?\)|;-?\)|\bhaha\b|\bfikat\b|\banteckna(?:t|de|des|s)?\b""",
    re.VERBOSE,
)
_COLLEAGUE_DOES = frozenset(
    "ringer kollar kolla ring mejlar mejla hör fixar ordnar stämmer återkommer frågar skickar tar skriver lägger fyller jagar dubbelkollar ska får kan har vet bokar".split()
)
_NOTE = re.compile(
    r"""^(?:obs!?|nb|ps|p\.s\.|todo|att-göra|not(?:ering)?[ ]till|internt|intern[ ]not|anm(?:ärkning)?[ ]till[ ](?:mig|dig|oss)|till[ ](?:dig|protokollföraren|sekreteraren|redaktören|antecknaren)\b
      |kommentar:|arbetskommentar|redigering)[ :!].*(?:intern|ej[ ]för|inte[ ]för|sprid|mig|dig|ring|kolla|skriv|stryk|lägg|hoppa|fyll|ändra|komplettera)
    |\b(?:not[ ]till[ ]mig|skriv[ ]inte[ ](?:detta|det[ ]här|ut)|stryk[ ](?:detta|det[ ]här|ovan)|mellan[ ]oss[ ](?:sagt|bara)|ej[ ]för[ ](?:spridning|protokollet|publicering)|inte[ ]för[ ](?:spridning|protokollet|publicering))\b
    |^(?:lägg[ ]in|fyll[ ]i|infoga|komplettera[ ]med|kontrollera|dubbelkolla|kolla[ ](?:upp|med|om)|stryk|ta[ ]bort|flytta|byt[ ]ut|ska[ ]vi[ ]ha[ ]med|ska[ ]vi[ ]nämna|ska[ ]det[ ]stå|ev[ ]kan[ ](?:också[ ])?sägas|kan[ ]också[ ]sägas[ ]något)\b
    |\bvar[ ]det[ ]nåt[ ](?:mer|annat)\b|\bvar[ ]det[ ]något[ ]mer[ ]som\b|\bnåt[ ]mer[ ](?:som|att)[ ]\b.*lyfta|\bhar[ ]jag[ ]missat\b|\bhoppas[ ](?:det|detta)[ ](?:räcker|duger|funkar)\b|\bhinner[ ]inte[ ](?:skriva|mer)
    |^(?:alternativ|uppdelat)[ ](?:med|på)\b|\bförvirra[ ]läsar\w+|\bi[ ]tabellen[ ](?:i[ ]inledningen[ ]|ovan[ ]|nedan[ ])?(?:säger|skriver)[ ]vi\b|\bvilket[ ]datum[ ]gäller[ ]för[ ]uttag\b
    |^ett[ ]alternativ[ ]är[ ]att[ ]förtydliga|\bsäger[ ]inget[ ]om[ ]det[ ]här\b|\bdetta[ ]stycke\b.*\?|^justering[ ]av[ ].*\?$""",
    re.VERBOSE,
)
#: What a bracket tells the reader: sources, figures, what is covered, how to apply, when and where.
_INFORMS = re.compile(
    r"\b(?:enligt|käll\w+|statistik\w*|se|jfr|jämfört|siffr\w+|uppgift\w*|avser|gäller|omfattar|inkluder\w+|ingår|motsvarar|räkn\w+|beräkn\w+|varav|bygger på|i fjol|förra|föregående|tidigare|året innan|prel\w*"
    r"|läs mer|mer info\w*|information|finns|ans[öo]k\w+|anmäl\w*|söks?|stöd\w*|bidrag\w*|kurs\w*|utbildning\w*|möte\w*|träff\w*|hålls|startar|öppn\w+|kostar|gratis|kostnadsfri\w*|deltog|närvar\w+|frånvar\w+|förhinder|tabell\w*|diagram\w*|figur\w*"
    r"|bilag\w+|rättelse|reviderad\w*|uppdaterad\w*|definition\w*|begreppet|förkort\w*|kallas|betyder|står för|exempel\w*|det vill säga|dvs|https?|www|procent|%|sedan 20\d\d|totalt|sammanlagt|snitt\w*|svarade|svarsfrekvens\w*|översatt|undertecknad)(?!\w)"
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
    spans += [(s, e, SECRET) for s, e in secret_headings(document.sections, document.text)]
    for match in _BRACKET.finditer(document.flat):
        said = " ".join(match.group()[1:-1].split())
        vocative = re.match(r"([\wåäö-]+)[,:] ", said)
        called = vocative and vocative.group(1) in first_names and len(said.split()) > 3
        words = said.split()
        called = called or (words[0] in first_names and len(words) > 2 and words[1] in _COLLEAGUE_DOES)
        if " " in said and (_CUE.search(said) or called or is_secret(said) or _own_sentence(document, match)):
            spans.append((match.start(), match.end(), BRACKET))
    taken = sorted((s, e) for s, e, _ in spans)
    told = [c for c in clauses_of(document) if c and not _inside(taken, c[0].sentence.start)]
    spans += [(s, e, SECRET) for s, e in secret_spans(document, told)]
    spans += _notes(document, taken)
    out: list[Fact] = []
    for start, end, why in _apart(spans):
        section = owners.section(start)
        owner = section.owner if section is not None else None
        if document.made.get("spoken_with"):
            owner = None  # who wrote down the call is not who was called
        out.append(make(document, "aside", start, end, why, owner=owner, due_from=None, due_to=None))
    return out


def _apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in order, none overlapping: what begins inside another lengthens it."""
    out: list[tuple[int, int, str]] = []
    for start, end, why in sorted(spans, key=lambda s: (s[0], -s[1])):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, why))
    return out


def _own_sentence(document: Document, bracket: re.Match[str]) -> bool:
    """Does a bracket stand by itself, with a sentence in it that is no source, figure or practical word?"""
    said = document.text[bracket.start() + 1 : bracket.end() - 1].strip()
    before = document.text[max(0, bracket.start() - 3) : bracket.start()].rstrip(" \t")
    alone = not before or before[-1] in '.!?:\n”"'
    if not alone or not said[:1].isupper() or said.isupper():
        return False
    flat = " ".join(said.lower().split())
    words = [tags_of(w) for w in re.findall(r"[\w-]+", flat)]
    return len(words) >= 3 and any("finite" in tags for tags in words) and not _INFORMS.search(flat)


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    rows = lexicon("persons")
    return frozenset(n.lower() for n in rows["first_names"])


def _notes(document: Document, taken: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Unbracketed notes; neighbours within a paragraph are one note."""
    out: list[tuple[int, int, str]] = []
    before: Sentence | None = None
    for clauses in clauses_of(document):
        if not clauses:
            continue
        sentence = clauses[0].sentence
        inside = _inside(taken, sentence.start)
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


def _opens_the_text(text: str, place: int) -> bool:
    """Does only a title stand above: the head of a text that is one mail or report?"""
    above = text[:place].strip()
    return len(above) < 160 and above.count("\n") < 3 and above[-1:] not in (".", "!", "?")


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
        if match.end() <= opens or match.start() <= opens or _opens_the_text(document.text, match.start()):
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
