# SPDX-License-Identifier: EUPL-1.2
"""The reader's manual out of its rules, and where each of them fires; called by generate_docs.py."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
TEXTS = (
    PROJECT / "tests" / "textreader" / "corpus",
    PROJECT / "src" / "lagesbild" / "sample_county" / "rounds",
)
READ_ON = date(2026, 6, 15)
if str(PROJECT / "src") not in sys.path:
    sys.path.insert(0, str(PROJECT / "src"))


def manual() -> str:
    """Every rule, kind by kind: what it says, its pattern, what comes out, where it must be silent."""
    from textreader.rule import EXAMPLE_DAY, RULES, Example, Rule

    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES.values():
        by_kind[rule.kind].append(rule)
    fires = documents_of_rules()
    parts = [
        "# The reader's manual",
        f"{len(RULES)} rules. The pattern is written as people read it; `lagesbild explain` shows the rules "
        f"that fired on words of your own. Every example is read on {EXAMPLE_DAY.isoformat()} by the tests, and "
        "the rule must be silent in every text after *never*. `·` stands for a line end.",
        _contents(by_kind),
    ]

    def example(one: Example) -> str:
        said = ", ".join(f"{name} {_value(value)}" for name, value in one.fields.items())
        return f"- {_quoted(one.text)} ({one.manner}): **{_flat(one.found)}**{f' → {said}' if said else ''}"

    for kind, rules in sorted(by_kind.items()):
        parts.append(f"## {kind}")
        for rule in rules:
            never = "; ".join(_quoted(text) for text in rule.counter_examples)
            parts += [
                f"### {rule.name}",
                f"{rule.says}  \n`{rule.pattern.replace('`', '')}`",
                "\n".join([*map(example, rule.examples), *([f"- never: {never}"] if never else [])]),
            ]
    return "\n\n".join([*parts, _seldom(fires)])


def documents_of_rules() -> dict[str, Counter[str]]:
    """Rule → the documents of the corpus and the sample county that it fires in, with how often."""
    import textreader

    fires: dict[str, Counter[str]] = defaultdict(Counter)
    for folder in TEXTS:
        for path in sorted(folder.rglob("*.txt")):
            for fact in textreader.read(path.read_text("utf-8"), READ_ON).facts:
                fires[fact.rule][path.relative_to(folder).as_posix()] += 1
    return fires


def _seldom(fires: Mapping[str, Mapping[str, int]]) -> str:
    """Rules that a corpus hardly knows: written for one text, or never seen outside their examples."""
    from textreader.rule import RULES

    never = [name for name in RULES if not fires.get(name)]
    once = [(name, *fires[name]) for name in RULES if len(fires.get(name, ())) == 1]
    lines = [f"- `{name}`: {document}" for name, document in once]
    return (
        "## Rules that fire seldom\n\nOver the corpus of the tests and the sample county. A rule that fires in "
        "one document may have been written for it; one that never does lives by its examples alone.\n\n"
        f"In one document only ({len(once)}):\n\n"
        + "\n".join(lines)
        + f"\n\nNever ({len(never)}): "
        + (", ".join(f"`{name}`" for name in never) or "none")
        + "."
    )


def _contents(by_kind: Mapping[str, Sequence[object]]) -> str:
    return "\n".join(f"- [{kind}](#{kind}) ({len(rules)})" for kind, rules in sorted(by_kind.items()))


def _quoted(text: str) -> str:
    return f"«{_flat(text)}»"


def _flat(text: str) -> str:
    """On one line, and without what Markdown would take for its own."""
    return "".join(
        "\\" + c if c in "*_`|<[]#" else c for c in " · ".join(text.split("\n")).replace("\t", " ⇥ ")
    )


def _value(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _flat(str(value))
