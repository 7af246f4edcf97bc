# SPDX-License-Identifier: EUPL-1.2
"""Two steps inside an organisation, where it wants that: who alone sends its reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.models import Approver


@transaction.atomic
def set_approvers(*, organisation: Organisation, people: Iterable[Person], by: Person, at: datetime) -> None:
    """Name those who send for the organisation; with nobody named, everybody who reports for it does."""
    wanted = {person.pk for person in people}
    standing = {a.person_id: a for a in Approver.objects.filter(organisation=organisation)}
    if wanted == set(standing):
        return
    for person_id in wanted - set(standing):
        Approver.objects.create(organisation=organisation, person_id=person_id)
    Approver.objects.filter(pk__in=[a.pk for pk, a in standing.items() if pk not in wanted]).delete()
    note("set_approvers", organisation, by=by, at=at)
