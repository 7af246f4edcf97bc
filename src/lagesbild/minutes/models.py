# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from lagesbild.sources.models import WrittenOnce


class Minutes(models.Model):
    """The minutes of one round, from draft to final."""

    class State(models.TextChoices):
        DRAFT = "draft", "utkast"
        OUT = "out", "ute för synpunkter"
        ADJUSTED = "adjusted", "justerad"
        FINAL = "final", "slutlig"

    round = models.OneToOneField("dialogues.Round", on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    by_silence = models.BooleanField(default=False)
    registration_number = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                name="minutes_out_has_a_last_day",
                condition=~Q(state="out") | Q(closes_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.get_state_display()}"


class MinutesVersion(models.Model):
    """The text of the minutes: the draft that is edited, then the final text, then each correction of it.

    What has been made final is never changed.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    finalised_at = models.DateTimeField(null=True, blank=True)
    finalised_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(name="minutes_version_once", fields=["minutes", "number"]),
            models.UniqueConstraint(
                name="minutes_one_text_in_the_making",
                fields=["minutes"],
                condition=Q(finalised_at__isnull=True),
            ),
            models.CheckConstraint(
                name="minutes_finalised_by_needs_at",
                condition=Q(finalised_by__isnull=True) | Q(finalised_at__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_correction_is_final",
                condition=Q(corrects__isnull=True) | Q(finalised_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the text.

        Raises ``ValueError`` for a change of what has been made final.
        """
        if (
            not self._state.adding
            and MinutesVersion.objects.filter(pk=self.pk, finalised_at__isnull=False).exists()
        ):
            raise ValueError("final minutes are immutable: a correction is a version of its own")
        super().save(*args, **kwargs)


class BlockEdit(WrittenOnce):
    """A change of one block by a person: its words before and after."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="edits")
    block = models.CharField(max_length=80)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minutes", "id"]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.block}"


class Correction(WrittenOnce):
    """A numbered correction of final minutes: what stood, what is right, and why."""

    version = models.OneToOneField(MinutesVersion, on_delete=models.CASCADE, related_name="correction")
    number = models.PositiveIntegerField()
    block = models.CharField(max_length=80)
    before = models.TextField()
    after = models.TextField()
    because = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"Rättelse {self.number}"


class Sending(WrittenOnce):
    """The minutes sent to the members, for comments or to be known."""

    class Purpose(models.TextChoices):
        COMMENTS = "comments", "för synpunkter"
        INFORMATION = "information", "för kännedom"

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sendings")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["minutes", "id"]
        constraints = [
            models.CheckConstraint(
                name="sending_for_comments_has_a_last_day",
                condition=~Q(purpose="comments") | Q(closes_at__gt=F("sent_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.get_purpose_display()}"


class SectionCheck(models.Model):
    """A member asked to look at its own section in one sending, and what it answered."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="checks")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["sending", "id"]
        constraints = [
            models.UniqueConstraint(name="section_check_once", fields=["sending", "organisation"]),
            models.CheckConstraint(
                name="section_approved_by_needs_at",
                condition=Q(approved_by__isnull=True) | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id} {self.organisation_id}"


class Comment(models.Model):
    """What a member says about its own section, and what became of it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    block = models.CharField(max_length=80)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["minutes", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_settled_pair",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.organisation_id}"
