# SPDX-License-Identifier: EUPL-1.2
"""Undertakings that go on, are held or were held: a verb of going on with its subject."""

from __future__ import annotations

import re

from textreader.clauses import Clause, Word


def happens(clause: Clause, finite: int | None) -> bool:
    """An undertaking that is subject of a verb of going on."""
    words = clause.words
    at = next((i for i, w in enumerate(words) if _goes_on(words, i, w)), None)
    if at is None:
        return False
    if finite is not None and finite < at and words[finite].low not in ("har", "är", "hade", "blir", "blev"):
        return False
    if any(
        w.low in ("sedan", "när", "som", "innan", "eftersom", "där", "hur", "då", "tills")
        for w in words[1:at]
    ):
        return False
    before = [w for w in words[:at] if "undertaking" in w.tags]
    close_after = [w for w in words[at + 1 : at + 4] if "undertaking" in w.tags]
    if (
        any(w.low in ("sedan", "efter", "på", "vid", "under", "inför") for w in words[at + 1 : at + 4])
        or words[0].low.isdigit()
    ):
        close_after = []
    if words[at].low in (
        "går",
        "gått",
        "ligger",
        "klar",
        "klart",
        "tas",
        "ses",
        "drar",
        "kör",
        "läggs",
        "landar",
        "öppnar",
        "öppnade",
        "rullar",
    ) and not re.search(
        r"\b(?:går vidare|gått vidare|går av stapeln|går ut|ses över|tas fram|drar igång|kör igång|läggs upp|är klara?t?|blev klara?t?|rullas ut|rullar vidare|rullar på|löper på|öppnar|öppnade|drar i gång)\b",
        clause.flat,
    ):
        return False
    return bool(before) or clause.continues or (bool(close_after) and at <= 3)


def _goes_on(words: list[Word], i: int, word: Word) -> bool:
    """A verb of going on, or a passive of doing ("har bildats", "har intensifierats")."""
    if "going_on" in word.tags and word.tags & {"finite", "supine"}:
        return True
    if (i and words[i - 1].low in ("har", "hade")) or (i > 1 and words[i - 2].low in ("har", "hade")):
        return word.low.endswith(("ats", "its", "tts", "rts", "fts", "lts", "gts"))
    return "doing" in word.tags and "finite" in word.tags and word.low.endswith("s")
