# SPDX-License-Identifier: EUPL-1.2
"""Is the installation sound? Asked by ``lagesbild doctor`` and by ``/halsa/``."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

ENOUGH_DISK = 200 * 1024 * 1024


@dataclass(frozen=True)
class Check:
    """One thing looked at: its Swedish name, whether it is sound, and what to do."""

    code: str
    name: str
    ok: bool
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON."""
        return asdict(self)


def check_all(folder: Path) -> list[Check]:
    """Every check of this installation; none of them writes to the database."""
    checks: tuple[Callable[[Path], Check], ...] = (_settings, _database, _migrations, _disk)
    return [check(folder) for check in checks]


def _settings(folder: Path) -> Check:
    name, key = "Inställningar", folder / "secret.key"
    if not folder.is_dir():
        return Check("settings", name, False, f"Mappen {folder} finns inte. Kör «lagesbild init».")
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return Check("settings", name, False, f"Andra kan läsa {key}. Kör: chmod 600 {key}")
    return Check("settings", name, True, f"Datamapp {folder}")


def _database(folder: Path) -> Check:
    name = "Databas"
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return Check("database", name, False, "Databasen finns inte. Kör «lagesbild init».")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as fault:
        return Check("database", name, False, f"Databasen svarar inte: {str(fault).splitlines()[0]}")
    return Check("database", name, True, "SQLite" if connection.vendor == "sqlite" else "PostgreSQL")


def _migrations(folder: Path) -> Check:
    name = "Databasens version"
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Check("migrations", name, False, "Kan inte läsas innan databasen svarar.")
    if pending:
        return Check("migrations", name, False, f"{len(pending)} ändringar väntar. Kör «lagesbild upgrade».")
    return Check("migrations", name, True, "I fas med programmet")


def _disk(folder: Path) -> Check:
    there = folder if folder.exists() else folder.parent
    free = shutil.disk_usage(there if there.exists() else Path("/")).free
    words = f"{free // (1024 * 1024)} MB ledigt"
    if free < ENOUGH_DISK:
        return Check("disk", "Diskutrymme", False, f"Bara {words}. Frigör utrymme innan något mer tas emot.")
    return Check("disk", "Diskutrymme", True, words)
