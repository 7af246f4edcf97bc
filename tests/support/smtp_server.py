# SPDX-License-Identifier: EUPL-1.2
"""A real mail server for tests: it speaks SMTP on loopback, and can say no, be busy or hang up."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class _Keeps:
    """Keeps what it is given; answers of its own are taken one a mail, then it says yes."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.to_recipients: dict[str, str] = {}
        self.to_letters: list[str] = []
        self.hang_up = False
        self.silent_after_letter = False
        self.token = ""

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        """As Microsoft and Google do: a wrong token is answered by a challenge that says why."""
        said = args[1] if len(args) > 1 else await server.challenge_auth(b"", encode_to_b64=False)
        user, bearer, *_ = base64.b64decode(said).decode().split("\x01")
        if self.token and bearer == f"auth=Bearer {self.token}" and user.startswith("user="):
            return AuthResult(success=True)
        await server.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.token and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.to_recipients:
            return self.to_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.to_letters:
            return self.to_letters.pop(0)
        self.received.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[arg-type]
        )
        if self.silent_after_letter:
            await asyncio.sleep(60)
        if self.hang_up:
            server.transport.close()
        return "250 OK"


class MailServer:
    """Started on a free port; ``received`` holds the mails. With a token nobody else may send."""

    host = "127.0.0.1"

    def __init__(self, token: str = "") -> None:
        self.keeps = _Keeps()
        self.keeps.token = token
        with socket.socket() as probe:
            probe.bind((self.host, 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(
            self.keeps,
            hostname=self.host,
            port=self.port,
            auth_require_tls=False,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
        )

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self._controller.stop()

    @property
    def received(self) -> list[EmailMessage]:
        """What has come, oldest first."""
        return self.keeps.received
