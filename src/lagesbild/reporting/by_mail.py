# SPDX-License-Identifier: EUPL-1.2
"""A member answers the mail: its words, or the file it sent, become its report, unconfirmed.

The letter is received on arrival, a public record; the member is asked whether it stands right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.operations import receive_report
from lagesbild.dialogues.queries import latest_submission
from lagesbild.dialogues.reporting import is_opened_again
from lagesbild.dialogues.round_overview import is_open_for_reports
from lagesbild.intake import Attachment, Intake, IntakeRefused, Note, take_in
from lagesbild.intake.canonical import is_blank
from lagesbild.lib import blobs, swedish
from lagesbild.lib.periods import day_of
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.models import IncomingMail
from lagesbild.mail.registry import Outcome
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.letters import ask_to_confirm
from lagesbild.reporting.people import speaks_for
from lagesbild.reporting.queries import report_of

#: The purpose of reply tokens that lead to a report; the target is ``round:organisation``.
REPORT = "report"
#: A body of no more words than this, and without a figure, only says that a file is attached.
COVER_WORDS = 40
#: Files that can be a report; calendars, pictures and signatures are none.
_NO_REPORT = (".ics", ".vcf", ".p7s", ".asc", ".png", ".jpg", ".jpeg", ".gif")


def reply_target(turn: Round, organisation: Organisation) -> str:
    """What a reply token about a report points at."""
    return f"{turn.pk}:{organisation.pk}"


def take_letter(incoming: IncomingMail, letter: Intake, person: Person, target: str, at: datetime) -> Outcome:
    """The handler of answers to mails about a report; what cannot be taken waits for the coordinator."""
    turn_id, _, organisation_id = target.partition(":")
    turn = Round.objects.select_related("dialogue__area").filter(pk=row_id(turn_id) or 0).first()
    organisation = Organisation.objects.filter(pk=row_id(organisation_id) or 0).first()
    if turn is None or organisation is None:
        return Outcome(False, "round_gone", "Svaret hör till en omgång som inte finns längre.")
    if not _is_open(turn, organisation, at):
        day = swedish.day_short(turn.held_on, year=day_of(at).year)
        return Outcome(
            False, "round_over", f"Svaret hör till omgången {day}, som inte tar emot fler rapporter."
        )
    if not speaks_for(person, turn.dialogue, organisation, day=day_of(at)):
        return Outcome(False, "speaks_no_more", f"{person} svarar inte längre för {organisation}.")
    said = words_of(letter)
    if is_blank(said.text):
        return Outcome(False, "empty", "Svaret är tomt, och det finns ingen bilaga som går att läsa.")
    if incoming.blob_sha256:
        content = blobs.fetch(settings.INSTALLATION.blobs, incoming.blob_sha256)
    else:
        content = None
    submission = receive_unconfirmed(
        turn=turn, organisation=organisation, intake=said, content=content, filename="mejl.eml",
        channel=Report.Channel.MAIL, sent_at=at, sent_by=person, by=person, at=at,
    )  # fmt: skip
    if submission is None:
        return Outcome(True, "same_text", "Exakt den texten fanns redan i rapporten.")
    return Outcome(True, note=f"Ligger i rapporten från {organisation}.")


def _is_open(turn: Round, organisation: Organisation, at: datetime) -> bool:
    if turn.state == Round.State.CANCELLED:
        return False
    is_past = turn.lock_at is None and turn.held_on < day_of(at)
    open_now = is_open_for_reports(turn, at) and not is_past
    return open_now or is_opened_again(turn, organisation.pk, at)


def words_of(letter: Intake) -> Intake:
    """A letter's own words with those of its files after them; a mere cover note gives way to the file."""
    files = [read for a in letter.attachments if (read := _read(a)) is not None]
    if not files:
        return letter
    parts = [] if _is_cover(letter.text) else [letter.text.strip("\n")]
    parts += [intake.text.strip("\n") for _, intake in files]
    notes = [Note("from_attachment", f"Texten kommer ur bilagan {name}.") for name, _ in files]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return replace(letter, text=text, pages=(), headings=(), links=(), notes=(*letter.notes, *notes))


def _read(attachment: Attachment) -> tuple[str, Intake] | None:
    if attachment.inline or attachment.filename.lower().endswith(_NO_REPORT):
        return None
    try:
        intake = take_in(attachment.content, attachment.filename)
    except IntakeRefused:
        return None
    return (attachment.filename, intake) if not is_blank(intake.text) else None


def _is_cover(text: str) -> bool:
    return len(text.split()) <= COVER_WORDS and not any(c.isdigit() for c in text)


@transaction.atomic
def receive_unconfirmed(
    *,
    turn: Round,
    organisation: Organisation,
    intake: Intake,
    content: bytes | None,
    filename: str,
    channel: str,
    sent_at: datetime,
    sent_by: Person | None,
    by: Person | None,
    at: datetime,
) -> Submission | None:
    """Take in a member's words that it has not looked at here, and ask it; None where they are there already.

    The member's own draft is not touched.
    """
    report = report_of(turn, organisation)
    before = latest_submission(report) if report is not None else None
    if before is not None and before.version.text == intake.text:
        return None
    submission = receive_report(
        turn=turn,
        organisation=organisation,
        intake=intake,
        content=content,
        filename=filename,
        channel=channel,
        sent_at=sent_at,
        is_confirmed=False,
        by=sent_by or by,
        at=at,
    )
    ask_to_confirm(submission=submission, writer=sent_by, by=by, at=at)
    return submission
