# SPDX-License-Identifier: EUPL-1.2
"""Code -> Swedish sentence: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "already_sent": "Mejlet har redan gått iväg. Inget har ändrats.",
    "already_cancelled": "Mejlet är redan borttaget. Inget har ändrats.",
    "leaving": "Mejlet är på väg ut just nu. Inget har ändrats. Ladda om sidan om en minut.",
    "links_gone": "Mejlet har gått iväg eller tagits bort, och länkarna i det är utplånade. Inget har ändrats.",
    "unsure": (
        "Det går inte att veta om mejlet kom iväg, så det kan inte tas bort eller hållas inne. "
        "Fråga mottagaren, och välj sedan Skicka nu eller Jag har skickat det."
    ),
    "not_coordinator": "Bara dialogens samordnare sköter utkorgen. Inget har ändrats.",
    "not_waiting": "Mejlet är redan omhändertaget. Inget har ändrats.",
}

#: Why a letter lies where it lies, as the coordinator reads it.
WHY = {
    "no_token": "Det saknar nyckeln som hör till ett utskick. Avsändaren kan ha skrivit ett nytt mejl i stället för att svara.",
    "revoked": "Det svarar på ett utskick vars länkar är återkallade.",
    "expired": "Det svarar på ett utskick vars svarstid har gått ut.",
    "no_handler": "Det svarar på ett utskick som ingen svarar för.",
    "not_taken": "Det gick inte att lägga i någon rapport.",
    "failed": "Det gick inte att ta hand om efter flera försök.",
    "automatic": "Det är ett autosvar eller en leveransrapport.",
    "loop": "Det kommer från forumets egen adress.",
    "own": "Det är ett av forumets egna utskick som kommit tillbaka.",
    "list": "Det kommer från en sändlista.",
    "too_large": "Det är för stort för att hämtas. Avsändaren har fått veta det, om svarsadressen var känd.",
    "no_text": "Det är tomt. Avsändaren har fått veta det.",
    "encrypted": "Det är krypterat. Avsändaren har fått veta det.",
    "dropped_by_hand": "Samordnaren lade det åt sidan.",
}

#: What the sender is told of a letter that could not be read.
UNREAD = {
    "too_large": (
        "Ditt mejl kom fram men är för stort för att läsas (gränsen är 25 MB). Inget av det har sparats "
        "i rapporten. Skicka texten utan bilder, eller klistra in den i formuläret som länken i kallelsen "
        "leder till."
    ),
    "no_text": (
        "Ditt mejl kom fram men var tomt. Det kan hända när texten skrivs under det citerade. Svara igen "
        "och skriv överst, eller använd länken i kallelsen."
    ),
    "encrypted": "Ditt mejl kom fram men är krypterat, så vi kan inte läsa det. Svara igen utan kryptering.",
    "other": (
        "Ditt mejl kom fram men gick inte att läsa. Inget av det har sparats i rapporten. Svara igen med "
        "vanlig text, eller använd länken i kallelsen."
    ),
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)


def why(code: str, note: str = "") -> str:
    """Why a letter lies where it lies; a handler's own sentence wins."""
    return note or WHY.get(code, "Det gick inte att läsa.")
