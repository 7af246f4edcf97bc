# SPDX-License-Identifier: EUPL-1.2
"""What is said to somebody on the way in: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

WRONG_LOGIN = (
    "Adressen och lösenordet hör inte ihop. Inget har ändrats. Försök igen, "
    "eller be den som sköter Lägesbild hos er om en ny inloggningslänk."
)
TOO_MANY_TRIES = (
    "Det har blivit för många försök. Inget har ändrats. Vänta en kvart och försök igen, "
    "eller be den som sköter Lägesbild hos er om en ny inloggningslänk."
)
LINK_OF_NO_USE = (
    "En länk kan bara användas en gång och gäller i två dagar. Inget har ändrats. "
    "Be den som gav dig länken om en ny, eller logga in med ditt lösenord."
)
SENTENCES = {
    "no_demo": "Här finns inga exempelroller.",
    "not_loopback": "Exempelrollerna går bara att välja på den dator där demon körs.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
