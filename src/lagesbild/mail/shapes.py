# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the outbox show: plain values, ready to be laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lagesbild.components.shapes import Badge, BadgeTone
from lagesbild.intake.refusal import size_in_words
from lagesbild.lib import swedish
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.mail.messages import why
from lagesbild.mail.models import IncomingMail, OutgoingMail
from lagesbild.mail.rules import hide
from lagesbild.mail.sending import earliest
from lagesbild.mail.states import State, state_of

BADGES: dict[State, tuple[str, BadgeTone]] = {
    State.UNSURE: ("Osäkert om det kom fram", "alert"),
    State.FAILED: ("Kom inte fram", "alert"),
    State.BY_HAND: ("Väntar på dig", "alert"),
    State.LEAVING: ("På väg ut", ""),
    State.AGAIN: ("Försöker igen", "doubt"),
    State.WAITING: ("Planerat", ""),
    State.HELD: ("Hålls inne", "none"),
    State.SENT: ("Skickat", "done"),
    State.CANCELLED: ("Borttaget", "none"),
}
ADVICE = {
    State.UNSURE: (
        "Mejlservern bröt mitt i. Fråga mottagaren om det kom fram, och välj sedan "
        "Jag har skickat det eller Skicka igen."
    ),
    State.BY_HAND: "Ingen mejlserver är inställd. Kopiera mejlet till Outlook och skicka det därifrån.",
    State.LEAVING: "Mejlet lämnas till mejlservern. Ladda om sidan om en minut.",
    State.HELD: "Mejlet går inte iväg förrän du väljer Släpp det.",
    State.CANCELLED: "Mejlet har inte gått iväg och går inte iväg. Länkarna i det är utplånade.",
}


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """A line of the outbox."""

    subject: str
    url: str
    to: str
    when: str
    badge: Badge
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MailShown:
    """One mail to be looked at. Secrets in it are covered."""

    subject: str
    to: str
    sender: str
    when: str
    badge: Badge
    advice: str
    text: str
    attachments: Sequence[str]
    covered: bool
    acts: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """A letter that came in and belongs to nothing."""

    subject: str
    url: str
    sender: str
    when: str
    why: str
    badge: Badge


def said(when: datetime, at: datetime) -> str:
    """A moment in Swedish time, with the year where it is another."""
    return swedish.moment(when.astimezone(STOCKHOLM), year=at.astimezone(STOCKHOLM).year)


class Moments:
    """When mails may leave. What nothing stands in the way of is asked once for all mails of its kind."""

    def __init__(self) -> None:
        self._free: set[tuple[str, datetime]] = set()

    def of(self, mail: OutgoingMail, at: datetime) -> datetime:
        """The moment when a mail leaves, as far as is known now."""
        begins = max(mail.due_at, at)
        kind = (mail.purpose, begins)
        if kind in self._free:
            return mail.due_at
        later = earliest(mail, begins)
        if later is None:
            self._free.add(kind)
        return later or mail.due_at


def outbox_row(
    slug: str, mail: OutgoingMail, *, at: datetime, has_server: bool, moments: Moments
) -> OutboxRow:
    """A mail as a line."""
    state = state_of(mail, at=at, has_server=has_server)
    return OutboxRow(
        subject=mail.subject,
        url=reverse("mail:mail", args=[slug, mail.pk]),
        to=mail.to_name or mail.to_address,
        when=_when(mail, state, at, moments),
        badge=_badge(state, mail),
        note=_note(mail, state),
    )


def _badge(state: State, mail: OutgoingMail) -> Badge:
    text, tone = BADGES[state]
    if state is State.SENT and mail.sent_through == OutgoingMail.SentBy.HAND:
        text = "Skickat för hand"
    return Badge(text=text, tone=tone)


def _when(mail: OutgoingMail, state: State, at: datetime, moments: Moments) -> str:
    if mail.sent_at is not None:
        return said(mail.sent_at, at)
    if state is State.CANCELLED and mail.cancelled_at is not None:
        return said(mail.cancelled_at, at)
    if state is State.AGAIN and mail.next_try_at is not None and mail.next_try_at > at:
        return said(mail.next_try_at, at)
    return said(moments.of(mail, at), at)


def _note(mail: OutgoingMail, state: State) -> str:
    if state in (State.FAILED, State.AGAIN):
        return mail.last_error
    if state is State.HELD:
        return " ".join(filter(None, [mail.held_because, f"({mail.held_by})" if mail.held_by else ""]))
    return mail.cancelled_because if state is State.CANCELLED else ""


#: What may be done in each state, in the order of the buttons.
ACTS: dict[State, tuple[str, ...]] = {
    State.UNSURE: ("sent", "again"),
    State.FAILED: ("again", "copy", "cancel"),
    State.BY_HAND: ("copy", "hold", "cancel"),
    State.LEAVING: (),
    State.AGAIN: ("now", "copy", "hold", "cancel"),
    State.WAITING: ("now", "copy", "hold", "cancel"),
    State.HELD: ("release", "copy", "cancel"),
    State.SENT: (),
    State.CANCELLED: (),
}


def mail_shown(mail: OutgoingMail, *, at: datetime, has_server: bool) -> MailShown:
    """A mail to look at before it leaves, or after."""
    state = state_of(mail, at=at, has_server=has_server)
    acts = ACTS[state]
    if not has_server:
        acts = tuple(act for act in acts if act not in ("now", "again"))
        if state is State.UNSURE:
            acts = ("sent", "copy")
    return MailShown(
        subject=mail.subject,
        to=f"{mail.to_name} <{mail.to_address}>" if mail.to_name else mail.to_address,
        sender=f"{mail.from_name} <{mail.from_address}>" if mail.from_name else mail.from_address,
        when=_when(mail, state, at, Moments()),
        badge=_badge(state, mail),
        advice=" ".join(filter(None, [_note(mail, state), ADVICE.get(state, "")])),
        text=hide(mail.text, mail.secrets),
        attachments=[f"{kept['filename']} ({size_in_words(kept['size'])})" for kept in mail.attachments],
        covered=bool(mail.secrets or mail.reply_token),
        acts=acts,
    )


LETTER_BADGES: dict[str, Badge] = {
    IncomingMail.State.NEW: Badge(text="Just kommet"),
    IncomingMail.State.TAKEN: Badge(text="Omhändertaget", tone="done"),
    IncomingMail.State.QUARANTINED: Badge(text="Väntar på dig", tone="alert"),
    IncomingMail.State.REFUSED: Badge(text="Gick inte att läsa", tone="alert"),
    IncomingMail.State.DROPPED: Badge(text="Lagt åt sidan", tone="none"),
}


def letter_row(slug: str, incoming: IncomingMail, *, at: datetime) -> LetterRow:
    """A letter as a line."""
    return LetterRow(
        subject=incoming.subject or "(utan ämne)",
        url=reverse("mail:letter", args=[slug, incoming.pk]),
        sender=incoming.from_name or incoming.from_address or "okänd avsändare",
        when=said(incoming.received_at, at),
        why=why(incoming.because, incoming.note) if incoming.because or incoming.note else "",
        badge=LETTER_BADGES[incoming.state],
    )
