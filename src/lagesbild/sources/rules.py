# SPDX-License-Identifier: EUPL-1.2
"""How decided facts follow a text from one version to the next (model: the life of a fact, rule 4).

Pure functions of two texts and their sentences. Silence before a guess: whatever is ambiguous after
the comparison becomes a suggestion again, never a carried decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from lagesbild.lib.audience import Level, strictest

Span = tuple[int, int]

#: How alike a changed sentence must be to be taken for the same sentence.
SAME_SENTENCE = 0.6
#: Two candidates that differ less than this are as good as each other.
TOO_NEAR = 0.02


class Carry(StrEnum):
    """What becomes of a decided fact in the next version."""

    UNTOUCHED = "untouched"
    LOOK_OVER = "look_over"
    GONE = "gone"


@dataclass(frozen=True)
class Carried:
    """Where a fact stands in the next version, and how sure that is; no span where it is gone."""

    how: Carry
    span: Span | None = None


def carry_spans(
    old_text: str,
    old_sentences: Sequence[Span],
    new_text: str,
    new_sentences: Sequence[Span],
    spans: Mapping[int, Span],
) -> dict[int, Carried]:
    """Find each span of the old text in the new one.

    ``spans`` are half-open offsets into ``old_text`` by any key; the answer has the same keys.
    A span over several sentences is carried only where all of them are untouched.
    """
    pairs = _pair_sentences(old_text, old_sentences, new_text, new_sentences)
    return {key: _carry_one(old_text, old_sentences, new_text, span, pairs) for key, span in spans.items()}


def _carry_one(
    old_text: str,
    old_sentences: Sequence[Span],
    new_text: str,
    span: Span,
    pairs: Mapping[Span, Span],
) -> Carried:
    homes = [s for s in old_sentences if s[0] < span[1] and span[0] < s[1]]
    if not homes or any(home not in pairs for home in homes):
        return Carried(Carry.GONE)
    shifts = {pairs[home][0] - home[0] for home in homes}
    untouched = all(_words(old_text, home) == _words(new_text, pairs[home]) for home in homes)
    if untouched and len(shifts) == 1:
        shift = shifts.pop()
        moved = (span[0] + shift, span[1] + shift)
        if new_text[moved[0] : moved[1]] == old_text[span[0] : span[1]]:
            return Carried(Carry.UNTOUCHED, moved)
    if len(homes) > 1:
        return Carried(Carry.GONE)
    quote, home = old_text[span[0] : span[1]], homes[0]
    new_home = pairs[home]
    if old_text.count(quote, *home) == 1 and new_text.count(quote, *new_home) == 1:
        start = new_text.index(quote, *new_home)
        return Carried(Carry.UNTOUCHED if untouched else Carry.LOOK_OVER, (start, start + len(quote)))
    return Carried(Carry.GONE)


def carry_held_back(
    old_text: str,
    old_sentences: Sequence[Span],
    new_text: str,
    new_sentences: Sequence[Span],
    held: Span,
) -> list[Span]:
    """Where a passage that was held back stands in the new text: rather too much than too little.

    Changed sentences are held back whole, with what was put between two of them; a sentence that
    could be several is held back everywhere.
    """
    words = old_text[slice(*held)]
    if held[0] <= 0 and not old_text[held[1] :].strip():
        return [(0, len(new_text))] if new_text else []
    if old_text.count(words) == 1 and new_text.count(words) == 1:
        start = new_text.index(words)
        return [(start, start + len(words))]
    pairs = _pair_sentences(old_text, old_sentences, new_text, new_sentences)
    homes = [s for s in old_sentences if s[0] < held[1] and held[0] < s[1]]
    places: list[Span] = []
    for home in homes:
        if home in pairs:
            places.append(_held_piece(old_text, home, new_text, pairs[home], held))
        else:
            said = _words(old_text, home)
            places += [s for s in new_sentences if _words(new_text, s) == said]
    if len(homes) > 1 and len(places) == len(homes) and places == sorted(places):
        return [(places[0][0], places[-1][1])]
    return places


def _held_piece(old_text: str, home: Span, new_text: str, new_home: Span, held: Span) -> Span:
    """The same characters of an untouched sentence, the whole of a changed one."""
    if _words(old_text, home) != _words(new_text, new_home):
        return new_home
    shift = new_home[0] - home[0]
    return max(held[0], home[0]) + shift, min(held[1], home[1]) + shift


def _words(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _pair_sentences(
    old_text: str, old: Sequence[Span], new_text: str, new: Sequence[Span]
) -> dict[Span, Span]:
    """Old sentence -> new sentence, each at most once; a sentence that could be several is left out."""
    old_words = [_words(old_text, s) for s in old]
    new_words = [_words(new_text, s) for s in new]
    old_count, new_count = Counter(old_words), Counter(new_words)
    pairs: dict[int, int] = {}
    replaced: list[tuple[range, range]] = []
    matcher = SequenceMatcher(a=old_words, b=new_words, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for a, b in zip(range(i1, i2), range(j1, j2), strict=True):
                # Two alike sentences of which one went away: nobody can tell which.
                if old_count[old_words[a]] == new_count[new_words[b]]:
                    pairs[a] = b
        elif tag == "replace":
            replaced.append((range(i1, i2), range(j1, j2)))
    # A sentence that stands once in each text is the same one wherever it moved.
    place = {words: b for b, words in enumerate(new_words) if new_count[words] == 1}
    pairs |= {a: place[w] for a, w in enumerate(old_words) if old_count[w] == 1 and w in place}
    unchanged = {w for w in old_words if w in new_count}
    for olds, news in replaced:
        # What stands unchanged somewhere is nobody's changed successor, nor has it one.
        left = [a for a in olds if old_words[a] not in unchanged]
        open_to = [b for b in news if new_words[b] not in unchanged]
        pairs |= _pair_changed(old_words, left, new_words, open_to)
    return {old[a]: new[b] for a, b in pairs.items()}


def _pair_changed(
    old_words: Sequence[str], olds: Sequence[int], new_words: Sequence[str], news: Sequence[int]
) -> dict[int, int]:
    """Within a replaced passage, sentences that are clearly each other's most alike go together."""
    likeness = {(a, b): fuzz.ratio(old_words[a], new_words[b]) / 100 for a in olds for b in news}
    best_new = {a: _clear_best({b: likeness[a, b] for b in news}) for a in olds}
    best_old = {b: _clear_best({a: likeness[a, b] for a in olds}) for b in news}
    return {a: b for a, b in best_new.items() if b is not None and best_old[b] == a}


def _clear_best(likeness: Mapping[int, float]) -> int | None:
    """The key with the highest likeness, where that is enough and no other comes near it."""
    ranked = sorted(likeness, key=lambda key: -likeness[key])[:2]
    if not ranked or likeness[ranked[0]] < SAME_SENTENCE:
        return None
    if len(ranked) > 1 and likeness[ranked[0]] - likeness[ranked[1]] < TOO_NEAR:
        return None
    return ranked[0]


def level_of(span: Span, ranges: Sequence[tuple[int, int, str]], base: str) -> Level:
    """The strictest level that a span touches: ranges where they are, the version's own elsewhere.

    ``ranges`` are (start, end, level). A range that covers the whole span replaces the base level,
    so that a passage can be opened wider as well as closed.
    """
    touching = [level for start, end, level in ranges if start < span[1] and span[0] < end]
    covered = any(start <= span[0] and span[1] <= end for start, end, _ in ranges)
    levels = touching if covered else [*touching, base]
    return strictest(*levels)
