# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lagesbild.lib.audience import LEVEL_CHOICES, Audience, Level

LEVELS = [level.value for level in Level]


class WrittenOnce(models.Model):
    """A row that is added and never changed; ``frozen`` names the fields, none means all of them."""

    frozen: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises ``ValueError`` for a change of what is immutable.
        """
        fields = kwargs.get("update_fields")
        touched = set(self.frozen) if fields is None else set(self.frozen) & set(fields)
        if not self._state.adding and (touched or not self.frozen):
            raise ValueError(f"{type(self).__name__} is immutable: rows are added, never changed")
        super().save(*args, **kwargs)


class Source(models.Model):
    """What came in, as it came."""

    class Kind(models.TextChoices):
        TXT = "txt", "textfil"
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word-fil"
        EML = "eml", "e-post"
        MSG = "msg", "e-post (Outlook)"
        HTML = "html", "webbsida"
        PASTE = "paste", "inklistrad text"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    blob_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    filename = models.CharField(max_length=255, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registration_number = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.filename or self.get_kind_display()


class TextVersion(WrittenOnce):
    """One immutable canonical text; facts stand in it by offset and never move.

    ``known_from`` is when the forum knew the text: the meeting day for loaded minutes, else the
    time that it was sent.
    """

    frozen = ("source", "number", "text", "sha256", "page_map", "previous", "known_from", "created_at")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    page_map = models.JSONField(default=list)
    intake_notes = models.JSONField(default=list)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    cut_because = models.CharField(max_length=20)
    level = models.CharField(max_length=12, choices=LEVEL_CHOICES)
    reference_date = models.DateField()
    known_from = models.DateTimeField()
    is_history = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["source", "number"]),
            models.CheckConstraint(name="version_level_known", condition=Q(level__in=LEVELS)),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.number})"


class Section(models.Model):
    """A passage of a version and the heading it stands under."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="sections")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["version", "start"]
        constraints = [models.CheckConstraint(name="section_not_reversed", condition=Q(end__gte=F("start")))]

    def __str__(self) -> str:
        return self.heading or f"{self.start}–{self.end}"


class VisibilityRange(models.Model):
    """Part of a version that fewer (or more) may read than the rest of it."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="ranges")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    level = models.CharField(max_length=12, choices=LEVEL_CHOICES)
    ground = models.CharField(max_length=40)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="range_not_empty", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="range_level_known", condition=Q(level__in=LEVELS)),
            models.CheckConstraint(
                name="range_lifted_by_needs_at",
                condition=Q(lifted_by__isnull=True) | Q(lifted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.start}–{self.end}"


class Reading(models.Model):
    """One pass of one version of the reader over one text.

    ``differences`` lists what this pass reads otherwise than a person decided before it.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="readings")
    reader_version = models.CharField(max_length=40)
    reference_date = models.DateField()
    differences = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reading_once", fields=["version", "reader_version", "reference_date"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.reader_version}"


class Fact(models.Model):
    """Something that the text says, proposed by the reader or added by a person.

    ``lineage`` follows a fact from version to version. ``level`` is the strictest range that the
    fact touches, kept in step by the operations that set ranges.
    """

    lineage = models.UUIDField(default=uuid.uuid4)
    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="facts")
    reading = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.SET_NULL, related_name="facts"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    level = models.CharField(max_length=12, choices=LEVEL_CHOICES)
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    relative_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["version", "start", "-end"]
        constraints = [
            models.UniqueConstraint(name="fact_lineage_once_a_version", fields=["version", "lineage"]),
            models.CheckConstraint(name="fact_not_empty", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="fact_level_known", condition=Q(level__in=LEVELS)),
        ]
        indexes = [models.Index(fields=["lineage"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quote[:60]}"


class FactDecision(WrittenOnce):
    """What a person decided about a fact; rows are added, never changed; the latest counts.

    ``undoes`` is the decision that this one took back.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "godtagen"
        CHANGED = "changed", "ändrad"
        REJECTED = "rejected", "avvisad"
        OPEN = "open", "öppen igen"

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    payload = models.JSONField(default=dict)
    by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    bulk = models.BooleanField(default=False)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    needs_look = models.BooleanField(default=False)

    class Meta:
        ordering = ["fact", "id"]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.verdict}"


class KnownQuerySet(models.QuerySet):
    """Rows that came out of accepted facts: asked by moment and by audience."""

    def known_at(self, moment: datetime) -> Self:
        """Rows that the forum knew just before ``moment`` and had not taken back."""
        return self.filter(known_from__lt=moment).filter(
            Q(known_until__isnull=True) | Q(known_until__gte=moment)
        )

    def visible_to(self, audience: Audience) -> Self:
        """Rows that this audience may read."""
        return self.filter(
            Q(audience__in=[level.value for level in audience.levels])
            | Q(reporter_id__in=audience.organisations)
        )


class FromFact(models.Model):
    """What an accepted fact became. ``known_until`` closes when it is taken back or replaced."""

    lineage = models.UUIDField(null=True, blank=True, db_index=True)
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    round = models.ForeignKey("dialogues.Round", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=12, choices=LEVEL_CHOICES)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_known_ordered",
                condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_from")),
            ),
            models.CheckConstraint(name="%(class)s_audience_known", condition=Q(audience__in=LEVELS)),
        ]
