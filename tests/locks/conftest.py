# SPDX-License-Identifier: EUPL-1.2
"""A second process on the test's own database, and a way to make both start together."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parent / "another_process.py"


class Another:
    """A process that says when it is ready, waits for a word, acts, and says what came of it."""

    def __init__(self, environment: dict[str, str], act: str, *values: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, PROGRAM, act, *map(str, values)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def wait_for(self, word: str) -> None:
        """Wait until the process says a word."""
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        said = self._process.stdout.readline().strip()
        assert said == word, f"{said}: {self._process.stderr.read()}"

    def go(self) -> None:
        """Let it go on."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def outcome(self) -> str:
        """What it said last."""
        out, err = self._process.communicate(timeout=90)
        assert self._process.returncode == 0, err
        return out.strip().splitlines()[-1]

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def another(transactional_db: None) -> Iterator[Callable[..., Another]]:
    """Starts processes: ``another("accept", fact.pk)``."""
    from django.db import connection

    settings = connection.settings_dict
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    if connection.vendor == "sqlite":
        environment["LAGESBILD_TEST_DATABASE"] = str(settings["NAME"])
    else:
        host = settings["OPTIONS"].get("host") or settings["HOST"]
        port = f"&port={settings['PORT']}" if settings["PORT"] else ""
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        environment["DATABASE_URL"] = (
            f"postgresql://{settings['USER']}{secret}@/{settings['NAME']}?host={host}{port}"
        )
    started: list[Another] = []

    def start(act: str, *values: Any) -> Another:
        started.append(Another(environment, act, *values))
        started[-1].wait_for("ready")
        return started[-1]

    yield start
    for process in started:
        process.kill()
