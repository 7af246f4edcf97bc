# SPDX-License-Identifier: EUPL-1.2
"""A real mail server in the process, and the outbox with something in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

if TYPE_CHECKING:
    from smtp_server import MailServer

    from lagesbild.mail.models import OutgoingMail


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
    servers = replace(
        settings.INSTALLATION.mail,
        smtp_host=mail_server.host,
        function_address="forum@lansforum.example",
        function_name="Näringslivsdialogen Provlän",
    )
    settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)
    return mail_server


@pytest.fixture
def queue(reporter: Any, dialogue: Any) -> Callable[..., OutgoingMail]:
    """Queues a mail to the reporter: ``queue("prov:1", due_at=...)``."""
    from outbox import queue_one

    def queue_it(key: str = "prov:1", **more: Any) -> OutgoingMail:
        return queue_one(key, **{"person": reporter.person, "dialogue": dialogue, **more})

    return queue_it
