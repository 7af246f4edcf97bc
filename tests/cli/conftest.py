# SPDX-License-Identifier: EUPL-1.2
"""The installed command, run as people run it: a process of its own on a data folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

LAGESBILD = Path(sys.executable).parent / "lagesbild"

MINUTES = """\
Minnesanteckningar Näringslivsdialog Provlän
2026-06-08

Näringslivsorganisationer

Företagarringen
Orderingången har minskat med 15 %. 12 personer är varslade.
Företagarringen skickar en sammanställning senast den 26 juni.

Region Provlän
Utlysningen Grön omställning öppnar den 15 juni och stänger den 30 september.
Vem följer upp bredbandet i fjällbyarna?

Nästa möte
Nästa möte är den 31 augusti.
"""


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as the one JSON object that it shall be."""
        return json.loads(self.out)


def run_command(
    *words: str | Path, data: Path | None = None, folder: Path | None = None, **variables: str
) -> Done:
    """Run ``lagesbild WORDS``; without a terminal, without a shared database."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"LAGESBILD_DATA": str(data)} if data else {}
    if data is None:
        environment.pop("LAGESBILD_DATA", None)
    done = subprocess.run(
        [LAGESBILD, *map(str, words)],
        env={**environment, "COLUMNS": "120", **variables},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    """Runs a command, in the test's own folder."""

    def go(*words: str | Path, data: Path | None = None, **variables: str) -> Done:
        return run_command(*words, data=data, folder=tmp_path, **variables)

    return go


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A file of minutes."""
    path = tmp_path / "2026-06-08.txt"
    path.write_text(MINUTES, "utf-8")
    return path


@pytest.fixture(scope="session")
def _loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    path = folder / "2026-06-08.txt"
    path.write_text(MINUTES, "utf-8")
    done = run_command(
        "load-minutes", path, "--dialogue", "prov", "--accept-all", data=folder / "data", folder=folder
    )
    assert done.status == 0, done.err
    return folder / "data"


@pytest.fixture
def installation(_loaded_once: Path, tmp_path: Path) -> Path:
    """A data folder with the minutes loaded and accepted; the test may do as it likes with it."""
    return Path(shutil.copytree(_loaded_once, tmp_path / "data"))
