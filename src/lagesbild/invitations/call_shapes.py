# SPDX-License-Identifier: EUPL-1.2
"""What the page of the invitation shows: the letter, to whom, the answers, the reminders to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lagesbild.components.shapes import Badge, Link
from lagesbild.dialogues.agenda import agenda_of
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.views.round_desk import DialogueDesk
from lagesbild.invitations import letters
from lagesbild.invitations.calling import people_to_call
from lagesbild.invitations.leaving import ASK, INVITE, REMIND
from lagesbild.invitations.meeting import GROUP
from lagesbild.invitations.messages import sentence
from lagesbild.invitations.models import Invitation
from lagesbild.invitations.permissions import refusal_to_invite
from lagesbild.invitations.queries import invitations_of
from lagesbild.invitations.reminding import planned_for
from lagesbild.invitations.round_part import url_of, when
from lagesbild.lib.clock import now, today
from lagesbild.mail.letters import Letter, write
from lagesbild.mail.queries import has_mail_server, outgoing
from lagesbild.organisations.models import Organisation

BADGES = {
    Invitation.Answer.YES: Badge(text="Kommer", tone="done"),
    Invitation.Answer.NO: Badge(text="Kan inte", tone="alert"),
    Invitation.Answer.SUBSTITUTE: Badge(text="Ersättare", tone="done"),
    Invitation.Answer.NONE: Badge(text="Inget svar", tone="none"),
}


@dataclass(frozen=True)
class Called:
    """Somebody on the list; ``invitation`` None has not been called yet."""

    name: str
    email: str
    organisation: str
    invitation: Invitation | None
    badge: Badge | None


def call_context(desk: DialogueDesk, turn: Round) -> dict[str, Any]:
    """Everything that the page lays out."""
    to_call = people_to_call(turn)
    invitations = {(i.person_id, i.organisation_id): i for i in invitations_of(turn)}
    rows = [
        _row(
            who.person.name,
            who.person.email,
            who.organisation.name,
            invitations.pop((who.person.pk, who.organisation.pk), None),
        )
        for who in to_call
    ]
    rows += [_row(i.person.name, i.person.email, i.organisation.name, i) for i in invitations.values()]
    letter = _letter(turn, to_call[0].organisation if to_call else None)
    refusal = refusal_to_invite(turn, people=len(to_call), at=now())
    uncalled = sum(1 for row in rows if row.invitation is None)
    if turn.kind == Round.Kind.CRISIS:
        uncalled = 0 if outgoing(turn=turn, purpose=ASK).exists() else len(to_call)
    waiting = outgoing(turn=turn).filter(sent_at__isnull=True, cancelled_at__isnull=True)
    return {
        "rows": rows,
        "letter": letter,
        "letter_text": write(letter).text if letter else "",
        "blocked": sentence(refusal) if refusal else "",
        "uncalled": uncalled,
        "recipients": "; ".join(f"{r.name} <{r.email}>" if r.name else r.email for r in rows),
        "in_outbox": waiting.filter(purpose__in=[INVITE, ASK, REMIND]).order_by("due_at"),
        "to_send_by_hand": waiting.filter(purpose__in=[INVITE, ASK]).count(),
        "has_mail_server": has_mail_server(),
        "planned": _planned(turn),
        "has_meeting": turn.starts_at is not None,
        "back": Link(label="Omgången", url=desk.url("round", turn)),
        "here": url_of("call", turn),
    }


def _row(name: str, email: str, organisation: str, invitation: Invitation | None) -> Called:
    badge = BADGES[Invitation.Answer(invitation.answer)] if invitation else None
    return Called(name, email, organisation, invitation, badge)


def _letter(turn: Round, organisation: Organisation | None) -> Letter | None:
    """The letter as a member gets it; its own link is not shown to anybody else."""
    organisation = organisation or Organisation(name="medlemmen")
    if turn.kind == Round.Kind.CRISIS:
        return letters.crisis_letter(turn, organisation, report_url="(var och ens egen länk)")
    if turn.starts_at is None:
        return None
    return letters.invitation_letter(
        turn,
        organisation,
        answer_url="(var och ens egen länk)",
        report_url="(var och ens egen länk)",
        points=agenda_of(turn, audience=GROUP, at=now(), today=today()),
        is_update=invitations_of(turn).filter(sequence__gt=0).exists(),
    )


def _planned(turn: Round) -> list[tuple[str, str]]:
    """When a reminder leaves by plan, and to which members."""
    names = dict(Organisation.objects.filter(memberships__dialogue=turn.dialogue).values_list("pk", "name"))
    moments: dict[str, list[str]] = {}
    for digest in planned_for(turn, after=now()):
        for about in digest.about:
            moments.setdefault(when(digest.at), []).append(names.get(about.organisation_id, ""))
    return [(moment, ", ".join(dict.fromkeys(who))) for moment, who in moments.items()]
