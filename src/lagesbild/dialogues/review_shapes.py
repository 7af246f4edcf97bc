# SPDX-License-Identifier: EUPL-1.2
"""What the review page's templates take, as plain values already cut for the one who looks.

Written compactly on the page: two hundred facts must stay under 100 kB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lagesbild.components.shapes import CardAction, Link
from lagesbild.dialogues.forms_review import AddForm, FactForm
from lagesbild.dialogues.review_words import Said
from lagesbild.dialogues.segments import Span
from lagesbild.lib.audience import Level


@dataclass(frozen=True)
class Look:
    """What the address asks to see; nothing of it is stored.

    ``active`` is the open card, ``editing`` whether its fields are open, ``acted`` the fact that was
    just decided about. ``row`` is the sentence whose tools are open, ``words`` and ``span`` what was
    marked in it, ``kind`` what it is taken for.
    """

    show_all: bool = False
    active: int | None = None
    editing: bool = False
    acted: int | None = None
    row: int | None = None
    words: str = ""
    span: Span | None = None
    kind: str = ""

    @property
    def query(self) -> str:
        """What an address on the page begins its query with, to keep the view: ``visa=alla`` in short."""
        return "alla&" if self.show_all else ""


@dataclass(frozen=True)
class Piece:
    """A run of text inside a row. ``card`` is the fact that it points at.

    Links to a fact land on its ``id``: on the run itself where one fact begins with it, else on
    ``anchors`` before it.
    """

    text: str
    css: str = ""
    card: int | None = None
    id: int | None = None
    anchors: tuple[int, ...] = ()


@dataclass
class Card:
    """A fact beside its sentence; ``actions`` only while it is open or just decided about."""

    id: int
    mark: str
    word: str
    said: Said
    state: str = "proposed"
    state_text: str = ""
    active: bool = False
    changeable: bool = False
    actions: Sequence[CardAction] = ()
    undo: bool = False
    form: FactForm | None = None
    origin: str = ""
    clash_row: int | None = None

    @property
    def editing(self) -> bool:
        """Whether the fields are open."""
        return self.form is not None


@dataclass
class Tools:
    """What can be done with a sentence as such: add a fact, choose who may read it."""

    levels: Sequence[tuple[str, str, bool]]
    add: AddForm
    error: str = ""
    names: str = ""
    """Why an open sentence is not read whole by everybody: the names in it."""
    span: Span | None = None
    kind_word: str = ""
    form: FactForm | None = None


@dataclass
class Row:
    """A sentence (or heading) with its cards; ``link`` stands instead where the text is another report's."""

    number: int
    start: int
    pieces: Sequence[Piece] = ()
    cards: list[Card] = field(default_factory=list)
    heading: bool = False
    ends_paragraph: bool = False
    level: Level | None = None
    more: int = 0
    tools: Tools | None = None
    link: Link | None = None

    @property
    def current(self) -> bool:
        """Whether the open card stands here."""
        return any(card.active for card in self.cards)


@dataclass(frozen=True)
class Gone:
    """A fact of an earlier text whose words are not in this one; it stands until this one is accepted."""

    id: int
    word: str
    quote: str


@dataclass
class Page:
    """The whole page. ``may_review`` is False for those who only read."""

    version: int
    who: str
    heading: str
    may_review: bool
    look: Look
    arrived: str = ""
    arrived_at: datetime | None = None
    is_history: bool = False
    """Old minutes, which the group has had all along."""
    rows: list[Row] = field(default_factory=list)
    clashes: list[tuple[int, int]] = field(default_factory=list)
    shown: int = 0
    done: int = 0
    total: int = 0
    left_everywhere: int = 0
    claimed_left: int = 0
    claimed_shown: Sequence[int] = ()
    """Facts on the page that one may accept all at once."""
    accepted_by: str = ""
    accepted_at: datetime | None = None
    is_unconfirmed: bool = False
    """Somebody else wrote it down for the member, who has not said that it is right."""
    differences: Sequence[str] = ()
    gone: Sequence[Gone] = ()
    next_report: Link | None = None
    where: dict[int, set[int]] = field(default_factory=dict)
    """The rows that a fact's marks and card stand in, by fact."""

    @property
    def left(self) -> int:
        """How many of the shown facts nobody has decided about."""
        return self.shown - self.done

    @property
    def claimed_hidden(self) -> int:
        """How many that "accept all" takes do not stand on the page."""
        return self.claimed_left - len(self.claimed_shown)

    @property
    def some_are_hidden(self) -> bool:
        """Whether accepting what stands on the page is less than accepting all."""
        return bool(self.claimed_shown) and self.claimed_hidden > 0
