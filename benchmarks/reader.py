# SPDX-License-Identifier: EUPL-1.2
"""How fast texts are read, beside what a Swede can pick today, on the same texts in one run.

    python benchmarks/reader.py [--copies 3] [--rounds 3]

The texts are the sample county's reports, with other days and figures in every copy so that a
cache of surfaces cannot win. dateparser finds dates and no quantities, quantulum3 quantities with
English units and no dates; the reader finds every kind of fact. Times are medians of CPU time;
read the ratios. The last part doubles the text and prints how the cost grows.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from textreader import read

COUNTY = Path(__file__).parents[1] / "src" / "lagesbild" / "sample_county" / "rounds"
DAY = date(2026, 2, 24)
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="The reader beside its peers, as ratios.")
    asked.add_argument("--copies", type=int, default=2, help="copies of the county's reports")
    asked.add_argument("--rounds", type=int, default=3, help="passes of which the median is taken")
    sizes = asked.parse_args()
    documents = texts(sizes.copies)
    lines = [line for text in documents for line in text.splitlines() if line.strip()]
    print(f"{len(documents)} texts, {sum(map(len, documents)):,} characters\n")
    for feed, pieces in (("by document", documents), ("by line", lines)):
        compare(feed, pieces, sizes.rounds)
    growth(documents, sizes.rounds)


def texts(copies: int) -> list[str]:
    """The county's reports, each copy with other digits and months."""
    chance = random.Random(7)
    written = [path.read_text("utf-8") for path in sorted(COUNTY.glob("*/*.txt"))]
    return [other(text, chance) for _ in range(copies) for text in written]


def other(text: str, chance: random.Random) -> str:
    """The same sentences with other figures and months; years and small numbers stay."""
    text = re.sub(r"(?<![\d.,:/-])[1-9]\d(?![\d.,:/-])", lambda m: str(chance.randint(10, 28)), text)
    return re.sub(rf"\b(?:{'|'.join(MONTHS)})\b", lambda _: chance.choice(MONTHS), text)


def compare(feed: str, pieces: Sequence[str], rounds: int) -> None:
    """Characters a second for us and each peer, and how many times as many we read."""
    size = sum(map(len, pieces))
    ours = size / seconds(lambda piece: read(piece, DAY), pieces, rounds)
    print(f"{feed:12}  textreader, all kinds   {ours:12,.0f} characters/s")
    for name, ask in peers().items():
        few = pieces[: max(1, len(pieces) // 6)]  # the peers are slow: a sixth tells their pace
        theirs = sum(map(len, few)) / seconds(ask, few, 1)
        print(
            f"{feed:12}  {name:22}  {theirs:12,.0f} characters/s   we read {ours / theirs:.1f} times as much"
        )
    print()


def peers() -> dict[str, Callable[[str], object]]:
    """What is installed of the libraries that one can pick today."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        from dateparser.search import search_dates

        found["dateparser, dates"] = lambda piece: search_dates(piece, languages=["sv"])
    except ImportError:
        print("dateparser is not installed: pip install -e '.[bench]'")
    try:
        from quantulum3 import parser

        found["quantulum3, quantities"] = parser.parse
    except ImportError:
        print("quantulum3 is not installed: pip install -e '.[bench]'")
    return found


def seconds(ask: Callable[[str], object], pieces: Sequence[str], rounds: int) -> float:
    """CPU seconds for all pieces: the median of some passes, after one to warm up."""
    ask(pieces[0])
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        for piece in pieces:
            ask(piece)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def growth(documents: Sequence[str], rounds: int) -> None:
    """Cost for each doubling of one long text; 2.0 is linear."""
    whole = "\n\n".join(documents)
    before = 0.0
    for share in (8, 4, 2, 1):
        part = whole[: len(whole) // share]
        spent = seconds(lambda piece: read(piece, DAY), [part], rounds)
        grown = f"   {spent / before:.2f} times the half" if before else ""
        print(f"one text of {len(part):9,} characters: {spent:7.3f} s{grown}")
        before = spent


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main()
