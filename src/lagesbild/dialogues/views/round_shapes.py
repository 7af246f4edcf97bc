# SPDX-License-Identifier: EUPL-1.2
"""A round's overview -> what its page shows: the heading and the members' lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from lagesbild.components.shapes import Badge, Link
from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.reporting import has_clock, refusal_to_report
from lagesbild.dialogues.round_overview import Overview, Rate, Status
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today

#: What one does with a report that needs nothing more.
READ = "Läs"

Rates = dict[int, Rate]


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A member's line on the page of a round."""

    name: str
    badge: Badge
    came_in: str
    rate: str
    action: Link | None
    rate_note: str = ""
    note: str = ""
    """What is about to happen: "Påminns i morgon kl. 8"."""


def title(overview: Overview) -> list[str]:
    """The heading that answers, in clauses."""
    turn = overview.turn
    when = swedish.day_short(turn.held_on, year=today().year)
    number = f" ({turn.ordinal})" if turn.ordinal > 1 else ""
    if turn.state == Round.State.CANCELLED:
        return ["Mötet är inställt", when]
    if turn.kind == Round.Kind.CRISIS:
        return [f"{overview.reported} av {overview.members} har svarat", f"kris {when}{number}"]
    said = "har rapporterat inför mötet" if turn.held_on >= today() else "rapporterade till mötet"
    if not overview.members:
        return [f"Omgången {when}"]
    return [f"{overview.reported} av {overview.members} {said}", when]


def basis(overview: Overview) -> str:
    """When the meeting is and what is left."""
    turn = overview.turn
    when = swedish.day(turn.held_on, year=today().year)
    if turn.state == Round.State.CANCELLED:
        return f"{turn.cancelled_because} Öppna punkter ligger kvar och kommer på nästa dagordning."
    if turn.kind == Round.Kind.CRISIS:
        return "En krisomgång: inget möte, högst tre frågor. Den jämförs bara med andra krisomgångar."
    if turn.starts_at is not None:
        when = swedish.moment(timezone.localtime(turn.starts_at), year=today().year)
    parts = [
        f"Mötet {'är' if overview.turn.held_on >= today() else 'var'} {when}, {swedish.in_days(overview.turn.held_on, today=today())}."
    ]
    missing = overview.members - overview.reported
    if overview.turn.held_on >= today() and missing:
        parts.append(f"{swedish.counted(missing, 'rapport', 'rapporter')} har inte kommit än.")
    if overview.left:
        parts.append(
            f"{swedish.counted(overview.left, 'uppgift är inte granskad', 'uppgifter är inte granskade')}."
        )
    return " ".join(parts)


def member_row(
    desk: DialogueDesk, overview: Overview, status: Status, rates: Rates, notes: Mapping[int, str]
) -> MemberRow:
    """A member's line; how often it answers in time, and reminders, are for itself and the coordinator."""
    organisation = status.organisation
    own = organisation is not None and organisation.pk in desk.audience.organisations
    rate = rate_note = note = ""
    if organisation is not None and (own or desk.coordinates):
        found = rates.get(organisation.pk)
        if found is not None and found.asked:
            rate, rate_note = f"{found.on_time} av {found.asked}", _rate_note(found)
        note = notes.get(organisation.pk, "")
    return MemberRow(
        name=organisation.name if organisation else "Det som sägs utanför medlemmarnas egna avsnitt",
        badge=_status_badge(status, is_past=overview.turn.held_on < today()),
        came_in=_came_in(status),
        rate=rate,
        rate_note=rate_note,
        note=note,
        action=_action(desk, overview.turn, status, own=own),
    )


def _rate_note(rate: Rate) -> str:
    """What came late or not at all, where anything did."""
    parts = [f"{rate.late} sent"] if rate.late else []
    parts += [f"{rate.missing} utan svar"] if rate.missing else []
    return ", ".join(parts)


def _status_badge(status: Status, *, is_past: bool) -> Badge:
    report = status.report
    if report is None or (report.state == Report.State.DRAFT and status.submission is None):
        if report is not None:
            return Badge(text="Utkast", tone="doubt")
        return Badge(text="Ingen rapport" if is_past else "Saknas", tone="none")
    if report.nothing_new:
        return Badge(text="Inget nytt", tone="done")
    if status.left and status.decided:
        return Badge(text=f"Granskad {status.decided} av {status.facts}")
    if status.left or not status.may_read:
        return Badge(text="Mottagen")
    return Badge(text="Granskad", tone="done")


def _came_in(status: Status) -> str:
    report = status.report
    if report is None or status.submission is None:
        return ""
    if report.channel == Report.Channel.LOADED:
        return "ur minnesanteckningarna"
    sent = timezone.localtime(status.submission.sent_at)
    if sent.date() == today() and has_clock(sent):
        return f"i dag kl.{swedish.NBSP}{swedish.clock(sent)}"
    return swedish.day(sent.date(), year=today().year)


def _action(desk: DialogueDesk, turn: Round, status: Status, *, own: bool) -> Link | None:
    organisation, report = status.organisation, status.report
    who = organisation.name if organisation else "mötet"
    if report is not None and status.submission is not None:
        if not status.may_read:
            return None
        url = desk.url("review", turn, report.pk)
        if desk.coordinates and status.left:
            return Link(
                label=f"Granska {swedish.counted(status.left, 'uppgift', 'uppgifter')}",
                url=url,
                spoken=f"från {who}",
            )
        if desk.coordinates and status.unread:
            return Link(label="Läs och godta", url=url, spoken=who)
        return Link(label=READ, url=url, spoken=who)
    if organisation is None or status.has_reported:
        return None
    if refusal_to_report(desk.audience, turn, organisation.pk, at=now()) is not None:
        return None
    url = f"{desk.url('report', turn)}?medlem={organisation.pk}"
    return Link(
        label="Rapportera" if own else "Ta emot",
        url=url,
        spoken=f"för {who}" if own else f"rapporten från {who}",
    )
