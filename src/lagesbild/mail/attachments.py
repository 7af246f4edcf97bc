# SPDX-License-Identifier: EUPL-1.2
"""Files that go with a mail: stored by their content, named on the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from lagesbild.lib import blobs


@dataclass(frozen=True)
class Attachment:
    """A file of a mail. ``alternative`` also shows it in the letter's body, as calendar programs expect."""

    filename: str
    content: bytes
    content_type: str = "application/octet-stream"
    alternative: bool = False

    def keep(self) -> dict[str, Any]:
        """Store the bytes; what the row remembers of them."""
        return {
            "filename": self.filename,
            "content_type": self.content_type,
            "alternative": self.alternative,
            "size": len(self.content),
            "sha256": blobs.keep(settings.INSTALLATION.blobs, self.content),
        }

    @classmethod
    def fetch(cls, kept: dict[str, Any]) -> Attachment:
        """The file again.

        Raises ``FileNotFoundError`` or ``ValueError`` where the stored file is gone or altered.
        """
        content = blobs.fetch(settings.INSTALLATION.blobs, kept["sha256"])
        return cls(kept["filename"], content, kept["content_type"], kept["alternative"])


def calendar_file(content: bytes, method: str = "REQUEST", filename: str = "kallelse.ics") -> Attachment:
    """A calendar file, shown by calendar programs as an invitation, an update or a cancellation."""
    return Attachment(filename, content, f"text/calendar; method={method}", alternative=True)
