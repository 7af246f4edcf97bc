# SPDX-License-Identifier: EUPL-1.2
"""The bearer token that Microsoft 365 and others want instead of a password (SASL XOAUTH2).

Two ways to get one: by client credentials from the organisation's token address, or from a command
that prints one, for what an organisation has of its own.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from lagesbild.env import MailServers

LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: A token is not used in its last minute.
MARGIN = 60.0
SECONDS = 30
_kept: dict[tuple[str, str, str], tuple[str, float]] = {}


class NoToken(Exception):
    """No token could be had; the sentence says what to look at."""


def uses_token(servers: MailServers) -> bool:
    """Whether this installation logs in with a token."""
    return bool(servers.oauth_token_url or servers.oauth_token_command)


def token_for(servers: MailServers) -> str:
    """A token that holds now. Raises ``NoToken``."""
    if servers.oauth_token_command:
        return _from_command(servers.oauth_token_command)
    key = (servers.oauth_token_url, servers.oauth_client_id, servers.oauth_scope)
    token, ends = _kept.get(key, ("", 0.0))
    if time.monotonic() < ends:
        return token
    token, lasts = _by_client_credentials(servers)
    _kept[key] = (token, time.monotonic() + lasts - MARGIN)
    return token


def forget_tokens() -> None:
    """Ask for new ones from now on: the one that was kept has been turned down."""
    _kept.clear()


def xoauth2(user: str, token: str) -> Callable[[bytes | None], bytes]:
    """What SASL XOAUTH2 says: first who and the token, then an empty line to hear why it was turned down."""
    said: list[bytes] = []

    def answer(challenge: bytes | None) -> bytes:
        said.append(b"" if said else f"user={user}\x01auth=Bearer {token}\x01\x01".encode())
        return said[-1]

    return answer


def _from_command(command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command), capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise NoToken(f"Kommandot för token gick inte att köra: {type(fault).__name__}.") from fault
    token = done.stdout.strip()
    if done.returncode or not token:
        raise NoToken(f"Kommandot för token gav ingen (status {done.returncode}).")
    return token


def _by_client_credentials(servers: MailServers) -> tuple[str, float]:
    address = urlsplit(servers.oauth_token_url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise NoToken("oauth_token_url måste börja med https://.")
    said = {
        "grant_type": "client_credentials",
        "client_id": servers.oauth_client_id,
        "client_secret": servers.oauth_client_secret,
        "scope": servers.oauth_scope,
    }
    request = Request(servers.oauth_token_url, urlencode(said).encode("ascii"))
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            found = json.load(answer)
        return str(found["access_token"]), float(found.get("expires_in", 300))
    except (URLError, OSError, ValueError, KeyError, TypeError) as fault:
        raise NoToken(
            f"Ingen token från {address.hostname}: {str(fault)[:120]}. Kontrollera klient-id och hemlighet."
        ) from fault
