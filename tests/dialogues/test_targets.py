# SPDX-License-Identifier: EUPL-1.2
"""What each kind of fact becomes when it is accepted, and that it ends when it is taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from forum import ACCEPTED, SENT, Forum, at, fact_of
from scripted_reader import Script

from lagesbild.dialogues import accepting
from lagesbild.dialogues.models import (
    Assessment,
    ClashQuestion,
    NextMeeting,
    Resolution,
    Topic,
    TopicMention,
)
from lagesbild.dialogues.targets import TARGETS, WRITERS
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation
from lagesbild.library.models import Link
from lagesbild.measures.models import Measure, MeasureAmount, MeasureDate
from lagesbild.organisations.queries import find_organisation
from lagesbild.sources.models import FromFact, TextVersion

#: kind -> (words, fields, the models that it becomes)
KINDS: dict[str, tuple[str, dict[str, Any], set[type[FromFact]]]] = {
    "quantity": ("40", {"value": 40, "unit": "count", "of": "varslade"}, {Observation}),
    "change": ("fler varsel", {"change": "increase", "of": "varsel"}, {Observation}),
    "call": (
        "utlysningen Grön", {"name": "Grön", "opens": "2026-06-11", "closes": "2026-09-10", "budget": 5_000_000},
        {Measure, MeasureDate, MeasureAmount},
    ),
    "scheme": ("hyresrabatten", {"name": "hyresrabatten", "opens": "2026-07-01"}, {Measure, MeasureDate}),
    "training": ("kursen", {"name": "kursen"}, {Measure}),
    "action": ("Vi har kontaktat banken", {"status": "ongoing"}, {FollowUpItem}),
    "promise": ("Vi återkommer", {"due_from": "2026-06-22", "due_to": "2026-06-28"}, {FollowUpItem}),
    "question": ("Vem följer upp?", {"answered": False}, {FollowUpItem}),
    "need": ("Vi behöver bredband", {}, {FollowUpItem}),
    "decision": ("Mötet beslutade", {}, {Resolution}),
    "assessment": ("stor oro", {"tone": "worried", "topic": "elpriset"}, {Assessment, TopicMention}),
    "contradiction": ("eller 50", {"with": "40"}, {ClashQuestion}),
    "link": ("https://lan.example/a", {"url": "https://lan.example/a"}, {Link}),
    "date": ("3 maj", {"from": "2026-05-03", "to": "2026-05-03"}, set()),
    "organisation": ("Ringen", {"name": "Företagarringen"}, set()),
    "person": ("Kim Prov", {}, set()),
    "aside": ("internt", {}, set()),
}  # fmt: skip


def send(forum: Forum, script: Script, kind: str) -> TextVersion:
    words, fields, _ = KINDS[kind]
    script.says(words, kind, **fields)
    return forum.send(f"I dag: {words} här.").version


def standing() -> set[type[FromFact]]:
    return {model for model in TARGETS if model.objects.filter(known_until__isnull=True).exists()}


def test_every_kind_that_becomes_something_is_tried_here() -> None:
    assert set(WRITERS) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_becomes_its_target_with_the_facts_lineage(forum: Forum, script: Script, kind: str) -> None:
    version = send(forum, script, kind)
    forum.accept(version)
    fact = version.facts.get()
    assert standing() == KINDS[kind][2]
    for model in standing():
        for row in model.objects.all():
            assert (row.lineage, row.fact, row.reporter, row.round) == (
                fact.lineage,
                fact,
                forum.ring,
                forum.turn,
            )
            assert (row.known_from, row.recorded_at) == (SENT, ACCEPTED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("act", ["unaccept", "reject", "undo"])
def test_what_any_kind_became_ends_when_it_is_taken_back(
    forum: Forum, script: Script, kind: str, act: str
) -> None:
    version = send(forum, script, kind)
    forum.accept(version)
    fact = version.facts.get()
    # Only what is taken back at once was never known.
    later = at("2026-06-11", 15) if act == "undo" else at("2026-06-20")
    if act == "unaccept":
        accepting.unaccept_fact(fact=fact, by=forum.coordinator, at=later)
    elif act == "reject":
        accepting.reject_fact(fact=fact, by=forum.coordinator, at=later)
    else:
        desk = accepting.Desk.for_version(version)
        accepting.undo_decision(desk=desk, fact=fact, by=forum.coordinator, at=later)
    assert standing() == set()
    replayed = {model for model in TARGETS if model.objects.known_at(at("2026-06-15")).exists()}
    assert replayed == (set() if act == "undo" else KINDS[kind][2])


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_that_is_changed_is_there_once(forum: Forum, script: Script, kind: str) -> None:
    version = send(forum, script, kind)
    forum.accept(version)
    forum.change(version, KINDS[kind][0], when=at("2026-06-12"))
    assert standing() == KINDS[kind][2]
    for model in standing():
        count = 2 if model is MeasureDate and kind == "call" else 1
        assert model.objects.filter(known_until__isnull=True).count() == count
        assert model.objects.known_at(at("2026-06-12", 8)).count() == count


@pytest.mark.parametrize("kind", [k for k in KINDS if KINDS[k][2]])
def test_any_kind_that_is_not_claimed_becomes_nothing_even_when_accepted(
    forum: Forum, script: Script, kind: str
) -> None:
    words, fields, _ = KINDS[kind]
    script.says(words, kind, **fields, denied=True)
    version = forum.send(f"I dag: {words} här.").version
    forum.accept(version, words)
    assert standing() == set()


# Figures ------------------------------------------------------------------------------------------


def observe(forum: Forum, script: Script, text: str, words: str, **fields: Any) -> Observation:
    script.says(words, "quantity", **fields)
    version = forum.send(text).version
    forum.accept(version)
    return Observation.objects.get(lineage=fact_of(version, words, "quantity").lineage)


@pytest.mark.parametrize(
    ("fields", "reading_as"),
    [
        ({"value": 81.5, "unit": "%", "reading_as": "share_of_baseline", "baseline": "normal_year"}, "share_of_baseline"),
        ({"value": 20, "unit": "%", "change": "decrease"}, "change"),
        ({"value": 60, "unit": "count", "before": 40, "change": "increase"}, "level"),
        ({"value": 2, "unit": "ratio", "change": "increase"}, "level"),
        ({"value": 12, "unit": "count"}, "level"),
    ],
)  # fmt: skip
def test_a_number_that_is_itself_a_step_is_a_change_and_any_other_a_level(
    forum: Forum, script: Script, fields: dict[str, Any], reading_as: str
) -> None:
    o = observe(forum, script, "Det är 99 nu.", "99", of="orderingång", **fields)
    assert o.reading_as == reading_as
    assert o.baseline == fields.get("baseline", "")
    assert o.before == fields.get("before")


def test_bounds_and_hedges_are_kept_as_said(forum: Forum, script: Script) -> None:
    o = observe(
        forum, script, "Färre än 5 nu.", "Färre än 5", value=None, high=5, strict=True, unit="count", of="varsel",
        hedge="omkring", approx=True,
    )  # fmt: skip
    assert (o.value, o.low, o.high, o.strict, o.hedge, o.approx) == (None, None, 5, True, "omkring", True)


def test_a_decimal_is_kept_exactly(forum: Forum, script: Script) -> None:
    assert observe(
        forum, script, "81,5 % nu.", "81,5 %", value=81.5, unit="%", of="omsättning"
    ).value == Decimal("81.5")


def test_a_figure_holds_for_the_days_that_the_text_gives_it(forum: Forum, script: Script) -> None:
    script.says("i maj", "date", **{"from": "2026-05-01", "to": "2026-05-31"})
    o = observe(
        forum, script, "Det kom 20 i maj.", "20", value=20, unit="count", of="nyanställda", period="i maj"
    )
    assert (o.starts_on, o.ends_before) == (date(2026, 5, 1), date(2026, 6, 1))


def test_a_forecast_is_one_with_base_and_horizon_and_never_an_outcome(forum: Forum, script: Script) -> None:
    script.says("i juli", "date", **{"from": "2026-07-01", "to": "2026-07-31"})
    o = observe(
        forum, script, "Vi tror på 81,5 % i juli.", "81,5 %", value=81.5, unit="%", of="omsättning", forecast=True,
        horizon="i juli", reading_as="share_of_baseline", baseline="normal_year",
    )  # fmt: skip
    assert (o.nature, o.forecast_base, o.horizon) == ("forecast", forum.turn.held_on, "i juli")
    assert (o.starts_on, o.ends_before) == (date(2026, 7, 1), date(2026, 8, 1))


def test_a_figure_under_a_panel_is_the_panels_and_not_the_countys(forum: Forum, script: Script) -> None:
    script.says("De 63 företagen", "quantity", value=63, unit="count", of="företagen", role="population")
    script.says("927", "quantity", value=927, unit="count", of="korttidsarbete", within="De 63 företagen")
    version = forum.send("De 63 företagen: 927 i korttidsarbete.", by=forum.board).version
    forum.accept(version)
    (o,) = Observation.objects.all()  # the number of firms asked is no figure of its own
    assert (o.population.description, o.population_n) == ("företagen", 63)
    assert (o.population.area, o.population.organisation) == (None, forum.board)


@pytest.mark.parametrize(("speaker", "of_area"), [("board", True), ("ring", False)])
def test_only_a_public_body_speaks_for_the_county(
    forum: Forum, script: Script, speaker: str, of_area: bool
) -> None:
    script.says("40", "quantity", value=40, unit="count", of="varslade")
    organisation = getattr(forum, speaker)
    forum.accept(forum.send("Det är 40 varslade.", by=organisation).version)
    population = Observation.objects.get().population
    assert (population.area == forum.area) is of_area
    assert population.organisation == (None if of_area else organisation)


def test_an_area_that_the_text_names_is_the_population(forum: Forum, script: Script) -> None:
    o = observe(forum, script, "40 i länet", "40", value=40, unit="count", of="varslade", scope="länet")
    assert o.population.area == forum.area
    two = observe(
        forum, script, "50 i båda", "50", value=50, unit="count", of="varslade", scope="Provlän och Annanlän"
    )
    assert two.population.area is not None
    assert two.population.area != forum.area


def test_a_share_of_a_figure_is_stored_as_said_and_derived_only_for_reading(
    forum: Forum, script: Script
) -> None:
    script.says("927", "quantity", value=927, unit="count", of="korttidsarbete")
    script.says("om 3 månader", "date", **{"from": "2026-09-15", "to": "2026-09-15"})
    half = observe(
        forum, script, "927 i korttidsarbete, om 3 månader ca hälften.", "hälften", value=0.5, unit="ratio",
        approx=True, hedge="ca", relative_to="927", horizon="om 3 månader", forecast=True,
    )  # fmt: skip
    whole = Observation.objects.get(value=927)
    assert (half.value, half.unit, half.relative_lineage) == (Decimal("0.5"), "ratio", whole.lineage)
    assert half.version == whole.version
    assert not Observation.objects.filter(value__range=(463, 464)).exists()
    forecast = forum.picture()["forecasts"][0]
    assert (forecast["value"], forecast["derived"]) == (0.5, 463.5)


@pytest.mark.parametrize("unit", ["duration", "age_years"])
def test_how_long_or_how_old_is_no_figure(forum: Forum, script: Script, unit: str) -> None:
    script.says("12", "quantity", value=12, unit=unit, of="månader")
    forum.accept(forum.send("Det har varit mörkt 12 månader.").version)
    assert not Observation.objects.exists()


def test_a_change_in_words_stands_in_its_words(forum: Forum, script: Script) -> None:
    script.says("Något färre varsel", "change", change="decrease", of="varsel")
    forum.accept(forum.send("Något färre varsel i dag.").version)
    o = Observation.objects.get()
    assert (o.value, o.words, o.change) == (None, "Något färre varsel", "decrease")


# Measures -----------------------------------------------------------------------------------------


def test_a_call_has_its_days_and_its_budget(forum: Forum, script: Script) -> None:
    forum.accept(send(forum, script, "call"))
    measure = Measure.objects.get()
    assert (measure.name, measure.kind, measure.authority) == ("Grön", "call", forum.ring)
    assert {d.role: (d.starts_on, d.ends_before, d.fuzzy) for d in measure.dates.all()} == {
        "opens": (date(2026, 6, 11), date(2026, 6, 12), False),
        "closes": (date(2026, 9, 10), date(2026, 9, 11), False),
    }
    assert [(a.role, a.value, a.unit) for a in measure.amounts.all()] == [("budget", 5_000_000, "SEK")]


@pytest.mark.parametrize(
    ("sentence", "handles"),
    [
        ("Hur går det med Exportchecken?", False),
        ("Vi undrar om Exportchecken gäller nystartade.", False),
        ("Exportchecken kan sökas nu.", True),
    ],
)
def test_who_only_asks_about_a_measure_does_not_handle_it(
    forum: Forum, script: Script, sentence: str, handles: bool
) -> None:
    script.says("Exportchecken", "scheme", name="Exportchecken")
    forum.accept(forum.send(f"Lugnt i övrigt. {sentence}").version)
    assert Measure.objects.get().authority == (forum.ring if handles else None)


def test_a_day_that_is_not_exact_keeps_its_words(forum: Forum, script: Script) -> None:
    said = {"from": "2026-09-01", "to": None, "text": "efter sommaren"}
    script.says("en utlysning", "call", name="Sommar", opens=None, opens_about=said)
    forum.accept(forum.send("Det kommer en utlysning efter sommaren. Mer sedan.").version)
    day = MeasureDate.objects.get()
    assert (day.role, day.starts_on, day.ends_before, day.fuzzy, day.as_written) == (
        "opens", date(2026, 9, 1), None, True, "efter sommaren",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "of", "unit", "near", "role"),
    [
        ("1 000", "ansökningar", "count", "Högst 1 000 ansökningar", "applications"),
        ("30", "platser i Grön", "count", "30 platser i Grön", "seats"),
        ("4 mkr", "Grön", "SEK", "4 mkr återstår i Grön", "remaining"),
        ("9 mkr", "Grön", "SEK", "9 mkr i Grön", "budget"),
    ],
)
def test_an_amount_finds_its_measure_and_its_role(
    forum: Forum, script: Script, words: str, of: str, unit: str, near: str, role: str
) -> None:
    script.says("Utlysningen", "call", name="Grön")
    script.says(words, "quantity", value=1000, unit=unit, of=of)
    version = forum.send(f"Utlysningen öppnar. {near}.").version
    forum.accept(version)
    assert not Observation.objects.exists()
    amount = MeasureAmount.objects.get()
    assert (amount.measure, amount.role, amount.value) == (Measure.objects.get(), role, 1000)


def test_a_measures_name_inside_another_word_is_not_its_name(forum: Forum, script: Script) -> None:
    script.says("Avdraget", "scheme", name="Rot")
    script.says("40", "quantity", value=40, unit="count", of="skrotade bilar")
    forum.accept(forum.send("Avdraget höjs. Det är 40 skrotade bilar.").version)
    assert not MeasureAmount.objects.exists()
    assert Observation.objects.get().value == 40


def test_an_amount_in_another_members_passage_finds_no_measure(forum: Forum, script: Script) -> None:
    script.says("Utlysningen", "call", name="Grön")
    script.says("1 000", "quantity", value=1000, unit="count", of="ansökningar")
    forum.accept(forum.send("Utlysningen öppnar.").version)
    forum.accept(forum.send("Det är 1 000 ansökningar.", by=forum.chamber).version)
    assert not MeasureAmount.objects.exists()
    assert Observation.objects.get().value == 1000


def test_amounts_stay_with_a_measure_that_is_changed(forum: Forum, script: Script) -> None:
    script.says("Utlysningen", "call", name="Grön")
    script.says("1 000", "quantity", value=1000, unit="count", of="ansökningar")
    version = forum.send("Utlysningen öppnar. Högst 1 000 ansökningar.").version
    forum.accept(version)
    forum.change(version, "Utlysningen", when=at("2026-06-12"), name="Grön omställning")
    for day, name in (("2026-06-11", "Grön"), ("2026-06-15", "Grön omställning")):
        (line,) = forum.picture(known_at=at(day, 18))["measures"]
        assert (line["name"], [a["value"] for a in line["amounts"]]) == (name, [1000]), day


def test_an_amount_of_the_next_text_finds_the_measure_that_came_along(forum: Forum, script: Script) -> None:
    script.says("Utlysningen", "call", name="Grön")
    script.says("1 000", "quantity", value=1000, unit="count", of="ansökningar")
    forum.accept(forum.send("Utlysningen öppnar.").version)
    second = forum.send("Utlysningen öppnar. Högst 1 000 ansökningar.", sent_at=at("2026-06-12")).version
    forum.accept(second, when=at("2026-06-13"))
    assert MeasureAmount.objects.get().measure == Measure.objects.get()


# Follow-up ----------------------------------------------------------------------------------------


def test_a_promise_has_an_owner_and_days(forum: Forum, script: Script) -> None:
    forum.accept(send(forum, script, "promise"))
    item = FollowUpItem.objects.get()
    assert (item.kind, item.state, item.owner) == ("promise", "open", forum.ring)
    assert (item.due_from, item.due_before) == (date(2026, 6, 22), date(2026, 6, 29))


@pytest.mark.parametrize(
    ("owner", "name"), [("Provläns handelskammare", "Provläns handelskammare"), ("banken", None)]
)
def test_an_owner_that_is_named_is_found_or_kept_in_words(
    forum: Forum, script: Script, owner: str, name: str | None
) -> None:
    script.says("Någon återkommer", "promise", owner=owner)
    forum.accept(forum.send("Någon återkommer.").version)
    item = FollowUpItem.objects.get()
    assert (item.owner.name if item.owner else None, item.owner_words) == (name, owner)


@pytest.mark.parametrize(
    ("kind", "fields"), [("question", {"answered": True}), ("action", {"status": "done"})]
)
def test_what_was_done_or_answered_in_the_text_was_never_open(
    forum: Forum, script: Script, kind: str, fields: dict[str, Any]
) -> None:
    script.says("Så var det", kind, **fields)
    version = forum.send("Så var det.").version
    forum.accept(version, when=at("2026-07-20"))
    item = FollowUpItem.objects.get()
    assert item.state == "closed"
    assert item.closed_because
    picture = forum.picture(known_at=date(2026, 6, 15))
    assert [*picture["actions"], *picture["questions"]] == []


# Voices, links, names, meetings -------------------------------------------------------------------


@pytest.mark.parametrize(("tone", "level"), [("worried", 2), ("neutral", 3), ("positive", 4)])
def test_a_tone_read_in_text_proposes_the_middle_of_the_scale(
    forum: Forum, script: Script, tone: str, level: int
) -> None:
    script.says("läget", "assessment", tone=tone, topic="läget")
    forum.accept(forum.send("Om läget.").version)
    assert Assessment.objects.get().level == level
    assert TopicMention.objects.count() == (tone != "neutral")


def test_only_a_person_says_that_it_is_hard_or_strong(forum: Forum, script: Script) -> None:
    script.says("läget", "assessment", tone="positive", topic="läget")
    version = forum.send("Om läget.").version
    forum.change(version, "läget", level=5)
    assert Assessment.objects.get().level == 5


def test_the_same_concern_of_two_members_is_one_topic(forum: Forum, script: Script) -> None:
    script.says("oro för elpriset", "assessment", tone="worried", topic="Elpriset")
    for organisation in (forum.ring, forum.chamber):
        forum.accept(forum.send("Stor oro för elpriset.", by=organisation).version)
    assert Topic.objects.get().mentions.count() == 2


def test_a_contradiction_becomes_the_question_whether_both_are_right(forum: Forum, script: Script) -> None:
    script.says("40", "quantity", value=40, unit="count", of="varslade")
    script.says("50", "contradiction", **{"with": "40"})
    version = forum.send("Det är 40 varslade. Nej, 50.").version
    forum.accept(version)
    clash = ClashQuestion.objects.get()
    assert (clash.fact, clash.other_fact) == (fact_of(version, "50"), fact_of(version, "40"))
    (line,) = forum.picture()["clashes"]
    assert (line["first"]["quote"], line["second"]["quote"]) == ("50", "40")


def test_an_accepted_name_is_an_alias_and_means_no_other_body(forum: Forum, script: Script) -> None:
    forum.accept(send(forum, script, "organisation"))
    assert find_organisation("Ringen") == forum.ring
    script.forget()
    script.says("Ringen", "organisation", name="Provläns handelskammare")
    forum.accept(forum.send("Ringen i dag.", by=forum.chamber).version)
    assert find_organisation("Ringen") == forum.ring


def test_a_name_that_was_accepted_by_mistake_means_nobody_again(forum: Forum, script: Script) -> None:
    version = send(forum, script, "organisation")
    forum.accept(version)
    accepting.reject_fact(fact=version.facts.get(), by=forum.coordinator, at=at("2026-06-20"))
    assert find_organisation("Ringen") is None


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        ("Nästa möte är den 31 augusti.", "2026-08-31", True),
        ("Bokslutet är den 31 augusti.", "2026-08-31", False),
        ("Nästa möte är den 31 augusti.", "2026-06-15", False),  # not after this round
    ],
)
def test_a_date_is_the_next_meeting_only_where_the_text_says_so(
    forum: Forum, script: Script, text: str, day: str, found: bool
) -> None:
    script.says("31 augusti", "date", **{"from": day, "to": day}, role="meeting")
    forum.accept(forum.send(text).version)
    assert NextMeeting.objects.exists() is found
