# SPDX-License-Identifier: EUPL-1.2
"""The real minutes that the project began with, from file to picture; skips where they are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DIALOGUE, DAY = "jh", "2020-06-15"

Line = dict[str, Any]


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the minutes loaded and accepted."""
    from subprocess import DEVNULL, run
    from sys import executable

    data = tmp_path_factory.mktemp("real")
    path = shared / "minutes" / f"{DAY}.txt"
    command = [
        Path(executable).parent / "lagesbild",
        "load-minutes",
        path,
        "--dialogue",
        DIALOGUE,
        "--accept-all",
    ]
    done = run([*command, "--data", data], capture_output=True, text=True, stdin=DEVNULL, check=False)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def picture(real: Path) -> Line:
    """The picture as JSON."""
    import json
    from subprocess import DEVNULL, run
    from sys import executable

    command = [
        Path(executable).parent / "lagesbild",
        "picture",
        "--dialogue",
        DIALOGUE,
        "--format",
        "json",
        "--data",
        real,
    ]
    done = run(command, capture_output=True, text=True, stdin=DEVNULL, check=True)
    found: Line = json.loads(done.stdout)
    return found


def figures(picture: Line) -> list[Line]:
    """Every figure once, wherever the picture shows it."""
    lines = [*picture["changes"], *picture["news"], *picture["forecasts"]]
    return list({line["lineage"]: line for line in lines}.values())


def one(lines: list[Line], **wanted: Any) -> Line:
    """The single line with these values."""
    hits = [line for line in lines if all(line.get(key) == value for key, value in wanted.items())]
    assert len(hits) == 1, f"{len(hits)} lines with {wanted}"
    return hits[0]


def dates(line: Line) -> dict[str, tuple[str | None, str | None]]:
    return {d["role"]: (d["from"], d["to"]) for d in line["dates"]}


def test_the_picture_stands_at_the_meeting_and_says_so(picture: Line) -> None:
    assert picture["round"]["date"] == DAY
    assert picture["day"] == DAY
    assert "15\u00a0juni 2020" in picture["standing"]


def test_members_and_groups_come_from_the_headings(real: Path) -> None:
    with sqlite3.connect(real / "lagesbild.sqlite3") as database:
        members = database.execute(
            "SELECT o.name, g.name FROM dialogues_membership m JOIN organisations_organisation o ON o.id = m.organisation_id "
            "JOIN dialogues_group g ON g.id = m.group_id ORDER BY g.'order', m.'order'"
        ).fetchall()
        reports = database.execute(
            "SELECT count(*), count(DISTINCT organisation_id) FROM dialogues_report WHERE section_id IS NOT NULL"
        ).fetchone()
    names = [name for name, _ in members]
    for begins in ("Länsstyrelsen", "Almi", "Företagarna", "Handelskammaren", "Kommuner", "Region"):
        assert any(name.startswith(begins) for name in names), begins
    assert len({group for _, group in members}) >= 3
    assert reports == (len(members), len(members))


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("korttidsarbete", 927), ("varslade", 123), ("uppsagda", 26), ("nyanstallda", 20)],
)
def test_the_panels_people_are_the_panels(picture: Line, indicator: str, value: int) -> None:
    line = one(figures(picture), indicator=indicator, value=value)
    assert line["nature"] == "outcome"
    assert line["population"]["n"] == 63
    assert line["population"]["area"] is None, "63 companies are not the county"


def test_short_time_work_has_its_two_forecasts(picture: Line) -> None:
    ahead = one(figures(picture), indicator="korttidsarbete", value=927)["forecasts"]
    assert len(ahead) == 2
    in_a_month, in_three = sorted(ahead, key=lambda line: line["value"] is not None)
    assert in_a_month["value"] is None, "some fewer is no number"
    assert in_a_month["change"] == "decrease"
    assert (in_three["value"], in_three["unit"], in_three["hedge"]) == (0.5, "ratio", "ca")
    assert all(line["nature"] == "forecast" for line in ahead)


def test_no_figure_was_computed_and_stored_as_said(real: Path) -> None:
    with sqlite3.connect(real / "lagesbild.sqlite3") as database:
        values = {value for (value,) in database.execute("SELECT value FROM indicators_observation")}
    assert not values & {463, 463.5, 464}


def test_orders_fell_by_a_fifth(picture: Line) -> None:
    line = one(figures(picture), indicator="orderingang", reading_as="change")
    assert (line["value"], line["unit"], line["change"]) == (20, "%", "decrease")
    assert line["value_text"] == "−20\u00a0%"
    assert line["population"]["n"] == 63
    assert line["nature"] == "outcome"


def test_the_share_of_a_normal_year_is_a_forecast_for_july(picture: Line) -> None:
    line = one(figures(picture), value=81.5)
    assert line["nature"] == "forecast"
    assert (line["reading_as"], line["baseline"]) == ("share_of_baseline", "normal_year")
    assert (line["period"]["from"], line["period"]["to"]) == ("2020-07-01", "2020-07-31")
    assert line["population"]["n"] == 63


def test_the_rent_rebate_opens_and_expects_applications_from_two_counties(picture: Line) -> None:
    scheme = next(
        m for m in picture["measures"] if m["kind"] == "scheme" and "hyresbidrag" in m["name"].lower()
    )
    assert dates(scheme)["opens"][0] == "2020-07-01"
    (amount,) = [a for a in scheme["amounts"] if a["role"] == "applications"]
    assert (amount["value"], amount["high"], amount["forecast"]) == (None, 1000, True)
    assert "Västernorrland" in amount["scope"]


def test_five_million_remain_for_broadband(picture: Line) -> None:
    """As a measure's remaining money, or as a figure in its own words; never without saying what for."""
    amounts = [
        (measure["name"], amount)
        for measure in picture["measures"]
        for amount in measure["amounts"]
        if amount["role"] == "remaining"
    ]
    lines = [(f"{line['title']} {line['of']}", line) for line in figures(picture)]
    assert [
        (words, line["unit"])
        for words, line in [*amounts, *lines]
        if line["value"] == 5_000_000 and line["unit"] == "SEK" and "bredband" in words.lower()
    ]


def test_the_call_is_open_all_summer(picture: Line) -> None:
    calls = [m for m in picture["measures"] if m["kind"] == "call"]
    assert ("2020-06-11", "2020-09-10") in [
        (dates(call).get("opens", (None, None))[0], dates(call).get("closes", (None, None))[1])
        for call in calls
    ]


def test_the_third_survey_is_tomorrow(picture: Line) -> None:
    assert [a for a in picture["actions"] if (a["due_from"], a["due_to"]) == ("2020-06-16", "2020-06-16")]


def test_step_three_is_in_autumn(picture: Line) -> None:
    dues = [(a["due_from"], a["due_to"]) for key in ("actions", "promises") for a in picture[key]]
    assert ("2020-10-01", "2020-11-30") in dues


def test_the_compilation_is_promised_for_the_end_of_next_week(picture: Line) -> None:
    promise = one(picture["promises"], due_from="2020-06-22", due_to="2020-06-28")
    assert "sammanställning" in promise["text"]
    assert promise["owner"]


def test_the_next_meeting_is_on_the_last_of_august(picture: Line) -> None:
    assert picture["next_meeting"]["date"] == "2020-08-31"


def test_every_line_stands_in_the_minutes_where_it_says(picture: Line, real: Path, shared: Path) -> None:
    with sqlite3.connect(real / "lagesbild.sqlite3") as database:
        ((text,),) = database.execute("SELECT text FROM sources_textversion")
    raw = (shared / "minutes" / f"{DAY}.txt").read_bytes().decode("utf-8-sig")
    assert text == raw.replace("\r\n", "\n")
    found = list(sources_in(picture))
    assert len(found) > 30
    assert all(text[s["start"] : s["end"]] == s["text"] for s in found)


def sources_in(found: Any) -> Iterator[Line]:
    if isinstance(found, dict):
        if isinstance(found.get("source"), dict):
            yield found["source"]
        found = list(found.values())
    if isinstance(found, list):
        for value in found:
            yield from sources_in(value)


def test_the_same_minutes_twice_change_nothing(real: Path, shared: Path) -> None:
    from subprocess import DEVNULL, run
    from sys import executable

    def counted() -> list[int]:
        with sqlite3.connect(real / "lagesbild.sqlite3") as database:
            tables = [
                row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return [database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables]

    before = counted()
    command = [Path(executable).parent / "lagesbild", "load-minutes", shared / "minutes" / f"{DAY}.txt"]
    done = run(
        [*command, "--dialogue", DIALOGUE, "--accept-all", "--data", real],
        capture_output=True, text=True, stdin=DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "redan" in done.stderr
    assert counted() == before
