# SPDX-License-Identifier: EUPL-1.2
"""The chain over the audit lines: a line that is altered, moved or taken out afterwards shows.

Writers do not queue for the chain: they add lines without a seal, and one process gives each line
its place and seal a little later. A line's seal is made of the seal before it, its place and all it
says. Lines are sealed in the order they are found, which is not always that of their ids: a
transaction that began earlier may end later.

The chain cannot show that its own last lines were cut off; that takes a copy of the last seal kept
elsewhere, which ``lagesbild doctor`` prints.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from lagesbild.audit.models import AuditEntry
from lagesbild.lib.health import Check

AT_A_TIME = 1000


@dataclass(frozen=True)
class Chain:
    """What a walk along the chain found; ``broken_at`` is the place of the first line that is wrong."""

    sealed: int
    unsealed: int
    last_seal: str
    broken_at: int | None = None


def seal_of(entry: AuditEntry, *, place: int, before: str) -> str:
    """The seal of a line at a place, after the seal before it."""
    said = [
        before,
        place,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.by_id,
        entry.operation,
        entry.object_type,
        entry.object_id,
        entry.ids,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


def seal(at: datetime) -> int:
    """Seal every line that has no seal yet; returns how many.

    The place is unique, so of two processes that seal at once one is refused by the database and
    tries again later.
    """
    count = 0
    while sealed := _seal_some():
        count += sealed
    return count


@transaction.atomic
def _seal_some() -> int:
    last = AuditEntry.objects.filter(place__isnull=False).order_by("-place").first()
    place, before = (last.place or 0, last.seal) if last is not None else (0, "")
    fresh = list(AuditEntry.objects.filter(place__isnull=True).order_by("pk")[:AT_A_TIME])
    for entry in fresh:
        place += 1
        entry.place, entry.seal = place, seal_of(entry, place=place, before=before)
        before = entry.seal
    AuditEntry.objects.bulk_update(fresh, ["place", "seal"], batch_size=200)
    return len(fresh)


def verify() -> Chain:
    """Walk the whole chain and say where it first does not hold."""
    sealed, before, broken = 0, "", None
    for entry in AuditEntry.objects.filter(place__isnull=False).order_by("place").iterator(AT_A_TIME):
        sealed += 1
        if broken is None and (
            entry.place != sealed or entry.seal != seal_of(entry, place=sealed, before=before)
        ):
            broken = sealed
        before = entry.seal
    unsealed = AuditEntry.objects.filter(place__isnull=True).count()
    return Chain(sealed, unsealed, before, broken)


def last_seal() -> tuple[int, str]:
    """The place and seal of the chain's last line; (0, "") before the first."""
    last = AuditEntry.objects.filter(place__isnull=False).order_by("-place").first()
    return (last.place or 0, last.seal) if last is not None else (0, "")


def check_seals(*, walk: bool = False) -> Check:
    """The last seal, to be copied somewhere else; ``walk`` goes along the whole chain."""
    name = "Spårrader"
    chain = verify() if walk else None
    if chain is not None and chain.broken_at is not None:
        words = f"Rad {chain.broken_at} av {chain.sealed} är ändrad, flyttad eller borta. Jämför med en säkerhetskopia."
        return Check("seals", name, False, words)
    place, seal_ = last_seal()
    walked = " Hela kedjan stämmer." if walk else ""
    words = f"{place} förseglade.{walked} Sista sigill: {seal_}" if place else "Inga förseglade än"
    return Check("seals", name, True, words)


def first_line_at() -> datetime | None:
    """When the oldest line was written: the installation has been in use at least since then."""
    return AuditEntry.objects.order_by("at").values_list("at", flat=True).first()
