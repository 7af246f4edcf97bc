# SPDX-License-Identifier: EUPL-1.2
"""What a file format is: an edition goes in, bytes come out.

A format is a folder in ``formats`` with an ``EXPORTER``; a new one is a copied folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from lagesbild.publishing.edition import Edition


@dataclass(frozen=True)
class Setting:
    """What a file needs besides the words: when it was made, and the forum's own template where it has one."""

    made_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    template: bytes | None = None


class UnfitTemplate(Exception):
    """The forum's template cannot be used; nothing was written."""


class Exporter(Protocol):
    """One file format."""

    identifier: str
    name: str
    suffix: str
    media_type: str

    def render(self, edition: Edition, setting: Setting) -> bytes:
        """The edition as a file."""
