# SPDX-License-Identifier: EUPL-1.2
"""``demo`` and ``serve``: from nothing to a site that answers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def command() -> Path:
    """The installed command."""
    import sys

    return Path(sys.executable).parent / "lagesbild"


@pytest.fixture(scope="module")
def demo(
    command: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A demo folder, loaded once, and what the loading said."""
    data = tmp_path_factory.mktemp("demo") / "data"
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    done = subprocess.run(
        [command, "demo", "--no-serve", "--data", data],
        env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return data, done


def test_the_demo_loads_and_prints_its_picture(demo: Any) -> None:
    _, done = demo
    assert done.returncode == 0, done.stderr
    assert "Förändringar" in done.stdout
    assert "Nästa möte" in done.stdout
    assert done.stderr.count("\n") >= 5, "progress is shown"


def test_the_demo_stands_at_its_own_day(run: Run, demo: Any) -> None:
    from lagesbild.sample_county.county import PINNED_DAY

    picture = run("picture", "--format", "json", data=demo[0]).json()
    assert picture["day"] == PINNED_DAY.isoformat()
    assert all(turn["date"] < PINNED_DAY.isoformat() for turn in picture["rounds"])
    last = max(turn["date"] for turn in picture["rounds"])
    assert (PINNED_DAY - type(PINNED_DAY).fromisoformat(last)).days <= 60


def test_the_demo_shows_something_of_everything(run: Run, demo: Any) -> None:
    picture = run("picture", "--format", "json", data=demo[0]).json()
    wanted = (
        "changes",
        "news",
        "deadlines",
        "measures",
        "promises",
        "actions",
        "questions",
        "concerns",
        "bright_spots",
    )
    assert not [key for key in wanted if not picture[key]]
    assert len(picture["rounds"]) >= 4
    assert picture["next_meeting"]


def test_a_second_demo_in_the_same_folder_doubles_nothing(run: Run, demo: Any) -> None:
    before = run("picture", "--format", "json", data=demo[0]).json()
    again = run("demo", "--no-serve", "--data", demo[0])
    assert again.status == 0, again.err
    assert run("picture", "--format", "json", data=demo[0]).json() == before


def test_the_demo_is_never_shown_to_other_computers(run: Run, demo: Any) -> None:
    done = run("serve", "--host", "0.0.0.0", data=demo[0])
    assert done.status == 1
    assert "127.0.0.1" in done.err


@pytest.fixture
def served(command: Path, installation: Path) -> Iterator[str]:
    """The address of a running site."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    process = subprocess.Popen(
        [command, "serve", "--port", str(port), "--data", installation],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(address, process)
        yield address
    finally:
        process.terminate()
        printed, _ = process.communicate(timeout=20)
    assert "Warning" not in printed, printed


def wait_until_it_answers(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        try:
            urlopen(f"{address}/halsa/", timeout=5).close()
            return
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("the site does not answer")


def test_the_site_answers_and_says_that_it_is_sound(served: str) -> None:
    with urlopen(f"{served}/halsa/", timeout=20) as answer:
        assert answer.status == 200
        assert json.load(answer)["status"] == "ok"


def test_the_site_asks_for_a_login_and_sends_its_style(served: str) -> None:
    with urlopen(f"{served}/d/prov/", timeout=20) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert "/logga-in/" in answer.url
    assert "unsafe" not in policy
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with urlopen(f"{served}{style}", timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
