# SPDX-License-Identifier: EUPL-1.2
"""The one body that a text comes from: a mail's sender, a report's letterhead, a signature."""

from __future__ import annotations

import re

from textreader.bodies import Body, Roster
from textreader.lines import Line
from textreader.name_shapes import NAME

_MAIL_FROM = re.compile(r"^(?:Från|From|Avsändare)\s*:\s*(.+)$", re.MULTILINE)
_SIGNED = re.compile(
    r"(?i)\n[ \t]*(?:med vänliga? hälsning\w*|mvh|vänligen|hälsningar|hälsn|bästa hälsningar|/ ?(?=[a-zåäö]{2,}\s*$))[^\n]*\n?"
)
REPORT = re.compile(
    r"(?i)pressmeddelande|protokoll|styrelsemöte|årsmöte|sammanträde|ledningsgrupp|månadsbrev|minnesanteckning|rapport|lägesbild|lägesrapport|nyhetsbrev|verksamhetsberättelse|nytt\b|nyheter|veckobrev|avsändare"
)


def letterhead(text: str, lines: list[Line], roster: Roster, *, headed: bool) -> str | None:
    """The one body that the whole text comes from: sender, letterhead or signature.

    ``headed`` says that bodies have headings of their own in the text, so that only a mail's sender
    counts.

    >>> from textreader.lines import find_lines
    >>> text = "Från: Eva <eva@visittallas.example>\\n\\nHej! Visit Tallås har haft en bra vinter."
    >>> letterhead(text, find_lines(text), Roster(text), headed=False)
    'Visit Tallås'
    """
    sender = _MAIL_FROM.search(text[:2000])
    if sender is not None:
        body = sender_body(sender.group(1), roster)
        if body is not None:
            return roster.owner_name(body)
    if headed or not lines:
        return None
    told_by = spoken_with(text, lines)
    if told_by is not None:
        return _told_name(told_by, roster)
    titles = [line for line in lines[:4] if len(line.said) < 70 and not line.ended]
    if not titles:
        titles = lines[:0]
    head_end = titles[-1].end if titles else 0
    head = {roster.owner_name(m.body) for m in roster.mentions() if m.end <= head_end}
    top = text[:head_end]
    if len(head) == 1 and (REPORT.search(top) or lines[0].said in head):
        return next(iter(head))
    written_by = _WRITTEN_BY.search(text[:head_end])
    if written_by is not None and len(head) < 2:
        return _told_name(written_by.group(1), roster)
    dated = next((m for line in titles if (m := _NAME_AND_DAY.fullmatch(line.said))), None)
    if dated is not None and not head and not _PAPER.search(dated.group(1)):
        return dated.group(1)
    if (contact := _press_contact(text, top, roster)) is not None:
        return contact
    signed = [m.start() for m in _SIGNED.finditer(text)]
    tail_from = signed[-1] if signed else len(text)
    if signed and sum(1 for line in lines if line.start > tail_from) <= 6:
        tail = [m for m in roster.mentions() if m.start >= tail_from]
        bodies = {roster.owner_name(m.body) for m in tail}
        if len(bodies) == 1:
            return next(iter(bodies))
    return None


_SPOKEN_WITH = re.compile(
    rf"(?i:\b(?:telefonsamtal|samtal|telefonnotering|telefonanteckning|intervju|avstämning|besök|telefonmöte)\w*[^\n]{{0,30}}?\s(?:med|hos))\s+"
    rf"(?:{NAME})(?:[ ](?:{NAME}))?(?:[ ]?,[ ]?(?:[a-zåäö]+[ ]){{1,3}}|[ ])(?:på|i|för|från|vid|hos)[ ]((?:{NAME})(?:[ ](?:(?:i|på|och|&)[ ])?(?:{NAME})){{0,3}})"
)
#: "Industrigruppen Sjöland, 15 november 2024" under the title.
_NAME_AND_DAY = re.compile(
    rf"((?:{NAME})(?:[ ](?:(?:i|på|och|&)[ ])?(?:{NAME})){{0,3}}),?[ ](?:den[ ])?\d{{1,2}}[ ][a-zåäö]+(?:[ ]20\d\d)?"
)
_WRITTEN_BY = re.compile(
    rf"(?i:\b(?:förd|upprättad|sammanställd|utgiven|utges|skriven|framtagen|avsändare|rapport) (?:av|från)?:?)[ ]((?:{NAME})(?:[ ](?:(?:i|på|och|&)[ ])?(?:{NAME})){{0,3}})"
)
#: A newspaper speaks for nobody.
_PAPER = re.compile(
    r"(?:tidning(?:en)?|posten|bladet|allehanda|kuriren|nyheter|dagblad|tidningar)$", re.IGNORECASE
)
_CONTACT = re.compile(
    r"(?im)^[^\n]{0,40}\b(?:kontakt|presskontakt|mer information|frågor besvaras|upplysningar)\b[^\n]{0,160}"
)


def spoken_with(text: str, lines: list[Line]) -> str | None:
    """The body that a note of a call or a visit tells of: its writer is another."""
    found = _SPOKEN_WITH.search(text[: lines[min(3, len(lines) - 1)].end]) if lines else None
    return found.group(1) if found is not None else None


def _told_name(said: str, roster: Roster) -> str:
    """The body spoken with, by its known name or as it is written."""
    body = roster.resolve(said)
    return roster.owner_name(body) if body is not None else said


def _press_contact(text: str, top: str, roster: Roster) -> str | None:
    """The body of a press notice, by its contact's address or by the body that the notice opens with."""
    if "pressmeddelande" not in top.lower() and "pressinformation" not in top.lower():
        return None
    for contact in _CONTACT.finditer(text):
        if "@" in contact.group():
            body = sender_body(contact.group(), roster)
            if body is not None:
                return roster.owner_name(body)
    return None


def sender_body(sender: str, roster: Roster) -> Body | None:
    """The body of a mail's sender, by name or by the domain of the address."""
    for mention in Roster(sender).mentions():
        return mention.body
    domain = re.search(r"@(?:[\w-]+\.)*([\w-]+)\.\w+", sender)
    if domain is None:
        return None
    called = domain.group(1).lower().replace("-", "")
    for mention in roster.mentions():
        if _as_domain(mention.body.short) == called or (
            len(called) > 4 and called.startswith(_as_domain(mention.body.short))
        ):
            return mention.body
    return roster.resolve(domain.group(1)) or _called_by_domain(domain.group(1))


_FREE_MAIL = frozenset(
    "gmail hotmail outlook live yahoo telia icloud msn comhem bredband mail epost example".split()
)
_BODY_PARTS = (
    "visit", "destination", "region", "almi", "foretagarna", "lrf", "handelskammaren", "business", "hotell", "hotel",
    "sparbanken", "naringsliv", "invest", "leader", "campus", "science", "kommun", "energi", "bygg", "plast", "trä", "tra",
    "mekaniska", "industri", "akeri", "konsult", "turism", "fastigheter", "gruppen", "sag", "stal", "logistik", "data",
)  # fmt: skip


def _called_by_domain(domain: str) -> Body | None:
    """The name that an address hints at: "alviksplast" is Alviks Plast; none for a free mail service.

    >>> _called_by_domain("visit-norrfjall").short, _called_by_domain("alviksplast").short
    ('Visit Norrfjall', 'Alviks Plast')
    """
    said = domain.lower().replace("-", " ").replace("_", " ")
    if said in _FREE_MAIL or len(said) < 4:
        return None
    if " " not in said:
        for part in _BODY_PARTS:
            if said.startswith(part) and len(said) - len(part) > 2:
                said = f"{part} {said[len(part) :]}"
                break
            if said.endswith(part) and len(said) - len(part) > 2:
                said = f"{said[: -len(part)]} {part}"
                break
    called = said.title().replace(" Kommun", " kommun")
    return Body(called, called, "municipality" if called.endswith(" kommun") else "")


def _as_domain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().translate(str.maketrans("åäöéü", "aaoeu")))
