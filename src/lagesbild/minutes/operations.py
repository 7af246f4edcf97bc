# SPDX-License-Identifier: EUPL-1.2
"""Every write to the text of minutes: begin, edit, compose again, correct."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states as round_states
from lagesbild.dialogues.models import Round
from lagesbild.dialogues.reviewing import set_sentence_level
from lagesbild.lib.audience import RANK, Level
from lagesbild.lib.refusal import Refused, insist
from lagesbild.minutes import rules
from lagesbild.minutes.blocks import Block, BlockKind, Parts, from_json, to_json
from lagesbild.minutes.composing import compose
from lagesbild.minutes.cutting import see
from lagesbild.minutes.models import BlockEdit, Correction, Minutes, MinutesVersion
from lagesbild.minutes.queries import standing_of, unchecked_report
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import TextVersion


@transaction.atomic
def begin_minutes(*, turn: Round, by: Person | None, at: datetime) -> Minutes:
    """The draft minutes of a round, composed from its reports; begun once.

    Raises ``Refused`` (``round_cancelled``).
    """
    turn = Round.objects.select_for_update().select_related("dialogue").get(pk=turn.pk)
    standing = Minutes.objects.filter(round=turn).first()
    if standing is not None:
        return standing
    if turn.state == round_states.CANCELLED:
        raise Refused("round_cancelled")
    minutes = Minutes.objects.create(round=turn, state_at=at, created_at=at, created_by=by)
    MinutesVersion.objects.create(minutes=minutes, number=1, parts=to_json(compose(turn)), created_at=at)
    note("begin_minutes", minutes, by=by, at=at, round=turn.pk)
    return minutes


def draft_after_meeting(*, turn: Round, by: Person, at: datetime) -> None:
    """The draft as the meeting left it: begun, or brought in step where it is still open; safe to repeat."""
    minutes = Minutes.objects.filter(round=turn).first()
    if minutes is None:
        begin_minutes(turn=turn, by=by, at=at)
    elif rules.refusal_to_edit_at_all(standing_of(minutes)) is None:
        compose_again(minutes=minutes, by=by, at=at)


def _text_in_the_making(minutes: Minutes) -> MinutesVersion:
    """The version that is edited, locked against others."""
    version = (
        MinutesVersion.objects.select_for_update().filter(minutes=minutes, finalised_at__isnull=True).first()
    )
    if version is None:
        raise Refused("is_final")
    return version


def _keep(version: MinutesVersion, parts: Parts) -> None:
    version.parts = to_json(parts)
    version.revision += 1
    version.save(update_fields=["parts", "revision"])


@transaction.atomic
def compose_again(*, minutes: Minutes, by: Person, at: datetime) -> int:
    """Take in what has been reported since; what a person has written or changed stays.

    Returns how many edits stand beside a report that now says something else.
    """
    version = _text_in_the_making(minutes)
    insist(rules.refusal_to_edit_at_all(standing_of(minutes)))
    parts = rules.merge(from_json(version.parts), compose(minutes.round))
    _keep(version, parts)
    note("compose_minutes_again", minutes, by=by, at=at, version=version.pk)
    return sum(block.stale for part in parts for block in part.blocks)


@transaction.atomic
def edit_block(
    *, minutes: Minutes, key: str, words: str, seen: str | None, by: Person, at: datetime
) -> Block:
    """Give a block other words; the report's own stay beside them.

    ``seen`` is what the person had before them: where somebody else has changed it since, nothing is
    written. Raises ``Refused`` (``is_adjusted``, ``is_final``, ``no_block``, ``too_long``,
    ``changed_meanwhile``, ``cuts_held_back``).
    """
    words = rules.one_line(words)

    def change(block: Block) -> Block:
        insist(rules.refusal_to_edit(standing_of(minutes), block, words, seen=seen))
        insist(rules.refusal_to_mask(block.text, words))
        insist(rules.refusal_to_cut(_held_back(block), words))
        return replace(block, text=words, removed=not words)

    return _change(minutes, key, change, by=by, at=at)


@transaction.atomic
def undo_edits(*, minutes: Minutes, key: str, by: Person, at: datetime) -> Block:
    """Let a block say what the report says again."""

    def change(block: Block) -> Block:
        insist(rules.refusal_to_edit_at_all(standing_of(minutes)))
        if not block.composed:
            raise Refused("written_by_hand")
        return replace(block, text=block.composed, removed=False, stale=False)

    return _change(minutes, key, change, by=by, at=at, undo=True)


@transaction.atomic
def remove_block(*, minutes: Minutes, key: str, by: Person, at: datetime) -> Block:
    """Leave a block out of the minutes; its words stay in the report and can be put back."""

    def change(block: Block) -> Block:
        insist(rules.refusal_to_edit_at_all(standing_of(minutes)))
        return replace(block, removed=True)

    return _change(minutes, key, change, by=by, at=at)


def _change(
    minutes: Minutes,
    key: str,
    change: Callable[[Block], Block],
    *,
    by: Person,
    at: datetime,
    undo: bool = False,
) -> Block:
    version = _text_in_the_making(minutes)
    parts = from_json(version.parts)
    found = rules.find_block(parts, key)
    if found is None:
        raise Refused("no_block")
    block = found[1]
    changed = change(block)
    if (changed.text, changed.removed) == (block.text, block.removed):
        return block
    changed = (
        replace(changed, edited_by=None, edited_at="")
        if undo
        else replace(changed, edited_by=by.pk, edited_at=at.isoformat())
    )
    _keep(version, rules.with_block(parts, key, changed))
    _track(minutes, block, changed, by, at)
    return changed


def _track(minutes: Minutes, before: Block, after: Block, by: Person, at: datetime) -> None:
    edit = BlockEdit.objects.create(
        minutes=minutes,
        block=after.key,
        before="" if before.removed else before.text,
        after="" if after.removed else after.text,
        at=at,
        by=by,
    )
    note("edit_minutes", minutes, by=by, at=at, edit=edit.pk)


def _held_back(block: Block) -> Iterable[str]:
    """Words of the report that not everybody who reads the rest of it may read."""
    sighted = see(replace(block, text=block.composed or block.text))
    usual = min((p.level for p in sighted.pieces), key=RANK.__getitem__, default=Level.PUBLIC)
    return [p.text for p in sighted.pieces if p.level != usual]


@transaction.atomic
def add_block(
    *, minutes: Minutes, part: str, after: str, words: str, level: str, by: Person, at: datetime
) -> Block:
    """Write a paragraph of one's own into a part, after a block or at its head.

    Raises ``Refused`` (``no_part``, ``nothing_written`` and those of ``edit_block``).
    """
    words = rules.one_line(words)
    if not words:
        raise Refused("nothing_written")
    version = _text_in_the_making(minutes)
    insist(rules.refusal_to_edit_at_all(standing_of(minutes)))
    parts = from_json(version.parts)
    home = next((p for p in parts if p.key == part), None)
    if home is None:
        raise Refused("no_part")
    block = Block(
        key=f"own-{uuid.uuid4().hex[:10]}",
        kind=BlockKind.TEXT,
        text=words[: rules.LONGEST_BLOCK],
        level=Level(level).value,
        edited_by=by.pk,
        edited_at=at.isoformat(),
    )
    keys = [b.key for b in home.blocks]
    at_index = keys.index(after) + 1 if after in keys else 0
    blocks = (*home.blocks[:at_index], block, *home.blocks[at_index:])
    _keep(version, tuple(replace(p, blocks=blocks) if p.key == part else p for p in parts))
    _track(minutes, replace(block, removed=True), block, by, at)
    return block


@transaction.atomic
def set_block_level(
    *, minutes: Minutes, key: str, level: str, ground: str, by: Person, at: datetime
) -> Level:
    """Choose who may read a block; a report's words are chosen for in the report, so that all places follow.

    Returns the level that it has then. Raises ``Refused`` (``not_read_through``).
    """
    version = _text_in_the_making(minutes)
    found = rules.find_block(from_json(version.parts), key)
    if found is None:
        raise Refused("no_block")
    block = found[1]
    opens = RANK[Level(level)] < RANK[Level.COORDINATOR]
    if opens and block.place is not None and unchecked_report(block.place.report):
        raise Refused("not_read_through")
    if block.place is not None and block.is_passage:
        text = TextVersion.objects.get(pk=block.place.version)
        set_sentence_level(
            version=text,
            start=block.place.start,
            end=block.place.end,
            level=level,
            ground=ground,
            by=by,
            at=at,
        )
    own = Level.PUBLIC if block.is_passage else Level(level)
    changed = replace(block, level=own.value, ground=ground)
    if changed != block:
        _keep(version, rules.with_block(from_json(version.parts), key, changed))
    note("set_minutes_level", minutes, by=by, at=at, version=version.pk)
    return see(changed).level


@transaction.atomic
def correct(
    *,
    minutes: Minutes,
    key: str,
    words: str,
    because: str,
    asked_by: Organisation | None,
    by: Person,
    at: datetime,
) -> Correction:
    """Correct final minutes: a version of its own, numbered and listed; what stood stays.

    Raises ``Refused`` (``not_final``, ``no_block``, ``nothing_written``, ``no_reason``, ``same_words``,
    ``cuts_held_back``).
    """
    words, because = rules.one_line(words), rules.one_line(because)
    last = MinutesVersion.objects.select_for_update().filter(minutes=minutes).order_by("-number").first()
    if last is None or last.finalised_at is None:
        raise Refused("not_final")
    parts = from_json(last.parts)
    found = rules.find_block(parts, key)
    if found is None:
        raise Refused("no_block")
    block = found[1]
    insist(rules.refusal_to_correct(block, words, because))
    insist(rules.refusal_to_mask(block.text, words))
    insist(rules.refusal_to_cut(_held_back(block), words))
    changed = replace(block, text=words, edited_by=by.pk, edited_at=at.isoformat())
    version = MinutesVersion.objects.create(
        minutes=minutes,
        number=last.number + 1,
        parts=to_json(rules.with_block(parts, key, changed)),
        finalised_at=at,
        finalised_by=by,
        corrects=last,
        created_at=at,
    )
    number = Correction.objects.filter(version__minutes=minutes).aggregate(last=Max("number"))["last"] or 0
    correction = Correction.objects.create(
        version=version,
        number=number + 1,
        block=key,
        before=block.text,
        after=words,
        because=because[:300],
        asked_by=asked_by,
    )
    note("correct_minutes", minutes, by=by, at=at, correction=correction.pk, version=version.pk)
    return correction
