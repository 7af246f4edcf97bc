# SPDX-License-Identifier: EUPL-1.2
"""Every rule of links, dates, quantities and changes reads its examples and lets the others be."""

from __future__ import annotations

import pytest

from textreader import read
from textreader.rule import EXAMPLE_DAY, RULES, Example, Rule

pytestmark = pytest.mark.pure

KINDS = ("link", "date", "quantity", "change")
OWN = [rule for rule in RULES.values() if rule.kind in KINDS]
EXAMPLES = [(rule, example) for rule in OWN for example in rule.examples]
COUNTER = [(rule, text) for rule in OWN for text in rule.counter_examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}:{e.text}" for r, e in EXAMPLES])
def test_rule_reads_its_example(rule: Rule, example: Example) -> None:
    facts = read(example.text, EXAMPLE_DAY).of_kind(rule.kind)
    found = [f for f in facts if f.rule == rule.name and f.text == example.found]
    assert found, [(f.rule, f.text) for f in facts]
    wanted = dict(example.fields)
    assert {name: found[0].fields.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{r.name}:{t}" for r, t in COUNTER])
def test_rule_lets_its_counter_example_be(rule: Rule, text: str) -> None:
    assert [f.text for f in read(text, EXAMPLE_DAY).facts if f.rule == rule.name] == []


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.name)
def test_rule_is_shown_in_two_manners_and_with_a_counter_example(rule: Rule) -> None:
    assert len(rule.examples) >= 3
    assert len({example.manner for example in rule.examples}) >= 2
    assert rule.counter_examples


def test_every_fact_names_a_registered_rule() -> None:
    texts = [example.text for _rule, example in EXAMPLES]
    unknown = {f.rule for text in texts for f in read(text, EXAMPLE_DAY).of_kind(*KINDS)} - set(RULES)
    assert unknown == set()
