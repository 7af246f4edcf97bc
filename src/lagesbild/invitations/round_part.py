# SPDX-License-Identifier: EUPL-1.2
"""What invitations and reminders put on the page of a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lagesbild.components.shapes import Link
from lagesbild.dialogues import round_parts
from lagesbild.dialogues.contacts import NOBODY, reached_through
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.quiet import holds
from lagesbild.dialogues.round_overview import Overview
from lagesbild.dialogues.round_parts import KeyFact, NextStep, PartStep, RoundPart
from lagesbild.dialogues.views.round_core import OPEN
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.invitations.calling import people_to_call
from lagesbild.invitations.leaving import ASK
from lagesbild.invitations.models import Invitation, Reminder
from lagesbild.invitations.permissions import refusal_to_invite
from lagesbild.invitations.queries import invitations_of
from lagesbild.invitations.reminding import planned_for, still_to_remind
from lagesbild.lib import swedish
from lagesbild.lib.clock import now, today
from lagesbild.lib.periods import day_of
from lagesbild.lib.workdays import workdays_between
from lagesbild.mail.queries import outgoing

#: Reminding comes before reviewing when so few workdays are left to answer.
SOON = 1


def url_of(name: str, turn: Round) -> str:
    """A page of this room about a round."""
    return reverse(f"invitations:{name}", args=[turn.dialogue.slug, turn.address])


def when(moment: datetime) -> str:
    """ "i morgon kl. 8", or the day where it is further away."""
    local = timezone.localtime(moment)
    near = swedish.in_days(local.date(), today=today())
    day = near if near in ("i dag", "i morgon") else swedish.day(local.date(), year=today().year)
    clock = str(local.hour) if not local.minute else swedish.clock(local)
    return f"{day} kl.{swedish.NBSP}{clock}"


class InvitationsPart(RoundPart):
    """Calling and reminding."""

    def steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[PartStep]:
        """The invitation, where there is a meeting to be called to."""
        turn = overview.turn
        if turn.kind != Round.Kind.ORDINARY or turn.starts_at is None:
            return []
        first = invitations_of(turn).order_by("invited_at").values_list("invited_at", flat=True).first()
        called = day_of(first) if first else None
        return [
            PartStep(
                place=round_parts.CALL,
                title="Kallelse",
                text=f"gjord {swedish.day_short(called, year=today().year)}" if called else "inte gjord",
                done=called is not None or turn.state == Round.State.HELD,
            )
        ]

    def next_steps(self, desk: DialogueDesk, overview: Overview) -> Sequence[NextStep]:
        """Call, ask in a crisis, remind."""
        turn = overview.turn
        if not desk.coordinates or turn.state in (Round.State.HELD, Round.State.CANCELLED):
            return []
        called = people_to_call(turn)
        if refusal_to_invite(turn, people=len(called), at=now()) is None:
            asked = invitations_of(turn).exists() or (
                turn.kind == Round.Kind.CRISIS and outgoing(turn=turn, purpose=ASK).exists()
            )
            if not asked:
                return [_call(turn, len(called))]
        return _remind(turn)

    def key_facts(self, desk: DialogueDesk, overview: Overview) -> Sequence[KeyFact]:
        """Who comes to the meeting."""
        turn = overview.turn
        answers = Counter(invitations_of(turn).values_list("answer", flat=True)) if desk.coordinates else ()
        if not answers:
            return []
        coming = answers[Invitation.Answer.YES] + answers[Invitation.Answer.SUBSTITUTE]
        value = f"{coming} ja, {answers[Invitation.Answer.NO]} nej, {answers['']} har inte svarat"
        return [
            KeyFact(
                place=40,
                label="Kommer till mötet",
                value=value,
                link=Link(label="Kallelsen och svaren", url=url_of("call", turn)),
            )
        ]

    def notes(self, desk: DialogueDesk, overview: Overview) -> dict[int, str]:
        """When each is reminded, or has been; for the coordinator, and a member about itself."""
        turn = overview.turn
        if turn.state != Round.State.COLLECTING:
            return {}
        notes = {}
        sent = Reminder.objects.filter(round=turn, mail__sent_at__isnull=False).order_by("mail__sent_at")
        for organisation, sent_at in sent.values_list("organisation_id", "mail__sent_at"):
            if sent_at is not None:
                notes[organisation] = f"Påmindes {swedish.day_short(day_of(sent_at), year=today().year)}"
        reported = {s.organisation.pk for s in overview.statuses if s.organisation and s.has_reported}
        notes = {organisation: words for organisation, words in notes.items() if organisation not in reported}
        if not desk.coordinates:
            return notes
        planned: dict[int, str] = {}
        for digest in planned_for(turn, after=now()):
            for about in digest.about:
                planned.setdefault(about.organisation_id, f"Påminns {when(digest.at)}")
        waiting = Reminder.objects.filter(
            round=turn,
            mail__key__startswith="remind-now",
            mail__sent_at__isnull=True,
            mail__cancelled_at__isnull=True,
        )
        for organisation in waiting.values_list("organisation_id", flat=True):
            planned[organisation] = "Påminnelse ligger i utkorgen"
        return {**notes, **planned, **_unreached(turn, overview, reported)}

    def links(self, desk: DialogueDesk, overview: Overview) -> Sequence[Link]:
        """The meeting for one's own calendar; for the coordinator the invitation, the time and the outbox."""
        turn = overview.turn
        if not desk.coordinates:
            comes = turn.starts_at is not None and turn.starts_at > now() and turn.state in OPEN
            return [Link(label="Lägg mötet i kalendern", url=url_of("calendar_file", turn))] if comes else []
        found = [Link(label="Tid, flytta eller ställ in", url=url_of("time", turn))]
        if turn.kind == Round.Kind.ORDINARY and turn.starts_at is not None:
            found.insert(0, Link(label="Kallelsen", url=url_of("call", turn)))
        waiting = outgoing(turn=turn).filter(sent_at__isnull=True, cancelled_at__isnull=True).count()
        outbox = reverse("mail:outbox", args=[turn.dialogue.slug])
        label = f"Utkorgen, {swedish.counted(waiting, 'mejl', 'mejl')}" if waiting else "Utkorgen"
        return [*found, Link(label=label, url=outbox)]


def _unreached(turn: Round, overview: Overview, reported: set[int]) -> dict[int, str]:
    """Members that no letter reaches: nobody to write to, or an address that does not work."""
    reached = reached_through(turn.dialogue, day=turn.held_on)
    found = {
        status.organisation.pk: "Ingen att skriva till. Lägg till en kontaktperson."
        for status in overview.statuses
        if status.organisation and not reached.get(status.organisation.pk, NOBODY).first
    }
    bounced = set(outgoing(turn=turn).filter(failed_at__isnull=False).values_list("to_address", flat=True))
    for organisation, people in reached.items():
        if any(person.email in bounced for person in people.first):
            found[organisation] = "Mejlet kom inte fram. Se utkorgen."
    return {organisation: words for organisation, words in found.items() if organisation not in reported}


def _call(turn: Round, people: int) -> NextStep:
    count = swedish.counted(people, "person", "personer")
    if turn.kind == Round.Kind.CRISIS:
        return NextStep(
            place=round_parts.CALL,
            title="Nästa steg: fråga medlemmarna",
            text=f"{count} får ett mejl med frågorna och svarstiden.",
            action=Link(label=f"Fråga {people} nu", url=f"{url_of('call', turn)}?gor=kalla"),
            is_post=True,
            more=[Link(label="Läs mejlet först", url=url_of("call", turn))],
        )
    return NextStep(
        place=round_parts.CALL,
        title="Nästa steg: kalla till mötet",
        text=f"Läs kallelsen, som går till {count}. Inget skickas förrän du trycker på Skicka.",
        action=Link(label="Läs kallelsen", url=url_of("call", turn)),
    )


def _remind(turn: Round) -> list[NextStep]:
    """Reminding, when the day to answer by is near and somebody has an address and has not answered."""
    if turn.state != Round.State.COLLECTING or turn.deadline_at is None or (turn.lock_at or now()) <= now():
        return []
    days = workdays_between(today(), day_of(turn.deadline_at))
    if days > SOON + 1 or holds(today(), quiet_periods(turn.dialogue)) is not None:
        return []
    waiting = [
        asked
        for asked in still_to_remind(turn)
        if any((person, today()) not in asked.already for person in asked.people)
    ]
    if not waiting:
        return []
    planned = min((p.at for p in planned_for(turn, after=now())), default=None)
    text = "Var och en får ett mejl med sin egen länk, sin förra text och det som är öppet."
    if planned is not None:
        text += f" Väntar du skickas påminnelsen ändå {when(planned)}."
    return [
        NextStep(
            place=round_parts.REVIEW - 5 if days <= SOON else round_parts.REMIND,
            title="Nästa steg: påminn dem som inte har skickat",
            text=text,
            action=Link(label=f"Påminn {len(waiting)} nu", url=f"{url_of('call', turn)}?gor=paminn"),
            is_post=True,
            more=[Link(label="Läs mejlen först", url=f"{url_of('call', turn)}#paminnelser")],
        )
    ]
