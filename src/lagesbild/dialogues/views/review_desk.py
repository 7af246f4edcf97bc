# SPDX-License-Identifier: EUPL-1.2
"""Who asks for which report, and what their address or form asks to see."""

from __future__ import annotations

from django.http import Http404, HttpRequest, QueryDict

from lagesbild.accounts.models import Person
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.queries import readable_submission
from lagesbild.dialogues.review import Review
from lagesbild.dialogues.review_shapes import Look
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib.audience import Audience

LARGEST_ID = 2**63 - 1


class Desk:
    """Who asks for which report: loaded and permitted, or 404."""

    def __init__(self, request: HttpRequest, slug: str, address: str, report_id: int) -> None:
        self._of = DialogueDesk.of(request, slug)
        turn = self._of.round(address)
        report = (
            turn.reports.select_related("organisation", "section")
            .filter(pk=min(report_id, LARGEST_ID))
            .first()
        )
        if report is None:
            raise Http404
        report.round = turn
        self.report: Report = report
        self.submission: Submission | None = readable_submission(report, self.audience)

    @property
    def audience(self) -> Audience:
        return self._of.audience

    @property
    def by(self) -> Person:
        """The coordinator who acts.

        Raises ``PermissionDenied`` with the reason for everybody else.
        """
        self._of.insist_on_coordinator()
        return self._of.person

    def url(self, name: str = "review", *more: int) -> str:
        """An address under this report's own."""
        return self._of.url(name, self.report.round, self.report.pk, *more)

    def review(self, look: Look) -> Review:
        """The review as asked for.

        Raises ``Http404`` where there is no text.
        """
        if self.submission is None:
            raise Http404
        return Review(self.report, self.submission, self.audience, look)


def look_from(sent: QueryDict) -> Look:
    """What an address or a form asks to see; whatever cannot be read is not asked for."""
    start, end = whole(sent.get("fran")), whole(sent.get("till"))
    return Look(
        show_all=sent.get("visa") == "alla" or "alla" in sent,
        active=whole(sent.get("uppgift")),
        editing=sent.get("andra") == "1",
        acted=whole(sent.get("nyss")),
        row=whole(sent.get("mening")),
        words=sent.get("ord", "")[:2000].strip(),
        span=(start, end) if start is not None and end is not None else None,
        kind=sent.get("slag", ""),
    )


def whole(text: str | None) -> int | None:
    """A whole number that an address or a form sent, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def rows_asked_for(sent: QueryDict) -> set[int]:
    """Rows that the page wants drawn again because something stood open in them."""
    return {n for part in sent.get("rader", "").split(",")[:50] if (n := whole(part)) is not None}
