# SPDX-License-Identifier: EUPL-1.2
"""How fast minutes are composed and written as files, as ratios in one run.

    python benchmarks/publishing.py

The first part writes 50 pages in every format. The second composes the minutes of a round of 200
reports and of 20, in a database of its own; with a cost that is linear the ratio is 10. Times are medians of CPU time.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

COUNTY = Path(__file__).parents[1] / "src" / "lagesbild" / "sample_county" / "rounds"
PAGES = 50
PASSES = 3


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="lagesbild-bench-") as folder:
        os.environ["LAGESBILD_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.settings"
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        files()
        composing()


def seconds(what: Callable[[], object]) -> float:
    """The median time of a few passes, after one to warm up."""
    what()
    times = []
    for _ in range(PASSES):
        began = time.process_time()
        what()
        times.append(time.process_time() - began)
    return statistics.median(times)


def files() -> None:
    """Fifty pages in each format, and in all of them together."""
    import pypdfium2

    from lagesbild.publishing.edition import Edition, Paragraph, Part, Run
    from lagesbild.publishing.exporter import Setting
    from lagesbild.publishing.formats import exporters

    texts = [path.read_text("utf-8") for path in sorted(COUNTY.glob("*/*.txt"))]
    parts = tuple(
        Part(f"Medlem {n}", 2, "member", f"avsnitt-{n}", blocks=tuple(Paragraph((Run(" ".join(p.split())),)) for p in text.split("\n\n") if p.strip()))
        for n, text in enumerate(texts)
    )  # fmt: skip
    edition = Edition("Minnesanteckningar", forum="Provlän", day="2031-04-09", parts=parts)
    copies = 1
    while True:
        pdf = exporters()["pdf"].render(edition, Setting())
        pages = len(pypdfium2.PdfDocument(pdf))
        if pages >= PAGES:
            break
        copies += 1
        edition = replace(edition, parts=parts * copies)
        edition = replace(
            edition, parts=tuple(replace(p, anchor=f"avsnitt-{n}") for n, p in enumerate(edition.parts))
        )
    total = 0.0
    for name, exporter in sorted(exporters().items()):
        took = seconds(lambda exporter=exporter: exporter.render(edition, Setting()))  # type: ignore[misc]
        total += took
        print(f"{pages} pages as {name:5} {took * 1000:8.0f} ms")
    print(f"{pages} pages in all formats {total * 1000:8.0f} ms (wanted: under 1000)\n")


def composing() -> None:
    """The minutes of a large round beside those of a small one."""
    from lagesbild.minutes.composing import compose
    from lagesbild.minutes.cutting import sight_all

    took = {}
    for reports in (20, 200):
        turn = round_of(reports)
        took[reports] = seconds(lambda turn=turn: sight_all(compose(turn)))  # type: ignore[misc]
        print(f"composing and cutting {reports:4} reports {took[reports] * 1000:8.0f} ms")
    print(f"ten times the reports cost {took[200] / took[20]:.1f} times as much")


def round_of(reports: int):  # type: ignore[no-untyped-def]
    """A round in which so many members have reported."""
    from lagesbild.dialogues.accepting import accept_version
    from lagesbild.dialogues.operations import (
        create_dialogue,
        ensure_group,
        ensure_member,
        ensure_round,
        receive_report,
    )  # fmt: skip
    from lagesbild.intake import take_in_text
    from lagesbild.lib.periods import STOCKHOLM
    from lagesbild.organisations.operations import ensure_organisation

    day = date(2026, 2, 10)
    at = datetime.combine(day, clock(12), STOCKHOLM)
    dialogue = create_dialogue(slug=f"prov-{reports}", name="Provdialogen", by=None, at=at)
    group = ensure_group(dialogue=dialogue, name="Medlemmar", by=None, at=at)
    turn = ensure_round(dialogue=dialogue, held_on=day, by=None, at=at)
    texts = [path.read_text("utf-8") for path in sorted(COUNTY.glob("*/*.txt"))]
    for n in range(reports):
        member = ensure_organisation(
            name=f"Medlem {reports} {n}", kind="business_association", by=None, at=at
        )
        ensure_member(dialogue=dialogue, organisation=member, group=group, joined_on=day, by=None, at=at)
        sent = receive_report(
            turn=turn, organisation=member, intake=take_in_text(texts[n % len(texts)]), content=None, filename="",
            channel="form", sent_at=at, by=None, at=at,
        )  # fmt: skip
        accept_version(submission=sent, by=None, at=at)
    return turn


if __name__ == "__main__":
    main()
