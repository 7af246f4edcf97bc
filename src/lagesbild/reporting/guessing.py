# SPDX-License-Identifier: EUPL-1.2
"""Whose report a file or a letter is: by its sender, its heading and its name; asked where they disagree."""

from __future__ import annotations

from datetime import date

from lagesbild.dialogues.address_row import Pasted
from lagesbild.dialogues.contacts import proposals
from lagesbild.dialogues.models import Membership, Round
from lagesbild.dialogues.round_overview import members_on
from lagesbild.intake import Intake
from lagesbild.organisations.models import Organisation
from lagesbild.organisations.queries import name_key

#: A heading stands among the first written lines, and is short.
HEADING_LINES, HEADING_CHARACTERS = 3, 80


def guess_member(turn: Round, letter: Intake, filename: str, *, day: date) -> Organisation | None:
    """The one member that everything points at; None where nothing does, or to several."""
    members = members_on(turn.dialogue, turn.held_on)
    found = {o.pk: o for o in (by_sender(turn, letter, day=day), heading_of(letter.text, members)) if o}
    if not found:
        found = {o.pk: o for o in _named_in(filename, members)}
    return next(iter(found.values())) if len(found) == 1 else None


def by_sender(turn: Round, letter: Intake, *, day: date) -> Organisation | None:
    """The member that the letter's sender speaks for, or whose address it is."""
    if not letter.sender:
        return None
    sender = Pasted(name=letter.sender_name or "", email=letter.sender.lower(), as_written=letter.sender)
    (proposed,) = proposals(turn.dialogue, [sender], day=day)
    if proposed.member_id is None:
        return None
    membership = Membership.objects.select_related("organisation").get(pk=proposed.member_id)
    return membership.organisation


def heading_of(text: str, members: list[Membership]) -> Organisation | None:
    """The member whose name stands as a heading at the top of the text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:HEADING_LINES]
    heads = {name_key(line) for line in lines if len(line) <= HEADING_CHARACTERS}
    found = {m.organisation_id: m.organisation for m in members if heads & _names(m.organisation)}
    return next(iter(found.values())) if len(found) == 1 else None


def _names(organisation: Organisation) -> set[str]:
    return {name_key(organisation.name), *(a.text for a in organisation.aliases.all())}


def _named_in(filename: str, members: list[Membership]) -> list[Organisation]:
    """Members whose name or other name stands in the file's name."""
    plain = f" {name_key(filename.rsplit('.', 1)[0].replace('_', ' ').replace('-', ' '))} "
    return [m.organisation for m in members if any(f" {name} " in plain for name in _names(m.organisation))]
