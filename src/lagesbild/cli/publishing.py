# SPDX-License-Identifier: EUPL-1.2
"""``lagesbild publish``: minutes or a picture as a file, and, with a name, as the edition outsiders see."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lagesbild.cli.door import (
    Data,
    database_faults,
    open_installation,
    refuse,
    say,
    the_dialogue,
    with_example,
)

if TYPE_CHECKING:
    from lagesbild.accounts.models import Person
    from lagesbild.dialogues.models import Dialogue, Round
    from lagesbild.publishing.edition import Edition


class What(StrEnum):
    """What is published."""

    MINUTES = "minutes"
    PICTURE = "picture"


class For(StrEnum):
    """Whom an edition is for."""

    GROUP = "group"
    PUBLIC = "public"


#: Formats that are planned and not made yet.
LATER = {"pptx": "en bildserie", "zip": "ett arkivpaket"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("publish")(publish)


@with_example(
    "lagesbild publish --dialogue jh --round 2020-06-15 --format docx --out minnesanteckningar.docx"
)
def publish(
    slug: Annotated[str, typer.Option("--dialogue", help="Dialogens korta namn.")],
    address: Annotated[str, typer.Option("--round", metavar="ÅÅÅÅ-MM-DD[-2]", help="Omgångens dag.")],
    form: Annotated[str, typer.Option("--format", help="html, docx, pdf eller txt.")],
    out: Annotated[Path, typer.Option("--out", help="Filen att skriva.")],
    what: Annotated[What, typer.Option("--what", help="Minnesanteckningar eller lägesbild.")] = What.MINUTES,
    edition: Annotated[
        For, typer.Option("--edition", help="Gruppens utgåva eller den offentliga.")
    ] = For.GROUP,
    template: Annotated[
        Path | None, typer.Option("--template", help="Er egen Word-mall.", show_default=False)
    ] = None,
    release: Annotated[bool, typer.Option("--release", help="Gör den till utgåvan som alla ser.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", help="E-postadressen till den som publicerar.", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """Skriv en omgångs minnesanteckningar eller lägesbild till en fil. Utkast märks UTKAST."""
    from lagesbild.publishing.exporter import Setting, UnfitTemplate
    from lagesbild.publishing.formats import exporters

    if form in LATER:
        refuse(
            f"Formatet {form} ({LATER[form]}) finns inte än. Inget har skrivits. Välj {', '.join(exporters())}."
        )
    if form not in exporters():
        raise typer.BadParameter(f"«{form}» är inget format. Välj {', '.join(exporters())}.")
    if release and by is None:
        raise typer.BadParameter("Säg vem som publicerar med --by E-POSTADRESS.")
    open_installation(data)
    from lagesbild.lib.clock import now

    with database_faults():
        dialogue = the_dialogue(slug)
        turn = _round(dialogue, address)
        person = _publisher(turn, by) if release and by else None
        made = _edition(turn, what, edition, is_draft=not release)
    try:
        own = template.read_bytes() if template else None
        content = exporters()[form].render(made, Setting(made_at=now(), template=own))
        out.write_bytes(content)
    except UnfitTemplate:
        refuse(f"Mallen {template} går inte att använda: den är ingen Word-fil (.docx). Inget har skrivits.")
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}. Inget har skrivits. Välj en annan fil.")
    if person is not None:
        _release(turn, what, edition, person)
    say(f"{out}: {made.title.lower()} {made.day}, {len(content) // 1024 + 1} kB.")


def _publisher(turn: Round, by: str) -> Person:
    """The coordinator with this address; others are refused before anything is written."""
    from lagesbild.accounts.models import Person
    from lagesbild.dialogues.queries import audience_of
    from lagesbild.lib.clock import today
    from lagesbild.publishing.messages import sentence
    from lagesbild.publishing.permissions import refusal_to_publish

    person = Person.objects.filter(email__iexact=by.strip()).first()
    if person is None:
        refuse(f"Ingen här har adressen {by}. Inget har publicerats. Bjud in med «lagesbild invite».")
    refusal = refusal_to_publish(audience_of(person, turn.dialogue, day=today()))
    if refusal is not None:
        refuse(sentence(refusal))
    return person


def _release(turn: Round, what: What, edition: For, person: Person) -> None:
    """Make it the edition that others read."""
    from lagesbild.dialogues.picture import standing_at
    from lagesbild.lib.audience import Level
    from lagesbild.lib.clock import now, today
    from lagesbild.lib.refusal import Refused
    from lagesbild.publishing.messages import sentence
    from lagesbild.publishing.minutes_operations import publish_minutes
    from lagesbild.publishing.operations import publish_picture

    try:
        with database_faults():
            if what is What.PICTURE:
                standing = standing_at(turn.dialogue, today=today(), as_known_at=turn.held_on)
                publish_picture(dialogue=turn.dialogue, standing=standing, by=person, at=now())
            else:
                publish_minutes(turn=turn, level=Level(edition.value), by=person, at=now())
    except Refused as refused:
        refuse(sentence(refused.refusal))
    say(
        f"Publicerat av {person}: {'alla' if edition is For.PUBLIC or what is What.PICTURE else 'gruppen'} läser det nu."
    )


def _round(dialogue: Dialogue, address: str) -> Round:
    from lagesbild.dialogues.queries import find_round

    turn = find_round(dialogue, address)
    if turn is None:
        days = ", ".join(t.address for t in dialogue.rounds.order_by("-held_on", "-ordinal")[:5])
        refuse(
            f"Det finns ingen omgång {address}. {f'De senaste är {days}.' if days else 'Här finns ingen omgång än.'}"
        )
    return turn


def _edition(turn: Round, what: What, edition: For, *, is_draft: bool) -> Edition:
    from lagesbild.dialogues.picture import build_picture, standing_at
    from lagesbild.lib.audience import Audience, Level
    from lagesbild.lib.clock import today
    from lagesbild.publishing.minutes_edition import DRAFT_MARK, edition_of_round
    from lagesbild.publishing.picture_edition import picture_edition

    level = Level(edition.value)
    if what is What.PICTURE:
        standing = standing_at(turn.dialogue, today=today(), as_known_at=turn.held_on)
        return picture_edition(
            build_picture(turn.dialogue, audience=Audience(level), standing=standing),
            mark=DRAFT_MARK if is_draft else "",
        )
    return edition_of_round(turn, level)
