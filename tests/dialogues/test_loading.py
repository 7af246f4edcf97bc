# SPDX-License-Identifier: EUPL-1.2
"""Older minutes into a round, reports and facts; the same text is noticed and not doubled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from forum import ACCEPTED, Forum
from scripted_reader import Script

from lagesbild.audit.models import AuditEntry
from lagesbild.dialogues import loading, operations
from lagesbild.dialogues.loading import HeadingAnswer, Loaded, Plan
from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.indicators.models import Observation
from lagesbild.intake import take_in, take_in_text
from lagesbild.lib.refusal import Refused
from lagesbild.organisations.models import Organisation
from lagesbild.sources.models import Section, Source, TextVersion
from textreader import KnownOrganisation

MINUTES = """\
Minnesanteckningar 2026-06-08

Mötet öppnades. Förra mötet hade 77 deltagare.

Näringslivsorganisationer

Företagarringen
Vi har 11 varslade.

Provläns handelskammare
Vi har 22 varslade.

Kommunerna
Kommunerna har 33 varslade.

Nästa möte
Nästa möte är den 31 augusti.
"""


@pytest.fixture
def figures(script: Script) -> Script:
    for n in (11, 22, 33, 77):
        script.says(str(n), "quantity", value=n, unit="count", of="varslade")
    return script


#: Members that the installation knows; which names the reader knows by itself is its own affair.
KNOWN = [KnownOrganisation("Företagarringen"), KnownOrganisation("Provläns handelskammare")]


def plan_of(dialogue: Dialogue | None, text: str = MINUTES, filename: str = "minnen.txt") -> Plan:
    return loading.plan_minutes(take_in_text(text), filename, known=KNOWN, dialogue=dialogue)


def carry_out(dialogue: Dialogue, plan: Plan, *, accept_all: bool = False) -> Loaded:
    return loading.load_plan(
        dialogue=dialogue,
        plan=plan,
        intake=take_in_text(plan.text),
        content=plan.text.encode(),
        accept_all=accept_all,
        by=None,
        at=ACCEPTED,
    )


@pytest.fixture
def empty(db: None) -> Dialogue:
    """A dialogue that has only been named."""
    return operations.create_dialogue(slug="tom", name="Tom dialog", by=None, at=ACCEPTED)


def test_looking_at_a_file_writes_nothing(empty: Dialogue, figures: Script) -> None:
    lines = AuditEntry.objects.count()
    plan = plan_of(empty)
    assert plan.held_on == date(2026, 6, 8)
    assert [p.owner for p in plan.members][:2] == ["Företagarringen", "Provläns handelskammare"]
    assert (Organisation.objects.count(), TextVersion.objects.count(), AuditEntry.objects.count()) == (
        0,
        0,
        lines,
    )


def test_minutes_become_a_round_with_a_report_for_each_member(empty: Dialogue, figures: Script) -> None:
    loaded = carry_out(empty, plan_of(empty))
    assert (loaded.turn.held_on, loaded.turn.state) == (date(2026, 6, 8), Round.State.HELD)
    reports = Report.objects.filter(round=loaded.turn).order_by("id")
    assert [r.organisation.name if r.organisation else None for r in reports] == [
        None,
        "Företagarringen",
        "Provläns handelskammare",
        "Kommunerna",
    ]
    assert empty.memberships.count() == 3
    assert {m.joined_on for m in empty.memberships.all()} == {date(2026, 6, 8)}
    assert Organisation.objects.get(name="Kommunerna").kind == Organisation.Kind.COLLECTIVE


def test_all_reports_stand_in_one_text_with_one_offset_space(empty: Dialogue, figures: Script) -> None:
    loaded = carry_out(empty, plan_of(empty))
    assert set(Submission.objects.values_list("version", flat=True)) == {loaded.version.pk}
    assert loaded.version.text == MINUTES
    for section in Section.objects.all():
        passage = MINUTES[section.start : section.end]
        assert section.organisation is not None
        assert passage.startswith(section.heading)
    assert Source.objects.get().blob_sha256


def test_a_fact_belongs_to_the_member_whose_passage_it_stands_in(empty: Dialogue, figures: Script) -> None:
    carry_out(empty, plan_of(empty), accept_all=True)
    assert {
        int(o.value or 0): o.reporter.name if o.reporter else None for o in Observation.objects.all()
    } == {11: "Företagarringen", 22: "Provläns handelskammare", 33: "Kommunerna", 77: None}


def test_nothing_is_accepted_unless_it_is_asked_for(empty: Dialogue, figures: Script) -> None:
    loaded = carry_out(empty, plan_of(empty))
    assert (loaded.accepted, loaded.facts, Observation.objects.count()) == (0, 4, 0)


def test_the_same_text_is_noticed_whatever_file_it_comes_in(empty: Dialogue, figures: Script) -> None:
    first = carry_out(empty, plan_of(empty), accept_all=True)
    before = (TextVersion.objects.count(), Report.objects.count(), Observation.objects.count())
    again = take_in(MINUTES.replace("\n", "\r\n").encode("utf-16"), "annat namn.txt")
    plan = loading.plan_minutes(again, "annat namn.txt", dialogue=empty)
    assert plan.duplicate_of == first.version.pk
    second = carry_out(empty, plan, accept_all=True)
    assert second.is_duplicate
    assert (second.turn, second.version) == (first.turn, first.version)
    assert (TextVersion.objects.count(), Report.objects.count(), Observation.objects.count()) == before


def test_a_plan_made_before_its_text_was_loaded_does_not_double_it(empty: Dialogue, figures: Script) -> None:
    """Two people look at the same file and both press the button."""
    early, late = plan_of(empty), plan_of(empty)
    carry_out(empty, early)
    assert carry_out(empty, late).is_duplicate


def test_the_same_text_may_be_loaded_into_another_dialogue(
    empty: Dialogue, forum: Forum, figures: Script
) -> None:
    carry_out(empty, plan_of(empty))
    assert not carry_out(forum.dialogue, plan_of(forum.dialogue)).is_duplicate


def test_a_day_that_is_nowhere_is_asked_for_and_nothing_written(empty: Dialogue, figures: Script) -> None:
    plan = plan_of(empty, MINUTES.replace(" 2026-06-08", "").replace("Nästa möte är den 31 augusti.", ""))
    assert plan.held_on is None
    with pytest.raises(Refused) as refused:
        carry_out(empty, plan)
    assert refused.value.refusal.code == "no_meeting_day"
    assert (Round.objects.count(), TextVersion.objects.count()) == (0, 0)
    assert carry_out(empty, loading.correct(plan, held_on=date(2026, 6, 9))).turn.held_on == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("filename", "day"),
    [
        ("2026-06-09.txt", date(2026, 6, 9)),
        ("anteckningar 20260609 slutlig.txt", date(2026, 6, 9)),
        ("2026-02-31.txt", None),
        ("minnen.txt", None),
    ],
)
def test_the_files_name_tells_the_day_where_the_text_does_not(
    db: None, script: Script, filename: str, day: date | None
) -> None:
    assert plan_of(None, "Företagarringen\nLäget är lugnt.\n", filename).held_on == day


def test_a_heading_that_nobody_knows_is_asked_about_once(empty: Dialogue, script: Script) -> None:
    text = MINUTES + "\nLäget i skärgården\nAllt väl.\n\nFöretagarringen\nMer.\n\nLäget i skärgården\nMer.\n"
    plan = plan_of(empty, text)
    assert plan.unknown_headings.count("Läget i skärgården") == 1
    answered = loading.correct(
        plan,
        answers={
            "LÄGET I SKÄRGÅRDEN:": HeadingAnswer(
                "organisation", "Läget i skärgården", "Näringslivsorganisationer"
            )
        },
    )
    assert "Läget i skärgården" not in answered.unknown_headings
    carry_out(empty, answered)
    member = empty.memberships.get(organisation__name="Läget i skärgården")
    assert member.group.name == "Näringslivsorganisationer"


def test_older_minutes_move_the_joining_day_back_and_later_ones_do_not(
    empty: Dialogue, figures: Script
) -> None:
    for day in ("2026-06-08", "2025-03-01", "2026-09-01"):
        carry_out(empty, plan_of(empty, MINUTES.replace("2026-06-08", day)))
    assert {m.joined_on for m in empty.memberships.all()} == {date(2025, 3, 1)}
    assert empty.memberships.count() == 3


def test_loaded_text_is_history_and_known_at_the_meeting(empty: Dialogue, figures: Script) -> None:
    version = carry_out(empty, plan_of(empty)).version
    assert version.is_history
    assert (version.reference_date, version.known_from.date()) == (date(2026, 6, 8), date(2026, 6, 8))


def test_the_real_reader_finds_members_facts_in_loaded_minutes(empty: Dialogue) -> None:
    version = carry_out(empty, plan_of(empty)).version
    assert version.readings.count() == 1
    assert "31 augusti" in {f.quote for f in version.facts.filter(kind="date")}
    assert all(version.text[f.start : f.end] == f.quote for f in version.facts.all())


def test_real_minutes_are_loaded_and_accepted_without_a_fault(empty: Dialogue, shared: Path) -> None:
    path = shared / "minutes" / "2020-06-15.txt"
    content = path.read_bytes()
    intake = take_in(content, path.name)
    plan = loading.plan_minutes(intake, path.name, dialogue=empty)
    loaded = loading.load_plan(
        dialogue=empty, plan=plan, intake=intake, content=content, accept_all=True, by=None, at=ACCEPTED
    )
    assert loaded.turn.held_on == date(2020, 6, 15)
    assert loaded.accepted > 0
    assert all(loaded.version.text[f.start : f.end] == f.quote for f in loaded.version.facts.all())
    again = loading.plan_minutes(intake, path.name, dialogue=empty)
    assert again.duplicate_of == loaded.version.pk
