# SPDX-License-Identifier: EUPL-1.2
"""The top of the minutes' page: the heading that answers, the steps, the rule, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lagesbild.components.shapes import Step
from lagesbild.lib import swedish
from lagesbild.minutes import states
from lagesbild.minutes.models import Minutes
from lagesbild.minutes.page import Desk


def clauses(desk: Desk) -> list[str]:
    """The heading, from what is left to do."""
    state, unsettled = desk.standing.state, desk.standing.unsettled
    stale = sum(b.stale for p in desk.current.blocks for b in p.blocks)
    if unsettled and desk.desk.coordinates:
        return [
            f"{swedish.spelled(unsettled, 'en synpunkt', 'synpunkter').capitalize()} återstår",
            "att ta ställning till",
        ]
    if state == states.DRAFT and stale:
        return [
            f"{swedish.spelled(stale, 'en ändring', 'ändringar').capitalize()} står",
            "bredvid en nyare rapport",
        ]
    if state == states.DRAFT:
        empty = not any(p.blocks for p in desk.current.blocks)
        return ["Inget är rapporterat än"] if empty else ["Utkastet är klart att läsa igenom"]
    if state == states.OUT:
        approved, asked = _approved(desk)
        return [f"{approved} av {asked} har godkänt sitt avsnitt"]
    if state == states.ADJUSTED:
        return ["Texten är justerad,", "nu kan den fastställas"]
    return ["Minnesanteckningarna är slutliga"]


def _approved(desk: Desk) -> tuple[int, int]:
    return sum(c.approved_at is not None for c in desk.checks.values()), len(desk.checks)


def basis(desk: Desk) -> str:
    """What the heading rests on."""
    state = desk.standing.state
    year = desk.at.year
    if state == states.DRAFT:
        return "Bara samordnaren läser utkastet. Ändringar jämförs med rapporten och skrivs aldrig över."
    if state == states.OUT:
        approved, asked = _approved(desk)
        said = swedish.counted(asked, "medlem", "medlemmar")
        return f"Texten är ute hos {said}. {approved} har godkänt sitt avsnitt."
    since = swedish.moment(timezone.localtime(desk.minutes.state_at), year=year)
    if state == states.ADJUSTED:
        how = "enligt regeln om inga synpunkter" if desk.minutes.by_silence else "av samordnaren"
        return f"Justerad {how} {since}. Ingen ändrar i den nu."
    return f"Fastställda {since}. Det som är fel rättas med en numrerad rättelse."


def rule(minutes: Minutes) -> str:
    """The rule of silence, with its day."""
    if minutes.closes_at is None or minutes.state != states.OUT:
        return ""
    return (
        f"Inga synpunkter senast {swedish.moment(timezone.localtime(minutes.closes_at))} räknas som godkänt."
    )


def steps(minutes: Minutes, at: datetime) -> Sequence[Step]:
    """The document's four steps."""
    order = [states.DRAFT, states.OUT, states.ADJUSTED, states.FINAL]
    here = order.index(minutes.state)
    texts = {
        states.DRAFT: swedish.moment(timezone.localtime(minutes.created_at), year=at.year),
        states.OUT: "till medlemmarna",
        states.ADJUSTED: "när synpunkterna är besvarade",
        states.FINAL: "när samordnaren fastställer texten",
    }
    since = swedish.moment(timezone.localtime(minutes.state_at), year=at.year)
    if minutes.state != states.DRAFT:
        texts[minutes.state] = since
    if minutes.state == states.OUT and minutes.closes_at is not None:
        texts[states.ADJUSTED] = (
            f"automatiskt {swedish.moment(timezone.localtime(minutes.closes_at), year=at.year)}"
        )
    titles = {
        states.DRAFT: "Utkast",
        states.OUT: "Ute för synpunkter",
        states.ADJUSTED: "Justerad",
        states.FINAL: "Slutlig",
    }
    return [
        Step(
            title=titles[state],
            text=texts[state],
            state="now" if n == here else "done" if n < here else "coming",
        )
        for n, state in enumerate(order)
    ]
