# SPDX-License-Identifier: EUPL-1.2
"""Days and periods told from the day of writing: weekdays, weeks, quarters, seasons, "om en månad".

:func:`match_at` is called by :mod:`dates` for every trigger that is a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from textreader import days
from textreader.days import SEASONS, WEEKDAYS
from textreader.kinds import calendar_parts, relative_days, seasons
from textreader.kinds.date_core import FUTURE, Core
from textreader.kinds.period_words import HEDGE, NTH, NUMBER, UNIT, G, O, fixed, unit_name
from textreader.model import Document
from textreader.tokens import NUMBER_WORDS, Trigger
from textreader.words import alternatives


def _w(*words: str) -> frozenset[str]:
    return frozenset(words)


_MONTHS_ALT = "(?:" + alternatives(days.MONTHS) + r")\.?(?!\w)"
_DAY_NAME = "(?:" + alternatives(WEEKDAYS) + ")(?:en|ens|s)?"
_WAY = r"(?P<way>nästa|nästkommande|kommande|förra|föregående|denna|detta|innevarande|gångna|förrförra)"
_Rule = tuple[str, frozenset[str], re.Pattern[str], Callable[[re.Match[str], Document, str], list[Core]]]


def _rule(name: str, words: frozenset[str], pattern: str, build: Any) -> _Rule:
    return name, words, re.compile(pattern), build


_DAY_WORDS = frozenset(WEEKDAYS) | {d + s for d in WEEKDAYS if len(d) > 4 for s in ("en", "ens", "s")}

PATTERNS: list[_Rule] = [
    _rule("date.today", _w("idag", "i", "dagens"), rf"(?:idag|i{G}dag|dagens|i{G}(?:em|fm|eftermiddag|förmiddag|kväll|natt|morse))(?!\w)", relative_days.today),
    _rule("date.today", _w("ikväll"), r"ikväll(?!\w)", relative_days.days_on(0)),
    _rule("date.tomorrow", _w("imorgon", "imorn", "i", "morgondagens"), rf"(?:imorgon|imorn|i{G}morgon|i{G}morn|morgondagens?)(?!\w)", relative_days.days_on(1)),
    _rule("date.yesterday", _w("igår", "i", "gårdagens", "gårdagen"), rf"(?:igår|i{G}går|gårdagens?)(?!\w)", relative_days.days_on(-1)),
    _rule("date.two_days", _w("i"), rf"i{G}övermorgon(?!\w)", relative_days.days_on(2)),
    _rule("date.two_days", _w("i"), rf"i{G}förr?går(?!\w)", relative_days.days_on(-2)),
    _rule("date.ahead", _w("om", "inom"), rf"(?:om|inom){G}{HEDGE}(?P<n>{NUMBER})(?:{O}(?:-|eller|till|à|á){O}(?P<m>{NUMBER}))?{O}{UNIT}(?!{G}sedan)", relative_days.ahead),
    _rule("date.ago", _w("för"), rf"för{G}{HEDGE}(?P<n>{NUMBER}){O}{UNIT}{G}(?:sedan|sen)(?!\w)", relative_days.ago),
    _rule("date.year_word", _w("i", "ifjol", "iår", "fjolåret", "fjolårets", "fjolår", "fjol", "förra", "föregående", "nästa", "nästkommande"),
          rf"(?:i{G}år|iår|i{G}f[jö]r?r?fjol|i{G}fjol|ifjol|fjolår(?:ets?)?|fjol|förra{G}årets?|föregående{G}årets?|nästa{G}års?|nästkommande{G}år)(?!\w)", relative_days.year_word),
    _rule("date.of_the_year", _w("de"), rf"de{G}(?:(?P<m>{NUMBER}){G})?(?P<nth>första|sista){G}(?:(?P<n>{NUMBER}){G})?(?P<unit>månaderna)(?:{G}(?:av|under|i))?{G}(?:år{G})?(?P<of>(?:19|20)[0-9]{{2}}|året|år|fjol|förra{G}året)(?!\w)", calendar_parts.of_the_year),
    _rule("date.window", _w("de", "den", "det", "sista", "senaste", "närmaste", "närmsta", "kommande", "nästkommande", "gångna"),
          rf"(?:de[nt]?{G})?(?P<way>sista|senaste|närmaste|närmsta|kommande|nästkommande|gångna|föregående){G}(?P<hedge>(?:dryga?|knappa?|cirka|ca|närmare|nästan|ungefär){G})?(?:(?P<n>{NUMBER}){O})?{UNIT}", relative_days.window),
    _rule("date.unit", _w("nästa", "nästkommande", "kommande", "förra", "föregående", "denna", "detta", "innevarande", "gångna", "den", "det"),
          rf"(?:de[nt]{G})?{_WAY}{G}{UNIT}", relative_days.whole_unit),
    _rule("date.unit", _w("fg", "f"), rf"(?:fg|f\.g)\.?{G}(?P<way>)(?P<unit>v(?:ecka)?|mån(?:ad)?|år|kv(?:artal)?)\.?(?!\w)", relative_days.unit_before),
    _rule("date.this_unit", _w("den", "det"), rf"de[nt]{G}här{G}(?P<way>){UNIT}", relative_days.whole_unit),
    _rule("date.this_unit", _w("i"), rf"i{G}(?P<way>)(?P<unit>veckan|månaden)(?!\w|{G}(?:innan|före|efter))", relative_days.whole_unit),
    _rule("date.unit", _w("veckan", "månaden"), rf"(?P<unit>veckan|månaden){G}som{G}(?:gick|gått|har{G}gått|var)(?P<way>)(?!\w)",
          lambda m, d, r: fixed(m, r, unit_name(m["unit"]), days.unit_span(days.add(d.reference_date, -1, unit_name(m["unit"])), unit_name(m["unit"])))),
    _rule("date.of_the_year", _w("årets", "fjolårets"), rf"(?:årets|fjolårets){G}(?:(?P<m>{NUMBER}){G})?(?P<nth>första|andra|tredje|fjärde|sista){G}(?:(?P<n>{NUMBER}){G})?(?P<unit>kvartal|halvår|månad(?:er)?)(?!\w)", calendar_parts.of_the_year),
    _rule("date.this_year", _w("årets"), rf"årets{G}(?:slut|början)(?!\w)", relative_days.this_year),
    _rule("date.this_year", _w("resten", "året"), rf"(?:resten{G}av{G}året|året{G}ut|året)(?!\w|{G}(?:innan|före|därpå|efter|om|runt))", relative_days.this_year),
    _rule("date.year_word", _w("årets"), r"årets(?!\w)", relative_days.year_word),
    _rule("date.weekday_near", _w("i"), rf"(?P<i>i){G}(?P<way>)(?P<pa>)(?P<day>(?:måndags|tisdags|onsdags|torsdags|fredags|lördags|söndags))(?!\w)", relative_days.weekday),
    _rule("date.weekday_near", _w("nästa", "förra", "kommande", "nästkommande", "i"), rf"(?P<i>)(?P<pa>)(?:i{G})?(?P<way>nästa|förra|kommande|nästkommande){G}(?P<day>{_DAY_NAME})(?!\w)", relative_days.weekday),
    _rule("date.nth_in_month", _w("första", "andra", "tredje", "fjärde", "sista"), rf"(?P<nth>första|andra|tredje|fjärde|sista){G}(?P<what>veckan?|(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en)?){G}(?:i|av){G}(?P<month>{_MONTHS_ALT})", calendar_parts.nth_in_month),
    _rule("date.edge_of_month", _w("den", "sista", "första", "siste", "förste"), rf"(?:den{G})?(?P<edge>sista|siste|första|förste)(?:{G}dagen)?(?:{G}i)?{G}(?P<month>{_MONTHS_ALT})", calendar_parts.edge_of_month),
    _rule("date.nth_of_month", _w(*NTH), rf"(?P<nth>{alternatives(NTH)}){G}(?P<month>{_MONTHS_ALT})", calendar_parts.nth_of_month),
    _rule("date.weekday", _DAY_WORDS, rf"(?P<i>)(?P<way>)(?P<pa>)(?P<day>{_DAY_NAME})(?!\w)\.?", relative_days.weekday),
    _rule("date.weekend", _w("helgen"), r"helgen(?!\w)", relative_days.weekend),
    _rule("date.short_week", _w("v"), rf"v\.?{O}([2-3][0-9])([0-5][0-9])(?![0-9])", calendar_parts.short_week),
    _rule("date.week", _w("v", "vecka", "veckan", "veckorna"),
          rf"(?:v\.?|veck(?:an?|orna)(?:{G}(?:nr|nummer))?){O}(?P<a>[0-9]{{1,2}})(?![0-9]|[.,:][0-9])(?:(?P<link>{O}(?:-|/|,){O}|{G}(?:och|till|t\.o\.m\.|tom|samt|&){G})(?:v\.?{O}|vecka{G})?(?P<b>[0-9]{{1,2}})(?![0-9/]|[,:][0-9]|\.[0-9]|{O}(?:%|procent|personer|st(?!\w))))?", calendar_parts.weeks),
    _rule("date.quarter", _w("q", "k", "kvartal", "kvartalet", "kv"), rf"(?:q{O}|k(?=[1-4])|kv(?:artal(?:et)?)?\.?{O})(?P<a>[1-4]|ett|två|tre|fyra)(?![\w,]|-[a-zåäö]{{3}})(?:{O}(?:-|/|och|till){O}(?:q|k|kvartal{G})?(?P<b>[1-4]|två|tre|fyra)(?![\w,]))?", calendar_parts.quarter),
    _rule("date.quarter", _w("första", "andra", "tredje", "fjärde", "sista"), rf"(?P<a>första|andra|tredje|fjärde|sista)(?:{G}(?:och|till){G}(?P<b>andra|tredje|fjärde|sista))?{G}kvartal(?:ets?)?(?!\w)", calendar_parts.quarter),
    _rule("date.half", _w("första", "andra"), rf"(?P<a>första|andra){G}halvårets?(?!\w)", calendar_parts.half),
    _rule("date.half", _w("h"), r"(?P<a>h[12])(?!\w)", calendar_parts.half),
    _rule("date.tertial", _w("tertial", "första", "andra", "tredje"), rf"(?:tertial{G}(?P<a>[1-3])|(?P<b>första|andra|tredje){G}tertialet)(?!\w)", calendar_parts.tertial),
    _rule("date.season_near", _w("i"), rf"i{G}(?P<season>vår|sommar|höst|vinter|våras|somras|höstas|vintras)(?!\w)", seasons.season_near),
    _rule("date.season_near", _w("förra", "nästa", "kommande", "föregående", "gångna", "den", "denna"), rf"(?:den{G})?(?P<way>förra|nästa|kommande|nästkommande|föregående|gångna|denna|här)(?:{G}årets)?{G}(?P<season>(?:vår|höst|sommar)(?:en)?|vintern?|sommarsäsong(?:en)?|vintersäsong(?:en)?)(?!\w)", seasons.season_told),
    _rule("date.season", _w(*(s + e for s in ("vår", "sommar", "höst", "vint") for e in ("en", "ens")), *(s + e for s in SEASONS for e in ("en", "ens", "månaderna", "säsongen")), "sommaren", "sommarens", "vintern", "vinterns"),
          r"(?P<season>(?:vår|höst)(?:ens?)|sommar(?:ens?)|vinterns?|(?:vår|sommar|höst|vinter)(?:månaderna|säsongens?))(?!\w)", seasons.season),
    _rule("date.season", _w("vår", "sommar", "höst", "vinter"), rf"(?P<season>vår|sommar|höst|vinter)(?={G}(?:19|20)[0-9]{{2}}(?![0-9])|{O}[-'][2-3][0-9](?![0-9]))", seasons.season),
    _rule("date.term", _w("vårterminen", "höstterminen", "vårterminens", "höstterminens", "vårtermin", "hösttermin", "vt", "ht"), r"(?P<term>(?:vår|höst)termin(?:ens?)?|vt|ht)(?![a-zåäö])", calendar_parts.term),
    _rule("date.turn", _w("årsskiftet", "årsskifte", "halvårsskiftet", "månadsskiftet", "nyår", "nyåret", "nyårsskiftet"),
          rf"(?:månadsskiftet(?:{G}(?P<m1>{_MONTHS_ALT})(?:{O}[-/]{O}(?P<m2>{_MONTHS_ALT}))?)?|(?:halv|ny)?årsskiftet?|nyåret|nyår)(?!\w)", calendar_parts.turn),
    _rule("date.holiday", _w("midsommar", "midsommarhelgen", "midsommarafton", "påsk", "påsken", "påskhelgen", "jul", "julen", "julhelgen", "juluppehållet", "pingst", "pingsten", "allhelgona", "allhelgonahelgen", "valborg", "lucia", "nationaldagen", "kristi", "trettondagen", "trettonhelgen", "trettondagsafton", "påskveckan", "påsklovet", "höstlovet"),
          rf"(?P<day>midsommar(?:helgen|afton)?|påsk(?:en|helgen)?|jul(?:en|helgen|uppehållet)?|pingst(?:en)?|allhelgona(?:helgen)?|valborg|lucia|nationaldagen|kristi{G}himmelsfärd(?:sdag|shelgen|shelg)?|trettondagen|trettonhelgen|trettondagsafton|påskveckan|påsklovet|höstlovet)(?!\w)", calendar_parts.holiday),
    _rule("date.named_year", _w("läsåret", "budgetåret", "räkenskapsåret", "verksamhetsåret"), rf"(?P<word>läs|budget|räkenskaps|verksamhets)året{G}(?P<y>(?:19|20)[0-9]{{2}}|[2-3][0-9](?={O}[-/]{O}[2-4][0-9](?![0-9])))(?:{O}[-/]{O}(?P<z>(?:20)?[0-9]{{2}}))?(?![0-9])", calendar_parts.named_year),
    _rule("date.day_in_month", _w("den"), rf"den{G}(?P<d>[1-3]?[0-9])(?:(?P<th>:[ea])(?!\w))?(?:{G}i{G}(?:(?P<way>nästa|denna){G}månad|månaden))?(?={O}(?:[.,;)!](?![0-9])|$|kl(?!\w))|(?<=[ea])(?={G}senast)|(?<=[ea])(?:{G}(?:och|ska|är|har|till|i|på|blir))(?!\w))", calendar_parts.day_in_month),
    _rule("date.forward", _w(*(w for w in NUMBER_WORDS if NUMBER_WORDS[w] <= 60)), rf"(?P<n>{NUMBER}){G}{UNIT}{G}(?:framåt|framöver)(?!\w)", relative_days.forward),
]  # fmt: skip

_ON_DAY = re.compile(rf"(?<!\w)(?P<pa>på|till){G}$")
_BY_WORD: dict[str, list[_Rule]] = {}
for _entry in PATTERNS:
    for _word in _entry[1]:
        _BY_WORD.setdefault(_word, []).append(_entry)
_NTH_PART = re.compile(rf"(?P<a>[1-4]):[ae]{G}(?P<part>kvartalets?|halvårets?)(?!\\w)(?P<b>)")
_FORWARD = re.compile(rf"(?P<n>[0-9]{{1,3}}){G}{UNIT}{G}(?:framåt|framöver)(?!\w)")


def match_at(trigger: Trigger, document: Document) -> list[Core]:
    """The first pattern of the trigger's word that understands what stands there."""
    flat = document.flat
    for name, _words, pattern, build in _BY_WORD.get(trigger.word, ()):
        match = pattern.match(flat, trigger.start)
        if match is None:
            continue
        cores = build(match, document, name)
        if cores:
            return _with_preposition(cores, flat)
    return []


def _with_preposition(cores: list[Core], flat: str) -> list[Core]:
    """ "på onsdag" lies ahead; a bare weekday goes by the tense."""
    core = cores[0]
    if core.rule == "date.weekday" and core.spans is None and core.span is not None:
        before = _ON_DAY.search(flat, max(0, core.start - 8), core.start)
        if before and not flat[core.start : core.end].endswith(("en", "ens")):
            core.start = before.start()
            core.lean = FUTURE
    return cores


def forward_at(trigger: Trigger, document: Document) -> list[Core]:
    """ "12 månader framåt", "2:a kvartalet", which begin with digits."""
    if match := _NTH_PART.match(document.flat, trigger.start):
        quarters = match["part"].startswith("kv")
        build = calendar_parts.quarter if quarters else calendar_parts.half
        return build(match, document, "date.quarter" if quarters else "date.half")
    match = _FORWARD.match(document.flat, trigger.start)
    return relative_days.forward(match, document, "date.forward") if match else []
