# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild load-minutes`` and ``lagesbild picture``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from lagesbild.cli.door import (
    AnswerFormat,
    Data,
    Format,
    Slug,
    answer,
    database_faults,
    day_option,
    open_installation,
    say,
    the_dialogue,
    with_example,
)
from lagesbild.intake import IntakeRefused, take_in

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("load-minutes")(load_minutes)
    app.command("picture")(picture)


@with_example("lagesbild load-minutes 2020-06-15.txt --dialogue jh --accept-all")
def load_minutes(
    files: Annotated[list[Path], typer.Argument(help="Minnesanteckningar: txt, pdf, docx, eml, msg, html.")],
    slug: Annotated[str, typer.Option("--dialogue", help="Dialogens korta namn; skapas om den inte finns.")],
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Godta alla uppgifter som texten påstår.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Läs in även det som nästan är likt något inläst för samma dag.")
    ] = False,
    day: Annotated[date | None, day_option("--date", "Mötesdagen, när filen inte säger den.")] = None,
    form: AnswerFormat = Format.TABLE,
    data: Data = None,
) -> None:
    """Läs in äldre minnesanteckningar: omgångar, medlemmar, rapporter och uppgifter."""
    if not SLUG.match(slug):
        raise typer.BadParameter(f"«{slug}» kan inte vara en adress. Använd a–z, siffror och bindestreck.")
    open_installation(data, create=True)
    results, failed = [], 0
    with database_faults():
        for path in files:
            result = _load_one(path, slug, day, accept_all=accept_all, anyway=anyway)
            failed += result is None
            results += [result] if result else []
    if form is Format.JSON:
        answer({"dialogue": slug, "loaded": results})
    if failed:
        raise typer.Exit(1)


def _load_one(
    path: Path, slug: str, day: date | None, *, accept_all: bool, anyway: bool
) -> dict[str, Any] | None:
    """Load a file in a transaction of its own; None, with the reason said, where it is turned away."""
    from lagesbild.dialogues.loading import correct, load_plan, plan_minutes
    from lagesbild.dialogues.messages import sentence
    from lagesbild.dialogues.queries import member_organisations
    from lagesbild.lib.clock import now
    from lagesbild.lib.refusal import Refused
    from lagesbild.organisations.queries import known_organisations

    try:
        content = path.read_bytes()
        took = take_in(content, path.name)
        dialogue = _ensure_dialogue(slug)
        known = known_organisations(member_organisations(dialogue))
        plan = correct(plan_minutes(took, path.name, known=known, dialogue=dialogue), held_on=day)
        loaded = load_plan(
            dialogue=dialogue,
            plan=plan,
            intake=took,
            content=content,
            accept_all=accept_all,
            refuse_alike=not anyway,
            by=None,
            at=now(),
        )
    except OSError as fault:
        say(f"{path}: filen går inte att öppna ({fault.strerror}). Inget har sparats.")
        return None
    except IntakeRefused as refused:
        say(f"{path}: {refused.message}")
        return None
    except Refused as refused:
        say(f"{path}: {sentence(refused.refusal)}")
        return None
    if loaded.is_duplicate:
        say(
            f"{path.name}: samma text är redan inläst i omgången {loaded.turn.address}. Inget har dubblerats."
        )
    else:
        accepted = f", {loaded.accepted} godtagna" if accept_all else ""
        say(
            f"{path.name}: omgången {loaded.turn.address}, {loaded.reports} rapporter, {loaded.facts} uppgifter{accepted}."
        )
    return {
        "file": path.name,
        "round": loaded.turn.address,
        "reports": loaded.reports,
        "facts": loaded.facts,
        "accepted": loaded.accepted,
        "duplicate": loaded.is_duplicate,
    }


def _ensure_dialogue(slug: str) -> Dialogue:
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.dialogues.operations import create_dialogue
    from lagesbild.lib.clock import now

    dialogue = Dialogue.objects.filter(slug=slug).first()
    if dialogue is None:
        dialogue = create_dialogue(slug=slug, name=f"Näringslivsdialogen {slug.upper()}", by=None, at=now())
        say(f"Dialogen {slug} fanns inte och har skapats.")
    return dialogue


@with_example("lagesbild picture --dialogue jh --as-known-at 2020-06-15 --format json")
def picture(
    slug: Slug = None,
    as_known_at: Annotated[
        date | None, day_option("--as-known-at", "Visa bilden som den var känd den här dagen.")
    ] = None,
    form: AnswerFormat = Format.TABLE,
    data: Data = None,
) -> None:
    """Visa lägesbilden: vad som ändrats, vad som stänger, vad som lovats."""
    open_installation(data)
    from lagesbild.dialogues.picture import build_picture, standing_at
    from lagesbild.dialogues.queries import find_round
    from lagesbild.dialogues.round_overview import waiting_in
    from lagesbild.lib.audience import COORDINATOR
    from lagesbild.lib.clock import today

    with database_faults():
        dialogue = the_dialogue(slug)
        standing = standing_at(dialogue, today=today(), as_known_at=as_known_at)
        found = build_picture(dialogue, audience=COORDINATOR, standing=standing)
        address = found["round"]["address"]
        turn = find_round(dialogue, address) if address and as_known_at is None else None
        waiting = waiting_in(turn, audience=COORDINATOR).facts if turn else 0
    if form is Format.JSON:
        answer(found)
    else:
        print_picture(found, waiting=waiting)


def print_picture(found: dict[str, Any], *, waiting: int = 0) -> None:
    """The picture in the terminal; ``waiting`` facts of its round are not decided about yet."""
    from lagesbild.lib import swedish

    console = Console(highlight=False)
    console.print(f"\n[bold]{' '.join(found['headline'])}[/bold]")
    console.print(f"{found['dialogue']['name']}. {found['standing']}")
    if found["round"]["date"] is None:
        console.print("Bilden är tom tills den första omgången är inläst.")
        return
    basis = found["basis"]
    console.print(
        f"Omgången {found['round']['date']}: {basis['reported']} av {basis['members']} medlemmar har rapporterat."
    )
    if waiting:
        counted = swedish.counted(waiting, "uppgift", "uppgifter")
        console.print(f"{counted} väntar på granskning. Bilden visar bara det som är godtaget.")
    _section(console, "Förändringar", [_figure(line) for line in found["changes"]])
    _section(console, "Nya uppgifter", [_figure(line) for line in found["news"]])
    _section(console, "Öppnar och stänger", [_deadline(d) for d in found["deadlines"]])
    _section(console, "Lovat", [_promise(p) for p in found["promises"]])
    _section(console, "På gång", [_promise(a) for a in found["actions"] if a["due_to"] or a["due_from"]])
    _section(
        console, "Obesvarade frågor", [f"{q['text']} ({q['owner'] or 'okänd'})" for q in found["questions"]]
    )
    _section(
        console,
        "Stämmer båda?",
        [f"”{c['first']['text']}” och ”{c['with']}”" for c in found["clashes"] if c["first"]],
    )
    _section(console, "Oroar", [f"”{v['text']}” ({v['who']})" for v in found["concerns"]])
    _section(console, "Ljuspunkter", [f"”{v['text']}” ({v['who']})" for v in found["bright_spots"]])
    if found["next_meeting"]:
        console.print(f"\n[bold]Nästa möte[/bold]\n  {found['next_meeting']['text']}")


def _section(console: Console, title: str, lines: list[str], most: int = 8) -> None:
    if not lines:
        return
    console.print(f"\n[bold]{title}[/bold]")
    for line in lines[:most]:
        console.print(f"  {' '.join(line.split())}", markup=False)
    if len(lines) > most:
        console.print(f"  och {len(lines) - most} till (--format json visar alla)")


def _figure(line: dict[str, Any]) -> str:
    from lagesbild.lib import swedish

    value = swedish.hedged(line["value_text"], line["hedge"])
    delta = f", {line['delta_text']} sedan {line['since']}" if line.get("delta_text") else ""
    baseline = f" {line['baseline_text']}" if line["baseline_text"] else ""
    nature = " (prognos)" if line["nature"] == "forecast" else ""
    ahead = "".join(
        f"; väntas {f['horizon'] or f['period']['text']}: {f['value_text']}" for f in line["forecasts"]
    )
    who = ", ".join(part for part in (line["population"]["text"], line["reporter"]) if part)
    return f"{line['title']}: {value}{baseline}{delta}{nature}{ahead}  [{who}]"


def _deadline(d: dict[str, Any]) -> str:
    amounts = ", ".join(f"{a['role_text']} {a['text']}" for a in d["amounts"])
    return f"{d['name']} ({d['kind_text']}) {d['role_text']} {d['text']}{'. ' + amounts if amounts else ''}"


def _promise(p: dict[str, Any]) -> str:
    late = ", utan besked" if p["state"] == "without_news" else ""
    due = f"{p['due_text']}{late}: " if p["due_text"] else ""
    return f"{due}{p['text']} ({p['owner'] or 'ansvarig saknas'})"
