# SPDX-License-Identifier: EUPL-1.2
"""Forms for reports: they check, and never save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from lagesbild.dialogues.forms_rounds import DayInput
from lagesbild.dialogues.models import Assessment
from lagesbild.dialogues.operations import SPOKEN
from lagesbild.intake import DEFAULT_LIMIT, Intake, IntakeRefused, take_in, take_in_text
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import swedish
from lagesbild.organisations.models import Organisation

CHOOSE = "Välj vem rapporten kommer från."
NOTHING_SENT = "Ni har varken skrivit något eller valt en fil. Skriv, välj en fil, eller tryck på Inget nytt."
BOTH_SENT = "Ni har både skrivit en text och valt en fil. Texten står kvar. Skicka den ena: töm fältet eller ta bort filen."
#: The ways in which a member's words reach the coordinator.
WAYS = (("written", "Skriftligt, i ett mejl eller en fil"), ("phone", "I telefon"), ("room", "I rummet"))
FILE_AGAIN = "Filen måste väljas på nytt, det kräver webbläsaren."


class TextOrFileForm(forms.Form):
    """What a member says: a text or a file. ``taken`` is what came in, once the form is valid."""

    text = forms.CharField(
        label="Hur är läget hos era medlemmar?",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label="Eller välj en fil",
        required=False,
        allow_empty_file=True,
        help_text="Word, PDF, vanlig text, ett sparat mejl eller en webbsida.",
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf,.eml,.msg,.html,.htm"}),
    )
    anyway = forms.BooleanField(label="Skicka ändå", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: Intake | None = None
        self.content: bytes | None = None
        # NUL is replaced by the intake, like every other character that a text cannot hold.
        text = self.fields["text"]
        text.validators = [v for v in text.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def clean(self) -> dict[str, Any]:
        """Take in what was sent; a text that cannot be read says why and stays in the field."""
        text, file = self.cleaned_data.get("text") or "", self.cleaned_data.get("file")
        written = bool(text.strip())
        if written and file is not None:
            self.add_error("file", BOTH_SENT)
        elif file is not None and file.size > DEFAULT_LIMIT:
            # Turned away by its size alone: it is never read into memory.
            size, limit = size_in_words(file.size), size_in_words(DEFAULT_LIMIT)
            self.add_error("file", IntakeRefused("too_large", size=size, limit=limit).message)
        elif file is not None:
            self.content = file.read()
            self._take("file", lambda: take_in(self.content or b"", file.name))
        elif written:
            self._take("text", lambda: take_in_text(text))
        else:
            self.add_error("text", NOTHING_SENT)
        return self.cleaned_data

    def _take(self, field: str, take: Any) -> None:
        try:
            self.taken = take()
        except IntakeRefused as refused:
            self.add_error(field, refused.message)

    @property
    def filename(self) -> str:
        """The file's name, "" for a text."""
        file = self.cleaned_data.get("file")
        return file.name if file is not None else ""


class WritingForm(TextOrFileForm):
    """What a member writes itself, on the draft's revision, with its own judgement of the situation."""

    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    level = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=list(Assessment.LEVELS.items()),
        error_messages={"invalid_choice": "Välj ett av de fem stegen."},
    )
    word = forms.CharField(
        label="Varför, med några ord",
        required=False,
        max_length=200,
        error_messages={"max_length": "Skriv högst 200 tecken. Det längre kan stå i texten ovanför."},
    )


class ReportForm(TextOrFileForm):
    """What the coordinator takes in for a member: written, or said on the telephone or in the room."""

    organisation = forms.ModelChoiceField(
        label="Medlem",
        queryset=Organisation.objects.none(),
        empty_label="Välj medlem",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    channel = forms.ChoiceField(
        label="Hur sa de det?",
        required=False,
        choices=WAYS,
        initial="written",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Välj hur ni fick veta det."},
    )
    sent_on = forms.DateField(
        label="Kom in",
        required=False,
        help_text="Dagen då medlemmen skickade eller sa det. Tom betyder i dag.",
        widget=DayInput(),
        error_messages={"invalid": "Det där är inget datum. Skriv som 2026-03-12. Texten står kvar här."},
    )
    field_order = ("organisation", "channel", "text", "file", "sent_on", "anyway")

    def __init__(self, *args: Any, organisations: Sequence[Organisation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=[o.pk for o in organisations])
        chosen.choices = [("", "Välj medlem"), *((o.pk, o.name) for o in organisations)]
        if len(organisations) == 1:
            chosen.widget = forms.HiddenInput()
            chosen.initial = organisations[0].pk
        self.fields["text"].label = "Rapportens text"
        self.fields["anyway"].label = "Ta emot ändå"

    def clean_sent_on(self) -> date | None:
        """No text has come in tomorrow."""
        day: date | None = self.cleaned_data["sent_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(f"{swedish.day_short(day)} har inte varit än. Texten står kvar här.")
        return day

    def clean(self) -> dict[str, Any]:
        """What was said aloud is written down, so it is no file."""
        super().clean()
        if self.is_spoken and self.content is not None:
            self.add_error(
                "file", "Det som är sagt skrivs ned i fältet. Ta bort filen, eller välj Skriftligt."
            )
        return self.cleaned_data

    @property
    def is_spoken(self) -> bool:
        """Whether the member said it, on the telephone or in the room."""
        return self.cleaned_data.get("channel") in SPOKEN


class ReopenForm(forms.Form):
    """Opening a locked round again for one member."""

    reason = forms.CharField(
        label="Varför",
        max_length=200,
        error_messages={
            "required": "Skriv varför. Inget har ändrats.",
            "max_length": "Skriv högst 200 tecken. Inget har ändrats.",
        },
    )
    ends_on = forms.DateField(
        label="Till och med",
        widget=DayInput(),
        error_messages={
            "required": "Välj till och med vilken dag. Inget har ändrats.",
            "invalid": "Det där är inget datum. Skriv som 2026-03-12. Inget har ändrats.",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date:
        """A day that has not been yet."""
        day: date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError("Den dagen har redan varit. Inget har ändrats.")
        return day
