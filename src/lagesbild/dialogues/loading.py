# SPDX-License-Identifier: EUPL-1.2
"""Older minutes into rounds, reports and facts: one source, its reports are sections of one version.

First a plan is made that a person can look at and correct, then the plan is carried out. Headings
that nobody knows are listed once for all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction

import textreader
from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import accepting
from lagesbild.dialogues.likeness import loaded_alike
from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.dialogues.operations import ensure_group, ensure_member, ensure_round, submit
from lagesbild.dialogues.passages import (
    CLOSING_ROLES,
    Passage,
    StandingGroup,
    settle,
    without_idle_collectives,
)
from lagesbild.dialogues.queries import member_organisations
from lagesbild.intake import Intake
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.lib.refusal import Refused
from lagesbild.organisations.models import Organisation
from lagesbild.organisations.operations import ensure_organisation
from lagesbild.organisations.queries import known_organisations, name_key
from lagesbild.organisations.rules import guess_kind
from lagesbild.sources import operations as sources
from lagesbild.sources.models import Section, Source, TextVersion
from textreader.model import KnownOrganisation
from textreader.sections import find_meeting_day

_DAY_IN_NAME = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)")


@dataclass(frozen=True)
class Plan:
    """What loading a file would do; ``duplicate_of`` is the version that holds the same text."""

    filename: str
    text: str
    held_on: date | None
    title: str
    passages: tuple[Passage, ...]
    duplicate_of: int | None = None

    @property
    def members(self) -> tuple[Passage, ...]:
        """The passages that become members' reports."""
        return tuple(p for p in self.passages if p.is_member)

    @property
    def unknown_headings(self) -> tuple[str, ...]:
        """Headings that nobody knows, each once."""
        return tuple(dict.fromkeys(p.heading for p in self.passages if p.is_unknown))


@dataclass(frozen=True)
class HeadingAnswer:
    """What a person said of a heading: a member's own, a group, or only a topic; a topic with an
    ``owner`` is text of that member under a heading that is no name of theirs.
    """

    role: str
    owner: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Loaded:
    """What became of a file."""

    turn: Round
    version: TextVersion
    reports: int
    facts: int
    accepted: int
    is_duplicate: bool = False


def plan_minutes(
    intake: Intake,
    filename: str,
    *,
    known: Sequence[KnownOrganisation] = (),
    dialogue: Dialogue | None = None,
) -> Plan:
    """Look at a file of minutes without writing anything."""
    day = find_meeting_day(intake.text) or _day_in(filename)
    read = textreader.read(intake.text, day or date(2000, 1, 1), known=known)
    found = [Passage(s.heading, s.start, s.end, s.role, s.owner, s.group) for s in read.sections]
    passages = without_idle_collectives(found, speaking=_speaking(intake.text, read.sections))
    title = next((p.heading for p in passages if p.role == "title"), "")
    return Plan(
        filename, intake.text, day, " ".join(title.split()), passages, _loaded_before(intake.text, dialogue)
    )


def _speaking(text: str, sections: Sequence[textreader.Section]) -> list[int]:
    """The starts of the passages that say something between their heading and the next one."""
    ends = [s.start for s in sections[1:]] + [len(text)]
    return [
        s.start
        for s, end in zip(sections, ends, strict=True)
        if re.search(r"\w", text[s.heading_end : min(s.end, end)])
    ]


def _day_in(filename: str) -> date | None:
    found = _DAY_IN_NAME.search(filename)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _loaded_before(text: str, dialogue: Dialogue | None) -> int | None:
    if dialogue is None:
        return None
    return (
        TextVersion.objects.filter(
            sha256=sources.text_sha256(text), submissions__report__round__dialogue=dialogue
        )
        .values_list("pk", flat=True)
        .first()
    )


def correct(
    plan: Plan, *, held_on: date | None = None, answers: Mapping[str, HeadingAnswer] | None = None
) -> Plan:
    """The plan with a person's corrections; ``answers`` are by heading, compared as names are."""
    by_key = {name_key(heading): answer for heading, answer in (answers or {}).items()}
    passages = tuple(
        replace(p, role=a.role, owner=a.owner, group=a.group) if (a := by_key.get(name_key(p.heading))) else p
        for p in plan.passages
    )
    return replace(plan, held_on=held_on or plan.held_on, passages=passages)


def _merged(passages: Iterable[Passage]) -> list[Passage]:
    """Members' passages, each drawn out over the topics that follow it."""
    merged: list[Passage] = []
    inside = False
    for p in passages:
        if p.is_member:
            merged.append(p)
            inside = True
        elif p.role in CLOSING_ROLES:
            inside = False
        elif inside:
            merged[-1] = replace(merged[-1], end=p.end)
    return merged


@transaction.atomic
def load_plan(
    *,
    dialogue: Dialogue,
    plan: Plan,
    intake: Intake,
    content: bytes | None,
    accept_all: bool = False,
    refuse_alike: bool = False,
    by: Person | None,
    at: datetime,
    source: Source | None = None,
) -> Loaded:
    """Carry a plan out: round, groups, organisations, one version, a report a member, facts.

    The same text loaded twice is noticed and nothing is written. Raises ``Refused``
    (``no_meeting_day``) where the day is neither found nor given, and with ``refuse_alike``
    (``almost_loaded``) for minutes almost the same as ones of that day.
    """
    if plan.held_on is None:
        raise Refused("no_meeting_day", filename=plan.filename)
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)  # two who load the same file at once: one round
    same = Submission.objects.filter(version=_loaded_before(plan.text, dialogue)).select_related(
        "report__round", "version"
    )
    for submission in same[:1]:
        return Loaded(submission.report.round, submission.version, 0, 0, 0, is_duplicate=True)
    alike = loaded_alike(dialogue, plan.held_on, plan.text) if refuse_alike else None
    if alike is not None:
        raise Refused("almost_loaded", percent=alike.percent, day=swedish.day(plan.held_on))
    turn = ensure_round(dialogue=dialogue, held_on=plan.held_on, by=by, at=at)
    passages = settle({0: plan.passages}, standing_groups(dialogue))[0]
    members = [(p, _member(dialogue, p, plan.held_on, by, at)) for p in _merged(passages)]
    source = source or sources.store_source(
        intake=intake, content=content, filename=plan.filename, by=by, at=at
    )
    version = sources.cut_version(
        source=source,
        text=plan.text,
        level=dialogue.default_level,
        reference_date=plan.held_on,
        known_from=datetime.combine(plan.held_on, time(12), STOCKHOLM),
        cut_because="loaded",
        by=by,
        at=at,
        intake=intake,
        is_history=True,
        known=known_organisations(member_organisations(dialogue)),
    )
    _open_reports(turn, source, version, members, by, at)
    accepted = (
        accepting.accept_all(desk=accepting.Desk.for_version(version), by=by, at=at) if accept_all else 0
    )
    note("load_minutes", version, by=by, at=at, dialogue=dialogue.pk, round=turn.pk)
    return Loaded(turn, version, len(members), version.facts.count(), accepted)


def _member(
    dialogue: Dialogue, passage: Passage, held_on: date, by: Person | None, at: datetime
) -> Organisation:
    assert passage.owner is not None
    collective = passage.role == "collective"
    organisation = ensure_organisation(
        name=passage.owner,
        kind=Organisation.Kind.COLLECTIVE if collective else guess_kind(passage.owner),
        aliases=[passage.heading] if passage.role == "organisation" else [],
        by=by,
        at=at,
    )
    standing = dialogue.memberships.filter(organisation=organisation, left_before__isnull=True).first()
    group = (
        standing.group  # minutes that do not name the group again make no new one
        if standing is not None
        else ensure_group(dialogue=dialogue, name=passage.group or passage.owner, by=by, at=at)
    )
    ensure_member(dialogue=dialogue, organisation=organisation, group=group, joined_on=held_on, by=by, at=at)
    return organisation


def standing_groups(dialogue: Dialogue) -> list[StandingGroup]:
    """The dialogue's groups with the kinds of those who stand in them; two queries."""
    kinds: dict[int, set[str]] = {}
    rows = dialogue.memberships.filter(left_before__isnull=True)
    for group, kind in rows.values_list("group_id", "organisation__kind"):
        kinds.setdefault(group, set()).add(kind)
    return [StandingGroup(g.name, frozenset(kinds.get(g.pk, ()))) for g in dialogue.groups.all()]


def _open_reports(
    turn: Round,
    source: Source,
    version: TextVersion,
    members: Sequence[tuple[Passage, Organisation]],
    by: Person | None,
    at: datetime,
) -> None:
    sections = sources.add_sections(
        version=version,
        rows=[
            Section(
                start=p.start, end=p.end, heading=" ".join(p.heading.split())[:300], organisation=organisation
            )
            for p, organisation in members
        ],
    )
    whole = Report.objects.create(round=turn, source=source, channel=Report.Channel.LOADED)
    reports = [whole] + [
        Report.objects.create(
            round=turn, organisation=s.organisation, source=source, section=s, channel=Report.Channel.LOADED
        )
        for s in sections
    ]
    for report in reports:
        submit(report=report, version=version, sent_at=version.known_from, by=by, at=at)
