# SPDX-License-Identifier: EUPL-1.2
"""What a taking-part body or authority does, has started, will do or has been told to do."""

from __future__ import annotations

import re

from textreader.kinds.activities import ACTIVITY, STAFF, status_of
from textreader.kinds.doing import INFINITIVE_FIRST, NEWLY_THERE, SUPINE_FIRST, how_done
from textreader.kinds.judging import Situation, Verdict, tense
from textreader.patterns import at_words
from textreader.rule import Example, rule

COMMISSION = rule(
    "action.commission",
    "A body has been given a commission.",
    "ger BODY i uppdrag, BODY får i uppdrag, uppdras åt",
    Example(
        "Regeringen ger Tillväxtverket i uppdrag att stödja industrin.",
        "Regeringen ger Tillväxtverket i uppdrag att stödja industrin.",
        {"owner": "Tillväxtverket", "status": "ongoing"},
        "press",
    ),
    Example(
        "Länsstyrelsen har fått i uppdrag att följa elpriserna.",
        "Länsstyrelsen har fått i uppdrag att följa elpriserna.",
        {"owner": "Länsstyrelsen"},
    ),
    Example(
        "AF fick i uppdrag att matcha sökande",
        "AF fick i uppdrag att matcha sökande",
        {"owner": "Arbetsförmedlingen"},
        "chat",
    ),
    never=("Uppdraget är svårt.",),
)
WILL = rule(
    "action.will",
    "A body is going to do something.",
    "BODY kommer att, ska, planerar att + verb",
    Example(
        "Almi kommer att starta en ny kurs i höst.",
        "Almi kommer att starta en ny kurs i höst.",
        {"owner": "Almi", "status": "planned", "due_from": "2026-09-01"},
    ),
    Example(
        "vi ska besöka alla sågverk v 36", "vi ska besöka alla sågverk v 36", {"status": "planned"}, "chat"
    ),
    Example(
        "Tallås kommun planerar att bygga ut fibernätet.",
        "Tallås kommun planerar att bygga ut fibernätet.",
        {"status": "planned"},
        "news",
    ),
    never=("Företagen kommer att anställa.", "Vi kommer inte att delta.", "Vi vill öka exporten."),
)
DOES = rule(
    "action.does",
    'A body, or "vi", does or did something.',
    "BODY or vi + verb of doing",
    Example(
        "Vi arbetar med en gemensam jobbmässa.",
        "Vi arbetar med en gemensam jobbmässa.",
        {"status": "ongoing"},
    ),
    Example(
        "Regionen har tagit fram en ny handlingsplan.",
        "Regionen har tagit fram en ny handlingsplan.",
        {"status": "done"},
        "report",
    ),
    Example("almi startade kurs i går", "almi startade kurs i går", {"status": "done"}, "chat"),
    never=("Vi ser en ökning.", "Företagen startar om.", "Vi kan starta en kurs."),
)
HEADED = rule(
    "action.headed",
    "Under a body's heading, a sentence that begins with what is done.",
    "verb first, or infinitive and pågår",
    Example(
        "Almi\nJobbar vidare med gröna lån.",
        "Jobbar vidare med gröna lån.",
        {"owner": "Almi", "status": "ongoing"},
    ),
    Example(
        "AF: startat två rekryteringskurser", "startat två rekryteringskurser", {"status": "done"}, "chat"
    ),
    Example(
        "Region Tallås\n1. Ta fram en ny strategi - pågår.",
        "Ta fram en ny strategi - pågår.",
        {"status": "ongoing"},
        "protocol",
    ),
    never=("Ökar något i maj.",),
)
HAPPENS = rule(
    "action.happens",
    "An undertaking starts, goes on, is held or was held.",
    "workshop genomfördes, arbetet pågår, steg 2 inleds",
    Example(
        "En frukost med handlarna genomfördes i tisdags.",
        "En frukost med handlarna genomfördes i tisdags.",
        {"status": "done"},
    ),
    Example(
        "Steg 3 inleds i oktober.",
        "Steg 3 inleds i oktober.",
        {"status": "planned", "due_from": "2026-10-01", "due_to": "2026-10-31"},
    ),
    Example(
        "dialog pågår med banken om lån", "dialog pågår med banken om lån", {"status": "ongoing"}, "chat"
    ),
    never=("Försäljningen startar trögt.", "Nästa möte hålls den 3 maj.", "Inga möten hölls."),
)

rule(
    ACTIVITY,
    "A gathering or an undertaking told without a verb: with its day, or with a word that it was held.",
    "frukostmöte 12/3, workshop genomförd, välkommen till öppet hus + day",
    Example(
        "Almi\nFrukostmöte 12/8 i Tallås",
        "Frukostmöte 12/8 i Tallås",
        {"owner": "Almi", "status": "planned", "due_to": "2026-08-12"},
    ),
    Example(
        "AF: jobbmässa tors 3/9",
        "jobbmässa tors 3/9",
        {"owner": "Arbetsförmedlingen", "due_from": "2026-09-03"},
        "chat",
    ),
    Example(
        "Almi\n- Workshop om export genomförd 28/5",
        "Workshop om export genomförd 28/5",
        {"status": "done", "due_to": None},
    ),
    Example(
        "Nytt från Tallås kommun\n\nVälkommen på företagsfrukost den 3 september i rådhuset.",
        "Välkommen på företagsfrukost den 3 september i rådhuset.",
        {"status": "planned", "due_to": "2026-09-03"},
        "news",
    ),
    never=(
        "Almi\nNästa möte 12/8 kl 9.",
        "Almi\n40 möten i maj",
        "Frukost serveras på hotellen.",
        "Almi\nMötet 12/8 är inställt.",
    ),
)
rule(
    STAFF,
    "Somebody begins at a body.",
    "ny handläggare på plats 1/11, NAME börjar som, välkommen till NAME som började",
    Example(
        "LST\n- Ny handläggare på plats den 1/9",
        "Ny handläggare på plats den 1/9",
        {"owner": "Länsstyrelsen", "status": "planned", "due_to": "2026-09-01"},
        "chat",
    ),
    Example(
        "Den 3 augusti börjar Eva Ek som näringslivsutvecklare.",
        "Den 3 augusti börjar Eva Ek som näringslivsutvecklare.",
        {"status": "planned", "due_from": "2026-08-03"},
        "news",
    ),
    Example(
        "Välkommen till Eva Ek som började i måndags.",
        "Välkommen till Eva Ek som började i måndags.",
        {"status": "done"},
        "mail",
    ),
    never=(
        "Näringslivschefen slutar den 1 september.",
        "Två handläggare behövs.",
        "Kursen börjar den 3 maj.",
    ),
)

_COMMISSION = at_words(
    r"\b(?:i uppdrag (?:att|av)|uppdrag(?:et)? (?:som ålagts |är |går ut på |har getts )?att|uppdras åt|uppdragits|har uppdraget|uppdrag: ?\w+|fått uppdraget|får uppdraget|fick uppdraget)\b"
)
_GIVEN_TO = at_words(r"\b(?:ger|gav|har gett|har givit|gett|givit|uppdrar åt|uppdras åt|ge)\s+(?:åt )?")
_NEXT_MEETING = at_words(
    r"\b(?:sammanträder|träffas|möts|ses|samlas) (?:\w+ ){0,3}?nästa gång\b|\bnästa gång (?:\w+ ){0,2}?(?:träffas|möts|ses|samlas|vi)\b|\b(?:nästa|förra|föregående|dagens) (?:möte|mötet|träff|dialogmöte|avstämning|sammanträde|näringslivsdialog)\b"
)
#: What companies do to their own staff and works.
_CUTS = re.compile(
    r"\b(?:lånat|lånade|betalat|betalade) ut (?:\w+ )?\d|(?:^|\b(?:vi|bolaget|företaget|koncernen|fabriken) )(?:drar (?:vi )?ner på|varslar|permitterar|säger upp|lägger ner|nyanställer|återanställer)\b"
)
_TERMS = re.compile(
    r"^(?:kontakta|läs|anmäl|ring|mejla|boka)\b.*\b(?:för mer|mer info\w*|mer på|senast|på webb\w*|till)\b|^mötet (?:hölls|ägde rum|avslutades|avslutas|öppnades|inleddes|startade|ajournerades)\b|^ansökan (?:öppnar|stänger|är öppen|öppen|sker)\b|^(?:anmälan|ansökan|ansökningar|ansökningarna|registrering|betalning|avgiften|kostnaden|intyg|sökande|stödet|bidraget|medlen) (?:görs|sker|ska|måste|kan|får|skickas|lämnas|görs)\b"
)


_ASKS = re.compile(r"(?:ja |nej |och )?(?:vad|hur|vem) ")
_CONDITION = re.compile(r"(?:om|när|ifall|eftersom|innan) ")


def judge(situation: Situation) -> Verdict | None:
    """Whether the clause tells of something that a body does."""
    clause = situation.clause
    flat = clause.flat
    if _TERMS.match(flat) or _CUTS.search(flat):
        return None
    if clause.question or _ASKS.match(flat):
        return None
    commission = _COMMISSION.search(flat) if "uppdrag" in flat or "uppdras" in flat else None
    if commission and not situation.negated and "kan" not in flat[: commission.start()].split()[-3:]:
        return _commission(situation)
    if situation.negated or clause.question or (clause.number == 0 and _CONDITION.match(flat)):
        return None
    if (
        _NEXT_MEETING.match(flat)
        or "nästa gång" in flat
        or (
            _NEXT_MEETING.search(flat)
            and re.search(r"\b(?:är|blir|hålls|äger|nästa möte)\b", flat)
            and situation.role == "next_meeting"
        )
    ):
        return None
    why = how_done(situation)
    if why is None:
        return None
    due = situation.owners.due(clause)
    status = "done" if SUPINE_FIRST.match(flat) else tense(clause, due)
    if why == HEADED and INFINITIVE_FIRST.match(flat) and not re.search(r"pågår|klart|klar\b|påbörja", flat):
        status = "planned"
    elif NEWLY_THERE.search(flat):
        status = "done"
    if why in (ACTIVITY, STAFF):
        status = status_of(situation, why, status)
    if status == "done" or (status == "ongoing" and clause.has("habit")):
        due = (None, None)
    reported = situation.reported()
    owner = reported or situation.owner
    fields = {"owner": owner, "due_from": due[0], "due_to": due[1], "status": status}
    return Verdict("action", why, fields)


def _commission(situation: Situation) -> Verdict:
    clause = situation.clause
    owner = situation.owner
    given = _GIVEN_TO.search(clause.flat)
    if given:
        at = clause.back(given.end())
        for mention in situation.owners.bodies(at, min(at + 60, clause.end)):
            owner = situation.owners.name(mention.body)
            break
        else:
            for said, name in (
                ("länsstyrelserna", "Länsstyrelsen"),
                ("kommunerna", "Kommunerna"),
                ("regionerna", "Regionerna"),
            ):
                if clause.flat[given.end() : given.end() + 20].startswith(said):
                    owner = name
    told = re.search(r"\buppdrag(?:et)?(?: till|:) ?(kommunerna|länsstyrelserna|regionerna)\b", clause.flat)
    if told:
        owner = {"kommunerna": "Kommunerna", "länsstyrelserna": "Länsstyrelsen"}.get(
            told.group(1), "Regionerna"
        )
    return Verdict(
        "action",
        COMMISSION,
        {"owner": owner, "due_from": None, "due_to": None, "status": "ongoing"},
        whole_sentence=True,
    )
