# SPDX-License-Identifier: EUPL-1.2
"""How bodies value a situation, a trend or a cooperation: worried, positive or neutral.

A bare number, level or comparison is no assessment, however dark; a valuing word is needed, or
thanks, or that the speaker in own words foresees harm.
"""

from __future__ import annotations

from bisect import bisect_right

from textreader.clauses import Clause, clauses_of
from textreader.kinds import asides
from textreader.kinds.topics import topic_of
from textreader.kinds.valuing import HARM, THANKS, VALUED, judge
from textreader.model import Document, Fact
from textreader.owners import Owners, owners_of
from textreader.rule import Example, make, rule

rule(
    VALUED,
    "A valuing word about how things are or go; its tone is the clause's leading word's.",
    "läget är lugnt, oro för, glädjande, ansträngt, som vanligt",
    Example("Läget i handeln är ansträngt.", "Läget i handeln är ansträngt.", {"tone": "worried"}),
    Example(
        "Glädjande att så många söker kursen!",
        "Glädjande att så många söker kursen!",
        {"tone": "positive"},
        "chat",
    ),
    Example(
        "Efterfrågan är som den brukar.", "Efterfrågan är som den brukar.", {"tone": "neutral"}, "report"
    ),
    Example(
        "Det finns ingen oro bland medlemmarna.",
        "Det finns ingen oro bland medlemmarna.",
        {"tone": "positive"},
    ),
    Example(
        "Oron för Tyskland är mindre än i höstas.",
        "Oron för Tyskland är mindre än i höstas.",
        {"tone": "positive", "topic": "Tyskland"},
    ),
    Example(
        "Från ansträngt till försiktigt hoppfullt.",
        "Från ansträngt till försiktigt hoppfullt.",
        {"tone": "positive", "topic": None},
        "report",
    ),
    Example(
        "Skörden blev trots allt bättre än befarat.",
        "Skörden blev trots allt bättre än befarat.",
        {"tone": "positive", "topic": "Skörden"},
    ),
    Example(
        "En stor oro är stängda bron mot Finland.",
        "En stor oro är stängda bron mot Finland.",
        {"tone": "worried", "topic": "stängda bron mot Finland"},
    ),
    Example("Oro: elpriset i vinter.", "Oro: elpriset i vinter.", {"topic": "elpriset"}, "chat"),
    Example("Vi är oroliga för sommaren.", "Vi är oroliga för sommaren.", {"topic": "sommaren"}, "mail"),
    never=(
        "Utlåningen är dubbelt så stor som i fjol.",
        "Varslen ökade till 310.",
        "Är läget bra?",
        "Vid sämre tider köper hushållen mindre.",
    ),
)
rule(
    THANKS,
    "Thanks and praise are positive.",
    "tack till, tack för, eloge, bra jobbat",
    Example(
        "Tack till Regionen för gott samarbete.",
        "Tack till Regionen för gott samarbete.",
        {"tone": "positive", "topic": "samarbete"},
    ),
    Example(
        "stort tack för hjälpen med lokalen",
        "stort tack för hjälpen med lokalen",
        {"tone": "positive"},
        "chat",
    ),
    Example(
        "En eloge till alla som ställde upp.",
        "En eloge till alla som ställde upp.",
        {"tone": "positive"},
        "mail",
    ),
    Example(
        "Tack för en härlig början på året.",
        "Tack för en härlig början på året.",
        {"tone": "positive", "topic": None},
        "mail",
    ),
    never=("Tack vare stödet anställdes 14 personer.", "Två bolag tackar nej till tomten."),
)
rule(
    HARM,
    "The speaker foresees harm in own words.",
    "vi kommer att se fler varsel, vi befarar, riskerar att",
    Example(
        "Vi kommer att se fler konkurser framöver.",
        "Vi kommer att se fler konkurser framöver.",
        {"tone": "worried"},
    ),
    Example(
        "Det riskerar att leda till att butiker stänger.",
        "Det riskerar att leda till att butiker stänger.",
        {"tone": "worried"},
        "report",
    ),
    Example(
        "vi tror på fler uppsägningar i höst",
        "vi tror på fler uppsägningar i höst",
        {"tone": "worried"},
        "chat",
    ),
    never=("Varslen väntas stiga till 310.",),
)


def find(document: Document) -> list[Fact]:
    """Assessments with tone, owner and what is valued."""
    owners = owners_of(document)
    shut = [(f.start, f.end) for f in document.of_kind("aside") if f.rule not in asides.UNBRACKETED]
    notes = [(f.start, f.end) for f in document.of_kind("aside") if f.rule in asides.UNBRACKETED]
    questions = {f.start for f in document.of_kind("question")}
    out: list[Fact] = []
    for clauses in clauses_of(document):
        if not clauses or clauses[0].sentence.start in questions:
            continue
        start = clauses[0].sentence.start
        if _inside(shut, start) or _inside(notes, start):
            continue
        out.extend(_sentence(document, owners, clauses))
    return out


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _sentence(document: Document, owners: Owners, clauses: list[Clause]) -> list[Fact]:
    """Neighbouring clauses of one tone are one assessment."""
    found: list[tuple[Clause, Clause, str, str]] = []
    for n, clause in enumerate(clauses):
        verdict = judge(document, clause)
        if verdict is None:
            continue
        tone, why = verdict
        if found and found[-1][1] is clauses[n - 1] and found[-1][2] == tone:
            found[-1] = (found[-1][0], clause, tone, found[-1][3])
        else:
            found.append((clause, clause, tone, why))
    out: list[Fact] = []
    for first, last, tone, why in found:
        start, end = first.start, last.end
        subject, company = owners.subject(first)
        owner = (
            owners.context(first)
            if subject is None or company or why == THANKS or _whose(owners, first)
            else _judge_of(owners, first, subject)
        )
        out.append(
            make(
                document,
                "assessment",
                start,
                end,
                why,
                owner=owner,
                due_from=None,
                due_to=None,
                tone=tone,
                topic=_topic(document, owners, first, why),
            )
        )
    return out


def _whose(owners: Owners, clause: Clause) -> bool:
    """ "Regionens snabba agerande uppskattas": whose a thing is does not value it."""
    if owners.context(clause) is None:
        return False
    named = owners.bodies(clause.start, clause.start + 1)
    said = owners.document.flat[clause.start : named[0].end] if named else ""
    return said.endswith("s") and not named[0].body.short.lower().endswith("s")


def _topic(document: Document, owners: Owners, clause: Clause, why: str) -> str | None:
    bodies = [(m.start, m.end) for m in owners.bodies(clause.start, clause.end)]
    return topic_of(document.text, clause, bodies, thanks=why == THANKS)


def _judge_of(owners: Owners, clause: Clause, subject: str) -> str | None:
    """Who values: the subject when it says or feels, else the heading's body."""
    finite = clause.finite()
    if (finite is not None and clause.words[finite].tags & {"sayer", "asking"}) or clause.words[
        finite or 0
    ].low in ("är", "har", "känner"):
        return subject
    return owners.context(clause) or subject
