# SPDX-License-Identifier: EUPL-1.2
"""Refusal code -> Swedish sentence: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "not_coordinator": "Bara dialogens samordnare kan publicera. Inget har ändrats.",
    "no_round": "Det finns ingen omgång att publicera än. Läs in minnesanteckningar eller ta emot rapporter först.",
    "changed_since_seen": (
        "Bilden har ändrats sedan du öppnade sidan. Inget har publicerats. "
        "Se igenom den nya bilden här nedanför och tryck på Publicera igen."
    ),
    "round_cancelled": "Mötet är inställt. Inga minnesanteckningar har publicerats. Återställ omgången först om mötet blev av.",
    "empty_minutes": "Det finns inget att publicera för de läsarna: ingen text är öppen för dem. Inget har publicerats.",
    "already_withdrawn": "Lägesbilden var redan tillbakadragen. Utomstående ser den inte.",
    "not_withdrawn": "Lägesbilden är inte tillbakadragen. Utomstående ser den fortfarande.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
