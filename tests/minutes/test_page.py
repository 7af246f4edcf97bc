# SPDX-License-Identifier: EUPL-1.2
"""The page of the minutes: written by the coordinator, read and answered by the members."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.operations import ensure_round, receive_report
from lagesbild.dialogues.visibility import set_visibility
from lagesbild.intake import take_in_text
from lagesbild.minutes import adjusting, operations
from lagesbild.minutes.models import Comment, Minutes, SectionCheck
from lagesbild.minutes.queries import current_version

NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
TEXT = "Orderingången är 12 % lägre.\n\nVi planerar en mässa i Granberga.\n\nBara för samordnaren: chefen är trött.\n"


@pytest.fixture
def turn(dialogue, organisation, coordinator, stand_at):
    stand_at(NOON.date())
    turn = ensure_round(dialogue=dialogue, held_on=NOON.date(), by=None, at=NOON)
    sent = receive_report(
        turn=turn, organisation=organisation, intake=take_in_text(TEXT), content=None, filename="",
        channel="form", sent_at=NOON, by=coordinator.person, at=NOON,
    )  # fmt: skip
    start = sent.version.text.index("Bara")
    set_visibility(
        version=sent.version, start=start, end=len(sent.version.text.rstrip()), level="coordinator", ground="chosen",
        by=coordinator.person, at=NOON,
    )  # fmt: skip
    accept_version(submission=sent, by=coordinator.person, at=NOON)
    return turn


@pytest.fixture
def minutes(turn, coordinator) -> Minutes:
    return operations.begin_minutes(turn=turn, by=coordinator.person, at=NOON)


def url(turn, end: str = "") -> str:
    return f"/d/{turn.dialogue.slug}/omgangar/{turn.address}/minnesanteckningar/{end}"


def page(client, turn, query: str = "") -> str:
    return unescape(client.get(url(turn) + query).content.decode()).replace("\xa0", " ")


def key_of(minutes, words: str) -> str:
    return next(b.key for p in current_version(minutes).blocks for b in p.blocks if words in b.text)


def act(client, turn, gor: str, **more: str):
    return client.post(url(turn, "andra/"), {"gor": gor, **more})


def send_out(minutes, coordinator):
    adjusting.send_out(
        minutes=minutes, purpose="comments", until=NOON + timedelta(days=3), by=coordinator.person, at=NOON
    )


def test_a_draft_is_made_with_a_button_and_only_by_the_coordinator(turn, coordinator, reader):
    assert "Gör ett utkast" in page(coordinator.client, turn)
    assert "Gör ett utkast" not in page(reader.client, turn)
    assert act(coordinator.client, turn, "borja").status_code == 302
    assert "Utkastet är klart att läsa igenom" in page(coordinator.client, turn)


def test_a_draft_is_the_coordinators_own_until_it_is_sent_out(turn, minutes, coordinator, reader, reporter):
    for client in (reader.client, reporter.client):
        assert "mässa i Granberga" not in page(client, turn)
        assert client.get(url(turn, "fil.txt")).status_code == 404
    send_out(minutes, coordinator)
    for client in (reader.client, reporter.client):
        assert "mässa i Granberga" in page(client, turn)
        assert client.get(url(turn, "fil.txt")).status_code == 200


def test_members_read_what_is_open_to_them_and_a_member_all_of_its_own(
    turn, minutes, coordinator, reader, reporter
):
    send_out(minutes, coordinator)
    assert "chefen är trött" not in page(reader.client, turn)
    assert "chefen är trött" in page(reporter.client, turn)


def test_a_paragraph_is_changed_in_its_place_and_both_wordings_are_shown(turn, minutes, coordinator):
    key = key_of(minutes, "mässa")
    assert 'name="text" rows="4" autofocus>Vi planerar en mässa i Granberga.' in page(coordinator.client, turn, f"?andra={key}")  # fmt: skip
    done = act(coordinator.client, turn, "andra", stycke=key, text="Mässan hålls i Granberga.", sett="Vi planerar en mässa i Granberga.")  # fmt: skip
    assert done["Location"].endswith(f"#b-{key}")
    shown = page(coordinator.client, turn)
    assert "Mässan hålls i Granberga." in shown
    assert "I rapporten: <del>Vi planerar en mässa i Granberga.</del>" in shown
    act(coordinator.client, turn, "angra", stycke=key)
    assert "Vi planerar en mässa i Granberga." in page(coordinator.client, turn)


def test_the_second_of_two_gets_both_wordings_and_loses_no_word(turn, minutes, coordinator):
    key = key_of(minutes, "mässa")
    act(
        coordinator.client,
        turn,
        "andra",
        stycke=key,
        text="Den ena.",
        sett="Vi planerar en mässa i Granberga.",
    )
    late = act(coordinator.client, turn, "andra", stycke=key, text="Den andra.", sett="Vi planerar en mässa i Granberga.")  # fmt: skip
    body = unescape(late.content.decode())
    assert late.status_code == 409
    assert "Inget har skrivits över" in body
    assert "Den ena." in body
    assert "Den andra.</textarea>" in body
    assert 'name="sett" value="Den ena."' in body


def test_a_paragraph_left_out_can_be_put_back(turn, minutes, coordinator, reader):
    key = key_of(minutes, "mässa")
    act(coordinator.client, turn, "ta-bort", stycke=key)
    send_out(minutes, coordinator)
    assert "mässa" not in page(reader.client, turn)
    assert "Lägg tillbaka stycket" in page(coordinator.client, turn)
    act(coordinator.client, turn, "angra", stycke=key)
    assert "mässa" in page(reader.client, turn)


def test_the_switch_says_what_falls_away_and_hides_it(turn, minutes, coordinator):
    shown = page(coordinator.client, turn, "?utgava=grupp")
    assert re.search(r"Faller bort för gruppen:</strong> 1\s(stycke|del)", shown)
    hidden = page(coordinator.client, turn, "?utgava=grupp&dolj=1")
    assert "chefen är trött" in shown
    assert "chefen är trött" not in hidden
    everybody = page(coordinator.client, turn, "?utgava=offentlig")
    assert "avsnittet från Företagarringen Provlän" in everybody


def test_the_level_of_a_paragraph_is_chosen_in_the_margin(turn, minutes, coordinator):
    key = key_of(minutes, "mässa")
    assert "Vem får läsa stycket" in page(coordinator.client, turn, f"?synlighet={key}")
    act(coordinator.client, turn, "synlighet", stycke=key, level="public", ground="chosen")
    hidden = page(coordinator.client, turn, "?utgava=offentlig&dolj=1")
    assert "mässa" in hidden
    assert "Orderingången" not in hidden


def test_a_member_approves_or_comments_and_the_coordinator_settles(
    turn, minutes, coordinator, reporter, organisation
):
    send_out(minutes, coordinator)
    assert "Godkänn avsnittet" in page(reporter.client, turn)
    answer = url(turn, "svara/")
    reporter.client.post(answer, {"gor": "godkann", "medlem": organisation.pk})
    assert SectionCheck.objects.get().approved_at is not None
    key = key_of(minutes, "mässa")
    reporter.client.post(answer, {"medlem": organisation.pk, "stycke": key, "text": "Det är en marknad."})
    shown = page(coordinator.client, turn)
    assert "En synpunkt återstår" in shown
    assert "Det är en marknad." in shown
    act(coordinator.client, turn, "svara", synpunkt=str(Comment.objects.get().pk), svar="Ändrat.")
    assert "Svar: Ändrat." in page(reporter.client, turn)


def test_a_comment_on_somebody_elses_section_is_refused_and_kept_from_others(
    turn, minutes, coordinator, reporter, reader
):
    send_out(minutes, coordinator)
    answer = url(turn, "svara/")
    assert reader.client.post(answer, {"stycke": key_of(minutes, "mässa"), "text": "Fel."}).status_code == 403
    assert not Comment.objects.exists()


def test_sending_out_asks_for_a_day_ahead_and_says_to_how_many(turn, minutes, coordinator):
    late = act(coordinator.client, turn, "skicka", purpose="comments", last_day="2026-06-01")
    assert late.status_code == 409
    assert "Sista dagen måste ligga framåt" in late.content.decode()
    assert act(coordinator.client, turn, "skicka", purpose="").status_code == 422
    act(coordinator.client, turn, "skicka", purpose="comments", last_day="2026-06-22")
    shown = page(coordinator.client, turn)
    assert "Inga synpunkter senast måndag 22 juni 2026 kl. 16.00 räknas som godkänt." in shown


def test_the_way_to_final_and_a_numbered_correction(turn, minutes, coordinator):
    act(coordinator.client, turn, "justera")
    act(coordinator.client, turn, "faststall")
    assert "Minnesanteckningarna är slutliga" in page(coordinator.client, turn)
    key = key_of(minutes, "mässa")
    assert "Inför rättelsen" in page(coordinator.client, turn, f"?ratta={key}")
    late = act(
        coordinator.client, turn, "andra", stycke=key, text="Annat.", sett="Vi planerar en mässa i Granberga."
    )
    assert late.status_code == 409
    act(coordinator.client, turn, "ratta", stycke=key, words="Vi planerar en marknad.", because="Fel ord.")
    shown = page(coordinator.client, turn)
    assert "Rättelse 1." in shown
    assert "Vi planerar en marknad." in shown


@pytest.mark.parametrize("words", ["a\x00b", "x\ny", "<script>alert(1)</script>", "█ " * 10])
def test_hostile_words_are_stored_as_words(turn, minutes, coordinator, words):
    part = next(p.key for p in current_version(minutes).blocks if p.kind == "member")
    act(coordinator.client, turn, "skriv", avsnitt=part, text=f"Nytt {words}", level="group")
    body = coordinator.client.get(url(turn)).content.decode()
    assert "Nytt" in body
    assert "<script>alert" not in body
    assert coordinator.client.get(url(turn, "fil.pdf")).status_code == 200
    assert coordinator.client.get(url(turn, "fil.docx")).status_code == 200


def test_an_unknown_act_changes_nothing_and_says_so(turn, minutes, coordinator):
    done = act(coordinator.client, turn, "rivs")
    assert done.status_code == 409
    assert "Inget har ändrats" in done.content.decode()


def test_a_page_of_many_paragraphs_asks_the_database_no_more(
    turn, minutes, coordinator, django_assert_max_num_queries
):
    part = next(p for p in current_version(minutes).blocks if p.kind == "member")
    for n in range(30):
        operations.add_block(minutes=minutes, part=part.key, after="", words=f"Stycke {n}.", level="group", by=coordinator.person, at=NOON)  # fmt: skip
    with django_assert_max_num_queries(45):
        page(coordinator.client, turn)
