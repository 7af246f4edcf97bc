# SPDX-License-Identifier: EUPL-1.2
"""The lines of a text, and which of them are one line wrapped.

Minutes come out of PDF files and mails with hard line ends, at times with an empty line after each;
a page's foot can stand in the midst of a sentence. Sections and sentences both build on this.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

BULLET = re.compile(
    r"[ \t]*(?:[-–—•*·▪●◦►➢→>]+[ \t]+|\(?\d{1,2}[.)][ \t]+(?=\S)|[a-zåäö]\)[ \t]+|o[ \t]+(?=[A-ZÅÄÖ]))"
)
_LINK_ONLY = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_PAGE_ONLY = re.compile(
    r"\s*(?:(?i:sida|sid\.?)\s*)?\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|av \d{1,3}|/\s*\d{1,3})?\s*$"
)
#: In a log the clock stands first on each line.
_LOG_LINE = re.compile(r"(?im)^[ \t]*\[?(?:kl\.? ?)?\d{1,2}[.:]\d{2}\]?(?: ?[-–:])?[ \t]+(?=[^\W\d]|[\[(])")
_LEADS_ON = frozenset(
    "och samt eller men att som av för med till på i från om den det en ett ca vid under".split()
)
_LABELLED = re.compile(
    r"\s*(?:\[?\d{1,2}[.:]\d{2}\]?\s*[^.!?:\n]{0,45}|[A-ZÅÄÖ][^.!?:,\s]*(?:[ /&][^.!?:,\s]+){0,2}(?: \([^)]*\))?(?: [-–](?= )|(?=:))|(?:beslut\w*|bestäm\w*|obs|frågor?|svar|nästa(?: \w+)?)(?=:)):? "
)
_END_MARKS, _CLOSERS = ".!?…:;", "\"”'’)]"


@dataclass(slots=True)
class Line:
    """A line that is not empty: ``content`` is where its words begin, after indent and bullet."""

    start: int
    end: int
    content: int
    text: str
    gap: int
    bullet: bool
    number: str = ""
    continues: bool = False
    noise: bool = False
    _ended: bool | None = None

    @property
    def said(self) -> str:
        """The words of the line without bullet, number and outer space."""
        return self.text[self.content - self.start :].strip()

    @property
    def ended(self) -> bool:
        """Whether the line ends as a sentence does."""
        if self._ended is None:
            last = self.text.rstrip().rstrip(_CLOSERS)[-1:]
            self._ended = bool(last) and last in _END_MARKS
        return self._ended


def find_lines(text: str) -> list[Line]:
    """Lines with something on them; ``gap`` counts the empty lines above, ``continues`` says that
    the line goes on where the one before broke off, ``noise`` that it is a page's head or foot.

    >>> [(l.said, l.continues) for l in find_lines("Nya lån till de företag i länet som\\nväxer.\\n- Ny kurs")]
    [('Nya lån till de företag i länet som', False), ('växer.', True), ('Ny kurs', False)]

    A text filled to a narrow width is known by its even lines, whatever letter they begin with.

    >>> narrow = "Varslen i Granberga med omnejd är\\nfärre än de var i mars och hela 12\\npersoner har redan fått nya\\narbeten på orten."
    >>> [l.continues for l in find_lines(narrow)]
    [False, True, True, True]
    """
    return _find_lines(text)


@lru_cache(maxsize=4)
def _find_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at, gap = 0, 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        if not raw.strip():
            gap += 1
            continue
        bullet = BULLET.match(raw)
        content = bullet.end() if bullet else len(raw) - len(raw.lstrip())
        number = "".join(c for c in bullet.group() if c.isdigit()) if bullet else ""
        lines.append(Line(start, end, start + content, raw, gap, bool(bullet), number))
        gap = 0
    _join(lines)
    return lines


def is_log(text: str) -> bool:
    """Do lines begin with the clock, as in the log of an event?

    >>> is_log("06.10 SMHI varnar.\\n07.30 Bron är stängd.\\n08.15 Läget lugnare."), is_log("Kl. 9 möts vi.")
    (True, False)
    """
    return sum(1 for _ in itertools.islice(_LOG_LINE.finditer(text), 3)) == 3


def _join(lines: list[Line]) -> None:
    filled = _filled_width(lines)
    width = filled or (_width(lines) if _hard_wrapped(lines) else 10_000)
    double = _double_spaced(lines)
    i = 1
    while i < len(lines):
        above, line = lines[i - 1], lines[i]
        last = _skip_noise(lines, i) if not above.ended else i
        if last > i and _small(lines[last]):
            for j in range(i, last):
                lines[j].noise = lines[j].continues = True
            lines[last].continues = True
            i = last + 1
            continue
        line.continues = _wrapped(above, line, width, double) or (
            filled > 0 and line.gap == 0 and _goes_over(above, line, filled)
        )
        i += 1


def _skip_noise(lines: list[Line], i: int) -> int:
    """The first line at or after ``i`` that is no bare address or page number."""
    last = i
    while (
        last < len(lines) - 1
        and last - i < 12
        and (_LINK_ONLY.match(lines[last].text) or _PAGE_ONLY.match(lines[last].text))
    ):
        last += 1
    return last


def _leads_on(line: Line) -> bool:
    """Does the line end with a word that something must follow?"""
    return line.text.rsplit(maxsplit=1)[-1] in _LEADS_ON


def _small(line: Line) -> bool:
    first = line.text.lstrip()[:1]
    return first.islower() and not line.bullet


def _wrapped(above: Line, line: Line, width: int, double: bool) -> bool:
    """Does ``line`` go on from ``above``?"""
    if line.bullet or "|" in above.text[:2]:
        return False
    if "\t" in line.text.strip() or "\t" in above.text.strip():
        return False
    first = line.text.lstrip()[:1]
    reach = _reach(above, line)
    long_enough = width >= 55 and reach >= 0.8 * width
    if _LABELLED.match(line.text) and not _leads_on(above):
        return False
    if line.gap < 2 and len(above.text) > 30 and _leads_on(above):
        return True
    if line.gap == 0:
        fits = 45 <= width < 10_000 and reach >= 0.72 * width
        if first in ",;" or (first == "(" and fits) or above.text.rstrip().endswith(","):
            return True
        if first.islower():
            return fits or (reach >= 60 and not above.ended and width < 10_000)
        return long_enough
    if line.gap > 1 or above.ended:
        return False
    if first.islower():
        return double or len(above.text.rstrip()) > 25
    return double and long_enough


def _reach(above: Line, line: Line) -> int:
    """How long the line above would be with the next word, which was too long for it."""
    return len(above.text.rstrip()) + 1 + len(line.text.split(maxsplit=1)[0])


def _goes_over(above: Line, line: Line, width: int) -> bool:
    """In a text filled to a width: was the line above full? A label or a bullet begins anew."""
    if line.bullet or "\t" in line.text or "\t" in above.text or "|" in line.text[:2]:
        return False
    return _reach(above, line) > width and not _LABELLED.match(line.text)


def _filled_width(lines: list[Line]) -> int:
    """The width that every line was filled to as far as the next word allowed; 0 for none.

    Lines typed one by one are not so even: the next word would often have fitted.
    """
    lengths = [
        len(line.text.rstrip()) for line in lines if "://" not in line.text and "www." not in line.text
    ]
    width = max(lengths, default=0)
    if not 30 <= width <= 110:
        return 0
    even = uneven = 0
    for above, line in pairwise(lines):
        if line.gap == 0 and not above.ended and _small(line) and "\t" not in above.text:
            if _reach(above, line) > width:
                even += 1
            else:
                uneven += 1
    return width if even >= 2 and even >= 12 * uneven else 0


def _width(lines: list[Line]) -> int:
    """How wide the text is set: the length that few lines pass."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not _LINK_ONLY.match(line.text))
    if not lengths:
        return 0
    widest = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    # Wider than paper: paragraphs stand on one line each, and nothing is wrapped.
    return widest if widest <= 140 else 10_000


def _hard_wrapped(lines: list[Line]) -> bool:
    """Were lines broken to a width? Then most unfinished ones go on with a small letter.

    In notes typed in haste lines seldom end with a full stop either, but each begins anew.
    """
    goes_on = anew = 0
    for above, line in pairwise(lines):
        if line.gap < 2 and not above.ended and not line.bullet and len(above.text) > 40:
            goes_on += _small(line)
            anew += not _small(line)
    return goes_on > 0.4 * (goes_on + anew)


def _double_spaced(lines: list[Line]) -> bool:
    """Is there an empty line after each wrapped line?"""
    broken = sum(
        1 for above, line in itertools.pairwise(lines) if line.gap == 1 and not above.ended and _small(line)
    )
    return broken >= 3
