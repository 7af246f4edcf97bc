# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild worker``: sends mail, fetches mail, seals the audit lines; started by ``serve``."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from lagesbild.cli.door import (
    AnswerFormat,
    Data,
    Format,
    answer,
    database_faults,
    open_installation,
    say,
    with_example,
)

log = logging.getLogger(__name__)

#: How often the worker looks for what is due.
SECONDS_BETWEEN = 5.0


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("worker")(worker)


@with_example("lagesbild worker --once")
def worker(
    once: Annotated[bool, typer.Option("--once", help="Gör det som är dags nu och sluta.")] = False,
    attached: Annotated[
        int, typer.Option("--attached", hidden=True, help="Sluta när den här processen har slutat.")
    ] = 0,
    form: AnswerFormat = Format.TABLE,
    data: Data = None,
) -> None:
    """Utför det återkommande arbetet: skicka och hämta mejl, påminna, försegla spårraderna."""
    open_installation(data)
    if once:
        _run_once(form)
        return
    if not attached:
        say("Arbetaren är igång. Avsluta med Ctrl+C.")
    stop = _Stop(starter=attached)
    while not stop.asked:
        _turn()
        stop.wait(SECONDS_BETWEEN)


def _run_once(form: Format) -> None:
    from lagesbild.jobs.operations import run_due
    from lagesbild.lib.clock import now

    with database_faults():
        outcomes = run_due(at=now())
    failed = [outcome for outcome in outcomes if outcome.error]
    if form is Format.JSON:
        answer({"jobs": [{"name": o.name, "error": o.error} for o in outcomes]})
    elif not outcomes:
        typer.echo("Inget var dags att göra.")
    else:
        for outcome in outcomes:
            typer.echo(
                f"{'✗' if outcome.error else '✓'} {outcome.name}{': ' if outcome.error else ''}{outcome.error}"
            )
    if failed:
        raise typer.Exit(1)


def _turn() -> None:
    """One look for what is due; a database that is away for a while must not end the worker."""
    from django.db import DatabaseError, close_old_connections

    from lagesbild.jobs.operations import run_due
    from lagesbild.lib.clock import now

    try:
        close_old_connections()
        run_due(at=now())
    except DatabaseError:
        log.exception("the worker could not reach the database; it tries again")


class _Stop:
    """Whether the worker has been asked to end: by a signal, or by the end of the process that started it."""

    def __init__(self, *, starter: int) -> None:
        self.asked = False
        self._starter = starter
        self._reads, self._writes = os.pipe()
        os.set_blocking(self._writes, False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.asked = True
        os.write(self._writes, b".")

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until asked to end."""
        select.select([self._reads], [], [], seconds)
        # A process that was killed could not say so; its orphans get another parent.
        if self._starter and os.getppid() != self._starter:
            self.asked = True


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process while the site is served; it ends with this process, however that ends."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from lagesbild.cli import main; main()",
            "worker",
            "--attached",
            str(os.getpid()),
        ],
        stdin=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
