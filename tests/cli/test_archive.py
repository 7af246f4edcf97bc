# SPDX-License-Identifier: EUPL-1.2
"""An archive is read by one or many, each file is delivered once, and a bad one stops nothing."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import LAGESBILD, MINUTES, Done

pytestmark = pytest.mark.commands

Run = Callable[..., Done]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twelve minutes in two folders, one file that is no PDF, one that nobody asked for."""
    folder = tmp_path / "arkiv"
    for n in range(12):
        path = folder / str(2020 + n % 2) / f"möte-{n:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MINUTES.replace("12 personer", f"{n + 12} personer"), "utf-8")
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (folder / "bild.xyz").write_bytes(b"ingenting")
    return folder


def answers(out: Path) -> dict[str, Any]:
    """What was written: name of the file → its answer."""
    found = {p.relative_to(out).as_posix(): json.loads(p.read_text("utf-8")) for p in out.rglob("*.json")}
    return {name.removesuffix(".json"): answer for name, answer in found.items()}


def lines(out: Path) -> list[dict[str, Any]]:
    """The answers in the one file."""
    return [json.loads(line) for line in (out / "uppgifter.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--engine", "processes")])
def test_every_file_of_a_folder_gets_its_answer_and_the_bad_one_is_told(
    run: Run, archive: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    out = tmp_path / "ut"
    done = run("read", archive, "--out", out, *more)
    found = answers(out)
    assert done.status == 1
    assert "trasig.pdf" in done.err
    assert "12 av 13 filer lästa" in done.err
    assert sorted(found) == sorted(p.relative_to(archive).as_posix() for p in archive.rglob("*.txt"))
    for name, answer in found.items():
        one = run("read", archive / name, "--format", "json").json() if name.endswith("-07.txt") else answer
        assert answer["facts"] == one["facts"]


def test_what_is_read_is_not_read_again_unless_it_changed(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    run("read", archive, "--out", out)
    (out / "2020" / "möte-04.txt.json").unlink()
    (archive / "2021" / "möte-05.txt").write_text("Möte den 3 maj 2021. 44 personer.", "utf-8")
    before = (out / "2020" / "möte-00.txt.json").stat().st_mtime_ns
    done = run("read", archive, "--out", out)
    assert "2 av 13 filer lästa" in done.err
    assert "10 var lästa redan" in done.err
    assert (out / "2020" / "möte-00.txt.json").stat().st_mtime_ns == before
    assert "44" in [f["text"] for f in answers(out)["2021/möte-05.txt"]["facts"]] or any(
        f.get("value") == 44 for f in answers(out)["2021/möte-05.txt"]["facts"]
    )
    done = run("read", archive, "--out", out, "--date", "2020-06-09")
    assert "12 av 13 filer lästa" in done.err, "another day gives another reading"


def test_one_file_of_lines_goes_on_after_half_a_line(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    run("read", archive, "--out", out, "--format", "jsonl", "--jobs", "2")
    whole = (out / "uppgifter.jsonl").read_bytes()
    (out / "uppgifter.jsonl").write_bytes(whole[:-40])
    (archive / "2020" / "möte-00.txt").write_text("Möte den 3 maj 2020. 44 personer.", "utf-8")
    run("read", archive, "--out", out, "--format", "jsonl")
    assert Counter(line["source"]["name"] for line in lines(out)) == Counter(
        p.relative_to(archive).as_posix() for p in archive.rglob("*.txt")
    )
    changed = next(line for line in lines(out) if line["source"]["name"] == "2020/möte-00.txt")
    assert changed["text"].startswith("Möte den 3 maj 2020")


def test_answers_on_standard_output_keep_the_order_given(run: Run, archive: Path) -> None:
    files = sorted(archive.rglob("*.txt"), reverse=True)
    done = run("read", *files, "--format", "jsonl", "--jobs", "2")
    told = [json.loads(line)["source"]["name"] for line in done.out.splitlines()]
    assert told == [path.name for path in files]


@pytest.mark.parametrize("engine", ["någonting", "dask=127.0.0.1:9"])
def test_an_engine_that_is_not_there_is_refused_before_anything_is_read(
    run: Run, archive: Path, tmp_path: Path, engine: str
) -> None:
    done = run("read", archive, "--out", tmp_path / "ut", "--engine", engine)
    assert done.status == 1
    assert "processes" in done.err
    assert not (tmp_path / "ut").exists()


def test_a_reading_process_that_dies_takes_no_file_with_it(archive: Path, tmp_path: Path) -> None:
    many(archive, 150)
    out = tmp_path / "ut"
    started = start("read", archive, "--out", out, "--format", "jsonl", "--jobs", "2")
    wait_for_lines(out, 8)
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    if not children.exists():
        started.kill()
        pytest.skip("cannot see the processes of a process here")
    subprocess.run(["kill", "-9", children.read_text().split()[0]], check=True)
    assert started.wait(120) == 1  # the bad file alone
    names = [line["source"]["name"] for line in lines(out)]
    assert sorted(names) == sorted(p.relative_to(archive).as_posix() for p in archive.rglob("*.txt"))


def test_a_cluster_loses_a_worker_and_delivers_every_file_once(archive: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    many(archive, 150)
    out = tmp_path / "ut"
    with cluster(tmp_path) as (address, workers):
        started = start("read", archive, "--out", out, "--format", "jsonl", "--engine", f"dask={address}")
        wait_for_lines(out, 8)
        workers[0].send_signal(signal.SIGKILL)
        assert started.wait(120) == 1  # the bad file alone
    names = [line["source"]["name"] for line in lines(out)]
    assert sorted(names) == sorted(p.relative_to(archive).as_posix() for p in archive.rglob("*.txt"))


def many(archive: Path, count: int) -> None:
    """So many files that a run takes seconds."""
    for n in range(count):
        (archive / f"fler-{n:03}.txt").write_text(f"{MINUTES}\n{n} varsel i maj.\n" * 4, "utf-8")


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([LAGESBILD, *map(str, words)], stderr=subprocess.DEVNULL)


def wait_for_lines(out: Path, count: int) -> None:
    """Wait until so many answers are written, and see that more are to come."""
    path = out / "uppgifter.jsonl"
    for _ in range(600):
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            assert path.read_bytes().count(b"\n") < 140, "too late to disturb anybody"
            return
        time.sleep(0.05)
    raise AssertionError("nothing is written")


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers in processes of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    scheduler = [
        *dask,
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        address.partition(":")[2],
        "--no-dashboard",
    ]
    worker = [*dask, "worker", f"tcp://{address}", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"]
    worker += ["--no-dashboard", "--local-directory", str(folder / "dask")]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for words in (scheduler, worker, worker):
            running.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_for_port(address)
        yield address, running[1:]
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def wait_for_port(address: str) -> None:
    host, _, port = address.partition(":")
    for _ in range(300):
        with socket.socket() as asking:
            if asking.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the scheduler does not answer")
