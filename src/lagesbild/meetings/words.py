# SPDX-License-Identifier: EUPL-1.2
"""Words typed in the room: which of them fewer may read, and what is left of them for the others. Pure.

A typed line is no text version, so that nothing has held its asides and names back; that is done here,
with the same reader and by the same levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import textreader
from lagesbild.lib.audience import RANK, Level
from lagesbild.lib.periods import Period, half_open
from lagesbild.sources.operations import HELD_BACK

#: What stands in place of words that are left out of the middle of something.
LEFT_OUT = "[utelämnat]"

#: A mail address, wherever it stands: none is ever shown to a room.
MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)

#: Lines are cut without asking for days.
ANY_DAY = date(2000, 1, 1)

Span = tuple[int, int]


@lru_cache(maxsize=2048)
def held_back(text: str) -> tuple[tuple[int, int, Level], ...]:
    """The asides and names of persons in a typed line, with who may read them.

    >>> held_back("Vi är klara (internt: ring först).")[0][2].value
    'coordinator'
    """
    read = textreader.read(text, ANY_DAY)
    return tuple((f.start, f.end, HELD_BACK[f.kind]) for f in read.facts if f.kind in HELD_BACK)


def level_of_words(text: str, base: str) -> Level:
    """The level of a whole line: its own, or that of the strictest words in it."""
    levels = [Level(base), *(level for _, _, level in held_back(text))]
    return max(levels, key=RANK.__getitem__)


def shown_to(level: Level, text: str) -> str:
    """A typed line as a level may read it, without mail addresses; "" where nothing is left.

    >>> shown_to(Level.GROUP, "Vi är klara (internt: ring ulf@ort.example).")
    'Vi är klara.'
    """
    hidden = [(a, b) for a, b, needs in held_back(text) if RANK[needs] > RANK[level]]
    return without_addresses(without_spans(text, hidden))


def without_asides(text: str) -> str:
    """A typed line without what is for colleagues alone; the whole line where that is all it says."""
    asides = [(a, b) for a, b, needs in held_back(text) if needs is Level.COORDINATOR]
    return (without_spans(text, asides) or text) if asides else text


def without_spans(text: str, hidden: Iterable[Span]) -> str:
    """A text without some of its passages; a mark stands where words went from between others."""
    pieces: list[str] = []
    last = 0
    for start, end in sorted(hidden):
        pieces.append(text[last : max(start, last)])
        if any(c.isalnum() for c in text[start:end]):
            pieces.append(LEFT_OUT)
        last = max(last, end)
    pieces.append(text[last:])
    return tidy("".join(pieces))


def without_addresses(text: str) -> str:
    """A text whose mail addresses are gone."""
    return tidy(MAIL.sub(LEFT_OUT, text))


def tidy(text: str) -> str:
    """Paragraph by paragraph: marks side by side are one, a mark at an end or alone is none."""
    kept = []
    for paragraph in text.split("\n"):
        words = re.sub(rf"(?:{re.escape(LEFT_OUT)}[\s,;:–-]*)+", f"{LEFT_OUT} ", paragraph)
        words = re.sub(rf"^\s*{re.escape(LEFT_OUT)}\s*|\s*{re.escape(LEFT_OUT)}\s*(?=[.!?]?\s*$)", "", words)
        words = re.sub(r"[ \t]+", " ", words)
        words = re.sub(r" (?=[.,;:!?)])", "", words).strip()
        kept.append(words if any(c.isalnum() for c in words) else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def as_sentence(line: str) -> str:
    """A noted line with a full stop, so that it is read as a sentence and not as a heading.

    >>> as_sentence("Fler frågor än i mars"), as_sentence("Varför?")
    ('Fler frågor än i mars.', 'Varför?')
    """
    line = " ".join(line.split())
    return line if line[-1:] in ".!?…" else f"{line}."


def day_in(words: str, today: date) -> Period:
    """The days that words give for a promise: "nästa fredag", or inside the promise itself; open where none.

    >>> day_in("nästa fredag", date(2031, 4, 9)).starts_on
    datetime.date(2031, 4, 18)
    """
    dates = [f for f in textreader.read(words, today).facts if f.kind == "date"]
    coming = [f for f in dates if (f.fields.get("to") or f.fields.get("from") or "") >= today.isoformat()]
    if not coming:
        return Period(None, None)
    said = coming[-1].fields
    return half_open(said.get("from"), said.get("to"))
