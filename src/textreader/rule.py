# SPDX-License-Identifier: EUPL-1.2
"""What a rule is, and how a fact is made.

A rule is a name, a pattern and its examples, the counter-examples too. It is registered with
:func:`rule` beside the code that carries it out; the tests read every example through the real
engine, and the reader's manual is built from the same rows.

How kinds work together (the contract between the files in ``kinds/``):

* ``find(document: Document) -> list[Fact]`` is called once a text, in the order of ``engine.py``.
  It reads what earlier kinds found with ``document.of_kind("date")`` and changes nothing.
* A fact is made with :func:`make`. Its ``id`` follows from kind and place (``quantity-3879-3881``),
  so any later fact can point at an earlier one (``period``, ``relative_to``, ``within``) by ``id``
  at once, and the same text always gives the same ids. One kind has at most one fact a span; the
  engine keeps the first.
* ``rule`` is the name of a registered rule, ``kind.what`` (``date.month``, ``action.kommer_att``).
* Fields stand in the order they are given to :func:`make`. Unknown fields of the sentence kinds are
  given as None; optional fields of dates and quantities are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from textreader.model import Document, Fact

#: The day that examples are read on: a Monday, and Midsummer Eve lies four days ahead.
EXAMPLE_DAY = date(2026, 6, 15)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the words that the fact covers, and fields that it must have.

    ``text`` is read on :data:`EXAMPLE_DAY`; ``manner`` names the manner of writing (minutes,
    report, press, news, mail, chat, table), because a rule must be seen in two. ``before`` is a text
    of an earlier round, read on the same day, where the rule holds the two against each other.
    """

    text: str
    found: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    manner: str = "minutes"
    before: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a fact was read: shown by ``explain`` and in the manual.

    ``pattern`` is the pattern as people read it, ``says`` one sentence on what is understood.
    ``counter_examples`` are texts in which this rule must not give any fact.
    """

    name: str
    says: str
    pattern: str
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of fact that the rule gives."""
        return self.name.partition(".")[0]


RULES: dict[str, Rule] = {}


def rule(
    name: str,
    says: str,
    pattern: str,
    *examples: Example,
    never: tuple[str, ...] = (),
) -> str:
    """Register a rule and return its name; ``never`` are the counter-examples.

    Raises ValueError when the name is taken, so that no rule silently replaces another.
    """
    if name in RULES:
        raise ValueError(f"rule {name!r} is registered twice")
    RULES[name] = Rule(name, says, pattern, tuple(examples), tuple(never))
    return name


def make(document: Document, kind: str, start: int, end: int, rule: str, **fields: Any) -> Fact:
    """A fact at ``document.text[start:end]`` with these fields."""
    return Fact(f"{kind}-{start}-{end}", kind, start, end, document.text[start:end], rule, fields)
