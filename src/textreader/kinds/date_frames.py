# SPDX-License-Identifier: EUPL-1.2
"""What stands around a date: words that open, close, shift or place it.

:func:`frame` reads "senast", "från och med", "efter", "slutet av" before a date, and what the day is for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from textreader.days import Span
from textreader.kinds.date_core import FUTURE, PAST, Core, tense_at
from textreader.kinds.date_joining import G, O
from textreader.kinds.date_roles import calendar_marks, role_of
from textreader.model import Document
from textreader.patterns import at_words, searching
from textreader.words import word_before

FROM = (
    rf"(?:från{G}och{G}med|fr{O}\.?{O}o{O}\.?{O}m(?:\.|(?!\w))|fom(?!\w)|f{O}\.{O}o{O}\.{O}m\.?|from(?!\w))"
)

_mod_before = searching(
    rf"(?<!\w)(?:(?P<start>(?:i{G})?(?:början|inledningen|starten){G}(?:av|på|i)|tidigt(?:{G}(?:i|under|på))?|tidiga)"
    rf"|(?P<mid>(?:i{G})?mitten{G}(?:av|på|i)|(?:i{G})?medio|mitt{G}i)"
    rf"|(?P<end>(?:i{G}|mot{G}|vid{G}|till{G})?slutet{G}(?:av|på|i)|(?:i{G})?slutet|ultimo|sent(?:{G}(?:i|under|på))?|(?:de[nt]{G})?senare{G}delen{G}av|(?:i{G})?utgången{G}av"
    rf"|(?:de[nt]{G})?sista{G}delen{G}av)"
    rf"|(?P<half1>(?:de[nt]{G})?(?:första|1:a){G}(?:halvan|hälften|halvåret){G}(?:av|på|i)|(?:de[nt]{G})?första{G}halvåret)"
    rf"|(?P<half2>(?:de[nt]{G})?(?:andra|2:a|sista){G}(?:halvan|hälften|halvåret){G}(?:av|på|i)|(?:de[nt]{G})?andra{G}halvåret))"
    rf"{G}(?:den{G}|år{G})?$"
)
_limit_before = searching(
    rf"(?<!\w)(?:(?P<from>{FROM}(?:{G}(?:och{G}med|med))?|gäller{G}från|fr\.?)"
    rf"|(?P<plain_from>från)"
    rf"|(?P<since>(?:allt)?sedan|sen)"
    rf"|(?P<opens>(?:inte|ej|inte{G}börja{G}\w+){G}(?:förrän|fören|före|innan)|förrän|fören)"
    rf"|(?P<earliest>tidigast|som{G}tidigast)"
    rf"|(?P<after>efter)"
    rf"|(?P<before>före|innan)"
    rf"|(?P<by>(?:allra{G})?senast|ej{G}senare{G}än|inte{G}senare{G}än|deadline:?)"
    rf"|(?P<until>(?:fram{G})?(?:till{G}och{G}med|t{O}\.?{O}o{O}\.?{O}m\.?|tom)|fram{G}till|ända{G}till|tills|intill|hittills{G}till)"
    rf"|(?P<sofar>hittills|så{G}här{G}långt|så{G}långt)"
    rf"|(?P<rest>(?:under{G}|för{G})?resten{G}av|återstoden{G}av))"
    rf"(?:{G}åtminstone)?(?:{G}(?:ungefär|cirka|ca|omkring))?(?:{G}(?:nu{G})?(?:i|på|under|vid|kring|runt|inför|till))?{G}(?:och{G}med{G})?(?:år{G})?(?:den{G})?(?:åtminstone{G})?$"
)
_SEASON_PREPOSITION = at_words(rf"(?<!\w)(?:under|till|inför|i|efter|på|vid|runt|kring)(?:{G}hela)?{G}$")
_ON = re.compile(rf"{G}(?:och|eller){G}(?:framåt|framöver|senare|därefter)(?!\w)|{G}och{G}resten{G}av{G}året")
_BACK = re.compile(rf"{G}(?:och|eller){G}(?:tidigare|dessförinnan)(?!\w)")
_ATTRIBUTE = at_words(
    r"(?:statistik\w*|siffror\w*|rapport\w*|mätning\w*|enkät\w*|uppgift\w*|protokoll\w*|anteckning\w*|möte\w*|svar\w*|data|prognos\w*"
    r"|underlag\w*|undersökning\w*|beslut\w*|förslag\w*|brev\w*|mejl\w*|minnesanteckningar) {1,5}från {1,5}(?:den {1,5})?$"
)


#: "skrivelsen från den 14 april": from a noun, a day tells which one, not since when.
_NOUN_FROM = re.compile(
    r"(?<!\w)(?!(?:öppen|öppet|redan|igen|även|sedan|stängd|tiden|perioden|ansökningsperioden|någon|utan|uppskjutet|innan)(?!\w))[a-zåäö]{3,}(?:en|et|an|else|ing|rapport|brev|lista) {1,5}från {1,5}(?:den {1,5})?$"
)


_OPEN_FROM = re.compile(
    r"(?:^|[.,;:(\n-]|(?:as|ar|er|ande|is|ut|öppet|öppen|redan|gälla|anställd|och|börja)) {0,5}från {1,5}$"
)


_COMPARED = ("month", "quarter", "season", "half")
_FIGURE_IN = re.compile(r"[0-9](?: (?:st|pers|personer|varsel|av dem|[a-zåäö]+(?:ade|ats|its)))? i {1,3}$")
_FIGURE_ON = re.compile(r" {0,2}:? {0,2}[0-9]")
#: "dyrare än i januari", "lika många som i mars": what is compared with has been.
_AS_IN = re.compile(
    rf"(?<!\w)(?:(?:som|än){G}(?:i|under)|(?:jämfört|jmf|jämf\.?|jfr){G}m(?:ed)?(?:{G}i)?|(?<!fram )mot{G}i){G}(?:början{G}av{G})?$"
)


#: "varslen från maj" are those of May, "40 behövs från maj" tells since when.
_OF_A_TIME = re.compile(
    r"(?<!\w)(?!(?:gäller|redan|igen|även|behövs|behöver|anställer|startar|öppnar|stänger|inställ[dt]|inställda|sedan)(?!\w))"
    r"(?:[a-zåäö]*(?:varsel|tal|bild|bilden|nivå|bokslut|information|info|exempel|material|notis|artikel|text|siffra|fall|ärenden|svar|varslad(?:e|a)|frågor|punkt|ansökningar|pengar)"
    r"|[a-zåäö]{3,}(?:en|et|an|na|ande)) {1,5}från {1,5}$"
)


def _span_of(core: Core) -> Any:
    return core.span if core.spans is None else (lambda year: core.spans)


def _edge(core: Core, start: int, side: str, reference: date) -> Core:
    """The core turned to what lies after, before, so far in or left of it."""
    inner = _span_of(core)

    def span(year: int) -> Span | None:
        whole: Span | None = inner(year) if inner else None
        if whole is None:
            return None
        if side == "after":
            when = whole[1] + timedelta(days=1)
            if core.grain == "turn":
                when = whole[1]
            return when, when
        if side == "before":
            when = whole[0] - timedelta(days=1)
            if core.grain == "turn":
                when = whole[0]
            return when, when
        if side == "sofar":
            return whole[0], min(whole[1], reference)
        return max(whole[0], reference), whole[1]

    fixed = span(0) if core.spans is not None else None
    return replace(core, start=start, span=span, spans=fixed, fields=dict(core.fields))


#: What a frame can end with; nothing else is worth a look back.
_LAST_WORDS = frozenset(
    "av på i tidigt tidiga medio slutet ultimo sent halvåret under den år från med fr fr. fom f.o.m f.o.m. fr.o.m fr.o.m. from sedan sen"
    " förrän fören före innan tidigast efter senast än deadline deadline: till t.o.m t.o.m. tom tills intill hittills långt m m. vid kring"
    " runt inför åtminstone ungefär cirka ca omkring nu början start".split()
)


def _look_back(core: Core, flat: str, left: str) -> None:
    """What is compared with has been, and so has a period that a bare figure is told of."""
    if core.lean or core.grain not in _COMPARED:
        return
    if _AS_IN.search(left):
        core.lean = PAST
    elif _FIGURE_IN.search(left):
        core.default = PAST  # "totalt 412, 63 i maj"
    elif _FIGURE_ON.match(flat, core.end) and re.search(r"(?:^|[(,;\n]) {0,3}$", left):
        core.default = PAST  # "(sept 118)", "april 131"


def frame(core: Core, document: Document) -> Core | None:
    """The core with its frame; None where the words show that no day is meant."""
    flat, reference = document.flat, document.reference_date
    start = core.start
    left = flat[max(0, start - 48) : start]
    framed = word_before(flat, start).lstrip('("”') in _LAST_WORDS
    if framed and (mod := _mod_before(left)):
        core = _with_mod(core, mod, start - len(left) + mod.start())
        left = flat[max(0, core.start - 48) : core.start]
    _look_back(core, flat, left)
    if framed and not (core.open_to or core.open_from) and (before := _limit_before(left)):
        core = _opened(core, before, core.start - len(left) + before.start(), document, reference)
    elif core.grain in ("season", "turn", "holiday", "term") and (kept := _SEASON_PREPOSITION.search(left)):
        core.start -= len(left) - kept.start()
        if kept[0].split()[0] in ("till", "inför") and core.lean == 0:
            core.lean = FUTURE
    elif core.span is not None and left.endswith(" till "):
        core.default = core.default or FUTURE
    if on := _ON.match(flat, core.end):
        core.open_to, core.end = True, on.end()
    elif back := _BACK.match(flat, core.end):
        core.open_from, core.end = True, back.end()
    if role := role_of(core, document):
        core.fields.setdefault("role", role)
    calendar_marks(core, document)
    return core


def _with_mod(core: Core, mod: re.Match[str], start: int) -> Core:
    """ "slutet av maj" is May with mod end; "första halvan av maj" is its half."""
    half = 1 if mod["half1"] else 2 if mod["half2"] else 0
    if (
        not half
        and core.rule == "date.year_word"
        and not mod["mid"]
        and "av" not in mod[0]
        and "på" not in mod[0]
    ):
        return core
    if not half:
        name = "start" if mod["start"] else "mid" if mod["mid"] else "end"
        core.fields["mod"] = name
        core.start = start
        return core
    inner = _span_of(core)

    def span(year: int) -> Span | None:
        whole: Span | None = inner(year) if inner else None
        if whole is None:
            return None
        first, last = whole
        if core.grain == "year":
            middle = date(first.year, 6, 30)
        elif core.grain == "month":
            middle = first.replace(day=15)
        else:
            middle = first + (last - first) / 2
        return (first, middle) if half == 1 else (middle + timedelta(days=1), last)

    grain = "half" if core.grain == "year" else core.grain
    fixed = span(0) if core.spans is not None else None
    return replace(core, start=start, span=span, spans=fixed, grain=grain)


def _opened(core: Core, before: re.Match[str], start: int, document: Document, reference: date) -> Core:
    """The core as the word before it has it: open on one side, shifted, or only with a role."""
    name = before.lastgroup or ""
    if name == "opens":
        core.fields["role"] = "opens"
        core.lean = core.lean or FUTURE
        return core
    if name == "plain_from" and not _opens_plainly(core, document):
        return core
    if name == "from" and before[0].startswith("fr ") and _is_friday(core, document, start):
        return replace(core, start=start, weekday=4)
    if (
        name == "plain_from"
        and core.grain in ("month", "season")
        and not _STEP_BEFORE.search(document.flat, max(0, start - 24), start)
    ):
        core.default = FUTURE
    if name in ("from", "since", "earliest", "plain_from", "after"):
        return _onward(core, name, start, reference)
    if name in ("sofar", "rest"):
        core = _edge(core, start, name, reference)
        core.lean = core.lean or (PAST if name == "sofar" else 0)
        return core
    return _until(core, name, start, document, reference)


#: "upp 3 % från oktober" looks back.
_STEP_BEFORE = re.compile(r"(?:%|procent|procentenheter|upp|ned|ner|[0-9]) {1,5}$")


def _is_friday(core: Core, document: Document, start: int) -> bool:
    """ "fr 26/6" where a clause begins: the day of the week, not from that day on."""
    if not re.search(
        r"(?:^|[.,;:(\n-]|(?<!\w)(?:och|el|eller|nästa|möte|ses)) {0,3}$",
        document.lowered[max(0, start - 9) : start],
    ):
        return False
    reference = document.reference_date
    span = core.resolve(reference, FUTURE) if core.grain == "day" else None
    return span is not None and span[0].weekday() == 4


def _onward(core: Core, name: str, start: int, reference: date) -> Core:
    """ "från och med", "sedan", "tidigast", "efter": open towards what comes."""
    if name != "after" and core.joined:
        return replace(core, start=start)
    if name == "after" or core.grain == "turn":
        core = _edge(core, start, "after", reference)
    core.start, core.open_to = start, True
    if name in ("earliest", "since"):
        core.lean = core.lean or (FUTURE if name == "earliest" else PAST)
    return core


def _until(core: Core, name: str, start: int, document: Document, reference: date) -> Core:
    """ "före", "senast", "till och med": open towards what was."""
    dateless = core.spans is None and core.year is None
    past = dateless and tense_at(document, core.start, core.end) == PAST
    if name == "by":
        if past and core.grain in ("month", "year", "season", "quarter"):
            return core  # "senast i maj var det 40"
        core.lean = core.lean or FUTURE
        core.fields["role"] = "deadline"
    elif name == "before":
        if dateless and not past:
            core.lean = core.lean or FUTURE
        core = _edge(core, start, "before", reference)
    else:
        core.free = True
    if name == "by" and core.grain == "turn":
        core = _edge(core, start, "before", reference)
    core.start, core.open_from = start, True
    return core


def _opens_plainly(core: Core, document: Document) -> bool:
    """Does a bare "från" open an interval, or tell which report, letter or figure is meant?"""
    if core.grain == "years" or core.joined:
        return False
    left = document.flat[max(0, core.start - 40) : core.start]
    if _ATTRIBUTE.search(left) or _NOUN_FROM.search(left):
        return False
    if core.grain in ("month", "season"):
        if _OPEN_FROM.search(left):
            return True
        return not _OF_A_TIME.search(left)
    return not (
        core.grain == "day" and (core.fields.get("relative") == "past" or core.rule == "date.yesterday")
    )
