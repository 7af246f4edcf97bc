# SPDX-License-Identifier: EUPL-1.2
"""A report's text as paragraphs, items and rows, and its words set in one line. Pure.

The words are the member's own: line ends become spaces, a broken address is put together, a page's
foot in the midst of a sentence goes; nothing else is changed, and every letter knows its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lagesbild.minutes.blocks import BlockKind
from textreader.lines import Line, find_lines

Span = tuple[int, int]

#: Stands for a letter that was masked for good.
MASK = "█"

#: Addresses as people write them; what ends the sentence is no part of them.
ADDRESS = re.compile(r"https?://[^\s<>\"”’)]+[^\s<>\"”’).,;:!?…]")


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece of the layout: its kind, and the span that holds its words."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Words in one line, and for each of their characters its place in the text."""

    text: str
    offsets: tuple[int, ...]


def lay_out(text: str, span: Span, headings: Sequence[Span] = ()) -> list[Laid]:
    """The paragraphs, list items, table rows and headings within a span, in order.

    >>> words = "Läget är lugnt men flera\\nmedlemmar är oroliga.\\n- Ny kurs i maj"
    >>> [(str(l.kind), words[l.start:l.end]) for l in lay_out(words, (0, len(words)))]
    [('text', 'Läget är lugnt men flera\\nmedlemmar är oroliga.'), ('bullet', 'Ny kurs i maj')]
    """
    starts = sorted(headings)
    found: list[Laid] = []
    for line in find_lines(text):
        start, end = max(line.content, span[0]), min(line.end, span[1])
        if start >= end or line.noise or not text[start:end].strip():
            continue
        in_heading = next((h for h in starts if h[0] < end and start < h[1]), None)
        if in_heading is not None:
            _add_heading(found, text, (start, end), in_heading)
        elif (line.continues and found and found[-1].kind != BlockKind.HEADING) or _goes_on(
            line, found, text
        ):
            found[-1] = Laid(found[-1].kind, found[-1].start, end)
        else:
            found.append(Laid(_kind(line), start, end))
    return [_trimmed(text, laid) for laid in found]


def _add_heading(found: list[Laid], text: str, line: Span, heading: Span) -> None:
    start, end = max(line[0], heading[0]), min(line[1], heading[1])
    found.append(Laid(BlockKind.HEADING, start, end))
    rest = end + len(text[end : line[1]]) - len(text[end : line[1]].lstrip(" \t:–-"))
    if rest < line[1] and text[rest : line[1]].strip():  # a label at the head of its line
        found.append(Laid(BlockKind.TEXT, rest, line[1]))


def _goes_on(line: Line, found: list[Laid], text: str) -> bool:
    """A line right under a paragraph belongs to it, however the lines are broken."""
    return (
        bool(found)
        and found[-1].kind == BlockKind.TEXT
        and line.gap == 0
        and not line.bullet
        and not _is_row(line.text)
        and not _is_row(text[found[-1].start : found[-1].end].rpartition("\n")[2])
    )


def _kind(line: Line) -> str:
    if _is_row(line.text):
        return BlockKind.ROW
    if line.bullet:
        return BlockKind.NUMBERED if line.number else BlockKind.BULLET
    return BlockKind.TEXT


def _is_row(words: str) -> bool:
    return words.count("\t") > 0 or words.strip().count("|") > 1


def _trimmed(text: str, laid: Laid) -> Laid:
    start, end = laid.start, laid.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Laid(laid.kind, start, end)


def flow(text: str, span: Span, *, links: Iterable[Span] = ()) -> Flow:
    """The words of a span in one line.

    >>> flow("Läs på https://a.example/en-\\nsida i dag.", (0, 40), links=[(7, 31)]).text
    'Läs på https://a.example/en-sida i dag.'
    """
    joined = sorted(link for link in links if link[0] < span[1] and span[0] < link[1])
    starts = [start for start, _ in joined]
    words: list[str] = []
    offsets: list[int] = []
    for first, last in _without_noise(text, span):
        for at in range(first, last):
            sign = text[at]
            if not sign.isspace() or sign in "\u00a0\u202f":
                words.append(sign)
                offsets.append(at)
            elif words and sign == "\t" and words[-1] in " \t":
                words[-1] = sign  # cells of a table stay apart
            elif words and words[-1] not in " \t" and not _inside(joined, starts, at):
                words.append("\t" if sign == "\t" else " ")
                offsets.append(at)
    while words and words[-1] in " \t":
        words.pop()
        offsets.pop()
    return Flow("".join(words), tuple(offsets))


def _without_noise(text: str, span: Span) -> list[Span]:
    """The stretches of a span between the heads and feet of pages."""
    stretches, at = [], span[0]
    for line in find_lines(text):
        if line.noise and at <= line.start < span[1]:
            stretches.append((at, line.start))
            at = line.end
    return [*stretches, (at, span[1])]


def _inside(spans: Sequence[Span], starts: Sequence[int], at: int) -> bool:
    number = bisect_right(starts, at) - 1
    return number >= 0 and spans[number][0] < at < spans[number][1] - 1


def align(text: str, span: Span, words: str) -> tuple[int, ...] | None:
    """The place in the text of each letter of ``words``, which ``flow`` made; None where it did not.

    Masked letters in the text stand for whatever they were.

    >>> align("Ca 5\\nmkr", (0, 8), "Ca 5 mkr")
    (0, 1, 2, 3, 4, 5, 6, 7)
    """
    places = (at for a, b in _without_noise(text, span) for at in range(a, b) if not text[at].isspace())
    offsets: list[int] = []
    last = span[0] - 1
    for sign in words:
        if sign.isspace():
            last += 1
        else:
            last = next(places, -1)
            if last < 0 or (text[last] != sign and text[last] != MASK):
                return None
        offsets.append(last)
    return tuple(offsets) if next(places, None) is None else None


def cells(words: str) -> tuple[str, ...]:
    """The cells of a table's row.

    >>> cells("| Tallås | 12 |"), cells("Tallås\\t12")
    (('Tallås', '12'), ('Tallås', '12'))
    """
    sign = "|" if "|" in words else "\t"
    return tuple(cell.strip() for cell in words.strip().strip("|").split(sign))
