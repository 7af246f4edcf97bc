# SPDX-License-Identifier: EUPL-1.2
"""Granska: what one act does besides the fact that it is about, and that each is told and can be undone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.conftest import NOON
from tests.dialogues.test_review_page import (
    HTMX,
    Script,
    clock,
    decide,
    fact,
    form,
    path,
    read_through,
    script_many,
    send,
    sent,
    verdict,
)

from lagesbild.dialogues.models import Submission
from lagesbild.indicators.models import Binding

__all__ = ["clock", "send", "sent"]

ORDERS = {"unit": "%", "nature": "outcome", "reading_as": "level", "value": "12", "of": "kontrakt"}


def words_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def bind(who: Any, sent: Submission, quote: str, series: str, **more: Any) -> Any:
    return decide(who, sent, quote, "change", **{**ORDERS, "indicator": series}, **more)


# What is learnt -----------------------------------------------------------------------------------


def test_a_series_that_is_remembered_is_told_and_undone_with_the_change(
    sent: Submission, coordinator: Any
) -> None:
    answer = bind(coordinator, sent, "123", "orderingang")
    page = coordinator.client.get(answer["Location"])
    assert "Nästa gång Företagarringen Provlän skriver ”kontrakt” föreslås serien Orderingång." in words_of(
        page
    )
    undo = re.search(r'action="([^"]*gor=undo)"', page.content.decode())
    assert undo is not None
    coordinator.client.post(undo[1])
    assert verdict(sent, "123") == "open"
    assert not Binding.objects.exists()


def test_the_part_page_tells_it_with_a_way_back(sent: Submission, coordinator: Any) -> None:
    html = bind(coordinator, sent, "123", "orderingang", htmx=True).content.decode()
    assert "föreslås serien Orderingång" in html
    assert "Ångra båda" in html
    decide(coordinator, sent, "123", "undo", htmx=True)
    assert not Binding.objects.exists()


def test_undo_leaves_what_another_change_says(sent: Submission, coordinator: Any) -> None:
    bind(coordinator, sent, "123", "orderingang")
    bind(coordinator, sent, "20", "omsattning")
    assert Binding.objects.get().indicator.code == "omsattning"
    decide(coordinator, sent, "20", "undo")
    assert Binding.objects.get().indicator.code == "orderingang"
    decide(coordinator, sent, "123", "undo")
    assert not Binding.objects.exists()


def test_a_change_that_teaches_nothing_says_nothing(sent: Submission, coordinator: Any) -> None:
    bind(coordinator, sent, "123", "orderingang")
    coordinator.client.get(path(sent))  # what was said is said once
    page = coordinator.client.get(bind(coordinator, sent, "20", "orderingang")["Location"])
    assert "Nästa gång" not in words_of(page)


# Several at once ----------------------------------------------------------------------------------


@pytest.fixture
def many(script: Script, send: Any) -> Submission:
    script_many(script, 20)
    return send("\n\n".join(f"I bransch {n} har vi anställt {1000 + n} personer." for n in range(20)))


def test_what_is_shown_and_what_is_not_are_counted_apart(many: Submission, coordinator: Any) -> None:
    page = coordinator.client.get(path(many))
    assert "12 uppgifter kvar att granska" in words_of(page).replace("\xa0", " ")
    assert "Godta de 12 som visas" in words_of(page)
    assert "Godta alla 20 (8 visas inte här)" in words_of(page)
    everything = words_of(coordinator.client.get(path(many) + "?visa=alla"))
    assert "som visas" not in everything
    assert "Godta alla 20 " in everything


def test_only_those_that_stood_on_the_page_are_accepted(many: Submission, coordinator: Any) -> None:
    html = coordinator.client.get(path(many)).content.decode()
    ids = re.search(r'name="dessa" value="([\d,]+)"', html)
    assert ids is not None
    decide(coordinator, many, "1003", "reject")  # the choice of twelve moves on; what one looked at does not
    answer = coordinator.client.post(path(many, "godta-alla/"), form(many, dessa=ids[1]))
    assert [verdict(many, str(1000 + n)) for n in range(20)] == (
        ["accepted"] * 3 + ["rejected"] + ["accepted"] * 8 + [None] * 8
    )
    undo = re.search(
        r'action="([^"]*angra=\d+)"', coordinator.client.get(answer["Location"]).content.decode()
    )
    assert undo is not None
    coordinator.client.post(undo[1])
    assert verdict(many, "1000") == "open"


@pytest.mark.parametrize("ids", ["", "x,-1", "9" * 40])
def test_names_of_facts_that_are_none_accept_nothing(many: Submission, coordinator: Any, ids: str) -> None:
    coordinator.client.post(path(many, "godta-alla/"), form(many, dessa=ids))
    assert not any(verdict(many, str(1000 + n)) for n in range(20))


def test_what_all_leaves_is_explained(script: Script, send: Any, coordinator: Any) -> None:
    script.says("5", "quantity", value=5, unit="count", of="varslade")
    script.says("6", "quantity", value=6, unit="count", of="uppsagda", quoted=True)
    sent = send("Vi har 5 varslade. Tidningen skriver 6 uppsagda.")
    answer = coordinator.client.post(path(sent, "godta-alla/"), form(sent))
    page = words_of(coordinator.client.get(answer["Location"]))
    assert "1 uppgift är kvar: texten är inte säker på den, eller återger någon annan." in page


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", "   "])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_adding_without_words_says_what_to_write(
    sent: Submission, coordinator: Any, words: str, headers: dict[str, str]
) -> None:
    step = {"mening": "6", "slag": "assessment", "ord": words, "version": str(sent.version_id)}
    assert "Skriv orden som uppgiften står på" in words_of(
        coordinator.client.get(path(sent), step, **headers)
    )


def test_a_name_in_an_open_sentence_says_why_it_stays_with_the_group(
    sent: Submission, coordinator: Any
) -> None:
    said = "”Kurre” är ett namn på en person och läses bara av gruppen"
    assert said in words_of(coordinator.client.get(path(sent) + "?mening=5"))
    assert "namn på en person" not in words_of(coordinator.client.get(path(sent) + "?mening=1"))
    decide(coordinator, sent, "Kurre", "reject")
    assert said not in words_of(coordinator.client.get(path(sent) + "?mening=5"))


def test_one_left_is_said_in_the_singular(script: Script, send: Any, coordinator: Any) -> None:
    script.says("5", "quantity", value=5, unit="count", of="varslade")
    sent = send("Vi har 5 varslade.")
    page = words_of(coordinator.client.get(path(sent)))
    assert "1 uppgift är inte granskad. Den blir inget tal i bilden" in page
    assert "Godta den som är kvar" in page
    assert "1 uppgift är inte granskad." in words_of(
        coordinator.client.get(path(sent).split("granska")[0])
    ).replace("\xa0", " ")


def test_a_text_whose_time_nobody_knows_has_only_its_day(
    loaded: Any, sent: Submission, coordinator: Any
) -> None:
    report = loaded.turn.reports.first()
    old = words_of(coordinator.client.get(f"/d/prov/omgangar/2026-06-08/granska/{report.pk}/"))
    assert "kl." not in old.split("(äldre minnesanteckningar)")[0]
    came = "(inklistrad text)"
    assert "kl." not in words_of(coordinator.client.get(path(sent))).split(came)[0]  # noon stands for the day
    Submission.objects.filter(pk=sent.pk).update(sent_at=NOON.replace(minute=5))
    assert "kl." in words_of(coordinator.client.get(path(sent))).split(came)[0]


def test_accepting_the_report_says_that_the_group_reads_it(sent: Submission, coordinator: Any) -> None:
    assert "Gruppen läser rapporten först när du har godtagit den." in words_of(
        coordinator.client.get(path(sent))
    )
    read_through(coordinator, sent)
    assert "gruppen kan läsa den" in words_of(coordinator.client.get(path(sent)))
    assert fact(sent, "123") is not None
