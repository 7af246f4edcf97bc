# SPDX-License-Identifier: EUPL-1.2
"""``make test`` says what it did: lanes, times, and a closing line that cannot be missed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def lanes(*words: str) -> subprocess.CompletedProcess[str]:
    # Not as a part of the run that this test belongs to.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "scripts/lanes.py", *words],
        cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_run_closes_with_one_line_for_all_lanes() -> None:
    done = lanes("pure", "--", "tests/repository/test_dependencies.py", "-n0")
    last = done.stdout.strip().splitlines()[-1]
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"=+ \d+ passed in \d+\.\d\ds =+", last)
    assert re.search(r"^pure +\d+\.\d s ok", done.stdout, re.MULTILINE)


def test_a_lane_without_tests_is_no_success() -> None:
    done = lanes("browser", "--", "tests/repository/test_dependencies.py", "-n0")
    assert done.returncode == 1
    assert "FAILED" in done.stdout


def test_an_unknown_lane_is_wrong_use() -> None:
    done = lanes("finns-inte")
    assert done.returncode == 2
    assert "sqlite" in done.stdout
