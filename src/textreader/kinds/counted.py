# SPDX-License-Identifier: EUPL-1.2
"""The head word of a quantity: what the number counts or measures, as written near it."""

from __future__ import annotations

import re

from textreader.kinds import heads
from textreader.kinds.amounts import Amount
from textreader.kinds.joining import STAGE, STAGE_AFTER, STAGE_BEFORE
from textreader.kinds.limits import Limit
from textreader.model import Document

G = " {1,5}"

_VERBS_OF_CASES = rf"(?:svara\w*(?:{G}(?:inte|ej))?|avstod|avstått|deltog|varsla(?:des|ts|s|de)?|sades{G}upp|sagts{G}upp|sägs{G}upp|uppsag\w+|nyanställ\w+|anställdes|anställts|permittera(?:des|ts|s|de)|bevilja(?:des|ts|s|de)|avslogs|avslagits|fått{G}avslag|fick{G}avslag|nekades|nekats|överklaga\w+|betala(?:des|ts|s){G}ut|utbetala\w+|återkalla\w+|ansökt\w*|sökt\w*|godkän\w+|avskriv\w+|handlägg\w+|väntar{G}på{G}beslut|återstår|kvarstår|inkommi\w+|startade\w*|avregistrera\w+)"
_ANSWERED = re.compile(
    rf"(?:{G}(?:har|hade|blev|har{G}blivit|av{G}dem|av{G}dessa|anställda|personer))?{G}(?P<words>{_VERBS_OF_CASES})(?!\w)"
)
_ANSWERED_BEFORE = re.compile(rf"(?<!\w)(?P<words>{_VERBS_OF_CASES}){G}$")


def head_word(document: Document, amount: Amount, limit: Limit, noun: tuple[str, int] | None) -> str | None:
    """The head word: after a count, after "av" for a share, else the subject before."""
    if amount.of:
        return amount.of
    if (
        noun is not None
        and amount.unit == "%"
        and noun[0].endswith("r")
        and not heads.is_head(noun[0].split()[-1])
    ):
        noun = None  # a verb: "38 % bedömer"
    unit = amount.unit
    if noun is not None and (
        unit.startswith(("count", "per_", "ratio")) or (unit == "%" and not _is_change_noun(noun[0]))
    ):
        return noun[0]
    if part := heads.part_of(document, amount.end):
        return part
    if label := heads.label_before(document, limit.start):
        return label
    if unit == "count" and (
        asked := _ANSWERED_BEFORE.search(document.flat, max(0, limit.start - 36), limit.start)
    ):
        return " ".join(asked["words"].split())
    if unit.startswith(("SEK", "EUR")) and (stage := STAGE_AFTER.match(document.flat, amount.end)):
        word = re.search(STAGE, stage[0])
        if word and not re.match(r"sök|ansök|använ", word[0]):
            return word[0]
    if unit in ("%", "count", "ratio") and (answered := _ANSWERED.match(document.flat, amount.end)):
        return " ".join(answered["words"].split())
    if unit in ("%", "count") and (predicate := heads.predicate_after(document, amount.end)):
        return predicate
    before = heads.noun_before(document, limit.start)
    if unit.startswith(("SEK", "EUR")) and (
        stage := STAGE_BEFORE.search(document.flat, max(0, limit.start - 34), limit.start)
    ):
        word = re.search(STAGE, stage[0])
        if word and not re.match(r"sök|ansök|använ", word[0]):
            return (
                f"{before} {word[0]}" if before and heads.is_head(before) and before != word[0] else word[0]
            )
    if unit.startswith(("SEK", "EUR")) and (before is None or not heads.is_head(before)):
        return heads.purpose_after(document, amount.end) or before
    return before or heads.purpose_after(document, amount.end) or heads.noun_in_label(document, limit.start)


def _is_change_noun(words: str) -> bool:
    if words.endswith("sökning"):
        return False
    return words.endswith(
        ("ökning", "minskning", "uppgång", "nedgång", "sänkning", "höjning", "tapp", "tillväxt")
    )
