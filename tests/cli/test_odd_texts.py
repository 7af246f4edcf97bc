# SPDX-License-Identifier: EUPL-1.2
"""Texts that break programs: never a lost text, never a moved offset."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PLAIN = (
    "Företagarringen\nOrderingången har minskat med 15 %. 12 personer är varslade sedan den 3 juni 2026.\n"
)
ODD = {
    "NUL": PLAIN.replace("12 personer", "12\x00 personer"),
    "emoji": "🚀🚀 " + PLAIN + " 👩‍👩‍👧 5 mkr återstår 🎉",
    "soft hyphens": PLAIN.replace("personer", "per\u00adso\u00adner"),
    "å in two code points": unicodedata.normalize("NFD", PLAIN),
    "Windows line ends": PLAIN.replace("\n", "\r\n"),
    "old Mac line ends": PLAIN.replace("\n", "\r"),
    "right-to-left marks": PLAIN.replace("12", "\u200f12\u200e"),
    "no-break and thin spaces": PLAIN.replace(" ", "\u00a0").replace("12", "1\u2009200"),
    "no line end": PLAIN.strip(),
    "only spaces inside": "12 varslade" + " " * 5000 + "5 mkr",
    "control characters": PLAIN.replace("har", "\x07\x1b[31mhar"),
}


def canonical(text: str) -> str:
    """The canonical text by the model: line ends and NUL, nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_every_span_is_its_text(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode("utf-8"))
    done = run("read", path, "--date", "2026-06-15", "--format", "json")
    assert done.status == 0, done.err
    found = done.json()
    assert found["text"] == canonical(text)
    assert found["source"]["chars"] == len(found["text"])
    assert found["facts"]
    for fact in found["facts"]:
        assert found["text"][fact["start"] : fact["end"]] == fact["text"]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_the_stored_text_is_what_was_read(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "2026-06-08.txt"
    path.write_bytes(text.encode("utf-8"))
    done = run("load-minutes", path, "--dialogue", "prov", "--accept-all", data=tmp_path / "data")
    assert done.status == 0, done.err
    with sqlite3.connect(tmp_path / "data" / "lagesbild.sqlite3") as database:
        ((stored, sha256),) = database.execute("SELECT text, sha256 FROM sources_textversion")
        spans = database.execute("SELECT start, end, quote FROM sources_fact").fetchall()
    assert stored == canonical(text)
    assert sha256 == hashlib.sha256(stored.encode("utf-8")).hexdigest()
    assert spans
    assert all(stored[start:end] == quote for start, end, quote in spans)
    originals = [p.read_bytes() for p in (tmp_path / "data" / "files").rglob("*") if p.is_file()]
    assert text.encode("utf-8") in originals, "the original file is kept"


@pytest.mark.parametrize(
    ("name", "encoding"), [("UTF-8 with BOM", "utf-8-sig"), ("UTF-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_encodings_give_the_same_text(run: Run, tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "encoded.txt"
    path.write_bytes(PLAIN.encode(encoding))
    done = run("read", path, "--date", "2026-06-15", "--format", "json")
    assert done.json()["text"] == PLAIN, name


def test_five_megabytes_are_read_whole(run: Run, tmp_path: Path) -> None:
    prose = "Vi talade om läget i länet och om vad som kan göras bättre tillsammans framöver. " * 10
    count = 6_200
    text = "".join(
        f"{prose}\nFöretag nummer {i} har varslat {i % 90 + 2} personer.\n\n" for i in range(count)
    )
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    assert path.stat().st_size > 5_000_000
    done = run("read", path, "--date", "2026-06-15", "--format", "jsonl")
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["text"] == text
    figures = [
        fact
        for fact in found["facts"]
        if fact["kind"] == "quantity" and text[fact["end"] :].startswith(" personer")
    ]
    assert len(figures) == count
    assert all(text[fact["start"] : fact["end"]] == fact["text"] for fact in found["facts"])


@pytest.mark.parametrize("content", [b"", b"   \n\t  "], ids=["empty", "only spaces"])
def test_a_file_without_words_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "2026-06-08.txt"
    path.write_bytes(content)
    for words in (("read",), ("load-minutes", "--dialogue", "prov")):
        done = run(*words, path, data=tmp_path / "data")
        assert done.status == 1
        assert path.name in done.err


def test_several_files_give_a_line_each_in_the_order_given(run: Run, tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_text(PLAIN, "utf-8")
    done = run("read", *names, "--date", "2026-06-15", "--format", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in done.out.splitlines()] == names


def test_json_of_several_files_is_wrong_use(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAIN, "utf-8")
    assert run("read", "a.txt", "b.txt", "--format", "json").status == 2
