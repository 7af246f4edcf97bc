# SPDX-License-Identifier: EUPL-1.2
"""Forms for rounds: they check, and never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from lagesbild.dialogues.models import Dialogue
from lagesbild.lib import swedish

LATEST = 400  # days ahead that a round may be planned


class DayInput(forms.DateInput):
    """A day, chosen or typed."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attrs)


class RoundForm(forms.Form):
    """A new round."""

    held_on = forms.DateField(
        label="Mötesdag",
        help_text="Ett datum räcker. Rapporter kan tas emot så snart omgången finns.",
        widget=DayInput(),
        error_messages={
            "required": "Välj vilken dag mötet är. Ingen omgång är skapad än.",
            "invalid": "Det där är inget datum. Skriv som 2026-03-12. Ingen omgång är skapad än.",
        },
    )

    def __init__(self, *args: Any, dialogue: Dialogue, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue, self.today = dialogue, today

    def clean_held_on(self) -> date:
        """A day that has no round yet, and that is no slip of the pen."""
        day: date = self.cleaned_data["held_on"]
        if self.dialogue.rounds.filter(held_on=day).exists():
            raise forms.ValidationError(
                f"Det finns redan en omgång {swedish.day_short(day)}. Öppna den i listan. Ingen ny är skapad."
            )
        if abs((day - self.today).days) > LATEST and day > self.today:
            raise forms.ValidationError(
                f"{swedish.day_short(day)} är mer än ett år bort. Är året rätt? Ingen omgång är skapad än."
            )
        return day
