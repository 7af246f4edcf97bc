# SPDX-License-Identifier: EUPL-1.2
"""A forum with reports that have been read through, and its minutes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

if TYPE_CHECKING:
    from forum import Forum

    from lagesbild.minutes.models import Minutes

RING = """\
Orderingången har minskat med 15 % sedan mars.

Ett verkstadsföretag i Granberga med 40 anställda förhandlar om kortare arbetstid.

- Ny svetskurs i augusti
- Vi skickar en lista senast den 26 juni.
"""


@pytest.fixture
def forum(db: None) -> Forum:
    """Three members: the ring has written, the chamber has nothing new, the board is silent."""
    from forum import ACCEPTED, make_forum

    from lagesbild.dialogues.accepting import accept_version
    from lagesbild.dialogues.operations import report_nothing_new

    made = make_forum()
    sent = made.send(RING)
    accept_version(submission=sent, by=made.coordinator, at=ACCEPTED)
    report_nothing_new(turn=made.turn, organisation=made.chamber, by=made.coordinator, at=ACCEPTED)
    return made


@pytest.fixture
def minutes(forum: Forum) -> Minutes:
    """The draft, begun when the meeting ended."""
    from forum import at

    from lagesbild.minutes.operations import begin_minutes

    return begin_minutes(turn=forum.turn, by=forum.coordinator, at=at("2026-06-15", 11))
