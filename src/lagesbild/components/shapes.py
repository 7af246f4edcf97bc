# SPDX-License-Identifier: EUPL-1.2
"""What the partials in templates/components/ take, as plain values.

A view or a query makes these; a template only lays them out. Every text is ready to show:
numbers and days are already written by `lagesbild.lib.swedish`, and what the audience may
not see is already gone. A mapping with the same keys does as well.

>>> SourceMark(label="Skogsägarna", url="/d/x/omgangar/2031-05-20/#m2").url
'/d/x/omgangar/2031-05-20/#m2'
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Spark = Sequence["float | tuple[float, float] | None"]

BadgeTone = Literal["", "done", "alert", "doubt", "none"]
FactKind = Literal[
    "quantity",
    "forecast",
    "date",
    "promise",
    "question",
    "assessment",
    "measure",
    "decision",
    "held",
]
CardState = Literal["proposed", "selected", "editing", "accepted", "changed", "rejected", "carried"]

KIND_LABELS: Mapping[str, str] = {
    "quantity": "Tal",
    "forecast": "Prognos",
    "date": "Datum",
    "promise": "Löfte",
    "question": "Fråga",
    "assessment": "Bedömning",
    "measure": "Insats",
    "decision": "Beslut",
    "held": "Internt",
}
"""The word beside the line: a kind is never told by colour alone."""

STATE_LABELS: Mapping[str, str] = {
    "accepted": "Godtagen",
    "changed": "Ändrad och godtagen",
    "rejected": "Avvisad",
    "carried": "Följde med från förra texten",
}

MOODS: Mapping[int, tuple[str, str]] = {
    1: ("Svårt", "−−"),
    2: ("Ansträngt", "−"),
    3: ("Stabilt", "="),
    4: ("Gott", "+"),
    5: ("Starkt", "++"),
    0: ("Ingen rapport", "·"),
    -1: ("Inget omdöme", "·"),
}
"""Level of an assessment: its word, and its sign where the word has no room.

0 is hatched, -1 (reported, without saying how things are) is left plain.
"""


@dataclass(frozen=True, kw_only=True)
class Link:
    label: str
    url: str
    current: bool = False
    spoken: str = ""
    """Added for the ear only, so that three "Läs" on a page can be told apart."""


@dataclass(frozen=True, kw_only=True)
class SourceMark:
    """The way home. With ``quote`` it opens the sentence in place, else it is a link to ``url``."""

    label: str
    url: str = ""
    before: str = ""
    quote: str = ""
    after: str = ""
    note: str = ""
    """Where and when, and by whom it was accepted."""
    link_label: str = "Läs i rapporten"
    open: bool = False
    withheld: bool = False
    """The reader may see the line but not its source."""


@dataclass(frozen=True, kw_only=True)
class Badge:
    text: str
    tone: BadgeTone = ""


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What is expected of a figure: "Väntas om 3 månader: ca hälften, omkring 460"."""

    text: str
    source: SourceMark | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line under Förändringar."""

    value: str
    title: str
    hedge: str = ""
    unit: str = ""
    url: str = ""
    delta: str = ""
    """The change itself, set in bold: "+6 procentenheter"."""
    since: str = ""
    """What it is compared with: "sedan 15 april"."""
    mark: str = ""
    """Preliminary, panel, forecast: what a careful reader must know."""
    points: Spark = ()
    """Earlier values, oldest first; None is a gap, a pair a range. Fewer than two draw nothing."""
    preliminary: bool = False
    forecast: bool = False
    ahead: Sequence[Ahead] = ()
    source: SourceMark | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    when: str
    distance: str
    title: str
    text: str = ""
    url: str = ""
    source: SourceMark | None = None


@dataclass(frozen=True, kw_only=True)
class Promise:
    when: str
    distance: str
    title: str
    owner: str
    badge: Badge | None = None
    url: str = ""
    source: SourceMark | None = None


@dataclass(frozen=True, kw_only=True)
class Voice:
    quote: str
    source: SourceMark
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ClashSide:
    quote: str
    source: SourceMark


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Two sentences that may not agree. The page asks, it accuses nobody."""

    first: ClashSide
    second: ClashSide
    text: str = ""
    url: str = ""
    url_label: str = "Läs frågan"


@dataclass(frozen=True, kw_only=True)
class MoodCell:
    level: int
    """-1 (no judgement), 0 (no report) or 1 (svårt) to 5 (starkt): a key of `MOODS`."""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class MoodRow:
    name: str
    cells: Sequence[MoodCell]


@dataclass(frozen=True, kw_only=True)
class MoodGroup:
    name: str
    """Empty when the rows need no heading."""
    rows: Sequence[MoodRow]


@dataclass(frozen=True, kw_only=True)
class MoodMatrix:
    """Members by rounds, oldest round first, at most eight."""

    rounds: Sequence[str]
    groups: Sequence[MoodGroup]
    caption: str = "Medlemmarnas bedömning av läget, omgång för omgång"
    first_heading: str = "Medlem"


@dataclass(frozen=True, kw_only=True)
class FactMark:
    """A fact in running text. ``card`` is the id of its card, and the mark links there."""

    text: str
    kind: FactKind
    card: str = ""
    state: CardState = "proposed"
    clashing: bool = False


@dataclass(frozen=True, kw_only=True)
class CardAction:
    """A button in a card: it sends ``name=value``."""

    label: str
    name: str
    value: str
    key: str = ""
    primary: bool = False
    plain: bool = False
    spoken: str = ""


@dataclass(frozen=True, kw_only=True)
class FactCard:
    """``post_url`` gives the card a form of its own; without it the buttons belong to the form around."""

    id: str
    kind: FactKind
    value: str
    hedge: str = ""
    rest: str = ""
    """What follows the value in the same line: "av ett normalår"."""
    note: str = ""
    state: CardState = "proposed"
    state_note: str = ""
    """Replaces the usual word of the state: "Godtagen nu"."""
    clash_url: str = ""
    clash_label: str = ""
    actions: Sequence[CardAction] = ()
    fields: Sequence[Any] = ()
    """Bound form fields, shown while editing."""
    post_url: str = ""
    full_row: bool = False


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    when: str
    place: str = ""
    note: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, kw_only=True)
class TitleBlock:
    """The top of a page: its place, its answer, its ground. ``clauses`` break as wholes."""

    clauses: Sequence[str]
    eyebrow: str = ""
    back: Link | None = None
    basis: str = ""
    next_meeting: NextMeeting | None = None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A choice in "Visa bilden som vi visste den"."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    title: str
    text: str = ""
    alert: bool = False
    action: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Empty:
    """An empty page teaches: what it will show, one button, one example."""

    title: str
    text: str
    action: Link | None = None
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    name: str
    value: str
    label: str
    hint: str = ""
    checked: bool = False
    kind: Literal["radio", "checkbox"] = "radio"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a round: ``state`` is done, now or coming."""

    title: str
    text: str
    state: Literal["done", "now", "coming"] = "coming"


@dataclass(frozen=True, kw_only=True)
class WalkStep:
    """A step of the first run. ``template`` is the body of the present step."""

    title: str
    text: str = ""
    state: Literal["done", "now", "coming"] = "coming"
    change: Link | None = None
    template: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A sentence found in old minutes, with what can be said about it at once."""

    kind: FactKind
    who: str
    quote: str
    source: SourceMark
    before: str = ""
    after: str = ""
    actions: Sequence[CardAction] = ()
    post_url: str = ""
