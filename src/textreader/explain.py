# SPDX-License-Identifier: EUPL-1.2
"""Why a text was read as it was: which rules fired, on what, and what lost to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textreader import engine, source
from textreader.model import Fact, KnownOrganisation, Lost, sort_facts
from textreader.rule import RULES, Rule


@dataclass(frozen=True, slots=True)
class Fired:
    """A fact with the rule that gave it; ``rule`` is None for one that is not registered."""

    fact: Fact
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """``fired`` in the order of the text, ``lost`` with the reason in plain Swedish."""

    text: str
    reference_date: date
    fired: tuple[Fired, ...]
    lost: tuple[Lost, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object that ``lagesbild explain --format json`` prints."""
        return {
            "text": self.text,
            "reference_date": self.reference_date.isoformat(),
            "fired": [_fired(f) for f in self.fired],
            "lost": [
                {"start": w.start, "end": w.end, "text": w.text, "because": w.because} for w in self.lost
            ],
        }

    def __str__(self) -> str:
        """The same for people, in Swedish."""
        lines = [f"Läst som skrivet {self.reference_date.isoformat()}", ""]
        if not self.fired:
            lines.append("Ingen regel gav något.")
        for fired in self.fired:
            fact = fired.fact
            lines.append(f"{fact.text!r} ({fact.start}–{fact.end})  {fact.rule}")
            if fired.rule is not None:
                lines.append(f"    {fired.rule.says}")
                lines.append(f"    mönster: {fired.rule.pattern}")
            lines.append(f"    {_values(fact.fields)}")
            if fact.within:
                lines.append(f"    inom: {fact.within}")
            if fact.relative_to:
                lines.append(f"    i förhållande till: {fact.relative_to}")
        if self.lost:
            lines += ["", "Det här lästes inte som egna uppgifter:"]
            lines += [f"    {w.text!r} ({w.start}–{w.end}): {w.because}" for w in self.lost]
        return "\n".join(lines)


def explain(text: str, reference_date: date, *, known: Sequence[KnownOrganisation] = ()) -> Explanation:
    """Read a text and keep the reasons.

    >>> from datetime import date
    >>> why = explain("ca 100 mkr/månad", date(2026, 6, 15))
    >>> [(f.fact.rule, f.fact.fields["value"]) for f in why.fired]
    [('quantity.money', 100000000)]
    """
    prepared = source.prepare(text)
    document = engine.document_of(prepared.text, reference_date, known)
    document.trace = []
    engine.run(document)
    fired = tuple(
        Fired(engine.moved(fact, prepared, text), RULES.get(fact.rule)) for fact in sort_facts(document.facts)
    )
    lost = sorted(set(document.trace), key=lambda w: (w.start, w.end, w.because))
    return Explanation(text, reference_date, fired, tuple(_moved(w, prepared, text) for w in lost))


def _moved(words: Lost, prepared: source.Source, text: str) -> Lost:
    if prepared.starts is None:
        return words
    start, end = prepared.original(words.start, words.end)
    return Lost(start, end, text[start:end], words.because)


def _fired(fired: Fired) -> dict[str, Any]:
    out: dict[str, Any] = {"fact": fired.fact.to_dict(), "rule": fired.fact.rule}
    if fired.rule is not None:
        out |= {"says": fired.rule.says, "pattern": fired.rule.pattern}
    return out


def _values(fields: Mapping[str, Any]) -> str:
    return ", ".join(f"{k} = {v}" for k, v in fields.items() if v is not None)
