# SPDX-License-Identifier: EUPL-1.2
"""What the pages of rounds and reports say: refusals, and words about what just happened."""

from __future__ import annotations

from lagesbild.lib.refusal import Refusal

SENTENCES = {
    "not_reporter": "Du läser i den här dialogen men rapporterar inte för någon medlem. Inget har skickats.",
    "round_locked": (
        "Omgången är låst och tar inte emot fler rapporter. Inget har skickats. "
        "Kopiera din text och skicka den till samordnaren."
    ),
    "not_coordinator": "Bara dialogens samordnare kan göra det här. Inget har ändrats.",
    "round_in_use": "Omgången har rapporter eller är publicerad och kan inte tas bort. Inget har ändrats.",
    "report_has_text": "En text har kommit in efter Inget nytt. Den ligger kvar.",
}

#: Said above the field, before anything is sent.
BECOMES_RECORD = (
    "Det ni skickar blir allmän handling. Nämn inte enskilda företag om uppgiften inte redan är känd."
)


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal.

    Raises ``KeyError`` for a code without one: that is a fault in the program, not in what was done.
    """
    return SENTENCES[refusal.code].format(**refusal.details)
