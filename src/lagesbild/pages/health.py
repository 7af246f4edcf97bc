# SPDX-License-Identifier: EUPL-1.2
"""Is the installation sound? Asked by ``lagesbild doctor`` and by ``/halsa/``."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from lagesbild.audit.sealing import check_seals
from lagesbild.jobs.queries import check_jobs
from lagesbild.lib.health import Check
from lagesbild.mail.health import check_mail

ENOUGH_DISK = 200 * 1024 * 1024


def check_all(folder: Path, *, at: datetime, thorough: bool = False) -> list[Check]:
    """Every check of this installation; none of them writes to the database.

    ``thorough`` also logs in to the mail servers, which leaves lines in their logs, and walks along the
    whole chain of audit lines.
    """
    checks: tuple[Callable[[Path], Check], ...] = (_settings, _database, _migrations, _disk)
    found = [check(folder) for check in checks]
    # What is written in the tables can only be asked where they are there.
    if all(check.ok for check in found if check.code in ("database", "migrations")):
        found += [*check_jobs(at=at), *check_mail(at=at, try_servers=thorough), check_seals(walk=thorough)]
    return found


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
