# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild read`` and ``lagesbild explain``: the reader without any installation."""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

import textreader
from lagesbild.cli.archive import (
    LINES,
    Answer,
    Given,
    OneFileEach,
    OneLineEach,
    Read,
    find_files,
    read_archive,
)
from lagesbild.cli.door import Format, answer, day_option, refuse, say, with_example
from lagesbild.cli.engines import EngineRefusedError, engine


class ReadFormat(StrEnum):
    """How facts are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("read")(read)
    app.command("explain")(explain)


@with_example("lagesbild read protokoll.docx --date 2020-06-15 --format json")
def read(
    paths: Annotated[
        list[Path], typer.Argument(help="Filer (txt, pdf, docx, eml, msg, html) eller mappar med sådana.")
    ],
    day: Annotated[
        date | None, day_option("--date", "Dagen som texten räknar från; annars filens mötesdag.")
    ] = None,
    form: Annotated[ReadFormat, typer.Option("--format", help="Hur uppgifterna skrivs.")] = ReadFormat.TABLE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help=f"Mapp att skriva i: en JSON-fil per text, eller {LINES} med --format jsonl. "
            "Det som redan är läst hoppas över.",
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Hur många som läser samtidigt.")] = 1,
    motor: Annotated[
        str | None,
        typer.Option("--engine", help="Vem som läser: local, processes eller dask=VÄRD:PORT."),
    ] = None,
) -> None:
    """Läs uppgifter ur filer: datum, tal, löften, frågor. Inget sparas i någon installation."""
    files = find_files(paths)
    try:
        reader = engine(motor or ("processes" if jobs > 1 else "local"), jobs, day)
    except EngineRefusedError as fault:
        refuse(str(fault))
    if not files:
        refuse(
            "Här finns inga filer att läsa. Ge filer eller en mapp med txt, pdf, docx, eml, msg eller html."
        )
    if form is ReadFormat.JSON and len(files) > 1 and out is None:
        raise typer.BadParameter("Flera filer ger flera svar: använd --format jsonl eller --out MAPP.")
    try:
        failed = _read_into(out, files, day, form, reader) if out else _read_out(files, form, reader)
    except EngineRefusedError as fault:
        refuse(str(fault))
    if failed:
        raise typer.Exit(1)


def _read_into(out: Path, files: list[Given], day: date | None, form: ReadFormat, reader: Read) -> int:
    """Write the answers in a folder and say what it came to; returns how many files were refused."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        written = OneLineEach(out) if form is ReadFormat.JSONL else OneFileEach(out)
    except OSError as fault:
        refuse(f"Det går inte att skriva i {out} ({fault.strerror}). Inget har lästs. Välj en annan mapp.")
    try:
        tally = read_archive(files, day, reader, written, say)
    except OSError as fault:
        refuse(f"Det gick inte att skriva i {out} ({fault.strerror}). Kör om när det finns plats.")
    finally:
        written.close()
    before = f", {tally.kept} var lästa redan" if tally.kept else ""
    failed = f", {tally.refused} gick inte att läsa" if tally.refused else ""
    say(f"{tally.read} av {len(files)} filer lästa till {out}{before}{failed}.")
    return tally.refused


def _read_out(files: list[Given], form: ReadFormat, reader: Read) -> int:
    """Show the answers in the order of the files; returns how many files were refused."""
    order = {given.name: n for n, given in enumerate(files)}
    ready: dict[int, Answer] = {}
    shown = refused = 0

    def opened() -> Iterator[tuple[str, bytes]]:
        for given in files:
            try:
                yield given.name, given.path.read_bytes()
            except OSError as fault:
                because = f"filen går inte att öppna ({fault.strerror})."
                ready[order[given.name]] = Answer(str(given.path), because=because)

    def show() -> None:
        nonlocal shown, refused
        while (found := ready.pop(shown, None)) is not None:
            shown += 1
            if found.because:
                refused += 1
                say(f"{found.name}: {found.because}")
            else:
                _show(json.loads(found.line), form)

    for given_back in reader(opened()):
        ready[order[given_back.name]] = given_back
        show()
    show()
    return refused


def _show(found: dict[str, Any], form: ReadFormat) -> None:
    if form is ReadFormat.JSON:
        answer(found)
    elif form is ReadFormat.JSONL:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    elif form is ReadFormat.HTML:
        sys.stdout.write(_as_html(found))
    else:
        _as_table(found)


_PLACE = {"id", "kind", "start", "end", "text", "rule"}


def _as_table(found: dict[str, Any]) -> None:
    table = Table(title=f"{found['source']['name']}, räknat från {found['source']['reference_date']}")
    for column in ("Plats", "Slag", "Text", "Läst som"):
        table.add_column(column, overflow="fold")
    for fact in found["facts"]:
        said = ", ".join(
            f"{k}={v}" for k, v in fact.items() if k not in _PLACE and v not in (None, "", False)
        )
        table.add_row(f"{fact['start']}–{fact['end']}", fact["kind"], " ".join(fact["text"].split()), said)
    Console().print(table)


def _as_html(found: dict[str, Any]) -> str:
    """The text with its facts marked, cut at every boundary so that crossing facts stay whole."""
    text, facts = found["text"], found["facts"]
    edges = sorted({0, len(text), *(f["start"] for f in facts), *(f["end"] for f in facts)})
    parts = []
    for start, end in pairwise(edges):
        over = [f for f in facts if f["start"] <= start and end <= f["end"]]
        words = html.escape(text[start:end])
        if over:
            words = f'<mark title="{html.escape(", ".join(f["kind"] for f in over))}">{words}</mark>'
        parts.append(words)
    name = html.escape(found["source"]["name"])
    return f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{name}</title><pre>{"".join(parts)}</pre></html>\n'


@with_example('lagesbild explain "ca 100 mkr/månad" --date 2020-06-15')
def explain(
    text: Annotated[str, typer.Argument(help="Orden som ska förklaras.")],
    day: Annotated[date | None, day_option("--date", "Dagen som texten räknar från.")] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Visa vilka regler som läste orden, och vad som fick ge vika."""
    if not text.strip():
        refuse("Texten är tom. Skriv några ord inom citattecken.")
    found = textreader.explain(text, day or date.today())
    if form is Format.JSON:
        answer(found.to_dict())
    else:
        typer.echo(str(found))
