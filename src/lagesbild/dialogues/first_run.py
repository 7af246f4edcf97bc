# SPDX-License-Identifier: EUPL-1.2
"""The first run: older minutes come in, are looked at together, and become rounds when a person says yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from lagesbild.accounts.models import Person, Role
from lagesbild.accounts.queries import roles_on
from lagesbild.audit.operations import note
from lagesbild.dialogues.loading import HeadingAnswer, Loaded, Passage, Plan, load_plan, plan_minutes
from lagesbild.dialogues.messages import SAME_TEXT_LOADED, SAME_TEXT_WAITING
from lagesbild.dialogues.models import Dialogue, Submission
from lagesbild.dialogues.models_first_run import HeadingMeaning, PendingMinutes
from lagesbild.dialogues.queries import member_organisations
from lagesbild.intake import DEFAULT_LIMIT, Intake, IntakeRefused, take_in, take_in_text
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import swedish
from lagesbild.organisations.queries import known_organisations, name_key
from lagesbild.sources import blobs
from lagesbild.sources import operations as sources
from textreader.model import KnownOrganisation

State = PendingMinutes.State

PASTED = "Inklistrad text"
#: As much of what stands under an unknown heading as helps to tell what it is.
TASTE = 110


# What has come in --------------------------------------------------------------------------------


def coordinated_dialogues(person: Person | None, *, day: date) -> list[Dialogue]:
    """The dialogues that a person coordinates on a day, by name."""
    if person is None:
        return []
    own = roles_on(person, day).filter(kind=Role.Kind.COORDINATOR).values("dialogue_id")
    return list(Dialogue.objects.filter(pk__in=own).select_related("area").order_by("name"))


def waiting_minutes(dialogue: Dialogue) -> list[PendingMinutes]:
    """What waits for a yes: those without a day first, since they need something, then the newest meeting."""
    rows = list(dialogue.pending_minutes.filter(state=State.WAITING).select_related("source"))
    return sorted(
        rows, key=lambda row: (row.held_on is not None, -(row.held_on or date.min).toordinal(), row.pk)
    )


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
            plan=stored_plan(plan),
            held_on=plan.held_on,
            state=State.WAITING,
            added_at=at,
            added_by=by,
        )
        note("take_in_minutes", row, by=by, at=at, dialogue=dialogue.pk, source=source.pk)
    return row


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


# What is understood ------------------------------------------------------------------------------


def stored_plan(plan: Plan) -> dict[str, Any]:
    """A plan as it waits in the table: everything but the text, which the source holds."""
    return {
        "title": plan.title,
        "passages": [
            {
                "heading": p.heading,
                "start": p.start,
                "end": p.end,
                "role": p.role,
                "owner": p.owner,
                "group": p.group,
                "taste": _taste(plan.text, p) if p.is_unknown else "",
            }
            for p in plan.passages
        ],
    }


def _taste(text: str, passage: Passage) -> str:
    words = " ".join(text[passage.start : passage.end].split())
    rest = words.removeprefix(" ".join(passage.heading.split())).lstrip(" :")
    return rest if len(rest) <= TASTE else rest[:TASTE].rsplit(" ", 1)[0] + " …"


def plan_of(row: PendingMinutes, *, text: str = "") -> Plan:
    """The plan that waits in a row; offsets point into the source's text."""
    fields = ("heading", "start", "end", "role", "owner", "group")
    passages = tuple(Passage(**{k: p[k] for k in fields}) for p in row.plan.get("passages", ()))
    return Plan(row.filename, text, row.held_on, row.plan.get("title", ""), passages)


def meanings_of(dialogue: Dialogue) -> dict[str, HeadingAnswer]:
    """What persons have said of this dialogue's headings, by key."""
    return {
        m.key: HeadingAnswer(m.role, m.owner or None, m.group or None)
        for m in dialogue.heading_meanings.all()
    }


def heading_key(heading: str) -> str:
    """How headings are compared, cut to what the table holds."""
    return name_key(heading)[:160]


def understood(plan: Plan, meanings: Mapping[str, HeadingAnswer]) -> tuple[Passage, ...]:
    """The plan's passages with the answers laid over them.

    A heading that a person calls a group rules over the members that follow, until the text's own
    next group; a group that has been renamed is renamed for those who stand under it.
    """
    passages: list[Passage] = []
    ruling: str | None = None
    for p in plan.passages:
        said = meanings.get(heading_key(p.heading)) if p.heading.strip() else None
        if said is not None and said.role == "group":
            ruling = said.group or p.heading if p.role != "group" else None
            passages.append(Passage(p.heading, p.start, p.end, "group"))
            continue
        if p.role == "group":
            ruling = None
        above = meanings.get(heading_key(p.group)) if p.group else None
        group = above.group if above is not None and above.role == "group" and above.group else p.group
        role, owner = p.role, p.owner
        if said is not None:
            role, owner, group = said.role, said.owner, said.group or group
        elif ruling is not None and p.owner:
            group = ruling
        passages.append(Passage(p.heading, p.start, p.end, role, owner, group))
    return tuple(passages)


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
            row.save(update_fields=["held_on"])
            note("correct_meeting_day", row, by=by, at=at)


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
    if sources.text_sha256(took.text) == row.text_sha256:
        plan = plan_of(row, text=took.text)
    else:  # a newer intake reads the file otherwise: the stored offsets would point wrong
        plan = plan_minutes(took, row.filename, known=known_to(row.dialogue))
    passages = understood(plan, meanings_of(row.dialogue))
    plan = Plan(row.filename, took.text, row.held_on, plan.title, passages)
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
