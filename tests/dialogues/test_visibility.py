# SPDX-License-Identifier: EUPL-1.2
"""Who sees what: level × role × own organisation, for facts, figures, follow-up, picture and quotes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from forum import ACCEPTED, MEETING, Forum, at, fact_of
from scripted_reader import Script

from lagesbild.accounts.models import Person
from lagesbild.accounts.operations import ensure_person, give_role
from lagesbild.dialogues import accepting, loading
from lagesbild.dialogues.models import Report
from lagesbild.dialogues.queries import audience_of
from lagesbild.dialogues.visibility import lift_range, set_visibility
from lagesbild.indicators.models import Observation
from lagesbild.intake import take_in_text
from lagesbild.lib.audience import Audience, Level, strictest
from lagesbild.sources.models import TextVersion
from lagesbild.sources.queries import facts_of, hidden_spans, text_for

LEVELS = ["public", "group", "coordinator"]

#: role -> the levels that it may read of others' texts, and of its own organisation's.
MAY_READ = {
    "visitor": (["public"], ["public"]),
    "stranger": (["public"], ["public"]),
    "former reader": (["public"], ["public"]),
    "future coordinator": (["public"], ["public"]),
    "reporter of an outsider": (["public"], ["public"]),
    "reader": (["public", "group"], ["public", "group"]),
    "reporter of another": (["public", "group"], ["public", "group"]),
    "reporter": (["public", "group"], LEVELS),
    "coordinator": (LEVELS, LEVELS),
}


def audience_in_role(forum: Forum, role: str) -> Audience:
    """The audience of a person in a role, asked as pages ask."""
    if role == "visitor":
        return audience_of(None, forum.dialogue, day=MEETING)
    person = ensure_person(email="nagon@prov.example", by=None, at=ACCEPTED)
    long_ago = date(2025, 1, 1)

    def give(kind: str, starts_on: date = long_ago, **of: Any) -> None:
        give_role(person=person, kind=kind, starts_on=starts_on, by=None, at=ACCEPTED, **of)

    if role == "reader":
        give("reader", dialogue=forum.dialogue)
    elif role == "former reader":
        give("reader", dialogue=forum.dialogue)
        person.roles.update(ends_before=MEETING)
    elif role == "future coordinator":
        give("coordinator", starts_on=date(2026, 6, 16), dialogue=forum.dialogue)
    elif role == "coordinator":
        give("coordinator", dialogue=forum.dialogue)
    elif role == "reporter":
        give("reporter", organisation=forum.ring)
    elif role == "reporter of another":
        give("reporter", organisation=forum.chamber)
    elif role == "reporter of an outsider":
        give("reporter", organisation=outsider(forum))
    return audience_of(person, forum.dialogue, day=MEETING)


def outsider(forum: Forum) -> Any:
    from lagesbild.organisations.operations import ensure_organisation

    return ensure_organisation(name="Utanför AB", by=None, at=ACCEPTED)


TEXT = """\
Det är 11 varslade hos oss.

Det är 22 uppsagda hos oss.

Det är 33 nyanställda hos oss.

Vi lovar A. Vi lovar B. Vi lovar C.
"""
OF_LEVEL = {
    "public": ("11", "Vi lovar A."),
    "group": ("22", "Vi lovar B."),
    "coordinator": ("33", "Vi lovar C."),
}


@pytest.fixture
def version(forum: Forum, script: Script) -> TextVersion:
    """A report with a figure and a promise at each level, all accepted, in a public forum."""
    script.says("11", "quantity", value=11, unit="count", of="varslade")
    script.says("22", "quantity", value=22, unit="count", of="uppsagda")
    script.says("33", "quantity", value=33, unit="count", of="nyanställda")
    for letter in "ABC":
        script.says(f"Vi lovar {letter}.", "promise")
    version = forum.send(TEXT).version
    for level, words in OF_LEVEL.items():
        if level != "public":
            hide(forum, version, words[1], level)
            hide(forum, version, f"Det är {words[0]}", level)
    forum.accept(version)
    return version


def hide(forum: Forum, version: TextVersion, words: str, level: str = "coordinator") -> Any:
    start = version.text.index(words)
    return set_visibility(
        version=version,
        start=start,
        end=start + len(words),
        level=level,
        ground="chosen",
        by=forum.coordinator,
        at=ACCEPTED,
    )


@pytest.mark.parametrize("role", MAY_READ)
def test_each_role_reads_its_levels_and_no_more(forum: Forum, version: TextVersion, role: str) -> None:
    audience = audience_in_role(forum, role)
    levels = MAY_READ[role][1]  # the report is the ring's own
    figures = {int(words[0]) for level, words in OF_LEVEL.items() if level in levels}
    promises = {words[1] for level, words in OF_LEVEL.items() if level in levels}

    facts = facts_of(version, audience=audience, organisation_id=forum.ring.pk)
    assert {f.quote for f in facts} == {str(n) for n in figures} | promises
    assert {int(o.value) for o in Observation.objects.visible_to(audience) if o.value} == figures

    shown = text_for(version, audience=audience, organisation_id=forum.ring.pk)
    assert {
        promise for promise in ("Vi lovar A.", "Vi lovar B.", "Vi lovar C.") if promise in shown
    } == promises

    picture = forum.picture(audience=audience)
    assert {line["value"] for line in picture["news"]} == figures
    assert {p["text"] for p in picture["promises"]} == promises
    everything = repr(picture)
    for level, words in OF_LEVEL.items():
        if level not in levels:
            assert words[1] not in everything


@pytest.mark.parametrize("role", MAY_READ)
def test_another_members_text_is_read_by_level_alone(forum: Forum, version: TextVersion, role: str) -> None:
    audience = audience_in_role(forum, role)
    if forum.ring.pk in audience.organisations:
        audience = Audience(audience.level, frozenset({forum.chamber.pk}))
    shown = {f.level for f in facts_of(version, audience=audience, organisation_id=forum.ring.pk)}
    assert shown == set(MAY_READ[role][0])


def test_quotes_on_the_picture_mask_what_stands_beside_them(forum: Forum, version: TextVersion) -> None:
    picture = forum.picture(audience=Audience(Level.PUBLIC))
    (promise,) = picture["promises"]
    source = promise["source"]
    assert source["text"] == source["quote"] == "Vi lovar A."
    assert "lovar" not in source["before"] + source["after"]


def test_masks_keep_every_offset_and_line(forum: Forum, version: TextVersion) -> None:
    shown = text_for(version, audience=Audience(Level.PUBLIC))
    assert len(shown) == len(TEXT)
    assert [n for n, c in enumerate(shown) if c == "\n"] == [n for n, c in enumerate(TEXT) if c == "\n"]
    for fact in facts_of(version, audience=Audience(Level.PUBLIC)):
        assert shown[fact.start : fact.end] == fact.quote
    hidden = {
        n for start, end in hidden_spans(version, audience=Audience(Level.PUBLIC)) for n in range(start, end)
    }
    assert {n for n, (a, b) in enumerate(zip(TEXT, shown, strict=True)) if a != b} == {
        n for n in hidden if TEXT[n] != "\n"
    }


# Ranges set and lifted later ----------------------------------------------------------------------


def test_a_range_set_later_takes_facts_and_what_they_became_along(forum: Forum, version: TextVersion) -> None:
    row = hide(forum, version, "Det är 11 varslade hos oss.")
    assert fact_of(version, "11").level == "coordinator"
    assert Observation.objects.get(value=11).audience == "coordinator"
    assert forum.picture(audience=Audience(Level.GROUP))["basis"]["figures"] == 1
    lift_range(row=row, by=forum.coordinator, at=ACCEPTED)
    assert (fact_of(version, "11").level, Observation.objects.get(value=11).audience) == ("public", "public")


def test_a_range_set_later_hides_in_earlier_pictures_too(forum: Forum, version: TextVersion) -> None:
    accepting.unaccept_fact(fact=fact_of(version, "11"), by=forum.coordinator, at=at("2026-06-20"))
    assert 11 in [line["value"] for line in forum.picture(audience=Audience(Level.PUBLIC))["news"]]
    hide(forum, version, "11 varslade")
    assert forum.picture(audience=Audience(Level.PUBLIC))["news"] == []


def test_every_kind_of_target_follows_its_fact(forum: Forum, script: Script) -> None:
    from lagesbild.dialogues.targets import TARGETS

    script.says("Kontakta kommunen", "action")
    script.says("vi beslutade", "decision")
    script.says("oro för elpriset", "assessment", tone="worried", topic="elpriset")
    script.says("stödet Omställ", "scheme", name="Omställ", opens="2026-07-01", budget=5_000_000)
    script.says("https://lan.example/", "link", url="https://lan.example/")
    script.says("31 augusti", "date", **{"from": "2026-08-31", "to": "2026-08-31"}, role="meeting")
    script.says("Nej, 40.", "contradiction", **{"with": "50"})
    script.says("50", "quantity", value=50, unit="count", of="hyllmeter")
    text = (
        "Kontakta kommunen, vi beslutade. Det finns oro för elpriset, stödet Omställ och https://lan.example/ nu. "
        "Nästa möte är 31 augusti. Det är 50 hyllmeter. Nej, 40."
    )
    version = forum.send(text).version
    forum.accept(version)
    made = {model: model.objects.count() for model in TARGETS}
    assert min(made.values()) > 0, made
    hide(forum, version, text)
    for model in TARGETS:
        assert set(model.objects.values_list("audience", flat=True)) == {"coordinator"}, model


def test_a_figure_under_a_population_that_is_held_back_is_held_back(forum: Forum, script: Script) -> None:
    """Its population's words would stand beside it."""
    script.says(
        "De tre bolagen i hamnen", "quantity", value=3, unit="count", of="bolagen i hamnen", role="population"
    )
    script.says("40", "quantity", value=40, unit="count", of="varslade", within="De tre bolagen i hamnen")
    version = forum.send("De tre bolagen i hamnen har svarat. Det är 40 varslade.").version
    row = hide(forum, version, "De tre bolagen i hamnen")
    forum.accept(version)
    assert Observation.objects.get(value=40).audience == "coordinator"
    lift_range(row=row, by=forum.coordinator, at=ACCEPTED)
    assert Observation.objects.get(value=40).audience == "public"


@pytest.mark.parametrize(
    "fields",
    [
        {"opens": "2026-09-01"},
        {"opens_about": {"from": "2026-09-01", "to": "2026-11-30", "text": "i höst"}},
    ],
    ids=["exact", "fuzzy"],
)
def test_a_measures_day_that_is_held_back_is_held_back(
    forum: Forum, script: Script, fields: dict[str, Any]
) -> None:
    script.says("en utlysning", "call", name="Grön", **fields)
    script.says("i höst", "date", **{"from": "2026-09-01", "to": "2026-11-30"}, role="opens")
    version = forum.send("Det kommer en utlysning, troligen i höst. Mer sedan.").version
    forum.accept(version)
    assert forum.picture(audience=Audience(Level.PUBLIC))["deadlines"]
    hide(forum, version, "troligen i höst")
    assert forum.picture(audience=Audience(Level.PUBLIC))["deadlines"] == []
    assert forum.picture()["deadlines"]


def test_a_figure_for_a_period_that_is_held_back_is_held_back(forum: Forum, script: Script) -> None:
    script.says("i juli", "date", **{"from": "2026-07-01", "to": "2026-07-31"})
    script.says("40", "quantity", value=40, unit="count", of="varslade", horizon="i juli", forecast=True)
    version = forum.send("Det blir 40 varslade i juli.").version
    forum.accept(version)
    hide(forum, version, "i juli")
    assert Observation.objects.get().audience == "coordinator"


def test_a_clash_with_words_that_are_held_back_is_held_back(forum: Forum, script: Script) -> None:
    script.says("fler än 40", "contradiction", **{"with": "50 varslade"})
    version = forum.send("Det är 50 varslade. Nej, fler än 40.").version
    hide(forum, version, "50 varslade")
    forum.accept(version)
    assert forum.picture(audience=Audience(Level.GROUP))["clashes"] == []
    assert len(forum.picture()["clashes"]) == 1


# Asides and persons -------------------------------------------------------------------------------


def test_an_aside_and_a_person_are_held_back_before_anybody_decides(forum: Forum, script: Script) -> None:
    script.says("detta är internt", "aside")
    script.says("Kim Prov", "person")
    version = forum.send("Läget är lugnt, detta är internt, säger Kim Prov.").version
    shown = {level: text_for(version, audience=Audience(Level(level))) for level in LEVELS}
    assert ("internt" in shown["group"], "Kim Prov" in shown["group"]) == (False, True)
    assert ("internt" in shown["public"], "Kim Prov" in shown["public"]) == (False, False)
    assert shown["coordinator"] == version.text


def test_a_promise_with_a_name_in_it_stays_in_the_group(forum: Forum, script: Script) -> None:
    script.says("Kim Prov skickar listan", "promise")
    script.says("Kim Prov", "person")
    version = forum.send("Kim Prov skickar listan i morgon.").version
    forum.accept(version)
    assert forum.picture(audience=Audience(Level.PUBLIC))["promises"] == []
    assert len(forum.picture(audience=Audience(Level.GROUP))["promises"]) == 1


def test_a_name_never_opens_a_text_that_only_the_coordinator_reads(forum: Forum, script: Script) -> None:
    forum.dialogue.default_level = "coordinator"
    forum.dialogue.save()
    script.says("Kim Prov", "person")
    version = forum.send("Kim Prov ringde.").version
    assert "Kim" not in text_for(version, audience=Audience(Level.GROUP))
    assert fact_of(version, "Kim Prov").level == "coordinator"


# Loaded minutes: many members in one text ---------------------------------------------------------

MINUTES = """\
Minnesanteckningar 2026-06-08

Näringslivsorganisationer

Företagarringen
Vi i ringen har 11 varslade. Ringen säger detta internt.

Provläns handelskammare
Vi i kammaren har 22 varslade. Kammaren säger detta internt.
"""


@pytest.fixture
def loaded(forum: Forum, script: Script) -> TextVersion:
    """Minutes with an aside of two members each, in one version."""
    script.says("11", "quantity", value=11, unit="count", of="varslade")
    script.says("22", "quantity", value=22, unit="count", of="varslade")
    script.says("Ringen säger detta internt.", "aside")
    script.says("Kammaren säger detta internt.", "aside")
    from lagesbild.dialogues.queries import member_organisations
    from lagesbild.organisations.queries import known_organisations

    intake = take_in_text(MINUTES)
    known = known_organisations(member_organisations(forum.dialogue))
    plan = loading.plan_minutes(intake, "2026-06-08.txt", known=known, dialogue=forum.dialogue)
    version = loading.load_plan(
        dialogue=forum.dialogue, plan=plan, intake=intake, content=None, by=forum.coordinator, at=ACCEPTED
    ).version
    owners = Report.objects.filter(submissions__version=version).values_list("organisation__name", flat=True)
    assert {forum.ring.name, forum.chamber.name} <= set(owners)
    return version


def test_a_member_reads_its_own_asides_in_loaded_minutes_and_no_others(
    forum: Forum, loaded: TextVersion
) -> None:
    own = Audience(Level.GROUP, frozenset({forum.ring.pk}))
    shown = text_for(loaded, audience=own, organisation_id=forum.ring.pk)
    assert ("Ringen säger" in shown, "Kammaren säger" in shown) == (True, False)
    quotes = {f.quote for f in facts_of(loaded, audience=own, organisation_id=forum.ring.pk)}
    assert quotes == {"11", "22", "Ringen säger detta internt."}


def test_an_own_text_that_is_a_whole_report_is_read_whole(forum: Forum, script: Script) -> None:
    script.says("detta är internt", "aside")
    version = forum.send("Läget, detta är internt.").version
    own = Audience(Level.PUBLIC, frozenset({forum.ring.pk}))
    assert text_for(version, audience=own, organisation_id=forum.ring.pk) == version.text


# The audience itself ------------------------------------------------------------------------------


@pytest.mark.parametrize("a", LEVELS)
@pytest.mark.parametrize("b", LEVELS)
def test_the_strictest_of_two_is_read_by_no_more_than_either(a: str, b: str) -> None:
    for level in LEVELS:
        audience = Audience(Level(level))
        both = audience.may_read(a, None) and audience.may_read(b, None)
        assert audience.may_read(strictest(a, b), None) == both


def test_a_member_that_has_left_reads_as_an_outsider(forum: Forum) -> None:
    person: Person = ensure_person(email="f.d@prov.example", by=None, at=ACCEPTED)
    give_role(
        person=person,
        kind="reporter",
        organisation=forum.ring,
        starts_on=date(2025, 1, 1),
        by=None,
        at=ACCEPTED,
    )
    assert audience_of(person, forum.dialogue, day=MEETING).level is Level.GROUP
    forum.dialogue.memberships.filter(organisation=forum.ring).update(left_before=MEETING)
    assert audience_of(person, forum.dialogue, day=MEETING) == Audience(Level.PUBLIC)
