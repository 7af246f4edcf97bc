# SPDX-License-Identifier: EUPL-1.2
"""Forms of the minutes: they check, and never save."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms

from lagesbild.dialogues.forms_rounds import DayInput
from lagesbild.lib.audience import LEVEL_CHOICES
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.minutes.models import Sending

#: When the last day ends for comments: within office hours, so that somebody is there to see it.
CLOSES = time(16)
DAYS_TO_COMMENT = 7
GROUNDS = [
    ("chosen", "Ingen särskild grund"),
    ("business", "Enskilds affärsförhållanden, 30 kap. 23 § OSL"),
    ("security", "Säkerhet och beredskap, 18 kap. 13 § OSL"),
]


class SendingForm(forms.Form):
    """How the minutes are sent to the members."""

    purpose = forms.ChoiceField(
        label="Skickas",
        choices=Sending.Purpose.choices,
        initial=Sending.Purpose.COMMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om texten skickas för synpunkter eller för kännedom."},
    )
    last_day = forms.DateField(
        label="Sista dag för synpunkter",
        help_text="Till klockan 16. Inga synpunkter då räknas som godkänt.",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "Det där är inget datum. Skriv som 2026-03-12. Inget har skickats."},
    )

    @classmethod
    def starting(cls, today: date) -> SendingForm:
        """The form as it first stands: a week from today, on a working day."""
        day = today + timedelta(days=DAYS_TO_COMMENT)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return cls(initial={"purpose": Sending.Purpose.COMMENTS, "last_day": day})

    def closes_at(self) -> datetime | None:
        """The last moment for comments."""
        day: date | None = self.cleaned_data.get("last_day")
        return datetime.combine(day, CLOSES, STOCKHOLM) if day else None


class LevelForm(forms.Form):
    """Who may read a paragraph, and why."""

    level = forms.ChoiceField(choices=LEVEL_CHOICES)
    ground = forms.ChoiceField(choices=GROUNDS, required=False)


class CorrectionForm(forms.Form):
    """A correction of final minutes."""

    words = forms.CharField(
        label="Rätt lydelse", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, required=False
    )
    because = forms.CharField(
        label="Varför", help_text="Står i listan över rättelser.", max_length=300, required=False
    )
