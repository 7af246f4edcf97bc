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
    from imap_server import ImapServer
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
    settings.EMAIL_BACKEND = "lagesbild.mail.smtp.EmailBackend"
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


@pytest.fixture
def mailbox(settings: Any) -> Iterator[ImapServer]:
    """A real mailbox, which the installation reads."""
    from imap_server import DOVECOT, PASSWORD, USER, ImapServer

    if not DOVECOT:
        pytest.skip("no Dovecot on this machine; get it with: apt-get install dovecot-imapd")
    with ImapServer() as server:
        servers = replace(
            settings.INSTALLATION.mail,
            imap_host=server.host,
            imap_port=server.port,
            imap_security="none",
            imap_user=USER,
            imap_password=PASSWORD,
            function_address=USER,
        )
        settings.INSTALLATION = replace(settings.INSTALLATION, mail=servers)
        yield server


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the room behind the purpose "prov" has been given: (person, target, text, names of files)."""
    from lagesbild.mail import registry
    from lagesbild.mail.registry import Outcome

    taken: list[tuple[Any, ...]] = []

    def take(incoming: Any, letter: Any, person: Any, target: str, at: Any) -> Outcome:
        taken.append((person.email, target, letter.text.strip(), [f.filename for f in letter.attachments]))
        return Outcome(taken=True)

    monkeypatch.setattr(registry, "_handlers", {"prov": take})
    return taken


@pytest.fixture
def token(reporter: Any, dialogue: Any) -> str:
    """The key in the address that the reporter answers to."""
    from outbox import NOON

    from lagesbild.mail.operations import make_reply_token

    return make_reply_token(
        person=reporter.person, purpose="prov", target="7", dialogue=dialogue, by=None, at=NOON
    )
