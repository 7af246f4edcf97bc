# SPDX-License-Identifier: EUPL-1.2
"""What is formally settled: decided, agreed, elected, approved, put off, signed, granted."""

from __future__ import annotations

import re

from textreader.kinds.judging import Situation, Verdict
from textreader.kinds.promises import moves
from textreader.owners import said_by_meeting
from textreader.patterns import at_words
from textreader.rule import Example, rule

SETTLED = rule(
    "decision.word",
    "A word of deciding, agreeing, electing, approving, putting off or signing, not denied and not to come.",
    "beslutade, enades, kom överens, valdes, godkändes, sköts upp, undertecknades",
    Example(
        "Styrgruppen kom överens om en studieresa den 4 september.",
        "Styrgruppen kom överens om en studieresa den 4 september.",
        {"owner": None, "due_to": "2026-09-04"},
    ),
    Example(
        "Tallås kommun har beslutat att bygga ut industriområdet.",
        "Tallås kommun har beslutat att bygga ut industriområdet.",
        {"owner": "Tallås kommun"},
        "news",
    ),
    Example("Beslut: Gruppen träffas varje månad.", "Beslut: Gruppen träffas varje månad.", manner="chat"),
    Example("Föregående protokoll godkändes.", "Föregående protokoll godkändes."),
    never=(
        "Beslut väntas i maj.",
        "Inga beslut fattades.",
        "12 ansökningar beviljades.",
        "Nästa möte är den 31 augusti.",
    ),
)
GRANTED = rule(
    "decision.granted",
    "A named project or call that was granted money.",
    "beviljats, tilldelats + project",
    Example(
        "Beviljats närmare 8 mkr för att stärka handeln.", "Beviljats närmare 8 mkr för att stärka handeln."
    ),
    Example(
        "Projektet Grönt lyft beviljades 4 mkr av Tillväxtverket.",
        "Projektet Grönt lyft beviljades 4 mkr av Tillväxtverket.",
        manner="news",
    ),
    Example("ESF-ansökan har beviljats", "ESF-ansökan har beviljats", manner="chat"),
    never=("24 av 29 ansökningar har beviljats.", "Almi har beviljat 14 lån."),
)
UNDER_HEADING = rule(
    "decision.heading",
    "Everything that stands under a heading of decisions.",
    "heading Beslut",
    Example("Beslut\nLäget tas upp på varje möte.", "Läget tas upp på varje möte."),
    Example(
        "§ 4 Beslut\n- Regionen kallar till ett extra möte",
        "Regionen kallar till ett extra möte",
        manner="protocol",
    ),
    Example("BESLUT\nAlla lämnar sina siffror i förväg", "Alla lämnar sina siffror i förväg", manner="chat"),
    never=("Beslut\nInga beslut fattades.",),
)

_SETTLED = re.compile(
    r"\b(?:beslutade(?:s)?|beslutats?|beslöts?|beslutar|fattade(?:s)? beslut|fattat beslut|tog(?:s)? beslut|tagit beslut|beslut (?:har )?fatta(?:de|t)s|beslut togs|"
    r"beslut är (?:fattat|taget)|enades|enats|är överens|var överens|kom överens|kommit överens|överenskoms|påskriv(?:et|en|na)|(?:tecknat|tecknade|tecknar|slutit|slöt|ingått|ingick) (?:\w+ ){0,3}?(?:\w*avtal|överenskommelse|avsiktsförklaring|kontrakt|partnerskap)|sköt upp|skjuter upp|skjuter fram|grönt ljus|avbröts|vi tack(?:ar|ade) (?:ja|nej) till|utser|överens om|då (?:säger|kör) vi|valdes|omvaldes|nyvaldes|har valts|utsågs|utses|har utsetts|adjungerades|"
    r"godkändes|godkände|godkänner|godkännes|har godkänts|fastställdes|fastställde|fastställer|fastslogs|antogs|antog|har antagits?|klubbades|klubbade|klubbat|undertecknades|undertecknade|har undertecknat|"
    r"undertecknats|undertecknat|signerades|signerat|skrev under|skrevs under|avtal tecknades|bifölls|bifalls|bordlades|bordläggs|bordlagt|sköts upp|skjuts upp|skjutits upp|skjuts fram|sköts fram|ställdes in|ställs in|"
    r"lades till handlingarna|läggs till handlingarna|ställde sig bakom|ställer sig bakom|ajournerades|tillstyrkte|tillstyrktes|bestämdes|bestämde(?:s)? (?:sig )?(?:för )?att|har bestämt att|bestämt att|bestämde sig för|"
    r"avslogs|avslog|har avslagit|avslagit|fick avslag|fått avslag|gav avslag|beslutet (?:togs|fattades|är fattat|är taget)|beslut (?:\w+ ){1,6}(?:taget|fattat|klubbat)|avslås|avslår|sa(?:de)? (?:\w+ ){0,2}(?:ja|nej) t(?:ill)?|(?:har beviljat|beviljar|beviljade|har gett|gett|ger|gav) (?:\w+ ){0,2}?(?:tillstånd|dispens|bygglov|koncession|klartecken)|sagt nej till|sa nej till|sade nej till|tackade nej till|tackat nej till|antagit|uppdrogs åt|mötet uppdrog|gav klartecken|beslut ?:|bestämt ?:|bestämdes ?:|beslutat ?:|enades om ?:|, beslut\.?$|sagt ja till|sa ja till|röstade|klartecken)\b"
)
#: A plan, a budget, a case: verbless notes say only what became of it.
_BECAME = re.compile(
    r"(?:[a-zåäö-]+ ){1,7}(?:antagen|antaget|fastställd|fastställt|klubbad|klubbat|bordlagd|bordlagt|godkänd|godkänt|undertecknat|underskrivet)\.?$"
)
_HINT = at_words(
    r"sköt upp|skjuter|grönt ljus|avbröt|tack|påskriv|teckna|slutit|slöt|ingått|utser|överens om|då säger|då kör|tillstånd|dispens|bygglov|koncession|avslå| ja till| ja t | nej t |antage|klubba|ställde sig|ställer sig|avslag|avslog| nej till|beslut|bestäm|sagt ja|sa ja|klartecken|skrev under|röst"
)
_NOT_YET = at_words(
    r"\b(?:ska|skall|väntas|väntar|kan|vill|måste|kommer att|planerar att|avser att|hoppas|förväntas|behöver|bör|borde|inför|innan|när|om|återstår att|dags att) (?:\w+ ){0,3}(?:besluta|fatta|enas|godkänn|välja|fastställ|beslut)"
    r"|\b(?:inga|inget|inte|ej) (?:\w+ ){0,3}(?:beslut|besluta|enade|enats|överens|godkän)|\bbeslut(?:et)? (?:väntas|dröjer|kommer|tas|fattas|om \w+ väntas)|\bbeslutat? (?:inte|ej)\b|\bhar inte\b|\binte beslutat\b"
    r"|\bvaldes? bort|\bantog(?:s)? vara|\bantas\b|\bkan antas"
)
_GRANTED = at_words(r"\b(?:beviljat|beviljats|beviljades|tilldelades|tilldelats|beviljad|beviljade)\b")
_COUNT = re.compile(
    r"(?:\b\d[\d  ]*|\b(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo|flera|många|alla|samtliga|hälften|några|fler)\b)(?: (?:av|procent|%|nya|de))*(?: \w+){0,2} (?:ansökningar|ärenden|lån|företag|projekt|stöd|bidrag|checkar|sökande)\b"
    r"|\bav \d+\b|\b(?:ansökningar|ärenden|lån|stöden|bidragen)(?:na)?\b (?:\w+ ){0,2}bevilja"
)
_PROJECT = at_words(
    r"projekt|utlysning|ansökan|etapp|program|satsning|förstudie|medel till|finansiering|esf|eruf|interreg|mkr|tkr|miljoner"
)


def judge(situation: Situation) -> Verdict | None:
    """Whether the clause says that something was settled."""
    clause = situation.clause
    flat = clause.flat
    if situation.role == "decisions":
        if (situation.negated and "beslut" in flat) or clause.question or flat[:1] in "([":
            return None
        return _verdict(situation, UNDER_HEADING)
    if not clause.has("decided") and not _HINT.search(flat):
        return None
    if clause.question or _NOT_YET.search(flat):
        return None
    if re.match(r"(?:beslut|bestämt|beslutat) ?:", flat):
        return _verdict(situation, SETTLED)
    settled = None if moves(situation) else _SETTLED.search(flat)
    if settled and re.search(
        r"(?:(?<!\w)\d+(?: är| blev)?|\bav|\bredan|\bantal) $",
        flat[max(0, settled.start() - 10) : settled.start()],
    ):
        settled = None  # "26 beslutade och 22 beviljade"
    if settled and not re.search(
        r"\b(?:som|att|när|efter att|sedan|innan|ifall) (?:\w+ ){0,3}$",
        flat[max(0, settled.start() - 30) : settled.start()] if settled.start() > 25 else "",
    ):
        return _verdict(situation, SETTLED)
    if clause.finite() is None and _BECAME.match(flat):
        return _verdict(situation, SETTLED)
    return _verdict(situation, GRANTED) if _granted(flat) else None


def _granted(flat: str) -> bool:
    """A named project or call that was granted, no count of cases."""
    granted = _GRANTED.search(flat)
    if granted and re.search(r"\d $", flat[: granted.start()]):
        granted = None
    if (
        granted
        and not _COUNT.search(flat)
        and (granted.start() < 3 or granted.group() != "beviljat" or "har" not in flat)
    ):
        before = flat[max(0, granted.start() - 5) : granted.start()]
        if re.search(r"\b(?:de|det|den) $", before) and granted.group() in (
            "beviljade",
            "beviljad",
            "beviljat",
        ):
            return False
        return bool(_PROJECT.search(flat)) or granted.start() < 3
    return False


_MARK_FIRST = re.compile(r"(?:beslut|beslutat|bestämt|bestämdes|beslutades) ?:")
_MARKED = re.compile(r"(?:beslut\w* ?:|bestäm\w*|beslutades|ok|frågan|ärendet|mötet|gruppen|rådet|vi)\b")


def _verdict(situation: Situation, why: str) -> Verdict:
    clause = situation.clause
    owner = situation.subject
    if owner is None and situation.we and why != UNDER_HEADING:
        owner = situation.context
    inner = re.search(
        r"\b(regionstyrelsen|regionfullmäktige|regionala utvecklingsnämnden|kommunstyrelsen|kommunfullmäktige|fullmäktige|styrelsen|nämnden|näringslivsutskottet)\b",
        clause.flat,
    )
    if owner is None and (inner or situation.role in ("title", "topic")):
        owner = situation.context  # in one body's own protocol
    if (
        owner is None
        and why == SETTLED
        and situation.role == "organisation"
        and not _MARKED.match(clause.flat)
    ):
        owner = situation.context
    if owner is None and inner:
        owner = inner.group(1).capitalize()
    if said_by_meeting(clause) and re.match(
        r"(?:\w+ ){0,1}(?:mötet|gruppen|styrgruppen|dialogen|rådet|nätverket|deltagarna|samtliga)\b",
        clause.flat,
    ):
        owner = situation.context if situation.role in ("title", "topic") else None
    if re.search(
        r"\b(?:valdes|omvaldes|nyvaldes|utsågs|utses|adjungerades|har valts|har utsetts)\b", clause.flat
    ):
        owner = None  # who is elected does not decide
    if _MARK_FIRST.match(clause.flat):
        owner = None  # the word before the colon decides, whoever is named after it
    if why == GRANTED:
        owner = None if not re.search(r"\bav \w+", clause.flat) else situation.subject
    due_from, due_to = situation.owners.due(clause, ahead=True)
    return Verdict("decision", why, {"owner": owner, "due_from": due_from, "due_to": due_to})
