# SPDX-License-Identifier: EUPL-1.2
"""The direction of imports holds: ``.importlinter`` is the contract."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_the_contracts_are_kept() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_every_room_of_the_project_is_in_the_contract() -> None:
    contract = configparser.ConfigParser()
    contract.read(PROJECT / ".importlinter", "utf-8")
    said = set(contract["importlinter:contract:direction"]["layers"].replace("|", " ").split())
    said |= set(contract["importlinter:contract:direction"]["exhaustive_ignores"].split())
    rooms = {
        path.stem
        for path in (PROJECT / "src" / "lagesbild").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__"}
    assert rooms <= {name.strip("()") for name in said}


def test_the_pure_packages_start_without_django() -> None:
    code = (
        "import sys, textreader, lagesbild.intake, lagesbild.indicators.rules, lagesbild.sources.rules\n"
        "assert not [m for m in sys.modules if m.split('.')[0] == 'django'], 'django was imported'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
