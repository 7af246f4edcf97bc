# SPDX-License-Identifier: EUPL-1.2
"""What one tries against a member's draft and its links: to read the one, to act by the other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import told
from site_map import everything
from tests.conftest import NOON

from lagesbild.dialogues.models import Submission
from lagesbild.reporting.operations import make_report_link

SECRET = "Granverken varslar 17 personer"


@pytest.fixture
def turn(dialogue: Any, stand_at: Any) -> Any:
    stand_at(NOON)
    turn = told.held(dialogue, date(2026, 6, 20))
    turn.lock_at = told.noon(date(2026, 6, 19))
    turn.save()
    return turn


@pytest.fixture
def link(turn: Any, organisation: Any, reporter: Any) -> str:
    token = make_report_link(person=reporter.person, turn=turn, organisation=organisation, by=None, at=NOON)
    return f"/rapportera/{token}/"


@pytest.mark.parametrize("role", ["coordinator", "stranger", "reader"])
def test_a_draft_is_not_read_by_a_link_in_another_persons_hands(
    role: str, link: str, reporter: Any, request: pytest.FixtureRequest
) -> None:
    """The coordinator makes links and copies mails; logged in it opens none of them as the member."""
    reporter.client.post(f"{link}utkast/", {"text": SECRET, "revision": "0"})
    somebody = request.getfixturevalue(role)
    before = everything()
    for path in (link, f"{link}text/"):
        assert SECRET not in somebody.client.get(path).content.decode()
    for path, said in (
        (link, {"gor": "skicka", "text": "Annat.", "revision": "1"}),
        (link, {"gor": "stammer"}),
        (f"{link}utkast/", {"text": "Annat.", "revision": "1"}),
    ):
        assert SECRET not in somebody.client.post(path, said).content.decode()
    assert everything() == before
    assert SECRET in reporter.client.get(link).content.decode()


def test_a_draft_stands_in_no_mail_and_on_no_page_of_the_coordinators(
    link: str, turn: Any, reporter: Any, coordinator: Any, organisation: Any
) -> None:
    from lagesbild.mail.models import OutgoingMail
    from lagesbild.minutes.operations import begin_minutes

    reporter.client.post(f"{link}utkast/", {"text": SECRET, "revision": "0", "level": "2", "word": SECRET})
    reporter.client.post(f"{link}utkast/", {"text": f"{SECRET}.", "revision": "0"})  # kept beside
    begin_minutes(turn=turn, by=coordinator.person, at=NOON)
    place = f"/d/prov/omgangar/{turn.address}/"
    for path in (
        place, f"{place}rapportera/", f"{place}rapportera/?medlem={organisation.pk}", f"{place}rapportera/text/",
        f"{place}mote/", f"{place}mote/duk/", f"{place}minnesanteckningar/", f"{place}kallelse/",
        "/d/prov/", "/d/prov/utkorg/",
    ):  # fmt: skip
        assert SECRET not in coordinator.client.get(path).content.decode(), path
    coordinator.client.post(f"{place}kallelse/", {"gor": "paminn"})
    assert not [m for m in OutgoingMail.objects.all() if SECRET in m.text + m.html + m.subject]


def test_one_who_does_not_send_confirms_nothing_either(
    link: str, turn: Any, reporter: Any, coordinator: Any, organisation: Any, make_somebody: Any, visitor: Any
) -> None:
    from lagesbild.reporting.approving import set_approvers

    boss = make_somebody("chef@prov.example", "reporter", organisation=organisation)
    place = f"/d/prov/omgangar/{turn.address}/rapportera/"
    coordinator.client.post(
        place, {"organisation": organisation.pk, "text": "Läget är lugnt.", "channel": "phone"}
    )
    set_approvers(organisation=organisation, people=[boss.person], by=coordinator.person, at=NOON)
    assert Submission.objects.get().confirmed_at is None
    assert visitor.post(link, {"gor": "stammer"}).status_code == 422
    assert Submission.objects.get().confirmed_at is None
    boss.client.post(f"{place}?medlem={organisation.pk}", {"gor": "stammer"})
    assert Submission.objects.get().confirmed_by == boss.person
