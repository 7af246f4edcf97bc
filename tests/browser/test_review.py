# SPDX-License-Identifier: EUPL-1.2
"""Granska in a real browser: by keyboard alone, without script, marked text, axe in both schemes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import PHONE
from tests.conftest import NOON

from lagesbild.dialogues.accepting import accept_version
from lagesbild.dialogues.models import Submission
from lagesbild.dialogues.operations import ensure_round, receive_report
from lagesbild.indicators.models import Binding, Observation
from lagesbild.intake import take_in
from lagesbild.sources.models import Fact, FactDecision
from lagesbild.sources.queries import latest_decisions

DAY = date(2026, 6, 8)

#: Marks words in the sentence that holds a sign, over whatever elements they lie in.
MARK = """([sign, words]) => {
  const sentence = [...document.querySelectorAll(".sentence")].find((s) => s.textContent.includes(sign));
  const place = (offset) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
  };
  const at = sentence.textContent.indexOf(words);
  const range = document.createRange();
  range.setStart(...place(at));
  range.setEnd(...place(at + words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
TEXT = """\
Vi har frågat 40 företag: 210 personer är korttidspermitterade och 12 är varslade.
Företagarringen skickar en sammanställning senast den 26 juni.

Medlemmarna 🙂👍🏽 hoppas att 45 bolag växer i höst.
"""


@pytest.fixture
def sent(
    transactional_db: None, dialogue: Any, organisation: Any, stand_at: Callable[..., None]
) -> Submission:
    """A report of the member, undecided, in a round of its own."""
    stand_at(DAY + timedelta(days=1))
    turn = ensure_round(dialogue=dialogue, held_on=DAY, by=None, at=NOON)
    content = TEXT.encode("utf-8")
    return receive_report(
        turn=turn, organisation=organisation, intake=take_in(content, "rapport.txt"), content=content,
        filename="rapport.txt", channel="paste", sent_at=NOON, by=None, at=NOON,
    )  # fmt: skip


def path(sent: Submission) -> str:
    report = sent.report
    return f"/d/{report.round.dialogue.slug}/omgangar/{report.round.address}/granska/{report.pk}/"


def fact_at(sent: Submission, quote: str) -> Fact:
    return sent.version.facts.filter(kind="quantity").get(quote__startswith=quote)


def verdict(fact: Fact) -> str | None:
    decision = latest_decisions([fact]).get(fact.pk)
    return decision.verdict if decision else None


def open_at(page: Page, fact: Fact) -> None:
    """Step with j until the fact's card is open."""
    for _ in range(30):
        if page.locator(f"#k{fact.pk}[aria-current]").count():
            return
        now = page.locator(".card[aria-current]").get_attribute("id")
        page.keyboard.press("j")
        expect(page.locator(".card[aria-current]")).not_to_have_id(now or "")
    raise AssertionError(f"never came to {fact}")


def test_whole_review_by_keyboard_alone(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    furlough, notice = fact_at(sent, "210"), fact_at(sent, "12")

    open_at(page, furlough)
    page.keyboard.press("Enter")
    expect(page.locator(f"#k{furlough.pk} p > i")).to_have_text("Godtagen nu")
    assert verdict(furlough) == "accepted"

    page.keyboard.press("u")
    expect(page.locator(f"#k{furlough.pk} p > i")).to_have_count(0)
    assert verdict(furlough) == "open"

    expect(page.locator(f"#k{furlough.pk}")).to_have_attribute("aria-current", "true")
    page.keyboard.press("e")
    value = page.get_by_label("Värde")
    expect(value).to_be_focused()
    value.fill("1 210")
    page.keyboard.press("Enter")
    expect(page.locator(f"#k{furlough.pk} p > i")).to_have_text("Ändrad och godtagen nu")
    assert Observation.objects.get(lineage=furlough.lineage, known_until__isnull=True).value == 1210

    open_at(page, notice)
    page.keyboard.press("x")
    expect(page.locator(f"#k{notice.pk} p > i")).to_have_text("Avvisad nu")
    assert verdict(notice) == "rejected"

    for _ in range(20):
        if not page.locator(".card[aria-current] [value=accept]").count():
            break
        left = page.locator("#kvar").inner_text()
        page.keyboard.press("Enter")
        expect(page.locator("#kvar")).not_to_have_text(left)
    expect(page.locator("#rubrik")).not_to_contain_text("kvar")


def test_keys_sleep_in_fields_and_can_be_turned_off(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    fact = fact_at(sent, "210")
    open_at(page, fact)
    page.keyboard.press("e")
    field = page.get_by_label("Det som räknas")
    field.press("End")
    page.keyboard.type("xu")
    expect(field).to_have_value(f"{fact.payload['of']}xu")
    page.keyboard.press("Escape")
    expect(page.locator(".card.is-editing")).to_have_count(0)

    page.get_by_role("button", name="Stäng av kortkommandona").click()
    page.locator("h1").click()
    page.keyboard.press("x")
    page.reload()
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Sätt på kortkommandon")).to_be_visible()
    assert not FactDecision.objects.exists()


def test_text_marked_after_an_emoji_keeps_its_place(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    page.evaluate(MARK, ["🙂", "växer i höst."])
    page.keyboard.press("a")
    words = page.get_by_label("Orden i meningen")
    expect(words).to_have_value("växer i höst.")
    page.get_by_label("Vad det är").select_option("assessment")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Ton").select_option("positive")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.locator(".card .note", has_text="Tillagd för hand")).to_be_visible()
    added = Fact.objects.get(added_by=coordinator.person)
    assert added.quote == "växer i höst."
    assert sent.version.text[added.start : added.end] == added.quote
    assert verdict(added) == "accepted"


def test_level_of_a_sentence_is_chosen_in_place(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    page.get_by_role("link", name="2", exact=True).click()
    # A field that somebody has dragged wider has a style; copying it would be against the policy.
    page.locator("#ny-ord").evaluate("(field) => { field.style.width = '12rem'; }")
    page.get_by_role("button", name="Samordnaren").click()
    expect(page.get_by_role("button", name="Samordnaren")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#m2 .vis--coordinator")).to_be_visible()
    expect(page.locator("#verktyg")).to_have_count(0)


def test_a_series_that_is_remembered_is_said_in_sight_and_undone_with_the_change(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    fact = fact_at(sent, "45")
    page.goto(f"{path(sent)}?visa=alla&uppgift={fact.pk}&andra=1#f{fact.pk}")
    page.get_by_label("Serie").select_option(label="Konkurser")
    page.get_by_label("Det som räknas").fill("bolag som växer")
    page.get_by_role("button", name="Spara").click()
    said = page.locator("#sagt")
    expect(said).to_contain_text("skriver ”bolag som växer” föreslås serien Konkurser")
    expect(said).to_be_in_viewport()
    assert Binding.objects.get().of == "bolag som växer"
    said.get_by_role("button", name="Ångra båda").click()
    expect(page.locator(f"#k{fact.pk}")).not_to_contain_text("Ändrad")
    assert not Binding.objects.exists()
    assert verdict(fact) == "open"


def test_a_phone_is_shown_no_keys(sent: Submission, new_page: Callable[..., Page], coordinator: Any) -> None:
    page = new_page(somebody=coordinator, viewport=PHONE)
    page.goto(path(sent))
    expect(page.locator(".card[aria-current] .card-actions button").first).to_be_visible()
    for key in page.locator("kbd").all():
        expect(key).to_be_hidden()


def test_a_lost_network_is_said_and_nothing_is_taken_for_saved(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    page.route("**/uppgift/**", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.locator("#sagt")).to_contain_text("inte sparat")
    page.unroute("**/uppgift/**")
    page.keyboard.press("Enter")
    expect(page.locator(".card.is-accepted")).to_have_count(1)
    expect(page.locator("#sagt")).to_be_empty()


def test_one_who_was_logged_out_meanwhile_is_asked_to_log_in(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator)
    page.goto(path(sent))
    page.context.clear_cookies()
    page.keyboard.press("j")
    page.wait_for_url("**/logga-in/**")
    assert not FactDecision.objects.exists()


def test_a_link_to_a_fact_shows_its_sentence(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any, reader: Any
) -> None:
    accept_version(submission=sent, by=coordinator.person, at=NOON)
    promise = sent.version.facts.get(kind="promise")
    for somebody in (coordinator, reader):
        page = new_page(somebody=somebody)
        page.goto(f"{path(sent)}#f{promise.pk}")
        assert page.locator("#m2 .sentence").evaluate("s => getComputedStyle(s).outlineStyle") == "solid"
        assert page.locator("#m1 .sentence").evaluate("s => getComputedStyle(s).outlineStyle") == "none"


def test_whole_review_without_script(
    sent: Submission, new_page: Callable[..., Page], coordinator: Any
) -> None:
    page = new_page(somebody=coordinator, script=False)
    page.goto(path(sent))
    fact = fact_at(sent, "210")
    page.locator(f"#k{fact.pk} p > a").click()
    page.locator(f"#k{fact.pk}").get_by_role("link", name="Ändra").click()
    page.get_by_label("Värde").fill("många")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(f"#k{fact.pk} .error")).to_contain_text("Skriv ett tal")
    page.get_by_label("Värde").fill("211")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(f"#k{fact.pk} p > i")).to_have_text("Ändrad och godtagen nu")
    page.locator(f"#k{fact.pk}").get_by_role("button", name="Ångra").click()
    assert verdict(fact) == "open"
    while page.locator(".card[aria-current]").get_by_role("button", name="Godta").count():
        page.locator(".card[aria-current]").get_by_role("button", name="Godta").click()
    expect(page.locator("h1")).not_to_contain_text("kvar")
    page.get_by_role("button", name="Godta rapporten").click()
    expect(page.locator("h1")).to_have_text("Rapporten är godtagen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "?visa=alla", "?mening=1", "edit"])
def test_axe_finds_nothing(
    sent: Submission,
    new_page: Callable[..., Page],
    coordinator: Any,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    scheme: str,
    view: str,
) -> None:
    page = new_page(somebody=coordinator, scheme=scheme)
    if view == "edit":
        view = f"?uppgift={fact_at(sent, '210').pk}&andra=1"
    page.goto(path(sent) + view)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    fits(page)


def test_reader_of_the_group_gets_a_page_without_forms(
    sent: Submission,
    new_page: Callable[..., Page],
    coordinator: Any,
    reader: Any,
    axe: Callable[[Page], None],
) -> None:
    page = new_page(somebody=reader)
    page.goto(path(sent))
    expect(page.locator("h1")).to_contain_text("inte genomläst än")
    axe(page)
    accept_version(submission=sent, by=coordinator.person, at=NOON)
    page.goto(path(sent))
    expect(page.locator("article .sentence").first).to_be_visible()
    expect(page.locator("article form, article button, [name=gor]")).to_have_count(0)
    axe(page)
