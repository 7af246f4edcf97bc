# SPDX-License-Identifier: EUPL-1.2
"""The picture's page: who sees it, what stands on it, and what it costs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import told
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lagesbild.audit.models import AuditEntry

TODAY = date(2026, 6, 15)
MOST_BYTES = 100 * 1024


@pytest.fixture
def spring(dialogue, coordinator, stand_at):
    stand_at(TODAY)
    return told.tell_spring(dialogue, coordinator.person)


def words_of(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())  # no-break spaces become spaces too


def section(response, key: str) -> str:
    page = response.content.decode()
    start = page.index(f'aria-labelledby="{key}"')
    return page[start : page.index("</section>", start)]


# ------------------------------------------------------------------ who sees it


def test_the_start_page_of_a_member_is_the_picture_of_the_dialogue(spring, coordinator, reader, reporter):
    for somebody in (coordinator, reader, reporter):
        page = somebody.client.get("/")
        assert page.status_code == 200
        assert "Antalet varslade minskar enligt Smedringen Provlän," in words_of(page)


def test_a_member_of_nothing_is_told_so(db, make_somebody, spring):
    page = make_somebody("ingen@prov.example").client.get("/")
    assert "Du är inte med i någon dialog" in words_of(page)
    assert "Varslade" not in words_of(page)


def test_a_member_of_two_dialogues_chooses(spring, dialogue, stranger, make_somebody):
    from lagesbild.dialogues.models import Dialogue

    other = Dialogue.objects.get(slug="annan")
    both = make_somebody("tva@prov.example", "reader", dialogue=dialogue)
    make_somebody("tva@prov.example", "reader", dialogue=other)
    page = both.client.get("/")
    assert "Vilken lägesbild vill du se?" in words_of(page)
    assert 'href="/d/prov/"' in page.content.decode()
    assert 'href="/d/annan/"' in page.content.decode()


@pytest.mark.parametrize("path", ["/d/prov/", "/d/prov/publicera/", "/d/finns-inte/"])
def test_another_dialogues_coordinator_cannot_tell_it_from_one_that_does_not_exist(spring, stranger, path):
    page = stranger.client.get(path)
    assert page.status_code == 404
    assert "Sidan finns inte" in words_of(page)


def test_a_visitor_is_asked_to_log_in_at_the_long_address(spring, visitor):
    page = visitor.get("/d/prov/")
    assert page.status_code == 302
    assert page.url.startswith("/logga-in/")


def test_a_visitor_sees_nothing_of_an_unpublished_picture(spring, visitor):
    page = visitor.get("/")
    assert "Ingen lägesbild är publicerad än" in words_of(page)
    assert "Varslade" not in words_of(page)
    assert "Logga in" in words_of(page)


# ------------------------------------------------------------------ what stands on it


def test_changes_say_value_step_since_and_source(spring, reader):
    changes = section(reader.client.get("/"), "forandringar")
    assert "Varslade personer" in changes
    assert "−28" in changes
    assert "sedan 20\xa0april, då 40" in changes
    assert '<em class="hedge">drygt</em> 210' in changes
    assert "omkring −90" in changes
    assert "−20" in changes
    assert "jämfört med i fjol" in changes


def test_every_source_opens_its_sentence_and_leads_to_its_place_in_the_report(spring, reader):
    page = reader.client.get("/").content.decode()
    report = re.search(r'href="(/d/prov/omgangar/2026-06-08/granska/\d+/)#f\d+"', page)
    assert report is not None
    assert "Nu är drygt <mark>210</mark> personer i korttidsarbete" in page
    assert reader.client.get(report[1]).status_code == 200


def test_a_new_figure_speaks_in_its_own_sentence(spring, reader):
    assert "”Tre nya maskiner är beställda.”" in section(reader.client.get("/"), "nya-uppgifter")


def test_deadlines_promises_questions_and_decisions_stand_in_their_sections(spring, reader):
    page = reader.client.get("/")
    assert "öppnar i dag" in section(page, "oppnar-stanger")
    assert "30\xa0september" in section(page, "oppnar-stanger")
    promised = section(page, "lovat")
    assert "1 utan besked, 1 på väg" in promised
    assert promised.index("bredbandsmöte") < promised.index("sammanställning")
    assert "Vem följer upp bredbandet" in section(page, "fragor")
    assert "följa elpriset" in section(page, "beslut")
    assert "Ansträngt" in section(page, "laget")
    assert "Gott" in section(page, "laget")
    assert "En bedömer läget som bättre än 20 april." in words_of(page)


def test_a_report_without_a_judgement_is_told_from_no_report(spring, reader):
    mood = section(reader.client.get("/"), "laget")
    county = mood[mood.index(told.COUNTY) :]
    assert county.index("Ingen rapport") < county.index("Inget omdöme")


def test_the_basis_says_how_many_and_which_day(spring, reader):
    basis = words_of(reader.client.get("/"))
    assert "2 av 3 medlemmar har rapporterat." in basis
    assert "Bilden står vid dagens datum, 15 juni 2026." in basis


def test_a_dialogue_without_rounds_leads_the_coordinator_to_the_first_step(
    dialogue, coordinator, reader, stand_at
):
    stand_at(TODAY)
    assert 'href="/borja/"' in coordinator.client.get("/").content.decode()
    page = reader.client.get("/")
    assert page.status_code == 200
    assert 'href="/borja/"' not in page.content.decode()
    assert "när samordnaren har läst in" in words_of(page)


def test_reports_without_confirmed_facts_are_not_shown_as_silence(dialogue, coordinator, stand_at):
    stand_at(TODAY)
    panel = told.member(dialogue, told.PANEL, "Organisationer")
    told.tell(
        told.held(dialogue, date(2026, 6, 8)), panel, "12 personer är varslade.", [], by=coordinator.person
    )
    page = words_of(coordinator.client.get("/"))
    assert "1 uppgift väntar på granskning. Inget är godtaget än." in page
    assert "oroar Inget godtaget än." in page.replace("Oroar", "oroar")
    assert "Nya siffror står" not in page


def test_what_waits_for_review_is_told_with_the_way_there(loaded, coordinator, reader, stand_at):
    from lagesbild.dialogues.round_overview import overview_of, waiting_in
    from lagesbild.lib.audience import COORDINATOR

    stand_at(TODAY)
    waits = waiting_in(loaded.turn, audience=COORDINATOR)
    assert waits.facts == overview_of(loaded.turn).left > 5
    page = coordinator.client.get("/")
    assert f"{waits.facts} uppgifter väntar på granskning." in words_of(page)
    assert f"/d/prov/omgangar/2026-06-08/granska/{waits.first.pk}/" in page.content.decode()
    page = words_of(reader.client.get("/"))
    assert f"{waits.facts} uppgifter väntar på samordnarens granskning." in page
    assert "Ingen" not in section(reader.client.get("/"), "oroar")
    assert "Granska" not in page
    assert "på granskning" not in words_of(coordinator.client.get("/?som=2026-06-10"))


def test_a_reporter_finds_the_way_to_report_while_a_round_is_open(
    spring, dialogue, organisation, reporter, reader, coordinator, stand_at
):
    from lagesbild.dialogues.operations import ensure_round, report_nothing_new

    stand_at(TODAY)
    turn = ensure_round(
        dialogue=dialogue, held_on=date(2026, 8, 31), state="collecting", by=None, at=told.noon(TODAY)
    )
    way = "/d/prov/omgangar/2026-08-31/rapportera/"
    for path in ("/", "/d/prov/omgangar/"):
        assert way in reporter.client.get(path).content.decode()
        assert "Rapportera till mötet 31 augusti" in words_of(reporter.client.get(path))
        assert way not in reader.client.get(path).content.decode()
    report_nothing_new(turn=turn, organisation=organisation, by=None, at=told.noon(TODAY))
    assert way not in reporter.client.get("/").content.decode()


def test_the_building_blocks_are_for_those_who_build(spring, coordinator, reader, visitor, settings):
    from dataclasses import replace

    assert "Byggstenar" in words_of(coordinator.client.get("/"))
    assert "Byggstenar" not in words_of(reader.client.get("/"))
    assert "Byggstenar" not in words_of(visitor.get("/"))
    settings.INSTALLATION = replace(settings.INSTALLATION, is_demo=True)
    assert "Byggstenar" in words_of(visitor.get("/"))


# ------------------------------------------------------------------ as known on a day


def test_the_picture_replays_what_was_known_on_a_day(spring, reader):
    page = words_of(reader.client.get("/?som=2026-04-20"))
    assert "Bilden visar vad forumet visste 20 april 2026." in page
    assert "300" in page
    assert "drygt" not in page


@pytest.mark.parametrize(
    "wanted", ["31-02-2026", "2026-02-31", "i går", "0001-01-01", "9999-12-31", "2026-06-16"]
)
def test_a_day_that_cannot_be_shown_is_refused_in_words_with_todays_picture(spring, reader, wanted):
    page = reader.client.get("/", {"som": wanted})
    assert page.status_code == 400
    assert "Nu visas bilden som den är i dag." in words_of(page)
    assert "drygt" in words_of(page)


def test_links_within_the_picture_keep_its_day(spring, reader, dialogue, coordinator):
    texts = [f"Fråga nummer {n}?" for n in range(9)]
    panel = told.member(dialogue, told.PANEL, "Organisationer")
    said = [(text, "question", {"answered": False}) for text in texts]
    told.tell(told.held(dialogue, date(2026, 6, 9)), panel, " ".join(texts), said, by=coordinator.person)
    page = reader.client.get("/?som=2026-06-10").content.decode()
    assert 'href="?som=2026-06-10&amp;alla=fragor#fragor"' in page


# ------------------------------------------------------------------ few lines, the rest behind one click


def test_a_long_section_shows_few_lines_and_all_behind_one_click(spring, reader, dialogue, coordinator):
    texts = [f"Fråga nummer {n}?" for n in range(9)]
    panel = told.member(dialogue, told.PANEL, "Organisationer")
    said = [(text, "question", {"answered": False}) for text in texts]
    told.tell(told.held(dialogue, date(2026, 6, 9)), panel, " ".join(texts), said, by=coordinator.person)
    few = section(reader.client.get("/"), "fragor")
    assert few.count("<blockquote>”") == 4
    assert "Visa alla 10" in few
    whole = section(reader.client.get("/?alla=fragor"), "fragor")
    assert whole.count("<blockquote>”") == 10
    assert "Visa alla" not in whole


def test_an_unknown_section_shows_the_ordinary_page(spring, reader):
    assert reader.client.get("/?alla=<b>").status_code == 200


def test_the_rule_of_the_selection_is_one_click_away(spring, reader):
    page = reader.client.get("/").content.decode()
    assert "<summary>Så väljs raderna</summary>" in page
    assert "minst sex tidigare" in page


# ------------------------------------------------------------------ what it costs


def fill(dialogue, coordinator, rounds: int) -> None:
    panel = told.member(dialogue, told.PANEL, "Organisationer")
    for n in range(rounds):
        day = date(2026, 6, 8) - timedelta(weeks=n)
        said = [
            (f"{100 + n}", "quantity", told.figure("varslade", 100 + n, "varslade")),
            ("Läget är oroligt", "assessment", {"tone": "worried", "topic": "läget"}),
            ("Vi skickar en lista", "promise", {"owner": told.PANEL}),
            ("Vem svarar?", "question", {"answered": False}),
            (f"Stöd {n}", "call", {"name": f"Stöd {n}", "closes": "2026-09-30"}),
        ]
        text = f"Läget är oroligt. {100 + n} personer är varslade. Vi skickar en lista. Vem svarar? Stöd {n} är öppet."
        told.tell(told.held(dialogue, day), panel, text, said, by=coordinator.person)


def cost(somebody) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries:
        page = somebody.client.get("/")
    assert page.status_code == 200
    return len(queries), len(page.content)


def test_queries_and_size_do_not_grow_with_the_rounds(dialogue, coordinator, reader, stand_at):
    stand_at(TODAY)
    fill(dialogue, coordinator, 3)
    few_queries, _ = cost(reader)
    fill(dialogue, coordinator, 30)
    many_queries, size = cost(reader)
    assert many_queries == few_queries
    assert size < MOST_BYTES


def test_looking_changes_nothing(spring, coordinator):
    before = AuditEntry.objects.count()
    for path in ("/", "/?som=2026-04-20", "/?alla=lovat", "/d/prov/", "/d/prov/publicera/"):
        assert coordinator.client.get(path).status_code == 200
    assert AuditEntry.objects.count() == before


def test_a_form_sent_to_the_picture_is_turned_away(spring, coordinator):
    assert coordinator.client.post("/").status_code == 405
    assert coordinator.client.post("/d/prov/").status_code == 405
