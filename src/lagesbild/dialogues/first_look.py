# SPDX-License-Identifier: EUPL-1.2
"""What was found in the files that wait, put together for one look: days, members, groups, headings.

``look_at`` and ``left_to_review`` ask a constant number of questions however many files there are.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lagesbild.dialogues.first_run import is_double, likeness_of
from lagesbild.dialogues.first_run_understanding import Pair, State, heading_key, member_names, understand
from lagesbild.dialogues.loading import HeadingAnswer
from lagesbild.dialogues.models import Dialogue, Round, Submission
from lagesbild.dialogues.models_first_run import PendingMinutes
from lagesbild.dialogues.passages import PART, Passage, group_key, known_topics
from lagesbild.dialogues.proposals import is_figure
from lagesbild.dialogues.review_rules import Candidate, in_picture
from lagesbild.organisations.models import Alias
from lagesbild.organisations.queries import name_key
from lagesbild.sources.models import Fact, FactDecision
from lagesbild.sources.queries import latest_decisions


@dataclass(frozen=True)
class FoundFile:
    """A waiting file with what is worth knowing before it is read in."""

    row: PendingMinutes
    members: int
    same_day: tuple[str, ...]
    """Other waiting files of the same day: they would become one round."""
    round_exists: bool
    """The dialogue has a round that day already, with another text."""
    percent_alike: int = 0
    """How much of a hundred it is like another text of that day; 0 where it is like none."""
    alike_file: str = ""
    """The file that holds the other text, where that waits too."""


@dataclass
class FoundMember:
    """A body under whose headings something stands; ``headings`` are the keys that lead to it."""

    name: str
    group: str
    role: str
    headings: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    """Keys of headings that are no name of it, but that a person said are its text."""
    files: set[int] = field(default_factory=set)
    same_as: str = ""
    """The organisation's name in the register, where the minutes call it otherwise."""
    is_member: bool = False
    """It belongs to the dialogue already, in ``group``: nothing to ask."""

    @property
    def id(self) -> str:
        return short_id(name_key(self.name))

    @property
    def stands_alone(self) -> bool:
        """Whether its group is one of its own."""
        return group_key(self.group) == group_key(self.name)


@dataclass
class UnknownHeading:
    """A heading that nobody knows; asked about once for all files."""

    key: str
    words: str
    taste: str
    files: set[int] = field(default_factory=set)
    said: HeadingAnswer | None = None
    named: str = ""
    """The one member that the heading names: proposed as the one whose text it is."""

    @property
    def id(self) -> str:
        return short_id(self.key)

    @property
    def answered(self) -> bool:
        """Whether a person has said what it is."""
        return self.said is not None


@dataclass(frozen=True)
class FirstLook:
    """Everything that the second step shows and lets a person correct."""

    files: tuple[FoundFile, ...]
    members: tuple[FoundMember, ...]
    groups: tuple[str, ...]
    """Groups that a member can be put in: those found, and those that the dialogue has."""
    new_groups: tuple[str, ...]
    unknown: tuple[UnknownHeading, ...]
    answered: tuple[UnknownHeading, ...]
    pairs: tuple[Pair, ...]
    owners: tuple[str, ...]
    """Whose text that stands under an unknown heading can be: those found, and the dialogue's members."""

    @property
    def days(self) -> list[date]:
        """The meeting days found, the newest first, each once."""
        return sorted({f.row.held_on for f in self.files if f.row.held_on}, reverse=True)

    @property
    def members_by_group(self) -> list[tuple[str, list[str]]]:
        """Names under their groups, in the order in which both will stand."""
        groups: dict[str, list[str]] = {}
        for member in self.members:
            groups.setdefault(member.group, []).append(member.name)
        return list(groups.items())

    def member(self, name: str) -> FoundMember | None:
        """The found member of this name."""
        return next((m for m in self.members if name_key(m.name) == name_key(name)), None)


def short_id(key: str) -> str:
    """A name for a form field that stays the same however the list around it changes."""
    return hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:10]


def look_at(dialogue: Dialogue) -> FirstLook:
    """What the waiting files say, with the answers given so far."""
    found = understand(dialogue)
    members = _members(found.passages)
    _recognise(members, dialogue)
    standing = list(dialogue.groups.values_list("name", flat=True))
    shared = [m.group for m in members if not m.stands_alone] + standing
    shared += [m.group or "" for m in found.meanings.values() if m.role == "group"]
    groups = tuple(dict.fromkeys(g for g in shared if g))
    standing_names = member_names(dialogue)
    owners = tuple(dict.fromkeys([m.name for m in members] + list(standing_names.values())))
    headings = _headings(found.rows, found.meanings)
    names = {name_key(o): o for o in owners} | standing_names
    for heading in headings:
        heading.named = _named(heading.key, names)
    days = [r.held_on for r in found.rows if r.held_on]
    held = set(dialogue.rounds.filter(held_on__in=days).values_list("held_on", flat=True))
    return FirstLook(
        files=tuple(_file(row, found.rows, found.passages[row.pk], held) for row in found.rows),
        members=tuple(members),
        groups=groups,
        new_groups=tuple(g for g in groups if g not in standing),
        unknown=tuple(h for h in headings if not h.answered),
        answered=tuple(h for h in headings if h.answered),
        pairs=found.pairs,
        owners=owners,
    )


def _file(
    row: PendingMinutes, rows: Sequence[PendingMinutes], passages: Iterable[Passage], held: set[date]
) -> FoundFile:
    others = [o for o in rows if o.pk != row.pk and row.held_on and o.held_on == row.held_on]
    same = tuple(o.filename for o in others if not is_double(o, rows))
    owners = {name_key(p.owner or "") for p in passages if p.is_member}
    percent, file = likeness_of(row, rows) or (0, "")
    return FoundFile(row, len(owners), same, row.held_on in held, percent, file)


def _members(passages: Mapping[int, Sequence[Passage]]) -> list[FoundMember]:
    """Members by name, in the order of the newest minutes."""
    found: dict[str, FoundMember] = {}
    for pk, of_file in passages.items():
        for p in of_file:
            if not p.is_member:
                continue
            name = " ".join((p.owner or "").split())
            role = "organisation" if p.role == PART else p.role
            member = found.setdefault(name_key(name), FoundMember(name, p.group or name, role))
            (member.parts if p.role == PART else member.headings).add(heading_key(p.heading))
            member.files.add(pk)
    return list(found.values())


def _recognise(members: Sequence[FoundMember], dialogue: Dialogue) -> None:
    """Say where a name of the minutes is another name of somebody, and who is a member already."""
    keys = {name_key(m.name): m for m in members}
    groups = {
        m.organisation_id: m.group.name
        for m in dialogue.memberships.filter(left_before__isnull=True).select_related("group")
    }
    for alias in Alias.objects.filter(text__in=keys).select_related("organisation"):
        member = keys[alias.text]
        if name_key(alias.organisation.name) != alias.text:
            member.same_as = alias.organisation.name
        if alias.organisation_id in groups:
            member.is_member, member.group = True, groups[alias.organisation_id]


def _headings(rows: Sequence[PendingMinutes], meanings: Mapping[str, HeadingAnswer]) -> list[UnknownHeading]:
    found: dict[str, UnknownHeading] = {}
    for row in rows:
        for p in row.plan.get("passages", ()):
            key = heading_key(p["heading"])
            said = meanings.get(key)
            is_asked = p["role"] == "topic" and key not in known_topics()
            if not key or not (is_asked or (said is not None and said.role == "topic")):
                continue
            heading = found.setdefault(
                key, UnknownHeading(key, " ".join(p["heading"].split()), p["taste"], said=said)
            )
            heading.files.add(row.pk)
    # An answer that made it a member or a group is shown there, and can be changed there.
    return [h for h in found.values() if h.said is None or h.said.role == "topic"]


def _named(heading: str, names: Mapping[str, str]) -> str:
    """The one member whose name stands in a heading; none where several do.

    >>> _named("aktuellt från länsstyrelsen", {"länsstyrelsen": "Länsstyrelsen", "almi": "Almi"})
    'Länsstyrelsen'
    """
    found = {name for key, name in names.items() if re.search(rf"(?<!\w){re.escape(key)}s?(?!\w)", heading)}
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True)
class LeftToReview:
    """A round with suggestions that nobody has decided about, those that the picture would show."""

    turn: Round
    facts: int


def left_to_review(dialogue: Dialogue) -> list[LeftToReview]:
    """The rounds of loaded minutes in which something waits for a person, the newest first; three queries."""
    loaded = Submission.objects.filter(
        report__round__dialogue=dialogue, version__is_history=True, withdrawn_at__isnull=True
    )
    turns = {s.version_id: s.report.round for s in loaded.select_related("report__round")}
    facts = [
        f
        for f in Fact.objects.filter(version__in=turns).only("version_id", "start", "kind", "payload")
        if in_picture(Candidate(key=f.pk, kind=f.kind, payload=f.payload, figure=is_figure(f)))
    ]
    decided = {pk for pk, d in latest_decisions(facts).items() if d.verdict != FactDecision.Verdict.OPEN}
    waiting = Counter(turns[f.version_id] for f in facts if f.pk not in decided)
    newest = sorted(waiting, key=lambda turn: (turn.held_on, turn.ordinal), reverse=True)
    return [LeftToReview(turn, waiting[turn]) for turn in newest]


def loaded_count(dialogue: Dialogue) -> int:
    """How many files of older minutes the first run has read in."""
    return dialogue.pending_minutes.filter(state=State.LOADED).count()
