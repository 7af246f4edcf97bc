# SPDX-License-Identifier: EUPL-1.2
"""What the reader is worth, as it was measured, in words for those who lean on it.

The figures are the first scorings of docs/generated/reader-quality.json, put here by `make docs`
so that an installation has them. Shown is the first scoring of the newest fold: it alone is of texts that
nobody who wrote the rules had read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lagesbild.lib import swedish

#: The kinds of fact in the order that they are shown, and what they are called.
KINDS = {
    "date": "Datum och perioder",
    "quantity": "Tal",
    "organisation": "Organisationer",
    "person": "Personer",
    "link": "Länkar",
    "action": "Åtgärder",
    "promise": "Löften",
    "decision": "Beslut",
    "question": "Frågor",
    "need": "Behov",
    "assessment": "Bedömningar",
    "aside": "Interna kommentarer",
    "contradiction": "Motsägelser",
    "call": "Utlysningar",
    "scheme": "Stöd och program",
    "training": "Utbildningar",
}
#: So few that one more or less changes the share by a tenth.
FEW = 10
#: Below this a kind is named among what the reader finds hard.
HARD = 0.75


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind: how many there were, the shares found and right, both weighed together."""

    name: str
    count: int
    found: str
    right: str
    both: str
    between: str
    is_few: bool


@dataclass(frozen=True, kw_only=True)
class Quality:
    """The page's words and figures; ``hard`` are sentences on what goes worst."""

    measured_on: date
    documents: int
    facts: str
    rows: tuple[Row, ...]
    hard: tuple[str, ...]
    traps: str


@lru_cache(maxsize=1)
def reader_quality() -> Quality:
    """The figures that came with this version of the software."""
    figures = json.loads((files("lagesbild.pages") / "reader_quality.json").read_text("utf-8"))
    return quality_of(figures)


def quality_of(figures: dict[str, Any]) -> Quality:
    """What a scoring says, from the file's own shape: folds, each with its first scoring."""
    first = max((fold["first"] for fold in reversed(figures.values())), key=lambda scored: scored["date"])
    kinds = [(kind, first["kinds"][kind]) for kind in KINDS if kind in first["kinds"]]
    return Quality(
        measured_on=date.fromisoformat(first["date"]),
        documents=first["documents"],
        facts=swedish.number(sum(row["n"] for _, row in kinds)),
        rows=tuple(_row(kind, row) for kind, row in kinds if row["n"]),
        hard=tuple(_hard(kind, row) for kind, row in kinds if row["n"] and row["f1"] < HARD),
        traps=_traps(first["traps"].values()),
    )


def _row(kind: str, row: dict[str, Any]) -> Row:
    low, high = (swedish.number(round(100 * edge)) for edge in row["interval"])
    return Row(
        name=KINDS[kind],
        count=row["n"],
        found=_percent(row["recall"]),
        right=_percent(row["precision"]) if row["read"] else "–",
        both=_percent(row["f1"]),
        between=f"{low}–{high}",
        is_few=row["n"] < FEW,
    )


def _hard(kind: str, row: dict[str, Any]) -> str:
    found = f"{KINDS[kind]}: {row['right']} av {row['n']} hittades"
    wrong = row["read"] - row["right"]
    return f"{found}, och {swedish.number(wrong)} av {row['read']} lästa var fel." if wrong else f"{found}."


def _traps(classes: Any) -> str:
    rows = list(classes)
    expected, found, dangerous, said = (
        sum(row[key] for row in rows) for key in ("expected", "found", "dangerous", "said")
    )
    return (
        f"Av {expected} uppgifter i meningarna hittades {found}. "
        f"Av {dangerous} farliga feltolkningar som är lätta att göra gjordes {said}."
    )


def _percent(share: float) -> str:
    return swedish.with_unit(round(100 * share), "%")
