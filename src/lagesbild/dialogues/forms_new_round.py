# SPDX-License-Identifier: EUPL-1.2
"""Forms for a new round, an ordinary one and one in a crisis: they check, and never save."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from lagesbild.dialogues.forms_rounds import DayInput
from lagesbild.dialogues.forms_settings import ClockField
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.next_round import proposed_meeting
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.quiet import holds
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM, day_of

NOTHING_MADE = "Ingen omgång är skapad än."
LATEST = 400  # days ahead that a round may be planned


class RoundForm(forms.Form):
    """A new ordinary round. ``is_second`` tells that the day has one already."""

    held_on = forms.DateField(
        label="Mötesdag",
        help_text="Ett datum räcker. Rapporter kan tas emot så snart omgången finns.",
        widget=DayInput(),
        error_messages={
            "required": f"Välj vilken dag mötet är. {NOTHING_MADE}",
            "invalid": f"Det där är inget datum. Skriv som 2026-03-12. {NOTHING_MADE}",
        },
    )
    clock = ClockField(label="Börjar", required=False)
    ends = ClockField(label="Slutar", required=False)
    place = forms.CharField(label="Plats eller möteslänk", required=False, max_length=300)
    again = forms.BooleanField(label="Ja, en till samma dag", required=False)

    def __init__(self, *args: Any, dialogue: Dialogue, today: date, **kwargs: Any) -> None:
        proposal = proposed_meeting(dialogue, today=today)
        if proposal is not None:
            starts, ends = proposal.starts_at, proposal.ends_at
            kwargs["initial"] = {
                "held_on": day_of(starts),
                "clock": starts.astimezone(STOCKHOLM).time(),
                "ends": ends.astimezone(STOCKHOLM).time(),
                "place": proposal.place,
                **kwargs.get("initial", {}),
            }
        super().__init__(*args, **kwargs)
        self.dialogue, self.today, self.proposal, self.is_second = dialogue, today, proposal, False

    def clean_held_on(self) -> date:
        """A day that is no slip of the pen, and not in a quiet period."""
        day: date = self.cleaned_data["held_on"]
        if abs((day - self.today).days) > LATEST and day > self.today:
            raise forms.ValidationError(
                f"{swedish.day_short(day)} är mer än ett år bort. Är året rätt? {NOTHING_MADE}"
            )
        if holds(day, quiet_periods(self.dialogue)) is not None and day >= self.today:
            raise forms.ValidationError(
                f"Då vilar dialogen. Välj en annan dag, eller ändra den tysta perioden. {NOTHING_MADE}"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Two rounds a day are possible, but asked about; a meeting does not end before it starts."""
        values = self.cleaned_data
        day, clock, ends = values.get("held_on"), values.get("clock"), values.get("ends")
        if day and self.dialogue.rounds.filter(held_on=day).exists() and not values.get("again"):
            self.is_second = True
            self.add_error(
                "held_on",
                f"Det finns redan en omgång {swedish.day_short(day)}. Öppna den i listan, eller kryssa i att "
                f"det ska vara en till. {NOTHING_MADE}",
            )
        if ends and not clock:
            self.add_error("clock", f"Skriv också när mötet börjar. {NOTHING_MADE}")
        if clock and ends and ends <= clock:
            self.add_error("ends", f"Mötet slutar innan det börjar. Byt tiderna. {NOTHING_MADE}")
        return values

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When the meeting starts and ends, where a clock was given."""
        day, clock, ends = (self.cleaned_data.get(name) for name in ("held_on", "clock", "ends"))
        if not day or not clock:
            return None, None
        starts_at = datetime.combine(day, clock, STOCKHOLM)
        return starts_at, datetime.combine(day, ends, STOCKHOLM) if ends else None


class CrisisForm(forms.Form):
    """A round in a crisis: only a time to answer by, today or tomorrow."""

    due = ClockField(label="Svara senast klockan")
    tomorrow = forms.BooleanField(label="I morgon", required=False)
    reminds = forms.BooleanField(label="Påminn dem som inte svarar", required=False)

    def deadline(self, today: date) -> datetime:
        """The moment that was given."""
        day = today + timedelta(days=1) if self.cleaned_data["tomorrow"] else today
        return datetime.combine(day, self.cleaned_data["due"], STOCKHOLM)
