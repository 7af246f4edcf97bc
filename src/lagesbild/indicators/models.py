# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q

from lagesbild.sources.models import FromFact


class Indicator(models.Model):
    """Something measured again and again; its definition lives in ``definitions/<code>.toml``."""

    code = models.SlugField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """One wording of a definition. ``terms`` propose the indicator for a figure in a text."""

    class Kind(models.TextChoices):
        STOCK = "stock", "ställning"
        FLOW = "flow", "flöde"
        CUMULATIVE = "cumulative", "löpande summa"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    #: The name as it stands before "ökar" and "minskar"; empty keeps the series out of headings.
    headline = models.CharField(max_length=120, blank=True)
    definition = models.TextField()
    unit = models.CharField(max_length=30)
    stock_flow = models.CharField(max_length=12, choices=Kind.choices)
    terms = models.JSONField(default=dict)
    comparable_with_previous = models.BooleanField(default=True)
    valid_from = models.DateField()
    owner = models.CharField(max_length=120, blank=True)
    next_review = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="indicator_version_once", fields=["indicator", "number"])]

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """Whom a figure speaks of: an area, or a reporter's own panel. Never added into another one.

    The number asked differs from time to time and stands on the observation.
    """

    area = models.ForeignKey(
        "organisations.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="population_once", fields=["area", "organisation", "description"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        parts = [self.description, str(self.area or "")]
        return ", ".join(part for part in parts if part)


class Binding(models.Model):
    """This organisation's words in this unit were bound to this indicator before."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    of = models.CharField(max_length=120)
    unit = models.CharField(max_length=30)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="bindings")

    class Meta:
        constraints = [models.UniqueConstraint(name="binding_once", fields=["organisation", "of", "unit"])]

    def __str__(self) -> str:
        return f"{self.of} ({self.unit})"


class Observation(FromFact):
    """A figure (or a change in words) that somebody confirmed, with all that is part of it.

    ``version`` is None while the figure is bound to no indicator: it then stays off the charts and
    stands among the new figures in its own words (``of``, ``unit``).
    """

    class ReadingAs(models.TextChoices):
        LEVEL = "level", "nivå"
        CHANGE = "change", "förändring"
        SHARE = "share_of_baseline", "andel av jämförelsen"
        BALANCE = "balance", "nettotal"

    class Nature(models.TextChoices):
        OUTCOME = "outcome", "utfall"
        PRELIMINARY = "preliminary", "preliminärt"
        ESTIMATE = "estimate", "uppskattning"
        FORECAST = "forecast", "prognos"

    version = models.ForeignKey(
        IndicatorVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    population = models.ForeignKey(Population, on_delete=models.PROTECT, related_name="observations")
    population_n = models.PositiveIntegerField(null=True, blank=True)
    of = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    reading_as = models.CharField(max_length=20, choices=ReadingAs.choices, default=ReadingAs.LEVEL)
    baseline = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    strict = models.BooleanField(default=False)
    total = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    before = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    change = models.CharField(
        max_length=10,
        blank=True,
        choices=[("increase", "upp"), ("decrease", "ned"), ("unchanged", "oförändrat")],
    )
    words = models.CharField(max_length=200, blank=True)
    hedge = models.CharField(max_length=60, blank=True)
    approx = models.BooleanField(default=False)
    nature = models.CharField(max_length=12, choices=Nature.choices, default=Nature.OUTCOME)
    forecast_base = models.DateField(null=True, blank=True)
    horizon = models.CharField(max_length=120, blank=True)
    relative_lineage = models.UUIDField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(FromFact.Meta):
        constraints = [
            *FromFact.Meta.constraints,
            models.CheckConstraint(
                name="observation_says_something",
                condition=Q(value__isnull=False)
                | Q(low__isnull=False)
                | Q(high__isnull=False)
                | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="observation_period_ordered",
                condition=Q(starts_on__isnull=True)
                | Q(ends_before__isnull=True)
                | Q(ends_before__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="observation_kind_known",
                condition=Q(nature__in=["outcome", "preliminary", "estimate", "forecast"])
                & Q(reading_as__in=["level", "change", "share_of_baseline", "balance"]),
            ),
            models.CheckConstraint(
                name="observation_interval_ordered",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
            ),
        ]
        indexes = [models.Index(fields=["version", "population", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.version or self.of} {self.value or self.words}"
