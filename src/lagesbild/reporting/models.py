# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q

from lagesbild.dialogues.models import Assessment


class Draft(models.Model):
    """What belongs to a report's draft beside its text and revision, which stand in the report itself."""

    report = models.OneToOneField("dialogues.Report", on_delete=models.CASCADE, related_name="draft")
    level = models.PositiveSmallIntegerField(null=True, blank=True, choices=list(Assessment.LEVELS.items()))
    word = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_level_on_the_scale",
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5),
            ),
            models.CheckConstraint(
                name="draft_handed_over_by_needs_at",
                condition=Q(handed_over_by__isnull=True) | Q(handed_over_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.saved_at:%Y-%m-%d %H:%M}"


class DraftSideVersion(models.Model):
    """What somebody wrote in a draft that had changed meanwhile: kept beside it until a person has chosen.

    ``settled_at`` says when; the text stays.
    """

    report = models.ForeignKey("dialogues.Report", on_delete=models.CASCADE, related_name="side_versions")
    text = models.TextField()
    base_revision = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["report", "id"]
        constraints = [
            models.CheckConstraint(
                name="side_version_settled_by_needs_at",
                condition=Q(settled_by__isnull=True) | Q(settled_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.base_revision}"


class Reopening(models.Model):
    """A locked round that the coordinator opened again for one member, why, and until when."""

    round = models.ForeignKey("dialogues.Round", on_delete=models.CASCADE, related_name="reopenings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.CheckConstraint(name="reopening_ends_later", condition=Q(ends_at__gt=F("opened_at"))),
            models.CheckConstraint(name="reopening_with_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.round_id} {self.ends_at:%Y-%m-%d %H:%M}"


class Approver(models.Model):
    """Somebody who alone sends an organisation's reports: others write and hand over.

    An organisation without approvers lets everybody who reports for it send.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="approvers"
    )
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="approver_once", fields=["organisation", "person"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class UnplacedFile(models.Model):
    """A file that the coordinator laid in a round and that nobody could tell whose it is: it waits to be asked about."""

    round = models.ForeignKey("dialogues.Round", on_delete=models.CASCADE, related_name="unplaced_files")
    blob_sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=255)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                name="file_waits_once",
                fields=["round", "blob_sha256"],
                condition=Q(placed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="file_placed_by_needs_at",
                condition=Q(placed_by__isnull=True) | Q(placed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
