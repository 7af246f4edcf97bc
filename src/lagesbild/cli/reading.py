# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild read`` and ``lagesbild explain``: the reader without any installation."""

from __future__ import annotations

import html
import json
import sys
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

import textreader
from lagesbild.cli.door import Format, answer, day_option, refuse, say, with_example
from lagesbild.intake import IntakeRefused, take_in


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
    files: Annotated[
        list[Path], typer.Argument(help="En eller flera filer: txt, pdf, docx, eml, msg, html.")
    ],
    day: Annotated[
        date | None, day_option("--date", "Dagen som texten räknar från; annars filens mötesdag.")
    ] = None,
    form: Annotated[ReadFormat, typer.Option("--format", help="Hur uppgifterna skrivs.")] = ReadFormat.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="Mapp att skriva en JSON-fil per text i.")] = None,
) -> None:
    """Läs uppgifter ur filer: datum, tal, löften, frågor. Inget sparas."""
    if form is ReadFormat.JSON and len(files) > 1 and out is None:
        raise typer.BadParameter("Flera filer ger flera svar: använd --format jsonl eller --out MAPP.")
    failed = 0
    for path in files:
        found = _read_one(path, day)
        if found is None:
            failed += 1
        elif out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{path.name}.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        else:
            _show(found, form)
    if failed:
        raise typer.Exit(1)


def _read_one(path: Path, day: date | None) -> dict[str, Any] | None:
    """The reader's object for a file; None, with the reason on standard error, where it cannot be read."""
    try:
        content = path.read_bytes()
        took = take_in(content, path.name)
    except OSError as fault:
        say(f"{path}: filen går inte att öppna ({fault.strerror}).")
        return None
    except IntakeRefused as refused:
        say(f"{path}: {refused.message}")
        return None
    from textreader.sections import find_meeting_day

    reference = day or find_meeting_day(took.text) or date.today()
    return textreader.read(took.text, reference).to_dict(name=path.name, sha256=took.sha256)


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
