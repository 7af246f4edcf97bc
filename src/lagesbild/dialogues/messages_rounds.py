# SPDX-License-Identifier: EUPL-1.2
"""What the pages of rounds and reports say: refusals, and words about what just happened."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "not_coordinator": "Bara dialogens samordnare kan göra det här. Inget har ändrats.",
    "round_in_use": (
        "Omgången har rapporter, är kallad till eller publicerad och kan inte tas bort. Inget har ändrats. "
        "Ställ in den i stället."
    ),
    "round_planned": "Omgången är planerad och har inte varit än. Inget har ändrats.",
    "round_collecting": "Omgången samlar redan in rapporter. Inget har ändrats.",
    "round_held": (
        "Mötet är genomfört, så tiden ligger fast och omgången kan inte ställas in. Inget har ändrats."
    ),
    "round_cancelled": (
        "Omgången är inställd. Inget har ändrats. Ska den bli av väljer samordnaren Ta tillbaka inställandet."
    ),
    "starts_in_the_past": (
        "Den tiden har redan varit. Mötet ligger kvar där det låg. Välj en tid som kommer."
    ),
    "deadline_has_been": "Den tiden har redan varit, så ingen hinner svara. Välj en senare. Inget är skapat.",
    "lock_before_deadline": (
        "Omgången kan inte låsas innan svarstiden har gått ut. Välj en senare tid för låset. Inget har ändrats."
    ),
    "no_reason": "Skriv varför mötet ställs in, medlemmarna får läsa det. Omgången ligger kvar.",
    "group_exists": "Det finns redan en grupp som heter {name}. Inget har ändrats.",
    "group_in_use": "Under {name} står eller har stått medlemmar, så gruppen ligger kvar.",
    "group_without_name": "Gruppen måste heta något. Den heter som förut.",
    "left_before_joining": "Den dagen var organisationen inte medlem än. Inget har ändrats.",
    "member_again": "Organisationen är redan medlem igen. Inget har ändrats.",
    "quiet_overlaps": "Där ligger redan en tyst period. Ta bort den, eller välj andra dagar. Inget har ändrats.",
    "last_coordinator": ("Dialogen måste ha en samordnare. Lägg till en annan först. Inget har ändrats."),
    "report_has_text": "En text har kommit in efter Inget nytt. Den ligger kvar.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
