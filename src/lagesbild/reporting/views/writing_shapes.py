# SPDX-License-Identifier: EUPL-1.2
"""A member's report as its page shows it: the words, beside the text that is being written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lagesbild.components.shapes import Link, Notice
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.queries import latest_submission
from lagesbild.followup.models import FollowUpItem
from lagesbild.lib import swedish
from lagesbild.reporting import queries
from lagesbild.reporting.desk import WritingDesk
from lagesbild.reporting.forms import TextOrFileForm, WritingForm
from lagesbild.reporting.messages import BECOMES_RECORD
from lagesbild.reporting.permissions import refusal_to_write
from lagesbild.reporting.queries import ToAnswer
from lagesbild.reporting.states import moment_words, state_words
from lagesbild.reporting.views.autosave import sides_of


@dataclass(frozen=True)
class AskRow:
    """A promise or a question as it stands on the page."""

    pk: int
    title: str
    when: str
    is_question: bool
    today: str


def context_of(
    desk: WritingDesk, *, text: str | None, form: WritingForm | None, at: datetime, today: date
) -> dict[str, Any]:
    """All that the page shows; ``text`` is what was posted, where it is not what is stored."""
    report, year = desk.report, today.year
    draft = queries.draft_of(report)
    sent = latest_submission(report) if report is not None else None
    last = queries.last_text(desk.turn, desk.organisation)
    shown = queries.text_to_write(report) if text is None else text
    asks = [_ask(a, year=year, today=today) for a in queries.to_answer(desk.dialogue, desk.organisation)]
    return {
        "desk": desk,
        "report": report,
        "form": form or WritingForm(initial={"text": shown}),
        "text": shown,
        "revision": report.draft_revision if report is not None else 0,
        "sides": sides_of(report),
        "title": ["Er rapport", f"till mötet {swedish.day_short(desk.turn.held_on, year=year)}"],
        "deadlines": deadline_words(desk, at),
        "record_note": BECOMES_RECORD,
        "state": state_words(desk, report, at=at),
        "is_draft": report is None or sent is None or queries.is_unsent(report, sent),
        "already": _already(desk, report, sent, draft, at),
        "last": last,
        "last_when": swedish.day_short(last.held_on, year=year) if last else "",
        "figures": queries.last_figures(last.report, year=year) if last else [],
        "promises": [a for a in asks if not a.is_question],
        "questions": [a for a in asks if a.is_question],
        "standing": standing_questions(desk),
        "level": draft.level if draft is not None else None,
        "word": draft.word if draft is not None else "",
        "unconfirmed": _unconfirmed(sent, at),
        "may_withdraw": sent is not None,
        "back": _back(desk),
        "locked": refusal_to_write(desk, at=at) is not None,
    }


def deadline_words(desk: WritingDesk, at: datetime) -> str:
    """By when to send, and when it can no longer be changed; both by name, where the round has them."""
    year, turn = timezone.localtime(at).year, desk.turn
    parts = []
    if turn.deadline_at is not None:
        parts.append(f"Skicka senast {swedish.moment(timezone.localtime(turn.deadline_at), year=year)}.")
    if turn.lock_at is not None and turn.lock_at > at:
        lock = swedish.moment(timezone.localtime(turn.lock_at), year=year)
        parts.append(f"Rapporten går att ändra tills omgången låses {lock}.")
    return " ".join(parts)


def standing_questions(desk: WritingDesk) -> list[str]:
    """What the dialogue asks its members every time, or in a crisis round."""
    dialogue = desk.dialogue
    is_crisis = desk.turn.kind == Round.Kind.CRISIS
    questions = (dialogue.crisis_questions if is_crisis else None) or dialogue.standing_questions
    field = TextOrFileForm.base_fields["text"].label  # asked by the field itself
    return [str(question) for question in questions if question != field]


def _back(desk: WritingDesk) -> Link | None:
    if desk.token:
        return None
    return Link(
        label="Omgången", url=reverse("dialogues:round", args=[desk.dialogue.slug, desk.turn.address])
    )


def _already(
    desk: WritingDesk, report: Report | None, sent: Submission | None, draft: Any, at: datetime
) -> Notice | None:
    """What has come in already and what a change does; or that somebody handed the text over."""
    if report is None:
        return None
    if draft is not None and draft.handed_over_at is not None:
        who = draft.handed_over_by or "En kollega"
        when = moment_words(draft.handed_over_at, at)
        if desk.may_send:
            return Notice(
                title=f"{who} lämnade texten till dig {when}.", text="Läs den och skicka, eller ändra först."
            )
        return Notice(
            title=f"Texten är lämnad vidare {when}.",
            text="Den är inte skickad än. Ändrar ni den lämnar ni den på nytt.",
        )
    if sent is not None and not sent.awaits_confirmation:
        return Notice(
            title="En rapport har redan kommit in.",
            text="En ny text ersätter den. Den förra sparas, och det som redan är granskat följer med där meningarna är lika.",
            action=Link(label="Se kvittot", url=desk.url(kvitto=1)),
        )
    if report.nothing_new:
        return Notice(
            title="Svaret Inget nytt har kommit in.", text="Kommer en text också är det den som gäller."
        )
    return None


def _unconfirmed(sent: Submission | None, at: datetime) -> dict[str, str] | None:
    """What somebody else wrote down for the member, which it is asked about."""
    if sent is None or not sent.awaits_confirmation:
        return None
    how = {
        Report.Channel.PHONE: "i telefon",
        Report.Channel.ROOM: "i rummet",
        Report.Channel.MAIL: "i ett mejl",
    }.get(Report.Channel(sent.report.channel), "")
    return {"how": how, "when": moment_words(sent.sent_at, at), "text": sent.version.text}


def _ask(ask: ToAnswer, *, year: int, today: date) -> AskRow:
    item = ask.item
    said = swedish.day_short(item.round.held_on, year=year)
    words = " ".join(item.text.split())
    words = words[:1].upper() + words[1:]
    if ask.is_question:
        when = f"Fråga från {item.reporter}, {said}." if item.reporter else f"Fråga från mötet {said}."
        return AskRow(item.pk, words, when, True, today.isoformat())
    verb = "Lovat" if item.kind == FollowUpItem.Kind.PROMISE else "Antecknat"
    when = f"{verb} {said}."
    if ask.last_day is not None:
        last = swedish.day(ask.last_day, year=year)
        when = (
            f"Utan besked sedan {last}. {when}" if ask.last_day < today else f"Väntas senast {last}. {when}"
        )
    return AskRow(item.pk, words, when, False, today.isoformat())
