# SPDX-License-Identifier: EUPL-1.2
"""What members say: concerns, bright spots, decisions, clashes, and how they judge the situation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from lagesbild.dialogues.models import (
    Assessment,
    ClashQuestion,
    Membership,
    Report,
    Resolution,
    Round,
    Topic,
    TopicMention,
)
from lagesbild.dialogues.picture.ground import Ground, Line
from lagesbild.organisations.queries import name_key

MATRIX_ROUNDS = 6


class Voices:
    """Concerns and bright spots of the picture's round, decisions, and questions "Stämmer båda?"."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.mentions: list[TopicMention] = []
        self.resolutions: list[Resolution] = []
        self.clashes: list[ClashQuestion] = []
        if ground.turn is None:
            return
        mentions = ground.rows(TopicMention).filter(round=ground.turn).select_related("topic")
        self.mentions = ground.fetch(mentions.order_by("fact__start", "pk"))
        self.resolutions = ground.fetch(ground.rows(Resolution).filter(round=ground.turn).order_by("pk"))
        clashes = ground.rows(ClashQuestion).filter(round=ground.turn).select_related("other_fact")
        self.clashes = ground.fetch(clashes.order_by("pk"))
        ground.expect(c.other_fact for c in self.clashes)

    def lines(self) -> Line:
        """``concerns``, ``bright_spots``, ``clashes`` and ``resolutions``."""
        tones: dict[str, list[Line]] = {tone: [] for tone in Topic.Tone.values}
        groups = dict(self.ground.dialogue.memberships.values_list("organisation_id", "group__name"))
        lives = self._lives()
        for mention in self.mentions:
            tones[mention.topic.tone].append(
                {
                    "text": mention.text,
                    "topic": mention.topic.name,
                    "who": mention.reporter.name if mention.reporter else None,
                    "group": groups.get(mention.reporter_id or 0, ""),
                    **lives[mention.topic_id],
                    "source": self.ground.source(mention),
                }
            )
        return {
            "concerns": tones[Topic.Tone.WORRIED],
            "bright_spots": tones[Topic.Tone.POSITIVE],
            "clashes": [self._clash(c) for c in self.clashes if self._may_read_both(c)],
            "resolutions": [{"text": r.text, "source": self.ground.source(r)} for r in self.resolutions],
        }

    def _lives(self) -> dict[int, Line]:
        """How many members speak of a topic now, and for how many rounds in a row it has been spoken of."""
        topics = {m.topic_id for m in self.mentions}
        if not topics:
            return {}
        said = self.ground.rows(TopicMention).filter(topic__in=topics, round__in=self.ground.rounds)
        rounds: dict[int, set[int]] = {}
        for topic, turn in said.order_by().values_list("topic_id", "round_id").distinct():
            rounds.setdefault(topic, set()).add(turn)
        lives = {}
        for topic in topics:
            in_a_row = 0
            for turn in reversed(self.ground.rounds):
                if turn.pk not in rounds[topic]:
                    break
                in_a_row += 1
            members = {m.reporter_id for m in self.mentions if m.topic_id == topic and m.reporter_id}
            lives[topic] = {"members": len(members), "rounds_in_row": in_a_row}
        return lives

    def _may_read_both(self, c: ClashQuestion) -> bool:
        """The row has the level of its own sentence; the other one may be held back from more."""
        if c.other_fact is not None and not self.ground.audience.may_read(c.other_fact.level, c.reporter_id):
            return False
        return not c.other_words or self.ground.may_read_words(c, c.other_words)

    def _clash(self, c: ClashQuestion) -> Line:
        other = self.ground.source(c, fact=c.other_fact) if c.other_fact else None
        source = self.ground.source(c)
        return {"first": source, "second": other, "with": c.other_words, "source": source}


class Mood:
    """Members' assessments by round; for the public, groups instead of members."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.rounds = ground.rounds[-MATRIX_ROUNDS:]
        self.assessments = list(
            ground.rows(Assessment).filter(round__in=self.rounds).select_related(None).defer(None)
        )
        self.members: list[Membership] = list(
            ground.dialogue.memberships.filter(joined_on__lte=ground.standing.day)
            .filter(Q(left_before__isnull=True) | Q(left_before__gt=ground.standing.day))
            .select_related("organisation", "group")
        )
        reports = Report.objects.filter(round__in=self.rounds, organisation__isnull=False)
        self.reported: set[tuple[int, int]] = set(
            reports.exclude(state=Report.State.DRAFT).values_list("organisation_id", "round_id")
        )

    def lines(self) -> Line:
        """``mood``: one row a member (or a group), one level or None for each round, and who reported."""
        said: dict[tuple[int, int], list[Assessment]] = {}
        for a in self.assessments:
            said.setdefault((a.organisation_id, a.round_id), []).append(a)
        names: dict[tuple[str, str], list[int]] = {}
        for m in self.members:
            name = m.group.name if self.ground.is_public else m.organisation.name
            names.setdefault((name, m.group.name), []).append(m.organisation_id)
        rows = [
            {
                "name": name,
                "group": group,
                "levels": [_median(_levels(said, ids, turn)) for turn in self.rounds],
                "reported": [any((i, turn.pk) in self.reported for i in ids) for turn in self.rounds],
            }
            for (name, group), ids in names.items()
        ]
        by = "group" if self.ground.is_public else "member"
        return {"mood": {"rounds": [t.held_on.isoformat() for t in self.rounds], "rows": rows, "by": by}}


def _levels(said: dict[tuple[int, int], list[Assessment]], ids: Sequence[int], turn: Round) -> list[int]:
    levels = (_level(said.get((i, turn.pk), [])) for i in ids)
    return [level for level in levels if level is not None]


def _level(assessments: Sequence[Assessment]) -> int | None:
    """One level for a member: what it says of the situation as such, else the middle of its tones."""
    general = [a.level for a in assessments if name_key(a.word).startswith(("läge", "situation", "stämning"))]
    return _median(general or [a.level for a in assessments])


def _median(levels: Sequence[int]) -> int | None:
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
