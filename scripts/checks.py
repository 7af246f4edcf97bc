# SPDX-License-Identifier: EUPL-1.2
"""Every check of `make check`, all of them even when one fails, with what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CODE = ["src", "tests", "scripts", "benchmarks"]
TEMPLATES = sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "src").rglob("*.html"))

#: Name, command, what to do when it fails.
CHECKS: list[tuple[str, list[str], str]] = [
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", *CODE], "make fix"),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", *CODE], "make fix mends some of it"),
    ("types", [str(BIN / "mypy")], "add or mend the types"),
    ("imports", [str(BIN / "lint-imports"), "--no-cache"], "the direction stands in docs/architecture.md"),
    ("templates", [str(BIN / "djhtml"), "--tabwidth", "2", "--check", *TEMPLATES], "make fix"),
    (
        "migrations",
        [
            sys.executable,
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=lagesbild.settings",
        ],
        "python -m django makemigrations",
    ),
    (
        "licences",
        [sys.executable, "-m", "pytest", "-q", "-k", "licence", "tests/repository"],
        "begin the file with its SPDX line",
    ),
    ("docs", [sys.executable, "scripts/generate_docs.py", "--check"], "make docs"),
]


def main() -> int:
    """Run the checks; 0 where all hold."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="lagesbild-check-") as folder:
        environment = {**os.environ, "LAGESBILD_DATA": folder}
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        for name, command, advice in CHECKS:
            began = time.monotonic()
            done = subprocess.run(
                command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
            )
            seconds = time.monotonic() - began
            print(f"{name:<12} {'ok' if done.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
            if done.returncode:
                failed.append(name)
                print((done.stdout + done.stderr).strip(), f"  → {advice}", sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
