# SPDX-License-Identifier: EUPL-1.2
"""A report by link: one report, as often as needed, without an account, and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told
from site_map import everything
from tests.conftest import NOON

from lagesbild.accounts.operations import ensure_person, give_role
from lagesbild.dialogues.models import Report, Submission
from lagesbild.reporting.operations import make_report_link, reopen_for, revoke_report_links

TODAY = date(2026, 6, 15)
TEXT = "Läget är lugnt. 12 personer är varslade hos våra medlemmar."


@pytest.fixture
def turn(dialogue, stand_at):
    stand_at(TODAY)
    turn = told.held(dialogue, date(2026, 6, 20))
    turn.lock_at = told.noon(date(2026, 6, 19))
    turn.save()
    return turn


@pytest.fixture
def person(organisation):
    """One who reports for the member and has no user."""
    made = ensure_person(email="utan.konto@prov.example", name="Utan Konto", by=None, at=NOON)
    give_role(
        person=made, kind="reporter", starts_on=date(2020, 1, 1), organisation=organisation, by=None, at=NOON
    )
    return made


@pytest.fixture
def link(turn, organisation, person) -> str:
    token = make_report_link(person=person, turn=turn, organisation=organisation, by=None, at=NOON)
    return f"/rapportera/{token}/"


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_opening_it_three_times_changes_nothing_and_logs_nobody_in(link, visitor):
    before = everything(sessions=True)
    pages = [visitor.get(link) for _ in range(3)]
    assert [p.status_code for p in pages] == [200, 200, 200]
    assert everything(sessions=True) == before
    assert visitor.get("/omgangar/").status_code == 302


def test_one_writes_and_sends_and_gets_a_receipt(link, visitor, person, organisation):
    assert visitor.post(f"{link}utkast/", {"text": "Läget", "revision": "0"}).json()["revision"] == 1
    page = visitor.post(link, {"gor": "skicka", "text": TEXT, "revision": "1", "level": "3"}, follow=True)
    assert "Tack, rapporten är mottagen" in words_of(page)
    assert "Ni kan ändra till fredag 19 juni kl. 12.00." in words_of(page)
    submission = Submission.objects.get()
    assert (submission.sent_by, submission.confirmed_by) == (person, person)
    assert submission.report.organisation == organisation
    assert visitor.get(f"{link}text/").content.decode() == TEXT


def test_it_can_be_used_again_until_the_lock(link, visitor, stand_at):
    visitor.post(link, {"gor": "skicka", "text": TEXT, "revision": "0"})
    revision = str(Report.objects.get().draft_revision)
    assert (
        visitor.post(link, {"gor": "skicka", "text": f"{TEXT} Nu 13.", "revision": revision}).status_code
        == 302
    )
    stand_at(told.noon(date(2026, 6, 19)) + timedelta(minutes=1))
    page = visitor.get(link)
    assert page.status_code == 200
    assert "Omgången är låst" in words_of(page)
    assert visitor.post(link, {"gor": "skicka", "text": "Nytt.", "revision": "2"}).status_code == 422
    assert visitor.post(f"{link}utkast/", {"text": "Nytt.", "revision": "2"}).status_code == 423
    assert Submission.objects.count() == 2


def test_a_locked_round_that_is_opened_again_for_the_member_takes_its_report(
    link, visitor, turn, organisation, coordinator, stand_at
):
    stand_at(date(2026, 6, 20))
    ends_at = told.noon(date(2026, 6, 22))
    reopen_for(
        turn=turn, organisation=organisation, reason="Sjukdom", ends_at=ends_at, by=coordinator.person,
        at=told.noon(date(2026, 6, 20)) - timedelta(hours=1),
    )  # fmt: skip
    assert visitor.post(link, {"gor": "skicka", "text": TEXT, "revision": "0"}).status_code == 302
    stand_at(date(2026, 6, 23))
    assert "Omgången är låst" in words_of(visitor.get(link))


@pytest.mark.parametrize("more", ["", "utkast/", "las/", "text/"])
def test_a_made_up_a_revoked_and_an_expired_link_say_what_to_do(
    link, visitor, turn, organisation, coordinator, stand_at, more
):
    made_up = "/rapportera/hittepa/" + more
    ask = visitor.get if more in ("", "text/") else visitor.post
    assert ask(made_up).status_code == 410
    stand_at(date(2026, 12, 1))
    assert ask(link + more).status_code == 410
    stand_at(TODAY)
    revoke_report_links(turn=turn, organisation=organisation, by=coordinator.person, at=NOON)
    page = ask(link + more)
    assert page.status_code == 410
    assert "så kommer en ny länk" in words_of(page)


def test_it_opens_nothing_for_one_who_no_longer_speaks_for_the_member(link, visitor, person):
    person.roles.update(ends_before=TODAY)
    assert visitor.get(link).status_code == 410


def test_it_is_no_way_in_anywhere_else(link, visitor):
    token = link.split("/")[2]
    assert visitor.get(f"/logga-in/{token}/").status_code == 410
    assert visitor.post(f"/logga-in/{token}/").status_code == 410


def test_a_colleague_who_is_logged_in_still_acts_as_the_links_person(link, reporter, person):
    reporter.client.post(link, {"gor": "skicka", "text": TEXT, "revision": "0"})
    assert Submission.objects.get().sent_by == person


def test_a_form_from_another_site_is_turned_away(link):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"gor": "skicka", "text": TEXT}).status_code == 403
    assert not Submission.objects.exists()
