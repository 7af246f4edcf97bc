# SPDX-License-Identifier: EUPL-1.2
"""How fast texts are read, beside what a Swede can pick today, on the same texts in one run.

    python benchmarks/reader.py [--copies 3] [--rounds 3] [--longest 10]

The texts are the sample county's rounds, with other days and figures in every copy so that a
cache of surfaces cannot win: a document is a round's reports one after another, as its minutes
are. dateparser finds dates and no quantities, quantulum3 quantities with English units and no
dates, Duckling's Swedish rules both, without weeks, ranges and percent; the reader finds every
kind of fact. Times are medians of CPU time; read the ratios. The last parts read a report as the
page does while somebody types, double the text and print how the cost grows, and tell how much
memory a reading takes beside its text.
"""

from __future__ import annotations

import argparse
import calendar
import math
import random
import re
import statistics
import sys
import time
import tracemalloc
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
    asked.add_argument("--longest", type=float, default=2, help="the longest text, in million characters")
    sizes = asked.parse_args()
    documents = texts(sizes.copies)
    lines = [line for text in documents for line in text.splitlines() if line.strip()]
    print(f"{len(documents)} texts, {sum(map(len, documents)):,} characters\n")
    for feed, pieces in (("by document", documents), ("by line", lines)):
        compare(feed, pieces, sizes.rounds)
    typing(documents, sizes.rounds)
    growth(documents, sizes.longest)
    memory(documents)


def texts(copies: int) -> list[str]:
    """The county's rounds, each copy with other digits and months."""
    chance = random.Random(7)
    rounds = [sorted(folder.glob("*.txt")) for folder in sorted(COUNTY.iterdir()) if folder.is_dir()]
    written = ["\n\n".join(path.read_text("utf-8") for path in paths) for paths in rounds if paths]
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
    try:
        found["Duckling, Swedish"] = duckling()
    except ImportError:
        print("Duckling is not installed: pip install -e '.[bench]' (Linux)")
    return found


def duckling() -> Callable[[str], object]:
    """Duckling's Swedish rules for time, numbers, money and lengths of time."""
    import duckling as d

    day = calendar.timegm(DAY.timetuple())
    zones = d.load_time_zones("/usr/share/zoneinfo")
    swedish = d.parse_locale("SV_XX", d.default_locale_lang(d.parse_lang("SV")))
    context = d.Context(d.parse_ref_time(zones, "Europe/Stockholm", day), swedish)
    kinds = d.parse_dimensions(["time", "number", "amount-of-money", "duration", "quantity"])
    return lambda piece: d.parse(piece, context, kinds, False)


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


def typing(documents: Sequence[str], rounds: int) -> None:
    """What reading a report of 10,000 characters takes when it has just been read before."""
    report = "\n\n".join(documents)[:10_000]
    spent = seconds(lambda piece: read(piece, DAY), [report], max(rounds, 7))
    print(f"a report of {len(report):,} characters, read before: {1000 * spent:.0f} ms\n")


def growth(documents: Sequence[str], millions: float) -> None:
    """Cost for each doubling of one long text, and the slope on log scales; 1.0 is linear."""
    whole = "\n\n".join(documents)
    whole = (whole + "\n\n") * (1 + int(millions * 1e6) // len(whole))
    sizes, costs = [], []
    for share in (16, 8, 4, 2, 1):
        part = whole[: int(millions * 1e6) // share]
        spent = seconds(lambda piece: read(piece, DAY), [part], 1)
        grown = f"   {spent / costs[-1]:.2f} times the half" if costs else ""
        print(f"one text of {len(part):10,} characters: {spent:7.3f} s{grown}")
        sizes.append(math.log(len(part)))
        costs.append(spent)
    slope = statistics.linear_regression(sizes, [math.log(cost) for cost in costs]).slope
    print(f"slope {slope:.2f}\n")


def memory(documents: Sequence[str]) -> None:
    """The most memory that one reading takes, and what it keeps, in times its text."""
    text = "\n\n".join(documents)[:300_000]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = read(text, DAY)
    now, most = (n - before for n in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    size = sys.getsizeof(text)
    print(f"memory for {len(text):,} characters with {len(kept.facts):,} facts: at most {most / size:.0f}")
    print(f"times the text, {now / size:.0f} times kept")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main()
