# SPDX-License-Identifier: EUPL-1.2
"""What may be done with minutes, and how a new composition meets a person's edits. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from lagesbild.lib.audience import RANK, Level
from lagesbild.lib.refusal import Refusal
from lagesbild.minutes import states
from lagesbild.minutes.blocks import Block, Part, Parts
from lagesbild.minutes.layout import MASK

#: How alike a sentence must be to be taken for a new wording of an edited one.
SUCCESSOR = 60
LONGEST_BLOCK = 20_000

_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Standing:
    """Where minutes stand: their state, the last moment for comments, and comments nobody has settled."""

    state: str
    closes_at: datetime | None = None
    unsettled: int = 0


def closes_by_silence(standing: Standing, at: datetime) -> bool:
    """Whether the rule "no comments by the last day means approved" has come true."""
    return (
        standing.state == states.OUT
        and standing.closes_at is not None
        and at >= standing.closes_at
        and standing.unsettled == 0
    )


def refusal_to_move(standing: Standing, act: str) -> Refusal | None:
    """Whether an act can be done in this state."""
    if states.after(standing.state, act) is None:
        return Refusal("wrong_state", {"state": states.NAMES[standing.state]})
    if act in ("adjust", "finalise") and standing.unsettled:
        return Refusal("unsettled_comments", {"count": standing.unsettled})
    return None


def refusal_to_edit_at_all(standing: Standing) -> Refusal | None:
    """Whether the text is open."""
    if states.after(standing.state, "edit") is not None:
        return None
    return Refusal("is_final" if standing.state == states.FINAL else "is_adjusted")


def refusal_to_edit(standing: Standing, block: Block, words: str, *, seen: str | None) -> Refusal | None:
    """Whether a block may get these words; ``seen`` is what the person had before them."""
    refusal = refusal_to_edit_at_all(standing)
    if refusal is not None:
        return refusal
    if len(words) > LONGEST_BLOCK:
        return Refusal("too_long", {"most": LONGEST_BLOCK})
    if seen is not None and seen != block.text and words != block.text:
        return Refusal("changed_meanwhile", {"now": block.text})
    return None


def refusal_to_cut(held: Iterable[str], words: str) -> Refusal | None:
    """Held-back words may stand whole in an edited block or be gone; half of them would slip out.

    >>> refusal_to_cut(["i Granberga med 40 anställda"], "Ett företag i Granberga förhandlar.").code
    'cuts_held_back'
    """
    for passage in held:
        whole = " ".join(passage.split())
        if whole and whole not in words and left_of(whole, words):
            return Refusal("cuts_held_back", {"words": whole})
    return None


def refusal_to_mask(before: str, words: str) -> Refusal | None:
    """Letters masked for good stand whole in an edited block or not at all; none are added by hand.

    >>> refusal_to_mask("Chefen ████ sa nej.", "██ sa nej.").code
    'cuts_held_back'
    """
    standing = re.findall(f"{MASK}+", before)
    cut = next((run for run in re.findall(f"{MASK}+", words) if run not in standing), None)
    return Refusal("cuts_held_back", {"words": cut}) if cut else None


def refusal_to_correct(block: Block, words: str, because: str) -> Refusal | None:
    """A correction says something else than what stands, and why."""
    if not words:
        return Refusal("nothing_written")
    if words == block.text:
        return Refusal("same_words")
    return None if because else Refusal("no_reason")


def left_of(passage: str, words: str) -> bool:
    """Whether something of a passage is still said."""
    said = {w.casefold() for w in re.findall(r"\w+", words)}
    telling = [w.casefold() for w in re.findall(r"\w+", passage) if len(w) > 3 or w.isdigit()]
    return any(w in said for w in telling)


def refusal_to_comment(standing: Standing, *, own: bool, at: datetime) -> Refusal | None:
    """A member says what it thinks of its own section, until the last moment."""
    if not own:
        return Refusal("not_own_section")
    if standing.state == states.FINAL:
        return Refusal("comment_on_final")
    if standing.state != states.OUT or standing.closes_at is None:
        return Refusal("not_out")
    if at >= standing.closes_at:
        return Refusal("too_late")
    return None


# A new composition --------------------------------------------------------------------------------


def one_line(words: str) -> str:
    """Words from a form as a block holds them: on one line, without what no file can hold.

    >>> one_line(" Vägen\\n är\\x00 öppen ")
    'Vägen är\ufffd öppen'
    """
    return " ".join(_UNFIT.sub("\ufffd", words).split())


def merge(old: Parts, new: Parts) -> Parts:
    """The new composition with everything that a person has written or changed kept.

    An edited block follows its sentence; where the report says something else now, the edit stands
    and is marked. Parts that are gone stay only with what a person wrote in them.
    """
    before = {part.key: part for part in old}
    merged = [_merge_part(before.pop(part.key), part) if part.key in before else part for part in new]
    order = [part.key for part in old]
    for part in before.values():
        kept = tuple(replace(b, stale=bool(b.composed)) for b in part.blocks if b.is_edited and not b.removed)
        if kept:
            at = _place_after(order, part.key, [p.key for p in merged])
            merged.insert(at, replace(part, blocks=kept))
    return tuple(merged)


def _place_after(order: Sequence[str], key: str, standing: Sequence[str]) -> int:
    for earlier in reversed(order[: order.index(key)]):
        if earlier in standing:
            return standing.index(earlier) + 1
    return 0


def _merge_part(old: Part, new: Part) -> Part:
    edited = [b for b in old.blocks if b.is_edited]
    homes = _successors(edited, new.blocks)
    taken = {at: block for block, at in zip(edited, homes, strict=True) if at is not None}
    standing = {block.key: block for block in old.blocks}
    blocks = [
        _carried(taken[n], fresh) if n in taken else _no_wider(standing.get(fresh.key), fresh)
        for n, fresh in enumerate(new.blocks)
    ]
    moved = {block.key: new.blocks[at].key for at, block in taken.items()}
    previous = ""
    for block in old.blocks:
        if block.is_edited and block.key not in moved and not (block.removed and block.composed):
            at = next(
                (n + 1 for n, b in enumerate(blocks) if b.key == previous), len(blocks) if previous else 0
            )
            blocks.insert(at, replace(block, stale=bool(block.composed)))
        previous = (
            moved.get(block.key, block.key) if _stands(blocks, moved.get(block.key, block.key)) else previous
        )
    return replace(new, blocks=tuple(blocks))


def _no_wider(block: Block | None, fresh: Block) -> Block:
    """A block as it is composed now, for no more people than before: what was held back by hand stays so."""
    if block is None or fresh.is_passage or RANK[Level(block.level)] <= RANK[Level(fresh.level)]:
        return fresh
    return replace(fresh, level=block.level, ground=block.ground)


def _stands(blocks: Sequence[Block], key: str) -> bool:
    return any(b.key == key for b in blocks)


def _carried(block: Block, fresh: Block) -> Block:
    """An edited block where its sentence stands now; the edit is kept, and marked where the report has changed."""
    stale = block.stale or (fresh.composed != block.composed and not block.removed)
    return replace(
        fresh,
        text=block.text,
        removed=block.removed,
        stale=stale,
        level=fresh.level if fresh.is_passage else block.level,
        ground=block.ground,
        edited_by=block.edited_by,
        edited_at=block.edited_at,
    )


def _successors(edited: Sequence[Block], fresh: Sequence[Block]) -> list[int | None]:
    """Where each edited block's sentence stands in the new composition: the same words, or clearly alike ones."""
    found: dict[int, int] = {}
    for exactly in (True, False):
        for number, block in enumerate(edited):
            if number in found or not block.composed:
                continue
            free = [n for n in range(len(fresh)) if n not in found.values()]
            at = _same(block, fresh, free) if exactly else _alike(block, fresh, free)
            if at is not None:
                found[number] = at
    return [found.get(number) for number in range(len(edited))]


def _same(block: Block, fresh: Sequence[Block], free: Sequence[int]) -> int | None:
    same = [n for n in free if fresh[n].composed == block.composed]
    return next((n for n in same if fresh[n].key == block.key), same[0] if same else None)


def _alike(block: Block, fresh: Sequence[Block], free: Sequence[int]) -> int | None:
    likeness = {n: fuzz.ratio(fresh[n].composed, block.composed) for n in free}
    best = max(likeness, key=lambda n: likeness[n], default=None)
    return best if best is not None and likeness[best] >= SUCCESSOR else None


def with_block(parts: Parts, key: str, changed: Block) -> Parts:
    """The parts with one block replaced."""
    return tuple(replace(p, blocks=tuple(changed if b.key == key else b for b in p.blocks)) for p in parts)


def find_block(parts: Iterable[Part], key: str) -> tuple[Part, Block] | None:
    """The block with this key, and its part."""
    return next(((p, b) for p in parts for b in p.blocks if b.key == key), None)
