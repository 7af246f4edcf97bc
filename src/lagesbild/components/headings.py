# SPDX-License-Identifier: EUPL-1.2
"""When a heading over rows says something that the rows do not. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def needs_heading(heading: str, names: Sequence[str]) -> bool:
    """Whether a group's name says more than its rows: "Länsstyrelsen" over the county board alone does not.

    >>> needs_heading("Länsstyrelsen", ["Länsstyrelsen i Provlän"]), needs_heading("Kommuner", ["Åsbruk"])
    (False, True)
    """
    if not heading or len(names) != 1:
        return bool(heading)
    group, name = heading.casefold(), names[0].casefold()
    return not (name.startswith(group) or group.startswith(name))
