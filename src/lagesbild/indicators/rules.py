# SPDX-License-Identifier: EUPL-1.2
"""Which indicator a figure in a text speaks of: by the ``terms`` of the definitions.

Pure. One candidate is a proposal; several or none leave the figure unbound, since a wrong series is
worse than a figure in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Terms:
    """What proposes one indicator.

    ``of`` are beginnings of words, one of which must begin a word of the figure's head
    (several words in one entry must all do so); ``not_of`` beginnings of which none may;
    ``units`` the units that fit; ``reporters`` beginnings of which one must begin a word of the
    reporter's name, where the list is not empty.
    """

    code: str
    of: tuple[str, ...]
    units: tuple[str, ...]
    not_of: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()


def terms_from(code: str, said: Mapping[str, Any]) -> Terms:
    """The ``[terms]`` table of a definition."""
    return Terms(
        code=code,
        of=tuple(said.get("of", ())),
        units=tuple(said.get("units", ())),
        not_of=tuple(said.get("not_of", ())),
        reporters=tuple(said.get("reporters", ())),
    )


def candidates(of: str, unit: str, reporter: str, definitions: Iterable[Terms]) -> list[str]:
    """Codes of the indicators whose terms fit a figure's head word, unit and reporter.

    >>> candidates("uppsägningar", "count", "", [Terms("uppsagda", ("uppsäg",), ("count",))])
    ['uppsagda']
    """
    words = _words(of)
    reporter_words = _words(reporter)
    return [
        terms.code
        for terms in definitions
        if unit in terms.units
        and any(_all_begin(entry, words) for entry in terms.of)
        and not any(_all_begin(entry, words) for entry in terms.not_of)
        and (not terms.reporters or any(_all_begin(entry, reporter_words) for entry in terms.reporters))
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _all_begin(entry: str, words: Sequence[str]) -> bool:
    return all(any(word.startswith(stem) for word in words) for stem in entry.split())
