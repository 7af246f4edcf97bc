# SPDX-License-Identifier: EUPL-1.2
"""Every dependency says why it is there, and is pinned by hash without an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
DESCRIPTION = (PROJECT / "pyproject.toml").read_text("utf-8")
PINS = {name: (PROJECT / "requirements" / name).read_text("utf-8") for name in ("runtime.txt", "dev.txt")}
NAME = re.compile(r"^[A-Za-z0-9][\w.-]*")


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(*extras: str) -> set[str]:
    project = tomllib.loads(DESCRIPTION)["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return {key(match.group()) for line in lines if (match := NAME.match(line))}


def test_every_dependency_says_why() -> None:
    project = tomllib.loads(DESCRIPTION)["project"]
    specified = project["dependencies"] + [
        s for extra in project["optional-dependencies"].values() for s in extra
    ]
    for line in DESCRIPTION.splitlines():
        entry = re.match(r'\s*"([^"]+)",(.*)', line)
        if entry and entry[1] in specified:
            assert re.search(r"#\s*\S+", entry[2]), f"{entry[1]} has no comment"


@pytest.mark.parametrize(
    ("pins", "extras"),
    [("runtime.txt", ("install",)), ("dev.txt", ("install", "test", "check", "bench"))],
)
def test_everything_asked_for_is_pinned(pins: str, extras: tuple[str, ...]) -> None:
    pinned = {
        key(match)
        for match in re.findall(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]+\])?==", PINS[pins], re.MULTILINE)
    }
    assert asked_for(*extras) <= pinned


@pytest.mark.parametrize("pins", PINS)
def test_every_pin_has_hashes_and_no_address(pins: str) -> None:
    text = PINS[pins]
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        if "==" in block.splitlines()[0]:
            assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "http" not in text
    assert "--index" not in text
