# SPDX-License-Identifier: EUPL-1.2
"""Forms for rounds and reports: they check, and never save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from lagesbild.dialogues.models import Dialogue
from lagesbild.intake import DEFAULT_LIMIT, Intake, IntakeRefused, take_in, take_in_text
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import swedish
from lagesbild.organisations.models import Organisation

CHOOSE = "Välj vem rapporten kommer från."
NOTHING_SENT = "Ni har varken skrivit något eller valt en fil. Skriv, välj en fil, eller tryck på Inget nytt."
BOTH_SENT = "Ni har både skrivit en text och valt en fil. Texten står kvar. Skicka den ena: töm fältet eller ta bort filen."
FILE_AGAIN = "Filen måste väljas på nytt, det kräver webbläsaren."
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


class ReportForm(forms.Form):
    """What a member says: a text or a file. ``taken`` is what came in, once the form is valid."""

    organisation = forms.ModelChoiceField(
        label="Medlem",
        queryset=Organisation.objects.none(),
        empty_label="Välj medlem",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
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
    sent_on = forms.DateField(
        label="Kom in",
        required=False,
        help_text="Dagen då medlemmen skickade texten. Tom betyder i dag.",
        widget=DayInput(),
        error_messages={"invalid": "Det där är inget datum. Skriv som 2026-03-12. Texten står kvar här."},
    )
    anyway = forms.BooleanField(label="Skicka ändå", required=False)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], asks_when: bool, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.taken: Intake | None = None
        self.content: bytes | None = None
        # NUL is replaced by the intake, like every other character that a text cannot hold.
        text = self.fields["text"]
        text.validators = [v for v in text.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=[o.pk for o in organisations])
        chosen.choices = [("", "Välj medlem"), *((o.pk, o.name) for o in organisations)]
        if len(organisations) == 1:
            chosen.widget = forms.HiddenInput()
            chosen.initial = organisations[0].pk
        if not asks_when:
            del self.fields["sent_on"]
        else:
            self.fields["text"].label = "Rapportens text"
            self.fields["anyway"].label = "Ta emot ändå"

    def clean_sent_on(self) -> date | None:
        """No text has come in tomorrow."""
        day: date | None = self.cleaned_data["sent_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(f"{swedish.day_short(day)} har inte varit än. Texten står kvar här.")
        return day

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
