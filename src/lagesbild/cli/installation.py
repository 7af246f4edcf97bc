# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild init``, ``demo``, ``serve``, ``upgrade`` and ``doctor``."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lagesbild import env
from lagesbild.cli import minutes, people
from lagesbild.cli.door import (
    AnswerFormat,
    Data,
    Format,
    answer,
    database_faults,
    open_installation,
    prepare_database,
    refuse,
    say,
    start_django,
    use_data,
    with_example,
)
from lagesbild.cli.worker import worker_beside

LOOPBACK = ("127.0.0.1", "localhost", "::1")
Host = Annotated[str, typer.Option("--host", help="Adress att lyssna på.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port att lyssna på.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (
        ("init", init),
        ("demo", demo),
        ("serve", serve),
        ("upgrade", upgrade),
        ("doctor", doctor),
    ):
        app.command(name)(command)


@with_example("lagesbild init --dialogue naringsliv --coordinator anna@regionen.example")
def init(
    slug: Annotated[str, typer.Option("--dialogue", help="Dialogens korta namn, till adressen.")],
    coordinator: Annotated[str, typer.Option("--coordinator", help="Samordnarens e-postadress.")],
    name: Annotated[str, typer.Option("--name", help="Dialogens namn.")] = "Näringslivsdialogen",
    port: people.Port = 8000,
    form: AnswerFormat = Format.TABLE,
    data: Data = None,
) -> None:
    """Skapa den första dialogen och samordnaren, och få en engångslänk att logga in med."""
    if not minutes.SLUG.match(slug):
        raise typer.BadParameter(f"«{slug}» kan inte vara en adress. Använd a–z, siffror och bindestreck.")
    people.check_address(coordinator)
    open_installation(data, create=True)
    from lagesbild.dialogues.starting import start_dialogue
    from lagesbild.lib.clock import now

    with database_faults():
        token, is_new = start_dialogue(slug=slug, name=name, coordinator=coordinator.strip(), at=now())
    if form is Format.JSON:
        path = people.login_path(token)
        answer({"dialogue": slug, "coordinator": coordinator, "new": is_new, "login_path": path})
        return
    typer.echo(f"Dialogen {slug} {'är skapad' if is_new else 'fanns redan'}. Samordnare: {coordinator}")
    serve_words = "lagesbild serve" + ("" if port == 8000 else f" --port {port}")
    typer.echo(f"Starta med «{serve_words}» och öppna den här länken (gäller en gång, i två dagar):")
    people.say_link(token, port)


@with_example("lagesbild demo --no-serve --data demo-data")
def demo(
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Läs in och visa, men starta ingen server.")
    ] = False,
    port: Port = 8000,
    data: Data = None,
) -> None:
    """Läs in exempellänet genom läsaren, visa lägesbilden och starta på en lokal adress."""
    folder = use_data(data) if data or os.environ.get(env.DATA_VARIABLE) else use_data(Path("demo-data"))
    installed = env.read_installation(folder)
    if folder.exists() and any(folder.iterdir()) and not installed.is_demo:
        refuse(
            f"Mappen {folder} är en riktig installation eller innehåller annat. Inget har ändrats. "
            "Välj en tom mapp: lagesbild demo --data demo-data"
        )
    if os.environ.get(env.DATABASE_VARIABLE):
        refuse(
            "DATABASE_URL är satt. Demon får aldrig röra en delad databas: ta bort variabeln och försök igen."
        )
    from lagesbild.sample_county.county import PINNED_DAY

    env.write_installation(folder, is_demo=True, pinned_day=PINNED_DAY)
    open_installation(folder, create=True)
    from lagesbild.dialogues.picture import build_picture, standing_at
    from lagesbild.lib.audience import COORDINATOR
    from lagesbild.lib.clock import today
    from lagesbild.sample_county.loading import load_county

    with database_faults():
        dialogue = load_county(progress=say)
        found = build_picture(dialogue, audience=COORDINATOR, standing=standing_at(dialogue, today=today()))
    minutes.print_picture(found)
    if no_serve:
        return
    typer.echo(
        f"\nDemon står still den {PINNED_DAY.isoformat()}. Öppna http://127.0.0.1:{port}/ och välj en roll."
    )
    typer.echo("Avsluta med Ctrl+C.")
    run_server("127.0.0.1", port)


@with_example("lagesbild serve --host 127.0.0.1 --port 8000")
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Starta ingen arbetare; kör «lagesbild worker» för sig.")
    ] = False,
    data: Data = None,
) -> None:
    """Starta webbplatsen och arbetaren. Vägrar om databasen väntar på ändringar."""
    folder = open_installation(data)
    if env.read_installation(folder).is_demo and host not in LOOPBACK:
        refuse("Demon släpper in vem som helst och visas därför bara på den egna datorn (127.0.0.1).")
    typer.echo(f"Öppna http://{host}:{port}/  Avsluta med Ctrl+C.")
    if no_worker or env.read_installation(folder).pinned_day is not None:
        # A demonstration stands still: nothing is ever due, and nothing may leave it.
        run_server(host, port)
        return
    with worker_beside():
        run_server(host, port)


def run_server(host: str, port: int) -> None:
    """Serve until stopped; one process is enough for a county, and shares SQLite safely."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lagesbild.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_enabled=False,
    ).serve()


@with_example("lagesbild upgrade")
def upgrade(form: AnswerFormat = Format.TABLE, data: Data = None) -> None:
    """Säkerhetskopiera databasen och för den till den här versionen."""
    folder = use_data(data)
    start_django()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    copy: Path | None = None
    with database_faults():
        if connection.vendor == "sqlite":
            database = Path(settings.DATABASES["default"]["NAME"])
            if not database.exists():
                refuse(f"I mappen {folder} finns ingen installation. Börja med «lagesbild init».")
            copy = _copy_database(database)
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        prepare_database()
    if form is Format.JSON:
        answer({"migrations": pending, "backup": str(copy) if copy else None})
        return
    if copy:
        typer.echo(f"Säkerhetskopia: {copy}")
    typer.echo(f"Klart: {pending} ändringar av databasen." if pending else "Databasen var redan i fas.")


def _copy_database(database: Path) -> Path:
    """A copy made by SQLite itself, so that it is whole even while others write."""
    folder = database.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"{database.stem}-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


@with_example("lagesbild doctor --format json")
def doctor(form: AnswerFormat = Format.TABLE, data: Data = None) -> None:
    """Kontrollera installationen: vad som är fel och vad du gör åt det."""
    folder = use_data(data)
    start_django()
    from lagesbild.lib.clock import now
    from lagesbild.pages.health import check_all

    checks = check_all(folder, at=now(), thorough=True)
    sound = all(check.ok for check in checks)
    if form is Format.JSON:
        answer({"ok": sound, "checks": [check.to_dict() for check in checks]})
    else:
        for check in checks:
            typer.echo(f"{'✓' if check.ok else '✗'} {check.name}: {check.sentence}")
    if not sound:
        raise typer.Exit(1)
