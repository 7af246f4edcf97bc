# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild mail-test``: one mail, to see that the way out works."""

from __future__ import annotations

from typing import Annotated

import typer

from lagesbild.cli import people
from lagesbild.cli.door import Data, database_faults, open_installation, refuse, with_example


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("mail-test")(mail_test)


@with_example("lagesbild mail-test anna@regionen.example")
def mail_test(
    to: Annotated[str, typer.Argument(metavar="ADRESS", help="Vart provmejlet ska gå.")], data: Data = None
) -> None:
    """Skicka ett provmejl genom den inställda mejlservern."""
    people.check_address(to)
    open_installation(data)
    from lagesbild.lib.clock import now
    from lagesbild.mail.letters import Letter, Paragraph
    from lagesbild.mail.operations import queue_letter
    from lagesbild.mail.queries import has_mail_server
    from lagesbild.mail.sending import send_due

    if not has_mail_server():
        refuse("Ingen mejlserver är inställd. Skriv smtp_host under [mail] i installation.toml.")
    letter = Letter("Provmejl från Lägesbild", (Paragraph("Mejlet kom fram. Inget behöver göras."),))
    with database_faults():
        at = now()
        mail = queue_letter(
            letter=letter, key=f"test:{to}:{at.isoformat()}", person=None, to_address=to.strip(),
            purpose="test", due_at=at, by=None, at=at,
        )  # fmt: skip
        send_due(at=at)
        mail.refresh_from_db()
    if mail.sent_at is None:
        refuse(f"Provmejlet gick inte iväg. {mail.last_error} Kör «lagesbild doctor».")
    typer.echo(f"Mejlservern tog emot provmejlet till {to}.")
