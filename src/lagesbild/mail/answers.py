# SPDX-License-Identifier: EUPL-1.2
"""What the forum answers by itself: only to a person it knows by the token, once a day, never to a machine."""

from __future__ import annotations

from datetime import datetime

from lagesbild.lib.periods import day_of
from lagesbild.mail.letters import Letter, Paragraph, Quote
from lagesbild.mail.messages import UNREAD
from lagesbild.mail.models import IncomingMail
from lagesbild.mail.operations import queue_letter


def answer_that_it_could_not_be_read(incoming: IncomingMail, *, at: datetime) -> None:
    """Tell the sender, where the token says who that is, that the letter came and could not be read."""
    token = incoming.token
    if token is None or token.revoked_at is not None:
        return
    letter = Letter(
        subject="Vi kunde inte läsa ditt mejl",
        blocks=(
            Paragraph("Hej!"),
            Paragraph(UNREAD.get(incoming.because, UNREAD["other"])),
            Quote(incoming.subject or "(utan ämne)", by="Mejlets ämne"),
            Paragraph("Samordnaren ser också att mejlet kom."),
        ),
        why="Du får det här svaret för att du svarade på ett mejl från forumet.",
    )
    queue_letter(
        letter=letter,
        key=f"mail-unread:{token.person_id}:{incoming.because}:{day_of(at)}",
        person=token.person,
        dialogue=token.dialogue,
        purpose="mail-unread",
        due_at=at,
        by=None,
        at=at,
    )
