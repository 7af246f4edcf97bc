# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Person(models.Model):
    """Somebody who takes part; may or may not have a user to log in with."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(unique=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.Model):
    """What a person is, for one organisation or in one dialogue, during a period."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", "samordnare"
        REPORTER = "reporter", "rapportör"
        READER = "reader", "läsare"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    dialogue = models.ForeignKey(
        "dialogues.Dialogue", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_for_one_thing",
                condition=Q(organisation__isnull=True, dialogue__isnull=False)
                | Q(organisation__isnull=False, dialogue__isnull=True),
            ),
            models.CheckConstraint(
                name="role_period_ordered",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="role_fits_its_thing",
                condition=Q(kind="reporter", organisation__isnull=False)
                | Q(kind__in=["coordinator", "reader"], dialogue__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person_id}"


class AccessLink(models.Model):
    """A way in that expires and can be revoked; only the token's hash is kept, opening changes nothing.

    ``purpose`` says what it opens, and it opens nothing else: a login is used up by its button, the
    others hold as many times as they are needed. ``target`` says of what: the app that made it reads it.
    """

    class Purpose(models.TextChoices):
        LOGIN = "login", "logga in"
        REPORT = "report", "rapportera"
        INVITATION = "invitation", "svara på en inbjudan"
        MINUTES = "minutes", "läsa igenom minnesanteckningar"
        FOLLOWUP = "followup", "lämna besked"

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    target = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.person_id}"
