# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Area(models.Model):
    """A county, a municipality, the nation, or several counties taken together."""

    class Level(models.TextChoices):
        NATION = "nation", "riket"
        COUNTIES = "counties", "flera län"
        COUNTY = "county", "län"
        MUNICIPALITY = "municipality", "kommun"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that reports, is named or owns a promise."""

    class Kind(models.TextChoices):
        COUNTY_BOARD = "county_administrative_board", "länsstyrelse"
        REGION = "region", "region"
        MUNICIPALITY = "municipality", "kommun"
        COLLECTIVE = "collective", "flera som en"
        ASSOCIATION = "business_association", "näringslivsorganisation"
        AUTHORITY = "authority", "myndighet"
        UNIVERSITY = "university", "lärosäte"
        COMPANY = "company", "företag"
        OTHER = "other", "annan"

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40, choices=Kind.choices, default=Kind.OTHER)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name that means one organisation; kept casefolded, so that each name means one.

    ``lineage`` is the fact in a text that taught it, where one did.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=160, unique=True)
    lineage = models.UUIDField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.text
