# SPDX-License-Identifier: EUPL-1.2
"""Refusal code -> Swedish sentence: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "not_coordinator": "Bara dialogens samordnare kan ändra minnesanteckningarna. Inget har ändrats.",
    "not_sent_out": "Samordnaren skriver på minnesanteckningarna. De visas här när de skickas ut.",
    "round_cancelled": "Mötet är inställt och får inga minnesanteckningar. Återställ omgången först om mötet blev av.",
    "is_final": "Texten är slutlig. Inget har ändrats. Det som är fel rättas med en numrerad rättelse.",
    "is_adjusted": "Texten är justerad. Inget har ändrats. Öppna den igen om något ska ändras.",
    "wrong_state": "Det går inte nu: texten är {state}. Inget har ändrats. Ladda om sidan för att se hur den står.",
    "unsettled_comments": "Synpunkter återstår att ta ställning till ({count}). Inget har ändrats. Ta in dem eller svara först.",
    "no_block": "Stycket finns inte kvar, någon annan har ändrat texten. Inget har sparats. Här är texten som den står nu.",
    "no_part": "Avsnittet finns inte kvar. Inget har sparats. Här är texten som den står nu.",
    "too_long": "Stycket är längre än {most} tecken. Inget har sparats. Dela det i flera.",
    "changed_meanwhile": "Någon annan har ändrat stycket medan du skrev. Inget har skrivits över. Båda lydelserna står här: välj vilken som ska gälla.",
    "cuts_held_back": "Din ändring delar något som inte alla får läsa: ”{words}”. Inget har sparats. Låt det stå helt eller ta bort hela.",
    "written_by_hand": "Stycket är skrivet för hand och har ingen rapport att gå tillbaka till. Inget har ändrats.",
    "nothing_written": "Skriv något först. Inget har sparats.",
    "same_words": "Rättelsen säger samma sak som texten. Inget har ändrats.",
    "no_reason": "Skriv varför texten rättas. Det står i listan över rättelser. Inget har ändrats.",
    "not_final": "Texten är inte slutlig än och kan ändras direkt. Ingen rättelse har gjorts.",
    "no_last_day": "Välj sista dag för synpunkter. Inget har skickats.",
    "last_day_passed": "Sista dagen måste ligga framåt i tiden. Inget har skickats.",
    "not_own_section": "Ni kan lämna synpunkter på ert eget avsnitt. Inget har sparats.",
    "not_out": "Texten är inte ute för synpunkter nu. Inget har sparats. Hör av er till samordnaren.",
    "too_late": "Sista dagen för synpunkter har gått. Inget har sparats. Hör av er till samordnaren, så kan texten rättas.",
    "comment_on_final": "Texten är slutlig. Inget har sparats. Be samordnaren om en rättelse.",
    "already_settled": "Någon har redan tagit ställning till synpunkten. Inget har ändrats.",
    "not_read_through": "Rapporten är inte genomläst. Läs igenom och godta den först, så går den att öppna för gruppen.",
    "bad_choice": "Valet gick inte att läsa. Inget har ändrats. Ladda om sidan och försök igen.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
