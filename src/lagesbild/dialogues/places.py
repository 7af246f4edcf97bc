# SPDX-License-Identifier: EUPL-1.2
"""Where a fact stands: in whose report, in which round of which dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from lagesbild.dialogues.models import Dialogue, Report, Round
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Fact, TextVersion


@dataclass(frozen=True)
class Place:
    """The report that holds a fact, with what belongs to it."""

    report: Report
    round: Round
    dialogue: Dialogue
    organisation: Organisation | None


class Places:
    """The reports on one version; the narrowest section that holds a fact is its place."""

    def __init__(self, version: TextVersion) -> None:
        reports = Report.objects.filter(submissions__version=version).select_related(
            "round__dialogue__area", "organisation", "section"
        )
        # Narrow passages first; a report without a section is the whole text.
        self._reports = sorted(
            reports, key=lambda r: r.section.end - r.section.start if r.section else len(version.text) + 1
        )

    @property
    def dialogue(self) -> Dialogue | None:
        """The dialogue that the version was sent to; None for a version of no report."""
        return self._reports[0].round.dialogue if self._reports else None

    def of(self, fact: Fact) -> Place:
        """The place of a fact.

        Raises ``LookupError`` for a version that belongs to no report.
        """
        for report in self._reports:
            if report.section is None or report.section.start <= fact.start < report.section.end:
                return Place(report, report.round, report.round.dialogue, report.organisation)
        raise LookupError(f"version {fact.version_id} belongs to no report")
