# SPDX-License-Identifier: EUPL-1.2
"""Finding an organisation by any of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lagesbild.organisations.models import Alias, Organisation
from textreader.model import KnownOrganisation

#: A longer name is cut, in the register and wherever it is looked for.
LONGEST_NAME = 160


def name_key(name: str) -> str:
    """How names are compared: casefolded, single spaces, no full stop or colon at the ends, not too long.

    >>> name_key(" IUC  Z-Group: ")
    'iuc z-group'
    """
    return re.sub(r"\s+", " ", name).strip(" .:").casefold()[:LONGEST_NAME].strip(" .:")


def find_organisation(name: str) -> Organisation | None:
    """The one organisation that this name means; None where nobody bears it.

    A genitive -s is tried away ("Almis enkät").
    """
    key = name_key(name)
    for candidate in (key, key.removesuffix("s")):
        alias = Alias.objects.select_related("organisation").filter(text=candidate).first()
        if alias is not None:
            return alias.organisation
    return None


def known_organisations(organisations: Iterable[Organisation]) -> list[KnownOrganisation]:
    """The register as the reader takes it; expects ``aliases`` to be prefetched."""
    return [
        KnownOrganisation(name=o.name, aliases=tuple(a.text for a in o.aliases.all()), kind=o.kind)
        for o in organisations
    ]
