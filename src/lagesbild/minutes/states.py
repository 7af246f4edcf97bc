# SPDX-License-Identifier: EUPL-1.2
"""The states of minutes as a table: what may be done in each, and where it leads.

``docs/generated/states.md`` is drawn from it.
"""

from __future__ import annotations

from typing import Final

DRAFT, OUT, ADJUSTED, FINAL = "draft", "out", "adjusted", "final"

#: State → act → the state it leads to. ``silence``: the last day has gone and no comment is left.
MINUTES: Final[dict[str, dict[str, str]]] = {
    DRAFT: {"edit": DRAFT, "send_out": OUT, "adjust": ADJUSTED},
    OUT: {"edit": OUT, "comment": OUT, "take_back": DRAFT, "adjust": ADJUSTED, "silence": ADJUSTED},
    ADJUSTED: {"take_back": DRAFT, "finalise": FINAL},
    FINAL: {"correct": FINAL},
}

NAMES: Final[dict[str, str]] = {
    DRAFT: "utkast",
    OUT: "ute för synpunkter",
    ADJUSTED: "justerad",
    FINAL: "slutlig",
}


def after(state: str, act: str) -> str | None:
    """The state that an act leads to; None where it cannot be done.

    >>> after("draft", "send_out"), after("final", "edit")
    ('out', None)
    """
    return MINUTES[state].get(act)
