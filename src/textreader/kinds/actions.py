# SPDX-License-Identifier: EUPL-1.2
"""What a taking-part body or authority does, has started, will do or has been told to do."""

from __future__ import annotations

import re

from textreader.clauses import Clause, Word, tags_of
from textreader.kinds.judging import Situation, Verdict, tense
from textreader.rule import Example, rule

COMMISSION = rule(
    "action.commission",
    "A body has been given a commission.",
    "ger BODY i uppdrag, BODY får i uppdrag, uppdras åt",
    Example("Regeringen ger Tillväxtverket i uppdrag att stödja industrin.", "Regeringen ger Tillväxtverket i uppdrag att stödja industrin.", {"owner": "Tillväxtverket", "status": "ongoing"}, "press"),
    Example("Länsstyrelsen har fått i uppdrag att följa elpriserna.", "Länsstyrelsen har fått i uppdrag att följa elpriserna.", {"owner": "Länsstyrelsen"}),
    Example("AF fick i uppdrag att matcha sökande", "AF fick i uppdrag att matcha sökande", {"owner": "Arbetsförmedlingen"}, "chat"),
    never=("Uppdraget är svårt.",),
)
WILL = rule(
    "action.will",
    "A body is going to do something.",
    "BODY kommer att, ska, planerar att + verb",
    Example("Almi kommer att starta en ny kurs i höst.", "Almi kommer att starta en ny kurs i höst.", {"owner": "Almi", "status": "planned", "due_from": "2026-09-01"}),
    Example("vi ska besöka alla sågverk v 36", "vi ska besöka alla sågverk v 36", {"status": "planned"}, "chat"),
    Example("Tallås kommun planerar att bygga ut fibernätet.", "Tallås kommun planerar att bygga ut fibernätet.", {"status": "planned"}, "news"),
    never=("Företagen kommer att anställa.", "Vi kommer inte att delta.", "Vi vill öka exporten."),
)
DOES = rule(
    "action.does",
    "A body, or \"vi\", does or did something.",
    "BODY or vi + verb of doing",
    Example("Vi arbetar med en gemensam jobbmässa.", "Vi arbetar med en gemensam jobbmässa.", {"status": "ongoing"}),
    Example("Regionen har tagit fram en ny handlingsplan.", "Regionen har tagit fram en ny handlingsplan.", {"status": "done"}, "report"),
    Example("almi startade kurs i går", "almi startade kurs i går", {"status": "done"}, "chat"),
    never=("Vi ser en ökning.", "Företagen startar om.", "Vi kan starta en kurs."),
)
HEADED = rule(
    "action.headed",
    "Under a body's heading, a sentence that begins with what is done.",
    "verb first, or infinitive and pågår",
    Example("Almi\nJobbar vidare med gröna lån.", "Jobbar vidare med gröna lån.", {"owner": "Almi", "status": "ongoing"}),
    Example("AF: startat två rekryteringskurser", "startat två rekryteringskurser", {"status": "done"}, "chat"),
    Example("Region Tallås\n1. Ta fram en ny strategi - pågår.", "Ta fram en ny strategi - pågår.", {"status": "ongoing"}, "protocol"),
    never=("Ökar något i maj.",),
)
HAPPENS = rule(
    "action.happens",
    "An undertaking starts, goes on, is held or was held.",
    "workshop genomfördes, arbetet pågår, steg 2 inleds",
    Example("En frukost med handlarna genomfördes i tisdags.", "En frukost med handlarna genomfördes i tisdags.", {"status": "done"}),
    Example("Steg 3 inleds i oktober.", "Steg 3 inleds i oktober.", {"status": "planned", "due_from": "2026-10-01", "due_to": "2026-10-31"}),
    Example("dialog pågår med banken om lån", "dialog pågår med banken om lån", {"status": "ongoing"}, "chat"),
    never=("Försäljningen startar trögt.", "Nästa möte hålls den 3 maj.", "Inga möten hölls."),
)

_COMMISSION = re.compile(
    r"\b(?:i uppdrag (?:att|av)|uppdrag(?:et)? (?:som ålagts |är |går ut på |har getts )?att|uppdras åt|uppdragits|har uppdraget|uppdrag: ?\w+|fått uppdraget|får uppdraget|fick uppdraget)\b"
)
_GIVEN_TO = re.compile(r"\b(?:ger|gav|har gett|har givit|gett|givit|uppdrar åt|uppdras åt|ge)\s+(?:åt )?")
_WILL = re.compile(r"\b(?:kommer (?:\w+ ){0,2}?att|kommer(?= (?:göra|genomför|start|arbet))|ska|skall|planerar (?:för )?att|avser att|tänker|siktar på att|har för avsikt att|räknar med att kunna|är på väg att|står i begrepp att)\b")
_NOT_WILL = re.compile(
    r"\b(?:ska|skall|kommer (?:\w+ )?att) (?:\w+ ){0,3}(?:kunna|behöva|vilja|bli|öka|minska|sjunka|stiga|se|märka|få|finnas|räcka|drabbas|påverkas|saknas|innebära|vara (?:viktig|svår|tuff|avgörande)|betyda|kosta|behövas|komma in|hamna|anses|ligga|visa sig|dröja|slå)\w*\b|\bkommer (?:vara viktiga|ha)\b"
)
_SOMEBODY = re.compile(r"\b(?:en|ny|nya|två) (?:\w+ )?(?:person|personer|medarbetare|rådgivare|coach|projektledare|samordnare|handläggare|utredare|näringslivschef|lots)\b")
_ANNOUNCES = re.compile(r"\b(?:erbjuder|erbjuds|öppnar|startar|ges|ger|hålls|utlyser|utlyses|håller|börjar|lanserar|lanseras|drar igång|kan sökas|finns)\b")
_PROGRESS = re.compile(
    r"\b(?:på gång|i uppstart|under uppstart|under uppbyggnad|under framtagande|under arbete|i full gång|i startgroparna|i planeringsfasen|i drift|ute på remiss|igång|i gång|på plats|uppe och (?:går|rullar)|på remiss|i slutfasen|i hamn|under beredning|under behandling|till upphandling|sjösatt)\b"
)
_HAS_EVENT = re.compile(r"\b(?:har|hade|hållit|haft)\b(?! (?:minskat|ökat|gått))")
_NEXT_MEETING = re.compile(r"\b(?:nästa|förra|föregående|dagens) (?:möte|mötet|träff|dialogmöte|avstämning|sammanträde|näringslivsdialog)\b")
_EXISTS = re.compile(r"\bdet (?:pågår|görs|sker|förs|planeras|genomförs|arbetas|jobbas|tas|hålls|läggs|startas|byggs)\b|^(?:nu |även |just nu |fortsatt |också )*pågår\b|\bpågår (?:nu |även |också |ett |en |flera |dialog|arbete|diskussion|samtal)")
_INFINITIVE_FIRST = re.compile(r"^(?:fortsätta|utveckla|ta fram|starta|genomföra|planera|samordna|kartlägga|bjuda in|se över|följa upp|arbeta|jobba|stärka|etablera|anordna|arrangera|marknadsföra|inventera|utreda|undersöka|bygga|skapa|öka|sprida|söka|hålla|besöka|kontakta|boka|ordna|förbereda|sammanställa|driva|stötta|stödja|utbilda|informera|erbjuda|rekrytera|anställa|ansöka)\b")
_SUPINE_FIRST = re.compile(
    r"^(?:har |nu |precis |redan |även |också |just )*(?:sjösatt|startat|genomfört|påbörjat|inlett|lanserat|öppnat|tagit fram|haft|hållit|anordnat|arrangerat|anställt|rekryterat|deltagit|medverkat|besökt|träffat|byggt|skrivit|lämnat in|ansökt|sökt|tecknat|avslutat|slutfört|utvecklat|uppdaterat|skickat|bjudit in|samordnat|fördelat|betalat ut|delat ut|beviljat|publicerat|kartlagt|intervjuat|kontaktat|invigt|infört|stöttat|ställt|arbetat|jobbat|planerat|förlängt|höjt|utökat|avsatt|gjort|kört)\b"
)
_PAST_PARTICIPLE = re.compile(r"\b(?:är|blir|blev) (?:\w+ )?(?:återförda?t?|inrättad\w*|tillsatt\w*|anställd\w*|rekryterad\w*|utsedd\w*|lanserad\w*|öppnad\w*|införda?|infört|sjösatt|igångsatt\w*|uppdaterad\w*|förlängd\w*|förlängt|inlämnad\w*|inskickad\w*|avslutad\w*|genomförd\w*|genomfört|påbörja\w*)\b")
_PASSIVE_DOING = re.compile(
    r"\b(?:ses över|följs upp|tas fram|tas in|arbetas fram|förs in|kartläggs|utreds|uppdateras|samordnas|fördelas|förbereds|planeras|utvecklas|revideras|inventeras|prövas|handläggs|granskas|förlängs|finansieras|medfinansieras|upphandlas|erbjuds|testas|införs|byggs upp|byggs ut|stöttas|samlas in|genomförs|arrangeras|anordnas|marknadsförs|förstärks|utökas|drivs|bedrivs|kontaktas|intervjuas|besöks|läggs om|inleds|startas|lanseras|hanteras|skickas ut|går ut|ändras|prioriteras|rekryteras|bereds|synliggörs|analyseras|remitteras|tillsätts|etableras|ordnas|hålls)\b"
)
_NEW = re.compile(r"\b(?:finns nu|nu finns|är nu (?:på plats|i drift|öppen|öppet)|nu öppen)\b")
_SURVEY_OUT = re.compile(r"\b\w*(?:enkät|enkäten|enkäter|frågeformulär|formuläret)\b.*\b(?:skickas|skicka|går ut|gå ut|sänds|ligger ute|är ute|genomförs|kommer)\b|\b(?:skickar|skicka|gör|göra|genomför)\b.{0,40}\b\w*enkät\w*")
_SURVEY_FIGURES = re.compile(r"\b(?:visar|svarade|svarat|enligt|svar från)\b")
#: The others are the object of what the body does.
_REACHED = re.compile(
    r"\b(?:bjöds in|bjuds in|har bjudits in|kontaktas|kontaktades|har kontaktats|besöktes|besöks|har besökts|intervjuas|intervjuades|har intervjuats|erbjuds|erbjöds|har erbjudits|informeras|informerades|utbildas|utbildades|har utbildats|lotsas|coachas)\b"
)
_TALKS = re.compile(r"\b(?:kommunen|regionen|länsstyrelsen|vi|almi|kammaren|bolaget|förbundet|af|lst|hk) för (?:nu |också |en |ett |löpande )*(?:\w+ )?(?:dialog\w*|samtal\w*|diskussion\w*|förhandling\w*)\b")
#: Verbs that make whatever is their subject an undertaking.
_EVENTS = frozenset(
    "startade startar inleds inleddes genomförs genomfördes lanseras lanserades påbörjas påbörjades anordnas anordnades arrangeras arrangerades invigs invigdes sammanträdde sammanträder".split()
)
_TERMS = re.compile(r"^(?:anmälan|ansökan|ansökningar|ansökningarna|registrering|betalning|avgiften|kostnaden|intyg|sökande|stödet|bidraget|medlen) (?:görs|sker|ska|måste|kan|får|skickas|lämnas|görs)\b")
_SUBORDINATORS = frozenset("sedan när om som innan eftersom där hur vad ifall tills varför".split())
_OPENERS = frozenset("också även nu just fortsatt här idag dessutom vidare samt redan snart därutöver precis och har sedan då bl.a. bl.a bla ev".split())
_NAMED_THING = re.compile(r"\b(?:utlysning|utlysningen|ansökningsomgång\w*|stödet|stöd|bidraget|lånet|kursen|kurs|utbildningen|webbinariet)\b(?:(?! som ).){0,30}\b(?:öppnar|öppnade|är öppen|startar|stänger|börjar)\b|\b(?:öppnar|startar|börjar)\b.{0,20}\b(?:utlysning|ansökan|kurs|utbildning|stöd)\w*")


def judge(situation: Situation) -> Verdict | None:
    """Whether the clause tells of something that a body does."""
    clause = situation.clause
    flat = clause.flat
    if _TERMS.match(flat):
        return None
    if clause.question or re.match(r"(?:ja |nej |och )?(?:vad|hur|vem) ", flat):
        return None
    commission = _COMMISSION.search(flat)
    if commission and not situation.negated and "kan" not in flat[: commission.start()].split()[-3:]:
        return _commission(situation)
    if situation.negated or clause.question or re.match(r"(?:om|när|ifall|eftersom|innan) ", flat) and clause.number == 0:
        return None
    if _NEXT_MEETING.match(flat) or (_NEXT_MEETING.search(flat) and re.search(r"\b(?:är|blir|hålls|äger|nästa möte)\b", flat) and situation.role == "next_meeting"):
        return None
    why = _rule(situation, flat)
    if why is None:
        return None
    due = situation.owners.due(clause)
    status = "done" if _SUPINE_FIRST.match(flat) else tense(clause, due)
    if why == HEADED and _INFINITIVE_FIRST.match(flat) and not re.search(r"pågår|klart|klar\b|påbörja", flat):
        status = "planned"
    elif _NEW.search(flat):
        status = "done"
    if status == "done" or status == "ongoing" and clause.has("habit"):
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
            for said, name in (("länsstyrelserna", "Länsstyrelsen"), ("kommunerna", "Kommunerna"), ("regionerna", "Regionerna")):
                if clause.flat[given.end() : given.end() + 20].startswith(said):
                    owner = name
    told = re.search(r"\buppdrag(?:et)?(?: till|:) ?(kommunerna|länsstyrelserna|regionerna)\b", clause.flat)
    if told:
        owner = {"kommunerna": "Kommunerna", "länsstyrelserna": "Länsstyrelsen"}.get(told.group(1), "Regionerna")
    return Verdict("action", COMMISSION, {"owner": owner, "due_from": None, "due_to": None, "status": "ongoing"}, whole_sentence=True)


def _rule(situation: Situation, flat: str) -> str | None:
    clause = situation.clause
    outsider = situation.about_others
    if (_SURVEY_OUT.search(flat) or "enkät" in situation.heading and re.search(r"\b(?:skickas|går ut|skickades|gick ut)\b", flat)) and not _SURVEY_FIGURES.search(flat) and not outsider:
        return HAPPENS
    if _NAMED_THING.search(flat) and situation.subject is None:
        return None
    will = _WILL.search(flat)
    if re.search(r"\b(?:beräknar|bedömer|uppskattar|tror|spår|bedömning)\b", flat):
        will = None
    if will and not outsider and not _NOT_WILL.search(flat) and not re.search(r"\b(?:om|att|som) (?:\w+ ){0,2}$", flat[max(0, will.start() - 14) : will.start()]):
        elliptic = situation.context is not None and (will.start() < 3 or re.match(r"(?:de|man|hon|han|hen) ", flat) or _SOMEBODY.search(flat) or clause.continues)
        if situation.subject or situation.we or _group(clause) or elliptic or situation.has("undertaking"):
            return WILL
    if situation.may and not re.match(r"(?:får|fick)\b", flat):
        return None
    finite = clause.finite()
    if _REACHED.search(flat) and situation.context is not None:
        return HAPPENS
    if outsider:
        return None
    if _TALKS.search(flat) and not situation.company:
        return DOES
    if _EXISTS.search(flat) and clause.has("undertaking", "doing") and not re.search(r"\bdet görs (?:\w+ ){0,2}(?:bra|fint|gott)\b", flat):
        return HAPPENS
    if re.search(r"\bär det (?:[\wåäö-]+ ){1,4}som \w+r\b", flat) and situation.subject is not None:
        return DOES
    if re.search(r"\b(?:tar|tog|ta) (?:vi |också )?med (?:oss |sig |mig )?(?:frågan|det|detta|synpunkten|inspelet|hem)|\b(?:tar|lyfter) (?:vi )?frågan (?:vidare|hem)", flat):
        return None  # taking a matter along binds nobody
    if situation.named and _ANNOUNCES.search(flat):
        return None
    by_verb = _by_verb(situation, flat, finite)
    if by_verb:
        return by_verb
    if situation.context is not None and (_SUPINE_FIRST.match(flat) or _INFINITIVE_FIRST.match(flat) and "pågår" in flat):
        return HEADED
    if finite is not None and clause.words[finite].low in _EVENTS and finite > 0 and situation.context is not None and not re.search(r"\b(?:startar|startade) (?:om|trögt|på nytt)\b", flat):
        return HAPPENS
    if situation.named and finite is not None and clause.words[finite].low in ("pågår", "fortsätter", "fortlöper", "rullar"):
        return HAPPENS
    if situation.has("undertaking") and _happens(clause, finite):
        return HAPPENS
    if situation.context is None and situation.subject is None:
        return None
    if _SUPINE_FIRST.match(flat) or _INFINITIVE_FIRST.match(flat) and (clause.sentence.bullet or "pågår" in flat):
        return HEADED
    if _PROGRESS.search(flat) and (clause.has("undertaking") or re.match(r"(?:\d|steg|etapp|fas|del)\b", flat)):
        return HAPPENS
    if _PASSIVE_DOING.search(flat) and not re.search(r"\b(?:måste|bör|borde|behöver|kan|kunna|skulle) (?:\w+ ){0,2}\w+s\b", flat) or _PAST_PARTICIPLE.search(flat) or _NEW.search(flat):
        return HAPPENS
    if finite is not None and _first_is_verb(clause, finite):
        return HEADED
    return None


def _group(clause: Clause) -> bool:
    finite = clause.finite()
    until = clause.words[: finite if finite else 4]
    around = [*until, *clause.words[(finite or 0) + 1 : (finite or 0) + 2]]
    return any("group_doer" in w.tags for w in around)


def _by_verb(situation: Situation, flat: str, finite: int | None) -> str | None:
    """A body, "vi" or a group that is subject of a verb of doing."""
    clause = situation.clause
    if finite is None:
        return None
    words = clause.words
    verb = words[finite]
    subject = situation.subject is not None or situation.we and _we_is_subject(clause, finite) or _group(clause)
    around = words[max(0, finite - 1) : finite] + words[finite + 1 : finite + 2]
    man = any(w.low in ("man", "de") for w in around) and situation.context is not None
    if not subject and not man:
        return None
    if any(w.low in _SUBORDINATORS for w in words[max(0, finite - 3) : finite]):
        return None
    if verb.low in ("har", "hade"):
        rest = words[finite + 1 : finite + 7]
        supine = next((w for w in rest if "supine" in w.tags or _SUPINE.search(w.low) and w.low not in _NO_SUPINE), None)
        if supine is not None and not _stative_supine(supine.low):
            return DOES
        if supine is not None and supine.low in ("haft", "hållit") and clause.has("undertaking"):
            return DOES
        if any("undertaking" in w.tags for w in words[finite + 1 :]) and (subject or man) and re.search(r"\b(?:möte|träff|workshop|dialog|seminari\w+|webbinari\w+|frukost\w*|samtal|genomgång\w*|besök|utbildning\w*|kurs\w*|mässa\w*)\b", flat) and not re.search(r"kalenderår", flat):
            return DOES
        return None
    if verb.low in ("är",) and _PROGRESS.search(flat):
        return DOES if subject else None
    if "doing" in verb.tags:
        if "needs_particle" in verb.tags:
            after = [w.low for w in words[finite + 1 : finite + 9]]
            from_lexicon = any("particle" in tags_of(w) for w in after)
            return DOES if from_lexicon or clause.has("undertaking") else None
        return DOES
    if verb.low in ("försöker", "försökte", "ser", "såg") and (verb.low.startswith("försök") or any(w.low == "över" for w in words[finite + 1 : finite + 4])):
        return DOES
    if "stative" in verb.tags or "sayer" in verb.tags or "need" in verb.tags or "asking" in verb.tags:
        return None
    if (situation.we or subject) and "verb_shaped" in verb.tags and verb.low not in ("beräknar", "heter", "slipper", "tjänar"):
        return DOES
    return None


_SUPINE = re.compile(r"\w{2,}(?:at|it|tt|kt|rt|ft)\Z")
_NO_SUPINE = frozenset(
    "ett mycket nytt stort annat arbetet kontakt tillsammans inget något beslut möte varsel snabbt kort starkt brett fortsatt fått gott bott plötsligt direkt extra bra inte projekt flygplats vitt gratis egentligen sätt rätt lätt tätt dialogmöte avtalet resultat samarbetet uppdraget projektet stödet kravet behovet".split()
)


def _stative_supine(low: str) -> bool:
    return low in ("varit", "blivit", "haft", "fått", "sett", "märkt", "minskat", "ökat", "upplevt", "noterat", "känt", "legat", "funnits", "drabbats", "tappat", "förlorat", "kunnat", "velat", "hört", "sjunkit", "stigit", "gått", "kommit", "mått", "väntat", "trott", "klarat", "svarat", "uppgett", "vuxit", "påverkats", "fortsatt", "hänt", "berörts", "lärt")


def _we_is_subject(clause: Clause, finite: int) -> bool:
    around = clause.words[max(0, finite - 3) : finite + 2]
    return any(w.low in ("vi", "jag") for w in around)


def _happens(clause: Clause, finite: int | None) -> bool:
    """An undertaking that is subject of a verb of going on."""
    words = clause.words
    at = next((i for i, w in enumerate(words) if _goes_on(words, i, w)), None)
    if at is None:
        return False
    if finite is not None and finite < at and words[finite].low not in ("har", "är", "hade", "blir", "blev"):
        return False
    if any(w.low in ("sedan", "när", "som", "innan", "eftersom", "där", "hur", "då", "tills") for w in words[1:at]):
        return False
    before = [w for w in words[:at] if "undertaking" in w.tags]
    close_after = [w for w in words[at + 1 : at + 5] if "undertaking" in w.tags]
    if words[at].low in ("går", "gått", "ligger", "klar", "klart", "tas", "ses", "drar", "kör", "läggs", "landar", "öppnar", "öppnade", "rullar") and not re.search(r"\b(?:går vidare|gått vidare|går av stapeln|går ut|ses över|tas fram|drar igång|kör igång|läggs upp|är klara?t?|blev klara?t?|rullas ut|rullar vidare|rullar på|löper på|öppnar|öppnade|drar i gång)\b", clause.flat):
        return False
    return bool(before) or clause.continues or bool(close_after) and at <= 3


def _goes_on(words: list[Word], i: int, word: Word) -> bool:
    """A verb of going on, or a passive of doing ("har bildats", "har intensifierats")."""
    if "going_on" in word.tags and word.tags & {"finite", "supine"}:
        return True
    if i and words[i - 1].low in ("har", "hade") or i > 1 and words[i - 2].low in ("har", "hade"):
        return word.low.endswith(("ats", "its", "tts", "rts", "fts", "lts", "gts"))
    return "doing" in word.tags and "finite" in word.tags and word.low.endswith("s")


def _first_is_verb(clause: Clause, finite: int) -> bool:
    """"Jobbar aktivt med …": the verb stands first, with no subject but the heading's."""
    before = clause.words[:finite]
    verb = clause.words[finite]
    if any(w.low not in _OPENERS for w in before) and not clause.continues:
        return False
    if "doing" not in verb.tags or "stative" in verb.tags and "needs_particle" not in verb.tags:
        return False
    if verb.low in ("söker", "sökte"):
        return bool(re.search(r"\bsök(?:er|te) (?:\w+ )?(?:pengar|medel|finansiering|projekt\w*|stöd|bidrag|partner\w*|samarbets\w*)\b", clause.flat))
    if verb.low in ("ökar", "ökade", "påverkar", "får", "kommer"):
        return False
    if "needs_particle" in verb.tags:
        after = [w.low for w in clause.words[finite + 1 : finite + 8]]
        return any("particle" in tags_of(w) for w in after) or clause.has("undertaking")
    after_words = clause.words[finite + 1 : finite + 3]
    return not any("outsider" in w.tags for w in after_words[:1])
