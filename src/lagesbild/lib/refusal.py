# SPDX-License-Identifier: EUPL-1.2
"""A no with a reason: rules return a ``Refusal`` or None, operations raise ``Refused``.

The button's explanation and the guard ask the same rule; the Swedish sentence for a code stands in
the app's ``messages`` module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done; ``details`` fill the sentence's blanks."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """Raised by an operation whose rule said no; nothing was written."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, details)


def insist(refusal: Refusal | None) -> None:
    """Raise ``Refused`` where a rule said no."""
    if refusal is not None:
        raise Refused(refusal.code, **refusal.details)
