# SPDX-License-Identifier: EUPL-1.2
"""``invite`` lets people in until mail comes, and ``init`` prints links for the port that is served."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EVA = "eva@foretagarringen.example"


def roles(data: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(data / "lagesbild.sqlite3") as database:
        return database.execute(
            "SELECT p.email, r.kind, coalesce(o.name, '') FROM accounts_role r "
            "JOIN accounts_person p ON p.id = r.person_id "
            "LEFT JOIN organisations_organisation o ON o.id = r.organisation_id ORDER BY p.email, r.kind"
        ).fetchall()


def test_a_reporter_is_given_a_role_and_a_link(run: Run, installation: Path) -> None:
    done = run(
        "invite", f" {EVA.upper()} ", "--dialogue", "prov", "--role", "reporter",
        "--organisation", "region provlän", "--name", "Eva", data=installation,
    )  # fmt: skip
    assert done.status == 0, done.err
    assert "Eva rapporterar nu för Region Provlän" in done.out
    assert "http://127.0.0.1:8000/logga-in/" in done.out
    assert "gäller en gång" in done.out
    assert roles(installation) == [(EVA, "reporter", "Region Provlän")]


@pytest.mark.parametrize("role", ["reader", "coordinator"])
def test_readers_and_coordinators_belong_to_the_dialogue(run: Run, installation: Path, role: str) -> None:
    done = run("invite", EVA, "--dialogue", "prov", "--role", role, "--format", "json", data=installation)
    assert done.status == 0, done.err
    found = done.json()
    path = found.pop("login_path")
    assert found == {"dialogue": "prov", "email": EVA, "role": role, "organisation": None}
    assert path.startswith("/logga-in/")
    assert path.endswith("/")
    assert roles(installation) == [(EVA, role, "")]


def test_said_again_it_only_gives_a_new_link(run: Run, installation: Path) -> None:
    words = ("invite", EVA, "--dialogue", "prov", "--role", "reader", "--format", "json")
    first, second = (run(*words, data=installation).json() for _ in range(2))
    assert first["login_path"] != second["login_path"]
    assert roles(installation) == [(EVA, "reader", "")]


def test_an_unknown_organisation_is_refused_with_the_members(run: Run, installation: Path) -> None:
    done = run(
        "invite", EVA, "--dialogue", "prov", "--role", "reporter", "--organisation", "Kryptovall",
        data=installation,
    )  # fmt: skip
    assert done.status == 1
    assert "Kryptovall" in done.err
    assert "Region Provlän" in done.err
    assert not done.out
    assert roles(installation) == []


@pytest.mark.parametrize(
    "words",
    [
        (EVA, "--role", "reporter"),
        (EVA, "--role", "reader", "--organisation", "Region Provlän"),
        (EVA, "--role", "chef"),
        ("eva", "--role", "reader"),
        ("@", "--role", "reader"),
    ],
)
def test_what_makes_no_sense_is_wrong_use(run: Run, installation: Path, words: tuple[str, ...]) -> None:
    done = run("invite", *words, "--dialogue", "prov", data=installation)
    assert done.status == 2
    assert roles(installation) == []


def test_links_are_for_the_port_that_is_served(run: Run, installation: Path, tmp_path: Path) -> None:
    done = run("init", "--dialogue", "ny", "--coordinator", EVA, "--port", "8123", data=tmp_path / "new")
    assert "lagesbild serve --port 8123" in done.out
    assert "http://127.0.0.1:8123/logga-in/" in done.out
    done = run("invite", EVA, "--dialogue", "prov", "--role", "reader", "--port", "8123", data=installation)
    assert "http://127.0.0.1:8123/logga-in/" in done.out


def test_links_lead_to_the_address_that_the_installation_has(run: Run, installation: Path) -> None:
    (installation / "installation.toml").write_text('hosts = ["lagesbild.prov.example"]\nhttps = true\n')
    done = run("invite", EVA, "--dialogue", "prov", "--role", "reader", data=installation)
    assert "https://lagesbild.prov.example/logga-in/" in done.out
    assert "127.0.0.1" not in done.out
