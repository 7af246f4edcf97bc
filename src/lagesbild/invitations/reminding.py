# SPDX-License-Identifier: EUPL-1.2
"""The rounds that collect -> what the reminder rule takes; its plan -> mails in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2s

from django.db import transaction
from django.db.models import Q

from lagesbild.accounts.models import Person
from lagesbild.audit.operations import note
from lagesbild.dialogues.contacts import NOBODY, reached_through
from lagesbild.dialogues.models import Report, Round, Submission
from lagesbild.dialogues.queries import quiet_periods
from lagesbild.dialogues.quiet import holds
from lagesbild.dialogues.round_overview import members_on
from lagesbild.followup.models import FollowUpItem
from lagesbild.invitations import letters, reminders
from lagesbild.invitations.leaving import REMIND, is_needless
from lagesbild.invitations.models import Reminder
from lagesbild.invitations.queries import invitations_of
from lagesbild.invitations.reminders import About, Asked, Planned
from lagesbild.invitations.report_ways import way_to_report
from lagesbild.lib.audience import Audience, Level
from lagesbild.lib.periods import ONE_DAY, day_of, end_of
from lagesbild.lib.refusal import Refused
from lagesbild.lib.workdays import workday_from
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.operations import cancel_mail, queue_letter
from lagesbild.organisations.models import Organisation

#: Queued by a person who pressed "Påminn nu", not by the plan.
BY_HAND = "remind-now"


def asked_in(turns: Iterable[Round], *, reminds: bool | None = None) -> list[Asked]:
    """Every organisation that is asked in these rounds, as the rule takes it.

    ``reminds`` overrides what the rounds say, for a person who wants it although nobody planned it.
    """
    found: list[Asked] = []
    for turn in turns:
        if turn.deadline_at is None or turn.lock_at is None:
            continue
        reached = reached_through(turn.dialogue, day=turn.held_on)
        quiet = tuple(quiet_periods(turn.dialogue))
        reported = set(
            turn.reports.filter(organisation__isnull=False)
            .exclude(state=Report.State.DRAFT)
            .values_list("organisation_id", flat=True)
        )
        already = _already(turn)
        asked_at = _asked_at(turn)
        for m in members_on(turn.dialogue, turn.held_on):
            organisation = m.organisation_id
            found.append(
                Asked(
                    round_id=turn.pk,
                    organisation_id=organisation,
                    people=tuple(p.pk for p in reached.get(organisation, NOBODY).first),
                    asked_at=asked_at,
                    deadline_at=turn.deadline_at,
                    lock_at=turn.lock_at,
                    has_reported=organisation in reported,
                    is_collecting=turn.state == Round.State.COLLECTING,
                    reminds=turn.reminds if reminds is None else reminds,
                    quiet=quiet,
                    already=already.get(organisation, ()),
                )
            )
    return found


def _asked_at(turn: Round) -> datetime:
    """When members were asked: the first invitation, else long before the deadline."""
    assert turn.deadline_at is not None
    first = invitations_of(turn).order_by("invited_at").values_list("invited_at", flat=True).first()
    return first or turn.deadline_at - 30 * ONE_DAY


def _already(turn: Round) -> dict[int, tuple[tuple[int, date], ...]]:
    """Who has been reminded when, by organisation: what has left, and what a person asked to be sent."""
    rows = Reminder.objects.filter(round=turn).filter(
        Q(mail__isnull=True) | Q(mail__sent_at__isnull=False) | Q(mail__key__startswith=BY_HAND)
    )
    found: dict[int, tuple[tuple[int, date], ...]] = {}
    for organisation, person, planned in rows.values_list("organisation_id", "person_id", "planned_at"):
        found[organisation] = (*found.get(organisation, ()), (person, day_of(planned)))
    return found


def collecting_rounds() -> list[Round]:
    """The rounds that collect, in every dialogue."""
    return list(
        Round.objects.filter(state=Round.State.COLLECTING, deadline_at__isnull=False)
        .select_related("dialogue")
        .order_by("pk")
    )


def planned_for(turn: Round, *, after: datetime) -> list[Planned]:
    """What is planned about one round after a moment; digests may hold other rounds as well."""
    everything = reminders.plan(asked_in([turn]))
    return [planned for planned in everything if planned.at >= after]


# The job ----------------------------------------------------------------------------------------


def queue_reminders(*, at: datetime) -> int:
    """Put what leaves before the next workday is over in the outbox, and take out what is not wanted.

    Safe to repeat: the same digest has the same key. Returns how many mails were put there.
    """
    horizon = end_of(workday_from(day_of(at) + ONE_DAY))
    wanted = [p for p in reminders.plan(asked_in(collecting_rounds())) if at <= p.at < horizon]
    keys = {_key(planned) for planned in wanted}
    waiting = OutgoingMail.objects.filter(
        purpose=REMIND, sent_at__isnull=True, cancelled_at__isnull=True, key__startswith=f"{REMIND}:"
    )
    for mail in waiting:
        if _base(mail.key) not in keys and (mail.due_at >= at or is_needless(mail)):
            _take_away(mail, at=at)
    return sum(_queue(planned, key=_key(planned), by=None, at=at) for planned in wanted)


def _take_away(mail: OutgoingMail, *, at: datetime) -> None:
    with transaction.atomic():
        try:
            cancel_mail(mail=mail, because="Rapporten har kommit, eller omgången har ändrats", by=None, at=at)
        except Refused:
            return  # on its way at this very moment
        Reminder.objects.filter(mail=mail).delete()


def _key(planned: Planned) -> str:
    """What a digest is called: the person, the day, and what it is about."""
    about = ",".join(f"{a.round_id}.{a.organisation_id}.{a.number}" for a in planned.about)
    digest = blake2s(about.encode(), digest_size=10).hexdigest()
    return f"{REMIND}:{planned.person_id}:{day_of(planned.at)}:{digest}"


def _base(key: str) -> str:
    return key.partition("#")[0]


def _free_key(base: str) -> str | None:
    """The key for a mail that is wanted; None where it is there, has left, or a person has said no to it.

    One that this job itself took away, since it was not wanted for a while, may be wanted again.
    """
    there = OutgoingMail.objects.filter(Q(key=base) | Q(key__startswith=f"{base}#"))
    if there.filter(Q(cancelled_at__isnull=True) | Q(cancelled_by__isnull=False)).exists():
        return None
    count = there.count()
    return f"{base}#{count}" if count else base


@transaction.atomic
def _queue(planned: Planned, *, key: str, by: Person | None, at: datetime) -> bool:
    """Put one digest in the outbox; whether it was not there before."""
    free = _free_key(key)
    if free is None:
        return False
    person = Person.objects.get(pk=planned.person_id)
    asks, secrets, tokens = _asks(planned.about, person, by=by, at=at)
    first = asks[0].turn
    mail = queue_letter(
        letter=letters.reminder_letter(asks, by_reply=len(asks) == 1 and bool(tokens)),
        key=free,
        person=person,
        purpose=REMIND,
        turn=first,
        secrets=secrets,
        reply_token=tokens[0] if len(asks) == 1 and tokens else "",
        due_at=planned.at,
        by=by,
        at=at,
    )
    for about in planned.about:
        row, _ = Reminder.objects.update_or_create(
            round_id=about.round_id,
            organisation_id=about.organisation_id,
            person=person,
            number=about.number,
            defaults={"mail": mail, "planned_at": planned.at},
        )
        note("plan_reminder", row, by=by, at=at, round=about.round_id, organisation=about.organisation_id)
    return True


def _asks(
    about: Sequence[About], person: Person, *, by: Person | None, at: datetime
) -> tuple[list[letters.ToAnswer], list[str], list[str]]:
    turns = Round.objects.select_related("dialogue").in_bulk({a.round_id for a in about})
    organisations = Organisation.objects.in_bulk({a.organisation_id for a in about})
    asks, secrets, tokens = [], [], []
    for one in about:
        turn, organisation = turns[one.round_id], organisations[one.organisation_id]
        way = way_to_report(turn, organisation, person, by=by, at=at)
        secrets += way.secrets
        tokens += [way.reply_token] if way.reply_token else []
        last = _last_text(turn, organisation)
        asks.append(
            letters.ToAnswer(
                turn=turn,
                organisation=organisation,
                url=way.url,
                last_text=last.version.text if last else "",
                last_on=last.report.round.held_on if last else None,
                open_items=_open_items(turn, organisation, at=at),
            )
        )
    return asks, secrets, tokens


def _last_text(turn: Round, organisation: Organisation) -> Submission | None:
    """The organisation's own last text in the dialogue, where it is a whole text of its own."""
    return (
        Submission.objects.filter(
            report__round__dialogue=turn.dialogue_id,
            report__round__kind=turn.kind,
            report__organisation=organisation,
            report__section__isnull=True,
            report__round__held_on__lt=turn.held_on,
            withdrawn_at__isnull=True,
        )
        .select_related("version", "report__round")
        .order_by("-report__round__held_on", "-pk")
        .first()
    )


def _open_items(turn: Round, organisation: Organisation, *, at: datetime) -> tuple[str, ...]:
    items = (
        FollowUpItem.objects.known_at(at)
        .visible_to(Audience(Level.GROUP, frozenset({organisation.pk})))
        .filter(dialogue=turn.dialogue_id, owner=organisation, state=FollowUpItem.State.OPEN)
        .order_by("pk")[:5]
    )
    return tuple(" ".join(item.text.split())[:200] for item in items)


# By hand ----------------------------------------------------------------------------------------


def still_to_remind(turn: Round) -> list[Asked]:
    """Those who have not answered and have been reminded less than twice."""
    return [
        asked
        for asked in asked_in([turn], reminds=True)
        if asked.is_collecting and not asked.has_reported and asked.people
        and any(_times(asked, person) < reminders.MOST for person in asked.people)
    ]  # fmt: skip


def _times(asked: Asked, person: int) -> int:
    return sum(who == person for who, _ in asked.already)


@transaction.atomic
def remind_now(*, turn: Round, by: Person, at: datetime) -> int:
    """Remind those who have not answered, today instead of by plan; it counts as one of the two.

    Raises ``Refused`` (``nobody_to_remind``, ``quiet_now``). Returns how many mails that is.
    """
    Round.objects.select_for_update().get(pk=turn.pk)
    if holds(day_of(at), quiet_periods(turn.dialogue)) is not None:
        raise Refused("quiet_now")
    digests: dict[int, list[About]] = {}
    for asked in still_to_remind(turn):
        for person in asked.people:
            times = _times(asked, person)
            reminded_today = (person, day_of(at)) in asked.already
            if times < reminders.MOST and not reminded_today:
                digests.setdefault(person, []).append(About(turn.pk, asked.organisation_id, times + 1))
    if not digests:
        raise Refused("nobody_to_remind")
    for person, about in digests.items():
        _take_back_planned(turn, person, at=at)
        planned = Planned(at, person, tuple(about))
        _queue(planned, key=f"{BY_HAND}:{turn.pk}:{person}:{day_of(at)}", by=by, at=at)
    return len(digests)


def _take_back_planned(turn: Round, person: int, *, at: datetime) -> None:
    """What the plan had queued to somebody about this round gives way to what is sent now."""
    planned = Reminder.objects.filter(round=turn, person=person, mail__key__startswith=f"{REMIND}:")
    for mail in OutgoingMail.objects.filter(
        pk__in=planned.values("mail"), sent_at__isnull=True, cancelled_at__isnull=True
    ):
        _take_away(mail, at=at)
