# SPDX-License-Identifier: EUPL-1.2
"""A dialogue with three members and their people, and a meeting on 31 August 2026."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

if TYPE_CHECKING:
    from called_forum import Forum
    from smtp_server import MailServer


@pytest.fixture
def forum(dialogue: Any, organisation: Any, coordinator: Any, stand_at: Any) -> Forum:
    """Called at noon on 17 August."""
    import told
    from called_forum import MEETING, TODAY, Forum, at

    from lagesbild.dialogues.operations_members import add_contact
    from lagesbild.dialogues.operations_rounds import plan_meeting

    stand_at(TODAY)
    dialogue.function_address = "forumet@prov.example"
    dialogue.agenda_template = ["Läget hos medlemmarna", "Nästa möte"]
    dialogue.save()
    smiths = told.member(dialogue, "Smedringen Provlän", "Näringslivsorganisationer")
    chamber = told.member(dialogue, "Handelskammaren Provlän", "Näringslivsorganisationer")
    people = {}
    for name, email, bodies in (
        ("Eva Ask", "eva@ring.example", [organisation]),
        ("Bo Berg", "bo@smeder.example", [smiths, chamber]),
    ):
        for body in bodies:
            contact = add_contact(
                member=dialogue.memberships.get(organisation=body),
                email=email,
                name=name,
                by=coordinator.person,
                at=at(date(2026, 1, 1)),
            )
        people[name] = contact.person
    turn = plan_meeting(
        dialogue=dialogue,
        starts_at=at(MEETING, 9),
        ends_at=at(MEETING, 9) + timedelta(hours=2),
        place="Residenset",
        by=coordinator.person,
        at=at(TODAY),
    )
    return Forum(
        dialogue,
        turn,
        coordinator.person,
        people["Eva Ask"],
        people["Bo Berg"],
        organisation,
        smiths,
        chamber,
    )


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on loopback that keeps what it is given."""
    from smtp_server import MailServer

    with MailServer() as server:
        yield server


@pytest.fixture
def posted(mail_server: MailServer, settings: Any) -> MailServer:
    """An installation that sends through ``mail_server``."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.host, mail_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    servers = replace(settings.INSTALLATION.mail, smtp_host=mail_server.host)
    settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)
    return mail_server
