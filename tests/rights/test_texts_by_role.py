# SPDX-License-Identifier: EUPL-1.2
"""Whose words each role meets behind each door: address × role × who may read the passage.

Two members say one thing of every kind at each level; each thing has a word or a figure of its own
that stands nowhere else. Every address that can be opened is opened, in all its ways, and the whole
answer is searched: text, attributes, scripts, JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from site_map import DOORS, House, everything, is_let_in

LEVELS = ("public", "group", "coordinator")
MEETING = date(2026, 6, 15)
SENT = datetime(2026, 6, 12, 7, tzinfo=UTC)
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 16, 10, tzinfo=UTC)

#: role -> the levels of the ring's words, and of the chamber's, that it may read.
MAY_READ: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "visitor": ((), ()),
    "nobody": ((), ()),
    "former coordinator": ((), ()),
    "coming coordinator": ((), ()),
    "reporter of an outsider": ((), ()),
    "former member's reporter": ((), ()),
    "coordinator elsewhere": ((), ()),
    "reader": (LEVELS[:2], LEVELS[:2]),
    "reporter of the chamber": (LEVELS[:2], LEVELS),
    "reporter of the ring": (LEVELS, LEVELS[:2]),
    "coordinator": (LEVELS, LEVELS),
}

#: What a member says at one level: {w} is a word and {n} a figure that stand nowhere else.
SAYS = """\
{n} personer är varslade vid {w}bruket.
Vi skickar {w}listan senast den 26 juni.
Vi är oroliga för {w}priset.
Det går mycket bra för {w}turismen.
Utlysningen {w}stöd öppnar den 17 juni och stänger den 30 september.
Mötet beslutade att {w}planen gäller.
Vi behöver {w}resor.
Läs mer på https://{w}.example/nytt.
Vem följer upp {w}frågan?
"""

#: Passages inside sentences that everybody reads otherwise: the level, the words that must not be read.
INSIDE = """\
Vi är oroliga för elpriset (internt: {w}bolaget lägger ner).
Utlysningen Grön omställning {m} öppnar den 18 juni (internt: budgeten är {n} mkr) och stänger den 29 september.
Greta {w}sson lovar att skicka {m}svaret senast den 24 juni.
"""


@dataclass
class Said:
    """The words and figures of one member, by who may read them."""

    member: str
    number: int
    words: dict[str, list[str]] = field(default_factory=lambda: {level: [] for level in LEVELS})
    text: str = ""

    def __post_init__(self) -> None:
        for index, level in enumerate(LEVELS):
            word, figure = f"x{self.member}{level[:3]}", self.number + 10 * index
            self.words[level] += [word, str(figure)]
            self.text += SAYS.format(w=word, n=figure) + "\n"
        aside, name, figure = f"x{self.member}aside", f"X{self.member}name", self.number + 90
        said = INSIDE.split("\n")
        self.text += "\n".join(
            (
                said[0].format(w=aside),
                said[1].format(m=f"x{self.member}open", n=figure),
                said[2].format(w=name, m=f"x{self.member}open"),
                "",
            )
        )
        self.words["coordinator"] += [aside, str(figure)]
        self.words["group"].append(name)

    def span_of(self, level: str) -> Iterator[tuple[int, int]]:
        """Where the sentences of a level stand."""
        word, figure = self.words[level][:2]
        for match in re.finditer(r"[^\n]+", self.text):
            if word in match.group() or figure in match.group():
                yield match.span()


@dataclass
class Manor:
    """The house, with what was said in it."""

    house: House
    said: tuple[Said, Said]

    def forbidden(self, role: str, *, published: bool) -> dict[str, str]:
        """The words that the role may not meet, and why."""
        found = {}
        for said, levels in zip(self.said, MAY_READ[role], strict=True):
            for level in LEVELS:
                if level not in levels and not (published and level == "public"):
                    found |= dict.fromkeys(said.words[level], f"{said.member}/{level}")
        return found


def meets(page: str, word: str) -> bool:
    """Whether a page holds a word, or a figure with whatever parts its thousands."""
    if word.isdigit():
        return re.search(rf"(?<!\d){word[:-3]}(?:\s|&nbsp;|&#160;)?{word[-3:]}(?!\d)", page) is not None
    return word.casefold() in page.casefold()


@pytest.fixture
def manor(make_somebody: Callable[..., Any], dialogue: Any, organisation: Any, coordinator: Any,
          stranger: Any, visitor: Client, stand_at: Callable[..., None]) -> Manor:  # fmt: skip
    """Two members' reports with everything accepted, held back by level, and published."""
    from outbox import queue_one

    from lagesbild.dialogues import accepting, reviewing
    from lagesbild.dialogues.models import Report
    from lagesbild.dialogues.operations import ensure_member, ensure_round, receive_report
    from lagesbild.dialogues.picture import standing_at
    from lagesbild.intake import take_in_text
    from lagesbild.lib.audience import Level
    from lagesbild.minutes.operations import begin_minutes
    from lagesbild.organisations.operations import ensure_organisation
    from lagesbild.publishing.editions import draft_of
    from lagesbild.publishing.minutes_operations import publish_minutes
    from lagesbild.publishing.operations import publish_picture

    stand_at(NOON)
    dialogue.default_level = "public"
    dialogue.save()
    by = coordinator.person

    def member(name: str, **more: Any) -> Any:
        made = ensure_organisation(name=name, kind="business_association", by=by, at=SENT)
        if more:
            row = ensure_member(
                dialogue=dialogue,
                organisation=made,
                group=dialogue.groups.get(),
                joined_on=date(2020, 1, 1),
                by=by,
                at=SENT,
            )
            row.left_before = more["left_before"]
            row.save()
        return made

    chamber = member("Kammaren Provlän", left_before=None)
    gone = member("Lämnarna Provlän", left_before=MEETING)
    outside = member("Utanför Provlän")
    turn = ensure_round(dialogue=dialogue, held_on=MEETING, by=by, at=SENT)
    said = (Said("ring", 48_611), Said("kam", 57_311))
    reports = []
    for whose, organisation_ in zip(said, (organisation, chamber), strict=True):
        submission = receive_report(
            turn=turn, organisation=organisation_, intake=take_in_text(whose.text), content=None, filename="",
            channel=Report.Channel.PASTE, sent_at=SENT, by=by, at=SENT,
        )  # fmt: skip
        version = submission.version
        accepting.accept_all(desk=accepting.Desk.for_version(version), by=by, at=SENT)
        for level in LEVELS[1:]:
            for start, end in whose.span_of(level):
                reviewing.set_sentence_level(
                    version=version, start=start, end=end, level=level, by=by, at=NOON
                )
        accepting.accept_version(submission=submission, by=by, at=NOON)
        reports.append(submission.report)
    standing = standing_at(dialogue, today=MEETING)
    edition = publish_picture(
        dialogue=dialogue,
        standing=standing,
        by=by,
        at=NOON,
        seen_sha256=draft_of(dialogue, standing=standing).sha256,
    )
    begin_minutes(turn=turn, by=by, at=NOON)
    for level in (Level.GROUP, Level.PUBLIC):
        minutes_edition = publish_minutes(turn=turn, level=level, by=by, at=NOON).edition
    future = make_somebody("kommande@prov.example", "coordinator", dialogue=dialogue)
    future.person.roles.update(starts_on=date(2026, 7, 1))
    former = make_somebody("forna@prov.example", "coordinator", dialogue=dialogue)
    former.person.roles.update(ends_before=MEETING)
    people = {
        "nobody": make_somebody("ingen@prov.example"),
        "former coordinator": former,
        "coming coordinator": future,
        "reporter of an outsider": make_somebody("utanfor@prov.example", "reporter", organisation=outside),
        "former member's reporter": make_somebody("lamnare@prov.example", "reporter", organisation=gone),
        "coordinator elsewhere": stranger,
        "reader": make_somebody("lasare@prov.example", "reader", dialogue=dialogue),
        "reporter of the chamber": make_somebody("kammaren@prov.example", "reporter", organisation=chamber),
        "reporter of the ring": make_somebody("ringen@prov.example", "reporter", organisation=organisation),
        "coordinator": coordinator,
    }
    stand_at(LATER)
    values = {
        "slug": dialogue.slug, "address": turn.address, "day": turn.address, "edition_id": edition.pk, "pk": 1,
        "incoming_id": 1, "letter_id": 1, "minutes_edition_id": minutes_edition.pk, "form": "txt",
        "mail_id": queue_one(dialogue=dialogue, person=people["reporter of the ring"].person).pk,
        "member_id": dialogue.memberships.first().pk, "note_id": 1, "item_id": 1,
        "token": "ingen-nyckel", "report_id": reports[0].pk, "reports": [r.pk for r in reports],
        "fact_id": reports[0].submissions.get().version.facts.first().pk,
    }  # fmt: skip
    return Manor(
        House({"visitor": visitor, **{role: who.client for role, who in people.items()}}, values), said
    )


def ways(manor: Manor, name: str, route: URLPattern) -> Iterator[str]:
    """The address of a door in all its ways."""
    from lagesbild.pages.shaping import FEW

    values = manor.house.values
    for report in values["reports"] if "report_id" in route.pattern.converters else [0]:
        path = manor.house.path(name, route, report_id=report)
        yield path
        if name in ("pages:start", "pages:picture", "pages:edition", "pages:publish"):
            yield from (f"{path}?alla={section}" for section in FEW)
            yield from (f"{path}?som={day}&alla=news" for day in ("2026-06-12", "2026-06-15"))
        elif name == "dialogues:review":
            yield from (f"{path}?{query}" for query in (
                "visa=alla", f"visa=alla&uppgift={values['fact_id']}&andra=1", "mening=1&ord=personer&slag=quantity",
                "visa=alla&rader=" + ",".join(map(str, range(1, 40))),
            ))  # fmt: skip
        elif name == "reporting:report":
            yield from (f"{path}?{key}={pk}" for key in ("kvitto", "medlem") for pk in range(1, 5))
        elif name == "dialogues:first_run_of":
            yield from (f"{path}?steg={step}&visa=alla" for step in ("filer", "stammer", "punkter", "klart"))


#: Doors behind which a published picture stands: what everybody may read is read by everybody.
PUBLISHED = (
    "pages:start",
    "pages:edition",
    "pages:short_edition",
    "publishing:archive",
    "publishing:minutes_feed",
    "publishing:short_minutes",
    "publishing:short_minutes_file",
    "publishing:minutes",
    "publishing:minutes_file",
)


@pytest.mark.parametrize("role", MAY_READ)
def test_no_role_meets_words_that_it_may_not_read(
    manor: Manor, site_routes: dict[str, URLPattern], role: str
) -> None:
    client, leaks, met = manor.house.clients[role], set(), set()
    for name, route in site_routes.items():
        if not DOORS[name]["get"]:
            continue
        forbidden = manor.forbidden(role, published=name in PUBLISHED)
        for path in ways(manor, name, route):
            for headers in ({}, {"HX-Request": "true"}) if name == "dialogues:review" else ({},):
                answer = client.get(path, headers=headers, follow=True)
                assert answer.status_code < 500 or name == "pages:health", (
                    path
                )  # it says that something is amiss
                page = answer.content.decode()
                leaks |= {(name, path, why, word) for word, why in forbidden.items() if meets(page, word)}
                met |= {
                    word
                    for said in manor.said
                    for words in said.words.values()
                    for word in words
                    if meets(page, word)
                }
    assert not leaks
    readable = {
        word
        for said, levels in zip(manor.said, MAY_READ[role], strict=True)
        for level in {*levels, "public"}
        for word in said.words[level]
    }
    assert met == readable


def test_counts_tell_nothing_of_what_is_held_back(manor: Manor, organisation: Any) -> None:
    """How many figures and promises a member has that only the coordinator reads is held back with them."""
    from lagesbild.accounts.models import Person
    from lagesbild.dialogues.models import Dialogue
    from lagesbild.dialogues.queries import audience_of
    from lagesbild.dialogues.round_overview import overview_of

    dialogue = Dialogue.objects.get(slug="prov")
    turn = dialogue.rounds.get()
    counts = {}
    for email in ("samordnare", "ringen", "kammaren", "lasare"):
        person = Person.objects.get(email=f"{email}@prov.example")
        overview = overview_of(turn, audience=audience_of(person, dialogue, day=LATER.date()))
        counts[email] = next(s.facts for s in overview.statuses if s.organisation == organisation)
    assert counts["samordnare"] == counts["ringen"]
    assert counts["kammaren"] == counts["lasare"]
    assert counts["lasare"] <= counts["samordnare"] - 8  # one of each kind


#: Roles that have no part in the dialogue, today or ever.
NO_PART = [role for role, levels in MAY_READ.items() if levels == ((), ()) and role != "visitor"]


@pytest.mark.parametrize("role", NO_PART)
def test_one_without_a_part_gets_no_further_than_a_visitor(
    manor: Manor, site_routes: dict[str, URLPattern], role: str
) -> None:
    client, before = manor.house.clients[role], everything()
    #: Addresses of one's own: one's password, and for a coordinator elsewhere its own dialogue.
    own = {"accounts:password"} | (
        {"dialogues:short_rounds", "dialogues:first_run", "mail:short_outbox"}
        if role == "coordinator elsewhere"
        else set()
    )
    for name, route in site_routes.items():
        path = manor.house.path(name, route)
        may_see = "visitor" in DOORS[name]["get"] or name in own
        # No key was made for this house: the link is of no use to anybody, and says so.
        assert is_let_in(client.get(path)) == may_see, name
        if DOORS[name]["access"] == "login" and name not in own:
            assert not is_let_in(client.post(path + DOORS[name].get("query", ""))), name
    assert everything() == before


def test_a_reporter_of_another_member_acts_for_its_own_member_alone(
    manor: Manor, site_routes: dict[str, URLPattern], organisation: Any
) -> None:
    client, before = manor.house.clients["reporter of the chamber"], everything()
    own = ("accounts:password", "reporting:report", "reporting:save", "reporting:read")
    for name, route in site_routes.items():
        if DOORS[name]["access"] == "login" and name not in own:
            assert not is_let_in(client.post(manor.house.path(name, route) + DOORS[name].get("query", ""))), (
                name
            )
    path = manor.house.path("reporting:report", site_routes["reporting:report"])
    for said in ({"text": "Vi är 7 personer."}, {"gor": "inget-nytt"}):
        assert client.post(path, {"organisation": organisation.pk, **said}).status_code == 422
        for door in ("save", "read"):
            own_door = manor.house.path(f"reporting:{door}", site_routes[f"reporting:{door}"])
            assert client.post(own_door, {"organisation": organisation.pk, **said}).status_code == 403
    turn = manor.house.path("dialogues:round", site_routes["dialogues:round"])
    ring = manor.house.values["reports"][0]
    assert client.post(f"{turn}?gor=fraga-igen&rapport={ring}").status_code == 404
    assert everything() == before
