# SPDX-License-Identifier: EUPL-1.2
"""Brings the forum and the scripted reader of ``tests/support`` to the tests here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from scripted_reader import script  # noqa: F401

if TYPE_CHECKING:
    from forum import Forum


@pytest.fixture
def forum(db: None) -> Forum:
    """A forum with three members and a round; see ``tests/support/forum.py``."""
    from forum import make_forum  # not earlier: Django is not ready while conftests are read

    return make_forum()
