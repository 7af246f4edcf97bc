# SPDX-License-Identifier: EUPL-1.2
"""An edition as plain values: what minutes or a picture say to one audience, before any format.

Everything here is already cut for its audience; formats lay it out and leave nothing out. Words are
ready to show. An edition goes to JSON and comes back the same.

>>> edition = Edition(title="Minnesanteckningar", parts=(Part(heading="Almi", blocks=(Paragraph((Run("Lugnt."),)),)),))
>>> Edition.from_dict(edition.to_dict()) == edition
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

#: Stands where words were held back from the middle of something that is shown.
LEFT_OUT = "[utelämnat]"
#: Stands where a heading says nothing.
UNNAMED = "Utan rubrik"

#: What no file format can hold: control characters and halves of surrogate pairs.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]+ ?")


def fit(text: str) -> str:
    """Words that every format can hold: one line, what cannot be printed replaced by U+FFFD.

    >>> fit("a\\x00b\\n c")
    'a\ufffdb c'
    """
    return _BREAKS.sub(" ", _UNFIT.sub("\ufffd", text))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of running text; with ``url`` a link, ``held`` where words were left out."""

    text: str
    url: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The place in a text that something comes from: its report, and the span in its version."""

    report: int
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``note`` says how it came in ("muntligt"), ``key`` is its address in the edition."""

    runs: tuple[Run, ...]
    note: str = ""
    origin: Origin | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a paragraph."""

    items: tuple[Paragraph, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; as many cells in every row. ``origins`` are those of the head and of each row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms with what they stand for, such as who was present."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something decided, promised or asked: what it is, its words, and whose by when."""

    kind: str
    label: str
    runs: tuple[Run, ...]
    detail: str = ""
    origin: Origin | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """Decisions, promises, actions and questions in a row."""

    items: tuple[Point, ...]


Block = Paragraph | Bullets | Table | Pairs | Points


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it.

    ``kind`` says what it is (``member``, ``group``, ``present``, ``decided`` …), ``reporter`` whose
    words they are, ``note`` the line about the text as a whole ("Inget svar än"), ``origin`` where the
    heading comes from when it is somebody's own words.
    """

    heading: str
    level: int = 2
    kind: str = ""
    anchor: str = ""
    reporter: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole document for one audience. ``mark`` is printed on it: a draft says UTKAST."""

    title: str
    what: str = "minutes"
    forum: str = ""
    lead: str = ""
    mark: str = ""
    audience: str = "public"
    language: str = "sv-SE"
    day: str = ""
    author: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    closing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """No heading is empty and none skips a level: what reads a document aloud steps by them."""
        above, even = 1, []
        for part in self.parts:
            above = min(max(part.level, 2), above + 1)
            even.append(replace(part, level=above, heading=part.heading if part.heading.strip() else UNNAMED))
        object.__setattr__(self, "parts", tuple(even))

    def to_dict(self) -> dict[str, Any]:
        """JSON-able values."""
        found: dict[str, Any] = _to_json(self)
        return found

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Edition:
        """The edition that ``to_dict`` was made of; fields that a later release added get their default."""
        made = _from_json(values)
        assert isinstance(made, cls)
        return made


_TYPES = {
    t.__name__.lower(): t
    for t in (Run, Origin, Paragraph, Bullets, Table, Pairs, Point, Points, Part, Edition)
}


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_to_json(v) for v in value]
    name = type(value).__name__.lower()
    if name in _TYPES:
        kept = {f.name: getattr(value, f.name) for f in fields(value)}
        needed = {f.name for f in fields(value) if f.default is MISSING}
        return {"is": name} | {
            k: _to_json(v) for k, v in kept.items() if k in needed or v not in ("", (), None, False)
        }
    return value


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from_json(v) for v in value)
    if isinstance(value, Mapping):
        made = _TYPES[value["is"]]
        known = {f.name for f in fields(made)}
        return made(**{k: _from_json(v) for k, v in value.items() if k in known})
    return value


def lines_of(edition: Edition) -> Iterator[str]:
    """Every line of words in the edition, in reading order; the measure that formats are held to."""
    yield from filter(None, (edition.forum, edition.title, edition.lead, edition.mark))
    for term, text in edition.pairs:
        yield from (term, text)
    for part in edition.parts:
        yield from filter(None, (part.heading, part.note))
        for block in part.blocks:
            yield from block_lines(block)
    yield from edition.closing


def block_lines(block: Block) -> Iterator[str]:
    """The lines of one block."""
    if isinstance(block, Paragraph):
        yield said(block.runs)
        if block.note:
            yield block.note
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from block_lines(item)
    elif isinstance(block, Points):
        for point in block.items:
            yield from filter(None, (point.label, said(point.runs), point.detail))
    elif isinstance(block, Pairs):
        for term, text in block.rows:
            yield from (term, text)
    else:
        yield from filter(None, (block.caption, *block.head, *(c for row in block.rows for c in row)))


def said(runs: tuple[Run, ...]) -> str:
    """The words of some running text."""
    return "".join(run.text for run in runs)
