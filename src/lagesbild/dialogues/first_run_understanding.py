# SPDX-License-Identifier: EUPL-1.2
"""What the files that wait say, with the answers that persons have given laid over it.

The page that asks "Stämmer det?" and the press that reads the files in both start here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lagesbild.dialogues.loading import HeadingAnswer, Plan, standing_groups
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.models_first_run import PendingMinutes
from lagesbild.dialogues.passages import PART, Passage, in_normal_case, same_body, settle
from lagesbild.organisations.models import Alias
from lagesbild.organisations.queries import name_key

State = PendingMinutes.State

#: As much of what stands under an unknown heading as helps to tell what it is.
TASTE = 110


@dataclass(frozen=True)
class Pair:
    """Two names that can be one body's: the one that was found, and the one that would be kept.

    ``headings`` are the keys of the headings that bear the name; ``is_one`` what goes now: what a
    person has said, else yes.
    """

    name: str
    kept: str
    headings: frozenset[str]
    is_one: bool


@dataclass(frozen=True)
class Understanding:
    """The files that wait, what each says, and the names that can be one; ``rows`` as they are listed."""

    rows: tuple[PendingMinutes, ...]
    passages: Mapping[int, tuple[Passage, ...]]
    pairs: tuple[Pair, ...]
    meanings: Mapping[str, HeadingAnswer]


def waiting_minutes(dialogue: Dialogue) -> list[PendingMinutes]:
    """What waits for a yes: those without a day first, since they need something, then the newest meeting."""
    rows = list(dialogue.pending_minutes.filter(state=State.WAITING).select_related("source"))
    return sorted(
        rows, key=lambda row: (row.held_on is not None, -(row.held_on or date.min).toordinal(), row.pk)
    )


def understand(dialogue: Dialogue) -> Understanding:
    """Understand the waiting files together, by a constant number of questions.

    The newest minutes count first, since they tell how the forum is made up now.
    """
    rows = waiting_minutes(dialogue)
    meanings = meanings_of(dialogue)
    newest_first = sorted(rows, key=lambda r: r.held_on or date.min, reverse=True)
    plans = {row.pk: plan_of(row) for row in newest_first}
    said = {pk: understood(plan, meanings) for pk, plan in plans.items()}
    read = [plan.passages for plan in plans.values()]
    pairs = find_pairs(read, list(said.values()), meanings, member_names(dialogue))
    kept = {name_key(pair.name): pair.kept for pair in pairs if pair.is_one}
    joined = {pk: [_joined(p, kept) for p in passages] for pk, passages in said.items()}
    return Understanding(tuple(rows), settle(joined, standing_groups(dialogue)), pairs, meanings)


def member_names(dialogue: Dialogue) -> dict[str, str]:
    """Every name that a member of the dialogue goes by, compared as names are, with its proper one."""
    members = dialogue.memberships.filter(left_before__isnull=True).values("organisation")
    aliases = Alias.objects.filter(organisation__in=members).order_by("organisation", "id")
    return dict(aliases.values_list("text", "organisation__name"))


def _joined(p: Passage, kept: Mapping[str, str]) -> Passage:
    name = kept.get(name_key(p.owner)) if p.owner else None
    return replace(p, owner=name) if name else p


# Plans that wait ---------------------------------------------------------------------------------


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


# Answers -----------------------------------------------------------------------------------------


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
        if said is not None and said.role == "group" and p.is_member:
            said = None  # the group of this name has been renamed; their joint report stays a report
        if said is not None and said.role == "group":
            ruling = said.group or in_normal_case(p.heading) if p.role != "group" else None
            passages.append(Passage(p.heading, p.start, p.end, "group"))
            continue
        if p.role == "group":
            ruling = None
        above = meanings.get(heading_key(p.group)) if p.group else None
        group = above.group if above is not None and above.role == "group" and above.group else p.group
        role, owner = p.role, p.owner
        if said is not None:
            role, owner, group = said.role, said.owner, said.group or group
            if role == "topic" and owner:
                role, group = PART, said.group
        elif ruling is not None and p.owner:
            group = ruling
        passages.append(Passage(p.heading, p.start, p.end, role, owner, group))
    return tuple(passages)


# Short and long names ----------------------------------------------------------------------------


def find_pairs(
    read: Sequence[Sequence[Passage]],
    said: Sequence[Sequence[Passage]],
    meanings: Mapping[str, HeadingAnswer],
    members: Mapping[str, str],
) -> tuple[Pair, ...]:
    """Names in the minutes that can mean one body: "Företagarna" and "Företagarna Norrskog".

    ``read`` are the passages as the reader has them, ``said`` the same with the answers laid over;
    ``members`` the names that members go by. Silent unless exactly one other name fits, and where
    one text has both: then they are two.
    """
    called: dict[str, str] = {}
    headings: dict[str, set[str]] = {}
    proper = dict(members)
    together: list[set[str]] = []
    for of_read, of_said in zip(read, said, strict=True):
        here = [(p, q) for p, q in zip(of_read, of_said, strict=True) if p.is_member and q.is_member]
        for p, q in here:
            key = name_key(p.owner or "")
            called.setdefault(key, " ".join((p.owner or "").split()))
            proper.setdefault(key, " ".join((q.owner or "").split()))
            if p.role == "organisation" and key not in members:
                headings.setdefault(key, set()).add(heading_key(p.heading))
        together.append({name_key(p.owner or "") for p, _ in here})
    pairs = []
    for key, under in headings.items():
        kept = _other_name(key, proper, members, together)
        if kept is not None:
            said_so = next((meanings[h] for h in sorted(under) if h in meanings), None)
            is_one = said_so is None or name_key(said_so.owner or "") == name_key(kept)
            pairs.append(Pair(called[key], kept, frozenset(under), is_one))
    return tuple(pairs)


def _other_name(
    key: str, proper: Mapping[str, str], members: Mapping[str, str], together: Sequence[set[str]]
) -> str | None:
    """The one other name that can mean the same: a member's of whatever length, else a longer one."""
    fitting = {
        name_key(name): name
        for other, name in proper.items()
        if other != key
        and name_key(name) != key
        and (same_body(key, other) or (other in members and same_body(other, key)))
    }
    if len(fitting) != 1:
        return None
    ((kept, name),) = fitting.items()
    of_kept = {other for other in proper if name_key(proper[other]) == kept} - {key}
    return None if any(key in of_file and of_kept & of_file for of_file in together) else name
