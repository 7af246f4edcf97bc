# SPDX-License-Identifier: EUPL-1.2
"""Refusal code -> Swedish sentence: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SAME_TEXT_WAITING = "Samma text finns redan i listan, som {other}. Den läses in en gång."
SAME_TEXT_LOADED = "Samma text är redan inläst i omgången {day}. Inget har dubblerats."
SENTENCES = {
    "no_meeting_day": "Vi hittar ingen mötesdag i {filename}. Inget har sparats. Ange mötesdagen och försök igen.",
    "almost_loaded": "Texten liknar till {percent} % det som redan är inläst för {day}. Inget har sparats. Läs in den ändå med --anyway, eller ange en annan dag med --date.",
    "nothing_to_undo": "Det finns inget beslut att ångra för den här uppgiften.",
    "not_your_decision": "Beslutet togs av någon annan. Öppna uppgiften igen i stället för att ångra.",
    "carried_decision": "Beslutet följde med från rapportens förra text och kan inte ångras här. Öppna uppgiften igen i stället.",
    "submission_withdrawn": "Rapporten är tillbakadragen och kan inte godtas. Be medlemmen skicka den på nytt.",
    "unknown_dialogue": "Det finns ingen dialog som heter {slug}. {known}",
    "no_dialogue": "Här finns ingen dialog än. Börja med «lagesbild init» eller «lagesbild load-minutes».",
    "several_dialogues": "Här finns flera dialoger. Välj en med --dialogue: {known}",
    "no_round": "Det finns ingen omgång att publicera än. Läs in minnesanteckningar eller ta emot rapporter först.",
    "not_coordinator": "Bara dialogens samordnare kan göra det här.",
    "not_read_through": "Rapporten är mottagen men inte genomläst än. Gruppen ser den när samordnaren har läst igenom den.",
    "not_member": "Du deltar inte i den här dialogen.",
    "no_longer_here": "Medlemmen har skickat en ny text, och uppgiften finns inte i den. Inget har ändrats. Här är den nya texten.",
    "other_text": "Medlemmen har skickat en ny text medan du läste. Inget har ändrats. Här är den nya texten.",
    "words_not_found": "Orden finns inte i meningen. Kopiera dem precis som de står. Inget har sparats.",
    "words_missing": "Skriv orden som uppgiften står på, precis som de står i meningen. Inget har sparats.",
    "words_twice": "Orden står flera gånger i meningen. Ta med några ord till, så att det bara finns ett ställe.",
    "no_text": "Rapporten har ingen text som går att granska. Inget har ändrats.",
    "level_from_outside": "Meningen hör till en längre del av texten som är dold, och följer den. Välj nivå för de andra meningarna också.",
    "bad_choice": "Valet gick inte att läsa. Inget har ändrats. Ladda om sidan och försök igen.",
    "bad_slug": "«{slug}» kan inte vara en adress. Använd bokstäver a–z, siffror och bindestreck, till exempel naringsliv.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
