# SPDX-License-Identifier: EUPL-1.2
"""What the rooms above do when a meeting has ended; they register in ``AppConfig.ready()``.

The minutes compose their draft here; this room knows nothing of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagesbild.accounts.models import Person
    from lagesbild.components.shapes import Link
    from lagesbild.dialogues.models import Round

log = logging.getLogger(__name__)

#: ``run(turn=, by=, at=)``: called after the meeting's rows have been committed, again where it was
#: opened and ended again or a late note came in. Safe to repeat. A fault never undoes the ending.
Run = Callable[..., Any]
#: ``link(turn)``: the way to what ``run`` made, or None.
Way = Callable[["Round"], "Link | None"]


@dataclass(frozen=True)
class Follower:
    """Somebody who goes on where the meeting ends."""

    run: Run
    link: Way | None


_followers: list[Follower] = []


def on_ended(run: Run, *, link: Way | None = None) -> None:
    """Have ``run`` called when a meeting has ended."""
    if all(f.run is not run for f in _followers):
        _followers.append(Follower(run, link))


def forget(run: Run) -> None:
    """Take a follower away again; for tests."""
    _followers[:] = [f for f in _followers if f.run is not run]


def tell_ended(turn: Round, *, by: Person, at: datetime) -> None:
    """Call everybody; one that fails is logged and does not stop the others."""
    for follower in _followers:
        try:
            follower.run(turn=turn, by=by, at=at)
        except Exception:
            log.exception("round %s: what follows the meeting could not be made", turn.pk)


def ready_after(turn: Round) -> list[Link]:
    """The ways on from a meeting that has ended."""
    return [link for f in _followers if f.link is not None and (link := f.link(turn)) is not None]
