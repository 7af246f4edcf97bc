# SPDX-License-Identifier: EUPL-1.2
"""A row of addresses pasted from an old invitation -> people, and the member each most likely speaks for.

Pure: members are given as names and known mail domains. Better silent than wrong: only one clear
candidate is proposed, the rest is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

#: Anybody may have an address here: it says nothing of an organisation.
PRIVATE_DOMAINS = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "live.se",
        "live.com", "msn.com", "yahoo.com", "yahoo.se", "icloud.com", "me.com", "telia.com", "bredband.net",
        "comhem.se", "spray.se", "protonmail.com", "proton.me",
    }
)  # fmt: skip
#: Words that many members share and none is known by.
COMMON = frozenset(
    "kommun kommuner region regionen län läns länsstyrelsen i och för ab sverige svenska näringsliv förening".split()
)
SURE, CLEARLY_BETTER = 82.0, 12.0
LONGEST_ROW = 20_000

#: A name in quotes or bare, and an address in angle brackets; or an address alone.
_ENTRY = re.compile(
    r"""(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[^<>;@"\n]*?))\s*<\s*(?P<named>[^<>\s;]+)\s*>|(?P<alone>[^\s<>;,"]+@[^\s<>;,"]+)"""
)
_ADDRESS = re.compile(r"[^@\s]+@(?:[a-z0-9åäöé](?:[a-z0-9åäöé-]*[a-z0-9åäöé])?\.)+[a-z]{2,}")


@dataclass(frozen=True)
class Pasted:
    """Somebody in the row; ``email`` "" where what stood there is no address."""

    name: str
    email: str
    as_written: str


@dataclass(frozen=True)
class Candidate:
    """A member as the matching knows it."""

    key: int
    names: tuple[str, ...]
    domains: frozenset[str]


def read_row(row: str) -> list[Pasted]:
    """The people of a row, each address once, in the order they stand.

    >>> [(p.name, p.email) for p in read_row('Ask, Eva <eva@a.example>; bo@b.example, "X" <trasig>')]
    [('Eva Ask', 'eva@a.example'), ('', 'bo@b.example'), ('X', '')]
    """
    found: dict[str, Pasted] = {}
    for match in _ENTRY.finditer(row[:LONGEST_ROW].replace("\r", "\n")):
        written = (match["named"] or match["alone"] or "").strip(" .,'").removeprefix("mailto:")
        name = _name(match["quoted"] if match["quoted"] is not None else match["bare"] or "")
        email = written.lower() if _ADDRESS.fullmatch(written.lower()) else ""
        found.setdefault(
            email or written.lower(), Pasted(name[:120], email, " ".join(match[0].split())[:200])
        )
    return list(found.values())


def _name(written: str) -> str:
    """A name as one says it: "Ask, Eva" is Eva Ask, and what stands in brackets after is no name."""
    bare = " ".join(re.sub(r"\(.*?\)", " ", written).strip(" ,;'\t").split())
    bare = re.sub(r"^(till|kopia|to|cc):\s*", "", bare, flags=re.IGNORECASE)
    last, comma, first = bare.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else last.strip()


def domain_of(email: str) -> str:
    """The part of an address that may tell of an organisation; "" for a private one."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in PRIVATE_DOMAINS else domain


def member_for(pasted: Pasted, candidates: Sequence[Candidate]) -> int | None:
    """The one member that an address clearly belongs to; None where one must ask.

    A domain that one member's people already write from decides. Else the domain is compared with
    the members' names, without the words that many share.
    """
    domain = domain_of(pasted.email)
    if not domain:
        return None
    known = [c for c in candidates if domain in c.domains]
    if known:
        return known[0].key if len(known) == 1 else None
    stem = _plain(domain.rsplit(".", 1)[0].split(".")[-1])
    scored = sorted(((_likeness(stem, c), c.key) for c in candidates), reverse=True)
    if not scored or scored[0][0] < SURE:
        return None
    runner_up = scored[1][0] if len(scored) > 1 else 0.0
    return scored[0][1] if scored[0][0] - runner_up >= CLEARLY_BETTER else None


def _likeness(stem: str, candidate: Candidate) -> float:
    return max((_name_likeness(stem, name) for name in candidate.names), default=0.0)


def _name_likeness(stem: str, name: str) -> float:
    words = [_plain(w) for w in re.findall(r"\w+", name.casefold())]
    telling = [w for w in words if w not in {_plain(c) for c in COMMON}] or words
    together = fuzz.ratio(stem, "".join(words))
    alone = max((fuzz.ratio(stem, w) for w in telling if len(w) > 2), default=0.0)
    return max(together, fuzz.ratio(stem, "".join(telling)), alone)


def _plain(text: str) -> str:
    """As it stands in a domain: å ä ö without rings and dots, no hyphens."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())
