# SPDX-License-Identifier: EUPL-1.2
"""The first run: older minutes come in, are looked at together, and become rounds when a person says yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.queries import roles_on
from lagesbild.audit.operations import note
from lagesbild.dialogues.first_run_understanding import stored_plan, understand, waiting_minutes
from lagesbild.dialogues.likeness import loaded_alike, percent_alike
from lagesbild.dialogues.loading import HeadingAnswer, Loaded, Plan, load_plan, plan_minutes
from lagesbild.dialogues.messages import SAME_TEXT_LOADED, SAME_TEXT_WAITING
from lagesbild.dialogues.models import Dialogue, Submission
from lagesbild.dialogues.models_first_run import HeadingMeaning, PendingMinutes
from lagesbild.dialogues.queries import member_organisations
from lagesbild.intake import DEFAULT_LIMIT, Intake, IntakeRefused, take_in, take_in_text
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import blobs, swedish
from lagesbild.organisations.queries import known_organisations
from lagesbild.sources import operations as sources
from textreader.model import KnownOrganisation

State = PendingMinutes.State

PASTED = "Inklistrad text"


# What has come in --------------------------------------------------------------------------------


def coordinated_dialogues(person: Person | None, *, day: date) -> list[Dialogue]:
    """The dialogues that a person coordinates on a day, by name."""
    if person is None:
        return []
    own = roles_on(person, day).filter(kind=Role.Kind.COORDINATOR).values("dialogue_id")
    return list(Dialogue.objects.filter(pk__in=own).select_related("area").order_by("name"))


def refused_minutes(dialogue: Dialogue) -> list[PendingMinutes]:
    """Files that were turned away since the list was last put away, in the order they came."""
    return list(dialogue.pending_minutes.filter(state=State.REFUSED).order_by("pk"))


def known_to(dialogue: Dialogue) -> list[KnownOrganisation]:
    """The members' names as the reader takes them; asked once for many files."""
    return known_organisations(member_organisations(dialogue))


def take_in_minutes(
    *,
    dialogue: Dialogue,
    content: bytes,
    filename: str,
    known: Sequence[KnownOrganisation],
    by: Person,
    at: datetime,
) -> list[PendingMinutes]:
    """Take a file in: stored and looked at, or turned away with its reason. One bad file stops no other.

    A mail that carries readable files gives those; its own words count only when they are minutes.
    """
    try:
        took = take_in(content, filename)
    except IntakeRefused as refused:
        return [_refuse(dialogue, filename, refused.message, by=by, at=at)]
    rows = []
    for attachment in took.attachments:
        if attachment.inline or attachment.content_type.startswith("image/"):
            continue
        try:
            inner = take_in(attachment.content, attachment.filename)
        except IntakeRefused as refused:
            rows.append(_refuse(dialogue, attachment.filename, refused.message, by=by, at=at))
        else:
            rows.append(_keep(dialogue, inner, attachment.content, attachment.filename, known, by=by, at=at))
    carries_files = any(row.state != State.REFUSED for row in rows)
    is_minutes = took.text.strip() and (
        not carries_files or plan_minutes(took, filename, known=known).members
    )
    if is_minutes:
        rows.append(_keep(dialogue, took, content, filename, known, by=by, at=at))
    return rows


def refuse_too_large(
    *, dialogue: Dialogue, filename: str, size: int, by: Person, at: datetime
) -> PendingMinutes:
    """Turn a file away by its size in bytes alone, so that it is never read into memory."""
    said = IntakeRefused("too_large", size=size_in_words(size), limit=size_in_words(DEFAULT_LIMIT))
    return _refuse(dialogue, filename, said.message, by=by, at=at)


def take_in_paste(
    *, dialogue: Dialogue, text: str, known: Sequence[KnownOrganisation], by: Person, at: datetime
) -> PendingMinutes:
    """Take pasted text in, as a file of its own.

    Raises ``IntakeRefused`` with nothing stored, so that the form can keep what was typed.
    """
    took = take_in_text(text)
    return _keep(dialogue, took, text.encode("utf-8", "surrogatepass"), PASTED, known, by=by, at=at)


def _keep(
    dialogue: Dialogue,
    took: Intake,
    content: bytes,
    filename: str,
    known: Sequence[KnownOrganisation],
    *,
    by: Person,
    at: datetime,
) -> PendingMinutes:
    plan = plan_minutes(took, filename, known=known, dialogue=dialogue)
    digest = sources.text_sha256(took.text)
    with transaction.atomic():
        # Two tabs that drop the same file at once: the second waits here and finds the first.
        Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        same = dialogue.pending_minutes.filter(state=State.WAITING, text_sha256=digest).first()
        if same is not None:
            return _refuse(dialogue, filename, SAME_TEXT_WAITING.format(other=same.filename), by=by, at=at)
        if plan.duplicate_of is not None:
            return _refuse(dialogue, filename, _loaded_before(plan.duplicate_of, at), by=by, at=at)
        source = sources.store_source(intake=took, content=content, filename=filename, by=by, at=at)
        row = PendingMinutes.objects.create(
            dialogue=dialogue,
            source=source,
            filename=filename[:255],
            text_sha256=digest,
            plan=stored_plan(plan) | {"like": _likeness(dialogue, plan.held_on, took.text)},
            held_on=plan.held_on,
            state=State.WAITING,
            added_at=at,
            added_by=by,
        )
        note("take_in_minutes", row, by=by, at=at, dialogue=dialogue.pk, source=source.pk)
    return row


def _likeness(
    dialogue: Dialogue, held_on: date | None, text: str, *, but: int | None = None
) -> dict[str, int] | None:
    """What a text is almost the same as among that day's minutes: loaded ones, or files that wait.

    ``percent`` with ``version`` or ``row``; None where it is like none.
    """
    if held_on is None:
        return None
    loaded = loaded_alike(dialogue, held_on, text)
    found = [{"percent": loaded.percent, "version": loaded.version_id}] if loaded is not None else []
    same_day = dialogue.pending_minutes.filter(state=State.WAITING, held_on=held_on)
    for row in same_day.select_related("source"):
        if row.pk == but:
            continue
        try:
            percent = percent_alike(text, _again(row).text)
        except (OSError, ValueError, IntakeRefused):
            continue  # it will be said when it is to be read in
        if percent:
            found.append({"percent": percent, "row": row.pk})
    return max(found, key=lambda like: like["percent"], default=None)


def _loaded_before(version_id: int, at: datetime) -> str:
    turn = Submission.objects.filter(version_id=version_id).select_related("report__round").first()
    day = swedish.day_short(turn.report.round.held_on, year=at.year) if turn else ""
    return SAME_TEXT_LOADED.format(day=day)


def _refuse(dialogue: Dialogue, filename: str, because: str, *, by: Person, at: datetime) -> PendingMinutes:
    row = PendingMinutes.objects.create(
        dialogue=dialogue,
        filename=filename[:255],
        state=State.REFUSED,
        because=because,
        added_at=at,
        added_by=by,
    )
    note("refuse_minutes", row, by=by, at=at, dialogue=dialogue.pk)
    return row


@transaction.atomic
def put_away_refused(*, dialogue: Dialogue, by: Person, at: datetime) -> None:
    """Forget the list of files that were turned away; nothing of them was stored."""
    gone, _ = dialogue.pending_minutes.filter(state=State.REFUSED).delete()
    if gone:
        note("put_away_refused", dialogue, by=by, at=at, count=gone)


@transaction.atomic
def remove_minutes(*, row: PendingMinutes, by: Person, at: datetime) -> None:
    """Leave a file out. Its original stays stored, so that the press can be undone."""
    if PendingMinutes.objects.filter(pk=row.pk, state=State.WAITING).update(state=State.REMOVED):
        note("remove_minutes", row, by=by, at=at)


@transaction.atomic
def put_back_minutes(*, row: PendingMinutes, by: Person, at: datetime) -> None:
    """Undo ``remove_minutes``; the same text dropped again meanwhile makes it needless."""
    again = PendingMinutes.objects.filter(
        dialogue=row.dialogue_id, state=State.WAITING, text_sha256=row.text_sha256
    )
    if not again.exists() and PendingMinutes.objects.filter(pk=row.pk, state=State.REMOVED).update(
        state=State.WAITING
    ):
        note("put_back_minutes", row, by=by, at=at)


# What is answered --------------------------------------------------------------------------------


@transaction.atomic
def answer_headings(
    *, dialogue: Dialogue, answers: Mapping[str, HeadingAnswer], by: Person, at: datetime
) -> None:
    """Remember what headings mean, for every file that waits and every one that comes; keys by ``heading_key``."""
    for key, answer in answers.items():
        meaning, _ = HeadingMeaning.objects.update_or_create(
            dialogue=dialogue,
            key=key,
            defaults={
                "role": answer.role,
                "owner": (answer.owner or "")[:160],
                "group": (answer.group or "")[:160],
                "answered_at": at,
                "answered_by": by,
            },
        )
        note("answer_heading", meaning, by=by, at=at, dialogue=dialogue.pk)


@transaction.atomic
def correct_days(*, days: Mapping[int, date], dialogue: Dialogue, by: Person, at: datetime) -> None:
    """Set the meeting days of waiting files, by their ids."""
    for row in dialogue.pending_minutes.filter(state=State.WAITING, pk__in=days):
        if row.held_on != days[row.pk]:
            row.held_on = days[row.pk]
            row.plan |= {"like": _likeness(dialogue, row.held_on, _text_of(row), but=row.pk), "anyway": False}
            row.save(update_fields=["held_on", "plan"])
            note("correct_meeting_day", row, by=by, at=at)


def _text_of(row: PendingMinutes) -> str:
    """The text of a waiting file; none where its original cannot be read, which is said when it is to be."""
    try:
        return _again(row).text
    except (OSError, ValueError, IntakeRefused):
        return ""


@transaction.atomic
def read_anyway(*, wanted: Mapping[int, bool], dialogue: Dialogue, by: Person, at: datetime) -> None:
    """Remember of which waiting files a person says that they are no doubles, by their ids."""
    for row in dialogue.pending_minutes.filter(state=State.WAITING, pk__in=wanted):
        if row.plan.get("anyway", False) != wanted[row.pk]:
            row.plan["anyway"] = wanted[row.pk]
            row.save(update_fields=["plan"])
            note("read_anyway", row, by=by, at=at)


def is_double(row: PendingMinutes, waiting: Sequence[PendingMinutes]) -> bool:
    """Whether a waiting file is almost what is read in, or will be, and nobody wants it all the same."""
    return bool(likeness_of(row, waiting)) and not row.plan.get("anyway", False)


def likeness_of(row: PendingMinutes, waiting: Sequence[PendingMinutes]) -> tuple[int, str] | None:
    """How much of a hundred a waiting file is like another text of its day, and the name of the file
    that holds it, where that waits too; None where it is like none, or the other has been left out.
    """
    like = row.plan.get("like")
    if not like:
        return None
    if "version" in like:
        return like["percent"], ""
    other = next((o for o in waiting if o.pk == like["row"]), None)
    if other is not None:
        return (like["percent"], other.filename) if other.held_on == row.held_on else None
    is_loaded = PendingMinutes.objects.filter(
        pk=like["row"], state=State.LOADED, held_on=row.held_on
    ).exists()
    return (like["percent"], "") if is_loaded else None


@transaction.atomic
def leave_out_doubles(*, dialogue: Dialogue, by: Person, at: datetime) -> list[PendingMinutes]:
    """Leave those waiting files out that nobody wants to have twice; returns them."""
    waiting = waiting_minutes(dialogue)
    doubles = [row for row in waiting if is_double(row, waiting)]
    for row in doubles:
        remove_minutes(row=row, by=by, at=at)
    return doubles


# The yes -----------------------------------------------------------------------------------------


@transaction.atomic
def carry_out(*, row: PendingMinutes, by: Person, at: datetime) -> Loaded | None:
    """Make a waiting file into a round with reports and suggestions: wholly, or not at all.

    Nothing is accepted. None where another press already took it.

    Raises ``Refused`` (``no_meeting_day``) for a file without a day, ``OSError`` or ``ValueError``
    where the stored original cannot be read.
    """
    row = (
        PendingMinutes.objects.select_for_update(of=("self",))
        .select_related("source", "dialogue")
        .get(pk=row.pk)
    )
    if row.state != State.WAITING or row.source is None:
        return None
    took = _again(row)
    if sources.text_sha256(took.text) != row.text_sha256:
        # A newer intake reads the file otherwise: the stored offsets would point wrong.
        row.plan = stored_plan(plan_minutes(took, row.filename, known=known_to(row.dialogue)))
        row.save(update_fields=["plan"])
    passages = understand(row.dialogue).passages[row.pk]
    plan = Plan(row.filename, took.text, row.held_on, row.plan.get("title", ""), passages)
    loaded = load_plan(
        dialogue=row.dialogue, plan=plan, intake=took, content=None, by=by, at=at, source=row.source
    )
    row.state, row.version = State.LOADED, loaded.version
    row.save(update_fields=["state", "version"])
    note("carry_out_minutes", row, by=by, at=at, version=loaded.version.pk)
    return loaded


def _again(row: PendingMinutes) -> Intake:
    """The intake of the stored original, with its pages and notes."""
    assert row.source is not None
    content = blobs.fetch(settings.INSTALLATION.blobs, row.source.blob_sha256)
    if row.source.kind == "paste":
        return take_in_text(content.decode("utf-8", "surrogatepass"))
    return take_in(content, row.filename)
