# SPDX-License-Identifier: EUPL-1.2
"""When a mail is tried again, and how an address carries a token."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

#: A process that died holds a mail back no longer than this.
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 12
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
_TOKEN = re.compile(r"\+([a-z2-7]{16,64})@")


def next_try(at: datetime, attempts: int) -> datetime | None:
    """When a mail that failed ``attempts`` times is tried again: 2 minutes, 4, 8, at most 6 hours; None: no more.

    Twelve attempts reach over a day and a half, so a mailbox or a server that is down over night
    loses nothing.

    >>> from datetime import UTC
    >>> at = datetime(2026, 6, 15, 8, tzinfo=UTC)
    >>> [str(next_try(at, n) - at) for n in (1, 2, 3, 11)]
    ['0:02:00', '0:04:00', '0:08:00', '6:00:00']
    >>> next_try(at, 12) is None
    True
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    doubled: timedelta = FIRST_WAIT * 2 ** (attempts - 1)
    return at + min(doubled, LONGEST_WAIT)


def plus_address(address: str, token: str) -> str:
    """The address that answers go to, with the token in it.

    >>> plus_address("forum@lansforum.example", "abc")
    'forum+abc@lansforum.example'
    """
    name, _, domain = address.rpartition("@")
    return f"{name}+{token}@{domain}" if token else address


def tokens_in(addresses: list[str]) -> list[str]:
    """The tokens that addresses carry, each once; servers may have changed the case of letters."""
    found = [match[1] for address in addresses for match in _TOKEN.finditer(address.lower())]
    return list(dict.fromkeys(found))


def without_tokens(address: str) -> str:
    """The address itself, in lower case."""
    return re.sub(r"\+[^@]*@", "@", address.strip().lower())


def hide(words: str, secrets: list[str]) -> str:
    """The words with every secret in them made unreadable."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        words = words.replace(secret, "•••")
    return words
