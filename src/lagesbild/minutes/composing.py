# SPDX-License-Identifier: EUPL-1.2
"""Minutes composed from a round's reports: the members' words under their headings. Writes nothing.

Reports that stand in loaded minutes are taken from their sections, and what those minutes say
outside the members' passages stands where it stood: before them or after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import textreader
from lagesbild.dialogues.models import Membership, Report, Round, Submission
from lagesbild.dialogues.queries import member_organisations
from lagesbild.dialogues.round_overview import members_on
from lagesbild.lib import swedish
from lagesbild.minutes.blocks import Block, BlockKind, Part, PartKind, Parts, Place
from lagesbild.minutes.gathering import attachment_parts, present_parts, room_parts
from lagesbild.minutes.layout import flow, lay_out
from lagesbild.minutes.points import decided_part, open_part
from lagesbild.organisations.models import Organisation
from lagesbild.organisations.queries import known_organisations, name_key
from lagesbild.sources.models import TextVersion
from textreader.model import KnownOrganisation

Span = tuple[int, int]
CHANNEL_NOTES = {
    Report.Channel.PHONE: "På telefon, inskrivet av samordnaren.",
    Report.Channel.ROOM: "Muntligt på mötet, inskrivet av samordnaren.",
}
SPOKEN = frozenset(CHANNEL_NOTES)
#: Headings of old minutes that only order what stands below them, or that our own title replaces.
_ORDERING = ("title", "group")


@dataclass
class Texts:
    """The round's texts, each read once."""

    known: Sequence[KnownOrganisation]
    readings: dict[int, textreader.Reading] = field(default_factory=dict)

    def reading(self, version: TextVersion, owner: Organisation | None = None) -> textreader.Reading:
        """The present reader's view of a version: where its headings and addresses stand.

        A member's own text is read knowing its ``owner`` alone: what a text costs must not grow with
        the number of members.
        """
        if version.pk not in self.readings:
            known = self.known if owner is None or version.is_history else self.names_of(owner)
            self.readings[version.pk] = textreader.read(version.text, version.reference_date, known=known)
        return self.readings[version.pk]

    def names_of(self, owner: Organisation) -> list[KnownOrganisation]:
        """The owner as the reader takes it."""
        return [k for k in self.known if k.name == owner.name]

    def blocks(
        self, report: Report, version: TextVersion, span: Span, skip: Span | None = None
    ) -> list[Block]:
        """The words of a span as blocks; ``skip`` is a heading that stands elsewhere."""
        read = self.reading(version)
        links = [(f.start, f.end) for f in read.facts if f.kind == "link"]
        headings = [
            (s.heading_start, s.heading_end) for s in read.sections if s.heading_end > s.heading_start
        ]
        made = []
        for laid in lay_out(version.text, span, headings):
            if skip is not None and laid.kind == BlockKind.HEADING and skip[0] <= laid.start < skip[1]:
                continue
            words = flow(version.text, (laid.start, laid.end), links=links).text
            if not words:
                continue
            made.append(
                Block(
                    key=f"v{version.pk}-{laid.start}",
                    kind=laid.kind,
                    text=words,
                    composed=words,
                    place=Place(report.pk, version.pk, laid.start, laid.end),
                    spoken=report.channel in SPOKEN,
                )
            )
        return made


def compose(turn: Round) -> Parts:
    """The minutes of a round as its reports give them."""
    texts = Texts(known_organisations(member_organisations(turn.dialogue)))
    sent = _newest(turn)
    loaded = _Loaded(texts, sent, turn.held_on.isoformat())
    open_items, decided = open_part(turn) if not loaded.versions else None, decided_part(turn)
    parts = [*present_parts(turn), *([open_items] if open_items else []), *loaded.before]
    parts += _members(turn, texts, sent)
    parts += [*loaded.after, *room_parts(turn), *attachment_parts(sent.values())]
    named_next = any(p.kind == PartKind.NEXT_MEETING for p in parts)
    if decided is not None:
        at = next((n for n, p in enumerate(parts) if p.kind == PartKind.NEXT_MEETING), len(parts))
        parts.insert(at, decided)
    following = None if named_next else _next_meeting(turn)
    return (*parts, *([following] if following else []))


def _newest(turn: Round) -> dict[int, Submission]:
    """The newest standing text of each report, by report."""
    newest: dict[int, Submission] = {}
    sent = Submission.objects.filter(report__round=turn, withdrawn_at__isnull=True)
    for submission in sent.select_related("report__organisation", "report__section", "version").order_by(
        "pk"
    ):
        newest[submission.report_id] = submission
    return newest


class _Loaded:
    """What loaded minutes say outside the members' passages, before the first of them and after."""

    def __init__(self, texts: Texts, sent: dict[int, Submission], day: str) -> None:
        self.day = day
        self.before: list[Part] = []
        self.after: list[Part] = []
        taken: dict[int, list[Span]] = {}
        for s in sent.values():
            if s.report.section is not None:
                taken.setdefault(s.version_id, []).append((s.report.section.start, s.report.section.end))
        whole = [s for s in sent.values() if s.report.organisation_id is None and s.report.section_id is None]
        self.versions = [s.version_id for s in whole]
        for s in whole:
            self._add(texts, s, sorted(taken.get(s.version_id, [])))

    def _add(self, texts: Texts, sent: Submission, taken: Sequence[Span]) -> None:
        first = taken[0][0] if taken else len(sent.version.text)
        for section in texts.reading(sent.version).sections:
            if any(a <= section.start < b for a, b in taken):
                continue
            heading: Span = (section.heading_start, section.heading_end)
            blocks = texts.blocks(sent.report, sent.version, (section.start, section.end), skip=heading)
            blocks = [b for b in blocks if b.place and not any(x <= b.place.start < y for x, y in taken)]
            # The title of our own says the day already.
            blocks = [b for b in blocks if section.role != "title" or b.text != self.day]
            if not blocks:
                continue
            kind = PartKind.NEXT_MEETING if section.role == "next_meeting" else PartKind.MEETING
            words = "" if section.role in _ORDERING else " ".join(section.heading.split())
            part = Part(
                key=f"m{sent.version_id}-{section.start}",
                kind=kind,
                heading=words or "Mötet",
                blocks=tuple(blocks),
            )
            (self.before if section.start < first else self.after).append(part)


def _members(turn: Round, texts: Texts, sent: dict[int, Submission]) -> list[Part]:
    """Group by group, the members in their order; those who have not reported are not named."""
    of_member: dict[int, list[Report]] = {}
    for report in turn.reports.select_related("organisation", "section").order_by("pk"):
        if report.organisation_id is not None and (report.pk in sent or report.nothing_new):
            of_member.setdefault(report.organisation_id, []).append(report)
    groups: dict[str, list[Membership]] = {}
    for member in members_on(turn.dialogue, turn.held_on):
        groups.setdefault(member.group.name, []).append(member)
    since = _since(turn)
    parts: list[Part] = []
    for name, members in groups.items():
        made, quiet = [], []
        for member in members:
            reports = of_member.pop(member.organisation_id, [])
            if _is_summed_up(members, member, reports, sent):
                quiet.append(member.organisation)
            elif reports:
                made.append(_member_part(member.organisation, reports, texts, sent, since))
        parts += _group(name, members, made, quiet, since)
    for reports in of_member.values():  # who has left the dialogue since
        assert reports[0].organisation is not None
        parts.append(_member_part(reports[0].organisation, reports, texts, sent, since))
    return parts


def _is_summed_up(
    members: Sequence[Membership], member: Membership, reports: Sequence[Report], sent: dict[int, Submission]
) -> bool:
    """Municipalities without news stand in one line, when there are several of them."""
    municipal = [m for m in members if m.organisation.kind == Organisation.Kind.MUNICIPALITY]
    return len(municipal) > 1 and member in municipal and bool(reports) and reports[0].pk not in sent


def _group(
    name: str, members: Sequence[Membership], made: list[Part], quiet: Sequence[Organisation], since: str
) -> list[Part]:
    alone = len(members) == 1 and len(made) == 1
    same = len(made) == 1 and not quiet and name_key(made[0].heading) == name_key(name)
    if not made and not quiet:
        return []
    if alone or same:
        return made
    blocks: tuple[Block, ...] = ()
    if quiet:
        words = f"Inget nytt{since} från {swedish.listed([o.name for o in quiet])}."
        blocks = (
            Block(
                key=f"n-{'-'.join(str(o.pk) for o in quiet)}"[:80],
                kind=BlockKind.TEXT,
                text=words,
                composed=words,
            ),
        )
    return [
        Part(key=f"g{members[0].group_id}", kind=PartKind.GROUP, heading=name, blocks=blocks),
        *(replace(p, level=3) for p in made),
    ]


def _member_part(
    organisation: Organisation,
    reports: Sequence[Report],
    texts: Texts,
    sent: dict[int, Submission],
    since: str,
) -> Part:
    """A member's section: every report of it in the round, in the order in which they came."""
    blocks: list[Block] = []
    heading, notes = organisation.name, []
    for report in reports:
        submission = sent.get(report.pk)
        if submission is None:
            words = f"Inget nytt{since}."
            blocks.append(Block(key=f"r{report.pk}", kind=BlockKind.TEXT, text=words, composed=words))
            continue
        version, section = submission.version, report.section
        span = (section.start, section.end) if section else (0, len(version.text))
        loaded = report.channel == Report.Channel.LOADED
        own = _own_heading(texts, version, span, organisation, loaded=loaded)
        if loaded and section is not None and section.heading:
            heading = section.heading
        heard = report.channel in SPOKEN and submission.confirmed_at is None
        blocks += [replace(b, unconfirmed=heard) for b in texts.blocks(report, version, span, skip=own)]
        notes.append(_came_in(report, submission))
    return Part(
        key=f"o{organisation.pk}",
        kind=PartKind.MEMBER,
        heading=heading,
        organisation=organisation.pk,
        reporter=organisation.name,
        note=" ".join(dict.fromkeys(filter(None, notes))),
        blocks=tuple(blocks),
    )


def _own_heading(
    texts: Texts, version: TextVersion, span: Span, organisation: Organisation, *, loaded: bool
) -> Span | None:
    """Where the member's own name stands over its text: the minutes set it as the heading."""
    names = {name_key(organisation.name)}
    names |= {alias for known in texts.names_of(organisation) for alias in known.aliases}
    for section in texts.reading(version, organisation).sections:
        if not span[0] <= section.start < span[1]:
            continue
        if loaded or name_key(section.heading) in names:
            return (section.heading_start, section.heading_end)
        return None
    return None


def _came_in(report: Report, submission: Submission) -> str:
    if report.channel in CHANNEL_NOTES:
        note = CHANNEL_NOTES[Report.Channel(report.channel)]
        return note if submission.confirmed_at else f"{note} Inte bekräftat av medlemmen."
    return ""


def _since(turn: Round) -> str:
    """ " sedan 12 mars", where an earlier round is there to be counted from."""
    earlier = (
        turn.dialogue.rounds.filter(held_on__lt=turn.held_on, state=Round.State.HELD, kind=turn.kind)
        .order_by("-held_on")
        .first()
    )
    return f" sedan {swedish.day_short(earlier.held_on, year=turn.held_on.year)}" if earlier else ""


def _next_meeting(turn: Round) -> Part | None:
    following = (
        turn.dialogue.rounds.filter(held_on__gt=turn.held_on, kind=Round.Kind.ORDINARY)
        .order_by("held_on", "ordinal")
        .first()
    )
    if following is None:
        return None
    words = f"Nästa möte är {swedish.day(following.held_on)}."
    block = Block(key=f"next-{following.pk}", kind=BlockKind.TEXT, text=words, composed=words)
    return Part(key="next", kind=PartKind.NEXT_MEETING, heading="Nästa möte", blocks=(block,))
