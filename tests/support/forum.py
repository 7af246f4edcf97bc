# SPDX-License-Identifier: EUPL-1.2
"""A small forum for tests of the core: three members, a coordinator, one round on 15 June 2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lagesbild.accounts.models import Person
from lagesbild.accounts.operations import ensure_person
from lagesbild.dialogues import accepting, operations
from lagesbild.dialogues.models import Dialogue, Report, Round, Submission
from lagesbild.dialogues.picture import Standing, build_picture
from lagesbild.intake import take_in_text
from lagesbild.lib.audience import COORDINATOR, Audience
from lagesbild.lib.periods import STOCKHOLM, end_of
from lagesbild.organisations.models import Area, Organisation
from lagesbild.organisations.operations import ensure_area, ensure_organisation
from lagesbild.sources.models import Fact, TextVersion

MEETING = date(2026, 6, 15)


def at(day: date | str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment, Swedish time."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


SENT = at("2026-06-10", 9)
ACCEPTED = at("2026-06-11", 9)


@dataclass
class Forum:
    """What the tests of the core stand in."""

    dialogue: Dialogue
    area: Area
    ring: Organisation
    board: Organisation
    chamber: Organisation
    coordinator: Person
    colleague: Person
    turn: Round

    def round_on(self, day: date | str) -> Round:
        """A held round."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return operations.ensure_round(dialogue=self.dialogue, held_on=day, by=self.coordinator, at=at(day))

    def send(
        self,
        text: str,
        *,
        by: Organisation | None = None,
        turn: Round | None = None,
        sent_at: datetime = SENT,
        content: bytes | None = None,
    ) -> Submission:
        """What a member sends in, through the real door."""
        return operations.receive_report(
            turn=turn or self.turn,
            organisation=by or self.ring,
            intake=take_in_text(text),
            content=content,
            filename="rapport.txt" if content is not None else "",
            channel=Report.Channel.PASTE,
            sent_at=sent_at,
            by=self.coordinator,
            at=sent_at,
        )

    def accept(self, version: TextVersion, words: str | None = None, *, when: datetime = ACCEPTED) -> None:
        """Accept one fact by its words, or all."""
        desk = accepting.Desk.for_version(version)
        if words is None:
            accepting.accept_all(desk=desk, by=self.coordinator, at=when)
        else:
            accepting.accept_fact(desk=desk, fact=fact_of(version, words), by=self.coordinator, at=when)

    def change(self, version: TextVersion, words: str, *, when: datetime = ACCEPTED, **changes: Any) -> None:
        """Change a fact by its words."""
        desk = accepting.Desk.for_version(version)
        accepting.change_fact(
            desk=desk, fact=fact_of(version, words), changes=changes, by=self.coordinator, at=when
        )

    def picture(
        self,
        *,
        known_at: datetime | date | None = None,
        audience: Audience = COORDINATOR,
        day: date | None = None,
    ) -> dict[str, Any]:
        """The picture as known at a moment, by default the end of the meeting day."""
        moment = known_at or MEETING
        if not isinstance(moment, datetime):
            day, moment = day or moment, end_of(moment)
        return build_picture(
            self.dialogue, audience=audience, standing=Standing(day or MEETING, moment, "Bilden i provet.")
        )


def fact_of(version: TextVersion, words: str, kind: str | None = None) -> Fact:
    """The one fact with these words."""
    facts = version.facts.filter(quote=words)
    return (facts.filter(kind=kind) if kind else facts).get()


def make_forum() -> Forum:
    """A forum with a ring of companies, a chamber and a county board."""
    made_at = at("2026-01-05")
    area = ensure_area(code="99", name="Provlän", level=Area.Level.COUNTY)
    by = ensure_person(email="samordnare@prov.example", name="Samordnaren", by=None, at=made_at)
    colleague = ensure_person(email="kollega@prov.example", name="Kollegan", by=None, at=made_at)
    dialogue = operations.create_dialogue(
        slug="provforum",
        name="Näringslivsdialogen Provlän",
        area=area,
        default_level="public",
        by=by,
        at=made_at,
    )
    made = {}
    for group_name, name, kind in (
        ("Länsstyrelsen", "Länsstyrelsen Provlän", Organisation.Kind.COUNTY_BOARD),
        ("Näringslivet", "Företagarringen", Organisation.Kind.ASSOCIATION),
        ("Näringslivet", "Provläns handelskammare", Organisation.Kind.ASSOCIATION),
    ):
        group = operations.ensure_group(dialogue=dialogue, name=group_name, by=by, at=made_at)
        organisation = ensure_organisation(name=name, kind=kind, area=area, by=by, at=made_at)
        operations.ensure_member(
            dialogue=dialogue,
            organisation=organisation,
            group=group,
            joined_on=date(2025, 1, 1),
            by=by,
            at=made_at,
        )
        made[name] = organisation
    turn = operations.ensure_round(dialogue=dialogue, held_on=MEETING, by=by, at=made_at)
    board, ring, chamber = made.values()
    return Forum(dialogue, area, ring, board, chamber, by, colleague, turn)
