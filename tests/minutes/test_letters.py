# SPDX-License-Identifier: EUPL-1.2
"""The letter when the minutes are out: to whom, and that it says no more than the group reads."""

from __future__ import annotations

from datetime import date

import pytest
from forum import at
from outbox import assert_mail_is

from lagesbild.accounts.operations import ensure_person, give_role
from lagesbild.dialogues.visibility import set_visibility
from lagesbild.mail.models import OutgoingMail
from lagesbild.minutes.adjusting import send_out

DAY, LAST = at("2026-06-16", 9), at("2026-06-24", 16)


@pytest.fixture
def people(forum):
    """One who reports for the ring, one for the chamber; nobody for the board."""
    found = []
    for name, organisation in (("ringen", forum.ring), ("kammaren", forum.chamber)):
        person = ensure_person(email=f"{name}@prov.example", name=name.title(), by=None, at=DAY)
        give_role(person=person, kind="reporter", organisation=organisation, starts_on=date(2020, 1, 1), by=None, at=DAY)  # fmt: skip
        found.append(person)
    return found


def letters() -> dict[str, OutgoingMail]:
    return {mail.to_address.partition("@")[0]: mail for mail in OutgoingMail.objects.all()}


def out(forum, minutes, *, purpose="comments"):
    until = LAST if purpose == "comments" else None
    return send_out(minutes=minutes, purpose=purpose, until=until, by=forum.coordinator, at=DAY)


def test_each_member_gets_its_own_section_and_nobody_elses(forum, minutes, people):
    out(forum, minutes)
    found = letters()
    assert set(found) == {"ringen", "kammaren"}
    assert "svetskurs" in found["ringen"].text
    assert "svetskurs" not in found["kammaren"].text
    assert "Inget nytt" in found["kammaren"].text
    assert all("Inga synpunkter då räknas" in mail.text for mail in found.values())
    assert_mail_is("minutes-for-comments", found["ringen"])


def test_for_information_nobody_has_to_answer(forum, minutes, people):
    out(forum, minutes, purpose="information")
    assert all("behöver inte svara" in mail.text for mail in letters().values())


def test_words_held_back_from_the_group_are_not_in_the_letter(forum, minutes, people):
    version = forum.turn.reports.get(organisation=forum.ring).submissions.get().version
    start = version.text.index("40 anställda")
    set_visibility(version=version, start=start, end=start + 12, level="coordinator", ground="company", by=forum.coordinator, at=DAY)  # fmt: skip
    out(forum, minutes)
    text = letters()["ringen"].text
    assert "40 anställda" not in text
    assert "svetskurs" in text


def test_each_sending_writes_once(forum, minutes, people):
    out(forum, minutes)
    assert OutgoingMail.objects.count() == 2
    out(forum, minutes, purpose="information")
    assert OutgoingMail.objects.count() == 4
