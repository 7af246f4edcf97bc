# SPDX-License-Identifier: EUPL-1.2
"""A round's overview -> what its page shows: the heading, the steps, the next step, the members' lines."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from lagesbild.components.shapes import Badge, Link, Step
from lagesbild.dialogues.models import Edition, Report, Round
from lagesbild.dialogues.reporting import has_clock, refusal_to_report
from lagesbild.dialogues.round_overview import Overview, Status
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of

#: What one does with a report that needs nothing more.
READ = "Läs"

Rates = dict[int, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A member's line on the page of a round."""

    name: str
    badge: Badge
    came_in: str
    rate: str
    action: Link | None


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The one thing to do now."""

    title: str
    text: str
    action: Link


def title(overview: Overview) -> list[str]:
    """The heading that answers, in clauses."""
    turn = overview.turn
    when = swedish.day_short(turn.held_on, year=today().year)
    said = "har rapporterat inför mötet" if turn.held_on >= today() else "rapporterade till mötet"
    if not overview.members:
        return [f"Omgången {when}"]
    return [f"{overview.reported} av {overview.members} {said}", when]


def basis(overview: Overview) -> str:
    """When the meeting is and what is left."""
    when = swedish.day(overview.turn.held_on, year=today().year)
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


def steps(overview: Overview, edition: Edition | None) -> list[Step]:
    """The round's way from reports to a published picture."""
    turn = overview.turn
    past = turn.held_on < today()
    all_in = overview.reported >= overview.members > 0
    reviewed = overview.reported > 0 and not overview.left
    found = [
        (
            "Rapporter",
            f"{overview.reported} av {overview.members}",
            all_in or (past and overview.reported > 0),
        ),
        (
            "Granskning",
            f"{overview.left} kvar" if overview.left else ("klar" if reviewed else "inget än"),
            reviewed,
        ),
        ("Möte", swedish.day_short(turn.held_on, year=today().year), past),
        (
            "Lägesbild",
            f"publicerad {swedish.day_short(day_of(edition.released_at), year=today().year)}"
            if edition
            else "inte publicerad",
            edition is not None,
        ),
    ]
    first_open = next((i for i, (_, _, done) in enumerate(found) if not done), None)
    return [
        Step(title=title, text=text, state="done" if done else ("now" if i == first_open else "coming"))
        for i, (title, text, done) in enumerate(found)
    ]


def next_step(desk: DialogueDesk, overview: Overview, edition: Edition | None) -> NextStep | None:
    """The one thing that this person should do now; None where there is nothing."""
    turn = overview.turn
    if not desk.coordinates:
        return _reporters_step(desk, overview)
    waiting = overview.next_to_review
    if waiting is not None and waiting.report is not None:
        who = waiting.organisation.name if waiting.organisation else "Mötet"
        return NextStep(
            title=f"Nästa steg: granska {swedish.counted(overview.left, 'uppgift', 'uppgifter')}",
            text="Lägesbilden visar bara det som du har bekräftat. Börja uppifrån, resten följer efter.",
            action=Link(label=f"Granska {who}", url=desk.url("review", turn, waiting.report.pk)),
        )
    if overview.reported < overview.members and turn.held_on >= today():
        return NextStep(
            title="Nästa steg: ta emot rapporter",
            text="Klistra in en text ur ett mejl, eller välj filen som medlemmen skickade.",
            action=Link(label="Ta emot en rapport", url=desk.url("report", turn)),
        )
    unread = overview.next_to_read
    if unread is not None and unread.report is not None:
        who = unread.organisation.name if unread.organisation else "mötet"
        return NextStep(
            title="Nästa steg: godta rapporterna",
            text="Uppgifterna är granskade. Gruppen läser en rapport först när du har godtagit den.",
            action=Link(label=f"Läs rapporten från {who}", url=desk.url("review", turn, unread.report.pk)),
        )
    if edition is None and overview.reported:
        return NextStep(
            title="Nästa steg: publicera lägesbilden",
            text="Du ser först exakt vad utomstående får läsa.",
            action=Link(label="Se bilden", url=reverse("pages:publish", args=[desk.dialogue.slug])),
        )
    return None


def _reporters_step(desk: DialogueDesk, overview: Overview) -> NextStep | None:
    turn = overview.turn
    for status in overview.statuses:
        organisation = status.organisation
        if organisation is None or status.has_reported or turn.held_on < today():
            continue
        if organisation.pk in desk.audience.organisations and not refusal_to_report(
            desk.audience, turn, organisation.pk, at=now()
        ):
            return NextStep(
                title=f"Nästa steg: rapportera för {organisation.name}",
                text="Fem minuter räcker. Är läget som förra gången trycker du bara på Inget nytt.",
                action=Link(label="Rapportera", url=f"{desk.url('report', turn)}?medlem={organisation.pk}"),
            )
    return None


def member_row(desk: DialogueDesk, overview: Overview, status: Status, rates: Rates) -> MemberRow:
    """A member's line; how often it answers is for itself and the coordinator."""
    organisation = status.organisation
    own = organisation is not None and organisation.pk in desk.audience.organisations
    rate = ""
    if organisation is not None and (own or desk.coordinates) and organisation.pk in rates:
        answered, asked = rates[organisation.pk]
        rate = f"{answered} av {asked}" if asked else ""
    return MemberRow(
        name=organisation.name if organisation else "Det som sägs utanför medlemmarnas egna avsnitt",
        badge=_status_badge(status, is_past=overview.turn.held_on < today()),
        came_in=_came_in(status),
        rate=rate,
        action=_action(desk, overview.turn, status, own=own),
    )


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
