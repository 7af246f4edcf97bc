# SPDX-License-Identifier: EUPL-1.2
"""A picture as an edition: the lines that the page shows, as headings and lists for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from lagesbild.lib import swedish
from lagesbild.publishing.edition import Bullets, Edition, Origin, Paragraph, Part, Point, Points, Run, fit

Line = dict[str, Any]


def picture_edition(values: Line, *, mark: str = "") -> Edition:
    """The picture's values, already cut for their audience, as a document."""
    dialogue = values["dialogue"]
    held = values["round"]["date"]
    lead = " ".join(filter(None, (" ".join(values["headline"]), values["standing"])))
    return Edition(
        title="Lägesbild",
        what="picture",
        forum=fit(f"{dialogue['area']}".strip() or dialogue["name"]),
        lead=fit(lead),
        mark=mark,
        audience=values["audience"],
        day=held or values["day"],
        author=fit(dialogue["name"]),
        parts=tuple(_parts(values)),
        closing=(fit(values["rule"]),),
    )


def _parts(values: Line) -> Iterator[Part]:
    lists: tuple[tuple[str, str, Callable[[Line], str]], ...] = (
        ("Förändringar", "changes", _figure),
        ("Nya uppgifter", "news", _figure),
        ("Öppnar och stänger", "deadlines", _deadline),
        ("Oroar", "concerns", _voice),
        ("Ljuspunkter", "bright_spots", _voice),
    )
    for heading, key, words in lists:
        items = tuple(Paragraph((Run(fit(words(line))),), origin=_origin(line)) for line in values[key])
        if items:
            yield Part(heading, 2, key, f"avsnitt-{key}", blocks=(Bullets(items),))
    points = (
        *(_point("decision", "Beslut", line, "who") for line in values["resolutions"]),
        *(_point("promise", "Löfte", line, "owner") for line in values["promises"]),
        *(_point("action", "Åtgärd", line, "owner") for line in values["actions"]),
        *(_point("question", "Fråga", line, "owner") for line in values["questions"]),
    )
    if points:
        yield Part("Beslut, löften och frågor", 2, "decided", "avsnitt-beslut", blocks=(Points(points),))
    meeting = values["next_meeting"]
    if meeting:
        when = f"Nästa möte är {swedish.day(date.fromisoformat(meeting['date']))}."
        yield Part("Nästa möte", 2, "next_meeting", "avsnitt-nasta", blocks=(Paragraph((Run(when),)),))


def _figure(line: Line) -> str:
    value = swedish.hedged(line["value_text"], line["hedge"])
    delta = f", {line['delta_text']} sedan {line['since']}" if line.get("delta_text") else ""
    baseline = f" {line['baseline_text']}" if line["baseline_text"] else ""
    nature = " (prognos)" if line["nature"] == "forecast" else ""
    who = ", ".join(filter(None, (line["population"]["text"], line["reporter"])))
    return f"{line['title']}: {value}{baseline}{delta}{nature}. {who}."


def _deadline(line: Line) -> str:
    amounts = ", ".join(f"{a['role_text']} {a['text']}" for a in line["amounts"])
    return f"{line['name']} ({line['kind_text']}) {line['role_text']} {line['text']}{f', {amounts}' if amounts else ''}."


def _voice(line: Line) -> str:
    return f"”{line['text']}” {line['who']}"


def _point(kind: str, label: str, line: Line, owner: str) -> Point:
    detail = ", ".join(filter(None, (line.get(owner), line.get("due_text"))))
    return Point(kind, label, (Run(fit(line["text"])),), fit(detail), _origin(line))


def _origin(line: Line) -> Origin | None:
    source = line.get("source")
    if not source or not isinstance(source.get("report"), int):
        return None
    return Origin(source["report"], 0, source["start"], source["end"])
