# SPDX-License-Identifier: EUPL-1.2
"""A dialogue whose facts a person marked: pages can be tested whatever the reader finds in a text.

Everything goes through the real operations (receive, mark in the text, confirm); only the reader's
own suggestions are left undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from lagesbild.accounts.models import Person
from lagesbild.dialogues.accepting import Desk, accept_version, add_fact
from lagesbild.dialogues.models import Dialogue, Round, Submission
from lagesbild.dialogues.operations import ensure_group, ensure_member, ensure_round, receive_report
from lagesbild.intake import take_in_text
from lagesbild.lib.periods import STOCKHOLM
from lagesbild.organisations.models import Organisation
from lagesbild.organisations.operations import ensure_organisation

Said = tuple[str, str, Mapping[str, Any]]

PANEL = "Smedringen Provlän"
COUNTY = "Länsstyrelsen i Provlän"


def noon(day: date) -> datetime:
    """Noon of a Swedish day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


def member(dialogue: Dialogue, name: str, group: str, *, kind: str = "business_association") -> Organisation:
    """A member of the dialogue, under a group's heading."""
    at = noon(date(2020, 1, 1))
    organisation = ensure_organisation(name=name, kind=kind, by=None, at=at)
    ensure_member(
        dialogue=dialogue,
        organisation=organisation,
        group=ensure_group(dialogue=dialogue, name=group, by=None, at=at),
        joined_on=date(2020, 1, 1),
        by=None,
        at=at,
    )
    return organisation


def held(dialogue: Dialogue, day: date) -> Round:
    """A round that was held on a day."""
    return ensure_round(dialogue=dialogue, held_on=day, by=None, at=noon(day))


def tell(
    turn: Round, organisation: Organisation, text: str, said: Iterable[Said], *, by: Person
) -> Submission:
    """Receive a member's text, accept the report and confirm the facts marked in it: (words, kind, payload)."""
    at = noon(turn.held_on)
    submission = receive_report(
        turn=turn,
        organisation=organisation,
        intake=take_in_text(text),
        content=None,
        filename="",
        channel="paste",
        sent_at=at,
        by=by,
        at=at,
    )
    desk = Desk.for_version(submission.version)
    for words, kind, payload in said:
        start = submission.version.text.index(words)
        add_fact(desk=desk, start=start, end=start + len(words), kind=kind, payload=payload, by=by, at=at)
    accept_version(submission=submission, by=by, at=at)
    return submission


def figure(indicator: str | None, value: float, of: str, unit: str = "count", **more: Any) -> dict[str, Any]:
    """The payload of a figure."""
    return {"indicator": indicator, "value": value, "of": of, "unit": unit, **more}


def tell_spring(dialogue: Dialogue, by: Person) -> list[Round]:
    """Two rounds with one of most things; the later one on 8 June 2026."""
    panel = member(dialogue, PANEL, "Näringslivsorganisationer")
    county = member(dialogue, COUNTY, "Länsstyrelsen", kind="county_administrative_board")
    april, june = held(dialogue, date(2026, 4, 20)), held(dialogue, date(2026, 6, 8))
    tell(
        april,
        panel,
        "Läget är ansträngt hos oss. 300 personer är i korttidsarbete. 40 personer är varslade.",
        [
            ("Läget är ansträngt", "assessment", {"tone": "worried", "topic": "läget"}),
            ("300", "quantity", figure("korttidsarbete", 300, "personer i korttidsarbete")),
            ("40", "quantity", figure("varslade", 40, "varslade")),
        ],
        by=by,
    )
    tell(
        june,
        panel,
        "Läget är lugnt i våra 63 företag. Nu är drygt 210 personer i korttidsarbete, om 3 månader ca hälften. "
        "12 personer är varslade. Orderingången är −20 % mot i fjol. Tre nya maskiner är beställda.\n\n"
        "Vi är oroliga för elpriset. Smedringen skickar en sammanställning senast 26 juni. "
        "Vem följer upp bredbandet i fjällbyarna? 27 har sökt rådgivning. Av 24 ansökningar är 29 godkända.",
        [
            ("Läget är lugnt", "assessment", {"tone": "positive", "topic": "läget"}),
            (
                "210",
                "quantity",
                figure("korttidsarbete", 210, "personer i korttidsarbete", hedge="drygt", approx=True),
            ),
            ("12", "quantity", figure("varslade", 12, "varslade")),
            (
                "−20 %",
                "quantity",
                figure(
                    "orderingang",
                    20,
                    "orderingång",
                    "%",
                    change="decrease",
                    baseline="last_year",
                    reading_as="change",
                ),
            ),
            ("Tre", "quantity", figure(None, 3, "nya maskiner beställda")),
            ("oroliga för elpriset", "assessment", {"tone": "worried", "topic": "elpriset"}),
            (
                "Smedringen skickar en sammanställning senast 26 juni",
                "promise",
                {"owner": PANEL, "due_to": "2026-06-26"},
            ),
            ("Vem följer upp bredbandet i fjällbyarna?", "question", {"answered": False}),
        ],
        by=by,
    )
    tell(
        june,
        county,
        "Utlysningen Grön omställning öppnar 15 juni och stänger 30 september. "
        "Datum för ett bredbandsmöte skulle ha kommit 1 juni. Mötet beslutade att följa elpriset varje omgång.",
        [
            (
                "Grön omställning",
                "call",
                {"name": "Grön omställning", "opens": "2026-06-15", "closes": "2026-09-30"},
            ),
            (
                "Datum för ett bredbandsmöte skulle ha kommit 1 juni",
                "promise",
                {"owner": COUNTY, "due_to": "2026-06-01"},
            ),
            ("Mötet beslutade att följa elpriset varje omgång", "decision", {}),
        ],
        by=by,
    )
    return [april, june]
