# SPDX-License-Identifier: EUPL-1.2
"""A dialogue with something behind every door, beside another dialogue in the same installation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

if TYPE_CHECKING:
    from django.test import Client
    from django.urls import URLPattern
    from site_map import House

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def site_routes() -> dict[str, URLPattern]:
    """The site's routes."""
    from site_map import routes

    return dict(routes())


@pytest.fixture
def house(
    accepted: Any, stranger: Any, reader: Any, reporter: Any, coordinator: Any, visitor: Client,
    stand_at: Callable[[date], None],
) -> House:  # fmt: skip
    """Every role's client, and the numbers that addresses ask for."""
    from outbox import answer_to, queue_one
    from site_map import House

    from lagesbild.accounts.operations import make_login_link
    from lagesbild.dialogues.first_run import take_in_minutes
    from lagesbild.dialogues.picture import standing_at
    from lagesbild.lib.audience import Level
    from lagesbild.mail.inbox import keep_letter, see_to
    from lagesbild.meetings.operations_notes import Line, add_note
    from lagesbild.minutes.adjusting import send_out
    from lagesbild.minutes.operations import begin_minutes, set_block_level
    from lagesbild.minutes.queries import current_version
    from lagesbild.publishing.editions import draft_of
    from lagesbild.publishing.minutes_operations import publish_minutes
    from lagesbild.publishing.operations import publish_picture

    stand_at(date(2026, 6, 15))
    dialogue = accepted.turn.dialogue
    standing = standing_at(dialogue, today=date(2026, 6, 15))
    edition = publish_picture(
        dialogue=dialogue,
        standing=standing,
        by=coordinator.person,
        at=NOON,
        seen_sha256=draft_of(dialogue, standing=standing).sha256,
    )
    report = accepted.turn.reports.filter(organisation__name="Företagarringen Provlän").get()
    (waiting,) = take_in_minutes(
        dialogue=dialogue,
        content="Möte 2026-05-04\n\nFöretagarringen\n9 personer är varslade.\n".encode(),
        filename="2026-05-04.txt",
        known=[],
        by=coordinator.person,
        at=NOON,
    )
    minutes = begin_minutes(turn=accepted.turn, by=coordinator.person, at=NOON)
    send_out(
        minutes=minutes, purpose="comments", until=NOON + timedelta(days=7), by=coordinator.person, at=NOON
    )
    opened = next(b for p in current_version(minutes).blocks for b in p.blocks if p.kind == "member")
    set_block_level(
        minutes=minutes, key=opened.key, level="public", ground="chosen", by=coordinator.person, at=NOON
    )
    for level in (Level.GROUP, Level.PUBLIC):
        published = publish_minutes(turn=accepted.turn, level=level, by=coordinator.person, at=NOON)
    noted = add_note(
        turn=accepted.turn,
        client_key="rad-i-huset",
        line=Line(text="Mötet började i tid"),
        by=coordinator.person,
        at=NOON,
    )
    values = {
        "minutes_edition_id": published.edition.pk,
        "form": "txt",
        "slug": dialogue.slug,
        "address": accepted.turn.address,
        "day": accepted.turn.address,
        "report_id": report.pk,
        "fact_id": accepted.version.facts.filter(kind="promise").first().pk,
        "edition_id": edition.pk,
        "pk": waiting.pk,
        "member_id": dialogue.memberships.first().pk,
        "mail_id": queue_one(dialogue=dialogue, person=reporter.person).pk,
        "letter_id": see_to(incoming=keep_letter(content=answer_to(), at=NOON), at=NOON).pk,
        "note_id": noted.pk,
        "item_id": dialogue.items.first().pk,
        "token": make_login_link(person=coordinator.person, by=None, at=NOON),
    }
    values["incoming_id"] = values["letter_id"]
    people = {"stranger": stranger, "reader": reader, "reporter": reporter, "coordinator": coordinator}
    return House({"visitor": visitor, **{role: somebody.client for role, somebody in people.items()}}, values)
