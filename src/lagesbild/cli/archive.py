# SPDX-License-Identifier: EUPL-1.2
"""Thousands of files through the reader: found, read by one or many, written once each.

Only this process writes. Whoever reads (the same process, others on the machine, or workers on
other machines) gets a file's bytes and gives back one line of JSON or the reason why not, so that
a worker that dies has written nothing and its file can be given to another.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import textreader
from lagesbild.intake import IntakeRefused, take_in
from lagesbild.intake.kinds import ENDINGS
from textreader.sections import find_meeting_day

LINES = "uppgifter.jsonl"
_SAY_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class Given:
    """A file to read, and what it is called in the answer."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of JSON, or the reason why there is none."""

    name: str
    line: str = ""
    because: str = ""


def find_files(paths: Iterable[Path]) -> list[Given]:
    """The files named, and those of a known kind in the folders named, in order.

    A file in a folder is called by its place there, and one whose name is taken by its whole path.
    """
    found: list[Given] = []
    for path in paths:
        if not path.is_dir():
            found.append(Given(path, path.name))
            continue
        inside = [p for p in sorted(path.rglob("*")) if p.is_file() and _known(p)]
        found += [Given(p, p.relative_to(path).as_posix()) for p in inside]
    taken: set[str] = set()
    for n, given in enumerate(found):
        if given.name in taken:
            found[n] = Given(given.path, given.path.absolute().as_posix().lstrip("/"))
        taken.add(found[n].name)
    return list(dict.fromkeys(found))


def _known(path: Path) -> bool:
    return path.suffix[1:].lower() in ENDINGS and not path.name.startswith((".", "~$"))


def read_content(name: str, content: bytes, day: date | None) -> Answer:
    """The reader's object for a file's bytes as one line; never raises, whatever the file holds."""
    try:
        return Answer(name, json.dumps(facts_of(name, content, day), ensure_ascii=False))
    except IntakeRefused as refused:
        return Answer(name, because=refused.message)
    except Exception as fault:  # one file must not stop the archive
        return Answer(name, because=f"läsaren stötte på ett fel ({type(fault).__name__}). Anmäl det gärna.")


def facts_of(name: str, content: bytes, day: date | None) -> dict[str, Any]:
    """The reader's object for a file's bytes. Raises IntakeRefused for what cannot be read."""
    took = take_in(content, name)
    reference = day or find_meeting_day(took.text) or date.today()
    return textreader.read(took.text, reference).to_dict(name=name, sha256=took.sha256)


class OneFileEach:
    """``name.json`` for each file; a whole file or none, whenever the power goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, name: str) -> dict[str, Any] | None:
        """What the answer that is there tells of its source, None where there is none."""
        try:
            with self._path(name).open(encoding="utf-8") as file:
                return _source(file.read(4096))
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, answer: Answer) -> None:
        """Put an answer in its place, over an older one."""
        path = self._path(answer.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{os.getpid()}")
        half.write_text(answer.line, "utf-8")
        half.replace(path)

    def close(self) -> None:
        """Nothing is open."""

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"


class OneLineEach:
    """A line for each file in one file.

    Half a line from a run that was cut off is taken away, and at the end the old line of a file
    that had changed.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LINES
        self._sources: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()
        self._file = self._path.open("a+b")
        self._file.seek(0)
        whole = 0
        for line in self._file:
            source = _source(line.decode("utf-8", "replace")) if line.endswith(b"\n") else None
            if source is None:
                break
            whole += len(line)
            self._sources[source["name"]] = source
        self._file.truncate(whole)

    def holds(self, name: str) -> dict[str, Any] | None:
        """What the line that is there tells of its source, None where there is none."""
        return self._sources.get(name)

    def write(self, answer: Answer) -> None:
        """Add a line at once."""
        if answer.name in self._sources:
            self._changed.add(answer.name)
        self._file.write(answer.line.encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Let go of the file, with one line a name."""
        self._file.close()
        if not self._changed:
            return
        half = self._path.with_name(f".{LINES}.{os.getpid()}")
        with self._path.open("rb") as old, half.open("wb") as new:
            for line in old:
                name = (_source(line.decode("utf-8")) or {}).get("name")
                if name in self._changed:
                    self._changed.discard(name)  # the first is the old one
                else:
                    new.write(line)
        half.replace(self._path)


def _source(begun: str) -> dict[str, Any] | None:
    """The first member of an answer, told by its first letters."""
    head = '{"source": '
    if not begun.startswith(head):
        return None
    try:
        found: dict[str, Any] = json.JSONDecoder().raw_decode(begun, len(head))[0]
    except ValueError:
        return None
    return found


@dataclass
class Tally:
    """What a run came to."""

    read: int = 0
    kept: int = 0
    refused: int = 0


Read = Callable[[Iterable[tuple[str, bytes]]], Iterator[Answer]]


def read_archive(
    files: list[Given],
    day: date | None,
    read: Read,
    written: OneFileEach | OneLineEach,
    say: Callable[[str], None],
) -> Tally:
    """Read what is not read yet and write each answer; ``say`` is told of faults and progress.

    A file is done when an answer is there for the same bytes, and for the same day where one is given.
    """
    tally, told = Tally(), time.monotonic()

    def waiting() -> Iterator[tuple[str, bytes]]:
        for given in files:
            try:
                content = given.path.read_bytes()
            except OSError as fault:
                tally.refused += 1
                say(f"{given.path}: filen går inte att öppna ({fault.strerror}).")
                continue
            if _is_done(written.holds(given.name), content, day):
                tally.kept += 1
                continue
            yield given.name, content

    for answer in read(waiting()):
        if answer.because:
            tally.refused += 1
            say(f"{answer.name}: {answer.because}")
        else:
            written.write(answer)
            tally.read += 1
        if time.monotonic() - told > _SAY_EVERY:
            told = time.monotonic()
            say(f"{tally.read + tally.kept + tally.refused} av {len(files)} filer …")
    return tally


def _is_done(source: dict[str, Any] | None, content: bytes, day: date | None) -> bool:
    if source is None or source.get("sha256") != sha256(content).hexdigest():
        return False
    return day is None or source.get("reference_date") == day.isoformat()
