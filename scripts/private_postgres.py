# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of our own for one run: a cluster in a temporary folder, on a socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "lagesbild"
#: Nothing here outlives the run, so nothing waits for the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, the newest version's; None where there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def private_server(programs: Path) -> Iterator[str]:
    """Start a server, give its ``DATABASE_URL``, and leave nothing behind.

    The server refuses to run as root, which then lends itself to Debian's ``postgres``.
    Raises ``subprocess.CalledProcessError``, with the server's words printed, where it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-pg-"))
    cluster, log = folder / "cluster", folder / "log"
    who: dict[str, Any] = {}
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(*command: str | Path) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
        if done.returncode:
            print(done.stdout, done.stderr, log.read_text() if log.exists() else "", sep="\n")
            done.check_returncode()

    try:
        run(
            programs / "initdb",
            "-D",
            cluster,
            "-U",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "-N",
        )
        # The log must not hang on to our pipes, or the one who reads them waits for the server's end.
        run(programs / "pg_ctl", "-D", cluster, "-l", log, "-w", "-o", f"-k {folder} -h '' {FAST}", "start")
        try:
            yield f"postgresql://{USER}@/{USER}?host={folder}"
        finally:
            run(programs / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
