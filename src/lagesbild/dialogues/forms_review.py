# SPDX-License-Identifier: EUPL-1.2
"""The fields of a fact as a person confirms or corrects them: forms that check and never save.

One form a kind. ``initial_of`` fills it from a payload, ``changes()`` gives back what to lay over
that payload.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from lagesbild.dialogues.figures import DIRECTION, plain
from lagesbild.dialogues.models import Assessment
from lagesbild.dialogues.proposals import UNCLAIMED, is_claimed
from lagesbild.dialogues.review_words import KIND_WORDS, STATUSES, TONES, reading_as
from lagesbild.dialogues.targets import TONE_LEVEL
from lagesbild.indicators.models import Observation
from lagesbild.lib import swedish

#: Kinds that a person may add where the reader saw nothing.
ADDABLE = (
    "quantity", "date", "promise", "question", "action", "need", "decision", "assessment", "call", "scheme", "training",
)  # fmt: skip

UNITS = {
    "count": "antal",
    "SEK": "kronor",
    "%": "procent",
    "percentage_points": "procentenheter",
    "ratio": "andel eller gånger",
    "index": "index",
    "per_day": "per dag",
    "per_week": "per vecka",
    "per_month": "per månad",
    "per_year": "per år",
    "SEK_per_month": "kronor per månad",
    "SEK_per_year": "kronor per år",
    "EUR": "euro",
    "kWh": "kWh",
    "duration": "tid",
}
BASELINE_CHOICES = [
    ("", "inget"),
    ("normal_year", "ett normalår"),
    ("last_year", "i fjol"),
    ("last_round", "förra omgången"),
]

#: What the tables can hold.
LARGEST = Decimal(10) ** 15


class NumberField(forms.CharField):
    """A number typed the Swedish way: "1 234,5", "−20"."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(
            label=label, required=False, widget=forms.TextInput({"inputmode": "decimal"}), **more
        )

    def clean(self, value: Any) -> Decimal | None:
        """The number, None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = swedish.read_number(text)
        except ValueError:
            raise forms.ValidationError(
                "Skriv ett tal, till exempel 1 234,5. Byt enhet i fältet bredvid."
            ) from None
        if abs(number) >= LARGEST:
            raise forms.ValidationError("Talet är för stort. Kontrollera att nollorna stämmer.")
        return number

    def prepare_value(self, value: Any) -> Any:
        """The number as it is written, or what was typed."""
        return swedish.number(value) if isinstance(value, Decimal) else value


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or typed 2026-06-15."""

    def __init__(self, label: str, **more: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        errors = {"invalid": "Skriv dagen som 2026-06-15."}
        super().__init__(
            label=label,
            required=False,
            widget=widget,
            input_formats=["%Y-%m-%d"],
            error_messages=errors,
            **more,
        )


class FactForm(forms.Form):
    """What every kind has: the choice to count what the text itself does not claim."""

    use_required_attribute = False

    #: Pairs (first, last) of days that must not be reversed.
    day_pairs: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args: Any, payload: Mapping[str, Any], **more: Any) -> None:
        self.payload = payload
        more.setdefault("initial", self.initial_of(payload))
        super().__init__(*args, **more)
        if not is_claimed(dict(payload)):
            self.fields["claimed"] = forms.BooleanField(label="Räkna ändå", required=False)

    @classmethod
    def initial_of(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show for a payload."""
        return {name: payload.get(name) for name in cls.base_fields}

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last in self.day_pairs:
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, "Den sista dagen ligger före den första.")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What to lay over the payload, JSON-able."""
        said = {name: _plain(value) for name, value in self.cleaned_data.items() if name != "claimed"}
        if self.cleaned_data.get("claimed"):
            said |= {mark: False for mark in UNCLAIMED if self.payload.get(mark)}
        return said


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value


class FigureForm(FactForm):
    """A figure: value, series, population, period and nature are confirmed together."""

    day_pairs = (("period_from", "period_to"),)

    value = NumberField("Värde")
    low = NumberField("Lägst")
    high = NumberField("Högst")
    unit = forms.ChoiceField(label="Enhet", required=False)
    indicator = forms.ChoiceField(label="Serie", required=False)
    of = forms.CharField(label="Det som räknas", required=False, max_length=200)
    nature = forms.ChoiceField(label="Läses som", choices=Observation.Nature.choices)
    reading_as = forms.ChoiceField(label="Talet är en", choices=Observation.ReadingAs.choices)
    baseline = forms.ChoiceField(label="Jämfört med", required=False, choices=BASELINE_CHOICES)
    population = forms.CharField(label="Vilka det gäller", required=False, max_length=200)
    population_n = forms.IntegerField(
        label="Antal i gruppen", required=False, min_value=1, max_value=10**9,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": "Skriv ett helt tal, eller lämna fältet tomt."},
    )  # fmt: skip
    period_from = DayField("Gäller från")
    period_to = DayField("Gäller till")

    def __init__(
        self, *args: Any, payload: Mapping[str, Any], series: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, payload=payload, **more)
        unit = payload.get("unit") or "count"
        units = UNITS if unit in UNITS else {unit: unit, **UNITS}
        self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]
        self.fields["indicator"].choices = _series_choices(payload.get("candidates") or (), series)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Numbers as decimals, a step with its sign."""
        shown = super().initial_of(payload)
        for name in ("value", "low", "high"):
            if shown[name] is not None:
                shown[name] = Decimal(str(shown[name]))
        shown["reading_as"] = reading_as(payload)
        if shown["reading_as"] == "change" and payload.get("change") in DIRECTION and shown["value"]:
            shown["value"] = abs(shown["value"]) * DIRECTION[payload["change"]]
        shown["nature"] = payload.get("nature") or "outcome"
        return shown

    def clean(self) -> dict[str, Any]:
        """A figure says something, and its ends are in order."""
        cleaned = super().clean()
        value, low, high = (cleaned.get(name) for name in ("value", "low", "high"))
        typed_wrong = {"value", "low", "high"} & set(self.errors)
        if (
            value is None
            and low is None
            and high is None
            and not self.payload.get("words")
            and not typed_wrong
        ):
            self.add_error("value", "Skriv ett värde, eller minst en av Lägst och Högst.")
        if value is not None and (low is not None or high is not None):
            self.add_error("value", "Skriv antingen ett värde eller Lägst och Högst, inte båda.")
        if low is not None and high is not None and high < low:
            self.add_error("high", "Högst är mindre än Lägst.")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """A step's sign becomes its direction; a moved period keeps no words of the old one."""
        said = super().changes()
        value, was = said["value"], self.initial_of(self.payload)
        if said["reading_as"] == "change" and value:
            said |= {"value": abs(value), "change": "increase" if value > 0 else "decrease"}
        elif said["reading_as"] != "change" and was["reading_as"] == "change":
            said["change"] = None
        if (said["period_from"], said["period_to"]) != (was["period_from"], was["period_to"]):
            said["period_words"] = ""
        if (said["value"], said["low"], said["high"]) != tuple(
            plain(was[n]) for n in ("value", "low", "high")
        ):
            # Another number than the one said: what was said about that one no longer holds.
            said |= {"hedge": "", "approx": False, "strict": False, "total": None}
        return said


def _series_choices(candidates: Iterable[str], series: Mapping[str, str]) -> list[Any]:
    first = [(code, series[code]) for code in candidates if code in series]
    taken = {code for code, _ in first}
    rest = sorted(((c, n) for c, n in series.items() if c not in taken), key=lambda pair: pair[1])
    choices: list[Any] = [("", "Ingen serie")]
    return [*choices, ("Passar orden", first), ("Andra serier", rest)] if first else [*choices, *rest]


class DateForm(FactForm):
    """A day or a period that the text names."""

    ROLES = [
        ("", "bara en dag"),
        ("meeting", "möte"),
        ("opens", "öppnar"),
        ("closes", "stänger"),
        ("deadline", "sista dag"),
    ]
    #: Field by payload key; "from" is a word that Python keeps for itself.
    FIELDS = {"from": "day_from", "to": "day_to", "role": "role"}

    day_pairs = (("day_from", "day_to"),)

    day_from = DayField("Från")
    day_to = DayField("Till")
    role = forms.ChoiceField(label="Dagen är", required=False, choices=ROLES)

    @classmethod
    def initial_of(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """By the payload's own names."""
        return {field: payload.get(key) for key, field in cls.FIELDS.items()}

    def changes(self) -> dict[str, Any]:
        """Back to the payload's own names."""
        keys = {field: key for key, field in self.FIELDS.items()}
        return {keys.get(name, name): value for name, value in super().changes().items()}


class OwnedForm(FactForm):
    """A promise, an action, a need or a decision."""

    day_pairs = (("due_from", "due_to"),)

    owner = forms.CharField(label="Ansvarig", required=False, max_length=160)
    due_from = DayField("Tidigast")
    due_to = DayField("Senast")


class ActionForm(OwnedForm):
    """What somebody does."""

    status = forms.ChoiceField(label="Läge", required=False, choices=[("", "inte sagt"), *STATUSES.items()])


class QuestionForm(OwnedForm):
    """What somebody asks."""

    owner = forms.CharField(label="Vem frågar", required=False, max_length=160)
    answered = forms.BooleanField(label="Besvarad i texten", required=False)


class AssessmentForm(FactForm):
    """How the member sees the situation."""

    level = forms.TypedChoiceField(label="Läge", coerce=int, choices=list(Assessment.LEVELS.items()))
    tone = forms.ChoiceField(label="Ton", choices=list(TONES.items()))
    topic = forms.CharField(label="Ämne", required=False, max_length=200)

    @classmethod
    def initial_of(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The level that the tone proposes, until a person has chosen one."""
        shown = super().initial_of(payload)
        shown["level"] = shown["level"] or TONE_LEVEL.get(payload.get("tone") or "", 3)
        shown["tone"] = shown["tone"] or "neutral"
        return shown


class MeasureForm(FactForm):
    """A call, a scheme or a training."""

    day_pairs = (("opens", "closes"),)

    name = forms.CharField(
        label="Namn", max_length=200, error_messages={"required": "Skriv vad insatsen heter."}
    )
    opens = DayField("Öppnar")
    closes = DayField("Stänger")
    budget = NumberField("Budget i kronor")

    @classmethod
    def initial_of(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The budget as a decimal."""
        shown = super().initial_of(payload)
        shown["budget"] = None if shown["budget"] is None else Decimal(str(shown["budget"]))
        return shown


class NameForm(FactForm):
    """The organisation that a mention means."""

    name = forms.CharField(
        label="Organisation", max_length=160, error_messages={"required": "Skriv organisationens namn."}
    )


class LinkForm(FactForm):
    """A web address, whole."""

    url = forms.CharField(label="Adress", max_length=500, error_messages={"required": "Skriv adressen."})

    def clean_url(self) -> str:
        """Only addresses that a link can lead to: never a script."""
        url: str = self.cleaned_data["url"].strip()
        scheme, colon, _ = url.partition(":")
        if colon and scheme.lower() not in ("http", "https") and "." not in scheme:
            raise forms.ValidationError("Adressen ska börja med http:// eller https://.")
        return url


FORMS: Mapping[str, type[FactForm]] = {
    "date": DateForm,
    "promise": OwnedForm,
    "need": OwnedForm,
    "decision": OwnedForm,
    "action": ActionForm,
    "question": QuestionForm,
    "assessment": AssessmentForm,
    "call": MeasureForm,
    "scheme": MeasureForm,
    "training": MeasureForm,
    "organisation": NameForm,
    "link": LinkForm,
}


def can_change(kind: str, *, figure: bool) -> bool:
    """Whether there is anything in such a fact to change."""
    return figure or kind in FORMS


def form_for(
    kind: str,
    *,
    figure: bool,
    payload: Mapping[str, Any],
    series: Mapping[str, str],
    data: Mapping[str, Any] | None = None,
) -> FactForm | None:
    """The form for a fact, filled from its payload or from what was sent; None where nothing can change.

    ``series`` names the indicators by code.
    """
    more: dict[str, Any] = {"data": data, "payload": payload, "auto_id": "falt-%s"}
    if figure:
        return FigureForm(series=series, **more)
    return FORMS[kind](**more) if kind in FORMS else None


class AddForm(forms.Form):
    """The words that a person marked, and what they are."""

    use_required_attribute = False

    ord = forms.CharField(
        label="Orden i meningen",
        max_length=2000,
        error_messages={"required": "Skriv de ord ur meningen som uppgiften står i."},
    )
    slag = forms.ChoiceField(label="Vad det är", choices=[(kind, KIND_WORDS[kind]) for kind in ADDABLE])


class LevelForm(forms.Form):
    """Who may read a sentence."""

    niva = forms.ChoiceField(
        choices=[("coordinator", "samordnaren"), ("group", "gruppen"), ("public", "alla")]
    )
