# SPDX-License-Identifier: EUPL-1.2
"""The link by which one answers an invitation: signed, and good until the meeting is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from lagesbild.dialogues.models import Round
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.quiet import after_quiet
from lagesbild.invitations.models import Invitation
from lagesbild.lib.periods import end_of
from lagesbild.lib.row_ids import row_id
from lagesbild.mail.links import absolute

_signer = signing.Signer(salt="lagesbild.invitations.answer", sep=".")
#: Where a meeting has no end of its own.
MEETING_LASTS = timedelta(hours=2)


def answer_token(invitation: Invitation) -> str:
    """The token: not stored anywhere, the same each time, useless once ``link_number`` is another."""
    return _signer.sign(f"{invitation.pk}-{invitation.link_number}")


def answer_url(invitation: Invitation) -> str:
    """The whole address, as it is mailed."""
    return absolute(reverse("invitations:answer", args=[answer_token(invitation)]))


def invitation_by(token: str) -> Invitation | None:
    """The invitation behind a token; None where it is forged or has been revoked."""
    try:
        key, _, number = _signer.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    invitations = Invitation.objects.select_related("round__dialogue__area", "person", "organisation")
    return invitations.filter(pk=row_id(key) or 0, link_number=row_id(number) or 0).first()


def answers_until(turn: Round) -> datetime:
    """When one can answer at the latest: until the meeting is over; quiet days do not count."""
    ends = turn.ends_at or (turn.starts_at + MEETING_LASTS if turn.starts_at else end_of(turn.held_on))
    return after_quiet(ends, quiet_periods(turn.dialogue))
