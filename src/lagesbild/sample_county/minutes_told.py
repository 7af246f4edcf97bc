# SPDX-License-Identifier: EUPL-1.2
"""The minutes of the sample county's meetings: the older ones final and published, the last one out for comments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Round
from lagesbild.lib.audience import Level
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.minutes import adjusting
from lagesbild.minutes.models import Minutes
from lagesbild.minutes.operations import begin_minutes
from lagesbild.minutes.queries import current_version
from lagesbild.organisations.models import Organisation
from lagesbild.publishing.minutes_operations import publish_minutes
from lagesbild.sample_county.county import PINNED_DAY

#: What the reporter of a member says about its section of the last minutes.
COMMENT = "Det ska stå att siffran är preliminär, vi får den slutliga i mars."


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM)


def finish_minutes(turn: Round, *, by: Person) -> None:
    """Minutes of a meeting long ago: adjusted, made final after a week, published for the group and for all."""
    later = turn.held_on + timedelta(7)
    minutes = begin_minutes(turn=turn, by=by, at=_at(turn.held_on, 12))
    adjusting.adjust(minutes=minutes, by=by, at=_at(later, 9))
    adjusting.finalise(minutes=minutes, by=by, at=_at(later, 10))
    publish_loaded(turn, by=by, at=_at(later, 11))


def publish_loaded(turn: Round, *, by: Person, at: datetime) -> None:
    """Both editions of minutes that are finished."""
    for level in (Level.GROUP, Level.PUBLIC):
        publish_minutes(turn=turn, level=level, by=by, at=at)


def send_minutes(turn: Round, *, by: Person, reporters: Mapping[Organisation, Person]) -> None:
    """Minutes of the last meeting: out for comments over the demonstration's day, one approved and one commented on.

    ``reporters`` are members with the persons who answer for them; the first has a comment.
    """
    minutes = begin_minutes(turn=turn, by=by, at=_at(turn.held_on, 12))
    closes_at = _at(PINNED_DAY + timedelta(3), 16)
    adjusting.send_out(minutes=minutes, purpose="comments", until=closes_at, by=by, at=_at(PINNED_DAY, 8))
    for number, (organisation, person) in enumerate(reporters.items()):
        at = _at(PINNED_DAY, 9 + number)
        if number:
            adjusting.approve_section(minutes=minutes, organisation=organisation, by=person, at=at)
        else:
            _comment(minutes, organisation, person, at)


def _comment(minutes: Minutes, organisation: Organisation, person: Person, at: datetime) -> None:
    own = next(p for p in current_version(minutes).blocks if p.organisation == organisation.pk)
    figure = next(b for b in own.blocks if any(c.isdigit() for c in b.text))
    adjusting.comment(
        minutes=minutes, organisation=organisation, block=figure.key, words=COMMENT, by=person, at=at
    )
