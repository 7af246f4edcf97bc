# SPDX-License-Identifier: EUPL-1.2
"""Every mention of one named body: names, abbreviations, definite words, places that act."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from textreader.bodies import (
    NAME,
    Body,
    Mention,
    Roster,
    county_bodies,
    municipalities,
    municipality_called,
    roster_of,
)
from textreader.clauses import tags_of
from textreader.kinds.bodies_in_tables import bodies_in_tables
from textreader.model import Document, Fact, Section
from textreader.patterns import at_words
from textreader.rule import Example, make, rule
from textreader.speakers import place_body
from textreader.words import lexicon

LEXICON = rule(
    "organisation.name",
    "A body of the lexicon, of the installation's register, or a name with its kind (X kommun, X AB).",
    "a known name or abbreviation, or NAME with kommun, region, AB, universitet …",
    Example("Frågan diskuteras med LTU.", "LTU", {"name": "Luleå tekniska universitet (LTU)"}),
    Example("almi o tvv hade möte 3/6, Almi skickar länk", "Almi", {"name": "Almi"}, "chat"),
    Example("Tallås kommun och Nordviks Plåt AB skrev på.", "Nordviks Plåt AB", manner="press"),
    Example("Tallås kommun och Nordviks Plåt AB skrev på.", "Tallås kommun", manner="news"),
    never=("De fyra kommunerna och bankerna är med.", "Sök på almi.se eller skriv till eva@almi.example."),
)
DEFINITE = rule(
    "organisation.definite",
    "A definite word that stands for one named body, when it acts and is no area.",
    "Länsstyrelsen, Regionen, kommunen + verb, Förbundet + verb",
    Example("Tallås kommun är nöjd. I maj öppnar kommunen en lots.", "kommunen", {"name": "Tallås kommun"}),
    Example("Förbundet har anställt två rådgivare.", "Förbundet", manner="press"),
    Example("Bolaget planerar en ny hall i Tallås.", "Bolaget", manner="news"),
    never=("Kommunens storlek gör det svårt.", "Företagen i kommunen växer."),
)
PLACE = rule(
    "organisation.place",
    "A bare place name that acts or reports as a member stands for its municipality or region.",
    "label or PLACE + verb of doing or saying, tillsammans med PLACE",
    Example("Vi gör kartläggningen tillsammans med Västernorrland.", "Västernorrland"),
    Example("Kommuner\nTallås: två nya butiker i centrum.", "Tallås", {"name": "Tallås kommun"}),
    Example("Lycksele planerar en jobbmässa.", "Lycksele", {"name": "Lycksele kommun"}, "news"),
    never=("Affären i Lycksele stänger.", "Arbetslösheten i Dalarna minskar."),
)
COMPANY = rule(
    "organisation.company",
    "An unknown name that does what companies do, or that a word for a company introduces.",
    "NAME + varslar, anställer, investerar …; företaget NAME; hos NAME",
    Example("Norrplåt varslar 40 personer.", "Norrplåt"),
    Example("Sågverket Granberga stänger i höst.", "Granberga", manner="news"),
    Example("oro hos underleverantören Tibema", "Tibema", manner="chat"),
    never=("Flera varslar personal.", "Företaget har ökat."),
)

_CAPITAL = re.compile(rf"(?<![\w@./-])(?:{NAME})")
_BEFORE_MEMBER = re.compile(
    r"(?:tillsammans|samarbete|samarbetet|samarbetar|samverkan|samverkar|ihop|dialog|dialogen|kontakt|möte) med$|(?:^|\s)med både$"
)
_COMPANY_VERB = frozenset(
    "varslar varslade varslat anställer anställde nyanställer investerar investerade bygger expanderar stänger stängde"
    " lägger flyttar etablerar etablerade öppnar avvecklar lade nedlägger rekryterar permitterar permitterade söker"
    " tvingas begär köper köpte säljer sålde tar ansökte försattes återanställer drar vann utökar producerar levererar"
    " växer planerar startar har ska hyr hyrde inviger tecknade halverar dubblerar effektiviserar omstrukturerar".split()
)
_SURE_COMPANY_VERB = frozenset(
    "varslar varslade varslat nyanställer expanderar avvecklar permitterar permitterade återanställer investerar"
    " investerade anställer anställde etablerar".split()
)
_NEXT_WORD = re.compile(r"(?: som)?[ ]+([\wåäö]+)")
_SECOND_NAME = re.compile(rf"[ \t]+((?:{NAME}))(?![\w])")
_OTHER_NAMED = ("projektet", "programmet", "satsningen", "utlysningen", "initiativet", "kursen", "insatsen")
_COMPANY_WORD = tuple(
    "företaget bolaget koncernen industriföretaget tillverkaren batteritillverkaren kedjan arbetsgivaren sågverket hotellet fabriken leverantören underleverantören butikskedjan teknikföretaget åkeriet startupbolaget verkstaden verkstadsföretaget bryggeriet mejeriet bageriet gruvbolaget energibolaget it-företaget industrijätten anläggningen familjeföretaget skogsbolaget byggbolaget entreprenören flygbolaget banken mässarrangören".split()
)
_DEFINITE = at_words(
    r"(?<![\w-])(?:kommunen|förbundet|bolaget|föreningen|stiftelsen|universitetet|högskolan|kammaren|campus)(?![\w-])"
)
_AREA_BEFORE = re.compile(r"(?:\bi|\binom|\bhela|\bför|\bpå|\bgenom|\brunt|\bur|\bvår|\bden) $")
_DEFINITE_ACTS = frozenset(
    "har hade ska skall vill får fick kan planerar är var behöver kommer väljer satsar".split()
)
_NO_COMPANY = at_words(r"(?:en|et|na|or|ar|er|are|ing|tion|het|isk|iga|liga|ande|ade|ats|ligt|a|arna)$")


def find(document: Document) -> list[Fact]:
    """Mentions of bodies with their full names, in the order of the text."""
    roster = roster_of(document.text, tuple(document.known))
    links = document.of_kind("link")
    starts = [f.start for f in links]
    out: list[Fact] = []
    for mention in bodies_in(document):
        at = bisect_left(starts, mention.end) - 1
        if at >= 0 and links[at].end > mention.start:
            continue
        name = roster.full_name(mention.body)
        out.append(make(document, "organisation", mention.start, mention.end, mention.how, name=name))
    return out


def bodies_in(document: Document) -> list[Mention]:
    """All mentions of bodies in a text; ``how`` is the name of the rule."""
    made: list[Mention] | None = document.made.get("bodies")
    if made is None:
        made = document.made["bodies"] = _bodies(
            document.text, document.flat, tuple(document.sections), tuple(document.known)
        )
    return made


def _bodies(text: str, flat: str, sections: tuple[Section, ...], known: tuple) -> list[Mention]:  # type: ignore[type-arg]
    roster = roster_of(text, known)
    found = [Mention(m.start, m.end, m.body, LEXICON) for m in roster.mentions() if not _as_area(flat, m)]
    found += _headings(text, sections, roster, found)
    found += _definite(text, flat, roster, found)
    found += _places_and_companies(text, flat, sections, roster, found)
    found += bodies_in_tables(text, roster, LEXICON)
    found.sort(key=lambda m: (m.start, m.start - m.end))
    out: list[Mention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _as_area(flat: str, mention: Mention) -> bool:
    """ "i regionen" is a place, no body; "företagarna i länet" are those who own companies."""
    if mention.body.short == "Företagarna":
        return bool(
            re.match(
                r" (?:i|inom|på|som) (?:länet|kommunen|regionen|landsbygden|hela|är|har)",
                flat[mention.end : mention.end + 24],
            )
        )
    if mention.body.short != "Regionen":
        return False
    before = flat[max(0, mention.start - 12) : mention.start]
    return bool(_AREA_BEFORE.search(" " + before)) and not before.endswith("på ")


def _headings(
    text: str, sections: tuple[Section, ...], roster: Roster, found: list[Mention]
) -> list[Mention]:
    """Bodies of headings and labels that are no names elsewhere (invented ones, places)."""
    covered = {m.start for m in found}
    starts = sorted(covered)
    out: list[Mention] = []
    for section in sections:
        if section.role != "organisation" or section.owner is None:
            continue
        at = bisect_left(starts, section.heading_start)
        if at < len(starts) and starts[at] < section.heading_end:
            continue
        place = re.search(
            rf"(?:{NAME})(?:[ \t]+(?:{NAME}))*", text[section.heading_start : section.heading_end]
        )
        body = roster.own.get(section.owner.lower()) or roster.resolve(section.owner)
        if place is None:
            continue
        said = place.group()
        start = section.heading_start + place.start()
        if body is None:
            body = Body(section.owner, section.owner, "")
        if said[:4].lower() not in body.short.lower():
            continue  # a person's label
        out.append(Mention(start, start + len(said), body, PLACE if body.kind == "municipality" else LEXICON))
    return out


def _definite(text: str, flat: str, roster: Roster, found: list[Mention]) -> list[Mention]:
    """ "kommunen", "bolaget" where it acts; which one is the nearest before it, or the owner."""
    out: list[Mention] = []
    latest: dict[str, Mention] = {}
    order = sorted(found, key=lambda m: m.start)
    at = 0
    for match in _DEFINITE.finditer(flat):
        while at < len(order) and order[at].start < match.start():
            latest[order[at].body.kind] = order[at]
            at += 1
        before = flat[max(0, match.start() - 10) : match.start()]
        if _AREA_BEFORE.search(" " + before) and not before.endswith(("för ", "den ")):
            continue
        after = re.match(
            r"(?: (?:har|ska|kommer att|också|nu|även|själv))? +([\wåäö]+)",
            flat[match.end() : match.end() + 40],
        )
        verb = tags_of(after.group(1)) if after else frozenset()
        inverted = re.search(r"([\wåäö]+) $", before)
        verb_before = tags_of(inverted.group(1)) if inverted else frozenset()
        opens = (
            not before.strip()
            or text[match.start() - 1 : match.start()] == "\n"
            or before.rstrip()[-1:] in ".!?:–-"
            or before.endswith("  ")
        )
        acts = (
            "doing" in verb
            or "sayer" in verb
            or "supine" in verb
            or (after and after.group().split()[0] in _DEFINITE_ACTS and opens)
        )
        acts = acts or ("finite" in verb_before and ("doing" in verb_before or "sayer" in verb_before))
        if before.endswith(" av ") or not acts:
            continue
        word = match.group()
        body = Body(word.capitalize(), word.capitalize(), "company")
        if word == "kommunen":
            near = latest.get("municipality")
            if near is None:
                continue
            body = near.body
        elif word in ("universitetet", "högskolan") and "education" in latest:
            body = latest["education"].body
        elif word == "bolaget" and "company" in latest:
            body = latest["company"].body
        out.append(Mention(match.start(), match.end(), body, DEFINITE))
    return out


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(n.lower() for n in lexicon("persons")["first_names"])


def _places_and_companies(
    text: str, flat: str, sections: tuple[Section, ...], roster: Roster, found: list[Mention]
) -> list[Mention]:
    """Capitalised words that are no name yet, judged by what stands round them."""
    taken = sorted((m.start, m.end) for m in found)
    starts = [s for s, _ in taken]
    collective = _Spans([(s.start, s.end) for s in sections if s.owner == "Kommunerna"])
    of_board = _Spans([(s.start, s.end) for s in sections if s.owner == "Länsstyrelsen"])
    headings = {s.heading_start for s in sections if s.heading_end > s.heading_start}
    out: list[Mention] = []
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        at = bisect_left(starts, end) - 1
        if (at >= 0 and taken[at][1] > start) or start in headings:
            continue
        word = match.group()
        after = _NEXT_WORD.match(flat, end, end + 30)
        following = after.group(1) if after else ""
        before = flat[max(0, start - 30) : start].rstrip()
        body = _place(word, roster, of_board, start)
        grouped = collective.hold(start)
        if body is None and grouped and word[1:].islower() and _reports(word, following, before):
            body = place_body(word)
        if (
            body is not None
            and re.search(r"[A-ZÅÄÖ][\w-]+[ ]+$", text[max(0, start - 20) : start])
            and before[-1:] not in ".!?:"
        ):
            continue  # the last part of a longer name
        if body is not None:
            both = re.match(r" (?:och|samt) (?=[A-ZÅÄÖ])[\w-]+ ([\wåäö]+)", text[end : end + 60])
            line = flat[text.rfind("\n", 0, start) + 1 : start]
            present = bool(_PRESENT.match(line)) and before[-1:] in ",:"
            if present or _acts(both.group(1) if both else following, before, grouped, text, end):
                out.append(Mention(start, end, body, PLACE))
            continue
        company = _company(text, flat, start, end, following, before)
        if company is not None and (not out or company.start >= out[-1].end):
            out.append(company)
    return out


_PRESENT = re.compile(
    r"\s*(?:deltog|närvarande|deltagare|deltagande|på plats|frånvarande|medverkande|anmält förhinder|med)\b[^:]{0,20}:"
)


def _reports(word: str, following: str, before: str) -> bool:
    """An unknown name under the municipalities' heading that is the subject of a verb."""
    low = word.lower()
    if low in _COMMON or tags_of(low) - {"verb_shaped"} or low in _first_names():
        return False
    if _NO_COMPANY.search(low) and not (
        "sayer" in tags_of(following) and following not in ("ser", "vill", "behöver", "känner", "saknar")
    ):
        return False
    return "finite" in tags_of(following) and bool(re.search(r"(?:^|[.,:!?–-]|\boch|\bmen)$", before))


class _Spans:
    """Spans in order, asked whether a place lies in one."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.starts = [s for s, _ in spans]
        self.ends = [e for _, e in spans]

    def hold(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]


def _place(word: str, roster: Roster, of_board: _Spans, start: int) -> Body | None:
    if word in county_bodies():
        board, region = county_bodies()[word]
        if of_board.hold(start):
            return Body("Länsstyrelsen", board, "county_board")
        if word not in municipalities():
            return Body(region, region, "region")
    if word in municipalities():
        called = municipality_called(word)
        return Body(called, called, "municipality")
    own = roster.own.get(word.lower())
    return own if own is not None and own.kind == "municipality" else None


_ALWAYS_ACTS = frozenset(
    "rapporterar rapporterade meddelar meddelade berättar uppger använder hanterar planerar säger noterar efterlyser"
    " efterfrågar lyfter signalerar önskar ser upplever flaggar frågar undrar startar bygger satsar beslutade inför".split()
)


def _acts(following: str, before: str, in_group: bool, text: str, end: int) -> bool:
    if re.search(
        r"(?:^|\s)(?:i|på|till|från|vid|mot|nära|runt|kring|genom|över|hos|av|och|utanför|inom|norra|södra)$",
        before,
    ):
        if not re.search(r"(?:och)$", before):
            return False
    if _BEFORE_MEMBER.search(before):
        return True
    if following in _ALWAYS_ACTS:
        return True
    if in_group and "finite" in tags_of(following):
        return True
    tags = tags_of(following)
    return (
        "doing" in tags
        and "finite" in tags
        and "stative" not in tags
        and following not in ("sker", "tar", "gör", "för")
    )


def _company(text: str, flat: str, start: int, end: int, following: str, before: str) -> Mention | None:
    """An unknown company, by its verb or by the word before its name."""
    word = text[start:end]
    low = word.lower()
    if before.endswith(_OTHER_NAMED):
        return None
    introduced = before.endswith(_COMPANY_WORD)
    opens = not before or before[-1] in '.!?:•*–-"”' or text[max(0, start - 2) : start].strip() == ""
    opens = opens or "\n" in text[max(0, start - 2) : start]
    second = _SECOND_NAME.match(text, end, end + 30)
    last_end = end
    if second is not None:
        follow = re.match(r"[ ]+([\wåäö]+)", flat[second.end() : second.end() + 20])
        if introduced or (follow is not None and follow.group(1) in _SURE_COMPANY_VERB):
            if low not in _first_names():
                last_end = second.end()
                following = follow.group(1) if follow else ""
    if (len(word) < 3 and not word.isupper()) or (low in _first_names() and not introduced):
        return None
    if introduced and not opens:
        return Mention(start, last_end, Body(text[start:last_end], text[start:last_end], "company"), COMPANY)
    if tags_of(low) or low in _COMMON:
        return None
    if following in _SURE_COMPANY_VERB and not (opens and _NO_COMPANY.search(low) and last_end == end):
        return Mention(start, last_end, Body(text[start:last_end], text[start:last_end], "company"), COMPANY)
    if not opens and re.search(r"(?:\shos|\sbåde)$", " " + before) and not _NO_COMPANY.search(low):
        return Mention(start, last_end, Body(text[start:last_end], text[start:last_end], "company"), COMPANY)
    if (
        not opens
        and following in _COMPANY_VERB
        and following not in ("har", "ska", "tar", "söker", "drar", "lägger", "växer", "planerar")
    ):
        return Mention(start, last_end, Body(text[start:last_end], text[start:last_end], "company"), COMPANY)
    return None


_COMMON = frozenset(
    "vi de det den man han hon jag ni många flera alla några båda ingen någon annan industrin handeln norge sverige"
    " finland danmark tyskland europa eu usa kina ryssland ukraina polen norden hur vad vem när var därför sedan".split()
)
