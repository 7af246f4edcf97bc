# SPDX-License-Identifier: EUPL-1.2
"""Every write to dialogues, rounds and reports."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import (
    Assessment,
    Dialogue,
    Group,
    Membership,
    Report,
    Round,
    Submission,
)
from lagesbild.dialogues.queries import member_organisations
from lagesbild.dialogues.visibility import align_audiences
from lagesbild.intake import Intake
from lagesbild.lib.audience import Level, strictest
from lagesbild.lib.periods import day_of
from lagesbild.organisations.models import Area, Organisation
from lagesbild.organisations.queries import known_organisations
from lagesbild.sources import operations as sources
from lagesbild.sources.models import TextVersion

#: Channels of what a member said and somebody else wrote down.
SPOKEN = (Report.Channel.PHONE.value, Report.Channel.ROOM.value)


@transaction.atomic
def create_dialogue(
    *,
    slug: str,
    name: str,
    area: Area | None = None,
    rhythm: str = "",
    default_level: str = Level.GROUP,
    by: Person | None,
    at: datetime,
) -> Dialogue:
    """Start a forum; texts without a range of their own get ``default_level``."""
    dialogue = Dialogue.objects.create(
        slug=slug, name=name, area=area, rhythm=rhythm, default_level=default_level
    )
    note("create_dialogue", dialogue, by=by, at=at)
    return dialogue


@transaction.atomic
def ensure_group(*, dialogue: Dialogue, name: str, by: Person | None, at: datetime) -> Group:
    """The group with this heading, put last where it is new."""
    group = dialogue.groups.filter(name=name).first()
    if group is None:
        last = dialogue.groups.aggregate(last=Max("order"))["last"] or 0
        group = Group.objects.create(dialogue=dialogue, name=name, order=last + 1)
        note("add_group", group, by=by, at=at, dialogue=dialogue.pk)
    return group


@transaction.atomic
def ensure_member(
    *,
    dialogue: Dialogue,
    organisation: Organisation,
    group: Group,
    joined_on: date,
    by: Person | None,
    at: datetime,
) -> Membership:
    """Let an organisation belong to a dialogue; older minutes move the joining day back."""
    member = dialogue.memberships.filter(organisation=organisation, left_before__isnull=True).first()
    if member is None:
        last = group.memberships.aggregate(last=Max("order"))["last"] or 0
        member = Membership.objects.create(
            dialogue=dialogue, organisation=organisation, group=group, order=last + 1, joined_on=joined_on
        )
        note("add_member", member, by=by, at=at, organisation=organisation.pk)
    elif joined_on < member.joined_on:
        member.joined_on = joined_on
        member.save(update_fields=["joined_on"])
        note("move_joining_day", member, by=by, at=at)
    return member


@transaction.atomic
def ensure_round(
    *, dialogue: Dialogue, held_on: date, state: str = Round.State.HELD, by: Person | None, at: datetime
) -> Round:
    """The first round of a day, made where there is none."""
    turn, is_new = Round.objects.get_or_create(
        dialogue=dialogue, held_on=held_on, ordinal=1, defaults={"state": state}
    )
    if is_new:
        note("add_round", turn, by=by, at=at, dialogue=dialogue.pk)
    return turn


@transaction.atomic
def receive_report(
    *,
    turn: Round,
    organisation: Organisation,
    intake: Intake,
    content: bytes | None,
    filename: str,
    channel: str,
    sent_at: datetime,
    is_confirmed: bool = True,
    by: Person | None,
    at: datetime,
) -> Submission:
    """Take in what a member sent: a source, a version that is read at once, a submission.

    A second text of the same organisation in the same round is a source of its own, its file kept
    too, and the report's next version. What the member has not confirmed yet (its words on the
    telephone or in the room, a mail) is read by the group at most.
    """
    report, is_new = Report.objects.get_or_create(
        round=turn, organisation=organisation, section=None, defaults={"channel": channel}
    )
    if is_new:
        note("open_report", report, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    last = report.submissions.select_related("version").order_by("-id").first()
    source = sources.store_source(intake=intake, content=content, filename=filename, by=by, at=at)
    report.source, report.channel, report.nothing_new = source, channel, False
    report.save(update_fields=["source", "channel", "nothing_new"])
    version = sources.cut_version(
        source=source,
        previous=last.version if last is not None else None,
        text=intake.text,
        level=turn.dialogue.default_level
        if is_confirmed
        else strictest(turn.dialogue.default_level, Level.GROUP),
        reference_date=day_of(sent_at),
        known_from=sent_at,
        cut_because="sent" if is_confirmed else Submission.UNCONFIRMED,
        by=by,
        at=at,
        intake=intake,
        known=known_organisations(member_organisations(turn.dialogue)),
    )
    align_audiences(version)
    return submit(report=report, version=version, sent_at=sent_at, by=by, at=at)


@transaction.atomic
def submit(
    *, report: Report, version: TextVersion, sent_at: datetime, by: Person | None, at: datetime
) -> Submission:
    """Say that a version is what the report says; sending is receipt."""
    submission = Submission.objects.create(report=report, version=version, sent_at=sent_at, sent_by=by)
    report.state, report.reported_at = Report.State.RECEIVED, report.reported_at or sent_at
    report.save(update_fields=["state", "reported_at"])
    _collect_from(report.round, by=by, at=at)
    note("submit_report", submission, by=by, at=at, report=report.pk, version=version.pk)
    return submission


def _collect_from(turn: Round, *, by: Person | None, at: datetime) -> None:
    """A round that something has come in to is no longer only planned."""
    if Round.objects.filter(pk=turn.pk, state=Round.State.PLANNED).update(state=Round.State.COLLECTING):
        turn.state = Round.State.COLLECTING
        note("start_collecting", turn, by=by, at=at)


@transaction.atomic
def report_nothing_new(*, turn: Round, organisation: Organisation, by: Person | None, at: datetime) -> Report:
    """ "Inget nytt": counts as reported, renews no figure. A draft is left as it is; a text that came in counts."""
    said = {
        "channel": Report.Channel.FORM,
        "nothing_new": True,
        "state": Report.State.RECEIVED,
        "reported_at": at,
    }
    report, is_new = Report.objects.get_or_create(
        round=turn, organisation=organisation, section=None, defaults=said
    )
    if not is_new and report.state == Report.State.DRAFT:
        Report.objects.filter(pk=report.pk).update(**said)
        report.refresh_from_db()
        is_new = True
    if is_new:
        _collect_from(turn, by=by, at=at)
        note("report_nothing_new", report, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    return report


@transaction.atomic
def assess(
    *, turn: Round, organisation: Organisation, level: int, word: str = "", by: Person | None, at: datetime
) -> Assessment:
    """How a member itself judges the situation, 1 to 5; a new one replaces its earlier one of the round.

    Raises ``ValueError`` outside the scale.
    """
    if level not in Assessment.LEVELS:
        raise ValueError("an assessment is 1 to 5")
    Assessment.objects.filter(
        round=turn, organisation=organisation, fact__isnull=True, known_until__isnull=True
    ).update(known_until=at)
    row = Assessment.objects.create(
        round=turn,
        organisation=organisation,
        reporter=organisation,
        level=level,
        word=word,
        audience=turn.dialogue.default_level,
        known_from=at,
        recorded_at=at,
    )
    note("assess", row, by=by, at=at, round=turn.pk, organisation=organisation.pk)
    return row
