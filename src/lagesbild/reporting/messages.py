# SPDX-License-Identifier: EUPL-1.2
"""What the pages where members answer say: refusals, and words about what just happened."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "not_reporter": "Du läser i den här dialogen men rapporterar inte för någon medlem. Inget har skickats.",
    "round_locked": (
        "Omgången är låst och tar inte emot fler rapporter. Inget har skickats. "
        "Kopiera din text och skicka den till samordnaren."
    ),
    "round_cancelled": "Omgången är inställd och tar inte emot rapporter. Inget har skickats. Ert utkast ligger kvar.",
    "report_accepted": (
        "Samordnaren har godtagit rapporten, och då är texten låst. Inget har ändrats. "
        "Hör av er till samordnaren, som kan öppna den igen."
    ),
    "draft_too_long": "Texten är längre än {most} tecken och får inte plats som utkast. Den står kvar i fältet. Skicka den som fil.",
    "not_approver": "Hos er skickas rapporten av någon annan. Texten är sparad. Tryck på Lämna vidare.",
    "not_approver_confirms": "Hos er svarar någon annan för det som skickas, och bara den kan bekräfta texten. Inget har ändrats.",
    "nothing_sent": "Det finns ingen text att göra det med. Inget har ändrats.",
    "already_withdrawn": "Texten är redan tillbakadragen. Inget har ändrats.",
    "already_confirmed": "Texten är redan bekräftad. Tack.",
    "reopening_needs_reason": "Skriv varför medlemmen får skriva igen. Inget har ändrats.",
    "reopening_over": "Sluttiden har redan varit. Välj en senare. Inget har ändrats.",
    "nothing_to_hand_over": "Det finns inget skrivet att lämna vidare. Inget har ändrats.",
}

#: Said above the field, before anything is sent.
BECOMES_RECORD = (
    "Det ni skickar blir allmän handling. Nämn inte enskilda företag om uppgiften inte redan är känd."
)

LINK_OF_NO_USE = (
    "Den kan ha gått ut, dragits tillbaka eller kommit fram avhuggen. Inget har ändrats, och det ni har sparat "
    "finns kvar. Svara på samordnarens mejl så kommer en ny länk, eller logga in om ni har ett lösenord."
)

LINK_OF_ANOTHER = (
    "Den är till någon som rapporterar för medlemmen, och du är inloggad som en annan. Utkast läses bara av "
    "medlemmen själv. Inget har ändrats. Är länken till dig loggar du ut först och öppnar den igen."
)


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
