# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import Q


class Invitation(models.Model):
    """A person who is asked to a round's meeting, for an organisation, and the answer.

    All invitations of a round share ``uid``, so that its meeting is one event in every calendar;
    ``sequence`` is the edition of the event that the person has been told of.
    """

    class Answer(models.TextChoices):
        NONE = "", "har inte svarat"
        YES = "yes", "kommer"
        NO = "no", "kan inte"
        SUBSTITUTE = "substitute", "skickar ersättare"

    #: A round that somebody has been called to is cancelled, never taken away.
    round = models.ForeignKey("dialogues.Round", on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    uid = models.CharField(max_length=120, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    #: A new number makes every link that was mailed before useless.
    link_number = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    substitute_name = models.CharField(max_length=120, blank=True)
    substitute_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(name="invitation_once", fields=["round", "person", "organisation"]),
            models.CheckConstraint(
                name="invitation_answer_has_its_moment",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_substitute_only_when_sent",
                condition=Q(answer="substitute") | Q(substitute_name="", substitute_email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} till {self.round_id}"


class Reminder(models.Model):
    """A person is reminded of one organisation's report in one round: at most twice.

    Several stand in one mail where a person answers for several; ``mail`` is empty where the mail
    has been cleared away.
    """

    round = models.ForeignKey("dialogues.Round", on_delete=models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    mail = models.ForeignKey(
        "mail.OutgoingMail", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "planned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_number_once", fields=["round", "organisation", "person", "number"]
            ),
            models.CheckConstraint(
                name="reminder_at_most_twice", condition=Q(number__gte=1) & Q(number__lte=2)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} till {self.person_id} om {self.round_id}"
