# SPDX-License-Identifier: EUPL-1.2
"""The worker does what is due, and lives exactly as long as the site that started it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

LAGESBILD = Path(sys.executable).parent / "lagesbild"
Run = Callable[..., Any]


def ask(installation: Path, question: str) -> list[Any]:
    """What the installation's database says."""
    with closing(sqlite3.connect(installation / "lagesbild.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def until(holds: Callable[[], Any]) -> Any:
    """Wait for something; the test's own time limit ends the waiting."""
    while not (found := holds()):
        time.sleep(0.1)
    return found


def test_one_turn_does_what_is_due_and_ends(run: Run, installation: Path) -> None:
    done = run("worker", "--once", "--format", "json", data=installation)
    assert done.status == 0, done.err
    assert {job["name"] for job in done.json()["jobs"]} >= {"send-mail", "fetch-mail", "seal-audit"}
    assert ask(installation, "SELECT count(*) FROM audit_auditentry WHERE place IS NULL") == [(0,)]
    again = run("worker", "--once", data=installation)
    assert again.out == "Inget var dags att göra.\n"


def test_a_job_that_fails_is_told_and_the_others_are_done(run: Run, installation: Path) -> None:
    done = run(
        "worker", "--once", "--format", "json", data=installation,
        LAGESBILD_IMAP_HOST="127.0.0.1", LAGESBILD_IMAP_PORT="1", LAGESBILD_IMAP_SECURITY="none",
    )  # fmt: skip
    assert done.status == 1
    assert {job["name"] for job in done.json()["jobs"] if job["error"]} == {"fetch-mail"}


def test_doctor_says_how_the_jobs_are_and_tries_the_servers(run: Run, installation: Path) -> None:
    run("worker", "--once", data=installation)
    done = run(
        "doctor", "--format", "json", data=installation,
        LAGESBILD_SMTP_HOST="127.0.0.1", LAGESBILD_SMTP_PORT="1", LAGESBILD_FUNCTION_ADDRESS="forum@prov.example",
    )  # fmt: skip
    checks = {check["code"]: check for check in done.json()["checks"]}
    assert checks["job:seal-audit"]["sentence"].startswith("Gick senast ")
    assert done.status == 1
    assert "svarar inte" in checks["mail"]["sentence"]


def test_a_setting_that_does_not_exist_is_refused(run: Run, installation: Path) -> None:
    (installation / "installation.toml").write_text('[mail]\nsmtp_hots = "x"\n', "utf-8")
    done = run("doctor", data=installation)
    assert done.status == 1
    assert "smtp_hots" in done.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_site_starts_a_worker_that_ends_with_it(installation: Path, number: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    site = subprocess.Popen(
        [LAGESBILD, "serve", "--port", str(port), "--data", installation],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    try:
        until(lambda: answers(port))
        until(lambda: ask(installation, "SELECT name FROM jobs_jobstate WHERE last_ok_at IS NOT NULL"))
        (worker,) = until(lambda: workers_of(site.pid))
        site.send_signal(number)
        until(lambda: not is_alive(worker))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(site.pid, signal.SIGKILL)
        site.communicate()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def workers_of(pid: int) -> list[int]:
    """The worker processes that a process has started."""
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "--attached" in line]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.strip().startswith("Z")


def test_a_trial_mail_leaves_through_the_server_that_is_set(run: Run, installation: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
    from smtp_server import MailServer

    with MailServer() as server:
        done = run(
            "mail-test", "anna@prov.example", data=installation, LAGESBILD_SMTP_HOST=server.host,
            LAGESBILD_SMTP_PORT=str(server.port), LAGESBILD_SMTP_SECURITY="none",
            LAGESBILD_FUNCTION_ADDRESS="forum@prov.example",
        )  # fmt: skip
        assert done.status == 0, done.err
        assert [letter["To"] for letter in server.received] == ["anna@prov.example"]


def test_a_trial_mail_without_a_server_is_refused_with_what_to_do(run: Run, installation: Path) -> None:
    done = run("mail-test", "anna@prov.example", data=installation)
    assert done.status == 1
    assert "smtp_host" in done.err


def test_doctor_walks_along_the_chain_of_audit_lines(run: Run, installation: Path) -> None:
    run("worker", "--once", data=installation)
    assert "Hela kedjan stämmer." in run("doctor", data=installation).out
    with closing(sqlite3.connect(installation / "lagesbild.sqlite3")) as database:
        database.execute("UPDATE audit_auditentry SET operation = 'nothing' WHERE place = 3")
        database.commit()
    done = run("doctor", data=installation)
    assert done.status == 1
    assert "✗ Spårrader: Rad 3 av" in done.out
