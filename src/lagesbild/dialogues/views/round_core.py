# SPDX-License-Identifier: EUPL-1.2
"""The dialogue's own part of the page of a round: reports, review, the day, the picture."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from lagesbild.components.shapes import Link, Step
from lagesbild.dialogues import round_parts
from lagesbild.dialogues.models import Edition, Round
from lagesbild.dialogues.queries import published_editions
from lagesbild.dialogues.reporting import refusal_to_report
from lagesbild.dialogues.round_overview import Overview
from lagesbild.dialogues.round_parts import KeyFact, NextStep, PartStep, RoundPart
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of

OPEN = (Round.State.PLANNED, Round.State.COLLECTING)


def line_of_steps(steps: Sequence[PartStep]) -> list[Step]:
    """The steps in their order; the first that is not done is where the round stands."""
    ordered = sorted(steps, key=lambda step: step.place)
    first_open = next((i for i, step in enumerate(ordered) if not step.done), None)
    return [
        Step(title=s.title, text=s.text, state="done" if s.done else ("now" if i == first_open else "coming"))
        for i, s in enumerate(ordered)
    ]


def public_edition(turn: Round) -> Edition | None:
    """The picture of the round that outsiders read."""
    return published_editions(Edition.Of.PICTURE).filter(round=turn).order_by("-released_at").first()


class CorePart(RoundPart):
    """What the dialogue itself knows of a round."""

    def steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[PartStep]:
        """Reports, review, the meeting, the picture."""
        turn, edition = overview.turn, public_edition(overview.turn)
        past = turn.held_on < today() or turn.state == Round.State.HELD
        all_in = overview.reported >= overview.members > 0
        reviewed = overview.reported > 0 and not overview.left
        found = [
            PartStep(
                place=round_parts.REPORTS,
                title="Rapporter",
                text=f"{overview.reported} av {overview.members}",
                done=all_in or (past and overview.reported > 0),
            ),
            PartStep(
                place=round_parts.READ,
                title="Granskning",
                text=f"{overview.left} kvar" if overview.left else ("klar" if reviewed else "inget än"),
                done=reviewed,
            ),
            PartStep(
                place=round_parts.PICTURE,
                title="Lägesbild",
                text=f"publicerad {swedish.day_short(day_of(edition.released_at), year=today().year)}"
                if edition
                else "inte publicerad",
                done=edition is not None,
            ),
        ]
        if turn.kind == Round.Kind.ORDINARY:
            found.append(
                PartStep(
                    place=round_parts.MEET,
                    title="Möte",
                    text=swedish.day_short(turn.held_on, year=today().year),
                    done=past,
                )
            )
        return found

    def next_steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[NextStep]:
        """What is left to receive, review, read and publish; for a member, its own report."""
        if overview.turn.state == Round.State.CANCELLED:
            return []
        if not desk.coordinates:
            return _reporters_steps(desk, overview)
        return [*_review_steps(desk, overview), *_round_steps(desk, overview)]

    def key_facts(self, desk: DialogueDesk, overview: Overview) -> Sequence[KeyFact]:
        """When one answers at the latest, and when the round is locked: two days, both by name."""
        turn = overview.turn
        found = []
        if turn.deadline_at is not None:
            deadline = timezone.localtime(turn.deadline_at)
            found.append(
                KeyFact(
                    place=10,
                    label="Svara senast",
                    value=swedish.moment(deadline, year=today().year).capitalize(),
                    note=f"{swedish.in_days(deadline.date(), today=today()).capitalize()}. "
                    "Det som kommer senare räknas, men som sent.",
                )
            )
        if turn.lock_at is not None:
            lock = timezone.localtime(turn.lock_at)
            found.append(
                KeyFact(
                    place=20,
                    label="Omgången låses",
                    value=swedish.moment(lock, year=today().year).capitalize(),
                    note="Låst. Samordnaren kan öppna för en medlem."
                    if turn.lock_at <= now()
                    else "Till dess går allt att ändra.",
                )
            )
        if turn.place:
            found.append(KeyFact(place=30, label="Plats", value=turn.place))
        return found


def _review_steps(desk: DialogueDesk, overview: Overview) -> list[NextStep]:
    turn, found = overview.turn, []
    waiting, unread = overview.next_to_review, overview.next_to_read
    if waiting is not None and waiting.report is not None:
        who = waiting.organisation.name if waiting.organisation else "Mötet"
        found.append(
            NextStep(
                place=round_parts.REVIEW,
                title=f"Nästa steg: granska {swedish.counted(overview.left, 'uppgift', 'uppgifter')}",
                text="Lägesbilden visar bara det som du har bekräftat. Börja uppifrån, resten följer efter.",
                action=Link(label=f"Granska {who}", url=desk.url("review", turn, waiting.report.pk)),
            )
        )
    if unread is not None and unread.report is not None:
        who = unread.organisation.name if unread.organisation else "mötet"
        found.append(
            NextStep(
                place=round_parts.READ,
                title="Nästa steg: godta rapporterna",
                text="Uppgifterna är granskade. Gruppen läser en rapport först när du har godtagit den.",
                action=Link(
                    label=f"Läs rapporten från {who}", url=desk.url("review", turn, unread.report.pk)
                ),
            )
        )
    return found


def _round_steps(desk: DialogueDesk, overview: Overview) -> list[NextStep]:
    turn, found = overview.turn, []
    if overview.reported < overview.members and turn.held_on >= today():
        found.append(
            NextStep(
                place=round_parts.REPORTS,
                title="Nästa steg: ta emot rapporter",
                text="Klistra in en text ur ett mejl, eller välj filen som medlemmen skickade.",
                action=Link(label="Ta emot en rapport", url=desk.url("report", turn)),
            )
        )
    if turn.state in OPEN and (turn.lock_at or now()) <= now() and turn.held_on <= today():
        meeting = turn.kind == Round.Kind.ORDINARY
        found.append(
            NextStep(
                place=round_parts.MEET + 5,
                title="Nästa steg: avsluta mötet" if meeting else "Nästa steg: avsluta omgången",
                text="Då räknas omgången som genomförd. Det går att ångra.",
                action=Link(
                    label="Mötet är genomfört" if meeting else "Avsluta omgången",
                    url=f"{desk.url('round', turn)}?gor=genomfort",
                ),
                is_post=True,
            )
        )
    if public_edition(turn) is None and overview.reported:
        found.append(
            NextStep(
                place=round_parts.PICTURE,
                title="Nästa steg: publicera lägesbilden",
                text="Du ser först exakt vad utomstående får läsa.",
                action=Link(label="Se bilden", url=reverse("pages:publish", args=[desk.dialogue.slug])),
            )
        )
    return found


def _reporters_steps(desk: DialogueDesk, overview: Overview) -> list[NextStep]:
    turn = overview.turn
    for status in overview.statuses:
        organisation = status.organisation
        if organisation is None or status.has_reported or turn.held_on < today():
            continue
        if organisation.pk in desk.audience.organisations and not refusal_to_report(
            desk.audience, turn, organisation.pk, at=now()
        ):
            return [
                NextStep(
                    place=round_parts.REPORTS,
                    title=f"Nästa steg: rapportera för {organisation.name}",
                    text="Fem minuter räcker. Är läget som förra gången trycker du bara på Inget nytt.",
                    action=Link(
                        label="Rapportera", url=f"{desk.url('report', turn)}?medlem={organisation.pk}"
                    ),
                )
            ]
    return []
