# SPDX-License-Identifier: EUPL-1.2
"""What a member said in the room as a text: a version of its own that never touches the member's draft.

A member that has sent nothing has reported with it. Beside a written report it stands as a passage of
its own. Until the member has confirmed it the group reads it at most; the coordinator, who wrote it
down, has read it through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.operations import submit
from lagesbild.dialogues.queries import latest_submission, member_organisations
from lagesbild.dialogues.visibility import align_audiences
from lagesbild.intake import take_in_text
from lagesbild.lib.audience import Level, strictest
from lagesbild.lib.periods import day_of
from lagesbild.meetings.models import MeetingNote, SpokenPassage
from lagesbild.meetings.words import as_sentence
from lagesbild.organisations.models import Organisation
from lagesbild.organisations.queries import known_organisations
from lagesbild.reporting.sending import withdraw_report
from lagesbild.sources import operations as sources
from lagesbild.sources.models import Section, TextVersion


def write_passages(turn: Round, rows: Sequence[MeetingNote], *, by: Person, at: datetime) -> None:
    """Let each member's text say what its lines say now; a text that says so already is left alone."""
    lines: dict[int, list[MeetingNote]] = {}
    for row in rows:
        if (
            row.kind == MeetingNote.Kind.NOTE
            and row.organisation is not None
            and row.removed_at is None
            and not row.is_private
        ):
            lines.setdefault(row.organisation.pk, []).append(row)
    standing = {
        p.organisation_id: p
        for p in turn.spoken_passages.select_related("submission__version__source", "submission__report")
    }
    for pk in sorted({*lines, *standing}):
        _write(turn, lines.get(pk, []), standing.get(pk), by=by, at=at)


def _write(
    turn: Round, lines: Sequence[MeetingNote], standing: SpokenPassage | None, *, by: Person, at: datetime
) -> None:
    text = take_in_text("\n".join(as_sentence(line.text) for line in lines)).text if lines else ""
    was = standing.submission if standing is not None else None
    if was is not None and was.withdrawn_at is None and was.version.text == text:
        return
    if not lines:
        if was is not None and was.withdrawn_at is None:
            withdraw_report(report=was.report, by=by, at=at)
        return
    organisation = lines[0].organisation
    assert organisation is not None
    version = _cut(turn, text, lines, was, by=by, at=at)
    report = _report_for(turn, organisation, version, was)
    submission = submit(report=report, version=version, sent_at=at, by=by, at=at)
    accept_version(submission=submission, by=by, at=at)
    passage, _ = SpokenPassage.objects.update_or_create(
        round=turn, organisation=organisation, defaults={"submission": submission}
    )
    note("write_spoken_passage", passage, by=by, at=at, round=turn.pk, submission=submission.pk)


def _cut(
    turn: Round,
    text: str,
    lines: Sequence[MeetingNote],
    was: Submission | None,
    *,
    by: Person,
    at: datetime,
) -> TextVersion:
    """Freeze the text; it follows the passage that it replaces, and nothing that the member wrote."""
    intake = take_in_text(text)
    source = (
        was.version.source
        if was is not None
        else sources.store_source(intake=intake, content=None, filename="", by=by, at=at)
    )
    version = sources.cut_version(
        source=source,
        text=intake.text,
        level=strictest(turn.dialogue.default_level, Level.GROUP),
        reference_date=day_of(lines[0].written_at),
        known_from=lines[-1].written_at,
        cut_because=Submission.UNCONFIRMED,
        by=by,
        at=at,
        intake=intake,
        known=known_organisations(member_organisations(turn.dialogue)),
    )
    align_audiences(version)
    return version


def _report_for(
    turn: Round, organisation: Organisation, version: TextVersion, was: Submission | None
) -> Report:
    """The report that the passage is: its own from last time, the member's where that is empty, else a new one."""
    own = turn.reports.filter(organisation=organisation, section__isnull=True).first()
    said_else = own is not None and (said := latest_submission(own)) is not None and said != was
    if own is None or not said_else:
        if was is not None and was.report.section_id is not None:
            return _as_passage(was.report, version)
        report = own or Report(round=turn, organisation=organisation)
        report.source, report.channel, report.nothing_new = version.source, Report.Channel.ROOM, False
        report.save()
        return report
    if was is not None and was.report.section_id is not None:
        return _as_passage(was.report, version)
    return _as_passage(Report(round=turn, organisation=organisation), version)


def _as_passage(report: Report, version: TextVersion) -> Report:
    """A report beside the member's own: a section that is the whole of its version."""
    whole = Section(start=0, end=len(version.text), organisation=report.organisation)
    (report.section,) = sources.add_sections(version=version, rows=[whole])
    report.source, report.channel = version.source, Report.Channel.ROOM
    report.save()
    return report
