# SPDX-License-Identifier: EUPL-1.2
"""Plain text: decoded, line ends made alike, and nothing else."""

from __future__ import annotations

from lagesbild.intake.canonical import canonical, checked, decode
from lagesbild.intake.model import Intake


def read_plain(content: bytes, sha256: str) -> Intake:
    """The text of a .txt file. Raises IntakeRefused when it is blank or far too long."""
    return Intake(kind="txt", text=checked(canonical(decode(content))), sha256=sha256)
