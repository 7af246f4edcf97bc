# SPDX-License-Identifier: EUPL-1.2
from datetime import time

from django.db import models
from django.db.models import F, Q

from lagesbild.lib.audience import LEVEL_CHOICES, Level
from lagesbild.sources.models import FromFact


class Dialogue(models.Model):
    """A standing forum."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    area = models.ForeignKey(
        "organisations.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rhythm = models.CharField(max_length=120, blank=True)
    #: The rhythm as values, where it has been given as such (``rhythm.Rhythm``); proposes the next round.
    rhythm_rule = models.JSONField(null=True, blank=True)
    #: What mail is sent from and calendars know as the meeting's organiser: the forum's, nobody's own.
    function_address = models.EmailField(blank=True)
    standing_questions = models.JSONField(default=list, blank=True)
    crisis_questions = models.JSONField(default=list, blank=True)
    agenda_template = models.JSONField(default=list, blank=True)
    #: How long before the meeting one answers at the latest: workdays, and the clock of that day.
    deadline_workdays = models.PositiveSmallIntegerField(default=1)
    deadline_clock = models.TimeField(default=time(12))
    default_level = models.CharField(max_length=12, choices=LEVEL_CHOICES, default=Level.GROUP)

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Members under one heading, in the order of the minutes."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=160)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["dialogue", "order"]
        constraints = [models.UniqueConstraint(name="group_name_once", fields=["dialogue", "name"])]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An organisation that belongs to a dialogue during a period."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    order = models.PositiveIntegerField()
    joined_on = models.DateField()
    left_before = models.DateField(null=True, blank=True)
    #: The first meeting day that the member's people may open; empty is the day it joined.
    sees_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["group__order", "order"]
        constraints = [
            models.UniqueConstraint(
                name="member_once_at_a_time",
                fields=["dialogue", "organisation"],
                condition=Q(left_before__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_period_ordered",
                condition=Q(left_before__isnull=True) | Q(left_before__gt=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} i {self.dialogue_id}"


class Round(models.Model):
    """One turn of the dialogue: reports are collected and a meeting is held."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "ordinarie"
        CRISIS = "crisis", "kris"

    class State(models.TextChoices):
        PLANNED = "planned", "planerad"
        COLLECTING = "collecting", "samlar in rapporter"
        HELD = "held", "genomförd"
        CANCELLED = "cancelled", "inställd"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="rounds")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ORDINARY)
    held_on = models.DateField()
    ordinal = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    #: "Svara senast": what comes later counts, and counts as late.
    deadline_at = models.DateTimeField(null=True, blank=True)
    #: "Låses": after it only the coordinator takes in reports.
    lock_at = models.DateTimeField(null=True, blank=True)
    #: Reminders leave also in a crisis, where somebody asked for them.
    reminds = models.BooleanField(default=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["dialogue", "held_on", "ordinal"]
        constraints = [
            models.CheckConstraint(
                name="round_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="round_locks_after_its_deadline",
                condition=Q(deadline_at__isnull=True)
                | Q(lock_at__isnull=True)
                | Q(lock_at__gte=F("deadline_at")),
            ),
            models.CheckConstraint(
                name="round_cancelled_with_reason",
                condition=Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_at__isnull=True, cancelled_by__isnull=True),
            ),
            models.UniqueConstraint(
                name="round_once_a_day_and_ordinal", fields=["dialogue", "held_on", "ordinal"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue} {self.address}"

    @property
    def address(self) -> str:
        """The round's part of an address: its day, with ``-2`` for the second of a day."""
        return self.held_on.isoformat() + (f"-{self.ordinal}" if self.ordinal > 1 else "")


class Report(models.Model):
    """What one organisation says in one round.

    A loaded report is a section of the minutes' version; a report of its own is a whole source.
    Without an organisation it stands for the meeting itself: what loaded minutes say outside the
    members' own passages.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "utkast"
        SENT = "sent", "skickad"
        RECEIVED = "received", "mottagen"
        ACCEPTED = "accepted", "godtagen"

    class Channel(models.TextChoices):
        FORM = "form", "formulär"
        MAIL = "mail", "e-post"
        UPLOAD = "upload", "uppladdad fil"
        PASTE = "paste", "inklistrad text"
        PHONE = "phone", "telefon"
        ROOM = "room", "i rummet"
        LOADED = "loaded", "äldre minnesanteckningar"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    source = models.ForeignKey(
        "sources.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    section = models.ForeignKey(
        "sources.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    draft_text = models.TextField(blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    nothing_new = models.BooleanField(default=False)
    #: When something first came in: what "i tid" is counted from.
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                name="report_once_a_member",
                fields=["round", "organisation"],
                condition=Q(section__isnull=True, organisation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.round_id}"


class Submission(models.Model):
    """A version of a report as sent; accepting and withdrawing are moments, not new versions."""

    #: Why a version was cut whose member has yet to say that it is right.
    UNCONFIRMED = "unconfirmed"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="submissions")
    version = models.ForeignKey("sources.TextVersion", on_delete=models.PROTECT, related_name="submissions")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["report", "version"]),
            models.CheckConstraint(
                name="submission_by_needs_at",
                condition=(Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False))
                & (Q(accepted_by__isnull=True) | Q(accepted_at__isnull=False))
                & (Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version_id}"

    @property
    def awaits_confirmation(self) -> bool:
        """Whether somebody else wrote or sent it for the member, who has not said that it is right."""
        return self.version.cut_because == self.UNCONFIRMED and self.confirmed_at is None


class Assessment(FromFact):
    """How a member sees the situation. A tone read in text only proposes 2, 3 or 4."""

    LEVELS = {1: "svårt", 2: "ansträngt", 3: "stabilt", 4: "gott", 5: "starkt"}

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=list(LEVELS.items()))
    word = models.CharField(max_length=200, blank=True)

    class Meta(FromFact.Meta):
        constraints = [
            *FromFact.Meta.constraints,
            models.CheckConstraint(name="assessment_on_the_scale", condition=Q(level__gte=1, level__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.level}"


class Topic(models.Model):
    """A concern or a bright spot that lives over rounds."""

    class Tone(models.TextChoices):
        WORRIED = "worried", "oroar"
        POSITIVE = "positive", "ljuspunkt"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=200)
    tone = models.CharField(max_length=10, choices=Tone.choices)

    class Meta:
        constraints = [models.UniqueConstraint(name="topic_once", fields=["dialogue", "name", "tone"])]

    def __str__(self) -> str:
        return self.name


class TopicMention(FromFact):
    """A sentence of a round that speaks of a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mentions")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Resolution(FromFact):
    """What the meeting decided or agreed."""

    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class ClashQuestion(FromFact):
    """Two statements that cannot both be right: the question "Stämmer båda?"."""

    other_fact = models.ForeignKey(
        "sources.Fact", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other_words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.fact_id} / {self.other_fact_id or self.other_words}"


class NextMeeting(FromFact):
    """The day that a text gives for the next meeting, and the sentence it stands in."""

    held_on = models.DateField()

    def __str__(self) -> str:
        return self.held_on.isoformat()


class Edition(models.Model):
    """A picture, or the minutes of a round, as a named person published it: stored values, never computed again."""

    class Of(models.TextChoices):
        PICTURE = "picture", "lägesbild"
        MINUTES = "minutes", "minnesanteckningar"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="editions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="editions")
    of = models.CharField(max_length=10, choices=Of.choices, default=Of.PICTURE)
    audience = models.CharField(max_length=12, choices=LEVEL_CHOICES)
    values = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["dialogue", "id"]
        constraints = [
            models.CheckConstraint(
                name="edition_withdrawn_by_needs_at",
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.released_at:%Y-%m-%d}"


# Last, since they point at the tables above; Django finds models only through this module.
from lagesbild.dialogues.models_first_run import HeadingMeaning, PendingMinutes  # noqa: E402, F401
from lagesbild.dialogues.models_settings import Contact, FormerAddress, QuietPeriod  # noqa: E402, F401
