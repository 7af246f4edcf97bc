# SPDX-License-Identifier: EUPL-1.2
"""What is typed in the first run: checked here, carried out by ``first_run``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from lagesbild.dialogues.first_look import FirstLook, FoundMember, UnknownHeading, short_id
from lagesbild.dialogues.first_run_understanding import Pair, heading_key
from lagesbild.dialogues.loading import HeadingAnswer
from lagesbild.dialogues.passages import StandingGroup, in_normal_case, is_municipal
from lagesbild.organisations.queries import name_key
from textreader.speakers import place_body

FIRST_DAY = date(1900, 1, 1)
#: Choices that are no group: a group of its own, and no member at all.
ALONE, NO_MEMBER = "=", "-"
TOPIC, GROUP, MEMBER, PART = "topic", "group", "member", "part"
ONE, TWO = "en", "tva"


class ManyFiles(forms.ClearableFileInput):
    """A field for one or twenty files."""

    allow_multiple_selected = True


class PasteForm(forms.Form):
    """Minutes as pasted text."""

    text = forms.CharField(
        label="Klistra in anteckningarna",
        strip=False,
        error_messages={"required": "Klistra in texten först."},
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )


class CheckForm(forms.Form):
    """Days, names, groups and unknown headings of every waiting file, in one form.

    Fields are named by what they are about, not by their place, so that a file dropped in another
    tab meanwhile moves nothing.
    """

    def __init__(self, *args: Any, look: FirstLook, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look, self.today = look, today
        for file in look.files:
            self.fields[f"dag_{file.row.pk}"] = self._day(file.row.filename, file.row.held_on)
            if file.percent_alike:
                self.fields[f"anda_{file.row.pk}"] = forms.BooleanField(
                    label="Läs in ändå", required=False, initial=file.row.plan.get("anyway", False)
                )
        for group in look.new_groups:
            self.fields[f"grupp_{short_id(group)}"] = self._name(f"Gruppen {group}", group)
        for member in self.newcomers:
            self.fields[f"namn_{member.id}"] = self._name(f"Namn på {member.name}", member.name)
            self.fields[f"plats_{member.id}"] = self._place(member)
        for pair in look.pairs:
            self.fields[f"samma_{short_id(pair.name)}"] = self._pair(pair)
        for heading in (*look.unknown, *look.answered):
            self.fields[f"rubrik_{heading.id}"] = self._meaning(heading)

    def _day(self, filename: str, held_on: date | None) -> forms.DateField:
        return forms.DateField(
            label=f"Mötesdag för {filename}",
            initial=held_on,
            error_messages={
                "required": "Vi hittar ingen mötesdag i texten. Ange den, eller ta bort filen.",
                "invalid": "Skriv dagen som 2020-06-15.",
            },
            widget=forms.DateInput(attrs={"type": "date", "max": self.today.isoformat()}, format="%Y-%m-%d"),
        )

    def _name(self, label: str, initial: str) -> forms.CharField:
        return forms.CharField(
            label=label,
            initial=initial,
            max_length=160,
            error_messages={
                "required": "Namnet kan inte vara tomt.",
                "max_length": "Namnet får ha högst 160 tecken.",
            },
        )

    def _place(self, member: FoundMember) -> forms.ChoiceField:
        choices = [(group, group) for group in self.look.groups]
        choices += [(ALONE, "en grupp för sig"), (NO_MEMBER, "är ingen medlem, bara en rubrik")]
        initial = member.group if member.group in self.look.groups else ALONE
        return forms.ChoiceField(label=f"Grupp för {member.name}", choices=choices, initial=initial)

    def _pair(self, pair: Pair) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=f"Vem är ”{pair.name}”?",
            choices=[(ONE, f"samma som {pair.kept}"), (TWO, "en egen medlem")],
            initial=ONE if pair.is_one else TWO,
        )

    def _meaning(self, heading: UnknownHeading) -> forms.ChoiceField:
        choices: list[Any] = [
            (TOPIC, "bara en rubrik i texten"),
            (GROUP, "en grupp av medlemmar"),
            (MEMBER, "en medlem för sig"),
        ]
        choices += [(f"{MEMBER}:{group}", f"en medlem i {group}") for group in self.look.groups]
        whose = [(_of_owner(owner), f"hör till {owner}") for owner in self.look.owners]
        if whose:
            choices.append(("Text från en medlem", whose))
        owner = (heading.said.owner if heading.said else heading.named) or ""
        initial = _of_owner(owner) if any(name_key(o) == name_key(owner) for o in self.look.owners) else TOPIC
        return forms.ChoiceField(label=f"Vad är ”{heading.words}”?", choices=choices, initial=initial)

    def clean(self) -> dict[str, Any]:
        """A meeting lies between 1900 and today: these are minutes of what has been."""
        said = super().clean() or {}
        for name in [name for name in said if name.startswith("dag_")]:
            if said[name] and said[name] > self.today:
                self.add_error(name, "Dagen har inte varit än. Ange dagen då mötet hölls.")
            elif said[name] and said[name] < FIRST_DAY:
                self.add_error(name, "Kontrollera året.")
        return said

    # What the page lays out

    @property
    def newcomers(self) -> list[FoundMember]:
        """Those who are not members yet: only their names and groups are asked about."""
        return [m for m in self.look.members if not m.is_member]

    def day_of(self, pk: int) -> BoundField:
        """The field with a file's meeting day."""
        return self[f"dag_{pk}"]

    def anyway_of(self, pk: int) -> BoundField | None:
        """The box for a file that is almost the same as another; None for all others."""
        return self[f"anda_{pk}"] if f"anda_{pk}" in self.fields else None

    def pair_field(self, pair: Pair) -> BoundField:
        """The choice of whether two names are one body's."""
        return self[f"samma_{short_id(pair.name)}"]

    # What the operations take

    def days(self) -> dict[int, date]:
        """Meeting days by the waiting file's id."""
        return {f.row.pk: self.cleaned_data[f"dag_{f.row.pk}"] for f in self.look.files}

    def anyway(self) -> dict[int, bool]:
        """Which files that are almost the same as others are wanted all the same, by id."""
        return {f.row.pk: self.cleaned_data[f"anda_{f.row.pk}"] for f in self.look.files if f.percent_alike}

    def answers(self) -> dict[str, HeadingAnswer]:
        """What was said of headings, by key: only what differs from what was understood, and every
        unknown heading and pair of names, so that none is asked about again."""
        renamed = {
            g: " ".join(self.cleaned_data[f"grupp_{short_id(g)}"].split()) for g in self.look.new_groups
        }
        answers = {
            heading_key(old): HeadingAnswer("group", group=new) for old, new in renamed.items() if old != new
        }
        for member in self.newcomers:
            said = self._of_member(member, renamed)
            if said != HeadingAnswer(member.role, member.name, member.group):
                answers |= dict.fromkeys(member.headings, said)
                answers |= dict.fromkeys(member.parts, HeadingAnswer(TOPIC, said.owner, said.group))
        for pair in self.look.pairs:
            answers |= dict.fromkeys(pair.headings, self._of_pair(pair, renamed))
        for heading in (*self.look.unknown, *self.look.answered):
            answers[heading.key] = self._of_heading(heading, renamed)
        return answers

    def _of_member(self, member: FoundMember, renamed: Mapping[str, str]) -> HeadingAnswer:
        if member.is_member:
            return HeadingAnswer(member.role, member.name, member.group)
        name = " ".join(self.cleaned_data[f"namn_{member.id}"].split())
        place = self.cleaned_data[f"plats_{member.id}"]
        if place == NO_MEMBER:
            return HeadingAnswer(TOPIC)
        alone = member.group if member.stands_alone and name == member.name else name
        return HeadingAnswer(member.role, name, alone if place == ALONE else renamed.get(place, place))

    def _of_pair(self, pair: Pair, renamed: Mapping[str, str]) -> HeadingAnswer:
        if self.cleaned_data[f"samma_{short_id(pair.name)}"] == TWO:
            own = self.look.member(pair.name)
            return self._of_member(own, renamed) if own else HeadingAnswer("organisation", pair.name)
        kept = self.look.member(pair.kept)
        return self._of_member(kept, renamed) if kept else HeadingAnswer("organisation", pair.kept)

    def _of_heading(self, heading: UnknownHeading, renamed: Mapping[str, str]) -> HeadingAnswer:
        choice, _, where = self.cleaned_data[f"rubrik_{heading.id}"].partition(":")
        name = in_normal_case(heading.words)[:160]
        if choice == MEMBER:
            group = renamed.get(where, where)
            return HeadingAnswer("organisation", _member_called(name, group), group or name)
        if choice == PART:
            owner = next((o for o in self.look.owners if _of_owner(o) == f"{PART}:{where}"), "")
            member = self.look.member(owner)
            said = self._of_member(member, renamed) if member else HeadingAnswer(TOPIC, owner)
            return HeadingAnswer(TOPIC, said.owner, said.group)
        return HeadingAnswer(choice, group=name if choice == GROUP else None)


def _of_owner(owner: str) -> str:
    return f"{PART}:{short_id(name_key(owner))}"


def _member_called(name: str, group: str) -> str:
    """A place in the municipalities' group is its municipality.

    >>> _member_called("Tallås", "Kommuner"), _member_called("Tallås", "Övriga")
    ('Tallås kommun', 'Tallås')
    """
    place = (
        place_body(name) if is_municipal(StandingGroup(group)) and "kommun" not in name_key(name) else None
    )
    return place.short if place is not None else name
