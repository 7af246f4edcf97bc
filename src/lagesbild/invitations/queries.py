# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of invitations."""

from __future__ import annotations

from django.db.models import QuerySet

from lagesbild.dialogues.models import Round
from lagesbild.invitations.models import Invitation


def invitations_of(turn: Round) -> QuerySet[Invitation]:
    """The invitations of a round, with the person and the organisation at hand."""
    return Invitation.objects.filter(round=turn).select_related("person", "organisation")
