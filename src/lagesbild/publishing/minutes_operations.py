# SPDX-License-Identifier: EUPL-1.2
"""Publishing the minutes of a round: the only act that changes what the group's and everybody's editions say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Dialogue, Edition, Round
from lagesbild.lib.audience import Level
from lagesbild.lib.refusal import Refused
from lagesbild.publishing.edition import Edition as Values
from lagesbild.publishing.editions import sha256_of
from lagesbild.publishing.minutes_edition import edition_of_round


@dataclass(frozen=True)
class Published:
    """An edition that stands, and whether it is new."""

    edition: Edition
    is_new: bool


def minutes_draft(turn: Round, level: Level) -> tuple[Values, str]:
    """What publishing now would show, and its digest."""
    values = edition_of_round(turn, level)
    return values, sha256_of(values.to_dict())


@transaction.atomic
def publish_minutes(
    *, turn: Round, level: Level, by: Person, at: datetime, seen_sha256: str | None = None
) -> Published:
    """Make the minutes, cut for the group or for everybody, the edition that they see.

    ``seen_sha256`` is the digest of what the person looked at: anything else is not published. The
    same minutes published twice are one edition. Raises ``Refused`` (``round_cancelled``,
    ``empty_minutes``, ``changed_since_seen``).
    """
    Dialogue.objects.select_for_update().get(pk=turn.dialogue_id)  # two who press at once: one edition
    if turn.state == states.CANCELLED:
        raise Refused("round_cancelled")
    values, digest = minutes_draft(turn, level)
    if not values.parts:
        raise Refused("empty_minutes")
    if seen_sha256 is not None and seen_sha256 != digest:
        raise Refused("changed_since_seen")
    standing = last_minutes_edition(turn, level)
    if standing is not None and standing.sha256 == digest:
        return Published(standing, is_new=False)
    edition = Edition.objects.create(
        dialogue=turn.dialogue,
        round=turn,
        of=Edition.Of.MINUTES,
        audience=level,
        values=values.to_dict(),
        sha256=digest,
        released_at=at,
        released_by=by,
    )
    note("publish_minutes", edition, by=by, at=at, dialogue=turn.dialogue_id, round=turn.pk)
    return Published(edition, is_new=True)


def last_minutes_edition(turn: Round, level: Level) -> Edition | None:
    """The newest edition of a round's minutes that has not been taken back."""
    return (
        Edition.objects.filter(round=turn, of=Edition.Of.MINUTES, audience=level, withdrawn_at__isnull=True)
        .select_related("dialogue__area", "round", "released_by")
        .order_by("-released_at", "-pk")
        .first()
    )
