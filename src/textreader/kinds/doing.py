# SPDX-License-Identifier: EUPL-1.2
"""How a clause tells that a body does something: the tests behind the rules of ``actions``.

Each test looks at one manner of telling and answers with the name of a rule, with :data:`NOTHING`
when the clause is none whatever later tests say, or with None when the next test is to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from textreader.clauses import Clause, tags_of
from textreader.kinds.activities import activity, staff
from textreader.kinds.judging import Situation
from textreader.kinds.undertakings import happens
from textreader.patterns import at_words

WILL, DOES, HEADED, HAPPENS = "action.will", "action.does", "action.headed", "action.happens"
NOTHING = ""
Test = Callable[[Situation, str], str | None]

_WILL = at_words(
    r"\b(?:kommer (?:\w+ ){0,2}?att|kommer(?= (?:göra|genomför|start|arbet))|ska|skall|planerar (?:för )?att|avser att|tänker|siktar på att|har för avsikt att|räknar med att kunna|är på väg att|står i begrepp att)\b"
)
_NOT_WILL = at_words(
    r"\b(?:ska|skall|kommer (?:\w+ )?att) (?:\w+ ){0,3}(?:kunna|behöva|vilja|bli|öka|minska|sjunka|stiga|se|märka|få|finnas|räcka|drabbas|påverkas|saknas|innebära|vara (?:viktig|svår|tuff|avgörande)|betyda|kosta|behövas|komma in|hamna|anses|ligga|visa sig|dröja|slå)\w*\b|\bkommer (?:vara viktiga|ha)\b"
)
_SOMEBODY = at_words(
    r"\b(?:en|ny|nya|två) (?:\w+ )?(?:person|personer|medarbetare|rådgivare|coach|projektledare|samordnare|handläggare|utredare|näringslivschef|lots)\b"
)
_ANNOUNCES = at_words(
    r"\b(?:avsätter|avsatt|satsar|erbjuder|erbjuds|öppnar|startar|ges|ger|hålls|utlyser|utlyses|håller|börjar|lanserar|lanseras|drar igång|kan sökas|finns)\b"
)
_PROGRESS = at_words(
    r"\b(?:på gång|i uppstart|under uppstart|under uppbyggnad|under framtagande|under arbete|i full gång|i startgroparna|i planeringsfasen|i drift|ute på (?:\w*besök|turné|rundresa|fältet)|ute på remiss|igång|i gång|på plats|uppe och (?:går|rullar)|på remiss|i slutfasen|i hamn|under beredning|under behandling|till upphandling|sjösatt)\b"
)
_EXISTS = re.compile(
    r"\bdet (?:pågår|görs|sker|förs|planeras|genomförs|arbetas|jobbas|tas|hålls|läggs|startas|byggs)\b|^(?:nu |även |just nu |fortsatt |också )*pågår\b|\bpågår (?:nu |även |också |ett |en |flera |dialog|arbete|diskussion|samtal)"
)
INFINITIVE_FIRST = re.compile(
    r"^(?:fortsätta|utveckla|ta fram|starta|genomföra|planera|samordna|kartlägga|bjuda in|se över|följa upp|arbeta|jobba|stärka|etablera|anordna|arrangera|marknadsföra|inventera|utreda|undersöka|bygga|skapa|öka|sprida|söka|hålla|besöka|kontakta|boka|ordna|förbereda|sammanställa|driva|stötta|stödja|utbilda|informera|erbjuda|rekrytera|anställa|ansöka)\b"
)
SUPINE_FIRST = re.compile(
    r"^(?:har |nu |precis |redan |även |också |just )*(?:sjösatt|startat|genomfört|påbörjat|inlett|lanserat|öppnat|tagit fram|haft|hållit|anordnat|arrangerat|anställt|rekryterat|deltagit|medverkat|besökt|träffat|byggt|skrivit|lämnat in|ansökt|sökt|tecknat|avslutat|slutfört|utvecklat|uppdaterat|skickat|bjudit in|samordnat|fördelat|betalat ut|delat ut|beviljat|publicerat|kartlagt|intervjuat|kontaktat|invigt|infört|stöttat|ställt|arbetat|jobbat|planerat|förlängt|höjt|utökat|avsatt|gjort|kört)\b"
)
_PAST_PARTICIPLE = at_words(
    r"\b(?:är|blir|blev) (?:\w+ )?(?:återförda?t?|inrättad\w*|tillsatt\w*|anställd\w*|rekryterad\w*|utsedd\w*|lanserad\w*|öppnad\w*|införda?|infört|sjösatt|igångsatt\w*|uppdaterad\w*|förlängd\w*|förlängt|inlämnad\w*|inskickad\w*|avslutad\w*|genomförd\w*|genomfört|påbörja\w*)\b"
)
_PASSIVE_DOING = at_words(
    r"\b(?:sätts upp|röjs|plogas|repareras|renoveras|stängs av|spärras av|evakueras|töms|byts ut|skyltas|ses över|följs upp|tas fram|tas in|arbetas fram|förs in|kartläggs|utreds|uppdateras|samordnas|fördelas|förbereds|planeras|utvecklas|revideras|inventeras|prövas|handläggs|granskas|förlängs|finansieras|medfinansieras|upphandlas|erbjuds|testas|införs|byggs upp|byggs ut|stöttas|samlas in|genomförs|arrangeras|anordnas|marknadsförs|förstärks|utökas|drivs|bedrivs|kontaktas|intervjuas|besöks|läggs om|inleds|startas|lanseras|hanteras|skickas ut|går ut|ändras|prioriteras|rekryteras|bereds|synliggörs|analyseras|remitteras|tillsätts|etableras|ordnas|hålls)\b"
)
NEWLY_THERE = at_words(r"\b(?:finns nu|nu finns|är nu (?:på plats|i drift|öppen|öppet)|nu öppen)\b")
_SURVEY_OUT = re.compile(
    r"\b\w*(?:enkät|enkäten|enkäter|frågeformulär|formuläret)\b.*\b(?:skickas|skicka|går ut|gå ut|sänds|ligger ute|är ute|genomförs|kommer)\b|\b(?:skickar|skicka|gör|göra|genomför)\b.{0,40}\b\w*enkät\w*"
)
_SURVEY_FIGURES = at_words(r"\b(?:visar|svarade|svarat|enligt|svar från)\b")
#: The others are the object of what the body does.
_REACHED = at_words(
    r"\b(?:bjöds in|bjuds in|har bjudits in|kontaktas|kontaktades|har kontaktats|besöktes|besöks|har besökts|intervjuas|intervjuades|har intervjuats|erbjuds|erbjöds|har erbjudits|informeras|informerades|utbildas|utbildades|har utbildats|lotsas|coachas)\b"
)
_TALKS = re.compile(
    r"^(?:nu |även |också |fortsatt )*för (?!en |ett )(?:\w+ )?(?:dialog\w*|samtal|diskussioner|förhandling\w*) (?:m|med|om|kring)\b|\b(?:kommunen|regionen|länsstyrelsen|vi|almi|kammaren|bolaget|förbundet|af|lst|hk) för (?:nu |också |en |ett |löpande )*(?:\w+ )?(?:dialog\w*|samtal\w*|diskussion\w*|förhandling\w*)\b"
)
#: Verbs that make whatever is their subject an undertaking.
_EVENTS = frozenset(
    "startade startar inleds inleddes genomförs genomfördes lanseras lanserades påbörjas påbörjades anordnas anordnades arrangeras arrangerades invigs invigdes sammanträdde sammanträder".split()
)
_MEETS = re.compile(
    r"(?:nu |även |vi )?(?:har|haft|hade) (?:\w+ )?(?:dialog|möten?|samtal|kontakter?|träffar|uppföljning\w*) (?:med|m|hos|om|kring)\b"
)
_HOW = at_words(r"\b(?:hur|vad|när|om|där|varför) (?:[\wåäö]+ ){1,3}$")
_SUBORDINATORS = frozenset("sedan när om som innan eftersom där hur vad ifall tills varför".split())
_OPENERS = frozenset(
    "också även nu just fortsatt här idag dessutom vidare samt redan snart därutöver precis och har sedan då bl.a. bl.a bla ev".split()
)
_NAMED_THING = at_words(
    r"\b(?:utlysning|utlysningen|ansökningsomgång\w*|stödet|stöd|bidraget|lånet|kursen|kurs|utbildningen|webbinariet)\b(?:(?! som ).){0,30}\b(?:öppnar|öppnade|är öppen|startar|stänger|börjar)\b|\b(?:öppnar|startar|börjar)\b.{0,20}\b(?:utlysning|ansökan|kurs|utbildning|stöd)\w*"
)


_OPENING_HINT = at_words("öppn|start|stäng|börja")
_WILL_HINT = at_words("kommer|ska|planerar|avser|tänker|siktar|avsikt|räknar|begrepp|på väg")
_FORESEEN = at_words(r"\b(?:beräknar|bedömer|uppskattar|tror|spår|bedömning)\b")
_CLEFT = at_words(r"\bär det (?:[\wåäö-]+ ){1,4}som \w+r\b")
_TAKES_ALONG = at_words(
    r"\btar (?:vi )?(?:det|den|detta|frågan|upp det|upp frågan) (?:på|vid|till|nästa)|\b(?:tar|tog|ta) (?:vi |också )?med (?:oss |sig |mig )?(?:frågan|det|detta|synpunkten|inspelet|hem)"
    r"|\b(?:tar|lyfter) (?:vi )?frågan (?:vidare|hem)"
)
_OUGHT = at_words(r"\b(?:måste|bör|borde|behöver|kan|kunna|skulle) (?:\w+ ){0,2}\w+s\b")
_GATHERING = re.compile(
    r"\b(?:\w*jour|\w*jouren|telefonlinje|\w*stab|mottagning|samordnare|öppet hus|kvällsöppet|\w*möte|\w*träff|workshop|\w*dialog|seminari\w+|webbinari\w+|\w*frukost\w*|\w*kväll|\w*lunch|\w*dag(?:ar)?|samtal|genomgång\w*|besök|utbildning\w*|kurs\w*|mässa\w*)\b"
)


def how_done(situation: Situation) -> str | None:
    """The rule by which a clause tells of an action, None when it tells of none."""
    flat = situation.clause.flat
    for test in _TESTS:
        answer = test(situation, flat)
        if answer is not None:
            return answer or None
    return None


def _survey(situation: Situation, flat: str) -> str | None:
    """A questionnaire that goes out."""
    if "enkät" not in flat and "formulär" not in flat and "enkät" not in situation.heading:
        return None
    under = "enkät" in situation.heading and re.search(r"\b(?:skickas|går ut|skickades|gick ut)\b", flat)
    out = (_SURVEY_OUT.search(flat) or under) and not _SURVEY_FIGURES.search(flat)
    return HAPPENS if out and not situation.about_others else None


def _announced(situation: Situation, flat: str) -> str | None:
    """Announcing a call or a scheme is no action; its name is marked."""
    if situation.subject is not None or not _OPENING_HINT.search(flat):
        return None
    return NOTHING if _NAMED_THING.search(flat) and situation.subject is None else None


def _will(situation: Situation, flat: str) -> str | None:
    will = _WILL.search(flat) if _WILL_HINT.search(flat) else None
    if will is None or situation.about_others or _FORESEEN.search(flat) or _NOT_WILL.search(flat):
        return None
    if re.search(r"\b(?:om|att|som) (?:\w+ ){0,2}$", flat[max(0, will.start() - 14) : will.start()]):
        return None
    clause = situation.clause
    pronoun = re.match(r"(?:de|man|hon|han|hen) ", flat)
    opens = will.start() < 3 or pronoun or _SOMEBODY.search(flat) or clause.continues
    elliptic = situation.context is not None and bool(opens)
    person = situation.context is not None and bool(
        situation.owners.person_facts_in(clause.start, clause.back(will.start()))
    )
    told = (
        person
        or situation.subject is not None
        or situation.we
        or _group(clause)
        or situation.has("undertaking")
    )
    return WILL if told or elliptic else None


def _only_may(situation: Situation, flat: str) -> str | None:
    return NOTHING if situation.may and not re.match(r"(?:får|fick)\b", flat) else None


def _reached(situation: Situation, flat: str) -> str | None:
    return HAPPENS if _REACHED.search(flat) and situation.context is not None else None


def _others_do(situation: Situation, flat: str) -> str | None:
    return NOTHING if situation.about_others else None


def _talks(situation: Situation, flat: str) -> str | None:
    return DOES if "för " in flat and _TALKS.search(flat) and not situation.company else None


def _exists(situation: Situation, flat: str) -> str | None:
    """ "Det pågår …", "det görs …", but not praise of what is done."""
    if "det " not in flat and "pågår" not in flat:
        return None
    if not _EXISTS.search(flat) or not situation.clause.has("undertaking", "doing"):
        return None
    return None if re.search(r"\bdet görs (?:\w+ ){0,2}(?:bra|fint|gott)\b", flat) else HAPPENS


def _cleft(situation: Situation, flat: str) -> str | None:
    """ "Det är X som handlägger"."""
    return DOES if "är det " in flat and _CLEFT.search(flat) and situation.subject is not None else None


def _takes_along(situation: Situation, flat: str) -> str | None:
    """Taking a matter along binds nobody."""
    return (
        NOTHING
        if (" med" in flat or "frågan" in flat or "tar " in flat) and _TAKES_ALONG.search(flat)
        else None
    )


def _names_offer(situation: Situation, flat: str) -> str | None:
    return NOTHING if situation.named and _ANNOUNCES.search(flat) else None


def _headed(situation: Situation, flat: str) -> str | None:
    """ "Sjösatt en plan …", "Ta fram … - pågår" under a heading."""
    if situation.context is None and situation.subject is None:
        return None
    bullet = situation.clause.sentence.bullet or "pågår" in flat
    if _MEETS.match(flat):
        return HEADED
    return HEADED if SUPINE_FIRST.match(flat) or (INFINITIVE_FIRST.match(flat) and bullet) else None


def _event(situation: Situation, flat: str) -> str | None:
    """Whatever starts, is held or goes on by such a verb is an undertaking."""
    clause = situation.clause
    finite = clause.finite()
    if finite is None:
        return None
    verb = clause.words[finite].low
    if situation.named and verb in ("pågår", "fortsätter", "fortlöper", "rullar"):
        return HAPPENS
    if verb not in _EVENTS or finite == 0 or situation.context is None:
        return None
    return None if re.search(r"\b(?:startar|startade) (?:om|trögt|på nytt)\b", flat) else HAPPENS


def _undertaking(situation: Situation, flat: str) -> str | None:
    if situation.has("undertaking") and happens(situation.clause, situation.clause.finite()):
        return HAPPENS
    return NOTHING if situation.context is None and situation.subject is None else None


def _progress(situation: Situation, flat: str) -> str | None:
    """ "På gång", "i uppstart", and passives of doing."""
    if re.search(r"\bär (?:nu |redan |åter )?(?:igång|i gång|under \w+(?:ing|ande))\b", flat):
        return HAPPENS
    counted = situation.clause.has("undertaking") or re.match(r"(?:\d|steg|etapp|fas|del)\b", flat)
    if _PROGRESS.search(flat) and counted:
        return HAPPENS
    passive = _PASSIVE_DOING.search(flat)
    if passive and not _OUGHT.search(flat) and not _HOW.search(flat[: passive.start()]):
        return HAPPENS
    return HAPPENS if _PAST_PARTICIPLE.search(flat) or NEWLY_THERE.search(flat) else None


def _verb_first(situation: Situation, flat: str) -> str | None:
    finite = situation.clause.finite()
    return HEADED if finite is not None and _first_is_verb(situation.clause, finite) else None


def _group(clause: Clause) -> bool:
    finite = clause.finite()
    until = clause.words[: finite if finite else 4]
    around = [*until, *clause.words[(finite or 0) + 1 : (finite or 0) + 2]]
    return any("group_doer" in w.tags for w in around)


def _by_verb(situation: Situation, flat: str) -> str | None:
    """A body, "vi" or a group that is subject of a verb of doing."""
    clause = situation.clause
    finite = clause.finite()
    if finite is None:
        return None
    words = clause.words
    verb = words[finite]
    named = situation.subject is not None or situation.we or _group(clause)
    subject = (
        situation.subject is not None or _group(clause) or (situation.we and _we_is_subject(clause, finite))
    )
    around = words[max(0, finite - 1) : finite] + words[finite + 1 : finite + 2]
    man = any(w.low in ("man", "de") for w in around) and situation.context is not None
    if not subject and not man:
        anybody = (
            situation.context is not None and situation.role == "organisation" and verb.low in _BY_ANYBODY
        )
        return DOES if anybody and finite < 4 else None
    if any(w.low in _SUBORDINATORS for w in words[max(0, finite - 3) : finite]):
        return None
    if verb.low in ("har", "hade"):
        return DOES if _has_done(clause, finite, flat) else None
    if subject and re.search(
        r"\b(?:är med i|ingår i|är partner i|är medsökande i|deltar i) (?:ett|en|det|den|\w+projekt|projekt)",
        flat,
    ):
        return DOES
    if verb.low == "är" and _PROGRESS.search(flat):
        return DOES if subject else None
    return DOES if _verb_of_doing(clause, finite, flat, named, subject or situation.we) else None


def _has_done(clause: Clause, finite: int, flat: str) -> bool:
    """ "Har startat …", "har ett möte"."""
    supine = next(
        (
            w
            for w in clause.words[finite + 1 : finite + 7]
            if not w.tags & _TONES
            and ("supine" in w.tags or (_SUPINE.search(w.low) and w.low not in _NO_SUPINE))
        ),
        None,
    )
    if supine is not None and supine.low not in _STATIVE_SUPINE:
        return True
    met = any("undertaking" in w.tags for w in clause.words[finite + 1 :])
    return met and ((supine is not None and supine.low == "haft") or bool(_GATHERING.search(flat)))


def _verb_of_doing(clause: Clause, finite: int, flat: str, named: bool, subject: bool) -> bool:
    verb = clause.words[finite]
    if "sayer" in verb.tags and re.search(rf"\b{re.escape(verb.low)} att\b", flat):
        return False  # what is told is the other clause's
    if "doing" in verb.tags:
        if "needs_particle" not in verb.tags:
            return True
        after = [w.low for w in clause.words[finite + 1 : finite + 9]]
        particle = any("particle" in tags_of(w) for w in after)
        return particle or clause.has("undertaking") or (named and verb.low not in _LIGHT)
    if verb.low in ("ser", "såg"):
        return any(w.low == "över" for w in clause.words[finite + 1 : finite + 4])
    if verb.tags & {"stative", "sayer", "need", "asking"}:
        return False
    return (
        subject and "verb_shaped" in verb.tags and verb.low not in ("beräknar", "heter", "slipper", "tjänar")
    )


#: What nobody but somebody of the body above does, whoever is named.
_BY_ANYBODY = frozenset(
    "kartlägger kartlade bemannar bemannade tömmer utreder utredde samordnar samordnade besöker besökte inventerar inventerade"
    " handlägger intervjuar intervjuade coachar utbildar utbildade granskar granskade patrullerar evakuerar träffar träffade".split()
)
#: Verbs that say nothing alone, whoever is their subject.
_LIGHT = frozenset(
    "tar tog tas togs tagit sätter sätts satte för gör gjorde gjort ökar söker sökte håller höll påverkar drar dras drog ställer ställde gått köper köpte lyfter lyfte kör körde byter skriver landade".split()
)
_TONES = {"worried", "positive", "neutral"}
_SUPINE = re.compile(r"\w{2,}(?:at|it|tt|kt|rt|ft|gt|lt)\Z")
_NO_SUPINE = frozenset(
    "ett mycket nytt stort annat arbetet kontakt tillsammans inget något beslut möte varsel snabbt kort starkt brett fortsatt fått gott bott plötsligt direkt extra bra inte projekt flygplats vitt gratis egentligen sätt rätt lätt tätt dialogmöte avtalet resultat samarbetet uppdraget projektet stödet kravet behovet".split()
)


_STATIVE_SUPINE = frozenset(
    "sagt nämnt berättat påpekat framfört meddelat varit blivit haft fått sett märkt minskat ökat upplevt noterat känt legat funnits drabbats tappat förlorat kunnat velat hört sjunkit stigit gått kommit mått väntat trott klarat svarat uppgett vuxit påverkats fortsatt hänt berörts lärt".split()
)


def _we_is_subject(clause: Clause, finite: int) -> bool:
    around = clause.words[max(0, finite - 3) : finite + 2]
    return any(w.low in ("vi", "jag") for w in around)


def _first_is_verb(clause: Clause, finite: int) -> bool:
    """ "Jobbar aktivt med …": the verb stands first, with no subject but the heading's."""
    before = clause.words[:finite]
    verb = clause.words[finite]
    if any(w.low not in _OPENERS for w in before) and not clause.continues:
        return False
    if "doing" not in verb.tags or ("stative" in verb.tags and "needs_particle" not in verb.tags):
        return False
    if verb.low in ("söker", "sökte"):
        return bool(
            re.search(
                r"\bsök(?:er|te) (?:\w+ )?(?:pengar|medel|finansiering|projekt\w*|stöd|bidrag|partner\w*|samarbets\w*)\b",
                clause.flat,
            )
        )
    if verb.low in ("ökar", "ökade", "påverkar", "får", "kommer") or (
        clause.continues and verb.low == "stänger"
    ):
        return False
    if "needs_particle" in verb.tags:
        after = [w.low for w in clause.words[finite + 1 : finite + 8]]
        return any("particle" in tags_of(w) for w in after) or clause.has("undertaking")
    after_words = clause.words[finite + 1 : finite + 3]
    return not any("outsider" in w.tags for w in after_words[:1])


_TESTS: tuple[Test, ...] = (
    _survey,
    staff,
    activity,
    _announced,
    _will,
    _only_may,
    _reached,
    _others_do,
    _talks,
    _exists,
    _cleft,
    _takes_along,
    _names_offer,
    _by_verb,
    _headed,
    _event,
    _undertaking,
    _progress,
    _verb_first,
)
