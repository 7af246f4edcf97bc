# SPDX-License-Identifier: EUPL-1.2
"""The documents keep up with the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_generated_pages_are_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate_docs.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"make docs\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    dead = [
        target
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not dead


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|docs|scripts|benchmarks|requirements)/[\w./-]+)`", page.read_text("utf-8")
    )
    assert not [name for name in named if not (PROJECT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_recipes_that_are_named_exist(page: Path) -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:^|`)make ((?:[a-z-]+ ?)+)", page.read_text("utf-8"), re.MULTILINE)
    assert not [word for words in named for word in words.split() if word not in recipes]


def test_the_list_of_decisions_is_whole() -> None:
    folder = PROJECT / "docs" / "adr"
    listed = re.findall(r"\[(\d{4})\]\(([\w-]+\.md)\) \| (.+) \|", (folder / "README.md").read_text("utf-8"))
    assert sorted(name for _, name, _ in listed) == sorted(p.name for p in folder.glob("0*.md"))
    for number, name, title in listed:
        assert (folder / name).read_text("utf-8").splitlines()[0] == f"# {number} {title}"


def test_commands_in_the_readme_exist() -> None:
    import typer

    from lagesbild.cli import app

    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert set(re.findall(r"^lagesbild ([a-z-]+)", readme, re.MULTILINE)) <= known


def test_the_licence_is_whole_and_the_same_everywhere() -> None:
    licence = (PROJECT / "LICENSE").read_text("utf-8")
    assert licence == (PROJECT / "LICENSES" / "EUPL-1.2.txt").read_text("utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in licence
