# SPDX-License-Identifier: EUPL-1.2
"""The letter to a member when the minutes are out: its own section, and what silence means."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lagesbild.accounts.models import Person
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level
from lagesbild.lib.periods import day_of
from lagesbild.mail.letters import Button, Letter, Paragraph, Quote, Small
from lagesbild.mail.links import absolute
from lagesbild.mail.operations import queue_letter
from lagesbild.minutes.cutting import sight_all
from lagesbild.minutes.models import Minutes, Sending
from lagesbild.minutes.queries import current_version
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.people import whom_to_ask

PURPOSE = "minutes"
#: As much of a section as the letter quotes; all of it stands on the page.
QUOTED = 3000


@transaction.atomic
def tell_members(*, sending: Sending, by: Person, at: datetime) -> int:
    """Put a letter in the outbox to those who answer for each member; returns how many letters.

    Nobody gets another member's section. A member without anybody to write to is asked on the page only.
    """
    minutes = sending.minutes
    turn = minutes.round
    count = 0
    for check in sending.checks.select_related("organisation"):
        letter = _letter(sending, check.organisation, at=at)
        for person in whom_to_ask(turn.dialogue, check.organisation, day=day_of(at)):
            queue_letter(
                letter=letter,
                key=f"{PURPOSE}:{sending.pk}:{check.organisation_id}:{person.pk}",
                person=person,
                purpose=PURPOSE,
                turn=turn,
                due_at=at,
                by=by,
                at=at,
            )
            count += 1
    return count


def section_text(minutes: Minutes, organisation: Organisation) -> str:
    """A member's section as the group reads it: a letter is passed on, so it says no more than that."""
    lines = [
        "".join(piece.text for piece in sighted.shown_to(Level.GROUP))
        for part, blocks in sight_all(current_version(minutes).blocks)
        if part.organisation == organisation.pk
        for sighted in blocks
    ]
    return "\n".join(line for line in lines if line)


def _letter(sending: Sending, organisation: Organisation, *, at: datetime) -> Letter:
    turn = sending.minutes.round
    year = day_of(at).year
    day = swedish.day_short(turn.held_on, year=year)
    text = section_text(sending.minutes, organisation)
    more = "\n[…]" if len(text) > QUOTED else ""
    page = absolute(reverse("minutes:page", args=[turn.dialogue.slug, turn.address]))
    if sending.closes_at is None:
        subject, asks = (
            f"Minnesanteckningar från mötet {day}",
            "Ni får dem för kännedom och behöver inte svara.",
        )
    else:
        until = swedish.moment(timezone.localtime(sending.closes_at), year=year)
        subject = f"Stämmer ert avsnitt? Minnesanteckningar från mötet {day}"
        asks = (
            f"Svara senast {until}. Inga synpunkter då räknas som att ni godkänner ert avsnitt. "
            "Svara på sidan, eller på det här mejlet."
        )
    return Letter(
        subject=subject,
        forum=turn.dialogue.name,
        blocks=(
            Paragraph(f"Minnesanteckningarna från mötet {day} är ute {sending.get_purpose_display()}."),
            Paragraph(asks),
            *(
                (Paragraph(f"Så står det under {organisation}:"), Quote(text[:QUOTED] + more))
                if text
                else (Paragraph(f"Vad som står under {organisation} läser ni på sidan."),)
            ),
            Button("Läs minnesanteckningarna", page),
            Small(
                "Sidan kräver inloggning. Utan lösenord kan ni få en länk med e-post från inloggningssidan."
            ),
        ),
        why=f"Ni får det här mejlet för att ni svarar för {organisation} i dialogen.",
    )
