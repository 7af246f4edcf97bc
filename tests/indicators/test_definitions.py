# SPDX-License-Identifier: EUPL-1.2
"""Definition files, their versions, and which of them a figure proposes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from forum import Forum, at

from lagesbild.indicators.models import Indicator, IndicatorVersion, Population
from lagesbild.indicators.operations import (
    DEFINITIONS,
    ensure_population,
    read_definitions,
    remember_binding,
    sync_definitions,
)
from lagesbild.indicators.queries import Proposer, comparability_breaks, current_versions
from lagesbild.indicators.rules import Terms, candidates

NOW = at("2026-06-15")
UNITS = {
    "count",
    "%",
    "SEK",
    "index",
    "ratio",
    "duration",
    "per_week",
    "per_month",
    "per_year",
    "SEK_per_month",
}


# The shipped files --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [path.stem for path in sorted(DEFINITIONS.glob("*.toml"))])
def test_a_definition_says_what_it_measures_and_what_proposes_it(code: str) -> None:
    said = read_definitions()[code]
    assert said["name"]
    assert said["definition"].endswith(".")
    assert said["stock_flow"] in {"stock", "flow", "cumulative"}
    assert said["unit"] in UNITS
    assert said["terms"]["of"]
    assert said["unit"] in said["terms"]["units"]
    assert all(term == term.casefold() for term in said["terms"]["of"] + said["terms"].get("not_of", []))


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ("varslade", "varslade"),
        ("varsel om uppsägning", "varslade"),  # a notice is not a dismissal
        ("uppsägningar", "uppsagda"),
        ("uppsagda", "uppsagda"),
        ("nyanställda", "nyanstallda"),
        ("personer i korttidsarbete", "korttidsarbete"),
        ("konkurser", "konkurser"),
    ],
)
def test_the_shipped_terms_propose_one_indicator(db: None, of: str, code: str) -> None:
    assert Proposer().propose(of, "count", None) == [code]


@pytest.mark.parametrize(("of", "unit"), [("hyllmeter", "count"), ("varslade", "SEK"), ("", "count")])
def test_words_or_units_that_fit_nothing_propose_nothing(db: None, of: str, unit: str) -> None:
    assert Proposer().propose(of, unit, None) == []


# Terms --------------------------------------------------------------------------------------------

FIRMS = Terms("firms", ("företag",), ("count",))
ORDERS = Terms("orders", ("order ingång", "orderingång"), ("%",), not_of=("export",))
BANK = Terms("bank", ("ärende",), ("count",), reporters=("almi",))


@pytest.mark.parametrize(
    ("of", "unit", "reporter", "codes"),
    [
        ("Företagen", "count", "", ["firms"]),  # the beginning of a word, in any case
        ("småföretag", "count", "", []),  # and not its end
        ("företag", "%", "", []),
        ("order på ingång", "%", "", ["orders"]),  # all words of an entry
        ("order", "%", "", []),
        ("orderingång på export", "%", "", []),  # a word that rules it out
        ("ärenden", "count", "Almi Mitt", ["bank"]),
        ("ärenden", "count", "Handelskammaren", []),
        ("ärenden hos företag", "count", "Almi", ["firms", "bank"]),
    ],
)
def test_terms_fit_beginnings_of_words_units_and_reporters(
    of: str, unit: str, reporter: str, codes: list[str]
) -> None:
    assert candidates(of, unit, reporter, [FIRMS, ORDERS, BANK]) == codes


# Bindings -----------------------------------------------------------------------------------------


def test_what_the_same_words_were_bound_to_comes_alone(forum: Forum) -> None:
    bind(forum, "uppsagda")
    assert Proposer().propose("Varslade", "count", forum.ring) == ["uppsagda"]
    assert Proposer().propose("varslade", "count", forum.chamber) == ["varslade"]
    assert Proposer().propose("varslade", "%", forum.ring) == []


def test_words_that_are_bound_anew_mean_the_new_thing(forum: Forum) -> None:
    bind(forum, "uppsagda")
    bind(forum, "konkurser")
    assert Proposer().propose("varslade", "count", forum.ring) == ["konkurser"]


def bind(forum: Forum, code: str) -> None:
    remember_binding(
        organisation=forum.ring,
        of="varslade",
        unit="count",
        indicator=Indicator.objects.get(code=code),
        by=forum.coordinator,
        at=NOW,
    )


# Files and tables ---------------------------------------------------------------------------------

FILE = """\
version = {version}
name = "{name}"
definition = "Något som mäts."
unit = "count"
stock_flow = "stock"
comparable_with_previous = {comparable}
valid_from = 2020-01-01

[terms]
of = ["provsak"]
units = ["count"]
"""


def write(folder: Path, *, version: int = 1, name: str = "Provsaker", comparable: str = "true") -> None:
    (folder / "provsaker.toml").write_text(
        FILE.format(version=version, name=name, comparable=comparable), "utf-8"
    )


def test_a_file_is_read_once_and_its_wording_follows(db: None, tmp_path: Path) -> None:
    write(tmp_path)
    assert sync_definitions(at=NOW, folder=tmp_path) == 1
    write(tmp_path, name="Saker på prov")
    assert sync_definitions(at=NOW, folder=tmp_path) == 0
    assert IndicatorVersion.objects.get(indicator__code="provsaker").name == "Saker på prov"


def test_a_new_version_leaves_the_old_one_as_it_was(db: None, tmp_path: Path) -> None:
    write(tmp_path)
    sync_definitions(at=NOW, folder=tmp_path)
    write(tmp_path, version=2, name="Ny avgränsning", comparable="false")
    assert sync_definitions(at=NOW, folder=tmp_path) == 1
    versions = IndicatorVersion.objects.filter(indicator__code="provsaker").order_by("number")
    assert [v.name for v in versions] == ["Provsaker", "Ny avgränsning"]
    assert current_versions()["provsaker"].number == 2
    assert comparability_breaks(versions) == {versions[0].indicator_id: 2}
    assert comparability_breaks(versions[:1]) == {}


def test_an_indicator_whose_file_is_gone_stays_with_its_figures(db: None, tmp_path: Path) -> None:
    write(tmp_path)
    sync_definitions(at=NOW, folder=tmp_path)
    (tmp_path / "provsaker.toml").unlink()
    sync_definitions(at=NOW, folder=tmp_path)
    assert Indicator.objects.filter(code="provsaker").exists()


@pytest.mark.parametrize("text", ["name = ", 'name = "Halv"\n'])
def test_a_broken_file_writes_nothing_of_any_file(db: None, tmp_path: Path, text: str) -> None:
    write(tmp_path)
    (tmp_path / "trasig.toml").write_text(text, "utf-8")
    with pytest.raises((tomllib.TOMLDecodeError, KeyError)):
        sync_definitions(at=NOW, folder=tmp_path)
    assert not Indicator.objects.filter(code="provsaker").exists()


def test_a_population_with_the_same_marks_is_the_same(forum: Forum) -> None:
    marks = [
        {"area": forum.area, "organisation": None, "description": ""},
        {"area": None, "organisation": forum.ring, "description": ""},
        {"area": None, "organisation": forum.ring, "description": "företagen"},
    ]
    first = [ensure_population(**m) for m in marks]
    assert [ensure_population(**m) for m in marks] == first
    assert Population.objects.count() == 3
