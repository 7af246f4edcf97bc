# SPDX-License-Identifier: EUPL-1.2
"""The list of rounds and the page of one: what each role sees, and what it costs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues.models import Dialogue, Report, Round
from lagesbild.dialogues.operations import ensure_round, report_nothing_new
from lagesbild.dialogues.round_overview import Rate, answering_rates, overview_of

TODAY = date(2026, 6, 15)


@pytest.fixture
def spring(dialogue, coordinator, stand_at):
    stand_at(TODAY)
    return told.tell_spring(dialogue, coordinator.person)


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def line_of(response, name: str) -> str:
    """A member's line on the page of a round."""
    rows = re.findall(r'<tr role="row">.*?</tr>', response.content.decode(), re.S)
    return next(" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows if name in row)


# ------------------------------------------------------------------ the list


def test_the_list_has_every_round_newest_first_with_its_answers(spring, reader):
    page = words_of(reader.client.get("/d/prov/omgangar/"))
    assert page.index("måndag 8 juni Genomförd 2 av 3") < page.index("måndag 20 april Genomförd 1 av 3")


def test_only_the_coordinator_is_offered_a_new_round(spring, coordinator, reader, reporter):
    assert "Ny omgång" in words_of(coordinator.client.get("/d/prov/omgangar/"))
    for somebody in (reader, reporter):
        assert "Ny omgång" not in words_of(somebody.client.get("/d/prov/omgangar/"))
        assert somebody.client.post("/d/prov/omgangar/", {"held_on": "2026-08-31"}).status_code == 403
    assert Round.objects.count() == 2


def test_a_new_round_can_be_taken_back_while_it_is_empty(spring, coordinator):
    page = coordinator.client.post("/d/prov/omgangar/", {"held_on": "2026-08-31"}, follow=True)
    assert page.redirect_chain[-1][0] == "/d/prov/omgangar/2026-08-31/"
    assert Round.objects.get(held_on="2026-08-31").state == Round.State.COLLECTING
    undo = re.search(r'action="([^"]+gor=ta-bort)"', page.content.decode())
    coordinator.client.post(undo[1])
    assert not Round.objects.filter(held_on="2026-08-31").exists()


def test_a_round_in_use_is_not_taken_away(spring, coordinator):
    page = coordinator.client.post("/d/prov/omgangar/2026-06-08/?gor=ta-bort", follow=True)
    assert "kan inte tas bort" in words_of(page)
    assert Round.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("", "Välj vilken dag mötet är."),
        ("31 februari", "är inget datum"),
        ("2026-02-31", "är inget datum"),
        ("2026-06-08", "Det finns redan en omgång 8 juni"),
        ("2099-01-01", "Är året rätt?"),
    ],
)
def test_a_day_that_gives_no_round_says_why_and_makes_none(spring, coordinator, day, reason):
    page = coordinator.client.post("/d/prov/omgangar/", {"held_on": day})
    assert page.status_code == 422
    assert reason in words_of(page)
    assert Round.objects.count() == 2


def test_an_empty_list_teaches(dialogue, coordinator, reader):
    assert "Läs in minnesanteckningar" in words_of(coordinator.client.get("/d/prov/omgangar/"))
    page = words_of(reader.client.get("/d/prov/omgangar/"))
    assert "Här kommer alla omgångar att stå" in page
    assert "Läs in" not in page


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "path", ["/d/prov/omgangar/", "/d/prov/omgangar/2026-06-08/", "/d/prov/omgangar/2026-06-08/rapportera/"]
)
def test_rounds_are_for_those_who_take_part(spring, stranger, visitor, path):
    assert stranger.client.get(path).status_code == 404
    assert stranger.client.post(path).status_code == 404
    assert visitor.get(path).url.startswith("/logga-in/")


def test_short_addresses_lead_to_the_only_dialogue_or_list_them(
    spring, dialogue, reader, stranger, make_somebody
):
    assert reader.client.get("/omgangar/").url == "/d/prov/omgangar/"
    assert reader.client.get("/omgangar/2026-06-08/").url == "/d/prov/omgangar/2026-06-08/"
    assert reader.client.get("/omgangar/2026-06-09/").status_code == 404
    assert stranger.client.get("/omgangar/2026-06-08/").status_code == 404
    other = Dialogue.objects.get(slug="annan")
    told.held(other, date(2026, 6, 8))
    make_somebody("tva@prov.example", "reader", dialogue=dialogue)
    both = make_somebody("tva@prov.example", "reader", dialogue=other)
    for path in ("/omgangar/", "/omgangar/2026-06-08/"):
        page = both.client.get(path).content.decode()
        assert 'href="/d/prov/omgangar/' in page
        assert 'href="/d/annan/omgangar/' in page


@pytest.mark.parametrize("address", ["2026-06-09", "2026-06-08-2", "2026-13-01", "2026-06-08-0"])
def test_a_round_that_is_not_there_is_not_found(spring, reader, address):
    assert reader.client.get(f"/d/prov/omgangar/{address}/").status_code == 404


# ------------------------------------------------------------------ one round


def test_each_members_report_has_its_state(spring, dialogue, organisation, coordinator, stand_at):
    june = spring[1]
    page = coordinator.client.get("/d/prov/omgangar/2026-06-08/")
    assert re.search(r"Granskad( \d+ av \d+)? måndag 8 juni", line_of(page, told.COUNTY))
    assert "Ingen rapport" in line_of(page, organisation.name)
    report_nothing_new(turn=june, organisation=organisation, by=None, at=told.noon(TODAY))
    assert "Inget nytt" in line_of(coordinator.client.get("/d/prov/omgangar/2026-06-08/"), organisation.name)


def test_a_report_that_is_waited_for_is_missing_until_its_day_has_passed(
    spring, dialogue, organisation, coordinator
):
    told.held(dialogue, date(2026, 6, 20))
    page = coordinator.client.get("/d/prov/omgangar/2026-06-20/")
    assert "Saknas" in line_of(page, organisation.name)
    assert "0 av 3 har rapporterat inför mötet 20 juni" in words_of(page)


def test_how_much_is_reviewed_is_counted_in_facts_that_the_picture_would_show(
    dialogue, coordinator, stand_at
):
    stand_at(TODAY)
    panel = told.member(dialogue, told.PANEL, "Organisationer")
    turn = told.held(dialogue, date(2026, 6, 8))
    text = "12 personer är varslade och 300 personer är i korttidsarbete."
    told.tell(
        turn,
        panel,
        text,
        [("12", "quantity", told.figure("varslade", 12, "varslade"))],
        by=coordinator.person,
    )
    status = next(s for s in overview_of(turn).statuses if s.organisation == panel)
    assert status.decided >= 1
    assert status.facts >= status.decided
    page = coordinator.client.get("/d/prov/omgangar/2026-06-08/")
    if status.left:
        assert f"Granska {status.left}" in line_of(page, told.PANEL)


def test_how_often_members_answer_is_for_the_coordinator_and_the_member_itself(
    spring, coordinator, reader, reporter, organisation
):
    path = "/d/prov/omgangar/2026-06-08/"
    assert "2 av 2" in line_of(coordinator.client.get(path), told.PANEL)
    assert "I tid" not in words_of(reader.client.get(path))
    own = reporter.client.get(path)
    assert "0 av 2" in line_of(own, organisation.name)
    assert "av 2" not in line_of(own, told.COUNTY)


def test_a_rate_starts_when_the_member_joined(spring, dialogue, organisation):
    membership = dialogue.memberships.get(organisation=organisation)
    membership.joined_on = date(2026, 5, 1)
    membership.save()
    assert answering_rates(spring[1], today=TODAY)[organisation.pk] == Rate(missing=1)


def test_a_round_that_is_still_to_come_counts_against_nobody(spring, dialogue, organisation):
    turn = ensure_round(
        dialogue=dialogue, held_on=date(2026, 8, 31), state="collecting", by=None, at=told.noon(TODAY)
    )
    assert answering_rates(turn, today=TODAY) == answering_rates(spring[1], today=TODAY)
    assert answering_rates(turn, today=date(2026, 9, 1))[organisation.pk] == Rate(missing=3)


def test_the_next_step_follows_the_round(dialogue, organisation, coordinator, reader, reporter, stand_at):
    stand_at(TODAY)
    turn = told.held(dialogue, TODAY)
    path = "/d/prov/omgangar/2026-06-15/"
    assert "Nästa steg: ta emot rapporter" in words_of(coordinator.client.get(path))
    assert f"Nästa steg: rapportera för {organisation.name}" in words_of(reporter.client.get(path))
    assert "Nästa steg" not in words_of(reader.client.get(path))
    report_nothing_new(turn=turn, organisation=organisation, by=None, at=told.noon(TODAY))
    assert "Nästa steg: publicera lägesbilden" in words_of(coordinator.client.get(path))
    assert "Nästa steg" not in words_of(reporter.client.get(path))


def test_nothing_new_can_be_asked_again(spring, organisation, reporter, coordinator, reader):
    june = spring[1]
    report = report_nothing_new(turn=june, organisation=organisation, by=None, at=told.noon(TODAY))
    address = f"/d/prov/omgangar/2026-06-08/?gor=fraga-igen&rapport={report.pk}"
    assert reader.client.post(address).status_code == 404
    assert Report.objects.filter(pk=report.pk).exists()
    assert reporter.client.post(address).status_code == 302
    assert not Report.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize(
    "act",
    [
        "",
        "?gor=ta-bort-allt",
        "?gor=fraga-igen",
        "?gor=fraga-igen&rapport=x",
        "?gor=fraga-igen&rapport=9" + "9" * 30,
    ],
)
def test_an_act_that_does_not_exist_is_not_found(spring, coordinator, act):
    assert coordinator.client.post(f"/d/prov/omgangar/2026-06-08/{act}").status_code == 404


def test_looking_changes_nothing_and_costs_the_same_with_many_members(spring, dialogue, coordinator):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.client.get("/d/prov/omgangar/2026-06-08/").status_code == 200
        return len(queries)

    lines, few = AuditEntry.objects.count(), cost()
    assert AuditEntry.objects.count() == lines
    for n in range(8):
        someone = told.member(dialogue, f"Förening {n}", "Organisationer")
        told.tell(spring[1], someone, f"{n + 5} personer är varslade hos oss.", [], by=coordinator.person)
    assert cost() == few


def test_the_list_costs_the_same_with_many_rounds(dialogue, coordinator, stand_at):
    stand_at(TODAY)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.client.get("/d/prov/omgangar/").status_code == 200
        return len(queries)

    told.held(dialogue, date(2026, 6, 1))
    few = cost()
    for n in range(1, 30):
        told.held(dialogue, date(2026, 6, 1) - timedelta(weeks=n))
    assert cost() == few
