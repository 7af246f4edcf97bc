# SPDX-License-Identifier: EUPL-1.2
"""Older minutes on their way in, and what a person has said of their headings."""

from django.db import models
from django.db.models import Q


class PendingMinutes(models.Model):
    """A file of older minutes that has come in and waits for a person's yes.

    The original is stored whole as a ``Source`` at once, and everything typed about it stands here
    and not in a session: a reload, a lost browser or another computer goes on where one was. No
    version, round or fact exists until the person has said yes; then they all do, or none.
    A file that was turned away leaves its name and the reason, nothing of its content.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "väntar på besked"
        LOADED = "loaded", "inläst"
        REFUSED = "refused", "gick inte att läsa"
        REMOVED = "removed", "borttagen"

    dialogue = models.ForeignKey(
        "dialogues.Dialogue", on_delete=models.CASCADE, related_name="pending_minutes"
    )
    source = models.ForeignKey(
        "sources.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filename = models.CharField(max_length=255)
    text_sha256 = models.CharField(max_length=64, blank=True)
    #: What the reader found: title and passages (``first_run.stored_plan``); the text stays in the source.
    plan = models.JSONField(default=dict)
    held_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    because = models.TextField(blank=True)
    version = models.ForeignKey(
        "sources.TextVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["dialogue", "id"]
        constraints = [
            models.UniqueConstraint(
                name="pending_text_once", fields=["dialogue", "text_sha256"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="pending_fits_its_state",
                condition=Q(state="refused", source__isnull=True, version__isnull=True)
                | Q(state__in=["waiting", "removed"], source__isnull=False, version__isnull=True)
                | Q(state="loaded", source__isnull=False, version__isnull=False),
            ),
            models.CheckConstraint(
                name="pending_refused_with_reason", condition=~Q(state="refused") | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_state_display()})"


class HeadingMeaning(models.Model):
    """What a heading means in a dialogue's minutes: answered once, remembered for all files.

    ``role`` is the reader's (``organisation``, ``collective``, ``group``, ``topic``), ``key`` the
    heading as names are compared; ``owner`` and ``group`` are set as the role needs them.
    """

    class Role(models.TextChoices):
        ORGANISATION = "organisation", "medlem"
        COLLECTIVE = "collective", "flera medlemmar som en"
        GROUP = "group", "grupp av medlemmar"
        TOPIC = "topic", "bara en rubrik"

    dialogue = models.ForeignKey(
        "dialogues.Dialogue", on_delete=models.CASCADE, related_name="heading_meanings"
    )
    key = models.CharField(max_length=160)
    role = models.CharField(max_length=12, choices=Role.choices)
    owner = models.CharField(max_length=160, blank=True)
    group = models.CharField(max_length=160, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["dialogue", "id"]
        constraints = [
            models.UniqueConstraint(name="heading_means_one_thing", fields=["dialogue", "key"]),
            models.CheckConstraint(
                name="heading_member_has_a_name", condition=Q(role__in=["group", "topic"]) | ~Q(owner="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_role_display()}"
