# SPDX-License-Identifier: EUPL-1.2
"""The sample county holds together: who, when, which file, and a key that its texts bear out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import lagesbild.sample_county

FOLDER = Path(lagesbild.sample_county.__file__).parent


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


COUNTY = load("county.toml")
KEY = load("key.toml")
ROUNDS = {day: load(f"rounds/{day}/round.toml") for day in COUNTY["dialogue"]["rounds"]}
MEMBERS = {row["slug"]: row for row in COUNTY["organisations"]}
PEOPLE = {row["email"]: row for row in COUNTY["people"]}


def one_line(text: str) -> str:
    """Text with every run of blanks, tabs and line ends as one space."""
    return re.sub(r"\s+", " ", text)


def quotes(node: object) -> Iterator[tuple[str, str]]:
    """Every (file, quote) anywhere in the key."""
    if isinstance(node, dict):
        if "file" in node and "quote" in node:
            yield node["file"], node["quote"]
        for value in node.values():
            yield from quotes(value)
    elif isinstance(node, list):
        for value in node:
            yield from quotes(value)


def reports() -> Iterator[tuple[date, dict[str, Any]]]:
    for day, meeting in ROUNDS.items():
        for report in meeting["reports"]:
            yield day, report


def test_each_round_lists_exactly_the_members_of_that_day() -> None:
    for day, meeting in ROUNDS.items():
        joined = [slug for slug, row in MEMBERS.items() if row["joined_on"] <= day]
        assert [report["organisation"] for report in meeting["reports"]] == joined, day


def test_a_group_s_members_stand_in_the_order_of_the_minutes() -> None:
    order = {group["slug"]: group["order"] for group in COUNTY["groups"]}
    places = [(order[row["group"]], row["order"]) for row in COUNTY["organisations"]]
    assert places == sorted(places)


def test_each_round_has_eight_to_twelve_texts_and_somebody_without() -> None:
    for day, meeting in ROUNDS.items():
        states = [report["state"] for report in meeting["reports"]]
        assert 8 <= states.count("sent") <= 12, day
        assert "missing" in states or "nothing_new" in states, day


def test_every_text_belongs_to_one_report_and_the_other_way_round() -> None:
    named = [f"rounds/{day}/{report['file']}" for day, report in reports() if "file" in report]
    found = [path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("rounds/*/*.txt")]
    assert sorted(named) == sorted(found)
    assert all(("file" in report) == (report["state"] == "sent") for _, report in reports())


def test_every_text_is_as_long_as_a_member_writes() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8")) for path in FOLDER.glob("rounds/*/*.txt")}
    assert {path: n for path, n in lengths.items() if not 400 <= n <= 1800} == {}


def test_reports_come_from_known_people_before_the_round_is_locked() -> None:
    for day, report in reports():
        if report["state"] == "missing":
            continue
        sender = PEOPLE[report["sent_by"]]
        spoken = report["channel"] in ("phone", "room")
        assert sender["role"] == ("coordinator" if spoken else "reporter")
        assert spoken or sender["organisation"] == report["organisation"]
        if report["channel"] == "room":
            assert report["sent_at"].date() == day
        else:
            assert report["sent_at"] < ROUNDS[day]["lock_at"]
            assert report["sent_at"].date() > day - timedelta(days=14)


def test_other_files_have_a_name_with_the_right_ending() -> None:
    for _, report in reports():
        if report["state"] != "sent":
            continue
        if report["as"] == "txt":
            assert report["channel"] in ("form", "phone", "room")
            assert report["filename"] == ""
        else:
            assert report["filename"].endswith("." + report["as"])
            assert report["channel"] == ("mail" if report["as"] == "eml" else "upload")


def test_each_round_names_the_next() -> None:
    days = [*ROUNDS, COUNTY["dialogue"]["next_meeting"]]
    assert [meeting["next_meeting"] for meeting in ROUNDS.values()] == days[1:]


def test_the_pinned_day_lies_within_sixty_days_of_the_last_round() -> None:
    last = max(ROUNDS)
    assert last < COUNTY["dialogue"]["pinned_day"] <= last + timedelta(days=60)


def test_no_address_outside_the_reserved_ending_but_the_national_page() -> None:
    hosts = set()
    for path in FOLDER.rglob("*.txt"):
        hosts |= set(re.findall(r"https?://([^/\s]+)", path.read_text(encoding="utf-8")))
    assert {h for h in hosts if not h.endswith(".example")} == {"www.verksamt.se"}
    assert all(email.endswith(".example") for email in PEOPLE)


def test_every_quote_of_the_key_stands_in_its_file() -> None:
    pairs = list(quotes(KEY))
    assert len(pairs) > 150
    lost = [pair for pair in pairs if one_line(pair[1]) not in one_line((FOLDER / pair[0]).read_text())]
    assert lost == []


def test_every_aside_and_slip_of_the_key_stands_in_its_file() -> None:
    for slip in KEY["slip"]:
        assert slip["written"] in (FOLDER / slip["file"]).read_text(encoding="utf-8"), slip
    written = one_line(" ".join(p.read_text(encoding="utf-8") for p in sorted(FOLDER.rglob("*.txt"))))
    for aside in KEY["aside"]:
        assert written.count(aside["quote"]) == 1, aside


def test_every_broken_address_is_broken_and_whole_when_joined() -> None:
    for link in KEY["broken_link"]:
        text = (FOLDER / link["file"]).read_text(encoding="utf-8")
        assert link["address"] not in text, link
        assert link["address"] in re.sub(r"\s*\n\s*", "", text), link


@pytest.mark.parametrize("row", KEY["series"], ids=lambda row: f"{row['organisation']}-{row['indicator']}")
def test_each_figure_of_a_series_stands_in_its_quote(row: dict[str, Any]) -> None:
    words = {7: "sju", 12: "tolv"}
    for value in row["values"]:
        text = re.sub(r"(?<=\d)\s(?=\d{3})", "", value["quote"].lower())
        for number in (value[name] for name in ("value", "low", "high") if name in value):
            amount = abs(number) / (1_000_000 if row["unit"] == "SEK" else 1)
            written = f"{amount:.1f}".replace(".", ",")
            shown = {
                written,
                written.removesuffix(",0"),
                words.get(int(amount), written),
            }
            assert any(re.search(rf"(?<![\d,]){form}(?![\d]|,\d)", text) for form in shown), value


def test_at_least_three_series_have_five_values_of_the_five_rounds() -> None:
    full = [
        row["indicator"]
        for row in KEY["series"]
        if {value["known"] for value in row["values"]} >= set(ROUNDS)
    ]
    assert len(full) >= 3


def test_changes_of_the_key_are_the_last_two_values_of_their_series() -> None:
    assert len(KEY["change"]) >= 5
    for change in KEY["change"]:
        [row] = [
            row
            for row in KEY["series"]
            if (row["indicator"], row["organisation"]) == (change["indicator"], change["organisation"])
        ]
        assert [v["value"] for v in row["values"][-2:]] == [
            change["from"],
            change["to"],
        ]


def test_promises_fall_on_both_sides_of_the_pinned_day() -> None:
    pinned = COUNTY["dialogue"]["pinned_day"]
    for promise in KEY["promise"]:
        if promise["state"] == "overdue":
            assert promise["due"][1] < pinned, promise
        elif promise["state"] == "waiting" and "due" in promise:
            assert promise["due"][1] >= pinned, promise
        assert ("news" in promise) == (promise["state"] in ("kept", "moved")), promise
    assert {p["state"] for p in KEY["promise"]} == {
        "kept",
        "moved",
        "overdue",
        "waiting",
    }


def test_several_calls_close_in_the_weeks_after_the_pinned_day() -> None:
    soon = [
        call for call in KEY["call"] if date(2026, 2, 25) <= call.get("closes", date.min) <= date(2026, 4, 15)
    ]
    assert len(soon) >= 5


def as_table(series: list[dict[str, Any]]) -> str:
    """The key's series as the README's table: one row a series, one column a meeting."""
    older = [date.fromisoformat(Path(name).stem) for name in COUNTY["dialogue"]["older_minutes"]]
    days = [*older, *ROUNDS]
    lines = [
        "| organisation | indicator | unit | " + " | ".join(map(str, days)) + " |",
        "|---|---|---|" + "--:|" * len(days),
    ]
    for row in series:
        cells = [row["organisation"], row["indicator"], row["unit"]]
        for day in days:
            said = [figure(value) for value in row["values"] if value["known"] == day]
            cells.append(", ".join(said) or "–")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def figure(value: dict[str, Any]) -> str:
    """A value as the table shows it; ``p`` marks a preliminary one."""
    shown = f"{value['low']}-{value['high']}" if "low" in value else f"{value['value']}"
    return shown + (" p" if value.get("nature") == "preliminary" else "")


def test_the_readme_shows_the_series_of_the_key() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    shown = readme.split("<!-- series -->\n")[1].split("\n<!-- /series -->")[0]
    assert shown == as_table(KEY["series"])
