# SPDX-License-Identifier: EUPL-1.2
"""The states of a round as a table: what may be done in each, and where it leads.

``docs/generated/states.md`` is drawn from it.
"""

from __future__ import annotations

from typing import Final

from lagesbild.lib.refusal import Refusal

PLANNED, COLLECTING, HELD, CANCELLED = "planned", "collecting", "held", "cancelled"

#: State → act → the state it leads to.
ROUND: Final[dict[str, dict[str, str]]] = {
    PLANNED: {
        "start_collecting": COLLECTING,
        "reschedule": PLANNED,
        "hold": HELD,
        "cancel": CANCELLED,
    },
    COLLECTING: {
        "reschedule": COLLECTING,
        "hold": HELD,
        "cancel": CANCELLED,
    },
    HELD: {
        "reopen": COLLECTING,
    },
    CANCELLED: {
        "reinstate": PLANNED,
        "reinstate_with_reports": COLLECTING,
    },
}

#: Why an act may not be done, where the state has a reason of its own to give.
BECAUSE: Final[dict[str, str]] = {
    PLANNED: "round_planned",
    COLLECTING: "round_collecting",
    HELD: "round_held",
    CANCELLED: "round_cancelled",
}


def after(state: str, act: str) -> str | None:
    """The state that an act leads to; None where the state does not have it.

    >>> after("planned", "cancel"), after("held", "cancel")
    ('cancelled', None)
    """
    return ROUND[state].get(act)


def refusal_to(act: str, state: str) -> Refusal | None:
    """Why a round in this state does not have the act."""
    return None if act in ROUND[state] else Refusal(BECAUSE[state])
