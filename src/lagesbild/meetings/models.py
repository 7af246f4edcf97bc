# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Meeting(models.Model):
    """The meeting of a round: who has the floor, in which order, and what the projector shows."""

    class Topic(models.TextChoices):
        OPEN = "open", "öppna punkter"
        MEMBER = "member", "en medlem har ordet"
        GENERAL = "general", "mötet som helhet"

    class Shown(models.TextChoices):
        FLOOR = "floor", "den som talar"
        OPEN = "open", "öppna punkter"
        AGREED = "agreed", "det vi kom överens om"

    round = models.OneToOneField("dialogues.Round", on_delete=models.PROTECT, related_name="meeting")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.CharField(max_length=8, choices=Topic.choices, default=Topic.OPEN)
    speaker = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: Organisations in the order of the round, by id, where somebody has changed it.
    order = models.JSONField(default=list, blank=True)
    #: Organisations that have had the floor, by id.
    heard = models.JSONField(default=list, blank=True)
    shown = models.CharField(max_length=8, choices=Shown.choices, default=Shown.FLOOR)
    is_dark = models.BooleanField(default=False)
    #: Since when the projector stands still, and at what.
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_topic = models.CharField(max_length=8, choices=Topic.choices, blank=True)
    frozen_shown = models.CharField(max_length=8, choices=Shown.choices, blank=True)
    frozen_speaker = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_ended_by_needs_at",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="meeting_member_has_the_floor",
                condition=Q(topic="member", speaker__isnull=False)
                | ~Q(topic="member") & Q(speaker__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.get_topic_display()}"


class Attendance(models.Model):
    """Who is at the meeting: a member, its substitute, or a guest."""

    class Kind(models.TextChoices):
        HERE = "here", "här"
        SUBSTITUTE = "substitute", "ersättare"
        GUEST = "guest", "gäst"

    round = models.ForeignKey("dialogues.Round", on_delete=models.PROTECT, related_name="attendances")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: The substitute's name, where it was given.
    person_name = models.CharField(max_length=120, blank=True)
    #: A guest who belongs to no member, as the coordinator wrote it.
    guest_name = models.CharField(max_length=160, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                name="attendance_once_a_member",
                fields=["round", "organisation"],
                condition=Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="attendance_once_a_guest",
                fields=["round", "guest_name"],
                condition=Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="attendance_member_or_guest",
                condition=Q(organisation__isnull=False, guest_name="")
                | Q(organisation__isnull=True, kind="guest") & ~Q(guest_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or self.guest_name} {self.get_kind_display()}"


class MeetingNote(models.Model):
    """One line noted in the room, under the member who spoke; it came in exactly once by its ``client_key``."""

    class Kind(models.TextChoices):
        NOTE = "note", "notering"
        QUESTION = "question", "fråga"
        PROMISE = "promise", "löfte"
        DECISION = "decision", "beslut"

    LONGEST = 1000

    round = models.ForeignKey("dialogues.Round", on_delete=models.PROTECT, related_name="meeting_notes")
    client_key = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.CharField(max_length=LONGEST)
    to_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=LONGEST, blank=True)
    owner = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_from = models.DateField(null=True, blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=120, blank=True)
    #: For the coordinator alone: never in minutes, never on the projector.
    is_private = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: What the note became when the meeting ended.
    item = models.ForeignKey(
        "followup.FollowUpItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.ForeignKey(
        "dialogues.Resolution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["round", "written_at", "id"]
        constraints = [
            models.CheckConstraint(name="note_not_empty", condition=~Q(text="")),
            models.CheckConstraint(name="note_has_a_key", condition=~Q(client_key="")),
            models.CheckConstraint(
                name="note_due_ordered",
                condition=Q(due_from__isnull=True)
                | Q(due_before__isnull=True)
                | Q(due_before__gt=F("due_from")),
            ),
            models.CheckConstraint(
                name="note_changed_by_needs_at",
                condition=Q(changed_by__isnull=True) | Q(changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="note_removed_by_needs_at",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class SpokenPassage(models.Model):
    """What a member's notes became when the meeting ended: a text of its own, marked as spoken."""

    round = models.ForeignKey("dialogues.Round", on_delete=models.PROTECT, related_name="spoken_passages")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey("dialogues.Submission", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="spoken_passage_once", fields=["round", "organisation"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id}"
