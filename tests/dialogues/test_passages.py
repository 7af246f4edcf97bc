# SPDX-License-Identifier: EUPL-1.2
"""In which group a member stands, and which names can be one body's: rules of values alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lagesbild.dialogues.passages import (
    Passage,
    StandingGroup,
    group_key,
    in_normal_case,
    is_municipal,
    same_body,
    settle,
    stands_alone,
    without_idle_collectives,
)


def member(owner: str, group: str | None = None, role: str = "organisation", heading: str = "") -> Passage:
    return Passage(heading or owner, 0, 1, role, owner, group)


def head(words: str, role: str = "group", owner: str | None = None) -> Passage:
    return Passage(words, 0, 1, role, owner)


def groups_of(*files: list[Passage], standing: list[StandingGroup] | None = None) -> dict[str, str | None]:
    """Owner → group over all files."""
    settled = settle(dict(enumerate(files)), standing or [])
    return {p.owner or "": p.group for passages in settled.values() for p in passages if p.is_member}


# Groups -----------------------------------------------------------------------------------------


def test_a_municipality_without_a_group_joins_the_municipalities() -> None:
    newest = [member("Granby kommun", heading="GRANBY"), member("Region Norrskog")]
    older = [head("KOMMUNERNA"), member("Granby kommun", "KOMMUNERNA"), member("Älvnäs kommun", "KOMMUNERNA")]
    assert groups_of(newest, older) == {
        "Granby kommun": "Kommunerna",
        "Älvnäs kommun": "Kommunerna",
        "Region Norrskog": "Region Norrskog",
    }
    assert groups_of([member("Tallås kommun")], older)["Tallås kommun"] == "Kommunerna"


def test_a_group_that_the_dialogue_has_keeps_its_name() -> None:
    standing = [StandingGroup("Länets kommuner", frozenset({"municipality"}))]
    assert groups_of([member("Granby kommun")], standing=standing) == {"Granby kommun": "Länets kommuner"}
    again = [member("Almi", "ORGANISATIONERNA")]
    assert groups_of(again, standing=[StandingGroup("Organisationer")]) == {"Almi": "Organisationer"}


def test_a_municipality_that_stands_alone_is_nobody_elses_group() -> None:
    assert not is_municipal(StandingGroup("Granby kommun", frozenset({"municipality"})))
    found = groups_of([member("Tallås kommun")], standing=[StandingGroup("Granby kommun")])
    assert found == {"Tallås kommun": "Tallås kommun"}


def test_the_joint_report_stands_among_those_it_speaks_for() -> None:
    found = groups_of([member("Kommunerna", role="collective"), member("Granby kommun", "KOMMUNERNA")])
    assert found == {"Kommunerna": "Kommunerna", "Granby kommun": "Kommunerna"}


def test_the_word_for_all_municipalities_is_no_municipality() -> None:
    (settled,) = settle({0: [member("Kommunerna kommun", heading="Kommunerna")]}).values()
    assert [(p.role, p.owner, p.group) for p in settled] == [("collective", "Kommunerna", "Kommunerna")]


def test_a_topic_in_the_midst_of_a_group_does_not_end_it() -> None:
    passages = [
        head("NÄRINGSLIVSORGANISATIONER"),
        member("Företagarna", "NÄRINGSLIVSORGANISATIONER"),
        head("Elpriset", "topic"),
        member("Almi"),
        member("Region Norrskog"),
        member("Visita"),
    ]
    found = groups_of(passages)
    assert found["Almi"] == "Näringslivsorganisationer"
    assert found["Region Norrskog"] == "Region Norrskog"
    assert found["Visita"] == "Visita", "another kind of member has ended the group"


def test_capitals_and_definite_forms_make_no_second_group() -> None:
    found = groups_of(
        [member("Almi", "NÄRINGSLIVSORGANISATIONER")], [member("LRF", "Näringslivsorganisationerna")]
    )
    assert set(found.values()) == {"Näringslivsorganisationer"}


NAMES = ["Granby kommun", "Älvnäs kommun", "Region Norrskog", "Almi", "Kommunerna", "LRF"]
PASSAGES = st.builds(
    Passage,
    st.sampled_from(["GRANBY", "Kommunerna", "Övrigt", ""]),
    st.just(0),
    st.just(1),
    st.sampled_from(["organisation", "collective", "group", "topic", "title", "part"]),
    st.none() | st.sampled_from(NAMES),
    st.none() | st.sampled_from(["KOMMUNERNA", "Kommuner", "Organisationer", "Almi"]),
)


@example(
    [[Passage("GRANBY", 0, 1, role, "Granby kommun", None) for role in ("organisation", "collective")]],
    [StandingGroup("Kommuner")],
)
@given(
    st.lists(st.lists(PASSAGES, max_size=6), max_size=4),
    st.lists(st.builds(StandingGroup, st.sampled_from(["Kommuner", "Almi", "Staten"])), max_size=2),
)
def test_what_is_shown_for_all_files_is_what_each_gives_when_read_in(
    files: list[list[Passage]], standing: list[StandingGroup]
) -> None:
    """Every member has one group, and settling one file again, as reading in does, moves nobody."""
    settled = settle(dict(enumerate(files)), standing)
    given_groups: dict[str, set[str]] = {}
    for passages in settled.values():
        for p in passages:
            if p.is_member:
                assert p.group
                given_groups.setdefault(p.owner or "", set()).add(p.group)
        assert settle({0: passages}, standing) == {0: passages}
    assert all(len(groups) == 1 for groups in given_groups.values())
    names = {group for groups in given_groups.values() for group in groups}
    assert len({group_key(name) for name in names}) == len(names)


def test_who_stands_alone_is_told() -> None:
    assert stands_alone(member("Almi", "Almi"))
    assert not stands_alone(member("Almi", "Organisationer"))


# Headings with nothing of their own ---------------------------------------------------------------


def test_a_heading_over_members_that_says_nothing_itself_is_a_group() -> None:
    passages = [
        Passage("KOMMUNERNA", 0, 90, "collective", "Kommunerna"),
        Passage("GRANBY", 12, 30, "organisation", "Granby kommun", "KOMMUNERNA"),
        Passage("ÄLVNÄS", 50, 60, "organisation", "Älvnäs kommun", "KOMMUNERNA"),
        Passage("Almi", 90, 99, "organisation", "Almi"),
    ]
    found = without_idle_collectives(passages, speaking=[12, 50, 90])
    assert [(p.role, p.start, p.end) for p in found] == [
        ("group", 0, 90),
        ("organisation", 12, 50),  # the next paragraph goes on about the same municipality
        ("organisation", 50, 90),
        ("organisation", 90, 99),
    ]
    assert without_idle_collectives(passages, speaking=[0, 12, 50, 90]) == tuple(passages)


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Företagarna", "Företagarna Norrskog"),
        ("Handelskammaren", "Handelskammaren Norrskog"),
        ("Handelskammaren", "Norrskogs handelskammare"),
        ("Regionen", "Region Norrskog"),
        ("Länsstyrelsen", "Länsstyrelsen i Norrskog"),
        ("LRF", "LRF Norr"),
    ],
)
def test_a_short_name_can_mean_the_longer_one(short: str, long: str) -> None:
    assert same_body(short, long)
    assert not same_body(long, short)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Almi", "Almis vänner"),
        ("Kommunen", "Granby kommun"),
        ("Företagarna", "Företagarna"),
        ("", "Almi"),
        ("Region Norr", "Region Norrskog"),
        ("Almi", "Företagarna Norrskog"),
    ],
)
def test_other_names_are_other_bodies(short: str, long: str) -> None:
    assert not same_body(short, long)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("KOMMUNERNA:", "Kommunerna"),
        ("GRANBY  KOMMUN", "Granby kommun"),
        ("LRF", "LRF"),
        ("Övriga röster", "Övriga röster"),
        ("IUC Z-Group", "IUC Z-Group"),
        ("", ""),
    ],
)
def test_capitals_are_written_as_in_a_list(words: str, written: str) -> None:
    assert in_normal_case(words) == written
