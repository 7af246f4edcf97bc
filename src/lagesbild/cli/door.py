# SPDX-License-Identifier: EUPL-1.2
"""What every command shares: the data folder, Django on demand, refusals as exit status 1."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from lagesbild import env

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"


def parse_day(text: str) -> date:
    """A day as ``2020-06-15``; anything else is wrong use."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"«{text}» är ingen dag. Skriv den som 2020-06-15.") from None


Data = Annotated[
    Path | None,
    typer.Option("--data", help="Mappen med databas och filer (annars LAGESBILD_DATA).", show_default=False),
]


def day_option(name: str, says: str) -> Any:
    """An option that takes a day."""
    return typer.Option(name, parser=parse_day, metavar="ÅÅÅÅ-MM-DD", help=says, show_default=False)


Slug = Annotated[str | None, typer.Option("--dialogue", help="Dialogens korta namn.", show_default=False)]
AnswerFormat = Annotated[Format, typer.Option("--format", help="Tabell för ögat eller JSON för program.")]


def refuse(sentence: str) -> NoReturn:
    """Say why not on standard error and leave with status 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def say(words: str) -> None:
    """Progress, on standard error so that answers stay clean."""
    typer.echo(words, err=True)


def answer(found: Any) -> None:
    """One JSON object on standard output and nothing else."""
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n")


def use_data(data: Path | None) -> Path:
    """Let this process work on a data folder; returns it."""
    if data is not None:
        os.environ[env.DATA_VARIABLE] = str(data.absolute())
    return env.data_folder()


def start_django() -> None:
    """Load the project's settings and apps.

    Leaves with status 1 where the folder's own settings cannot be read.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
    try:
        django.setup()
    except ValueError as fault:
        refuse(f"Inställningarna går inte att läsa: {fault}. Inget har ändrats.")


def open_installation(data: Path | None, *, create: bool = False) -> Path:
    """Django on an installation whose database is up to date.

    ``create`` makes an empty folder into an installation. Else a folder without a database, or one
    with pending migrations, is refused with the next step.
    """
    folder = use_data(data)
    if create:
        try:
            env.write_installation(folder)
        except OSError as fault:
            refuse(f"Det går inte att skriva i mappen {folder} ({fault.strerror}). Välj en annan med --data.")
    start_django()
    with database_faults():
        _migrate_or_refuse(create=create, folder=folder)
    return folder


def _migrate_or_refuse(*, create: bool, folder: Path) -> None:
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    is_file = connection.vendor == "sqlite"
    if is_file and not create and not Path(settings.DATABASES["default"]["NAME"]).exists():
        refuse(
            f"I mappen {folder} finns ingen installation. Börja med «lagesbild init» eller «lagesbild demo»."
        )
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return
    if create and not executor.loader.applied_migrations:
        prepare_database()
    else:
        refuse(
            f"Databasen väntar på {len(pending)} ändringar. Inget är förlorat. "
            "Kör «lagesbild upgrade», som först tar en säkerhetskopia."
        )


def prepare_database() -> None:
    """Bring the database and the indicators' definitions up to date."""
    from django.core.management import call_command

    from lagesbild.indicators.operations import sync_definitions
    from lagesbild.lib.clock import now

    call_command("migrate", interactive=False, verbosity=0)
    sync_definitions(at=now())


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn a locked, read-only or unreachable database into a sentence and status 1."""
    from django.db import DatabaseError, OperationalError

    try:
        yield
    except OperationalError as fault:
        words = str(fault)
        if "locked" in words:
            refuse(
                "Databasen är upptagen av ett annat program. Inget har ändrats. Vänta en stund och försök igen."
            )
        if "readonly" in words or "read-only" in words:
            refuse(
                "Databasen går bara att läsa, inte skriva i. Inget har ändrats. Ge rätt att skriva i datamappen."
            )
        refuse(f"Databasen svarar inte: {words.splitlines()[0]}. Inget har ändrats. Kör «lagesbild doctor».")
    except DatabaseError as fault:
        refuse(f"Databasen går inte att läsa: {str(fault).splitlines()[0]}. Återställ en säkerhetskopia.")


def the_dialogue(slug: str | None) -> Dialogue:
    """The dialogue asked for, or the only one; an unknown one is refused with those that are."""
    from lagesbild.dialogues.messages import sentence
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.dialogues.queries import find_dialogue
    from lagesbild.lib.refusal import Refusal

    dialogue = find_dialogue(slug)
    if dialogue is not None:
        return dialogue
    names = list(Dialogue.objects.order_by("slug").values_list("slug", flat=True))
    if not names:
        code, details = (
            ("no_dialogue", {})
            if slug is None
            else ("unknown_dialogue", {"slug": slug, "known": "Här finns ingen dialog än."})
        )
    elif slug is None:
        code, details = "several_dialogues", {"known": ", ".join(names)}
    else:
        code, details = "unknown_dialogue", {"slug": slug, "known": f"Här finns: {', '.join(names)}."}
    refuse(sentence(Refusal(code, details)))


def with_example(example: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an example to a command's help."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command.__doc__ = f"{(command.__doc__ or '').strip()}\n\n\b\nExempel: {example}"
        return command

    return add
