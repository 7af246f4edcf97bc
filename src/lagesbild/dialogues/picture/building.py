# SPDX-License-Identifier: EUPL-1.2
"""Puts the parts of the picture together."""

from __future__ import annotations

from django.db.models import Q

from lagesbild.dialogues import changes
from lagesbild.dialogues.models import Dialogue, NextMeeting, Report, Round
from lagesbild.dialogues.picture.figures import Figures
from lagesbild.dialogues.picture.follow_up import FollowUp
from lagesbild.dialogues.picture.ground import Ground, Line
from lagesbild.dialogues.picture.headline import headline
from lagesbild.dialogues.picture.measures import Measures
from lagesbild.dialogues.picture.standing import Standing
from lagesbild.dialogues.picture.voices import Mood, Voices
from lagesbild.lib import swedish
from lagesbild.lib.audience import Audience


def build_picture(dialogue: Dialogue, *, audience: Audience, standing: Standing) -> Line:
    """The whole picture as a JSON-able object; before the first round it is empty, with all keys."""
    ground = Ground(dialogue, audience, standing)
    # All parts fetch their rows before any writes its lines, so that sources are found together.
    figures, measures, follow_up = Figures(ground), Measures(ground), FollowUp(ground)
    voices, mood, meeting = Voices(ground), Mood(ground), _Meeting(ground)
    ground.settle()
    picture = _frame(ground)
    picture |= figures.lines()
    picture |= measures.lines()
    picture |= follow_up.lines()
    picture |= voices.lines()
    picture["clashes"] += figures.rivals()
    picture |= mood.lines()
    picture["next_meeting"] = meeting.line()
    picture["basis"] = _basis(ground, picture)
    picture["headline"] = headline(picture)
    return picture


def _frame(ground: Ground) -> Line:
    dialogue, turn = ground.dialogue, ground.turn
    return {
        "dialogue": {"slug": dialogue.slug, "name": dialogue.name, "area": str(dialogue.area or "")},
        "round": {
            "date": turn.held_on.isoformat() if turn else None,
            "address": turn.address if turn else None,
        },
        "rounds": [{"date": t.held_on.isoformat(), "address": t.address} for t in ground.rounds],
        "previous_round": {"date": ground.rounds[-2].held_on.isoformat()} if len(ground.rounds) > 1 else None,
        "day": ground.standing.day.isoformat(),
        "standing": ground.standing.because,
        "rule": changes.RULE_TEXT,
        "audience": ground.audience.level.value,
    }


class _Meeting:
    """The next meeting: as a text says it, or as it is planned, whichever comes first."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        # A round that has been held was not in the plan by being loaded later: a replay shows the text's day.
        ahead = ground.dialogue.rounds.filter(
            held_on__gt=ground.standing.day, kind=Round.Kind.ORDINARY
        ).exclude(state__in=[Round.State.HELD, Round.State.CANCELLED])
        self.planned = ahead.order_by("held_on").first()
        said = ground.rows(NextMeeting).filter(round=ground.turn).order_by("-known_from", "-pk")
        self.said = next(iter(ground.fetch(said[:1])), None) if ground.turn else None

    def line(self) -> Line | None:
        said, planned = self.said, self.planned
        if said is not None and (planned is None or said.held_on <= planned.held_on):
            day, source = said.held_on, self.ground.source(said)
        elif planned is not None:
            day, source = planned.held_on, None
        else:
            return None
        return {"date": day.isoformat(), "text": swedish.day(day, year=self.ground.year), "source": source}


def _basis(ground: Ground, picture: Line) -> Line:
    turn = ground.turn
    if turn is None:
        return {"reported": 0, "members": 0, "figures": 0}
    members = ground.dialogue.memberships.filter(joined_on__lte=turn.held_on).filter(
        Q(left_before__isnull=True) | Q(left_before__gt=turn.held_on)
    )
    reports = turn.reports.filter(organisation__isnull=False).exclude(state=Report.State.DRAFT)
    return {
        "reported": reports.values("organisation").distinct().count(),
        "members": members.count(),
        "figures": len(picture["changes"]) + len(picture["news"]),
    }
