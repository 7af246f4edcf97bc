# SPDX-License-Identifier: EUPL-1.2
"""What the pages of invitations say."""

from __future__ import annotations

from lagesbild.dialogues import messages_rounds
from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "meeting_cancelled": "Mötet är inställt, så du behöver inte svara. Inget har ändrats.",
    "meeting_over": "Mötet har redan varit, så det går inte att svara längre. Inget har ändrats.",
    "left_dialogue": (
        "Organisationen är inte längre medlem i dialogen den dagen. Inget har ändrats. "
        "Är det fel, skriv till samordnaren."
    ),
    "no_clock": "Mötet har ingen tid än. Sätt den först, så kan kallelsen gå ut. Inget är skickat.",
    "nobody_to_invite": (
        "Ingen medlem har en kontaktperson än. Lägg till dem under Inställningar. Inget är skickat."
    ),
    "substitute_without_name": "Skriv vem som kommer i ditt ställe. Svaret är inte sparat än.",
    "nobody_to_remind": "Alla har svarat, eller har redan påmints två gånger. Inget är skickat.",
    "quiet_now": "Dialogen vilar, så inga mejl går ut. Påminnelserna kommer första arbetsdagen efter.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal, of this room's or of a round's own."""
    if refusal.code in SENTENCES:
        return SENTENCES[refusal.code].format(**refusal.details)
    return messages_rounds.sentence(refusal)
