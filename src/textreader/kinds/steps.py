# SPDX-License-Identifier: EUPL-1.2
"""Is a number a step up or down, or the level that is reached?"""

from __future__ import annotations

import re

from textreader.patterns import at_words
from textreader.words import alternatives, lexicon, word_before

G = " {1,5}"
_LISTS = lexicon("changes")
INCREASE, DECREASE = "increase", "decrease"


def _w(name: str) -> str:
    return "(?:" + alternatives(_LISTS[name]) + ")"


_VERBS = rf"(?:(?P<inc>{_w('increase_verbs')})|(?P<dec>{_w('decrease_verbs')}))(?!\w)"
_MEASURED = "(?:pris|omsättnings|intäkts|produktions|volym|order|jobb|export|import|gäst|börs|kurs|ränte|lönsamhets|försäljnings|el|sysselsättnings|befolknings)"
_NOUNS = (
    rf"(?<!i ett )(?<!i två )(?<!i tre )(?<!vissa )(?<!många )(?![a-zåäö]*sökning)"
    rf"(?:[a-zåäö]*(?:(?P<inc>{_w('increase_nouns')})|(?P<dec>{_w('decrease_nouns')}))"
    rf"|{_MEASURED}?(?:(?P<inc2>{_w('short_increase_nouns')})|(?P<dec2>{_w('short_decrease_nouns')})))(?!\w)"
)
_FILL = r"(?:(?!(?:till|från|men|medan|och|som|där|jämfört) )[^.;:!?()0-9]){0,48}?"
_MORE = rf"(?:{G}(?:totalt|hela|cirka|i{G}snitt|i{G}genomsnitt|i{G}medeltal|ytterligare|nästan|sammanlagt|bara|endast|ungefär|runt|omkring))?"

_VERB_WITH = re.compile(rf"(?<!\w){_VERBS}{_FILL}{G}med{_MORE}{G}$")
_VERB_DIRECT = re.compile(
    rf"(?<!\w){_VERBS}(?:{G}(?:totalt|nu|svagt|något|hela|bara|endast|ytterligare|kraftigt|cirka|i{G}snitt))?{G}$"
)
_VERB_SUBJECT = re.compile(
    rf"(?<!\w){_VERBS}{G}(?:[a-zåäö]+{G})?(?!(?:från|den|man|men|utan|mellan|sedan|innan|bara|även|detta)(?!\w))[a-zåäö]{{3,}}(?:en|et|na|n|an){G}$"
)
_NOUN_OF = re.compile(
    rf"(?<!\w){_NOUNS}(?:{G}(?!(?:till|från)(?!\w))[a-zåäö]+){{0,4}}?{G}(?:på|med|om|motsvarande){_MORE}{G}$"
)
_NOUN_IS = re.compile(
    rf"(?<!\w)(?:(?P<inc>ökningen|uppgången|höjningen|tillväxten)|(?P<dec>minskningen|nedgången|sänkningen|tappet|neddragningen))(?:{G}[a-zåäö]+){{0,2}}?{G}(?:är|var|blev|blir|väntas{G}bli|uppgick{G}till|uppgår{G}till|stannade{G}på){_MORE}{G}$"
)
_ADJECTIVE_OF = re.compile(
    r"(?<!\w)(?:(?P<inc>ökad|ökat|ökade|höjd|höjt|utökad)|(?P<dec>minskad|minskat|minskade|sänkt|lägre|försämrad))(?!\w)"
    r"(?: {1,5}[a-zåäö-]+){1,3}? {1,5}(?:i|på|med|om) {1,5}$"
)
_UP_DOWN = re.compile(
    rf"(?<!\w)(?<!säger )(?<!sade )(?<!sa )(?<!sagt )(?<!säga )(?<!sägs )(?<!sagts )(?<!köper )(?<!tar )(?<!ställer )(?<!kr )(?<!kronor )(?:(?P<inc>upp|plus)|(?P<dec>ned|ner|minus))(?:{G}(?:med|ca|cirka|drygt))?{G}$"
)
_AFTER = re.compile(
    rf"(?:{G}[a-zåäö-]{{3,30}})?{G}(?:(?P<inc>fler|flera|högre|mer|mera|större|dyrare|längre|bättre)|(?P<dec>färre|lägre|mindre|billigare|kortare|sämre))(?!\w)"
)
_AFTER_NOUN = re.compile(rf"[{G[0]}-]{{1,5}}{_NOUNS}")
_OVER_UNDER = re.compile(
    rf"{G}(?:(?P<inc>över)|(?P<dec>under)){G}(?:det{G})?(?:normal\w*|snitt\w*|genomsnitt\w*|budget\w*|förra|fjol\w*|föregående|motsvarande|samma|medel\w*|index)"
)


#: Without a word of change, or a part of one, nothing before a number can be a step.
_ANY_STEP = at_words(
    alternatives(
        [
            *(
                w
                for name in (
                    "increase_verbs",
                    "decrease_verbs",
                    "increase_nouns",
                    "decrease_nouns",
                    "short_increase_nouns",
                    "short_decrease_nouns",
                )
                for w in _LISTS[name]
            ),
            *(
                "ökning",
                "uppgång",
                "höjning",
                "tillväxt",
                "minskning",
                "nedgång",
                "sänkning",
                "tapp",
                "neddragning",
            ),
            *("ökad", "ökat", "höjd", "höjt", "utöka", "minskad", "minskat", "sänkt", "lägre", "försämra"),
            *("upp", "plus", "ned", "ner", "minus"),
        ]
    )
)


#: What the patterns for a number without "percent" can end with; nothing else is worth a look back.
_LAST_WORDS = tuple(
    "med på om motsvarande i är var blev blir bli till totalt hela cirka snitt genomsnitt medeltal ytterligare nästan"
    " sammanlagt bara endast ungefär runt omkring upp plus ned ner minus ca drygt".split()
)


def _direction(match: re.Match[str]) -> str:
    told = match.groupdict()
    return INCREASE if told.get("inc") or told.get("inc2") else DECREASE


def step_before(flat: str, start: int, *, share: bool) -> str | None:
    """The direction when the words before say that the number is the step itself.

    ``share`` is true for percent and percentage points, which may follow the verb directly.
    """
    left = max(0, start - 84)
    if not share and not word_before(flat, start).endswith(_LAST_WORDS):
        return None
    if not _ANY_STEP.search(flat, left, start):
        return None
    for pattern in (_VERB_WITH, _NOUN_OF, _ADJECTIVE_OF, _NOUN_IS):
        if match := pattern.search(flat, left, start):
            return _direction(match)
    if match := _UP_DOWN.search(flat, max(0, start - 14), start):
        return _direction(match)
    if share and (match := _VERB_SUBJECT.search(flat, max(0, start - 60), start)):
        return _direction(match)
    if share and (match := _VERB_DIRECT.search(flat, max(0, start - 40), start)):
        return _direction(match)
    return None


def step_after(flat: str, number_end: int, unit_end: int, *, share: bool) -> tuple[str, int] | None:
    """The direction told by the words after: "97 fler", "20 % minskning", "3 % under snittet"."""
    end = unit_end
    if match := _AFTER.match(flat, end):
        word = flat[match.start() : match.end()].split()
        if len(word) == 1 or flat[match.end() :].startswith(" än"):
            return _direction(match), match.end()
    if match := _AFTER_NOUN.match(flat, end):
        return _direction(match), match.end()
    if share and (match := _OVER_UNDER.match(flat, end)):
        return _direction(match), end
    return None


_MOVED = at_words(
    rf"(?<!\w)(?:{_w('increase_verbs')}|{_w('decrease_verbs')}|gått|gick|ändra\w*|förändra\w*|kapa\w*|skruva\w*)(?!\w)"
)
_VARIES = at_words(
    r"(?<!\w)(?:varier\w*|spänner|ligger mellan|allt från|intervall\w*|pendla\w*|åldrarna|åldern|kosta\w*|erbjud\w*|mellan)(?!\w)"
)


def moves(flat: str, start: int) -> bool | None:
    """Of "från A till B": True when something went from A to B, False for a range."""
    left = flat[max(0, start - 90) : start]
    varies = [m.end() for m in _VARIES.finditer(left)]
    moved = [m.end() for m in _MOVED.finditer(left)]
    if varies and (not moved or varies[-1] > moved[-1]):
        return False
    return True if moved else None


def with_step(flat: str, start: int) -> str | None:
    """The direction when "med" right before the number hangs on a verb of change."""
    match = _VERB_WITH.search(flat, max(0, start - 84), start)
    return _direction(match) if match else None
