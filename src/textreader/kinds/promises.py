# SPDX-License-Identifier: EUPL-1.2
"""What the others, or the public, are to get once, and who says so.

A wish, a request to somebody else, taking a matter along, or silence binds nobody. A promise that
is taken back carries ``withdrawn``.
"""

from __future__ import annotations

import re

from textreader.due import NO_DAY
from textreader.kinds.judging import Situation, Verdict
from textreader.patterns import at_words
from textreader.rule import Example, rule

SENT = rule(
    "promise.sent",
    "A thing is sent, published, presented or handed over, now or on a day to come.",
    "skickar, mejlar, delas ut, publiceras, presenteras, redovisas, lämnas + thing or day",
    Example(
        "Listan över lediga lokaler skickas ut i vecka 27.",
        "Listan över lediga lokaler skickas ut i vecka 27.",
        {"due_from": "2026-06-29", "due_to": "2026-07-05"},
    ),
    Example("almi mejlar länk till alla fre", "almi mejlar länk till alla fre", {"owner": "Almi"}, "chat"),
    Example(
        "Rapporten presenteras den 3 september.",
        "Rapporten presenteras den 3 september.",
        {"due_to": "2026-09-03"},
        "press",
    ),
    never=(
        "Vi skickar siffror varje måndag.",
        "Listan skickades ut i maj.",
        "Vi kan skicka listan.",
        "Almi ombads skicka en lista.",
    ),
)
COMES = rule(
    "promise.comes",
    "A thing comes, or is ready on a day.",
    "THING kommer, THING är klar i …",
    Example("Datum för ett nytt branschmöte kommer.", "Datum för ett nytt branschmöte kommer."),
    Example("mer info kommer efter sommaren", "mer info kommer efter sommaren", manner="chat"),
    Example(
        "Rapporten är klar i september.",
        "Rapporten är klar i september.",
        {"due_from": "2026-09-01", "due_to": "2026-09-30"},
        "report",
    ),
    Example(
        "Analysen om varslen är försenad, kommer v. 46.",
        "Analysen om varslen är försenad, kommer v. 46.",
        {"due_from": "2026-11-09", "due_to": "2026-11-15"},
    ),
    never=(
        "Gästerna kommer från Tyskland.",
        "Företagen kommer att anställa.",
        "Hej! Här kommer vår rapport inför mötet den 9 september.",
        "Prognos: toppen nås i december.",
        "Prognos: mellan 5 900 och 6 100 inskrivna i oktober.",
        "Underlag till dialogen den 25 november 2026",
    ),
)
MOVED = rule(
    "promise.moved",
    "A thing that was to come is moved to another day.",
    "THING skjuts till, senareläggs till, dröjer till + day",
    Example(
        "Analysen av kompetensbehoven skjuts till den 20 oktober.",
        "Analysen av kompetensbehoven skjuts till den 20 oktober.",
        {"due_from": "2026-10-20", "due_to": "2026-10-20"},
    ),
    Example(
        "Rapporten skjuts fram till november.",
        "Rapporten skjuts fram till november.",
        {"due_to": "2026-11-30"},
        "report",
    ),
    Example("listan dröjer till v 36", "listan dröjer till v 36", {"due_to": "2026-09-06"}, "chat"),
    never=("Mötet skjuts till den 20 oktober.", "Byggstarten dröjer till hösten."),
)
BACK = rule(
    "promise.back",
    "Somebody comes back with something, or promises in so many words.",
    "återkommer med, lovar, åtar sig",
    Example(
        "Regionen återkommer med ett förslag till nästa möte.",
        "Regionen återkommer med ett förslag till nästa möte.",
    ),
    Example(
        "LST lovar svar före midsommar", "LST lovar svar före midsommar", {"owner": "Länsstyrelsen"}, "chat"
    ),
    Example("Vi återkommer i september.", "Vi återkommer i september.", manner="mail"),
    never=("Vi kan inte lova något.", "Problemet är återkommande.", "Vi tar med frågan hem."),
)
INVITES = rule(
    "promise.invites",
    "The others are invited or called to a meeting.",
    "bjuder in alla, kallar till möte, inbjudan kommer",
    Example("Inbjudan till nästa möte kommer i augusti.", "Inbjudan till nästa möte kommer i augusti."),
    Example(
        "Regionen kallar till ett extra möte i september.",
        "Regionen kallar till ett extra möte i september.",
        {"owner": "Regionen"},
    ),
    Example("vi bjuder in alla till frukost 3/9", "vi bjuder in alla till frukost 3/9", manner="chat"),
    never=("Inbjudan har gått ut.",),
)
TAKEN_BACK = rule(
    "promise.withdrawn",
    "A promise that is taken back is not owed.",
    "tar tillbaka löftet, det utlovade … uteblir, kan inte längre skicka",
    Example(
        "Handelskammaren drar tillbaka löftet om en lista.",
        "Handelskammaren drar tillbaka löftet om en lista.",
        {"withdrawn": True},
    ),
    Example(
        "Den utlovade rapporten blir inte av.",
        "Den utlovade rapporten blir inte av.",
        {"withdrawn": True},
        "mail",
    ),
    Example(
        "almi kan inte längre leverera siffrorna som lovades",
        "almi kan inte längre leverera siffrorna som lovades",
        {"withdrawn": True},
        "chat",
    ),
    never=("Vi håller vad vi lovade.",),
)

_WITHDRAWN = at_words(
    r"\b(?:(?:drar|tar|drog|tog|dragit|tagit) tillbaka (?:sitt |vårt |det )?(?:löfte|löftet|erbjudandet|utfästelsen)|(?:utlovade|lovade) [\wåäö ]{0,40}(?:uteblir|blir inte|kommer inte|ställs in|stryks)|"
    r"kan inte längre (?:\w+ )?(?:leverera|skicka|lova|stå för|lämna|ta fram|bidra|hålla|presentera)|löftet [\wåäö ]{0,60}(?:gäller inte|är tillbakadraget|dras tillbaka|tas tillbaka)|"
    r"(?:lovade|lovat|utlovat)[\wåäö ,]{0,60}(?:men (?:det )?(?:blir|hinner|kan|kommer|går) (?:\w+ )?inte|blir inte av|går inte längre))\b"
)
_STRONG = at_words(
    r"\b(?:skickar|skickas|mejlar|mejlas|mailar|mailas|sänds|sänder|distribueras|distribuerar|delas ut|delar ut|publiceras|publicerar|delges|delger|läggs ut|lägger (?:\w+ )?(?:ut|upp)|läggs upp|utannonseras|återkopplar|återrapporterar|bifogas|bifogar)\b"
)
_WEAK = at_words(
    r"\b(?:presenterar|presenteras|redovisar|redovisas|lämnar|lämnas|levererar|levereras|visar|visas|släpps|släpper|går ut|delar|rapporterar|rapporteras|redogör|överlämnas|överlämnar|ges|ger|betalas ut|sammanställer|sammanställs|"
    r"tar fram|tas fram|får|hör av|går upp|meddelar|meddelas|tillkännages|delas)\b"
)
_INFINITIVE = at_words(
    r"\b(?:kommer (?:\w+ )?att|ska|skall|planerar att|planeras att|avser att) (?:\w+ ){0,4}?(?:skickas?|mejlas?|mailas?|delas?|publiceras?|presenteras?|redovisas?|lämnas?|leverera|levereras|komma|läggas?|lägga|återkomma|bjudas?|kallas?|rapporteras?|visas?|släppas?|sammanställas?|distribueras?|återrapporteras?|överlämnas?|återkopplas?|delges|meddelas?|få)\b"
)
_BACK = at_words(
    r"\båterkommer\b(?: (?:vi|jag|de|almi|regionen))?(?: (?:\w+ ){0,3}?(?:med|m|om|när|till|efter|senast|så|före|snarast|inom)\b|\.?$|!| vi| de| (?:i|under|vid|på|kring|v|v\.)\b(?= (?:jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec|vår|höst|sommar|nästa|början|slutet|mitten|kommande|mötet|\d|mån|tis|ons|tors|fre|vecka|frågan|saken)))|\båterkommer \w+ med\b|\båterkopplar (?:\w+ )?(?:till|om|kring|senast|i|på|efter|med)\b|\bhör (?:\w+ )?av (?:oss|mig)\b|\bhör av sig (?:till|med|när|så)\b"
)
_PROMISES = re.compile(
    r"\b(?:lovar|lovade|(?<!som )lovat|(?<!som )lovats|utlovar|utlovas|utlovades|utlovat|utlovad|utlovats|åtar sig|åtog sig|förbinder sig|garanterar att|ställer i utsikt)\b"
)
_INVITES = at_words(
    r"\b(?:bjuder|bjuds|bjuda) (?:\w+ ){0,3}in\b|\b(?:kallar|kallas|kalla) (?:\w+ ){0,3}till\b|\bkallar\.?$|\b(?:inbjudan|inbjudningar|kallelse|kallelsen)\b"
)
_RECEIVERS = at_words(r"\b(?:alla|er|gruppen|deltagarna|dialogen|samtliga|parterna|kommunerna)\b")
_TO_THE_OTHERS = at_words(
    r"\b(?:alla|er|gruppen|deltagarna|dialogen|samtliga|medlemmarna i dialogen|dialogens medlemmar|organisationerna|till nästa|(?:till|på) (?:ett |en )?(?:\w+ )?\w*(?:möte|träff|avstämning|frukost|genomgång)|kommunerna|parterna)\b"
)
_REFERRED = at_words(
    r"\b(?:ombads|ombeds|bads|bad|uppmanas|uppmanades|uppmanar|uppmanade|önskar att|vill att|borde|bör|skulle kunna|ber|begär|efterlyser|väntar på|inväntar|hoppas|föreslår|föreslog|ville att|förväntas|tackar|eftersom|undrar|frågar)\b"
)
_SURVEY = re.compile(
    r"\b\w*(?:enkät|enkäten|enkäter|frågeformulär|undersökning|undersökningen|panelen|mätning|mätningen)\b"
)
_RESULT = at_words(r"resultat|sammanställning|svar(?:en)?\b|rapport")
_COMES = at_words(
    r"\bär att vänta\b|\bväntas (?:till|i|under|före|senast|v)\b|\bkommer\b(?! (?:\w+ )?(?:att|från|igång|in\b|överens|tillbaka|hit|ihåg|närmare|vara|behöva|kunna|bli|se|ha|fram)\b)"
)
_MOVED = at_words(
    r"\b(?:skjuts|sköts|skjutits|flyttas|flyttades|flyttats|senareläggs|senarelades|senarelagts|förskjuts|dröjer)\b (?:\w+ )?(?:fram |upp )?(?:till|tills)\b"
)
#: A thing that comes with the very text is no promise any longer.
_HEREWITH = re.compile(
    r"(?:hej\w*\b[^.]{0,25}?[!,.]? ?)?(?:och |men |så )?(?:här|härmed) (?:kommer|är|följer|skickar|får ni|får du|har ni)\b|\b(?:bifogas|bifogar) (?:här|i detta|i mejlet)"
)
_READY = at_words(
    r"\b(?:är|blir|vara|beräknas(?: vara)?|väntas(?: vara)?) (?:\w+ )?(?:klara?t?|färdigt?a?|på plats)\b"
)
_TO_PRINCIPAL = at_words(
    r"\b(?:till|för) (?:regeringen|regeringskansliet|departementet|\w+departementet|uppdragsgivaren|riksdagen|styrelsen|regionstyrelsen|kommunstyrelsen|tillväxtverket|länsstyrelsen)\b"
)
_TO_NEXT = at_words(
    r"\b(?:till|t|vid|på|inför) nästa (?:möte|träff|gång|dialog|avstämning)|\btill (?:gruppen|dialogen|alla|er|mötet|den \d|varje|oss|samtliga|parterna|deltagarna)\b"
)
_SUBJECT_OUT = at_words(
    r"\b(?:regeringen (?:beräknar|bedömer|räknar|väntas|vill)|arbetslösheten|siffran väntas)\b"
)


def judge(situation: Situation) -> Verdict | None:
    """Whether somebody is to get something once."""
    clause = situation.clause
    flat = clause.flat
    if clause.question or (not situation.has("giving", "thing") and "lov" not in flat and "löft" not in flat):
        return None
    if _WITHDRAWN.search(flat):
        return _verdict(situation, TAKEN_BACK, withdrawn=True)
    if _HEREWITH.match(flat):
        return None
    if situation.negated or (clause.has("habit") and not _PROMISES.search(flat)):
        return None
    if _PROMISES.search(flat) and not re.search(
        r"\b(?:kan|kunde|vågar|vill|ville) (?:\w+ )?lova\b|lovande|\b(?:är|blir|blev|blivit|redan) (?:\w+ )?lovade|\bsom (?:\w+ ){1,2}lova",
        flat,
    ):
        return _verdict(situation, BACK)
    if (
        re.search(r"\b(?:ev|eventuellt|kanske|möjligen|möjligtvis)\b", flat)
        or _REFERRED.search(flat)
        or _SUBJECT_OUT.search(flat)
        or re.match(r"(?:om|ifall|när) ", flat)
    ):
        return None
    if _NEXT_ISSUE.match(flat):
        return _verdict(situation, COMES)
    if re.search(r"\b(?:som|vilket|vilka) (?:\w+ ){0,2}(?:skick|lämna|presenter|redovis|kommer)", flat):
        return None
    why = MOVED if moves(situation) else _given(situation, flat)
    return _verdict(situation, why) if why else None


def _given(situation: Situation, flat: str) -> str | None:
    """The rule by which something is to be given, None when nothing is."""
    if _TITLE.match(flat):
        return None
    if _REGULAR.match(flat) or (_WELCOMES.search(flat) and not _RECEIVERS.search(flat)):
        return None  # the same each week, or a gathering held for others: actions
    if _dated_thing(situation, flat):
        return COMES
    thing = situation.has("thing")
    if _only_may_or_did(situation) or _survey_itself(situation, flat, thing=thing):
        return None
    if _BACK.search(flat):
        return BACK
    if situation.about_others and not thing:
        return None
    if _invited(flat):
        return INVITES
    dated = situation.owners.due(situation.clause) != NO_DAY
    future = dated or bool(_TO_NEXT.search(flat))
    if _TO_PRINCIPAL.search(flat) and _REPORTS.search(flat):
        return SENT
    sends = situation.subject is not None and not situation.company and _SENDS.search(flat)
    if sends or (_STRONG.search(flat) and (thing or future or _HANDED.search(flat))):
        return SENT
    if situation.about_others:
        return None
    if _INFINITIVE.search(flat) and (thing or future or _SENDING.search(flat)):
        return COMES if "komma" in flat else SENT
    return _thing_given(situation, flat, dated, future) if thing else None


def _survey_itself(situation: Situation, flat: str, *, thing: bool) -> bool:
    """The questionnaire itself is an action, its result a promise."""
    if _RESULT.search(flat):
        return False
    under = _SURVEY.search(situation.heading) is not None and not thing
    return under or (_SURVEY.search(flat) is not None and not re.search(r"inbjudan|länk", flat))


def _dated_thing(situation: Situation, flat: str) -> bool:
    """ "Resultat v 45", "Rapport till MSB senast den 20 januari": no verb, a thing and its day."""
    clause = situation.clause
    finite = clause.finite()
    ready = finite is None or clause.words[finite].low in ("klar", "klart", "klara", "färdig", "färdigt")
    if not ready or not _THING_FIRST.match(flat) or situation.about_others or "inför" in flat:
        return False
    until = situation.owners.due(clause)[1]
    return until is not None and until > situation.owners.document.reference_date.isoformat()


def moves(situation: Situation) -> bool:
    """Whether a thing that the others are to get is moved to another day."""
    clause = situation.clause
    hit = _MOVED.search(clause.flat) if "thing" in clause.tags else None
    if hit is None or situation.owners.due(clause, ahead=True) == NO_DAY:
        return False
    before = [w for w in clause.words if clause.at(w.start) < hit.start()]
    return any("thing" in w.tags for w in before[:4])


def _only_may_or_did(situation: Situation) -> bool:
    """What could be sent, and what has been sent, is no promise."""
    finite = situation.clause.finite()
    if finite is None:
        return False
    main = situation.clause.words[finite]
    return (situation.may and main.low != "får") or "past" in main.tags or main.low in ("har", "hade")


def _invited(flat: str) -> bool:
    if _WELCOMES.search(flat) and not _RECEIVERS.search(flat):
        return False
    if _INVITATION.search(flat) and _ON_ITS_WAY.search(flat):
        return True
    told = _TO_THE_OTHERS.search(flat) or flat.endswith(("kallar.", "kallar"))
    return bool(_INVITES.search(flat) and told) and not re.search(r"\bbjuder in (?:företag|butik|krög)", flat)


def _to_a_body(situation: Situation, flat: str) -> bool:
    """ "Rådata lämnas till universitetet"."""
    to = re.search(r"\b(?:till|åt) ", flat)
    if to is None:
        return False
    place = situation.clause.back(to.end())
    return any(m.start <= place + 12 for m in situation.owners.bodies(place, situation.clause.end))


def _thing_given(situation: Situation, flat: str, dated: bool, future: bool) -> str | None:
    """A thing with a weaker verb, that needs a day or a receiver beside it."""
    if _YOU_GET.search(flat):
        return SENT
    weak = _WEAK.search(flat)
    shown = _SHOWN.search(flat) and not _SHOWN_HERE.search(flat)
    if weak and weak.group() != "får" and (future or shown or _SOON.search(flat)):
        return SENT
    if _HANDS.search(flat) and _to_a_body(situation, flat):
        return SENT
    if weak and weak.group() == "får" and future and _YOU.search(flat):
        return SENT
    if _COMES.search(flat) or (_READY.search(flat) and dated):
        return COMES
    return None


#: What a text is called, and what a figure is: "Underlag till mötet den 25 november", "Prognos: ...".
_TITLE = re.compile(
    r"prognos(?:en)?:|(?:skriftligt )?(?:underlag|rapport|lägesrapport|inspel) (?:till|för|från) "
    r"(?:\w*dialogen|\w*mötet|\w*rådet)\b(?! senast)[\w ]*\d{4}$"
)
_REGULAR = re.compile(
    r"nästa (?:\w+)?(?:rapport|lägesrapport|lägesbild)\w* (?:lämnas|skickas in|ges|kommer)\b"
)
_WELCOMES = at_words(
    r"\bvälkom\w+ (?:till|på)\b|\bbjuder (?:vi |\w+ )?in (?:till|på) (?!(?:[\wåäö-]+ ){0,3}?(?:uppföljnings|samråds|dialog|arbets|avstämnings|start|uppstarts|planerings|nytt )?(?:möte|träff|avstämning|dialog)\b)[\wåäö-]+"
)
_NEXT_ISSUE = re.compile(
    r"mer (?:om (?:det|detta|den|det här) |information |info )?(?:\w+ )?i (?:nästa|kommande) (?:nummer|utskick|nyhetsbrev|brev)\b"
)
_THING_FIRST = re.compile(
    r"(?:(?:ny|nya|nytt|skriftlig\w*|preliminär\w*|första|slutlig\w*|kort|samlad|uppdaterad\w*|mer) )?"
    r"(?:[\wåäö-]*(?:rapport|rapporten|resultat|resultaten|resultatet|sammanställning|sammanställningen|lista|listan|statistik|statistiken|"
    r"prognos|prognosen|underlag|underlaget|protokoll|protokollet|anteckningar|minnesanteckningar|inbjudan|kallelse|länk|länken|analys|analysen|"
    r"siffror|siffrorna|besked|förslag|utkast|presentation|redovisning|delrapport|slutrapport|rapp|lägesbild|lägesrapport|nyhetsbrev|utskick|checklista|guide|mall|riktlinjer|version|uppdatering|inspelning|handlingsplan|slutversion|sammanst|inbj|prot|info|information|material))\b"
)
_HANDS = at_words(r"\b(?:lämnas|lämnar|överlämnas|överlämnar|levereras|levererar|ges|delges)\b")
_INVITATION = at_words(r"\b(?:inbjudan|inbjudningar|kallelse|kallelsen)\b")
_ON_ITS_WAY = at_words(r"\b(?:kommer|skickas?|går|sänds|mejlas|mailas|följer)\b")
_I = re.compile(r"(?:\w+ )?jag\b")
_REPORTS = at_words(
    r"\b(?:redovisa|redovisar|redovisas|rapporterar|rapportera|slutredovisas|återrapporter\w*|lämnar|lämna|lämnas)\b"
)
_HANDED = at_words(r"\b(?:den|det|dem|er|alla)\b")
_SENDS = at_words(r"\b(?:skickar|mejlar|mailar)\b")
_SENDING = at_words(r"\b(?:skicka|mejla|publicera|återkomma)")
_SOON = at_words(
    r"\bkl\.? ?\d|\b(?:inom kort|snart|snarast|efter mötet|i efterhand|i morgon|imorgon|så snart)\b"
)
_SHOWN = at_words(r"\b(?:presenteras|publiceras|redovisas|meddelas)\b")
_SHOWN_HERE = re.compile(r"\b(?:i rapporten|här|nedan|ovan|i tabellen|i bilaga|i diagrammet|av \w+ i)\b|\d")
_YOU = at_words(r"\b(?:ni|alla|gruppen|deltagarna|medlemmarna|vi) får\b|\bfår (?:ni|alla|gruppen|vi)\b")
_YOU_GET = at_words(
    r"\b(?:alla|ni|gruppen|samtliga) (?:\w+ )?får (?:en|ett|en kopia|ta del|listan|länken|\w*rapporten|\w*materialet)\b|\bfår ni\b"
)


def _verdict(situation: Situation, why: str, *, withdrawn: bool = False) -> Verdict:
    clause = situation.clause
    due_from, due_to = (None, None) if withdrawn else situation.owners.due(clause, ahead=why == MOVED)
    if due_to is None and _NEXT_ISSUE.match(clause.flat):
        due_from, due_to = situation.owners.last_day(clause)
    owner = situation.owner
    agent = re.search(r"\bav \w", clause.flat)
    named = agent is not None and situation.owners.document.text[clause.back(agent.end() - 1)].isupper()
    if named and situation.subject is None and situation.role in ("next_meeting", "topic"):
        owner = None
    if (
        owner == situation.context
        and _I.match(clause.flat)
        and situation.owners.document.made.get("spoken_with")
    ):
        owner = None  # who wrote down the call, not who was called
    reported = situation.reported()
    if reported is not None:
        owner = reported
    fields: dict[str, object] = {"owner": owner, "due_from": due_from, "due_to": due_to}
    if withdrawn:
        fields["withdrawn"] = True
    if reported is not None:
        fields["quoted"] = True  # another says it; whoever is to do it has not
    return Verdict("promise", why, fields)
