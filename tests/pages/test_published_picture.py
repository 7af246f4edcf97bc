# SPDX-License-Identifier: EUPL-1.2
"""Publishing through the pages: outsiders see exactly what the coordinator saw, until another act."""

from __future__ import annotations

import re
from datetime import date

import pytest
import told

from lagesbild.dialogues.models import Dialogue, Edition

TODAY = date(2026, 6, 15)


@pytest.fixture
def spring(dialogue, coordinator, stand_at):
    stand_at(TODAY)
    Dialogue.objects.filter(pk=dialogue.pk).update(default_level="public")
    dialogue.refresh_from_db()
    return told.tell_spring(dialogue, coordinator.person)


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def publish(somebody, **more):
    seen = re.search(
        r'name="sett" value="([0-9a-f]{64})"', somebody.client.get("/d/prov/publicera/").content.decode()
    )
    return somebody.client.post("/d/prov/publicera/", {"sett": seen[1] if seen else "", **more})


def sections(page) -> list[str]:
    """The sections of a picture, as they are marked up."""
    return re.findall(r'<section class="section.*?</section>', page.content.decode(), re.S)


def test_what_is_published_is_what_was_shown_to_the_coordinator(spring, coordinator, visitor):
    draft = coordinator.client.get("/d/prov/publicera/")
    publish(coordinator)
    assert len(sections(draft)) > 8
    assert sections(visitor.get("/")) == sections(draft)


def test_a_visitor_reads_the_published_picture_without_a_way_into_the_reports(spring, coordinator, visitor):
    publish(coordinator)
    page = visitor.get("/")
    assert "Antalet varslade minskar enligt Smedringen Provlän," in words_of(page)
    assert "Publicerad måndag 15 juni 2026." in words_of(page)
    assert "<mark>210</mark>" in page.content.decode()
    assert "/granska/" not in page.content.decode()
    assert "Hela rapporten är inte offentlig." in words_of(page)
    assert "Samordnare" not in words_of(page), "names of persons never leave the group"


def test_assessments_are_published_by_group_and_never_by_member(spring, coordinator, visitor):
    publish(coordinator)
    page = visitor.get("/").content.decode()
    matrix = page[
        page.index('<table class="mood">') : page.index("</table>", page.index('<table class="mood">'))
    ]
    assert "Näringslivsorganisationer" in matrix
    assert told.PANEL not in matrix


def test_members_reach_the_reports_from_the_published_picture(spring, coordinator, reader):
    publish(coordinator)
    assert "/granska/" in reader.client.get("/d/prov/lagesbilder/2026-06-08/").content.decode()


def test_the_published_picture_stands_still_until_somebody_publishes_again(
    spring, dialogue, coordinator, visitor
):
    publish(coordinator)
    before = visitor.get("/").content
    panel = told.member(dialogue, told.PANEL, "Näringslivsorganisationer")
    said = [("99 personer", "quantity", told.figure("varslade", 99, "varslade"))]
    told.tell(
        told.held(dialogue, date(2026, 6, 12)), panel, "99 personer är varslade.", said, by=coordinator.person
    )
    assert "99" in words_of(coordinator.client.get("/"))
    assert visitor.get("/").content == before
    publish(coordinator)
    assert "99" in words_of(visitor.get("/"))


def test_a_picture_that_changed_after_it_was_seen_is_not_published(spring, dialogue, coordinator):
    page = coordinator.client.post("/d/prov/publicera/", {"sett": "0" * 64})
    assert page.status_code == 409
    assert "Bilden har ändrats sedan du öppnade sidan." in words_of(page)
    assert not Edition.objects.exists()


def test_what_only_the_group_reads_is_counted_and_held_back(dialogue, coordinator, visitor, stand_at):
    stand_at(TODAY)
    told.tell_spring(dialogue, coordinator.person)  # the dialogue's own level is the group
    draft = words_of(coordinator.client.get("/d/prov/publicera/"))
    assert "Det här faller bort för utomstående: 4 siffror" in draft
    assert "2 löften" in draft
    assert "Den offentliga bilden blir tom." in draft
    publish(coordinator)
    page = words_of(visitor.get("/"))
    assert "varslade" not in page
    assert "elpriset" not in page
    assert "Ingen medlem har nämnt något som oroar" not in page, "outsiders are not told that nobody worries"


def test_only_the_coordinator_publishes(spring, reader, reporter, visitor, stranger):
    for somebody in (reader, reporter):
        refused = somebody.client.post("/d/prov/publicera/")
        assert refused.status_code == 403
        assert "Bara dialogens samordnare" in words_of(refused)
    assert stranger.client.post("/d/prov/publicera/").status_code == 404
    assert visitor.post("/d/prov/publicera/").status_code == 302
    assert not Edition.objects.exists()


def test_a_withdrawn_picture_is_gone_for_outsiders_and_can_be_brought_back(spring, coordinator, visitor):
    publish(coordinator)
    edition = Edition.objects.get()
    page = coordinator.client.post(f"/d/prov/lagesbilder/{edition.pk}/dra-tillbaka/", follow=True)
    assert "Utomstående ser den inte längre." in words_of(page)
    assert "Ingen lägesbild är publicerad än" in words_of(visitor.get("/"))
    assert visitor.get("/lagesbilder/2026-06-08/").status_code == 404
    undo = re.search(r'action="(/d/prov/lagesbilder/\d+/publicera-igen/)"', page.content.decode())
    coordinator.client.post(undo[1])
    assert "Antalet varslade minskar enligt Smedringen Provlän," in words_of(visitor.get("/"))


def test_others_neither_withdraw_nor_bring_back(spring, coordinator, reader, stranger, visitor):
    publish(coordinator)
    address = f"/d/prov/lagesbilder/{Edition.objects.get().pk}/"
    assert reader.client.post(f"{address}dra-tillbaka/").status_code == 403
    assert stranger.client.post(f"{address}dra-tillbaka/").status_code == 404
    assert visitor.post(f"{address}dra-tillbaka/").status_code == 302
    assert coordinator.client.get(f"{address}dra-tillbaka/").status_code == 405
    assert coordinator.client.post("/d/prov/lagesbilder/999999/dra-tillbaka/").status_code == 404
    assert Edition.objects.get().withdrawn_at is None


# ------------------------------------------------------------------ addresses of editions


def test_the_short_address_of_a_day_leads_to_the_only_edition(spring, coordinator, visitor):
    publish(coordinator)
    page = visitor.get("/lagesbilder/2026-06-08/")
    assert page.status_code == 302
    assert page.url == "/d/prov/lagesbilder/2026-06-08/"
    assert visitor.get(page.url).status_code == 200


@pytest.mark.parametrize("day", ["2026-06-09", "2026-04-20", "juni", "2026-13-40", "2026-06-08-2"])
def test_a_day_without_an_edition_is_not_there(spring, coordinator, visitor, day):
    publish(coordinator)
    assert visitor.get(f"/lagesbilder/{day}/").status_code == 404
    assert visitor.get(f"/d/prov/lagesbilder/{day}/").status_code == 404


def test_two_dialogues_on_one_day_are_listed(spring, coordinator, stranger, visitor):
    publish(coordinator)
    edition = Edition.objects.get()
    other = Dialogue.objects.get(slug="annan")
    edition.pk, edition.dialogue = None, other
    edition.round = told.held(other, date(2026, 6, 8))
    edition.save()
    page = visitor.get("/lagesbilder/2026-06-08/").content.decode()
    assert 'href="/d/prov/lagesbilder/2026-06-08/"' in page
    assert 'href="/d/annan/lagesbilder/2026-06-08/"' in page


# ------------------------------------------------------------------ the other side of a clash


@pytest.mark.parametrize("held_back", [False, True])
def test_a_clash_is_public_only_when_both_its_sentences_are(
    spring, dialogue, coordinator, visitor, held_back
):
    from lagesbild.dialogues.models import ClashQuestion
    from lagesbild.lib.audience import Level
    from lagesbild.sources.models import VisibilityRange

    panel = told.member(dialogue, told.PANEL, "Näringslivsorganisationer")
    text = "27 har sökt rådgivning. Av 31 sparade beslut är 24 godkända."
    said = [("27", "contradiction", {"with": "31 sparade beslut"})]
    submission = told.tell(told.held(dialogue, date(2026, 6, 12)), panel, text, said, by=coordinator.person)
    assert ClashQuestion.objects.filter(known_until__isnull=True).exists()
    if held_back:
        start = text.index("31 sparade")
        VisibilityRange.objects.create(
            version=submission.version,
            start=start,
            end=start + len("31 sparade beslut"),
            level=Level.GROUP,
            ground="prov",
            set_at=told.noon(TODAY),
        )
    assert "31 sparade beslut" in coordinator.client.get("/").content.decode()
    publish(coordinator)
    assert ("31 sparade" in str(Edition.objects.get().values)) is not held_back
    assert ("31 sparade" in visitor.get("/").content.decode()) is not held_back
