# SPDX-License-Identifier: EUPL-1.2
"""An invitation is answered: by its link, or by the coordinator who was told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.invitations.links import answers_until
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.permissions import refusal_to_answer
from lagesbild.invitations.substitutes import call_substitute, uncall_substitute
from lagesbild.lib.refusal import Refusal, Refused, insist


def refusal_for(invitation: Invitation, *, at: datetime) -> Refusal | None:
    """Why this invitation cannot be answered now."""
    turn = invitation.round
    belongs = turn.dialogue.memberships.filter(
        organisation=invitation.organisation_id, joined_on__lte=turn.held_on
    ).exclude(left_before__lte=turn.held_on)
    return refusal_to_answer(turn, is_member=belongs.exists(), until=answers_until(turn), at=at)


@transaction.atomic
def answer_invitation(
    *,
    invitation: Invitation,
    answer: str,
    substitute_name: str = "",
    substitute_email: str = "",
    by: Person,
    at: datetime,
) -> Invitation:
    """Say whether one comes; the latest answer counts. A substitute with an address is called too.

    Raises ``Refused`` (the meeting is over or cancelled, ``substitute_without_name``).
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("round__dialogue", "organisation", "person")
        .get(pk=invitation.pk)
    )
    insist(refusal_for(row, at=at))
    is_substitute = answer == Invitation.Answer.SUBSTITUTE
    if is_substitute and not substitute_name.strip():
        raise Refused("substitute_without_name")
    name = substitute_name.strip()[:120] if is_substitute else ""
    email = substitute_email.strip().lower() if is_substitute else ""
    if row.substitute_email and row.substitute_email != email:
        uncall_substitute(row, by=by, at=at)
    row.answer, row.answered_at = Invitation.Answer(answer), at
    row.substitute_name, row.substitute_email = name, email
    row.save()
    note("answer_invitation", row, by=by, at=at, round=row.round_id, answer=answer)
    if row.substitute_email:
        call_substitute(row, by=by, at=at)
    return row
