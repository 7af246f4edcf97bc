# SPDX-License-Identifier: EUPL-1.2
"""Reminders as they lie in the outbox and leave it, through a real mail server."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from called_forum import TODAY, all_sent, at

from lagesbild.dialogues.models import Round
from lagesbild.dialogues.operations import create_dialogue, ensure_group, ensure_member, report_nothing_new
from lagesbild.dialogues.operations_members import add_contact
from lagesbild.dialogues.operations_rounds import hold_round, plan_meeting
from lagesbild.dialogues.operations_settings import add_quiet_period
from lagesbild.invitations.calling import cancel_meeting, invite_members, move_meeting
from lagesbild.invitations.models import Reminder
from lagesbild.invitations.reminding import queue_reminders, remind_now
from lagesbild.lib.refusal import Refused
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.sending import send_due

#: The first reminder leaves on Wednesday 26 August at 8, the second on Friday 28 August, the last day.
TUESDAY, FIRST, LAST = at(date(2026, 8, 25)), at(date(2026, 8, 26), 8), at(date(2026, 8, 28), 8)


@pytest.fixture
def called(forum):
    invite_members(turn=forum.turn, by=forum.by, at=at(TODAY))
    all_sent(forum.by, at(TODAY))
    return forum


def waiting() -> list[OutgoingMail]:
    return list(
        OutgoingMail.objects.filter(
            purpose="remind", sent_at__isnull=True, cancelled_at__isnull=True
        ).order_by("pk")
    )


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def line_of(response, name: str) -> str:
    rows = re.findall(r'<tr role="row">.*?</tr>', response.content.decode(), re.S)
    return next(" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows if name in row).replace(
        "\xa0", " "
    )


def test_tomorrows_reminders_lie_in_the_outbox_one_a_person(called):
    assert queue_reminders(at=at(date(2026, 8, 21))) == 0
    assert queue_reminders(at=TUESDAY) == 2
    assert queue_reminders(at=TUESDAY) == 0
    assert [(m.to_address, m.due_at) for m in waiting()] == [
        ("eva@ring.example", FIRST),
        ("bo@smeder.example", FIRST),
    ]
    both = waiting()[1]
    text = " ".join(both.text.split())
    assert called.smiths.name in text
    assert called.chamber.name in text
    assert "2 rapporter att skicka" in both.subject.replace("\xa0", " ")


def test_they_leave_in_the_morning_and_a_second_time_and_never_a_third(called, posted):
    for day in (25, 26, 27, 28, 29, 30):
        for hour in (7, 8, 12, 20):
            moment = at(date(2026, 8, day), hour, 5)
            queue_reminders(at=moment)
            send_due(at=moment)
    sent = [(m["To"].addresses[0].addr_spec, m["Subject"]) for m in posted.keeps.received]
    assert len(sent) == 4
    assert sorted(OutgoingMail.objects.filter(purpose="remind").values_list("sent_at", flat=True)) == [
        at(date(2026, 8, 26), 8, 5), at(date(2026, 8, 26), 8, 5),
        at(date(2026, 8, 28), 8, 5), at(date(2026, 8, 28), 8, 5),
    ]  # fmt: skip
    assert sorted(Reminder.objects.values_list("number", flat=True)) == [1, 1, 1, 2, 2, 2]


def test_who_sends_meanwhile_is_not_reminded_and_the_digest_shrinks(called, posted):
    queue_reminders(at=TUESDAY)
    report_nothing_new(turn=called.turn, organisation=called.ring, by=called.eva, at=TUESDAY)
    report_nothing_new(turn=called.turn, organisation=called.smiths, by=called.bo, at=TUESDAY)
    send_due(at=FIRST)  # the job has not been by since
    assert not [m for m in posted.keeps.received if "Hur" in m["Subject"]]
    queue_reminders(at=TUESDAY + timedelta(minutes=5))
    (mail,) = waiting()
    assert mail.to_address == "bo@smeder.example"
    assert called.chamber.name in " ".join(mail.text.split())
    assert called.smiths.name not in " ".join(mail.text.split())


@pytest.mark.parametrize("what", ["moved", "cancelled", "held", "left"])
def test_what_happens_to_the_round_happens_to_its_reminders(called, what):
    queue_reminders(at=TUESDAY)
    assert len(waiting()) == 2
    if what == "moved":
        move_meeting(turn=called.turn, starts_at=at(date(2026, 9, 21), 9), by=called.by, at=TUESDAY)
    elif what == "cancelled":
        cancel_meeting(turn=called.turn, because="Sjukdom", by=called.by, at=TUESDAY)
    elif what == "held":
        hold_round(turn=called.turn, by=called.by, at=TUESDAY)
    else:
        called.dialogue.memberships.update(left_before=date(2026, 8, 26))
    queue_reminders(at=TUESDAY + timedelta(minutes=5))
    assert waiting() == []
    if what == "moved":
        assert queue_reminders(at=at(date(2026, 9, 15))) == 2


def test_in_a_rest_nothing_leaves_and_afterwards_there_is_one_list(called, posted):
    called.turn.refresh_from_db()
    add_quiet_period(
        dialogue=called.dialogue, name="Vila", starts_on=date(2026, 8, 24), ends_before=date(2026, 8, 31),
        by=called.by, at=at(TODAY),
    )  # fmt: skip
    move_meeting(turn=called.turn, starts_at=at(date(2026, 9, 7), 9), by=called.by, at=at(TODAY))
    Round.objects.update(deadline_at=at(date(2026, 8, 28), 12))
    for day in range(24, 31):
        queue_reminders(at=at(date(2026, 8, day)))
        send_due(at=at(date(2026, 8, day)))
    held = [m for m in posted.keeps.received if "Hur" in m["Subject"]]
    assert not held
    queue_reminders(at=at(date(2026, 8, 31), 8))
    send_due(at=at(date(2026, 8, 31), 8))
    assert len([m for m in posted.keeps.received if "Hur" in m["Subject"]]) == 2


def test_nobody_is_reminded_by_hand_in_a_rest(called):
    add_quiet_period(
        dialogue=called.dialogue, name="Vila", starts_on=date(2026, 8, 24), ends_before=date(2026, 8, 31),
        by=called.by, at=at(TODAY),
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        remind_now(turn=called.turn, by=called.by, at=TUESDAY)
    assert caught.value.refusal.code == "quiet_now"
    assert waiting() == []


def test_a_letter_that_is_due_in_a_rest_waits_for_the_first_workday_at_eight(forum, posted):
    add_quiet_period(
        dialogue=forum.dialogue,
        name="Vila",
        starts_on=TODAY,
        ends_before=date(2026, 8, 22),
        by=forum.by,
        at=at(TODAY),
    )
    invite_members(turn=forum.turn, by=forum.by, at=at(TODAY))
    for moment in (at(TODAY), at(date(2026, 8, 21), 9), at(date(2026, 8, 24), 7, 59)):
        assert send_due(at=moment) == 0
    assert send_due(at=at(date(2026, 8, 24), 8)) == 3


def test_one_person_in_two_dialogues_gets_one_digest(called):
    other = create_dialogue(slug="annan", name="Annandialogen", by=None, at=at(TODAY))
    group = ensure_group(dialogue=other, name="Alla", by=None, at=at(TODAY))
    ensure_member(
        dialogue=other,
        organisation=called.ring,
        group=group,
        joined_on=date(2020, 1, 1),
        by=None,
        at=at(TODAY),
    )
    add_contact(member=other.memberships.get(), email="eva@ring.example", by=called.by, at=at(TODAY))
    turn = plan_meeting(dialogue=other, starts_at=at(date(2026, 8, 31), 13), by=called.by, at=at(TODAY))
    Round.objects.filter(pk=turn.pk).update(state="collecting")
    queue_reminders(at=TUESDAY)
    (mail,) = [m for m in waiting() if m.to_address == "eva@ring.example"]
    assert "2 rapporter" in mail.subject.replace("\xa0", " ")


def test_a_crisis_reminds_nobody_unless_it_was_asked_for(called):
    Round.objects.update(kind="crisis", reminds=False)
    assert queue_reminders(at=TUESDAY) == 0
    Round.objects.update(reminds=True)
    assert queue_reminders(at=TUESDAY) == 2


# ------------------------------------------------------------------ by hand, and on the page


def test_reminding_by_hand_counts_and_takes_the_planned_ones_place(called, posted):
    queue_reminders(at=TUESDAY)
    assert remind_now(turn=called.turn, by=called.by, at=TUESDAY) == 2
    queue_reminders(at=TUESDAY + timedelta(minutes=5))
    send_due(at=TUESDAY + timedelta(minutes=6))
    assert len(posted.keeps.received) == 2
    with pytest.raises(Refused) as caught:
        remind_now(turn=called.turn, by=called.by, at=TUESDAY + timedelta(hours=1))
    assert caught.value.refusal.code == "nobody_to_remind"
    for day in range(26, 31):
        queue_reminders(at=at(date(2026, 8, day), 8))
        send_due(at=at(date(2026, 8, day), 8, 1))
    assert len(posted.keeps.received) == 4


def test_the_page_says_who_is_reminded_when_to_the_coordinator_alone(
    called, coordinator, reader, make_somebody, stand_at
):
    stand_at(at(date(2026, 8, 27)))
    page = coordinator.client.get("/d/prov/omgangar/2026-08-31/")
    assert "Nästa steg: påminn dem som inte har skickat" in words_of(page)
    assert "Påminn 3 nu" in words_of(page)
    assert "Påminns i morgon kl. 8" in line_of(page, called.smiths.name)
    report_nothing_new(turn=called.turn, organisation=called.ring, by=called.eva, at=TUESDAY)
    page = coordinator.client.get("/d/prov/omgangar/2026-08-31/")
    assert "Påminns" not in line_of(page, called.ring.name)
    eva = make_somebody("eva@ring.example")
    for somebody in (reader, eva):
        assert "Påmin" not in words_of(somebody.client.get("/d/prov/omgangar/2026-08-31/"))


def test_a_member_sees_its_own_reminder_after_it_left_and_no_one_elses(called, make_somebody, stand_at):
    queue_reminders(at=TUESDAY)
    all_sent(called.by, FIRST)
    stand_at(FIRST)
    page = make_somebody("eva@ring.example").client.get("/d/prov/omgangar/2026-08-31/")
    assert "Påmindes 26 augusti" in line_of(page, called.ring.name)
    assert "Påmindes" not in line_of(page, called.smiths.name)
