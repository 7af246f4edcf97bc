# SPDX-License-Identifier: EUPL-1.2
"""Which kinds single sentences are, in many manners: one line of ``sentence_kinds.lst`` each."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from textreader import read

LIST = Path(__file__).parent / "corpus" / "sentence_kinds.lst"
KINDS = {"action", "promise", "decision", "need", "question", "assessment"}
DAY = date(2026, 10, 5)


def _rows() -> list[tuple[set[str], str]]:
    rows = []
    for line in LIST.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kinds, _, sentence = line.partition("|")
            rows.append((set(kinds.split(",")) - {"none"}, sentence))
    return rows


def _found(sentence: str) -> set[str]:
    text = f"Minnesanteckningar\n\nRegion Havsnäs\n{sentence}\n\nAlmi\nLugnt.\n"
    start = text.index(sentence)
    facts = read(text, DAY).facts
    return {f.kind for f in facts if f.kind in KINDS and start <= f.start < start + len(sentence)}


def test_single_sentences_are_read_as_their_kinds() -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for wanted, sentence in _rows():
        told = _found(sentence)
        right.update(wanted & told)
        asked.update(wanted)
        found.update(told)
        if wanted != told:
            wrong.append(f"{sorted(wanted)} read as {sorted(told)}: {sentence}")
    scores = {k: 2 * right[k] / (asked[k] + found[k]) for k in KINDS}
    assert set(asked) == KINDS
    assert min(scores.values()) >= 0.93, "\n".join([str(scores), *wrong])
