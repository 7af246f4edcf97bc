# SPDX-License-Identifier: EUPL-1.2
"""Files and letters that the coordinator lays in a round: placed where it is sure whose they are, else asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.intake import Intake, IntakeRefused, take_in
from lagesbild.intake.canonical import is_blank
from lagesbild.lib import blobs
from lagesbild.lib.periods import day_of
from lagesbild.mail.inbox import content_of, letter_of
from lagesbild.mail.models import IncomingMail
from lagesbild.mail.operations import take_letter
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.by_mail import receive_unconfirmed, words_of
from lagesbild.reporting.guessing import guess_member
from lagesbild.reporting.models import UnplacedFile
from lagesbild.sources.models import Source

NO_WORDS = "Det finns ingen text i den som går att läsa."


@dataclass(frozen=True)
class Laid:
    """What became of one file: whose report it is, or that it waits, or why it was turned away."""

    filename: str
    organisation: Organisation | None = None
    waits: bool = False
    is_known: bool = False
    refused: str = ""


@transaction.atomic
def lay_file(*, turn: Round, content: bytes, filename: str, by: Person, at: datetime) -> Laid:
    """Take in one file; it is received where one member is sure, and waits for an answer otherwise."""
    try:
        intake = words_of(take_in(content, filename))
    except IntakeRefused as refused:
        return Laid(filename, refused=refused.message)
    if is_blank(intake.text):
        return Laid(filename, refused=NO_WORDS)
    organisation = guess_member(turn, intake, filename, day=day_of(at))
    if organisation is None:
        row, is_new = UnplacedFile.objects.get_or_create(
            round=turn,
            blob_sha256=blobs.keep(settings.INSTALLATION.blobs, content),
            placed_at=None,
            defaults={"filename": filename[:255], "added_at": at, "added_by": by},
        )
        if is_new:
            note("lay_unplaced_file", row, by=by, at=at, round=turn.pk)
        return Laid(filename, waits=True)
    received = _receive(turn, organisation, intake, content, filename, by=by, at=at)
    return Laid(filename, organisation, is_known=received is None)


@transaction.atomic
def place_file(
    *, row: UnplacedFile, organisation: Organisation | None, by: Person, at: datetime
) -> Submission | None:
    """Say whose a waiting file is; None puts it away. Its original is kept either way."""
    submission = None
    if organisation is not None:
        content = blobs.fetch(settings.INSTALLATION.blobs, row.blob_sha256)
        intake = words_of(take_in(content, row.filename))
        submission = _receive(row.round, organisation, intake, content, row.filename, by=by, at=at)
    row.placed_at, row.placed_by = at, by
    row.save(update_fields=["placed_at", "placed_by"])
    note("place_file", row, by=by, at=at, organisation=organisation.pk if organisation else None)
    return submission


@transaction.atomic
def place_letter(
    *, incoming: IncomingMail, turn: Round, organisation: Organisation, by: Person, at: datetime
) -> Submission | None:
    """Put a letter from the quarantine into a member's report.

    Raises ``Refused`` for one that no longer waits, ``IntakeRefused`` for one that cannot be read.
    """
    intake = words_of(letter_of(incoming))
    take_letter(incoming=incoming, says=f"Ligger i rapporten från {organisation}.", by=by, at=at)
    return _receive(turn, organisation, intake, content_of(incoming), "brev.eml", by=by, at=at)


def _receive(
    turn: Round,
    organisation: Organisation,
    intake: Intake,
    content: bytes,
    filename: str,
    *,
    by: Person,
    at: datetime,
) -> Submission | None:
    is_mail = intake.kind in (Source.Kind.EML, Source.Kind.MSG)
    return receive_unconfirmed(
        turn=turn,
        organisation=organisation,
        intake=intake,
        content=content,
        filename=filename,
        channel=Report.Channel.MAIL if is_mail else Report.Channel.UPLOAD,
        sent_at=min(intake.sent_at or at, at),
        sent_by=None,
        by=by,
        at=at,
    )
