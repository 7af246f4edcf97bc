# SPDX-License-Identifier: EUPL-1.2
"""Every write that takes minutes from draft to final: sending out, comments, approval, adjusting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.lib.refusal import Refused, insist
from lagesbild.minutes import rules, states
from lagesbild.minutes.letters import tell_members
from lagesbild.minutes.models import Comment, Minutes, MinutesVersion, SectionCheck, Sending
from lagesbild.minutes.queries import current_version, last_check, members_in, standing_of
from lagesbild.organisations.models import Organisation

LONGEST_COMMENT = 4000


def _move(
    minutes: Minutes, act: str, *, by: Person | None, at: datetime, **more: int | str | None
) -> Minutes:
    minutes = Minutes.objects.select_for_update().select_related("round__dialogue").get(pk=minutes.pk)
    insist(rules.refusal_to_move(standing_of(minutes), act))
    target = states.after(minutes.state, act)
    assert target is not None
    if target != minutes.state:
        minutes.state, minutes.state_at = target, at
    note(f"{act}_minutes", minutes, by=by, at=at, **more)
    return minutes


@transaction.atomic
def send_out(*, minutes: Minutes, purpose: str, until: datetime | None, by: Person, at: datetime) -> Sending:
    """Send the minutes to the members: for comments until a moment, or only to be known.

    Each member is asked about its own section, by letter where somebody answers for it. Raises ``Refused`` (``wrong_state``, ``no_last_day``,
    ``last_day_passed``).
    """
    if purpose == Sending.Purpose.COMMENTS:
        if until is None:
            raise Refused("no_last_day")
        if until <= at:
            raise Refused("last_day_passed")
        minutes = _move(minutes, "send_out", by=by, at=at)
        minutes.closes_at, minutes.by_silence = until, False
        minutes.save()
    sending = Sending.objects.create(
        minutes=minutes,
        purpose=purpose,
        sent_at=at,
        sent_by=by,
        closes_at=until if purpose == Sending.Purpose.COMMENTS else None,
    )
    SectionCheck.objects.bulk_create(
        SectionCheck(sending=sending, organisation_id=pk) for pk in members_in(minutes)
    )
    note("send_minutes", sending, by=by, at=at, minutes=minutes.pk, purpose=purpose)
    tell_members(sending=sending, by=by, at=at)
    return sending


@transaction.atomic
def approve_section(*, minutes: Minutes, organisation: Organisation, by: Person, at: datetime) -> None:
    """A member says that its section is right; saying it twice changes nothing.

    Raises ``Refused`` (``not_out``, ``too_late``, ``comment_on_final``).
    """
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    insist(rules.refusal_to_comment(standing_of(minutes), own=True, at=at))
    check = last_check(minutes, organisation)
    if check is None:
        raise Refused("not_own_section")
    if check.approved_at is None:
        check.approved_at, check.approved_by = at, by
        check.save(update_fields=["approved_at", "approved_by"])
        note("approve_section", check, by=by, at=at, minutes=minutes.pk, organisation=organisation.pk)


@transaction.atomic
def comment(
    *, minutes: Minutes, organisation: Organisation, block: str, words: str, by: Person, at: datetime
) -> Comment:
    """A member says what should be otherwise in its own section; its approval is taken back.

    Raises ``Refused`` (``not_own_section``, ``not_out``, ``too_late``, ``comment_on_final``,
    ``nothing_written``).
    """
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    found = rules.find_block(current_version(minutes).blocks, block)
    own = found is not None and found[0].organisation == organisation.pk
    insist(rules.refusal_to_comment(standing_of(minutes), own=own, at=at))
    words = rules.one_line(words)
    if not words:
        raise Refused("nothing_written")
    check = last_check(minutes, organisation)
    if check is not None and check.approved_at is not None:
        check.approved_at = check.approved_by = None
        check.save(update_fields=["approved_at", "approved_by"])
    made = Comment.objects.create(
        minutes=minutes, organisation=organisation, block=block, text=words[:LONGEST_COMMENT], at=at, by=by
    )
    note("comment_minutes", made, by=by, at=at, minutes=minutes.pk, organisation=organisation.pk)
    return made


@transaction.atomic
def settle_comment(*, comment: Comment, reply: str, by: Person, at: datetime) -> None:
    """The coordinator has dealt with a comment: taken it in, or answered; done once.

    Raises ``Refused`` (``already_settled``).
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.settled_at is not None:
        raise Refused("already_settled")
    comment.reply, comment.settled_at, comment.settled_by = rules.one_line(reply)[:LONGEST_COMMENT], at, by
    comment.save(update_fields=["reply", "settled_at", "settled_by"])
    note("settle_comment", comment, by=by, at=at, minutes=comment.minutes_id)


@transaction.atomic
def adjust(*, minutes: Minutes, by: Person, at: datetime) -> None:
    """The coordinator says that the text is adjusted. Raises ``Refused`` (``wrong_state``, ``unsettled_comments``)."""
    minutes = _move(minutes, "adjust", by=by, at=at)
    minutes.by_silence = False
    minutes.save()


@transaction.atomic
def take_back(*, minutes: Minutes, by: Person, at: datetime) -> None:
    """Open the text again. Raises ``Refused`` (``wrong_state``)."""
    minutes = _move(minutes, "take_back", by=by, at=at)
    minutes.closes_at, minutes.by_silence = None, False
    minutes.save()


@transaction.atomic
def finalise(*, minutes: Minutes, by: Person, at: datetime) -> MinutesVersion:
    """Make the text final: an explicit act with a day and a name; from then on only corrections.

    Raises ``Refused`` (``wrong_state``, ``unsettled_comments``).
    """
    minutes = _move(minutes, "finalise", by=by, at=at)
    minutes.save()
    version = MinutesVersion.objects.select_for_update().get(minutes=minutes, finalised_at__isnull=True)
    version.finalised_at, version.finalised_by = at, by
    version.save(update_fields=["finalised_at", "finalised_by"])
    return version


def close_by_silence(*, at: datetime) -> Sequence[Minutes]:
    """Adjust the minutes whose last day has gone without a comment that is left; run again, nothing more happens."""
    closed = []
    waiting = Minutes.objects.filter(state=states.OUT, closes_at__lte=at)
    for minutes in waiting:
        with transaction.atomic():
            locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
            if not rules.closes_by_silence(standing_of(locked), at):
                continue
            locked = _move(locked, "silence", by=None, at=at)
            locked.by_silence = True
            locked.save()
            closed.append(locked)
    return closed
