# SPDX-License-Identifier: EUPL-1.2
"""Definite words that stand for one named body: "kommunen", "bolaget", where they act."""

from __future__ import annotations

import re

from textreader.bodies import Body, Mention, Roster
from textreader.clauses import tags_of
from textreader.patterns import at_words
from textreader.rule import Example, rule

DEFINITE = rule(
    "organisation.definite",
    "A definite word that stands for one named body, when it acts and is no area.",
    "Länsstyrelsen, Regionen, kommunen + verb, Förbundet + verb",
    Example("Tallås kommun är nöjd. I maj öppnar kommunen en lots.", "kommunen", {"name": "Tallås kommun"}),
    Example("Förbundet har anställt två rådgivare.", "Förbundet", manner="press"),
    Example("I Tallås kommun släpper kommunen sju tomter.", "kommunen", {"name": "Tallås kommun"}, "news"),
    Example(
        "Tallås kommun: Vi väntar på svar. Kommunens ansökan ligger kvar.",
        "Kommunens",
        {"name": "Tallås kommun"},
    ),
    Example("Bolaget planerar en ny hall i Tallås.", "Bolaget", manner="news"),
    never=(
        "Samtidigt gör kommunens storlek det svårt.",
        "Antalet företag i kommunen ökar.",
        "Kommunens storlek gör det svårt.",
        "Företagen i kommunen växer.",
    ),
)

_DEFINITE = at_words(
    r"(?<![\w-])(?:kommunens?|förbundet|bolaget|föreningen|stiftelsen|universitetet|högskolan|kammaren|campus)(?![\w-])"
)
AREA_BEFORE = at_words(r"(?:\bi|\binom|\bhela|\bför|\bpå|\bgenom|\brunt|\bur|\bvår|\bden) $")
_DEFINITE_ACTS = frozenset(
    "har hade ska skall vill får fick kan planerar är var behöver kommer väljer satsar".split()
)


def definite_bodies(text: str, flat: str, roster: Roster, found: list[Mention]) -> list[Mention]:
    """ "kommunen", "bolaget" where it acts; which one is the nearest before it, or the owner."""
    out: list[Mention] = []
    latest: dict[str, Mention] = {}
    order = sorted(found, key=lambda m: m.start)
    at = 0
    for match in _DEFINITE.finditer(flat):
        while at < len(order) and order[at].start < match.start():
            latest[order[at].body.kind] = order[at]
            at += 1
        before = flat[max(0, match.start() - 10) : match.start()]
        if AREA_BEFORE.search(" " + before) and not before.endswith(("för ", "den ")):
            continue
        after = re.match(
            r"(?: (?:har|ska|kommer att|också|nu|även|själv))? +([\wåäö]+)",
            flat[match.end() : match.end() + 40],
        )
        verb = tags_of(after.group(1)) if after else frozenset()
        inverted = re.search(r"([\wåäö]+) $", before)
        verb_before = tags_of(inverted.group(1)) if inverted else frozenset()
        opens = (
            not before.strip()
            or text[match.start() - 1 : match.start()] == "\n"
            or before.rstrip()[-1:] in ".!?:–-"
            or before.endswith("  ")
        )
        acts = (
            "doing" in verb
            or "sayer" in verb
            or "supine" in verb
            or (after and after.group().split()[0] in _DEFINITE_ACTS and opens)
        )
        acts = acts or ("finite" in verb_before and ("doing" in verb_before or "sayer" in verb_before))
        acts = acts or (
            before.endswith(("enligt ", " med "))
            and bool(_BESIDE.search(flat, max(0, match.start() - 24), match.start()))
        )
        acts = (acts and not match.group().endswith("ns")) or _acts_plainly(
            flat, match, inverted.group(1) if inverted else "", opens
        )
        if before.endswith(" av ") or not acts:
            continue
        word = match.group()
        body = Body(word.capitalize(), word.capitalize(), "company")
        if word.startswith("kommunen"):
            near = latest.get("municipality")
            body = near.body if near is not None else _only_municipality(roster) or body
        elif word in ("universitetet", "högskolan") and "education" in latest:
            body = latest["education"].body
        elif word == "bolaget" and "company" in latest:
            body = latest["company"].body
        out.append(Mention(match.start(), match.end(), body, DEFINITE))
    return out


def _only_municipality(roster: Roster) -> Body | None:
    """The one municipality that the text speaks of."""
    told = {body.short: body for body in roster.own.values() if body.kind == "municipality"}
    told |= {m.body.short: m.body for m in roster.mentions() if m.body.kind == "municipality"}
    return next(iter(told.values())) if len(told) == 1 else None


_BESIDE = at_words(
    r"(?<!\w)(?:enligt|(?:dialog|dialogen|samarbete|samverkan|samverkar|möte|samtal|tillsammans|kontakt|avtal) med) $"
)
_OWNS = re.compile(
    r" (?:egen |egna |nya |nye |senaste |första )?(?:ansökan|beslut|förslag|besked|svar|begäran|överklagande|budget|näringslivs\w+|satsning\w*|handläggare|handläggning\w*|hemsida|webb\w*|växel|upphandling\w*|uppdrag|arbete|plan|förvaltning\w*|tjänste\w+|kansli|kontakt\w+|bedömning|utredning|budskap|rapport|företagslots\w*|lots)(?!\w)"
)
_DOES = at_words(
    r" (?:har|ska|kommer att|vill|måste|kan|lovar|tänker|inte|nu|även|också|redan|alltså|själv){0,1} ?(?P<verb>[\wåäö]+)"
)
_NO_DEED = frozenset(
    "gör tillhör utmärks drabbas påverkas omfattar visar når får ligger finns är var blir växer minskar ökar har hade med som i och på för till saknar består".split()
)


def _acts_plainly(flat: str, match: re.Match[str], verb_before: str, opens: bool) -> bool:
    """ "släpper kommunen", "Kommunen överklagar", "kommunen har sagt", "kommunens ansökan"."""
    if match.group().endswith("ns"):
        return _OWNS.match(flat, match.end()) is not None
    if match.group() != "kommunen":
        return False
    tags = tags_of(verb_before)
    if (
        verb_before
        and tags & {"finite", "verb_shaped"}
        and "stative" not in tags
        and verb_before not in _NO_DEED
    ):
        return True
    after = re.match(
        r" (?:har|hade) (?:nu |inte |redan |också )?[a-zåäö]+(?:t|ts)(?!\w)",
        flat[match.end() : match.end() + 40],
    )
    if after is not None:
        return True
    word = re.match(r" ([a-zåäö]+)", flat[match.end() : match.end() + 24])
    if word is None or word.group(1) in _NO_DEED:
        return False
    tags = tags_of(word.group(1))
    clause = opens or re.search(
        r"(?:^|\s)(?:att|som|och|men|när|då|eftersom) $", flat[max(0, match.start() - 12) : match.start()]
    )
    return bool(clause) and bool(tags & {"finite", "verb_shaped"}) and "stative" not in tags
