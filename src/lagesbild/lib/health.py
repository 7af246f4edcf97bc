# SPDX-License-Identifier: EUPL-1.2
"""One thing looked at by ``lagesbild doctor`` and ``/halsa/``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """Its code, its Swedish name, whether it is sound, and what to do."""

    code: str
    name: str
    ok: bool
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON."""
        return asdict(self)
