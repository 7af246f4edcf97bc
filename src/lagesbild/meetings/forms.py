# SPDX-License-Identifier: EUPL-1.2
"""Forms of the meeting: they check, and save nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from lagesbild.meetings.models import MeetingNote
from lagesbild.meetings.operations_notes import Line
from lagesbild.organisations.models import Organisation

KEY = re.compile(r"[0-9A-Za-z-]{8,64}")


class NoteForm(forms.Form):
    """A line in the room; who said it, whom it is put to and who promises are chosen among the members."""

    text = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=MeetingNote.Kind.choices, required=False)
    organisation = forms.CharField(required=False)
    to_organisation = forms.CharField(required=False)
    answer = forms.CharField(required=False)
    owner = forms.CharField(required=False)
    due_words = forms.CharField(required=False)
    is_private = forms.BooleanField(required=False)
    client_key = forms.CharField(required=False)
    written_at = forms.CharField(required=False)
    seen = forms.CharField(required=False, strip=False)

    def __init__(self, data: Any, *, speakers: Iterable[Organisation]) -> None:
        super().__init__({name: value.replace("\x00", "\ufffd") for name, value in data.items()})
        self.speakers = {str(o.pk): o for o in speakers}

    def clean_client_key(self) -> str:
        """A key that only this line has; without a fitting one the line gets no key of its own choice."""
        key = str(self.cleaned_data["client_key"])
        return key if KEY.fullmatch(key) else ""

    def clean_written_at(self) -> datetime | None:
        """The browser's moment; None where it is no moment."""
        try:
            moment = datetime.fromisoformat(str(self.cleaned_data["written_at"]))
        except ValueError:
            return None
        return moment if timezone.is_aware(moment) else None

    @property
    def line(self) -> Line:
        """What was written. A body that is no member of the meeting is left out, its words never are."""
        said = self.cleaned_data
        return Line(
            text=said["text"],
            kind=said.get("kind") or MeetingNote.Kind.NOTE,
            organisation=self.speakers.get(said["organisation"]),
            to_organisation=self.speakers.get(said["to_organisation"]),
            answer=said["answer"],
            owner=self.speakers.get(said["owner"]),
            due_words=said["due_words"],
            is_private=said["is_private"],
        )
