# SPDX-License-Identifier: EUPL-1.2
"""Measure the reader on the sealed fold and on the opened one; write docs/generated/reader-quality.*.

python scripts/reader_quality.py 2026-11-25     write; the first scoring stands, later ones beside it
python scripts/reader_quality.py                only print the tables

A fold without documents is passed over. The first scoring of a fold is never overwritten: it is the honest
one, of texts that the rules' authors had not read. The floors (a little below the first scoring) may be raised by hand in the .json, never lowered
without saying why in the commit.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "tests" / "textreader"))

import fold_scoring as scoring  # noqa: E402

import textreader  # noqa: E402

PAGE = PROJECT / "docs" / "generated" / "reader-quality.md"
FIGURES = PAGE.with_suffix(".json")
#: How far below the first scoring a floor lies beside the loss of one fact: room for a fact, not for a class.
ROOM = 0.01
Row = dict[str, Any]


def main() -> int:
    """Measure, print, and write when a day is given; 2 when the day is no day."""
    folds = {name: folder for name, folder in scoring.FOLDS.items() if scoring.documents(folder)}
    measured = {name: measure(folder) for name, folder in folds.items()}
    for name, row in measured.items():
        print(f"## {name}\n\n{table(row)}\n")
    if len(sys.argv) == 1:
        return 0
    try:
        day = date.fromisoformat(sys.argv[1]).isoformat()
    except ValueError:
        print(f"{sys.argv[1]} is no date; write it as 2026-11-25", file=sys.stderr)
        return 2
    stands = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    figures = {name: after(stands.get(name, {}), {"date": day, **row}) for name, row in measured.items()}
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(figures), "utf-8")
    return 0


def after(stands: Row, latest: Row) -> Row:
    """The figures of a fold when it has been scored again."""
    first = stands.get("first") or latest
    return {"first": first, "latest": latest, "floor": stands.get("floor") or floors(first)}


def read(text: str, day: date) -> list[Row]:
    """The facts of a text as the command line gives them."""
    facts: list[Row] = textreader.read(text, day).to_dict()["facts"]
    return facts


def measure(folder: Path) -> Row:
    """``{"documents": n, "kinds": {kind: row}, "traps": {class: row}}``, shares rounded to thousandths."""
    fold = scoring.documents(folder)
    kinds = {}
    for kind, by_document in scoring.score(read, fold).items():
        counts = list(by_document.values())
        whole = scoring.total(counts)
        low, high = scoring.interval(counts)
        kinds[kind] = {
            "n": whole.asked,
            "read": whole.read,
            "right": whole.right,
            "precision": round(whole.precision, 3),
            "recall": round(whole.recall, 3),
            "f1": round(whole.f1, 3),
            "interval": [round(low, 3), round(high, 3)],
            "macro_f1": round(scoring.macro(counts), 3),
            "details": {name: list(pair) for name, pair in sorted(whole.details.items())},
        }
    caught = {
        str(number): vars(count)
        for number, count in scoring.score_traps(read, scoring.traps(folder)).items()
    }  # fmt: skip
    return {"documents": len(fold), "kinds": kinds, "traps": caught}


def floors(first: Row) -> Row:
    """What later readers may not fall below: F1 a kind, and the two shares of the traps."""
    found, said = trap_shares(first["traps"])
    return {
        "kinds": {kind: floor(row) for kind, row in first["kinds"].items()},
        "traps_found": round(found - 2 * ROOM, 3),
        "traps_said_at_most": round(said + ROOM, 3),
    }


def floor(row: Row) -> float:
    """F1 with one right fact fewer, and a hundredth below that."""
    one_fewer = 2 * (int(row["right"]) - 1) / (int(row["n"]) + int(row["read"]))
    return round(max(0.0, one_fewer - ROOM), 3)


def trap_shares(caught: dict[str, Row]) -> tuple[float, float]:
    """The share of expected facts found, and the share of dangerous readings that came out."""
    expected, dangerous = (sum(row[key] for row in caught.values()) for key in ("expected", "dangerous"))
    found, said = (sum(row[key] for row in caught.values()) for key in ("found", "said"))
    return found / expected, said / dangerous


def table(measured: Row) -> str:
    """Two Markdown tables: kinds of fact, and classes of traps."""
    lines = [
        "| kind | n | read | P | R | F1 | 95 % | F1 by document | details right |",
        "|---|--:|--:|--:|--:|--:|---|--:|---|",
    ]
    for kind, row in measured["kinds"].items():
        low, high = row["interval"]
        beside = ", ".join(f"{name} {right}/{asked}" for name, (right, asked) in row["details"].items())
        lines.append(
            f"| {kind} | {row['n']} | {row['read']} | {row['precision']:.3f} | {row['recall']:.3f} "
            f"| {row['f1']:.3f} | {low:.2f}-{high:.2f} | {row['macro_f1']:.3f} | {beside} |"
        )
    lines += ["", "| trap | must be found | found | dangerous | came out |", "|---|--:|--:|--:|--:|"]
    for number, row in measured["traps"].items():
        lines.append(
            f"| {number}. {row['name']} | {row['expected']} | {row['found']} "
            f"| {row['dangerous']} | {row['said']} |"
        )
    found, said = trap_shares(measured["traps"])
    lines.append(f"| all | | {found:.1%} | | {said:.1%} |")
    return "\n".join(lines)


HEADINGS = {
    "sealed": "The sealed fold (`tests/textreader/sealed/`): texts unread by the rules' authors.",
    "opened": "The opened fold (`tests/textreader/corpus/first_fold/`): sealed until its errors were read; "
    "its later scorings tell what was learnt, not what unseen texts give.",
}


def page(figures: Row) -> str:
    """The page: how it was measured, and for each fold the first scoring and the latest if another."""
    parts = [
        "<!-- Written by scripts/reader_quality.py. -->",
        "# How well the reader reads",
        "Whole documents and single sentences of fifteen classes, invented, in as many manners as documents, "
        "annotated by somebody who had not read the rules. A date or quantity is right when place, value and "
        "unit are; a sentence when more than half of the words are shared. The interval is a bootstrap by "
        "document with a fixed seed. One annotator, no second reading: the gold itself is not free from "
        "doubt, and kinds with a small n say little.",
    ]
    for name, fold in figures.items():
        first, latest = fold["first"], fold["latest"]
        parts += [f"## {HEADINGS[name]}", f"### As it fell on {first['date']}, first scoring", table(first)]
        if table(latest) != table(first):
            parts += [
                f"### On {latest['date']}",
                "The same texts. The rules may have changed since; plain mistakes in the gold are mended and "
                "listed beside it (`CHANGES.md`).",
                table(latest),
            ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
