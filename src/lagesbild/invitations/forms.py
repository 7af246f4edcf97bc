# SPDX-License-Identifier: EUPL-1.2
"""Forms of invitations and of a meeting's time: they check, and never save."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from lagesbild.dialogues.forms_rounds import DayInput
from lagesbild.dialogues.forms_settings import ClockField
from lagesbild.dialogues.models import Round
from lagesbild.invitations.models import Invitation
from lagesbild.lib.periods import STOCKHOLM

UNCHANGED = "Mötet ligger kvar där det låg."


class AnswerForm(forms.Form):
    """Whether one comes."""

    svar = forms.ChoiceField(choices=[(a.value, a.label) for a in Invitation.Answer if a.value])
    substitute_name = forms.CharField(
        label="Vem kommer i stället?",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    substitute_email = forms.EmailField(
        label="Ersättarens e-postadress",
        required=False,
        help_text="Fyll i den, så får ersättaren mötet i sin kalender.",
        error_messages={"invalid": "Det där är ingen e-postadress. Svaret är inte sparat än."},
    )

    def clean(self) -> dict[str, Any]:
        """A substitute has a name."""
        values = self.cleaned_data
        if (
            values.get("svar") == Invitation.Answer.SUBSTITUTE
            and not values.get("substitute_name", "").strip()
        ):
            self.add_error("substitute_name", "Skriv vem som kommer i ditt ställe. Svaret är inte sparat än.")
        return values


class MoveForm(forms.Form):
    """Another time for the meeting."""

    held_on = forms.DateField(
        label="Dag",
        widget=DayInput(),
        error_messages={
            "required": f"Välj en dag. {UNCHANGED}",
            "invalid": f"Det där är inget datum. Skriv som 2026-03-12. {UNCHANGED}",
        },
    )
    clock = ClockField(label="Börjar")
    ends = ClockField(label="Slutar", required=False)
    place = forms.CharField(label="Plats eller möteslänk", required=False, max_length=300)

    @classmethod
    def of(cls, turn: Round) -> MoveForm:
        """The form as the meeting stands."""
        starts = timezone.localtime(turn.starts_at) if turn.starts_at else None
        ends = timezone.localtime(turn.ends_at) if turn.ends_at else None
        return cls(
            initial={
                "held_on": turn.held_on,
                "clock": starts.time() if starts else None,
                "ends": ends.time() if ends else None,
                "place": turn.place,
            }
        )

    def clean(self) -> dict[str, Any]:
        """A meeting does not end before it starts."""
        values = self.cleaned_data
        clock, ends = values.get("clock"), values.get("ends")
        if clock and ends and ends <= clock:
            self.add_error("ends", f"Mötet slutar innan det börjar. Byt tiderna. {UNCHANGED}")
        return values

    def moments(self) -> tuple[datetime, datetime | None]:
        """When the meeting starts and ends."""
        day, ends = self.cleaned_data["held_on"], self.cleaned_data["ends"]
        starts_at = datetime.combine(day, self.cleaned_data["clock"], STOCKHOLM)
        return starts_at, datetime.combine(day, ends, STOCKHOLM) if ends else None


class DeadlineForm(forms.Form):
    """When one answers at the latest, and when the round is locked."""

    due_on = forms.DateField(
        label="Svara senast",
        widget=DayInput(),
        error_messages={"required": "Välj en dag. Tiderna ligger kvar."},
    )
    due = ClockField(label="Klockan")
    lock_on = forms.DateField(
        label="Låses", widget=DayInput(), error_messages={"required": "Välj en dag. Tiderna ligger kvar."}
    )
    lock = ClockField(label="Klockan")

    @classmethod
    def of(cls, turn: Round) -> DeadlineForm:
        """The form as the round stands."""
        initial: dict[str, Any] = {}
        if turn.deadline_at and turn.lock_at:
            due, lock = timezone.localtime(turn.deadline_at), timezone.localtime(turn.lock_at)
            initial = {"due_on": due.date(), "due": due.time(), "lock_on": lock.date(), "lock": lock.time()}
        return cls(initial=initial)

    def moments(self) -> tuple[datetime, datetime]:
        """The two moments."""
        values = self.cleaned_data
        due = datetime.combine(values["due_on"], values["due"], STOCKHOLM)
        return due, datetime.combine(values["lock_on"], values["lock"], STOCKHOLM)


class CancelForm(forms.Form):
    """Why the meeting will not be."""

    because = forms.CharField(
        label="Varför ställs mötet in?",
        max_length=300,
        help_text="Medlemmarna får läsa det.",
        error_messages={
            "required": "Skriv varför mötet ställs in, medlemmarna får läsa det. Omgången ligger kvar."
        },
    )
