# SPDX-License-Identifier: EUPL-1.2
"""The command line: ``lagesbild COMMAND``.

Exit status 0 done, 1 refused (the reason and the next step on standard error), 2 wrong use.
"""

from __future__ import annotations

import sys

import typer

from lagesbild.cli import installation, mailing, minutes, people, publishing, reading, worker

app = typer.Typer(
    name="lagesbild",
    help="Lägesbild: kör en regional näringslivsdialog, från medlemmarnas texter till en gemensam lägesbild.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
reading.register(app)
minutes.register(app)
publishing.register(app)
installation.register(app)
people.register(app)
worker.register(app)
mailing.register(app)


def main() -> None:
    """The entry point of the installed command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot write å must not lose the answer.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()
