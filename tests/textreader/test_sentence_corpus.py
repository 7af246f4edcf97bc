# SPDX-License-Identifier: EUPL-1.2
"""The sentence kinds on whole documents of our own, in eight manners of writing.

Counted as the house's score does: spans of sentences meet when they share more than half of their
union, mentions when they share half of the shorter one.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from textreader import Reading, read

CORPUS = Path(__file__).parent / "corpus"
MENTIONS = ("organisation", "person")
#: What each kind must reach on the whole corpus (F1); raise it when the rules get better.
FLOORS = {
    "action": 0.88, "promise": 0.88, "question": 0.92, "need": 0.90, "assessment": 0.90,
    "decision": 0.88, "aside": 0.90, "organisation": 0.95, "person": 0.95, "contradiction": 0.85,
}  # fmt: skip


def _documents() -> list[tuple[str, str, list[dict[str, Any]], date]]:
    out = []
    for path in sorted(CORPUS.glob("*.txt")):
        gold_path = path.with_suffix(".gold.json")
        if not gold_path.exists():
            continue
        gold = json.loads(gold_path.read_text("utf-8"))
        meta = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
        day = date.fromisoformat(meta["reference_date"])
        out.append((path.stem, path.read_text("utf-8"), gold, day))
    return out


DOCUMENTS = _documents()


def _meet(kind: str, gold: dict[str, Any], start: int, end: int) -> bool:
    shared = min(gold["end"], end) - max(gold["start"], start)
    if kind in MENTIONS:
        length = gold["end"] - gold["start"]
        return 0 < shared >= min(length, end - start) / 2 and end - start <= 2 * length + 20
    return shared > 0.5 * (max(gold["end"], end) - min(gold["start"], start))


def _counts(kind: str) -> tuple[int, int, int, list[str]]:
    right = asked = found = 0
    wrong: list[str] = []
    for name, text, gold, day in DOCUMENTS:
        if not any(g["kind"] in FLOORS for g in gold):
            continue
        mine = [g for g in gold if g["kind"] == kind]
        facts = [f for f in read(text, day).facts if f.kind == kind]
        used: set[int] = set()
        for wanted in mine:
            hit = next(
                (i for i, f in enumerate(facts) if i not in used and _meet(kind, wanted, f.start, f.end)),
                None,
            )
            if hit is None:
                wrong.append(f"{name}: missed {wanted['text'][:60]!r}")
            else:
                used.add(hit)
        wrong += [f"{name}: spurious {f.text[:60]!r}" for i, f in enumerate(facts) if i not in used]
        right, asked, found = right + len(used), asked + len(mine), found + len(facts)
    return right, asked, found, wrong


@pytest.mark.parametrize("kind", FLOORS)
def test_kind_is_read_in_the_corpus(kind: str) -> None:
    right, asked, found, wrong = _counts(kind)
    assert asked, f"no gold of {kind}"
    f1 = 2 * right / (asked + found) if asked + found else 0.0
    assert f1 >= FLOORS[kind], "\n".join([f"F1 {f1:.3f}", *wrong])


def test_owner_and_day_are_read_with_the_commitments() -> None:
    told = right = 0
    for _, text, gold, day in DOCUMENTS:
        facts = read(text, day).facts
        for wanted in gold:
            if wanted["kind"] not in ("action", "promise", "decision"):
                continue
            hit = next(
                (f for f in facts if f.kind == wanted["kind"] and _meet(f.kind, wanted, f.start, f.end)),
                None,
            )
            if hit is None:
                continue
            for field in ("owner", "due_to"):
                if wanted.get(field) is not None:
                    told += 1
                    right += str(hit.fields.get(field)).casefold() == wanted[field].casefold()
    assert right >= 0.85 * told, f"{right} of {told}"


@pytest.mark.parametrize(("name", "text", "gold", "day"), DOCUMENTS, ids=[d[0] for d in DOCUMENTS])
def test_spans_are_the_text(name: str, text: str, gold: list[dict[str, Any]], day: date) -> None:
    reading: Reading = read(text, day)
    assert reading.facts, name
    assert all(text[f.start : f.end] == f.text for f in reading.facts)
    assert all(text[g["start"] : g["end"]] == g["text"] for g in gold)
