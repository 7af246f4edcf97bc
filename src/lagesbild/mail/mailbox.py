# SPDX-License-Identifier: EUPL-1.2
"""The forum's mailbox over IMAP: opened read-only, so that those who read it too find it as they left it."""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from lagesbild.env import MailServers
from lagesbild.mail.oauth import LOOPBACK, NoToken, forget_tokens, token_for, uses_token, xoauth2

__all__ = ["NoToken", "OpenMailbox", "Waiting", "open_mailbox"]

SECONDS = 60
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class InsecureMailbox(OSError):
    """A password would travel in the clear."""


@dataclass(frozen=True)
class Waiting:
    """A letter in the mailbox that has not been fetched."""

    uid: int
    size: int
    message_id: str


@dataclass(frozen=True)
class OpenMailbox:
    """A mailbox as it stands open."""

    connection: imaplib.IMAP4
    uid_validity: int
    #: The number of the newest letter when the mailbox was opened.
    newest: int

    def waiting(self, *, after: int, since: date | None = None) -> list[Waiting]:
        """The letters with a number above ``after``, or that came on a day or later; oldest first."""
        if since is not None:
            asked = f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        else:
            asked = f"UID {after + 1}:*"
        found = self._say("SEARCH", asked)
        # A range up to * holds the last letter even where that one lies before the range.
        uids = [uid for uid in map(int, (found[0] or b"").split()) if uid > after]
        return [seen for uid in sorted(uids) if (seen := self._look(uid)) is not None]

    def _look(self, uid: int) -> Waiting | None:
        said = self._say("FETCH", str(uid), "(RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        for part in said:
            if isinstance(part, tuple):
                size = re.search(rb"RFC822\.SIZE (\d+)", part[0])
                named = re.search(rb"(?i)^message-id:\s*(\S+)", part[1])
                words = named[1].decode("ascii", "replace") if named else ""
                return Waiting(uid, int(size[1]) if size else 0, words[:255])
        return None  # gone meanwhile

    def letter(self, uid: int) -> bytes | None:
        """The whole letter; None where somebody has moved it away."""
        return self._fetch(uid, "BODY.PEEK[]")

    def head(self, uid: int) -> bytes | None:
        """The headers only, of a letter that is too large to fetch."""
        return self._fetch(uid, "BODY.PEEK[HEADER]")

    def _fetch(self, uid: int, part: str) -> bytes | None:
        said = self._say("FETCH", str(uid), f"({part})")
        return next((bytes(found[1]) for found in said if isinstance(found, tuple)), None)

    def _say(self, command: str, *words: str) -> list[Any]:
        status, said = self.connection.uid(command, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command}: {said!r}"[:200])
        return said


@contextmanager
def open_mailbox(servers: MailServers) -> Iterator[OpenMailbox]:
    """Log in and open the folder for reading.

    Raises ``OSError`` or ``imaplib.IMAP4.error`` where the server says no, ``NoToken`` where there
    is none to log in with.
    """
    connection = _connected(servers)
    try:
        _log_in(connection, servers)
        status, said = connection.select(_as_sent(servers.imap_folder), readonly=True)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{servers.imap_folder}: {said!r}")
        yield OpenMailbox(
            connection, _number(connection, "UIDVALIDITY"), _number(connection, "UIDNEXT", 1) - 1
        )
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()


def _as_sent(folder: str) -> str:
    r"""The folder's name in IMAP's own alphabet (RFC 3501, modified UTF-7), in quotes.

    >>> _as_sent("Kallelser på väg"), _as_sent('R&D "ny"')
    ('"Kallelser p&AOU- v&AOQ-g"', '"R&-D \\"ny\\""')
    """

    def shifted(found: re.Match[str]) -> str:
        code = base64.b64encode(found[0].encode("utf-16-be")).decode("ascii")
        return f"&{code.rstrip('=').replace('/', ',')}-"

    name = re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(connection: imaplib.IMAP4, name: str, otherwise: int = 0) -> int:
    return int(connection.response(name)[1][0] or otherwise)


def _connected(servers: MailServers) -> imaplib.IMAP4:
    host, port = servers.imap_host, servers.imap_port
    if servers.imap_security == "tls":
        return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    if servers.imap_security == "none" and host not in LOOPBACK:
        raise InsecureMailbox("imap_security = none duger bara på den egna datorn.")
    connection = imaplib.IMAP4(host, port, timeout=SECONDS)
    if servers.imap_security == "starttls":
        connection.starttls(ssl.create_default_context())
    return connection


def _log_in(connection: imaplib.IMAP4, servers: MailServers) -> None:
    if not uses_token(servers):
        connection.login(servers.imap_user, servers.imap_password)
        return
    answer = xoauth2(servers.imap_user, token_for(servers))
    try:
        connection.authenticate("XOAUTH2", answer)
    except imaplib.IMAP4.error:
        forget_tokens()
        raise
