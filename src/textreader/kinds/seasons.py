# SPDX-License-Identifier: EUPL-1.2
"""Seasons: "hösten 2026", "i våras", "förra sommaren", "under vintermånaderna"."""

from __future__ import annotations

import re

from textreader import days
from textreader.clauses import tags_of
from textreader.days import SEASONS, Span
from textreader.kinds.date_core import FUTURE, PAST, Core
from textreader.kinds.period_words import G, O, fixed
from textreader.kinds.written_days import year_after
from textreader.model import Document


def season_of(word: str) -> str:
    return next(name for name in SEASONS if word[:3] == name[:3])


def season(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "hösten 2026", "sommarmånaderna", "vintern 2025/26"."""
    season = season_of(match["season"])
    if pair := re.compile(rf"{G}((?:19|20)[0-9]{{2}})[-/]((?:20)?[0-9]{{2}})(?![0-9])").match(
        document.flat, match.end()
    ):
        if season == "vinter" and int(pair[2]) % 100 == (int(pair[1]) + 1) % 100:
            return [
                Core(match.start(), pair.end(), rule, "season", spans=days.season_span(int(pair[1]), season))
            ]
    year, end = year_after(document, match.end())
    if year is None and (short := _SHORT_YEAR.match(document.flat, match.end())):
        year, end = 2000 + int(short[1]), short.end()
    shift = 1 if season == "vinter" else 0

    def span(of_year: int) -> Span | None:
        return days.season_span(of_year - shift, season)

    return [Core(match.start(), end, rule, "season", span, year, order=SEASONS[season][0] % 12)]


_SHORT_YEAR = re.compile(
    r"(?: {1,2}| ?[-'])([2-3][0-9])(?![0-9]|[,.:/][0-9]| ?(?:%|-|kr|mkr|tkr|st(?!\w))| {1,3}(?!(?:och|blev|var|är|ska|kommer|har)(?!\w))[a-zåäö])"
)


def season_told(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "förra sommaren" is last year's, "nästa vår" next year's, "kommande höst" the next to come."""
    way, season = match["way"], season_of(match["season"])
    here = document.reference_date
    if way in ("denna", "här", "kommande", "nästkommande"):
        core = Core(match.start(), match.end(), rule, "season", lambda y: days.season_span(y, season))
        core.lean = FUTURE
        return [core]
    spans = [days.season_span(here.year + n, season) for n in (1, 0, -1, -2)]
    if way == "gångna":
        return fixed(match, rule, "season", next(span for span in spans if span[0] <= here))
    if season == "vinter":  # it runs over the turn of the year
        ahead, gone = spans[::-1], (span for span in spans if span[1] < here)
        told = next(span for span in ahead if span[0] > here) if way == "nästa" else next(gone)
        return fixed(match, rule, "season", told)
    return fixed(match, rule, "season", spans[0] if way == "nästa" else spans[2])


def season_near(match: re.Match[str], document: Document, rule: str) -> list[Core]:
    """ "i sommar" is the one now or next, "i våras" the one that was."""
    word = match["season"]
    past = word.endswith("as")
    season = season_of(word)
    if word == "vår" and not _ENDS_PHRASE.match(document.flat, match.end()):
        follows = _NEXT_WORD.match(document.flat, match.end())
        begins = document.text[match.start()] == "I"  # "I vår bedöms …", not "i vår kommuns …"
        if follows is None or not (
            "finite" in tags_of(follows[1]) or (begins and _PASSIVE.fullmatch(follows[1]))
        ):
            return []
    core = Core(match.start(), match.end(), rule, "season", lambda y: days.season_span(y, season))
    core.lean = PAST if past else FUTURE
    core.order = SEASONS[season][0] % 12
    if past and core.span is not None:
        # "i våras" said in May is still the spring that runs; said in summer it has ended.
        core.fields["relative"] = "past"
    return [core]


_PASSIVE = re.compile(r"[a-zåäö]{2,}(?:ms|gs|ks|ps|ds|bs|vs|as|ls|es|ats)")
_NEXT_WORD = re.compile(rf"{G}([a-zåäö]+)(?!\w)")
_ENDS_PHRASE = re.compile(
    rf" {{0,3}}(?:[.,;:!?)]|$|-|(?:och|men|för|att|med|till|på|kommer|ska|har|är|blir|när|som|då|så|innan|efter|kan|sker|startar|väntas|inför|samt)(?!\w))|{O}\n"
)
