# SPDX-License-Identifier: EUPL-1.2
"""Every mention of one named body: names, abbreviations, definite words, places that act."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from textreader.bodies import (
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
from textreader.kinds.companies import COMMON, NEXT_WORD, NO_COMPANY, company_at, first_names
from textreader.kinds.definite_bodies import AREA_BEFORE, definite_bodies
from textreader.model import Document, Fact, Section
from textreader.name_shapes import NAME
from textreader.rule import Example, make, rule
from textreader.speakers import place_body

LEXICON = rule(
    "organisation.name",
    "A body of the lexicon, of the installation's register, or a name with its kind (X kommun, X AB).",
    "a known name or abbreviation, or NAME with kommun, region, AB, universitet …",
    Example("Frågan diskuteras med LTU.", "LTU", {"name": "Luleå tekniska universitet (LTU)"}),
    Example("almi o tvv hade möte 3/6, Almi skickar länk", "Almi", {"name": "Almi"}, "chat"),
    Example("Tallås kommun och Nordviks Plåt AB skrev på.", "Nordviks Plåt AB", manner="press"),
    Example("Tallås kommun och Nordviks Plåt AB skrev på.", "Tallås kommun", manner="news"),
    Example("Granby Elnät: 2 500 kunder utan el", "Granby Elnät", manner="chat"),
    Example("Krögarföreningen i Granby efterlyser besked.", "Krögarföreningen i Granby", manner="mail"),
    Example("Högskolan Nordmark startar elva kurser.", "Högskolan Nordmark", manner="news"),
    Example(
        "Skogslunda k. – inget nytt, läget oförändrat", "Skogslunda k", {"name": "Skogslunda kommun"}, "chat"
    ),
    Example(
        "Industrigruppen Norrvik mäter. I maj redovisar Industrigruppen svaren.",
        "Industrigruppen",
        {"name": "Industrigruppen Norrvik"},
    ),
    Example("Kemikalieinspektionen har svarat.", "Kemikalieinspektionen", manner="press"),
    never=(
        "Styrgruppen och Kommunstyrelsen möts.",
        "Regelverket ses över.",
        "De fyra kommunerna och bankerna är med.",
        "Sök på almi.se eller skriv till eva@almi.example.",
    ),
)
PLACE = rule(
    "organisation.place",
    "A bare place name that acts or reports as a member stands for its municipality or region.",
    "label or PLACE + verb of doing or saying, tillsammans med PLACE",
    Example("Vi gör kartläggningen tillsammans med Västernorrland.", "Västernorrland"),
    Example("Kommuner\nTallås: två nya butiker i centrum.", "Tallås", {"name": "Tallås kommun"}),
    Example("Lycksele planerar en jobbmässa.", "Lycksele", {"name": "Lycksele kommun"}, "news"),
    never=("Affären i Lycksele stänger. Fråga från publiken: när?", "Arbetslösheten i Dalarna minskar."),
)
_CAPITAL = re.compile(rf"(?<![\w@./-])(?:{NAME})")
_BEFORE_MEMBER = re.compile(
    r"(?:tillsammans|samarbete|samarbetet|samarbetar|samverkan|samverkar|ihop|dialog|dialogen|kontakt|möte) med$|(?:^|\s)med både$"
)


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
    found += definite_bodies(text, flat, roster, found)
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
    return bool(AREA_BEFORE.search(" " + before)) and not before.endswith("på ")


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
        after = NEXT_WORD.match(flat, end, end + 30)
        following = after.group(1) if after else ""
        before = flat[max(0, start - 30) : start].rstrip()
        body = _place(word, roster, of_board, start)
        grouped = collective.hold(start)
        if body is None and grouped and word[1:].islower() and _reports(word, following, before):
            body = place_body(word)
        if (
            _ASKS_FROM.search(before)
            and text[end : end + 1] == ":"
            and tags_of(word.lower()) <= {"verb_shaped"}
        ):
            place = body or place_body(word)  # "Fråga från Ravelsborg:"
            if place is not None:
                out.append(Mention(start, end, place, PLACE))
                continue
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
        company = company_at(text, flat, start, end, following, before)
        if company is not None and (not out or company.start >= out[-1].end):
            out.append(company)
    return out


_ASKS_FROM = re.compile(
    r"(?:^|\s)(?:fråga|svar|besked|rapport|uppgift|begäran|information|info|synpunkt) från$"
)
_PRESENT = re.compile(
    r"\s*(?:deltog|närvarande|deltagare|deltagande|på plats|frånvarande|medverkande|anmält förhinder|med)\b[^:]{0,20}:"
)


def _reports(word: str, following: str, before: str) -> bool:
    """An unknown name under the municipalities' heading that is the subject of a verb."""
    low = word.lower()
    if low in COMMON or tags_of(low) - {"verb_shaped"} or low in first_names():
        return False
    if NO_COMPANY.search(low) and not (
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
    " avvaktar väntar efterfrågar lyfter signalerar önskar ser upplever flaggar frågar undrar startar bygger satsar beslutade inför".split()
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
