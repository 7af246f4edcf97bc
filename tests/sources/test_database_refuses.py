# SPDX-License-Identifier: EUPL-1.2
"""What makes no sense, the database itself refuses, whatever code asks it to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from forum import SENT, Forum, fact_of
from scripted_reader import Script

from lagesbild.accounts.models import Role
from lagesbild.dialogues.models import Assessment, Membership, Round
from lagesbild.dialogues.targets import TARGETS
from lagesbild.followup.models import FollowUpItem
from lagesbild.indicators.models import Observation
from lagesbild.measures.models import MeasureAmount, MeasureDate
from lagesbild.organisations.models import Alias
from lagesbild.sources.models import Fact, FromFact, Section, TextVersion, VisibilityRange

DAY = date(2026, 6, 15)


def refused(act: Callable[[], Any]) -> bool:
    """Whether the database refuses, and leaves everything as it was."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def version(forum: Forum, script: Script) -> TextVersion:
    """A report with one of each target."""
    script.says("12", "quantity", value=12, unit="count", of="varslade")
    script.says("stödet A", "scheme", name="A", opens="2026-07-01", budget=5)
    script.says("Vi återkommer", "promise", due_from="2026-07-01", due_to="2026-07-02")
    script.says("stor oro", "assessment", tone="worried", topic="elpriset")
    script.says("beslutade", "decision")
    script.says("https://lan.example/", "link", url="https://lan.example/")
    script.says("eller 13", "contradiction", **{"with": "12"})
    script.says("31 augusti", "date", **{"from": "2026-08-31", "to": "2026-08-31"}, role="meeting")
    version = forum.send(
        "Det är 12 eller 13 varslade, stödet A och stor oro. Vi återkommer. Mötet beslutade. "
        "Se https://lan.example/ nu. Nästa möte är 31 augusti."
    ).version
    forum.accept(version)
    return version


def test_targets_are_all_that_can_come_of_a_fact() -> None:
    made = {m for m in apps.get_models() if issubclass(m, FromFact)}
    assert made == set(TARGETS)


@pytest.mark.parametrize("model", TARGETS, ids=lambda model: model.__name__)
def test_nothing_ends_before_the_forum_knew_it(version: TextVersion, model: type[FromFact]) -> None:
    rows = model.objects.all()
    assert rows
    assert refused(lambda: rows.update(known_until=SENT - timedelta(seconds=1)))
    assert not refused(lambda: rows.update(known_until=SENT))


@pytest.mark.parametrize("model", TARGETS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("level", ["", "everybody"])
def test_nothing_is_read_by_a_level_that_does_not_exist(
    version: TextVersion, model: type[FromFact], level: str
) -> None:
    assert refused(lambda: model.objects.update(audience=level))


NONSENSE: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "figure without a value": (Observation, {"value": None, "low": None, "high": None, "words": ""}),
    "figure whose period runs backwards": (Observation, {"starts_on": DAY, "ends_before": DAY}),
    "figure whose interval runs backwards": (Observation, {"low": 9, "high": 3}),
    "figure of an unknown nature": (Observation, {"nature": "guess"}),
    "amount without a value": (MeasureAmount, {"value": None, "low": None, "high": None}),
    "amount whose interval runs backwards": (MeasureAmount, {"low": 9, "high": 3}),
    "measure's day that runs backwards": (MeasureDate, {"starts_on": DAY, "ends_before": DAY}),
    "measure's day without day or words": (
        MeasureDate,
        {"starts_on": None, "ends_before": None, "as_written": ""},
    ),
    "assessment below the scale": (Assessment, {"level": 0}),
    "assessment above the scale": (Assessment, {"level": 6}),
    "item due backwards": (FollowUpItem, {"due_from": DAY, "due_before": DAY}),
    "item closed without a reason": (
        FollowUpItem,
        {"state": "closed", "closed_at": SENT, "closed_because": ""},
    ),
    "item closed at no moment": (
        FollowUpItem,
        {"state": "closed", "closed_at": None, "closed_because": "Klart"},
    ),
    "item open and yet closed": (FollowUpItem, {"state": "open", "closed_at": SENT}),
    "empty fact": (Fact, {"start": 5, "end": 5}),
    "fact that runs backwards": (Fact, {"start": 5, "end": 4}),
    "fact of an unknown level": (Fact, {"level": "everybody"}),
    "membership that ends before it began": (Membership, {"left_before": date(2025, 1, 1)}),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_refused(version: TextVersion, what: str) -> None:
    model, values = NONSENSE[what]
    pk = model.objects.values_list("pk", flat=True).first()
    assert pk is not None
    assert refused(lambda: model.objects.filter(pk=pk).update(**values))


def test_what_stands_once_stands_once(forum: Forum, version: TextVersion) -> None:
    fact = fact_of(version, "12")
    assert refused(lambda: Fact.objects.exclude(pk=fact.pk).update(lineage=fact.lineage))
    assert refused(lambda: Alias.objects.create(organisation=forum.chamber, text="företagarringen"))
    assert refused(lambda: Round.objects.create(dialogue=forum.dialogue, held_on=forum.turn.held_on))
    assert refused(
        lambda: Membership.objects.create(
            dialogue=forum.dialogue,
            organisation=forum.ring,
            group=forum.dialogue.groups.first(),
            order=9,
            joined_on=DAY,
        )
    )
    assert refused(
        lambda: TextVersion.objects.create(
            source=version.source,
            number=version.number,
            text="",
            sha256="",
            cut_because="sent",
            level="group",
            reference_date=DAY,
            known_from=SENT,
            created_at=SENT,
        )
    )


def test_one_member_has_one_report_of_its_own_in_a_round(forum: Forum, version: TextVersion) -> None:
    from lagesbild.dialogues.models import Report

    assert refused(lambda: Report.objects.create(round=forum.turn, organisation=forum.ring, channel="form"))
    assert not refused(lambda: Report.objects.create(round=forum.turn, organisation=None, channel="loaded"))


@pytest.mark.parametrize(
    "role",
    [
        {"kind": "coordinator"},
        {"kind": "coordinator", "of": ["organisation"]},
        {"kind": "reporter", "of": ["dialogue"]},
        {"kind": "reader", "of": ["dialogue", "organisation"]},
        {"kind": "reader", "of": ["dialogue"], "ends_before": DAY},
    ],
    ids=["of-nothing", "coordinator-of-a-body", "reporter-of-a-forum", "of-both", "ends-before-it-began"],
)
def test_a_role_is_of_one_thing_that_fits_it(forum: Forum, role: dict[str, Any]) -> None:
    things = {"dialogue": forum.dialogue, "organisation": forum.ring}
    of = {name: things[name] for name in role.pop("of", [])}
    assert refused(lambda: Role.objects.create(person=forum.colleague, starts_on=DAY, **role, **of))


def test_ranges_and_sections_run_forwards(forum: Forum, version: TextVersion) -> None:
    span = {"version": version, "start": 5, "end": 5}
    assert refused(
        lambda: VisibilityRange.objects.create(**span, level="group", ground="chosen", set_at=SENT)
    )
    assert not refused(lambda: Section.objects.create(**span))
    assert refused(lambda: Section.objects.create(**(span | {"end": 4})))


def test_somebody_is_never_named_for_an_act_without_its_moment(forum: Forum, version: TextVersion) -> None:
    submission = version.submissions.get()
    for act in ("confirmed", "accepted", "withdrawn"):
        assert refused(
            lambda act=act: type(submission).objects.update(
                **{f"{act}_by": forum.coordinator, f"{act}_at": None}
            )
        )


def test_what_a_figure_came_from_cannot_be_deleted_under_it(version: TextVersion) -> None:
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        fact_of(version, "12").delete()
    with pytest.raises(ProtectedError):
        version.source.delete()
