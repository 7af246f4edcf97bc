# SPDX-License-Identifier: EUPL-1.2
"""Granska: who may see and do what, what each act writes, and that two hundred facts stay light."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from scripted_reader import Script
from tests.conftest import NOON

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues.models import ClashQuestion, Report, Submission
from lagesbild.dialogues.operations import ensure_round, receive_report, report_nothing_new
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Binding, Observation
from lagesbild.intake import take_in_text
from lagesbild.sources.models import Fact, FactDecision
from lagesbild.sources.queries import latest_decisions

DAY = date(2026, 6, 8)
TEXT = """\
Vi har 123 varslade och 20 nya. Vi skickar siffror på fredag.

Det blev 27 ansökningar. Av dem är 29 godkända. (Säg inget till Kurre om det här.)

Läget är lugnt.
"""
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def clock(stand_at: Callable[..., None]) -> None:
    stand_at(date(2026, 6, 9))


@pytest.fixture
def send(dialogue: Any, organisation: Any) -> Callable[..., Submission]:
    """Sends a text as the member's report; the second one is the report's next version."""

    def sends(text: str = TEXT) -> Submission:
        turn = ensure_round(dialogue=dialogue, held_on=DAY, by=None, at=NOON)
        return receive_report(
            turn=turn, organisation=organisation, intake=take_in_text(text), content=None, filename="",
            channel=Report.Channel.PASTE, sent_at=NOON, by=None, at=NOON,
        )  # fmt: skip

    return sends


@pytest.fixture
def sent(script: Script, send: Callable[..., Submission]) -> Submission:
    script.says("123", "quantity", value=123, unit="count", of="varslade")
    script.says("20", "quantity", value=20, unit="count", of="nya stolar")
    script.says("Vi skickar siffror på fredag.", "promise", owner="Företagarringen", due_to="2026-06-12")
    script.says("27", "quantity", value=27, unit="count", of="ansökningar")
    script.says("Av dem är 29 godkända.", "contradiction", **{"with": "27"})
    script.says("(Säg inget till Kurre om det här.)", "aside", owner="Företagarringen")
    script.says("Kurre", "person")
    script.says("Läget är lugnt.", "assessment", tone="positive", topic="Läget")
    script.says("fredag", "date", **{"from": "2026-06-12", "to": "2026-06-12"})
    return send()


def path(sent: Submission, more: str = "") -> str:
    report = sent.report
    return f"/d/{report.round.dialogue.slug}/omgangar/{report.round.address}/granska/{report.pk}/{more}"


def form(sent: Submission, **more: str) -> dict[str, str]:
    """What a form of the page sends besides: which text one looked at."""
    return {"version": str(sent.version_id), **more}


def fact(sent: Submission, quote: str) -> Fact:
    return sent.version.facts.get(quote=quote)


def decide(who: Any, sent: Submission, quote: str, act: str, *, htmx: bool = False, **more: Any) -> Any:
    address = path(sent, f"uppgift/{fact(sent, quote).pk}/")
    return who.client.post(address, {"gor": act, **more}, **(HTMX if htmx else {}))


def read_through(who: Any, sent: Submission) -> None:
    """Accept the report: the group may open it."""
    assert who.client.post(path(sent, "godta-rapporten/"), form(sent)).status_code == 302


def verdict(sent: Submission, quote: str) -> str | None:
    decision = latest_decisions([fact(sent, quote)]).get(fact(sent, quote).pk)
    return decision.verdict if decision else None


def shown(html: str) -> set[int]:
    """The facts that have a card."""
    return {int(pk) for pk in re.findall(r'<li class="card[^>]*id="k(\d+)"', html)}


# Who may ------------------------------------------------------------------------------------------


def test_a_visitor_is_asked_to_log_in(sent: Submission, visitor: Any) -> None:
    answer = visitor.get(path(sent))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logga-in/")


def test_for_others_the_page_does_not_exist(sent: Submission, stranger: Any, make_somebody: Any) -> None:
    for somebody in (stranger, make_somebody("ny@prov.example")):
        assert somebody.client.get(path(sent)).status_code == 404
        assert decide(somebody, sent, "123", "accept").status_code == 404


@pytest.mark.parametrize(
    "more", ["lagg-till/", "synlighet/", "godta-alla/", "godta-rapporten/", "uppgift/{}/"]
)
def test_only_the_coordinator_writes(
    sent: Submission, reader: Any, reporter: Any, visitor: Any, more: str
) -> None:
    address = path(sent, more.format(fact(sent, "123").pk))
    before = AuditEntry.objects.count()
    assert reader.client.post(address, {"gor": "accept"}).status_code == 403
    assert reporter.client.post(address, {"gor": "accept"}).status_code == 403
    assert visitor.post(address, {"gor": "accept"}).status_code == 302
    assert AuditEntry.objects.count() == before
    assert reader.client.get(address).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?visa=alla",
        "?uppgift=1&andra=1",
        "?mening=1&slag=quantity&ord=123",
        "?uppgift=9999999999999999999&mening=x&fran=-1",
    ],
)
def test_opening_the_page_changes_nothing(
    sent: Submission, coordinator: Any, reader: Any, query: str
) -> None:
    read_through(coordinator, sent)
    before = (AuditEntry.objects.count(), FactDecision.objects.count(), Fact.objects.count())
    for somebody in (coordinator, reader):
        assert somebody.client.get(path(sent) + query).status_code == 200
    assert (AuditEntry.objects.count(), FactDecision.objects.count(), Fact.objects.count()) == before


def test_a_report_of_another_round_or_dialogue_is_not_found(
    sent: Submission, coordinator: Any, dialogue: Any
) -> None:
    ensure_round(dialogue=dialogue, held_on=date(2026, 5, 4), by=None, at=NOON)
    assert coordinator.client.get(path(sent).replace("2026-06-08", "2026-05-04")).status_code == 404
    assert coordinator.client.get(path(sent).replace("/d/prov/", "/d/ingen/")).status_code == 404
    assert coordinator.client.get(path(sent).replace("2026-06-08", "2026-13-45")).status_code == 404
    assert coordinator.client.get(f"/d/prov/omgangar/2026-06-08/granska/{'9' * 30}/").status_code == 404


def test_nothing_new_is_said_plainly(dialogue: Any, organisation: Any, coordinator: Any) -> None:
    turn = ensure_round(dialogue=dialogue, held_on=DAY, by=None, at=NOON)
    report = report_nothing_new(turn=turn, organisation=organisation, by=None, at=NOON)
    html = coordinator.client.get(f"/d/prov/omgangar/2026-06-08/granska/{report.pk}/").content.decode()
    assert "inget nytt" in html
    assert (
        coordinator.client.post(
            f"/d/prov/omgangar/2026-06-08/granska/{report.pk}/godta-rapporten/"
        ).status_code
        == 302
    )


# What is read -------------------------------------------------------------------------------------


def test_the_group_reads_accepted_facts_and_no_asides(
    sent: Submission, coordinator: Any, reader: Any, reporter: Any
) -> None:
    decide(coordinator, sent, "123", "accept")
    read_through(coordinator, sent)
    html = reader.client.get(path(sent)).content.decode()
    assert shown(html) == {fact(sent, "123").pk}
    assert "Säg inget" not in html
    assert "[utelämnat]" in html
    assert "<form" not in html.split("<article")[1].split("</article>")[0]
    assert "Säg inget" in reporter.client.get(path(sent)).content.decode()


def test_every_fact_has_a_place_that_a_link_can_lead_to(sent: Submission, coordinator: Any) -> None:
    html = coordinator.client.get(path(sent)).content.decode()
    for pk in sent.version.facts.values_list("pk", flat=True):
        assert html.count(f'id="f{pk}"') == 1


def test_a_link_to_a_fact_of_an_earlier_text_lands_too(
    sent: Submission, send: Callable[..., Submission], coordinator: Any
) -> None:
    decide(coordinator, sent, "123", "accept")
    decide(coordinator, sent, "Vi skickar siffror på fredag.", "accept")
    later = send(TEXT.replace(" Vi skickar siffror på fredag.", ""))
    html = coordinator.client.get(path(later)).content.decode()
    assert f'id="f{fact(sent, "123").pk}"' in html
    assert "Följde med från förra texten" in html
    gone = html.split("Borta ur den nya texten")[1]
    assert f'id="f{fact(sent, "Vi skickar siffror på fredag.").pk}"' in gone


def test_a_changed_sentence_is_looked_over_once(
    sent: Submission, send: Callable[..., Submission], coordinator: Any
) -> None:
    decide(coordinator, sent, "123", "accept")
    later = send(TEXT.replace("och 20 nya", "och 20 helt nya"))
    assert "Se över: meningen är ändrad" in coordinator.client.get(path(later)).content.decode()
    decide(coordinator, later, "123", "accept")
    assert "Se över" not in coordinator.client.get(path(later)).content.decode()
    assert Observation.objects.filter(known_until__isnull=True, of="varslade").count() == 1


def test_it_opens_with_what_the_picture_shows(sent: Submission, coordinator: Any) -> None:
    first = shown(coordinator.client.get(path(sent)).content.decode())
    everything = shown(coordinator.client.get(path(sent) + "?visa=alla").content.decode())
    assert everything == set(sent.version.facts.values_list("pk", flat=True))
    assert fact(sent, "123").pk in first
    assert fact(sent, "fredag").pk not in first


def test_a_card_says_what_the_member_last_said_of_the_same(
    sent: Submission, coordinator: Any, dialogue: Any, organisation: Any
) -> None:
    decide(coordinator, sent, "123", "accept")
    later = receive_report(
        turn=ensure_round(dialogue=dialogue, held_on=date(2026, 6, 9), by=None, at=NOON), organisation=organisation,
        intake=take_in_text(TEXT), content=None, filename="", channel="paste", sent_at=NOON, by=None, at=NOON,
    )  # fmt: skip
    html = coordinator.client.get(path(later)).content.decode()
    assert "Förra gången 123, 8 juni." in html
    assert html.count("Förra gången") == 1


def test_a_later_readers_other_reading_is_listed(sent: Submission, script: Script, coordinator: Any) -> None:
    from lagesbild.sources.operations import read_version

    decide(coordinator, sent, "123", "accept")
    script.lines[0].fields["value"] = 321
    script.reader_version = "script-2"
    read_version(version=sent.version, at=NOON)
    html = coordinator.client.get(path(sent)).content.decode()
    assert "En nyare läsare läser annorlunda" in html
    assert "läsaren läser nu 321" in html


# What is decided ----------------------------------------------------------------------------------


def test_accepting_writes_the_value_and_goes_on_to_the_next(sent: Submission, coordinator: Any) -> None:
    answer = decide(coordinator, sent, "123", "accept")
    assert Observation.objects.get().value == 123
    following = fact(sent, "20")
    assert answer["Location"].endswith(f"?uppgift={following.pk}&nyss={fact(sent, '123').pk}#f{following.pk}")


def test_undo_and_opening_again(sent: Submission, coordinator: Any) -> None:
    decide(coordinator, sent, "123", "accept")
    decide(coordinator, sent, "123", "undo")
    assert verdict(sent, "123") == "open"
    decide(coordinator, sent, "123", "accept")
    decide(coordinator, sent, "123", "reopen")
    assert verdict(sent, "123") == "open"
    assert not Observation.objects.filter(known_until__isnull=True).exists()


def test_undoing_nothing_says_so_and_changes_nothing(sent: Submission, coordinator: Any) -> None:
    page = coordinator.client.get(decide(coordinator, sent, "123", "undo")["Location"])
    assert "inget beslut att ångra" in page.content.decode()
    assert not FactDecision.objects.exists()


def test_a_figure_is_changed_together_with_what_belongs_to_it(sent: Submission, coordinator: Any) -> None:
    fields = {
        "value": "−1 234,5", "unit": "%", "indicator": "orderingang", "of": "kontrakt", "nature": "preliminary",
        "reading_as": "change", "baseline": "last_year", "population": "företagen", "population_n": "63",
        "period_from": "2026-05-01", "period_to": "2026-05-31",
    }  # fmt: skip
    decide(coordinator, sent, "123", "change", **fields)
    written = Observation.objects.select_related("version__indicator", "population").get()
    assert (written.value, written.change, written.unit) == (pytest.approx(1234.5), "decrease", "%")
    assert written.version is not None
    assert written.version.indicator.code == "orderingang"
    assert (written.nature, written.reading_as, written.baseline) == ("preliminary", "change", "last_year")
    assert (written.population.description, written.population_n) == ("företagen", 63)
    assert (written.starts_on, written.ends_before) == (date(2026, 5, 1), date(2026, 6, 1))
    assert Binding.objects.get().of == "kontrakt"
    again = coordinator.client.get(f"{path(sent)}?uppgift={fact(sent, '123').pk}&andra=1").content.decode()
    assert 'value="−1\u202f234,5"' in again


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": "några"}, "Skriv ett tal"),
        ({"value": ""}, "Skriv ett värde"),
        ({"value": "5", "low": "1"}, "inte båda"),
        ({"value": "", "low": "7", "high": "1"}, "Högst är mindre än Lägst"),
        ({"value": "5", "period_from": "2026-05-02", "period_to": "2026-05-01"}, "före den första"),
        ({"value": "9" * 20}, "för stort"),
        ({"value": "5", "population_n": "många"}, "helt tal"),
        ({"value": "5", "period_from": "igår"}, "2026-06-15"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_taken_is_shown_again_with_what_is_wrong(
    sent: Submission, coordinator: Any, wrong: dict[str, str], says: str, htmx: bool
) -> None:
    fields = {"unit": "count", "nature": "outcome", "reading_as": "level", **wrong}
    answer = decide(coordinator, sent, "123", "change", htmx=htmx, **fields)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not FactDecision.objects.exists()


def test_a_doubtful_fact_counts_only_when_a_person_says_so(
    script: Script, send: Callable[..., Submission], coordinator: Any
) -> None:
    script.says("Vi skickar siffror på fredag.", "promise", conditional=True)
    sent = send()
    decide(coordinator, sent, "Vi skickar siffror på fredag.", "accept")
    assert not FollowUpItem.objects.exists()
    decide(
        coordinator,
        sent,
        "Vi skickar siffror på fredag.",
        "change",
        owner="Almi",
        due_to="2026-06-12",
        claimed="on",
    )
    item = FollowUpItem.objects.get()
    assert (item.owner_words, item.due_before) == ("Almi", date(2026, 6, 13))


def test_a_clash_is_asked_about_or_both_are_right(sent: Submission, coordinator: Any) -> None:
    html = coordinator.client.get(
        f"{path(sent)}?uppgift={fact(sent, 'Av dem är 29 godkända.').pk}"
    ).content.decode()
    assert 'class="clash-line" data-from="3" data-to="4"' in html
    assert html.count("is-clashing") == 2
    assert "Båda stämmer" in html
    decide(coordinator, sent, "Av dem är 29 godkända.", "reject")
    assert "is-clashing" not in coordinator.client.get(path(sent)).content.decode()
    assert not ClashQuestion.objects.exists()


def test_a_fact_of_another_report_cannot_be_decided_here(
    sent: Submission, send: Callable[..., Submission], coordinator: Any
) -> None:
    old = fact(sent, "123")
    send("En helt annan text.")
    answer = coordinator.client.post(path(sent, f"uppgift/{old.pk}/"), {"gor": "accept"})
    assert "ny text" in coordinator.client.get(answer["Location"]).content.decode()
    assert not FactDecision.objects.exists()


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ("godta-alla/", {}),
        ("godta-rapporten/", {"gor": "accept"}),
        ("synlighet/", {"mening": "1", "niva": "public"}),
        ("lagg-till/", {"mening": "1", "slag": "promise", "fran": "0", "till": "9"}),
    ],
)
def test_what_was_chosen_on_an_older_text_is_not_done_to_the_new_one(
    sent: Submission, send: Callable[..., Submission], coordinator: Any, more: str, fields: dict[str, str]
) -> None:
    send("En helt annan text om 5 bilar.")
    before = AuditEntry.objects.count()
    answer = coordinator.client.post(path(sent, more), form(sent, **fields))
    assert "skickat en ny text" in coordinator.client.get(answer["Location"]).content.decode()
    assert coordinator.client.post(path(sent, more), form(sent, **fields), **HTMX)["HX-Refresh"] == "true"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("act", ["", "delete", "change"])
def test_an_act_that_is_none_changes_nothing(sent: Submission, coordinator: Any, act: str) -> None:
    assert decide(coordinator, sent, "Kurre", act).status_code == 302
    assert not FactDecision.objects.exists()


# Words held back ----------------------------------------------------------------------------------


def test_an_aside_that_was_none_is_shown_and_held_back_again(
    sent: Submission, coordinator: Any, reader: Any
) -> None:
    words = "(Säg inget till Kurre om det här.)"
    read_through(coordinator, sent)
    decide(coordinator, sent, words, "reject")
    assert "Säg inget" in reader.client.get(path(sent)).content.decode()
    decide(coordinator, sent, words, "undo")
    assert "Säg inget" not in reader.client.get(path(sent)).content.decode()


def test_a_level_follows_to_what_the_sentence_became(sent: Submission, coordinator: Any, reader: Any) -> None:
    decide(coordinator, sent, "123", "accept")
    read_through(coordinator, sent)
    level = form(sent, mening="1", niva="coordinator")
    assert coordinator.client.post(path(sent, "synlighet/"), level).status_code == 302
    assert Observation.objects.get().audience == "coordinator"
    assert "123" not in reader.client.get(path(sent)).content.decode().split("<article")[1]
    assert 'class="vis vis--coordinator"' in coordinator.client.get(path(sent)).content.decode()
    coordinator.client.post(path(sent, "synlighet/"), form(sent, mening="1", niva="group"))
    assert Observation.objects.get().audience == "group"
    assert "123" in reader.client.get(path(sent)).content.decode()


def test_a_name_stays_held_back_when_its_sentence_is_opened(sent: Submission, coordinator: Any) -> None:
    coordinator.client.post(path(sent, "synlighet/"), form(sent, mening="5", niva="public"))
    assert fact(sent, "Kurre").level == "group"
    assert fact(sent, "(Säg inget till Kurre om det här.)").level == "group"  # it holds the name


@pytest.mark.parametrize("wrong", [{"mening": "99", "niva": "group"}, {"mening": "1", "niva": "hemlig"}, {}])
def test_a_level_that_is_none_changes_nothing(
    sent: Submission, coordinator: Any, wrong: dict[str, str]
) -> None:
    before = sent.version.ranges.count()
    assert coordinator.client.post(path(sent, "synlighet/"), form(sent, **wrong)).status_code == 302
    assert sent.version.ranges.count() == before


# Added by hand ------------------------------------------------------------------------------------


def test_a_fact_is_added_from_the_words_of_a_sentence(
    sent: Submission, coordinator: Any, script: Script
) -> None:
    step = coordinator.client.get(
        path(sent), {"mening": "6", "slag": "assessment", "ord": "är  lugnt"}
    ).content.decode()
    assert "Ny uppgift" in step
    coordinator.client.post(
        path(sent, "lagg-till/"),
        form(sent, mening="6", slag="assessment", ord="är lugnt", level="4", tone="positive", topic="läget"),
    )
    added = Fact.objects.get(added_by=coordinator.person)
    assert added.quote == "är lugnt"
    assert verdict(sent, "är lugnt") == "accepted"
    assert "Tillagd för hand" in coordinator.client.get(path(sent)).content.decode()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"ord": "står inte här"}, "finns inte i meningen"),
        ({"ord": "a"}, "flera gånger"),
        ({"fran": "900", "till": "950"}, "finns inte i meningen"),
        ({"fran": "30", "till": "20"}, "finns inte i meningen"),
    ],
)
def test_words_that_cannot_be_placed_are_refused(
    sent: Submission, coordinator: Any, asked: dict[str, str], says: str
) -> None:
    asked = {"mening": "1", "slag": "promise", **asked}
    assert says in coordinator.client.get(path(sent), asked).content.decode()
    answer = coordinator.client.post(path(sent, "lagg-till/"), form(sent, **asked), **HTMX)
    assert says in answer.content.decode()
    assert not Fact.objects.filter(added_by__isnull=False).exists()


# All of the report --------------------------------------------------------------------------------


def test_all_is_accepted_and_taken_back_in_one_act(sent: Submission, coordinator: Any) -> None:
    decide(coordinator, sent, "20", "reject")
    address = path(sent, "godta-alla/")
    page = coordinator.client.get(coordinator.client.post(address, form(sent))["Location"]).content.decode()
    assert verdict(sent, "123") == "accepted"
    assert verdict(sent, "20") == "rejected"
    undo = re.search(r'action="([^"]*angra=\d+)"', page)
    assert undo is not None
    coordinator.client.post(undo[1])
    assert verdict(sent, "123") == "open"
    assert verdict(sent, "20") == "rejected"
    assert not Observation.objects.filter(known_until__isnull=True).exists()


def test_the_report_is_accepted_and_opened_again(sent: Submission, coordinator: Any) -> None:
    coordinator.client.post(path(sent, "godta-rapporten/"), form(sent, gor="accept"))
    assert "Rapporten godtogs" in coordinator.client.get(path(sent)).content.decode()
    sent.report.refresh_from_db()
    assert sent.report.state == Report.State.ACCEPTED
    coordinator.client.post(path(sent, "godta-rapporten/"), form(sent, gor="reopen"))
    sent.report.refresh_from_db()
    assert sent.report.state == Report.State.RECEIVED


@pytest.mark.parametrize(
    "text", ["5", "…", "- 7\n\n1.\n", "<b>&amp;</b> 5 bilar", "\u202e5 bilar\u202c \u00ad👩‍👩‍👧 a\u030a"]
)
def test_odd_texts_are_shown_as_they_are(
    send: Callable[..., Submission], coordinator: Any, reader: Any, text: str
) -> None:
    sent = send(text)
    read_through(coordinator, sent)
    for somebody in (coordinator, reader):
        html = somebody.client.get(path(sent) + "?visa=alla").content.decode()
        sentences = re.findall(r'<p class="sentence[^>]*>(.*?)</p>', html, re.DOTALL)
        shown = unescape("".join(re.sub("<[^>]+>", "", s) for s in sentences))
        assert [c for c in shown if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_reader_that_fails_hides_no_text(
    sent: Submission, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("a fault in a rule")

    monkeypatch.setattr("lagesbild.dialogues.review._laid_out", {})
    monkeypatch.setattr("textreader.read", fail)
    html = coordinator.client.get(path(sent)).content.decode()
    assert "skickar siffror på fredag" in html
    assert f'id="f{fact(sent, "123").pk}"' in html


# Light and quick ----------------------------------------------------------------------------------


def test_htmx_gets_the_rows_that_changed_and_nothing_else(sent: Submission, coordinator: Any) -> None:
    answer = decide(coordinator, sent, "Läget är lugnt.", "accept", htmx=True, rader="3")
    html = answer.content.decode()
    assert set(re.findall(r'id="m(\d+)" hx-swap-oob', html)) == {"1", "3", "6"}
    assert "<html" not in html
    assert "HX-Request" in answer["Vary"]


def big_text(facts: int) -> str:
    """A generated report with a fact in every sentence."""
    sentences = [
        f"I bransch {n} har våra medlemmar anställt {1000 + n} personer sedan förra mötet."
        for n in range(facts)
    ]
    return "\n\n".join(" ".join(sentences[n : n + 5]) for n in range(0, facts, 5))


def script_many(script: Script, facts: int) -> None:
    for n in range(facts):
        script.says(str(1000 + n), "quantity", value=1000 + n, unit="count", of="anställda personer")


@pytest.mark.parametrize("state", ["undecided", "accepted"])
@pytest.mark.parametrize("query", ["", "?visa=alla", "?visa=alla&mening=7"])
def test_two_hundred_facts_stay_under_100_kb(
    script: Script, send: Callable[..., Submission], coordinator: Any, query: str, state: str
) -> None:
    script_many(script, 200)
    sent = send(big_text(200))
    if state == "accepted":
        coordinator.client.post(path(sent, "godta-alla/"), form(sent))
        coordinator.client.get(path(sent))  # the word about it is said once
    answer = coordinator.client.get(path(sent) + query)
    assert sent.version.facts.count() == 200
    assert len(answer.content) < 100_000


def test_queries_do_not_grow_with_the_facts(
    script: Script, send: Callable[..., Submission], coordinator: Any, reader: Any
) -> None:
    counts: dict[int, list[int]] = {}
    for many in (3, 5, 100):  # the first one warms up: it makes the population, and is the text before
        script.forget()
        script_many(script, many)
        sent = send(big_text(many))
        read_through(coordinator, sent)
        counts[many] = []
        for somebody, query in ((coordinator, ""), (coordinator, "?visa=alla"), (reader, "")):
            with CaptureQueriesContext(connection) as queries:
                somebody.client.get(path(sent) + query)
            counts[many].append(len(queries))
        pk = sent.version.facts.latest("pk").pk
        with CaptureQueriesContext(connection) as queries:
            coordinator.client.post(path(sent, f"uppgift/{pk}/"), {"gor": "accept"}, **HTMX)
        counts[many].append(len(queries))
    assert counts[5] == counts[100]
