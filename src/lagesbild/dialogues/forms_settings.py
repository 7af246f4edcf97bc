# SPDX-License-Identifier: EUPL-1.2
"""Forms of a dialogue's settings: they check, and never save."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from lagesbild.dialogues.forms_rounds import DayInput
from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.rhythm import EVERY_MONTH, ORDINALS, WEEKDAYS, Rhythm
from lagesbild.lib import swedish
from lagesbild.lib.audience import Level

KEPT = "Inget är sparat än."
MOST_LINES, LONGEST_LINE = 12, 200
LEVELS = [
    (Level.PUBLIC.value, "Alla får läsa, när lägesbilden har publicerats"),
    (Level.GROUP.value, "Gruppen får läsa"),
    (Level.COORDINATOR.value, "Bara samordnaren får läsa"),
]


class Lines(forms.CharField):
    """One thing a line; cleaned into a list."""

    def __init__(self, *, rows: int, most: int = MOST_LINES, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The lines without the empty ones."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.most:
            raise forms.ValidationError(
                f"Det är {len(lines)} rader, och {self.most} är det mesta. Slå ihop eller stryk några. {KEPT}"
            )
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(f"En rad är längre än {LONGEST_LINE} tecken. Korta den. {KEPT}")
        return lines


class ClockField(forms.TimeField):
    """A time of day, as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={
                "required": f"Skriv ett klockslag, som 09.00. {KEPT}",
                "invalid": f"Det där är inget klockslag. Skriv som 09.00. {KEPT}",
            },
            **kwargs,
        )


class SettingsForm(forms.Form):
    """What a dialogue is called, asks, and when it meets."""

    name = forms.CharField(
        label="Dialogens namn",
        max_length=160,
        error_messages={"required": f"Dialogen måste heta något. {KEPT}"},
    )
    function_address = forms.EmailField(
        label="Funktionsadress",
        required=False,
        help_text="Kallelser och påminnelser skickas härifrån, och kalendern visar den som arrangör. "
        "Välj forumets egen adress, så fungerar allt även när samordnaren byts.",
        error_messages={
            "invalid": f"Det där är ingen e-postadress. Skriv som forumet@region.example. {KEPT}"
        },
    )
    standing_questions = Lines(
        label="Återkommande frågor", rows=4, help_text="En fråga på varje rad. De står i rapportformuläret."
    )
    crisis_questions = Lines(
        label="Frågor i kris",
        rows=3,
        most=3,
        help_text="Högst tre, en på varje rad. Svaren ska gå på två minuter.",
    )
    agenda_template = Lines(
        label="Dagordningens mall",
        rows=6,
        help_text="En punkt på varje rad. Öppna punkter från förra mötet läggs alltid före.",
    )
    deadline_workdays = forms.IntegerField(
        label="Svara senast, arbetsdagar före mötet",
        min_value=0,
        max_value=20,
        error_messages={
            "required": f"Skriv hur många arbetsdagar före mötet. {KEPT}",
            "min_value": f"Skriv 0 eller mer. {KEPT}",
            "max_value": f"Högst 20 arbetsdagar före. {KEPT}",
            "invalid": f"Skriv ett heltal. {KEPT}",
        },
    )
    deadline_clock = ClockField(label="Klockan")
    default_level = forms.ChoiceField(
        label="Vem får läsa en rapport som inte säger något annat?",
        choices=LEVELS,
        widget=forms.RadioSelect,
        help_text="Gäller texter som kommer in från och med nu.",
    )
    ordinal = forms.TypedChoiceField(
        label="Vilken i månaden",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Ingen fast rytm"), *((k, v) for k, v in ORDINALS.items())],
    )
    weekday = forms.TypedChoiceField(
        label="Veckodag", required=False, coerce=int, choices=list(WEEKDAYS.items())
    )
    months = forms.TypedMultipleChoiceField(
        label="Månader med möte",
        required=False,
        coerce=int,
        choices=[(m, swedish.MONTHS[m - 1]) for m in EVERY_MONTH],
        widget=forms.CheckboxSelectMultiple,
    )
    clock = ClockField(label="Mötet börjar", required=False)
    minutes = forms.IntegerField(
        label="Längd i minuter",
        required=False,
        min_value=15,
        max_value=600,
        error_messages={"invalid": f"Skriv minuterna som ett heltal. {KEPT}"},
    )
    place = forms.CharField(
        label="Plats eller möteslänk",
        required=False,
        max_length=300,
        help_text="Föreslås för varje nytt möte.",
    )

    @classmethod
    def of(cls, dialogue: Dialogue) -> SettingsForm:
        """The form as the dialogue stands."""
        fields = (
            "name", "function_address", "standing_questions", "crisis_questions", "agenda_template",
            "deadline_workdays", "deadline_clock", "default_level",
        )  # fmt: skip
        initial: dict[str, Any] = {name: getattr(dialogue, name) for name in fields}
        rhythm = Rhythm.read(dialogue.rhythm_rule)
        if rhythm is not None:
            initial |= {
                "ordinal": rhythm.ordinal,
                "weekday": rhythm.weekday,
                "months": list(rhythm.months),
                "clock": rhythm.clock,
                "minutes": rhythm.minutes,
                "place": rhythm.place,
            }
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        """A rhythm is whole or not there; ``rhythm`` in the cleaned values is it."""
        values = self.cleaned_data
        values["rhythm"] = None
        if not values.get("ordinal") or self.errors:
            return values
        if not values.get("months"):
            self.add_error("months", f"Välj minst en månad, eller ”Ingen fast rytm”. {KEPT}")
        if values.get("clock") is None:
            self.add_error("clock", f"Skriv när mötet börjar. {KEPT}")
        if not self.errors:
            values["rhythm"] = Rhythm(
                weekday=values["weekday"],
                ordinal=values["ordinal"],
                months=tuple(sorted(values["months"])),
                clock=values["clock"],
                minutes=values["minutes"] or 60,
                place=values["place"],
            )
        return values


class QuietForm(forms.Form):
    """Days when the dialogue rests."""

    name = forms.CharField(
        label="Vad",
        max_length=80,
        help_text="Till exempel sommaren.",
        error_messages={"required": f"Skriv vad det är, till exempel sommaren. {KEPT}"},
    )
    starts_on = forms.DateField(
        label="Första dagen",
        widget=DayInput(),
        error_messages={"required": f"Välj första dagen. {KEPT}", "invalid": f"Skriv som 2026-07-01. {KEPT}"},
    )
    last_day = forms.DateField(
        label="Sista dagen",
        widget=DayInput(),
        error_messages={"required": f"Välj sista dagen. {KEPT}", "invalid": f"Skriv som 2026-08-09. {KEPT}"},
    )

    def clean(self) -> dict[str, Any]:
        """Not backwards, and not longer than half a year; ``ends_before`` is the day after the last."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("last_day")
        if first and last:
            if last < first:
                self.add_error("last_day", f"Sista dagen ligger före den första. Byt dem. {KEPT}")
            elif (last - first).days > 183 or last.year > 9000:
                self.add_error("last_day", f"Det är mer än ett halvår. Är datumen rätt? {KEPT}")
            else:
                self.cleaned_data["ends_before"] = last + timedelta(days=1)
        return self.cleaned_data


class PersonForm(forms.Form):
    """Somebody by address, with a name where one is known."""

    email = forms.EmailField(
        label="E-postadress",
        error_messages={
            "required": f"Skriv personens e-postadress. {KEPT}",
            "invalid": f"Det där är ingen e-postadress. Skriv som eva.ask@region.example. {KEPT}",
        },
    )
    name = forms.CharField(label="Namn", max_length=120, required=False)


class LastDayForm(forms.Form):
    """A day that something ends with."""

    last_day = forms.DateField(
        label="Sista dagen som medlem",
        widget=DayInput(),
        error_messages={"required": f"Välj sista dagen. {KEPT}", "invalid": f"Skriv som 2026-03-12. {KEPT}"},
    )


class OpenedForm(forms.Form):
    """From which day earlier rounds are open."""

    sees_from = forms.DateField(
        label="Får se omgångar från",
        required=False,
        widget=DayInput(),
        help_text="Tomt betyder från och med dagen medlemmen gick med.",
        error_messages={"invalid": f"Skriv som 2026-03-12. {KEPT}"},
    )


class MemberForm(forms.Form):
    """A new member."""

    name = forms.CharField(
        label="Organisation",
        max_length=160,
        error_messages={"required": f"Skriv organisationens namn. {KEPT}"},
    )
    group = forms.CharField(
        label="Grupp",
        max_length=160,
        help_text="En grupp som finns, eller en ny.",
        error_messages={"required": f"Skriv vilken grupp den hör till. {KEPT}"},
        widget=forms.TextInput(attrs={"list": "grupper", "autocomplete": "off"}),
    )
    joined_on = forms.DateField(
        label="Med från",
        widget=DayInput(),
        error_messages={"required": f"Välj en dag. {KEPT}", "invalid": f"Skriv som 2026-03-12. {KEPT}"},
    )

    def clean_name(self) -> str:
        """A name with a letter in it."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(c.isalpha() for c in name):
            raise forms.ValidationError(f"Det där är inget namn. {KEPT}")
        return name

    def clean_joined_on(self) -> date:
        """A year that calendars have."""
        day: date = self.cleaned_data["joined_on"]
        if not 1990 <= day.year <= 2100:
            raise forms.ValidationError(f"Är året rätt? {KEPT}")
        return day
