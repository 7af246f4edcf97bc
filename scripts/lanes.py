# SPDX-License-Identifier: EUPL-1.2
"""Run the tests lane by lane, print each lane's time, and close with one line for all.

python scripts/lanes.py                 every lane
python scripts/lanes.py pure sqlite     these lanes
python scripts/lanes.py sqlite -- -k reading -x     with pytest's own arguments
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field

from private_postgres import find_programs, private_server


@dataclass(frozen=True)
class Lane:
    """Tests with a mark, run on one database in ``workers`` processes."""

    name: str
    marks: str
    says: str
    workers: int = 2
    postgres: bool = False


LANES = (
    Lane("pure", "pure", "reader, intake, repository; no database"),
    Lane("sqlite", "database", "everything with tables, on SQLite"),
    Lane("postgres", "database", "the same again on PostgreSQL", postgres=True),
    Lane("commands", "commands", "the command line, in processes of their own"),
    Lane("locks", "locks", "two processes on one SQLite file", workers=0),
    Lane("locks-postgres", "locks", "two processes on one PostgreSQL database", workers=0, postgres=True),
    Lane("browser", "browser", "pages in Chromium, with axe"),
)
NO_POSTGRES = "no PostgreSQL server here: apt-get install postgresql as root, or set DATABASE_URL"
#: pytest's closing line: "3 failed, 120 passed, 2 skipped in 4.10s".
COUNT = re.compile(r"(\d+) (failed|passed|skipped|deselected|error|errors|warnings?)\b")


@dataclass
class Outcome:
    """What a lane came to."""

    lane: Lane
    seconds: float = 0.0
    status: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    skipped_because: str = ""

    @property
    def words(self) -> str:
        """The outcome on one line."""
        if self.skipped_because:
            return f"SKIPPED: {self.skipped_because}"
        counts = ", ".join(f"{n} {what}" for what, n in self.counts.items())
        return f"{'ok    ' if self.status == 0 else 'FAILED'} {counts or f'pytest said {self.status}'}"


def main(arguments: list[str]) -> int:
    """Run the lanes named (or all); 0 where every one that ran held."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    chosen, passed_on = arguments[:cut], arguments[cut + 1 :]
    unknown = set(chosen) - {lane.name for lane in LANES}
    if unknown:
        print(
            f"No such lane: {', '.join(sorted(unknown))}. There are: {', '.join(lane.name for lane in LANES)}."
        )
        return 2
    began = time.monotonic()
    with ExitStack() as stack:
        server = Server(stack)
        outcomes = [run(lane, server, passed_on) for lane in LANES if not chosen or lane.name in chosen]
    return close(outcomes, time.monotonic() - began)


class Server:
    """The PostgreSQL to test on, started when a lane first asks: the given one, else our own."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._url: str | None = os.environ.get("DATABASE_URL") or None

    def url(self) -> str | None:
        """Its address; None where this machine has none."""
        if self._url is None:
            programs = find_programs()
            if programs is not None:
                self._url = self._stack.enter_context(private_server(programs))
        return self._url


def run(lane: Lane, server: Server, passed_on: list[str]) -> Outcome:
    """Run one lane, its words shown as they come."""
    print(f"\n── {lane.name}: {lane.says}", flush=True)
    outcome = Outcome(lane)
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    if lane.postgres:
        url = server.url()
        if url is None:
            outcome.skipped_because = NO_POSTGRES
            print(outcome.words, flush=True)
            return outcome
        environment["DATABASE_URL"] = url
    workers = ["-n", str(lane.workers)] if lane.workers else ["-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", "-q", "-m", lane.marks, *workers, *passed_on]
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if COUNT.search(line) else last
    outcome.status = process.wait()
    outcome.seconds = time.monotonic() - began
    for number, what in COUNT.findall(last):
        outcome.counts[{"errors": "error", "warning": "warnings"}.get(what, what)] += int(number)
    del outcome.counts["deselected"]
    return outcome


def close(outcomes: list[Outcome], seconds: float) -> int:
    """Print the summary; the last line is in pytest's own manner, for those who look for it."""
    total: Counter[str] = Counter()
    print("\nLane            Time     Outcome")
    for outcome in outcomes:
        total.update(outcome.counts)
        print(f"{outcome.lane.name:<15} {outcome.seconds:6.1f} s {outcome.words}")
    failed = [outcome for outcome in outcomes if outcome.status]
    width = shutil.get_terminal_size().columns
    order = [what for what in ("failed", "error", "passed", "skipped") if total[what]]
    words = ", ".join(f"{total[what]} {what}" for what in order) or "no tests ran"
    print(f" {words} in {seconds:.2f}s ".center(width, "="), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
