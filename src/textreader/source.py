# SPDX-License-Identifier: EUPL-1.2
"""The text that rules work on, and the way back to the text as it was given.

Rules know one kind of space and one kind of dash, and never see characters without width. The
facts' places are nevertheless places in the text as given; it is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Characters without width: soft hyphen, zero-width space and joiners, direction marks, BOM.
_NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNUSUAL = re.compile(f"[{_NO_WIDTH}\u0300-\u036f]")
_DROPPED = re.compile(f"[{_NO_WIDTH}]")

_SPACES = "\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
_SPACES += "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


def lower(text: str) -> str:
    """``text`` in lower case with the same length, so that places agree.

    >>> len(lower("İÅ")) == 2
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def flatten(lowered: str) -> str:
    """Every kind of space and line end as one plain space, every dash and minus sign as ``-``.

    >>> flatten("1\\u00a0000\\n−20 %")
    '1 000 -20 %'
    """
    for space in _SPACES:
        if space in lowered:
            lowered = lowered.replace(space, " ")
    for dash in _DASHES:
        if dash in lowered:
            lowered = lowered.replace(dash, "-")
    return lowered


@dataclass(frozen=True, slots=True)
class Source:
    """A text to read, with its places in the text as given.

    ``starts`` and ``ends`` are None when both texts are the same, which is nearly always so.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the text as given."""
        if self.starts is None or self.ends is None:
            return start, end
        if start == end:
            place = self.starts[start] if start < len(self.starts) else (self.ends or [0])[-1]
            return place, place
        return self.starts[start], self.ends[end - 1]


def prepare(text: str) -> Source:
    """Compose letters written in two code points and leave out characters without width.

    >>> prepare("a\\u030ar").text
    'år'
    >>> prepare("a\\u030ar").original(0, 2)
    (0, 3)
    """
    if not _UNUSUAL.search(text):
        return Source(text)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        if _DROPPED.match(char):
            continue
        if out and unicodedata.combining(char) and ends[-1] == place:
            composed = unicodedata.normalize("NFC", out[-1] + char)
            if len(composed) == 1:
                out[-1] = composed
                ends[-1] = place + 1
                continue
        out.append(char)
        starts.append(place)
        ends.append(place + 1)
    return Source("".join(out), starts, ends)
