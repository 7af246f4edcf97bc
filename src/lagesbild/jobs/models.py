# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import Q


class JobState(models.Model):
    """When one periodic job is due, and how it went last; the work itself is registered in code."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_started_at = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    lease_ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_leased_when_started",
                condition=Q(lease_ends_at__isnull=True) | Q(last_started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="job_failed_for_a_reason", condition=Q(attempts=0) | ~Q(last_error="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
