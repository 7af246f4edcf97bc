# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q

from lagesbild.sources.models import FromFact


class FollowUpItem(FromFact):
    """A promise, an action, a question or a need that stays open until a person closes it."""

    class Kind(models.TextChoices):
        ACTION = "action", "åtgärd"
        PROMISE = "promise", "löfte"
        QUESTION = "question", "fråga"
        NEED = "need", "behov"

    class State(models.TextChoices):
        OPEN = "open", "öppen"
        CLOSED = "closed", "avslutad"

    dialogue = models.ForeignKey("dialogues.Dialogue", on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    owner = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_words = models.CharField(max_length=160, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_before = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, blank=True)
    answered = models.BooleanField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    closed_because = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(FromFact.Meta):
        constraints = [
            *FromFact.Meta.constraints,
            models.CheckConstraint(
                name="followup_closed_with_reason",
                condition=Q(state="open", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(closed_because="")),
            ),
            models.CheckConstraint(
                name="followup_closed_by_needs_at",
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="followup_due_ordered",
                condition=Q(due_from__isnull=True)
                | Q(due_before__isnull=True)
                | Q(due_before__gt=F("due_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Appearance(models.Model):
    """A round whose agenda carried the item: one item, many appearances."""

    item = models.ForeignKey(FollowUpItem, on_delete=models.CASCADE, related_name="appearances")
    round = models.ForeignKey("dialogues.Round", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="appearance_once", fields=["item", "round"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.round_id}"
