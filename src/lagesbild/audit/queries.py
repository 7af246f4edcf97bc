# SPDX-License-Identifier: EUPL-1.2
"""What the log tells about the state of everything."""

from __future__ import annotations

from django.db.models import Count, F, Max, Subquery

from lagesbild.audit.models import AuditEntry

#: Writers in other connections may commit a lower number after a higher one: so many are counted.
COUNTED = 500


def mark_of_last_write() -> tuple[int, int]:
    """A mark that is another one after every write, since every write leaves a line in the log.

    The highest number alone would not do: of two writers at once the one who got the lower number
    may be done last, which the count of the latest lines tells. One query.
    """
    highest = AuditEntry.objects.order_by("-pk").annotate(since=F("pk") - COUNTED).values("since")[:1]
    found = AuditEntry.objects.filter(pk__gt=Subquery(highest)).aggregate(last=Max("pk"), count=Count("pk"))
    return found["last"] or 0, found["count"]
