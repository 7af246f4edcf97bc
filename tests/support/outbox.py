# SPDX-License-Identifier: EUPL-1.2
"""Mails for tests, and golden mails: what a mail says, kept as files to be read by people."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
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


def assert_mail_is(name: str, mail: Any, *, whole: bool = False) -> None:
    """Compare a mail (``OutgoingMail`` or ``letters.Written``) with ``tests/mail/golden/<name>.txt`` and ``.html``.

    Of the HTML what stands inside the sheet is kept; one golden mail is ``whole``, frame and all. Tokens are made alike first. Write the files anew with ``GOLDEN=write pytest ...`` and read the
    difference before it is committed.
    """
    html = mail.html if whole else inside_the_sheet(mail.html)
    for ending, said in (("txt", f"Ämne: {mail.subject}\n\n{mail.text}"), ("html", html)):
        path, plain = GOLDEN / f"{name}.{ending}", alike(said)
        if os.environ.get("GOLDEN") == "write":
            path.write_text(plain, "utf-8")
        assert path.exists(), f"no golden mail {path.name}: write it with GOLDEN=write"
        assert plain == path.read_text("utf-8"), path.name


def inside_the_sheet(html: str) -> str:
    """The blocks of a letter, without the frame that all letters share."""
    blocks = html.partition('text-align:left;">\n')[2].rpartition("\n              </td>")[0]
    assert blocks, "the frame of the letters has changed: mend this function"
    return dedent(blocks).strip() + "\n"


def alike(words: str) -> str:
    """The words with what is new each time (tokens in addresses) made the same."""
    return re.sub(r"/[A-Za-z0-9_.-]{32,}(?=[/\"\s])", "/NYCKEL", words)


def answer_to(token: str = "", **said: str | bytes) -> bytes:
    """A letter to the forum, as a mail program would send it; with a token it is an answer."""
    from email.message import EmailMessage

    letter = EmailMessage()
    headers = {
        "From": "Rapportor <rapportor@prov.example>",
        "To": f"forum+{token}@lansforum.example" if token else "forum@lansforum.example",
        "Subject": "Sv: Hur är läget?",
        "Message-ID": "<svar-1@prov.example>",
        "Date": "Mon, 15 Jun 2026 10:00:00 +0200",
    }
    headers |= {
        name.replace("_", "-"): str(words) for name, words in said.items() if name not in ("text", "file")
    }
    for name, words in headers.items():
        if words:
            letter[name] = words
    letter.set_content(str(said.get("text", "12 personer är varslade.\n")))
    if "file" in said:
        content = said["file"] if isinstance(said["file"], bytes) else str(said["file"]).encode()
        letter.add_attachment(
            content, maintype="application", subtype="octet-stream", filename="../../etc/läge.txt"
        )
    return letter.as_bytes()
