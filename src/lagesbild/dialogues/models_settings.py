# SPDX-License-Identifier: EUPL-1.2
"""Whom a member is reached through, when nobody is written to, and where a moved round stood."""

from django.db import models
from django.db.models import F, Q


class Contact(models.Model):
    """A person through whom a member is reached: the ordinary contact, or a substitute.

    The role that lets the person report stands in ``accounts.Role``; this says who is written to
    first. ``batch`` keeps together what one pasted row of addresses added, so that it can be undone.
    """

    class Part(models.TextChoices):
        ORDINARY = "ordinary", "ordinarie kontakt"
        SUBSTITUTE = "substitute", "ersättare"

    membership = models.ForeignKey("dialogues.Membership", on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.ORDINARY)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["membership", "part", "id"]
        constraints = [
            models.UniqueConstraint(
                name="contact_once_at_a_time",
                fields=["membership", "person"],
                condition=Q(ends_before__isnull=True),
            ),
            models.CheckConstraint(
                name="contact_period_ordered",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} för {self.membership_id}"


class QuietPeriod(models.Model):
    """Days when a dialogue rests: no mail leaves, no link expires, no counter runs."""

    dialogue = models.ForeignKey("dialogues.Dialogue", on_delete=models.CASCADE, related_name="quiet_periods")
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_before = models.DateField()

    class Meta:
        ordering = ["dialogue", "starts_on"]
        constraints = [
            models.CheckConstraint(name="quiet_period_ordered", condition=Q(ends_before__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return self.name


class FormerAddress(models.Model):
    """The day that a round stood on before it was moved: links that were mailed still lead to it."""

    round = models.ForeignKey("dialogues.Round", on_delete=models.CASCADE, related_name="former_addresses")
    held_on = models.DateField()
    ordinal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="former_address_once", fields=["round", "held_on", "ordinal"])
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.ordinal}"
