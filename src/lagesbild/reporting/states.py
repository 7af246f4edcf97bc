# SPDX-License-Identifier: EUPL-1.2
"""Where a member's text is, in one sentence that always stands beside the field."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lagesbild.dialogues.models import Report
from lagesbild.dialogues.queries import latest_submission
from lagesbild.lib import swedish
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.queries import draft_of, is_unsent


def state_words(desk: WritingDesk, report: Report | None, *, at: datetime) -> str:
    """Saved or not, sent or not, and who can read it.

    The three that count: nothing yet, a draft that only the member reads, a text that has been sent.
    """
    sent = latest_submission(report) if report is not None else None
    draft = draft_of(report)
    if report is None or (sent is None and (draft is None or not report.draft_text.strip())):
        if report is not None and report.nothing_new:
            return "Ni har svarat Inget nytt. Skriver ni något sparas det som utkast."
        return "Inget är skrivet än. Det ni skriver sparas efter hand, och bara ni kan läsa det."
    if is_unsent(report, sent) and draft is not None:
        saved = moment_words(draft.saved_at, at)
        if sent is None:
            return f"Sparat {saved}. Inte skickat, bara ni kan läsa."
        return f"Ändringen är sparad {saved} men inte skickad. Det ni skickade {moment_words(sent.sent_at, at)} gäller."
    assert sent is not None
    return f"Skickat {moment_words(sent.sent_at, at)}."


def moment_words(moment: datetime, at: datetime) -> str:
    """A time as one says it: the clock on the same day, else the day too."""
    local, here = timezone.localtime(moment), timezone.localtime(at)
    clock = swedish.clock(local)
    if local.date() == here.date():
        return clock
    return f"{swedish.day_short(local.date(), year=here.year)} kl.{swedish.NBSP}{clock}"


def until_words(desk: WritingDesk, at: datetime) -> str:
    """Until when the text can be changed: "Ni kan ändra till torsdag 11 juni kl. 12.00."."""
    reopened = (
        desk.turn.reopenings.filter(organisation=desk.organisation, ends_at__gt=at)
        .order_by("-ends_at")
        .first()
    )
    lock = desk.turn.lock_at
    if lock is not None and lock <= at:
        lock = reopened.ends_at if reopened is not None else None
        if lock is None:
            return "Omgången är låst."
    if lock is None:
        return "Ni kan ändra tills samordnaren har godtagit texten."
    local = timezone.localtime(lock)
    day = swedish.day(local.date(), year=timezone.localtime(at).year)
    return f"Ni kan ändra till {day} kl.{swedish.NBSP}{swedish.clock(local)}."
