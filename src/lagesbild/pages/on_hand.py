# SPDX-License-Identifier: EUPL-1.2
"""The picture as last made, kept until something is written.

Everything that a picture is made of is written by operations that leave a line in the audit log:
while the log's mark and the day are the same, so is the picture. Each process keeps its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache

from lagesbild.audit.queries import mark_of_last_write
from lagesbild.components.shapes import Link, Notice, TitleBlock
from lagesbild.lib.audience import Audience
from lagesbild.lib.clock import today

KEEP = 24 * 3600


@dataclass(frozen=True)
class Shown:
    """A picture ready for its page: ``part`` is the HTML of its sections, the rest stands around it.

    ``days`` are the latest rounds' days, as ISO dates.
    """

    title: TitleBlock
    is_empty: bool
    part: str
    days: tuple[str, ...] = ()
    actions: tuple[Link, ...] = ()
    notice: Notice | None = None


def on_hand(what: tuple[int, Audience, object, str], make: Callable[[], Shown]) -> Shown:
    """The picture kept for this question and audience, made where there is none of this state."""
    dialogue, audience, *question = what
    reader = (audience.level, sorted(audience.organisations), audience.sees_from)
    state = (dialogue, reader, question, today(), mark_of_last_write())
    key = f"picture-{hashlib.sha256(repr(state).encode()).hexdigest()}"
    kept: Shown | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEEP)
    return kept
