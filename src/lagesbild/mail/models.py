# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q


class ReplyToken(models.Model):
    """The secret part of a Reply-To address: who answers, about what; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(
        "dialogues.Dialogue", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    purpose = models.CharField(max_length=40)
    target = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "target"])]
        constraints = [
            models.CheckConstraint(
                name="reply_token_expires_later",
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("made_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.target}"


class OutgoingMail(models.Model):
    """A mail that leaves, or has left; it can be looked at, held and cancelled before it does.

    What is secret in it (links, the token of Reply-To) is wiped when it has left or is cancelled.
    """

    class SentBy(models.TextChoices):
        SERVER = "server", "mejlservern"
        HAND = "hand", "för hand"

    key = models.CharField(max_length=200, unique=True)
    dialogue = models.ForeignKey(
        "dialogues.Dialogue", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    round = models.ForeignKey(
        "dialogues.Round", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=40)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=120, blank=True)
    from_address = models.EmailField(blank=True)
    from_name = models.CharField(max_length=160, blank=True)
    reply_token = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    secrets = models.JSONField(default=list, blank=True)
    message_id = models.CharField(max_length=200, unique=True)

    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    lease_ends_at = models.DateTimeField(null=True, blank=True)
    #: Set just before the letter is given to the mail server: from here on it may have left.
    handed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=400, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_through = models.CharField(max_length=10, choices=SentBy.choices, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    held_because = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "due_at"]), models.Index(fields=["dialogue", "due_at"])]
        constraints = [
            models.CheckConstraint(
                name="mail_held_by_with_at", condition=Q(held_by__isnull=True) | Q(held_at__isnull=False)
            ),
            models.CheckConstraint(
                name="mail_cancelled_by_with_at",
                condition=Q(cancelled_by__isnull=True) | Q(cancelled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_ends_once",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True, failed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mail_sent_through_something",
                condition=Q(sent_at__isnull=True, sent_through="")
                | (Q(sent_at__isnull=False) & ~Q(sent_through="")),
            ),
            models.CheckConstraint(
                name="mail_ended_keeps_no_token",
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True) | Q(reply_token=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class IncomingMail(models.Model):
    """A mail that came to the forum's address, and what became of it; the letter itself is a stored file."""

    class State(models.TextChoices):
        NEW = "new", "just kommen"
        TAKEN = "taken", "omhändertagen"
        QUARANTINED = "quarantined", "hör inte till något"
        DROPPED = "dropped", "lagd åt sidan"
        REFUSED = "refused", "gick inte att läsa"

    message_id = models.CharField(max_length=255, unique=True)
    dialogue = models.ForeignKey(
        "dialogues.Dialogue", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    token = models.ForeignKey(
        ReplyToken, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    received_at = models.DateTimeField()
    from_address = models.CharField(max_length=254, blank=True)
    from_name = models.CharField(max_length=160, blank=True)
    to_addresses = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField()
    blob_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    because = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "received_at"])]
        constraints = [
            models.CheckConstraint(
                name="letter_decided_by_with_at",
                condition=Q(decided_by__isnull=True) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_put_aside_because",
                condition=Q(state__in=["new", "taken"]) | ~Q(because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class Mailbox(models.Model):
    """How far a mailbox has been read; nothing is changed in the mailbox itself."""

    name = models.CharField(max_length=300, unique=True)
    uid_validity = models.PositiveBigIntegerField()
    last_uid = models.PositiveBigIntegerField(default=0)
    fetched_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.name
