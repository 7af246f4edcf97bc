# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q

from lagesbild.sources.models import FromFact


class Measure(FromFact):
    """Something that companies or members can apply for or join."""

    class Kind(models.TextChoices):
        SCHEME = "scheme", "stöd"
        CALL = "call", "utlysning"
        TRAINING = "training", "utbildning"

    dialogue = models.ForeignKey("dialogues.Dialogue", on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )

    def __str__(self) -> str:
        return self.name


class MeasureDate(FromFact):
    """When a measure opens or closes; a fuzzy day keeps the words and waits for a real one."""

    class Role(models.TextChoices):
        OPENS = "opens", "öppnar"
        CLOSES = "closes", "stänger"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="dates")
    role = models.CharField(max_length=12, choices=Role.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    as_written = models.CharField(max_length=200, blank=True)
    fuzzy = models.BooleanField(default=False)

    class Meta(FromFact.Meta):
        constraints = [
            *FromFact.Meta.constraints,
            models.CheckConstraint(
                name="measuredate_ordered",
                condition=Q(starts_on__isnull=True)
                | Q(ends_before__isnull=True)
                | Q(ends_before__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="measuredate_says_something",
                condition=Q(starts_on__isnull=False) | Q(ends_before__isnull=False) | ~Q(as_written=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.starts_on or self.as_written}"


class MeasureAmount(FromFact):
    """Money or numbers of a measure, each in its own role: confused, an empty purse is advertised."""

    class Role(models.TextChoices):
        BUDGET = "budget", "budget"
        REMAINING = "remaining", "återstår"
        APPLICATIONS = "applications", "ansökningar"
        SEATS = "seats", "platser"
        OTHER = "other", "annat"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="amounts")
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    as_written = models.CharField(max_length=200)
    is_forecast = models.BooleanField(default=False)
    scope = models.CharField(max_length=200, blank=True)

    class Meta(FromFact.Meta):
        constraints = [
            *FromFact.Meta.constraints,
            models.CheckConstraint(
                name="measureamount_says_something",
                condition=Q(value__isnull=False) | Q(low__isnull=False) | Q(high__isnull=False),
            ),
            models.CheckConstraint(
                name="measureamount_interval_ordered",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.as_written}"
