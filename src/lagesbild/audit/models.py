# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import Q


class AuditEntry(models.Model):
    """Who did what to what, and when: never text, never names, only kinds and numbers."""

    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    operation = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    ids = models.JSONField(default=dict)
    place = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_sealed_at_a_place",
                condition=Q(place__isnull=True, seal="") | (Q(place__isnull=False) & ~Q(seal="")),
            )
        ]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.operation} {self.object_type} {self.object_id}"
