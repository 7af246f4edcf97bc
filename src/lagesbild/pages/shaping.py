# SPDX-License-Identifier: EUPL-1.2
"""The picture as the page shows it: few lines of each kind, the rest one click away.

Pure: from the picture and what the reader may open to the building blocks. A published edition is
shaped from its stored values by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from lagesbild.components import shapes
from lagesbild.components.headings import needs_heading
from lagesbild.lib import swedish
from lagesbild.pages.lines import Line, Lines, capitalised

Shape = TypeVar("Shape")

#: How many lines each section shows at first; all of them behind one click.
FEW = {
    "forandringar": 5,
    "nya-uppgifter": 5,
    "oppnar-stanger": 8,
    "lovat": 5,
    "pa-gang": 5,
    "fragor": 4,
    "oroar": 5,
    "ljuspunkter": 5,
    "stammer-bada": 3,
    "beslut": 5,
    "insatser": 6,
}
#: With one section opened to the full, this many of its lines stand on one page.
MOST = 100

#: What an empty section says to those who read all of it: of what has been accepted, and of nothing else.
NOTHING = {
    "forandringar": "Ingen godtagen siffra i den här omgången går att jämföra med en tidigare.",
    "oppnar": "Inget godtaget stöd, ingen utlysning och ingen utbildning har en dag framför sig.",
    "lovat": "Inget godtaget löfte är öppet.",
    "laget": "Ingen godtagen bedömning av läget i de här omgångarna.",
    "fragor": "Ingen godtagen fråga väntar på svar.",
    "oroar": "Inget som oroar finns bland de godtagna uppgifterna.",
    "ljuspunkter": "Ingen ljuspunkt finns bland de godtagna uppgifterna.",
}
NEWS_BELOW = "Nya siffror står under Nya uppgifter."
#: While suggestions wait, nobody knows what the section will hold.
NOTHING_YET = "Inget godtaget än."
#: Outsiders see only a part: an empty section must not claim that nobody has said anything.
NOTHING_PUBLIC = "Inget av det som är offentligt hör hit den här gången."

SOON = timedelta(weeks=8)
#: So many days to come are shown even when none of them lies within eight weeks.
AT_LEAST_AHEAD = 3
A_GROUP_AT_FIRST = 2


@dataclass(frozen=True)
class Listed:
    """Lines of a section, and the way to the rest of them."""

    lines: Sequence[Any]
    shown: int
    total: int
    more: shapes.Link | None = None

    @property
    def is_cut(self) -> bool:
        """Whether even the full section has more lines than a page holds."""
        return self.total > self.shown and self.more is None


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """Everything that the template of the picture lays out."""

    title: shapes.TitleBlock
    rule: str
    is_empty: bool
    nothing: Mapping[str, str]
    changes: Listed
    news: Listed
    deadlines: Listed
    none_soon: bool
    promises: Listed
    promised: str
    actions: Listed
    under_way: str
    questions: Listed
    concerns: Listed
    bright_spots: Listed
    clashes: Listed
    resolutions: Listed
    measures: Listed
    mood: shapes.MoodMatrix | None
    mood_lead: str


@dataclass
class Shaper:
    """Shapes one picture. ``full`` is the key of the section to show whole; ``query`` is kept in links."""

    picture: Line
    may_open: bool
    full: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    published: str = ""
    waiting: int = 0

    def __post_init__(self) -> None:
        self.lines = Lines(self.picture, may_open=self.may_open)
        self.day = self.lines.day

    def view(self) -> PictureView:
        """The whole page."""
        p, lines = self.picture, self.lines
        deadlines, none_soon = self._deadlines()
        clashes = [c for c in map(lines.clash, p["clashes"]) if c is not None]
        actions = [a for a in p["actions"] if a["due_to"] or a["due_from"]]
        return PictureView(
            title=self._title(),
            rule=p["rule"],
            is_empty=p["round"]["date"] is None,
            nothing=self._nothing(),
            changes=self._listed("forandringar", p["changes"], lines.change),
            news=self._listed("nya-uppgifter", p["news"], lines.news),
            deadlines=deadlines,
            none_soon=none_soon,
            promises=self._listed("lovat", p["promises"], lines.promise),
            promised=_standing(p["promises"]),
            actions=self._listed("pa-gang", actions, lines.promise),
            under_way=_standing(actions),
            questions=self._listed("fragor", p["questions"], lines.question),
            concerns=self._voices("oroar", p["concerns"]),
            bright_spots=self._voices("ljuspunkter", p["bright_spots"]),
            clashes=self._listed("stammer-bada", clashes, lambda clash: clash),
            resolutions=self._listed("beslut", p["resolutions"], lines.question),
            measures=self._listed("insatser", self._measures(), lines.measure),
            mood=self._mood(),
            mood_lead=self._mood_lead(),
        )

    def _nothing(self) -> Mapping[str, str]:
        """What empty sections say."""
        if self.picture["audience"] == "public":
            return dict.fromkeys(NOTHING, NOTHING_PUBLIC)
        if self.waiting:
            return dict.fromkeys(NOTHING, NOTHING_YET)
        if not self.picture["news"]:
            return NOTHING
        return {**NOTHING, "forandringar": f"{NOTHING['forandringar']} {NEWS_BELOW}"}

    # -- lists --------------------------------------------------------------------

    def _listed(
        self,
        key: str,
        lines: Sequence[Any],
        write: Callable[[Any], Shape],
        *,
        few: Sequence[Any] | None = None,
    ) -> Listed:
        """The first lines, or all of them where this section is asked for."""
        shown = lines[: FEW[key]] if few is None else few
        if self.full == key:
            shown = lines[:MOST]
        more = None
        if len(shown) < len(lines) and self.full != key:
            words = f"Visa alla {swedish.number(len(lines))}"
            more = shapes.Link(label=words, url=self._address(key), spoken=SPOKEN[key])
        return Listed([write(line) for line in shown], len(shown), len(lines), more)

    def _address(self, key: str) -> str:
        return f"?{urlencode({**self.query, 'alla': key})}#{key}"

    def _deadlines(self) -> tuple[Listed, bool]:
        """What opens or closes within eight weeks; where that is little, the next ones too."""
        rows = self.picture["deadlines"]
        last = (self.day + SOON).isoformat()
        soon = [d for d in rows if (d["from"] or d["to"]) and (d["from"] or d["to"]) <= last]
        few = soon[: FEW["oppnar-stanger"]] if len(soon) >= AT_LEAST_AHEAD else rows[:AT_LEAST_AHEAD]
        return self._listed("oppnar-stanger", rows, self.lines.deadline, few=few), bool(rows) and not soon

    def _measures(self) -> list[Line]:
        """What still opens or closes first, then what was spoken of last."""
        today = self.day.isoformat()

        def order(line: Line) -> tuple[bool, str]:
            ahead = any((d["to"] or d["from"] or "") >= today for d in line["dates"])
            return ahead, line["source"]["round"] if line["source"] else ""

        return sorted(self.picture["measures"], key=order, reverse=True)

    def _voices(self, key: str, rows: Sequence[Line]) -> Listed:
        """Few of each group, in the groups' order, so that nobody's worries push away another's."""
        groups: dict[str, list[Line]] = {}
        for row in rows:
            groups.setdefault(row["group"], []).append(row)
        few = [row for said in groups.values() for row in said[:A_GROUP_AT_FIRST]][: FEW[key]]
        whole = [row for said in groups.values() for row in said]
        listed = self._listed(key, whole, lambda row: row, few=few)
        return replace(listed, lines=list(self._by_group(listed.lines)))

    def _by_group(self, rows: Iterable[Line]) -> Iterable[tuple[str, list[shapes.Voice]]]:
        groups: dict[str, list[shapes.Voice]] = {}
        for row in rows:
            groups.setdefault(row["group"] or "Mötet", []).append(self.lines.voice(row))
        return groups.items()

    # -- the top ------------------------------------------------------------------

    def _title(self) -> shapes.TitleBlock:
        turn = self.picture["round"]["date"]
        place = self.picture["dialogue"]["name"]
        when = f", omgången {swedish.day_short(date.fromisoformat(turn))}" if turn else ""
        return shapes.TitleBlock(
            clauses=self.picture["headline"],
            eyebrow=f"{place}{when}",
            basis=self._basis(),
            next_meeting=self._next_meeting(),
        )

    def _basis(self) -> str:
        basis = self.picture["basis"]
        if self.picture["round"]["date"] is None:
            return str(self.picture["standing"])
        sentences = [f"{basis['reported']} av {basis['members']} medlemmar har rapporterat."]
        figures = basis["figures"]
        if figures:
            words = swedish.counted(figures, "siffra", "siffror")
            accepted = "godtagen" if figures == 1 else "alla godtagna"
            sentences.append(f"Bilden bygger på {words}, {accepted}.")
        previous = self.picture["previous_round"]
        if previous:
            sentences.append(f"Ändringar räknas sedan omgången {self.lines.short(previous['date'])}.")
        if self.waiting and figures:
            sentences.append(f"{swedish.counted(self.waiting, 'uppgift', 'uppgifter')} väntar på granskning.")
        sentences.append(self.published or self.picture["standing"])
        return " ".join(sentences)

    def _next_meeting(self) -> shapes.NextMeeting | None:
        said = self.picture["next_meeting"]
        if said is None:
            return None
        source = self.lines.source(said["source"])
        links = [shapes.Link(label="Läs var det står", url=source.url)] if source and source.url else []
        return shapes.NextMeeting(
            when=capitalised(said["text"]), note=self.lines.distance(said["date"]).capitalize(), links=links
        )

    # -- the matrix ---------------------------------------------------------------

    def _mood(self) -> shapes.MoodMatrix | None:
        """Members (or, for the public, groups) by rounds; None while nobody has judged anything."""
        mood = self.picture["mood"]
        if not any(level for row in mood["rows"] for level in row["levels"]):
            return None
        groups: dict[str, list[shapes.MoodRow]] = {}
        for row in mood["rows"]:
            cells = [
                shapes.MoodCell(level=level or (-1 if reported else 0))
                for level, reported in zip(row["levels"], row["reported"], strict=True)
            ]
            heading = row["group"] if mood["by"] == "member" else ""
            groups.setdefault(heading, []).append(shapes.MoodRow(name=row["name"], cells=cells))
        if len(groups) == len(mood["rows"]):  # a heading over every single row says nothing
            groups = {"": [row for rows in groups.values() for row in rows]}
        return shapes.MoodMatrix(
            rounds=[_round_label(iso, self.day) for iso in mood["rounds"]],
            groups=[
                shapes.MoodGroup(
                    name=name if needs_heading(name, [row.name for row in rows]) else "", rows=rows
                )
                for name, rows in groups.items()
            ],
            first_heading="Medlem" if mood["by"] == "member" else "Grupp",
            caption="Hur läget bedöms, omgång för omgång",
        )

    def _mood_lead(self) -> str:
        mood = self.picture["mood"]
        if mood["by"] == "member":
            lead = "Medlemmarnas egna bedömningar. Utomstående ser dem bara grupp för grupp."
        else:
            lead = "Medlemmarnas bedömningar, sammanvägda grupp för grupp."
        pairs = [r["levels"][-2:] for r in mood["rows"] if len(r["levels"]) > 1 and all(r["levels"][-2:])]
        if not pairs or not self.picture["previous_round"]:
            return lead
        since = self.lines.short(self.picture["previous_round"]["date"])
        better, worse = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
        return f"{lead} {compared(better, worse, since, by_member=mood['by'] == 'member')}"


SPOKEN = {
    "forandringar": "förändringar",
    "nya-uppgifter": "nya uppgifter",
    "oppnar-stanger": "dagar då något öppnar eller stänger",
    "lovat": "löften",
    "pa-gang": "åtgärder",
    "fragor": "frågor",
    "oroar": "som oroar",
    "ljuspunkter": "ljuspunkter",
    "stammer-bada": "frågor om uppgifter som skiljer sig åt",
    "beslut": "beslut",
    "insatser": "insatser",
}


def _standing(lines: Sequence[Line]) -> str:
    """How promises or actions stand, in one line."""
    late = sum(line["state"] == "without_news" for line in lines)
    parts = [f"{late} utan besked"] if late else []
    parts += [f"{len(lines) - late} på väg"] if len(lines) > late else []
    return ", ".join(parts)


def compared(better: int, worse: int, since: str, *, by_member: bool) -> str:
    """How many see the situation as better or worse than in the round before.

    >>> compared(2, 1, "15 april", by_member=True)
    'Två bedömer läget som bättre än 15 april, en som sämre.'
    >>> compared(0, 0, "15 april", by_member=True)
    'Ingen har ändrat sin bedömning sedan 15 april.'
    """
    told = [(n, word) for n, word in ((better, "bättre"), (worse, "sämre")) if n]
    if not told:
        who = "Ingen har ändrat sin bedömning" if by_member else "Ingen grupp bedöms annorlunda"
        return f"{who} sedan {since}."
    (n, word), rest = told[0], told[1:]
    if by_member:
        parts = [f"{_in_words(n)} bedömer läget som {word} än {since}"]
        parts += [f"{_in_words(n)} som {word}" for n, word in rest]
    else:
        parts = [f"läget är {word} än {since} i {_in_words(n)} {'grupp' if n == 1 else 'grupper'}"]
        parts += [f"{word} i {_in_words(n)}" for n, word in rest]
    return capitalised(", ".join(parts)) + "."


def _in_words(count: int) -> str:
    return swedish.spelled(count, "en", "").strip()


def _round_label(iso: str, day: date) -> str:
    """A round's day as narrow as a column: "15 juni", "12 dec. 2019"."""
    when = date.fromisoformat(iso)
    month = swedish.MONTHS[when.month - 1]
    short = month if len(month) <= 4 else f"{month[:3]}."
    year = f" {when.year}" if when.year != day.year else ""
    return f"{when.day}{swedish.NBSP}{short}{year}"


def shape_picture(
    picture: Line,
    *,
    may_open: bool,
    full: str = "",
    query: Mapping[str, str] | None = None,
    published: str = "",
    waiting: int = 0,
) -> PictureView:
    """The picture as building blocks.

    ``may_open``: the reader may open the reports. ``full``: the section to show whole, a key of
    ``FEW``. ``published``: for an edition, the sentence about when it was published. ``waiting``: how
    many of the round's suggestions nobody has decided about.
    """
    return Shaper(picture, may_open, full if full in FEW else "", query or {}, published, waiting).view()
