# SPDX-License-Identifier: EUPL-1.2
"""Brings the meeting of ``tests/support/hall.py`` to the tests here, on 15 June 2026."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

if TYPE_CHECKING:
    from hall import Hall

TODAY = date(2026, 6, 15)


@pytest.fixture
def hall(dialogue: Any, organisation: Any, coordinator: Any, stand_at: Callable[..., None]) -> Hall:
    """The meeting, at noon of its day."""
    from hall import make_hall  # not earlier: Django is not ready while conftests are read

    stand_at(TODAY)
    return make_hall(dialogue, organisation, coordinator, TODAY)
