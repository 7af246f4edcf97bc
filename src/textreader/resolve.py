# SPDX-License-Identifier: EUPL-1.2
"""Figures in their context: population, period, what they are a share of, forecast and marks.

Runs after dates, quantities and changes and before the sentence kinds; it replaces facts by
fuller ones with the same ids.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from textreader.kinds import heads
from textreader.kinds.marks import Cues, cues_of, is_forecast, marks
from textreader.kinds.scopes import scope_of
from textreader.model import Document, Fact
from textreader.patterns import at_words
from textreader.words import GAP as G

Span = tuple[int, int]

_POPULATION = at_words(
    rf"(?<!\w)(?:de|våra|dessa|samtliga|alla|bland|hos|ingen{G}av|av|medverkande|deltagande|av{G}länets|av{G}kommunens|av{G}regionens){G}$"
)
_POPULATION_HEADS = (
    "företagen", "företag", "kommunerna", "kommuner", "medlemmarna", "medlemmar", "medlemsföretag", "bolagen", "bolag",
    "arbetsställen", "arbetsställena", "respondenterna", "respondenter", "svarande", "hushåll", "hushållen",
    "organisationer", "organisationerna", "verksamheter", "verksamheterna", "deltagarna", "butiker", "butikerna", "hotellen", "hotell",
    "restauranger", "restaurangerna", "gårdar", "gårdarna", "industrierna", "industrier", "medlemsföretagen", "företagarna", "företagare", "länen", "anläggningar", "anläggningarna", "aktörer", "aktörerna",
)  # fmt: skip
_COMPARE = rf"(?:jämfört{G}med|jfr\.?(?:{G}med|{G}m)?|jmf\.?(?:{G}med|{G}m)?|jämf\.?{G}m(?:ed)?|än|mot|sedan|i{G}förhållande{G}till|relativt|av|från|som|under|över|gentemot|kontra)"
_BASELINES = (
    ("normal_year", re.compile(rf"{_COMPARE}{G}(?:ett{G}|det{G})?(?:normal\w*(?:{G}år|{G}läge)?)(?!\w)")),
    ("last_year", re.compile(
        rf"{_COMPARE}{G}(?:(?:samma|motsvarande){G}(?:månad|period|tid|kvartal|vecka|halvår|tidpunkt){G})?(?:i{G}fjol|ifjol|förra{G}året|fjolåret\w*|föregående{G}år|året{G}(?:innan|före)|ett{G}år{G}(?:tidigare|sedan)|för{G}ett{G}år{G}sedan|förra{G}årets|fjolårets)(?!\w)"
        rf"|(?:samma|motsvarande){G}(?:månad|period|tid|kvartal|vecka|halvår){G}(?:i{G}fjol|ifjol|förra{G}året|föregående{G}år|året{G}innan)|på{G}årsbasis|i{G}årstakt")),
    ("last_round", re.compile(rf"{_COMPARE}{G}(?:vid{G})?(?:förra|senaste|föregående){G}(?:mötet|omgången|mätningen|gången|månaden|rapporten|enkäten|månad|mätning|omgång)(?!\w)|sedan{G}sist(?!\w)|än{G}sist(?!\w)")),
)  # fmt: skip
_BASELINE_CUE = at_words(r"normal|fjol|förra|föreg|senaste|året|år |samma|motsv|sist|årsb|årst")
_BALANCE = at_words(
    r"(?<!\w)(?:nettot?(?:tal\w*|balans\w*|andel\w*|saldo\w*)?|balanstal\w*)(?!\w)[^.;!?]{0,60}$"
)
_BOUNDARY = at_words(r"[,;()]|(?<!\w)(?:och|men|medan|samt|jämfört|mot|än|varav)(?!\w)")
_COMPARED = at_words(r"(?<!\w)(?:jämfört|jämföra|jämföras|mot|än|jfr|jmf|jämf|som)(?!\w)[^,;]*$")
#: "Av de 185 varslade i Åsbruk har 97 nytt jobb": the whole that the next figure is a part of.
_WHOLE = re.compile(
    rf"(?:^|[.!?:;,(-] {{0,3}}|(?<!\w)(?:och|men|att){G})av{G}(?:(?:de|dessa|alla|våra|samtliga|totalt|sammanlagt|länets|kommunens|regionens){G}){{0,2}}$"
)
#: "Ingen av de 40 varslade har fått jobb", and no other figure.
_SOME_OF = at_words(
    rf"(?<!\w)(?:ingen|inga|inget|ingenting|alla|samtliga|flera|några|någon|flesta|många|merparten|majoriteten|få|hälften|tredjedelar|fjärdedelar|en|ett)(?:{G}enda)?{G}av{G}(?:(?:de|dessa|våra|länets){G})?$"
)
_IN_AREAS = at_words(rf"(?<!\w)(?:i|inom|från|för){G}(?:de|våra|alla|samtliga|länets){G}$")
_AREAS = ("kommunerna", "kommuner", "länen", "orterna", "orter")
_OF_THOSE = re.compile(rf"{G}av{G}(?:dem|dessa|de|ansökningarna|ärendena)(?!\w)")
_OF_OTHER = re.compile(rf"{G}av{G}")
_OF_WHICH = at_words(
    rf"(?<!\w)(?:varav|därav|av{G}dem|av{G}dessa|av{G}vilka)(?:{G}(?:är|var|har|hade|ca|cirka|drygt|knappt))?{G}$"
)


def resolve(document: Document) -> None:
    """Fill in what the figures' neighbours tell; facts keep their ids."""
    figures = document.of_kind("quantity", "change")
    if not figures:
        return
    sentences = [_sentence(document, fact) for fact in figures]
    dates = document.of_kind("date")
    date_starts = [d.start for d in dates]
    new: dict[str, Fact] = {}
    population: tuple[int, str] | None = None
    whole: tuple[Span, str] | None = None
    cues: dict[Span, Cues] = {}
    for place, (fact, sentence) in enumerate(zip(figures, sentences, strict=True)):
        near = _dates_in(
            dates, date_starts, (max(sentence[0], fact.start - _REACH), min(sentence[1], fact.end + _REACH))
        )
        mates = _mates(figures, place, sentence)
        fields = dict(fact.fields)
        section = document.section_at(fact.start) if document.sections else None
        key = section.start if section else 0
        if fact.rule not in ("quantity.table_cell", "quantity.table_lines"):
            _context(document, fact, fields, sentence, mates, near, cues)
        else:
            _cell_period(document, fact, fields, dates)
        relative_to = _base(document, fact, fields, mates, new)
        within = None
        if fields.get("role") == "population":
            if fields.pop("_sentence_only", False):
                whole = (sentence, fact.id)
            else:
                population = (key, fact.id)
        elif whole is not None and whole[0] == sentence and fields.get("unit") != "age_years":
            within = whole[1]
            _own_head(document, fact, fields, new[whole[1]])
        elif population is not None and population[0] == key and fields.get("unit") != "age_years":
            within = population[1]
        kept = (fact.id, fact.kind, fact.start, fact.end, fact.text, fact.rule)
        new[fact.id] = Fact(*kept, fields, within, relative_to or fact.relative_to)
    document.facts = [new.get(fact.id, fact) for fact in document.facts]


#: How far from a figure its sentence is looked at, so that a text without full stops costs no more.
_REACH, _MATES = 260, 14


def _mates(figures: list[Fact], place: int, sentence: Span) -> list[Fact]:
    """The figures of the same sentence, some before and some after this one."""
    first = place
    while first > 0 and place - first < _MATES and figures[first - 1].start >= sentence[0]:
        first -= 1
    last = place + 1
    while last < len(figures) and last - place < _MATES and figures[last].start < sentence[1]:
        last += 1
    return figures[first:last]


def _sentence(document: Document, fact: Fact) -> Span:
    """The sentence around a fact; without one, some text on both sides up to an empty line."""
    if document.sentences:
        index = bisect_right(document.sentences, (fact.start + 1,)) - 1
        if index >= 0 and document.sentences[index].end > fact.start:
            return document.sentences[index].start, document.sentences[index].end
    start = heads.clause_start(document, fact.start)
    stop = re.compile(r"[.!?](?=\s|$)|\n\s*\n").search(document.text, fact.end, fact.end + 240)
    return start, stop.start() if stop else min(len(document.text), fact.end + 240)


def _dates_in(dates: list[Fact], starts: list[int], sentence: Span) -> list[Fact]:
    first = bisect_right(starts, sentence[0] - 1)
    found: list[Fact] = []
    for place in range(first, len(dates)):
        if dates[place].start >= sentence[1] or len(found) > 40:
            break
        found.append(dates[place])
    return found


def _context(
    document: Document,
    fact: Fact,
    fields: dict[str, Any],
    sentence: Span,
    mates: list[Fact],
    dates: list[Fact],
    cues: dict[Span, Cues],
) -> None:
    """Role, period, forecast, marks, baseline, scope: what the sentence says of a figure."""
    if fact.kind == "quantity" and _is_count(fact, fields):
        if _as_population(document, fact, fields, sentence, mates):
            return
    if fields.get("unit") in ("duration", "age_years"):
        fields.pop("_negated", None)
        return
    others = [m.start for m in mates if m.id != fact.id]
    period = _period(document, fact, dates, others)
    if period is not None:
        fields["period"] = period.id
    found: dict[str, Any] = {}
    cue = cues.get(sentence)
    if cue is None:
        cue = cues[sentence] = cues_of(document.flat, sentence)
    negated = bool(fields.pop("_negated", False))
    if cue.marks:
        found = marks(document, fact.start, fact.end, sentence, others, cue, negated=negated)
    ahead = period is not None and _is_ahead(document, period)
    forecast = ahead or is_forecast(document, fact.start, fact.end, sentence, others, cue)
    past = period is not None and not ahead and _is_past(document, period)
    if forecast and not past and fields.get("role") != "population":
        fields["forecast"] = True
        if period is not None:
            fields["horizon"] = period.id
    fields |= found
    _baseline(document, fact, fields, sentence, others)
    scope = scope_of(document, fact, sentence, mates)
    if scope:
        fields["scope"] = scope


def _as_population(
    document: Document, fact: Fact, fields: dict[str, Any], sentence: Span, mates: list[Fact]
) -> bool:
    """Give the figure its role as a population, with its place, where it is one."""
    left = document.flat[max(sentence[0], fact.start - 40) : fact.start]
    areas = str(fields.get("of") or "").endswith(_AREAS) and _IN_AREAS.search(left) is not None
    if areas or not _is_population(document, fact, fields):
        if not (areas or _is_whole(fact, left, mates)):
            return False
        fields["_sentence_only"] = True
    fields["role"] = "population"
    if scope := scope_of(document, fact, sentence, mates):
        fields["scope"] = scope
    return True


def _is_count(fact: Fact, fields: dict[str, Any]) -> bool:
    """Can it be a population: a plain number of things or people, two at least?"""
    return (
        fact.rule != "quantity.share"
        and fields.get("unit") == "count"
        and fields.get("value") is not None
        and not fields.get("change")
        and float(fields["value"]) >= 2
    )


def _is_whole(fact: Fact, left: str, mates: list[Fact]) -> bool:
    """The whole that only this sentence speaks of: the next figure is a part of it, or none of it is."""
    if _SOME_OF.search(left):
        return True
    if not _WHOLE.search(left):
        return False
    after = next((m for m in mates if m.start >= fact.end), None)
    return after is not None and after.fields.get("unit") in ("count", "%", "ratio")


def _own_head(document: Document, fact: Fact, fields: dict[str, Any], whole: Fact) -> None:
    """ "Av 27 sökande har 24 fått besked": the part is named by what it did, not as the whole."""
    if fields.get("of") == whole.fields.get("of") and (did := _DID.match(document.flat, fact.end)):
        fields["of"] = " ".join(did["words"].split())


_DID = re.compile(
    rf"{G}(?:har{G}|hade{G}|är{G}|blev{G}|inte{G})*(?P<words>[a-zåäö]+(?:at|it|ått|ett|rt|ts|ade|ar|er)(?!\w)(?:{G}(?!(?:och|eller|men|i|på|för|till|av|som|under|sedan)(?!\w))[a-zåäö]+){{0,2}})"
)


def _is_population(document: Document, fact: Fact, fields: dict[str, Any]) -> bool:
    if heads.part_of(document, fact.end):
        return False
    of = str(fields.get("of") or "")
    if not of.split()[-1:] or not of.rsplit(maxsplit=1)[-1].endswith(_POPULATION_HEADS):
        return False
    left = document.flat[max(0, fact.start - 24) : fact.start]
    found = _POPULATION.search(left)
    if found is None:
        return False
    word = found[0].split()[0]
    if found[0].split()[-1] != word:
        return True  # "av länets 15 kommuner"
    return (
        word not in ("av", "hos", "bland")
        or of.endswith(("na", "en"))
        or bool(re.search(rf"(?:våra|de){G}$", left))
        or word in ("bland", "hos")
    )


def _is_ahead(document: Document, period: Fact) -> bool:
    first = period.fields.get("from") or period.fields.get("to")
    return first is not None and str(first) > document.reference_date.isoformat()


def _is_past(document: Document, period: Fact) -> bool:
    last = period.fields.get("to")
    return last is not None and str(last) < document.reference_date.isoformat()


def _period(document: Document, fact: Fact, dates: list[Fact], others: list[int]) -> Fact | None:
    """The date just after the figure within its clause, else the nearest before."""
    flat = document.flat
    usable = [
        d
        for d in dates
        if d.fields.get("role") not in ("deadline", "meeting", "closes") and not d.fields.get("superseded")
    ]
    for date in usable:
        if date.end < fact.start and not flat[date.end : fact.start].strip():
            return date
        if date.start >= fact.end:
            if any(date.end < o and not flat[date.end : o].strip() for o in others):
                break
            between = flat[fact.end : date.start]
            if (
                len(between) <= 70
                and not _BOUNDARY.search(between)
                and not any(fact.end <= o < date.start for o in others)
            ):
                return date
            break
    before = [d for d in usable if d.end <= fact.start]
    if not before:
        return None
    date = before[-1]
    between = flat[date.end : fact.start]
    if _COMPARED.search(flat[max(0, date.start - 24) : date.start]):
        return None  # a day that is compared with holds for no later figure
    if (
        ";" in between
        or _COMPARED.search(between)
        or (date.fields.get("to") is None and "sedan" in date.text.lower())
    ):
        return None
    # A date that stands right after another figure is that figure's.
    owners = [
        o
        for o in others
        if o < date.start and date.start - o < 40 and not _BOUNDARY.search(flat[o : date.start])
    ]
    if owners and _BOUNDARY.search(between):
        return None
    return date


def _cell_period(document: Document, fact: Fact, fields: dict[str, Any], dates: list[Fact]) -> None:
    """A column or row that is headed by a date holds for it."""
    for start, end in document.cells.get(fact.id, ()):
        index = (
            bisect_right([d.start for d in dates], start - 1)
            if len(dates) < 400
            else bisect_right(dates, start - 1, key=lambda d: d.start)
        )
        if index < len(dates) and dates[index].start < end:
            fields["period"] = dates[index].id
            if _is_ahead(document, dates[index]):
                fields["forecast"] = True
            return


def _base(
    document: Document, fact: Fact, fields: dict[str, Any], mates: list[Fact], new: dict[str, Fact]
) -> str | None:
    """The figure that a share or an unnumbered change is relative to."""
    flat = document.flat
    unit = fields.get("unit")
    those = flat.startswith(" av", fact.end) and bool(_OF_THOSE.match(flat, fact.end))
    share = fact.kind == "change" or (
        unit in ("ratio", "%") and fields.get("total") is None and not fields.get("change")
    )
    of_which = (those and unit == "count") or bool(
        _OF_WHICH.search(flat, max(0, fact.start - 24), fact.start)
    )
    if not (share or of_which):
        return None
    if fact.kind == "quantity" and unit == "%" and not (of_which or those):
        return None
    if fact.kind == "quantity" and unit == "ratio" and not those and _OF_OTHER.match(flat, fact.end):
        return None
    if fact.kind == "change" and not fields.get("_bare"):
        fields.pop("_bare", None)
        return None
    fields.pop("_bare", None)
    if unit == "ratio" and float(fields.get("value") or 0) > 1:
        return None
    before = [m for m in mates if m.end <= fact.start and _is_level(new.get(m.id, m))]
    if not before:
        return None
    base = new.get(before[-1].id, before[-1])
    if share and (fact.kind == "change" or unit == "ratio") and base.fields.get("of"):
        fields["of"] = base.fields["of"]
    return base.id


def _is_level(fact: Fact) -> bool:
    unit = str(fact.fields.get("unit"))
    return (
        fact.kind == "quantity"
        and (unit == "count" or unit.startswith("SEK"))
        and not fact.fields.get("change")
        and fact.fields.get("role") != "population"
    )


def _baseline_in(flat: str, start: int, end: int) -> str | None:
    """normal_year, last_year or last_round where the words compare with one."""
    return next((name for name, pattern in _BASELINES if pattern.search(flat, start, end)), None)


def _baseline(
    document: Document, fact: Fact, fields: dict[str, Any], sentence: Span, others: list[int]
) -> None:
    """What a figure is compared with, and whether it is a level, a step, a share or a balance."""
    flat = document.flat
    stop = min([o for o in others if o > fact.end] + [sentence[1], fact.end + 110])
    begin = max([o for o in others if o < fact.start] + [sentence[0], fact.start - 90])
    baseline = None
    if _BASELINE_CUE.search(flat, begin, stop):
        baseline = _baseline_in(flat, fact.end, stop)
        if baseline is None and not any(o < fact.start for o in others):
            baseline = _baseline_in(flat, begin, fact.start)
    if fact.kind == "change":
        if baseline:
            fields["baseline"] = baseline
        return
    reading = "level"
    if _BALANCE.search(flat, max(sentence[0], fact.start - 90), fact.start):
        reading = "balance"
    elif fields.get("change") and fields.get("before") is None:
        reading = "change"
    elif baseline and fields.get("unit") in ("%", "ratio", "index") and fields.get("total") is None:
        reading = "share_of_baseline"
    fields["reading_as"] = reading
    if baseline and (reading != "level" or fields.get("unit") in ("%", "index")):
        fields["baseline"] = baseline
