# SPDX-License-Identifier: EUPL-1.2
"""What intake hands back: one canonical text and everything that points into it.

All offsets are code points into `Intake.text`, half-open: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class Ranged(Protocol):
    """Anything with a half-open place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Run:
    """A stretch of the text that lies on one line of a PDF page.

    `char_index` is PDFium's index, on that page, of the character at `start`;
    it counts UTF-16 units. `box` is (left, bottom, right, top) in points from the
    lower left corner of the page, turned so that its text is upright.
    """

    start: int
    end: int
    char_index: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Page:
    """A page of a PDF, or a text part of a mail; numbered from 1.

    Width and height are in points, and 0 for the parts of a mail.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    runs: tuple[Run, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Heading:
    """A heading that the document itself marks; level 1 is the highest, 9 the lowest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Link:
    """A real hyperlink of the document: the words at [start, end) lead to `url`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail. `filename` is safe to show and has no folder in it.

    `inline` is true for pictures that the mail's own text shows (logotypes and the like).
    """

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    inline: bool = False


@dataclass(frozen=True)
class Note:
    """Something done on the way in that a person should know, in a Swedish sentence.

    `detail` holds the words concerned, for example the page headers that were left out.
    """

    code: str
    text: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """One document as the rest of the house sees it: a canonical text and its maps.

    `sha256` is of the original bytes. For mail, `text` holds what the sender wrote
    and `quoted_text` the cut-off history. Raises ValueError when a place points
    outside the text: such an object may never exist.
    """

    kind: str
    text: str = field(repr=False)
    sha256: str
    pages: tuple[Page, ...] = field(default=(), repr=False)
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    quoted_text: str = field(default="", repr=False)
    notes: tuple[Note, ...] = ()
    message_id: str | None = None
    sender: str | None = None
    sender_name: str | None = None
    subject: str | None = None
    sent_at: datetime | None = None
    auto_submitted: bool = False

    def __post_init__(self) -> None:
        check_places(len(self.text), self.pages)
        check_places(len(self.text), self.headings)
        check_places(len(self.text), self.links)
        for page in self.pages:
            check_places(page.end, page.runs, at_least=page.start)


def check_places(length: int, places: Iterable[Ranged], *, at_least: int = 0) -> None:
    """Raise ValueError when a place lies outside [at_least, length] or runs backwards."""
    for place in places:
        if not at_least <= place.start <= place.end <= length:
            raise ValueError(f"{place!r} does not fit [{at_least}, {length}]")
