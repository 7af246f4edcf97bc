# SPDX-License-Identifier: EUPL-1.2
"""What the templates of the minutes take, as plain values: everything is cut and written already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagesbild.components.shapes import Badge, Link


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words of a row: ``css`` says how they are set, ``falls`` that the chosen edition leaves them out."""

    text: str
    css: str = ""
    falls: bool = False
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment under a row, with what became of it."""

    pk: int
    who: str
    when: str
    text: str
    reply: str = ""
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Row:
    """A paragraph of the document: its words, who may read it, and what is said about it."""

    key: str
    kind: str
    level: str
    levels: Sequence[str] = ()
    """All levels that its words have; more than one where a part is held back."""
    words: Sequence[Words] = ()
    label: str = ""
    what: str = ""
    detail: str = ""
    falls: bool = False
    removed: bool = False
    was: str = ""
    """The report's words, where a person has changed them."""
    stale: bool = False
    notes: Sequence[str] = ()
    grounds: Sequence[tuple[str, str]] = ()
    """(name, reason) for what is held back."""
    source: Link | None = None
    said: Sequence[Said] = ()
    editing: bool = False
    text: str = ""
    seen: str = ""
    """The words that the page was made with: what a change is compared with."""
    member: int | None = None
    theirs: str = ""
    """What somebody else made of it meanwhile."""
    error: str = ""
    may_comment: bool = False
    sign: str = ""
    """The number or dash of a list item."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and its rows."""

    key: str
    heading: str
    level: int
    kind: str
    note: str = ""
    falls: bool = False
    badge: Badge | None = None
    rows: Sequence[Row] = ()
    adding: bool = False
    may_approve: int | None = None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A choice of the edition switch, and what falls away in it."""

    value: str
    label: str
    url: str
    current: bool = False
