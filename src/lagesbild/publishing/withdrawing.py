# SPDX-License-Identifier: EUPL-1.2
"""Taking a withdrawn report's words out of what has been published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.models import Edition, Report
from lagesbild.dialogues.picture.headline import headline
from lagesbild.publishing.editions import sha256_of
from lagesbild.sources.models import TextVersion


def take_out_of_editions(
    *, report: Report, versions: Iterable[TextVersion], by: Person, at: datetime
) -> None:
    """Let every edition of the dialogue lose the lines that come from the report.

    An edition is otherwise never changed; that it was, and which digest it had, stands in the audit.
    The members' assessments are a group's middle and tell nobody's, so they stay.
    """
    gone = {version.pk for version in versions}
    for edition in Edition.objects.filter(dialogue=report.round.dialogue_id):
        values = _without(edition.values, report.pk, gone)
        if values == edition.values:
            continue
        values["headline"] = headline(values)
        edition.values, edition.sha256 = values, sha256_of(values)
        edition.save(update_fields=["values", "sha256"])
        note("take_out_of_edition", edition, by=by, at=at, report=report.pk)


def _without(values: Any, report: int, versions: set[int]) -> Any:
    """The values without the lines, at any depth, whose source is the report."""
    if isinstance(values, dict):
        return {
            key: None if _is_from(value, report, versions) else _without(value, report, versions)
            for key, value in values.items()
        }
    if isinstance(values, list):
        return [_without(v, report, versions) for v in values if not _is_from(v, report, versions)]
    return values


def _is_from(value: Any, report: int, versions: set[int]) -> bool:
    """Whether a line, or one of the two sides of a clash, comes from the report."""
    if not isinstance(value, dict):
        return False
    sources = [value.get(key) for key in ("source", "first", "second")]
    return any(
        isinstance(s, dict) and (s.get("report") == report or s.get("version") in versions) for s in sources
    )
