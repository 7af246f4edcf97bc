# SPDX-License-Identifier: EUPL-1.2
"""The mails about one report: "Stämmer det här?" to a member whose words somebody else wrote down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Dialogue, Report, Submission
from lagesbild.lib import swedish
from lagesbild.lib.periods import day_of
from lagesbild.mail.letters import Button, Letter, Paragraph, Quote, Small
from lagesbild.mail.links import absolute
from lagesbild.mail.operations import queue_letter
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.links import make_report_link
from lagesbild.reporting.people import people_of, whom_to_ask

CONFIRM = "confirm"
#: As much of the text as the mail quotes; all of it stands on the page.
QUOTED = 1500

_HOW = {
    Report.Channel.PHONE: "Samordnaren har antecknat det som ni sa i telefon {day}.",
    Report.Channel.ROOM: "Samordnaren har antecknat det som ni sa på mötet {day}.",
    Report.Channel.MAIL: "Ert mejl {day} har blivit er rapport.",
}


@transaction.atomic
def ask_to_confirm(*, submission: Submission, writer: Person | None, by: Person | None, at: datetime) -> int:
    """Put "Stämmer det här?" in the outbox to those who speak for the member; returns to how many.

    ``writer`` is the member's own who wrote it, where that is known: then that person alone is asked.
    Where the member has named who sends, only they are. A member without anybody to write to is asked on
    its page only.
    """
    report = submission.report
    assert report.organisation is not None
    asked = _asked(report.round.dialogue, report.organisation, writer, day=day_of(at))
    for person in asked:
        token = make_report_link(
            person=person, turn=report.round, organisation=report.organisation, by=by, at=at
        )
        queue_letter(
            letter=confirm_letter(submission, token, year=day_of(at).year),
            key=f"{CONFIRM}:{submission.pk}:{person.pk}",
            person=person,
            purpose=CONFIRM,
            secrets=(token,),
            turn=report.round,
            due_at=at,
            by=by,
            at=at,
        )
    return len(asked)


def _asked(
    dialogue: Dialogue, organisation: Organisation, writer: Person | None, *, day: date
) -> list[Person]:
    asked = [writer] if writer is not None else whom_to_ask(dialogue, organisation, day=day)
    named = {a.person_id for a in organisation.approvers.all()}
    if not named:
        return asked
    senders = [p for p in asked if p.pk in named]
    return senders or [p for p in people_of(dialogue, organisation, day=day) if p.pk in named]


def confirm_letter(submission: Submission, token: str, *, year: int) -> Letter:
    """The letter with the text as it was taken down, and one way on."""
    report = submission.report
    organisation, turn = report.organisation, report.round
    day = swedish.day_short(day_of(submission.sent_at), year=year)
    how = _HOW.get(Report.Channel(report.channel), "Samordnaren har lagt in er rapport {day}.").format(
        day=day
    )
    text = submission.version.text.strip()
    more = "\n[…]" if len(text) > QUOTED else ""
    return Letter(
        subject=f"Stämmer det här? {organisation} till mötet {swedish.day_short(turn.held_on, year=year)}",
        forum=turn.dialogue.name,
        blocks=(
            Paragraph(how),
            Quote(text[:QUOTED] + more),
            Paragraph("Till ni har svarat står texten som obekräftad, och högst gruppen läser den."),
            Button("Stämmer, eller rätta", absolute(reverse("reporting:link_report", args=[token]))),
            Small(
                "Knappen öppnar en sida. Inget ändras förrän ni trycker på Stämmer eller skickar en rättad text där."
            ),
        ),
        why=f"Ni får det här mejlet för att ni svarar för {organisation} i dialogen.",
    )
