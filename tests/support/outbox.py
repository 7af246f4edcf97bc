# SPDX-License-Identifier: EUPL-1.2
"""Mails for tests, and golden mails: what a mail says, kept as files to be read by people."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "mail" / "golden"
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def queue_one(key: str = "prov:1", **more: Any) -> Any:
    """A plain mail in the outbox."""
    from lagesbild.mail.operations import queue_mail

    said: dict[str, Any] = {
        "person": None,
        "purpose": "prov",
        "subject": "Hur är läget?",
        "text": "Hej! Svara senast torsdag.\n",
        "function_address": "forum@lansforum.example",
        "due_at": NOON,
        "by": None,
        "at": NOON,
    }
    return queue_mail(key=key, **{**said, **more})


def assert_mail_is(name: str, mail: Any) -> None:
    """Compare a mail (``OutgoingMail`` or ``letters.Written``) with ``tests/mail/golden/<name>.txt`` and ``.html``.

    Tokens are made alike first. Write the files anew with ``GOLDEN=write pytest ...`` and read the
    difference before it is committed.
    """
    for ending, said in (("txt", f"Ämne: {mail.subject}\n\n{mail.text}"), ("html", mail.html)):
        path, plain = GOLDEN / f"{name}.{ending}", alike(said)
        if os.environ.get("GOLDEN") == "write":
            path.write_text(plain, "utf-8")
        assert path.exists(), f"no golden mail {path.name}: write it with GOLDEN=write"
        assert plain == path.read_text("utf-8"), path.name


def alike(words: str) -> str:
    """The words with what is new each time (tokens in addresses) made the same."""
    return re.sub(r"/[A-Za-z0-9_-]{32,}(?=[/\"\s])", "/NYCKEL", words)
