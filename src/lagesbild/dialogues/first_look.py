# SPDX-License-Identifier: EUPL-1.2
"""What was found in the files that wait, put together for one look: days, members, groups, headings.

Pure but for ``look_at``, which asks a constant number of questions however many files wait.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lagesbild.dialogues.first_run import (
    State,
    heading_key,
    meanings_of,
    plan_of,
    understood,
    waiting_minutes,
)
from lagesbild.dialogues.loading import MEMBER_ROLES, HeadingAnswer, Passage
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.models_first_run import PendingMinutes
from lagesbild.organisations.models import Alias
from lagesbild.organisations.queries import name_key


@dataclass(frozen=True)
class FoundFile:
    """A waiting file with what is worth knowing before it is read in."""

    row: PendingMinutes
    members: int
    same_day: tuple[str, ...]
    """Other waiting files of the same day: they would become one round."""
    round_exists: bool
    """The dialogue has a round that day already, with another text."""


@dataclass
class FoundMember:
    """A body under whose headings something stands; ``headings`` are the keys that lead to it."""

    name: str
    group: str | None
    role: str
    headings: set[str] = field(default_factory=set)
    files: set[int] = field(default_factory=set)
    same_as: str = ""
    """The organisation's name in the register, where the minutes call it otherwise."""
    is_member: bool = False
    """It belongs to the dialogue already, in ``group``: nothing to ask."""

    @property
    def id(self) -> str:
        return short_id(name_key(self.name))


@dataclass
class UnknownHeading:
    """A heading that nobody knows; asked about once for all files."""

    key: str
    words: str
    taste: str
    files: set[int] = field(default_factory=set)
    answered: bool = False

    @property
    def id(self) -> str:
        return short_id(self.key)


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

    @property
    def days(self) -> list[date]:
        """The meeting days found, the newest first, each once."""
        return sorted({f.row.held_on for f in self.files if f.row.held_on}, reverse=True)


def short_id(key: str) -> str:
    """A name for a form field that stays the same however the list around it changes."""
    return hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:10]


def look_at(dialogue: Dialogue) -> FirstLook:
    """What the waiting files say, with the answers given so far."""
    rows = waiting_minutes(dialogue)
    meanings = meanings_of(dialogue)
    passages = {row.pk: understood(plan_of(row), meanings) for row in rows}
    members = _members(
        {row.pk: passages[row.pk] for row in sorted(rows, key=lambda r: r.held_on or date.min, reverse=True)}
    )
    _recognise(members, dialogue)
    standing = list(dialogue.groups.values_list("name", flat=True))
    groups = [g for m in members if (g := m.group)] + standing
    groups += [m.group or "" for m in meanings.values() if m.role == "group"]
    groups = list(dict.fromkeys(" ".join(g.split()) for g in groups if g))
    headings = _headings(rows, meanings)
    held = set(
        dialogue.rounds.filter(held_on__in=[r.held_on for r in rows if r.held_on]).values_list(
            "held_on", flat=True
        )
    )
    return FirstLook(
        files=tuple(_file(row, rows, passages[row.pk], held) for row in rows),
        members=tuple(members),
        groups=tuple(groups),
        new_groups=tuple(g for g in groups if g not in standing),
        unknown=tuple(h for h in headings if not h.answered),
        answered=tuple(h for h in headings if h.answered),
    )


def _file(
    row: PendingMinutes, rows: Sequence[PendingMinutes], passages: Iterable[Passage], held: set[date]
) -> FoundFile:
    same = tuple(o.filename for o in rows if o.pk != row.pk and row.held_on and o.held_on == row.held_on)
    owners = {name_key(p.owner) for p in passages if p.role in MEMBER_ROLES and p.owner}
    return FoundFile(row, len(owners), same, row.held_on in held)


def _members(passages: Mapping[int, Sequence[Passage]]) -> list[FoundMember]:
    """Members by name, in the order of the newest minutes; its group there is the one proposed."""
    found: dict[str, FoundMember] = {}
    for pk, of_file in passages.items():
        for p in of_file:
            if p.role not in MEMBER_ROLES or not p.owner:
                continue
            member = found.setdefault(
                name_key(p.owner), FoundMember(" ".join(p.owner.split()), _group(p), p.role)
            )
            member.headings.add(heading_key(p.heading))
            member.files.add(pk)
            member.group = member.group or _group(p)
    return list(found.values())


def _group(passage: Passage) -> str | None:
    return " ".join(passage.group.split())[:160] if passage.group else None


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
            is_topic = p["role"] == "topic" or (key in meanings and meanings[key].role == "topic")
            if not key or not is_topic:
                continue
            heading = found.setdefault(
                key, UnknownHeading(key, " ".join(p["heading"].split()), p["taste"], answered=key in meanings)
            )
            heading.files.add(row.pk)
    # An answer that made it a member or a group is shown there, and can be changed there.
    return [h for h in found.values() if not h.answered or meanings[h.key].role == "topic"]


def loaded_count(dialogue: Dialogue) -> int:
    """How many files of older minutes the first run has read in."""
    return dialogue.pending_minutes.filter(state=State.LOADED).count()
