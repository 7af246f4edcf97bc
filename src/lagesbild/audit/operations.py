# SPDX-License-Identifier: EUPL-1.2
"""The audit line that every write leaves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from lagesbild.audit.models import AuditEntry

if TYPE_CHECKING:
    from lagesbild.accounts.models import Person


def note(
    operation: str, about: models.Model, *, by: Person | None, at: datetime, **ids: int | str | None
) -> None:
    """Write one line about an object, inside the caller's transaction.

    ``ids`` are numbers and codes of other rows; words of a report or names never stand here.
    """
    AuditEntry.objects.create(
        at=at,
        by=by,
        operation=operation,
        object_type=about._meta.label,
        object_id=str(about.pk),
        ids={key: value for key, value in ids.items() if value is not None},
    )
