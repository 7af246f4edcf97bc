# SPDX-License-Identifier: EUPL-1.2
"""The coordinator is gone in mid-round: the substitute sees the next step, the notes, tomorrow's mail, and finishes."""

from __future__ import annotations

import re
from datetime import date, timedelta

from called_forum import MEETING, TODAY, at

from lagesbild.accounts.models import Role
from lagesbild.dialogues.models import Report, Round
from lagesbild.dialogues.operations import receive_report
from lagesbild.intake import take_in_text
from lagesbild.invitations.calling import invite_members
from lagesbild.invitations.reminding import queue_reminders
from lagesbild.mail.models import OutgoingMail
from lagesbild.mail.sending import send_due

ROUND = "/d/prov/omgangar/2026-08-31/"


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("\xa0", " ")


def test_the_substitute_finishes_what_the_coordinator_began(
    forum, posted, coordinator, make_somebody, stand_at
):
    invite_members(turn=forum.turn, by=forum.by, at=at(TODAY))
    send_due(at=at(TODAY))
    told = "Telefon med ringen: 14 personer är varslade."
    receive_report(
        turn=forum.turn, organisation=forum.ring, intake=take_in_text(told), content=None, filename="",
        channel=Report.Channel.PHONE, sent_at=at(date(2026, 8, 20)), by=forum.by, at=at(date(2026, 8, 20)),
    )  # fmt: skip
    substitute = make_somebody("vikarie@prov.example", "coordinator", dialogue=forum.dialogue)

    stand_at(at(date(2026, 8, 25)))
    queue_reminders(at=at(date(2026, 8, 25)))
    mine = Role.objects.get(person=forum.by, dialogue=forum.dialogue, kind="coordinator")
    substitute.client.post("/d/prov/installningar/samordnare/", {"avsluta": mine.pk})
    assert coordinator.client.get(ROUND).status_code == 404
    assert coordinator.client.get("/d/prov/utkorg/").status_code in (302, 403, 404)

    page = substitute.client.get(ROUND)
    assert words_of(page).count("Nästa steg:") == 1
    assert "Påminns i morgon kl. 8" in words_of(page)
    report = Report.objects.get(round=forum.turn, organisation=forum.ring)
    assert "14 personer" in words_of(substitute.client.get(f"{ROUND}granska/{report.pk}/"))
    assert "Hur är läget?" in words_of(substitute.client.get("/d/prov/utkorg/"))

    send_due(at=at(date(2026, 8, 26), 8, 1))
    reminders = OutgoingMail.objects.filter(purpose="remind", sent_at__isnull=False)
    assert [(m.to_address, m.from_address) for m in reminders] == [
        ("bo@smeder.example", "forumet@prov.example")
    ]

    stand_at(at(MEETING + timedelta(days=1)))
    page = substitute.client.get(ROUND)
    act = re.search(r'action="([^"]+gor=genomfort)"', page.content.decode())
    if act is None:  # facts wait for review first
        assert "Nästa steg: granska" in words_of(page)
    substitute.client.post(f"{ROUND}?gor=genomfort")
    assert Round.objects.get(pk=forum.turn.pk).state == Round.State.HELD
    assert queue_reminders(at=at(MEETING + timedelta(days=1))) == 0
