# SPDX-License-Identifier: EUPL-1.2
"""Refusal code -> Swedish sentence: what happened, what is safe, what to do next."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "no_meeting_day": "Vi hittar ingen mötesdag i {filename}. Inget har sparats. Ange mötesdagen och försök igen.",
    "nothing_to_undo": "Det finns inget beslut att ångra för den här uppgiften.",
    "not_your_decision": "Beslutet togs av någon annan. Öppna uppgiften igen i stället för att ångra.",
    "submission_withdrawn": "Rapporten är tillbakadragen och kan inte godtas. Be medlemmen skicka den på nytt.",
    "unknown_dialogue": "Det finns ingen dialog som heter {slug}. {known}",
    "no_dialogue": "Här finns ingen dialog än. Börja med «lagesbild init» eller «lagesbild load-minutes».",
    "several_dialogues": "Här finns flera dialoger. Välj en med --dialogue: {known}",
    "no_round": "Det finns ingen omgång att publicera än. Läs in minnesanteckningar eller ta emot rapporter först.",
    "not_coordinator": "Bara dialogens samordnare kan göra det här.",
    "bad_slug": "«{slug}» kan inte vara en adress. Använd bokstäver a–z, siffror och bindestreck, till exempel naringsliv.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal of this app.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
