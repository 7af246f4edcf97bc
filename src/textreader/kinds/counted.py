# SPDX-License-Identifier: EUPL-1.2
"""The head word of a quantity: what the number counts or measures, as written near it."""

from __future__ import annotations

import re

from textreader.kinds import heads, nearby_heads
from textreader.kinds.amounts import Amount
from textreader.kinds.inherited_units import STAGE, STAGE_AFTER, STAGE_BEFORE
from textreader.kinds.limits import Limit
from textreader.model import Document
from textreader.patterns import at_words

G = " {1,5}"
O = " {0,3}"  # noqa: E741

_VERBS_OF_CASES = rf"(?:svara\w*(?:{G}(?:inte|ej))?|avstod|avstått|deltog|varsla(?:des|ts|s|de)?|sades{G}upp|sagts{G}upp|sägs{G}upp|(?:ska{G})?sägas{G}upp|(?:får|fick|måste|kan|ska){G}(?:gå|lämna)(?={G}?[.,;)!?]|$)|uppsag\w+|nyanställ\w+|anställdes|anställts|permittera(?:des|ts|s|de)|bevilja(?:des|ts|s|de)|avslogs|avslagits|fått{G}avslag|fick{G}avslag|nekades|nekats|överklaga\w+|(?:fick|får|fått){G}(?:ja|nej|bifall|avslag|varsel|stanna|besked|jobb|sparken)|under{G}(?:handläggning|beredning|utredning|arbete)|i{G}kö|på{G}gång|(?:kvar{G})?utan{G}(?:ström|el|vatten|bredband|fiber)|obesvarade|avgjorda|vilande|betala(?:des|ts|s){G}ut|utbetala\w+|återkalla\w+|ansökt\w*|sökt\w*|godkän\w+|avskriv\w+|handlägg\w+|väntar{G}på{G}beslut|återstår|kvarstår|inkommi\w+|startade\w*|avregistrera\w+|berör(?:s|des|ts)|drabba(?:s|des|ts)|påverka(?:s|des|ts)|[a-zåäö]{{4,}}(?:ades|ats|its))"
_ANSWERED = re.compile(
    rf"(?:{G}(?:har|hade|blev|har{G}blivit|av{G}dem|av{G}dessa|anställda|personer))?{G}(?P<words>{_VERBS_OF_CASES})(?!\w)"
)
_ANSWERED_BEFORE = re.compile(
    rf"(?<!\w)(?P<words>{_VERBS_OF_CASES}|varslar|(?:säger|sade|sa|sagt|säga){G}upp|(?:ny)?anställ(?:er|de|t|a)|permittera[rt]?|rekrytera[rt]?|varsla){G}$"
)


def head_word(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> str | None:
    """The head word: after a count, after "av" for a share, else the subject before."""
    if amount.of:
        return amount.of
    if noun is not None and _counts(amount.unit, noun[0]):
        return _with_its_series(document, limit.start, noun) if amount.unit == "count" else noun[0]
    if told := _told_after(document, amount, limit):
        return told
    if told := heads.part_of(document, amount.end) or heads.label_before(document, limit.start):
        return told
    if amount.unit.startswith(("SEK", "EUR")):
        return _money_word(document, amount, limit)
    if told := verb_beside(document, amount, limit):
        return told
    return (
        nearby_heads.subject_beside(document, limit.start)
        or nearby_heads.noun_beside(document, limit.start)
        or heads.noun_before(document, limit.start)
        or heads.purpose_after(document, amount.end)
        or heads.noun_in_label(document, limit.start)
    )


def _told_after(document: Document, amount: Amount, limit: Limit) -> str | None:
    """What the words after the figure tell before any noun is looked for, and two telling labels."""
    flat, unit, end = document.flat, amount.unit, amount.end
    if unit == "count" and flat[max(0, limit.start - 3) : limit.start].strip() in ("n=", "n ="):
        return "svar"
    if unit in ("count", "ratio") and (did := nearby_heads.who_did(document, end)):
        return did
    if unit == "%" and _answered(document, end) is None and (did := nearby_heads.what_they_do(document, end)):
        part = heads.part_of(document, end)
        return f"{part} {did}" if part else did
    if amount.rule == "quantity.share" and unit == "ratio" and heads.part_of(document, end) is None:
        return nearby_heads.what_they_do(document, end)
    if unit.startswith("SEK"):
        left_over = _LEFT_LABEL.search(flat, max(0, limit.start - 40), limit.start)
        return " ".join(left_over["words"].split()) if left_over else None
    return None


def verb_beside(document: Document, amount: Amount, limit: Limit) -> str | None:
    """ "svarade 40", "45 varslades", "50 procent är högutbildade"."""
    flat, unit, end = document.flat, amount.unit, amount.end
    if unit == "count" and (asked := _ANSWERED_BEFORE.search(flat, max(0, limit.start - 36), limit.start)):
        return " ".join(asked["words"].split())
    if unit in ("%", "count", "ratio") and (answered := _answered(document, end)):
        return " ".join(answered["words"].split())
    return heads.predicate_after(document, end) if unit in ("%", "count") else None


_KIND_OF_SUM = re.compile(
    rf"(?<!\w)(?P<words>(?:sök\w+|bevilja\w+|beslut\w+|utbetal\w+|återstående|sammanlag\w+){G}(?:belopp|summa|medel)):?{G}$"
)
#: "Kvar i potten: 2,4 mkr": what is left, and of what.
_LEFT_LABEL = re.compile(
    rf"(?<!\w)(?P<words>(?:kvar|återstår|återstående|sökt|beviljat|beslutat|utbetalt|intecknat)(?:{G}(?:i|av|ur|på|för|till|att){G}[a-zåäö-]{{3,}})?) {{0,2}}(?::| -) {{1,3}}(?:ca|cirka|drygt|knappt)?{O}$"
)


def _with_its_series(document: Document, start: int, noun: tuple[str, int]) -> str:
    """ "varsel 140 pers", "uppgår till 40 personer": people alone name no series."""
    told = _with_what_befell(document, noun)
    if told != noun[0]:
        return told
    series = nearby_heads.series_before(document, start, noun[0]) or nearby_heads.subject_amounting(
        document, start, noun[0]
    )
    return f"{series} {noun[0]}" if series else told


_PEOPLE = (
    "personer",
    "person",
    "anställda",
    "medarbetare",
    "invånare",
    "kvinnor",
    "män",
    "ungdomar",
    "arbetare",
    "tjänstemän",
)
_BEFELL = re.compile(
    rf"{G}(?:(?:är|var|har|hade|blev|blir|nu|redan|fortfarande|varit|blivit){G}){{0,3}}(?:(?P<state>[a-zåäö-]*(?:varslade|permitterade|uppsagda|arbetslösa|sysselsatta|inskrivna|sjukskrivna|korttidsanställda|visstidsanställda))"
    rf"|(?P<act>(?:varsla|permittera|anställ|nyanställ|korttidspermittera)(?:des|ts|s|ats|d)|(?:sades|sagts|sägs){G}upp)"
    rf"|(?P<place>(?:i|på|under){G}(?:korttid\w*|permittering\w*|uppsägningstid\w*|varsel)))(?!\w)"
)


def _with_what_befell(document: Document, noun: tuple[str, int]) -> str:
    """ "190 personer korttidspermitterade", "12 personer sades upp": people alone name no series."""
    words, end = noun
    if not words.endswith(_PEOPLE) or (found := _BEFELL.match(document.flat, end)) is None:
        return words
    told = found["state"] or found["act"] or found["place"]
    return words if heads.on_next_line(document, end, found.end()) else f"{words} {' '.join(told.split())}"


def _answered(document: Document, end: int) -> re.Match[str] | None:
    """A verb of cases right after the number, on the same line or a wrapped one."""
    found = _ANSWERED.match(document.flat, end)
    return None if found and heads.on_next_line(document, end, found.end()) else found


def _counts(unit: str, noun: str) -> bool:
    """Is the noun after a number what it counts? After percent a verb or "ökning" is not."""
    if unit.startswith(("count", "per_", "ratio")):
        return True
    verb = noun.endswith("r") and not heads.is_head(noun.rsplit(maxsplit=1)[-1])  # "38 % bedömer"
    return unit == "%" and not verb and not _is_change_noun(noun)


def _money_word(document: Document, amount: Amount, limit: Limit) -> str | None:
    """What money is: its stage ("återstår"), the noun before, or what it goes to."""
    flat = document.flat
    if stage := _stage_after(document, amount, limit):
        return stage
    if subject := nearby_heads.subject_beside(document, limit.start):
        return subject
    if named := nearby_heads.named_purpose(document, amount.end):
        return named
    before = heads.noun_before(document, limit.start)
    if before in ("belopp", "summa", "medel") and (
        told := _KIND_OF_SUM.search(flat, max(0, limit.start - 40), limit.start)
    ):
        return " ".join(told["words"].split())
    known = before is not None and heads.is_head(before)
    if _GRANTED.search(flat, max(0, limit.start - 26), limit.start) and (
        named := heads.named_before(document, limit.start)
    ):
        return named
    if stage := _stage(STAGE_BEFORE.search(flat, max(0, limit.start - 34), limit.start)):
        if pot := _pot_before(document, limit.start):
            return pot
        return f"{before} {stage}" if known and before != stage else stage
    if not known and (spent := _SPENT_ON.match(flat, amount.end)):
        return spent["what"]
    if not known and (did := _MONEY_VERB.search(flat, max(0, limit.start - 44), limit.start)):
        purpose = heads.purpose_after(document, amount.end)
        verb = " ".join(did["words"].split())
        return f"{purpose} {verb}" if purpose else verb
    if not known and (purpose := heads.purpose_after(document, amount.end)):
        return purpose
    return before or heads.noun_in_label(document, limit.start)


#: "har lånat ut 42 mkr", "skjuter till 3 miljoner": money is named by what is done with it.
_MONEY_VERB = re.compile(
    rf"(?<!\w)(?P<words>(?:låna(?:r|de|t)?{G}ut|investera(?:r|de|t)?|saknas|saknade|fattas|återstår(?:{G}gör)?|återstod|får|fick|fått|ger|gav|sök(?:er|te|t)|betala(?:r|de|t)?(?:{G}ut)?|satsa(?:r|de|t)?|avsät(?:ter|ta)|avsatte|avsatt|(?:skjuter|sköt|skjutit){G}till|bidrar{G}med|tillför|tillfört|kosta(?:r|de|t)?|omsät(?:ter|ta)|omsatte|omsatt|fördela(?:r|de|t)?|dela(?:r|de|t)?{G}ut|förlora(?:r|de|t)?|tjäna(?:r|de|t)?|tappa(?:r|de|t)?|spara(?:r|de|t)?))(?!\w)(?:{G}(?:i|på|med|om|oss|hittills|totalt|sammanlagt|redan|nu|ca|cirka|drygt|upp|till)){{0,3}}{G}$"
)
_SPENT_ON = re.compile(
    rf"{G}(?:går|gick|gått|ska{G}gå|avsätts|avsattes|läggs|lades|satsas|satsades|används){G}(?:till|på|för){G}(?P<what>[a-zåäö-]{{3,}})"
)
_POT = at_words(
    r"(?<!\w)(?:pengar(?:na)?|medel|medlen|anslag(?:et)?|bidrag(?:et)?) {1,5}(?:för|till) {1,5}[\w-]+"
)


def _pot_before(document: Document, place: int) -> str | None:
    """ "Medel för laddstolpar är återförda och återstående 5 mkr ...": the pot that is left of."""
    start = max((s.start for s in document.sentences if s.start <= place < s.end), default=place)
    found = _POT.search(document.flat, start, place)
    return " ".join(document.text[found.start() : found.end()].split()) if found else None


#: "Projektet Handelslyft har beviljats 8 mkr": what it was granted to tells more than the stage.
_GRANTED = at_words(
    r"(?<!\w)(?:beviljats|beviljades|beviljas|tilldelats|tilldelades|fått|får|fick) {1,5}(?:totalt |sammanlagt )?$"
)


def _stage_after(document: Document, amount: Amount, limit: Limit) -> str | None:
    """The stage right after an amount, unless it is the next figure's ("av 10 mkr återstår 1,5")."""
    flat = document.flat
    found = STAGE_AFTER.match(flat, amount.end)
    if found is None or heads.on_next_line(document, amount.end, found.end()):
        return None
    if _OF_FIRST.search(flat, max(0, limit.start - 16), limit.start) or _SHARE_OF.search(
        flat, max(0, limit.start - 48), limit.start
    ):
        return None
    if _NEXT_FIGURE.match(flat, found.end()) and _OF_THE.search(flat, max(0, limit.start - 40), limit.start):
        return None
    if _LOOSE_STAGE.match(found[0].split()[-1]) and found[0].split()[0] in ("är", "var", "har"):
        return found[0].split()[-1]  # "6,5 mkr är sökt"
    return _stage(found)


_NEXT_FIGURE = re.compile(rf"{G}(?:(?:ca|cirka|drygt|knappt|nu|bara|endast|ännu|fortfarande){G}){{0,2}}[0-9]")
_OF_THE = at_words(
    rf"(?<!\w)av{G}(?:(?:de|den|årets|totalt|totala|länets|hela|budgetens|pottens){G}){{0,2}}(?:[a-zåäö]{{3,}}{G}(?:på|om){G})?$"
)
#: "8,2 av de 11,6 miljonerna är utbetalda": the stage is that of the first.
_OF_FIRST = at_words(rf"(?<!\w)av{G}(?:(?:de|totalt){G})?$")
#: "45 procent av budgeten på 20 mkr är förbrukad": the stage is the share's.
_SHARE_OF = at_words(
    rf"(?:%|procent|hälften|delar|del|merparten){G}av{G}(?:[a-zåäö]+{G}){{0,2}}(?:på|om){G}$"
)


def _stage(found: re.Match[str] | None) -> str | None:
    """The word that tells where money is on its way; "sökt" and "använt" tell too little."""
    word = re.search(STAGE, found[0]) if found else None
    return word[0] if word and not _LOOSE_STAGE.match(word[0]) else None


_LOOSE_STAGE = re.compile(r"sök|ansök|använ")


def _is_change_noun(words: str) -> bool:
    if words.endswith("sökning"):
        return False
    return words.endswith(
        ("ökning", "minskning", "uppgång", "nedgång", "sänkning", "höjning", "tapp", "tillväxt")
    )
