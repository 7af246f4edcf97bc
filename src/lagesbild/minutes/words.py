# SPDX-License-Identifier: EUPL-1.2
"""Why words fall away, in Swedish, with the ground in law where there is one."""

from __future__ import annotations

from lagesbild.lib.audience import Level

#: Ground of a range (or of cutting itself): short name, why, and the rule that it rests on.
GROUNDS: dict[str, tuple[str, str]] = {
    "person": (
        "Personnamn",
        "Namn på personer följer inte med i den offentliga utgåvan: uppgiftsminimering, artikel 5.1 c i dataskyddsförordningen.",
    ),
    "aside": (
        "Internt tillägg",
        "Skrivet till kollegor och inte till mötet. Följer inte med i någon utgåva.",
    ),
    "unread": (
        "Oläst text",
        "Texten kunde inte läsas automatiskt, så ingen har skilt namn och interna tillägg från resten.",
    ),
    "not_read_through": (
        "Rapporten är inte genomläst",
        "Gruppen ser rapporten när samordnaren har läst igenom och godtagit den.",
    ),
    "withdrawn": (
        "Rapporten är tillbakadragen",
        "Medlemmen har tagit tillbaka sin text. Originalet är kvar, låst.",
    ),
    "base": ("Skrivet för gruppen", "Dialogens texter är för gruppen tills samordnaren öppnar dem för alla."),
    "chosen": ("Valt av samordnaren", "Samordnaren har valt vem som får läsa."),
    "business": (
        "Enskilds affärsförhållanden",
        "30 kap. 23 § offentlighets- och sekretesslagen. Prövas på nytt om någon begär ut texten.",
    ),
    "security": (
        "Säkerhet och beredskap",
        "18 kap. 13 § offentlighets- och sekretesslagen. Prövas på nytt om någon begär ut texten.",
    ),
    "strictest": (
        "Följer meningens strängaste del",
        "En punkt läses av dem som får läsa hela meningen som den kommer ur.",
    ),
    "unconfirmed": (
        "Muntligt, inte bekräftat",
        "Sagt på mötet eller i telefon. Medlemmen har inte bekräftat det, därför bara för gruppen.",
    ),
    "": ("Skrivet av samordnaren", "Samordnaren har valt vem som får läsa."),
}

LEVEL_NAMES = {Level.PUBLIC: "Offentlig", Level.GROUP: "Grupp", Level.COORDINATOR: "Samordnare"}


def ground_name(code: str) -> str:
    """The ground in few words; codes of other rooms are the coordinator's choice."""
    return GROUNDS.get(code, GROUNDS["chosen"])[0]


def ground_reason(code: str) -> str:
    """The ground with its rule."""
    return GROUNDS.get(code, GROUNDS["chosen"])[1]
