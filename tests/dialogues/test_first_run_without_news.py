# SPDX-License-Identifier: EUPL-1.2
"""The pay-off: promises without news and unanswered questions, and what a person says of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON, load_minutes

from lagesbild.dialogues.models import Dialogue
from lagesbild.dialogues.picture import build_picture, standing_at
from lagesbild.dialogues.without_news import Said, find_without_news, plain_words, without_news
from lagesbild.followup.models import FollowUpItem
from lagesbild.lib.audience import COORDINATOR
from lagesbild.sources.models import Fact, FactDecision

PAGE = "/d/prov/borja/"
TODAY = NOON.date()
MARCH, MAY = date(2026, 3, 3), date(2026, 5, 5)


def said(key: int, words: str, **more: Any) -> Said:
    return Said(key=key, words=words, **{"kind": "promise", "owner": "almi", "held_on": MARCH} | more)


# The rule ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "waits"),
    [
        (said(1, "Almi skickar listan", due=TODAY - timedelta(days=1)), True),
        (said(1, "Almi skickar listan", due=TODAY), False),
        (said(1, "Almi skickar listan"), True),
        (said(1, "Almi skickar listan", is_settled=True), False),
        (said(1, "Vem betalar vägen?", kind="question"), True),
        (said(1, "Vem betalar vägen?", kind="question", is_settled=True), False),
        (said(1, "Almi håller kurser", kind="action"), False),
    ],
)
def test_what_saknar_besked_means(one: Said, waits: bool) -> None:
    assert (without_news([one], today=TODAY) == [one]) is waits


def test_a_later_meeting_that_speaks_of_the_same_thing_is_what_counts() -> None:
    first = said(1, "Almi återkommer med sammanställningen av rådgivningen")
    again = said(2, "Sammanställningen av rådgivningen skickas nästa vecka", held_on=MAY)
    done = said(
        3, "Sammanställningen av rådgivningen är utskickad", kind="action", held_on=MAY, is_settled=True
    )
    assert without_news([first, again], today=TODAY) == [again]
    assert without_news([first, done], today=TODAY) == []


def test_the_same_promise_made_at_every_meeting_is_shown_once() -> None:
    first, again = (
        said(1, "En sammanställning kommer nästa vecka"),
        said(2, "En sammanställning kommer senast i juni", held_on=MAY),
    )
    assert without_news([first, again], today=TODAY) == [again]


def test_another_owner_or_another_thing_is_no_news() -> None:
    first = said(1, "Almi återkommer med sammanställningen av rådgivningen")
    other_owner = said(
        2, "Sammanställningen av rådgivningen skickas", held_on=MAY, owner="lrf", is_settled=True
    )
    other_thing = said(3, "Almi skickar broschyren till kommunerna", held_on=MAY, is_settled=True)
    assert without_news([first, other_owner, other_thing], today=TODAY) == [first]


def test_an_invitation_is_kept_by_the_meeting_that_followed() -> None:
    invitation = said(1, "Kallelsen går ut i april", owner="")
    assert without_news([invitation], today=TODAY) == [invitation]
    assert without_news([invitation, said(2, "Lugnt", kind="action", held_on=MAY)], today=TODAY) == []


def test_the_newest_meeting_comes_first_and_in_it_the_earliest_day() -> None:
    rows = [
        said(1, "gammalt löfte", held_on=MARCH),
        said(2, "utan någon dag", held_on=MAY),
        said(3, "senare i tiden", held_on=MAY, due=date(2026, 6, 2)),
        said(4, "tidigare lovat", held_on=MAY, due=date(2026, 6, 1)),
    ]
    assert [s.key for s in without_news(rows, today=TODAY)] == [4, 3, 2, 1]


ANYTHING = st.builds(
    Said,
    key=st.integers(0, 10**6),
    kind=st.sampled_from(["promise", "action", "decision", "question"]),
    words=st.text(alphabet="abcdefgå 😀\n", max_size=40),
    owner=st.sampled_from(["", "almi", "lrf"]),
    held_on=st.dates(date(2020, 1, 1), date(2026, 6, 1)),
    due=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    is_settled=st.booleans(),
)


@given(st.lists(ANYTHING, max_size=12))
def test_nothing_settled_or_ahead_is_ever_shown_and_each_only_once(rows: list[Said]) -> None:
    found = without_news(rows, today=TODAY)
    assert len(found) <= len(rows)
    assert all(s in rows and s.kind in ("promise", "question") and not s.is_settled for s in found)
    assert not any(s.kind == "promise" and s.due and s.due >= TODAY for s in found)
    assert [s.held_on for s in found] == sorted((s.held_on for s in found), reverse=True)


@given(st.lists(ANYTHING, max_size=12))
def test_one_meeting_alone_brings_no_news_of_itself(rows: list[Said]) -> None:
    same_day = [Said(**{**s.__dict__, "held_on": MARCH}) for s in rows]
    expected = [
        s
        for s in same_day
        if s.kind in ("promise", "question")
        and not s.is_settled
        and not (s.kind == "promise" and s.due and s.due >= TODAY)
    ]
    once = {(s.kind, s.owner, plain_words(s.words)): s for s in same_day}
    expected = [s for s in expected if once[s.kind, s.owner, plain_words(s.words)] is s]
    assert len(without_news(same_day, today=TODAY)) == len(expected)


# The page ---------------------------------------------------------------------------------------

TEXT = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-04-07

Länsstyrelsen
Länsstyrelsen skickar en förteckning över besluten senast den 24 april.

Företagarringen
Vem betalar när enskilda vägar stängs?
Företagarringen återkommer med en sammanställning senast den 8 maj.
"""


@pytest.fixture
def old_minutes(dialogue: Dialogue, stand_at: Callable[..., None]) -> list[Fact]:
    """``TEXT`` read in, with nothing accepted: two promises whose day has passed and a question."""
    stand_at(NOON)
    load_minutes(dialogue, TEXT, "2026-04-07.txt")
    found = list(Fact.objects.filter(kind__in=["promise", "question"]).order_by("start"))
    assert [f.kind for f in found] == ["promise", "question", "promise"]
    return found


def press(client: Any, fact: Fact, said: str) -> Any:
    return client.post(f"{PAGE}punkter/{fact.pk}/", {"svar": said})


def picture_of(dialogue: Dialogue) -> dict[str, Any]:
    return build_picture(dialogue, audience=COORDINATOR, standing=standing_at(dialogue, today=TODAY))


def test_the_heading_says_what_waits_and_each_has_its_sentence_and_place(
    coordinator: Any, old_minutes: list[Fact]
) -> None:
    page = coordinator.client.get(PAGE)
    assert page.context["title"] == "Två löften saknar besked. En fråga är obesvarad."
    rows = page.context["rows"]
    assert [row.found.who for row in rows] == [
        "Länsstyrelsen",
        "Företagarringen Provlän",
        "Företagarringen Provlän",
    ]
    assert rows[0].found.before == "Länsstyrelsen skickar en förteckning över besluten "
    assert rows[0].found.quote == "senast den 24 april"
    assert rows[0].found.source.label == "Minnesanteckningarna 7\xa0april"
    assert rows[0].found.source.url.endswith(f"#f{old_minutes[0].pk}")
    assert "I\xa0dag är det måndag 15\xa0juni" in page.content.decode()


def test_taking_one_along_accepts_it_and_only_it(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact]
) -> None:
    press(coordinator.client, old_minutes[0], "ta-med")
    assert [p["text"] for p in picture_of(dialogue)["promises"]] == [old_minutes[0].quote]
    assert FactDecision.objects.count() == 1
    page = coordinator.client.get(f"{PAGE}?steg=punkter")
    assert page.context["title"] == "Ett löfte saknar besked. En fråga är obesvarad."
    assert [row.answer for row in page.context["answered"]] == ["Följs upp i lägesbilden."]


def test_what_is_already_done_is_closed_with_its_reason(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact]
) -> None:
    for fact in old_minutes[:2]:
        press(coordinator.client, fact, "klart")
    items = FollowUpItem.objects.order_by("pk")
    assert [(i.kind, i.state, i.closed_by) for i in items] == [
        ("promise", "closed", coordinator.person),
        ("question", "closed", coordinator.person),
    ]
    assert all("enligt samordnaren" in i.closed_because for i in items)
    assert picture_of(dialogue)["promises"] == picture_of(dialogue)["questions"] == []
    page = coordinator.client.get(f"{PAGE}?steg=punkter")
    assert [row.answer for row in page.context["answered"]] == ["Redan klart.", "Redan besvarad."]


def test_what_is_no_promise_is_rejected(coordinator: Any, old_minutes: list[Fact]) -> None:
    press(coordinator.client, old_minutes[0], "inget")
    assert FactDecision.objects.get().verdict == "rejected"
    assert not FollowUpItem.objects.exists()


@pytest.mark.parametrize("answer", ["ta-med", "klart", "inget"])
def test_every_answer_can_be_undone(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact], answer: str
) -> None:
    press(coordinator.client, old_minutes[0], answer)
    press(coordinator.client, old_minutes[0], "angra")
    assert picture_of(dialogue)["promises"] == []
    page = coordinator.client.get(f"{PAGE}?steg=punkter")
    assert [row.pk for row in page.context["rows"]] == [
        f.pk for f in (old_minutes[0], old_minutes[2], old_minutes[1])
    ]
    assert page.context["answered"] == []


def test_all_that_is_shown_is_taken_along_in_one_press(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact]
) -> None:
    press(coordinator.client, old_minutes[2], "inget")
    pks = [f.pk for f in old_minutes]
    answer = coordinator.client.post(f"{PAGE}punkter/", {"punkt": [*pks, "x", 10**9]})
    assert answer["Location"] == f"{PAGE}?steg=klart"
    assert FollowUpItem.objects.filter(state="open").count() == 2
    decided = FactDecision.objects.filter(fact=old_minutes[2]).values_list("verdict", flat=True)
    assert list(decided) == ["rejected"], "what was said before stands"


def test_a_handful_is_shown_and_the_rest_is_one_click_away(
    coordinator: Any, dialogue: Dialogue, stand_at: Callable[..., None]
) -> None:
    stand_at(NOON)
    for month in (1, 2, 3, 4):
        load_minutes(dialogue, _unlike(month), f"2026-0{month}-07.txt")
    few = coordinator.client.get(PAGE)
    assert (len(few.context["rows"]), few.context["hidden"]) == (5, 3)
    days = [row.found.source.label for row in few.context["rows"]]
    assert days[:2] == ["Minnesanteckningarna 7\xa0april"] * 2
    with CaptureQueriesContext(connection) as few_questions:
        coordinator.client.get(PAGE)
    with CaptureQueriesContext(connection) as all_questions:
        page = coordinator.client.get(f"{PAGE}?steg=punkter&visa=alla")
    assert len(page.context["rows"]) == 8
    assert len(all_questions) <= len(few_questions), "more sentences cost no more questions"


def _unlike(month: int) -> str:
    what = {
        1: ("laddstolpar", "tågtiderna"),
        2: ("vindkraft", "bostäderna"),
        3: ("turismen", "skolskjutsen"),
        4: ("gruvorna", "renbetet"),
    }
    thing, asked = what[month]
    return (
        f"Minnesanteckningar Näringslivsdialog Provlän\n2026-0{month}-07\n\nLänsstyrelsen\n"
        f"Länsstyrelsen skickar en förteckning över {thing} senast den 20 i månaden.\n\n"
        f"Företagarringen\nVem ansvarar för {asked}?\n"
    )


def test_what_was_reported_today_and_is_not_old_is_not_shown(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact]
) -> None:
    from lagesbild.dialogues.operations import ensure_round, receive_report
    from lagesbild.intake import take_in_text
    from lagesbild.organisations.models import Organisation

    turn = ensure_round(dialogue=dialogue, held_on=date(2026, 6, 1), by=None, at=NOON)
    receive_report(
        turn=turn,
        organisation=Organisation.objects.get(name="Företagarringen Provlän"),
        intake=take_in_text("Vi skickar en helt annan rapport om hamnen senast den 2 juni."),
        content=None,
        filename="",
        channel="form",
        sent_at=NOON - timedelta(days=14),
        by=None,
        at=NOON,
    )
    assert Fact.objects.filter(kind="promise").count() == 3
    assert len(find_without_news(dialogue, person=coordinator.person, today=TODAY).left) == 3


def test_an_answer_to_a_sentence_of_another_dialogue_is_not_found(
    stranger: Any, old_minutes: list[Fact]
) -> None:
    assert (
        stranger.client.post(f"/d/annan/borja/punkter/{old_minutes[0].pk}/", {"svar": "ta-med"}).status_code
        == 404
    )
    assert not FactDecision.objects.exists()


def test_an_answer_that_cannot_be_understood_changes_nothing(
    coordinator: Any, old_minutes: list[Fact]
) -> None:
    page = coordinator.client.post(f"{PAGE}punkter/{old_minutes[0].pk}/", {"svar": "hej"}, follow=True)
    assert "Inget har ändrats" in page.content.decode()
    assert not FactDecision.objects.exists()


def test_undoing_what_somebody_else_said_is_refused_in_words(
    coordinator: Any, dialogue: Dialogue, old_minutes: list[Fact], make_somebody: Any
) -> None:
    press(coordinator.client, old_minutes[0], "ta-med")
    deputy = make_somebody("vikarie@prov.example", "coordinator", dialogue=dialogue)
    page = deputy.client.post(f"{PAGE}punkter/{old_minutes[0].pk}/", {"svar": "angra"}, follow=True)
    assert "Beslutet togs av någon annan" in page.content.decode()
    assert FollowUpItem.objects.get().known_until is None
