# SPDX-License-Identifier: EUPL-1.2
"""What every command promises: help with an example, one JSON object, its exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from lagesbild.cli import app

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
DOORS = {
    "read",
    "explain",
    "init",
    "demo",
    "serve",
    "load-minutes",
    "picture",
    "upgrade",
    "doctor",
    "invite",
    "worker",
}

Run = Callable[..., Any]


def test_every_door_of_the_plan_is_there() -> None:
    assert set(COMMANDS) >= DOORS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_ends_with_an_example_of_the_command_itself(run: Run, tmp_path: Path, name: str) -> None:
    done = run(name, "--help")
    assert done.status == 0
    assert not list(tmp_path.iterdir()), "asking for help makes no installation"
    example = done.out.partition("Exempel: ")[2]
    assert example.startswith(f"lagesbild {name}")
    assert not done.err


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_example_uses_options_that_exist(name: str) -> None:
    options = {opt for parameter in COMMANDS[name].params for opt in parameter.opts}
    example = COMMANDS[name].help.partition("Exempel: ")[2]
    assert {word for word in example.split() if word.startswith("--")} <= options


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_an_option_that_does_not_exist_is_wrong_use(run: Run, name: str) -> None:
    done = run(name, "--finns-inte")
    assert done.status == 2
    assert not done.out


@pytest.mark.parametrize(
    "words",
    [
        ("picture", "--format", "json"),
        ("doctor", "--format", "json"),
        ("upgrade", "--format", "json"),
        ("init", "--dialogue", "ny", "--coordinator", "anna@prov.example", "--format", "json"),
        ("invite", "eva@prov.example", "--dialogue", "prov", "--role", "reader", "--format", "json"),
        ("load-minutes", "MINUTES", "--dialogue", "prov", "--format", "json"),
        ("read", "MINUTES", "--format", "json"),
        ("explain", "ca 100 mkr/månad", "--date", "2026-06-15", "--format", "json"),
    ],
    ids=lambda words: words[0],
)
def test_json_is_one_object_and_nothing_else(
    run: Run, installation: Path, minutes: Path, words: tuple[str, ...]
) -> None:
    done = run(*(minutes if word == "MINUTES" else word for word in words), data=installation)
    assert done.status == 0, done.err
    assert isinstance(done.json(), dict)


@pytest.mark.parametrize("name", sorted(n for n in COMMANDS if n not in {"demo"}))
def test_a_day_that_is_no_day_is_wrong_use(run: Run, installation: Path, minutes: Path, name: str) -> None:
    days = [opt for p in COMMANDS[name].params for opt in p.opts if p.metavar == "ÅÅÅÅ-MM-DD"]
    arguments = {"read": [minutes], "explain": ["5 varsel"], "load-minutes": [minutes, "--dialogue", "prov"]}
    for option in days:
        done = run(name, *arguments.get(name, []), option, "2020-02-30", data=installation)
        assert done.status == 2
        assert "2020-02-30" in done.err
        assert "2020-06-15" in done.err, "an example of a right day"


@pytest.mark.parametrize("name", sorted(n for n, c in COMMANDS.items() if n not in {"load-minutes", "init"}
                                        and any("--dialogue" in p.opts for p in c.params)))  # fmt: skip
def test_an_unknown_dialogue_is_refused_with_those_that_are(run: Run, installation: Path, name: str) -> None:
    needed = {
        "invite": ["eva@prov.example", "--role", "reader"],
        "publish": ["--round", "2026-06-08", "--format", "txt", "--out", "ut.txt"],
    }
    done = run(name, *needed.get(name, []), "--dialogue", "finns-inte", data=installation)
    assert done.status == 1
    assert "finns-inte" in done.err
    assert "prov" in done.err
    assert not done.out
