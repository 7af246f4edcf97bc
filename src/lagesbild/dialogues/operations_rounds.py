# SPDX-License-Identifier: EUPL-1.2
"""Every write to a round: made, opened, moved, held, cancelled; and what was done by a slip of the finger."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, ProtectedError

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues import states
from lagesbild.dialogues.models import Dialogue, Report, Round
from lagesbild.dialogues.models_settings import FormerAddress
from lagesbild.dialogues.round_clock import RoundClock, crisis_clock, meeting_clock, moved
from lagesbild.lib.refusal import Refused, insist


@transaction.atomic
def plan_meeting(
    *,
    dialogue: Dialogue,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    by: Person | None,
    at: datetime,
) -> Round:
    """An ordinary round with its meeting; when reports are due follows from the dialogue's settings."""
    clock = meeting_clock(
        starts_at,
        ends_at,
        deadline_workdays=dialogue.deadline_workdays,
        deadline_clock=dialogue.deadline_clock,
    )
    return _add_round(dialogue, Round.Kind.ORDINARY, Round.State.PLANNED, clock, place=place, by=by, at=at)


@transaction.atomic
def open_crisis_round(
    *, dialogue: Dialogue, deadline_at: datetime, reminds: bool = False, by: Person | None, at: datetime
) -> Round:
    """A crisis round: open at once, no meeting, several a day where needed.

    Raises ``Refused`` (``deadline_has_been``) where nobody could answer in time.
    """
    if deadline_at <= at:
        raise Refused("deadline_has_been")
    clock = crisis_clock(deadline_at)
    turn = _add_round(dialogue, Round.Kind.CRISIS, Round.State.COLLECTING, clock, by=by, at=at)
    if turn.reminds != reminds:
        turn.reminds = reminds
        turn.save(update_fields=["reminds"])
    return turn


@transaction.atomic
def add_day(*, dialogue: Dialogue, held_on: date, state: str, by: Person | None, at: datetime) -> Round:
    """A round of which only the day is known: what came before, or what has no meeting time yet."""
    turn = Round.objects.create(
        dialogue=dialogue, held_on=held_on, ordinal=_next_ordinal(dialogue, held_on), state=state
    )
    note("add_round", turn, by=by, at=at, dialogue=dialogue.pk)
    return turn


def _add_round(
    dialogue: Dialogue,
    kind: str,
    state: str,
    clock: RoundClock,
    *,
    place: str = "",
    by: Person | None,
    at: datetime,
) -> Round:
    turn = Round.objects.create(
        dialogue=dialogue,
        kind=kind,
        state=state,
        held_on=clock.held_on,
        ordinal=_next_ordinal(dialogue, clock.held_on),
        starts_at=clock.starts_at,
        ends_at=clock.ends_at,
        place=place,
        deadline_at=clock.deadline_at,
        lock_at=clock.lock_at,
    )
    note("add_round", turn, by=by, at=at, dialogue=dialogue.pk)
    return turn


def _next_ordinal(dialogue: Dialogue, day: date) -> int:
    """After every round that stands, or has stood, on the day: an old link never leads to another round."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    standing = dialogue.rounds.filter(held_on=day).aggregate(last=Max("ordinal"))["last"] or 0
    stood = FormerAddress.objects.filter(round__dialogue=dialogue, held_on=day).aggregate(
        last=Max("ordinal")
    )["last"]
    return max(standing, stood or 0) + 1


def _locked(turn: Round) -> Round:
    """The round as it stands now, locked until the transaction ends; the caller's object is updated too."""
    Round.objects.select_for_update().get(pk=turn.pk)
    turn.refresh_from_db()
    return turn


def _enter(turn: Round, act: str, *, by: Person | None, at: datetime) -> None:
    """Do an act of the state table; raises ``Refused`` where the state does not have it."""
    insist(states.refusal_to(act, turn.state))
    turn.state = states.ROUND[turn.state][act]
    turn.save(update_fields=["state"])
    note(f"{act}_round", turn, by=by, at=at, dialogue=turn.dialogue_id)


@transaction.atomic
def start_collecting(*, turn: Round, by: Person | None, at: datetime) -> None:
    """Members have been asked: the round collects. Said again it changes nothing."""
    turn = _locked(turn)
    if turn.state != Round.State.COLLECTING:
        _enter(turn, "start_collecting", by=by, at=at)


@transaction.atomic
def hold_round(*, turn: Round, by: Person | None, at: datetime) -> None:
    """The meeting has been held. Said again it changes nothing; a cancelled round refuses."""
    turn = _locked(turn)
    if turn.state != Round.State.HELD:
        _enter(turn, "hold", by=by, at=at)


@transaction.atomic
def reopen_round(*, turn: Round, by: Person | None, at: datetime) -> None:
    """The meeting was ended by mistake: the round collects again."""
    _enter(_locked(turn), "reopen", by=by, at=at)


@transaction.atomic
def reschedule_round(
    *,
    turn: Round,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    """Move a meeting: the same round, with its reports and agenda, at another time.

    The deadline and the lock move along, and the old address still leads here. Raises ``Refused``
    (``starts_in_the_past``, or the state's reason).
    """
    turn = _locked(turn)
    insist(states.refusal_to("reschedule", turn.state))
    if starts_at <= at:
        raise Refused("starts_in_the_past")
    old = (turn.held_on, turn.ordinal)
    clock = _clock_after(turn, starts_at, at=at)
    if clock.held_on != turn.held_on:
        turn.ordinal = _next_ordinal(turn.dialogue, clock.held_on)
        FormerAddress.objects.get_or_create(round=turn, held_on=old[0], ordinal=old[1])
    turn.held_on, turn.starts_at = clock.held_on, clock.starts_at
    turn.ends_at = ends_at if ends_at is not None else clock.ends_at
    turn.deadline_at, turn.lock_at = clock.deadline_at, clock.lock_at
    turn.place = turn.place if place is None else place
    turn.save()
    note("reschedule_round", turn, by=by, at=at, dialogue=turn.dialogue_id)


def _clock_after(turn: Round, starts_at: datetime, *, at: datetime) -> RoundClock:
    if turn.deadline_at is not None and turn.lock_at is not None:
        now = RoundClock(turn.held_on, turn.starts_at, turn.ends_at, turn.deadline_at, turn.lock_at)
        return moved(now, starts_at, at=at)
    return meeting_clock(
        starts_at,
        None,
        deadline_workdays=turn.dialogue.deadline_workdays,
        deadline_clock=turn.dialogue.deadline_clock,
    )


@transaction.atomic
def set_deadline(*, turn: Round, deadline_at: datetime, lock_at: datetime, by: Person, at: datetime) -> None:
    """Say when one answers at the latest and when the round is locked.

    Raises ``Refused`` (``lock_before_deadline``, ``round_held``, ``round_cancelled``).
    """
    turn = _locked(turn)
    insist(states.refusal_to("reschedule", turn.state))
    if lock_at < deadline_at:
        raise Refused("lock_before_deadline")
    turn.deadline_at, turn.lock_at = deadline_at, lock_at
    turn.save(update_fields=["deadline_at", "lock_at"])
    note("set_deadline", turn, by=by, at=at, dialogue=turn.dialogue_id)


@transaction.atomic
def cancel_round(*, turn: Round, because: str, by: Person, at: datetime) -> None:
    """The meeting will not be. What is open goes on to the next agenda by itself: items are the dialogue's.

    Raises ``Refused``: without a reason, twice, or once it has been held.
    """
    turn = _locked(turn)
    insist(states.refusal_to("cancel", turn.state))
    if not because.strip():
        raise Refused("no_reason")
    turn.state, turn.cancelled_at, turn.cancelled_by = Round.State.CANCELLED, at, by
    turn.cancelled_because = because.strip()[:300]
    turn.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_because"])
    note("cancel_round", turn, by=by, at=at, dialogue=turn.dialogue_id)


@transaction.atomic
def reinstate_round(*, turn: Round, by: Person, at: datetime) -> None:
    """A cancelled round stands again, as it stood; what members were told of it is told again."""
    turn = _locked(turn)
    act = "reinstate_with_reports" if turn.reports.exists() else "reinstate"
    insist(states.refusal_to(act, turn.state))
    turn.state = states.ROUND[turn.state][act]
    turn.cancelled_at, turn.cancelled_by, turn.cancelled_because = None, None, ""
    turn.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_because"])
    note("reinstate_round", turn, by=by, at=at, dialogue=turn.dialogue_id)


# Slips of the finger ----------------------------------------------------------------------------


@transaction.atomic
def remove_empty_round(*, turn: Round, by: Person, at: datetime) -> None:
    """Take away a round that nobody has used.

    Raises ``Refused`` (``round_in_use``) where anything has come in, been published or left to members.
    """
    turn = _locked(turn)
    if turn.reports.exists() or turn.editions.exists() or turn.state in (states.HELD, states.CANCELLED):
        raise Refused("round_in_use")
    note("remove_round", turn, by=by, at=at, dialogue=turn.dialogue_id)
    try:
        turn.delete()
    except ProtectedError as used:  # lines of a meeting, or whatever else a room above keeps for it
        raise Refused("round_in_use") from used


@transaction.atomic
def take_back_nothing_new(*, report: Report, by: Person, at: datetime) -> None:
    """Undo "Inget nytt": the member is asked again.

    Raises ``Refused`` (``report_has_text``) where a text has come in meanwhile.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.nothing_new or report.submissions.exists():
        raise Refused("report_has_text")
    note(
        "take_back_nothing_new",
        report,
        by=by,
        at=at,
        round=report.round_id,
        organisation=report.organisation_id,
    )
    if report.draft_revision == 0:
        report.delete()
        return
    report.nothing_new, report.state, report.reported_at = (
        False,
        Report.State.DRAFT,
        None,
    )  # what is written in its draft stays
    report.save(update_fields=["nothing_new", "state", "reported_at"])
