# SPDX-License-Identifier: EUPL-1.2
"""A line of the picture -> the building block that shows it. Pure: the picture holds all that is needed.

Nothing here asks the database or the clock, so a published edition looks the same for ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10
from typing import Any

from lagesbild.components import shapes
from lagesbild.lib import swedish
from lagesbild.sources.queries import MASK

Line = Mapping[str, Any]

#: A sentence longer than this is cut in a title; the whole of it stands behind the source mark.
TITLE_LENGTH = 130
#: Words fewer signs than this say nothing without their sentence.
CLAUSE = 25

NATURES = {"forecast": "prognos", "preliminary": "preliminärt", "estimate": "uppskattning"}


@dataclass(frozen=True, kw_only=True)
class Topical:
    """A new figure in its own words: the name of its series, else the sentence that says it."""

    value: str
    title: str = ""
    said: str = ""
    mark: str = ""
    hedge: str = ""
    unit: str = ""
    ahead: Sequence[shapes.Ahead] = ()
    source: shapes.SourceMark | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """Something to apply for or join."""

    name: str
    kind: str
    facts: Sequence[str]
    source: shapes.SourceMark | None = None


class Lines:
    """Writes the lines of one picture for readers who may (or may not) open the reports."""

    def __init__(self, picture: Line, *, may_open: bool) -> None:
        self.picture = picture
        self.may_open = may_open
        self.day = date.fromisoformat(picture["day"])
        self.round = picture["round"]["date"]
        self.area = picture["dialogue"]["area"]

    # -- sources ------------------------------------------------------------------

    def source(self, said: Line | None, *, label: str = "") -> shapes.SourceMark | None:
        """The way home of a line: its sentence in place, and the report for those who may read it."""
        if said is None:
            return None
        if not said["quote"].replace(MASK, "").strip():
            return shapes.SourceMark(label="Källan är inte offentlig", withheld=True)
        who = label or said["who"]
        if said["round"] != self.round:
            who = f"{who}, {self.short(said['round'])}"
        return shapes.SourceMark(
            label=who,
            url=said["url"] if self.may_open and not said.get("unread") else "",
            before=said["before"],
            quote=said["quote"],
            after=said["after"],
            note=self._note(said),
        )

    def _note(self, said: Line) -> str:
        note = f"Ur rapporten till mötet {self.short(said['round'])}."
        if not self.may_open:
            return f"{note} Hela rapporten är inte offentlig."
        if said.get("unread"):
            note += " Hela rapporten kan du läsa när samordnaren har läst igenom den."
        confirmed = said.get("confirmed")
        if confirmed is None:
            return note
        if confirmed["by"]:
            return f"{note} Bekräftad av {confirmed['by']} {self.short(confirmed['on'])}."
        return f"{note} Godtagen vid inläsningen {self.short(confirmed['on'])}."

    # -- days ---------------------------------------------------------------------

    def short(self, iso: str) -> str:
        """An ISO day as "16 juni", with the year when it is another than the picture's."""
        return swedish.day_short(date.fromisoformat(iso), year=self.day.year)

    def distance(self, iso: str) -> str:
        """How far the day is from the picture's own."""
        return swedish.in_days(date.fromisoformat(iso), today=self.day)

    # -- figures ------------------------------------------------------------------

    def change(self, line: Line) -> shapes.Change:
        """A line under Förändringar."""
        value, unit, hedge = value_parts(line)
        since = ""
        if line.get("since"):
            since = f"sedan {self.short(line['since'])}"
            if line.get("previous_text"):
                since += f", då {line['previous_text']}"
        return shapes.Change(
            value=value,
            unit=unit,
            hedge=hedge,
            title=titled(line),
            delta=line.get("delta_text") or "",
            since=since,
            mark=self._mark(line),
            points=tuple(line["points"]),
            preliminary=line["nature"] == "preliminary",
            forecast=line["nature"] == "forecast",
            ahead=[self.ahead(f) for f in line["forecasts"]],
            source=self.source(line["source"]),
        )

    def news(self, line: Line) -> Topical:
        """A line under Nya uppgifter."""
        value, unit, hedge = value_parts(line)
        mark = self._mark(line)
        if line["nature"] == "forecast":
            mark = ", ".join(part for part in (mark, self._horizon(line)) if part)
        source, mark_of_source = line["source"], self.source(line["source"])
        in_own_words = line["indicator"] is None and source is not None
        if in_own_words and mark_of_source is not None and mark_of_source.url:
            # The sentence stands on the page already: the mark need not open it once more.
            mark_of_source = shapes.SourceMark(label=mark_of_source.label, url=mark_of_source.url)
        return Topical(
            value=value,
            unit=unit,
            hedge=hedge,
            title="" if in_own_words else titled(line),
            said=around(source) if in_own_words else "",
            mark=mark,
            ahead=[self.ahead(f) for f in line["forecasts"]],
            source=mark_of_source,
        )

    def ahead(self, line: Line) -> shapes.Ahead:
        """A forecast beside its figure: "Väntas om 3 månader: ca hälften, omkring 460"."""
        value = swedish.hedged(line["value_text"], line["hedge"])
        derived = line.get("derived")
        if derived is not None:
            value += f", omkring{swedish.NBSP}{rounded(derived, line.get('derived_unit') or 'count')}"
        horizon = self._horizon(line)
        return shapes.Ahead(
            text=f"Väntas {horizon}: {value}" if horizon else f"Väntas: {value}",
            source=self.source(line["source"]),
        )

    def _horizon(self, line: Line) -> str:
        if line["horizon"]:
            return str(line["horizon"])
        period = line["period"]
        is_round_day = period["from"] == period["to"] == self.round
        return "" if is_round_day or not period["text"] else f"för {period['text']}"

    def _mark(self, line: Line) -> str:
        """Whom and when the figure speaks of, and how sure it is; nothing that goes without saying."""
        parts = []
        whom = line["population"]["text"]
        if whom and whom != self.area and whom != f"enligt {line['reporter']}":
            parts.append(whom)
        period = line["period"]
        forecast = line["nature"] == "forecast"
        if period["text"] and not forecast and not period["from"] == period["to"] == self.round:
            parts.append(period["text"])
        if line["nature"] in NATURES:
            parts.append(NATURES[line["nature"]])
        return ", ".join(parts)

    # -- measures -----------------------------------------------------------------

    def deadline(self, line: Line) -> shapes.Deadline:
        """A line under Öppnar och stänger."""
        exact = not line["fuzzy"] and (line["from"] or line["to"])
        far = f"{line['role_text']} {self.distance(line['from'] or line['to'])}" if exact else ""
        parts = [f"{line['kind_text'].capitalize()}."]
        parts += [sentence(amount_text(a)) for a in line["amounts"]]
        if line["authority"]:
            parts.append(f"{line['authority']}.")
        return shapes.Deadline(
            when=capitalised(line["text"]),
            distance=far or f"{line['role_text']}, dag inte satt",
            title=line["name"],
            text=" ".join(parts),
            source=self.source(line["source"]),
        )

    def measure(self, line: Line) -> MeasureRow:
        """A line under Insatser."""
        facts = [f"{d['role_text']} {d['text']}" for d in line["dates"]]
        facts += [amount_text(a) for a in line["amounts"]]
        facts += [line["authority"]] if line["authority"] else []
        return MeasureRow(
            name=line["name"],
            kind=line["kind_text"].capitalize(),
            facts=[sentence(fact) for fact in facts],
            source=self.source(line["source"]),
        )

    # -- follow-up ----------------------------------------------------------------

    def promise(self, line: Line) -> shapes.Promise:
        """A line under Lovat and På gång: late is "utan besked", which accuses nobody."""
        late = line["state"] == "without_news"
        only_last = line["due_to"] and not line["due_from"]
        when = self.short(line["due_to"]) if only_last else capitalised(line["due_text"])
        return shapes.Promise(
            when=when or "Ingen dag satt",
            distance="" if late else self._until(line),
            title=whole(line),
            owner=sentence(line["owner"]) if line["owner"] else "Ingen ansvarig utpekad.",
            badge=shapes.Badge(text=self._silence(line["due_to"]), tone="doubt")
            if late
            else shapes.Badge(text="På väg"),
            source=self.source(line["source"]),
        )

    def _until(self, line: Line) -> str:
        """How far off the first day is, or, once that has been, the last one."""
        first, last, today = line["due_from"], line["due_to"], self.picture["day"]
        if not first and not last:
            return f"sagt {self.short(line['said_on'])}"
        if first and first > today:
            return self.distance(first)
        if not last:
            return self.distance(first) if first == today else "dagen har varit"
        return f"senast {self.distance(last)}" if first and first < last else self.distance(last)

    def _silence(self, iso: str) -> str:
        """ "Utan besked i 48 dagar": for how long nobody has told how it went."""
        ago = self.distance(iso)
        if ago.startswith("för "):
            return f"Utan besked i {ago.removeprefix('för ').removesuffix(' sedan')}"
        return f"Utan besked sedan {ago}"

    # -- voices -------------------------------------------------------------------

    def voice(self, line: Line) -> shapes.Voice:
        """What a member says, with how long and by how many it has been said."""
        return shapes.Voice(
            quote=clipped(line["text"], 400), source=self._mark_of(line), note=life_of_topic(line)
        )

    def question(self, line: Line) -> shapes.Voice:
        """A question that nobody has answered."""
        return shapes.Voice(quote=whole(line, 400), source=self._mark_of(line))

    def _mark_of(self, line: Line) -> shapes.SourceMark:
        withheld = shapes.SourceMark(label="Källan är inte offentlig", withheld=True)
        return self.source(line["source"]) or withheld

    def clash(self, line: Line) -> shapes.Clash | None:
        """Two sentences that may not agree; None where one of them may not be read."""
        first, second = line["first"], line["second"]
        mark = self.source(first)
        if first is None or mark is None or mark.withheld:
            return None
        other = self.source(second)
        if other is not None and other.withheld:
            return None
        return shapes.Clash(
            first=shapes.ClashSide(quote=around(first), source=mark),
            second=shapes.ClashSide(
                quote=around(second) if second else clipped(line["with"]),
                source=other or shapes.SourceMark(label=first["who"], withheld=True),
            ),
        )


def value_parts(line: Line) -> tuple[str, str, str]:
    """The value, its unit apart, and the hedge as said: ("5", "mkr", "närmare").

    >>> value_parts({"value_text": "5\\xa0mkr", "hedge": "närmare"})
    ('5', 'mkr', 'närmare')
    """
    hedge = line["hedge"]
    written = swedish.hedged(line["value_text"], hedge)
    bare = written[len(hedge) + 1 :] if hedge else written
    value, gap, unit = bare.rpartition(swedish.NBSP)
    if gap and not re.search(r"\d", unit) and re.search(r"\d", value):
        return value, unit, hedge
    return bare, "", hedge


def titled(line: Line) -> str:
    """What is measured, with what it is compared to."""
    return ", ".join(part for part in (line["title"], line["baseline_text"]) if part)


def rounded(value: float, unit: str) -> str:
    """A derived figure, with the two digits that it can bear.

    >>> rounded(463.5, "count")
    '460'
    """
    digits = 1 - floor(log10(abs(value))) if value else 0
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return swedish.with_unit(exact.normalize() if digits > 0 else Decimal(int(exact)), unit)


def amount_text(amount: Line) -> str:
    """An amount of a measure in words: "5 mkr återstår"."""
    text = amount["text"]
    words = {
        "remaining": f"{text} återstår",
        "budget": f"budget {text}",
        "applications": f"{text} ansökningar",
        "seats": f"{text} platser",
    }.get(amount["role"], text)
    scope = f" ({amount['scope']})" if amount["scope"] else ""
    return f"{'väntat ' if amount['forecast'] else ''}{words}{scope}"


def life_of_topic(line: Line) -> str:
    """How many speak of it and for how long; nothing for what one member says once."""
    parts = []
    if line.get("members", 0) > 1:
        parts.append(f"nämns av {swedish.counted(line['members'], 'medlem', 'medlemmar')}")
    if line.get("rounds_in_row", 0) > 1:
        parts.append(f"{swedish.counted(line['rounds_in_row'], 'omgång', 'omgångar')} i rad")
    return sentence(", ".join(parts)) if parts else ""


def around(source: Line, before: int = 90, after: int = 110) -> str:
    """The sentence of a source, cut at both ends where it is long; the figure is always in it.

    >>> around({"before": "Vi ser ", "quote": "40", "after": " nya jobb."})
    'Vi ser 40 nya jobb.'
    """
    head, tail = source["before"], source["after"]
    if len(head) > before:
        head = "… " + head[-before:].split(" ", 1)[-1]
    if len(tail) > after:
        tail = tail[:after].rsplit(" ", 1)[0] + " …"
    return " ".join(f"{head}{source['quote']}{tail}".split())


def whole(line: Line, length: int = TITLE_LENGTH) -> str:
    """What a line says; where its words are part of a sentence only ("kommer v. 46."), all of the sentence.

    >>> source = {"before": "Listan ", "quote": "kommer v. 46.", "after": ""}
    >>> whole({"text": "kommer v. 46.", "source": source})
    'Listan kommer v. 46.'
    """
    said, source = line["text"], line["source"]
    is_clause = len(said) < CLAUSE or said[:1].islower()
    if not is_clause or source is None or MASK in source["quote"]:
        return clipped(said, length)
    return capitalised(around(source, length // 2, length // 2))


def clipped(text: str, length: int = TITLE_LENGTH) -> str:
    """The text on one line, cut between words where it is long."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" ,.;:–") + " …"


def capitalised(text: str) -> str:
    """The text with a capital first, the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: capital first, one full stop last."""
    return capitalised(text.rstrip(". ")) + "."
