# SPDX-License-Identifier: EUPL-1.2
"""The sample county's files as values; everything in them is invented."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lagesbild.lib.periods import STOCKHOLM

FOLDER = Path(__file__).parent


def read_county() -> dict[str, Any]:
    """``county.toml``: the county, its dialogue, members and people."""
    return tomllib.loads((FOLDER / "county.toml").read_text("utf-8"))


PINNED_DAY: date = read_county()["dialogue"]["pinned_day"]


@dataclass(frozen=True)
class SampleReport:
    """One member's turn in a round; ``text`` is None where nothing was written."""

    organisation: str
    text: str | None
    form: str
    channel: str
    filename: str
    sent_at: datetime | None
    sent_by: str
    state: str
    assessment: int | None


@dataclass(frozen=True)
class SampleRound:
    """One round of the sample county."""

    held_on: date
    next_meeting: date | None
    deadline_at: datetime | None
    lock_at: datetime | None
    reports: tuple[SampleReport, ...]


def read_rounds() -> list[SampleRound]:
    """The rounds in order of time."""
    return [_read_round(path.parent) for path in sorted((FOLDER / "rounds").glob("*/round.toml"))]


def older_minutes() -> list[Path]:
    """Minutes from before the software, oldest first."""
    return sorted((FOLDER / "minutes").glob("*.txt"))


def read_outcomes() -> list[tuple[str, date | None, str]]:
    """What became of promises and questions, by the writer's own key: (words, day of the news, the news).

    The day is None where there is no news.
    """
    key = tomllib.loads((FOLDER / "key.toml").read_text("utf-8"))
    outcomes = []
    for row in [*key["promise"], *key["question"], *key["older_promise"], *key["older_question"]]:
        news = row.get("news") or row.get("answer")
        day = date.fromisoformat(Path(news["file"]).parent.name) if news else None
        words = f"Besked: ”{' '.join(news['quote'].split())}”" if news else ""
        outcomes.append((" ".join(row["quote"].split()), day, words))
    return outcomes


def _read_round(folder: Path) -> SampleRound:
    said = tomllib.loads((folder / "round.toml").read_text("utf-8"))
    return SampleRound(
        held_on=said["held_on"],
        next_meeting=said.get("next_meeting"),
        deadline_at=_moment(said.get("deadline_at")),
        lock_at=_moment(said.get("lock_at")),
        reports=tuple(_read_report(folder, row) for row in said["reports"]),
    )


def _read_report(folder: Path, row: dict[str, Any]) -> SampleReport:
    return SampleReport(
        organisation=row["organisation"],
        text=(folder / row["file"]).read_text("utf-8") if row.get("file") else None,
        form=row.get("as", "txt"),
        channel=row.get("channel", "form"),
        filename=row.get("filename", ""),
        sent_at=_moment(row.get("sent_at")),
        sent_by=row.get("sent_by", ""),
        state=row.get("state", "sent"),
        assessment=row.get("assessment"),
    )


def _moment(said: datetime | None) -> datetime | None:
    """The files give Swedish local time."""
    return said.replace(tzinfo=STOCKHOLM) if said else None
