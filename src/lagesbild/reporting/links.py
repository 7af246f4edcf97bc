# SPDX-License-Identifier: EUPL-1.2
"""Links that open one member's report in one round, for one person, without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from lagesbild.accounts.models import AccessLink, Person
from lagesbild.accounts.operations import make_access_link, revoke_links
from lagesbild.accounts.queries import usable_link
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.round_overview import members_on
from lagesbild.lib.periods import day_of, end_of
from lagesbild.lib.row_ids import row_id
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.people import speaks_for

#: So long after the meeting a link still shows what was sent; until when one may write, the lock says.
SHOWS_AFTER = timedelta(days=60)


@transaction.atomic
def make_report_link(
    *, person: Person, turn: Round, organisation: Organisation, by: Person | None, at: datetime
) -> str:
    """A token for ``/rapportera/<token>/``: writes until the round is locked, shows what was sent after it.

    Several may live at once (one in each mail); each is good as many times as needed. A quiet period
    or a moved meeting costs nobody the link: writing is bounded by the round's lock, not by the link.
    """
    latest = max(end_of(turn.held_on), at)
    return make_access_link(
        person=person,
        purpose=AccessLink.Purpose.REPORT,
        target=_target(turn, organisation),
        expires_at=latest + SHOWS_AFTER,
        by=by,
        at=at,
    )


def _target(turn: Round, organisation: Organisation) -> str:
    return f"{turn.pk}:{organisation.pk}"


def desk_by_link(token: str, *, at: datetime) -> WritingDesk | None:
    """The report behind a token; None where it is forged, expired or revoked, or the person
    or the member has left."""
    link = usable_link(token, at=at, purpose=AccessLink.Purpose.REPORT)
    if link is None:
        return None
    turn_id, _, organisation_id = link.target.partition(":")
    turn = Round.objects.select_related("dialogue__area").filter(pk=row_id(turn_id) or 0).first()
    if turn is None:
        return None
    for membership in members_on(turn.dialogue, turn.held_on):
        organisation = membership.organisation
        if organisation.pk == row_id(organisation_id) and speaks_for(
            link.person, turn.dialogue, organisation, day=day_of(at)
        ):
            return WritingDesk(link.person, turn, organisation, token)
    return None


@transaction.atomic
def revoke_report_links(
    *, turn: Round, organisation: Organisation, by: Person, at: datetime, person: Person | None = None
) -> int:
    """Close the links to a report, one person's or everybody's; returns how many were open."""
    links = AccessLink.objects.filter(
        purpose=AccessLink.Purpose.REPORT, target=_target(turn, organisation), expires_at__gt=at
    )
    if person is not None:
        links = links.filter(person=person)
    return revoke_links(links=links, by=by, at=at)
