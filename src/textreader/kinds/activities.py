# SPDX-License-Identifier: EUPL-1.2
"""Things done that are told without a verb, or of people who begin: notes, news, logs.

"Frukostmöte 12/3", "Ny handläggare på plats 1 november", "Välkommen till Eva som började i måndags".
"""

from __future__ import annotations

import re

from textreader.due import NO_DAY
from textreader.kinds.judging import Situation
from textreader.patterns import at_words

ACTIVITY, STAFF = "action.activity", "action.staff"

_STAFF_WORD = (
    r"(?:\w*handläggare|\w*chef|\w*rådgivare|\w*strateg|\w*samordnare|\w*lots|\w*utvecklare|\w*projektledare|"
    r"\w*koordinator|\w*coach|\w*direktör|\w*kommunikatör|\w*vägledare|\w*ansvarig|\w*ledare|\w*sekreterare|"
    r"\w*inspektör|\w*medarbetare|\w*utredare|kollega|vd|\w*lotsar|\w*coacher|\w*konsulent|\w*rekryterare|"
    r"\w*ekonom|\w*jurist|\w*planerare|\w*specialist|\w*analytiker)"
)
_BEGINS = r"(?:börjar|började|har börjat|tillträder|tillträdde|har tillträtt)"
_STAFF_BEGINS = at_words(
    rf"\b{_STAFF_WORD} (?:[\w-]+ ){{0,4}}?(?:på plats|{_BEGINS}|anställd|anställs|rekryterad|rekryterats|utsedd|tillsatt|igång)\b"
    rf"|\b{_BEGINS} (?:[\wé-]+ ){{1,5}}?(?:som|hos oss|på tjänsten)\b"
    rf"|\bvälkom\w+ (?:till )?(?:[\wé-]+ ){{1,6}}?som (?:{_BEGINS}|är ny|är vår)\b"
    rf"|\b(?:är|blir) (?:[\wé-]+ ){{1,3}}nya? {_STAFF_WORD}(?!\w)"
    rf"|\b(?:vår|kommunens|regionens) nya? {_STAFF_WORD} (?:heter|är)\b"
)
_STAFF_HINT = at_words(
    "är |blir |börja|tillträ|plats|anställ|rekryter|utse|tillsatt|igång|välkom|heter|vår nya"
)
_LEAVES = at_words(r"\b(?:slutar|pension|saknas|söks|sökes|vakant|behövs|lediga?|sökande|platser)\b")

#: Gatherings and undertakings that need no verb beside their day.
_EVENT_WORD = (
    r"(?:[\wé-]*(?:möte|möten|mötet|träff|träffar|träffen|frukost|lunch|mingel|mässa|mässan|workshops?|webbinari\w+|"
    r"webinar\w*|seminari\w+|konferens\w*|samtal|samtalen|studiebesök|invigning\w*|kampanj\w*|kickoff|kick-off|upptakt\w*|"
    r"uppstart|temadag\w*|branschdag\w*|informationsdag\w*|rekryteringsdag\w*|inspirationsdag\w*|utbildningsdag\w*|finansieringsdag\w*|"
    r"[\wåäö-]{3,}(?<!mån)(?<!tis)(?<!ons)(?<!tors)(?<!fre)(?<!lör)(?<!sön)(?<!var)(?<!nings)(?<!svars)(?<!arbets)(?<!helg)(?<!års)dag(?:en|ar|arna)?|öppet hus|konf|\w*forum|[a-zåäö]{4,}resa|[a-zåäö]{5,}vecka|[\wåäö-]*projekt|samråd|coachning\w*|uppvaktning\w*|öppning\w*|provkörning\w*|julmarknad\w*|rekrytering\w*|workshopserie|hearing|utställning\w*|övning|övningen|upphandling\w*|enkät|enkäten|kväll|kvällen|"
    r"rundresa|studieresa|turné|föreläsning\w*|dialogmöte\w*|dialogkväll|dialogträff|stormöte|nätverksträff\w*|intervjuer|visning\w*|gala|galan|"
    r"inventering\w*|kartläggning\w*|tillsyn\w*|tillsynsbesök|förstudie\w*|rådslag|drop-in\w*|paneldebatt|lansering\w*|"
    r"jobbspår|rundvandring|kontroller|företagsbesök|medborgardialog|telefonjour|krisjour|krisstab|rådgivningsdag\w*|speeddejt\w*|"
    r"matchning|hackathon|tävling|festival\w*|skolning|genomgång\w*|avstämning m\w*)|panel \d|etapp \d|steg \d|omledning\w*)"
)
_EVENT_FIRST = at_words(
    rf"(?:(?:nu|även|också|sen|sedan|extra|ny|nytt|nya|en|ett|två|tre|gemensam\w*|stor|stort|första|andra|tredje|digital\w*|regional\w*|öppen|öppet|gratis|årlig\w*|"
    rf"(?:i |på )?(?:mån|tis|ons|tors|tor|fre|lör|sön)\w*|den|imorgon|i morgon|v|vecka|kl|\d[\d/.:–-]*|jan\w*|feb\w*|mars|april|maj|juni|juli|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*) ?[:,]? ?){{0,5}}{_EVENT_WORD}(?!\w)"
)
_WELCOME = at_words(
    rf"\bvälkom\w+ (?:till|på) (?:[\wåäö-]+ ){{0,4}}?{_EVENT_WORD}(?!\w)"
    rf"|\b(?:bjuder|bjöd) (?:[\wåäö-]+ ){{0,4}}?in (?:[\wåäö-]+ ){{0,3}}?(?:till|på) (?:[\wåäö-]+ ){{0,4}}?{_EVENT_WORD}(?!\w)"
)
_GROUP_MEETING = at_words(
    r"\b(?:bjuder|kallar) (?:\w+ )?(?:in )?till (?:[\wåäö-]+ ){0,3}?(?:uppföljnings|samråds|dialog|arbets|avstämnings|start|uppstarts|planerings)?(?:möte|träff|avstämning|dialog)\b"
)
_FINISHED = at_words(
    r"\b(?:genomförd[at]?|genomfört|hållen|hållet|hållna|avslutad[et]?|avslutat|påbörjad[et]?|påbörjat|inledd|inlett|klar[at]?|slutförd|slutfört|invigd|"
    r"sjösatt|lanserad|uppstartad|startad|startat|startade|utförd|avklara[dt]|gjord|gjort)\b"
)
_PLANNED = at_words(
    r"\b(?:planerad[et]?|inplanerad[et]?|inbokad[et]?|bokad[et]?|på gång|under planering|planeras|kommer|stundar)\b"
)
_OF_THE_GROUP = at_words(
    r"\b(?:nästa|förra|föregående|senaste|dagens|kommande) (?:\w+ )?(?:möte|mötet|träff|träffen|avst\w*|sammanträde|dialog\w*|gång|näringslivs\w+)\b"
    r"|\b(?:inställ[td]a?|ställs in|avbokad|tack för|anmälan senast|anmäl)\b"
)
#: The same report each week is no promise, but a habit.
_REGULAR = re.compile(
    r"nästa (?:\w+)?(?:rapport|lägesrapport|lägesbild)\w* (?:lämnas|skickas in|ges|kommer)\b"
)
_IN_PLACE = at_words(r"\bhar (?:nu|sedan|under|fortsatt)\b")
_FIGURES_FIRST = re.compile(
    r"(?:ca |drygt |totalt |över |hela |antal\w* )?\d[\d ]*(?![\d/.:–-]|:e|(?: |e )?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
)


def activity(situation: Situation, flat: str) -> str | None:
    """A gathering with its day, or with a word that it was held, under a body's name."""
    if (_OF_THE_GROUP.search(flat) and not _REGULAR.match(flat)) or situation.role == "next_meeting":
        return None
    clause = situation.clause
    if _REGULAR.match(flat):
        return ACTIVITY
    if _GROUP_MEETING.search(flat):
        return None  # a promise to the others
    if ("välkom" in flat or "bju" in flat or "bjö" in flat) and _WELCOME.search(flat):
        return ACTIVITY if situation.owners.due(clause) != NO_DAY else None
    finite = clause.finite()
    if finite is not None and clause.words[finite].low not in (
        "kommer",
        "planeras",
        "startade",
        "klar",
        "klart",
    ):
        return None
    if situation.context is None or situation.named or clause.has("need") or _FIGURES_FIRST.match(flat):
        return None
    if not _EVENT_FIRST.match(flat):
        return None
    told = (
        re.search(r"\b(?:sedan|igång)\b", flat)
        or _FINISHED.search(flat)
        or _PLANNED.search(flat)
        or situation.owners.dated(clause)
    )
    return ACTIVITY if told else None


def staff(situation: Situation, flat: str) -> str | None:
    """Somebody who begins at a body."""
    if not _STAFF_HINT.search(flat) or _LEAVES.search(flat) or situation.company:
        return None
    return STAFF if _STAFF_BEGINS.search(flat) else None


def status_of(situation: Situation, why: str, usual: str) -> str:
    """planned, ongoing or done of what is told without a verb; ``usual`` is what the tense tells."""
    flat = situation.clause.flat
    if _FINISHED.search(flat):
        return "done"
    if _IN_PLACE.search(flat):
        return "ongoing"
    if situation.owners.due(situation.clause) != NO_DAY or _PLANNED.search(flat):
        return "planned"
    if why == ACTIVITY and situation.owners.dated(situation.clause):
        return "done"  # its day has been
    return "done" if why == STAFF and usual == "ongoing" else usual
