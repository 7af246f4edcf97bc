# SPDX-License-Identifier: EUPL-1.2
"""Whose passage of the minutes this is, and in which group its member stands. Pure.

What a person is shown before files are read in, and what reading them in makes, come from the same
``settle``: so that the one cannot differ from the other.
"""

from __future__ import annotations

import re
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from lagesbild.organisations.models import Organisation
from lagesbild.organisations.queries import name_key
from lagesbild.organisations.rules import guess_kind
from textreader.words import lexicon

Key = TypeVar("Key", bound=Hashable)
Kind = Organisation.Kind

#: A heading that is no body's name, of which a person has said whose text it is ("Aktuellt från X").
PART = "part"
MEMBER_ROLES = ("organisation", "collective", PART)
#: Headings that end a member's passage without beginning another member's.
CLOSING_ROLES = ("title", "group", "next_meeting", "decisions", "questions")
#: Roles under which a group goes on: text of no member, in the midst of members.
_PASSED_OVER = ("topic", PART)

_LONGEST = 160
_COLLECTIVE_AS_ONE = re.compile(r"^((?:\w+ )?kommunerna|länets kommuner) kommun$")
#: Shorter words in capitals are abbreviations ("LRF", "IUC").
_ABBREVIATION = 3


@lru_cache(maxsize=1)
def known_topics() -> frozenset[str]:
    """Headings that are never a member's ("Övrigt", "Närvarande"): nobody is asked about them."""
    return frozenset(name_key(words) for words in lexicon("headings")["topic"]["words"])


@dataclass(frozen=True)
class Passage:
    """A heading of the minutes and what is under it, as understood so far.

    ``role`` is the reader's (``organisation``, ``collective``, ``group``, ``topic``, ...) or ``PART``;
    ``owner`` the organisation's name; ``group`` the heading of the group. ``start`` and ``end`` bound
    the heading with its text, in code points.
    """

    heading: str
    start: int
    end: int
    role: str
    owner: str | None = None
    group: str | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether a person should be asked whose passage this is."""
        key = name_key(self.heading)
        return self.role == "topic" and bool(key) and key not in known_topics()

    @property
    def is_member(self) -> bool:
        """Whether it becomes a member's report."""
        return self.role in MEMBER_ROLES and bool(self.owner)


@dataclass(frozen=True)
class StandingGroup:
    """A group that the dialogue has, with the kinds of its members."""

    name: str
    kinds: frozenset[str] = field(default_factory=frozenset)


# Names -------------------------------------------------------------------------------------------


def in_normal_case(words: str) -> str:
    """A heading in capitals as one would write it in a list; other words stay, but for their spaces.

    >>> in_normal_case("STATLIGA MYNDIGHETER"), in_normal_case("LRF"), in_normal_case("IUC Z-Group")
    ('Statliga myndigheter', 'LRF', 'IUC Z-Group')
    """
    words = " ".join(words.split()).strip(" :")
    if not words.isupper() or max(map(len, re.findall(r"\w+", words)), default=0) <= _ABBREVIATION:
        return words
    return words[:1] + words[1:].lower()


def group_key(name: str) -> str:
    """How groups are compared: "KOMMUNERNA", "Kommunerna:" and "Kommuner" are one.

    >>> group_key("KOMMUNERNA:") == group_key("Kommuner")
    True
    """
    return re.sub(r"(?<=[aeo]r)na$", "", name_key(name))


def is_municipal(group: StandingGroup) -> bool:
    """Whether it is the municipalities' group, by its name or by those who stand in it.

    >>> [is_municipal(StandingGroup(name)) for name in ("Länets kommuner", "Granby kommun")]
    [True, False]
    """
    if guess_kind(group.name) == Kind.MUNICIPALITY:
        return False  # a municipality's own group is no other's
    only_they = Kind.MUNICIPALITY in group.kinds and group.kinds <= {Kind.MUNICIPALITY, Kind.COLLECTIVE}
    return "kommun" in name_key(group.name) or only_they


def same_body(short: str, long: str) -> bool:
    """Whether a short name can be another name for a longer one.

    >>> [same_body(s, "Region Norrskog") for s in ("Regionen", "Region Norrskog", "Regionbussen")]
    [True, False, False]
    >>> same_body("Handelskammaren", "Norrskogs handelskammare")
    True
    """
    a, b = name_key(short), name_key(long)
    if not a or len(a) >= len(b) or a in _TOO_WIDE:
        return False
    stems = {a} | {a.removesuffix(ending) for ending in ("en", "n", "et", "t")}
    return any(b.startswith(f"{s} ") or b.endswith(f" {s}") for s in stems if len(s) > 2)


#: Words that many bodies begin or end with: alone they name none of them.
_TOO_WIDE = frozenset({"kommun", "kommunen", "region", "förening", "föreningen", "företag", "företagen"})


# Groups ------------------------------------------------------------------------------------------


def without_idle_collectives(passages: Sequence[Passage], *, speaking: Iterable[int]) -> tuple[Passage, ...]:
    """Headings such as "Kommunerna" with nothing of their own before the first member: groups, no members.

    ``speaking`` are the starts of the passages that say something before the next heading. What
    stood after a member's own lines was theirs jointly; now it is that member's.
    """
    says = set(speaking)
    settled = list(passages)
    for n, p in enumerate(settled[:-1]):
        below = settled[n + 1]
        if p.role != "collective" or p.start in says or not (below.is_member and below.group == p.heading):
            continue
        settled[n] = replace(p, role="group", owner=None)
        starts = [q.start for q in settled[n + 2 :]] + [p.end]
        for m, following in zip(range(n + 1, len(settled)), starts, strict=False):
            if settled[m].start >= p.end:
                break
            settled[m] = replace(settled[m], end=max(settled[m].end, min(following, p.end)))
    return tuple(settled)


def settle(
    files: Mapping[Key, Sequence[Passage]], standing: Sequence[StandingGroup] = ()
) -> dict[Key, tuple[Passage, ...]]:
    """Give every member's passage its group; files in the order in which they count, the newest first.

    A group keeps one name through all files, a standing one's before a new one's. A member has one
    group: that of the first file that gives one; a municipality else that of the municipalities;
    anyone else one of their own, named as they are. Settling what is settled changes nothing.
    """
    mended = {key: _carried_on(_mended(passages)) for key, passages in files.items()}
    everyone = [p for passages in mended.values() for p in passages]
    names: dict[str, str] = {}
    for name in [g.name for g in standing] + [p.group for p in everyone if p.is_member and p.group]:
        names.setdefault(group_key(name), in_normal_case(name)[:_LONGEST])
    for group in standing:
        names[group_key(group.name)] = group.name
    given: dict[str, str] = {}
    for p in everyone:
        if p.is_member and p.group:
            given.setdefault(name_key(p.owner or ""), names[group_key(p.group)])
    municipal = _municipal(everyone, given, standing)
    if municipal is not None:  # their joint report stands among them
        names.setdefault(group_key(municipal), municipal)
    # Each owner is placed once, whatever the roles of its headings.
    single = {name_key(p.owner or "") for p in everyone if p.is_member and p.role != "collective"}
    return {
        key: tuple(_placed(p, given, names, municipal, single) if p.is_member else p for p in passages)
        for key, passages in mended.items()
    }


def _mended(passages: Sequence[Passage]) -> list[Passage]:
    """A word for all municipalities is no municipality."""
    return [
        replace(p, role="collective", owner=found[1].capitalize())
        if p.role == "organisation" and (found := _COLLECTIVE_AS_ONE.match(name_key(p.owner or "")))
        else p
        for p in passages
    ]


def _carried_on(passages: Sequence[Passage]) -> list[Passage]:
    """A topic in the midst of a group does not end it for members of the kind that stand in it."""
    settled: list[Passage] = []
    group, kinds = None, set[str]()
    for p in passages:
        if p.is_member and p.role != PART:
            if p.group and p.group != group:
                group, kinds = p.group, set()
            kind = guess_kind(p.owner or "")
            if p.group:
                kinds.add(kind)
            elif group is not None and kind in kinds and kind != Kind.OTHER:
                settled.append(replace(p, group=group))
                continue
            else:
                group = None
        elif p.role not in _PASSED_OVER:
            group = None
        settled.append(p)
    return settled


def _municipal(
    everyone: Iterable[Passage], given: Mapping[str, str], standing: Sequence[StandingGroup]
) -> str | None:
    """The group that a municipality without one belongs to; None where there is no such group."""
    kinds: dict[str, set[str]] = {}
    for owner, group in given.items():
        kinds.setdefault(group, set()).add(guess_kind(owner))
    found = [StandingGroup(name, frozenset(of)) for name, of in kinds.items()]
    found += [StandingGroup(in_normal_case(p.heading)) for p in everyone if p.role in ("group", "collective")]
    return next((g.name for g in [*standing, *found] if is_municipal(g)), None)


def _placed(
    p: Passage,
    given: Mapping[str, str],
    names: Mapping[str, str],
    municipal: str | None,
    single: Container[str],
) -> Passage:
    owner = " ".join((p.owner or "").split())
    group = given.get(name_key(owner)) or names.get(group_key(owner))
    if group is None and guess_kind(owner) == Organisation.Kind.MUNICIPALITY and name_key(owner) in single:
        group = municipal
    return replace(p, group=group or owner[:_LONGEST])


def stands_alone(p: Passage) -> bool:
    """Whether a settled member's group is one of its own.

    >>> stands_alone(Passage("Regionen", 0, 9, "organisation", "Regionen", "Regionen"))
    True
    """
    return bool(p.owner and p.group) and group_key(p.owner or "") == group_key(p.group or "")
