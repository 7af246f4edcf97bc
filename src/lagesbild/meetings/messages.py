# SPDX-License-Identifier: EUPL-1.2
"""What the meeting's pages say when something may not be done."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "round_cancelled": (
        "Mötet är inställt och kan inte börja. Inget har ändrats. Det som är öppet följer med till nästa möte."
    ),
    "round_held": (
        "Mötet är avslutat. Inget har ändrats. Välj Öppna mötet igen om något ska rättas i anteckningarna."
    ),
    "round_planned": "Mötet har inte varit än. Inget har ändrats.",
    "round_collecting": "Mötet pågår redan. Inget har ändrats.",
    "not_a_member": "Den organisationen hör inte till mötet. Inget har ändrats.",
    "no_note": "Raden finns inte. Inget har ändrats.",
    "no_words": "Skriv en rad först. Inget är sparat.",
    "too_long": "Raden är längre än {longest} tecken. Korta den eller dela den i två. Inget är sparat.",
    "key_taken": "Raden är redan sparad i ett annat möte. Skriv den på nytt. Inget har ändrats.",
    "changed_meanwhile": (
        "Någon annan har ändrat raden under tiden. Din ändring är inte sparad. Läs raden och ändra igen."
    ),
    "no_guest": "Skriv gästens namn eller organisation. Ingen är tillagd.",
    "no_item": "Punkten är redan stängd eller hör inte till mötet. Inget har ändrats.",
    "no_reason": "Skriv varför punkten stängs, det står sedan bredvid den. Punkten är kvar.",
    "no_answer": "Skriv svaret först. Frågan är kvar.",
    "no_day": "Skriv vilken dag det blir, till exempel fredag 12 juni. Punkten är kvar som den var.",
    "day_has_been": "Den dagen har redan varit. Välj en dag som kommer. Punkten är kvar som den var.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
