# SPDX-License-Identifier: EUPL-1.2
"""Score a reading against gold: what counts as found, precision, recall, F1 and an interval.

A date or quantity is right when its span meets the gold span and its value and unit are equal; a mention
when the spans meet; a sentence or name when the spans share more than half of their union. One fact read
serves one fact of the gold. Gold flagged ambiguous, anaphoric, fuzzy or nested is neither asked for nor
held against the reader.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Gold = dict[str, Any]
#: A reader: text and reference date in, facts as of ``Reading.to_dict()["facts"]`` out.
Read = Callable[[str, date], list[Gold]]

HERE = Path(__file__).parent
SEALED = HERE / "sealed"
OPENED = HERE / "corpus" / "first_fold"
#: The folds by name; a fold without documents is not scored.
FOLDS = {"sealed": SEALED, "opened": OPENED}
VALUED = ("date", "quantity")
MENTIONS = ("organisation", "person", "link")
SENTENCES = ("action", "promise", "decision", "question", "need", "assessment", "aside", "contradiction")
NAMES = ("call", "scheme", "training")
KINDS = VALUED + MENTIONS + SENTENCES + NAMES
SPARED = ("ambiguous", "anaphoric", "fuzzy", "nested")
MARKS = (
    "conditional", "denied", "quoted", "superseded", "cancelled", "withdrawn", "doubt", "forecast",
)  # fmt: skip
#: Fields that are compared on facts that are right, where the gold has them.
DETAILS = ("owner", "tone", "status", "due_to", "answered", "name", "url", "approx", "change", "of")
NAMED = ("owner", "name", "of", "scope")  # compared by their words
GENERIC = {"kommun", "kommunen", "region", "regionen", "län", "läns", "länet", "länets"}


@dataclass
class Count:
    """What came of one kind in one text: asked for, read, right, and how many details were right."""

    asked: int = 0
    read: int = 0
    right: int = 0
    details: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: Count) -> Count:
        both = dict(self.details)
        for name, (right, asked) in other.details.items():
            r, a = both.get(name, (0, 0))
            both[name] = (r + right, a + asked)
        return Count(self.asked + other.asked, self.read + other.read, self.right + other.right, both)

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        whole = self.asked + self.read
        return 2 * self.right / whole if whole else 0.0


@dataclass(frozen=True)
class Document:
    """A text of the fold with what a person read in it."""

    name: str
    text: str
    reference_date: date
    manner: str
    gold: list[Gold]


@dataclass(frozen=True)
class Trap:
    """A sentence in which a careless reader says something false."""

    number: int
    name: str
    reference_date: date
    text: str
    expected: list[Gold]
    dangerous: list[Gold]


def documents(folder: Path) -> list[Document]:
    """The documents of a folder, by name."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        about = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        day = date.fromisoformat(about["reference_date"])
        found.append(Document(path.stem, path.read_text("utf-8"), day, about["manner"], gold))
    return found


def traps(folder: Path) -> list[Trap]:
    """The single sentences of ``traps.json``, in their order; none where the file is missing."""
    path = folder / "traps.json"
    if not path.exists():
        return []
    return [
        Trap(
            row["class"], row["name"], date.fromisoformat(row["reference_date"]),
            row["text"], row["expected"], row["dangerous"],
        )
        for row in json.loads(path.read_text("utf-8"))
    ]  # fmt: skip


# Equal spans and values ---------------------------------------------------------------------------


def common(a: Gold, b: Gold) -> int:
    """How many characters two facts share; less than one when they do not touch."""
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def spans_meet(gold: Gold, read: Gold) -> bool:
    """Half of the shorter one is shared, and the one read is not much longer than the gold."""
    asked, got = gold["end"] - gold["start"], read["end"] - read["start"]
    return common(gold, read) > 0 and 2 * common(gold, read) >= min(asked, got) and got <= 2 * asked + 20


def sentences_meet(gold: Gold, read: Gold) -> bool:
    """More than half of the union is shared."""
    union = int(max(gold["end"], read["end"]) - min(gold["start"], read["start"]))
    return 2 * common(gold, read) > union


def near(kind: str) -> Callable[[Gold, Gold], bool]:
    return spans_meet if kind in VALUED + MENTIONS else sentences_meet


def same_number(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return math.isclose(float(a), float(b), rel_tol=1e-4, abs_tol=1e-4)


def same_days(gold: Gold, read: Gold) -> bool:
    """A named day that opens or closes something is as good as the interval that it bounds."""
    first, last = gold["from"], gold["to"]
    good = [(first, last)]
    if first is None:
        good.append((last, last))
    if first is not None and first == last:
        if gold.get("role") == "opens":
            good.append((first, None))
        if gold.get("role") in ("closes", "deadline"):
            good.append((None, last))
    return (read.get("from"), read.get("to")) in good


def same_quantity(gold: Gold, read: Gold) -> bool:
    """Unit, value or bounds, and total are equal, and the changes do not contradict each other."""
    if gold["unit"] != read.get("unit"):
        return False
    if gold["unit"] == "duration" and gold["duration_unit"] != read.get("duration_unit"):
        return False
    if {gold.get("change"), read.get("change")} == {"increase", "decrease"}:
        return False
    if gold.get("total") is not None and not same_number(gold["total"], read.get("total")):
        return False
    return all(same_number(gold.get(key), read.get(key)) for key in ("value", "low", "high"))


def is_right(gold: Gold, read: Gold) -> bool:
    """Whether a fact read at the right place says what the gold says."""
    if gold["kind"] == "date":
        return same_days(gold, read)
    return gold["kind"] != "quantity" or same_quantity(gold, read)


def name_words(said: Any) -> list[str]:
    every = re.findall(r"\w+", str(said or "").casefold())
    long = [word for word in every if len(word) > 2] or every
    return [word for word in long if word not in GENERIC] or long


def words_meet(gold: Any, read: Any) -> bool:
    """Two names or head words say the same; inflections and last parts of compounds count."""

    def alike(a: str, b: str) -> bool:
        return a[:5] == b[:5] or (min(len(a), len(b)) > 3 and (a.endswith(b) or b.endswith(a)))

    asked, got = name_words(gold), name_words(read)
    hits = sum(any(alike(a, b) for a in asked) for b in got)
    return hits > 0 and 3 * hits >= len(got)


def same_detail(name: str, gold: Any, read: Any) -> bool:
    if name in NAMED:
        return read is not None and words_meet(gold, read)
    return str(gold).casefold() == str(read).casefold()


# Scores -------------------------------------------------------------------------------------------


def count_kind(kind: str, gold: Iterable[Gold], read: Iterable[Gold]) -> Count:
    """Pair the facts of one kind in one text, and count."""
    mine = [g for g in gold if g["kind"] == kind]
    spared = [g for g in mine if any(g.get(flag) for flag in SPARED)]
    asked = [g for g in mine if g not in spared]
    found = [f for f in read if f["kind"] == kind]
    meets, used, count = near(kind), set[int](), Count(asked=len(asked))
    for g in asked:
        hit = next((i for i, f in enumerate(found) if i not in used and meets(g, f) and is_right(g, f)), None)
        if hit is None:
            continue
        used.add(hit)
        count += Count(right=1, details=details(g, found[hit]))
    loose = [f for i, f in enumerate(found) if i not in used and not any(meets(s, f) for s in spared)]
    return count + Count(read=len(used) + len(loose))


def details(gold: Gold, read: Gold) -> dict[str, tuple[int, int]]:
    """Which details of a right fact are right: ``{name: (right, asked)}``."""
    out = {
        name: (int(same_detail(name, gold[name], read.get(name))), 1)
        for name in DETAILS
        if gold.get(name) is not None and name not in ("approx", "change")
    }
    if gold["kind"] == "quantity":
        if gold["unit"] == "duration":
            out.pop("of", None)  # what lasts is often not named
        out["approx"] = (int(bool(gold.get("approx")) == bool(read.get("approx"))), 1)
        out["change"] = (int(gold.get("change") == read.get("change")), 1)
    return out


def score(read: Read, fold: list[Document]) -> dict[str, dict[str, Count]]:
    """``{kind: {document: Count}}``; a reader that misplaces a span raises ``AssertionError``."""
    out: dict[str, dict[str, Count]] = {kind: {} for kind in KINDS}
    for document in fold:
        facts = read(document.text, document.reference_date)
        for fact in facts:
            assert document.text[fact["start"] : fact["end"]] == fact["text"], (document.name, fact["id"])
        for kind in KINDS:
            out[kind][document.name] = count_kind(kind, document.gold, facts)
    return out


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def macro(counts: Iterable[Count]) -> float:
    """The mean F1 over the documents that hold the kind."""
    each = [count.f1 for count in counts if count.asked]
    return sum(each) / len(each) if each else 0.0


def interval(counts: list[Count], seed: int = 10, draws: int = 2000) -> tuple[float, float]:
    """95 % bootstrap interval of F1, drawing whole documents with replacement."""
    dice = random.Random(seed)
    drawn = sorted(total(dice.choices(counts, k=len(counts))).f1 for _ in range(draws))
    return drawn[draws // 40], drawn[-draws // 40 - 1]


# Traps --------------------------------------------------------------------------------------------


def is_marked(fact: Gold) -> bool:
    return any(fact.get(mark) for mark in MARKS)


def fits(wanted: Gold, fact: Gold) -> bool:
    """Whether a fact has every field that is given; ``marked`` and ``unmarked`` look at any mark."""
    for name, value in wanted.items():
        got = fact.get(name)
        if name == "even_marked":
            continue
        if name == "marked":
            good = is_marked(fact)
        elif name == "unmarked":
            good = not is_marked(fact)
        elif value is not None and name in NAMED:
            good = got is not None and words_meet(value, got)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            good = got is not None and same_number(value, got)
        elif value is True:
            good = bool(got)
        elif name == "text":
            good = value.casefold() in str(got).casefold()
        else:
            good = got == value
        if not good:
            return False
    return True


def answers(wanted: Gold, fact: Gold) -> bool:
    """Whether a fact is the expected one; "senast X" and its last day are as good as each other."""
    if wanted["kind"] == "date" and wanted["from"] is None and fact.get("from") == fact.get("to"):
        return fits({**wanted, "from": wanted["to"]}, fact)
    return fits(wanted, fact)


def is_said(dangerous: Gold, facts: Iterable[Gold]) -> bool:
    """Whether a dangerous reading comes out without a mark."""
    return any(
        fits(dangerous, fact) and (dangerous.get("even_marked") or not is_marked(fact)) for fact in facts
    )


@dataclass
class TrapCount:
    """What came of one class of traps."""

    name: str
    expected: int = 0
    found: int = 0
    dangerous: int = 0
    said: int = 0


def score_traps(read: Read, sentences: list[Trap]) -> dict[int, TrapCount]:
    """``{class: TrapCount}`` in the order of the classes."""
    out: dict[int, TrapCount] = {}
    for trap in sentences:
        facts = read(trap.text, trap.reference_date)
        count = out.setdefault(trap.number, TrapCount(trap.name))
        count.expected += len(trap.expected)
        count.found += sum(any(answers(w, fact) for fact in facts) for w in trap.expected)
        count.dangerous += len(trap.dangerous)
        count.said += sum(is_said(bad, facts) for bad in trap.dangerous)
    return out
