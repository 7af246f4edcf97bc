# SPDX-License-Identifier: EUPL-1.2
"""What kind of body a name speaks of, and which bodies speak for an area."""

from __future__ import annotations

import re

from lagesbild.organisations.models import Organisation

Kind = Organisation.Kind

#: Bodies whose figures hold for their whole area; all others speak of their own members or cases.
SPEAK_FOR_AREA = frozenset(
    {Kind.COUNTY_BOARD, Kind.AUTHORITY, Kind.REGION, Kind.MUNICIPALITY, Kind.COLLECTIVE}
)

_KINDS = (
    (Kind.COUNTY_BOARD, r"länsstyrelse"),
    (Kind.REGION, r"^region(en)?\b"),
    (Kind.COLLECTIVE, r"^(kommunerna|länets kommuner)$"),
    (Kind.MUNICIPALITY, r"\bkommuns?$|\bstads?$"),
    (
        Kind.AUTHORITY,
        r"arbetsförmedlingen|skatteverket|tillväxtverket|försäkringskassan|trafikverket|migrationsverket|polisen|myndighet",
    ),
    (Kind.UNIVERSITY, r"universitet|högskola"),
    (Kind.COMPANY, r"\bab\b"),
    (
        Kind.ASSOCIATION,
        r"almi|företagarna|handelskammare|iuc|lrf|näringsliv|kluster|förening|turism|visita|nyföretagarcentrum",
    ),
)


def guess_kind(name: str) -> str:
    """The kind that a name tells of, ``other`` where it tells nothing.

    >>> str(guess_kind("Region Hällmark"))
    'region'
    """
    low = name.casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, low)), Kind.OTHER)
