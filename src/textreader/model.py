# SPDX-License-Identifier: EUPL-1.2
"""What the reader works on and what it gives back.

Offsets are code points into the text as given, start included, end not. Days in facts are ISO
dates as strings, both ends included, None for an open side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

#: Raised by every change of rules or lexicon that can change a reading; stored beside each reading.
READER_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing understood, with the place it stands at: ``text == source[start:end]``."""

    id: str
    kind: str
    start: int
    end: int
    text: str
    rule: str
    fields: Mapping[str, Any]
    within: str | None = None
    relative_to: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The flat object of the reader's output; ``within`` and ``relative_to`` only where set."""
        out: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "rule": self.rule,
            **self.fields,
        }
        if self.within is not None:
            out["within"] = self.within
        if self.relative_to is not None:
            out["relative_to"] = self.relative_to
        return out


@dataclass(frozen=True, slots=True)
class Section:
    """A passage and the heading it stands under.

    ``start``/``end`` bound the passage with its heading; ``heading_start``/``heading_end`` the
    heading alone (equal where the text opens without one). ``role`` is one of ``title``, ``group``
    (a heading over several bodies), ``organisation``, ``collective`` (a group that reports as one,
    "Kommuner"), ``next_meeting``, ``decisions``, ``questions``, ``topic``. ``owner`` is the body in
    its usual short name, None where the heading names none. ``group`` is the heading of the group
    that it stands under.
    """

    start: int
    end: int
    heading_start: int
    heading_end: int
    heading: str
    role: str
    owner: str | None = None
    group: str | None = None


class Sentence(NamedTuple):
    """One sentence or list item, without bullet and number; may run over wrapped lines."""

    start: int
    end: int
    paragraph: int
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """A body that the installation knows, joined to the shipped lexicon when a text is read."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure that an earlier text gave for a period that was over.

    ``said`` is the sentence it stood in; ``source`` is whatever the caller wants to find it by (an
    id, an address), given back on the contradiction.
    """

    text: str
    said: str
    value: float
    unit: str
    since: str
    until: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that looked like a fact and gave none, and why (in Swedish, for people)."""

    start: int
    end: int
    text: str
    because: str


_PLACE = attrgetter("start", "end")


@dataclass(slots=True)
class Document:
    """A text on its way through the kinds; each kind reads what earlier ones found.

    ``lowered`` has the same length as ``text``, character by character, so that offsets agree.
    ``flat`` too: lowered, with every kind of space and line end as one plain space and every dash
    and minus sign as ``-``, so that patterns need to know only those two. ``made`` keeps what
    several kinds ask for (clauses, owners), so that it is made once.
    """

    text: str
    lowered: str
    flat: str
    reference_date: date
    known: Sequence[KnownOrganisation] = ()
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    triggers: list[Any] = field(default_factory=list)
    claimed: list[tuple[int, int]] = field(default_factory=list)
    cells: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    trace: list[Lost] | None = None
    made: dict[str, Any] = field(default_factory=dict)
    earlier: Sequence[EarlierFigure] = ()
    _section_starts: tuple[list[Section], list[int]] = field(default_factory=lambda: ([], []))

    def of_kind(self, *kinds: str) -> list[Fact]:
        """Facts of these kinds found so far, in the order of the text."""
        found = [f for f in self.facts if f.kind in kinds]
        found.sort(key=_PLACE)
        return found

    def lost(self, start: int, end: int, because: str) -> None:
        """Note words that looked like a fact and gave none; kept only when somebody asks why."""
        if self.trace is not None:
            self.trace.append(Lost(start, end, self.text[start:end], because))

    def section_at(self, offset: int) -> Section | None:
        """The innermost (last begun) section that holds this place."""
        sections, starts = self._section_starts
        if sections is not self.sections:
            sections, starts = self.sections, [s.start for s in self.sections]
            self._section_starts = sections, starts
        place = bisect_right(starts, offset) - 1
        while place >= 0:
            if offset < sections[place].end:
                return sections[place]
            place -= 1
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one text."""

    text: str
    reference_date: date
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    reader_version: str = READER_VERSION

    def of_kind(self, *kinds: str) -> tuple[Fact, ...]:
        """Facts of these kinds in the order of the text."""
        return tuple(f for f in self.facts if f.kind in kinds)

    def by_id(self) -> Mapping[str, Fact]:
        """Facts by their id within this reading."""
        return {f.id: f for f in self.facts}

    def to_dict(self, *, name: str = "", sha256: str = "") -> dict[str, Any]:
        """The object that ``lagesbild read --format json`` prints.

        ``name`` and ``sha256`` tell where the text came from; the reader itself opens no files.
        """
        return {
            "source": {
                "name": name,
                "sha256": sha256,
                "chars": len(self.text),
                "reference_date": self.reference_date.isoformat(),
            },
            "text": self.text,
            "facts": [f.to_dict() for f in self.facts],
        }


def sort_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The order of the output: by place, the longer first, then by kind."""
    return sorted(facts, key=lambda f: (f.start, -f.end, f.kind, f.id))
