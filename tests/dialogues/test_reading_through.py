# SPDX-License-Identifier: EUPL-1.2
"""A report that nobody has read through is opened by its writer and the coordinator alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.conftest import NOON

from lagesbild.dialogues import accepting
from lagesbild.dialogues.models import Report, Submission
from lagesbild.dialogues.operations import ensure_round, receive_report
from lagesbild.intake import take_in_text

DAY = date(2026, 6, 8)
TURN = "/d/prov/omgangar/2026-06-08/"
TEXT = "41 personer är varslade i norr. Direktören har flyttat till kusten."
WAITS = "Rapporten är mottagen men inte genomläst än. Gruppen ser den när samordnaren har läst igenom den."


@pytest.fixture(autouse=True)
def clock(stand_at: Callable[..., None]) -> None:
    stand_at(date(2026, 6, 16))


@pytest.fixture
def send(dialogue: Any, organisation: Any) -> Callable[[str], Submission]:
    """Sends a text as the member's report; the second one is its next version."""

    def sends(text: str) -> Submission:
        turn = ensure_round(dialogue=dialogue, held_on=DAY, by=None, at=NOON)
        return receive_report(
            turn=turn, organisation=organisation, intake=take_in_text(text), content=None, filename="",
            channel=Report.Channel.PASTE, sent_at=NOON, by=None, at=NOON,
        )  # fmt: skip

    return sends


@pytest.fixture
def people(
    reader: Any, reporter: Any, coordinator: Any, stranger: Any, member_elsewhere: Any, visitor: Any
) -> dict[str, Any]:
    """A client for each role."""
    somebody = {
        "reader": reader, "reporter": reporter, "coordinator": coordinator, "stranger": stranger,
        "another member's reporter": member_elsewhere,
    }  # fmt: skip
    return {"visitor": visitor, **{role: who.client for role, who in somebody.items()}}


@pytest.fixture
def member_elsewhere(dialogue: Any, make_somebody: Any) -> Any:
    """A reporter for another member of the same dialogue."""
    from told import member

    other = member(dialogue, "Kammaren Provlän", "Näringslivsorganisationer")
    return make_somebody("kammaren@prov.example", "reporter", organisation=other)


def page_of(submission: Submission) -> str:
    return f"{TURN}granska/{submission.report_id}/"


def accept_report(submission: Submission, by: Any) -> None:
    accepting.accept_version(submission=submission, by=by.person, at=NOON)


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        ("visitor", 302, 302),
        ("stranger", 404, 404),
        ("reader", 403, 200),
        ("another member's reporter", 403, 200),
        ("reporter", 200, 200),
        ("coordinator", 200, 200),
    ],
)
def test_each_role_opens_the_report_before_and_after_it_is_accepted(
    people: dict[str, Any], send: Any, coordinator: Any, role: str, before: int, after: int
) -> None:
    sent = send(TEXT)
    for status in (before, after):
        for more, headers in (("", {}), ("?visa=alla&mening=1", {}), ("?visa=alla", {"HX-Request": "true"})):
            answer = people[role].get(page_of(sent) + more, headers=headers)
            assert answer.status_code == status
            assert ("flyttat till kusten" in answer.content.decode()) == (status == 200 and not headers)
            if status == 403:
                assert WAITS in answer.content.decode()
        accept_report(sent, coordinator)


def test_the_round_leads_only_those_to_the_report_who_may_open_it(
    people: dict[str, Any], send: Any, coordinator: Any
) -> None:
    sent = send(TEXT)
    leads = {role: page_of(sent) in people[role].get(TURN).content.decode() for role in people}
    assert leads == {
        "visitor": False, "stranger": False, "reader": False, "another member's reporter": False,
        "reporter": True, "coordinator": True,
    }  # fmt: skip
    accept_report(sent, coordinator)
    assert page_of(sent) in people["reader"].get(TURN).content.decode()


def test_the_picture_quotes_an_accepted_fact_and_leads_to_the_report_once_it_is_accepted(
    people: dict[str, Any], send: Any, coordinator: Any
) -> None:
    sent = send(TEXT)
    accepting.accept_all(desk=accepting.Desk.for_version(sent.version), by=coordinator.person, at=NOON)
    html = people["reader"].get("/").content.decode()
    assert "personer är varslade i norr" in re.sub("<[^>]+>", "", html)
    assert page_of(sent) not in html
    assert "när samordnaren har läst igenom den" in html
    assert page_of(sent) in people["reporter"].get("/").content.decode()
    accept_report(sent, coordinator)
    assert page_of(sent) in people["reader"].get("/").content.decode()


def test_until_a_new_text_is_read_through_the_group_reads_the_one_before(
    people: dict[str, Any], send: Any, coordinator: Any
) -> None:
    first = send(TEXT)
    accept_report(first, coordinator)
    second = send("43 personer är varslade i söder.")
    for role, words in (("reader", "i norr"), ("reporter", "i söder"), ("coordinator", "i söder")):
        assert words in people[role].get(page_of(second)).content.decode()
    assert "i söder" not in people["reader"].get(page_of(second)).content.decode()
    accept_report(second, coordinator)
    assert "i söder" in people["reader"].get(page_of(second)).content.decode()


def test_a_report_opened_again_is_taken_from_the_group(
    people: dict[str, Any], send: Any, coordinator: Any
) -> None:
    sent = send(TEXT)
    accept_report(sent, coordinator)
    accepting.unaccept_version(submission=sent, by=coordinator.person, at=NOON)
    assert people["reader"].get(page_of(sent)).status_code == 403


def test_old_minutes_are_read_by_the_group_at_once(loaded: Any, reader: Any) -> None:
    report = loaded.turn.reports.filter(organisation__name="Företagarringen Provlän").get()
    assert reader.client.get(f"{TURN}granska/{report.pk}/").status_code == 200
    assert f"{TURN}granska/{report.pk}/" in reader.client.get(TURN).content.decode()
