# SPDX-License-Identifier: EUPL-1.2
"""What a day is for (opens, closes, deadline, meeting) and whether it still holds."""

from __future__ import annotations

import re
from dataclasses import replace

from textreader.kinds.date_core import Core
from textreader.model import Document, Fact
from textreader.patterns import at_words

_ROLE_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<opens>med {1,3}start|med {1,3}början|öppnar|öppnas|öppnade|starta[rd]\w*|startar|börja(?:r|s)?(?: {1,3}(?:gälla|sökas))?|träder i kraft|inleds|invigs)"
    r"|(?P<closes>stänger|stängs|stängde|löper ut|upphör|avslutas|slutar|stängning)"
    r"|(?P<deadline>sista(?: {1,3}\w+)?(?: {1,3}ansöknings)?dag\w*|sista datum|sista ansökningsdag\w*|sista anmälningsdag\w*|ansök senast|anmäl\w* senast|deadline|inlämning|svara senast)"
    r"|(?P<meeting>möte[t]?|möten|sammanträde\w*|träff\w*|nästa (?:möte|träff|avst\w*|gång)|ses|avst|styrgruppsmöte\w*|avstämning\w*|mötesdag\w*))(?!\w)"
)
_ROLE_AFTER = re.compile(r"[^.!?;,]{0,24}(?<!\w)(?:möte|träff|sammanträde|avstämning)(?!\w)")
_OPEN_PERIOD = at_words(
    r"(?<!\w)(?:öppe[nt]|öppettid|ansökningsperiod\w*|söka|sökas|ansökan|utlysning\w*)(?!\w)[^.!?;]{0,40}$"
)


def role_of(core: Core, document: Document) -> str | None:
    flat = document.flat
    section = document.section_at(core.start) if document.sections else None
    if section is not None and section.role == "next_meeting" and core.grain == "day" and not core.open_to:
        return "meeting"
    left = flat[max(0, core.start - 64) : core.start]
    if core.rule == "date.interval" and core.grain == "day" and _OPEN_PERIOD.search(left):
        return "open_period"
    told = list(_ROLE_BEFORE.finditer(left))
    found = told[-1] if told else None
    if found and len(left) - found.end() <= 36 and not re.search(r"[.!?;]", left[found.end() :]):
        name = found.lastgroup
        if name == "meeting" and core.grain != "day":
            return None
        if core.grain in ("year", "season", "decade", "years") and not core.open_to:
            return None
        return name
    if core.grain == "day" and _ROLE_AFTER.match(flat, core.end, min(len(flat), core.end + 60)):
        return "meeting"
    if (
        core.grain == "day"
        and core.start < 160
        and re.search(r"minnesanteckning|protokoll|mötesanteckning", flat[: core.start])
    ):
        return "meeting"
    return None


_CALLED_OFF = r"(?<!\w)(?:inställ[dt]a?|ställs {1,5}(?:alltså {1,5})?in|ställdes {1,5}in|ställt {1,5}in|ställts {1,5}in|avbokad?t?|avblåst|blir {1,5}inte {1,5}av|blev {1,5}inte {1,5}av|utgår|är {1,5}struken)(?!\w)"
_CANCELLED_AFTER = re.compile(rf"[^0-9.!?;]{{0,60}}?{_CALLED_OFF}")
_CANCELLED_BEFORE = at_words(
    rf"{_CALLED_OFF}(?!.*(?:ersätt|nytt|ny |i {{1,5}}stället|istället|flytta|och|,))[^0-9.!?;]{{0,30}}$"
)
_MOVED_TO = re.compile(
    r"[^.!?;0-9]{0,40}(?<!\w)(?:flytta\w*|skjut\w*|sköt\w*|senarel\w+|tidigarel\w+|ändra\w*|framflytta\w*|ombokad?\w*|bytt?\w*|ersätt\w*|ersatt\w*)(?!\w)[^.!?;0-9]{0,40}(?<!\w)(?:till|av|med)(?!\w)[^.!?;0-9]{0,16}"
    r"|[^0-9!?;]{0,16}(?<!\w)(?:nej|rättare sagt|förlåt|jag menar|menar jag|rättelse)(?!\w)[^.!?;0-9]{0,20}"
)


def moved_days(document: Document, facts: list[Fact]) -> list[Fact]:
    """Of a day that was moved the old one is overtaken: no deadline, no meeting any more."""
    out = list(facts)
    for place in range(len(facts) - 1):
        old, new = facts[place], facts[place + 1]
        if new.start - old.end > 110 or new.start < old.end:
            continue
        if _MOVED_TO.fullmatch(document.flat[old.end : new.start]):
            fields = {**old.fields, "superseded": True}
            fields.pop("role", None)
            role = old.fields.get("role")
            out[place] = replace(old, fields=fields)
            if role and "role" not in new.fields:
                out[place + 1] = facts[place + 1] = replace(new, fields={**new.fields, "role": role})
    return out


_FISCAL = at_words(
    r"(?<!\w)(?:brut\w+ (?:räkenskaps|verksamhets)år\w*|räkenskapsår\w*|verksamhetsår\w*|brutet år)(?!\w)"
)


_INSTEAD_OF = at_words(
    r"(?:(?<!\w)(?:i {0,3}stället {1,5}för|och {1,5}inte|inte {1,5}längre|ej)|, {0,3}inte) {1,5}(?:den {1,5}|på {1,5})?$"
)


def calendar_marks(core: Core, document: Document) -> None:
    """A meeting called off and quarters of another fiscal year are not what they look like."""
    flat = document.flat
    around = flat[max(0, core.start - 60) : core.end + 60]
    if core.grain == "day" and (
        _CANCELLED_AFTER.match(flat, core.end)
        or _CANCELLED_BEFORE.search(flat[max(0, core.start - 60) : core.start])
    ):
        core.fields["cancelled"] = True
    if _INSTEAD_OF.search(flat, max(0, core.start - 24), core.start):
        core.fields["superseded"] = True
    if core.fields.get("superseded"):
        core.fields.pop("role", None)
    if core.grain in ("quarter", "half") and _FISCAL.search(around):
        core.fields |= {"doubt": True, "doubt_because": "fiscal_year"}
