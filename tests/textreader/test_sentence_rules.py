# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the sentence kinds reads its examples and lets its counter-examples be."""

from __future__ import annotations

import pytest

from textreader import earlier_figures, read
from textreader.kinds import (
    actions,
    asides,
    assessments,
    calls,
    contradictions,
    decisions,
    needs,
    organisations,
    persons,
    promises,
    questions,
)
from textreader.rule import EXAMPLE_DAY, RULES, Example, Rule

MODULES = (
    actions,
    asides,
    assessments,
    calls,
    contradictions,
    decisions,
    needs,
    organisations,
    persons,
    promises,
    questions,
)
KINDS = {
    "organisation", "person", "aside", "call", "scheme", "training", "action", "promise",
    "decision", "need", "question", "assessment", "contradiction",
}  # fmt: skip
MINE = [rule for rule in RULES.values() if rule.kind in KINDS]


def test_every_kind_has_rules() -> None:
    assert {rule.kind for rule in MINE} == KINDS
    assert MODULES


@pytest.mark.parametrize("rule", MINE, ids=lambda r: r.name)
def test_rule_has_three_examples_of_two_manners(rule: Rule) -> None:
    assert len(rule.examples) >= 3
    assert len({example.manner for example in rule.examples}) >= 2
    assert rule.counter_examples


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.name}: {e.text[:40]!r}") for r in MINE for e in r.examples],
)
def test_rule_reads_its_example(rule: Rule, example: Example) -> None:
    earlier = list(earlier_figures(read(example.before, EXAMPLE_DAY)))
    facts = [f for f in read(example.text, EXAMPLE_DAY, earlier=earlier).facts if f.kind == rule.kind]
    hit = next((f for f in facts if f.text == example.found), None)
    assert hit is not None, [f.text for f in facts]
    assert hit.rule == rule.name
    assert {k: hit.fields.get(k) for k in example.fields} == dict(example.fields)


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(r, t, id=f"{r.name}: {t[:40]!r}") for r in MINE for t in r.counter_examples],
)
def test_rule_lets_its_counter_example_be(rule: Rule, text: str) -> None:
    assert not [f.text for f in read(text, EXAMPLE_DAY).facts if f.rule == rule.name]
