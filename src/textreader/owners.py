# SPDX-License-Identifier: EUPL-1.2
"""Whose word a clause is: the doer it names, else the speaker, the label, the heading.

Also when a thing is due: the day that the clause itself sets, and no other day that stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from textreader.bodies import Body, Mention, roster_of
from textreader.clauses import Clause, clauses_of, tags_of
from textreader.due import Days, due_days
from textreader.kinds.organisations import bodies_in
from textreader.model import Document, Fact, KnownOrganisation, Section
from textreader.patterns import at_words
from textreader.speakers import people_of, place_body

#: Groups that own as a group.
_COLLECTIVES = {
    "kommunerna": "Kommunerna",
    "länsstyrelserna": "Länsstyrelsen",
    "regionerna": "Regionerna",
    "myndigheterna": "Myndigheterna",
    "lärosätena": "Lärosätena",
    "näringslivskontoren": "Näringslivskontoren",
    "bankerna": "Bankerna",
    "kommuner": "Kommunerna",
    "facken": "De fackliga organisationerna",
}
_MEETING = at_words(
    r"\b(?:mötet|gruppen|styrgruppen|dialogen|rådet|nätverket|deltagarna|samtliga|alla|forumet|samverkansgruppen)\b"
)


@dataclass(slots=True)
class Owners:
    """Answers for one document; made once by :func:`owners_of`."""

    document: Document
    mentions: list[Mention]
    starts: list[int]
    people: dict[str, Body]
    person_facts: list[Fact]
    person_starts: list[int]
    dates: list[Fact]
    date_starts: list[int]
    region_starts: list[int]
    regions: list[Section | None]
    speakers: dict[int, str]
    next_meeting: str | None

    def bodies(self, start: int, end: int) -> list[Mention]:
        """Bodies named within a span."""
        a, b = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return self.mentions[a:b]

    def name(self, body: Body) -> str:
        """What a body is called as owner."""
        return roster_of(self.document.text, tuple(self.document.known)).owner_name(body)

    def section(self, offset: int) -> Section | None:
        """The innermost section at a place."""
        at = bisect_right(self.region_starts, offset) - 1
        return self.regions[at] if at >= 0 else None

    def context(self, clause: Clause) -> str | None:
        """The owner by heading, label or speaker, where the clause names none itself."""
        section = self.section(clause.start)
        owner = section.owner if section is not None else None
        if section is not None and owner is not None and section.role not in ("title", "topic"):
            return owner
        return self.speakers.get(clause.sentence.start) or owner

    def subject(self, clause: Clause) -> tuple[str | None, bool]:
        """The body that is the clause's subject or agent, and whether it is a company.

        A person stands for the body that the text ties the person to.
        """
        doer = self._doer(clause)
        if doer is not None:
            return self.name(doer.body), doer.body.kind in ("company", "media")
        for i, word in enumerate(clause.words[:9]):
            if word.low in _COLLECTIVES and self._is_subject(clause, word.start, word.end):
                before = clause.words[i - 1].low if i else ""
                if before not in ("med", "till", "i", "från", "för", "hos", "mellan", "på", "om", "och"):
                    return _COLLECTIVES[word.low], False
        agent = " av " in clause.flat and re.search(
            r"\bav (?:ett antal |samtliga |de |länets )?(kommunerna|länsstyrelserna|kommuner|länsstyrelser|regionerna)\b",
            clause.flat,
        )
        if agent and clause.has("going_on"):
            word_said = agent.group(1)
            return _COLLECTIVES.get(
                word_said, "Länsstyrelsen" if word_said.startswith("läns") else None
            ), False
        if self._is_own(clause):
            return self.context(clause), False
        place = self._place(clause)
        if place is not None:
            return place, False
        return self._person(clause), False

    def _place(self, clause: Clause) -> str | None:
        """ "Hamnes undrar …" among the municipalities' words, "Bergslagsföreningen kräver …" anywhere."""
        if len(clause.words) < 3 or not clause.words[1].tags & {"asking", "sayer"}:
            return None
        low = clause.words[0].low
        first = self.document.text[clause.words[0].start : clause.words[0].end]
        if not first[:1].isupper() or low in _NO_PLACE or tags_of(low) - {"verb_shaped", "group_doer"}:
            return None
        if _ASSOCIATION.fullmatch(low):
            return first
        section = self.section(clause.start)
        around = f"{section.heading} {section.group or ''}".lower() if section is not None else ""
        body = place_body(first) if "kommun" in around and not low.endswith(("et", "en", "na")) else None
        return None if body is None else self.name(body)

    def _is_own(self, clause: Clause) -> bool:
        """ "Klustret samlar …" under the heading Industriklustret Väst."""
        section = self.section(clause.start)
        if section is None or section.owner is None or not clause.words:
            return False
        first = clause.words[0].low
        return (
            len(first) > 5
            and first.endswith(("et", "en"))
            and first in section.owner.lower()
            and first not in ("länet",)
        )

    def _doer(self, clause: Clause) -> Mention | None:
        flat = self.document.flat
        for mention in self.bodies(clause.start, clause.end):
            before = flat[max(clause.start, mention.start - 24) : mention.start]
            if re.search(r"(?:^|\s)av(?: bland annat| bl\.?a\.?)? $", before) and re.search(
                r"\w(?:s|d|t|ts|tt)\b", clause.flat
            ):
                if re.search(
                    r"\b\w+(?:as|es|ades|des|tes|ds|rs|ats|tts|er|lls|gs|ms|ks|jts)\b",
                    clause.flat[: clause.at(mention.start)],
                ):
                    return mention
        for mention in self.bodies(clause.start, clause.end):
            if self._is_subject(clause, mention.start, mention.end):
                return mention
        return None

    def _is_subject(self, clause: Clause, start: int, end: int) -> bool:
        """First in the clause before its verb, or right after the verb when something else is first."""
        flat = self.document.flat
        before = clause.flat[: clause.at(start)]
        words_before = before.split()
        if words_before and words_before[-1] in _PREPOSITIONS:
            return False
        if words_before and "'" not in before and words_before[-1] in ("i", "på"):
            return False
        finite = clause.finite()
        verb = clause.words[finite] if finite is not None else None
        if verb is not None and start > verb.end:
            between = flat[verb.end : start].split()
            subject_already = any(
                w.low in ("vi", "jag", "de", "man", "du", "ni")
                or (w.low in ("det", "den") and i + 1 == finite)
                for i, w in enumerate(clause.words[:finite])
            )
            return len(between) <= 1 and not subject_already and (finite or 0) > 0
        if len([w for w in words_before if w not in _OPENERS]) > 2:
            # "… är det Västernorrland som hanterar"
            return bool(re.search(r"\bär det $", before[-7:]))
        following = flat[end : end + 60]
        if (
            re.match(r"(?:s?)[ ]*(?:\([^)]*\)[ ]*)?(?:och|,|samt) ", following)
            and verb is not None
            and verb.start > end
        ):
            return True
        return not re.match(r":?s? ?[.,;]? *$", following[:4]) or verb is None or verb.start >= end

    def _person(self, clause: Clause) -> str | None:
        for fact in self.person_facts_in(clause.start, clause.end):
            if self._is_subject(clause, fact.start, fact.end):
                said = " ".join(fact.text.split()).lower()
                body = self.people.get(said) or self.people.get(said.split()[0])
                if body is not None:
                    return self.name(body)
        return None

    def person_facts_in(self, start: int, end: int) -> list[Fact]:
        """Persons named within a span."""
        a = bisect_left(self.person_starts, start)
        return self.person_facts[a : bisect_left(self.person_starts, end)]

    def dated(self, clause: Clause) -> bool:
        """Whether any day stands in the clause, past or to come."""
        at = bisect_left(self.date_starts, clause.start)
        return at < len(self.date_starts) and self.date_starts[at] < clause.end

    def last_day(self, clause: Clause) -> Days:
        """The last day that stands in the clause, whatever it belongs to there."""
        at = bisect_left(self.date_starts, clause.end) - 1
        if at < 0 or self.date_starts[at] < clause.start:
            return None, None
        return self.dates[at].fields.get("from"), self.dates[at].fields.get("to")

    def due(self, clause: Clause, *, ahead: bool = False) -> Days:
        """The days that the clause sets; see :func:`textreader.due.due_days`."""
        today = self.document.reference_date.isoformat()
        return due_days(clause, self.dates, self.date_starts, today, self.next_meeting, ahead=ahead)


_PREPOSITIONS = frozenset(
    "m o t fr enl ang via tillsammans gm hos åt med till från hos för av på mot om enligt mellan inom via genom kring hos åt bakom som än i vid inför utifrån samt".split()
)
_ASSOCIATION = re.compile(r"\w{4,}(?:föreningen|förbundet|klustret|kammaren|alliansen|kooperativet)")
_NO_PLACE = frozenset(
    "vi jag man de det den ni hon han många flera alla någon några sedan nu här även också samtliga ingen medlemmarna företagen båda vissa andra övriga dessutom därför varför vem dialogen".split()
)
_OPENERS = frozenset(
    "även också just nu idag och men samt bland annat dessutom därför sedan här så då de det den en ett bl.a bla fortsatt"
    " därutöver vidare samtidigt nyligen under i".split()
)


def owners_of(document: Document) -> Owners:
    """The answers for a text, made once while its kinds are read."""
    read = sum(1 for f in document.facts if f.kind in ("date", "person"))
    made: tuple[int, Owners] | None = document.made.get("owners")
    if made is None or made[0] != read:  # persons are read after the first question for owners
        made = document.made["owners"] = (read, _owners(document))
    return made[1]


def _owners(document: Document) -> Owners:
    known: tuple[KnownOrganisation, ...] = tuple(document.known)
    mentions = bodies_in(document)
    dates = document.of_kind("date")
    persons = document.of_kind("person")
    made = Owners(
        document,
        mentions,
        [m.start for m in mentions],
        people_of(roster_of(document.text, known)),
        persons,
        [f.start for f in persons],
        dates,
        [f.start for f in dates],
        *_regions(document.sections),
        {},
        _next_meeting(document, dates),
    )
    made.speakers = _speakers(document, made)
    return made


def _regions(sections: list[Section]) -> tuple[list[int], list[Section | None]]:
    """The text cut where the innermost section changes."""
    starts: list[int] = []
    inner: list[Section | None] = []
    open_: list[Section] = []
    for section in [*sections, None]:
        begin = section.start if section is not None else None
        while open_ and (begin is None or open_[-1].end <= begin):
            ended = open_.pop()
            starts.append(ended.end)
            inner.append(open_[-1] if open_ else None)
        if section is not None:
            open_.append(section)
            starts.append(section.start)
            inner.append(section)
    return starts, inner


def _next_meeting(document: Document, dates: list[Fact]) -> str | None:
    """The day of the next meeting, when the text has it."""
    today = document.reference_date.isoformat()
    starts = [f.start for f in dates]
    for section in document.sections:
        if section.role == "next_meeting":
            for fact in dates[bisect_left(starts, section.start) : bisect_left(starts, section.end)]:
                if (fact.fields.get("to") or "") > today:
                    day: str | None = fact.fields.get("from")
                    return day
    for match in re.finditer(
        r"\bnästa (?:möte|träff|avstämning|näringslivsdialog|dialog)\b[^.\n]{0,40}", document.flat
    ):
        for fact in dates[bisect_left(starts, match.start()) : bisect_left(starts, match.end() + 2)]:
            if (fact.fields.get("to") or "") > today:
                return fact.fields.get("from")
    return None


def _speakers(document: Document, owners: Owners) -> dict[int, str]:
    """In running prose: the last body named as speaker in the same paragraph."""
    out: dict[int, str] = {}
    paragraph, current = -1, None
    quoted = _quoted_speakers(document, owners)
    apart = document.made.get("lines_apart", False)
    for clauses in clauses_of(document):
        if not clauses:
            continue
        sentence = clauses[0].sentence
        if sentence.paragraph != paragraph:
            paragraph, current = sentence.paragraph, quoted.get(sentence.paragraph)
        first = clauses[0]
        if apart and (named := owners.bodies(sentence.start, sentence.start + 1)):
            current = owners.name(named[0].body)  # "LRF vårbruket sent": a label without its colon
        person = owners._person(first)
        if person is not None:
            current = person
        mention = owners._doer(first)
        if mention is not None and mention.body.kind not in ("company", "media"):
            finite = first.finite()
            if finite is not None and first.words[finite].tags & _SPEAKS:
                current = owners.name(mention.body)
        elif (said := _SAID_BEHIND.search(document.flat, sentence.start, sentence.end)) is not None:
            for later in owners.bodies(said.end(), sentence.end):
                current = owners.name(later.body)
        if current is not None:
            out[sentence.start] = current
    return out


_SPEAKS = {"sayer", "asking", "need"}
_SAID_BEHIND = at_words(
    r", (?:säger|sa|berättar|menar|meddelar|uppger|skriver|konstaterar|påpekar|hävdar|bedömer|enligt) "
)
_SAID = at_words(r"\b(?:säger|sa|sade|berättar|menar|skriver)\b")
_OFFICES = (
    (re.compile(r"\b\w*minister\b|\bstatssekreterare\b"), "Regeringen"),
    (re.compile(r"\blandshövding\w*\b|\blänsråd\b"), "Länsstyrelsen"),
    (re.compile(r"\bregion(?:direktör|råd|styrelsens)\w*\b"), "Regionen"),
)


def _quoted_speakers(document: Document, owners: Owners) -> dict[int, str]:
    """Paragraphs that are somebody's speech: "– …, säger NAME, chef för BODY"."""
    out: dict[int, str] = {}
    for clauses in clauses_of(document):
        if not clauses:
            continue
        sentence = clauses[0].sentence
        said = _SAID.search(document.flat, sentence.start, sentence.end)
        if said is None or sentence.paragraph in out:
            continue
        later = owners.bodies(said.end(), sentence.end)
        if later:
            out[sentence.paragraph] = owners.name(later[0].body)
            continue
        rest = document.flat[said.end() : min(sentence.end, said.end() + 90)]
        for office, name in _OFFICES:
            if office.search(rest):
                region = roster_of(document.text, tuple(document.known)).region
                out[sentence.paragraph] = region or name if name == "Regionen" else name
    return out


def said_by_meeting(clause: Clause) -> bool:
    """Is the meeting or a group within it the subject?

    >>> bool(_MEETING.search("mötet beslutade"))
    True
    """
    return bool(_MEETING.search(clause.flat))
