# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild invite``: let people in, and the one-time links that ``init`` gives too."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild.cli.door import (
    AnswerFormat,
    Data,
    Format,
    answer,
    database_faults,
    open_installation,
    refuse,
    the_dialogue,
    with_example,
)

if TYPE_CHECKING:
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.organisations.models import Organisation

OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")
Port = Annotated[
    int, typer.Option("--port", min=1, max=65535, help="Porten som «lagesbild serve» lyssnar på.")
]


class RoleKind(StrEnum):
    """What one can be invited as."""

    READER = "reader"
    REPORTER = "reporter"
    COORDINATOR = "coordinator"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("invite")(invite)


@with_example(
    'lagesbild invite eva@foretagarna.example --dialogue jh --role reporter --organisation "Företagarna"'
)
def invite(
    email: Annotated[str, typer.Argument(help="E-postadressen.")],
    slug: Annotated[str, typer.Option("--dialogue", help="Dialogens korta namn.")],
    role: Annotated[
        RoleKind,
        typer.Option(
            "--role", help="reader läser, reporter rapporterar för en medlem, coordinator samordnar."
        ),
    ],
    organisation: Annotated[
        str,
        typer.Option("--organisation", help="Medlemmen som rapportören rapporterar för.", show_default=False),
    ] = "",
    name: Annotated[str, typer.Option("--name", help="Personens namn.", show_default=False)] = "",
    port: Port = 8000,
    form: AnswerFormat = Format.TABLE,
    data: Data = None,
) -> None:
    """Ge någon en roll i dialogen, och en engångslänk att logga in med. Inget mejl skickas."""
    check_address(email)
    if (role is RoleKind.REPORTER) != bool(organisation.strip()):
        raise typer.BadParameter("En rapportör behöver --organisation, och bara en rapportör har en.")
    open_installation(data)
    from lagesbild.dialogues.starting import invite_person
    from lagesbild.lib.clock import now

    with database_faults():
        dialogue = the_dialogue(slug)
        member = _member(dialogue, organisation) if organisation.strip() else None
        token = invite_person(
            dialogue=dialogue, email=email, name=name.strip(), kind=role.value, organisation=member, at=now()
        )
    if form is Format.JSON:
        found = {
            "dialogue": dialogue.slug,
            "email": email.strip().lower(),
            "role": role.value,
            "organisation": member.name if member else None,
            "login_path": login_path(token),
        }
        answer(found)
        return
    words = {
        RoleKind.READER: "läser nu med",
        RoleKind.REPORTER: f"rapporterar nu för {member}",
        RoleKind.COORDINATOR: "samordnar nu",
    }
    typer.echo(f"{name.strip() or email.strip()} {words[role]} i {dialogue.name}.")
    typer.echo("Ge personen den här länken (gäller en gång, i två dagar):")
    say_link(token, port)


def check_address(email: str) -> None:
    """Wrong use for what cannot be an e-mail address."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError:
        raise typer.BadParameter(f"«{email}» är ingen e-postadress.") from None


def _member(dialogue: Dialogue, name: str) -> Organisation:
    """The member of this name or alias; another is refused with those that are."""
    from lagesbild.organisations.queries import find_organisation

    found = find_organisation(name)
    standing = dialogue.memberships.filter(left_before__isnull=True).select_related("organisation")
    members = [m.organisation for m in standing]
    if found is None or found not in members:
        known = ", ".join(sorted(o.name for o in members))
        next_step = f"Medlemmar: {known}." if known else "Där finns inga än: läs in minnesanteckningar först."
        refuse(f"«{name}» är ingen medlem i {dialogue.name}. Inget har ändrats. {next_step}")
    return found


def login_path(token: str) -> str:
    """Where a one-time token lets somebody in."""
    return f"/logga-in/{token}/"


def say_link(token: str, port: int) -> None:
    """Print a one-time link on the installation's own address, or on this machine's."""
    from django.conf import settings

    installed = settings.INSTALLATION
    outside = [h for h in installed.hosts if h not in OWN_MACHINE and not h.startswith((".", "*"))]
    if outside:
        typer.echo(f"  {'https' if installed.https else 'http'}://{outside[0]}{login_path(token)}")
        return
    typer.echo(f"  http://127.0.0.1:{port}{login_path(token)}")
    typer.echo(f"Når man Lägesbild på en annan adress än 127.0.0.1:{port}, byt den delen av länken.")
